// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What the acquisition system says of a plain recording, in the file that it
// wrote beside it: SpikeGLX's .meta or Open Ephys's structure.oebin.
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
  Dtype dtype;             // int16: neither system writes another.
  std::optional<std::uint64_t> file_size;  // Bytes of the .bin, where recorded.
  std::optional<std::string> file_sha1;    // 40 lower-case digits, likewise.
  std::string source;  // The file that says so, for messages.
  // Fields of it that could not be used, though samples do not depend on them.
  std::vector<std::string> warnings;
};

// Bytes of a .meta or structure.oebin, beyond which it is refused.
inline constexpr std::size_t kMaxMetadataSize = std::size_t{16} << 20;

// For x.bin, of any suffix: x.meta in the same directory; for x.UUID.bin also
// x.OTHER-UUID.meta, if it is the only one.  Where there is none,
// for .../continuous/STREAM/continuous.dat: the structure.oebin in the
// directory above `continuous`.  The recording itself
// need not exist.  Returns nothing if no such file describes it.
// Throws: FormatError if the file that is there is malformed, or lists no such
// stream;
// std::system_error if it cannot be read.
std::optional<RecordingParameters> find_parameters(const FileLocation& raw);

}  // namespace mtscomp
