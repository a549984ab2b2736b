// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/raw_recording.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <optional>
#include <utility>

#include "base/files/file_io.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

RawRecording::RawRecording(FileLocation location, std::uint64_t data_offset,
                           std::uint64_t sample_size)
    : location_(std::move(location)),
      file_(location_.open_for_reading()),
      identity_(FileIdentity::of(file_status(file_, path()))),
      data_offset_(data_offset),
      sample_size_(sample_size) {
  if (!S_ISREG(file_status(file_, path()).st_mode)) {
    throw UsageError(fmt::format(
        "{}: not a regular file; write the data to a file first", path()));
  }
  if (identity_.size == 0) {
    throw UsageError(fmt::format("{}: {}", path(), kEmptyFileProblem));
  }
  if (identity_.size <= data_offset) {
    throw UsageError(fmt::format("{}: the file has no samples", path()));
  }
  const std::uint64_t raw_size = identity_.size - data_offset;
  if (raw_size % sample_size != 0) {
    throw UsageError(fmt::format(
        "{}: {} bytes are not a whole number of samples of {} bytes each ({} "
        "bytes are left over); check the number of channels and the dtype",
        path(), raw_size, sample_size, raw_size % sample_size));
  }
  n_samples_ = raw_size / sample_size;
}

void RawRecording::read(std::uint64_t first_sample,
                        std::span<std::byte> samples) const {
  const std::size_t n_read = pread_up_to(
      file_, samples, data_offset_ + first_sample * sample_size_, path());
  if (n_read != samples.size()) {
    throw UsageError(fmt::format(
        "{}: changed while it was being packed: only {} of {} bytes "
        "at sample {} could be read; pack it again",
        path(), n_read, samples.size(), first_sample));
  }
}

void RawRecording::check_unchanged() const {
  // Check the name first: replacing a file also changes its times.
  const std::optional<struct stat> named = location_.status();
  if (!named || named->st_dev != identity_.device ||
      named->st_ino != identity_.inode) {
    throw UsageError(
        fmt::format("{}: another process replaced or removed it while it was "
                    "being packed; no output was written",
                    path()));
  }
  if (FileIdentity::of(file_status(file_, path())) != identity_) {
    throw UsageError(fmt::format(
        "{}: changed while it was being packed (touch, chmod, chown and ln "
        "count as changes); pack it again",
        path()));
  }
}

}  // namespace mtscomp
