// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/http_exchange.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <random>

#include "mtscomp/base/error.h"
#include "source/http/client/redirect_target.h"
#include "source/http/transfer/version_changed_error.h"

namespace mtscomp {
namespace {

// Returns a number from 0 to 1, excluding 1.
double random_fraction() {
  std::random_device device;
  return std::uniform_real_distribution<double>(0, 1)(device);
}

HttpTime utc_now() { return std::chrono::system_clock::now(); }

}  // namespace

HttpExchange::HttpExchange(const HttpEnvironment& environment,
                           const RetryPolicy& policy,
                           const HttpRequest& request, AnswerReader& reader,
                           const RequestLimits& limits)
    : environment_(environment),
      policy_(policy),
      request_(request),
      reader_(reader),
      limits_(limits) {
  if (limits.since) {
    begin(*limits.since);
  }
}

void HttpExchange::begin(RetryBudget::Clock::time_point start) {
  start_ = start;
  budget_.emplace(policy_, start);
}

Url HttpExchange::run() {
  if (start_ && RetryBudget::Clock::now() >= *start_ + policy_.budget) {
    fail(ETIMEDOUT, "the request waited too long for earlier requests");
  }
  for (;;) {
    Step step = attempt();
    switch (step.result.answer_class) {
      case AnswerClass::kSuccess:
        environment_.server_return.note_answer();
        return std::move(step.url);
      case AnswerClass::kRetry:
      case AnswerClass::kSlowDown:
        wait_after(step.result);
        break;
      default:
        give_up(step.result);
    }
  }
}

HttpExchange::Step HttpExchange::attempt() {
  HttpRequest request = request_;
  std::string origin;
  for (unsigned n_redirects = 0;;) {
    HttpRequest sent = request;
    const bool is_own = origin.empty() || origin == origin_of(request.url);
    if (is_own) {
      environment_.authority.prepare(sent);
      origin = origin_of(sent.url);
    }
    AttemptResult result = send(sent, is_own);
    if (is_own && repair(sent, result)) {
      request = request_;
      origin.clear();
    } else if (result.answer_class != AnswerClass::kRedirect) {
      return {.result = std::move(result), .url = std::move(sent.url)};
    } else if (++n_redirects > kMaxRedirects) {
      fail(EIO, fmt::format("the server redirects more than {} times",
                            kMaxRedirects));
    } else {
      request.url = redirect_target(sent.url, result.answer.header("location"));
    }
  }
}

// An attempt may stall at most until the end of the budget.
AttemptResult HttpExchange::send(const HttpRequest& request,
                                 bool may_use_netrc) {
  const RetryBudget::Clock::time_point now = RetryBudget::Clock::now();
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      start_.value_or(now) + policy_.budget - now);
  AttemptResult result = send_once(
      environment_, request, {.max_wait = left, .may_use_netrc = may_use_netrc},
      reader_, limits_.stop);
  if (!start_) {
    begin(result.sent);
  }
  return result;
}

bool HttpExchange::repair(const HttpRequest& sent,
                          const AttemptResult& result) {
  const bool can_help =
      result.answer_class == AnswerClass::kRefreshCredentials ||
      result.answer_class == AnswerClass::kRedirect ||
      result.answer_class == AnswerClass::kRefused;
  if (!can_help || n_repairs_ == kMaxRepairs ||
      !environment_.authority.repair(sent, result.answer, result.body)) {
    return false;
  }
  ++n_repairs_;
  return true;
}

void HttpExchange::wait_after(const AttemptResult& result) {
  if (result.is_wrong && ++n_wrong_answers_ == kMaxWrongAnswers) {
    fail(EIO, fmt::format("{} answers in {} attempts were wrong; the last: {}",
                          n_wrong_answers_, budget_->n_failures() + 1,
                          result.problem));
  }
  const auto delay = budget_->next_delay(
      RetryBudget::Clock::now(), random_fraction(),
      parse_retry_after(result.answer.header("retry-after"), utc_now()));
  if (!delay) {
    fail(ETIMEDOUT,
         fmt::format("no success in {} attempts within {:.3g} s; the last "
                     "problem: {}",
                     budget_->n_failures(),
                     std::chrono::duration<double>(policy_.budget).count(),
                     result.problem));
  }
  // A server that answers wants to be left alone for the whole delay.
  const bool is_reached = result.answer.status != 0;
  environment_.server_return.wait(is_reached ? *delay : policy_.first_delay,
                                  *delay, limits_.stop);
  environment_.counting.count_retry();
}

void HttpExchange::give_up(const AttemptResult& result) const {
  switch (result.answer_class) {
    case AnswerClass::kGone:
      fail(ENOENT,
           fmt::format("the server does not have it ({})", result.problem));
    case AnswerClass::kChanged:
      throw VersionChangedError(
          fmt::format("{}: the file was replaced on the server ({}); open it "
                      "again",
                      printable(request_.url), result.problem));
    case AnswerClass::kRefreshCredentials:
      fail(EACCES,
           fmt::format("the server refused access ({}); {}", result.problem,
                       environment_.authority.advice()));
    default:
      fail(EIO,
           fmt::format("the server refused the request ({})", result.problem));
  }
}

void HttpExchange::fail(int error_number, const std::string& problem) const {
  throw_system_error(error_number,
                     fmt::format("{}: {}", printable(request_.url), problem));
}

}  // namespace mtscomp
