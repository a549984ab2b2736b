// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The plain recording that is packed: its samples, read in order, and the
// certainty that it did not change meanwhile.  Never written to.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/files/modification_time.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_identity.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/base/file_permissions.h"

namespace mtscomp {

class RawRecording {
 public:
  // The samples begin at `data_offset` (after the header of an .npy) and go to
  // the end of the file.  `sample_size` is in bytes.
  // Throws: UsageError if the file is empty or its size is not whole samples;
  // std::system_error.
  RawRecording(FileLocation location, std::uint64_t data_offset,
               std::uint64_t sample_size);

  std::string path() const { return location_.path(); }
  std::uint64_t n_samples() const { return n_samples_; }
  std::uint64_t raw_size() const { return n_samples_ * sample_size_; }

  // Fills `samples` from sample `first_sample` on.
  // Throws: std::system_error; UsageError if the file has become shorter.
  void read(std::uint64_t first_sample, std::span<std::byte> samples) const;

  // Throws: UsageError if size, modification time or status change time differ
  // from the start, or the name stands for another file now; std::system_error
  // if it leads to none.  Writing through a memory map may change none of
  // these.
  void check_unchanged() const;

  // As they are now.  Throws: std::system_error.
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
