// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An open local file.  Thread-safe.
#pragma once

#include <utility>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/source/source_file.h"

namespace mtscomp {

class LocalFile : public SourceFile {
 public:
  // `file` must be open for reading, or each read fails.
  explicit LocalFile(FileDescriptor file) : file_(std::move(file)) {}

  struct stat status(std::string_view name) const override;
  std::size_t read_up_to(std::uint64_t offset, std::span<std::byte> bytes,
                         std::string_view name) const override;
  const FileDescriptor* descriptor() const override { return &file_; }

 private:
  FileDescriptor file_;
};

}  // namespace mtscomp
