// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One pass over a .cbin: every chunk decoded, both SHA-1s, and the faults.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "archive/verify/file_sha1.h"
#include "mtscomp/format/header.h"

namespace mtscomp {

// Chunks with one kind of fault.
struct ChunkFaults {
  std::size_t count = 0;
  std::vector<std::string> messages;  // About the first few.

  void add(std::string message);
  // The messages, and how many more there are.
  std::string describe() const;
};

struct DecodedHashes {
  ChunkFaults bad;     // Read, and damaged.
  ChunkFaults unread;  // Not checked: a read error, no memory.
  // Nothing if a chunk was not read, or not decoded.
  std::optional<std::string> sha1_compressed;
  std::optional<std::string> sha1_uncompressed;
};

// Chunks are decoded by n_threads threads and hashed by the caller's, in order.
// on_read is told of compressed bytes.
// Throws: std::system_error; Stopped; what on_read throws.
DecodedHashes decode_and_hash(FileDescriptor cbin, const std::string& cbin_path,
                              const Header& header, std::size_t n_threads,
                              const std::stop_token& stop,
                              const OnBytesRead& on_read);

}  // namespace mtscomp
