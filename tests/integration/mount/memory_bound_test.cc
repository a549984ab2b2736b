// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Many readers of malicious and huge recordings, and listings of a large
// directory: the daemon stays within the bound in ARCHITECTURE.md ("Memory").
// MTSCOMP_MEMORY_SECONDS is the duration; default 10.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "integration/hostile/hostile_mount.h"
#include "integration/hostile/hostile_pairs.h"
#include "reader/headers/header_memory.h"
#include "support/sanitized.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kMebi = std::uint64_t{1} << 20;
constexpr std::size_t kReaders = 256;

// nullptr in the short form.
const char* asked_duration() { return std::getenv("MTSCOMP_MEMORY_SECONDS"); }

std::chrono::seconds duration() {
  return std::chrono::seconds(
      asked_duration() == nullptr ? 10 : std::atoi(asked_duration()));
}

class MemoryBoundTest : public HostileTest {
 protected:
  static constexpr std::size_t kNames = 5'000;

  void SetUp() override {
    HostileTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    mount_with("timeout=0");
    // More chunk tables than fit (in the long form), headers of the largest
    // size, and many headers that just count as small.
    write_tiny_chunks(source_.path(), "chunks",
                      asked_duration() == nullptr ? 100'000 : 1'000'000);
    const SyntheticRecording pair = write_pair("header.cbin");
    write_header(pair, "header", '"' + std::string(60 * kMebi, 'x') + '"');
    write_header(pair, "digits", digits());
    copy_pairs("chunks", 20);
    copy_pairs("digits", 8);
    copy_pairs("header", 2);
    for (std::size_t i = 0; i < kNames; ++i) {
      write(fmt::format("names/a_name_of_some_length_{:08}", i), "");
    }
  }

  // One-digit numbers need the most memory for each byte of text.
  static std::string digits() {
    std::string text = "[1";
    while (text.size() < kMebi - 1000) {
      text += ",1";
    }
    return text + ']';
  }
  void write_header(const SyntheticRecording& pair, const std::string& stem,
                    const std::string& value) {
    write_file(in_source(stem + ".ch"),
               header_text_with(pair.header, {{"x", value}}));
    if (stem != "header") {
      std::filesystem::copy(pair.cbin_path, in_source(stem + ".cbin"));
    }
  }
  // Each pair is in its own directory, because the kernel looks up one name of
  // a directory at a time.
  void copy_pairs(const std::string& stem, std::size_t n_copies) {
    for (std::size_t i = 0; i < n_copies; ++i) {
      const std::string directory = in_source(fmt::format("{}{}", stem, i));
      std::filesystem::create_directory(directory);
      std::filesystem::copy(in_source(stem + ".cbin"), directory + "/x.cbin");
      std::filesystem::create_hard_link(in_source(stem + ".ch"),
                                        directory + "/x.ch");
      recordings_.push_back(fmt::format("{}{}/x.bin", stem, i));
    }
  }

  // Opens a recording and a directory, and keeps them open during some reads.
  void open_and_read(std::mt19937_64& random) {
    const FileDescriptor directory(
        ::open(shown("names").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    n_listed_ += directory.is_open() ? 1 : 0;
    const FileDescriptor file(
        ::open(shown(recordings_[random() % recordings_.size()]).c_str(),
               O_RDONLY | O_CLOEXEC | O_DIRECT));
    n_opened_ += file.is_open() ? 1 : 0;
    for (int i = 0; i < 5 && file.is_open(); ++i) {
      constexpr std::size_t kBlock = 512;
      alignas(kBlock) std::array<std::byte, kBlock> block = {};
      const auto at = static_cast<off_t>(random() % 3000 * kBlock);
      n_read_ += ::pread(file.get(), block.data(), block.size(), at) >= 0;
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 500));
    }
  }

  std::vector<std::string> recordings_;
  std::atomic<std::size_t> n_opened_ = 0;
  std::atomic<std::size_t> n_listed_ = 0;
  std::atomic<std::size_t> n_read_ = 0;
};

TEST_F(MemoryBoundTest, HoldsWhateverReadersAndOpenersDo) {
  mounted();
  const auto end = std::chrono::steady_clock::now() + duration();
  std::vector<std::jthread> readers;
  for (std::size_t i = 0; i < kReaders; ++i) {
    readers.emplace_back([this, i, end] {
      std::mt19937_64 random(test_seed() + i);
      while (std::chrono::steady_clock::now() < end) {
        open_and_read(random);
      }
    });
  }
  while (std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(duration() / 3);
    ::kill(mounted().process(), SIGHUP);  // Headers are parsed again after it.
  }
  readers.clear();
  // The sum of the cache, headers and tables, listings, caches of names and
  // attributes, buffered replies, and the program itself with the listings in
  // progress.
  constexpr std::uint64_t kBound = 64 * kMebi + HeaderMemory::kBound +
                                   256 * kMebi + 112 * kMebi +
                                   kReaders * kMebi + 100 * kMebi;
  std::printf(
      "%zu opened, %zu listed, %zu read; peak %llu MiB, bound %llu MiB\n",
      n_opened_.load(), n_listed_.load(), n_read_.load(),
      static_cast<unsigned long long>(peak_memory() / kMebi),
      static_cast<unsigned long long>(kBound / kMebi));
  EXPECT_GT(n_opened_, 0U);
  EXPECT_GT(n_read_, 0U);
  expect_peak_memory(kBound);
}

}  // namespace
}  // namespace mtscomp
