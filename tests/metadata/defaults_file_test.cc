// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/metadata/defaults_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/python.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

class DefaultsFileTest : public ::testing::Test {
 protected:
  Defaults read(std::string_view text) const {
    write_file(path_, text);
    return read_defaults(path_);
  }

  std::string text() const {
    const Bytes bytes = read_file(path_);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  // The error message without the path; empty if the text is accepted.
  std::string refusal_of(std::string_view text) const {
    try {
      read(text);
    } catch (const FormatError& error) {
      return std::string(error.what()).substr(path_.size());
    }
    return "";
  }

  std::size_t n_files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(directory_.path()), {}));
  }

  TempDir directory_;
  std::string path_ = directory_.file(".mtscomp");
};

TEST_F(DefaultsFileTest, NothingIsSetWithoutAFile) {
  EXPECT_EQ(read_defaults(path_), Defaults());
}

TEST_F(DefaultsFileTest, ReadsEveryKey) {
  const Defaults defaults = read(R"({
    "algorithm": "zlib", "cache_size": 10, "check_after_compress": false,
    "check_after_decompress": true, "chunk_duration": 0.5, "chunk_order": "C",
    "comp_level": -1, "do_spatial_diff": true, "do_time_diff": false,
    "dtype": "uint16", "n_channels": 385, "n_threads": 3,
    "sample_rate": 30000.390639481})");
  EXPECT_EQ(defaults, (Defaults{.sample_rate = 30000.390639481,
                                .n_channels = 385,
                                .dtype = parse_dtype("uint16"),
                                .chunk_duration = 0.5,
                                .algorithm = "zlib",
                                .comp_level = -1,
                                .do_time_diff = false,
                                .do_spatial_diff = true,
                                .chunk_order = ChunkOrder::kSampleMajor,
                                .n_threads = 3,
                                .check_after_compress = false,
                                .check_after_decompress = true,
                                .cache_size = 10}));
}

TEST_F(DefaultsFileTest, TakesWholeNumbersForRates) {
  EXPECT_EQ(read(R"({"sample_rate": 2500})").sample_rate, 2500);
  EXPECT_EQ(read(R"({"chunk_duration": 2})").chunk_duration, 2);
}

TEST_F(DefaultsFileTest, TakesWholeNumbersWithAPoint) {
  EXPECT_EQ(read(R"({"n_channels": 385.0})").n_channels, 385U);
  EXPECT_EQ(read(R"({"cache_size": 10.0})").cache_size, 10U);
}

TEST_F(DefaultsFileTest, NullIsNotSet) {
  EXPECT_EQ(read(R"({"sample_rate": null, "dtype": null, "n_threads": null,
                     "do_time_diff": null, "chunk_order": null})"),
            Defaults());
}

TEST_F(DefaultsFileTest, IgnoresUnknownKeys) {
  EXPECT_EQ(read(R"({"quiet": true, "other": [1]})"), Defaults());
}

TEST_F(DefaultsFileTest, RefusesMalformedValues) {
  EXPECT_EQ(refusal_of(R"({"sample_rate": "fast"})"),
            ": sample_rate: expected a number above 0, found \"fast\"");
  EXPECT_EQ(refusal_of(R"({"n_channels": 0})"),
            ": n_channels: expected a whole number above 0, found 0");
  EXPECT_EQ(refusal_of(R"({"n_threads": 2.5})"),
            ": n_threads: expected a whole number, found 2.5");
  EXPECT_EQ(refusal_of(R"({"dtype": "bool"})"),
            ": dtype: expected an integer or float type of 1 to 8 bytes, found "
            "\"bool\"");
  EXPECT_EQ(refusal_of(R"({"chunk_order": "A"})"),
            ": chunk_order: expected \"F\" or \"C\", found \"A\"");
  EXPECT_EQ(refusal_of(R"({"algorithm": "lz4"})"),
            ": algorithm: expected \"zlib\", found \"lz4\"");
  EXPECT_EQ(refusal_of(R"({"comp_level": "best"})"),
            ": comp_level: expected an integer, found \"best\"");
  EXPECT_EQ(refusal_of("[]"), ": expected a JSON object, found an array of 0");
  EXPECT_NE(refusal_of(""), "");
}

TEST_F(DefaultsFileTest, WritesAllOfMtscompsDefaults) {
  write_defaults(path_, {.n_threads = 8});
  EXPECT_EQ(text(),
            "{\n"
            "  \"algorithm\": \"zlib\",\n"
            "  \"cache_size\": 10,\n"
            "  \"check_after_compress\": true,\n"
            "  \"check_after_decompress\": true,\n"
            "  \"chunk_duration\": 1.0,\n"
            "  \"chunk_order\": \"F\",\n"
            "  \"comp_level\": -1,\n"
            "  \"do_spatial_diff\": false,\n"
            "  \"do_time_diff\": true,\n"
            "  \"n_threads\": 8\n"
            "}");
}

