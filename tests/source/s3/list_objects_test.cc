// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/list_objects.h"

#include <gtest/gtest.h>

#include <string>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

S3Page page_of(std::string_view xml) {
  return std::get<S3Page>(parse_s3_page(xml, "s3://b/"));
}

std::string refusal_of(std::string_view xml) {
  try {
    parse_s3_page(xml, "s3://b/");
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

std::string list(std::string_view content) {
  return "<ListBucketResult><IsTruncated>false</IsTruncated>" +
         std::string(content) + "</ListBucketResult>";
}

// The form of Amazon's answers.
TEST(ListObjectsTest, ReadsAPage) {
  const S3Page page = page_of(R"(<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix>data/</Prefix><NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken><KeyCount>3</KeyCount><MaxKeys>1000</MaxKeys><Delimiter>%2F</Delimiter><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><Contents><Key>data/a+b%2B%23c%C3%BC.cbin</Key><LastModified>2021-06-01T12:00:00.000Z</LastModified><ETag>&quot;3c1e0d8f-12&quot;</ETag><Size>29413957992</Size><StorageClass>STANDARD</StorageClass></Contents><Contents><Key>data/b</Key><LastModified>2021-06-01T12:00:00.000Z</LastModified><ETag>&#34;d41d8&#34;</ETag><Size>0</Size></Contents><CommonPrefixes><Prefix>data/%232024-05-06%23/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>data/c%2Fd/</Prefix></CommonPrefixes></ListBucketResult>)");
  ASSERT_EQ(page.objects.size(), 2);
  EXPECT_EQ(page.objects[0].key, "data/a b+#c\u00fc.cbin");
  EXPECT_EQ(page.objects[0].size, "29413957992");
  EXPECT_EQ(page.objects[0].last_modified, "2021-06-01T12:00:00.000Z");
  EXPECT_EQ(page.objects[0].etag, "\"3c1e0d8f-12\"");
  EXPECT_EQ(page.objects[1].etag, "\"d41d8\"");
  EXPECT_EQ(page.common_prefixes,
            (std::vector<std::string>{"data/#2024-05-06#/", "data/c/d/"}));
  EXPECT_EQ(page.next_token, "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=");
}

TEST(ListObjectsTest, KeysAreDecodedOnlyIfTheAnswerSaysSo) {
  const S3Page page =
      page_of(list("<Contents><Key>a+b%20&amp;&#x63;</Key></Contents>"
                   "<CommonPrefixes><Prefix>d%/</Prefix></CommonPrefixes>"));
  EXPECT_EQ(page.objects[0].key, "a+b%20&c");
  EXPECT_EQ(page.common_prefixes[0], "d%/");
}

TEST(ListObjectsTest, TheLastPageHasNoToken) {
  EXPECT_EQ(page_of(list("")).next_token, std::nullopt);
  EXPECT_EQ(page_of(list("<NextContinuationToken>x</NextContinuationToken>"))
                .next_token,
            std::nullopt);
}

TEST(ListObjectsTest, TextInCdataIsRead) {
  EXPECT_EQ(page_of(list("<Contents><Key><![CDATA[a<b]]></Key></Contents>"))
                .objects[0]
                .key,
            "a<b");
}

TEST(ListObjectsTest, AnIncompletePageIsRefused) {
  for (const char* const xml :
       {"", " ", "<", "<ListBucketResult>", "<ListBucketResult/>",
        "<ListBucketResult><IsTruncated>false</IsTruncated>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<ListBucketResult><IsTruncated>?</IsTruncated></ListBucketResult>",
        "<html><body></body></html>", "{}", "<a></b>"}) {
    EXPECT_NE(refusal_of(xml), "") << xml;
  }
  EXPECT_EQ(refusal_of("<html/>"),
            "s3://b/: the answer is not a listing of S3; check the endpoint");
}

TEST(ListObjectsTest, EntitiesAreNotDefined) {
  const S3Page page = page_of(
      "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY f SYSTEM \"file:///etc/"
      "passwd\">]>" +
      list("<Contents><Key>&a;&f;</Key></Contents>"));
  EXPECT_EQ(page.objects[0].key, "&a;&f;");
}

TEST(ListObjectsTest, KeysThatAreEncodedWronglyAreRefused) {
  EXPECT_EQ(refusal_of(list("<EncodingType>url</EncodingType><Contents>"
                            "<Key>a%zz</Key></Contents>")),
            "s3://b/: the listing contains a key that is encoded wrongly: "
            "\"a%zz\"");
}

TEST(ListObjectsTest, AnErrorCanComeWithEveryStatus) {
  const std::string_view xml =
      "<?xml version=\"1.0\" "
      "encoding=\"UTF-8\"?>\n<Error><Code>PermanentRedirect"
      "</Code><Message>Use the\nendpoint.</Message><Region>eu-west-1</Region>"
      "<Endpoint>b.s3.eu-west-1.amazonaws.com</Endpoint></Error>";
  const auto answer = parse_s3_page(xml, "s3://b/");
  ASSERT_TRUE(std::holds_alternative<S3Error>(answer));
  for (const S3Error& error :
       {std::get<S3Error>(answer), parse_s3_error(xml).value()}) {
    EXPECT_EQ(error.code, "PermanentRedirect");
    EXPECT_EQ(error.message, "Use the\\nendpoint.");
    EXPECT_EQ(error.region, "eu-west-1");
    EXPECT_EQ(error.endpoint, "b.s3.eu-west-1.amazonaws.com");
  }
}

TEST(ListObjectsTest, OtherBodiesAreNoErrors) {
  for (const char* const text :
       {"", "<html></html>", "<Error>", "text", "<ListBucketResult/>"}) {
    EXPECT_FALSE(parse_s3_error(text)) << text;
  }
}

TEST(ListObjectsTest, MessagesOfErrorsAreShort) {
  const std::string message(1000, 'a');
  const std::string xml = "<Error><Message>" + message + "</Message></Error>";
  EXPECT_EQ(parse_s3_error(xml)->message.size(), 200);
}

TEST(ListObjectsTest, LargeAnswersAreRefused) {
  const std::string large = list(std::string(kMaxS3AnswerSize, 'a'));
  EXPECT_THROW(parse_s3_page(large, "x"), UnsupportedError);
  EXPECT_FALSE(parse_s3_error(large));
  std::string tags;
  for (std::size_t i = 0; i < kMaxS3AnswerTags; ++i) {
    tags += "<a/>";
  }
  EXPECT_THROW(parse_s3_page(list(tags), "x"), UnsupportedError);
}

// A recursive parser would overflow the stack.
TEST(ListObjectsTest, DeepAnswersAreRead) {
  std::string open;
  std::string close;
  for (std::size_t i = 0; i < kMaxS3AnswerTags / 2 - 10; ++i) {
    open += "<a>";
    close += "</a>";
  }
  EXPECT_TRUE(page_of(list(open + close)).objects.empty());
  EXPECT_NE(refusal_of(list(open)), "");
}

}  // namespace
}  // namespace mtscomp
