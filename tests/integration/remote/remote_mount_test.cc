// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscompfs with an archive on a server.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "base/files/file_io.h"
#include "integration/remote/remote_archive.h"
#include "integration/support/open_fuse_device.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Clock = std::chrono::steady_clock;

class RemoteMountTest : public RemoteArchiveTest {};

TEST_F(RemoteMountTest, ShowsTheArchive) {
  write_pair("lab/#2024#/y z.cbin", 1);
  mount_archive();
  EXPECT_TRUE(shows("x.bin", pair_.raw));
  EXPECT_EQ(list(), (std::set<std::string>{"lab", "x.bin"}));
  EXPECT_EQ(list("lab/#2024#"), (std::set<std::string>{"y z.bin"}));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
}

TEST_F(RemoteMountTest, RootIsRefused) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "this user is not root";
  }
  const TempDir directory;
  for (const ProgramResult& result :
       {run_mtscompfs({"https://localhost", directory.path()}),
        run_mtscompfs({"s3://bucket/data", directory.path()})}) {
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.output, HasSubstr("root may not mount"));
  }
}

TEST_F(RemoteMountTest, MountTableNamesTheAddress) {
  mount_archive();
  EXPECT_THAT(read_all("/proc/mounts"),
              HasSubstr(fmt::format("{} {} fuse.mtscompfs", server().url(),
                                    mounted().mount_point())));
}

TEST_F(RemoteMountTest, DaemonHasNoRights) {
  mount_archive();
  const pid_t daemon = mounted().process();
  EXPECT_EQ(process_status(daemon, "CapPrm"), "0000000000000000");
  EXPECT_EQ(process_status(daemon, "NoNewPrivs"), "1");
  EXPECT_EQ(children_of(daemon).size(), 1U);
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_FALSE(is_mount_point(mounted().mount_point()));
}

// Without capabilities, fusermount3 mounts, and a helper runs it again.
TEST_F(RemoteMountTest, OrdinaryUserMountsAndUnmounts) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "the other tests have this user";
  }
  const OpenFuseDevice device;
  options_.arguments.clear();
  options_.wrapper = as_user();
  mount_archive();
  EXPECT_EQ(process_status(mounted().process(), "NoNewPrivs"), "1");
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_FALSE(is_mount_point(place_.path()));
}

TEST_F(RemoteMountTest, HupShowsNewFilesAtOnce) {
  mount_archive();
  EXPECT_EQ(list(), std::set<std::string>{"x.bin"});
  write_pair("y.cbin", 1);
  EXPECT_EQ(list(), std::set<std::string>{"x.bin"});
  ASSERT_EQ(::kill(mounted().process(), SIGHUP), 0);
  EXPECT_TRUE(holds_soon([&] { return list().contains("y.bin"); }));
}

TEST_F(RemoteMountTest, StatusHasTheCountersOfTheServer) {
  mount_archive();
  read_file(shown("x.bin"));
  EXPECT_GE(mounted().status("server", "bytes_fetched"),
            pair_.header.cbin_size());
  EXPECT_GT(mounted().status("server", "requests"), 2U);
  EXPECT_EQ(mounted().status("server", "retries"), 0U);
  EXPECT_THAT(read_all(shown(".mtscompfs/metrics.prom")),
              HasSubstr("mtscompfs_server_requests_total"));
}

TEST_F(RemoteMountTest, DiskCacheServesTheNextMount) {
  write_long_recording();
  const TempDir directory;
  std::filesystem::permissions(directory.path(), std::filesystem::perms::all);
  mount_with("disk_cache=" + directory.file("cache"));
  mount_archive();
  EXPECT_TRUE(shows("x.bin", pair_.raw));
  EXPECT_TRUE(
      holds_soon([&] { return mounted().status("disk_cache", "bytes") > 0; }));
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  mounted_.reset();
  mount_archive();
  EXPECT_TRUE(shows("x.bin", pair_.raw));
  EXPECT_GT(mounted().status("disk_cache", "hits"), 0U);
  EXPECT_LT(mounted().status("server", "bytes_fetched"),
            pair_.header.cbin_size() / 2);
}

TEST_F(RemoteMountTest, KeysForABucketAreNotShown) {
  const SyntheticRecording pair = write_pair("bucket/#a b#/y.cbin", 1);
  server_options_ = {"--style", "s3", "--account", "KEY:SECRET",
                     "--signed-only"};
  options_.wrapper.insert(options_.wrapper.begin(),
                          {"env", "HOME=/", "AWS_ACCESS_KEY_ID=KEY",
                           "AWS_SECRET_ACCESS_KEY=SECRET"});
  mount_with("endpoint=" + server().url());
  mount_archive("s3://bucket/#a b#");
  EXPECT_TRUE(shows("y.bin", pair.raw));
  for (const std::string& text :
       {read_all("/proc/mounts"), read_all(shown(".mtscompfs/status.json")),
        read_all(shown(".mtscompfs/metrics.prom")), mounted().log()}) {
    EXPECT_THAT(text, Not(HasSubstr("SECRET")));
  }
}

