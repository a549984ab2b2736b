// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// 256 readers of a source that fails at random; some readers are killed.  The
// daemon stays within its memory, no byte is wrong, and everything can be read
// after the faults are over.  MTSCOMP_LOAD_SECONDS is the duration; default 15.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <new>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/files/file_io.h"
#include "integration/faults/fault_injector.h"
#include "integration/faults/load_readers.h"
#include "integration/support/mounted_tree.h"
#include "mtscomp/writer/pack.h"
#include "support/bytes.h"
#include "support/sanitized.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kFiles = 8;
constexpr std::size_t kProcesses = 16;
constexpr std::size_t kThreads = 16;  // Threads of each process.
constexpr std::size_t kMebibyte = 1 << 20;
constexpr std::size_t kCacheSize = 8 * kMebibyte;
// Memory in addition to cache_size: the program and its libraries, threads and
// their allocations, libfuse's buffer of 1 MiB for each thread, and replies in
// progress.
constexpr std::size_t kAllowance = 64 * kMebibyte;
constexpr std::chrono::seconds kPatience{120};

std::chrono::seconds duration() {
  const char* const text = std::getenv("MTSCOMP_LOAD_SECONDS");
  return std::chrono::seconds(text == nullptr ? 15 : std::stoi(text));
}

// Packed recordings of different shapes, about 4 MB each.
std::vector<LoadFile> make_files(const std::string& source,
                                 std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<LoadFile> files;
  for (std::size_t i = 0; i < kFiles; ++i) {
    const std::size_t n_channels = 40 + 7 * i;
    const std::size_t n_samples = 4'000'000 / 2 / n_channels;
    Bytes raw(n_samples * n_channels * 2);
    for (std::size_t at = 0; at < raw.size(); at += 2) {
      raw[at] = static_cast<std::byte>(random() % 64);
    }
    const std::string stem = source + fmt::format("/f{}", i);
    write_file(stem + ".bin", raw);
    PackJob job;
    job.raw_path = stem + ".bin";
    job.cbin_path = stem + ".cbin";
    job.ch_path = stem + ".ch";
    job.layout.n_channels = n_channels;
    job.sample_rate = 3000 + 100.0 * static_cast<double>(i);
    pack(job, {}, {}, nullptr);
    std::filesystem::remove(job.raw_path);
    files.push_back({fmt::format("f{}.bin", i), std::move(raw)});
  }
  return files;
}

// A value such as "VmHWM" in bytes.
std::size_t memory_of(pid_t process, const std::string& key) {
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string word; status >> word;) {
    std::size_t kibibytes = 0;
    if (word == key + ":" && status >> kibibytes) {
      return kibibytes << 10;
    }
  }
  return 0;
}

// Number of files of the source that a process has open.
std::size_t n_source_files(pid_t process, const std::string& source) {
  std::size_t n = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           fmt::format("/proc/{}/fd", process))) {
    std::error_code error;
    const std::string target = std::filesystem::read_symlink(entry, error);
    if (target.starts_with(source + '/')) {
      ++n;
    }
  }
  return n;
}

// The reading processes.  It forks, so no other threads may exist.
class ReaderProcesses {
 public:
  ReaderProcesses(const std::vector<LoadFile>& files,
                  const std::string& mount_point)
      : files_(files),
        mount_point_(mount_point),
        totals_(
            *new (::mmap(nullptr, sizeof(LoadTotals), PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0)) LoadTotals) {
    for (std::size_t i = 0; i < kProcesses; ++i) {
      processes_.push_back(start());
    }
  }
  ReaderProcesses(const ReaderProcesses&) = delete;
  ReaderProcesses& operator=(const ReaderProcesses&) = delete;
  ~ReaderProcesses() {
    for (const pid_t process : processes_) {
      ::kill(process, SIGKILL);
      ::waitpid(process, nullptr, 0);
    }
    ::munmap(&totals_, sizeof(LoadTotals));
  }

  const LoadTotals& totals() const { return totals_; }

