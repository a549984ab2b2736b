// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/killed_writer.h"

#include "base/files/output/partial_files.h"
#include "writer/commit/described_size.h"

namespace mtscomp {

bool is_left_by_killed_writer(const FileLocation& cbin,
                              const FileLocation& ch) {
  const Partials data = find_partials(cbin, OwnPartial::kIgnore);
  const Partials headers = find_partials(ch);
  return !data.kept.empty() || !headers.kept.empty() ||
         (!ch.is_there() && data.writers.empty() &&
          is_left_uncommitted(cbin, data, headers));
}

}  // namespace mtscomp
