// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The daemon as a process: what it may do, what it holds, how it ends.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <span>
#include <sstream>
#include <thread>

#include "integration/mounted_view.h"
#include "mtscomp/base/file_io.h"

namespace mtscomp {
namespace {

using ::testing::AnyOf;
using ::testing::Eq;
using ::testing::HasSubstr;

constexpr const char* kSomebody = "65534";

std::string read_all(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// A line of /proc/PID/status.
std::string process_status(pid_t process, const std::string& key) {
  std::istringstream lines(read_all(fmt::format("/proc/{}/status", process)));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(key + ":\t")) {
      return line.substr(key.size() + 2);
    }
  }
  return "";
}

std::vector<pid_t> children_of(pid_t process) {
  std::istringstream numbers(
      read_all(fmt::format("/proc/{0}/task/{0}/children", process)));
  std::vector<pid_t> children;
  for (pid_t child = 0; numbers >> child;) {
    children.push_back(child);
  }
  return children;
}

std::vector<std::string> descriptors_of(pid_t process) {
  std::vector<std::string> numbers;
  for (const auto& entry : std::filesystem::directory_iterator(
           fmt::format("/proc/{}/fd", process))) {
    numbers.push_back(entry.path().filename());
  }
  return numbers;
}

bool holds_soon(const std::function<bool()>& condition) {
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return condition();
}

class ProcessTest : public MountedViewTest {
 protected:
  void SetUp() override {
    MountedViewTest::SetUp();
    pair_ = write_pair("x.cbin");
  }

  bool is_root() const { return ::geteuid() == 0; }

  std::string status(const std::string& key) {
    return process_status(mounted().process(), key);
  }

  SyntheticRecording pair_;
};

class PrivilegeTest : public ProcessTest {
 protected:
  void SetUp() override {
    ProcessTest::SetUp();
    if (!is_root()) {
      GTEST_SKIP() << "others have no capabilities to give up";
    }
  }
};

TEST_F(PrivilegeTest, RootKeepsNothingButReadingWhatOnlyOwnersMay) {
  for (const char* const set : {"CapPrm", "CapEff"}) {
    EXPECT_EQ(status(set), "0000000000000004") << set;  // CAP_DAC_READ_SEARCH
  }
  EXPECT_EQ(status("CapInh"), "0000000000000000");
  EXPECT_EQ(status("CapAmb"), "0000000000000000");
  EXPECT_EQ(status("NoNewPrivs"), "1");
  EXPECT_TRUE(shows("x.bin", pair_.raw));
}

TEST_F(PrivilegeTest, EveryThreadHasGivenItUp) {
  shown("x.bin");
  const std::string tasks = fmt::format("/proc/{}/task", mounted().process());
  std::size_t n_threads = 0;
  for (const auto& task : std::filesystem::directory_iterator(tasks)) {
    const std::string text = read_all(task.path() / "status");
    if (text.empty()) {
      continue;  // It has ended meanwhile.
    }
    EXPECT_THAT(text, HasSubstr("CapPrm:\t0000000000000004\n"));
    ++n_threads;
  }
  EXPECT_GT(n_threads, 2U);
}

TEST_F(PrivilegeTest, RootStillReadsWhatOnlyOwnersMay) {
  ASSERT_EQ(::chown(pair_.cbin_path.c_str(), 65534, 65534), 0);
  ASSERT_EQ(::chmod(pair_.cbin_path.c_str(), 0400), 0);
  ASSERT_EQ(::chown(source_.path().c_str(), 65534, 65534), 0);
  ASSERT_EQ(::chmod(source_.path().c_str(), 0700), 0);
  EXPECT_TRUE(shows("x.bin", pair_.raw));
}

TEST_F(PrivilegeTest, OneProcessKeepsTheRightToUnmountAndHoldsNothingElse) {
  const std::vector<pid_t> children = children_of(mounted().process());
  ASSERT_EQ(children.size(), 1U);
  EXPECT_TRUE(holds_soon([&] {
    // CAP_SYS_ADMIN and CAP_DAC_READ_SEARCH.
    return process_status(children[0], "CapPrm") == "0000000000200004" &&
           descriptors_of(children[0]).size() == 5;
  })) << process_status(children[0], "CapPrm");
  EXPECT_EQ(process_status(children[0], "NoNewPrivs"), "1");
}

TEST_F(PrivilegeTest, ThatProcessEndsWithADaemonThatIsKilled) {
  const std::vector<pid_t> children = children_of(mounted().process());
  ASSERT_EQ(children.size(), 1U);
  mounted().stop(SIGKILL);
  EXPECT_TRUE(holds_soon([&] {
    return !std::filesystem::exists(fmt::format("/proc/{}/fd", children[0]));
  }));
  const std::string mount_point = mounted().mount_point();
  EXPECT_EQ(run_mtscompfs({"--unmount", mount_point}).exit_code, 0);
}

// /dev/fuse as distributions have it, open to all, where this machine keeps it
// to root.
class OpenFuseDevice {
 public:
  OpenFuseDevice() {
    struct stat status = {};
    constexpr mode_t kAll = 0666;
    if (::stat(kDevice, &status) == 0 && (status.st_mode & kAll) == kAll) {
      return;
    }
    const std::string node = directory_.file("fuse");
    is_covered_ =
        ::mknod(node.c_str(), S_IFCHR | kAll, status.st_rdev) == 0 &&
        ::chmod(node.c_str(), kAll) == 0 &&
        ::mount(node.c_str(), kDevice, nullptr, MS_BIND, nullptr) == 0;
  }
  OpenFuseDevice(const OpenFuseDevice&) = delete;
  OpenFuseDevice& operator=(const OpenFuseDevice&) = delete;
  ~OpenFuseDevice() {
    if (is_covered_) {
      ::umount2(kDevice, MNT_DETACH);
    }
  }

