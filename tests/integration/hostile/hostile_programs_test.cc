// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The programs on malicious files: each reports the problem, exits with status
// 1, uses little memory and leaves no files.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>

#include "integration/hostile/hostile_pairs.h"
#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/sanitized.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class HostileProgramsTest : public ::testing::Test {
 protected:
  std::string file(const std::string& name) const {
    return directory_.file(name);
  }

  // In an address space of 1 GiB, far less than the files claim to need;
  // sanitizers need more.
  static ProgramResult run_in_little_memory(std::vector<std::string> command) {
    if (!is_sanitized()) {
      command.insert(
          command.begin(),
          {"/bin/sh", "-c", "ulimit -v 1048576; exec \"$0\" \"$@\""});
    }
    return run_program(command);
  }

  static void expect_refusal(const std::vector<std::string>& command,
                             const std::string& reason) {
    const ProgramResult result = run_in_little_memory(command);
    EXPECT_EQ(result.exit_code, 1) << command[0] << ": " << result.output;
    EXPECT_THAT(result.output, HasSubstr(reason)) << command[0];
    EXPECT_THAT(result.output, Not(HasSubstr("bad_alloc"))) << command[0];
    EXPECT_THAT(result.output, Not(HasSubstr("\x1b"))) << command[0];
  }

  // Runs all programs that read a pair.
  void expect_refused_by_all(const HostilePair& pair) const {
    SCOPED_TRACE(pair.stem);
    const std::string cbin = file(pair.stem + ".cbin");
    expect_refusal({MTSCOMP_INFO_PROGRAM, cbin}, pair.reason);
    expect_refusal({MTSCOMP_VERIFY_PROGRAM, "-p", "2", cbin}, pair.reason);
    expect_refusal(
        {MTSCOMP_UNPACK_PROGRAM, "-p", "2", "-o", file("out.bin"), cbin},
        pair.reason);
    expect_refusal(
        {MTSCOMP_CHOP_PROGRAM, "-n", "1", "-o", file("out.cbin"), cbin},
        pair.reason);
    expect_nothing_left();
  }

  void expect_nothing_left() const {
    for (const std::string& name : directory_.files()) {
      EXPECT_THAT(name, Not(HasSubstr("out")));
      EXPECT_THAT(name, Not(HasSubstr("partial")));
    }
  }

  // Checks that packing the existing x.bin fails for this reason.
  void expect_not_packed(const std::string& reason) const {
    expect_refusal({MTSCOMP_PACK_PROGRAM, "-p", "2", file("x.bin")}, reason);
    EXPECT_FALSE(std::filesystem::exists(file("x.ch")));
    EXPECT_FALSE(std::filesystem::exists(file("x.cbin")));
    expect_nothing_left();
  }

  TempDir directory_;
};

TEST_F(HostileProgramsTest, HeadersThatAreNoneAreRefused) {
  for (const HostilePair& pair : write_hostile_headers(directory_.path())) {
    expect_refused_by_all(pair);
  }
}

TEST_F(HostileProgramsTest, DataThatIsNotWhatItsHeaderSaysIsRefused) {
  for (const HostilePair& pair : write_hostile_data(directory_.path())) {
    SCOPED_TRACE(pair.stem);
    const std::string cbin = file(pair.stem + ".cbin");
    expect_refusal({MTSCOMP_VERIFY_PROGRAM, "-p", "2", cbin}, pair.stem);
    expect_refusal(
        {MTSCOMP_UNPACK_PROGRAM, "-p", "2", "-o", file("out.bin"), cbin},
        pair.stem);
    expect_nothing_left();
  }
}

TEST_F(HostileProgramsTest, TooManyChunksAreRefusedByTheNameOfTheLimit) {
  const std::size_t n_chunks = is_sanitized() ? 20'000 : 200'000;
  ::setenv("MTSCOMP_MAX_CHUNKS", std::to_string(n_chunks).c_str(), 1);
  write_tiny_chunks(directory_.path(), "many", n_chunks + 1);
  expect_refused_by_all(
      {"many", fmt::format("{} chunks exceed the limit of {}; raise the limit "
                           "with MTSCOMP_MAX_CHUNKS=N in the environment, or "
                           "-o max_chunks=N of mtscompfs",
                           n_chunks + 1, n_chunks)});
  ::unsetenv("MTSCOMP_MAX_CHUNKS");
}

