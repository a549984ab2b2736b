// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/cache/listing_cache.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// More than the threads of a mount that wait for the source.
constexpr std::size_t kMaxRenewals = 64;

int error_number_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::system_error& failed) {
    return failed.code().value();
  } catch (...) {
    return EIO;
  }
}

bool means_no_directory(int error_number) {
  return error_number == ENOENT || error_number == ENOTDIR;
}

std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (...) {
    return current_exception_message();
  }
}

}  // namespace

ListingCache::ListingCache(Fetch fetch, ListingCacheOptions options)
    : fetch_(std::move(fetch)),
      options_(std::move(options)),
      listings_(options_.max_names) {
  // Adding a renewal must not fail after its thread has started.
  renewals_.reserve(kMaxRenewals);
}

ListingCache::~ListingCache() {
  std::vector<Renewal> running;  // Waits for the threads, after unlocking.
  const MutexLock lock(mutex_);
  running.swap(renewals_);
}

ListingPtr ListingCache::get(const std::string& directory) {
  FlightPtr flight;
  bool is_mine = false;
  {
    const MutexLock lock(mutex_);
    const Known* const known = listings_.find(directory);
    if (known != nullptr && (Clock::now() - known->fetched < options_.timeout ||
                             Clock::now() < next_renewal_)) {
      return known->listing;
    }
    FlightPtr& running = flights_[directory];
    if (!running) {
      running = std::make_shared<Flight>();
      running->older = known == nullptr ? nullptr : known->listing;
      is_mine = true;
    }
    flight = running;
  }
  if (flight->older) {
    return renew(directory, flight, is_mine);
  }
  if (is_mine) {
    run(directory, flight);
  }
  return wait_for(*flight);
}

ListingPtr ListingCache::wait_for(const Flight& flight) {
  {
    const MutexLock lock(mutex_);
    while (!flight.is_done) {
      changed_.wait(mutex_);
    }
  }
  if (flight.error) {
    std::rethrow_exception(flight.error);
  }
  return flight.listing;
}

ListingPtr ListingCache::renew(const std::string& directory,
                               const FlightPtr& flight, bool is_mine) {
  if (is_mine) {
    start_renewal(directory, flight);
  }
  if (!wait_for_renewal(*flight)) {
    warn_once("the server is slow");
    return flight->older;
  }
  if (flight->error) {
    const int number = error_number_of(flight->error);
    if (means_no_directory(number) || number == ECANCELED) {
      std::rethrow_exception(flight->error);
    }
    warn_once(message_of(flight->error));
    return flight->older;
  }
  return flight->listing;
}

void ListingCache::start_renewal(const std::string& directory,
                                 const FlightPtr& flight) {
  std::vector<Renewal> ended;  // Destroyed after unlocking.
  try {
    const MutexLock lock(mutex_);
    const auto running =
        std::partition(renewals_.begin(), renewals_.end(),
                       [](const Renewal& one) { return one.flight->is_done; });
    ended.assign(std::make_move_iterator(renewals_.begin()),
                 std::make_move_iterator(running));
    renewals_.erase(renewals_.begin(), running);
    if (renewals_.size() == kMaxRenewals) {
      throw_system_error(EAGAIN, "the server is slow");
    }
    renewals_.push_back({flight, std::jthread([this, directory, flight] {
                           run(directory, flight);
                         })});
  } catch (...) {
    flight->error = std::current_exception();
    finish(directory, flight);
  }
}

// Returns false if the renewal takes longer than a reader should wait.
bool ListingCache::wait_for_renewal(const Flight& flight) {
  const Clock::time_point end = flight.start + options_.patience;
  const MutexLock lock(mutex_);
  while (!flight.is_done) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - Clock::now());
    if (left.count() <= 0) {
      next_renewal_ = Clock::now() + options_.pause;
      return false;
    }
    changed_.wait_for(mutex_, left);
  }
  return true;
}

void ListingCache::run(const std::string& directory,
                       const FlightPtr& flight) noexcept {
  try {
    flight->listing = fetch_(directory, flight->older);
  } catch (...) {
    flight->error = std::current_exception();
  }
  finish(directory, flight);
}

void ListingCache::finish(const std::string& directory,
                          const FlightPtr& flight) {
  if (flight->listing) {
    report_return();
  }
  std::vector<Known> evicted;  // Destroyed after unlocking.
  {
    const MutexLock lock(mutex_);
    flight->is_done = true;
    const auto at = flights_.find(directory);
    if (at != flights_.end() && at->second == flight) {  // Not dropped.
      flights_.erase(at);
      keep(directory, *flight, evicted);
    }
  }
  changed_.notify_all();
}

void ListingCache::keep(const std::string& directory, const Flight& flight,
                        std::vector<Known>& evicted) {
  if (flight.listing) {
    try {
      listings_.insert(
          directory, {flight.listing, Clock::now()},
          std::min(1 + flight.listing->entries().size(), listings_.capacity()));
      evicted = listings_.shrink();
    } catch (const std::bad_alloc&) {
      // The listing is fetched again at its next use.
    }
  } else if (means_no_directory(error_number_of(flight.error))) {
    listings_.erase(directory);
  } else if (flight.older) {
    next_renewal_ = Clock::now() + options_.pause;
  }
}

void ListingCache::warn_once(std::string_view reason) {
  {
    const MutexLock lock(mutex_);
    if (std::exchange(has_warned_, true)) {
      return;
    }
  }
  spdlog::warn(
      "{}: cannot renew a listing, so its last version is used until the "
      "server answers: {}",
      options_.name, reason);
}

void ListingCache::report_return() {
  {
    const MutexLock lock(mutex_);
    if (!std::exchange(has_warned_, false)) {
      return;
    }
  }
  spdlog::warn("{}: listings can be renewed again", options_.name);
}

ListingPtr ListingCache::peek(const std::string& directory) {
  const MutexLock lock(mutex_);
  const Known* const known = listings_.find(directory);
  return known == nullptr ? nullptr : known->listing;
}

void ListingCache::drop(const std::string& directory) {
  ListingPtr dropped;  // Destroyed after unlocking.
  const MutexLock lock(mutex_);
  if (const Known* const known = listings_.find(directory)) {
    dropped = known->listing;
  }
  listings_.erase(directory);
  flights_.erase(directory);
}

void ListingCache::clear() noexcept {
  // Destroyed after unlocking.
  LruMap<std::string, Known> dropped(options_.max_names);
  std::map<std::string, FlightPtr> flights;
  const MutexLock lock(mutex_);
  std::swap(listings_, dropped);
  flights_.swap(flights);
  next_renewal_ = {};
}

}  // namespace mtscomp
