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
#include "programs/cli/archive_path.h"
#include "programs/cli/version_text.h"
#include "programs/mount/options/mount_config.h"
#include "programs/mount/options/mount_options.h"
#include "source/address/file_address.h"
#include "source/http/url/url.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Shows a directory of compressed recordings as plain files, read-only:\n"
    "each pair X.cbin and X.ch appears as X.bin.";

constexpr const char* kConfigGroup = "Configuration file";
constexpr const char* kLogGroup = "Log";

constexpr const char* kFooter = R"(Mount options (-o, separated by commas):
  allow_other             let other users read the mount
  cache_size=SIZE         memory for decoded chunks, such as 512M or 4G
                          [a quarter of RAM, at most 1G]
  timeout=SECONDS         how long the kernel caches names and sizes  [10;
                          listing_timeout for archives on servers]
  immutable               the archive never changes: cache until SIGHUP
  show_compressed         show the .cbin and the .ch beside the plain file
  keep_uuid               keep the UUIDs in the names of recordings
  follow_symlinks         follow symlinks of pairs that lead out of SOURCE

Mount options for archives on servers (-o):
  connections=N           requests at once, 1 to 64  [16]
  disk_cache=DIR          keep fetched data in DIR
  disk_cache_size=SIZE    largest disk cache  [50G]
  listing_timeout=SECONDS
                          how long listings of directories are used  [300]
  timeout_remote=SECONDS  how long a failing request is repeated  [60]
  manifest=FILE           file or URL with the names of all files
  version=KIND            etag, or modified if ETags differ between servers
  ca_file=FILE            certificates (PEM) in place of the system's
  endpoint=URL            store with the interface of S3  [AWS]
  region=NAME             region of the bucket  [found]
  profile=NAME            section of ~/.aws/credentials  [AWS_PROFILE]
  anonymous               use no credentials
  requester_pays          pay for requests to buckets that demand it

Mount options for owner and permissions (-o):
  uid=N, gid=N            show this owner or group for all files
  mask=MODE               remove these permissions (octal) from all files
  default_permissions     let the kernel check permissions

Mount options for speed and limits (-o):
  workers=N               number of chunks decoded in parallel  [number of cores]
  readahead=SIZE          how far the kernel reads ahead, root only  [1M]
  max_header_size=SIZE    largest .ch  [64M]
  max_chunk_size=SIZE     largest decoded chunk  [2G]
  max_chunks=N            largest number of chunks in a pair  [1000000]

Mount options for the daemon (-o):
  log_file=FILE           same as --log-file
  log_level=LEVEL         same as --log-level
  drain_timeout=SECONDS   how long open files stay readable after SIGTERM  [10]
  auto_unmount            unmount when the daemon ends, even if killed
  core_dumps              allow core dumps; they can contain recordings
  fsname=NAME             source that mount and df show
  noexec, noatime, ...    accepted, with their usual meaning

Examples:
  mtscompfs /data/archive ~/recordings
  mtscompfs s3://bucket/data ~/recordings
  mtscompfs -o allow_other,cache_size=4G /data/archive /mnt/recordings
  fusermount3 -u ~/recordings)";

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

void define_common_options(CLI::App& app, MountRequest& request, Texts& texts) {
  app.add_option("SOURCE", request.source,
                 "directory with the compressed recordings; path,\n"
                 "https://HOST/PATH or s3://BUCKET/PREFIX")
      ->type_name("");
  app.add_option("MOUNTPOINT", request.mount_point,
                 "existing directory; can be SOURCE itself")
      ->type_name("");
  app.add_option("-o", texts.mount_options, "mount options, see below")
      ->allow_extra_args(false)
      ->type_name("OPTIONS");
  app.add_flag("--unmount", texts.unmount,
               "unmount MOUNTPOINT, or that of --config");
  app.add_option("--status", texts.status_of,
                 "print cache use, open files and problems")
      ->type_name("MOUNTPOINT");
  app.add_flag("--cleanup", request.cleanup,
               "first unmount the mount of a killed mtscompfs");
  app.set_version_flag(
      "-V,--version", [] { return version_text("mtscompfs"); }, kVersionHelp);
}

void define_options(CLI::App& app, MountRequest& request, Texts& texts) {
  define_common_options(app, request, texts);
  app.add_option("--config", texts.config,
                 "read SOURCE, MOUNTPOINT and options from FILE")
      ->type_name("FILE")
      ->group(kConfigGroup);
  app.add_option("--check", texts.check,
                 "check the configuration FILE; do not mount")
      ->type_name("FILE")
      ->group(kConfigGroup);
  app.add_flag("-f,--foreground", request.foreground,
               "stay in the foreground and log to stderr")
      ->group(kLogGroup);
  app.add_flag("-d,--debug", texts.debug,
               "log every request (level trace); implies -f")
      ->group(kLogGroup);
  app.add_option("--log-file", texts.log_file,
                 "log to FILE instead of stderr or syslog")
      ->type_name("FILE")
      ->group(kLogGroup);
  app.add_option("--log-level", texts.log_level,
                 "trace, debug, info, warning, error, critical or off")
      ->default_str(request.log_level)
      ->type_name("LEVEL")
      ->group(kLogGroup);
  app.footer(kFooter);
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
    // An address can contain a password.
    throw UsageError(fmt::format(
        "{}: {}", request.is_remote() ? "SOURCE" : request.source, reason));
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
    refuse_source(request, "--status does not accept SOURCE");
    request.mount_point = *texts.status_of;
    require(request.mount_point, "MOUNTPOINT");
  } else if (texts.unmount && request.mount_point.empty()) {
    request.mount_point = std::move(request.source);  // The only path given.
    require(request.mount_point, "MOUNTPOINT");
  } else {
    require(request.source, "SOURCE");
    require(request.mount_point, "MOUNTPOINT");
  }
  refuse_address(request.mount_point, "MOUNTPOINT");
  if (request.is_remote()) {
    request.source = normal_address(request.source);
  }
}

void refuse_useless_options(const MountRequest& request) {
  if (!request.remote_option.empty() && !request.source.empty() &&
      !request.is_remote()) {
    throw UsageError(fmt::format(
        "-o {}: only for archives on servers (https:// or s3://), but SOURCE "
        "is {}",
        request.remote_option, request.source));
  }
}

}  // namespace

bool MountRequest::is_remote() const { return is_address(source); }

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
        refuse_useless_options(parsed.request);
      });
  parsed.action = action_of(texts);
  return parsed;
}

}  // namespace mtscomp