 private:
  static constexpr const char* kDevice = "/dev/fuse";
  TempDir directory_;
  bool is_covered_ = false;
};

TEST_F(PrivilegeTest, OtherUsersKeepNothing) {
  const OpenFuseDevice device;
  ::chmod(source_.path().c_str(), 0755);
  const TempDir theirs;
  ASSERT_EQ(::chown(theirs.path().c_str(), 65534, 65534), 0);
  ASSERT_EQ(::chmod(theirs.path().c_str(), 0755), 0);
  options_.mount_point = theirs.path();
  options_.wrapper = {"setpriv", "--reuid", kSomebody,
                      "--regid", kSomebody, "--clear-groups"};
  EXPECT_EQ(status("CapPrm"), "0000000000000000");
  EXPECT_EQ(status("CapEff"), "0000000000000000");
  EXPECT_TRUE(children_of(mounted().process()).empty());
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_FALSE(is_mount_point(theirs.path()));
}

// mount.fuse3 mounts, gives the channel to a daemon without any capability, and
// leaves unmounting to others.
class GivenMountTest : public PrivilegeTest {
 protected:
  ProgramResult mount_by_helper(const std::string& options) {
    const std::filesystem::path program = MTSCOMPFS_PROGRAM;
    return run_program(
        {"env", "PATH=" + program.parent_path().string() + ":/usr/bin:/bin",
         "/sbin/mount.fuse3", "mtscompfs#" + source_.path(), mount_point_, "-o",
         "drop_privileges,log_file=" + log_ + "," + options});
  }
  void TearDown() override {
    run_program({"umount", "-l", mount_point_});
    ProcessTest::TearDown();
  }

  TempDir directory_;
  std::string log_ = directory_.file("log");
  std::string mount_point_ = [this] {
    std::filesystem::create_directory(directory_.file("mnt"));
    return directory_.file("mnt");
  }();
};

TEST_F(GivenMountTest, IsServedWithoutAnyCapability) {
  const ProgramResult result =
      mount_by_helper("ro,allow_other,default_permissions");
  ASSERT_EQ(result.exit_code, 0) << result.output;
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(mount_point_ + "/x.bin")));
  EXPECT_THAT(read_all(log_), HasSubstr(" is shown at " + mount_point_));
  const ProgramResult found =
      run_program({"pgrep", "--full", "mtscompfs .*log_file=" + log_});
  ASSERT_EQ(found.exit_code, 0);
  const pid_t daemon = std::stoi(found.output);
  for (const char* const set : {"CapPrm", "CapEff", "CapBnd"}) {
    EXPECT_EQ(process_status(daemon, set), "0000000000000000") << set;
  }
  EXPECT_EQ(run_program({"umount", mount_point_}).exit_code, 0);
  EXPECT_TRUE(holds_soon(
      [&] { return read_all(log_).find("ended: ") != std::string::npos; }));
}

TEST_F(GivenMountTest, EndsAtOnceWhenItIsAskedTo) {
  ASSERT_EQ(mount_by_helper("ro").exit_code, 0);
  const FileDescriptor open = open_for_reading(mount_point_ + "/x.bin");
  EXPECT_EQ(run_program({"pkill", "--full", "mtscompfs .*log_file=" + log_})
                .exit_code,
            0);
  EXPECT_TRUE(holds_soon(
      [&] { return read_all(log_).find("ended: ") != std::string::npos; }));
}

TEST_F(GivenMountTest, HidesItselfWhereItLiesInsideTheSource) {
  mount_point_ = in_source("mnt");
  std::filesystem::create_directory(mount_point_);
  ASSERT_EQ(mount_by_helper("ro").exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(mount_point_ + "/x.bin"));
  EXPECT_FALSE(std::filesystem::exists(mount_point_ + "/mnt"));
}

