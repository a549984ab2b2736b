// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads of a mount: decoded chunks, cached chunks, and reads that must not
// wait.  The tests compare counters, not times.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <thread>

#include "base/files/file_io.h"
#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/sanitized.h"
#include "support/seed.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr std::size_t kChunk = 4 * kMiB;  // Of packed zeros, decoded.

// Recordings of zeros are fast to make, whatever their size.
class ReadingTest : public MountTest {
 protected:
  void write_zeros(std::size_t n_chunks, std::size_t chunk_size = kChunk) {
    const TempDir aside;
    const std::string raw = aside.file("x.bin");
    std::ofstream(raw).close();
    std::filesystem::resize_file(raw, n_chunks * chunk_size);
    const ProgramResult packed =
        run_program({MTSCOMP_PACK_PROGRAM, raw, source_.file("x.cbin"), "-n",
                     "64", "-s", std::to_string(chunk_size / 128), "-d",
                     "int16", "-q", "--level", "fast"});
    ASSERT_EQ(packed.exit_code, 0) << packed.output;
  }
  // Number of decoded chunks by the daemon's counters.
  static std::uint64_t n_decoded(const MountedTree& mounted) {
    return mounted.counter("misses") + mounted.counter("prefetch issued");
  }

  TempDir source_;
};

void read_to_end(const std::string& path) {
  const FileDescriptor file = open_for_reading(path);
  Bytes buffer(kMiB);
  for (std::uint64_t at = 0;;) {
    const std::size_t n = pread_up_to(file, buffer, at, path);
    if (n == 0) {
      return;
    }
    at += n;
  }
}

// Reads one value in each page, like a program that walks through a mapped
// file.
std::size_t sum_pages(const std::string& path) {
  const FileDescriptor file = open_for_reading(path);
  const auto size = static_cast<std::size_t>(file_status(file, path).st_size);
  void* const map = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  EXPECT_NE(map, MAP_FAILED);
  constexpr std::size_t kPage = 4096;
  std::size_t sum = 0;
  for (std::size_t at = 0; at < size; at += kPage) {
    sum += std::to_integer<std::size_t>(static_cast<std::byte*>(map)[at]);
  }
  ::munmap(map, size);
  return sum;
}

// On a busy machine, a request of the kernel may come so late that its chunk
// has been evicted; in one of a few passes that does not happen.
class ReadingOnePassTest : public ReadingTest {
 protected:
  static constexpr std::size_t kChunks = 40;

  void read_once(const std::function<void(const std::string& path)>& read) {
    constexpr int kPasses = 5;
    write_zeros(kChunks);
    for (int i = 0; i < kPasses && n_decoded_ != kChunks; ++i) {
      MountedTree mounted(
          source_.path(),
          {.arguments = {"-o", "cache_size=64M"}, .mount_point = ""});
      read(mounted.file("x.bin"));
      mounted.stop(SIGTERM);
      n_decoded_ = n_decoded(mounted);
      for (const std::string name : {"prefetch issued", "used", "wasted"}) {
        counters_[name] = mounted.counter(name);
      }
    }
  }

  std::uint64_t n_decoded_ = 0;
  std::map<std::string, std::uint64_t> counters_;
};

TEST_F(ReadingOnePassTest, SequentialReadDecodesEachChunkOnceAndWastesNothing) {
  read_once(read_to_end);
  EXPECT_EQ(n_decoded_, kChunks);
  EXPECT_GT(counters_["prefetch issued"], kChunks / 2);
  EXPECT_EQ(counters_["used"], counters_["prefetch issued"]);
  EXPECT_EQ(counters_["wasted"], 0U);
}

TEST_F(ReadingOnePassTest, MappedFileReadInOrderDecodesEachChunkOnce) {
  read_once([](const std::string& path) { EXPECT_EQ(sum_pages(path), 0U); });
  EXPECT_EQ(n_decoded_, kChunks);
  EXPECT_EQ(counters_["wasted"], 0U);
}

TEST_F(ReadingTest, SixteenReadersOfOneColdChunkCauseOneDecode) {
  SyntheticOptions options;
  options.n_channels = 385;
  options.chunk_lengths = {20000};  // Long enough for all readers to meet.
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "x", options);
  MountedTree mounted(source_.path());
  const std::string path = mounted.file("x.bin");
  std::vector<std::thread> readers;
  for (std::size_t i = 0; i < 16; ++i) {
    readers.emplace_back([&path, &pair, i] {
      const std::size_t at = i * (pair.raw.size() / 16);
      Bytes bytes(1000);
      const FileDescriptor file = open_for_reading(path);
      EXPECT_EQ(::pread(file.get(), bytes.data(), bytes.size(),
                        static_cast<off_t>(at)),
                1000);
      EXPECT_TRUE(same_bytes(std::span(pair.raw).subspan(at, 1000), bytes));
    });
  }
  for (std::thread& reader : readers) {
    reader.join();
  }
  EXPECT_EQ(mounted.stop(SIGTERM), 0);
  EXPECT_EQ(mounted.counter("misses"), 1U);
  EXPECT_GE(mounted.counter("joins") + mounted.counter("hits"), 15U);
}

