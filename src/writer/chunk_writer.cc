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
  // This check comes first: the other two advise --overwrite, which would not
  // help here.
  refuse_shared_header(cbin, ch);
  refuse_existing(ch, existing);
  refuse_existing(cbin, existing);
}

// Reports existing outputs, the most frequent error, before anything is
// written.
const FileLocation& refuse_early(const FileLocation& cbin,
                                 const FileLocation& ch, Existing existing) {
  if (!is_left_by_killed_writer(cbin, ch)) {
    refuse_files(cbin, ch, existing);
  }
  return cbin;
}

// One file of a pair may belong to a writer on another host that has published
// its .cbin, but not yet its .ch.
void refuse_writers_elsewhere(const FileLocation& cbin,
                              const FileLocation& ch) {
  for (const FileLocation* const file : {&cbin, &ch}) {
    for (const std::string& name : names_of(file->directory())) {
      if (is_partial_name(name, file->name()) &&
          !parse_partial_name(name, file->name())) {
        throw BusyError(fmt::format(
            "{}: only one file of a pair exists, and another host may be "
            "writing the pair; if no mtscomp-pack runs there, remove {}",
            cbin.path(), file->sibling(name).path()));
      }
    }
  }
}

// The files that the new pair will replace.  If only one file exists, a writer
// on another host may be publishing.  Either its partial files or backups are
// found, or it has finished meanwhile and the second status differs.
OlderPair find_older(const FileLocation& cbin, const FileLocation& ch) {
  const OlderPair older = OlderPair::find(cbin, ch);
  if (older.is_half()) {
    refuse_writers_elsewhere(cbin, ch);
    if (!OlderPair::find(cbin, ch).is_same_as(older)) {
      throw BusyError(cbin.path() +
                      ": another process is writing this file; try again when "
                      "it has finished");
    }
  }
  return older;
}

// Cleans up after interrupted writers, and checks the outputs again.  Requires:
// the partial .cbin is locked, so no other process on this host writes the
// pair.
OlderPair make_room(const OutputFile& cbin, const FileLocation& ch,
                    Existing existing) {
  const FileLocation& data = cbin.target();
  recover_as_writer(cbin, ch);
  refuse_files(data, ch, existing);
  return existing == Existing::kReplace ? find_older(data, ch) : OlderPair();
}

void take_attributes(const SourceAttributes& source, OutputFile& file) {
  file.take_source_permissions(source.permissions);
  file.take_source_time(source.modified);
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

void ChunkWriter::commit(Header header, const SampleSource& source) {
  header.chunk_offsets = chunk_offsets_;
  header.sha1_compressed = sha1_.finish();
  const std::string text = source.serialize(header);
  // Parse the header first: a pair that our own reader refuses must not be
  // published.
  check_header_size(text.size(), ch_.path(), chosen_limits());
  parse_header(text, ch_.path());
  OutputFile ch(ch_);
  ch.write(std::as_bytes(std::span(text)));
  take_attributes(source.cbin_attributes(), cbin_);
  take_attributes(source.ch_attributes(), ch);
  publish_pair(cbin_, ch, older_);
}

}  // namespace mtscomp
