// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One call of a client: sends a request until it succeeds, fails for good, or
// the retry budget is used up.  Not thread-safe.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

#include "source/http/client/answers/answer_reader.h"
#include "source/http/client/http_attempt.h"
#include "source/http/transfer/http_message.h"
#include "source/http/transfer/request_limits.h"
#include "source/http/transfer/retry.h"

namespace mtscomp {

class HttpExchange {
 public:
  static constexpr unsigned kMaxRedirects = 5;
  static constexpr unsigned kMaxWrongAnswers = 5;
  // One for another region, one for new credentials.
  static constexpr unsigned kMaxRepairs = 2;

  // Requires: all arguments outlive this object.
  HttpExchange(const HttpEnvironment& environment, const RetryPolicy& policy,
               const HttpRequest& request, AnswerReader& reader,
               const RequestLimits& limits);

  // Returns the URL of the answer, after redirects.
  // Throws: see HttpClient.
  Url run();

 private:
  // The answer to a request, after repairs and redirects.
  struct Step {
    AttemptResult result;
    Url url;
  };

  void begin(RetryBudget::Clock::time_point start);
  Step attempt();
  AttemptResult send(const HttpRequest& request, bool may_use_netrc);
  bool repair(const HttpRequest& sent, const AttemptResult& result);
  void wait_after(const AttemptResult& result);
  [[noreturn]] void give_up(const AttemptResult& result) const;
  [[noreturn]] void fail(int error_number, const std::string& problem) const;

  const HttpEnvironment& environment_;
  const RetryPolicy& policy_;
  const HttpRequest& request_;
  AnswerReader& reader_;
  const RequestLimits& limits_;
  // RequestLimits::since, or the time of the first request.  The wait for a
  // connection before it does not count.
  std::optional<RetryBudget::Clock::time_point> start_;
  std::optional<RetryBudget> budget_;
  unsigned n_repairs_ = 0;
  unsigned n_wrong_answers_ = 0;
};

}  // namespace mtscomp
