// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/answers/document_reader.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"
#include "source/http/client/answers/wrong_answer_error.h"
#include "support/bytes.h"

namespace mtscomp {
namespace {

class DocumentReaderTest : public testing::Test {
 protected:
  static HttpAnswer answer(std::vector<HttpHeader> headers = {}) {
    return {.status = 200, .headers = std::move(headers)};
  }

  DocumentReader reader_{"x", 10, VersionBasis::kEtag};
};

TEST_F(DocumentReaderTest, ReadsABody) {
  reader_.begin(answer({{"content-type", "Text/HTML ; charset=utf-8"}}));
  reader_.add(to_bytes("wrong"));
  reader_.begin(answer({{"content-type", "Text/HTML ; charset=utf-8"},
                        {"content-length", "10"},
                        {"etag", "\"a\""}}));
  reader_.add(to_bytes("01234"));
  reader_.add(to_bytes("56789"));
  reader_.end();
  EXPECT_EQ(reader_.content_type(), "text/html");
  EXPECT_EQ(reader_.version().etag, "\"a\"");
  EXPECT_EQ(reader_.version().size, 10U);
  EXPECT_EQ(reader_.take_body(), "0123456789");
}

TEST_F(DocumentReaderTest, RefusesALongBody) {
  EXPECT_THROW(reader_.begin(answer({{"content-length", "11"}})),
               UnsupportedError);
  reader_.begin(answer());
  reader_.add(to_bytes("0123456789"));
  EXPECT_THROW(reader_.add(to_bytes("0")), UnsupportedError);
}

TEST_F(DocumentReaderTest, RefusesOtherAnswers) {
  EXPECT_THROW(reader_.begin({.status = 204, .headers = {}}), WrongAnswerError);
  EXPECT_THROW(reader_.begin({.status = 206, .headers = {}}), WrongAnswerError);
  EXPECT_THROW(reader_.begin(answer({{"content-encoding", "gzip"}})),
               WrongAnswerError);
  VersionReader version(VersionBasis::kEtag);
  EXPECT_THROW(version.begin({.status = 206, .headers = {}}), WrongAnswerError);
}

}  // namespace
}  // namespace mtscomp
