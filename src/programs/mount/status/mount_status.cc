// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/mount_status.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>
#include <vector>

#include "base/json/json_text.h"
#include "base/text/byte_size.h"
#include "base/text/utf8_text.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/json.h"

namespace mtscomp {
namespace {

// Names, kinds and meanings of all numbers, in one place for both formats.
struct Metric {
  const char* group;
  const char* name;
  const char* kind;  // counter or gauge
  const char* help;
  double value;
};

std::vector<Metric> metrics_of(const MountStatus& status) {
  const CacheCounters& cache = status.cache;
  const auto number = [](std::uint64_t count) {
    return static_cast<double>(count);
  };
  return {
      {"cache", "bytes", "gauge", "Memory for chunks and for decoding them.",
       number(cache.bytes)},
      {"cache", "capacity", "gauge", "The most that it may be, in bytes.",
       number(cache.capacity)},
      {"cache", "hits", "counter", "Look-ups that found their chunk.",
       number(cache.hits)},
      {"cache", "misses", "counter", "Look-ups that caused a load.",
       number(cache.misses)},
      {"cache", "joins", "counter", "Look-ups that joined a load under way.",
       number(cache.joins)},
      {"cache", "decodes", "counter", "Chunks that were read and decoded.",
       number(cache.decodes)},
      {"cache", "evictions", "counter", "Chunks that left.",
       number(cache.evictions)},
      {"prefetch", "issued", "counter", "Loads that were started ahead.",
       number(cache.prefetch.issued)},
      {"prefetch", "used", "counter", "Of these, read since.",
       number(cache.prefetch.used)},
      {"prefetch", "wasted", "counter", "Of these, evicted unread.",
       number(cache.prefetch.wasted)},
      {"errors", "loads", "counter", "Loads that failed.",
       number(cache.failures)},
      {"errors", "problems", "gauge",
       "Recordings that something is wrong with.", number(status.n_problems)},
      {"open_handles", "files", "gauge", "Files that are open.",
       number(status.open.files)},
      {"open_handles", "directories", "gauge", "Directories that are open.",
       number(status.open.directories)},
      {"headers", "read", "counter", "Headers of recordings that were read.",
       number(status.n_headers_read)},
      {"headers", "bytes", "gauge", "Memory for what they said.",
       number(status.header_memory)},
      {"inodes", "known", "gauge", "Inodes that the kernel knows.",
       number(status.n_inodes)},
  };
}

JsonObject options_of(const MountRequest& request) {
  JsonArray passed_on;
  for (const std::string& option : request.mount_options) {
    passed_on.push_back({to_printable_utf8(option)});
  }
  JsonObject options = {
      {"cache_size", {request.cache_size}},
      {"workers", {std::uint64_t{request.workers}}},
      {"readahead", {request.readahead}},
      {"timeout", {request.timeout}},
      {"drain_timeout", {request.drain_timeout}},
      {"core_dumps", {request.core_dumps}},
      {"immutable", {request.immutable}},
      {"keep_uuid", {request.keep_uuid}},
      {"show_compressed", {request.show_compressed}},
      {"follow_symlinks", {request.follow_symlinks}},
      {"max_header_size", {request.limits.max_header_size}},
      {"max_chunk_size", {request.limits.max_chunk_size}},
      {"max_chunks", {request.limits.max_chunks}},
      {"mask", {fmt::format("{:03o}", request.mask)}},
      {"passed_on", {std::move(passed_on)}},
  };
  if (request.uid) {
    set_member(options, "uid", {std::uint64_t{*request.uid}});
  }
  if (request.gid) {
    set_member(options, "gid", {std::uint64_t{*request.gid}});
  }
  return options;
}

JsonObject& group_of(JsonObject& object, const char* name) {
  if (find_member(object, name) == nullptr) {
    object.push_back({name, {JsonObject()}});
  }
  for (JsonMember& member : object) {
    if (member.key == name) {
      return std::get<JsonObject>(member.value.data);
    }
  }
  throw std::logic_error(name);
}

// What status_json() has written, read again.
class StatusReader {
 public:
  explicit StatusReader(const std::string& json)
      : value_(parse_json(json, "status.json")) {}

  std::string text(std::string_view key) const {
    return get<std::string>(member(value_, key), key);
  }
  double seconds(std::string_view key) const {
    return get<double>(member(value_, key), key);
  }
  std::uint64_t number(std::string_view group, std::string_view key) const {
    return get<std::uint64_t>(member(member(value_, group), key), key);
  }
  std::string options() const {
    return serialize_json_line(member(value_, "options"));
  }

