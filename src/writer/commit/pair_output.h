// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Puts the two files of a new pair into place: both or neither.
//
// The .ch comes last, and its existence is the commit.  An older pair is first
// set aside, the .ch before the .cbin, so a .ch never stands beside a .cbin
// that it does not describe.  On any failure the older pair is restored; after
// a kill, recover_pair() restores it.
//
// The parts of this folder, in the order in which a writer calls them:
//
//   header_conflict  before it begins: is the .ch another data file's, too?
//   recovery         with its partial .cbin locked: cleans up after a killed
//                    writer, which may restore an older pair
//   OlderPair::find  the files to be replaced, as they are now
//   publish_pair     after both files are written and synced:
//     Backup         renames the older files; restores or removes them later
//     OutputFile     gives the new files their names (base/files/output)
//   header_matches   does a .ch describe a .cbin, by its size?  Called by all
//                    of these, and by code that only looks at pairs
//
// All of it runs on the thread of pack() or chop().  Nothing here has state
// between calls, and there are no callbacks: the file system is the state, so
// that the next writer can continue after a kill at any point.
//
// Several writers, even on several hosts, may try at a time: one publishes, and
// the others withdraw.  Only one can set aside the very pair that it found when
// it began, and no writer replaces a file that came later.
#pragma once

#include <sys/stat.h>

#include <optional>

#include "mtscomp/base/file_location.h"
#include "mtscomp/base/output_file.h"

namespace mtscomp {

// The files that a new pair replaces, as they were when its writer began.
struct OlderPair {
  std::optional<struct stat> cbin;
  std::optional<struct stat> ch;

  // Both as they were at one moment.
  // Throws: BusyError if writers keep changing them; std::system_error.
  static OlderPair find(const FileLocation& cbin, const FileLocation& ch);

  bool is_half() const { return cbin.has_value() != ch.has_value(); }
  bool is_same_as(const OlderPair& other) const;
};

// Both files are on the disk, with their names, when it returns.  They have the
// permissions of the older files that they replace, if there are any.
// Requires: both are whole.
// Throws: BusyError if another writer was faster; std::system_error, EEXIST
// for a file that `older` does not have.  The older pair is restored then; if
// another writer's .cbin is in the way, both files of it stay set aside.
void publish_pair(OutputFile& cbin, OutputFile& ch,
                  const OlderPair& older = {});

}  // namespace mtscomp
