// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/options/mtscompfs_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

ParsedCommandLine parse(std::vector<std::string> arguments) {
  return parse_command_line(std::move(arguments));
}

MountRequest parse_well(std::vector<std::string> arguments) {
  const ParsedCommandLine parsed = parse(std::move(arguments));
  EXPECT_FALSE(parsed.exit_code) << parsed.text;
  return parsed.request;
}

void expect_refused(std::vector<std::string> arguments,
                    const std::string& reason) {
  const ParsedCommandLine parsed = parse(std::move(arguments));
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_THAT(parsed.text, HasSubstr(reason));
}

TEST(MtscompfsOptionsTest, DefaultsAreThoseOfTheHelp) {
  const MountRequest request = parse_well({"/data", "/mnt"});
  EXPECT_EQ(request.source, "/data");
  EXPECT_EQ(request.mount_point, "/mnt");
  EXPECT_FALSE(request.foreground);
  EXPECT_EQ(request.cache_size, 0U);
  EXPECT_EQ(request.workers, 0U);
  EXPECT_EQ(request.timeout, 10);
  EXPECT_EQ(request.log_level, "info");
  EXPECT_THAT(request.mount_options, IsEmpty());
}

TEST(MtscompfsOptionsTest, OwnMountOptionsAreTaken) {
  const MountRequest request = parse_well(
      {"/data", "/mnt", "-o", "cache_size=512M,workers=3,timeout=0.5", "-o",
       "log_file=/tmp/log,log_level=debug"});
  EXPECT_EQ(request.cache_size, std::uint64_t{512} << 20);
  EXPECT_EQ(request.workers, 3U);
  EXPECT_EQ(request.timeout, 0.5);
  EXPECT_EQ(request.log_file, "/tmp/log");
  EXPECT_EQ(request.log_level, "debug");
}

TEST(MtscompfsOptionsTest, HowItEndsIsTaken) {
  const MountRequest request =
      parse_well({"/data", "/mnt", "-o", "drain_timeout=2.5,core_dumps"});
  EXPECT_EQ(request.drain_timeout, 2.5);
  EXPECT_TRUE(request.core_dumps);
  EXPECT_EQ(parse_well({"/data", "/mnt"}).drain_timeout, 10);
  EXPECT_FALSE(parse_well({"/data", "/mnt"}).core_dumps);
  expect_refused({"/data", "/mnt", "-o", "drain_timeout=-1"}, "from 0 to");
}

TEST(MtscompfsOptionsTest, LimitsAreTaken) {
  const MountRequest request =
      parse_well({"/data", "/mnt", "-o",
                  "max_header_size=3M,max_chunk_size=5G,max_chunks=7000000"});
  EXPECT_EQ(request.limits.max_header_size, std::uint64_t{3} << 20);
  EXPECT_EQ(request.limits.max_chunk_size, std::uint64_t{5} << 30);
  EXPECT_EQ(request.limits.max_chunks, 7'000'000U);
}

TEST(MtscompfsOptionsTest, LimitsThatAreNoneAreRefused) {
  expect_refused({"/data", "/mnt", "-o", "max_chunks=many"},
                 "max_chunks=many: expected a number from 1");
  expect_refused({"/data", "/mnt", "-o", "max_chunk_size=0"},
                 "max_chunk_size=0: expected a number from 1");
  expect_refused({"/data", "/mnt", "-o", "max_header_size="},
                 "expected a size");
}

TEST(MtscompfsOptionsTest, LimitsOfTheEnvironmentAreDefaults) {
  ::setenv("MTSCOMP_MAX_CHUNKS", "5", 1);
  EXPECT_EQ(parse_well({"/data", "/mnt"}).limits.max_chunks, 5U);
  EXPECT_EQ(
      parse_well({"/data", "/mnt", "-o", "max_chunks=6"}).limits.max_chunks,
      6U);
  ::setenv("MTSCOMP_MAX_CHUNKS", "x", 1);
  expect_refused({"/data", "/mnt"}, "MTSCOMP_MAX_CHUNKS=x: expected a number");
  ::unsetenv("MTSCOMP_MAX_CHUNKS");
}

TEST(MtscompfsOptionsTest, RulesOfTheTreeAreTaken) {
  const MountRequest request = parse_well(
      {"/data", "/mnt", "-o",
       "keep_uuid,show_compressed,follow_symlinks,immutable,uid=0,gid=65534,"
       "mask=027"});
  EXPECT_TRUE(request.keep_uuid);
  EXPECT_TRUE(request.show_compressed);
  EXPECT_TRUE(request.follow_symlinks);
  EXPECT_TRUE(request.immutable);
  EXPECT_EQ(request.uid, 0U);
  EXPECT_EQ(request.gid, 65534U);
  EXPECT_EQ(request.mask, 027U);
  EXPECT_THAT(request.mount_options, IsEmpty());
}

