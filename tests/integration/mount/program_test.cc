// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Start, refusals and end of mtscompfs.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "base/files/file_io.h"
#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ProgramTest : public MountTest {
 protected:
  void SetUp() override {
    MountTest::SetUp();
    recording_ = write_synthetic_recording(directory_.path(), "a", {});
    std::filesystem::create_directory(source_);
    std::filesystem::create_directory(mount_point_);
    for (const std::string& path : {recording_.cbin_path, recording_.ch_path}) {
      std::filesystem::rename(path, std::filesystem::path(source_) /
                                        std::filesystem::path(path).filename());
    }
  }

  // Writes a configuration file for a mount that logs to the file "log".
  std::string write_config() const {
    std::string path = directory_.file("a.conf");
    write_file(path,
               fmt::format("SOURCE={}\nMOUNTPOINT={}\nOPTIONS=log_file={}\n",
                           source_, mount_point_, directory_.file("log")));
    return path;
  }

  TempDir directory_;
  std::string source_ = directory_.file("source");
  std::string mount_point_ = directory_.file("mnt");
  SyntheticRecording recording_;
};

// Acts as systemd for Type=notify; arguments: OUTPUT SOURCE MOUNTPOINT PROGRAM.
// Writes the received messages, with the names in the mount once it answers.
constexpr const char* kServiceManager = R"(
import os, socket, subprocess, sys
output, source, mount_point, program = sys.argv[1:]
address = output + ".socket"
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind(address)
manager.settimeout(30)
daemon = subprocess.Popen([program, "-f", source, mount_point],
                          env=os.environ | {"NOTIFY_SOCKET": address})
with open(output, "w") as file:
    print(manager.recv(100).decode(), *os.listdir(mount_point), file=file)
    daemon.terminate()
    print(manager.recv(100).decode(), file=file)
sys.exit(daemon.wait())
)";

// A daemon is not our child; its last log line shows that it has ended.
bool ends_soon(const std::string& log_path) {
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < deadline) {
    std::ostringstream log;
    log << std::ifstream(log_path).rdbuf();
    if (log.str().find("ended: ") != std::string::npos) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

TEST_F(ProgramTest, DaemonHasMountedWhenTheCommandReturns) {
  const std::string log = directory_.file("log");
  const ProgramResult mounted =
      run_mtscompfs({"--log-file", log, source_, mount_point_});
  EXPECT_EQ(mounted.exit_code, 0);
  EXPECT_EQ(mounted.output, "");
  EXPECT_TRUE(same_bytes(recording_.raw, read_file(mount_point_ + "/a.bin")));
  EXPECT_EQ(run_program({"fusermount3", "-u", mount_point_}).exit_code, 0);
  EXPECT_TRUE(ends_soon(log));
  EXPECT_FALSE(is_mount_point(mount_point_));
}

// Bug: the log was appended to the .cbin with that name.
TEST_F(ProgramTest, LogFileIsNoRecording) {
  const std::string cbin = source_ + "/a.cbin";
  const Bytes before = read_file(cbin);
  const ProgramResult mounted =
      run_mtscompfs({"--log-file", cbin, source_, mount_point_});
  EXPECT_EQ(mounted.exit_code, 1);
  EXPECT_THAT(mounted.output,
              ::testing::HasSubstr("a.cbin: a log must not have"));
  EXPECT_TRUE(same_bytes(before, read_file(cbin)));
  EXPECT_FALSE(is_mount_point(mount_point_));
}

// The daemon changes its working directory; relative paths must keep their
// meaning.
TEST_F(ProgramTest, DaemonTakesRelativePaths) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(directory_.path());
  const ProgramResult mounted =
      run_mtscompfs({"source", "mnt", "-o", "log_file=log"});
  std::filesystem::current_path(before);
  EXPECT_EQ(mounted.exit_code, 0) << mounted.output;
  EXPECT_TRUE(same_bytes(recording_.raw, read_file(mount_point_ + "/a.bin")));
  EXPECT_EQ(run_program({"fusermount3", "-u", mount_point_}).exit_code, 0);
  EXPECT_TRUE(ends_soon(directory_.file("log")));
}

