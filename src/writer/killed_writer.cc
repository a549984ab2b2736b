// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/killed_writer.h"

#include "mtscomp/base/partial_files.h"
#include "writer/described_size.h"

namespace mtscomp {

bool was_killed_while_committing(const FileLocation& cbin,
                                 const FileLocation& ch) {
  const Partials data = find_partials(cbin, OwnPartial::kIgnore);
  return data.writers.empty() &&
         is_left_uncommitted(cbin, data, find_partials(ch));
}

bool is_left_by_killed_writer(const FileLocation& cbin,
                              const FileLocation& ch) {
  return (!ch.is_there() && was_killed_while_committing(cbin, ch)) ||
         !find_partials(cbin).kept.empty() || !find_partials(ch).kept.empty();
}

}  // namespace mtscomp
