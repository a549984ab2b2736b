// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Prepares the requests of HttpClient for one kind of server, and reads the
// errors of such a server.  Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "source/http/transfer/http_message.h"

namespace mtscomp {

// Texts of the server; empty if the body does not tell them.
struct ServerError {
  std::string code;     // For classify_answer().
  std::string message;  // Short and printable.
};

class RequestAuthority {
 public:
  RequestAuthority() = default;
  RequestAuthority(const RequestAuthority&) = delete;
  RequestAuthority& operator=(const RequestAuthority&) = delete;
  virtual ~RequestAuthority() = default;

  // Completes a request that has no credentials: S3 chooses the host and signs.
  // Called before each attempt, because signatures become invalid.  After a
  // redirect, it is called only if the target has the same origin, so no other
  // server gets credentials.  May wait for a program that gets credentials.
  // Throws: std::system_error with EACCES if there are no valid credentials.
  virtual void prepare(HttpRequest& request) = 0;

  // Reads the body of an answer.  Both texts are empty if the body is no error.
  virtual ServerError read_error(std::string_view body) const = 0;

  // Called at most twice for a call of HttpClient, after an answer of the
  // classes kRefreshCredentials, kRedirect and kRefused.  `sent` is the request
  // as it was sent.  Returns true if prepare() now makes another request, with
  // new credentials or for another region, so the request can be repeated.
  // Throws: like prepare().
  virtual bool repair(const HttpRequest& sent, const HttpAnswer& answer,
                      std::string_view body) = 0;

  // Returns words about what a user can do if the server refuses access, for
  // the end of a message.
  virtual std::string advice() const = 0;
};

// For servers that need no credentials, or only those of a netrc file.
class PlainAuthority : public RequestAuthority {
 public:
  void prepare(HttpRequest& /*request*/) override {}
  ServerError read_error(std::string_view /*body*/) const override {
    return {};
  }
  bool repair(const HttpRequest& /*sent*/, const HttpAnswer& /*answer*/,
              std::string_view /*body*/) override {
    return false;
  }
  std::string advice() const override {
    return "check the user name and the password in the netrc file";
  }
};

}  // namespace mtscomp
