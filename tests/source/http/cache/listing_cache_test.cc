// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/cache/listing_cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <future>
#include <semaphore>
#include <system_error>

#include "mtscomp/base/error.h"
#include "support/captured_log.h"

namespace mtscomp {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

RemoteListing listing_with(std::size_t n_names) {
  RemoteListing listing;
  for (std::size_t i = 0; i < n_names; ++i) {
    listing.entries.push_back({.name = std::to_string(i)});
  }
  return listing;
}

int error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::system_error& error) {
    return error.code().value();
  }
  return 0;
}

// A server whose listings have as many names as listings were fetched before.
class ListingCacheTest : public ::testing::Test {
 protected:
  ListingPtr fetch(const std::string& directory) {
    ++n_fetches_;
    if (is_slow_) {
      may_answer_.acquire();
    }
    if (error_number_ != 0) {
      throw_system_error(error_number_, directory);
    }
    return std::make_shared<CachedListing>(
        listing_with(static_cast<std::size_t>(n_fetches_)));
  }

  ListingCache make(ListingCacheOptions options) {
    options.name = "https://host";
    return {[this](const std::string& directory, const ListingPtr& older) {
              last_older_ = older;
              return fetch(directory);
            },
            std::move(options)};
  }

  std::atomic<int> n_fetches_ = 0;
  std::atomic<int> error_number_ = 0;
  std::atomic<bool> is_slow_ = false;
  std::counting_semaphore<> may_answer_{0};
  ListingPtr last_older_;
};

TEST_F(ListingCacheTest, FetchesEachDirectoryOnce) {
  ListingCache cache = make({.timeout = hours(1)});
  const ListingPtr first = cache.get("a");
  EXPECT_EQ(cache.get("a"), first);
  EXPECT_NE(cache.get("b"), first);
  EXPECT_EQ(n_fetches_, 2);
  EXPECT_EQ(cache.peek("a"), first);
  EXPECT_EQ(cache.peek("c"), nullptr);
}

TEST_F(ListingCacheTest, FetchesAnExpiredListingAgain) {
  ListingCache cache = make({.timeout = milliseconds(0)});
  const ListingPtr first = cache.get("a");
  EXPECT_EQ(last_older_, nullptr);
  const ListingPtr second = cache.get("a");
  EXPECT_EQ(last_older_, first);
  EXPECT_EQ(second->entries().size(), 2U);
  EXPECT_EQ(cache.peek("a"), second);
}

TEST_F(ListingCacheTest, DroppedListingsAreFetchedAgain) {
  ListingCache cache = make({.timeout = hours(1)});
  cache.get("a");
  cache.get("b");
  cache.drop("a");
  EXPECT_EQ(cache.peek("a"), nullptr);
  EXPECT_NE(cache.peek("b"), nullptr);
  cache.clear();
  EXPECT_EQ(cache.peek("b"), nullptr);
  cache.get("a");
  EXPECT_EQ(n_fetches_, 3);
}

TEST_F(ListingCacheTest, ThreadsWaitForOneFetch) {
  is_slow_ = true;
  ListingCache cache = make({.timeout = hours(1)});
  std::vector<std::future<ListingPtr>> waiting;
  for (int i = 0; i < 8; ++i) {
    waiting.push_back(
        std::async(std::launch::async, [&] { return cache.get("a"); }));
  }
  std::this_thread::sleep_for(milliseconds(20));
  may_answer_.release();
  const ListingPtr first = waiting[0].get();
  for (std::size_t i = 1; i < waiting.size(); ++i) {
    EXPECT_EQ(waiting[i].get(), first);
  }
  EXPECT_EQ(n_fetches_, 1);
}

TEST_F(ListingCacheTest, FailuresAreNotCached) {
  ListingCache cache = make({.timeout = hours(1)});
  error_number_ = EIO;
  EXPECT_EQ(error_of([&] { cache.get("a"); }), EIO);
  error_number_ = ENOENT;
  EXPECT_EQ(error_of([&] { cache.get("a"); }), ENOENT);
  error_number_ = 0;
  EXPECT_NE(cache.get("a"), nullptr);
}

TEST_F(ListingCacheTest, AResultFromBeforeADropIsNotCached) {
  is_slow_ = true;
  ListingCache cache = make({.timeout = hours(1)});
  for (const bool drops_all : {false, true}) {
    const int n_before = n_fetches_;
    auto old = std::async(std::launch::async, [&] { return cache.get("a"); });
    while (n_fetches_ == n_before) {
      std::this_thread::yield();
    }
    drops_all ? cache.clear() : cache.drop("a");
    may_answer_.release();
    EXPECT_NE(old.get(), nullptr);
    EXPECT_EQ(cache.peek("a"), nullptr);
  }
}

