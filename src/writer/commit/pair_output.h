// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Publishes the two files of a new pair: both or neither.
//
// The .ch is published last.  When it exists, the new pair is complete.  The
// files of an older pair are first renamed as backups, the .ch before the
// .cbin.  Thus a .ch is never beside a .cbin that it does not describe.  On any
// failure the older pair is restored.  After a kill, recover_pair() restores
// it.
//
// The parts of this folder, in the order in which a writer calls them:
//
//   header_conflict  before writing: would the .ch also be the header of
//                    another data file?
//   recovery         with the partial .cbin locked: cleans up after a killed
//                    writer and may restore an older pair
//   OlderPair::find  the files to be replaced, as they are now
//   publish_pair     after both files are written and synced:
//     Backup         renames the older files; restores or removes them later
//     OutputFile     gives the new files their names (base/files/output)
//   header_matches   does a .ch describe a .cbin, by its size?  Called by all
//                    parts, and by code that only reads pairs
//
// All parts run on the thread of pack() or chop().  They call no callbacks and
// keep no state between calls: all state is in the file system.  So the next
// writer can clean up after a kill at any point.
//
// Several writers, even on several hosts, may write the same pair at the same
// time.  One writer publishes its pair, and the other writers discard theirs.
// A writer renames only the pair that it found when it began, and never
// replaces a newer file.
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

  // Reads the status of both files at one moment.
  // Throws: BusyError if writers keep changing them; std::system_error.
  static OlderPair find(const FileLocation& cbin, const FileLocation& ch);

  bool is_half() const { return cbin.has_value() != ch.has_value(); }
  bool is_same_as(const OlderPair& other) const;
};

// Gives both files their final names.  After this, both files are synced.  If
// they replace older files, they have the permissions of these older files.
// Requires: both files must be complete.
// Throws: BusyError or UsageError if another writer replaced a file;
// std::system_error, with EEXIST if another writer created a file that is not
// in `older`.  After an error, the older pair is restored.  If another writer's
// .cbin is in the way, both files of the older pair stay renamed as backups.
void publish_pair(OutputFile& cbin, OutputFile& ch,
                  const OlderPair& older = {});

}  // namespace mtscomp
