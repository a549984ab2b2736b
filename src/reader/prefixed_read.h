// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads a file that has a generated prefix before the recording's samples: a
// .npy file, whose header the daemon generates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "mtscomp/reader/recording.h"
#include "reader/readahead.h"
#include "reader/recording_reader.h"

namespace mtscomp {

// Like RecordingReader::read(), for a file that consists of `prefix` and the
// .bin.  `offset` counts from the start of the prefix.  `prefix` is not used
// after the call.
void read_after_prefix(RecordingReader& reader,
                       const std::shared_ptr<const Recording>& recording,
                       Readahead& streams, std::string_view prefix,
                       std::uint64_t offset, std::size_t size,
                       RecordingReader::OnRead on_read);

}  // namespace mtscomp