TEST_F(ProgramTest, SignalsEndItCleanly) {
  for (const int signal : {SIGTERM, SIGINT}) {
    MountedTree mounted(source_);
    read_file(mounted.file("a.bin"));
    EXPECT_EQ(mounted.stop(signal), 0);
    EXPECT_FALSE(is_mount_point(mounted.mount_point()));
    EXPECT_THAT(mounted.log(), HasSubstr("ended: "));
  }
}

TEST_F(ProgramTest, SignalWithAnOpenFileEndsItToo) {
  MountedTree mounted(source_);
  const FileDescriptor open = open_for_reading(mounted.file("a.bin"));
  EXPECT_EQ(mounted.stop(SIGTERM), 0);
  EXPECT_FALSE(is_mount_point(mounted.mount_point()));
}

TEST_F(ProgramTest, UnmountingEndsItCleanly) {
  MountedTree mounted(source_);
  EXPECT_EQ(run_program({"fusermount3", "-u", mounted.mount_point()}).exit_code,
            0);
  EXPECT_EQ(mounted.wait(), 0);
}

TEST_F(ProgramTest, MountsOverTheSourceItself) {
  MountedTree mounted(source_, {.arguments = {}, .mount_point = source_});
  EXPECT_TRUE(same_bytes(recording_.raw, read_file(source_ + "/a.bin")));
  EXPECT_FALSE(std::filesystem::exists(source_ + "/a.cbin"));
  EXPECT_EQ(mounted.stop(SIGTERM), 0);
  EXPECT_TRUE(std::filesystem::exists(source_ + "/a.cbin"));
  EXPECT_FALSE(std::filesystem::exists(source_ + "/a.bin"));
}

TEST_F(ProgramTest, MountPointInsideTheSourceIsNotShownInItself) {
  const std::string inside = source_ + "/mnt";
  std::filesystem::create_directory(inside);
  const MountedTree mounted(source_, {.arguments = {}, .mount_point = inside});
  EXPECT_TRUE(same_bytes(recording_.raw, read_file(inside + "/a.bin")));
  EXPECT_FALSE(std::filesystem::exists(inside + "/mnt"));
}

// SIGKILL leaves the kernel's part of a mount, which answers ENOTCONN.
TEST_F(ProgramTest, LeftoverOfAKilledDaemonIsTakenAwayOnRequest) {
  const std::string log = directory_.file("log");
  MountedTree killed(source_, {.arguments = {}, .mount_point = mount_point_});
  killed.stop(SIGKILL);
  const ProgramResult refused = run_mtscompfs({source_, mount_point_});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output,
              HasSubstr("a killed mtscompfs left its mount here"));
  const ProgramResult mounted =
      run_mtscompfs({"--cleanup", "--log-file", log, source_, mount_point_});
  EXPECT_EQ(mounted.exit_code, 0) << mounted.output;
  EXPECT_TRUE(same_bytes(recording_.raw, read_file(mount_point_ + "/a.bin")));
  EXPECT_EQ(run_mtscompfs({"--unmount", mount_point_}).exit_code, 0);
  EXPECT_TRUE(ends_soon(log));
  EXPECT_FALSE(is_mount_point(mount_point_));
}

TEST_F(ProgramTest, UnmountingNothingIsNoError) {
  EXPECT_EQ(run_mtscompfs({"--unmount", mount_point_}).exit_code, 0);
}

