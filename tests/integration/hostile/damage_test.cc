// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Damaged pairs among good ones, read through a mount.
#include <dirent.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/files/file_io.h"
#include "integration/support/mounted_tree.h"
#include "mtscomp/format/chunk_table.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kBadChunk = 2;

// Chunks of 31 to 37 pages whose bounds are not page bounds.
SyntheticOptions large_chunks(std::uint64_t seed) {
  SyntheticOptions options;
  options.n_channels = 65;
  options.chunk_lengths = {1000, 1100, 1050, 990, 1170};
  options.seed = seed;
  return options;
}

class DamageTest : public MountTest {
 protected:
  void SetUp() override {
    MountTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    good_ = write_synthetic_recording(source_.path(), "good", large_chunks(1));
    bad_ =
        write_synthetic_recording(source_.path(), "flipped", large_chunks(2));
    corrupt_chunk(bad_, kBadChunk);
    write_synthetic_recording(source_.path(), "broken", large_chunks(3));
    write_file(source_.file("broken.ch"), R"({"version": "1.0")");
    mounted_ = std::make_unique<MountedTree>(source_.path());
  }

  ByteExtent bad_extent() const {
    return ChunkTable(bad_.header).raw_extent(kBadChunk);
  }

  TempDir source_;
  SyntheticRecording good_;
  SyntheticRecording bad_;
  std::unique_ptr<MountedTree> mounted_;
};

std::set<std::string> list_names(const std::string& directory) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    names.insert(entry.path().filename());
  }
  return names;
}

// The errno of a read, or 0.
int read_errno(const FileDescriptor& file, std::uint64_t offset,
               std::size_t size) {
  Bytes bytes(size);
  return ::pread(file.get(), bytes.data(), size, static_cast<off_t>(offset)) < 0
             ? errno
             : 0;
}

TEST_F(DamageTest, GoodPairsAreReadWhole) {
  EXPECT_TRUE(same_bytes(good_.raw, read_file(mounted_->file("good.bin"))));
}

TEST_F(DamageTest, BrokenHeaderLeavesItsTwoFilesAsTheyAre) {
  EXPECT_EQ(list_names(mounted_->mount_point()),
            (std::set<std::string>{"good.bin", "flipped.bin", "broken.cbin",
                                   "broken.ch"}));
  EXPECT_TRUE(same_bytes(read_file(source_.file("broken.cbin")),
                         read_file(mounted_->file("broken.cbin"))));
  EXPECT_EQ(::access(mounted_->file("broken.bin").c_str(), F_OK), -1);
  EXPECT_NE(mounted_->log().find("broken.ch: not shown as a recording: "),
            std::string::npos)
      << mounted_->log();
}

TEST_F(DamageTest, ReadsOfTheBadChunkGiveEioAndALogLine) {
  const FileDescriptor file = open_for_reading(mounted_->file("flipped.bin"));
  EXPECT_EQ(read_errno(file, bad_extent().offset, 1), EIO);
  EXPECT_EQ(read_errno(file, bad_extent().end() - 1, 1), EIO);
  EXPECT_EQ(read_errno(file, bad_extent().offset + 5000, 100), EIO);
  EXPECT_NE(mounted_->log().find(bad_.cbin_path +
                                 ": chunk 2 (samples 2100 to 3149): damaged"),
            std::string::npos)
      << mounted_->log();
}

TEST_F(DamageTest, PagesThatTheBadChunkDoesNotTouchAreRead) {
  const FileDescriptor file = open_for_reading(mounted_->file("flipped.bin"));
  int n_failed = 0;
  for (std::size_t at = 0; at < bad_.raw.size(); at += kPage) {
    const std::size_t size = std::min(kPage, bad_.raw.size() - at);
    const bool is_touched =
        at < bad_extent().end() && at + size > bad_extent().offset;
    Bytes bytes(size);
    const ssize_t n =
        ::pread(file.get(), bytes.data(), size, static_cast<off_t>(at));
    if (is_touched) {
      EXPECT_EQ(n, -1) << "at " << at;
      ++n_failed;
    } else {
      ASSERT_EQ(n, static_cast<ssize_t>(size)) << "at " << at;
      EXPECT_TRUE(same_bytes(std::span(bad_.raw).subspan(at, size), bytes));
    }
  }
  EXPECT_GT(n_failed, 0);
}