TEST_F(DefaultsFileTest, ThreadsAreAllProcessorsUnlessSet) {
  write_defaults(path_, {});
  EXPECT_EQ(read_defaults(path_).n_threads,
            static_cast<std::uint64_t>(::sysconf(_SC_NPROCESSORS_ONLN)));
}

TEST_F(DefaultsFileTest, GivenValuesReplaceThoseOfTheFile) {
  write_file(path_, R"({"sample_rate": 2500, "n_channels": 7, "dtype": "i4"})");
  write_defaults(path_, {.sample_rate = 30000, .dtype = Dtype()});
  const Defaults defaults = read_defaults(path_);
  EXPECT_EQ(defaults.sample_rate, 30000);
  EXPECT_EQ(defaults.n_channels, 7);
  EXPECT_EQ(defaults.dtype, Dtype());
}

TEST_F(DefaultsFileTest, WhatIsWrittenIsRead) {
  const Defaults given = {.sample_rate = 30000.390639481,
                          .n_channels = 385,
                          .dtype = parse_dtype(">f4"),
                          .chunk_duration = 0.25,
                          .algorithm = "zlib",
                          .comp_level = 9,
                          .do_time_diff = false,
                          .do_spatial_diff = true,
                          .chunk_order = ChunkOrder::kSampleMajor,
                          .n_threads = 1,
                          .check_after_compress = false,
                          .check_after_decompress = false,
                          .cache_size = 0};
  write_defaults(path_, given);
  EXPECT_EQ(read_defaults(path_), given);
}

// Bug: a service without access to its HOME could not pack.
TEST_F(DefaultsFileTest, AFileThatMayNotBeReadIsNotUsedAndNotReplaced) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "being another user takes root";
  }
  write_file(path_, R"({"n_channels": 3})");
  std::filesystem::permissions(path_, std::filesystem::perms::none);
  std::filesystem::permissions(directory_.path(), std::filesystem::perms::all);
  const pid_t child = ::fork();
  if (child == 0) {
    bool is_right = ::seteuid(12345) == 0;
    const Defaults defaults = read_defaults(path_);
    is_right &= !defaults.n_channels && !defaults.problem.empty();
    try {
      write_defaults(path_, {.n_channels = 4});
      is_right = false;
    } catch (const std::system_error&) {
    }
    ::_exit(is_right ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(text(), R"({"n_channels": 3})");
}

TEST_F(DefaultsFileTest, AMalformedFileIsLeftAlone) {
  write_file(path_, R"({"n_channels": "many"})");
  EXPECT_THROW(write_defaults(path_, {.n_channels = 3}), FormatError);
  EXPECT_EQ(text(), R"({"n_channels": "many"})");
}

TEST_F(DefaultsFileTest, WritingLeavesNothingElseBehind) {
  write_defaults(path_, {});
  write_defaults(path_, {.n_channels = 3});
  EXPECT_EQ(n_files(), 1);
}

TEST_F(DefaultsFileTest, WritingMakesTheDirectory) {
  const std::string path = directory_.file("a/b/.mtscomp");
  write_defaults(path, {.n_channels = 3});
  EXPECT_EQ(read_defaults(path).n_channels, 3);
}

TEST_F(DefaultsFileTest, ASymlinkStays) {
  const std::string target = directory_.file("dotfiles");
  write_file(target, R"({"n_channels": 7})");
  fs::create_symlink(target, path_);
  write_defaults(path_, {.sample_rate = 2500});
  EXPECT_TRUE(fs::is_symlink(path_));
  EXPECT_EQ(read_defaults(target).n_channels, 7);
  EXPECT_EQ(read_defaults(target).sample_rate, 2500);
}

// Python merges and prints the same dictionaries.
TEST_F(DefaultsFileTest, EqualsWhatPythonWrites) {
  if (!has_python_module("json")) {
    GTEST_SKIP() << "no Python";
  }
  constexpr std::string_view kUser =
      R"({"zebra": {"b": [1.5, null], "a": "\u00e9"}, "sample_rate": 2500,
          "n_threads": null, "gone": null, "do_spatial_diff": 1,
          "chunk_duration": 1e-05, "dtype": "i2"})";
  write_file(path_, kUser);
  write_defaults(path_, {.n_channels = 385, .n_threads = 2});
  EXPECT_EQ(text(),
            run_python(
                "import json, sys\n"
                "values = dict(algorithm='zlib', cache_size=10,\n"
                "              check_after_compress=True,\n"
                "              check_after_decompress=True,\n"
                "              chunk_duration=1., chunk_order='F',\n"
                "              comp_level=-1, do_spatial_diff=False,\n"
                "              do_time_diff=True, n_threads=8)\n"
                "user = json.load(open(sys.argv[1]))\n"
                "for more in user, dict(n_channels=385, n_threads=2):\n"
                "    for key, value in more.items():\n"
                "        if value is not None:\n"
                "            values[key] = value\n"
                "print(json.dumps(values, indent=2, sort_keys=True), end='')\n",
                kUser));
}

}  // namespace
}  // namespace mtscomp
