// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mtscompfs_options.h"

#include <CLI/CLI.hpp>

#include "mtscomp/base/error.h"
#include "programs/mount_options.h"
#include "programs/version_text.h"

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
  log_file=FILE       as --log-file
  log_level=LEVEL     as --log-level
  allow_other         let other users in (implies default_permissions)
  default_permissions, auto_unmount, fsname=NAME, noexec, noatime, ...
                      as for every FUSE file system
The mount is always ro,nosuid,nodev, also where rw, suid or dev is asked for.
Options that only mount(8) and systemd read (nofail, _netdev, x-systemd.*, ...)
are ignored.

Unmount with: fusermount3 -u MOUNTPOINT
)";

struct Texts {
  std::vector<std::string> mount_options;  // Each -o's list.
};

void define_options(CLI::App& app, MountRequest& request, Texts& texts) {
  app.set_version_flag("-V,--version",
                       [] { return version_text("mtscompfs"); });
  app.add_option("SOURCE", request.source,
                 "the directory with the compressed recordings")
      ->required();
  app.add_option("MOUNTPOINT", request.mount_point,
                 "an existing directory; may be SOURCE itself")
      ->required();
  app.add_flag("-f,--foreground", request.foreground,
               "stay in the foreground, log to stderr");
  app.add_flag("-d,--debug", request.debug,
               "log every request; implies -f and --log-level debug");
  app.add_option("-o", texts.mount_options, "mount options, see below")
      ->allow_extra_args(false)
      ->type_name("OPTIONS");
  app.add_option("--log-file", request.log_file,
                 "log to this file instead of stderr or syslog")
      ->type_name("FILE");
  app.add_option("--log-level", request.log_level,
                 "trace, debug, info, warning, error, critical or off")
      ->capture_default_str()
      ->type_name("LEVEL");
  app.footer(kMountOptionsHelp);
}

}  // namespace

ParsedCommandLine parse_command_line(std::vector<std::string> arguments) {
  ParsedCommandLine parsed;
  Texts texts;
  CLI::App app(kDescription, "mtscompfs");
  define_options(app, parsed.request, texts);
  static_cast<ParseOutcome&>(parsed) =
      parse_options(app, std::move(arguments), [&] {
        for (const std::string& list : texts.mount_options) {
          apply_mount_options(list, parsed.request);
        }
      });
  if (parsed.request.debug) {
    parsed.request.foreground = true;
    parsed.request.log_level = "debug";
  }
  return parsed;
}

}  // namespace mtscomp
