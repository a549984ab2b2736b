// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decides what to do after an answer of a web server or of S3.
#pragma once

#include <string_view>

namespace mtscomp {

enum class AnswerClass {
  kSuccess,             // 200 to 299.
  kRedirect,            // 3xx with another place; S3: another region.
  kRetry,               // A passing failure: ask again after a delay.
  kSlowDown,            // Like kRetry; also use fewer connections.
  kRefreshCredentials,  // 401, 403: new credentials can help, once.
  kGone,                // 404, 410: the file does not exist.
  kChanged,             // 412, 416: the file is another version.
  kRefused,             // All others: asking again does not help.
};

// `s3_code` is the text of <Code> in an error of S3, and empty for other
// answers.  It decides if it is known, because S3 sends some errors with status
// 200 or 400.  An unknown code with a status of success is kRetry: the body is
// an error, and not the data.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
AnswerClass classify_answer(int status, std::string_view s3_code = {});

}  // namespace mtscomp
