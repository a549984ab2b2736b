// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/recording_info.h"

#include <fmt/format.h>

#include <string_view>

#include "format/recording_names.h"
#include "format/uuid_name.h"
#include "mtscomp/base/error.h"
#include "reader/headers/header_file.h"

namespace mtscomp {
namespace {

Header read_header_of(const RecordingFiles& files) {
  const std::string path = files.path_of(files.ch_name);
  return files.is_remote() ? read_header_file(*files.open(files.ch_name), path)
                           : read_header_file(path);
}

// Sets the header and the size of the .cbin.
// Throws: FormatError if the pair is broken; other exceptions, UnsupportedError
// included, if this cannot be decided.
void examine_pair(RecordingInfo& info) {
  const RecordingFiles& files = info.files;
  if (!files.is_pair()) {
    throw FormatError(fmt::format(
        "{}: its {} is missing", files.path_of(files.main_name()),
        files.ch_name.empty() ? "header " + header_name_of(files.main_name())
                              : "data file (.cbin)"));
  }
  info.header = read_header_of(files);
  const std::string cbin_path = files.path_of(files.cbin_name);
  const std::optional<std::uint64_t> size = files.size_of(files.cbin_name);
  if (!size) {
    throw UnsupportedError(cbin_path +
                           ": not a regular file, or cannot read its size");
  }
  info.cbin_size = *size;
  if (*size != info.header->cbin_size()) {
    throw FormatError(fmt::format("{}: the file has {} bytes, but {} says {}",
                                  cbin_path, *size, files.ch_name,
                                  info.header->cbin_size()));
  }
}

void describe_pair(RecordingInfo& info) {
  info.state = RecordingState::kUnknown;
  try {
    examine_pair(info);
    info.state = RecordingState::kPacked;
  } catch (const UnsupportedError& error) {
    info.problem = error.what();
  } catch (const FormatError& error) {
    info.state = RecordingState::kBroken;
    info.problem = error.what();
  } catch (...) {
    info.problem = current_exception_message();
  }
}

// "run_g0_t0.imec0.ap.bin" -> ".ap": recordings of one kind have similar
// ratios.
std::string kind_of(const RecordingFiles& files) {
  std::string_view stem = files.main_name();
  stem = without_uuid(stem.substr(0, stem.rfind('.')));
  const std::size_t dot = stem.rfind('.');
  return dot == std::string_view::npos ? "" : std::string(stem.substr(dot));
}

}  // namespace

std::string_view serialize_recording_state(RecordingState state) {
  switch (state) {
    case RecordingState::kPacked:
      return "packed";
    case RecordingState::kPlain:
      return "plain";
    case RecordingState::kSymlink:
      return "symlink";
    case RecordingState::kUnknown:
      return "unknown";
    case RecordingState::kBroken:
      break;
  }
  return "broken";
}

std::uint64_t RecordingInfo::raw_size() const {
  return header ? header->raw_size() : plain_size.value_or(0);
}

RecordingInfo describe_recording(const RecordingFiles& files) {
  RecordingInfo info;
  info.files = files;
  if (!files.raw_name.empty() && !files.raw_is_symlink) {
    info.plain_size = files.size_of(files.raw_name);
  }
  if (!files.raw_name.empty() && files.cbin_name.empty() &&
      files.ch_name.empty()) {
    info.state = files.raw_is_symlink ? RecordingState::kSymlink
                                      : RecordingState::kPlain;
    return info;
  }
  describe_pair(info);
  return info;
}

double ratio_of(std::uint64_t raw_size, std::uint64_t cbin_size) {
  return cbin_size == 0
             ? 0
             : static_cast<double>(raw_size) / static_cast<double>(cbin_size);
}

void TreeTotals::add(const RecordingInfo& info) {
  Sizes& kind = kinds_[kind_of(info.files)];
  switch (info.state) {
    case RecordingState::kPacked:
      ++n_packed;
      packed_raw_size += info.raw_size();
      packed_cbin_size += info.cbin_size;
      kind.packed_raw += info.raw_size();
      kind.packed_cbin += info.cbin_size;
      if (info.plain_size) {
        ++n_both;
        both_size += *info.plain_size;
      }
      return;
    case RecordingState::kPlain:
      if (info.plain_size) {
        ++n_plain;
        plain_size += *info.plain_size;
        kind.plain += *info.plain_size;
      }
      return;
    case RecordingState::kSymlink:
      return;
    case RecordingState::kUnknown:
      ++n_unknown;
      return;
    case RecordingState::kBroken:
      ++n_broken;
  }
}

std::optional<std::uint64_t> TreeTotals::estimated_cbin_size() const {
  const double of_all = ratio_of(packed_raw_size, packed_cbin_size);
  if (of_all == 0) {
    return std::nullopt;
  }
  double estimate = 0;
  for (const auto& [name, kind] : kinds_) {
    const double of_kind = ratio_of(kind.packed_raw, kind.packed_cbin);
    estimate +=
        static_cast<double>(kind.plain) / (of_kind > 0 ? of_kind : of_all);
  }
  return static_cast<std::uint64_t>(estimate);
}

}  // namespace mtscomp
