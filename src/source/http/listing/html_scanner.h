// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the links in a web page, as a browser would, without building a tree.
// https://html.spec.whatwg.org/multipage/parsing.html
//
// The time grows linearly with the size of the page, whatever it contains.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

class HtmlScanner {
 public:
  // Requires: `html` must outlive this object.
  explicit HtmlScanner(std::string_view html) : rest_(html) {}

  // Returns the attribute href of the next tag <a>, with character references
  // such as "&amp;" replaced.  Comments, scripts and style sheets are skipped.
  // Returns nothing at the end of the page.
  std::optional<std::string> next_link();

  // Returns true if a part of the page is missing: the page ends within a tag
  // or a comment, or it has <html> but no </html>.
  // Requires: next_link() must have returned nothing.
  bool is_cut() const { return is_cut_ || (has_begin_ && !has_end_); }

 private:
  // The texts are parts of the page.
  struct Tag {
    std::string_view name;
    std::optional<std::string_view> href;
    bool is_end = false;
  };

  std::optional<Tag> next_tag();
  bool enter_tag(Tag& tag);
  void read_attributes(Tag& tag);
  std::string_view read_value();
  std::string_view take_until(std::string_view ends);
  void skip_all_of(std::string_view characters);
  void skip_past(std::string_view text);
  void skip_raw_text(std::string_view element);

  std::string_view rest_;
  bool has_begin_ = false;
  bool has_end_ = false;
  bool is_cut_ = false;
};

}  // namespace mtscomp
