// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The connections of a client.  Each request leases one.  The connection that
// was used last is leased first, because it is warm.  Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

#include "mtscomp/base/mutex.h"
#include "source/http/client/connection_limit.h"
#include "source/http/client/http_connection.h"

namespace mtscomp {

class ConnectionPool {
 public:
  using Clock = ConnectionLimit::Clock;

  // Returns its connection at the end.
  class Lease {
   public:
    Lease(ConnectionPool& pool, std::unique_ptr<HttpConnection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.put_back(std::move(connection_)); }

    // Creates the connection if it is the first lease of it.
    // Throws: std::system_error with ENOMEM.
    HttpConnection& connection();

   private:
    ConnectionPool& pool_;
    std::unique_ptr<HttpConnection> connection_;
  };

  // Makes no connection yet.
  // Requires: `n_connections` must be at least 1.
  ConnectionPool(ConnectionOptions options, std::size_t n_connections);

  // Waits until a connection is free.
  // Throws: std::system_error with ECANCELED after a stop request.
  Lease take(const std::stop_token& stop);

  // Call after each answer that was not an error, and after each answer that
  // asks for fewer requests.  `sent` is the time of the request.
  void succeed();
  void slow_down(Clock::time_point sent);

 private:
  // `connection` is null if the lease was not used.
  void put_back(std::unique_ptr<HttpConnection> connection);

  const ConnectionOptions options_;
  Mutex mutex_;
  ConditionVariable freed_;
  ConnectionLimit limit_ GUARDED_BY(mutex_);
  std::size_t n_leased_ GUARDED_BY(mutex_) = 0;
  // Free connections; the last one was used last.
  std::vector<std::unique_ptr<HttpConnection>> free_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
