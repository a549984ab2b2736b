// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The places of the two files of a pair, and checks before the pair is
// repacked.  The checks do not open the files.
#pragma once

#include <ctime>
#include <string>

#include "mtscomp/base/file_location.h"

namespace mtscomp {

struct PairFiles {
  FileLocation cbin;
  FileLocation ch;

  // All functions throw std::system_error if a status cannot be read.
  bool is_complete() const { return cbin.is_there() && ch.is_there(); }
  bool has_symlink() const;
  // Later modification time of both files; 0 if both are missing.
  std::time_t modified() const;

  // Both files can be backups after a kill, and must be found by the names of
  // the backups.
  // Throws: UsageError if a name is too long for this.
  void refuse_long_names() const;

  // Warns of other hard links, which would keep the old files.  Empty if there
  // are none.
  std::string describe_other_links() const;
};

}  // namespace mtscomp
