// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes every chunk of a .cbin, and computes both SHA-1s in the same pass.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "archive/verify/file_sha1.h"
#include "mtscomp/format/header.h"
#include "mtscomp/source/source_file.h"

namespace mtscomp {

// Chunks with one kind of fault.
struct ChunkFaults {
  std::size_t count = 0;
  std::vector<std::string> messages;  // About the first five.

  void add(std::string message);
  // The messages, and the number of further chunks.
  std::string describe() const;
};

struct DecodedHashes {
  ChunkFaults bad;     // Chunks that were read and are damaged.
  ChunkFaults unread;  // Chunks not checked: read error, no memory.
  // Chunks that the segments in the header do not describe.
  std::size_t n_wrong_segments = 0;
  // sha1_compressed is empty if a chunk was not read, or if the size of the
  // .cbin is wrong.  sha1_uncompressed is empty if a chunk was not decoded.
  std::optional<std::string> sha1_compressed;
  std::optional<std::string> sha1_uncompressed;
};

// Decodes with n_threads threads.  The caller's thread hashes the chunks in
// order and calls on_read with the compressed size of every chunk.
// Throws: std::system_error; Stopped; exceptions of on_read.
DecodedHashes decode_and_hash(SourceFilePtr cbin, const std::string& cbin_path,
                              const Header& header, std::size_t n_threads,
                              const std::stop_token& stop,
                              const OnBytesRead& on_read);

}  // namespace mtscomp
