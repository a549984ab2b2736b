// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Sends a request once, and classifies the answer.
#pragma once

#include <stop_token>
#include <string>

#include "source/http/client/answers/answer_reader.h"
#include "source/http/client/connection_pool.h"
#include "source/http/client/http_counters.h"
#include "source/http/client/request_authority.h"
#include "source/http/client/server_return.h"
#include "source/http/transfer/answer_class.h"
#include "source/http/transfer/http_message.h"

namespace mtscomp {

// The parts of a client that all its requests share.
struct HttpEnvironment {
  ConnectionPool& pool;
  RequestAuthority& authority;
  HttpCounting& counting;
  ServerReturn& server_return;
};

struct AttemptResult {
  ConnectionPool::Clock::time_point sent;
  // kRetry also after a failure of the network or a wrong answer.
  AnswerClass answer_class = AnswerClass::kRetry;
  // The answer broke the rules of HTTP.
  bool is_wrong = false;
  // The status is 0 if the headers did not arrive.
  HttpAnswer answer;
  // Body of an error, of at most 64 KiB.
  std::string body;
  // Plain words; empty after a success.
  std::string problem;
};

// Waits for a connection, sends the request, and passes a successful answer to
// `reader`.
// Throws: std::system_error with ECANCELED after a stop request, and with EIO
// if the connection cannot be used; VersionChangedError and UnsupportedError of
// the reader.
AttemptResult send_once(const HttpEnvironment& environment,
                        const HttpRequest& request,
                        const TransferLimits& limits, AnswerReader& reader,
                        const std::stop_token& stop);

}  // namespace mtscomp
