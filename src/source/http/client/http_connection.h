// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One connection to servers, with keep-alive.  Only this component uses
// libcurl.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

#include "source/http/transfer/http_message.h"

namespace mtscomp {

struct ConnectionOptions {
  std::string ca_file;     // PEM.  Empty: the certificates of the system.
  std::string netrc_file;  // Passwords of servers.  Empty: none.
  // A transfer of less than 1 KiB/s for this time fails.
  std::chrono::seconds stall_time{30};
};

enum class TransferEnd {
  kComplete,  // The whole answer has arrived.
  kEnough,    // The receiver wanted no more of the body.
  kFailed,    // A failure of the network or of the server; can pass.
  kUnusable,  // For example a wrong certificate: asking again does not help.
  kStopped,   // After a stop request.
  kThrown,    // The receiver has thrown an exception.
};

struct Transfer {
  TransferEnd end = TransferEnd::kFailed;
  // The status is 0 if the headers did not arrive.
  HttpAnswer answer;
  std::string problem;        // Plain words, for kFailed and kUnusable.
  std::uint64_t n_bytes = 0;  // Bytes of the body that arrived.
  // Time to the first byte of the answer; 0 if none arrived.
  std::chrono::nanoseconds first_byte{0};
  // WrongAnswerError for long headers, and exceptions of the receiver.
  std::exception_ptr error;
};

struct TransferLimits {
  // Longest time of the whole transfer, and of connecting and stalls, if it is
  // shorter than 10 seconds and stall_time.  At least one second is used.
  std::chrono::milliseconds max_wait{60'000};
  // Whether the server may get a password of the netrc file.
  bool may_use_netrc = true;
};

// Not thread-safe.  The first object sets up libcurl, so it must be made after
// the process has become a daemon.
class HttpConnection {
 public:
  // Gets the body in pieces, after all headers.  Returns false to end the
  // transfer.  If it throws, the transfer ends too.
  using BodyReceiver =
      std::function<bool(const HttpAnswer&, std::span<const std::byte>)>;

  // Throws: std::system_error with ENOMEM.
  explicit HttpConnection(ConnectionOptions options);
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;
  ~HttpConnection();

  // Sends a request and waits for the answer.  Follows no redirects.  Ends at
  // once after a stop request.
  // Throws: std::system_error with ENOMEM.
  Transfer send(const HttpRequest& request, const TransferLimits& limits,
                const BodyReceiver& receiver, const std::stop_token& stop);

 private:
  struct Handles;

  void prepare(const HttpRequest& request, const TransferLimits& limits);

  const ConnectionOptions options_;
  std::unique_ptr<Handles> handles_;
};

}  // namespace mtscomp
