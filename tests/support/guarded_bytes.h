// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A buffer between guard bytes, which detects writes outside the buffer even
// without a sanitizer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "support/bytes.h"

namespace mtscomp {

class GuardedBytes {
 public:
  // The content also begins as guard bytes, so missing writes are detected.
  explicit GuardedBytes(std::size_t size)
      : size_(size), bytes_(size + 2 * kGuardSize, kGuard) {}

  std::span<std::byte> span() {
    return std::span(bytes_).subspan(kGuardSize, size_);
  }

  bool guards_are_intact() const {
    const auto is_guard = [](std::byte byte) { return byte == kGuard; };
    const auto content = bytes_.begin() + kGuardSize;
    return std::all_of(bytes_.begin(), content, is_guard) &&
           std::all_of(content + static_cast<std::ptrdiff_t>(size_),
                       bytes_.end(), is_guard);
  }

 private:
  static constexpr std::size_t kGuardSize = 64;
  static constexpr std::byte kGuard{0xa5};

  std::size_t size_;
  Bytes bytes_;
};

}  // namespace mtscomp