TEST_F(GivenMountTest, ThatCanBeWrittenToIsRefused) {
  const ProgramResult result = mount_by_helper("rw");
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("expected a read-only mount (-o ro)"));
}

TEST_F(GivenMountTest, OverItsOwnSourceIsRefused) {
  mount_point_ = source_.path();
  const ProgramResult result = mount_by_helper("ro");
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("lies below the mount at"));
}

TEST_F(ProcessTest, WhatItsParentLeftOpenIsClosed) {
  options_.wrapper = {"sh", "-c", "exec 7</etc/passwd 9</dev/null; exec \"$@\"",
                      "sh"};
  for (const std::string& number : descriptors_of(mounted().process())) {
    const std::string target = std::filesystem::read_symlink(
        fmt::format("/proc/{}/fd/{}", mounted().process(), number));
    EXPECT_NE(target, "/etc/passwd") << number;
  }
}

TEST_F(ProcessTest, NoDescriptorIsLeftToProgramsThatItRuns) {
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  for (const std::string& number : descriptors_of(mounted().process())) {
    if (std::stoi(number) <= STDERR_FILENO) {
      continue;
    }
    std::istringstream info(read_all(
        fmt::format("/proc/{}/fdinfo/{}", mounted().process(), number)));
    std::string key;
    std::string flags;
    while (info >> key >> flags && key != "flags:") {
    }
    constexpr int kOctal = 8;
    EXPECT_NE(std::stol(flags, nullptr, kOctal) & O_CLOEXEC, 0) << number;
  }
}

TEST_F(ProcessTest, OpenFilesAreReadToTheirEndAfterASignal) {
  FileDescriptor open = open_for_reading(shown("x.bin"));
  const std::string mount_point = mounted().mount_point();
  ASSERT_EQ(::kill(mounted().process(), SIGTERM), 0);
  ASSERT_TRUE(holds_soon([&] { return !is_mount_point(mount_point); }));
  Bytes bytes(pair_.raw.size());
  EXPECT_EQ(::pread(open.get(), bytes.data(), bytes.size(), 0),
            static_cast<ssize_t>(bytes.size()));
  EXPECT_TRUE(same_bytes(pair_.raw, bytes));
  open.reset();
  EXPECT_EQ(mounted().wait(), 0);
  EXPECT_THAT(mounted().log(), Not(HasSubstr("although files are open")));
}

TEST_F(ProcessTest, OpenFilesKeepItNoLongerThanTheyMay) {
  mount_with("drain_timeout=0.5");
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_FALSE(is_mount_point(mounted().mount_point()));
  EXPECT_THAT(mounted().log(), HasSubstr("ending although files are open"));
  char byte = 0;
  EXPECT_LT(::pread(open.get(), &byte, 1, 0), 0);
}

TEST_F(ProcessTest, SecondSignalEndsItAtOnce) {
  mount_with("drain_timeout=1000");
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  const std::string mount_point = mounted().mount_point();
  ASSERT_EQ(::kill(mounted().process(), SIGINT), 0);
  ASSERT_TRUE(holds_soon([&] { return !is_mount_point(mount_point); }));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
}

TEST_F(ProcessTest, NextDaemonsMountOutlivesOneThatIsDraining) {
  options_.arguments = {"-o", "drain_timeout=1000"};
  const FileDescriptor open = open_for_reading(shown("x.bin"));
  const std::string mount_point = mounted().mount_point();
  ASSERT_EQ(::kill(mounted().process(), SIGTERM), 0);
  ASSERT_TRUE(holds_soon([&] { return !is_mount_point(mount_point); }));
  MountedTree next(source_.path(),
                   {.arguments = {}, .mount_point = mount_point});
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(mount_point + "/x.bin")));
  EXPECT_EQ(next.stop(SIGTERM), 0);
}

TEST_F(ProcessTest, SecondDaemonOnAMountPointIsRefused) {
  const ProgramResult second =
      run_mtscompfs({source_.path(), mounted().mount_point()});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr("is served by another mtscompfs"));
  EXPECT_TRUE(shows("x.bin", pair_.raw));
}

TEST_F(ProcessTest, OfDaemonsStartedTogetherOneMounts) {
  constexpr int kDaemons = 6;
  const TempDir directory;
  const std::string mount_point = directory.path();
  std::vector<ProgramResult> results(kDaemons);
  {
    std::vector<std::jthread> threads;
    for (ProgramResult& result : results) {
      threads.emplace_back([&, this] {
        result = run_mtscompfs({source_.path(), mount_point});
      });
    }
  }
  const auto n_mounted =
      std::count_if(results.begin(), results.end(),
                    [](const ProgramResult& r) { return r.exit_code == 0; });
  EXPECT_EQ(n_mounted, 1);
  for (const ProgramResult& result : results) {
    EXPECT_THAT(result.output, AnyOf(Eq(""), HasSubstr("another mtscompfs")));
  }
  EXPECT_EQ(run_mtscompfs({"--unmount", mount_point}).exit_code, 0);
  EXPECT_FALSE(is_mount_point(mount_point));
}

