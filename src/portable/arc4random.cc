// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// arc4random(), for programs that are built with glibc 2.36 or later but must
// also run with an older version.  std::random_device in libstdc++.a calls it,
// and is linked into every program.

#include <sys/random.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

extern "C" std::uint32_t arc4random() noexcept {
  std::uint32_t value = 0;
  if (getentropy(&value, sizeof value) != 0) {
    std::abort();  // The function cannot report an error.
  }
  return value;
}
