// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

namespace mtscomp {

// A new descriptor has the lowest free number.
void open_missing_streams() noexcept {
  int descriptor = STDIN_FILENO;
  while (descriptor >= 0 && descriptor <= STDERR_FILENO) {
    // Without O_CLOEXEC, executed programs have these streams too.  Read-only,
    // so writing to a closed stream fails, as it would without this function.
    descriptor = ::open("/dev/null", O_RDONLY);
  }
  if (descriptor >= 0) {
    ::close(descriptor);
  }
}

}  // namespace mtscomp
