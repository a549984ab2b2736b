// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/html_scanner.h"

#include <algorithm>
#include <array>

#include "base/text/lower_case.h"
#include "source/http/listing/character_references.h"

namespace mtscomp {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Tags in these elements are text.
bool has_raw_text(std::string_view element) {
  constexpr std::array<std::string_view, 8> kElements = {
      "iframe", "noembed",  "noframes", "script",
      "style",  "textarea", "title",    "xmp"};
  return std::any_of(kElements.begin(), kElements.end(),
                     [element](std::string_view raw) {
                       return equals_ignoring_case(element, raw);
                     });
}

}  // namespace

std::optional<std::string> HtmlScanner::next_link() {
  while (const std::optional<Tag> tag = next_tag()) {
    if (equals_ignoring_case(tag->name, "html")) {
      (tag->is_end ? has_end_ : has_begin_) = true;
    }
    if (!tag->is_end && has_raw_text(tag->name)) {
      skip_raw_text(tag->name);
    }
    if (!tag->is_end && tag->href && equals_ignoring_case(tag->name, "a")) {
      return decode_character_references(*tag->href);
    }
  }
  return std::nullopt;
}

std::optional<HtmlScanner::Tag> HtmlScanner::next_tag() {
  for (std::size_t at = rest_.find('<'); at != std::string_view::npos;
       at = rest_.find('<')) {
    rest_.remove_prefix(at + 1);
    Tag tag;
    if (enter_tag(tag)) {
      read_attributes(tag);
      return is_cut_ ? std::nullopt : std::optional(tag);
    }
  }
  rest_ = {};
  return std::nullopt;
}

// Reads the name of a tag after '<'.  Skips comments and other markup without a
// name.  Returns false if there is no name.
bool HtmlScanner::enter_tag(Tag& tag) {
  if (rest_.starts_with("!--")) {
    rest_.remove_prefix(1);  // "<!-->" is a whole comment.
    skip_past("-->");
    return false;
  }
  tag.is_end = rest_.starts_with('/');
  const std::string_view name = rest_.substr(tag.is_end ? 1 : 0);
  if (!name.empty() && is_letter(name[0])) {
    rest_ = name;
    tag.name = take_until(" \t\n\f\r/>");
    return true;
  }
  if (tag.is_end || rest_.starts_with('!') || rest_.starts_with('?')) {
    skip_past(">");
  }
  return false;
}

void HtmlScanner::read_attributes(Tag& tag) {
  for (skip_all_of(" \t\n\f\r/"); !rest_.empty() && rest_[0] != '>';
       skip_all_of(" \t\n\f\r/")) {
    // A name can begin with '='.
    const std::size_t end = rest_.find_first_of(" \t\n\f\r/>=", 1);
    const std::string_view name = rest_.substr(0, end);
    rest_.remove_prefix(name.size());
    skip_all_of(" \t\n\f\r");
    std::string_view value;
    if (rest_.starts_with('=')) {
      rest_.remove_prefix(1);
      skip_all_of(" \t\n\f\r");
      value = read_value();
    }
    if (!tag.href && equals_ignoring_case(name, "href")) {
      tag.href = value;
    }
  }
  skip_past(">");
}

std::string_view HtmlScanner::read_value() {
  if (!rest_.starts_with('"') && !rest_.starts_with('\'')) {
    return take_until(" \t\n\f\r>");
  }
  const std::string_view quote = rest_.substr(0, 1);
  rest_.remove_prefix(1);
  const std::string_view value = take_until(quote);
  skip_past(quote);
  return value;
}

std::string_view HtmlScanner::take_until(std::string_view ends) {
  const std::string_view taken = rest_.substr(0, rest_.find_first_of(ends));
  rest_.remove_prefix(taken.size());
  return taken;
}

void HtmlScanner::skip_all_of(std::string_view characters) {
  rest_.remove_prefix(
      std::min(rest_.find_first_not_of(characters), rest_.size()));
}

void HtmlScanner::skip_past(std::string_view text) {
  const std::size_t at = rest_.find(text);
  is_cut_ = is_cut_ || at == std::string_view::npos;
  rest_.remove_prefix(is_cut_ ? rest_.size() : at + text.size());
}

void HtmlScanner::skip_raw_text(std::string_view element) {
  constexpr std::string_view kEndTag = "</";
  do {
    skip_past(kEndTag);
  } while (!rest_.empty() &&
           !equals_ignoring_case(rest_.substr(0, element.size()), element));
}

}  // namespace mtscomp
