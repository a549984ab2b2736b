// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_command.h"

#include <fmt/format.h>
#include <linux/capability.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "base/log/log.h"
#include "base/memory/malloc_settings.h"
#include "base/process/daemon.h"
#include "base/process/descriptor_limit.h"
#include "base/process/inherited_descriptors.h"
#include "base/process/landlock.h"
#include "base/process/privileges.h"
#include "base/process/sd_notify.h"
#include "base/text/byte_size.h"
#include "filesystem/fuse/kernel/fuse_channel.h"
#include "filesystem/mounting/mount_point.h"
#include "filesystem/mounting/unmount.h"
#include "filesystem/view/source_tree.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/mount/mount.h"
#include "programs/mount/mount_plan.h"
#include "programs/mount/mount_service.h"
#include "programs/mount/mount_signals.h"
#include "programs/mount/mount_source.h"
#include "reader/headers/header_cache.h"

namespace mtscomp {
namespace {

void log_start(const MountRequest& request, const std::string& hidden_path) {
  spdlog::info("{} is shown at {}; cache {}, {} workers", request.source,
               request.mount_point, format_byte_size(request.cache_size),
               request.workers);
  if (!hidden_path.empty()) {
    spdlog::warn("{}: inside the source, so the view omits this mount point",
                 request.mount_point);
  }
}

// The archive as the mount shows it.
struct ShownSource {
  ShownSource(const MountRequest& request, const MountPaths& paths)
      : source(open_source_of(request)),
        tree(*source, tree_options(request, paths.hidden_path), catalog) {}

  std::unique_ptr<Source> source;
  HeaderCache catalog;
  SourceTree tree;
};

// Root's daemon keeps the right to read all files of the source.  Daemons of
// other users keep the right to run fusermount3, except if they read from a
// server.  Returns false if the kernel cannot restrict writing.
bool give_up_privileges(const MountRequest& request) {
  const bool is_root = ::geteuid() == 0;
  if (is_root) {
    keep_only_capabilities({CAP_DAC_READ_SEARCH});
  } else if (request.is_remote()) {
    keep_only_capabilities({});
  } else {
    drop_capabilities();
  }
  if (request.core_dumps) {
    return true;  // It must write them.
  }
  keep_memory_private();
  return !(is_root || request.is_remote()) ||
         give_up_writing(writable_places(request));
}

void report_ready(std::optional<Daemon>& daemon) {
  if (daemon) {
    daemon->report_ready();
  }
  if (!notify_service("READY=1")) {
    spdlog::warn("cannot notify the service manager that the mount is ready");
  }
}

MountSignalCalls signal_calls(MountService& service, Source& source,
                              Mount& mount) {
  return {
      .look_again =
          [&service](const std::stop_token& stop) { service.look_again(stop); },
      .unmount =
          [&mount] {
            notify_service("STOPPING=1");
            return mount.unmount();
          },
      .has_open_files = [&service] { return service.has_open_files(); },
      .stop_waiting = [&source] { source.stop(); },
      .end = [&service] { service.end(); }};
}

}  // namespace

int mount_and_serve(const MountRequest& asked) {
  refuse_root(asked);
  set_home_of_user(asked);
  return_large_blocks();
  share_heaps();
  close_all_but({parse_channel_number(asked.mount_point).value_or(-1)});
  std::signal(SIGPIPE, SIG_IGN);  // The log's reader may be gone.
  set_up_log(start_log(asked));
  // Opened while errors reach the terminal, and before privileges are dropped.
  const Log log = open_log(serving_log(asked));
  const MountPaths paths = prepare_mount(asked);
  const MountRequest request = resolve(asked, paths);

  raise_descriptor_limit();  // One for each open recording.
  std::optional<ShownSource> shown;
  if (!request.is_remote()) {
    shown.emplace(request, paths);
  }
  std::optional<Daemon> daemon;
  if (!request.foreground) {
    daemon.emplace();
  }
  probe_source(request);
  create_disk_cache(request);
  MountSignals signals;
  Mount mount(request, paths);
  const bool is_confined = give_up_privileges(request);
  if (!shown) {
    shown.emplace(request, paths);  // Starts threads.
  }
  Source& source = *shown->source;
  MountService service(request, source, shown->tree, shown->catalog,
                       mount.take_channel());
  const bool served = service.run(
      [&] {
        use_log(log);
        log_start(request, paths.hidden_path);
        if (!is_confined) {
          spdlog::info(
              "this kernel has no Landlock (Linux 5.13): the daemon keeps the "
              "right to write to files of its user");
        }
        signals.start(signal_calls(service, source, mount),
                      std::chrono::duration<double>(request.drain_timeout));
      },
      [&] { report_ready(daemon); }, [&] { signals.stop(); });
  if (served) {
    mount.unmount_leftover();
  } else {
    mount.unmount();
  }
  service.log_counters();
  return served ? kExitOk : kExitFailure;
}

int check_mount(const MountRequest& request) {
  refuse_root(request);
  set_home_of_user(request);
  set_up_log(start_log(request));
  serving_log(request);  // Refuses a log file that a mount would refuse.
  MountRequest without_effect = request;
  without_effect.cleanup = false;
  const MountPaths paths = prepare_mount(without_effect);
  if (!paths.channel) {  // Otherwise mount.fuse3(8) has made our own mount.
    refuse_second_mount(paths.mount_point);
  }
  probe_source(resolve(without_effect, paths));
  print(
      fmt::format("{} can be shown at {}\n", paths.source, paths.mount_point));
  return kExitOk;
}

int unmount(const MountRequest& request) {
  const MountPoint place(resolve_mount_point(request.mount_point));
  if (!request.cleanup || is_leftover_mount(place)) {
    unmount(place);
  }
  return kExitOk;
}

}  // namespace mtscomp
