// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/systemd_generator.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

std::string ordering(const std::string& source,
                     const std::string& mount_point) {
  MountRequest request;
  request.source = source;
  request.mount_point = mount_point;
  return systemd_generator(request);
}

TEST(SystemdGeneratorTest, SourceAndWhatIsAboveTheMountPointAreNeeded) {
  EXPECT_EQ(ordering("/data/archive", "/mnt/archive/"),
            "[Unit]\nRequiresMountsFor=\"/data/archive\"\n"
            "RequiresMountsFor=\"/mnt\"\n");
}

TEST(SystemdGeneratorTest, SourceThatIsMountedOverIsNotWaitedFor) {
  EXPECT_EQ(ordering("/data/archive", "/data//archive/"),
            "[Unit]\nRequiresMountsFor=\"/data\"\n");
}

TEST(SystemdGeneratorTest, PathsAreQuoted) {
  EXPECT_EQ(ordering(R"(/a "b" 10%\)", "/mnt"),
            "[Unit]\nRequiresMountsFor=\"/a \\\"b\\\" 10%%\\\\\"\n"
            "RequiresMountsFor=\"/\"\n");
}

TEST(SystemdGeneratorTest, AddressNeedsNoMountButItsDiskCacheDoes) {
  EXPECT_EQ(ordering("https://host/data", "/mnt/archive"),
            "[Unit]\nRequiresMountsFor=\"/mnt\"\n");
  MountRequest request;
  request.source = "s3://bucket";
  request.mount_point = "/mnt";
  request.remote.disk_cache = "/scratch/cache";
  request.remote.manifest = "https://host/manifest.json";
  request.remote.ca_file = "/etc/ca.pem";
  EXPECT_EQ(systemd_generator(request),
            "[Unit]\nRequiresMountsFor=\"/scratch/cache\"\n"
            "RequiresMountsFor=\"/etc/ca.pem\"\n"
            "RequiresMountsFor=\"/\"\n");
}

TEST(SystemdGeneratorTest, AddressIsServedByTheRemoteUnit) {
  const TempDir configs;
  const TempDir units;
  write_file(configs.file("a.conf"),
             "SOURCE=s3://bucket/a\nMOUNTPOINT=/mnt/a\n");
  EXPECT_TRUE(write_mount_orderings(configs.path(), units.path()));
  EXPECT_EQ(units.files(),
            std::vector<std::string>({"mtscompfs-remote@a.service.d"}));
}

TEST(SystemdGeneratorTest, WritesADropInForEachGoodConfiguration) {
  const TempDir configs;
  const TempDir units;
  write_file(configs.file("a.conf"), "SOURCE=/a\nMOUNTPOINT=/mnt/a\n");
  write_file(configs.file("b.conf"), "nonsense\n");
  write_file(configs.file("two words.conf"), "SOURCE=/a\nMOUNTPOINT=/b\n");
  write_file(configs.file("c.conf.bak"), "SOURCE=/c\nMOUNTPOINT=/mnt/c\n");
  EXPECT_FALSE(write_mount_orderings(configs.path(), units.path()));
  EXPECT_EQ(units.files(), std::vector<std::string>({"mtscompfs@a.service.d"}));
  EXPECT_TRUE(std::filesystem::exists(
      units.file("mtscompfs@a.service.d/50-mounts.conf")));
}

TEST(SystemdGeneratorTest, NoConfigurationsAreNoError) {
  const TempDir units;
  EXPECT_TRUE(write_mount_orderings(units.file("nowhere"), units.path()));
  EXPECT_TRUE(units.files().empty());
}

}  // namespace
}  // namespace mtscomp
