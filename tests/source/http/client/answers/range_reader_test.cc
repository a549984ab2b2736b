// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/answers/range_reader.h"

#include <gtest/gtest.h>

#include "source/http/client/answers/wrong_answer_error.h"
#include "source/http/transfer/version_changed_error.h"
#include "support/bytes.h"

namespace mtscomp {
namespace {

const RemoteVersion kVersion = {.etag = "\"a\"", .modified = {}, .size = 100};

// Reads 10 bytes at 20 of a file of 100 bytes.
class RangeReaderTest : public testing::Test {
 protected:
  static HttpAnswer answer(const std::string& range,
                           std::vector<HttpHeader> more = {}) {
    HttpAnswer answer = {.status = 206, .headers = std::move(more)};
    answer.headers.push_back({"content-range", range});
    answer.headers.push_back({"etag", "\"a\""});
    return answer;
  }

  RangeReader make_reader(const std::optional<RemoteVersion>& pinned) {
    return {"x", 20, bytes_, pinned, VersionBasis::kEtag};
  }

  Bytes bytes_ = Bytes(10);
  RangeReader reader_ = make_reader(kVersion);
};

TEST_F(RangeReaderTest, ReadsTheWholeRange) {
  reader_.begin(answer("bytes 20-29/100"));
  const Bytes first = to_bytes("0123");
  const Bytes second = to_bytes("456789");
  reader_.add(first);
  EXPECT_THROW(reader_.end(), WrongAnswerError);
  reader_.add(second);
  reader_.end();
  EXPECT_EQ(bytes_, to_bytes("0123456789"));
  EXPECT_EQ(reader_.version(), kVersion);
  EXPECT_THROW(reader_.add(first), WrongAnswerError);
}

TEST_F(RangeReaderTest, ANewAttemptBeginsAnew) {
  reader_.begin(answer("bytes 20-29/100"));
  reader_.add(to_bytes("wrong"));
  reader_.begin(answer("bytes 20-29/100"));
  reader_.add(to_bytes("0123456789"));
  reader_.end();
  EXPECT_EQ(bytes_, to_bytes("0123456789"));
}

TEST_F(RangeReaderTest, RefusesWrongRanges) {
  for (const char* const range :
       {"", "bytes 20-28/100", "bytes 19-28/100", "bytes 20-30/100",
        "bytes */100", "bytes 0-99/100", "bytes 20-29/101",
        "lines 20-29/100"}) {
    EXPECT_THROW(reader_.begin(answer(range)), WrongAnswerError) << range;
  }
  EXPECT_THROW(
      reader_.begin(answer("bytes 20-29/100", {{"content-length", "11"}})),
      WrongAnswerError);
  EXPECT_THROW(
      reader_.begin(answer("bytes 20-29/100", {{"content-encoding", "gzip"}})),
      WrongAnswerError);
  reader_.begin(answer("bytes 20-29/100", {{"content-encoding", "identity"}}));
}

TEST_F(RangeReaderTest, RefusesOtherVersions) {
  HttpAnswer other = answer("bytes 20-29/100");
  for (const char* const etag : {"\"b\"", "W/\"a\"", ""}) {
    other.headers.back().value = etag;
    EXPECT_THROW(reader_.begin(other), VersionChangedError) << etag;
  }
  // A shorter file is another version, not a wrong answer.
  HttpAnswer shorter = answer("bytes 20-24/25");
  shorter.headers.back().value = "\"b\"";
  EXPECT_THROW(reader_.begin(shorter), VersionChangedError);
  RangeReader unpinned = make_reader(std::nullopt);
  EXPECT_THROW(unpinned.begin(answer("bytes 20-24/25")), VersionChangedError);
}

TEST_F(RangeReaderTest, AnUnknownSizeIsThatOfThePinnedVersion) {
  reader_.begin(answer("bytes 20-29/*"));
  EXPECT_EQ(reader_.version().size, 100U);
  RangeReader unpinned = make_reader(std::nullopt);
  unpinned.begin(answer("bytes 20-29/*"));
  EXPECT_EQ(unpinned.version().size, std::nullopt);
}

TEST_F(RangeReaderTest, AcceptsStatus200OnlyForTheWholeFile) {
  const HttpAnswer whole = {.status = 200,
                            .headers = {{"content-length", "10"}}};
  EXPECT_THROW(reader_.begin(whole), WrongAnswerError);
  RangeReader first("x", 0, bytes_, std::nullopt, VersionBasis::kEtag);
  first.begin(whole);
  EXPECT_EQ(first.version().size, 10U);
  EXPECT_THROW(
      first.begin({.status = 200, .headers = {{"content-length", "11"}}}),
      WrongAnswerError);
  EXPECT_THROW(first.begin({.status = 200, .headers = {}}), WrongAnswerError);
}

}  // namespace
}  // namespace mtscomp
