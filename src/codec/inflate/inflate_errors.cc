// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/inflate_errors.h"

#include <fmt/format.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

[[noreturn]] void throw_other_size(std::size_t expected, const char* found) {
  throw CorruptChunkError(fmt::format(
      "the zlib stream decodes to {} than {} bytes", found, expected));
}

}  // namespace

void throw_damaged_stream() {
  throw CorruptChunkError(
      "the zlib stream is invalid, or its Adler-32 differs");
}

void throw_stream_holds_more(std::size_t expected_size) {
  throw_other_size(expected_size, "more");
}

void throw_stream_holds_fewer(std::size_t expected_size) {
  throw_other_size(expected_size, "fewer");
}

}  // namespace mtscomp
