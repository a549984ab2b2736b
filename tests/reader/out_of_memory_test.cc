// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads and chunks for which there is no memory.  This is a separate program,
// because it replaces operator new[].
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <new>

#include "reader/open_recording.h"
#include "reader/prefixed_read.h"
#include "support/captured_log.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace {

// Allocations of arrays of this size fail; 0: none fail.
std::atomic<std::size_t> refused_size = 0;

}  // namespace

void* operator new[](std::size_t size) {
  if (size != 0 && size == refused_size) {
    throw std::bad_alloc();
  }
  return ::operator new(size);
}
void operator delete[](void* memory) noexcept { ::operator delete(memory); }
void operator delete[](void* memory, std::size_t) noexcept {
  ::operator delete(memory);
}

namespace mtscomp {
namespace {

// Only the array of the read has this size.
constexpr std::size_t kReadSize = 12345;

class OutOfMemoryTest : public ::testing::Test {
 protected:
  ~OutOfMemoryTest() override { refused_size = 0; }

  ReadResult read(std::string_view prefix) {
    std::promise<ReadResult> told;
    read_after_prefix(
        reader_, recording_, streams_, prefix, 0, kReadSize,
        [&](ReadResult result) { told.set_value(std::move(result)); });
    return told.get_future().get();
  }
  std::uint64_t chunk_size() const {
    return recording_->chunks().raw_extent(0).size;
  }
  static bool is_bad_alloc(const std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::bad_alloc&) {
      return true;
    } catch (...) {
      return false;
    }
  }
  void expect_error_until_there_is_memory(std::string_view prefix) {
    refused_size = kReadSize;
    const ReadResult refused = read(prefix);
    refused_size = 0;
    ASSERT_NE(refused.error, nullptr);
    EXPECT_TRUE(is_bad_alloc(refused.error));
    EXPECT_TRUE(refused.bytes.empty());
    const ReadResult healed = read(prefix);
    EXPECT_EQ(healed.error, nullptr);
    EXPECT_EQ(healed.bytes.size(), kReadSize);
  }

  TempDir directory_;
  SyntheticRecording files_ = write_synthetic_recording(
      directory_.path(), "x", {.chunk_lengths = {20'000}});
  ChunkCache cache_{{.capacity = std::size_t{1} << 24, .n_loads = 2}};
  ChunkLoader loader_{cache_};
  RecordingReader reader_{loader_};
  Readahead streams_;
  std::shared_ptr<const Recording> recording_ =
      open_recording(files_.cbin_path, files_.ch_path);
};

TEST_F(OutOfMemoryTest, ReadOfAPrefixAloneIsToldTheError) {
  expect_error_until_there_is_memory(std::string(kReadSize, 'x'));
}

TEST_F(OutOfMemoryTest, ChunkIsNamedInTheLogAndNotRememberedAsBad) {
  const CapturedLog log;
  refused_size = chunk_size();
  const ReadResult refused = read("");
  refused_size = 0;
  EXPECT_TRUE(is_bad_alloc(refused.error));
  EXPECT_EQ(log.count(recording_->describe_chunk(0) + ": out of memory"), 1U);
  EXPECT_EQ(read("").error, nullptr);
}

TEST_F(OutOfMemoryTest, ReadAcrossAPrefixIsToldTheError) {
  expect_error_until_there_is_memory("what stands before the samples");
}

}  // namespace
}  // namespace mtscomp
