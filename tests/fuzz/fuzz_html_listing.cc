// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: a web page.  Each of its entries has a name, and the URL of this name
// is one level below the page.  The page as a link leads to a URL that is
// parsed as the same URL again.
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/remote_listing_check.h"
#include "mtscomp/base/error.h"
#include "source/http/listing/html_listing.h"
#include "source/http/url/percent_encoding.h"
#include "source/http/url/url_join.h"

namespace mtscomp {
namespace {

void check_page(std::string_view html, const Url& url) {
  RemoteListing listing;
  try {
    listing = parse_html_listing(html, url);
  } catch (const FormatError&) {
    return;
  }
  require_right(listing);
  for (const RemoteEntry& entry : listing.entries) {
    const std::string name =
        percent_encode(entry.name) + (entry.is_directory ? "/" : "");
    const std::optional<Url> target = join_url(url, "./" + name);
    require(target && target->path == url.path + name,
            "an entry that cannot be asked for");
  }
}

void check_link(std::string_view link, const Url& base) {
  std::optional<Url> url = join_url(base, link);
  if (!url) {
    return;
  }
  require(
      canonical_path(canonical_path(url->path)) == canonical_path(url->path),
      "a canonical path that is not canonical");
  const std::optional<Url> again = join_url(base, to_string(*url));
  require(again == url, "a URL that is another URL when it is parsed");
  url->query.clear();
  require(parse_url(to_string(*url)) == url, "a URL that a user cannot write");
}

// A message may contain the text after the last '@' only, up to a query.
void check_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  const std::size_t end = text.find_first_of("?#");
  const std::string_view public_part =
      at == std::string_view::npos
          ? text.substr(0, end)
          : text.substr(at).substr(0, text.substr(at).find_first_of("?#"));
  try {
    parse_url(text);
  } catch (const UsageError& error) {
    require(
        std::string_view(error.what()).find("SECRET") == std::string::npos ||
            public_part.find("SECRET") != std::string::npos,
        "a message with a secret");
  }
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  const std::string_view text = as_text(data, size);
  const Url url = parse_url("http://host:81/a%20b/%23c/");
  check_page(text, url);
  check_link(text, url);
  check_address(text);
  return 0;
}
