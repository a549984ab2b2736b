// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The plain recording that is being packed.  This class reads its samples,
// detects changes of the file, and never writes to it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/files/modification_time.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_identity.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/base/file_permissions.h"

namespace mtscomp {

// Problem and remedy, for messages that begin with the path.
inline constexpr std::string_view kEmptyFileProblem =
    "the file is empty; copy it again, or move it away";

class RawRecording {
 public:
  // The samples begin at `data_offset` (after the header of an .npy) and end at
  // the end of the file.  `data_offset` and `sample_size` are in bytes.
  // Throws: UsageError if the file is not a regular file, contains no samples,
  // or ends with an incomplete sample; std::system_error.
  RawRecording(FileLocation location, std::uint64_t data_offset,
               std::uint64_t sample_size);

  std::string path() const { return location_.path(); }
  std::uint64_t n_samples() const { return n_samples_; }
  std::uint64_t raw_size() const { return n_samples_ * sample_size_; }

  // Fills `samples`, beginning with sample `first_sample`.  Any thread may call
  // this.
  // Throws: std::system_error; UsageError if the file became shorter.
  void read(std::uint64_t first_sample, std::span<std::byte> samples) const;

  // Throws: UsageError if size, modification time or status change time have
  // changed since the constructor, or if the name is now missing or belongs to
  // another file; std::system_error.  Writes through a memory map may not be
  // detected.
  void check_unchanged() const;

  // Current permissions and modification time of the file.
  // Throws: std::system_error.
  FilePermissions permissions() const { return permissions_of(file_, path()); }
  timespec modified() const { return modified_at(file_, path()); }

 private:
  FileLocation location_;
  FileDescriptor file_;
  FileIdentity identity_;
  std::uint64_t data_offset_;
  std::uint64_t sample_size_;
  std::uint64_t n_samples_ = 0;
};

}  // namespace mtscomp
