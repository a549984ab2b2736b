// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/recording.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "format/header_json.h"
#include "mtscomp/base/error.h"
#include "reader/open_recording.h"
#include "support/bytes.h"
#include "support/seed.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// Chunks of 100, 1 and 50 samples, in files of one directory.
class RecordingTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Recording> open() const {
    return open_recording(files_.cbin_path, files_.ch_path, 42);
  }

  std::span<const std::byte> raw_chunk(std::size_t chunk_index) const {
    const ByteExtent extent = ChunkTable(files_.header).raw_extent(chunk_index);
    return std::span(files_.raw).subspan(extent.offset, extent.size);
  }

  void expect_right(const Recording& recording, std::size_t chunk_index) {
    const ByteBuffer chunk = recording.load_chunk(chunk_index, scratch_);
    EXPECT_TRUE(same_bytes(raw_chunk(chunk_index), chunk.span()))
        << chunk_index;
  }

  std::string corruption_of(const Recording& recording,
                            std::size_t chunk_index) {
    try {
      recording.load_chunk(chunk_index, scratch_);
    } catch (const CorruptChunkError& error) {
      return error.what();
    }
    return "";
  }

  // The errno and the message.
  std::pair<int, std::string> system_error_of(const Recording& recording,
                                              std::size_t chunk_index) {
    try {
      recording.load_chunk(chunk_index, scratch_);
    } catch (const std::system_error& error) {
      return {error.code().value(), error.what()};
    }
    return {0, ""};
  }

  void truncate_cbin(std::uint64_t size) const {
    std::filesystem::resize_file(files_.cbin_path, size);
  }

  TempDir directory_;
  SyntheticRecording files_ = write_synthetic_recording(
      directory_.path(), "x",
      {.chunk_lengths = {100, 1, 50}, .seed = test_seed()});
  LoadScratch scratch_;
};

TEST_F(RecordingTest, KnowsItsIdNameAndChunks) {
  const std::shared_ptr<const Recording> recording = open();
  EXPECT_EQ(recording->id(), 42);
  EXPECT_EQ(recording->name(), files_.cbin_path);
  EXPECT_EQ(recording->chunks().n_chunks(), 3);
  EXPECT_EQ(recording->chunks().raw_size(), files_.raw.size());
}

TEST_F(RecordingTest, KnowsItsShapeAndSampleRate) {
  const std::shared_ptr<const Recording> recording = open();
  EXPECT_EQ(recording->n_samples(), 151);
  EXPECT_EQ(recording->n_channels(), 4);
  EXPECT_EQ(recording->sample_rate(), 30000);
}

TEST_F(RecordingTest, KnowsHowItsChunksAreArranged) {
  files_ = write_synthetic_recording(
      directory_.path(), "other",
      {.dtype = parse_dtype(">i4").value(),
       .n_channels = 3,
       .transform = {.do_time_diff = false,
                     .do_spatial_diff = true,
                     .chunk_order = ChunkOrder::kSampleMajor}});
  const std::shared_ptr<const Recording> recording = open();
  EXPECT_EQ(recording->dtype(), parse_dtype(">i4"));
  EXPECT_EQ(recording->layout().n_channels, 3);
  EXPECT_EQ(recording->layout().transform.chunk_order,
            ChunkOrder::kSampleMajor);
  EXPECT_FALSE(recording->layout().transform.do_time_diff);
  EXPECT_TRUE(recording->layout().transform.do_spatial_diff);
}

TEST_F(RecordingTest, LoadsEveryChunk) {
  const std::shared_ptr<const Recording> recording = open();
  for (std::size_t i = 0; i < 3; ++i) {
    expect_right(*recording, i);
  }
}

TEST_F(RecordingTest, LoadsChunksInAnyOrder) {
  const std::shared_ptr<const Recording> recording = open();
  for (const std::size_t i : std::vector<std::size_t>{1, 0, 2, 1}) {
    expect_right(*recording, i);
  }
}

