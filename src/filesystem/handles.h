// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What one open() and one opendir() keep, carried through the kernel as a
// number.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "filesystem/fuse_api.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/filesystem/node.h"
#include "mtscomp/filesystem/source_directory.h"
#include "mtscomp/reader/recording.h"

namespace mtscomp {

// One of the two is set.
struct FileHandle {
  std::shared_ptr<const Recording> recording;
  FileDescriptor file;  // Of what passes through.
};

// A listing is taken once, when the directory is opened: each name that stays
// appears once, whatever is added or removed meanwhile.
struct DirectoryHandle {
  SourceDirectory directory;
  std::vector<ViewEntry> entries;
};

template <typename Handle>
std::uint64_t to_number(std::unique_ptr<Handle> handle) {
  return reinterpret_cast<std::uint64_t>(handle.release());
}

template <typename Handle>
Handle& handle_of(const fuse_file_info* info) {
  return *reinterpret_cast<Handle*>(info->fh);
}

template <typename Handle>
void destroy_handle(const fuse_file_info* info) {
  delete &handle_of<Handle>(info);
}

}  // namespace mtscomp
