// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Malicious files among good pairs in the source of a mount: the daemon
// survives, the good pairs are read correctly, and each bad pair is reported
// with its problem.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>

#include "base/files/file_io.h"
#include "integration/hostile/hostile_mount.h"
#include "integration/hostile/hostile_pairs.h"
#include "support/sanitized.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

constexpr std::uint64_t kMebi = std::uint64_t{1} << 20;

TEST_F(HostileTest, HeadersThatAreNoneLeaveTheirPairsAsTheyAre) {
  const std::vector<HostilePair> pairs = write_hostile_headers(source_.path());
  const std::set<std::string> names = list();
  const std::string found = problems();
  for (const HostilePair& pair : pairs) {
    SCOPED_TRACE(pair.stem);
    EXPECT_TRUE(names.contains(pair.stem + ".cbin"));
    EXPECT_TRUE(names.contains(pair.stem + ".ch"));
    EXPECT_EQ(lookup_errno(pair.stem + ".bin"), ENOENT);
    EXPECT_TRUE(
        shows(pair.stem + ".cbin", read_file(in_source(pair.stem + ".cbin"))));
    EXPECT_THAT(found, HasSubstr("/" + pair.stem + ".ch: "));
    EXPECT_THAT(found, HasSubstr(pair.reason));
  }
  EXPECT_EQ(
      static_cast<std::size_t>(std::count(found.begin(), found.end(), '\n')),
      pairs.size());
  expect_peak_memory(400 * kMebi);
}

TEST_F(HostileTest, DataThatIsNotWhatItsHeaderSaysIsAnError) {
  const std::vector<HostilePair> pairs = write_hostile_data(source_.path());
  const SyntheticRecording others = write_pair("others.cbin");
  for (const HostilePair& pair : pairs) {
    SCOPED_TRACE(pair.stem);
    const FileDescriptor file(
        ::open(shown(pair.stem + ".bin").c_str(), O_RDONLY | O_DIRECT));
    ASSERT_TRUE(file.is_open());
    // The last chunk is bad; in one file all chunks are.
    Bytes bytes(8);
    EXPECT_EQ(::pread(file.get(), bytes.data(), 8, 1600), -1);
    EXPECT_EQ(errno, EIO);
    if (pair.stem != "file_empty") {
      EXPECT_EQ(::pread(file.get(), bytes.data(), 8, 0), 8);
      EXPECT_TRUE(same_bytes(std::span(others.raw).first(8), bytes));
    }
    EXPECT_THAT(mounted().log(), HasSubstr(pair.reason));
  }
  expect_peak_memory(200 * kMebi);
}

TEST_F(HostileTest, ChunkLargerThanTheCacheFailsTheOpen) {
  write_large_chunk(source_.path(), "large");
  EXPECT_EQ(std::filesystem::file_size(shown("large.bin")), 256 * kMebi);
  EXPECT_EQ(read_errno("large.bin"), ENOMEM);
  EXPECT_THAT(mounted().log(), HasSubstr("raise cache_size"));
  expect_peak_memory(200 * kMebi);
}

TEST_F(HostileTest, AsManyChunksAsAllowedAreRead) {
  const std::size_t n_chunks = is_slow() ? 50'000 : 1'000'000;
  mount_with(fmt::format("max_chunks={}", n_chunks));
  const SyntheticRecording pair =
      write_tiny_chunks(source_.path(), "many", n_chunks);
  const FileDescriptor file = open_for_reading(shown("many.bin"));
  ASSERT_EQ(std::filesystem::file_size(shown("many.bin")), 2 * n_chunks);
  constexpr std::size_t kSize = 4096;
  for (const std::size_t at :
       {std::size_t{0}, n_chunks / kSize * kSize, 2 * n_chunks - kSize}) {
    Bytes bytes(kSize);
    ASSERT_EQ(::pread(file.get(), bytes.data(), kSize, static_cast<off_t>(at)),
              static_cast<ssize_t>(kSize));
    EXPECT_TRUE(same_bytes(std::span(pair.raw).subspan(at, kSize), bytes));
  }
  expect_peak_memory(500 * kMebi);
}

