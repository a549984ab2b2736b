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
        "{}: is not a regular file; write a pipe's bytes to a file first",
        path()));
  }
  if (identity_.size <= data_offset) {
    throw UsageError(fmt::format("{}: the file has no samples", path()));
  }
  const std::uint64_t raw_size = identity_.size - data_offset;
  if (raw_size % sample_size != 0) {
    throw UsageError(fmt::format(
        "{}: expected whole samples of {} bytes, found {} bytes, which leaves "
        "{} over; are the number of channels and the dtype right?",
        path(), sample_size, raw_size, raw_size % sample_size));
  }
  n_samples_ = raw_size / sample_size;
}

void RawRecording::read(std::uint64_t first_sample,
                        std::span<std::byte> samples) const {
  const std::size_t n_read = pread_up_to(
      file_, samples, data_offset_ + first_sample * sample_size_, path());
  if (n_read != samples.size()) {
    throw UsageError(
        fmt::format("{}: expected {} bytes at sample {}, found {}: the file "
                    "became shorter while it was packed",
                    path(), samples.size(), first_sample, n_read));
  }
}

void RawRecording::check_unchanged() const {
  // First the name: a file that is replaced also changes its times.
  const std::optional<struct stat> named = location_.status();
  if (!named || named->st_dev != identity_.device ||
      named->st_ino != identity_.inode) {
    throw UsageError(
        fmt::format("{}: expected the file that was packed, found another of "
                    "that name: it was replaced meanwhile",
                    path()));
  }
  if (FileIdentity::of(file_status(file_, path())) != identity_) {
    throw UsageError(fmt::format(
        "{}: changed while it was packed, or its times did (touch, chmod, "
        "chown and ln change them too); pack it again",
        path()));
  }
}

}  // namespace mtscomp
