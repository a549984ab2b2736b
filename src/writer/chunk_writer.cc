// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/chunk_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/format/header_json.h"

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
  remove_abandoned_partials(cbin_path);
  const bool was_committing = remove_abandoned_partials(ch_path) > 0;
  refuse_existing(ch_path, existing);
  // A writer that was killed between its two renames leaves a .cbin, no .ch,
  // and the partial .ch that tells whose the .cbin is.
  if (was_committing && existing == Existing::kRefuse) {
    std::filesystem::remove(cbin_path);
  }
  refuse_existing(cbin_path, existing);
  return cbin_path;
}

void remove_if_there(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
    throw_errno("remove " + path);
  }
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

void ChunkWriter::commit(Header header) {
  header.chunk_offsets = chunk_offsets_;
  header.sha1_compressed = sha1_.finish();
  OutputFile ch(ch_path_);
  const std::string text = serialize_header(header);
  ch.write(std::as_bytes(std::span(text)));
  ch.sync();
  cbin_.sync();
  if (existing_ == Existing::kReplace) {
    remove_if_there(ch_path_);
    sync_directory_of(ch_path_);
  }
  cbin_.publish(existing_);
  sync_directory_of(cbin_.path());
  ch.publish(existing_);
  sync_directory_of(ch_path_);
}

}  // namespace mtscomp
