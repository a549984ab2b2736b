// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/local_file.h"

#include <memory>
#include <utility>

#include "base/files/file_io.h"

namespace mtscomp {

SourceFilePtr make_source_file(FileDescriptor file) {
  return std::make_shared<const LocalFile>(std::move(file));
}

struct stat LocalFile::status(std::string_view name) const {
  return file_status(file_, name);
}

std::size_t LocalFile::read_up_to(std::uint64_t offset,
                                  std::span<std::byte> bytes,
                                  std::string_view name) const {
  return pread_up_to(file_, bytes, offset, name);
}

}  // namespace mtscomp
