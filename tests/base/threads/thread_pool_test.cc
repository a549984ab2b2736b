// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/threads/thread_pool.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <future>
#include <latch>
#include <memory>
#include <set>

namespace mtscomp {
namespace {

sigset_t current_mask() {
  sigset_t mask;
  pthread_sigmask(SIG_BLOCK, nullptr, &mask);
  return mask;
}

// Waits until the pool is stopping: from then on it destroys submitted tasks.
void wait_until_stopping(ThreadPool& pool) {
  bool is_stopping = false;
  while (!is_stopping) {
    auto captured = std::make_shared<int>();
    const std::weak_ptr<int> witness = captured;
    pool.submit([captured = std::move(captured)](std::size_t) {});
    is_stopping = witness.expired();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

TEST(ThreadPoolTest, RunsEveryTask) {
  constexpr int kTasks = 1000;
  std::atomic<int> n_run = 0;
  std::latch all_run(kTasks);
  ThreadPool pool(4);
  for (int i = 0; i < kTasks; ++i) {
    pool.submit([&](std::size_t) {
      ++n_run;
      all_run.count_down();
    });
  }
  all_run.wait();
  EXPECT_EQ(n_run, kTasks);
}

TEST(ThreadPoolTest, RunsTasksInTheirOrder) {
  constexpr int kTasks = 100;
  std::vector<int> order;
  std::latch all_run(kTasks);
  ThreadPool pool(1);
  for (int i = 0; i < kTasks; ++i) {
    pool.submit([&, i](std::size_t) {
      order.push_back(i);
      all_run.count_down();
    });
  }
  all_run.wait();
  for (int i = 0; i < kTasks; ++i) {
    EXPECT_EQ(order.at(static_cast<std::size_t>(i)), i);
  }
}

TEST(ThreadPoolTest, RunsAsManyTasksAtOnceAsItHasThreads) {
  constexpr std::size_t kThreads = 4;
  std::latch together(kThreads);
  ThreadPool pool(kThreads);
  EXPECT_EQ(pool.n_threads(), kThreads);
  std::vector<std::future<void>> done;
  for (std::size_t i = 0; i < kThreads; ++i) {
    auto promise = std::make_shared<std::promise<void>>();
    done.push_back(promise->get_future());
    pool.submit([&together, promise](std::size_t) {
      together.arrive_and_wait();
      promise->set_value();
    });
  }
  for (const std::future<void>& task : done) {
    EXPECT_EQ(task.wait_for(std::chrono::seconds(60)),
              std::future_status::ready);
  }
}

TEST(ThreadPoolTest, TellsEachTaskItsThread) {
  constexpr std::size_t kThreads = 4;
  Mutex mutex;
  std::set<std::size_t> indexes;
  std::latch together(kThreads);
  std::latch done(kThreads);
  ThreadPool pool(kThreads);
  for (std::size_t i = 0; i < kThreads; ++i) {
    pool.submit([&](std::size_t thread_index) {
      together.arrive_and_wait();
      {
        const MutexLock lock(mutex);
        indexes.insert(thread_index);
      }
      done.count_down();
    });
  }
  done.wait();
  EXPECT_EQ(indexes, (std::set<std::size_t>{0, 1, 2, 3}));
}

TEST(ThreadPoolTest, StopWaitsForRunningTasks) {
  std::latch started(1);
  std::atomic<bool> is_done = false;
  ThreadPool pool(1);
  pool.submit([&](std::size_t) {
    started.count_down();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    is_done = true;
  });
  started.wait();
  pool.stop();
  EXPECT_TRUE(is_done);
}

TEST(ThreadPoolTest, StopDestroysWaitingTasksUnrun) {
  std::latch started(1);
  std::latch release(1);
  std::atomic<int> n_run = 0;
  ThreadPool pool(1);
  pool.submit([&](std::size_t) {
    started.count_down();
    release.wait();
  });
  started.wait();
  auto captured = std::make_shared<int>();
  const std::weak_ptr<int> witness = captured;
  pool.submit(
      [&n_run, captured = std::move(captured)](std::size_t) { ++n_run; });
  std::thread stopper([&pool] { pool.stop(); });
  wait_until_stopping(pool);
  release.count_down();
  stopper.join();
  EXPECT_EQ(n_run, 0);
  EXPECT_TRUE(witness.expired());
}

TEST(ThreadPoolTest, DropsTasksAfterStop) {
  ThreadPool pool(2);
  pool.stop();
  bool is_run = false;
  pool.submit([&is_run](std::size_t) { is_run = true; });
  EXPECT_FALSE(is_run);
}

TEST(ThreadPoolTest, StopsTwice) {
  ThreadPool pool(2);
  pool.stop();
  pool.stop();
}

TEST(ThreadPoolTest, ReleasesWhatATaskHoldsOnceItHasRun) {
  std::promise<void> next_runs;
  auto captured = std::make_shared<int>();
  const std::weak_ptr<int> witness = captured;
  ThreadPool pool(1);
  pool.submit([captured = std::move(captured)](std::size_t) {});
  pool.submit([&](std::size_t) {
    EXPECT_TRUE(witness.expired());
    next_runs.set_value();
  });
  next_runs.get_future().wait();
}

TEST(ThreadPoolTest, ThreadsBlockSignals) {
  std::promise<sigset_t> mask_of_thread;
  ThreadPool pool(1);
  pool.submit([&](std::size_t) { mask_of_thread.set_value(current_mask()); });
  const sigset_t mask = mask_of_thread.get_future().get();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGPIPE}) {
    EXPECT_EQ(sigismember(&mask, signal), 1) << signal;
  }
}

TEST(ThreadPoolTest, LeavesTheSignalsOfItsMakerAlone) {
  const sigset_t before = current_mask();
  const ThreadPool pool(2);
  const sigset_t after = current_mask();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGPIPE}) {
    EXPECT_EQ(sigismember(&after, signal), sigismember(&before, signal));
  }
}

}  // namespace
}  // namespace mtscomp
