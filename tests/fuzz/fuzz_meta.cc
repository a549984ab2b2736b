// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: the text of a SpikeGLX .meta.  An accepted text has the same meaning
// with Windows line ends, and with an additional line whose key is unknown.
#include <cmath>
#include <string>
#include <tuple>

#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "metadata/spikeglx_meta.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

auto values_of(const SpikeGlxMeta& meta) {
  return std::tie(meta.type, meta.n_channels, meta.sample_rate, meta.file_size,
                  meta.file_sha1);
}

std::string with_windows_line_ends(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += c == '\n' ? "\r\n" : std::string(1, c);
  }
  return result;
}

void check(const SpikeGlxMeta& meta, std::string_view text) {
  require(meta.n_channels > 0, "no channel");
  require(std::isfinite(meta.sample_rate) && meta.sample_rate > 0,
          "no sample rate");
  require(!meta.file_sha1 || (meta.file_sha1->size() == 40 &&
                              meta.file_sha1->find_first_not_of(
                                  "0123456789abcdef") == std::string::npos),
          "not a SHA-1");
  const std::string windows = with_windows_line_ends(text);
  require(values_of(meta) == values_of(parse_spikeglx_meta(windows, "w.meta")),
          "with Windows' line ends it says something else");
  const std::string longer = std::string(text) + "\n~nSavedChans=1=2";
  require(values_of(meta) == values_of(parse_spikeglx_meta(longer, "l.meta")),
          "an unknown key says something");
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  const std::string_view text = as_text(data, size);
  SpikeGlxMeta meta;
  try {
    meta = parse_spikeglx_meta(text, "x.meta");
  } catch (const FormatError&) {
    return 0;
  }
  check(meta, text);
  return 0;
}
