// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/html_listing.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <string>
#include <vector>

#include "mtscomp/base/error.h"
#include "source/http/url/percent_encoding.h"

namespace mtscomp {
namespace {

using Names = std::vector<std::string>;

// Names in the listing; those of directories end in '/'.
Names names_in(std::string_view html,
               std::string_view url = "https://h/data/") {
  Names names;
  for (const RemoteEntry& entry :
       parse_html_listing(html, parse_url(url)).entries) {
    names.push_back(entry.name + (entry.is_directory ? "/" : ""));
  }
  return names;
}

Names names_of_links(const std::vector<std::string>& links,
                     std::string_view url = "https://h/data/") {
  std::string html = "<html>";
  for (const std::string& link : links) {
    html += fmt::format("<a href=\"{}\">x</a>\n", link);
  }
  return names_in(html + "</html>", url);
}

// nginx 1.22.1.
TEST(HtmlListingTest, ReadsAListingOfNginx) {
  const std::string_view html = R"(<html>
<head><title>Index of /</title></head>
<body>
<h1>Index of /</h1><hr><pre><a href="../">../</a>
<a href="%232024-05-06%23/">#2024-05-06#/</a>                                      06-May-2024 07:08                   -
<a href="100%25.txt">100%.txt</a>                                           06-May-2024 07:08                   0
<a href="_ap.036e9614-8d8f-4ac5-a9e1-5e0a3f1c2d3e.cbin">_ap.036e9614-8d8f-4ac5-a9e1-5e0a3f1c2d3..&gt;</a> 06-May-2024 07:08                   0
<a href="a%26b.txt">a&amp;b.txt</a>                                            06-May-2024 07:08                   0
<a href="a%3Ab.txt">a:b.txt</a>                                            06-May-2024 07:08                   0
<a href="gr%C3%BC%C3%9Fe.txt">grüße.txt</a>                                        06-May-2024 07:08                   0
<a href="latin%E9">latin</a>                                             29-Nov-2026 17:12                   0
<a href="plus%2Bsemi%3Bq%3F.txt">plus+semi;q?.txt</a>                                   06-May-2024 07:08                   0
<a href="two%20words.ch">two words.ch</a>                                       06-May-2024 07:08                   0
</pre><hr></body>
</html>
)";
  EXPECT_EQ(names_in(html),
            (Names{"#2024-05-06#/", "100%.txt",
                   "_ap.036e9614-8d8f-4ac5-a9e1-5e0a3f1c2d3e.cbin", "a&b.txt",
                   "a:b.txt", "gr\u00fc\u00dfe.txt", "latin\xe9",
                   "plus+semi;q?.txt", "two words.ch"}));
}

// Apache 2.4.71 with FancyIndexing.
TEST(HtmlListingTest, ReadsAListingOfApache) {
  const std::string_view html =
      R"(<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html>
 <head>
  <title>Index of /</title>
 </head>
 <body>
<h1>Index of /</h1>
<pre>      <a href="?C=N;O=D">Name</a>                    <a href="?C=M;O=A">Last modified</a>      <a href="?C=S;O=A">Size</a>  <a href="?C=D;O=A">Description</a><hr>      <a href="/">Parent Directory</a>                             -   
      <a href="%232024-05-06%23/">#2024-05-06#/</a>           2024-05-06 07:08    -   
      <a href="a&amp;b.txt">a&amp;b.txt</a>                 2024-05-06 07:08    0   
      <a href="./a:b.txt">a:b.txt</a>                 2024-05-06 07:08    0   
      <a href="back%5cslash">back\slash</a>              2024-05-06 07:08    0   
      <a href="plus+semi;q%3f.txt">plus+semi;q?.txt</a>        2024-05-06 07:08    0   
      <a href="quote%22s'.txt">quote&quot;s'.txt</a>            2024-05-06 07:08    0   
<hr></pre>
</body></html>
)";
  EXPECT_EQ(names_in(html),
            (Names{"#2024-05-06#/", "a&b.txt", "a:b.txt", "back\\slash",
                   "plus+semi;q?.txt", "quote\"s'.txt"}));
}

