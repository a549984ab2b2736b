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
    // Without O_CLOEXEC: programs that are executed have them too.  For reading
    // alone: what should be written to a closed stream is lost, and fails.
    descriptor = ::open("/dev/null", O_RDONLY);
  }
  if (descriptor >= 0) {
    ::close(descriptor);
  }
}

}  // namespace mtscomp
