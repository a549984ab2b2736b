// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/header_matches.h"

#include <sys/stat.h>

#include <algorithm>
#include <string>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

bool is_regular(const std::optional<struct stat>& status) {
  return status && S_ISREG(status->st_mode);
}

}  // namespace

std::optional<std::uint64_t> described_size(const FileLocation& ch) {
  if (!is_regular(ch.status())) {
    return std::nullopt;
  }
  try {
    const HeaderLimits limits = chosen_limits();
    const std::string text =
        read_text(ch.open_for_reading(), limits.max_header_size, ch.path());
    return parse_header(text, ch.path(), limits).cbin_size();
  } catch (const FormatError&) {
    return std::nullopt;
  }
}

bool header_matches(const FileLocation& cbin, const FileLocation& ch) {
  const std::optional<struct stat> status = cbin.status();
  return is_regular(status) &&
         static_cast<std::uint64_t>(status->st_size) == described_size(ch);
}

bool is_left_uncommitted(const FileLocation& cbin, const Partials& data,
                         const Partials& headers) {
  const auto has_partial_cbin = [&](pid_t process) {
    return std::any_of(data.abandoned.begin(), data.abandoned.end(),
                       [&](const AbandonedPartial& partial) {
                         return partial.process == process;
                       });
  };
  return std::any_of(headers.abandoned.begin(), headers.abandoned.end(),
                     [&](const AbandonedPartial& header) {
                       return !has_partial_cbin(header.process) &&
                              header_matches(cbin, header.location);
                     });
}

}  // namespace mtscomp
