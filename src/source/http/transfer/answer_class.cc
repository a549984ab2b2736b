// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/answer_class.h"

#include <algorithm>
#include <array>

namespace mtscomp {
namespace {

struct CodeClass {
  std::string_view code;
  AnswerClass answer;
};

constexpr std::array<CodeClass, 23> kCodes = {{
    {"AuthorizationHeaderMalformed", AnswerClass::kRedirect},
    {"BandwidthLimitExceeded", AnswerClass::kSlowDown},
    {"ExpiredToken", AnswerClass::kRefreshCredentials},
    {"IncompleteBody", AnswerClass::kRetry},
    {"InternalError", AnswerClass::kRetry},
    {"InvalidRange", AnswerClass::kChanged},
    {"InvalidToken", AnswerClass::kRefreshCredentials},
    {"NoSuchBucket", AnswerClass::kGone},
    {"NoSuchKey", AnswerClass::kGone},
    {"OperationAborted", AnswerClass::kRetry},
    {"PermanentRedirect", AnswerClass::kRedirect},
    {"PreconditionFailed", AnswerClass::kChanged},
    {"PriorRequestNotComplete", AnswerClass::kRetry},
    {"RequestLimitExceeded", AnswerClass::kSlowDown},
    {"RequestThrottled", AnswerClass::kSlowDown},
    {"RequestTimeTooSkewed", AnswerClass::kRefused},
    {"RequestTimeout", AnswerClass::kRetry},
    {"ServiceUnavailable", AnswerClass::kSlowDown},
    {"SlowDown", AnswerClass::kSlowDown},
    {"TemporaryRedirect", AnswerClass::kRedirect},
    {"Throttling", AnswerClass::kSlowDown},
    {"ThrottlingException", AnswerClass::kSlowDown},
    {"TokenRefreshRequired", AnswerClass::kRefreshCredentials},
}};

AnswerClass classify_status(int status) {
  switch (status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return AnswerClass::kRedirect;
    case 401:
    case 403:
      return AnswerClass::kRefreshCredentials;
    case 404:
    case 410:
      return AnswerClass::kGone;
    case 412:
    case 416:
      return AnswerClass::kChanged;
    case 408:
    case 500:
    case 502:
    case 504:
      return AnswerClass::kRetry;
    case 429:
    case 503:
    case 509:  // Bandwidth limit exceeded; not standard.
      return AnswerClass::kSlowDown;
    default:
      return status / 100 == 2 ? AnswerClass::kSuccess : AnswerClass::kRefused;
  }
}

}  // namespace

AnswerClass classify_answer(int status, std::string_view s3_code) {
  const auto known = std::find_if(
      kCodes.begin(), kCodes.end(),
      [s3_code](const CodeClass& entry) { return entry.code == s3_code; });
  if (known != kCodes.end()) {
    return known->answer;
  }
  const AnswerClass by_status = classify_status(status);
  return by_status == AnswerClass::kSuccess && !s3_code.empty()
             ? AnswerClass::kRetry
             : by_status;
}

}  // namespace mtscomp
