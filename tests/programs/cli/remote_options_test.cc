// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/remote_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs/chop/mtscomp_chop_options.h"
#include "programs/info/mtscomp_info_options.h"
#include "programs/pack/mtscomp_pack_options.h"
#include "programs/repack/mtscomp_repack_options.h"
#include "programs/unpack/mtscomp_unpack_options.h"
#include "programs/verify/mtscomp_verify_options.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

using Arguments = std::vector<std::string>;

Arguments with_remote_options(Arguments arguments) {
  arguments.insert(
      arguments.end(),
      {"--connections", "4", "--endpoint", "http://minio:9000", "--region",
       "eu-west-1", "--profile", "lab", "--anonymous", "--ca-file", "ca.pem"});
  return arguments;
}

void expect_all(const RemoteOptions& remote) {
  EXPECT_EQ(remote.n_connections, 4U);
  EXPECT_EQ(remote.endpoint, "http://minio:9000");
  EXPECT_EQ(remote.region, "eu-west-1");
  EXPECT_EQ(remote.profile, "lab");
  EXPECT_TRUE(remote.anonymous);
  EXPECT_EQ(remote.ca_file, "ca.pem");
}

TEST(RemoteOptionsTest, AreThoseOfAllProgramsThatRead) {
  const std::string address = "s3://bucket/x.cbin";
  expect_all(parse_info_command(with_remote_options({address})).remote);
  expect_all(parse_verify_command(with_remote_options({address})).remote);
  expect_all(parse_unpack_command(with_remote_options({address})).remote);
  expect_all(parse_chop_command(
                 with_remote_options({address, "-n", "1", "-o", "y.cbin"}))
                 .remote);
}

TEST(RemoteOptionsTest, ConnectionsAreLimited) {
  for (const char* const number : {"0", "65", "many"}) {
    EXPECT_EQ(parse_info_command({"a", "--connections", number}).exit_code, 2);
  }
}

TEST(RemoteOptionsTest, OutputsOfAllProgramsAreLocal) {
  for (const std::string& text :
       {parse_unpack_command({"x.cbin", "-o", "s3://bucket/x.bin"}).text,
        parse_chop_command({"x.cbin", "-n", "1", "-o", "s3://bucket/y.cbin"})
            .text,
        parse_pack_command({"x.bin", "s3://bucket/x.cbin"}).text,
        parse_pack_command({"x", "--output-dir", "s3://bucket"}).text,
        parse_repack_command({"x", "--output-dir", "s3://bucket"}).text}) {
    EXPECT_THAT(text, HasSubstr("s3://...: the output must be local"));
  }
}

TEST(RemoteOptionsTest, ProgramsThatWriteReadOnlyLocalFiles) {
  EXPECT_THAT(parse_pack_command({"https://host/x.bin"}).text,
              HasSubstr("the recording must be local"));
  EXPECT_THAT(parse_pack_command({"a", "b", "c", "https://host/x"}).text,
              HasSubstr("the recording must be local"));
  EXPECT_THAT(parse_repack_command({"https://host/x.cbin"}).text,
              HasSubstr("the pair must be local"));
  for (const Arguments& option :
       {Arguments{"--safe-to-delete"}, Arguments{"--raw-dir", "a"}}) {
    Arguments arguments = {"https://host/x.cbin"};
    arguments.insert(arguments.end(), option.begin(), option.end());
    EXPECT_THAT(parse_verify_command(arguments).text,
                HasSubstr("the pair must be local"));
  }
}

}  // namespace
}  // namespace mtscomp
