// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/options/mtscompfs_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "base/log/log.h"
#include "mtscomp/base/error.h"
#include "programs/cli/version_text.h"
#include "programs/mount/options/mount_config.h"
#include "programs/mount/options/mount_options.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Shows a directory of mtscomp-compressed recordings as plain files:\n"
    "each X.cbin with its X.ch appears as X.bin, read-only.";

constexpr const char* kMountOptionsHelp = R"(
Mount options (-o, separated by commas):
  cache_size=SIZE     memory for chunks and decoding them, such as 512M or 4G
                                    [a quarter of what there is, 1G at most]
  workers=N           chunks decoded at once              [one for each core]
  readahead=SIZE      how far the kernel reads ahead, if root mounts     [1M]
  timeout=SECONDS     how long the kernel may trust names and sizes      [10]
  immutable           the archive never changes: the kernel may trust all for
                      good, until a SIGHUP
  drain_timeout=SECONDS
                      how long those who have files open may go on when the
                      daemon is told to end                              [10]
  core_dumps          allow core dumps of the daemon; they may show what was
                      read
  keep_uuid           leave the UUIDs in the names of .cbin, .ch and .meta
  show_compressed     show the .cbin and the .ch beside the plain file
  follow_symlinks     follow the symlinks of pairs out of SOURCE too
  uid=N, gid=N        show all files as this user's, this group's
  mask=MODE           permissions to take away from every file, octal
  max_header_size=SIZE  refuse larger .ch files                       [64M]
  max_chunk_size=SIZE   refuse headers with larger chunks              [2G]
  max_chunks=N          refuse headers with more chunks           [1000000]
  log_file=FILE       as --log-file
  log_level=LEVEL     as --log-level
  allow_other         let other users in (implies default_permissions)
  default_permissions, auto_unmount, fsname=NAME, noexec, noatime, ...
                      as for every FUSE file system
The mount is always ro,nosuid,nodev, also where rw, suid or dev is asked for.
Options that only mount(8) and systemd read (nofail, _netdev, x-systemd.*, ...)
are ignored.

Unmount with: fusermount3 -u MOUNTPOINT
SIGHUP makes the daemon forget what it knows, and look again.
)";

// Unset if the option was not given; an empty value counts as given.
struct Texts {
  std::vector<std::string> mount_options;  // One list for each -o.
  std::optional<std::string> config;
  std::optional<std::string> check;
  std::optional<std::string> status_of;
  bool unmount = false;
  bool debug = false;
  std::optional<std::string> log_file;
  std::optional<std::string> log_level;
};

void define_options(CLI::App& app, MountRequest& request, Texts& texts) {
  app.set_version_flag("-V,--version",
                       [] { return version_text("mtscompfs"); });
  app.add_option("SOURCE", request.source,
                 "the directory with the compressed recordings");
  app.add_option("MOUNTPOINT", request.mount_point,
                 "an existing directory; may be SOURCE itself");
  app.add_option("--config", texts.config,
                 "take SOURCE, MOUNTPOINT and options from this file")
      ->type_name("FILE");
  app.add_option("--check", texts.check,
                 "only say whether the mount of this --config FILE can be made")
      ->type_name("FILE");
  app.add_flag("--cleanup", request.cleanup,
               "first take away a mount that a killed mtscompfs left");
  app.add_flag("--unmount", texts.unmount,
               "unmount MOUNTPOINT, or that of --config, instead of mounting");
  app.add_option("--status", texts.status_of,
                 "print how the mount there is doing, and mount nothing")
      ->type_name("MOUNTPOINT");
  app.add_flag("-f,--foreground", request.foreground,
               "stay in the foreground, log to stderr");
  app.add_flag("-d,--debug", texts.debug,
               "log every request; implies -f and --log-level trace");
  app.add_option("-o", texts.mount_options, "mount options, see below")
      ->allow_extra_args(false)
      ->type_name("OPTIONS");
  app.add_option("--log-file", texts.log_file,
                 "log to this file instead of stderr or syslog")
      ->type_name("FILE");
  app.add_option("--log-level", texts.log_level,
                 "trace, debug, info, warning, error, critical or off")
      ->default_str(request.log_level)
      ->type_name("LEVEL");
  app.footer(kMountOptionsHelp);
}

// Later options replace earlier ones.
void take_options(const Texts& texts, MountRequest& request) {
  for (const std::string& list : texts.mount_options) {
    apply_mount_options(list, request);
  }
  request.log_file = texts.log_file.value_or(request.log_file);
  if (texts.log_level) {
    check_log_level(*texts.log_level);
    request.log_level = *texts.log_level;
  }
  if (texts.debug) {
    request.foreground = true;
    request.log_level = "trace";
  }
}

MountAction action_of(const Texts& texts) {
  if (texts.check) {
    return MountAction::kCheck;
  }
  if (texts.status_of) {
    return MountAction::kStatus;
  }
  return texts.unmount ? MountAction::kUnmount : MountAction::kMount;
}

// Refuses two options that request different actions.  --unmount with --config
// is allowed.
void refuse_contradictions(const Texts& texts) {
  std::vector<std::string_view> given;
  if (texts.check) {
    given.emplace_back("--check");
  }
  if (texts.status_of) {
    given.emplace_back("--status");
  }
  if (texts.unmount) {
    given.emplace_back("--unmount");
  }
  if (texts.config && !texts.unmount) {
    given.emplace_back("--config");
  }
  if (given.size() > 1) {
    throw UsageError(
        fmt::format("{} cannot be combined with {}", given[0], given[1]));
  }
}

void require(const std::string& path, const char* name) {
  if (path.empty()) {
    throw UsageError(fmt::format("{} is required", name));
  }
}

void refuse_source(const MountRequest& request, const std::string& reason) {
  if (!request.source.empty()) {
    throw UsageError(fmt::format("{}: {}", request.source, reason));
  }
}

void take_config(const char* option, const std::string& file,
                 MountRequest& request) {
  if (file.empty()) {
    throw UsageError(fmt::format("{}: expected a file, found \"\"", option));
  }
  refuse_source(request,
                "not allowed here: SOURCE and MOUNTPOINT are in " + file);
  read_mount_config(file, request);
}

// Sets SOURCE and MOUNTPOINT, from the command line or from a file.
void take_paths(const Texts& texts, MountRequest& request) {
  if (texts.check) {
    take_config("--check", *texts.check, request);
  } else if (texts.config) {
    take_config("--config", *texts.config, request);
  } else if (texts.status_of) {
    refuse_source(request, "--status takes no SOURCE");
    request.mount_point = *texts.status_of;
    require(request.mount_point, "MOUNTPOINT");
  } else if (texts.unmount && request.mount_point.empty()) {
    request.mount_point = std::move(request.source);  // The only path given.
    require(request.mount_point, "MOUNTPOINT");
  } else {
    require(request.source, "SOURCE");
    require(request.mount_point, "MOUNTPOINT");
  }
}

}  // namespace

ParsedCommandLine parse_command_line(std::vector<std::string> arguments) {
  ParsedCommandLine parsed;
  Texts texts;
  CLI::App app(kDescription, "mtscompfs");
  define_options(app, parsed.request, texts);
  static_cast<ParseOutcome&>(parsed) =
      parse_options(app, std::move(arguments), [&] {
        refuse_contradictions(texts);
        parsed.request.limits = chosen_limits();
        take_paths(texts, parsed.request);
        take_options(texts, parsed.request);
      });
  parsed.action = action_of(texts);
  return parsed;
}

}  // namespace mtscomp
