// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Names of the temporary files that a writer keeps in the directory of the file
// NAME:
//
//   NAME.partial-HOST-PID                        a new file, being written
//   NAME.partial-HOST-PID-replaced               the older file, a backup
//   NAME.partial-HOST-PID-replaced-<8 hex>       a backup of a companion file
//
// If NAME has more than kMaxStem bytes, a shorter name is used in its place.
// The shorter name consists of the first bytes of NAME, "~", eight digits of a
// hash of NAME, and the extension of NAME.
//
// Backups are kept until the new file is complete.  A companion file, such as a
// header, belongs to another file.  The eight digits in the name of a
// companion's backup are computed from the name of that other file.  A host
// name can contain dashes and digits.  The parts of a name can still be
// separated, because a PID has at most seven digits and there are no other
// suffixes.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

// Maximum number of bytes of NAME.  With the longest host name and suffix, the
// temporary name then has 255 bytes, the limit of Linux file systems.
constexpr std::size_t kMaxStem = 156;

// Maximum number of bytes of NAME that can be found from the name of a backup.
// A shorter name has at least 153 bytes, because at most 3 bytes of a UTF-8
// character are dropped.
constexpr std::size_t kMaxRestorable = kMaxStem - 4;

constexpr const char* kBackupSuffix = "-replaced";

// Returns the suffix for the backup of a companion of the file `owner`.  The
// suffix depends on `owner`, because two files can have a companion with the
// same name.
std::string backup_suffix_of(const std::string& owner);

// Returns the name of a temporary file of this process.  `suffix` is a backup
// suffix, or empty for a partial file.
std::string partial_name_of(const std::string& name, std::string_view suffix);

// The parts of the name of a temporary file of this host.
struct PartialName {
  std::string suffix;  // Backup suffix, or empty for a partial file.
  pid_t process = 0;
};

// Parses the name `kept` of a temporary file for the file `name`.  Returns
// nothing if no process of this host uses such a name.
// Requires: `kept` and `name` must not contain directories.
std::optional<PartialName> parse_partial_name(std::string_view kept,
                                              const std::string& name);

// Returns true if `kept` is the name of a partial file or a backup of the file
// `name`, made on any host.
bool is_partial_name(std::string_view kept, std::string_view name);

// Returns true if `name` is the name of a backup, made on any host.
bool is_backup_name(std::string_view name);

// Returns NAME for the name of a backup.  Empty if NAME has more than
// kMaxRestorable bytes: then only a shorter name is known.
// Requires: is_backup_name(backup).
std::optional<std::string> original_name_of(std::string_view backup);

}  // namespace mtscomp