TEST(MtscompfsOptionsTest, RulesOfTheTreeAreOffUnlessAskedFor) {
  const MountRequest request = parse_well({"/data", "/mnt"});
  EXPECT_FALSE(request.keep_uuid);
  EXPECT_FALSE(request.show_compressed);
  EXPECT_FALSE(request.follow_symlinks);
  EXPECT_FALSE(request.immutable);
  EXPECT_FALSE(request.uid);
  EXPECT_FALSE(request.gid);
  EXPECT_EQ(request.mask, 0U);
}

TEST(MtscompfsOptionsTest, StatusTakesAMountPointAndNothingBesides) {
  EXPECT_EQ(parse({"--status", "/mnt"}).action, MountAction::kStatus);
  EXPECT_EQ(parse_well({"--status", "/mnt"}).mount_point, "/mnt");
  expect_refused({"--status", "/mnt", "/data"},
                 "--status does not accept SOURCE");
  expect_refused({"--status"}, "--status");
}

// mount(8) passes the options to its helper last.
TEST(MtscompfsOptionsTest, OptionsMayStandBeforeOrAfterThePaths) {
  EXPECT_EQ(parse_well({"-o", "workers=2", "/data", "/mnt"}).workers, 2U);
  EXPECT_EQ(parse_well({"/data", "-f", "/mnt", "-o", "workers=2"}).workers, 2U);
  EXPECT_EQ(parse_well({"/data", "/mnt", "-oworkers=2"}).workers, 2U);
}

TEST(MtscompfsOptionsTest, KernelsAndFusesOptionsAreHandedOn) {
  EXPECT_THAT(
      parse_well({"/data", "/mnt", "-o", "noexec,auto_unmount,fsname=a"})
          .mount_options,
      ElementsAre("noexec", "auto_unmount", "fsname=a"));
}

TEST(MtscompfsOptionsTest, AllowOtherBringsDefaultPermissions) {
  EXPECT_THAT(parse_well({"/data", "/mnt", "-o", "allow_other"}).mount_options,
              ElementsAre("allow_other", "default_permissions"));
}

TEST(MtscompfsOptionsTest, OptionsForMountAndSystemdAreIgnored) {
  EXPECT_THAT(
      parse_well({"/data", "/mnt", "-o",
                  "nofail,_netdev,defaults,noauto,user,relatime,x-systemd."
                  "automount,x-gvfs-show,comment=x"})
          .mount_options,
      IsEmpty());
}

// Bug: a line of fstab with one of these options did not mount at boot.
TEST(MtscompfsOptionsTest, OptionsThatMeanNothingHereAreIgnored) {
  EXPECT_THAT(
      parse_well({"/data", "/mnt", "-o",
                  "lazytime,nolazytime,strictatime,sync,dirsync,nosymfollow,"
                  "nonempty,remount,silent,loud,iversion,mand,_rnetdev"})
          .mount_options,
      IsEmpty());
}

// mount(8) adds these options itself.
TEST(MtscompfsOptionsTest, WritableIsOverruledNotRefused) {
  EXPECT_THAT(parse_well({"/data", "/mnt", "-o", "rw,suid,dev"}).mount_options,
              IsEmpty());
}

TEST(MtscompfsOptionsTest, EscapedCommaStaysInItsOption) {
  EXPECT_THAT(parse_well({"/d", "/m", "-o", R"(fsname=a\,b,ro)"}).mount_options,
              ElementsAre(R"(fsname=a\,b)", "ro"));
}

TEST(MtscompfsOptionsTest, DebugMeansForegroundAndTraceLog) {
  const MountRequest request = parse_well({"-d", "/data", "/mnt"});
  EXPECT_TRUE(request.foreground);
  EXPECT_EQ(request.log_level, "trace");
}

