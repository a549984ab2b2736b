// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/status_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/json/json_text.h"
#include "base/text/byte_size.h"
#include "base/text/escape_control.h"

namespace mtscomp {
namespace {

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

std::string describe_bucket(std::size_t bucket) {
  constexpr double kSecond = 1000;
  constexpr auto& bounds = DurationHistogram::kBounds;
  return bucket == bounds.size() ? fmt::format("more than {} s", bounds.back())
         : bounds[bucket] < 1
             ? fmt::format("at most {:.0f} ms", bounds[bucket] * kSecond)
             : fmt::format("at most {} s", bounds[bucket]);
}

std::string describe_times(const DurationHistogram& times,
                           unsigned high_percentile) {
  constexpr double kHalf = 0.5;
  constexpr double kWhole = 100;
  if (times.count() == 0) {
    return "none yet";
  }
  return fmt::format(
      "{} in {:.3f} s; 50 % took {}, {} % took {}", times.count(), times.sum(),
      describe_bucket(times.bucket_of_part(kHalf)), high_percentile,
      describe_bucket(times.bucket_of_part(high_percentile / kWhole)));
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

// One or two lines for an archive on a server, nothing for a local one.
std::string describe_server(const std::optional<SourceCounters>& server) {
  constexpr unsigned kMost = 99;
  if (!server) {
    return "";
  }
  std::string text = fmt::format(
      "server     {} fetched in {} requests: {} repeated, {} throttled, {} "
      "given up\n"
      "answers    {}\n",
      format_byte_size(server->bytes_fetched), server->requests,
      server->retries, server->throttled, server->failures,
      describe_times(server->first_byte, kMost));
  if (const std::optional<DiskCacheCounters>& disk = server->disk_cache) {
    text += fmt::format(
        "disk cache {}: {} hits, {} misses; {} evicted, {} corrupt, {} not "
        "written\n",
        format_byte_size(disk->bytes), disk->hits, disk->misses,
        disk->evictions, disk->corrupt, disk->dropped);
  }
  return text;
}

std::string describe_cache(const CacheCounters& cache) {
  constexpr unsigned kMost = 95;
  return fmt::format(
      "cache      {} of {}: {} hits, {} misses, {} joins; {} chunks decoded, "
      "{} evicted\n"
      "prefetch   {} chunks loaded ahead: {} read, {} evicted unread\n"
      "loads      {}\n"
      "waits      {}\n",
      format_byte_size(cache.bytes), format_byte_size(cache.capacity),
      cache.hits, cache.misses, cache.joins, cache.decodes, cache.evictions,
      cache.prefetch.issued, cache.prefetch.used, cache.prefetch.wasted,
      describe_times(cache.load_times, kMost),
      describe_times(cache.wait_times, kMost));
}

}  // namespace

std::string status_text(const MountStatus& status,
                        const std::string& problems) {
  return fmt::format(
      "{} is shown at {}\n"
      "mtscompfs {}, mounted for {}, decoder {}\n"
      "options    {}\n"
      "{}{}"
      "segments   {} of {} chunks decoded, {} chunks by several threads\n"
      "open       {} files, {} directories; the kernel uses {} inodes\n"
      "headers    {} read, {} of memory\n"
      "errors     {} chunk loads failed\n"
      "problems   {}\n{}",
      escape_control(status.request.source),
      escape_control(status.request.mount_point), MTSCOMPFS_VERSION,
      describe_time(status.uptime), status.decoder,
      serialize_json_line({status_options(status.request)}),
      describe_cache(status.cache), describe_server(status.source),
      status.segments.segments, status.segments.chunks, status.segments.helped,
      status.open.files, status.open.directories, status.n_inodes,
      status.n_headers_read, format_byte_size(status.header_memory),
      status.cache.failures, status.n_problems, indent(problems));
}

}  // namespace mtscomp
