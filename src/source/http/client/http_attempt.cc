// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/http_attempt.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>

#include "mtscomp/base/error.h"
#include "source/http/client/answers/wrong_answer_error.h"

namespace mtscomp {
namespace {

constexpr std::size_t kMaxErrorSize = std::size_t{64} << 10;

bool is_success(const HttpAnswer& answer) { return answer.status / 100 == 2; }

// Passes the body of a success to the reader, and collects that of an error.
class Receiver {
 public:
  explicit Receiver(AnswerReader& reader) : reader_(reader) {}

  bool receive(const HttpAnswer& answer, std::span<const std::byte> bytes) {
    if (!is_success(answer)) {
      const std::size_t n =
          std::min(bytes.size(), kMaxErrorSize - error_.size());
      error_.append(reinterpret_cast<const char*>(bytes.data()), n);
      return error_.size() < kMaxErrorSize;
    }
    begin(answer);
    reader_.add(bytes);
    return true;
  }

  void end(const HttpAnswer& answer) {
    if (is_success(answer)) {
      begin(answer);
      reader_.end();
      error_ = reader_.document();
    }
  }

  std::string take_error() { return std::move(error_); }

 private:
  void begin(const HttpAnswer& answer) {
    if (!has_begun_) {
      has_begun_ = true;
      reader_.begin(answer);
    }
  }

  AnswerReader& reader_;
  bool has_begun_ = false;
  std::string error_;
};

Transfer transfer(const HttpEnvironment& environment,
                  HttpConnection& connection, const HttpRequest& request,
                  const TransferLimits& limits, Receiver& receiver,
                  const std::stop_token& stop) {
  Transfer result = connection.send(
      request, limits,
      [&receiver](const HttpAnswer& answer, std::span<const std::byte> bytes) {
        return receiver.receive(answer, bytes);
      },
      stop);
  environment.counting.count_request(result.n_bytes, result.first_byte);
  if (result.error) {
    std::rethrow_exception(result.error);
  }
  if (result.end == TransferEnd::kStopped) {
    throw_system_error(ECANCELED, printable(request.url));
  }
  if (result.end == TransferEnd::kUnusable) {
    throw_system_error(EIO, printable(request.url) + ": " + result.problem);
  }
  return result;
}

std::string describe_error(const HttpAnswer& answer, const ServerError& error) {
  std::string text = fmt::format("status {}", answer.status);
  for (const std::string& part : {error.code, error.message}) {
    if (!part.empty()) {
      text += ", " + part;
    }
  }
  return text;
}

void classify(const HttpEnvironment& environment, Transfer&& transfer,
              Receiver& receiver, AttemptResult& result) {
  result.answer = std::move(transfer.answer);
  if (transfer.end == TransferEnd::kFailed) {
    result.problem = std::move(transfer.problem);
    return;
  }
  receiver.end(result.answer);
  result.body = receiver.take_error();
  const ServerError error = environment.authority.read_error(result.body);
  result.answer_class = classify_answer(result.answer.status, error.code);
  if (result.answer_class != AnswerClass::kSuccess) {
    result.problem = describe_error(result.answer, error);
  }
}

}  // namespace

AttemptResult send_once(const HttpEnvironment& environment,
                        const HttpRequest& request,
                        const TransferLimits& limits, AnswerReader& reader,
                        const std::stop_token& stop) {
  ConnectionPool::Lease lease = environment.pool.take(stop);
  AttemptResult result = {.sent = ConnectionPool::Clock::now()};
  Receiver receiver(reader);
  try {
    classify(environment,
             transfer(environment, lease.connection(), request, limits,
                      receiver, stop),
             receiver, result);
  } catch (const WrongAnswerError& error) {
    result.is_wrong = true;
    result.problem = error.what();
  }
  if (result.answer_class == AnswerClass::kSuccess) {
    environment.pool.succeed();
  } else if (result.answer_class == AnswerClass::kSlowDown) {
    environment.pool.slow_down(result.sent);
    environment.counting.count_throttled();
  }
  return result;
}

}  // namespace mtscomp
