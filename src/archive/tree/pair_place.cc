// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/tree/pair_place.h"

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/files/output/mirror_directory.h"
#include "format/recording_names.h"

namespace mtscomp {
namespace {

// Places the pair in the output tree.  The plain file and .meta keep their
// paths.
void move_to_output(const RecordingFiles& files,
                    const std::string& output_directory,
                    const std::optional<Directory>& output,
                    RecordingFiles& pair) {
  namespace fs = std::filesystem;
  pair.directory = output_directory;
  pair.tree = output;
  if (!files.relative.empty()) {
    pair.directory += '/' + files.relative;
  }
  pair.raw_name = fs::absolute(files.path_of(files.raw_name));
  if (!files.meta_name.empty()) {
    pair.meta_name = fs::absolute(files.path_of(files.meta_name));
  }
}

}  // namespace

RecordingFiles place_pair(const RecordingFiles& files,
                          const std::string& output_directory,
                          const std::optional<Directory>& output) {
  RecordingFiles pair = files;
  if (output_directory.empty() && !pair.cbin_name.empty()) {
    if (pair.ch_name.empty()) {
      pair.ch_name = header_name_of(pair.cbin_name);
    }
    return pair;
  }
  pair.cbin_name = cbin_name_of(files.raw_name)
                       .value_or(files.raw_name + std::string(kHeaderSuffix));
  pair.ch_name = header_name_of(files.raw_name);
  if (!output_directory.empty()) {
    move_to_output(files, output_directory, output, pair);
  }
  return pair;
}

std::optional<Directory> open_pair_directory(
    const RecordingFiles& files, const FileLocation& raw,
    const std::string& output_directory, const std::optional<Directory>& output,
    bool is_dry) {
  if (output_directory.empty()) {
    return raw.directory();
  }
  if (!is_dry) {
    return mirror_directory(*files.tree, *output, files.relative);
  }
  try {
    return output ? std::optional(output->open_below(files.relative))
                  : std::nullopt;
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      return std::nullopt;
    }
    throw;
  }
}

}  // namespace mtscomp