TEST(HtmlListingTest, LinksCanHaveEveryForm) {
  EXPECT_EQ(names_of_links({"a", "./b", "/data/c", "//h/data/d",
                            "https://h/data/e", "https://h:443/data/f",
                            "x/../g", "../data/h/", "HTTPS://H/%64ata/i"}),
            (Names{"a", "b", "c", "d", "e", "f", "g", "h/", "i"}));
}

TEST(HtmlListingTest, LinksElsewhereAreIgnored) {
  const RemoteListing listing = parse_html_listing(
      "<a href='../'><a href='/'><a href='/datax/a'><a href='/data'>"
      "<a href='a/b'><a href='a/b/'><a href='?C=N;O=D'><a href='x?y'>"
      "<a href='#top'><a href=''><a href='.'><a href='http://h/data/a'>"
      "<a href='https://g/data/a'><a href='https://h:81/data/a'>"
      "<a href='mailto:a@h'><a href='javascript:a()'><a href='file:///data/a'>",
      parse_url("https://h/data/"));
  EXPECT_TRUE(listing.entries.empty());
  EXPECT_EQ(listing.n_refused, 0);
}

TEST(HtmlListingTest, NamesThatCannotBeNamesAreRefused) {
  const RemoteListing listing = parse_html_listing(
      "<a href='a%2fb'><a href='%2e%2e'><a href='%2e%2e/'><a href='.%2e/'>"
      "<a href='a%00b'><a href='//h/data//'><a href='a%zz'><a href='a%'><a "
      "href='" +
          std::string(256, 'a') + "'><a href='ok'>",
      parse_url("https://h/data/"));
  ASSERT_EQ(listing.entries.size(), 1);
  EXPECT_EQ(listing.n_refused, 9);
  EXPECT_EQ(listing.first_refused, "\"a/b\": the name contains a slash");
}

TEST(HtmlListingTest, NamesAreListedOnce) {
  EXPECT_EQ(names_of_links({"a", "b", "%61", "./a", "b/"}), (Names{"a", "b/"}));
}

TEST(HtmlListingTest, ThePageCanHaveAnyPath) {
  const std::string_view url = "https://h/%7Euser/a b/%232024%23/";
  EXPECT_EQ(names_of_links({"/~user/a%20b/%232024%23/c", "d"}, url),
            (Names{"c", "d"}));
  EXPECT_EQ(names_of_links({"/a", "b/"}, "https://h"), (Names{"a", "b/"}));
}

TEST(HtmlListingTest, EveryNameCanBeAskedFor) {
  const std::string name = "\x01 \"#%&'/+:;<=>?@[\\]^`{|}~\xff";
  const std::string encoded = percent_encode(name.substr(0, 6));
  EXPECT_EQ(names_of_links({encoded}), (Names{name.substr(0, 6)}));
}

TEST(HtmlListingTest, APageWithoutItsEndIsRefused) {
  for (const char* const html :
       {"", " \n", "<html><body><a href=a>a</a>", "<a href=a>a</a><a hre"}) {
    EXPECT_THROW(names_in(html), FormatError) << html;
  }
  EXPECT_TRUE(names_in("<html></html>").empty());
}

TEST(HtmlListingTest, AHugePageIsRefused) {
  EXPECT_THROW(names_in(std::string(kMaxListingSize + 1, ' ')),
               UnsupportedError);
}

TEST(HtmlListingTest, AMillionNamesAreRead) {
  std::string html;
  for (std::size_t i = 0; i < kMaxListedNames; ++i) {
    html += fmt::format("<a href={}>", i);
  }
  EXPECT_EQ(names_in(html).size(), kMaxListedNames);
  html += "<a href=x>";
  EXPECT_THROW(names_in(html), UnsupportedError);
}

}  // namespace
}  // namespace mtscomp
