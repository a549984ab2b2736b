// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/remote_name.h"

#include <climits>

namespace mtscomp {

std::string_view problem_of_name(std::string_view name) {
  if (name.empty()) {
    return "the name is empty";
  }
  if (name == "." || name == "..") {
    return "the name means a directory itself";
  }
  if (name.find('/') != std::string_view::npos) {
    return "the name contains a slash";
  }
  if (name.find('\0') != std::string_view::npos) {
    return "the name contains a NUL";
  }
  static_assert(NAME_MAX == 255);
  return name.size() > NAME_MAX ? "the name is longer than 255 bytes" : "";
}

}  // namespace mtscomp
