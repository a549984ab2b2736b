// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// arc4random(), for programs that are built with glibc 2.36 or later and are to
// run with an older one too.  libstdc++.a's std::random_device calls it, and is
// linked in with its strings, whether a program uses it or not.

#include <sys/random.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

extern "C" std::uint32_t arc4random() noexcept {
  std::uint32_t value = 0;
  if (getentropy(&value, sizeof value) != 0) {
    std::abort();  // It cannot say that it has failed.
  }
  return value;
}