// Windows of 64 to 100 kB anywhere, each read twice, like a curation tool.
TEST_F(ReadingTest, RandomWindowsHardlyLoadAnythingInVain) {
  constexpr std::size_t kChunks = 40;
  write_zeros(kChunks);
  MountedTree mounted(source_.path(), {.arguments = {"-o", "cache_size=64M"},
                                       .mount_point = ""});
  {
    const std::string path = mounted.file("x.bin");
    const FileDescriptor file = open_for_reading(path);
    std::mt19937_64 random(test_seed());
    Bytes window(100'000);
    for (int i = 0; i < 500; ++i) {
      const std::uint64_t at = random() % (kChunks * kChunk - window.size());
      pread_up_to(file, std::span(window).first(64'000 + random() % 36'000), at,
                  path);
    }
  }
  mounted.stop(SIGTERM);
  EXPECT_LE(mounted.counter("wasted") * 20, n_decoded(mounted));
}

// Peak of the daemon's resident memory, from /proc, in bytes.
std::size_t peak_memory(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmHWM:")) {
      return std::stoul(line.substr(line.find_first_of("0123456789"))) * 1024;
    }
  }
  return 0;
}

TEST_F(ReadingTest, ManyRandomReadersStayWithinTheMemoryThatTheyWereGiven) {
  constexpr std::size_t kReaders = 64;
  constexpr std::size_t kChunks = 100;
  constexpr std::size_t kBeside = 96 * kMiB;
  write_zeros(kChunks);
  MountedTree mounted(source_.path(), {.arguments = {"-o", "cache_size=32M"},
                                       .mount_point = ""});
  const std::string path = mounted.file("x.bin");
  std::atomic<std::size_t> n_right = 0;
  std::vector<std::jthread> readers;
  for (std::size_t reader = 0; reader < kReaders; ++reader) {
    readers.emplace_back([&, reader] {
      const FileDescriptor file = open_for_reading(path);
      std::mt19937_64 random(test_seed() + reader);
      Bytes bytes(10'000);
      for (int i = 0; i < 5; ++i) {
        const std::uint64_t at = random() % (kChunks * kChunk - bytes.size());
        n_right += pread_up_to(file, bytes, at, path) == bytes.size() ? 1U : 0U;
      }
    });
  }
  readers.clear();
  EXPECT_EQ(n_right, kReaders * 5);
  if (!is_sanitized()) {
    EXPECT_LE(peak_memory(mounted.process()), 32 * kMiB + kBeside);
  }
}

TEST_F(ReadingTest, ChunkThatDoesNotFitFailsTheOpenAndNamesTheNumberNeeded) {
  write_zeros(2);
  MountedTree mounted(source_.path(), {.arguments = {"-o", "cache_size=5M"},
                                       .mount_point = ""});
  EXPECT_EQ(::open(mounted.file("x.bin").c_str(), O_RDONLY), -1);
  EXPECT_EQ(errno, ENOMEM);
  // The decoder determines how much more than 4 MiB it needs.
  EXPECT_THAT(mounted.log(),
              ContainsRegex("x.cbin: loading a chunk needs [0-9]+ bytes of "
                            "cache, but the cache has 5242880 bytes; "));
}

// A child that reads one block, bypassing the page cache, and ends.
pid_t start_reader(const std::string& path, std::size_t offset) {
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr std::size_t kBlock = 4096;
    alignas(kBlock) static std::byte block[kBlock];
    const int file = ::open(path.c_str(), O_RDONLY | O_DIRECT | O_CLOEXEC);
    const ssize_t n = ::pread(file, block, kBlock, static_cast<off_t>(offset));
    ::_exit(n == static_cast<ssize_t>(kBlock) ? 0 : 1);
  }
  return child;
}

// Each reader waits for a different chunk, and one worker decodes them all: the
// last reader would wait for all others.
TEST_F(ReadingTest, KilledReaderGoesAwayAtOnce) {
  constexpr std::size_t kReaders = 24;
  constexpr std::size_t kLarge = 64 * kMiB;
  write_zeros(kReaders + 1, kLarge);
  MountedTree mounted(
      source_.path(),
      {.arguments = {"-o", "cache_size=200M,workers=1"}, .mount_point = ""});
  const std::string path = mounted.file("x.bin");
  std::vector<pid_t> readers;
  for (std::size_t i = 0; i < kReaders; ++i) {
    readers.push_back(start_reader(path, i * kLarge));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const pid_t victim = start_reader(path, kReaders * kLarge);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  ::kill(victim, SIGKILL);
  int status = 0;
  ::waitpid(victim, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  std::size_t n_still_waiting = 0;
  for (const pid_t reader : readers) {
    n_still_waiting += ::waitpid(reader, &status, WNOHANG) == 0 ? 1U : 0U;
  }
  EXPECT_GT(n_still_waiting, 0U);
  for (const pid_t reader : readers) {
    ::waitpid(reader, &status, 0);
  }
  EXPECT_EQ(mounted.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace mtscomp