// Bug: each opening made its own chunk table: 240 openings needed 3.8 GB.
TEST_F(HostileTest, OpeningsOfARecordingShareItsChunkTable) {
  const std::size_t n_chunks = is_slow() ? 50'000 : 1'000'000;
  write_tiny_chunks(source_.path(), "many", n_chunks);
  std::vector<FileDescriptor> files;
  for (int i = 0; i < 240; ++i) {
    files.push_back(open_for_reading(shown("many.bin")));
  }
  Bytes bytes(8);
  EXPECT_EQ(::pread(files.back().get(), bytes.data(), 8, 0), 8);
  expect_peak_memory(400 * kMebi);
}

TEST_F(HostileTest, OneChunkMoreIsRefusedByTheNameOfTheLimit) {
  const std::size_t n_chunks = is_slow() ? 50'000 : 1'000'000;
  mount_with(fmt::format("max_chunks={}", n_chunks));
  write_tiny_chunks(source_.path(), "many", n_chunks + 1);
  EXPECT_THAT(list(), IsSupersetOf({"many.cbin", "many.ch"}));
  EXPECT_THAT(
      problems(),
      HasSubstr(fmt::format("many.ch: not shown as a recording: "
                            "chunk_bounds: {} chunks exceed the limit of {}; "
                            "raise the limit with MTSCOMP_MAX_CHUNKS=N in the "
                            "environment, or -o max_chunks=N of mtscompfs",
                            n_chunks + 1, n_chunks)));
  expect_peak_memory(500 * kMebi);
}

// Bug: any number of headers of the largest size were parsed at once, and each
// needed more than twice its size.
TEST_F(HostileTest, LargeHeadersAreParsedOneAfterTheOther) {
  constexpr std::size_t kPairs = 8;
  const std::size_t size = (is_slow() ? 4 : 60) * kMebi;
  const SyntheticRecording pair = write_pair("large.cbin");
  write_file(pair.ch_path,
             header_text_with(pair.header,
                              {{"x", '"' + std::string(size, 'x') + '"'}}));
  for (std::size_t i = 0; i < kPairs; ++i) {
    // The kernel looks up one name of a directory at a time.
    const std::string stem = in_source(fmt::format("{}/large", i));
    std::filesystem::create_directory(in_source(fmt::format("{}", i)));
    std::filesystem::copy(pair.cbin_path, stem + ".cbin");
    std::filesystem::create_hard_link(pair.ch_path, stem + ".ch");
  }
  mounted();
  std::vector<std::future<int>> reads;
  for (std::size_t i = 0; i < kPairs; ++i) {
    reads.push_back(std::async(std::launch::async, [this, i] {
      return read_errno(fmt::format("{}/large.bin", i));
    }));
  }
  for (std::future<int>& read : reads) {
    EXPECT_EQ(read.get(), 0);
  }
  EXPECT_TRUE(shows("large.bin", pair.raw));
  expect_peak_memory(300 * kMebi);
}

TEST_F(HostileTest, LimitsOfTheMountAreThoseOfItsOptions) {
  mount_with("max_chunks=2,max_chunk_size=600,max_header_size=600");
  SyntheticOptions options;
  options.chunk_lengths = {10, 10};
  write_synthetic_recording(source_.path(), "within", options);
  options.chunk_lengths = {10, 10, 10};
  write_synthetic_recording(source_.path(), "chunks", options);
  options.chunk_lengths = {100};
  write_synthetic_recording(source_.path(), "size", options);
  const SyntheticRecording pair =
      write_synthetic_recording(source_.path(), "header", {});
  write_file(pair.ch_path,
             header_text_with(pair.header,
                              {{"x", '"' + std::string(600, ' ') + '"'}}));
  EXPECT_TRUE(list().contains("within.bin"));
  EXPECT_THAT(problems(),
              HasSubstr("chunks.ch: not shown as a recording: "
                        "chunk_bounds: 3 chunks exceed the limit of "
                        "2; raise the limit with MTSCOMP_MAX_CHUNKS=N"));
  EXPECT_THAT(problems(), HasSubstr("size.ch: not shown as a recording: "
                                    "chunk_bounds: chunk 0 has 100 "));
  EXPECT_THAT(problems(), HasSubstr("exceed the limit of 600 bytes"));
  EXPECT_THAT(problems(),
              HasSubstr("exceed the limit of 600; raise the limit with "
                        "MTSCOMP_MAX_HEADER_SIZE=N in the"));
  good_.clear();  // The good pairs exceed these limits too.
}

