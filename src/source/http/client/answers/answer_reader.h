// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Checks and stores a successful answer while it arrives.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "source/http/transfer/http_message.h"

namespace mtscomp {

// For one request, which can have several attempts.  All functions throw
// WrongAnswerError, VersionChangedError, and UnsupportedError if the body is
// longer than allowed.
class AnswerReader {
 public:
  AnswerReader() = default;
  AnswerReader(const AnswerReader&) = delete;
  AnswerReader& operator=(const AnswerReader&) = delete;
  virtual ~AnswerReader() = default;

  // Begins an answer with a status of success, and drops the answer of the
  // attempt before.
  virtual void begin(const HttpAnswer& answer) = 0;
  virtual void add(std::span<const std::byte> bytes) = 0;
  virtual void end() = 0;

  // Returns a whole body that can be an error in spite of its status, or an
  // empty text.
  virtual std::string_view document() const { return {}; }
};

// Throws: WrongAnswerError if the body is compressed.
void refuse_content_encoding(const HttpAnswer& answer);

}  // namespace mtscomp
