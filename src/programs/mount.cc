// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
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
#include "programs/on_hangup.h"
#include "programs/status_files.h"

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

// What was asked, with absolute paths and with what the defaults come to here.
MountRequest resolve(MountRequest request, const MountPaths& paths) {
  constexpr double kForever = 1e9;  // Seconds; some thirty years.
  request.source = paths.source;
  request.mount_point = paths.mount_point;
  request.cache_size = cache_size(request);
  request.workers = n_workers(request);
  if (request.immutable) {
    request.timeout = kForever;
  }
  return request;
}

// Whether the kernel decides by what it is told of permissions.
bool decides_by_mode(const MountRequest& request) {
  return std::find(request.mount_options.begin(), request.mount_options.end(),
                   "default_permissions") != request.mount_options.end();
}

TreeOptions tree_options(const MountRequest& request,
                         const std::string& hidden_path) {
  return {.source = {.path = request.source,
                     .mount_point = request.mount_point,
                     .follow_symlinks = request.follow_symlinks,
                     .respect_acls = decides_by_mode(request)},
          .hidden_path = hidden_path,
          .naming = {.keep_uuid = request.keep_uuid,
                     .show_compressed = request.show_compressed},
          .limits = request.limits};
}

SessionOptions session_options(const MountRequest& request) {
  SessionOptions options;
  options.mount_point = request.mount_point;
  options.debug = request.debug;
  options.max_threads = request.max_threads;
  options.clone_fd = request.clone_fd;
  options.mount_options = {"ro", "nosuid", "nodev", "subtype=mtscompfs",
                           "fsname=" + escape_commas(request.source)};
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

void log_start(const MountRequest& request, const std::string& hidden_path) {
  spdlog::info("{} is shown at {}; cache {}, {} workers", request.source,
               request.mount_point, format_byte_size(request.cache_size),
               request.workers);
  if (!hidden_path.empty()) {
    spdlog::warn("{} lies inside the source: it is left out of the view",
                 request.mount_point);
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

int mount_and_serve(const MountRequest& asked) {
  const LogOptions log = serving_log(asked);
  set_up_log(log);  // Here, where a person still sees what is wrong with it.
  set_up_log(stderr_log(asked));
  const MountPaths paths = prepare_mount(asked);
  const MountRequest request = resolve(asked, paths);

  PairCatalog catalog;
  SourceTree tree(tree_options(request, paths.hidden_path), catalog);
  std::optional<Daemon> daemon;
  if (!request.foreground) {
    daemon.emplace();
  }
  OnHangup on_hangup;
  ChunkCache cache(
      {.capacity = request.cache_size, .n_loads = request.workers});
  ChunkLoader loader(cache);
  RecordingReader reader(loader);
  InodeTable inodes(tree.root());
  StatusSources sources = {.request = request,
                           .cache = cache,
                           .catalog = catalog,
                           .tree = tree,
                           .inodes = inodes};
  const StatusDirectory status = make_status_directory(sources);
  View view = {.tree = tree,
               .inodes = inodes,
               .reader = reader,
               .status = status,
               .attributes = {.uid = request.uid,
                              .gid = request.gid,
                              .umask = request.umask},
               .timeout = request.timeout};
  // Asks the mount; joined once the session has ended, and with it the wait.
  std::jthread settler;
  Session session(view, session_options(request));
  sources.session = &session;

  const auto on_ready = [&] {
    set_up_log(log);
    log_start(request, paths.hidden_path);
    settler = std::jthread([&] {
      raise_readahead(request.mount_point, request.readahead);
      if (daemon) {
        daemon->report_ready();
      }
      if (!notify_service("READY=1")) {
        spdlog::warn("the service manager could not be told of the mount");
      }
    });
    on_hangup.start([&] {
      tree.forget();
      loader.forget();
      session.expire_names();
      spdlog::info("SIGHUP: what was cached is dropped and read again");
    });
  };
  const bool served = session.run(on_ready, [&] {
    notify_service("STOPPING=1");
    on_hangup.stop();
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
  const std::string mount_point = resolve_mount_point(request.mount_point);
  if (!request.cleanup || is_leftover_mount(mount_point)) {
    unmount(mount_point);
  }
  return kExitOk;
}

}  // namespace mtscomp
