// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/headers/header_cache.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <set>
#include <system_error>
#include <thread>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

PairIdentity make_identity(std::uint64_t inode) {
  return {.cbin = {.device = 1, .inode = inode, .size = 100, .mtime_ns = 5},
          .ch = {.device = 1, .inode = inode + 1, .size = 10, .mtime_ns = 5}};
}

// 250 samples of 4 channels of int16, compressed to 800 bytes.
Header make_header() {
  Header header;
  header.n_channels = 4;
  header.sample_rate = 30000;
  header.chunk_bounds = {0, 100, 250};
  header.chunk_offsets = {0, 300, 800};
  return header;
}

Header refuse() { throw FormatError("x.ch: dtype: expected, found"); }

class HeaderCacheTest : public ::testing::Test {
 protected:
  PairSummaryPtr find(std::uint64_t inode) {
    return catalog_.find_or_read(make_identity(inode), make_header);
  }

  HeaderCache catalog_;
};

TEST_F(HeaderCacheTest, SummarizesAHeader) {
  const PairSummaryPtr summary = find(1);
  EXPECT_TRUE(summary->is_recording());
  EXPECT_EQ(summary->problem, "");
  EXPECT_EQ(summary->raw_size, 2000);
  EXPECT_EQ(summary->cbin_size, 800);
  EXPECT_EQ(summary->n_samples, 250);
  EXPECT_EQ(summary->n_channels, 4);
  EXPECT_EQ(summary->chunk_length, 100);
  EXPECT_EQ(summary->sample_rate, 30000);
  EXPECT_EQ(summary->shape, (std::vector<std::uint64_t>{250, 4}));
  EXPECT_EQ(summary->sha1, "");
  EXPECT_GT(summary->recording_id, 0);
}

TEST_F(HeaderCacheTest, SecondLookUpReadsNothing) {
  const PairSummaryPtr first = find(1);
  const PairSummaryPtr second = catalog_.find_or_read(
      make_identity(1), []() -> Header { throw std::logic_error("read"); });
  EXPECT_EQ(second, first);
  EXPECT_EQ(catalog_.n_headers_read(), 1);
}

TEST_F(HeaderCacheTest, NewVersionIsReadAgain) {
  const PairSummaryPtr before = find(1);
  PairIdentity changed = make_identity(1);
  ++changed.cbin.mtime_ns;
  const PairSummaryPtr after = catalog_.find_or_read(changed, make_header);
  EXPECT_NE(after->recording_id, before->recording_id);
  EXPECT_EQ(catalog_.n_headers_read(), 2);
}

TEST_F(HeaderCacheTest, IdsAreUnique) {
  std::set<std::uint64_t> ids;
  for (std::uint64_t inode = 0; inode < 100; ++inode) {
    ids.insert(find(10 * inode)->recording_id);
  }
  EXPECT_EQ(ids.size(), 100);
}

TEST_F(HeaderCacheTest, FormatErrorBecomesTheProblem) {
  const PairSummaryPtr summary =
      catalog_.find_or_read(make_identity(1), refuse);
  EXPECT_FALSE(summary->is_recording());
  EXPECT_EQ(summary->problem, "x.ch: dtype: expected, found");
}

TEST_F(HeaderCacheTest, ProblemIsRemembered) {
  const PairSummaryPtr first = catalog_.find_or_read(make_identity(1), refuse);
  EXPECT_EQ(find(1), first);
  EXPECT_EQ(catalog_.n_headers_read(), 1);
}

TEST_F(HeaderCacheTest, ClearedItReadsAgainUnderANewId) {
  const std::uint64_t before = find(1)->recording_id;
  EXPECT_GT(catalog_.memory(), 0U);
  catalog_.clear();
  EXPECT_EQ(catalog_.memory(), 0U);
  EXPECT_NE(find(1)->recording_id, before);
  EXPECT_EQ(catalog_.n_headers_read(), 2);
}

TEST_F(HeaderCacheTest, SystemErrorIsPassedOn) {
  try {
    catalog_.find_or_read(make_identity(1), []() -> Header {
      throw_system_error(EACCES, "open x.ch");
    });
    FAIL() << "nothing was thrown";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EACCES);
  }
}

TEST_F(HeaderCacheTest, SystemErrorIsNotRemembered) {
  EXPECT_THROW(catalog_.find_or_read(
                   make_identity(1),
                   []() -> Header { throw_system_error(EACCES, "open x.ch"); }),
               std::system_error);
  EXPECT_TRUE(find(1)->is_recording());
}

TEST(HeaderCacheSmallTest, ForgetsTheLeastRecentlyUsed) {
  HeaderCache catalog(4096);
  for (std::uint64_t inode = 0; inode < 100; ++inode) {
    catalog.find_or_read(make_identity(10 * inode), make_header);
  }
  EXPECT_EQ(catalog.n_headers_read(), 100);
  catalog.find_or_read(make_identity(990), make_header);
  EXPECT_EQ(catalog.n_headers_read(), 100);
  catalog.find_or_read(make_identity(0), make_header);
  EXPECT_EQ(catalog.n_headers_read(), 101);
}

TEST(HeaderCacheSmallTest, GivesAForgottenPairANewId) {
  HeaderCache catalog(0);
  std::set<std::uint64_t> ids;
  for (int i = 0; i < 10; ++i) {
    ids.insert(
        catalog.find_or_read(make_identity(1), make_header)->recording_id);
  }
  EXPECT_EQ(ids.size(), 10);
}

TEST(HeaderCacheSmallTest, ChargesForTheTextOfAProblem) {
  HeaderCache catalog(4096);
  catalog.find_or_read(make_identity(1), make_header);
  catalog.find_or_read(make_identity(2), []() -> Header {
    throw FormatError(std::string(5000, 'x'));
  });
  catalog.find_or_read(make_identity(1), make_header);
  EXPECT_EQ(catalog.n_headers_read(), 3);
}

TEST(HeaderCacheThreadsTest, AgreeOnTheIdOfAPair) {
  constexpr std::size_t kThreads = 8;
  HeaderCache catalog;
  std::vector<std::uint64_t> ids(kThreads);
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&catalog, &ids, i] {
      ids[i] =
          catalog.find_or_read(make_identity(1), make_header)->recording_id;
    });
  }
  threads.clear();
  EXPECT_EQ(std::set<std::uint64_t>(ids.begin(), ids.end()).size(), 1);
}

}  // namespace
}  // namespace mtscomp
