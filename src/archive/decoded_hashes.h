// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One pass over a .cbin: every chunk decoded, both SHA-1s, and what is wrong.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "mtscomp/archive/file_sha1.h"
#include "mtscomp/format/header.h"

namespace mtscomp {

struct DecodedHashes {
  std::size_t n_bad_chunks = 0;
  std::vector<std::string> messages;  // Of the first few bad chunks.
  // Nothing where a chunk could not be read, or not decoded.
  std::optional<std::string> sha1_compressed;
  std::optional<std::string> sha1_uncompressed;
};

// Chunks are decoded by n_threads threads and hashed by the caller's, in order.
// on_read is told of compressed bytes.
// Throws: std::system_error if the .cbin cannot be opened; UsageError for a
// request to stop; what on_read throws.
DecodedHashes decode_and_hash(const std::string& cbin_path,
                              const Header& header, std::size_t n_threads,
                              const std::stop_token& stop,
                              const OnBytesRead& on_read);

}  // namespace mtscomp
