// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/remote_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "support/memory_store.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::size_t kSize = 200'000;
constexpr std::size_t kLarge = 64 << 10;

Bytes pattern(std::size_t seed) {
  Bytes bytes(kSize);
  for (std::size_t i = 0; i < kSize; ++i) {
    bytes[i] = static_cast<std::byte>((i * 31 + i / 256 + seed) % 251);
  }
  return bytes;
}

// An archive with a disk cache, and a file of kSize bytes in it.
class RemoteFileTest : public ::testing::Test {
 protected:
  void open(ListingStyle style,
            const RemoteVersion& version = {.etag = "\"1\""}) {
    file_ = nullptr;
    archive_ = nullptr;
    auto store = std::make_unique<MemoryStore>(style);
    store_ = store.get();
    store->put("x", content_, version);
    archive_ = std::make_shared<RemoteArchive>(
        std::move(store),
        std::make_unique<DiskCache>(
            DiskCacheOptions{.directory = directory_.file("cache")}),
        RemoteSourceOptions{});
    archive_->disk_cache()->flush();
    file_ = std::make_unique<RemoteFile>(archive_, "x", archive_->find("x"));
    store_->take_requests();
  }

  // Reads an extent, and waits until the disk cache has written it.
  void read(std::size_t offset, std::size_t size) {
    Bytes bytes(size);
    const std::size_t n_read = file_->read_up_to(offset, bytes, "x");
    bytes.resize(n_read);
    EXPECT_EQ(n_read, std::min(size, kSize - offset));
    EXPECT_TRUE(same_bytes(std::span(content_).subspan(offset, n_read), bytes));
    archive_->disk_cache()->flush();
  }

  std::size_t n_requests() { return store_->take_requests().size(); }

  TempDir directory_;
  Bytes content_ = pattern(0);
  MemoryStore* store_ = nullptr;
  std::shared_ptr<RemoteArchive> archive_;
  std::unique_ptr<RemoteFile> file_;
};

TEST_F(RemoteFileTest, EachReadIsOneRequest) {
  open(ListingStyle::kS3);
  read(10, 100);
  read(kSize - 10, 100);
  read(kSize, 100);
  EXPECT_EQ(n_requests(), 2U);
  EXPECT_EQ(file_->descriptor(), nullptr);
}

TEST_F(RemoteFileTest, LargeReadsAreCached) {
  open(ListingStyle::kS3);
  read(100, kLarge);
  read(100, kLarge);
  EXPECT_EQ(n_requests(), 1U);
  read(101, kLarge);  // Another extent.
  EXPECT_EQ(n_requests(), 1U);
  read(100, kLarge);
  EXPECT_EQ(n_requests(), 0U);
  EXPECT_EQ(archive_->disk_cache()->counters().hits, 2U);
}

TEST_F(RemoteFileTest, SmallReadsAreNotCached) {
  open(ListingStyle::kS3);
  read(0, kLarge - 1);
  read(0, kLarge - 1);
  EXPECT_EQ(n_requests(), 2U);
  EXPECT_EQ(archive_->disk_cache()->counters().misses, 0U);
}

TEST_F(RemoteFileTest, SmallFilesAreCachedWhole) {
  content_.resize(1000);
  auto store = std::make_unique<MemoryStore>(ListingStyle::kS3);
  MemoryStore& used = *store;
  store->put("x.ch", content_);
  archive_ = std::make_shared<RemoteArchive>(
      std::move(store),
      std::make_unique<DiskCache>(
          DiskCacheOptions{.directory = directory_.file("cache")}),
      RemoteSourceOptions{});
  const RemoteFile file(archive_, "x.ch", archive_->find("x.ch"));
  used.take_requests();
  for (int i = 0; i < 2; ++i) {
    Bytes bytes(2000);
    EXPECT_EQ(file.read_up_to(0, bytes, ""), content_.size());
    bytes.resize(content_.size());
    EXPECT_TRUE(same_bytes(content_, bytes));
    archive_->disk_cache()->flush();
  }
  EXPECT_THAT(used.take_requests(), ElementsAre("read x.ch"));
}

TEST_F(RemoteFileTest, TheCacheSurvivesARestart) {
  for (const ListingStyle style :
       {ListingStyle::kS3, ListingStyle::kJson, ListingStyle::kHtml}) {
    const RemoteVersion version = {.etag = "\"1\"", .modified = HttpTime()};
    open(style, version);
    read(0, kSize);
    open(style, version);
    read(0, kSize);
    EXPECT_THAT(store_->take_requests(), IsEmpty());
  }
}

TEST_F(RemoteFileTest, AnotherVersionIsFetchedAgain) {
  open(ListingStyle::kS3, {.etag = "\"1\""});
  read(0, kSize);
  content_ = pattern(1);
  open(ListingStyle::kS3, {.etag = "\"2\""});
  read(0, kSize);
  EXPECT_EQ(n_requests(), 1U);
}

TEST_F(RemoteFileTest, TheCacheServesFilesWhileTheServerFails) {
  open(ListingStyle::kS3);
  read(0, kSize);
  store_->fail_with(ETIMEDOUT);
  read(0, kSize);
  EXPECT_EQ(n_requests(), 1U);
  Bytes bytes(10);
  EXPECT_THROW(file_->read_up_to(0, bytes, "x"), std::system_error);
}

// A manifest tells no ETag, so the first read asks the server for it.
TEST_F(RemoteFileTest, WithAManifestTheFirstReadTellsTheVersion) {
  open(ListingStyle::kManifest);
  read(0, kSize);
  read(0, kSize);
  EXPECT_EQ(n_requests(), 1U);
  content_ = pattern(1);
  open(ListingStyle::kManifest, {.etag = "\"2\""});
  read(0, kSize);
  read(0, kSize);
  EXPECT_EQ(n_requests(), 1U);
}

TEST_F(RemoteFileTest, FilesOfAServerWithoutVersionsAreNotCached) {
  for (const ListingStyle style :
       {ListingStyle::kHtml, ListingStyle::kManifest}) {
    open(style, RemoteVersion{});
    read(0, kSize);
    read(0, kSize);
    EXPECT_EQ(n_requests(), 2U);
  }
}

}  // namespace
}  // namespace mtscomp