  void replace_one(std::size_t i) {
    pid_t& process = processes_.at(i % kProcesses);
    ::kill(process, SIGKILL);
    int status = 0;
    ::waitpid(process, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        << "a reader had ended: " << status;
    process = start();
  }

  void finish() {
    totals_.stops = true;
    for (const pid_t process : processes_) {
      int status = -1;
      ::waitpid(process, &status, 0);
      EXPECT_EQ(status, 0);
    }
    processes_.clear();
  }

 private:
  pid_t start() {
    ++n_started_;
    const pid_t child = ::fork();
    if (child == 0) {
      read_under_load(files_, mount_point_, test_seed() + n_started_, kThreads,
                      totals_);
      ::_exit(0);
    }
    return child;
  }

  const std::vector<LoadFile>& files_;
  const std::string& mount_point_;
  LoadTotals& totals_;
  std::uint64_t n_started_ = 0;
  std::vector<pid_t> processes_;
};

class LoadTest : public MountTest {
 protected:
  void start_faults() {
    faults_.fail_some(Fault::kReadError, 30, EIO);
    faults_.fail_some(Fault::kReadShort, 300);
    faults_.fail_some(Fault::kReadInterrupted, 200);
    faults_.fail_some(Fault::kReadDelay, 20, 50);  // Milliseconds.
    faults_.fail_some(Fault::kOpenError, 20, EMFILE);
    faults_.fail_some(Fault::kStatusError, 20, EIO);
    faults_.fail_some(Fault::kNoMemory, 200);
  }
  void check_faults_happened() {
    for (const Fault fault :
         {Fault::kReadError, Fault::kReadShort, Fault::kReadInterrupted,
          Fault::kReadDelay, Fault::kOpenError, Fault::kStatusError,
          Fault::kNoMemory}) {
      std::printf("fault %d: %lu of %lu calls\n", static_cast<int>(fault),
                  faults_.n_injected(fault), faults_.n_calls(fault));
      EXPECT_GT(faults_.n_injected(fault), 0U) << static_cast<int>(fault);
    }
  }

  void run_readers() {
    ReaderProcesses readers(files_, mounted_.mount_point());
    start_faults();
    const Clock::time_point end = Clock::now() + duration();
    std::size_t n_killed = 0;
    while (Clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      readers.replace_one(n_killed++);
    }
    faults_.stop_all();
    readers.finish();
    const LoadTotals& totals = readers.totals();
    std::printf(
        "%lu right, %lu refused, %lu MiB compared, %zu processes killed\n",
        totals.n_right.load(), totals.n_refused.load(),
        totals.bytes.load() / kMebibyte, n_killed);
    EXPECT_EQ(totals.n_wrong, 0U) << totals.problem.data();
    EXPECT_EQ(totals.n_odd, 0U) << totals.problem.data();
    EXPECT_GT(totals.n_right, 0U);
    EXPECT_GT(totals.n_refused, 0U);
  }

  void check_memory() {
    const std::size_t peak = memory_of(mounted_.process(), "VmHWM");
    std::printf("peak memory %.1f MiB, cache_size %.1f MiB\n",
                static_cast<double>(peak) / kMebibyte,
                static_cast<double>(kCacheSize) / kMebibyte);
    EXPECT_GT(peak, 0U);
    if (!is_sanitized()) {
      EXPECT_LE(peak, kCacheSize + kAllowance);
    }
  }

  // The kernel reports the last closes with a delay.
  void check_nothing_is_open() {
    const Clock::time_point deadline = Clock::now() + kPatience;
    const auto is_open = [&] {
      return n_source_files(mounted_.process(), source_.path()) != 0 ||
             mounted_.status("open_handles", "files") != 0 ||
             mounted_.status("open_handles", "directories") != 0;
    };
    while (is_open() && Clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_FALSE(is_open());
  }

  void check_all_is_read() {
    // Failures are cached for one second, and names for another.
    std::this_thread::sleep_for(std::chrono::milliseconds(2500));
    for (const LoadFile& file : files_) {
      EXPECT_TRUE(same_bytes(file.truth, read_directly(file.path)))
          << file.path;
    }
  }

  TempDir source_;
  FaultInjector faults_ = FaultInjector(source_.path());
  std::vector<LoadFile> files_ = make_files(source_.path(), test_seed());
  MountedTree mounted_ = MountedTree(
      source_.path(),
      {.arguments = {"-o", fmt::format("cache_size={}", kCacheSize)},
       .mount_point = "",
       .wrapper = faults_.wrapper(),
       .program = MTSCOMPFS_WITH_FAULTS});

  void SetUp() override {
    MountTest::SetUp();
    for (LoadFile& file : files_) {
      file.path = mounted_.file(file.path);
    }
  }
};

TEST_F(LoadTest,
       ManyReadersFaultsAndKillsGiveNoWrongByteAndLeaveNothingBehind) {
  check_all_is_read();
  run_readers();
  check_faults_happened();
  check_all_is_read();
  check_nothing_is_open();
  check_memory();
  EXPECT_EQ(mounted_.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace mtscomp
