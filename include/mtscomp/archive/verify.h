// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// verify() checks a pair against its header and its .meta and, on request,
// against the plain recording.  It decodes in memory and writes no file.
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
  // Read the header, the .meta and the file sizes, but no samples.
  bool quick = false;
  // Also read the plain file and compare it, if there is one and the pair is
  // local.
  bool compare_raw = false;
  // First drop the pair from the page cache, to read it from the disk.
  bool drop_pages = false;
  // Opens the plain file by its path.  Called again at the end, to check that
  // the path still names the same file.  nullptr: open(2) with O_NOFOLLOW.
  const OpenFile* open_raw = nullptr;
};

struct VerifyProgress {
  std::uint64_t total = 0;  // Bytes of all files to read.
  std::uint64_t done = 0;   // Bytes read so far.
};
using OnVerifyProgress = std::function<void(const VerifyProgress&)>;

// Decodes with n_threads threads.  The caller's thread hashes and calls
// on_progress.  At most n_threads + 1 chunks are in memory.
//
// Problems of the files are in the report and are not thrown.
// Throws: Stopped; std::bad_alloc; exceptions of on_progress.
VerifyReport verify(const RecordingFiles& files, const VerifyOptions& options,
                    const std::stop_token& stop,
                    const OnVerifyProgress& on_progress);

}  // namespace mtscomp
