// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/headers/header_file.h"

#include <cerrno>
#include <span>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_identity.h"

namespace mtscomp {

Header read_header_file(const std::string& ch_path,
                        const HeaderLimits& limits) {
  return read_header_file(*make_source_file(open_for_reading(ch_path)), ch_path,
                          limits);
}

Header read_header_file(const SourceFile& file, const std::string& ch_path,
                        const HeaderLimits& limits) {
  const FileIdentity before = FileIdentity::of(file.status(ch_path));
  const std::string text = read_header_text(file, ch_path, limits);
  if (FileIdentity::of(file.status(ch_path)) != before) {
    throw_system_error(
        ESTALE, ch_path + ": changed while it was being read; try again");
  }
  return parse_header(text, ch_path, limits);
}

Header read_header(const SourceFile& file, const std::string& ch_path,
                   const HeaderLimits& limits) {
  return parse_header(read_header_text(file, ch_path, limits), ch_path, limits);
}

std::string read_header_text(const FileDescriptor& file, std::string_view name,
                             const HeaderLimits& limits) {
  return read_text(file, limits.max_header_size, name,
                   how_to_raise("max_header_size"));
}

std::string read_header_text(const SourceFile& file, std::string_view name,
                             const HeaderLimits& limits) {
  const auto size = static_cast<std::uint64_t>(file.status(name).st_size);
  std::string text = text_of_size(size, limits.max_header_size, name,
                                  how_to_raise("max_header_size"));
  text.resize(
      file.read_up_to(0, std::as_writable_bytes(std::span(text)), name));
  return text;
}

}  // namespace mtscomp
