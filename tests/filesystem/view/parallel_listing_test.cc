// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The view reads the headers of one directory at the same time.

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "filesystem/view/source_tree.h"
#include "source/address/open_source.h"
#include "support/remote_server.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

TEST(ParallelListingTest, LatenciesOfHeadersDoNotAddUp) {
  constexpr std::size_t kPairs = 40;
  constexpr std::chrono::milliseconds kLatency(30);
  const TempDir directory;
  for (std::size_t i = 0; i < kPairs; ++i) {
    write_synthetic_recording(directory.path(), std::to_string(i),
                              {.chunk_lengths = {10}});
  }
  const RemoteServer server(directory.path(), {"--latency", "30ms"});
  const std::unique_ptr<Source> source = open_source(server.url(), {});
  HeaderCache catalog;
  const SourceTree view(*source, {}, catalog);
  const auto root = view.open_directory(*view.root());

  const Clock::time_point start = Clock::now();
  EXPECT_EQ(view.list(*root).entries.size(), kPairs);
  const Clock::duration first = Clock::now() - start;
  // Each pair needs two sizes and a header.
  EXPECT_LT(first, kPairs * 3 * kLatency / 2);
  EXPECT_EQ(catalog.n_headers_read(), kPairs);

  const std::uint64_t n_requests = source->counters()->requests;
  EXPECT_EQ(view.list(*root).entries.size(), kPairs);
  EXPECT_EQ(source->counters()->requests, n_requests);
}

}  // namespace
}  // namespace mtscomp