// Where dumps go is the machine's business; a test can look where they go by
// default.
class CoreDumpTest : public ProcessTest {
 protected:
  void SetUp() override {
    ProcessTest::SetUp();
    if (read_all("/proc/sys/kernel/core_pattern") != "core\n" ||
        std::getenv("MTSCOMP_SANITIZED") != nullptr) {
      GTEST_SKIP() << "core dumps are not written where the program runs";
    }
    SyntheticOptions large;
    large.n_channels = 385;
    large.chunk_lengths = {2000};
    large_ = write_synthetic_recording(source_.path(), "large", large);
    options_.wrapper = {"sh", "-c",
                        "ulimit -c unlimited; cd \"$0\" && exec \"$@\"",
                        directory_.path()};
  }

  // Reads, then has the kernel dump the process; what it wrote.
  Bytes dump() {
    EXPECT_TRUE(shows("large.bin", large_.raw));
    mounted().stop(SIGQUIT);
    run_mtscompfs({"--unmount", mounted().mount_point()});
    for (const auto& entry :
         std::filesystem::directory_iterator(directory_.path())) {
      return read_file(entry.path());
    }
    return {};
  }

  TempDir directory_;
  SyntheticRecording large_;
};

TEST_F(CoreDumpTest, IsNotWritten) { EXPECT_TRUE(dump().empty()); }

TEST_F(CoreDumpTest, ThatIsAllowedHasNoLargeChunks) {
  mount_with("core_dumps");
  const Bytes core = dump();
  ASSERT_FALSE(core.empty());
  constexpr std::size_t kPart = 64;
  const std::span<const std::byte> raw(large_.raw);
  for (const std::size_t at :
       {std::size_t{0}, raw.size() / 2, raw.size() - kPart}) {
    const std::span<const std::byte> part = raw.subspan(at, kPart);
    EXPECT_EQ(std::search(core.begin(), core.end(), part.begin(), part.end()),
              core.end())
        << at;
  }
}

// The disk with the archive is unplugged, and plugged in again.
class ReturnTest : public PrivilegeTest {
 protected:
  void SetUp() override {
    PrivilegeTest::SetUp();
    mount_with("timeout=0");
  }
  void mount_disk() const {
    ASSERT_EQ(::mount("none", disk_.c_str(), "tmpfs", 0, "size=16m"), 0);
  }

  std::string disk_ = in_source("disk");
};

TEST_F(ReturnTest, SourceThatWasRemovedAndMadeAgainIsShown) {
  const std::string path = source_.file("archive");
  std::filesystem::create_directory(path);
  MountedTree tree(path, {.arguments = {"-o", "timeout=0"}, .mount_point = ""});
  std::filesystem::remove_all(path);
  std::filesystem::create_directory(path);
  const SyntheticRecording again = write_synthetic_recording(path, "y", {});
  EXPECT_TRUE(
      holds_soon([&] { return std::filesystem::exists(tree.file("y.bin")); }));
  EXPECT_TRUE(same_bytes(again.raw, read_file(tree.file("y.bin"))));
  EXPECT_THAT(tree.log(), HasSubstr(path + ": the directory is there again"));
}

TEST_F(ReturnTest, DiskThatWasUnmountedAndMountedAgainIsShown) {
  std::filesystem::create_directory(disk_);
  mount_disk();
  write_pair("disk/y.cbin");
  MountedTree tree(disk_,
                   {.arguments = {"-o", "timeout=0"}, .mount_point = ""});
  EXPECT_TRUE(std::filesystem::exists(tree.file("y.bin")));
  ASSERT_EQ(::umount2(disk_.c_str(), MNT_DETACH), 0);
  EXPECT_TRUE(holds_soon([&] {
    ::access(tree.file("y.bin").c_str(), F_OK);
    return tree.log().find("the directory is gone") != std::string::npos;
  }));
  mount_disk();
  const SyntheticRecording back = write_pair("disk/z.cbin", 5);
  EXPECT_TRUE(
      holds_soon([&] { return std::filesystem::exists(tree.file("z.bin")); }));
  EXPECT_TRUE(same_bytes(back.raw, read_file(tree.file("z.bin"))));
  EXPECT_FALSE(std::filesystem::exists(tree.file("y.bin")));
  EXPECT_EQ(tree.stop(SIGTERM), 0);
  ::umount2(disk_.c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace mtscomp
