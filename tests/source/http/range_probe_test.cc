// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/range_probe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <system_error>

#include "source/http/remote_source.h"
#include "source/http/web_store.h"
#include "support/memory_store.h"
#include "support/remote_server.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class RangeProbeTest : public ::testing::Test {
 protected:
  RangeProbeTest() {
    auto store = std::make_unique<MemoryStore>();
    store_ = store.get();
    source_ =
        std::make_unique<RemoteSource>(std::move(store), RemoteSourceOptions{});
  }

  int probe() {
    try {
      source_->probe();
    } catch (const std::system_error& error) {
      return error.code().value();
    }
    return 0;
  }

  MemoryStore* store_;
  std::unique_ptr<RemoteSource> source_;
};

TEST_F(RangeProbeTest, ReadsAByteOfTheFirstFile) {
  store_->put("a/b/x", to_bytes("text"));
  store_->put("a/c/x", to_bytes("text"));
  store_->put("b/x", to_bytes("text"));
  EXPECT_EQ(probe(), 0);
  EXPECT_THAT(store_->take_requests(),
              ElementsAre("list ", "list a", "list a/b", "read a/b/x"));
}

TEST_F(RangeProbeTest, SkipsFilesThatProveNothing) {
  store_->put("a", {});
  store_->put("b", to_bytes("1"));
  store_->put("c/x", {});
  store_->put("d/x", to_bytes("text"));
  EXPECT_EQ(probe(), 0);
  EXPECT_THAT(store_->take_requests(),
              ElementsAre("list ", "list c", "list d", "read d/x"));
}

TEST_F(RangeProbeTest, AcceptsAnArchiveWithoutFiles) {
  EXPECT_EQ(probe(), 0);
  EXPECT_THAT(store_->take_requests(), ElementsAre("list "));
}

TEST_F(RangeProbeTest, GivesUpAfterAFewRequests) {
  for (int i = 100; i < 200; ++i) {
    store_->put("a/" + std::to_string(i) + "/x", {});
  }
  EXPECT_EQ(probe(), 0);
  EXPECT_THAT(store_->take_requests(), SizeIs(12));
}

TEST_F(RangeProbeTest, FailsIfTheRootCannotBeListed) {
  for (const int number : {EIO, ENOENT, EACCES, ETIMEDOUT}) {
    store_->fail_with(number);
    EXPECT_EQ(probe(), number);
  }
}

TEST_F(RangeProbeTest, RefusesAServerThatIgnoresRanges) {
  const TempDir directory;
  write_file(directory.file("x"), "text");
  RemoteServer server(directory.path());
  server.set_faults(R"([{"path": "/x", "fault": {"ignore_range": true}}])");
  const RemoteSource source(std::make_unique<WebStore>(parse_url(server.url()),
                                                       "", HttpClientOptions{}),
                            {});
  try {
    source.probe();
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EIO);
    EXPECT_THAT(error.what(), HasSubstr("does not support ranges"));
  }
}

}  // namespace
}  // namespace mtscomp