TEST_F(RecordingTest, LoadsOtherLayouts) {
  files_ = write_synthetic_recording(
      directory_.path(), "other",
      {.dtype = parse_dtype("float32").value(),
       .n_channels = 33,
       .transform = {.do_spatial_diff = true,
                     .chunk_order = ChunkOrder::kSampleMajor},
       .suffix = ".cdat",
       .seed = test_seed()});
  const std::shared_ptr<const Recording> recording = open();
  for (std::size_t i = 0; i < 3; ++i) {
    expect_right(*recording, i);
  }
}

TEST_F(RecordingTest, DescribesAChunkByFileIndexAndSamples) {
  const std::shared_ptr<const Recording> recording = open();
  EXPECT_EQ(recording->describe_chunk(0),
            files_.cbin_path + ": chunk 0 (samples 0 to 99)");
  EXPECT_EQ(recording->describe_chunk(1),
            files_.cbin_path + ": chunk 1 (samples 100 to 100)");
  EXPECT_EQ(recording->describe_chunk(2),
            files_.cbin_path + ": chunk 2 (samples 101 to 150)");
}

TEST_F(RecordingTest, CorruptChunkIsNamed) {
  corrupt_chunk(files_, 2);
  const std::shared_ptr<const Recording> recording = open();
  EXPECT_THAT(
      corruption_of(*recording, 2),
      StartsWith(files_.cbin_path + ": chunk 2 (samples 101 to 150): damaged: "
                                    "the zlib stream is invalid, or its "
                                    "Adler-32 differs"));
}

TEST_F(RecordingTest, CorruptChunkLeavesTheOthersReadable) {
  corrupt_chunk(files_, 1);
  const std::shared_ptr<const Recording> recording = open();
  EXPECT_NE(corruption_of(*recording, 1), "");
  expect_right(*recording, 0);
  expect_right(*recording, 2);
}

TEST_F(RecordingTest, ChunkThatHoldsAnotherNumberOfSamplesIsCorrupt) {
  files_.header.chunk_bounds = {0, 99, 101, 151};
  write_file(files_.ch_path, serialize_header(files_.header));
  const std::shared_ptr<const Recording> recording = open();
  EXPECT_EQ(
      corruption_of(*recording, 0),
      files_.cbin_path +
          ": chunk 0 (samples 0 to 98): damaged: the zlib stream decodes to "
          "more than 792 bytes");
  EXPECT_EQ(
      corruption_of(*recording, 1),
      files_.cbin_path +
          ": chunk 1 (samples 99 to 100): damaged: the zlib stream decodes to "
          "fewer than 16 bytes");
}

TEST_F(RecordingTest, BytesAfterAChunksStreamAreIgnored) {
  Bytes cbin = read_file(files_.cbin_path);
  cbin.resize(cbin.size() + 5);
  write_file(files_.cbin_path, cbin);
  files_.header.chunk_offsets.back() += 5;
  write_file(files_.ch_path, serialize_header(files_.header));
  expect_right(*open(), 2);
}

TEST_F(RecordingTest, TruncatedCbinKeepsItsWholeChunks) {
  truncate_cbin(files_.header.cbin_size() - 1);
  const std::shared_ptr<const Recording> recording = open();
  expect_right(*recording, 0);
  expect_right(*recording, 1);
}

TEST_F(RecordingTest, ChunkBeyondTheEndOfATruncatedCbinIsCorrupt) {
  const std::uint64_t size = files_.header.cbin_size();
  truncate_cbin(size - 1);
  EXPECT_EQ(corruption_of(*open(), 2),
            fmt::format("{}: chunk 2 (samples 101 to 150): damaged: the "
                        "chunk ends at byte {}, but the file has {} bytes",
                        files_.cbin_path, size, size - 1));
}

TEST_F(RecordingTest, EveryChunkOfAnEmptyCbinIsCorrupt) {
  truncate_cbin(0);
  const std::shared_ptr<const Recording> recording = open();
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_THAT(corruption_of(*recording, i),
                EndsWith("but the file has 0 bytes"));
  }
}

