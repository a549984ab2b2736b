// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A source whose disk fails, stalls or changes under the mount: reads fail but
// never return wrong bytes, and work again after the cause is gone.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <future>
#include <thread>

#include "integration/faults/faulty_mount.h"
#include "support/bytes.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Delay of stalled reads, which continue as soon as the test removes the fault.
constexpr int kForever = 3'600'000;  // Milliseconds.

class FaultsTest : public FaultyMount {
 protected:
  // Checks that a reader that waits for the source can be killed.
  void expect_killed_reader_is_gone(const FileDescriptor& file) {
    const pid_t child = ::fork();
    if (child == 0) {
      char byte = 0;
      ::_exit(::pread(file.get(), &byte, 1, 0) == 1 ? 0 : 1);
    }
    wait_until([&] { return faults_.n_injected(Fault::kReadDelay) >= 1; });
    ::kill(child, SIGKILL);
    int status = 0;
    wait_until([&] { return ::waitpid(child, &status, WNOHANG) == child; });
    EXPECT_TRUE(WIFSIGNALED(status));
  }
};

TEST_F(FaultsTest, WithoutFaultsAllIsRead) {
  mount();
  EXPECT_TRUE(same_bytes(a_.raw, read_file(shown("a.bin"))));
}

TEST_F(FaultsTest, FailingReadIsEioAndALogLineWithFileChunkAndSamples) {
  mount();
  const FileDescriptor file = open_direct("a.bin");
  faults_.fail_each(Fault::kReadError, EIO);
  EXPECT_EQ(read_page(file, a_.raw, 0), EIO);
  EXPECT_THAT(mounted_->log(),
              HasSubstr(a_path_ + ": chunk 0 (samples 0 to 2099): "
                                  "cannot read: Input/output error"));
  EXPECT_GE(faults_.n_injected(Fault::kReadError), 1U);
  faults_.stop_all();
  expect_heals(file, a_.raw);
}

// The kernel requests a bad chunk page by page, and each request to a failing
// disk takes long.
TEST_F(FaultsTest, ScanOverAChunkThatCannotBeReadTriesItOnceInAMoment) {
  mount();
  const FileDescriptor file = open_direct("a.bin");
  faults_.fail_each(Fault::kReadError, EIO);
  const Clock::time_point start = Clock::now();
  std::uint64_t n_reads = 0;
  for (std::uint64_t at = 0; at < chunks_.raw_extent(0).size; at += kPage) {
    EXPECT_EQ(read_page(file, a_.raw, at), EIO);
    ++n_reads;
  }
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start);
  // One attempt in each second, for this chunk and for the next.
  EXPECT_LE(faults_.n_injected(Fault::kReadError),
            2 * (static_cast<std::uint64_t>(seconds.count()) + 1));
  EXPECT_GT(n_reads, 50U);
}

TEST_F(FaultsTest, ShortAndInterruptedReadsAreNotSeen) {
  mount();
  faults_.fail_some(Fault::kReadShort, 500);
  faults_.fail_some(Fault::kReadInterrupted, 500);
  EXPECT_TRUE(same_bytes(a_.raw, read_file(shown("a.bin"))));
  EXPECT_TRUE(same_bytes(b_.raw, read_file(shown("b.bin"))));
  EXPECT_GE(faults_.n_injected(Fault::kReadShort), 1U);
  EXPECT_GE(faults_.n_injected(Fault::kReadInterrupted), 1U);
}

// Bug: the state of the file was compared before a chunk was read but not
// afterwards, so the chunk was that of the new version.
TEST_F(FaultsTest, OverwritingDuringAReadIsEioAndNoByteOfTheNewVersion) {
  mount({}, "timeout=0,readahead=0");
  const SyntheticRecording files = {.cbin_path = a_path_,
                                    .ch_path = source_.file("a.ch"),
                                    .header = a_.header,
                                    .raw = a_.raw};
  const FileDescriptor file = open_direct("a.bin");
  ASSERT_EQ(read_page(file, a_.raw, 0), 0);
  faults_.fail_each(Fault::kReadDelay, kForever);
  const std::uint64_t at = chunks_.raw_extent(3).offset / kPage * kPage + kPage;
  std::future<int> slow = std::async(
      std::launch::async, [&] { return read_page(file, a_.raw, at); });
  wait_until([&] { return faults_.n_injected(Fault::kReadDelay) >= 1; });
  rewrite_chunk(files, 3);
  faults_.stop_all();
  EXPECT_EQ(slow.get(), EIO);
}

