// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/answer_class.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace mtscomp {
namespace {

TEST(AnswerClassTest, DependsOnTheStatus) {
  const std::map<AnswerClass, std::vector<int>> statuses = {
      {AnswerClass::kSuccess, {200, 204, 206}},
      {AnswerClass::kRedirect, {301, 302, 303, 307, 308}},
      {AnswerClass::kRetry, {408, 500, 502, 504}},
      {AnswerClass::kSlowDown, {429, 503, 509}},
      {AnswerClass::kRefreshCredentials, {401, 403}},
      {AnswerClass::kGone, {404, 410}},
      {AnswerClass::kChanged, {412, 416}},
      {AnswerClass::kRefused,
       {-1, 0, 100, 304, 400, 402, 405, 409, 451, 501, 505, 999}}};
  for (const auto& [expected, list] : statuses) {
    for (const int status : list) {
      EXPECT_EQ(classify_answer(status), expected) << status;
    }
  }
}

TEST(AnswerClassTest, TheCodeOfS3Decides) {
  EXPECT_EQ(classify_answer(200, "SlowDown"), AnswerClass::kSlowDown);
  EXPECT_EQ(classify_answer(200, "InternalError"), AnswerClass::kRetry);
  EXPECT_EQ(classify_answer(400, "RequestTimeout"), AnswerClass::kRetry);
  EXPECT_EQ(classify_answer(400, "ExpiredToken"),
            AnswerClass::kRefreshCredentials);
  EXPECT_EQ(classify_answer(400, "AuthorizationHeaderMalformed"),
            AnswerClass::kRedirect);
  EXPECT_EQ(classify_answer(403, "RequestTimeTooSkewed"),
            AnswerClass::kRefused);
  EXPECT_EQ(classify_answer(404, "NoSuchKey"), AnswerClass::kGone);
}

TEST(AnswerClassTest, AnUnknownCodeIsNeverASuccess) {
  EXPECT_EQ(classify_answer(200, "Unknown"), AnswerClass::kRetry);
  EXPECT_EQ(classify_answer(403, "AccessDenied"),
            AnswerClass::kRefreshCredentials);
  EXPECT_EQ(classify_answer(400, "Unknown"), AnswerClass::kRefused);
}

}  // namespace
}  // namespace mtscomp
