// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#ifndef MTSCOMP_TESTS_FORMAT_HEADER_TEXT_H_
#define MTSCOMP_TESTS_FORMAT_HEADER_TEXT_H_

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "format/header_json.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

inline constexpr std::string_view kSha1A =
    "b84e6b78df90728f23d0cccedf9d9355ed6272d0";
inline constexpr std::string_view kSha1B =
    "cc2aac875df8bda6c1bee4df704a54e0b7c85a11";

// The JSON texts of a .ch by key, so a test can change one of them.
class HeaderText {
 public:
  HeaderText()
      : members_({{"algorithm", "\"zlib\""},
                  {"chunk_bounds", "[0, 100, 200, 217]"},
                  {"chunk_offsets", "[0, 643, 1296, 1435]"},
                  {"chunk_order", "\"F\""},
                  {"comp_level", "-1"},
                  {"do_spatial_diff", "false"},
                  {"do_time_diff", "true"},
                  {"dtype", "\"int16\""},
                  {"n_channels", "7"},
                  {"sample_rate", "30000.390639481"},
                  {"sha1_compressed", fmt::format("\"{}\"", kSha1A)},
                  {"sha1_uncompressed", fmt::format("\"{}\"", kSha1B)},
                  {"shape", "[217, 7]"},
                  {"version", "\"1.0\""}}) {}

  // The form of August and September 2019.
  static HeaderText legacy() {
    return HeaderText()
        .without("chunk_order")
        .without("sha1_compressed")
        .without("sha1_uncompressed")
        .without("shape");
  }

  HeaderText with(const std::string& key, const std::string& value) const {
    HeaderText changed = *this;
    changed.members_[key] = value;
    return changed;
  }
  HeaderText without(const std::string& key) const {
    HeaderText changed = *this;
    changed.members_.erase(key);
    return changed;
  }

  std::string text() const {
    std::string text;
    for (const auto& [key, value] : members_) {
      text +=
          fmt::format("{}\n  \"{}\": {}", text.empty() ? "{" : ",", key, value);
    }
    return text + "\n}";
  }

  Header parse(const HeaderLimits& limits = {}) const {
    return parse_header(text(), "x.ch", limits);
  }

  // The error message; empty if the text is accepted.
  std::string refusal(const HeaderLimits& limits = {}) const {
    try {
      parse(limits);
    } catch (const FormatError& error) {
      return error.what();
    }
    return "";
  }

 private:
  std::map<std::string, std::string> members_;
};

}  // namespace mtscomp

#endif  // MTSCOMP_TESTS_FORMAT_HEADER_TEXT_H_
