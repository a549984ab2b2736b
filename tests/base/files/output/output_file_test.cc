// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/output_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/files/output/partial_files.h"
#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

class OutputFileTest : public ::testing::Test {
 protected:
  std::size_t n_files() const {
    std::size_t n = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator(directory_.path())) {
      ++n;
    }
    return n;
  }
  // Name of the partial file of process `pid` on this host.
  std::string partial_of(int pid) const {
    std::array<char, 256> host = {};
    ::gethostname(host.data(), host.size() - 1);
    return path_ + ".partial-" + host.data() + "-" + std::to_string(pid);
  }

  static mode_t mode_of(const std::string& path) {
    struct stat status = {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 07777U;
  }

  TempDir directory_;
  std::string path_ = directory_.file("x.cbin");
};

TEST_F(OutputFileTest, AppearsWholeWhenItIsPublished) {
  OutputFile file(path_);
  file.write(to_bytes("one "));
  file.write(to_bytes("two"));
  EXPECT_EQ(file.size(), 7U);
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_TRUE(std::filesystem::exists(partial_of(::getpid())));
  file.sync();
  file.publish(Existing::kRefuse);
  EXPECT_TRUE(same_bytes(to_bytes("one two"), read_file(path_)));
  EXPECT_EQ(n_files(), 1U);
}

TEST_F(OutputFileTest, LeavesNothingWhenItIsDropped) {
  { OutputFile(path_).write(to_bytes("text")); }
  EXPECT_EQ(n_files(), 0U);
}

// Other users cannot read a recording before it is published.
TEST_F(OutputFileTest, OnlyItsOwnerMayReadItWhileItIsWritten) {
  const mode_t before = ::umask(022);
  OutputFile file(path_);
  EXPECT_EQ(mode_of(partial_of(::getpid())), 0600U);
  file.publish(Existing::kRefuse);
  EXPECT_EQ(mode_of(path_), 0644U);
  ::umask(before);
}

TEST_F(OutputFileTest, UmaskDecidesWhoMayReadItAfterwards) {
  const mode_t before = ::umask(007);
  OutputFile file(path_);
  file.publish(Existing::kRefuse);
  EXPECT_EQ(mode_of(path_), 0660U);
  ::umask(before);
}

TEST_F(OutputFileTest, ReplacementHasThePermissionsOfWhatItReplaces) {
  for (const mode_t mode : {0640U, 0400U, 0666U}) {
    write_file(path_, "old");
    ASSERT_EQ(::chmod(path_.c_str(), mode), 0);
    OutputFile file(path_);
    file.publish(Existing::kReplace);
    EXPECT_EQ(mode_of(path_), mode);
    std::filesystem::remove(path_);
  }
}

TEST_F(OutputFileTest, WithdrawnFileIsGone) {
  OutputFile file(path_);
  file.publish(Existing::kRefuse);
  file.withdraw();
  EXPECT_EQ(n_files(), 0U);
}

TEST_F(OutputFileTest, WithdrawingLeavesWhatAnotherPutInItsPlace) {
  OutputFile file(path_);
  file.publish(Existing::kRefuse);
  std::filesystem::remove(path_);
  write_file(path_, "another's");
  file.withdraw();
  EXPECT_TRUE(same_bytes(to_bytes("another's"), read_file(path_)));
}

TEST_F(OutputFileTest, RefusesToReplaceUnlessAsked) {
  write_file(path_, "old");
  {
    OutputFile file(path_);
    file.write(to_bytes("new"));
    try {
      file.publish(Existing::kRefuse);
      FAIL();
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code().value(), EEXIST);
    }
  }
  EXPECT_TRUE(same_bytes(to_bytes("old"), read_file(path_)));
  OutputFile file(path_);
  file.write(to_bytes("new"));
  file.publish(Existing::kReplace);
  EXPECT_TRUE(same_bytes(to_bytes("new"), read_file(path_)));
  EXPECT_EQ(n_files(), 1U);
}

