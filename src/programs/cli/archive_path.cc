// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/archive_path.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/threads/core_count.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "source/address/file_address.h"
#include "source/http/url/url.h"

namespace mtscomp {

bool is_tree(const std::string& path) {
  return is_address(path) ? !is_recording_name(split_address(path).name)
                          : std::filesystem::is_directory(path);
}

// The address is not repeated, because it can contain a password.
void refuse_address(std::string_view path, std::string_view role) {
  constexpr std::string_view kSlashes = "://";
  if (is_address(path)) {
    throw UsageError(fmt::format(
        "{}...: {} must be local, but this is an address",
        path.substr(0, path.find(kSlashes) + kSlashes.size()), role));
  }
}

std::size_t n_reading_threads(const std::optional<std::size_t>& given,
                              std::string_view path,
                              const RemoteOptions& remote) {
  return given.value_or(is_address(path) ? remote.n_connections : core_count());
}

}  // namespace mtscomp
