// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/info/info_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text/byte_size.h"
#include "base/text/escape_control.h"
#include "base/text/python_repr.h"
#include "mtscomp/format/transform.h"

namespace mtscomp {
namespace {

std::string field(std::string_view name, std::string_view value) {
  return fmt::format("{:<15} {}\n", name, value);
}

std::string format_shape(const std::vector<std::uint64_t>& shape) {
  return fmt::format("{}", fmt::join(shape, " x "));
}

std::string format_segments(const Segments& segments) {
  return segments.empty()
             ? "none"
             : fmt::format("{} for each of {} chunks", segments.n_segments(),
                           segments.n_chunks());
}

// The fields of mtsdesc, in exactly its format.
std::string format_mtsdesc_fields(const Header& header) {
  const auto n_samples = static_cast<double>(header.n_samples());
  const double chunk_length =
      n_samples / static_cast<double>(header.n_chunks());
  return field("dtype", serialize_dtype(header.dtype)) +
         field("sample_rate", python_repr(header.sample_rate)) +
         field("n_channels", fmt::to_string(header.n_channels)) +
         field("duration",
               fmt::format("{:.1f}s", n_samples / header.sample_rate)) +
         field("n_samples", fmt::to_string(header.n_samples())) +
         field("chunk_duration",
               fmt::format("{:.1f}s", chunk_length / header.sample_rate)) +
         field("n_chunks", fmt::to_string(header.n_chunks()));
}

std::string format_own_fields(const RecordingInfo& info, const Header& header) {
  return field("transform", serialize_transform(header.transform)) +
         field("raw_size", fmt::format("{} ({})", info.raw_size(),
                                       format_byte_size(info.raw_size()))) +
         field("cbin_size", fmt::format("{} ({})", info.cbin_size,
                                        format_byte_size(info.cbin_size))) +
         field("ratio", fmt::format("{:.3f}", ratio_of(info.raw_size(),
                                                       info.cbin_size))) +
         field("segments", format_segments(header.segments)) +
         field("shape", format_shape(header.shape)) +
         field("chopped", header.chopped ? "yes" : "no") +
         field("sha1_compressed", header.sha1_compressed.value_or("none")) +
         field("sha1_uncompressed", header.sha1_uncompressed.value_or("none"));
}

double mega_of(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

// Without pairs there is no ratio.
std::string format_packed(const TreeTotals& totals) {
  if (totals.n_packed == 0) {
    return "";
  }
  const std::uint64_t plain_left =
      totals.packed_raw_size -
      std::min(totals.packed_raw_size, totals.packed_cbin_size);
  return fmt::format(
      "  {} in {}, ratio {:.2f}\n"
      "           {:>6}  also have their plain file, {}\n"
      "saves              {}{}",
      format_byte_size(totals.packed_raw_size),
      format_byte_size(totals.packed_cbin_size),
      ratio_of(totals.packed_raw_size, totals.packed_cbin_size), totals.n_both,
      format_byte_size(totals.both_size), format_byte_size(plain_left),
      totals.n_both == 0 ? "" : ", after these plain files are deleted");
}

}  // namespace

std::string format_fields(const RecordingInfo& info) {
  std::string text;
  if (info.header) {
    text += format_mtsdesc_fields(*info.header) +
            format_own_fields(info, *info.header);
  }
  if (info.state == RecordingState::kPlain) {
    text += field("state", "plain: not packed") +
            field("raw_size", fmt::to_string(info.raw_size()));
  }
  if (info.state == RecordingState::kSymlink) {
    text += field("state", "symlink: not packed here");
  }
  if (!info.problem.empty()) {
    text += field("problem", escape_control(info.problem));
  }
  return text;
}

std::string format_row_titles() {
  return fmt::format("{:<8}{:>14}{:>14}{:>8}  {}\n", "state", "MB plain",
                     "MB packed", "ratio", "recording");
}

std::string format_row(const RecordingInfo& info) {
  const RecordingFiles& files = info.files;
  const bool is_packed = info.state == RecordingState::kPacked;
  const bool has_samples = info.state != RecordingState::kSymlink;
  return fmt::format(
      "{:<8}{:>14}{:>14}{:>8}  {}\n", serialize_recording_state(info.state),
      has_samples ? fmt::format("{:.1f}", mega_of(info.raw_size())) : "-",
      is_packed ? fmt::format("{:.1f}", mega_of(info.cbin_size)) : "-",
      is_packed
          ? fmt::format("{:.2f}", ratio_of(info.raw_size(), info.cbin_size))
          : "-",
      escape_control(info.problem.empty() ? files.path_of(files.main_name())
                                          : info.problem));
}

std::string format_totals(const TreeTotals& totals) {
  std::string text = fmt::format("\npacked     {:>6}{}\n", totals.n_packed,
                                 format_packed(totals));
  text += fmt::format("not packed {:>6}  {}", totals.n_plain,
                      format_byte_size(totals.plain_size));
  if (const auto estimate = totals.estimated_cbin_size();
      estimate && totals.n_plain > 0) {
    text += fmt::format(", to about {}", format_byte_size(*estimate));
  }
  return text + fmt::format("\nbroken     {:>6}\nunknown    {:>6}\n",
                            totals.n_broken, totals.n_unknown);
}

}  // namespace mtscomp
