// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/killed_writer.h"

#include "mtscomp/base/output_file.h"
#include "writer/described_size.h"

namespace mtscomp {

bool was_killed_while_committing(const std::string& cbin_path,
                                 const std::string& ch_path) {
  const Partials data = find_partials(cbin_path);
  return !data.is_being_written && data.abandoned.empty() &&
         is_described_by_any(cbin_path, find_partials(ch_path).abandoned);
}

bool is_left_by_killed_writer(const std::string& cbin_path,
                              const std::string& ch_path) {
  return (!is_there(ch_path) &&
          was_killed_while_committing(cbin_path, ch_path)) ||
         !find_partials(cbin_path).kept.empty() ||
         !find_partials(ch_path).kept.empty();
}

}  // namespace mtscomp
