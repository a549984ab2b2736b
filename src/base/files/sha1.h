// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes the SHA-1 of data that arrives in pieces.  A .ch contains two SHA-1
// sums.  A .meta of SpikeGLX contains one.
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

  // Returns the SHA-1 as 40 lower-case hexadecimal digits.
  // Requires: must be called only once.
  std::string finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace mtscomp
