// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pack_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "base/files/file_io.h"
#include "format/npy_header.h"
#include "format/recording_names.h"
#include "metadata/recording_parameters.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "writer/output_names.h"
#include "writer/raw_recording.h"

namespace mtscomp {
namespace {

using Recorded = std::optional<RecordingParameters>;

// Parameters without a value, and their options, in the same order.
struct Missing {
  std::vector<std::string_view> names;
  std::vector<std::string_view> options;
};

struct Sources {
  const PackRequest& request;
  const Recorded& recorded;
  const Defaults& defaults;
  Missing& missing;
};

// One parameter, with its value from each of the three sources.
template <typename Value>
struct Parameter {
  std::string_view name;
  std::string_view option;
  std::optional<Value> asked;
  std::optional<Value> recorded;
  std::optional<Value> by_default;
};

// "a", "a and b", "a, b and c".
std::string enumerate(std::vector<std::string_view> words) {
  const std::string_view last = words.back();
  words.pop_back();
  return words.empty() ? std::string(last)
                       : fmt::format("{} and {}", fmt::join(words, ", "), last);
}

// `warnings` are about the recording's .meta.
void refuse_missing(const Sources& sources,
                    const std::vector<std::string>& warnings) {
  const auto& [names, options] = sources.missing;
  if (names.empty()) {
    return;
  }
  const PackRequest& request = sources.request;
  // Reasons why the .meta or ~/.mtscomp could not be used.
  std::vector<std::string> reasons = warnings;
  if (!sources.defaults.problem.empty()) {
    reasons.push_back(sources.defaults.problem);
  }
  throw UsageError(fmt::format(
      "{}: {}{} {} unknown; {}{}", request.raw_path,
      has_suffix(request.raw_path, kNpySuffix) ? ""
      : warnings.empty()                       ? "no .meta or structure.oebin: "
                         : "no usable .meta or structure.oebin: ",
      enumerate(names), names.size() == 1 ? "is" : "are",
      request.is_in_tree ? "pack this recording alone with -n, -s and -d"
                         : "give " + enumerate(options),
      reasons.empty() ? "" : fmt::format(" ({})", fmt::join(reasons, "; "))));
}

// Returns the value of the first source that has one.
template <typename Value>
std::optional<Value> choose(const Sources& sources,
                            const Parameter<Value>& parameter) {
  const auto& [name, option, asked, recorded, by_default] = parameter;
  if (asked && recorded && *asked != *recorded && !sources.request.force) {
    throw UsageError(fmt::format(
        "{}: {}: {} says {}, but the command line says {}; --force uses the "
        "command line",
        sources.request.raw_path, name, sources.recorded->source, *recorded,
        *asked));
  }
  const std::optional<Value>& chosen =
      asked ? asked : (recorded ? recorded : by_default);
  if (!chosen) {
    sources.missing.names.push_back(name);
    sources.missing.options.push_back(option);
  }
  return chosen;
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

// A dtype has several names, so NumPy's name for it is compared.
std::optional<std::string> asked_dtype(const PackRequest& request) {
  return request.dtype ? std::optional(serialize_dtype(
                             parse_asked_dtype(request, *request.dtype)))
                       : std::nullopt;
}

template <typename Value>
std::optional<Value> find(const Recorded& recorded,
                          Value RecordingParameters::*member) {
  return recorded ? std::optional((*recorded).*member) : std::nullopt;
}

void plan_sample_rate(const Sources& sources, PackJob& job) {
  job.sample_rate =
      choose<double>(sources,
                     {.name = "sample rate",
                      .option = "-s",
                      .asked = sources.request.sample_rate,
                      .recorded = find(sources.recorded,
                                       &RecordingParameters::sample_rate),
                      .by_default = sources.defaults.sample_rate})
          .value_or(0);
}

void plan_samples(const Sources& sources, PackJob& job) {
  const auto& [request, recorded, defaults, missing] = sources;
  job.layout.n_channels =
      choose<std::uint64_t>(
          sources,
          {.name = "number of channels",
           .option = "-n",
           .asked = request.n_channels,
           .recorded = find(recorded, &RecordingParameters::n_channels),
           .by_default = defaults.n_channels})
          .value_or(0);
  plan_sample_rate(sources, job);
  const std::optional<std::string> dtype = choose<std::string>(
      sources,
      {.name = "dtype",
       .option = "-d",
       .asked = asked_dtype(request),
       .recorded = serialize(find(recorded, &RecordingParameters::dtype)),
       .by_default = serialize(defaults.dtype)});
  if (dtype) {
    job.layout.dtype = parse_asked_dtype(request, *dtype);
  }
}

// Takes dtype and shape from the header of the .npy, and ignores the request,
// as mtscomp does.
void plan_npy(const PackRequest& request, const FileLocation& raw,
              PackJob& job) {
  const FileDescriptor file = raw.open_for_reading();
  ByteBuffer start(kMaxNpyHeaderSize);
  const std::size_t n = pread_up_to(file, start.span(), 0, request.raw_path);
  const NpyHeader header =
      parse_npy_header(start.span().first(n), request.raw_path);
  if (header.fortran_order) {
    throw UsageError(fmt::format(
        "{}: the array is in Fortran order; save it in C order first, with "
        "numpy.ascontiguousarray",
        request.raw_path));
  }
  if (header.shape.size() < 2) {
    throw UsageError(
        fmt::format("{}: the array must have 2 or more dimensions (samples "
                    "first, channels last), but has {}",
                    request.raw_path, header.shape.size()));
  }
  const auto size =
      static_cast<std::uint64_t>(file_status(file, request.raw_path).st_size);
  if (size != header.data_offset + header.data_size()) {
    throw UsageError(fmt::format(
        "{}: the file has {} bytes, but its header says {}", request.raw_path,
        size, header.data_offset + header.data_size()));
  }
  job.layout.dtype = header.dtype;
  job.layout.n_channels = header.shape.back();
  job.shape = header.shape;
  job.data_offset = header.data_offset;
}

// A .cbin is not packed again: the new .ch would have the name of its header.
void refuse_packed(const std::filesystem::path& raw) {
  if (is_cbin_name(raw.filename().string())) {
    throw UsageError(fmt::format(
        "{}: already packed, according to its suffix {}; mtscomp-unpack makes "
        "the plain recording",
        raw.string(), raw.extension().string()));
  }
}

std::string default_cbin_path(const std::filesystem::path& raw) {
  const std::optional<std::string> cbin_path = cbin_name_of(raw.string());
  if (!cbin_path) {
    throw UsageError(fmt::format(
        "{0}: only recordings that end in {1} have a default output name; "
        "choose a name for the output, for example: mtscomp-pack {0} {2}",
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

// An error in the .meta is only a warning if no parameter is needed from it.
Recorded find_recorded(const PackRequest& request, const FileLocation& raw,
                       std::vector<std::string>& warnings) {
  const bool is_needed =
      !request.force &&
      (!request.n_channels || !request.sample_rate || !request.dtype);
  try {
    Recorded recorded = find_parameters(raw);
    if (recorded) {
      warnings = recorded->warnings;
    }
    return recorded;
  } catch (const FormatError& error) {
    if (is_needed) {
      throw;
    }
    warnings.emplace_back(error.what());
  } catch (const std::system_error& error) {
    if (is_needed) {
      throw;
    }
    warnings.emplace_back(error.what());
  }
  return std::nullopt;
}

// The size of a regular file, in bytes.
std::optional<std::uint64_t> size_of(const FileLocation& raw) {
  const std::optional<struct stat> status = raw.status();
  return status && S_ISREG(status->st_mode)
             ? std::optional(static_cast<std::uint64_t>(status->st_size))
             : std::nullopt;
}

bool is_whole(std::uint64_t size, const ChunkLayout& layout) {
  const std::uint64_t value_size = layout.dtype.value_width;
  return size % value_size == 0 && layout.n_channels != 0 &&
         size / value_size % layout.n_channels == 0;
}

// Compares the size of the plain file with the size in the .meta.
void check_size(const Recorded& recorded, const FileLocation& raw,
                PackPlan& plan) {
  const std::optional<std::uint64_t> size = size_of(raw);
  if (!size || !recorded || !recorded->file_size ||
      *size == *recorded->file_size) {
    return;
  }
  const PackJob& job = plan.job;
  if (*size < *recorded->file_size && !is_whole(*size, job.layout)) {
    throw UsageError(fmt::format(
        "{}: the file is cut off: {} bytes are missing, according to {}; copy "
        "it again",
        job.raw_path, *recorded->file_size - *size, recorded->source));
  }
  plan.warnings.push_back(
      fmt::format("{}: the file has {} bytes, but fileSizeBytes in {} says {}",
                  job.raw_path, *size, recorded->source, *recorded->file_size));
}

}  // namespace

PackPlan plan_pack(const PackRequest& request, const Defaults& defaults) {
  refuse_packed(request.raw_path);
  PackPlan plan;
  const bool is_npy = has_suffix(request.raw_path, kNpySuffix);
  const FileLocation raw =
      request.files ? request.files->raw : FileLocation(request.raw_path);
  // Before the parameters, which an empty file does not need.
  if (size_of(raw) == 0U) {
    throw UsageError(
        fmt::format("{}: {}", request.raw_path, kEmptyFileProblem));
  }
  const Recorded recorded =
      is_npy ? std::nullopt : find_recorded(request, raw, plan.warnings);
  Missing missing;
  const Sources sources = {request, recorded, defaults, missing};
  plan_paths(request, plan.job);
  plan.job.files = request.files;
  if (is_npy) {
    plan_npy(request, raw, plan.job);
    plan_sample_rate(sources, plan.job);
  } else {
    plan_samples(sources, plan.job);
  }
  refuse_missing(sources, plan.warnings);
  plan.job.chunk_duration =
      request.chunk_duration.value_or(defaults.chunk_duration.value_or(1));
  plan.job.layout.transform = request.transform.value_or(defaults.transform());
  check_size(recorded, raw, plan);
  if (recorded) {
    plan.recorded_sha1 = recorded->file_sha1;
  }
  return plan;
}

}  // namespace mtscomp
