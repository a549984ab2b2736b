// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/memory/malloc_settings.h"
#include "support/sanitized.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <barrier>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace mtscomp {
namespace {

constexpr std::size_t kLarge = std::size_t{4} << 20;

void* volatile last_block = nullptr;  // Prevents the compiler from removing it.

void allocate_and_free(std::size_t size) {
  last_block = std::malloc(size);
  std::free(last_block);
}

// Whether the allocator requests a large block from the system after another
// large block was freed.
bool comes_from_the_system() {
  allocate_and_free(kLarge);
  const std::size_t n_before = ::mallinfo2().hblks;
  last_block = std::malloc(kLarge / 2);
  const bool is_mapped = ::mallinfo2().hblks > n_before;
  std::free(last_block);
  return is_mapped;
}

// Number of heaps in the output of glibc's malloc_info().
std::size_t count_heaps() {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* const stream = ::open_memstream(&text, &size);
  ::malloc_info(0, stream);
  std::fclose(stream);
  const std::unique_ptr<char, void (*)(void*)> owner(text, &std::free);
  std::size_t n = 0;
  constexpr std::string_view kHeap = "<heap nr=";
  const std::string_view found(text, size);
  for (std::size_t at = found.find(kHeap); at != std::string_view::npos;
       at = found.find(kHeap, at + 1)) {
    ++n;
  }
  return n;
}

std::size_t heaps_of_many_threads() {
  constexpr int kThreads = 6;
  std::barrier all_have_allocated(kThreads);  // All heaps are in use.
  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      allocate_and_free(100);
      all_have_allocated.arrive_and_wait();
    });
  }
  threads.clear();
  return count_heaps();
}

// Runs in a new process, because both settings are permanent.
template <typename Function>
void expect_in_new_process(Function function) {
  if (is_sanitized()) {
    GTEST_SKIP() << "sanitizers have allocators of their own";
  }
  ::testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(std::_Exit(function() ? 0 : 1), ::testing::ExitedWithCode(0), "");
}

TEST(MallocSettingsTest, LargeBlocksAreTheSystems) {
  expect_in_new_process([] {
    return_large_blocks();
    return comes_from_the_system();
  });
}

TEST(MallocSettingsTest, LargeBlocksAreKeptByDefault) {
  expect_in_new_process([] { return !comes_from_the_system(); });
}

TEST(MallocSettingsTest, ThreadsShareTwoHeaps) {
  expect_in_new_process([] {
    share_heaps();
    return heaps_of_many_threads() == 2;
  });
}

TEST(MallocSettingsTest, ThreadsHaveMoreHeapsByDefault) {
  expect_in_new_process([] { return heaps_of_many_threads() > 2; });
}

}  // namespace
}  // namespace mtscomp