TEST_F(OutputFileTest, SaysBeforeTheWorkThatItMayNotReplace) {
  refuse_existing(path_, Existing::kRefuse);
  write_file(path_, "old");
  EXPECT_THROW(refuse_existing(path_, Existing::kRefuse), UsageError);
  refuse_existing(path_, Existing::kReplace);
}

TEST_F(OutputFileTest, WhatIsNoRegularFileIsNeverReplaced) {
  std::filesystem::create_directory(path_);
  EXPECT_THROW(refuse_existing(path_, Existing::kReplace), UsageError);
}

// Bug: a link to a FIFO or device, such as /dev/stdout, was replaced by a file.
TEST_F(OutputFileTest, LinkToWhatIsNoRegularFileIsNeverReplaced) {
  const std::string fifo = directory_.file("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  for (const std::string& target :
       {fifo, std::string("/dev/null"), directory_.path(),
        directory_.file("nowhere"), path_}) {
    std::filesystem::create_symlink(target, path_);
    EXPECT_THROW(refuse_existing(path_, Existing::kReplace), UsageError)
        << target;
    std::filesystem::remove(path_);
  }
}

TEST_F(OutputFileTest, LinkToARegularFileMayBeReplaced) {
  write_file(directory_.file("old"), "old");
  std::filesystem::create_symlink("old", directory_.file("link"));
  std::filesystem::create_symlink(directory_.file("link"), path_);
  refuse_existing(path_, Existing::kReplace);
}

// /dev/stdout is such a link if standard output is redirected to a file.
TEST_F(OutputFileTest, LinkToAnOpenFileOfAProcessIsNeverReplaced) {
  write_file(directory_.file("old"), "old");
  const FileDescriptor open_file(
      ::open(directory_.file("old").c_str(), O_WRONLY | O_CLOEXEC));
  std::filesystem::create_symlink(
      "/proc/self/fd/" + std::to_string(open_file.get()), path_);
  EXPECT_THROW(refuse_existing(path_, Existing::kReplace), UsageError);
}

TEST_F(OutputFileTest, AbandonedPartialFilesOfThisHostAreRemoved) {
  write_file(partial_of(1), "left behind");
  write_file(path_ + ".partial-another.host-1", "another host's");
  write_file(directory_.file("y.cbin.partial-1"), "another file's");
  EXPECT_EQ(find_partials(path_).abandoned.size(), 1U);
  clear_partials(path_);
  EXPECT_FALSE(std::filesystem::exists(partial_of(1)));
  EXPECT_EQ(n_files(), 2U);
}

// Another user's daemon may leave a file that its owner cannot write to.
TEST_F(OutputFileTest, AbandonedPartialFileMayBeReadOnly) {
  write_file(partial_of(1), "left behind");
  std::filesystem::permissions(partial_of(1),
                               std::filesystem::perms::owner_read);
  clear_partials(path_);
  EXPECT_EQ(n_files(), 0U);
}

TEST_F(OutputFileTest, HostWhoseNameGoesOnIsAnother) {
  write_file(partial_of(1) + "x", "left behind by host-1x");
  write_file(partial_of(1) + "-4711", "being written by host-1");
  const Partials partials = find_partials(path_);
  EXPECT_EQ(partials.abandoned.size() + partials.backups.size(), 0U);
}

TEST_F(OutputFileTest, WhatIsKeptIsFoundAndStays) {
  write_file(partial_name_of(path_, "-replaced"), "still needed");
  const Partials partials = find_partials(path_);
  ASSERT_EQ(partials.backups.size(), 1U);
  EXPECT_EQ(partials.backups[0].location.path(),
            partial_name_of(path_, "-replaced"));
  EXPECT_EQ(partials.backups[0].suffix, "-replaced");
  EXPECT_TRUE(partials.writers.empty());
  clear_partials(path_);
  EXPECT_EQ(n_files(), 1U);
}

