// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/uuid_name.h"

#include <algorithm>

namespace mtscomp {
namespace {

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return text.size() == kForm.size() &&
         std::equal(text.begin(), text.end(), kForm.begin(),
                    [](char found, char form) {
                      return form == '-' ? found == '-'
                                         : (found >= '0' && found <= '9') ||
                                               (found >= 'a' && found <= 'f');
                    });
}

// Position of the dot before a UUID at the end; npos if there is no UUID.
std::size_t find_uuid(std::string_view stem) {
  const std::size_t dot = stem.rfind('.');
  return dot == std::string_view::npos || dot == 0 ||
                 !is_uuid(stem.substr(dot + 1))
             ? std::string_view::npos
             : dot;
}

}  // namespace

std::string_view without_uuid(std::string_view stem) {
  const std::string_view rest = stem.substr(0, find_uuid(stem));
  return find_uuid(rest) == std::string_view::npos ? rest : stem;
}

}  // namespace mtscomp