TEST_F(RemoteMountTest, CheckAsksTheServer) {
  const TempDir directory;
  const auto check = [&](const std::string& source) {
    const std::string file = directory.file("x.conf");
    write_file(file, fmt::format("SOURCE={}\nMOUNTPOINT={}\nOPTIONS="
                                 "timeout_remote=0.2\n",
                                 source, directory.path()));
    return run_as_service({"--check", file});
  };
  EXPECT_EQ(check(server().url()).exit_code, 0);
  const ProgramResult missing = check(server().url() + "/nowhere");
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.output, HasSubstr(server().url() + "/nowhere"));
  server().leave();
  EXPECT_EQ(check(server().url()).exit_code, 1);
}

TEST_F(RemoteMountTest, ServerThatIgnoresRangesIsRefused) {
  server().set_faults(R"([{"fault": {"ignore_range": true}}])");
  const TempDir directory;
  const ProgramResult result =
      run_as_service({server().url(), directory.path()});
  EXPECT_EQ(result.exit_code, 1) << result.output;
  EXPECT_FALSE(is_mount_point(directory.path()));
}

class RemoteMountEndingTest : public RemoteMountTest {
 protected:
  // Reads a file whose server does not answer.
  std::thread start_reader() {
    stall_samples();
    const std::string path = shown("x.bin");
    std::thread reader([path] {
      const FileDescriptor file(::open(path.c_str(), O_RDONLY));
      char byte = 0;
      if (file.is_open()) {
        EXPECT_LT(::pread(file.get(), &byte, 1, 0), 0);
      }
    });
    EXPECT_TRUE(holds_soon(
        [&] { return mounted().status("open_handles", "files") == 1; }));
    return reader;
  }

  static constexpr std::chrono::seconds kSoon{20};
};

TEST_F(RemoteMountEndingTest, SignalDoesNotWaitForTheServer) {
  mount_with("drain_timeout=0");
  mount_archive();
  std::thread reader = start_reader();
  const Clock::time_point start = Clock::now();
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_LT(Clock::now() - start, kSoon);
  reader.join();
}

TEST_F(RemoteMountEndingTest, UnmountingDoesNotWaitForTheServer) {
  mount_with("drain_timeout=1");
  mount_archive();
  std::thread reader = start_reader();
  const Clock::time_point start = Clock::now();
  EXPECT_EQ(run_program({"fusermount3", "-u", "-z", mounted().mount_point()})
                .exit_code,
            0);
  EXPECT_FALSE(is_mount_point(mounted().mount_point()));
  EXPECT_LT(Clock::now() - start, kSoon);
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  reader.join();
}

// A prefetch has no reader, so nothing but the end of the mount ends it.
TEST_F(RemoteMountEndingTest, PrefetchDoesNotDelayTheEnd) {
  write_long_recording();
  mount_archive();
  server().set_faults(
      R"([{"path": "[.]cbin$", "range": true, "after": 1,
           "fault": {"delay": "forever"}}])");
  {
    const FileDescriptor file = open_for_reading(shown("x.bin"));
    char byte = 0;
    EXPECT_EQ(::pread(file.get(), &byte, 1, 0), 1);
  }
  const Clock::time_point start = Clock::now();
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_LT(Clock::now() - start, kSoon);
}

// Open files stay readable, as with a local archive.
TEST_F(RemoteMountEndingTest, OpenFileIsReadAfterUnmounting) {
  mount_archive();
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  ASSERT_EQ(::kill(mounted().process(), SIGTERM), 0);
  EXPECT_TRUE(
      holds_soon([&] { return !is_mount_point(mounted().mount_point()); }));
  Bytes samples(pair_.raw.size());
  EXPECT_EQ(pread_up_to(file, samples, 0, "x.bin"), samples.size());
  EXPECT_TRUE(same_bytes(pair_.raw, samples));
}

// A line of /etc/fstab with setuid=USER,drop_privileges: mount.fuse3 mounts,
// and starts the daemon as another user.
class RemoteMountGivenTest : public RemoteMountTest {
 protected:
  void SetUp() override {
    RemoteMountTest::SetUp();
    if (::geteuid() != 0) {
      GTEST_SKIP() << "only root runs mount(8)";
    }
    std::filesystem::create_directory(mount_point_);
    std::filesystem::permissions(directory_.path(),
                                 std::filesystem::perms::all);
  }
  void TearDown() override {
    run_program({"umount", "-l", mount_point_});
    RemoteMountTest::TearDown();
  }

  TempDir directory_;
  std::string mount_point_ = directory_.file("mnt");
};

TEST_F(RemoteMountGivenTest, UserOfTheOptionServes) {
  const std::filesystem::path program = MTSCOMPFS_PROGRAM;
  const ProgramResult result = run_program(
      {"env", "PATH=" + program.parent_path().string() + ":/usr/bin:/bin",
       "/sbin/mount.fuse3", "mtscompfs#" + server().url(), mount_point_, "-o",
       "ro,_netdev,setuid=daemon,drop_privileges,allow_other,"
       "default_permissions,log_file=" +
           directory_.file("log")});
  ASSERT_EQ(result.exit_code, 0) << result.output;
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(mount_point_ + "/x.bin")));
  EXPECT_EQ(run_program({"umount", mount_point_}).exit_code, 0);
  EXPECT_TRUE(holds_soon([&] {
    return read_all(directory_.file("log")).find("ended: ") !=
           std::string::npos;
  }));
}

}  // namespace
}  // namespace mtscomp
