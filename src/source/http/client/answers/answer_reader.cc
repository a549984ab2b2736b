// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/answers/answer_reader.h"

#include <string>

#include "source/http/client/answers/wrong_answer_error.h"

namespace mtscomp {

void refuse_content_encoding(const HttpAnswer& answer) {
  const std::string_view encoding = answer.header("content-encoding");
  if (!encoding.empty() && encoding != "identity") {
    throw WrongAnswerError(
        "the server compressed the answer, although the request allows only "
        "unchanged bytes");
  }
}

}  // namespace mtscomp
