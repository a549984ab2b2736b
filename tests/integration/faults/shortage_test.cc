// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A daemon that runs out of memory or descriptors: it reports such errors, and
// works again when the shortage is over.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <thread>
#include <vector>

#include "integration/faults/faulty_mount.h"
#include "support/sanitized.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ShortageTest = FaultyMount;

TEST_F(ShortageTest, NoMemoryForAChunkIsEnomemAndALogLineAndHeals) {
  mount();
  const FileDescriptor file = open_direct("a.bin");
  faults_.fail_each(Fault::kNoMemory);
  EXPECT_EQ(read_page(file, a_.raw, 0), ENOMEM);
  EXPECT_THAT(mounted_->log(),
              HasSubstr(a_path_ + ": chunk 0 (samples 0 to 2099): "));
  EXPECT_GE(faults_.n_injected(Fault::kNoMemory), 1U);
  faults_.stop_all();
  EXPECT_EQ(read_page(file, a_.raw, 0), 0) << "a shortage is not remembered";
  expect_heals(file, a_.raw);
}

// Like a memory limit below cache_size.
TEST_F(ShortageTest, WithoutNewMemoryWhatIsCachedMakesRoom) {
  for (const std::string suffix : {".cbin", ".ch"}) {
    std::filesystem::copy_file(source_.file("a" + suffix),
                               source_.file("copy" + suffix));
  }
  mount({}, "workers=1");  // One decoder's working memory.
  EXPECT_TRUE(same_bytes(a_.raw, read_file(shown("a.bin"))));
  faults_.fail_each(Fault::kNoMemory);
  EXPECT_TRUE(same_bytes(a_.raw, read_file(shown("copy.bin"))));
  EXPECT_GE(faults_.n_injected(Fault::kNoMemory), 1U);
}

// Bug: the FUSE session ended if libfuse could not allocate its buffer for
// another thread.
TEST_F(ShortageTest, SessionOutlivesAShortageOfMemoryForRequests) {
  if (is_sanitized()) {
    GTEST_SKIP() << "the sanitizer's own memory is beyond the limit";
  }
  constexpr int kReaders = 24;
  constexpr int kReads = 100;
  mount({"prlimit", "--as=169000000"}, "cache_size=90M,timeout=0");
  {
    std::vector<std::jthread> readers;
    for (int i = 0; i < kReaders; ++i) {
      readers.emplace_back([this] {
        for (int read = 0; read < kReads; ++read) {
          const FileDescriptor file = open_direct("a.bin");
          if (file.is_open()) {
            read_page(file, a_.raw, 0);  // Or its error.
          }
        }
      });
    }
  }
  expect_heals(open_direct("b.bin"), b_.raw);
  EXPECT_EQ(mounted_->stop(SIGTERM), 0);
}

// Each open recording needs one descriptor of the daemon.
TEST_F(ShortageTest, MoreOpenFilesThanDescriptorsAreEmfileAndTheRestIsRead) {
  if (is_sanitized()) {
    GTEST_SKIP() << "the sanitizer opens a pipe to look at an object's type";
  }
  mount({"prlimit", "--nofile=64:64"});
  std::vector<FileDescriptor> files;
  int error = 0;
  while (error == 0 && files.size() < 100) {
    files.push_back(open_direct("a.bin"));
    error = files.back().is_open() ? 0 : errno;
  }
  EXPECT_EQ(error, EMFILE);
  files.pop_back();
  ASSERT_GT(files.size(), 10U);
  EXPECT_EQ(read_page(files.front(), a_.raw, 0), 0);
  EXPECT_EQ(read_page(files.back(), a_.raw,
                      chunks_.raw_extent(2).offset / kPage * kPage),
            0);
  files.clear();
  wait_until([&] { return open_direct("b.bin").is_open(); });
  EXPECT_TRUE(same_bytes(b_.raw, read_file(shown("b.bin"))));
  EXPECT_EQ(mounted_->stop(SIGTERM), 0);
}

TEST_F(ShortageTest, DaemonRaisesItsLimitOfDescriptorsAsFarAsItMay) {
  mount({"prlimit", "--nofile=64:512"});
  std::vector<FileDescriptor> files;
  for (int i = 0; i < 200; ++i) {
    files.push_back(open_direct("a.bin"));
    ASSERT_TRUE(files.back().is_open()) << "file " << i << ", errno " << errno;
  }
  EXPECT_EQ(read_page(files.back(), a_.raw, 0), 0);
}

}  // namespace
}  // namespace mtscomp
