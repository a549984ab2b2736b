// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Names of the temporary files that a writer keeps beside the file NAME:
//
//   NAME.partial-HOST-PID                        a new file, being written
//   NAME.partial-HOST-PID-replaced               the older file, a backup
//   NAME.partial-HOST-PID-replaced-<8 hex>       a backup of a companion file
//
// A NAME of more than kMaxStem bytes is replaced by a shorter one: its first
// bytes, "~", eight digits of a hash of the whole name, and its extension.
//
// Backups are kept until the new file is complete.  The digits in the name of a
// companion's backup are a hash of the name of the file to which the companion
// belongs.  A host name may contain dashes and digits.  The names are still
// unambiguous, since a PID has at most seven digits and there are no other
// suffixes.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

// Bytes.  With the longest host name and suffix, a name has 255 bytes, the
// limit of Linux file systems.
constexpr std::size_t kMaxStem = 156;

constexpr const char* kBackupSuffix = "-replaced";

// Suffix for the backup of a companion of the file `owner`.  It differs between
// files, since two files can have a companion called NAME.
std::string backup_suffix_of(const std::string& owner);

// Name of a file of this process.  `suffix` is a backup suffix or empty.
std::string partial_name_of(const std::string& name, std::string_view suffix);

// The parts of the name of a file that a process of this host keeps.
struct PartialName {
  std::string suffix;  // Backup suffix, or empty for a partial file.
  pid_t process = 0;
};

// Parses the name `kept` of a file beside `name`.  Returns nothing if no
// process of this host uses such a name.  Both are names without directories.
std::optional<PartialName> parse_partial_name(std::string_view kept,
                                              const std::string& name);

// Whether `kept` is the name of a partial file or backup of `name`, of any
// host.
bool is_partial_name(std::string_view kept, std::string_view name);

// Whether this is the name of a backup, of any host.
bool is_backup_name(std::string_view name);

}  // namespace mtscomp
