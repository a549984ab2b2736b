// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// unpack(): a .cbin and its .ch become the plain recording again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/base/output_file.h"

namespace MTSCOMP_API mtscomp {

struct UnpackOptions {
  std::size_t n_threads = 1;
  // Compare SHA-1s with the header's.
  bool check = true;
  // Begin with NumPy's header.  By default unpack() does so for a .cnpy, and
  // unpack_to_file() if the output is an .npy.
  std::optional<bool> with_npy_header = std::nullopt;
};

struct UnpackProgress {
  std::uint64_t raw_size = 0;  // Bytes of samples, in all.
  std::uint64_t raw_done = 0;  // Bytes of samples written.
};

using OnUnpackProgress = std::function<void(const UnpackProgress&)>;

// Takes the bytes of the plain file in order.
using Sink = std::function<void(std::span<const std::byte>)>;

// Decodes with n_threads threads; the caller's thread hashes and writes, in
// order.  At most n_threads + 1 decoded chunks are in memory.
//
// The check compares the samples with sha1_uncompressed; of floats that were
// packed with differences, which do not come back as they were, the .cbin with
// sha1_compressed instead.  A null hash has nothing to compare with.
// Throws: FormatError for a bad header; CorruptChunkError for a chunk or hash
// that is wrong, after the bytes before it have been handed out; Stopped;
// std::system_error.
UnpackProgress unpack(const std::string& cbin_path, const std::string& ch_path,
                      const UnpackOptions& options, const Sink& sink,
                      const std::stop_token& stop,
                      const OnUnpackProgress& on_progress);

// Unpacks to a file, which appears under its name when it is whole, verified
// and on the disk, with the later modification time of the pair's files.
// Throws: also BusyError if another process writes it; UsageError if it exists
// and may not be replaced, or as refuse_packed_name() does.
UnpackProgress unpack_to_file(const std::string& cbin_path,
                              const std::string& ch_path,
                              const std::string& raw_path, Existing existing,
                              const UnpackOptions& options,
                              const std::stop_token& stop,
                              const OnUnpackProgress& on_progress);

}  // namespace mtscomp
