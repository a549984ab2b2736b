// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: the beginning of an .npy file.  An accepted header is inside the
// input, and so is the header that we would write for the same array.
#include <limits>

#include "format/npy_header.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

void check_written(const NpyHeader& header) {
  const std::string made = make_npy_header(header.dtype, header.shape);
  const NpyHeader again =
      parse_npy_header(std::as_bytes(std::span(made)), "again.npy");
  require(again.dtype == header.dtype && again.shape == header.shape &&
              !again.fortran_order && again.data_offset == made.size(),
          "the written header differs from the one read");
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  NpyHeader header;
  try {
    header = parse_npy_header(std::as_bytes(std::span(data, size)), "x.npy");
  } catch (const FormatError&) {
    return 0;
  }
  require(header.data_offset <= size, "a header that is longer than the input");
  require(header.data_size() <= static_cast<std::uint64_t>(
                                    std::numeric_limits<std::int64_t>::max()),
          "an array larger than any file");
  check_written(header);
  return 0;
}