TEST_F(ListingCacheTest, AnExpiredListingIsUsedWhileTheServerFails) {
  const CapturedLog log;
  ListingCache cache = make({.timeout = milliseconds(0), .pause = hours(1)});
  const ListingPtr listing = cache.get("a");
  error_number_ = ETIMEDOUT;
  EXPECT_EQ(cache.get("a"), listing);
  EXPECT_EQ(cache.get("a"), listing);
  // Each attempt would wait for a time-out.
  EXPECT_EQ(n_fetches_, 2);
  EXPECT_EQ(log.count("https://host: cannot renew a listing"), 1U);
  EXPECT_EQ(log.count("Connection timed out"), 1U);
}

TEST_F(ListingCacheTest, WarnsOnceForAllDirectoriesAndAttempts) {
  const CapturedLog log;
  ListingCache cache =
      make({.timeout = milliseconds(0), .pause = milliseconds(0)});
  cache.get("a");
  cache.get("b");
  error_number_ = EIO;
  for (int i = 0; i < 3; ++i) {
    cache.get("a");
    cache.get("b");
  }
  EXPECT_EQ(n_fetches_, 8);
  EXPECT_EQ(log.count("cannot renew"), 1U);
  error_number_ = 0;
  cache.get("a");
  EXPECT_EQ(log.count("can be renewed again"), 1U);
  error_number_ = EIO;
  cache.get("a");
  EXPECT_EQ(log.count("cannot renew"), 2U);
}

TEST_F(ListingCacheTest, ADirectoryThatIsGoneIsNotUsed) {
  for (const int number : {ENOENT, ENOTDIR}) {
    ListingCache cache = make({.timeout = milliseconds(0)});
    error_number_ = 0;
    cache.get("a");
    error_number_ = number;
    EXPECT_EQ(error_of([&] { cache.get("a"); }), number);
    EXPECT_EQ(cache.peek("a"), nullptr);
  }
}

TEST_F(ListingCacheTest, AStopEndsARenewalWithoutAnExpiredListing) {
  ListingCache cache = make({.timeout = milliseconds(0)});
  cache.get("a");
  error_number_ = ECANCELED;
  EXPECT_EQ(error_of([&] { cache.get("a"); }), ECANCELED);
}

TEST_F(ListingCacheTest, ReadersDoNotWaitLongForARenewal) {
  const CapturedLog log;
  ListingCache cache = make({.timeout = milliseconds(0),
                             .patience = milliseconds(10),
                             .pause = milliseconds(0)});
  const ListingPtr listing = cache.get("a");
  is_slow_ = true;
  EXPECT_EQ(cache.get("a"), listing);
  EXPECT_EQ(cache.get("a"), listing);
  EXPECT_EQ(n_fetches_, 2);  // The renewal is still waiting.
  EXPECT_EQ(log.count("the server is slow"), 1U);
  is_slow_ = false;
  may_answer_.release();
  while (cache.get("a") == listing) {
    std::this_thread::yield();
  }
}

TEST_F(ListingCacheTest, NoListingIsRenewedInThePauseAfterASlowRenewal) {
  ListingCache cache = make({.timeout = milliseconds(0),
                             .patience = milliseconds(10),
                             .pause = hours(1)});
  cache.get("a");
  cache.get("b");
  is_slow_ = true;
  cache.get("a");
  cache.get("b");
  EXPECT_EQ(n_fetches_, 3);
  may_answer_.release();
}

TEST_F(ListingCacheTest, EvictsTheLeastRecentlyUsedListings) {
  ListingCache cache = make({.timeout = hours(1), .max_names = 9});
  cache.get("1 name");
  cache.get("2 names");
  cache.get("1 name");
  cache.get("3 names");
  EXPECT_NE(cache.peek("1 name"), nullptr);
  EXPECT_NE(cache.peek("2 names"), nullptr);
  cache.get("4 names");
  EXPECT_NE(cache.peek("4 names"), nullptr);
  EXPECT_EQ(cache.peek("3 names"), nullptr);
}

TEST_F(ListingCacheTest, AListingAboveTheBoundIsTheOnlyOne) {
  ListingCache cache = make({.timeout = hours(1), .max_names = 2});
  cache.get("a");
  cache.get("b");
  cache.get("c");
  EXPECT_EQ(cache.peek("a"), nullptr);
  EXPECT_EQ(cache.peek("b"), nullptr);
  EXPECT_NE(cache.peek("c"), nullptr);
}

}  // namespace
}  // namespace mtscomp
