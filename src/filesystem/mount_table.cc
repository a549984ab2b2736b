// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/mount_table.h"

#include <cstddef>
#include <fstream>
#include <sstream>
#include <vector>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::vector<std::string> split(const std::string& line) {
  std::istringstream words(line);
  std::vector<std::string> fields;
  for (std::string field; words >> field;) {
    fields.push_back(field);
  }
  return fields;
}

// Blanks and backslashes in a path are written as three octal digits.
std::string unescape(std::string_view text) {
  constexpr std::size_t kDigits = 3;
  std::string path;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + kDigits < text.size()) {
      path += static_cast<char>(
          std::stoi(std::string(text.substr(i + 1, kDigits)), nullptr, 8));
      i += kDigits;
    } else {
      path += text[i];
    }
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
    const std::vector<std::string> fields = split(line);
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
