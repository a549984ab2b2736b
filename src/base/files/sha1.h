// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Streaming SHA-1.  The .ch has two SHA-1 sums, SpikeGLX's .meta has one.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace mtscomp {

class Sha1 {
 public:
  Sha1();
  Sha1(Sha1&&) noexcept;
  Sha1& operator=(Sha1&&) noexcept;
  ~Sha1();

  void update(std::span<const std::byte> bytes);

  // Returns the SHA-1 as 40 lower-case hexadecimal digits.  Requires: called
  // once.
  std::string finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace mtscomp
