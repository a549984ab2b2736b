// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pack_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/files/file_io.h"
#include "format/npy_header.h"
#include "format/recording_names.h"
#include "metadata/recording_parameters.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "writer/output_names.h"

namespace mtscomp {
namespace {

using Recorded = std::optional<RecordingParameters>;

// One parameter, from the first of its three sources that has it.
template <typename Value>
Value choose(const PackRequest& request, std::string_view what,
             std::string_view option, const std::optional<Value>& asked,
             const std::optional<Value>& recorded, std::string_view source,
             const std::optional<Value>& by_default) {
  if (asked && recorded && *asked != *recorded && !request.force) {
    throw UsageError(fmt::format(
        "{}: {}: expected {}, as {} says, found {} on the command line; "
        "--force takes the latter",
        request.raw_path, what, *recorded, source, *asked));
  }
  const std::optional<Value>& chosen =
      asked ? asked : (recorded ? recorded : by_default);
  if (!chosen) {
    throw UsageError(fmt::format(
        "{}: {}: expected a .meta or structure.oebin beside it, or {}, found "
        "neither",
        request.raw_path, what, option));
  }
  return *chosen;
}

std::optional<std::string> serialize(const std::optional<Dtype>& dtype) {
  return dtype ? std::optional(serialize_dtype(*dtype)) : std::nullopt;
}

Dtype parse_asked_dtype(const PackRequest& request, const std::string& text) {
  const std::optional<Dtype> dtype = parse_dtype(text);
  if (!dtype) {
    throw UsageError(fmt::format(
        "{}: dtype: expected an integer or float type of 1 to 8 bytes, found "
        "\"{}\"",
        request.raw_path, text));
  }
  return *dtype;
}

// The same dtype has several names; they are compared as NumPy would say them.
std::optional<std::string> asked_dtype(const PackRequest& request) {
  return request.dtype ? std::optional(serialize_dtype(
                             parse_asked_dtype(request, *request.dtype)))
                       : std::nullopt;
}

void plan_samples(const PackRequest& request, const Defaults& defaults,
                  const Recorded& recorded, PackJob& job) {
  const std::string source = recorded ? recorded->source : "";
  job.layout.n_channels = choose<std::uint64_t>(
      request, "number of channels", "-n", request.n_channels,
      recorded ? std::optional(recorded->n_channels) : std::nullopt, source,
      defaults.n_channels);
  job.layout.dtype = parse_asked_dtype(
      request,
      choose<std::string>(request, "dtype", "-d", asked_dtype(request),
                          recorded ? serialize(recorded->dtype) : std::nullopt,
                          source, serialize(defaults.dtype)));
}

// An .npy says itself what it holds; what else is said is not asked, as in
// mtscomp.
void plan_npy(const PackRequest& request, const FileLocation& raw,
              PackJob& job) {
  const FileDescriptor file = raw.open_for_reading();
  ByteBuffer start(kMaxNpyHeaderSize);
  const std::size_t n = pread_up_to(file, start.span(), 0, request.raw_path);
  const NpyHeader header =
      parse_npy_header(start.span().first(n), request.raw_path);
  if (header.fortran_order) {
    throw UsageError(fmt::format(
        "{}: expected an array in C order, found Fortran order; save it with "
        "numpy.ascontiguousarray first",
        request.raw_path));
  }
  if (header.shape.size() < 2) {
    throw UsageError(
        fmt::format("{}: expected 2 or more dimensions, samples first and "
                    "channels last, found {}",
                    request.raw_path, header.shape.size()));
  }
  const auto size =
      static_cast<std::uint64_t>(file_status(file, request.raw_path).st_size);
  if (size != header.data_offset + header.data_size()) {
    throw UsageError(fmt::format(
        "{}: expected {} bytes, as its header says, found {}", request.raw_path,
        header.data_offset + header.data_size(), size));
  }
  job.layout.dtype = header.dtype;
  job.layout.n_channels = header.shape.back();
  job.shape = header.shape;
  job.data_offset = header.data_offset;
}

// Its .ch would stand beside it, and would not describe it.
void refuse_packed(const std::filesystem::path& raw) {
  if (is_cbin_name(raw.filename().string())) {
    throw UsageError(fmt::format(
        "{}: expected a plain recording, found the name of packed data ({}); "
        "mtscomp-unpack makes the plain file of such",
        raw.string(), raw.extension().string()));
  }
}

std::string default_cbin_path(const std::filesystem::path& raw) {
  const std::optional<std::string> cbin_path = cbin_name_of(raw.string());
  if (!cbin_path) {
    throw UsageError(fmt::format(
        "{0}: the output needs a name, because only recordings that end in "
        "{1} have one by default; for example, mtscomp-pack {0} {2}",
        raw.string(), fmt::join(kPlainSuffixes, ", "),
        std::filesystem::path(raw)
            .replace_extension(kCbinSuffixes.front())
            .string()));
  }
  return *cbin_path;
}

void plan_paths(const PackRequest& request, PackJob& job) {
  job.raw_path = request.raw_path;
  job.cbin_path = request.cbin_path ? *request.cbin_path
                                    : default_cbin_path(request.raw_path);
  job.ch_path = request.ch_path.value_or(header_name_of(job.cbin_path));
  require_packed_names(job.cbin_path, job.ch_path);
}

// A .meta that is not SpikeGLX's only matters to those who rely on it.
Recorded find_recorded(const PackRequest& request, const FileLocation& raw,
                       std::vector<std::string>& warnings) {
  const bool is_needed =
      !request.n_channels || !request.sample_rate || !request.dtype;
  try {
    return find_parameters(raw);
  } catch (const FormatError& error) {
    if (is_needed) {
      throw;
    }
    warnings.emplace_back(error.what());
    return std::nullopt;
  }
}

void warn_of_size(const Recorded& recorded, const FileLocation& raw,
                  PackPlan& plan) {
  const std::optional<struct stat> status = raw.status();
  if (!status || !recorded || !recorded->file_size) {
    return;
  }
  const auto size = static_cast<std::uint64_t>(status->st_size);
  if (size != *recorded->file_size) {
    plan.warnings.push_back(fmt::format(
        "{}: expected {} bytes, as fileSizeBytes in {} says, "
        "found {}",
        plan.job.raw_path, *recorded->file_size, recorded->source, size));
  }
}

}  // namespace

PackPlan plan_pack(const PackRequest& request, const Defaults& defaults) {
  refuse_packed(request.raw_path);
  PackPlan plan;
  const bool is_npy = has_suffix(request.raw_path, kNpySuffix);
  const FileLocation raw =
      request.files ? request.files->raw : FileLocation(request.raw_path);
  const Recorded recorded =
      is_npy ? std::nullopt : find_recorded(request, raw, plan.warnings);
  plan_paths(request, plan.job);
  plan.job.files = request.files;
  if (is_npy) {
    plan_npy(request, raw, plan.job);
  } else {
    plan_samples(request, defaults, recorded, plan.job);
  }
  plan.job.sample_rate = choose<double>(
      request, "sample rate", "-s", request.sample_rate,
      recorded ? std::optional(recorded->sample_rate) : std::nullopt,
      recorded ? recorded->source : "", defaults.sample_rate);
  plan.job.chunk_duration =
      request.chunk_duration.value_or(defaults.chunk_duration.value_or(1));
  plan.job.layout.transform = request.transform.value_or(defaults.transform());
  warn_of_size(recorded, raw, plan);
  if (recorded) {
    plan.recorded_sha1 = recorded->file_sha1;
  }
  return plan;
}

}  // namespace mtscomp
