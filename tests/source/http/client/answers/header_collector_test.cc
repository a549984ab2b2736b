// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/answers/header_collector.h"

#include <gtest/gtest.h>

#include <string>

#include "source/http/client/answers/wrong_answer_error.h"

namespace mtscomp {
namespace {

TEST(HeaderCollectorTest, NamesAreLowerCaseAndValuesHaveNoBlanks) {
  HeaderCollector headers;
  headers.add("HTTP/1.1 206 Partial Content\r\n");
  headers.add("Content-RANGE:\t bytes 0-9/10 \r\n");
  headers.add("Empty:\r\n");
  headers.add("\r\n");
  EXPECT_EQ(headers.answer().status, 206);
  EXPECT_EQ(headers.answer().header("content-range"), "bytes 0-9/10");
  EXPECT_EQ(headers.answer().header("empty"), "");
  EXPECT_EQ(headers.answer().header("missing"), "");
  EXPECT_EQ(headers.answer().headers.size(), 2U);
}

TEST(HeaderCollectorTest, TheFirstOfTwoEqualNamesDecides) {
  HeaderCollector headers;
  headers.add("HTTP/1.1 200 OK\r\n");
  headers.add("ETag: \"a\"\r\n");
  headers.add("ETag: \"b\"\r\n");
  EXPECT_EQ(headers.answer().header("etag"), "\"a\"");
}

TEST(HeaderCollectorTest, AStatusLineDropsTheInterimAnswer) {
  HeaderCollector headers;
  headers.add("HTTP/1.1 103 Early Hints\r\n");
  headers.add("ETag: \"early\"\r\n");
  headers.add("\r\n");
  headers.add("HTTP/1.1 404\r\n");
  EXPECT_EQ(headers.answer().status, 404);
  EXPECT_TRUE(headers.answer().headers.empty());
}

TEST(HeaderCollectorTest, OtherLinesAreIgnored) {
  HeaderCollector headers;
  for (const char* const line :
       {"HTTP/1.1\r\n", "HTTP/1.1 abc\r\n", ": nameless\r\n", "text\r\n", ""}) {
    headers.add(line);
  }
  EXPECT_EQ(headers.answer().status, 0);
  EXPECT_TRUE(headers.answer().headers.empty());
}

TEST(HeaderCollectorTest, RefusesLongHeaders) {
  HeaderCollector headers;
  const std::string line = "a: " + std::string(1020, 'b') + "\n";
  for (std::size_t n = 0; n < HeaderCollector::kMaxSize; n += line.size()) {
    headers.add(line);
  }
  EXPECT_THROW(headers.add("a: b\n"), WrongAnswerError);
}

}  // namespace
}  // namespace mtscomp
