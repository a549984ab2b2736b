// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads the bytes of a fuzzer's input in sequence, and reports failed
// requirements to the fuzzer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

namespace mtscomp {

// The whole input as text, for parsers.  It ends at the end of its memory, so a
// sanitizer reports reads beyond it.
inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

class FuzzInput {
 public:
  FuzzInput(const std::uint8_t* data, std::size_t size)
      : rest_(std::as_bytes(std::span(data, size))) {}

  // A little-endian number; 0 at the end of the input.
  std::size_t take(std::size_t n_bytes) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < n_bytes && !rest_.empty(); ++i) {
      value |= std::to_integer<std::size_t>(rest_.front()) << (8 * i);
      rest_ = rest_.subspan(1);
    }
    return value;
  }

  std::span<const std::byte> rest() const { return rest_; }

 private:
  std::span<const std::byte> rest_;
};

inline void abort_if_any(const std::string& difference) {
  if (!difference.empty()) {
    std::fprintf(stderr, "%s\n", difference.c_str());
    std::abort();
  }
}

inline void require(bool condition, const char* what) {
  if (!condition) {
    abort_if_any(what);
  }
}

}  // namespace mtscomp
