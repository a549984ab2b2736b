// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A large directory: the cost of listing it, first cold and then again.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/sanitized.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kPairs = 10000;

class ScaleTest : public MountTest {
 protected:
  // Each pair is a copy with its own identity.
  void write_pairs() {
    const TempDir aside;
    const SyntheticRecording pair =
        write_synthetic_recording(aside.path(), "x", {});
    const Bytes cbin = read_file(pair.cbin_path);
    const Bytes header = read_file(pair.ch_path);
    for (std::uint64_t i = 0; i < kPairs; ++i) {
      write_file(source_.file(fmt::format("x{:05}.cbin", i)), cbin);
      write_file(source_.file(fmt::format("x{:05}.ch", i)), header);
    }
    raw_size_ = pair.raw.size();
  }

  TempDir source_;
  std::uint64_t raw_size_ = 0;
};

// Reads names and sizes like `ls -l`.
std::uint64_t count_with_size(const std::string& directory,
                              std::uint64_t size) {
  std::uint64_t n = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    struct stat status = {};
    if (::lstat(entry.path().c_str(), &status) == 0 &&
        static_cast<std::uint64_t>(status.st_size) == size) {
      ++n;
    }
  }
  return n;
}

TEST_F(ScaleTest, TenThousandPairsListInFiveSecondsAndReadEachHeaderOnce) {
  write_pairs();
  MountedTree mounted(source_.path());
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(count_with_size(mounted.mount_point(), raw_size_), kPairs);
  const std::chrono::duration<double> cold =
      std::chrono::steady_clock::now() - start;
  RecordProperty("cold_seconds", fmt::format("{:.2f}", cold.count()));
  std::printf("cold listing: %.2f s\n", cold.count());
  EXPECT_LT(cold.count(), is_slow() ? 60.0 : 5.0);
  EXPECT_EQ(count_with_size(mounted.mount_point(), raw_size_), kPairs);
  EXPECT_EQ(mounted.stop(SIGTERM), 0);
  EXPECT_EQ(mounted.counter("headers read"), kPairs);
}

// Private memory of a process, in bytes.
std::uint64_t own_memory(pid_t process) {
  constexpr std::uint64_t kKibi = 1024;
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssAnon:")) {
      return std::stoull(line.substr(line.find(':') + 1)) * kKibi;
    }
  }
  return 0;
}

// Runs `find` over the whole tree, so that the kernel knows every file.
TEST_F(ScaleTest, MountingScansNothingAndAFileTakesFewBytes) {
  constexpr std::uint64_t kDirectories = 2000;
  constexpr std::uint64_t kFiles = 20;
  for (std::uint64_t i = 0; i < kDirectories; ++i) {
    const std::string directory =
        source_.file(fmt::format("lab/subject{:04}", i));
    std::filesystem::create_directories(directory);
    for (std::uint64_t j = 0; j < kFiles; ++j) {
      write_file(fmt::format("{}/spikes.times.{:08}.npy", directory, j), "");
    }
  }
  const auto start = std::chrono::steady_clock::now();
  MountedTree mounted(source_.path());
  const std::chrono::duration<double> mounting =
      std::chrono::steady_clock::now() - start;
  EXPECT_LT(mounting.count(), 5.0);
  const std::uint64_t before = own_memory(mounted.process());
  std::uint64_t n_files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(mounted.mount_point())) {
    if (entry.is_regular_file() && entry.file_size() == 0) {
      ++n_files;
    }
  }
  EXPECT_EQ(n_files, kDirectories * kFiles);
  const std::uint64_t bytes_per_file =
      (own_memory(mounted.process()) - before) / n_files;
  std::printf("mounted in %.3f s; %llu bytes for each file\n", mounting.count(),
              static_cast<unsigned long long>(bytes_per_file));
  // Sanitizers keep freed memory.
  if (!is_sanitized()) {
    EXPECT_LT(bytes_per_file, 700U);
  }
}

}  // namespace
}  // namespace mtscomp
