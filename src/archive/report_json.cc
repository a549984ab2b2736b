// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/report_json.h"

#include <unistd.h>
#include <cmath>

#include <array>
#include <climits>
#include <string>
#include <utility>

#include "base/json/json_log.h"
#include "base/text/utf8_text.h"
#include "format/header_keys.h"
#include "mtscomp/format/transform.h"

namespace mtscomp {
namespace {

JsonValue text(std::string_view value) { return {to_utf8(value)}; }

JsonValue text_or_null(std::string_view value) {
  return value.empty() ? JsonValue{nullptr} : text(value);
}

template <typename Value>
JsonValue value_or_null(const std::optional<Value>& value) {
  return value ? JsonValue{*value} : JsonValue{nullptr};
}

JsonValue path_or_null(const RecordingFiles& files, const std::string& name) {
  return name.empty() ? JsonValue{nullptr} : text(files.path_of(name));
}

JsonValue count(std::uint64_t value) { return {value}; }

JsonValue texts(const std::vector<std::string>& values) {
  JsonArray array;
  for (const std::string& value : values) {
    array.emplace_back().data = to_utf8(value);
  }
  return {std::move(array)};
}

JsonValue counts(const std::vector<std::uint64_t>& values) {
  JsonArray array;
  for (const std::uint64_t value : values) {
    array.emplace_back().data = value;
  }
  return {std::move(array)};
}

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> name = {};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

// JSON has no infinity, which a tiny sample rate may give.
JsonValue finite_or_null(double value) {
  return std::isfinite(value) ? JsonValue{value} : JsonValue{nullptr};
}

void append_header(const Header& header, JsonObject& object) {
  const auto n_samples = static_cast<double>(header.n_samples());
  const JsonObject members = {
      {"version", text(header.version)},
      {"algorithm", text(header.algorithm)},
      {"comp_level", {header.comp_level}},
      {"dtype", text(serialize_dtype(header.dtype))},
      {"sample_rate", {header.sample_rate}},
      {"n_channels", count(header.n_channels)},
      {"n_samples", count(header.n_samples())},
      {"duration", finite_or_null(n_samples / header.sample_rate)},
      {"n_chunks", count(header.n_chunks())},
      {"n_segments", count(header.segments.n_segments())},
      {"chunk_duration",
       finite_or_null(n_samples / static_cast<double>(header.n_chunks()) /
                      header.sample_rate)},
      {"transform", text(serialize_transform(header.transform))},
      {"shape", counts(header.shape)},
      {"chopped", {header.chopped}},
      {"sha1_compressed", value_or_null(header.sha1_compressed)},
      {"sha1_uncompressed", value_or_null(header.sha1_uncompressed)},
  };
  object.insert(object.end(), members.begin(), members.end());
}

std::string_view result_of(const VerifyReport& report) {
  return report.has(CheckResult::kFailed)
             ? "failed"
             : (report.has(CheckResult::kUnknown)
                    ? "not verified"
                    : (report.is_verified() ? "ok" : "unproven"));
}

}  // namespace

JsonObject to_json(const PackOutcome& outcome) {
  JsonObject object = {
      {"time", text(utc_timestamp())},
      {"host", text(host_name())},
      {"pid", count(static_cast<std::uint64_t>(::getpid()))},
      {"status", text(serialize_pack_status(outcome.status))},
      {"cbin", text_or_null(outcome.cbin_path)},
      {"reason", text_or_null(outcome.reason)},
      {"warnings", texts(outcome.warnings)},
      {"raw_size", count(outcome.raw_size)},
      {"cbin_size", count(outcome.cbin_size)},
      {"sha1_uncompressed", value_or_null(outcome.sha1_uncompressed)},
      {"seconds", {outcome.seconds}},
  };
  if (outcome.is_repack()) {
    object.push_back({"old_cbin", text(outcome.old_cbin_path)});
    object.push_back({"old_cbin_size", count(outcome.old_cbin_size)});
    object.push_back(
        {"transform", text_or_null(outcome.transform
                                       ? serialize_transform(*outcome.transform)
                                       : "")});
  } else {
    object.push_back({"raw", text(outcome.raw_path)});
  }
  return object;
}

JsonObject to_json(const RecordingFiles& files, const VerifyReport& report,
                   bool checks_raw) {
  JsonObject checks;
  std::vector<std::string> problems;
  for (const Check& check : report.checks) {
    checks.push_back(
        {std::string(check.name), text(serialize_check_result(check.result))});
    if (check.result == CheckResult::kFailed ||
        check.result == CheckResult::kUnknown ||
        check.result == CheckResult::kMissing) {
      problems.push_back(check.message);
    }
  }
  return {
      {"type", text("recording")},
      {"cbin", path_or_null(files, files.cbin_name)},
      {"ch", path_or_null(files, files.ch_name)},
      {"meta", path_or_null(files, files.meta_name)},
      {"raw", path_or_null(files, files.raw_name)},
      {"result", text(result_of(report))},
      {"checks", {std::move(checks)}},
      {"problems", texts(problems)},
      {"raw_size", count(report.raw_size)},
      {"cbin_size", count(report.cbin_size)},
      {"n_chunks", count(report.n_chunks)},
      {"n_bad_chunks", count(report.n_bad_chunks)},
      {"sha1_uncompressed", value_or_null(report.sha1_uncompressed)},
      {"safe_to_delete",
       checks_raw ? JsonValue{report.is_raw_verified()} : JsonValue{nullptr}},
  };
}

JsonObject to_json(const RecordingInfo& info) {
  const RecordingFiles& files = info.files;
  JsonObject object = {
      {"type", text("recording")},
      {"state", text(serialize_recording_state(info.state))},
      {"problem", text_or_null(info.problem)},
      {"cbin", path_or_null(files, files.cbin_name)},
      {"ch", path_or_null(files, files.ch_name)},
      {"meta", path_or_null(files, files.meta_name)},
      {"raw", path_or_null(files, files.raw_name)},
      {"raw_size", count(info.raw_size())},
      {"plain_size", value_or_null(info.plain_size)},
      {"cbin_size", count(info.cbin_size)},
      {"ratio", info.state == RecordingState::kPacked
                    ? JsonValue{ratio_of(info.raw_size(), info.cbin_size)}
                    : JsonValue{nullptr}},
  };
  if (info.header) {
    append_header(*info.header, object);
  }
  return object;
}

JsonObject to_json(const TreeTotals& totals) {
  const std::optional<std::uint64_t> estimate = totals.estimated_cbin_size();
  return {
      {"type", text("totals")},
      {"n_packed", count(totals.n_packed)},
      {"packed_raw_size", count(totals.packed_raw_size)},
      {"packed_cbin_size", count(totals.packed_cbin_size)},
      {"ratio", totals.n_packed == 0
                    ? JsonValue{nullptr}
                    : JsonValue{ratio_of(totals.packed_raw_size,
                                         totals.packed_cbin_size)}},
      {"n_plain", count(totals.n_plain)},
      {"plain_size", count(totals.plain_size)},
      {"estimated_cbin_size", value_or_null(estimate)},
      {"n_broken", count(totals.n_broken)},
      {"n_unknown", count(totals.n_unknown)},
      {"n_both", count(totals.n_both)},
      {"both_size", count(totals.both_size)},
  };
}

}  // namespace mtscomp