TEST_F(FaultsTest, SlowReadKeepsNobodyElseWaiting) {
  mount();
  const FileDescriptor cached = open_direct("b.bin");
  expect_heals(cached, b_.raw);
  const FileDescriptor file = open_direct("a.bin");
  faults_.fail_each(Fault::kReadDelay, kForever);
  std::future<int> slow = std::async(
      std::launch::async, [&] { return read_page(file, a_.raw, 0); });
  wait_until([&] { return faults_.n_injected(Fault::kReadDelay) >= 1; });
  EXPECT_EQ(read_page(cached, b_.raw, 0), 0);
  EXPECT_EQ(std::filesystem::file_size(shown("a.bin")), a_.raw.size());
  EXPECT_EQ(std::distance(
                std::filesystem::directory_iterator(mounted_->mount_point()),
                std::filesystem::directory_iterator()),
            2);
  EXPECT_EQ(slow.wait_for(std::chrono::seconds(0)),
            std::future_status::timeout);
  faults_.stop_all();
  EXPECT_EQ(slow.get(), 0);
}

// Bug: ten slow reads of plain files, or ten slow look-ups, blocked everything
// else.
class FaultsSlowSourceTest : public FaultyMount {
 protected:
  static constexpr std::size_t kSlow = 40;  // More than the number of threads.

  // Called when these operations wait for the source.
  void expect_others_are_served(std::vector<std::future<int>>& slow) {
    EXPECT_EQ(read_page(cached_, b_.raw, 0), 0);
    for (std::future<int>& one : slow) {
      EXPECT_EQ(one.wait_for(std::chrono::seconds(0)),
                std::future_status::timeout);
    }
    faults_.stop_all();
    for (std::future<int>& one : slow) {
      EXPECT_EQ(one.get(), 0);
    }
  }

  std::ptrdiff_t count_names() {
    return std::distance(
        std::filesystem::directory_iterator(mounted_->mount_point()),
        std::filesystem::directory_iterator());
  }

  FileDescriptor cached_;  // A recording with cached chunks.
};

TEST_F(FaultsSlowSourceTest, ReadsOfPlainFilesKeepNobodyElseWaiting) {
  const Bytes truth(kPage, std::byte{7});
  write_file(source_.file("plain"), truth);
  mount();
  cached_ = open_direct("b.bin");
  expect_heals(cached_, b_.raw);
  const FileDescriptor plain = open_direct("plain");
  EXPECT_EQ(count_names(), 3);  // Their headers are known afterwards.
  faults_.fail_each(Fault::kReadDelay, kForever);
  std::vector<std::future<int>> slow;
  for (std::size_t i = 0; i < kSlow; ++i) {
    slow.push_back(std::async(std::launch::async,
                              [&] { return read_page(plain, truth, 0); }));
  }
  wait_until([&] { return faults_.n_injected(Fault::kReadDelay) >= 12; });
  EXPECT_EQ(count_names(), 3);
  EXPECT_EQ(std::filesystem::file_size(shown("b.bin")), b_.raw.size());
  expect_others_are_served(slow);
}

TEST_F(FaultsSlowSourceTest, LookUpsKeepNoCachedReadWaiting) {
  for (std::size_t i = 0; i < kSlow; ++i) {
    const std::string directory = source_.file(std::to_string(i));
    std::filesystem::create_directory(directory);
    for (const std::string name : {"a.cbin", "a.ch"}) {
      std::filesystem::copy_file(source_.file(name), directory + '/' + name);
    }
  }
  mount();
  cached_ = open_direct("b.bin");
  expect_heals(cached_, b_.raw);
  faults_.fail_each(Fault::kReadDelay, kForever);
  std::vector<std::future<int>> slow;
  for (std::size_t i = 0; i < kSlow; ++i) {
    slow.push_back(std::async(std::launch::async, [this, i] {
      return ::access(shown(std::to_string(i) + "/a.bin").c_str(), F_OK);
    }));
  }
  wait_until([&] { return faults_.n_injected(Fault::kReadDelay) >= 12; });
  expect_others_are_served(slow);
}

TEST_F(FaultsTest, KilledReaderOfASlowPlainFileIsGoneAtOnce) {
  write_file(source_.file("plain"), "text");
  mount();
  const FileDescriptor file = open_for_reading(shown("plain"));
  faults_.fail_each(Fault::kReadDelay, kForever);
  expect_killed_reader_is_gone(file);
  faults_.stop_all();
  EXPECT_TRUE(same_bytes(to_bytes("text"), read_file(shown("plain"))));
}

