// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Requests and answers of HTTP.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/http/url/url.h"

namespace mtscomp {

struct HttpHeader {
  std::string name;
  std::string value;

  bool operator==(const HttpHeader&) const = default;
};

// A request without body.
struct HttpRequest {
  std::string method = "GET";  // "GET" or "HEAD".
  Url url;
  std::vector<HttpHeader> headers;
};

// An answer without its body.
struct HttpAnswer {
  int status = 0;
  // Names in lower case, values without blanks at the ends.
  std::vector<HttpHeader> headers;

  // Returns the value of the first header of this name (in lower case), or an
  // empty text.
  std::string_view header(std::string_view name) const;
};

}  // namespace mtscomp