TEST_F(DamageTest, ScanPageByPageDecodesTheBadChunkOnce) {
  const FileDescriptor file = open_for_reading(mounted_->file("flipped.bin"));
  for (std::uint64_t at = bad_extent().offset; at < bad_extent().end();
       at += kPage) {
    EXPECT_EQ(read_errno(file, at, 1), EIO);
  }
  EXPECT_EQ(mounted_->stop(SIGTERM), 0);
  EXPECT_EQ(mounted_->counter("failures"), 1U);
}

// One large read stops before the bad chunk instead of failing whole.
TEST_F(DamageTest, SequentialReadEndsWhereTheBadPagesBegin) {
  const FileDescriptor file = open_for_reading(mounted_->file("flipped.bin"));
  Bytes bytes(bad_.raw.size());
  const ssize_t n = ::pread(file.get(), bytes.data(), bytes.size(), 0);
  EXPECT_EQ(n, static_cast<ssize_t>(bad_extent().offset / kPage * kPage));
}

// Runs `touch` on a mapping of the file, in a child, and returns the signal
// that killed the child, or 0.
template <typename Touch>
int signal_of_child_that_maps(const std::string& path, Touch touch) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGBUS, SIG_DFL);  // Sanitizers would catch it.
    const int file = ::open(path.c_str(), O_RDONLY);
    const std::size_t size = std::filesystem::file_size(path);
    void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
    touch(static_cast<const volatile std::byte*>(mapped));
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST_F(DamageTest, MappedPagesOfTheBadChunkRaiseSigbus) {
  const std::string path = mounted_->file("flipped.bin");
  const std::uint64_t offset = bad_extent().offset + kPage;
  const auto touch = [offset](const volatile std::byte* mapped) {
    static_cast<void>(mapped[offset]);
  };
  EXPECT_EQ(signal_of_child_that_maps(path, touch), SIGBUS);
}

TEST_F(DamageTest, MappedPagesOfGoodChunksAreRead) {
  const std::string path = mounted_->file("flipped.bin");
  const std::uint64_t after = bad_extent().end() + kPage;
  const auto touch = [after](const volatile std::byte* mapped) {
    static_cast<void>(mapped[0]);
    static_cast<void>(mapped[after]);
  };
  EXPECT_EQ(signal_of_child_that_maps(path, touch), 0);
}

TEST_F(DamageTest, TruncatedFileIsServedUpToTheCut) {
  const SyntheticRecording cut =
      write_synthetic_recording(source_.path(), "cut", large_chunks(4));
  const ChunkTable chunks(cut.header);
  std::filesystem::resize_file(cut.cbin_path, chunks.cbin_extent(3).end() - 1);
  const FileDescriptor file = open_for_reading(mounted_->file("cut.bin"));
  const std::size_t n_good = chunks.raw_extent(3).offset / kPage * kPage;
  Bytes bytes(n_good);
  ASSERT_EQ(::pread(file.get(), bytes.data(), n_good, 0),
            static_cast<ssize_t>(n_good));
  EXPECT_TRUE(same_bytes(std::span(cut.raw).first(n_good), bytes));
  EXPECT_EQ(read_errno(file, chunks.raw_extent(3).offset, 1), EIO);
  EXPECT_EQ(std::filesystem::file_size(mounted_->file("cut.bin")),
            cut.raw.size());
}

TEST_F(DamageTest, FileThatChangesWhileOpenGivesEio) {
  const FileDescriptor file = open_for_reading(mounted_->file("good.bin"));
  std::ofstream(good_.cbin_path, std::ios::app) << "more";
  EXPECT_EQ(read_errno(file, 0, 1), EIO);
}

}  // namespace
}  // namespace mtscomp
