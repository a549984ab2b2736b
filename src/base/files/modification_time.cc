// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/modification_time.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "base/files/file_io.h"

namespace mtscomp {

timespec modified_at(const FileDescriptor& file, const std::string& name) {
  return file_status(file, name).st_mtim;
}

timespec later(const timespec& a, const timespec& b) {
  const bool is_a_earlier =
      a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
  return is_a_earlier ? b : a;
}

void set_modified(const FileDescriptor& file, const timespec& time,
                  const std::string& name) {
  const std::array<timespec, 2> times = {
      timespec{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, time};
  if (::futimens(file.get(), times.data()) != 0) {
    spdlog::warn("{}: cannot set its modification time: {}", name,
                 std::generic_category().message(errno));
  }
}

}  // namespace mtscomp
