// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/answers/header_collector.h"

#include <fmt/format.h>

#include <string>

#include "base/text/lower_case.h"
#include "base/text/parse_number.h"
#include "base/text/trim.h"
#include "source/http/client/answers/wrong_answer_error.h"

namespace mtscomp {
namespace {

// "HTTP/1.1 206 Partial Content".  Returns 0 for other texts.
int parse_status(std::string_view line) {
  const std::size_t blank = line.find(' ');
  return blank == std::string_view::npos
             ? 0
             : parse_number<int>(line.substr(blank + 1, 3)).value_or(0);
}

}  // namespace

void HeaderCollector::add(std::string_view line) {
  n_bytes_ += line.size();
  if (n_bytes_ > kMaxSize) {
    throw WrongAnswerError(fmt::format(
        "the headers of the answer have more than {} bytes", kMaxSize));
  }
  if (line.starts_with("HTTP/")) {
    answer_ = {.status = parse_status(line), .headers = {}};
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && colon > 0) {
    answer_.headers.push_back(
        {.name = to_lower_case(line.substr(0, colon)),
         .value = std::string(trim(line.substr(colon + 1)))});
  }
}

}  // namespace mtscomp
