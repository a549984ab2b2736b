// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/recording_paths.h"

namespace mtscomp {
namespace {

// The suffix with its dot; empty for names that are all suffix (".bin"), which
// have none in the sense of Python's pathlib.
std::string_view suffix_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view()
                                                   : name.substr(dot);
}

std::string_view stem_of(std::string_view name) {
  return name.substr(0, name.size() - suffix_of(name).size());
}

std::string compressed_suffix(std::string_view raw_suffix) {
  return ".c" + std::string(raw_suffix.substr(1));
}

}  // namespace

std::optional<std::string> raw_name_of(std::string_view cbin_name) {
  for (const std::string_view raw_suffix : kRawSuffixes) {
    if (suffix_of(cbin_name) == compressed_suffix(raw_suffix)) {
      return std::string(stem_of(cbin_name)).append(raw_suffix);
    }
  }
  return std::nullopt;
}

std::optional<std::string> cbin_name_of(std::string_view raw_name) {
  for (const std::string_view raw_suffix : kRawSuffixes) {
    if (suffix_of(raw_name) == raw_suffix) {
      return std::string(stem_of(raw_name)) + compressed_suffix(raw_suffix);
    }
  }
  return std::nullopt;
}

std::string header_name_of(std::string_view name) {
  return std::string(stem_of(name)).append(kHeaderSuffix);
}

std::optional<std::string> header_stem_of(std::string_view name) {
  if (suffix_of(name) != kHeaderSuffix) {
    return std::nullopt;
  }
  return std::string(stem_of(name));
}

}  // namespace mtscomp
