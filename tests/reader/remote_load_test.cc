// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads chunks of a .cbin that is on a server.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <future>
#include <set>
#include <thread>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "mtscomp/base/error.h"
#include "reader/recording_reader.h"
#include "source/local/local_file.h"
#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/seed.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kChunks = 40;

// A local file that looks like a file on a server.
class ServerFile : public SourceFile {
 public:
  explicit ServerFile(const std::string& path)
      : file_(open_for_reading(path)) {}

  struct stat status(std::string_view name) const override {
    return file_.status(name);
  }
  std::size_t read_up_to(std::uint64_t offset, std::span<std::byte> bytes,
                         std::string_view name) const override {
    ++n_reads;
    if (error != 0) {
      throw_system_error(error, std::string(name) + ": cannot fetch");
    }
    return file_.read_up_to(offset, bytes, name);
  }
  const FileDescriptor* descriptor() const override { return nullptr; }

  std::atomic<int> error = 0;  // errno of reads.
  mutable std::atomic<std::size_t> n_reads = 0;

 private:
  LocalFile file_;
};

class RemoteLoadTest : public ::testing::Test {
 protected:
  RemoteLoadTest()
      : cbin_(std::make_shared<ServerFile>(files_.cbin_path)),
        recording_(std::make_shared<const Recording>(
            1, files_.cbin_path, cbin_,
            std::make_shared<const RecordingLayout>(
                parse_header(read_text(open_for_reading(files_.ch_path),
                                       std::size_t{1} << 20, files_.ch_path),
                             files_.ch_path)))) {}

  // Returns the bytes, or the error message.
  std::pair<Bytes, std::string> read(std::uint64_t offset, std::size_t size) {
    std::promise<std::pair<Bytes, std::string>> told;
    reader_.read(
        recording_, streams_, offset, size, [&told](const ReadResult& result) {
          std::string error;
          if (result.error) {
            try {
              std::rethrow_exception(result.error);
            } catch (...) {
              error = current_exception_message();
            }
          }
          told.set_value(
              {{result.bytes.begin(), result.bytes.end()}, std::move(error)});
        });
    return told.get_future().get();
  }

  TempDir directory_;
  CapturedLog log_;
  SyntheticRecording files_ = write_synthetic_recording(
      directory_.path(), "x",
      {.n_channels = 8,
       .chunk_lengths = std::vector<std::uint64_t>(kChunks, 20'000),
       .seed = test_seed()});
  std::shared_ptr<ServerFile> cbin_;
  std::shared_ptr<const Recording> recording_;
  Readahead streams_;
  ChunkCache cache_ = ChunkCache(
      {.capacity = std::size_t{16} << 20, .n_loads = 2, .n_fetches = 16});
  ChunkLoader loader_ = ChunkLoader(cache_);
  RecordingReader reader_ = RecordingReader(loader_);
};

TEST_F(RemoteLoadTest, SequentialReadGivesTheSamplesAndFetchesEachChunkOnce) {
  constexpr std::size_t kStep = 100'000;
  for (std::uint64_t at = 0; at < files_.raw.size(); at += kStep) {
    const auto [bytes, error] = read(at, kStep);
    ASSERT_EQ(error, "");
    const std::size_t n = std::min<std::size_t>(kStep, files_.raw.size() - at);
    ASSERT_TRUE(same_bytes(std::span(files_.raw).subspan(at, n), bytes)) << at;
  }
  EXPECT_EQ(cbin_->n_reads, kChunks);
}

TEST_F(RemoteLoadTest, FailureIsLoggedOnceAndRemembered) {
  cbin_->error = EIO;
  EXPECT_THAT(read(0, 10).second, HasSubstr("chunk 0"));
  EXPECT_THAT(read(0, 10).second, HasSubstr("cannot fetch"));
  EXPECT_EQ(cbin_->n_reads, 1U);
  EXPECT_EQ(log_.count("cannot fetch"), 1U);
}

TEST_F(RemoteLoadTest, CancelledFetchIsNotLogged) {
  cbin_->error = ECANCELED;
  EXPECT_THAT(read(0, 10).second, HasSubstr("cannot fetch"));
  EXPECT_THAT(log_.text(), Not(HasSubstr("cannot fetch")));
}

TEST_F(RemoteLoadTest, PrefetchRunsFartherAheadThanForALocalFile) {
  constexpr std::size_t kStart = 600'000;  // More than Readahead needs.
  ASSERT_EQ(read(0, kStart).second, "");
  const std::uint64_t chunk = recording_->chunks().max_raw_size();
  const std::size_t n_ahead = (4 * kStart + 2 * chunk) / chunk;
  while (cache_.counters().decodes < n_ahead) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_GE(cbin_->n_reads, n_ahead);
}

TEST_F(RemoteLoadTest, CacheThatIsTooSmallIsRefused) {
  ChunkCache small({.capacity = 1 << 16, .n_fetches = 1});
  const ChunkLoader loader(small);
  EXPECT_THROW(loader.require_room(*recording_), std::system_error);
}

}  // namespace
}  // namespace mtscomp
