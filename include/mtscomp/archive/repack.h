// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Encodes existing pairs again, with another level or transform.  The plain
// recording is not needed.
//
// A pair is replaced only if its decoded samples have the SHA-1 in its header.
// Every new chunk is decoded and compared with the samples.  The new .ch keeps
// all text of the old one, except the values that describe the encoding.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "mtscomp/archive/pack_outcome.h"
#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/tree_options.h"
#include "mtscomp/base/export.h"
#include "mtscomp/codec/deflate.h"
#include "mtscomp/format/transform.h"
#include "mtscomp/writer/pack.h"

namespace MTSCOMP_API mtscomp {

struct RepackOptions : TreeOptions {
  DeflateLevel level = DeflateLevel::kFast;
  // Empty: the transform of each pair.  Ignored if auto_transform is set.
  std::optional<Transform> transform;
  bool auto_transform = false;  // Use the smallest of all eight.
  std::size_t n_threads = 1;    // For each pair.
  std::size_t n_segments = 0;   // PackOptions::n_segments
  // In place, a pair that already has the transform is skipped if repacking
  // would save less than this share of its .cbin, according to a trial with 8
  // chunks.  A pair that lacks the segments is also repacked if its .cbin
  // becomes at most 0.2 % larger.  So a second run skips the pairs of the first
  // one, and no pair is repacked only to remove segments.  With auto_transform,
  // this decides about every pair.
  double min_gain = 0.005;
  // Called on the thread of the job after each chunk.  May be empty.
  OnPackProgress on_progress = {};
};

// Finds the pairs below a directory, or the pair of a file.  If
// `restores_backups`, first finishes the work of interrupted writers: a pair
// whose two files are backups would not be found.  Errors of this are logged.
// Throws: UsageError if `path` is a plain recording; std::system_error if it
// does not exist.
FoundRecordings find_pairs(const std::string& path, bool restores_backups);

// Repacks the pairs among `recordings` in the given order, options.n_jobs at
// the same time.  `recordings` are a result of find_pairs().
//
// In place, the new pair replaces the old one as with Existing::kReplace: the
// old pair stays until the new one is complete and synced.  The new pair has
// the modification times, owner, group, mode and ACL of the old one.  Symlinks
// are skipped.
//
// With an output directory, a pair is skipped if there is a pair with the same
// sha1_uncompressed.  Other existing files are never replaced.
// Throws: UsageError if the output directory cannot be used; exceptions of
// on_outcome; std::bad_alloc.
void repack_tree(const std::vector<RecordingFiles>& recordings,
                 const RepackOptions& options, const std::stop_token& stop,
                 const OnPackOutcome& on_outcome);

// Like repack_tree(), but writes nothing.  The status of pairs that would be
// repacked is kPlanned.  Their sizes and times are estimated from 8 chunks.
// The SHA-1s are not verified.
void plan_repack(const std::vector<RecordingFiles>& recordings,
                 const RepackOptions& options, const std::stop_token& stop,
                 const OnPackOutcome& on_outcome);

}  // namespace mtscomp
