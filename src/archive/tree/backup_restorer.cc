// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/tree/backup_restorer.h"

#include <exception>
#include <filesystem>
#include <optional>
#include <set>
#include <vector>

#include "base/files/output/partial_name.h"
#include "format/recording_names.h"
#include "mtscomp/base/directory_walk.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_location.h"
#include "writer/commit/recovery.h"

namespace mtscomp {
namespace {

// The names in a directory, and the names that its backups had.
std::set<std::string> names_with_originals(
    const std::vector<std::string>& names) {
  std::set<std::string> all(names.begin(), names.end());
  for (const std::string& name : names) {
    if (is_backup_name(name)) {
      all.insert(original_name_of(name).value_or(name));
    }
  }
  return all;
}

// The data file of a header with this backup.  mtscomp allows any suffix.
std::optional<std::string> owner_of(const std::string& header,
                                    const std::string& backup,
                                    const std::set<std::string>& names) {
  const std::optional<PartialName> parts = parse_partial_name(backup, header);
  for (const std::string& name : names) {
    if (parts && parts->suffix == backup_suffix_of(name)) {
      return name;
    }
  }
  return std::nullopt;
}

void restore(const FileLocation& cbin, const FileLocation& ch,
             const OnProblem& on_problem) {
  try {
    recover_pair(cbin, ch);
  } catch (const BusyError&) {
    // Its writer is about to publish it.
  } catch (const std::exception& error) {
    on_problem(error.what());
  }
}

}  // namespace

void restore_backups(const Directory& directory, const std::string& name,
                     const OnProblem& on_problem) {
  const std::vector<std::string> names = names_of(directory);
  const std::set<std::string> all = names_with_originals(names);
  for (const std::string& backup : names) {
    const std::optional<std::string> header =
        is_backup_name(backup) ? original_name_of(backup) : std::nullopt;
    if (!header || !header_stem_of(*header)) {
      continue;
    }
    const std::optional<std::string> cbin = owner_of(*header, backup, all);
    if (cbin && (name.empty() || name == *cbin || name == *header)) {
      restore({directory, *cbin}, {directory, *header}, on_problem);
    }
  }
}

FoundRecordings find_restored(const std::string& root,
                              const OnProblem& on_problem) {
  namespace fs = std::filesystem;
  FoundRecordings found = find_recordings(root);
  std::set<std::string> directories;
  for (const std::string& backup : found.backups) {
    directories.insert(fs::path(backup).lexically_relative(root).parent_path());
  }
  for (const std::string& relative : directories) {
    try {
      restore_backups(Directory::open(root).open_below(relative), "",
                      on_problem);
    } catch (const std::exception& error) {
      on_problem(error.what());
    }
  }
  return directories.empty() ? found : find_recordings(root);
}

}  // namespace mtscomp