// A header may claim more than fits into memory; the size of the file shows
// that it is wrong.
TEST_F(RecordingTest, ChunkBeyondTheEndTakesNoMemory) {
  constexpr std::uint64_t kClaimed = 1 << 20;  // Size that the header claims.
  files_.header.chunk_offsets.back() += kClaimed;
  write_file(files_.ch_path, serialize_header(files_.header));
  EXPECT_NE(corruption_of(*open(), 2), "");
  EXPECT_LT(scratch_.compressed.size(), kClaimed);
}

TEST_F(RecordingTest, ChangeOfSizeWhileOpenIsAnInputOutputError) {
  const std::shared_ptr<const Recording> recording = open();
  truncate_cbin(files_.header.cbin_size() + 1);
  const auto [error_number, message] = system_error_of(*recording, 0);
  EXPECT_EQ(error_number, EIO);
  EXPECT_THAT(message, StartsWith(files_.cbin_path +
                                  ": chunk 0 (samples 0 to 99): the file has "
                                  "changed since it was opened"));
}

TEST_F(RecordingTest, TruncationWhileOpenIsAnInputOutputError) {
  const std::shared_ptr<const Recording> recording = open();
  truncate_cbin(10);
  EXPECT_EQ(system_error_of(*recording, 2).first, EIO);
}

TEST_F(RecordingTest, RewriteWhileOpenIsAnInputOutputError) {
  const std::shared_ptr<const Recording> recording = open();
  const std::array<timespec, 2> times = {
      {{.tv_sec = 1, .tv_nsec = 0}, {.tv_sec = 1, .tv_nsec = 0}}};
  ASSERT_EQ(::utimensat(AT_FDCWD, files_.cbin_path.c_str(), times.data(), 0),
            0);
  EXPECT_EQ(system_error_of(*recording, 0).first, EIO);
}

TEST_F(RecordingTest, RemovalWhileOpenDoesNotMatter) {
  const std::shared_ptr<const Recording> recording = open();
  std::filesystem::remove(files_.cbin_path);
  expect_right(*recording, 2);
}

TEST_F(RecordingTest, ReplacementWhileOpenDoesNotMatter) {
  const std::shared_ptr<const Recording> recording = open();
  write_file(files_.cbin_path + ".new", "other bytes");
  std::filesystem::rename(files_.cbin_path + ".new", files_.cbin_path);
  expect_right(*recording, 2);
}

TEST_F(RecordingTest, ReadErrorIsPassedOn) {
  const Recording recording(
      1, files_.cbin_path,
      FileDescriptor(::open(files_.cbin_path.c_str(), O_WRONLY | O_CLOEXEC)),
      files_.header);
  EXPECT_EQ(system_error_of(recording, 0).first, EBADF);
}

// The kernel reports 4096 bytes for such files, whatever their content.  They
// behave like a file that is truncated between two calls.
TEST_F(RecordingTest, FewerBytesThanTheFilesSizeAreAnInputOutputError) {
  const std::string path = "/sys/devices/system/cpu/online";
  if (!std::filesystem::exists(path)) {
    GTEST_SKIP() << "no " << path;
  }
  Header header = files_.header;
  header.chunk_bounds = {0, 10};
  header.chunk_offsets = {0, 4000};
  const Recording recording(1, path, open_for_reading(path), header);
  const auto [number, message] = system_error_of(recording, 0);
  EXPECT_EQ(number, EIO);
  EXPECT_THAT(message, StartsWith(path + ": chunk 0 (samples 0 to 9): only "));
  EXPECT_THAT(message, HasSubstr(" of 4000 bytes could be read"));
}

TEST_F(RecordingTest, NeedsAnOpenFile) {
  EXPECT_THROW(Recording(1, "x.cbin", FileDescriptor(), files_.header),
               std::system_error);
}

}  // namespace
}  // namespace mtscomp
