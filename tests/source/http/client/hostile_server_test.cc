// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Whatever a server does, callers get the right bytes or an exception.
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "source/http/client/client_fixture.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

class HostileServerTest : public ClientFixture {
 protected:
  // Returns false if the call throws, and fails if it returns wrong bytes.
  bool reads(HttpClient& client, std::uint64_t offset, std::size_t size,
             const std::optional<RemoteVersion>& pinned) {
    Bytes bytes(size);
    try {
      client.read_range(url(), offset, bytes, pinned, {});
    } catch (const std::system_error&) {
      return false;
    }
    EXPECT_TRUE(same_bytes(std::span(content()).subspan(offset, size), bytes));
    return true;
  }

  PlainAuthority authority_;
};

TEST_F(HostileServerTest, RandomFaultsChangeNoByte) {
  HttpClient client(fast_options(), authority_);
  const RemoteVersion pinned = client.read_version(url(), {});
  server().set_faults(R"([{"probability": 0.2, "fault": [
      {"cut": 2000}, {"reset": 2000}, {"cut": "before header"},
      {"reset": "before header"}, {"short": 3}, {"long": 3}, {"close": true},
      {"ignore_range": true}, {"shrink": 10}, {"gzip": true},
      {"content_range": {"first": 1}}, {"content_range": {"total": 1}},
      {"truncate": 0.5}, {"error": {"status": 500}},
      {"error": {"status": 503, "retry_after": 0}}, {"error": {"status": 429}},
      {"delay": "20ms"}, {"rate": "10M"}, {"refuse": "10ms"},
      {"stall": {"at": 100, "for": "30ms"}}]}])");
  std::atomic<int> n_right = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        std::mt19937_64 random(test_seed() + i);
        for (int n = 0; n < 30; ++n) {
          const std::size_t size = 1 + random() % 50'000;
          n_right += static_cast<int>(
              reads(client, random() % (kFileSize - size), size, pinned));
        }
      });
    }
  }
  EXPECT_EQ(n_right, 8 * 30);
  EXPECT_GT(client.counters().retries, 10U);
}

TEST_F(HostileServerTest, LiesInHeadersChangeNoByte) {
  HttpClientOptions options = fast_options();
  options.retry.budget = 10ms;
  HttpClient client(options, authority_);
  const RemoteVersion pinned = client.read_version(url(), {});
  for (const char* const headers :
       {R"({"Content-Length": "-1"})",
        R"({"Content-Length": "x"})",
        R"({"Content-Length": "99"})",
        R"({"Content-Length": "101"})",
        R"({"Content-Length": "99999999999999999999"})",
        R"({"Content-Length": null})",
        R"({"Content-Range": null})",
        R"({"Content-Range": "bytes 100-199/99"})",
        R"({"Content-Range": "bytes 199-100/300000"})",
        R"({"Content-Range": "bytes 99-198/300000"})",
        R"({"Content-Range": "bytes 100-199/18446744073709551616"})",
        R"({"ETag": "*"})",
        R"({"ETag": null})",
        R"({"Last-Modified": "x"})",
        R"({"Content-Encoding": "br"})",
        R"({"Transfer-Encoding": "chunked"})",
        R"({"Transfer-Encoding": "x"})",
        R"({"Connection": "x"})",
        R"({"Location": "/other"})",
        R"({"Retry-After": "x"})"}) {
    server().set_faults(std::string(R"([{"fault": {"headers": )") + headers +
                        "}}]");
    for (const auto& version : {std::optional(pinned), {}}) {
      const auto start = std::chrono::steady_clock::now();
      reads(client, 100, 100, version);
      EXPECT_LT(std::chrono::steady_clock::now() - start, 5s) << headers;
    }
  }
}

TEST_F(HostileServerTest, OtherAnswersAreNoBytes) {
  HttpClientOptions options = fast_options();
  options.retry.budget = 10ms;
  HttpClient client(options, authority_);
  for (int status = 200; status < 600; status += 1 + status / 300 * 7) {
    server().set_faults(
        R"([{"fault": {"answer": {"body": "x", "repeat": 100, "status": )" +
        std::to_string(status) + "}}}]");
    EXPECT_FALSE(reads(client, 100, 100, {})) << status;
  }
}

}  // namespace
}  // namespace mtscomp
