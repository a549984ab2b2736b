// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/http_exchange.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

#include "source/http/client/client_fixture.h"

namespace mtscomp {
namespace {

class HttpExchangeTest : public ClientFixture {
 protected:
  // Applies the fault to the first two requests.
  void fail_twice(const std::string& fault) {
    server().set_faults(fmt::format(R"([{{"times": 2, "fault": {}}}])", fault));
  }
  // Applies the fault to all requests.
  void fail(const std::string& fault) {
    server().set_faults(fmt::format(R"([{{"fault": {}}}])", fault));
  }

  PlainAuthority authority_;
  HttpClient client_{fast_options(), authority_};
};

TEST_F(HttpExchangeTest, RetriesAfterEveryPassingFault) {
  const RemoteVersion pinned = client_.read_version(url(), {});
  for (const char* const fault :
       {R"({"cut": "before header"})",
        R"({"reset": "before header"})",
        R"({"cut": 1000})",
        R"({"reset": 1000})",
        R"({"short": 1})",
        R"({"refuse": "30ms"})",
        R"({"ignore_range": true})",
        R"({"shrink": 10})",
        R"({"gzip": true})",
        R"({"content_range": {"first": 1}})",
        R"({"content_range": {"last": -1}})",
        R"({"content_range": {"total": 1}})",
        R"({"headers": {"Content-Range": null}})",
        R"({"headers": {"Content-Range": "bytes 0-x/9"}})",
        R"({"truncate": 100})",
        R"({"long": 1000})",
        R"({"error": {"status": 500}})",
        R"({"error": {"status": 503}})",
        R"({"error": {"status": 429}})",
        R"({"error": {"status": 408}})",
        R"({"error": {"status": 502}})",
        R"({"error": {"status": 503, "retry_after": 0}})",
        R"({"answer": {"status": 503, "body": "endless", "repeat": 1e15}})",
        R"({"answer": {"status": 204}})",
        R"({"answer": {"status": 206, "body": "x"}})"}) {
    fail_twice(fault);
    EXPECT_TRUE(reads_right(client_, 100, 50'000, pinned)) << fault;
  }
}

TEST_F(HttpExchangeTest, AcceptsHarmlessFaults) {
  const RemoteVersion pinned = client_.read_version(url(), {});
  const HttpCounters before = client_.counters();
  for (const char* const fault : {R"({"close": true})", R"({"delay": "50ms"})",
                                  R"({"stall": {"at": 500, "for": "50ms"}})"}) {
    fail(fault);
    EXPECT_TRUE(reads_right(client_, 100, 50'000, pinned)) << fault;
  }
  EXPECT_EQ(client_.counters().retries, before.retries);
}

TEST_F(HttpExchangeTest, AcceptsAWholeFileIfTheRequestIsForTheWholeFile) {
  fail(R"({"ignore_range": true})");
  EXPECT_TRUE(reads_right(client_, 0, kFileSize));
  EXPECT_EQ(client_.counters().requests, 1U);
}

TEST_F(HttpExchangeTest, EndsAfterAFewWrongAnswers) {
  fail(R"({"ignore_range": true})");
  EXPECT_EQ(error_of([&] { read(client_, 0, kFileSize - 1); },
                     "does not support ranges"),
            EIO);
  EXPECT_EQ(client_.counters().requests, HttpExchange::kMaxWrongAnswers);
  // The client ends the transfer at the first byte.
  EXPECT_LT(client_.counters().bytes_fetched,
            HttpExchange::kMaxWrongAnswers * kFileSize);
}

TEST_F(HttpExchangeTest, EndsAtTheEndOfItsBudget) {
  HttpClientOptions options = fast_options();
  options.retry.budget = 100ms;
  HttpClient client(options, authority_);
  fail(R"({"error": {"status": 500}})");
  EXPECT_EQ(error_of([&] { read(client, 0, 10); }, "status 500"), ETIMEDOUT);
  fail(R"({"error": {"status": 503, "retry_after": 1}})");
  EXPECT_EQ(error_of([&] { read(client, 0, 10); }), ETIMEDOUT);
  EXPECT_EQ(client.counters().failures, 2U);
}

TEST_F(HttpExchangeTest, RequestThatWaitedTooLongIsNotSent) {
  Bytes bytes(10);
  EXPECT_EQ(error_of(
                [&] {
                  client_.read_range(
                      url(), 0, bytes, {},
                      {.since = std::chrono::steady_clock::now() - 3600s});
                },
                "waited too long"),
            ETIMEDOUT);
  EXPECT_EQ(client_.counters().requests, 0U);
}

TEST_F(HttpExchangeTest, WaitsAsTheServerAsks) {
  server().set_faults(
      R"([{"nth": 1, "fault": {"error": {"status": 503, "retry_after": 1}}}])");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(reads_right(client_, 0, 10));
  EXPECT_GE(std::chrono::steady_clock::now() - start, 1s);
}

TEST_F(HttpExchangeTest, DoesNotRetryIfItCannotHelp) {
  const std::vector<std::pair<int, int>> statuses = {
      {400, EIO}, {401, EACCES}, {403, EACCES}, {404, ENOENT},
      {405, EIO}, {410, ENOENT}, {412, EIO},    {416, EIO}};
  for (const auto& [status, error] : statuses) {
    fail(fmt::format(R"({{"error": {{"status": {}}}}})", status));
    EXPECT_EQ(error_of([&] { read(client_, 0, 10); },
                       fmt::format("status {}", status)),
              error);
  }
  EXPECT_EQ(client_.counters().requests, statuses.size());
}

TEST_F(HttpExchangeTest, FollowsRedirects) {
  server().set_faults(R"([{"path": "/old", "fault":
      {"redirect": {"to": "/x.cbin", "status": 308}}}])");
  Bytes bytes(100);
  client_.read_range(url("old"), 50, bytes, {}, {});
  EXPECT_TRUE(same_bytes(std::span(content()).subspan(50, 100), bytes));
  EXPECT_EQ(client_.read_all(url("old"), kFileSize, {}).url, url());
}

TEST_F(HttpExchangeTest, RefusesUnsafeRedirects) {
  for (const char* const target : {"file:///etc/passwd", "ftp://127.0.0.1/x",
                                   "http://user:word@host/", "http:///", ""}) {
    fail(fmt::format(R"({{"redirect": {{"to": "{}"}}}})", target));
    EXPECT_EQ(error_of([&] { read(client_, 0, 10); }, "redirect"), EIO)
        << target;
  }
  fail(R"({"redirect": {"to": "{self}{target}"}})");
  EXPECT_EQ(error_of([&] { read(client_, 0, 10); }, "more than 5 times"), EIO);
}

TEST_F(HttpExchangeTest, WaitsForAServerThatIsGone) {
  server().leave();
  std::jthread back([this] {
    std::this_thread::sleep_for(300ms);
    server().come_back();
  });
  EXPECT_TRUE(reads_right(client_, 0, 1000));
}

TEST_F(HttpExchangeTest, RetriesAfterAStall) {
  server().set_faults(
      R"([{"nth": 1, "fault": {"stall": {"at": 500, "for": "forever"}}}])");
  EXPECT_TRUE(reads_right(client_, 0, 50'000));
  server().set_faults(R"([{"nth": 1, "fault": {"delay": "forever"}}])");
  EXPECT_TRUE(reads_right(client_, 0, 50'000));
}

// More than the rate of a stall, so only the budget ends it.
TEST_F(HttpExchangeTest, SlowServerTakesNoLongerThanTheBudget) {
  fail(R"({"rate": "5K"})");
  HttpClient client({.retry = {.budget = 1s}}, authority_);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(error_of([&] { read(client, 0, 50'000); }), ETIMEDOUT);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 4s);
}

TEST_F(HttpExchangeTest, AStopRequestEndsEveryWait) {
  for (const char* const fault :
       {R"({"stall": {"at": 500, "for": "forever"}})",
        R"({"delay": "forever"})",
        R"({"error": {"status": 503, "retry_after": 2}})"}) {
    fail(fault);
    std::stop_source stop;
    std::jthread stopper([&] {
      std::this_thread::sleep_for(200ms);
      stop.request_stop();
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(error_of([&] { read(client_, 0, 50'000, {}, stop.get_token()); }),
              ECANCELED)
        << fault;
    EXPECT_LT(std::chrono::steady_clock::now() - start, 900ms) << fault;
  }
  EXPECT_EQ(client_.counters().failures, 0U);
}

TEST_F(HttpExchangeTest, MessagesHaveNoQuery) {
  Url secret = url();
  secret.query = "signature=secret";
  fail(R"({"error": {"status": 400}})");
  try {
    client_.read_version(secret, {});
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
  }
}

}  // namespace
}  // namespace mtscomp
