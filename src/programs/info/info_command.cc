// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/info/info_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "base/json/json_text.h"
#include "base/mounts/mount_table.h"
#include "base/text/escape_control.h"
#include "format/recording_names.h"
#include "mtscomp/archive/report_json.h"
#include "mtscomp/base/error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/info/info_text.h"

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

// Tells the user if the path is in a view of mtscompfs, where all recordings
// look unpacked.  Without /proc, it prints nothing.
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
  explicit Describer(bool json) : json_(json) {}

  void describe_file(const std::string& path, bool has_title) {
    describe(find_recording_of(path), has_title ? path : "");
  }

  // Uses the given header instead of the one beside the .cbin.
  void describe_pair(const std::string& cbin_path, const std::string& ch_path) {
    RecordingFiles files = find_recording_of(cbin_path);
    if (files.cbin_name.empty()) {  // The data file is named like a plain one.
      files.cbin_name = std::exchange(files.raw_name, "");
    }
    files.ch_name = std::filesystem::absolute(ch_path);
    describe(files, "");
  }

  void describe_tree(const std::string& root) {
    const FoundRecordings found = find_recordings(root);
    TreeTotals totals;
    print(json_ ? "" : format_row_titles());
    for (const RecordingFiles& files : found.recordings) {
      const RecordingInfo info = describe_recording(files);
      is_all_well_ = is_all_well_ && info.problem.empty();
      totals.add(info);
      if (json_) {
        print_line(to_json(info));
      } else {
        print(format_row(info));
      }
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

  bool json_;
  bool is_all_well_ = true;
};

}  // namespace

int run_info(const InfoCommand& command) {
  Describer describer(command.json);
  if (is_pair(command.paths)) {
    describer.describe_pair(command.paths[0], command.paths[1]);
    return describer.is_all_well() ? kExitOk : kExitFailure;
  }
  for (const std::string& path : command.paths) {
    note_view(path);
    if (std::filesystem::is_directory(path)) {
      describer.describe_tree(path);
    } else {
      describer.describe_file(path, command.paths.size() > 1);
    }
  }
  return describer.is_all_well() ? kExitOk : kExitFailure;
}

}  // namespace mtscomp
