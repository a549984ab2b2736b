// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/aws_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text/lower_case.h"
#include "base/text/trim.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_comment(std::string_view line) {
  return line.starts_with('#') || line.starts_with(';');
}

// Cuts off a comment that follows a blank.
std::string_view without_comment(std::string_view line) {
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (is_blank(line[i - 1]) && is_comment(line.substr(i))) {
      return line.substr(0, i);
    }
  }
  return line;
}

std::string_view without_quotes(std::string_view text) {
  const bool is_quoted =
      text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

// Returns the name of the profile in a section's title, or nothing if the
// section is no profile.
std::optional<std::string> profile_of(std::string_view title, AwsFile kind) {
  constexpr std::string_view kPrefix = "profile";
  title = trim(title);
  if (kind == AwsFile::kCredentials || title == "default") {
    return std::string(without_quotes(title));
  }
  if (!title.starts_with(kPrefix) || title.size() == kPrefix.size() ||
      !is_blank(title[kPrefix.size()])) {
    return std::nullopt;
  }
  return std::string(without_quotes(trim(title.substr(kPrefix.size()))));
}

class ConfigParser {
 public:
  ConfigParser(std::string_view name, AwsFile kind)
      : name_(name), kind_(kind) {}

  void add_line(std::string_view line) {
    ++n_lines_;
    if (trim(line).empty() || is_comment(trim(line))) {
      return;
    }
    if (is_blank(line[0])) {
      continue_value(trim(line));
    } else if (line[0] == '[') {
      begin_section(trim(without_comment(line)));
    } else {
      add_setting(trim(without_comment(line)));
    }
  }

  AwsProfiles take_profiles() { return std::move(profiles_); }

 private:
  [[noreturn]] void refuse(std::string_view problem) const {
    throw FormatError(fmt::format("{}: line {}: {}", name_, n_lines_, problem));
  }

  void begin_section(std::string_view line) {
    if (!line.ends_with(']')) {
      refuse("the section has no \"]\"");
    }
    const std::optional<std::string> profile =
        profile_of(line.substr(1, line.size() - 2), kind_);
    // A section that is ignored still has settings.
    ignored_.clear();
    section_ = profile ? &profiles_[*profile] : &ignored_;
    value_ = nullptr;
  }

  void add_setting(std::string_view line) {
    const std::size_t equals = line.find('=');
    const std::string_view key = trim(line.substr(0, equals));
    if (equals == std::string_view::npos || key.empty()) {
      refuse("the line does not have the form NAME = VALUE");
    }
    if (section_ == nullptr) {
      refuse("a section such as [default] is missing before this line");
    }
    value_ = &(*section_)[to_lower_case(key)];
    *value_ = trim(line.substr(equals + 1));
  }

  void continue_value(std::string_view line) {
    if (value_ == nullptr) {
      refuse("a line that begins with a blank must follow NAME = VALUE");
    }
    value_->append("\n").append(line);
  }

  std::string_view name_;
  AwsFile kind_;
  AwsProfiles profiles_;
  AwsProfile ignored_;
  AwsProfile* section_ = nullptr;
  std::string* value_ = nullptr;
  std::size_t n_lines_ = 0;
};

}  // namespace

AwsProfiles parse_aws_config(std::string_view text, std::string_view name,
                             AwsFile kind) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  ConfigParser parser(name, kind);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    parser.add_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parser.take_profiles();
}

}  // namespace mtscomp
