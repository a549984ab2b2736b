// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reading a file that begins with something else than its recording's samples:
// an .npy, whose header is made when it is shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "mtscomp/reader/recording.h"
#include "reader/readahead.h"
#include "reader/recording_reader.h"

namespace mtscomp {

// As RecordingReader::read(), of the file that is `prefix` and then the .bin;
// `offset` counts from the start of the prefix, which is not needed after the
// call.
void read_after_prefix(RecordingReader& reader,
                       const std::shared_ptr<const Recording>& recording,
                       Readahead& streams, std::string_view prefix,
                       std::uint64_t offset, std::size_t size,
                       RecordingReader::OnRead on_read);

}  // namespace mtscomp
