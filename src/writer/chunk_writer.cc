// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/chunk_writer.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/format/header_json.h"
#include "mtscomp/format/header_limits.h"
#include "mtscomp/writer/killed_writer.h"
#include "mtscomp/writer/pair_output.h"
#include "mtscomp/writer/shared_header.h"

namespace mtscomp {
namespace {

// As mtscomp does it.
void create_directory_of(const std::string& path) {
  const std::filesystem::path parent =
      std::filesystem::path(path).parent_path();
  if (!parent.empty()) {
    std::filesystem::create_directories(parent);
  }
}

// Makes way for a new pair.  Returns the .cbin's path.
std::string prepare(std::string cbin_path, const std::string& ch_path,
                    Existing existing) {
  create_directory_of(cbin_path);
  create_directory_of(ch_path);
  settle_replaced(cbin_path, ch_path);
  // First: --overwrite, as the other refusals advise, would not help.
  refuse_shared_header(cbin_path, ch_path);
  refuse_existing(ch_path, existing);
  if (existing == Existing::kRefuse &&
      was_killed_while_committing(cbin_path, ch_path)) {
    std::filesystem::remove(cbin_path);
  }
  refuse_existing(cbin_path, existing);
  clear_partials(cbin_path);
  clear_partials(ch_path);
  return cbin_path;
}

}  // namespace

ChunkWriter::ChunkWriter(std::string cbin_path, std::string ch_path,
                         Existing existing)
    : ch_path_(std::move(ch_path)),
      existing_(existing),
      cbin_(prepare(std::move(cbin_path), ch_path_, existing)) {}

void ChunkWriter::append(std::span<const std::byte> compressed) {
  cbin_.write(compressed);
  sha1_.update(compressed);
  chunk_offsets_.push_back(cbin_.size());
}

void ChunkWriter::commit(Header header, const FilePermissions& of_recording) {
  header.chunk_offsets = chunk_offsets_;
  header.sha1_compressed = sha1_.finish();
  const std::string text = serialize_header(header);
  // What our own reader would refuse must not look finished.
  check_header_size(text.size(), ch_path_, chosen_limits());
  parse_header(text, ch_path_);
  OutputFile ch(ch_path_);
  ch.write(std::as_bytes(std::span(text)));
  cbin_.take_source_permissions(of_recording);
  ch.take_source_permissions(of_recording);
  publish_pair(cbin_, ch, existing_);
}

}  // namespace mtscomp
