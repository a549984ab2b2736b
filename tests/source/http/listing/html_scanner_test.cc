// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/html_scanner.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mtscomp {
namespace {

using Links = std::vector<std::string>;

Links links_in(std::string_view html) {
  HtmlScanner scanner(html);
  Links links;
  while (std::optional<std::string> link = scanner.next_link()) {
    links.push_back(*std::move(link));
  }
  return links;
}

bool is_cut(std::string_view html) {
  HtmlScanner scanner(html);
  while (scanner.next_link()) {
  }
  return scanner.is_cut();
}

TEST(HtmlScannerTest, FindsLinksInAllForms) {
  EXPECT_EQ(links_in("<a href=\"x\">1</a> <A HREF='y'>2</A><a href=z>"
                     "<a\nclass=\"c\"\thref = \"w\" title=t>"),
            (Links{"x", "y", "z", "w"}));
  EXPECT_EQ(links_in("<a href=\"a&amp;b>c\">"), (Links{"a&b>c"}));
  EXPECT_EQ(links_in("<a href=''><a href><a href=>"), (Links{"", "", ""}));
}

TEST(HtmlScannerTest, TheFirstOfTwoAttributesCounts) {
  EXPECT_EQ(links_in("<a href=x href=y>"), (Links{"x"}));
}

TEST(HtmlScannerTest, OtherTagsAndAttributesAreNoLinks) {
  EXPECT_EQ(links_in("<link href=x><abbr href=x><a xlink:href=x><a data-href=x>"
                     "</a href=x><a title='href=x'><1 href=x>< a href=x>"),
            Links());
}

TEST(HtmlScannerTest, CommentsAndScriptsAreSkipped) {
  EXPECT_EQ(links_in("<!-- <a href=x> --><a href=y><!--><a href=z>"),
            (Links{"y", "z"}));
  EXPECT_EQ(links_in("<script>'<a href=x>'</script><STYLE><a href=x></style>"
                     "<title><a href=x></title><a href=y>"),
            (Links{"y"}));
  EXPECT_EQ(links_in("<!DOCTYPE html><?xml a?></ b><a href=y>"), (Links{"y"}));
}

TEST(HtmlScannerTest, SlashesAndEqualsSignsInTags) {
  EXPECT_EQ(links_in("<a/href=x/><a =href=x><a href=y/ >"),
            (Links{"x/", "y/"}));
}

TEST(HtmlScannerTest, KnowsThatTheEndIsMissing) {
  for (const char* const html :
       {"<html><a href=x>", "<a", "<a href", "<a href=", "<a href='x",
        "<a href='x'", "<!-- a", "<!doctype", "</a", "<script>a",
        "<html><body></body>"}) {
    EXPECT_TRUE(is_cut(html)) << html;
  }
  for (const char* const html :
       {"", "<a href=x>", "a < b", "<HTML></Html>", "<html></html>\n",
        "<script></script>", "<!-- -->", "<!-->", "text"}) {
    EXPECT_FALSE(is_cut(html)) << html;
  }
}

// A scanner that begins anew after each failed search needs hours.
TEST(HtmlScannerTest, NeedsLinearTimeForHostilePages) {
  constexpr std::size_t kRepeats = 200'000;
  for (const std::string_view part :
       {"<", "<a ", "<a href=", "<!-", "</", "&", "<script></", "<a href='",
        "<!--", "&#", "<a a", "="}) {
    std::string html;
    for (std::size_t i = 0; i < kRepeats; ++i) {
      html += part;
    }
    links_in(html);
  }
}

}  // namespace
}  // namespace mtscomp
