// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/chunk_writer.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "base/files/output/partial_files.h"
#include "base/files/output/partial_name.h"
#include "format/header_json.h"
#include "mtscomp/base/directory_walk.h"
#include "mtscomp/base/error.h"
#include "mtscomp/format/header_limits.h"
#include "writer/commit/header_conflict.h"
#include "writer/commit/pair_output.h"
#include "writer/commit/recovery.h"

namespace mtscomp {
namespace {

void refuse_files(const FileLocation& cbin, const FileLocation& ch,
                  Existing existing) {
  // First: --overwrite, as the other refusals advise, would not help.
  refuse_shared_header(cbin, ch);
  refuse_existing(ch, existing);
  refuse_existing(cbin, existing);
}

// Before anything is written: an output that exists is the usual refusal.
const FileLocation& refuse_early(const FileLocation& cbin,
                                 const FileLocation& ch, Existing existing) {
  if (!is_left_by_killed_writer(cbin, ch)) {
    refuse_files(cbin, ch, existing);
  }
  return cbin;
}

// Half a pair may be that of a writer on another host, which is just between
// its two files.
void refuse_writers_elsewhere(const FileLocation& cbin,
                              const FileLocation& ch) {
  for (const FileLocation* const file : {&cbin, &ch}) {
    for (const std::string& name : names_of(file->directory())) {
      if (is_partial_name(name, file->name()) &&
          !parse_partial_name(name, file->name())) {
        throw BusyError(fmt::format(
            "{}: is half a pair, and may be being written on another host, "
            "which left {}; if no mtscomp-pack runs there, remove that file",
            cbin.path(), file->sibling(name).path()));
      }
    }
  }
}

// What the names stand for from now on, if that is to be replaced.  A writer
// that had set one of two files aside before has restored it before the second
// look, or is seen by its files.
OlderPair find_older(const FileLocation& cbin, const FileLocation& ch) {
  const OlderPair older = OlderPair::find(cbin, ch);
  if (older.is_half()) {
    refuse_writers_elsewhere(cbin, ch);
    if (!OlderPair::find(cbin, ch).is_same_as(older)) {
      throw BusyError(cbin.path() + ": is being written by another process");
    }
  }
  return older;
}

// For the only writer on this host: makes room for the new pair.
OlderPair make_room(const OutputFile& cbin, const FileLocation& ch,
                    Existing existing) {
  const FileLocation& data = cbin.target();
  recover_as_writer(cbin, ch);
  refuse_files(data, ch, existing);
  return existing == Existing::kReplace ? find_older(data, ch) : OlderPair();
}

}  // namespace

ChunkWriter::ChunkWriter(const FileLocation& cbin, FileLocation ch,
                         Existing existing)
    : ch_(std::move(ch)),
      cbin_(refuse_early(cbin, ch_, existing)),
      older_(make_room(cbin_, ch_, existing)) {}

void ChunkWriter::append(std::span<const std::byte> compressed) {
  cbin_.write(compressed);
  sha1_.update(compressed);
  chunk_offsets_.push_back(cbin_.size());
}

void ChunkWriter::commit(Header header, const RawRecording& recording) {
  header.chunk_offsets = chunk_offsets_;
  header.sha1_compressed = sha1_.finish();
  const std::string text = serialize_header(header);
  // What our own reader would refuse must not look finished.
  check_header_size(text.size(), ch_.path(), chosen_limits());
  parse_header(text, ch_.path());
  OutputFile ch(ch_);
  ch.write(std::as_bytes(std::span(text)));
  for (OutputFile* const file : {&cbin_, &ch}) {
    file->take_source_permissions(recording.permissions());
    file->take_source_time(recording.modified());
  }
  publish_pair(cbin_, ch, older_);
}

}  // namespace mtscomp