// Names are bytes; a good pair can be read under any name.
TEST_F(HostileTest, PairsOfAnyNameAreRead) {
  const std::vector<std::string> stems = {
      "a..b",         "new\nline",    "tab\tcr\r", "\x1b[2Jescape",
      "back\\slash",  "quote\"'",     "-o",        "%s%n",
      "\xff\xfe\x80", "\xed\xa0\x80", " ",         std::string(250, 'x')};
  std::vector<SyntheticRecording> pairs;
  for (std::size_t i = 0; i < stems.size(); ++i) {
    pairs.push_back(write_pair(stems[i] + ".cbin", i));
  }
  const std::set<std::string> names = list();
  for (std::size_t i = 0; i < stems.size(); ++i) {
    EXPECT_TRUE(names.contains(stems[i] + ".bin")) << stems[i];
    EXPECT_TRUE(shows(stems[i] + ".bin", pairs[i].raw)) << stems[i];
  }
  EXPECT_EQ(lookup_errno(std::string(255, 'x')), ENOENT);
  EXPECT_EQ(lookup_errno(std::string(256, 'x')), ENAMETOOLONG);
  EXPECT_EQ(problems(), "");
}

// Hidden files are not recordings: macOS writes ._x.cbin beside x.cbin.
TEST_F(HostileTest, PairsWithHiddenNamesPassThrough) {
  for (const std::string stem : {".", "..", "...", "..x", "._x"}) {
    const SyntheticRecording pair = write_pair(stem + ".cbin");
    EXPECT_TRUE(shows(stem + ".cbin", read_file(pair.cbin_path))) << stem;
    EXPECT_EQ(lookup_errno(stem + ".bin"), ENOENT) << stem;
  }
  EXPECT_EQ(problems(), "");
}

TEST_F(HostileTest, NameWithANewlineDoesNotWriteLinesOfItsOwn) {
  const std::string forged = "\n2026-01-01 [info] all is well\x1b[2J";
  write_pair("x" + forged + ".cbin");
  write("x" + forged + ".ch", "{");
  const SyntheticRecording pair = write_pair("y" + forged + ".cbin");
  corrupt_chunk(pair, 0);
  EXPECT_EQ(read_errno("y" + forged + ".bin"), EIO);
  list();
  for (const std::string& text : {problems(), mounted().log()}) {
    EXPECT_THAT(text, HasSubstr("\\n2026-01-01 [info] all is well\\x1b[2J"));
    EXPECT_THAT(text, Not(HasSubstr(forged)));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  }
}

TEST_F(HostileTest, LoopsOfSymlinksEndAndLeadNowhere) {
  const auto link = [this](const std::string& target, const std::string& name) {
    std::filesystem::create_symlink(target, in_source(name));
  };
  link("loop.ch", "loop.ch");
  link("loop2.cbin", "loop.cbin");
  link("loop.cbin", "loop2.cbin");
  link(".", "here");
  link("/etc/passwd", "outside.cbin");
  write_pair("outside2.cbin");
  std::filesystem::rename(in_source("outside2.ch"), in_source("outside.ch"));
  std::filesystem::remove(in_source("outside2.cbin"));
  std::string chain = "good0.cbin";
  for (int i = 0; i < 100; ++i) {
    const std::string name = fmt::format("chain{}.cbin", i);
    link(chain, name);
    chain = name;
  }
  std::filesystem::copy(in_source("good0.ch"), in_source("chain99.ch"));
  const std::set<std::string> names = list();
  for (const char* const name : {"loop.bin", "outside.bin", "chain99.bin"}) {
    EXPECT_FALSE(names.contains(name)) << name;
    EXPECT_EQ(lookup_errno(name), ENOENT) << name;
  }
  struct stat status = {};
  EXPECT_EQ(::stat(shown("loop.cbin").c_str(), &status), -1);
  EXPECT_EQ(errno, ELOOP);
  EXPECT_EQ(::stat(shown("here/here/here/good0.bin").c_str(), &status), 0);
}

}  // namespace
}  // namespace mtscomp
