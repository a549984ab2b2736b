// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: a byte that selects the form of the rest:
//   0, 1  the size of the output, 3 bytes, and a zlib stream.
//   else  a deflate stream, which gets zlib's header, checksum and size if zlib
//         inflates it: a fuzzer cannot guess an Adler-32.
#include <algorithm>

#include "fuzz/differences.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  constexpr std::size_t kMaxSize = std::size_t{1} << 18;
  FuzzInput input(data, size);
  if (input.take(1) < 2) {
    const std::size_t asked = input.take(3) % kMaxSize + 1;
    abort_if_any(inflate_difference(input.rest(), asked,
                                    zlib_inflate(input.rest(), asked)));
    return 0;
  }
  const std::size_t max_size =
      std::min(kMaxSize, 16 * input.rest().size() + 4096);
  const std::optional<RawStream> raw = zlib_inflate_raw(input.rest(), max_size);
  const Bytes content = raw ? raw->content : Bytes(1000);
  const std::size_t used = raw ? raw->size : input.rest().size();
  if (!content.empty()) {
    const Bytes stream = as_zlib_stream(input.rest().first(used), content);
    abort_if_any(inflate_difference(stream, content.size(),
                                    zlib_inflate(stream, content.size())));
  }
  return 0;
}
