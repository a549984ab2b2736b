// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The programs that read pairs, with pairs on a server.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "integration/support/mounted_tree.h"
#include "mtscomp/base/json.h"
#include "mtscomp/reader/sample_slice.h"
#include "support/bytes.h"
#include "support/remote_server.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

constexpr const char* kA = "11111111-1111-1111-1111-111111111111";
constexpr const char* kB = "22222222-2222-2222-2222-222222222222";

class RemoteProgramsTest : public ::testing::Test {
 protected:
  RemoteProgramsTest() {
    std::filesystem::create_directories(archive_.file("lab/#2024#"));
    pair_ = write_synthetic_recording(
        archive_.file("lab/#2024#"), "x y",
        {.n_channels = 16,
         .chunk_lengths = {1000, 1000, 1000, 1000},
         .transform = {.do_spatial_diff = false,
                       .chunk_order = ChunkOrder::kChannelMajor},
         .n_segments = 8});
  }

  RemoteServer& server() {
    if (!server_) {
      server_ = std::make_unique<RemoteServer>(archive_.path(), options_);
    }
    return *server_;
  }
  std::string address() { return server().url() + "/lab/%232024%23/x%20y"; }

  // Gives the files of the pair names as in the International Brain
  // Laboratory's archive.
  void rename_with_uuids() {
    const std::string stem = archive_.file("lab/#2024#/x.ap.");
    std::filesystem::rename(pair_.cbin_path, stem + kA + ".cbin");
    std::filesystem::rename(pair_.ch_path, stem + kB + ".ch");
  }

  // Bytes of all answers with samples since the last call.
  std::uint64_t take_fetched() {
    std::uint64_t n_bytes = 0;
    const JsonArray requests = server().requests();
    for (; n_seen_ < requests.size(); ++n_seen_) {
      const auto& request = std::get<JsonObject>(requests[n_seen_].data);
      const auto path =
          std::get<std::string>(find_member(request, "path")->data);
      if (path.ends_with(".cbin")) {
        n_bytes += std::get<std::uint64_t>(find_member(request, "bytes")->data);
      }
    }
    return n_bytes;
  }

  TempDir archive_;
  TempDir directory_;
  SyntheticRecording pair_;
  std::vector<std::string> options_;

 private:
  std::unique_ptr<RemoteServer> server_;
  std::size_t n_seen_ = 0;
};

TEST_F(RemoteProgramsTest, InfoListsATree) {
  const ProgramResult result =
      run_program({MTSCOMP_INFO_PROGRAM, server().url()});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr(address() + ".cbin"));
  EXPECT_THAT(result.output, HasSubstr("packed          1  "));
}

TEST_F(RemoteProgramsTest, InfoDescribesAPair) {
  const ProgramResult pair =
      run_program({MTSCOMP_INFO_PROGRAM, address() + ".cbin"});
  EXPECT_EQ(pair.exit_code, 0);
  EXPECT_EQ(pair.output,
            run_program({MTSCOMP_INFO_PROGRAM, pair_.cbin_path}).output);
  const ProgramResult both = run_program(
      {MTSCOMP_INFO_PROGRAM, address() + ".cbin", address() + ".ch"});
  EXPECT_EQ(both.output, pair.output);
}

TEST_F(RemoteProgramsTest, VerifyFindsDamage) {
  const std::vector<std::string> command = {MTSCOMP_VERIFY_PROGRAM,
                                            server().url()};
  EXPECT_EQ(run_program(command).exit_code, 0);
  corrupt_chunk(pair_, 2);
  const ProgramResult result = run_program(command);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("failed    " + address() + ".cbin"));
  EXPECT_THAT(result.output, HasSubstr("chunk 2"));
}

TEST_F(RemoteProgramsTest, UnpackWritesTheSamples) {
  const std::string out = directory_.file("out.bin");
  EXPECT_EQ(run_program(
                {MTSCOMP_UNPACK_PROGRAM, "-q", address() + ".cbin", "-o", out})
                .exit_code,
            0);
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(out)));
}