TEST_F(ProgramTest, OthersMountsAreNotUnmounted) {
  const ProgramResult result = run_mtscompfs({"--unmount", "/proc"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output,
              HasSubstr("/proc: not a mount of mtscompfs, but of proc"));
}

TEST_F(ProgramTest, ConfigurationIsCheckedAndMounted) {
  const std::string config = write_config();
  const ProgramResult checked = run_mtscompfs({"--check", config});
  EXPECT_EQ(checked.exit_code, 0);
  EXPECT_EQ(checked.output,
            source_ + " can be shown at " + mount_point_ + "\n");
  EXPECT_FALSE(is_mount_point(mount_point_));
  EXPECT_EQ(run_mtscompfs({"--config", config}).exit_code, 0);
  EXPECT_TRUE(same_bytes(recording_.raw, read_file(mount_point_ + "/a.bin")));
  EXPECT_EQ(run_mtscompfs({"--unmount", "--config", config}).exit_code, 0);
  EXPECT_TRUE(ends_soon(directory_.file("log")));
  std::filesystem::remove_all(source_);
  EXPECT_EQ(run_mtscompfs({"--check", config}).exit_code, 1);
}

// Bug: the check succeeded, but mounting failed.
TEST_F(ProgramTest, CheckRefusesAMountPointThatIsAlreadyServed) {
  const std::string config = write_config();
  ASSERT_EQ(run_mtscompfs({"--config", config}).exit_code, 0);
  const ProgramResult checked = run_mtscompfs({"--check", config});
  const ProgramResult second = run_mtscompfs({"--config", config});
  EXPECT_EQ(checked.exit_code, 1);
  EXPECT_THAT(checked.output, HasSubstr("another mtscompfs already serves"));
  EXPECT_EQ(checked.output, second.output);
  EXPECT_TRUE(same_bytes(recording_.raw, read_file(mount_point_ + "/a.bin")));
  EXPECT_EQ(run_mtscompfs({"--unmount", mount_point_}).exit_code, 0);
}

TEST_F(ProgramTest, ServiceManagerHearsWhenTheMountAnswersAndWhenItEnds) {
  const std::string heard = directory_.file("heard");
  const ProgramResult result =
      run_program({"/usr/bin/python3", "-c", kServiceManager, heard, source_,
                   mount_point_, MTSCOMPFS_PROGRAM});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_TRUE(
      same_bytes(to_bytes("READY=1 a.bin\nSTOPPING=1\n"), read_file(heard)));
}

TEST_F(ProgramTest, MissingSourceIsNamed) {
  const ProgramResult result =
      run_mtscompfs({directory_.file("nowhere"), mount_point_});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.output, "mtscompfs: " + directory_.file("nowhere") +
                               ": cannot access the source: "
                               "No such file or directory\n");
}

TEST_F(ProgramTest, MountPointThatIsAFileIsRefused) {
  const std::string file = directory_.file("file");
  write_file(file, "text");
  const ProgramResult result = run_mtscompfs({source_, file});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.output,
            "mtscompfs: " + file +
                ": not a directory; the mount point must be one\n");
}

TEST_F(ProgramTest, MissingDeviceIsExplained) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "hiding /dev takes root";
  }
  const std::string script = "mount -t tmpfs none /dev && exec \"$0\" \"$@\"";
  const ProgramResult result =
      run_program({"unshare", "--mount", "sh", "-c", script, MTSCOMPFS_PROGRAM,
                   source_, mount_point_});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output,
              HasSubstr("/dev/fuse: cannot access: No such file or directory"));
}

TEST_F(ProgramTest, LogFileThatCannotBeOpenedIsRefused) {
  write_file(directory_.file("file"), "no directory");
  const std::string log = directory_.file("file/log");
  const ProgramResult result =
      run_mtscompfs({"--log-file", log, source_, mount_point_});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr(log));
  EXPECT_FALSE(is_mount_point(mount_point_));
}

TEST_F(ProgramTest, HelpAndVersionGoToStdoutAndWrongUseExitsWith2) {
  EXPECT_EQ(run_mtscompfs({"--help"}).exit_code, 0);
  EXPECT_THAT(run_mtscompfs({"--help"}).output, HasSubstr("cache_size=SIZE"));
  EXPECT_THAT(run_mtscompfs({"--version"}).output,
              StartsWith("mtscompfs " MTSCOMPFS_VERSION "\ndecoder: "));
  EXPECT_EQ(run_mtscompfs({"-o", "nonsense", source_, mount_point_}).exit_code,
            2);
}

}  // namespace
}  // namespace mtscomp
