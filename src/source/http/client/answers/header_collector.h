// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Collects the headers of an answer, line by line.
#pragma once

#include <cstddef>
#include <string_view>

#include "source/http/transfer/http_message.h"

namespace mtscomp {

class HeaderCollector {
 public:
  // Headers of more bytes are refused.
  static constexpr std::size_t kMaxSize = std::size_t{64} << 10;

  // Adds a line with its end.  A status line drops all lines before it, which
  // belong to an interim answer (RFC 9110, section 15.2).  Ignores lines that
  // are no headers.
  // Throws: WrongAnswerError if the headers are too long.
  void add(std::string_view line);

  const HttpAnswer& answer() const { return answer_; }

 private:
  HttpAnswer answer_;
  std::size_t n_bytes_ = 0;
};

}  // namespace mtscomp
