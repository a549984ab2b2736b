// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/mount_status.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/json/json_text.h"
#include "base/text/utf8_text.h"
#include "mtscomp/base/json.h"
#include "programs/mount/status/server_metrics.h"

namespace mtscomp {
namespace {

std::vector<Metric> metrics_of(const MountStatus& status) {
  const CacheCounters& cache = status.cache;
  const auto number = [](std::uint64_t count) {
    return static_cast<double>(count);
  };
  return {
      {"cache", "bytes", "gauge",
       "Memory for chunks and for decoding them, in bytes.",
       number(cache.bytes)},
      {"cache", "capacity", "gauge",
       "Limit of mtscompfs_cache_bytes, in bytes.", number(cache.capacity)},
      {"cache", "hits", "counter", "Chunk look-ups answered from the cache.",
       number(cache.hits)},
      {"cache", "misses", "counter", "Chunk look-ups that started a load.",
       number(cache.misses)},
      {"cache", "joins", "counter",
       "Chunk look-ups that waited for a running load.", number(cache.joins)},
      {"cache", "decodes", "counter", "Chunks read and decoded.",
       number(cache.decodes)},
      {"cache", "evictions", "counter", "Chunks evicted from the cache.",
       number(cache.evictions)},
      {"segments", "chunks", "counter", "Chunks decoded segment by segment.",
       number(status.segments.chunks)},
      {"segments", "decodes", "counter", "Segments of chunks decoded.",
       number(status.segments.segments)},
      {"segments", "helped", "counter",
       "Chunks decoded by more than one thread.",
       number(status.segments.helped)},
      {"segments", "short_of_threads", "counter",
       "Chunks decoded by fewer threads than were idle.",
       number(status.segments.short_of_threads)},
      {"prefetch", "issued", "counter", "Chunk loads started ahead of a read.",
       number(cache.prefetch.issued)},
      {"prefetch", "used", "counter", "Prefetched chunks that were read.",
       number(cache.prefetch.used)},
      {"prefetch", "wasted", "counter",
       "Prefetched chunks evicted before a read.",
       number(cache.prefetch.wasted)},
      {"errors", "loads", "counter", "Chunk loads that failed.",
       number(cache.failures)},
      {"errors", "problems", "gauge", "Files that cannot be shown correctly.",
       number(status.n_problems)},
      {"open_handles", "files", "gauge", "Open files.",
       number(status.open.files)},
      {"open_handles", "directories", "gauge", "Open directories.",
       number(status.open.directories)},
      {"headers", "read", "counter", "Headers (.ch files) read.",
       number(status.n_headers_read)},
      {"headers", "bytes", "gauge", "Memory for cached headers, in bytes.",
       number(status.header_memory)},
      {"inodes", "known", "gauge", "Inodes that the kernel uses.",
       number(status.n_inodes)},
  };
}

std::vector<Metric> all_metrics_of(const MountStatus& status) {
  std::vector<Metric> metrics = metrics_of(status);
  if (status.source) {
    const std::vector<Metric> server = server_metrics_of(*status.source);
    metrics.insert(metrics.end(), server.begin(), server.end());
  }
  return metrics;
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

std::vector<TimeMetric> time_metrics_of(const MountStatus& status) {
  std::vector<TimeMetric> metrics = {
      {"cache", "load_seconds", "Time to read and decode a chunk, in seconds.",
       status.cache.load_times},
      {"cache", "wait_seconds",
       "Time that reads waited for chunks that were not cached, in seconds.",
       status.cache.wait_times},
  };
  if (status.source) {
    metrics.push_back(first_byte_metric_of(*status.source));
  }
  return metrics;
}

constexpr std::size_t kBuckets = DurationHistogram::kBounds.size();

std::string bound_text(std::size_t bucket) {
  return bucket == kBuckets
             ? "+Inf"
             : fmt::format("{}", DurationHistogram::kBounds[bucket]);
}

JsonObject times_json(const DurationHistogram& times) {
  JsonObject buckets;
  for (std::size_t i = 0; i <= kBuckets; ++i) {
    buckets.push_back({bound_text(i), {times.count_up_to(i)}});
  }
  return {{"count", {times.count()}},
          {"sum", {times.sum()}},
          {"buckets", {std::move(buckets)}}};
}

std::string times_text(const TimeMetric& metric) {
  const std::string name =
      fmt::format("mtscompfs_{}_{}", metric.group, metric.name);
  std::string text =
      fmt::format("# HELP {0} {1}\n# TYPE {0} histogram\n", name, metric.help);
  for (std::size_t i = 0; i <= kBuckets; ++i) {
    text += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, bound_text(i),
                        metric.times.count_up_to(i));
  }
  return text + fmt::format("{0}_sum {1}\n{0}_count {2}\n", name,
                            metric.times.sum(), metric.times.count());
}

}  // namespace

JsonObject status_options(const MountRequest& request) {
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
  if (request.is_remote()) {
    const JsonObject more = server_options(request.remote);
    options.insert(options.end(), more.begin(), more.end());
  }
  return options;
}

std::string status_json(const MountStatus& status) {
  JsonObject object = {
      {"version", {std::string(MTSCOMPFS_VERSION)}},
      {"decoder", {status.decoder}},
      {"source", {to_printable_utf8(status.request.source)}},
      {"mount_point", {to_printable_utf8(status.request.mount_point)}},
      {"options", {status_options(status.request)}},
      {"uptime_seconds", {std::round(status.uptime * 1000) / 1000}},
  };
  for (const Metric& metric : all_metrics_of(status)) {
    set_member(group_of(object, metric.group), metric.name,
               {static_cast<std::uint64_t>(metric.value)});
  }
  for (const TimeMetric& metric : time_metrics_of(status)) {
    set_member(group_of(object, metric.group), metric.name,
               {times_json(metric.times)});
  }
  for (const char* const group : {"server", "disk_cache"}) {
    if (find_member(object, group) == nullptr) {
      object.push_back({group, {nullptr}});
    }
  }
  return serialize_json({std::move(object)}) + '\n';
}

std::string status_metrics(const MountStatus& status) {
  std::string text = fmt::format(
      "# HELP mtscompfs_info Version and decoder.\n"
      "# TYPE mtscompfs_info gauge\n"
      "mtscompfs_info{{version=\"{}\",decoder=\"{}\"}} 1\n"
      "# HELP mtscompfs_uptime_seconds Time since mounting, in seconds.\n"
      "# TYPE mtscompfs_uptime_seconds gauge\n"
      "mtscompfs_uptime_seconds {:.3f}\n",
      MTSCOMPFS_VERSION, status.decoder, status.uptime);
  for (const Metric& metric : all_metrics_of(status)) {
    const std::string name =
        fmt::format("mtscompfs_{}_{}{}", metric.group, metric.name,
                    std::string_view(metric.kind) == "counter" ? "_total" : "");
    text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name,
                        metric.help, metric.kind,
                        static_cast<std::uint64_t>(metric.value));
  }
  for (const TimeMetric& metric : time_metrics_of(status)) {
    text += times_text(metric);
  }
  return text;
}

}  // namespace mtscomp
