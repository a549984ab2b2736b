// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/connection_pool.h"

#include <cerrno>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {

HttpConnection& ConnectionPool::Lease::connection() {
  if (!connection_) {
    connection_ = std::make_unique<HttpConnection>(pool_.options_);
  }
  return *connection_;
}

ConnectionPool::ConnectionPool(ConnectionOptions options,
                               std::size_t n_connections)
    : options_(std::move(options)), limit_(n_connections) {
  // So put_back() does not allocate.
  free_.reserve(n_connections);
}

ConnectionPool::Lease ConnectionPool::take(const std::stop_token& stop) {
  // The empty lock orders the stop request after the check below.
  const std::stop_callback wake(stop, [this] {
    { const MutexLock lock(mutex_); }
    freed_.notify_all();
  });
  const MutexLock lock(mutex_);
  while (n_leased_ >= limit_.get() && !stop.stop_requested()) {
    freed_.wait(mutex_);
  }
  if (stop.stop_requested()) {
    throw_system_error(ECANCELED, "waiting for a connection");
  }
  ++n_leased_;
  std::unique_ptr<HttpConnection> connection;
  if (!free_.empty()) {
    connection = std::move(free_.back());
    free_.pop_back();
  }
  return {*this, std::move(connection)};
}

void ConnectionPool::put_back(std::unique_ptr<HttpConnection> connection) {
  {
    const MutexLock lock(mutex_);
    --n_leased_;
    if (connection) {
      free_.push_back(std::move(connection));
    }
  }
  freed_.notify_one();
}

void ConnectionPool::succeed() {
  {
    const MutexLock lock(mutex_);
    limit_.succeed();
  }
  freed_.notify_one();
}

void ConnectionPool::slow_down(Clock::time_point sent) {
  const MutexLock lock(mutex_);
  limit_.slow_down(sent, Clock::now());
}

}  // namespace mtscomp
