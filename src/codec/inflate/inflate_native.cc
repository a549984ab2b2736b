// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/inflate_backend.h"
#include "codec/inflate/inflate_stream.h"

namespace mtscomp {
namespace {

class Native : public InflateBackend {
 public:
  void inflate(std::span<const std::byte> input,
               std::span<std::byte> output) override {
    inflate_whole(stream_, input, output);
  }

 private:
  InflateStream stream_ = InflateStream(usable_fast_loop());
};

}  // namespace

std::unique_ptr<InflateBackend> make_native_inflate() {
  return std::make_unique<Native>();
}

}  // namespace mtscomp
