// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/info/info_command.h"

#include <cstdio>
#include <filesystem>

#include "base/json/json_text.h"
#include "base/text/escape_control.h"
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

class Describer {
 public:
  explicit Describer(bool json) : json_(json) {}

  void describe_file(const std::string& path, bool has_title) {
    const RecordingInfo info = describe_recording(find_recording_of(path));
    is_all_well_ = is_all_well_ && info.problem.empty();
    if (json_) {
      print_line(to_json(info));
      return;
    }
    print((has_title ? escape_control(path) + ":\n" : "") +
          format_fields(info));
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
      print("partial file of a writer that stopped or still runs: " +
            escape_control(path) + '\n');
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
  for (const std::string& path : command.paths) {
    if (std::filesystem::is_directory(path)) {
      describer.describe_tree(path);
    } else {
      describer.describe_file(path, command.paths.size() > 1);
    }
  }
  return describer.is_all_well() ? kExitOk : kExitFailure;
}

}  // namespace mtscomp
