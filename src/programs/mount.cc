// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "mtscomp/base/byte_size.h"
#include "mtscomp/base/daemon.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/log.h"
#include "mtscomp/base/memory_limit.h"
#include "mtscomp/base/service_notify.h"
#include "mtscomp/cache/chunk_cache.h"
#include "mtscomp/filesystem/inode_table.h"
#include "mtscomp/filesystem/kernel_readahead.h"
#include "mtscomp/filesystem/session.h"
#include "mtscomp/filesystem/source_tree.h"
#include "mtscomp/filesystem/unmount.h"
#include "mtscomp/filesystem/view.h"
#include "mtscomp/reader/chunk_loader.h"
#include "mtscomp/reader/pair_catalog.h"
#include "mtscomp/reader/recording_reader.h"
#include "programs/exit_code.h"
#include "programs/mount_paths.h"

namespace mtscomp {
namespace {

LogOptions stderr_log(const MountRequest& request) {
  LogOptions log;
  log.level = request.log_level;
  return log;
}

LogOptions serving_log(const MountRequest& request) {
  LogOptions log = stderr_log(request);
  if (!request.log_file.empty()) {
    log.target = LogTarget::kFile;
    log.file = std::filesystem::absolute(request.log_file);
  } else if (!request.foreground) {
    log.target = LogTarget::kSyslog;
  }
  return log;
}

std::size_t n_workers(const MountRequest& request) {
  return request.workers != 0
             ? request.workers
             : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

// A quarter of the memory that the process may have, and 1 GiB at most: the
// kernel keeps what was read too.
std::size_t cache_size(const MountRequest& request) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 30;
  constexpr std::uint64_t kLeast = std::uint64_t{64} << 20;
  return request.cache_size != 0
             ? request.cache_size
             : std::clamp(memory_limit() / 4, kLeast, kMost);
}

std::string escape_commas(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == ',' || c == '\\') {
      escaped += '\\';
    }
    escaped += c;
  }
  return escaped;
}

SessionOptions session_options(const MountRequest& request,
                               const MountPaths& paths) {
  SessionOptions options;
  options.mount_point = paths.mount_point;
  options.debug = request.debug;
  options.max_threads = request.max_threads;
  options.clone_fd = request.clone_fd;
  options.mount_options = {"ro", "nosuid", "nodev", "subtype=mtscompfs",
                           "fsname=" + escape_commas(paths.source)};
  options.mount_options.insert(options.mount_options.end(),
                               request.mount_options.begin(),
                               request.mount_options.end());
  return options;
}

void raise_readahead(const std::string& mount_point, std::uint64_t bytes) {
  if (bytes == 0) {
    return;
  }
  const std::string problem = set_kernel_readahead(mount_point, bytes);
  if (!problem.empty()) {
    spdlog::info(
        "the kernel reads ahead as it does by default, and sequential reads "
        "are slower than they could be: {}",
        problem);
  }
}

void log_counters(const ChunkCache& cache, const PairCatalog& catalog) {
  const CacheCounters counters = cache.counters();
  spdlog::info(
      "ended: cache hits {}, misses {}, joins {}, failures {}, evictions {}, "
      "bytes {} of {}; prefetch issued {}, used {}, wasted {}; headers read {}",
      counters.hits, counters.misses, counters.joins, counters.failures,
      counters.evictions, counters.bytes, counters.capacity,
      counters.prefetch.issued, counters.prefetch.used,
      counters.prefetch.wasted, catalog.n_headers_read());
}

}  // namespace

int mount_and_serve(const MountRequest& request) {
  const LogOptions log = serving_log(request);
  set_up_log(log);  // Here, where a person still sees what is wrong with it.
  set_up_log(stderr_log(request));
  const MountPaths paths = prepare_mount(request);

  PairCatalog catalog;
  const SourceTree tree(paths.source, paths.hidden_path, catalog);
  std::optional<Daemon> daemon;
  if (!request.foreground) {
    daemon.emplace();
  }
  ChunkCache cache(
      {.capacity = cache_size(request), .n_loads = n_workers(request)});
  ChunkLoader loader(cache);
  RecordingReader reader(loader);
  InodeTable inodes(tree.root());
  View view = {.tree = tree,
               .inodes = inodes,
               .reader = reader,
               .timeout = request.timeout};
  // Asks the mount; joined once the session has ended, and with it the wait.
  std::jthread settler;
  Session session(view, session_options(request, paths));

  const auto on_ready = [&] {
    set_up_log(log);
    spdlog::info("{} is shown at {}; cache {}, {} workers", paths.source,
                 paths.mount_point, format_byte_size(cache.counters().capacity),
                 n_workers(request));
    settler = std::jthread([&] {
      raise_readahead(paths.mount_point, request.readahead);
      if (daemon) {
        daemon->report_ready();
      }
      if (!notify_service("READY=1")) {
        spdlog::warn("the service manager could not be told of the mount");
      }
    });
  };
  const bool served = session.run(on_ready, [&] {
    notify_service("STOPPING=1");
    loader.stop();
  });
  log_counters(cache, catalog);
  return served ? kExitOk : kExitFailure;
}

int check_mount(const MountRequest& request) {
  set_up_log(stderr_log(request));
  MountRequest without_effect = request;
  without_effect.cleanup = false;
  const MountPaths paths = prepare_mount(without_effect);
  fmt::print("{} can be shown at {}\n", paths.source, paths.mount_point);
  return kExitOk;
}

int unmount(const MountRequest& request) {
  unmount(resolve_mount_point(request.mount_point));
  return kExitOk;
}

}  // namespace mtscomp
