// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/options/mount_config.h"

#include <fmt/format.h>

#include <cstddef>

#include "base/files/file_io.h"
#include "base/text/trim.h"
#include "mtscomp/base/error.h"
#include "programs/mount/options/mount_options.h"
#include "source/address/file_address.h"
#include "source/http/url/url.h"

namespace mtscomp {
namespace {

constexpr std::size_t kMaxSize = std::size_t{64} << 10;

std::string_view unquote(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == text.back() &&
                         (text.front() == '"' || text.front() == '\'');
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

// A service has no useful working directory, so relative paths are refused.
std::string absolute_path(std::string_view key, std::string_view value) {
  if (!value.starts_with('/')) {
    throw UsageError(
        fmt::format("{}={}: expected an absolute path", key, value));
  }
  return std::string(value);
}

void apply_line(std::string_view line, MountRequest& request) {
  const std::size_t equals = line.find('=');
  const std::string_view key = trim(line.substr(0, equals));
  if (equals == std::string_view::npos) {
    throw UsageError(fmt::format("\"{}\": expected KEY=VALUE", key));
  }
  const std::string_view value = unquote(trim(line.substr(equals + 1)));
  if (key == "SOURCE") {
    request.source = is_address(value) ? normal_address(std::string(value))
                                       : absolute_path(key, value);
  } else if (key == "MOUNTPOINT") {
    request.mount_point = absolute_path(key, value);
  } else if (key == "OPTIONS") {
    apply_mount_options(value, request);
  } else {
    throw UsageError(
        fmt::format("\"{}\": expected SOURCE, MOUNTPOINT or OPTIONS", key));
  }
}

}  // namespace

void apply_mount_config(std::string_view text, const std::string& name,
                        MountRequest& request) {
  std::size_t line_number = 0;
  while (!text.empty()) {
    const std::size_t size = text.find('\n');
    const std::string_view line = trim(text.substr(0, size));
    text.remove_prefix(size == std::string_view::npos ? text.size() : size + 1);
    ++line_number;
    if (line.empty() || line.front() == '#' || line.front() == ';') {
      continue;
    }
    try {
      apply_line(line, request);
    } catch (const UsageError& error) {
      throw UsageError(
          fmt::format("{}: line {}: {}", name, line_number, error.what()));
    }
  }
  for (const auto& [key, value] :
       {std::pair("SOURCE", &request.source),
        std::pair("MOUNTPOINT", &request.mount_point)}) {
    if (value->empty()) {
      throw UsageError(
          fmt::format("{}: the line {}=PATH is missing", name, key));
    }
  }
}

void read_mount_config(const std::string& path, MountRequest& request) {
  apply_mount_config(read_text(open_for_reading(path), kMaxSize, path), path,
                     request);
}

}  // namespace mtscomp