TEST_F(HostileProgramsTest, AsManyChunksAsAllowedAreReadByAll) {
  const std::size_t n_chunks = is_sanitized() ? 2'000 : 20'000;
  ::setenv("MTSCOMP_MAX_CHUNKS", std::to_string(n_chunks).c_str(), 1);
  const SyntheticRecording pair =
      write_tiny_chunks(directory_.path(), "many", n_chunks);
  EXPECT_EQ(run_program({MTSCOMP_INFO_PROGRAM, pair.cbin_path}).exit_code, 0);
  const ProgramResult unpacked =
      run_program({MTSCOMP_UNPACK_PROGRAM, "-p", "2", pair.cbin_path});
  EXPECT_EQ(unpacked.exit_code, 0) << unpacked.output;
  EXPECT_TRUE(same_bytes(pair.raw, read_file(file("many.bin"))));
  const ProgramResult chopped =
      run_program({MTSCOMP_CHOP_PROGRAM, "-n", std::to_string(n_chunks - 1),
                   "-o", file("out.cbin"), pair.cbin_path});
  EXPECT_EQ(chopped.exit_code, 0) << chopped.output;
  ::unsetenv("MTSCOMP_MAX_CHUNKS");
}

TEST_F(HostileProgramsTest, LimitThatIsNoneIsAWrongCommandLine) {
  write_synthetic_recording(directory_.path(), "good", {});
  ::setenv("MTSCOMP_MAX_CHUNK_SIZE", "much", 1);
  const ProgramResult result =
      run_program({MTSCOMP_VERIFY_PROGRAM, file("good.cbin")});
  ::unsetenv("MTSCOMP_MAX_CHUNK_SIZE");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("MTSCOMP_MAX_CHUNK_SIZE=much"));
}

// File names cannot forge lines of a report or control the terminal.
TEST_F(HostileProgramsTest, NamesArePrintedOnOneLine) {
  const std::string name = "x\n99 packed\x1b[2J";
  const std::string shown = "x\\n99 packed\\x1b[2J";
  write_synthetic_recording(directory_.path(), name, {});
  write_file(file(name + "2.bin"), Bytes(800));
  write_file(file(name + "2.meta"),
             to_bytes("nSavedChans=4\nimSampRate=30000\ntypeThis=imec\n"));
  const std::string cbin = file(name + ".cbin");
  const std::string tree = directory_.path();
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{
           {MTSCOMP_INFO_PROGRAM, tree},
           {MTSCOMP_INFO_PROGRAM, cbin, cbin},
           {MTSCOMP_VERIFY_PROGRAM, tree},
           {MTSCOMP_PACK_PROGRAM, "--dry-run", file(name + "2.bin")},
           {MTSCOMP_PACK_PROGRAM, "--dry-run", tree},
           {MTSCOMP_PACK_PROGRAM, tree}}) {
    SCOPED_TRACE(command[0]);
    const ProgramResult result = run_program(command);
    EXPECT_EQ(result.exit_code, 0) << result.output;
    EXPECT_THAT(result.output, HasSubstr(shown));
    EXPECT_THAT(result.output, Not(HasSubstr("\n99")));
    EXPECT_THAT(result.output, Not(HasSubstr("\x1b")));
  }
}

// A FIFO in the place of a file must not block the program.
TEST_F(HostileProgramsTest, FifosAreRefusedAndNotWaitedFor) {
  for (const char* const suffix : {".cbin", ".ch"}) {
    const std::string stem = suffix[2] == 'b' ? "data" : "header";
    write_synthetic_recording(directory_.path(), stem, {});
    std::filesystem::remove(file(stem + suffix));
    ASSERT_EQ(::mkfifo(file(stem + suffix).c_str(), 0600), 0);
    expect_refusal({MTSCOMP_VERIFY_PROGRAM, file(stem + ".cbin")}, stem);
    expect_refusal(
        {MTSCOMP_UNPACK_PROGRAM, "-o", file("out.bin"), file(stem + ".cbin")},
        stem);
    expect_nothing_left();
  }
}

// Parameters of mtscomp-pack come from the .meta.
TEST_F(HostileProgramsTest, MetaThatIsNoneIsRefused) {
  write_file(file("x.bin"), std::string(8000, 'x'));
  const std::string rate = "imSampRate=30000\ntypeThis=imec\n";
  const std::map<std::string, std::string> texts = {
      {"nSavedChans=4\nimSampRate=nan\ntypeThis=imec\n", "imSampRate"},
      {"nSavedChans=4\nimSampRate=1e999\ntypeThis=imec\n", "imSampRate"},
      {"nSavedChans=4\nimSampRate=-1\ntypeThis=imec\n", "imSampRate"},
      {"nSavedChans=0\n" + rate, "nSavedChans"},
      {"nSavedChans=-4\n" + rate, "nSavedChans"},
      {"nSavedChans=99999999999999999999\n" + rate, "nSavedChans"},
      {"nSavedChans=4611686018427387904\n" + rate, "x."},
      {rate, "nSavedChans"},
      {std::string("\0\0\0\0", 4), "x.meta"},
      {std::string(1 << 20, '='), "x.meta"},
      {"", "x.meta"}};
  for (const auto& [text, reason] : texts) {
    SCOPED_TRACE(text.substr(0, 60));
    write_file(file("x.meta"), text);
    expect_not_packed(reason);
  }
  write_file(file("x.meta"), "");
  std::filesystem::resize_file(file("x.meta"), std::uint64_t{1} << 40);
  expect_not_packed("x.meta: 1099511627776 bytes exceed the limit");
}

