// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The error of an answer that breaks the rules of HTTP, or does not fit the
// request.
#pragma once

#include <stdexcept>

namespace mtscomp {

// HttpClient repeats such a request a few times, because proxies and overloaded
// servers send wrong answers for a while.
class WrongAnswerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace mtscomp
