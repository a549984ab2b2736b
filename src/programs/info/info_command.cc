// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/info/info_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>
#include <vector>

#include "base/json/json_text.h"
#include "base/mounts/mount_table.h"
#include "base/text/escape_control.h"
#include "base/threads/ordered_tasks.h"
#include "base/threads/thread_pool.h"
#include "format/recording_names.h"
#include "mtscomp/archive/report_json.h"
#include "mtscomp/base/error.h"
#include "programs/cli/archive_path.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/info/info_text.h"
#include "source/address/file_address.h"
#include "source/http/url/url.h"

namespace mtscomp {
namespace {

void print_line(JsonObject object) {
  print(serialize_json_line({std::move(object)}) + '\n');
}

// Whether the arguments are a .cbin and its .ch, as for mtsdesc.  The two may
// be in different directories.
bool is_pair(const std::vector<std::string>& paths) {
  return paths.size() == 2 &&
         std::filesystem::path(paths[1]).extension() == kHeaderSuffix &&
         std::filesystem::path(paths[0]).extension() != kHeaderSuffix &&
         !std::filesystem::is_directory(paths[0]);
}

// Returns the name that RecordingFiles has for a header at another place.
std::string header_of(const RecordingFiles& files, const std::string& ch_path) {
  if (!is_address(ch_path)) {
    return std::filesystem::absolute(ch_path);
  }
  const FileAddress address = split_address(ch_path);
  const std::string place = address_below(address.archive, address.name);
  if (address_below(files.directory, address.name) != place) {
    throw UsageError(fmt::format(
        "{}: on a server, both files of a pair must be in one directory",
        place));
  }
  return address.name;
}

using OnInfo = std::function<void(const RecordingInfo&)>;

// Calls on_info for each recording, in order.
void describe_on_threads(const std::vector<RecordingFiles>& recordings,
                         std::size_t n_threads, const OnInfo& on_info) {
  ThreadPool pool(n_threads);
  OrderedTasks<RecordingInfo> describing(pool, 2 * n_threads);
  for (const RecordingFiles& files : recordings) {
    if (describing.is_full()) {
      on_info(describing.take_oldest());
    }
    describing.submit(
        [&files](std::size_t /*thread*/) { return describe_recording(files); });
  }
  while (!describing.is_empty()) {
    on_info(describing.take_oldest());
  }
}

// Tells the user if the path is in a view of mtscompfs, where all recordings
// look unpacked.  Without /proc, and for an address, it prints nothing.
void note_view(const std::string& path) {
  try {
    const std::string resolved = std::filesystem::canonical(path);
    const MountTable table = read_mount_table();
    const MountEntry* const mount = find_mount_above(table, resolved);
    if (mount != nullptr && is_our_mount(*mount)) {
      print_message("mtscomp-info",
                    fmt::format("{}: this is a view of mtscompfs; the packed "
                                "recordings are in {}",
                                path, mount->source));
    }
  } catch (const std::system_error&) {
  }
}

class Describer {
 public:
  explicit Describer(const InfoCommand& command)
      : remote_(command.remote), json_(command.json) {}

  void describe_file(const std::string& path, bool has_title) {
    describe(find_recording_of(path, remote_), has_title ? path : "");
  }

  // Uses the given header instead of the one beside the .cbin.
  void describe_pair(const std::string& cbin_path, const std::string& ch_path) {
    RecordingFiles files = find_recording_of(cbin_path, remote_);
    if (files.cbin_name.empty()) {  // The data file is named like a plain one.
      files.cbin_name = std::exchange(files.raw_name, "");
    }
    files.ch_name = header_of(files, ch_path);
    describe(files, "");
  }

  void describe_tree(const std::string& root) {
    const FoundRecordings found = find_recordings(root, remote_);
    TreeTotals totals;
    print(json_ ? "" : format_row_titles());
    const OnInfo on_info = [&](const RecordingInfo& info) {
      print_row(info, totals);
    };
    if (is_address(root)) {
      describe_on_threads(found.recordings, remote_.n_connections, on_info);
    } else {
      std::for_each(found.recordings.begin(), found.recordings.end(),
                    [&](const RecordingFiles& files) {
                      on_info(describe_recording(files));
                    });
    }
    print_end(found, totals);
  }

  bool is_all_well() const { return is_all_well_; }

 private:
  void describe(const RecordingFiles& files, const std::string& title) {
    const RecordingInfo info = describe_recording(files);
    is_all_well_ = is_all_well_ && info.problem.empty();
    if (json_) {
      print_line(to_json(info));
      return;
    }
    print((title.empty() ? "" : escape_control(title) + ":\n") +
          format_fields(info));
  }

  void print_row(const RecordingInfo& info, TreeTotals& totals) {
    is_all_well_ = is_all_well_ && info.problem.empty();
    totals.add(info);
    if (json_) {
      print_line(to_json(info));
    } else {
      print(format_row(info));
    }
  }

  void print_end(const FoundRecordings& found, const TreeTotals& totals) {
    for (const std::string& message : found.unreadable) {
      is_all_well_ = false;
      print_message("mtscomp-info", message);
    }
    if (json_) {
      print_line(to_json(totals));
      return;
    }
    print(format_totals(totals));
    for (const std::string& path : found.partial_files) {
      print(escape_control(path) +
            ": partial file; its writer is running or was interrupted\n");
    }
    for (const std::string& path : found.backups) {
      print(escape_control(describe_backup(path)) + '\n');
    }
  }

  const RemoteOptions& remote_;
  bool json_;
  bool is_all_well_ = true;
};

}  // namespace

int run_info(const InfoCommand& command) {
  Describer describer(command);
  if (is_pair(command.paths)) {
    describer.describe_pair(command.paths[0], command.paths[1]);
    return describer.is_all_well() ? kExitOk : kExitFailure;
  }
  for (const std::string& path : command.paths) {
    note_view(path);
    if (is_tree(path)) {
      describer.describe_tree(path);
    } else {
      describer.describe_file(path, command.paths.size() > 1);
    }
  }
  return describer.is_all_well() ? kExitOk : kExitFailure;
}

}  // namespace mtscomp