 private:
  static const JsonValue& member(const JsonValue& value, std::string_view key) {
    const auto* const object = std::get_if<JsonObject>(&value.data);
    const JsonValue* const found =
        object == nullptr ? nullptr : find_member(*object, key);
    if (found == nullptr) {
      throw FormatError(fmt::format("status.json: {}: is missing", key));
    }
    return *found;
  }
  template <typename Type>
  static Type get(const JsonValue& value, std::string_view key) {
    const Type* const data = std::get_if<Type>(&value.data);
    if (data == nullptr) {
      throw FormatError(
          fmt::format("status.json: {}: found {}", key, describe(value)));
    }
    return *data;
  }

  JsonValue value_;
};

std::string describe_time(double seconds) {
  constexpr int kMinute = 60;
  constexpr int kHour = 60 * kMinute;
  constexpr int kDay = 24 * kHour;
  const auto whole = static_cast<std::uint64_t>(seconds);
  return whole >= kDay
             ? fmt::format("{} d {} h", whole / kDay, whole % kDay / kHour)
         : whole >= kHour   ? fmt::format("{} h {} min", whole / kHour,
                                          whole % kHour / kMinute)
         : whole >= kMinute ? fmt::format("{} min", whole / kMinute)
                            : fmt::format("{} s", whole);
}

std::string indent(const std::string& lines) {
  std::string indented;
  std::size_t start = 0;
  while (start < lines.size()) {
    const std::size_t end = std::min(lines.find('\n', start), lines.size());
    indented += "  " + lines.substr(start, end - start) + '\n';
    start = end + 1;
  }
  return indented;
}

}  // namespace

std::string status_json(const MountStatus& status) {
  JsonObject object = {
      {"version", {std::string(MTSCOMPFS_VERSION)}},
      {"decoder", {status.decoder}},
      {"source", {to_printable_utf8(status.request.source)}},
      {"mount_point", {to_printable_utf8(status.request.mount_point)}},
      {"options", {options_of(status.request)}},
      {"uptime_seconds", {std::round(status.uptime * 1000) / 1000}},
  };
  for (const Metric& metric : metrics_of(status)) {
    set_member(group_of(object, metric.group), metric.name,
               {static_cast<std::uint64_t>(metric.value)});
  }
  return serialize_json({std::move(object)}) + '\n';
}

std::string status_metrics(const MountStatus& status) {
  std::string text = fmt::format(
      "# HELP mtscompfs_info What is running.\n"
      "# TYPE mtscompfs_info gauge\n"
      "mtscompfs_info{{version=\"{}\",decoder=\"{}\"}} 1\n"
      "# HELP mtscompfs_uptime_seconds Since it was mounted.\n"
      "# TYPE mtscompfs_uptime_seconds gauge\n"
      "mtscompfs_uptime_seconds {:.3f}\n",
      MTSCOMPFS_VERSION, status.decoder, status.uptime);
  for (const Metric& metric : metrics_of(status)) {
    const std::string name =
        fmt::format("mtscompfs_{}_{}{}", metric.group, metric.name,
                    std::string_view(metric.kind) == "counter" ? "_total" : "");
    text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name,
                        metric.help, metric.kind,
                        static_cast<std::uint64_t>(metric.value));
  }
  return text;
}

std::string describe_status(const std::string& json,
                            const std::string& problems) {
  const StatusReader status(json);
  const auto number = [&](std::string_view group, std::string_view key) {
    return status.number(group, key);
  };
  return fmt::format(
      "{} is shown at {}\n"
      "mtscompfs {}, mounted for {}, decoder {}\n"
      "options    {}\n"
      "cache      {} of {}: {} hits, {} misses, {} joins; {} chunks decoded, "
      "{} evicted\n"
      "prefetch   {} chunks loaded ahead: {} used, {} wasted\n"
      "open       {} files, {} directories; {} inodes known\n"
      "headers    {} read, {} kept\n"
      "errors     {} loads failed\n"
      "problems   {}\n{}",
      status.text("source"), status.text("mount_point"), status.text("version"),
      describe_time(status.seconds("uptime_seconds")), status.text("decoder"),
      status.options(), format_byte_size(number("cache", "bytes")),
      format_byte_size(number("cache", "capacity")), number("cache", "hits"),
      number("cache", "misses"), number("cache", "joins"),
      number("cache", "decodes"), number("cache", "evictions"),
      number("prefetch", "issued"), number("prefetch", "used"),
      number("prefetch", "wasted"), number("open_handles", "files"),
      number("open_handles", "directories"), number("inodes", "known"),
      number("headers", "read"), format_byte_size(number("headers", "bytes")),
      number("errors", "loads"), number("errors", "problems"),
      indent(problems));
}

}  // namespace mtscomp
