// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// unpack(): restores the plain recording from a .cbin and its .ch.  The pair
// can be on a server, the plain recording cannot.
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
#include "mtscomp/reader/pair_location.h"

namespace MTSCOMP_API mtscomp {

struct UnpackOptions {
  std::size_t n_threads = 1;
  // Compare the SHA-1 with the header (see unpack()).
  bool check = true;
  // Write a NumPy header first.  If this is empty, unpack() writes it for a
  // .cnpy, and unpack_to_file() writes it if the output is an .npy.
  std::optional<bool> with_npy_header = std::nullopt;
};

struct UnpackProgress {
  std::uint64_t raw_size = 0;  // Bytes of samples in the recording.
  std::uint64_t raw_done = 0;  // Bytes of samples written.
};

using OnUnpackProgress = std::function<void(const UnpackProgress&)>;

// Receives the bytes of the plain file, in order.
using Sink = std::function<void(std::span<const std::byte>)>;

// Decodes with n_threads threads.  The caller's thread hashes the chunks and
// calls `sink` and `on_progress`, in order.  At most n_threads + 1 decoded
// chunks are in memory.
//
// If options.check is set, the SHA-1 of the samples is compared with
// sha1_uncompressed.  Differences of floats are rounded.  So for floats packed
// with differences, the SHA-1 of the .cbin is compared with sha1_compressed
// instead.  If the SHA-1 in the header is null, nothing is compared.
// Throws: FormatError for a bad header; CorruptChunkError for a damaged chunk
// or a wrong SHA-1; Stopped; std::system_error.  `sink` has then received all
// bytes before the error.
UnpackProgress unpack(const PairLocation& pair, const UnpackOptions& options,
                      const Sink& sink, const std::stop_token& stop,
                      const OnUnpackProgress& on_progress);
UnpackProgress unpack(const std::string& cbin_path, const std::string& ch_path,
                      const UnpackOptions& options, const Sink& sink,
                      const std::stop_token& stop,
                      const OnUnpackProgress& on_progress);

// Unpacks to a file.  The file appears under its name when it is complete,
// verified and synced.  Its modification time is the later one of the pair's
// files.
// Throws: as unpack(); BusyError if another process writes the file; UsageError
// if the file exists and may not be replaced, or has a name that only packed
// data, headers or .meta files may have.
UnpackProgress unpack_to_file(const PairLocation& pair,
                              const std::string& raw_path, Existing existing,
                              const UnpackOptions& options,
                              const std::stop_token& stop,
                              const OnUnpackProgress& on_progress);
UnpackProgress unpack_to_file(const std::string& cbin_path,
                              const std::string& ch_path,
                              const std::string& raw_path, Existing existing,
                              const UnpackOptions& options,
                              const std::stop_token& stop,
                              const OnUnpackProgress& on_progress);

}  // namespace mtscomp
