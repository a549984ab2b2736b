// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/server_metrics.h"

#include <cstdint>
#include <string>

#include "base/text/utf8_text.h"

namespace mtscomp {
namespace {

double number(std::uint64_t count) { return static_cast<double>(count); }

std::vector<Metric> requests_metrics_of(const SourceCounters& server) {
  return {
      {"server", "bytes_fetched", "counter", "Bytes received from the server.",
       number(server.bytes_fetched)},
      {"server", "requests", "counter", "Requests sent, with repeated ones.",
       number(server.requests)},
      {"server", "retries", "counter", "Requests repeated after a failure.",
       number(server.retries)},
      {"server", "throttled", "counter",
       "Answers that ask for fewer requests (429, 503).",
       number(server.throttled)},
      {"server", "failures", "counter", "Requests that were given up.",
       number(server.failures)},
  };
}

std::vector<Metric> disk_metrics_of(const DiskCacheCounters& disk) {
  return {
      {"disk_cache", "bytes", "gauge", "Size of the disk cache, in bytes.",
       number(disk.bytes)},
      {"disk_cache", "hits", "counter", "Reads answered from the disk cache.",
       number(disk.hits)},
      {"disk_cache", "misses", "counter", "Reads that asked the server.",
       number(disk.misses)},
      {"disk_cache", "evictions", "counter", "Files evicted.",
       number(disk.evictions)},
      {"disk_cache", "corrupt", "counter", "Files with a wrong checksum.",
       number(disk.corrupt)},
      {"disk_cache", "dropped", "counter", "Fetched data that was not written.",
       number(disk.dropped)},
  };
}

}  // namespace

std::vector<Metric> server_metrics_of(const SourceCounters& server) {
  std::vector<Metric> metrics = requests_metrics_of(server);
  if (server.disk_cache) {
    const std::vector<Metric> disk = disk_metrics_of(*server.disk_cache);
    metrics.insert(metrics.end(), disk.begin(), disk.end());
  }
  return metrics;
}

TimeMetric first_byte_metric_of(const SourceCounters& server) {
  return {"server", "first_byte_seconds",
          "Time from a request to the first byte of its answer, in seconds.",
          server.first_byte};
}

JsonObject server_options(const RemoteOptions& remote) {
  return {
      {"connections", {std::uint64_t{remote.n_connections}}},
      {"timeout_remote", {remote.timeout}},
      {"listing_timeout", {remote.listing_timeout}},
      {"version", {std::string(remote.ignores_etags ? "modified" : "etag")}},
      {"ca_file", {to_printable_utf8(remote.ca_file)}},
      {"manifest", {to_printable_utf8(remote.manifest)}},
      {"disk_cache", {to_printable_utf8(remote.disk_cache)}},
      {"disk_cache_size", {remote.disk_cache_size}},
      {"endpoint", {to_printable_utf8(remote.endpoint)}},
      {"region", {to_printable_utf8(remote.region)}},
      {"profile", {to_printable_utf8(remote.profile)}},
      {"anonymous", {remote.anonymous}},
      {"requester_pays", {remote.requester_pays}},
  };
}

}  // namespace mtscomp
