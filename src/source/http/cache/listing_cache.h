// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Caches listings of recently used directories, so look-ups need no request.
// The number of cached names is bounded.  If one listing alone exceeds the
// bound, it is the only one in the cache.
//
// A directory is fetched by one thread at a time; other threads wait for it.
// If a listing that has expired cannot be renewed, it is used until the server
// answers: an archive stays usable while its server is gone.  Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/containers/lru_map.h"
#include "mtscomp/base/mutex.h"
#include "source/http/cache/cached_listing.h"

namespace mtscomp {

using ListingPtr = std::shared_ptr<CachedListing>;

struct ListingCacheOptions {
  std::string name;  // Of the archive, for messages.
  // Age at which a listing expires.
  std::chrono::milliseconds timeout = std::chrono::minutes(5);
  std::size_t max_names = 200'000;  // About 50 MB.
  // Time for which a thread waits for a renewal before it uses the expired
  // listing.
  std::chrono::milliseconds patience = std::chrono::seconds(3);
  // Time after a failed renewal in which no listing is renewed.
  std::chrono::milliseconds pause = std::chrono::seconds(20);
};

class ListingCache {
 public:
  // Fetches the listing of a directory.  `older` is the expired listing, or
  // null.  Called on several threads.
  // Throws: std::system_error, with ENOENT or ENOTDIR if there is no such
  // directory.
  using Fetch = std::function<ListingPtr(const std::string& directory,
                                         const ListingPtr& older)>;

  ListingCache(Fetch fetch, ListingCacheOptions options);
  ListingCache(const ListingCache&) = delete;
  ListingCache& operator=(const ListingCache&) = delete;
  // Waits for running renewals.
  ~ListingCache();

  // Returns the listing of a directory, and fetches it if it is not in the
  // cache or has expired.
  // Throws: the exceptions of `fetch`.  If there is an expired listing, only
  // ENOENT, ENOTDIR and ECANCELED.
  ListingPtr get(const std::string& directory);

  // Returns the cached listing, even if it has expired, or null.
  ListingPtr peek(const std::string& directory);

  // Removes one listing or all listings.  Results of running fetches are not
  // cached.
  void drop(const std::string& directory);
  void clear() noexcept;

 private:
  using Clock = std::chrono::steady_clock;

  struct Known {
    ListingPtr listing;
    Clock::time_point fetched;
  };

  // One call of `fetch`.  Only the thread that calls it writes the last two
  // members, before is_done is set.
  struct Flight {
    ListingPtr older;  // Expired, or null.
    Clock::time_point start = Clock::now();
    bool is_done = false;  // Guarded by mutex_.
    ListingPtr listing = nullptr;
    std::exception_ptr error = nullptr;
  };
  using FlightPtr = std::shared_ptr<Flight>;

  struct Renewal {
    FlightPtr flight;
    std::jthread thread;
  };

  ListingPtr wait_for(const Flight& flight);
  ListingPtr renew(const std::string& directory, const FlightPtr& flight,
                   bool is_mine);
  void start_renewal(const std::string& directory, const FlightPtr& flight);
  bool wait_for_renewal(const Flight& flight);
  void run(const std::string& directory, const FlightPtr& flight) noexcept;
  void finish(const std::string& directory, const FlightPtr& flight);
  void keep(const std::string& directory, const Flight& flight,
            std::vector<Known>& evicted) REQUIRES_LOCK(mutex_);
  void warn_once(std::string_view reason);
  void report_return();

  const Fetch fetch_;
  const ListingCacheOptions options_;
  Mutex mutex_;
  ConditionVariable changed_;
  LruMap<std::string, Known> listings_ GUARDED_BY(mutex_);
  std::map<std::string, FlightPtr> flights_ GUARDED_BY(mutex_);
  std::vector<Renewal> renewals_ GUARDED_BY(mutex_);
  Clock::time_point next_renewal_ GUARDED_BY(mutex_) = {};
  bool has_warned_ GUARDED_BY(mutex_) = false;
};

}  // namespace mtscomp