TEST_F(HostileProgramsTest, OpenEphysDescriptionThatIsNoneIsRefused) {
  const std::string folder = "continuous/probe/";
  std::filesystem::create_directories(file(folder));
  write_file(file(folder + "continuous.dat"), std::string(8000, 'x'));
  const auto stream = [](const std::string& values) {
    return R"({"continuous": [{"folder_name": "probe/", )" + values + "}]}";
  };
  const std::string too_many =
      stream(R"("sample_rate": 30000, "num_channels": 18446744073709551615)");
  const std::vector<std::string> texts = {
      "",
      "[]",
      "{}",
      R"({"continuous": 7})",
      too_many,
      stream(R"("sample_rate": NaN, "num_channels": 4)"),
      stream(R"("sample_rate": 1e999, "num_channels": 4)"),
      stream(R"("sample_rate": -1, "num_channels": 4)"),
      stream(R"("sample_rate": 30000, "num_channels": 0)"),
      stream(R"("sample_rate": 30000, "num_channels": -4)"),
      stream(R"("sample_rate": 30000)"),
      R"({"continuous": )" + std::string(100'000, '[')};
  for (const std::string& text : texts) {
    SCOPED_TRACE(text.substr(0, 100));
    write_file(file("structure.oebin"), text);
    expect_refusal(
        {MTSCOMP_PACK_PROGRAM, "-p", "2", file(folder + "continuous.dat")},
        text == too_many ? "channels: expected 1 to 1048576, "
                         : "structure.oebin: ");
    EXPECT_FALSE(std::filesystem::exists(file(folder + "continuous.ch")));
    EXPECT_FALSE(std::filesystem::exists(file(folder + "continuous.cdat")));
  }
}

std::string npy(const std::string& header, int version = 1) {
  std::string text = "\x93NUMPY";
  text += static_cast<char>(version);
  text += '\0';
  text += static_cast<char>(header.size() % 256);
  text += static_cast<char>(header.size() / 256);
  return text + header + std::string(8000, 'x');
}

TEST_F(HostileProgramsTest, NpyThatIsNoneIsRefused) {
  const auto array = [](const std::string& descr, const std::string& shape) {
    return npy("{'descr': " + descr +
               ", 'fortran_order': False, 'shape': " + shape + ", }\n");
  };
  const std::vector<std::string> texts = {
      "",
      "\x93NUMPY",
      npy("", 9),
      npy("{'descr'", 1),
      array("'|O'", "(10, 4)"),
      array("[('a', '<i2')]", "(10, 4)"),
      array("__import__('os').system('touch out')", "(10, 4)"),
      array("'<i2'", "(9223372036854775807, 9223372036854775807)"),
      array("'<i2'", "(-10, 4)"),
      array("'<i2'", "(10, 0)"),
      array("'<i2'", "(1000000, 1000000)"),
      array("'<i2'", std::string(30'000, '(')),
      "\x93NUMPY\x02" + std::string("\0\xff\xff\xff\xff", 5) +
          std::string(100, ' ')};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    SCOPED_TRACE(i);
    write_file(file("x.npy"), texts[i]);
    expect_refusal(
        {MTSCOMP_PACK_PROGRAM, "-p", "2", "-s", "30000", file("x.npy")},
        "x.npy");
    EXPECT_THAT(directory_.files(), ElementsAre("x.npy"));
  }
}

TEST_F(HostileProgramsTest, PackingIntoTooManyChunksIsRefusedAtOnce) {
  write_file(file("x.bin"), std::string(8, 'x'));
  std::filesystem::resize_file(file("x.bin"), std::uint64_t{1} << 40);
  expect_refusal(
      {MTSCOMP_PACK_PROGRAM, "-n", "4", "-s", "30000", "-d", "int16", "-c",
       "0.001", "-p", "2", file("x.bin")},
      "; use longer chunks (-c); raise the limit with MTSCOMP_MAX_CHUNKS=N in "
      "the environment, or -o max_chunks=N of mtscompfs");
  EXPECT_THAT(directory_.files(), ElementsAre("x.bin"));
}

}  // namespace
}  // namespace mtscomp
