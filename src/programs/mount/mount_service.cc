// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_service.h"

#include <spdlog/spdlog.h>

#include <string>
#include <utility>

#include "base/threads/start_thread.h"
#include "filesystem/fuse/kernel/kernel_readahead.h"
#include "mtscomp/base/error.h"
#include "programs/mount/mount_plan.h"

namespace mtscomp {
namespace {

void raise_readahead(const std::string& mount_point, std::uint64_t bytes) {
  if (bytes == 0) {
    return;
  }
  const std::string problem = set_kernel_readahead(mount_point, bytes);
  if (!problem.empty()) {
    spdlog::info(
        "cannot set the kernel's readahead, so sequential reads may be slower: "
        "{}",
        problem);
  }
}

}  // namespace

MountService::MountService(const MountRequest& request, Source& source,
                           SourceTree& tree, HeaderCache& catalog,
                           FileDescriptor channel)
    : request_(request),
      source_(source),
      tree_(tree),
      catalog_(catalog),
      cache_(
          {.capacity = request.cache_size,
           .n_loads = request.workers,
           .n_fetches = request.is_remote() ? source.n_parallel_calls() : 0}),
      loader_(cache_),
      reader_(loader_),
      inodes_(tree.root()),
      sources_({.request = request,
                .cache = cache_,
                .loader = loader_,
                .source = source,
                .catalog = catalog,
                .tree = tree,
                .inodes = inodes_,
                .session = &session_}),
      status_(make_status_directory(sources_)),
      view_({.tree = tree,
             .inodes = inodes_,
             .reader = reader_,
             .status = status_,
             .attributes = {.uid = request.uid,
                            .gid = request.gid,
                            .mask = request.mask},
             .timeout = request.timeout}),
      session_(view_, std::move(channel), session_options(request)) {}

bool MountService::run(const std::function<void()>& on_ready,
                       std::function<void()> on_settled,
                       const std::function<void()>& on_end) {
  return session_.run(
      [&] {
        on_ready();
        settler_ = start_thread([this, on_settled = std::move(on_settled)] {
          raise_readahead(request_.mount_point, request_.readahead);
          on_settled();
        });
      },
      [&] {
        source_.stop();
        on_end();
        loader_.stop();
      });
}

void MountService::look_again(const std::stop_token& stop) noexcept {
  try {
    tree_.forget();
    loader_.evict_all();
    session_.expire_names(stop);
    spdlog::info("SIGHUP: dropped all caches");
  } catch (...) {
    spdlog::error("SIGHUP: cannot drop all caches: {}",
                  current_exception_message());
  }
}

bool MountService::has_open_files() const {
  const OpenHandles open = session_.open_handles();
  return open.files + open.directories > 0;
}

void MountService::log_counters() const {
  const CacheCounters counters = cache_.counters();
  spdlog::info(
      "ended: cache hits {}, misses {}, joins {}, failures {}, evictions {}, "
      "bytes {} of {}; prefetch issued {}, used {}, wasted {}; headers read {}",
      counters.hits, counters.misses, counters.joins, counters.failures,
      counters.evictions, counters.bytes, counters.capacity,
      counters.prefetch.issued, counters.prefetch.used,
      counters.prefetch.wasted, catalog_.n_headers_read());
}

}  // namespace mtscomp
