// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: mtscomp's defaults file.  An accepted file can be written to, and
// writing its own values changes nothing.
#include <string>

#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "mtscomp/base/error.h"
#include "mtscomp/metadata/defaults_file.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  static const TempDir directory;
  static const std::string path = directory.file(".mtscomp");
  write_file(path, as_text(data, size));
  Defaults defaults;
  try {
    defaults = read_defaults(path);
  } catch (const FormatError&) {
    return 0;
  }
  write_defaults(path, {});
  const Defaults completed = read_defaults(path);
  write_defaults(path, defaults);
  require(read_defaults(path) == completed,
          "a file says something else once it is completed");
  return 0;
}
