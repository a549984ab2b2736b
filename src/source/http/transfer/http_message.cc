// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/http_message.h"

#include <algorithm>

namespace mtscomp {

std::string_view HttpAnswer::header(std::string_view name) const {
  const auto found = std::find_if(
      headers.begin(), headers.end(),
      [name](const HttpHeader& header) { return header.name == name; });
  return found != headers.end() ? found->value : std::string_view();
}

}  // namespace mtscomp
