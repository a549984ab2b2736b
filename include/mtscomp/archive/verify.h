// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// verify() compares a pair with its header and its .meta, without unpacking it
// to a file, and with the plain recording that it was made from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/verify_report.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"

namespace MTSCOMP_API mtscomp {

using OpenFile = std::function<FileDescriptor(const std::string& path)>;

struct VerifyOptions {
  std::size_t n_threads = 1;
  // Read the header, the .meta and the sizes, and no sample.
  bool quick = false;
  // Read the plain file beside the pair too, if there is one.
  bool compare_raw = false;
  // Drop the pair's pages first, so that it is read from the disk.
  bool drop_pages = false;
  // Opens the plain file by its path.  Called again at the end, to see that the
  // name still leads to the same file.  nullptr: open(2) with O_NOFOLLOW.
  const OpenFile* open_raw = nullptr;
};

// Bytes of files, read so far and in all.
struct VerifyProgress {
  std::uint64_t total = 0;
  std::uint64_t done = 0;
};
using OnVerifyProgress = std::function<void(const VerifyProgress&)>;

// Decodes with n_threads threads; the caller's thread hashes, and is told of
// the progress.  At most n_threads + 1 chunks are in memory.
//
// Whatever is wrong with the files is in the report, not an exception.
// Throws: Stopped; std::bad_alloc; what on_progress
// throws.
VerifyReport verify(const RecordingFiles& files, const VerifyOptions& options,
                    const std::stop_token& stop,
                    const OnVerifyProgress& on_progress);

}  // namespace mtscomp