TEST(MtscompfsOptionsTest, WhatIsWrongIsNamed) {
  expect_refused({}, "SOURCE");
  expect_refused({"/data"}, "MOUNTPOINT");
  expect_refused({"/data", "/mnt", "/more"}, "/more");
  expect_refused({"/data", "/mnt", "--nonsense"}, "--nonsense");
  expect_refused({"/data", "/mnt", "-o", "nonsense=1"},
                 "nonsense=1: unknown option");
  expect_refused({"/data", "/mnt", "-o", "cache_size=lots"},
                 "\"lots\": expected a size");
  expect_refused({"/data", "/mnt", "-o", "cache_size=4X"},
                 "-o cache_size=4X: \"4X\": expected a size");
  expect_refused({"/data", "/mnt", "-o", "readahead"},
                 "-o readahead=: \"\": expected a size");
  expect_refused({"/data", "/mnt", "--log-level", "loud"},
                 "log level \"loud\": expected trace");
  expect_refused({"/data", "/mnt", "-o", "log_level=loud"},
                 "log level \"loud\": expected trace");
  expect_refused({"/data", "/mnt", "-o", "cache_size=1K"}, "at least 1M");
  expect_refused({"/data", "/mnt", "-o", "workers=0"}, "from 1 to 1024");
  expect_refused({"/data", "/mnt", "-o", "workers=2x"}, "from 1 to 1024");
  expect_refused({"/data", "/mnt", "-o", "max_threads=4"}, "unknown option");
  expect_refused({"/data", "/mnt", "-o", "clone_fd=no"}, "unknown option");
  expect_refused({"/data", "/mnt", "-o", "allow_other=no"}, "no value");
  expect_refused({"/data", "/mnt", "-o", "timeout=-1"}, "from 0 to");
  expect_refused({"/data", "/mnt", "-o", "timeout=nan"}, "from 0 to");
  expect_refused({"/data", "/mnt", "-o", "mask=888"}, "octal number");
  expect_refused({"/data", "/mnt", "-o", "mask=1000"}, "octal number");
  expect_refused({"/data", "/mnt", "-o", "uid=root"}, "from 0 to");
  expect_refused({"/data", "/mnt", "-o", "gid=4294967295"}, "from 0 to");
  expect_refused({"/data", "/mnt", "-o", "keep_uuid=1"}, "expected no value");
}

TEST(MtscompfsOptionsTest, UnmountingTakesOnePath) {
  const ParsedCommandLine parsed = parse({"--unmount", "/mnt"});
  EXPECT_FALSE(parsed.exit_code) << parsed.text;
  EXPECT_EQ(parsed.action, MountAction::kUnmount);
  EXPECT_EQ(parsed.request.mount_point, "/mnt");
  expect_refused({"--unmount"}, "MOUNTPOINT is required");
}

TEST(MtscompfsOptionsTest, ConfigurationGivesThePaths) {
  const TempDir directory;
  const std::string file = directory.file("a.conf");
  write_file(file, "SOURCE=/a\nMOUNTPOINT=/b\nOPTIONS=workers=3,timeout=1\n");
  const ParsedCommandLine parsed =
      parse({"--config", file, "-o", "workers=5", "--cleanup"});
  EXPECT_FALSE(parsed.exit_code) << parsed.text;
  EXPECT_EQ(parsed.action, MountAction::kMount);
  EXPECT_EQ(parsed.request.source, "/a");
  EXPECT_EQ(parsed.request.mount_point, "/b");
  EXPECT_EQ(parsed.request.workers, 5U);  // The command line has precedence.
  EXPECT_EQ(parsed.request.timeout, 1);
  EXPECT_TRUE(parsed.request.cleanup);
  EXPECT_EQ(parse({"--check", file}).action, MountAction::kCheck);
  EXPECT_EQ(parse({"--unmount", "--config", file}).request.mount_point, "/b");
  expect_refused({"--config", file, "/a", "/b"},
                 "SOURCE and MOUNTPOINT are in");
}

// Bug: the OPTIONS of the file overruled --log-file and --log-level.
TEST(MtscompfsOptionsTest, CommandLineWinsOverTheLogOfTheConfiguration) {
  const TempDir directory;
  const std::string file = directory.file("a.conf");
  write_file(file,
             "SOURCE=/a\nMOUNTPOINT=/b\n"
             "OPTIONS=log_file=/from/file,log_level=error\n");
  const MountRequest request = parse_well(
      {"--config", file, "--log-file", "/typed", "--log-level", "trace"});
  EXPECT_EQ(request.log_file, "/typed");
  EXPECT_EQ(request.log_level, "trace");
  EXPECT_EQ(parse_well({"--config", file, "--log-level", "info"}).log_level,
            "info");
  EXPECT_EQ(parse_well({"--config", file}).log_file, "/from/file");
  EXPECT_EQ(parse_well({"--config", file}).log_level, "error");
  EXPECT_EQ(parse_well({"--config", file, "-o", "log_level=off"}).log_level,
            "off");
  EXPECT_EQ(parse_well({"--config", file, "-d"}).log_level, "trace");
}

// Bug: one of the actions was done, and the others were silently ignored.
TEST(MtscompfsOptionsTest, ActionsThatContradictEachOtherAreRefused) {
  const TempDir directory;
  const std::string file = directory.file("a.conf");
  write_file(file, "SOURCE=/a\nMOUNTPOINT=/b\n");
  expect_refused({"--status", "/b", "--config", file},
                 "--status cannot be combined with --config");
  expect_refused({"--check", file, "--config", file},
                 "--check cannot be combined with --config");
  expect_refused({"--check", file, "--status", "/b"},
                 "--check cannot be combined with --status");
  expect_refused({"--unmount", "--config", file, "--status", "/b"},
                 "--status cannot be combined with --unmount");
  expect_refused({"--check", file, "--unmount"},
                 "--check cannot be combined with --unmount");
  expect_refused({"--status", "/b", "--unmount"},
                 "--status cannot be combined with --unmount");
}

