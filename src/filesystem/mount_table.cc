// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/mount_table.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// The kernel escapes blanks within fields, and not all other white space.
std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t size = 0; size != std::string_view::npos;) {
    size = line.find(' ');
    fields.push_back(line.substr(0, size));
    line.remove_prefix(std::min(fields.back().size() + 1, line.size()));
  }
  return fields;
}

// Blanks and backslashes in a path are written as three octal digits.
std::string unescape(std::string_view text) {
  constexpr std::size_t kDigits = 3;
  constexpr int kOctal = 8;
  std::string path;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + kDigits < text.size()) {
      std::uint8_t byte = 0;
      const char* const digits = text.data() + i + 1;
      const auto [end, error] =
          std::from_chars(digits, digits + kDigits, byte, kOctal);
      if (error == std::errc() && end == digits + kDigits) {
        path += static_cast<char>(byte);
        i += kDigits;
        continue;
      }
    }
    path += text[i];
  }
  return path;
}

}  // namespace

std::string find_mounted_type(std::string_view mountinfo,
                              std::string_view mount_point) {
  constexpr std::size_t kMountPoint = 4;
  std::istringstream lines{std::string(mountinfo)};
  std::string type;  // Of the last, which hides the others.
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string_view> fields = split(line);
    if (fields.size() <= kMountPoint ||
        unescape(fields[kMountPoint]) != mount_point) {
      continue;
    }
    // Behind some optional fields and a hyphen.
    for (std::size_t i = kMountPoint + 1; i + 1 < fields.size(); ++i) {
      if (fields[i] == "-") {
        type = fields[i + 1];
        break;
      }
    }
  }
  return type;
}

std::string mounted_type(const std::string& mount_point) {
  constexpr const char* kTable = "/proc/self/mountinfo";
  std::ifstream file(kTable);
  std::ostringstream text;
  if (!(text << file.rdbuf())) {
    throw_errno(kTable);
  }
  return find_mounted_type(text.str(), mount_point);
}

}  // namespace mtscomp
