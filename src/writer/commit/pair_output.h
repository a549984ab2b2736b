// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Publishes the two files of a new pair: both or neither.
//
// The .ch is published last, and its existence is the commit.  The files of an
// older pair are first renamed as backups, the .ch before the .cbin.  Thus a
// .ch is never beside a .cbin that it does not describe.  On any failure the
// older pair is restored.  After a kill, recover_pair() restores it.
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
// All parts run on the thread of pack() or chop().  They keep no state between
// calls and have no callbacks: all state is in the file system.  After a kill
// at any point, the next writer can continue from there.
//
// Several writers, even on several hosts, may write the same pair at the same
// time: one publishes its pair, and the others discard theirs.  A writer
// renames only the pair that it found when it began, and replaces no newer
// file.
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

// Gives both files their names.  When it returns, both are synced.  They have
// the permissions of the older files that they replace, if there are any.
// Requires: both files are complete.
// Throws: BusyError or UsageError if another writer replaced a file;
// std::system_error, with EEXIST if another writer created a file that is not
// in `older`.  It then restores the older pair.  If another writer's .cbin is
// in the way, both files of the older pair stay backups.
void publish_pair(OutputFile& cbin, OutputFile& ch,
                  const OlderPair& older = {});

}  // namespace mtscomp
