// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/connection_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <latch>
#include <optional>
#include <system_error>
#include <thread>

namespace mtscomp {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

class ConnectionPoolTest : public testing::Test {
 protected:
  ConnectionPool pool_{{}, 2};
};

TEST_F(ConnectionPoolTest, TheConnectionThatWasUsedLastIsLeasedFirst) {
  const HttpConnection* cold = nullptr;
  const HttpConnection* warm = nullptr;
  {
    ConnectionPool::Lease first = pool_.take({});
    cold = &first.connection();
    ConnectionPool::Lease second = pool_.take({});
    warm = &second.connection();
    EXPECT_NE(cold, warm);
  }  // The second lease ends first.
  ConnectionPool::Lease lease = pool_.take({});
  EXPECT_EQ(&lease.connection(), cold);
}

TEST_F(ConnectionPoolTest, WaitsForAConnection) {
  std::optional<ConnectionPool::Lease> first;
  first.emplace(pool_, nullptr);
  const ConnectionPool::Lease second = pool_.take({});
  const ConnectionPool::Lease third = pool_.take({});
  std::atomic<bool> is_returned = false;
  std::jthread returner([&] {
    std::this_thread::sleep_for(50ms);
    is_returned = true;
    first.reset();
  });
  const ConnectionPool::Lease fourth = pool_.take({});
  EXPECT_TRUE(is_returned);
}

TEST_F(ConnectionPoolTest, AStopRequestEndsTheWait) {
  const ConnectionPool::Lease first = pool_.take({});
  const ConnectionPool::Lease second = pool_.take({});
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  for (int i = 0; i < 2; ++i) {
    try {
      pool_.take(stop.get_token());
      FAIL();
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code().value(), ECANCELED);
    }
  }
}

TEST_F(ConnectionPoolTest, LeasesFewerConnectionsToASlowServer) {
  pool_.slow_down(ConnectionPool::Clock::now());
  std::stop_source stop;
  std::jthread stopper;
  {
    const ConnectionPool::Lease only = pool_.take({});
    stopper = std::jthread([&] {
      std::this_thread::sleep_for(50ms);
      stop.request_stop();
    });
    EXPECT_THROW(pool_.take(stop.get_token()), std::system_error);
  }
  for (std::size_t i = 0; i < ConnectionLimit::kSuccessesPerConnection; ++i) {
    pool_.succeed();
  }
  const ConnectionPool::Lease first = pool_.take({});
  const ConnectionPool::Lease second = pool_.take({});
}

TEST_F(ConnectionPoolTest, ManyThreadsShareItsConnections) {
  std::atomic<int> n_leased = 0;
  std::atomic<int> most = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 200; ++n) {
          const ConnectionPool::Lease lease = pool_.take({});
          const int now = ++n_leased;
          for (int seen = most; seen < now;) {
            most.compare_exchange_weak(seen, now);
          }
          std::this_thread::yield();
          --n_leased;
        }
      });
    }
  }
  EXPECT_LE(most, 2);
}

}  // namespace
}  // namespace mtscomp