// An empty variable in a script causes such arguments.
TEST(MtscompfsOptionsTest, ActionsWithoutTheirPathAreNoMounts) {
  expect_refused({"--status", "", "/data", "/mnt"},
                 "--status does not accept SOURCE");
  expect_refused({"--status", ""}, "MOUNTPOINT is required");
  expect_refused({"--check", "", "/data", "/mnt"}, "--check");
  expect_refused({"--config", "", "/data", "/mnt"}, "--config");
  expect_refused({"--config", ""}, "--config: expected a file");
}

TEST(MtscompfsOptionsTest, HelpAndVersionAreNoErrors) {
  EXPECT_EQ(parse({"--help"}).exit_code, 0);
  EXPECT_THAT(parse({"--help"}).text, HasSubstr("cache_size=SIZE"));
  EXPECT_EQ(parse({"--version"}).exit_code, 0);
  EXPECT_THAT(parse({"--version"}).text, HasSubstr("mtscompfs "));
}

TEST(MtscompfsOptionsRemoteTest, AddressIsASource) {
  EXPECT_EQ(parse_well({"HTTPS://Host/a b/", "/mnt"}).source,
            "https://host/a%20b");
  EXPECT_EQ(parse_well({"s3://bucket/data/", "/mnt"}).source,
            "s3://bucket/data");
  EXPECT_TRUE(parse_well({"s3://bucket", "/mnt"}).is_remote());
  EXPECT_FALSE(parse_well({"/data", "/mnt"}).is_remote());
  expect_refused({"https://host", "https://host"}, "MOUNTPOINT must be local");
  expect_refused({"ftp://host", "/mnt"}, "not supported");
}

TEST(MtscompfsOptionsRemoteTest, NoSecretIsRepeated) {
  const ParsedCommandLine parsed =
      parse_command_line({"https://user:secret@host/a", "/mnt"});
  EXPECT_EQ(parsed.exit_code, 2);
  EXPECT_THAT(parsed.text, Not(HasSubstr("secret")));
}

TEST(MtscompfsOptionsRemoteTest, OptionsAreRead) {
  const MountRequest request = parse_well(
      {"s3://bucket", "/mnt", "-o",
       "connections=4,timeout_remote=5,listing_timeout=6.5,disk_cache=/c,"
       "disk_cache_size=2G,manifest=/m,region=r,endpoint=http://minio:9000",
       "-o", "profile=p,anonymous,requester_pays,ca_file=/f,version=modified"});
  const RemoteOptions& remote = request.remote;
  EXPECT_EQ(remote.n_connections, 4U);
  EXPECT_EQ(remote.timeout, 5);
  EXPECT_EQ(remote.listing_timeout, 6.5);
  EXPECT_EQ(remote.disk_cache, "/c");
  EXPECT_EQ(remote.disk_cache_size, std::uint64_t{2} << 30);
  EXPECT_EQ(remote.manifest, "/m");
  EXPECT_EQ(remote.region, "r");
  EXPECT_EQ(remote.endpoint, "http://minio:9000");
  EXPECT_EQ(remote.profile, "p");
  EXPECT_TRUE(remote.anonymous);
  EXPECT_TRUE(remote.requester_pays);
  EXPECT_EQ(remote.ca_file, "/f");
  EXPECT_TRUE(remote.ignores_etags);
}

TEST(MtscompfsOptionsRemoteTest, WrongValuesAreRefused) {
  for (const auto& [option, message] : {
           std::pair("connections=0", "from 1 to 64"),
           std::pair("connections=65", "from 1 to 64"),
           std::pair("timeout_remote=-1", "from 0 to"),
           std::pair("listing_timeout=x", "from 0 to"),
           std::pair("disk_cache_size=x", "disk_cache_size=x"),
           std::pair("disk_cache=", "expected a value"),
           std::pair("region", "expected a value"),
           std::pair("anonymous=yes", "expected no value"),
           std::pair("version=size", "expected modified or etag"),
       }) {
    expect_refused({"s3://bucket", "/mnt", "-o", option}, message);
  }
}

TEST(MtscompfsOptionsRemoteTest, LocalSourceRefusesThem) {
  expect_refused({"/data", "/mnt", "-o", "allow_other,region=r,anonymous"},
                 "-o region: only for archives on servers");
}

}  // namespace
}  // namespace mtscomp
