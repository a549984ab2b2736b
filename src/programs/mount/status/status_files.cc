// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/status_files.h"

#include "mtscomp/codec/decoder_choice.h"
#include "programs/mount/status/status_text.h"

namespace mtscomp {

MountStatus StatusSources::now() const {
  const std::chrono::duration<double> uptime =
      std::chrono::steady_clock::now() - start;
  return {.request = request,
          .decoder = std::string(decoder_name(chosen_decoder())),
          .uptime = uptime.count(),
          .cache = cache.counters(),
          .segments = loader.segment_counters(),
          .source = source.counters(),
          .open = session->open_handles(),
          .n_inodes = inodes.size(),
          .n_headers_read = catalog.n_headers_read(),
          .header_memory = catalog.memory(),
          .n_problems = tree.problems().size()};
}

StatusDirectory make_status_directory(const StatusSources& sources) {
  return StatusDirectory(
      {{"status.json", [&sources] { return status_json(sources.now()); }},
       {"metrics.prom", [&sources] { return status_metrics(sources.now()); }},
       {"status.txt",
        [&sources] {
          return status_text(sources.now(), sources.tree.problems().text());
        }},
       {"problems", [&sources] { return sources.tree.problems().text(); }}});
}

}  // namespace mtscomp
