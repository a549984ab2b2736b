// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Interface of the decoders that an Inflater can use.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace mtscomp {

class InflateBackend {
 public:
  virtual ~InflateBackend() = default;

  // See Inflater::inflate().
  virtual void inflate(std::span<const std::byte> input,
                       std::span<std::byte> output) = 0;
};

// All these functions throw std::bad_alloc if there is no memory.
std::unique_ptr<InflateBackend> make_zlib_inflate();
std::unique_ptr<InflateBackend> make_native_inflate();

bool has_libdeflate();
// Requires: has_libdeflate().
std::unique_ptr<InflateBackend> make_libdeflate_inflate();

}  // namespace mtscomp
