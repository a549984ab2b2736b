// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/metadata/recording_parameters.h"

#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "mtscomp/base/file_io.h"
#include "mtscomp/format/uuid_name.h"
#include "mtscomp/metadata/open_ephys.h"
#include "mtscomp/metadata/spikeglx_meta.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMetaSuffix = ".meta";

// Nothing if there is no such file.  To open what is not a regular one could
// wait for ever.
std::optional<std::string> read_if_there(const fs::path& path) {
  if (!fs::is_regular_file(path)) {
    return std::nullopt;
  }
  return read_text(open_for_reading(path), kMaxMetadataSize, path.string());
}

// The .meta of the same stem; where the recording's name ends in a UUID and
// there is none, the only one whose stem is the same but for its own UUID.
fs::path find_meta(const fs::path& raw_path) {
  fs::path path = fs::path(raw_path).replace_extension(kMetaSuffix);
  const std::string stem = raw_path.stem();
  const std::string_view common = without_uuid(stem);
  const fs::path directory = fs::absolute(raw_path).parent_path();
  if (common == stem || fs::exists(path) || !fs::is_directory(directory)) {
    return path;
  }
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    const std::string other = entry.path().stem();
    if (entry.path().extension() == kMetaSuffix &&
        without_uuid(other) == common) {
      found.push_back(raw_path.parent_path() / entry.path().filename());
    }
  }
  return found.size() == 1 ? found.front() : path;
}

std::optional<RecordingParameters> find_in_meta(const fs::path& raw_path) {
  const fs::path path = find_meta(raw_path);
  const std::optional<std::string> text = read_if_there(path);
  if (!text) {
    return std::nullopt;
  }
  SpikeGlxMeta meta = parse_spikeglx_meta(*text, path.string());
  return RecordingParameters{.n_channels = meta.n_channels,
                             .sample_rate = meta.sample_rate,
                             .dtype = {},
                             .file_size = meta.file_size,
                             .file_sha1 = std::move(meta.file_sha1),
                             .source = path};
}

std::optional<RecordingParameters> find_in_oebin(const fs::path& raw_path) {
  // A stream's folder could hold slashes; none is known that does.
  const fs::path folder =
      fs::absolute(raw_path).lexically_normal().parent_path();
  const fs::path continuous = folder.parent_path();
  if (raw_path.filename() != "continuous.dat" ||
      continuous.filename() != "continuous") {
    return std::nullopt;
  }
  const fs::path path = continuous.parent_path() / "structure.oebin";
  const std::optional<std::string> text = read_if_there(path);
  if (!text) {
    return std::nullopt;
  }
  const std::vector<OpenEphysStream> streams =
      parse_oebin(*text, path.string());
  const OpenEphysStream* const stream =
      find_stream(streams, folder.filename().string());
  if (stream == nullptr) {
    return std::nullopt;
  }
  return RecordingParameters{.n_channels = stream->n_channels,
                             .sample_rate = stream->sample_rate,
                             .dtype = {},
                             .file_size = std::nullopt,
                             .file_sha1 = std::nullopt,
                             .source = path};
}

}  // namespace

std::optional<RecordingParameters> find_parameters(
    const std::string& raw_path) {
  const std::optional<RecordingParameters> parameters = find_in_meta(raw_path);
  return parameters ? parameters : find_in_oebin(raw_path);
}

}  // namespace mtscomp
