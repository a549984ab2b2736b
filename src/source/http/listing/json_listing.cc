// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/json_listing.h"

#include <string>
#include <utility>

#include "base/text/utf8_text.h"
#include "source/http/listing/json_entry.h"
#include "source/http/listing/listing_builder.h"

namespace mtscomp {
namespace {

// Returns true if the name contains a replaced byte.
bool is_replaced(std::string_view name) {
  return name.find(kReplacement) != std::string_view::npos;
}

void add_entry(ListingBuilder& builder, const JsonMembers& members) {
  const std::string type = members.string("type");
  const bool is_directory = type == "directory";
  if (!is_directory && type != "file") {
    return;
  }
  RemoteEntry entry = {.name = members.string("name"),
                       .is_directory = is_directory};
  if (!is_directory) {
    entry.size = members.count("size");
  }
  if (members.has_value("mtime")) {
    entry.modified = parse_http_date(members.string("mtime"));
  }
  if (is_replaced(entry.name)) {
    builder.refuse(entry.name, "the name is not valid UTF-8");
  } else {
    builder.add(std::move(entry));
  }
}

}  // namespace

RemoteListing parse_json_listing(std::string_view text, std::string_view name) {
  check_listing_size(text, name);
  ListingBuilder builder{std::string(name)};
  // nginx copies names that are not UTF-8 into the text.
  for_each_json_entry(
      replace_invalid_utf8(text), name,
      [&builder](const JsonMembers& members) { add_entry(builder, members); });
  return builder.finish();
}

}  // namespace mtscomp
