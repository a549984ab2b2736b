// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/source_directory.h"

#include "mtscomp/base/directory_walk.h"

namespace mtscomp {

std::string SourceDirectory::path_of(const std::string& name) const {
  return join_paths(path_, name);
}

}  // namespace mtscomp