// A process that removes partial files keeps them locked until they are gone.
TEST_F(OutputFileTest, AbandonedPartialFileIsFoundByOneOnly) {
  write_file(partial_of(1), "left behind");
  const Partials first = find_partials(path_);
  const Partials second = find_partials(path_);
  EXPECT_EQ(first.abandoned.size(), 1U);
  EXPECT_EQ(second.abandoned.size(), 0U);
  EXPECT_FALSE(second.writers.empty());
}

TEST_F(OutputFileTest, PartialFileThatIsBeingWrittenStays) {
  OutputFile file(path_);
  EXPECT_FALSE(find_partials(path_).writers.empty());
  EXPECT_THROW(clear_partials(path_), BusyError);
  EXPECT_TRUE(std::filesystem::exists(partial_of(::getpid())));
}

TEST_F(OutputFileTest, MissingDirectoryIsNamed) {
  try {
    const OutputFile file(directory_.file("none/x.cbin"));
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENOENT);
    EXPECT_NE(std::string(error.what()).find("none/x.cbin"), std::string::npos);
  }
}

// Processes in containers often reuse the process numbers of earlier ones.
TEST_F(OutputFileTest, AbandonedPartialFileOfTheSameNumberIsReplaced) {
  write_file(partial_name_of(path_, ""), "left by an earlier process");
  OutputFile file(path_);
  file.write(to_bytes("text"));
  file.publish(Existing::kRefuse);
  EXPECT_TRUE(same_bytes(to_bytes("text"), read_file(path_)));
}

TEST_F(OutputFileTest, TwoWritersOfOneNameAreRefused) {
  const OutputFile first(path_);
  EXPECT_THROW(OutputFile second(path_), BusyError);
}

// Bug: the abandoned file of another user's writer was taken for a file that is
// being written.
TEST_F(OutputFileTest, PartialFilesOfOtherUsersAreToldApartFromLiveWriters) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "needs root, to become another user";
  }
  constexpr uid_t kOther = 2001;
  ASSERT_EQ(::chmod(directory_.path().c_str(), 0777), 0);
  const std::string gone = partial_of(4194303);
  write_file(gone, "left");
  ASSERT_EQ(::chmod(gone.c_str(), 0600), 0);
  ASSERT_EQ(::seteuid(kOther), 0);
  const Partials left = find_partials(path_);
  ASSERT_EQ(left.foreign.size(), 1U);
  EXPECT_FALSE(left.foreign[0].may_live);
  EXPECT_NO_THROW(refuse_live_writer(left, path_));
  ASSERT_EQ(::seteuid(0), 0);
  std::filesystem::rename(gone, partial_of(1));
  ASSERT_EQ(::seteuid(kOther), 0);
  try {
    refuse_live_writer(find_partials(path_), path_);
    ADD_FAILURE() << "process 1 lives";
  } catch (const BusyError& error) {
    EXPECT_NE(std::string(error.what()).find("process of user ID 0"),
              std::string::npos);
  }
  ASSERT_EQ(::seteuid(0), 0);
}

// Bug: packing a recording with a long name failed at the end, because the name
// of the backup was too long.
TEST_F(OutputFileTest, ReplacesAFileOfTheLongestName) {
  const std::string path = directory_.file(std::string(250, 'x') + ".cbin");
  write_file(path, "old");
  OutputFile file(path);
  file.write(to_bytes("new"));
  file.publish(Existing::kReplace);
  EXPECT_EQ(read_file(path), to_bytes("new"));
}

TEST_F(OutputFileTest, RefusesANameThatIsTooLongBeforeAnythingIsWritten) {
  try {
    OutputFile(directory_.file(std::string(251, 'x') + ".cbin"));
    FAIL() << "accepted";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENAMETOOLONG);
    EXPECT_NE(std::string(error.what()).find("256 bytes"), std::string::npos);
  }
  EXPECT_EQ(n_files(), 0U);
}

}  // namespace
}  // namespace mtscomp