// Bug: the rescan after SIGHUP waited for the look-up, and SIGTERM waited for
// the rescan.
TEST_F(FaultsTest, SignalThatEndsUnmountsThoughALookUpWaitsForTheSource) {
  mount();
  const std::string mount_point = mounted_->mount_point();
  ASSERT_EQ(::access(shown("a.bin").c_str(), F_OK), 0);
  faults_.fail_each(Fault::kReadDelay, kForever);
  std::future<int> look_up = std::async(std::launch::async, [&] {
    return ::access(shown("b.bin").c_str(), F_OK);
  });
  wait_until([&] { return faults_.n_injected(Fault::kReadDelay) >= 1; });
  ASSERT_EQ(::kill(mounted_->process(), SIGHUP), 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_THAT(mounted_->log(), Not(HasSubstr("SIGHUP")));
  ASSERT_EQ(::kill(mounted_->process(), SIGTERM), 0);
  wait_until([&] { return !is_mount_point(mount_point); });
  EXPECT_EQ(look_up.wait_for(std::chrono::seconds(0)),
            std::future_status::timeout);
  faults_.stop_all();
  EXPECT_EQ(look_up.get(), 0);
  EXPECT_EQ(mounted_->wait(), 0);
}

TEST_F(FaultsTest, KilledReaderOfASlowFileIsGoneAtOnce) {
  mount();
  const FileDescriptor file = open_for_reading(shown("a.bin"));
  faults_.fail_each(Fault::kReadDelay, kForever);
  expect_killed_reader_is_gone(file);
  faults_.stop_all();
  EXPECT_TRUE(same_bytes(a_.raw, read_file(shown("a.bin"))));
}

TEST_F(FaultsTest, FileCutWhileItIsOpenGivesEioAndNoWrongByte) {
  mount();
  const FileDescriptor file = open_direct("a.bin");
  EXPECT_EQ(read_page(file, a_.raw, 0), 0);
  std::filesystem::resize_file(a_path_, chunks_.cbin_extent(2).end() - 9);
  for (std::uint64_t at = chunks_.raw_extent(2).offset / kPage * kPage;
       at < a_.raw.size(); at += kPage) {
    const int error = read_page(file, a_.raw, at);  // Also compares the bytes.
    EXPECT_TRUE(error == EIO || error == 0) << error << " at " << at;
  }
  EXPECT_EQ(read_page(file, a_.raw,
                      chunks_.raw_extent(3).offset / kPage * kPage + kPage),
            EIO);
  EXPECT_THAT(mounted_->log(), HasSubstr("has changed since it was opened"));
  EXPECT_TRUE(same_bytes(b_.raw, read_file(shown("b.bin"))));
}

// The file is cut after its size was checked and before it is read.
TEST_F(FaultsTest, FileCutWhileAChunkIsReadGivesEio) {
  mount();
  const FileDescriptor file = open_direct("a.bin");
  faults_.fail_each(Fault::kReadDelay, kForever);
  const std::uint64_t at = chunks_.raw_extent(4).offset / kPage * kPage + kPage;
  std::future<int> slow = std::async(
      std::launch::async, [&] { return read_page(file, a_.raw, at); });
  wait_until([&] { return faults_.n_injected(Fault::kReadDelay) >= 1; });
  std::filesystem::resize_file(a_path_, chunks_.cbin_extent(4).end() - 1);
  faults_.stop_all();
  EXPECT_EQ(slow.get(), EIO);
  EXPECT_THAT(mounted_->log(), HasSubstr("a.cbin: chunk 4"));
}

TEST_F(FaultsTest, FailingOpenGivesItsErrorAndHeals) {
  mount();
  for (const int error : {EMFILE, ENFILE, EIO}) {
    faults_.fail_each(Fault::kOpenError, error);
    const FileDescriptor file(::open(shown("a.bin").c_str(), O_RDONLY));
    EXPECT_EQ(errno, error);
    EXPECT_FALSE(file.is_open());
    EXPECT_GE(faults_.n_injected(Fault::kOpenError), 1U);
    faults_.stop_all();
    wait_until([&] {
      return FileDescriptor(::open(shown("a.bin").c_str(), O_RDONLY)).is_open();
    });
    EXPECT_TRUE(same_bytes(a_.raw, read_file(shown("a.bin"))));
  }
}

TEST_F(FaultsTest, FileWhoseStatusCannotBeHadHeals) {
  mount();
  const FileDescriptor file = open_direct("a.bin");
  faults_.fail_each(Fault::kStatusError, EIO);
  EXPECT_EQ(read_page(file, a_.raw, 0), EIO);
  struct stat status = {};
  EXPECT_TRUE(::stat(shown("b.bin").c_str(), &status) != 0 ||
              status.st_size == 0);
  EXPECT_GE(faults_.n_injected(Fault::kStatusError), 2U);
  faults_.stop_all();
  expect_heals(file, a_.raw);
  EXPECT_TRUE(same_bytes(b_.raw, read_file(shown("b.bin"))));
}

// Its size is temporarily unknown; the kernel must not cache that as long as
// known sizes.
TEST_F(FaultsTest, RecordingThatCouldNotBeReadIsShownEmptyForAMomentOnly) {
  mount({}, "immutable");
  struct stat status = {};
  faults_.fail_each(Fault::kReadError, EIO);  // Fails reads of the header.
  ASSERT_EQ(::stat(shown("a.bin").c_str(), &status), 0);
  EXPECT_EQ(status.st_size, 0);
  faults_.stop_all();
  wait_until([&] {
    return ::stat(shown("a.bin").c_str(), &status) == 0 && status.st_size != 0;
  });
  EXPECT_TRUE(same_bytes(a_.raw, read_file(shown("a.bin"))));
}

}  // namespace
}  // namespace mtscomp
