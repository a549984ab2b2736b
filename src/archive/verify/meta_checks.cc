// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/verify/meta_checks.h"

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <system_error>

#include "base/files/file_io.h"
#include "codec/chunk_verifier.h"
#include "metadata/recording_parameters.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string read_meta(const RecordingFiles& files) {
  const std::string path = files.path_of(files.meta_name);
  const SourceFilePtr file = files.open(files.meta_name);
  std::string text =
      text_of_size(static_cast<std::uint64_t>(file->status(path).st_size),
                   kMaxMetadataSize, path);
  text.resize(
      file->read_up_to(0, std::as_writable_bytes(std::span(text)), path));
  return text;
}

}  // namespace

MetaChecks::MetaChecks(const RecordingFiles& files) : files_(files) {
  if (files_.meta_name.empty()) {
    return;
  }
  const std::string path = files_.path_of(files_.meta_name);
  try {
    meta_ = parse_spikeglx_meta(read_meta(files_), path);
  } catch (const UnsupportedError& error) {
    problem_ = {CheckResult::kUnknown, error.what()};
  } catch (const FormatError& error) {
    problem_ = {CheckResult::kFailed, error.what()};
  } catch (const std::system_error& error) {
    problem_ = {CheckResult::kUnknown, error.what()};
  }
}

CheckOutcome MetaChecks::check_file_size(
    const std::optional<Header>& header) const {
  if (problem_.result != CheckResult::kOk) {
    return problem_;
  }
  // The .meta of a chopped pair describes the whole recording.
  if (!meta_ || !meta_->file_size || !header || header->chopped) {
    return {CheckResult::kAbsent};
  }
  return compare_texts(
      data_path() + ": the size of the samples", source("fileSizeBytes"),
      std::to_string(*meta_->file_size), std::to_string(header->raw_size()));
}

CheckOutcome MetaChecks::check_file_sha1(
    const std::optional<Header>& header,
    const std::optional<DecodedHashes>& hashes) const {
  if (!meta_ || !meta_->file_sha1 || !header || header->chopped) {
    return {CheckResult::kAbsent,
            files_.meta_name.empty()
                ? "no .meta"
                : fmt::format("{}: no fileSHA1", files_.meta_name)};
  }
  const std::optional<std::string>& found =
      hashes && hashes->sha1_uncompressed &&
              is_lossless(ChunkLayout::of(*header))
          ? hashes->sha1_uncompressed
          : header->sha1_uncompressed;
  if (!found) {
    return {CheckResult::kNotDone};
  }
  return compare_texts(data_path() + ": the SHA-1 of the samples",
                       source("fileSHA1"), meta_->file_sha1, found);
}

std::string MetaChecks::data_path() const {
  return files_.path_of(files_.main_name());
}

std::string MetaChecks::source(const char* key) const {
  return fmt::format("{} in {} says", key, files_.path_of(files_.meta_name));
}

}  // namespace mtscomp
