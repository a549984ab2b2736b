// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads the parameters of a plain file from the metadata file of the
// acquisition system: SpikeGLX's .meta or Open Ephys's structure.oebin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/file_location.h"
#include "mtscomp/format/dtype.h"

namespace mtscomp {

struct RecordingParameters {
  std::uint64_t n_channels = 0;
  double sample_rate = 0;  // Hz.
  // Always int16, because SpikeGLX and Open Ephys write no other type.
  Dtype dtype;
  // Size of the .bin, in bytes.  Set if the metadata file contains the size.
  std::optional<std::uint64_t> file_size;
  // SHA-1 of the .bin, as 40 lower-case hexadecimal digits.  Set if the
  // metadata file contains the SHA-1.
  std::optional<std::string> file_sha1;
  std::string source;  // Path of the metadata file, for messages.
  // Messages about fields that are malformed but are not needed to read the
  // samples.
  std::vector<std::string> warnings;
};

// Maximum size of a .meta or structure.oebin, in bytes.
inline constexpr std::size_t kMaxMetadataSize = std::size_t{16} << 20;

// Reads the parameters of the plain file at `raw`.  The plain file need not
// exist.  The parameters come from the first of these files that exists:
//
//   x.meta            for x.bin (any suffix), in the same directory
//   x.OTHER-UUID.meta for x.UUID.bin, if there is only one such file
//   structure.oebin   for .../continuous/STREAM/continuous.dat without a .meta,
//                     in the directory above `continuous`
//
// Returns nothing if none of these files exists.
// Throws: FormatError if the metadata file is malformed or does not list the
// stream; std::system_error if the metadata file cannot be read.
std::optional<RecordingParameters> find_parameters(const FileLocation& raw);

}  // namespace mtscomp
