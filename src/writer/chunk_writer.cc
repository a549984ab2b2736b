// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/chunk_writer.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/format/header_json.h"
#include "mtscomp/format/header_limits.h"
#include "mtscomp/format/recording_paths.h"
#include "mtscomp/writer/pair_output.h"
#include "writer/described_size.h"

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

// Whether a writer was killed between its two renames: what it left is the
// .cbin, no .ch and no partial .cbin, and the partial .ch that describes it.
bool was_killed_while_committing(const std::string& cbin_path,
                                 const std::string& ch_path) {
  const Partials data = find_partials(cbin_path);
  return !data.is_being_written && data.abandoned.empty() &&
         is_described_by_any(cbin_path, find_partials(ch_path).abandoned);
}

bool is_compressed_sibling(const std::filesystem::path& path,
                           const std::filesystem::path& cbin_path) {
  return path.stem() == cbin_path.stem() &&
         path.filename() != cbin_path.filename() &&
         path.extension().string().starts_with(".c") &&
         path.extension() != kHeaderSuffix;
}

// X.cbin and X.cdat may stand beside one X.ch, which belongs to the one whose
// size fits: packing X.bin anew must not take the header of the other.
void refuse_header_of_sibling(const std::filesystem::path& cbin_path,
                              const std::string& ch_path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(ch_path, error)) {
    return;
  }
  const std::optional<std::uint64_t> size = described_size(ch_path);
  if (!size || std::filesystem::file_size(cbin_path, error) == *size) {
    return;
  }
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::directory_iterator(
           std::filesystem::absolute(ch_path).parent_path())) {
    if (is_compressed_sibling(entry.path(), cbin_path) &&
        entry.is_regular_file() && entry.file_size() == *size) {
      throw UsageError(fmt::format(
          "{}: expected to replace the header of {}, found that of {}", ch_path,
          cbin_path.filename().string(), entry.path().filename().string()));
    }
  }
}

// Makes way for a new pair.  Returns the .cbin's path.
std::string prepare(std::string cbin_path, const std::string& ch_path,
                    Existing existing) {
  create_directory_of(cbin_path);
  create_directory_of(ch_path);
  settle_replaced(cbin_path, ch_path);
  refuse_existing(ch_path, existing);
  if (existing == Existing::kRefuse &&
      was_killed_while_committing(cbin_path, ch_path)) {
    std::filesystem::remove(cbin_path);
  }
  refuse_existing(cbin_path, existing);
  refuse_header_of_sibling(cbin_path, ch_path);
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