TEST_F(RemoteProgramsTest, UnpackWritesToTheWorkingDirectory) {
  const ProgramResult result =
      run_program({"env", "-C", directory_.path(), MTSCOMP_UNPACK_PROGRAM, "-q",
                   address() + ".cbin"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(directory_.file("x y.bin"))));
}

TEST_F(RemoteProgramsTest, HeaderWithAnotherUuidIsFound) {
  rename_with_uuids();
  const std::string cbin =
      fmt::format("{}/lab/%232024%23/x.ap.{}.cbin", server().url(), kA);
  const std::string out = directory_.file("out.bin");
  EXPECT_EQ(
      run_program({MTSCOMP_UNPACK_PROGRAM, "-q", cbin, "-o", out}).exit_code,
      0);
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(out)));
  EXPECT_EQ(run_program({MTSCOMP_INFO_PROGRAM, cbin}).exit_code, 0);
}

TEST_F(RemoteProgramsTest, ServerWithoutListingsNeedsTheHeadersAddress) {
  rename_with_uuids();
  server().set_faults(
      R"([{"path": "/$", "fault": {"error": {"status": 403}}}])");
  const std::string stem = server().url() + "/lab/%232024%23/x.ap.";
  const std::string cbin = stem + kA + ".cbin";
  const std::string out = directory_.file("out.bin");
  const ProgramResult refused =
      run_program({MTSCOMP_UNPACK_PROGRAM, cbin, "-o", out});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("give the address of the .ch too"));
  EXPECT_EQ(run_program({MTSCOMP_UNPACK_PROGRAM, "-q", cbin, stem + kB + ".ch",
                         "-o", out})
                .exit_code,
            0);
  EXPECT_TRUE(same_bytes(pair_.raw, read_file(out)));
}

TEST_F(RemoteProgramsTest, ChopFetchesOnlyItsChunks) {
  const std::string out = directory_.file("out.cbin");
  take_fetched();
  EXPECT_EQ(run_program({MTSCOMP_CHOP_PROGRAM, address() + ".cbin", "-n", "1",
                         "-o", out})
                .exit_code,
            0);
  EXPECT_LE(take_fetched(), pair_.header.chunk_offsets[1]);
  Bytes start = read_file(pair_.cbin_path);
  start.resize(pair_.header.chunk_offsets[1]);
  EXPECT_TRUE(same_bytes(start, read_file(out)));
}

TEST_F(RemoteProgramsTest, LibraryFetchesOnlyTheWantedSegments) {
  const auto recording = open_recording(address() + ".cbin");
  take_fetched();
  const std::vector<std::int16_t> values = read_samples<std::int16_t>(
      *recording, {.first = 1000, .last = 2000, .channels = {3}});
  EXPECT_LT(take_fetched(), recording->chunks().cbin_extent(1).size / 4);
  const auto local = open_recording(pair_.cbin_path);
  EXPECT_EQ(values,
            read_samples<std::int16_t>(
                *local, {.first = 1000, .last = 2000, .channels = {3}}));
}

TEST_F(RemoteProgramsTest, MissingFileIsNamed) {
  for (const char* const program :
       {MTSCOMP_INFO_PROGRAM, MTSCOMP_UNPACK_PROGRAM, MTSCOMP_VERIFY_PROGRAM}) {
    const ProgramResult result =
        run_program({program, server().url() + "/z.cbin"});
    EXPECT_EQ(result.exit_code, 1) << program;
    EXPECT_THAT(result.output, HasSubstr(server().url() + "/z.c"));
  }
}

TEST_F(RemoteProgramsTest, InterruptEndsTheWaitForTheServer) {
  server().set_faults(
      R"([{"path": "[.]cbin$", "range": true,
           "fault": {"delay": "forever"}}])");
  const ProgramResult result =
      run_program({"timeout", "--preserve-status", "-s", "INT", "-k", "30", "1",
                   MTSCOMP_UNPACK_PROGRAM, address() + ".cbin", "-o",
                   directory_.file("out.bin")});
  EXPECT_EQ(result.exit_code, 130) << result.output;
  EXPECT_THAT(result.output, HasSubstr("stopped; no output was written"));
  EXPECT_TRUE(directory_.files().empty());
}

}  // namespace
}  // namespace mtscomp
