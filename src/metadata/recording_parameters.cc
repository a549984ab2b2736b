// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "metadata/recording_parameters.h"

#include <sys/stat.h>

#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "base/files/file_io.h"
#include "format/recording_names.h"
#include "format/uuid_name.h"
#include "metadata/open_ephys.h"
#include "metadata/spikeglx_meta.h"
#include "mtscomp/base/directory_walk.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

// Returns nothing if there is no such regular file.  Opening another kind of
// file could block forever.
std::optional<std::string> read_if_there(const FileLocation& file) {
  const std::optional<struct stat> status = file.status();
  if (!status || !S_ISREG(status->st_mode)) {
    return std::nullopt;
  }
  return read_text(file.open_for_reading(), kMaxMetadataSize, file.path());
}

// The .meta with the same stem.  If it does not exist and the recording's name
// ends in a UUID, the only .meta whose stem differs in nothing but its UUID.
FileLocation find_meta(const FileLocation& raw) {
  const fs::path raw_name = raw.name();
  FileLocation meta =
      raw.neighbour(fs::path(raw_name).replace_extension(kMetaSuffix));
  const std::string stem = raw_name.stem();
  const std::string_view common = without_uuid(stem);
  if (common == stem || meta.is_there()) {
    return meta;
  }
  std::vector<std::string> found;
  for (const std::string& name : names_of(raw.directory())) {
    const std::string other = fs::path(name).stem();
    if (fs::path(name).extension() == kMetaSuffix &&
        without_uuid(other) == common) {
      found.push_back(name);
    }
  }
  return found.size() == 1 ? raw.neighbour(found.front()) : meta;
}

std::optional<RecordingParameters> find_in_meta(const FileLocation& raw) {
  const FileLocation file = find_meta(raw);
  const std::optional<std::string> text = read_if_there(file);
  if (!text) {
    return std::nullopt;
  }
  SpikeGlxMeta meta = parse_spikeglx_meta(*text, file.path());
  return RecordingParameters{.n_channels = meta.n_channels,
                             .sample_rate = meta.sample_rate,
                             .dtype = {},
                             .file_size = meta.file_size,
                             .file_sha1 = std::move(meta.file_sha1),
                             .source = file.path(),
                             .warnings = std::move(meta.warnings)};
}

std::optional<RecordingParameters> find_in_oebin(const FileLocation& raw) {
  // A folder name with slashes would not be found, but none is known.
  const fs::path folder =
      fs::absolute(raw.path()).lexically_normal().parent_path();
  const fs::path continuous = folder.parent_path();
  if (raw.name() != "continuous.dat" || continuous.filename() != "continuous") {
    return std::nullopt;
  }
  const std::string path = continuous.parent_path() / "structure.oebin";
  const std::optional<std::string> text =
      read_if_there(raw.neighbour("../../structure.oebin"));
  if (!text) {
    return std::nullopt;
  }
  const OpenEphysStream stream =
      parse_oebin_stream(*text, path, folder.filename().string());
  return RecordingParameters{.n_channels = stream.n_channels,
                             .sample_rate = stream.sample_rate,
                             .dtype = {},
                             .file_size = std::nullopt,
                             .file_sha1 = std::nullopt,
                             .source = path,
                             .warnings = {}};
}

}  // namespace

std::optional<RecordingParameters> find_parameters(const FileLocation& raw) {
  const std::optional<RecordingParameters> parameters = find_in_meta(raw);
  return parameters ? parameters : find_in_oebin(raw);
}

}  // namespace mtscomp
