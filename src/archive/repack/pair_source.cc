// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/repack/pair_source.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/files/file_io.h"
#include "codec/chunk_verifier.h"
#include "format/header_json.h"
#include "mtscomp/base/error.h"
#include "reader/headers/header_file.h"

namespace mtscomp {
namespace {

std::string describe_missing_sha1(const Header& header) {
  return header.chopped ? "the pair was chopped, so its SHA-1s are null"
                        : "sha1_uncompressed is missing or null";
}

}  // namespace

PairSource::OpenFile::OpenFile(FileLocation place)
    : location(std::move(place)),
      file(location.open_for_reading()),
      identity(FileIdentity::of(file_status(file, location.path()))) {
  if (!S_ISREG(file_status(file, location.path()).st_mode)) {
    throw UsageError(location.path() + ": not a regular file");
  }
}

void PairSource::OpenFile::check_unchanged() const {
  const std::optional<struct stat> named = location.status();
  if (!named || FileIdentity::of(*named) != identity ||
      FileIdentity::of(file_status(file, location.path())) != identity) {
    throw UsageError(
        location.path() +
        ": changed or replaced while it was being repacked (touch, chmod, "
        "chown and ln count as changes); repack it again");
  }
}

SourceAttributes PairSource::OpenFile::attributes() const {
  return {.permissions = permissions_of(file, location.path()),
          .modified = modified_at(file, location.path())};
}

PairSource::PairSource(const FileLocation& cbin, const FileLocation& ch,
                       std::size_t n_threads)
    : cbin_(cbin),
      ch_file_(ch),
      cbin_file_(cbin),
      text_(read_header_text(ch_file_.file, ch.path())),
      header_(parse_header(text_, ch.path())),
      recording_(0, cbin.path(), duplicate(cbin_file_.file, cbin.path()),
                 header_),
      threads_(n_threads) {
  check_provable();
}

void PairSource::check_provable() const {
  if (!header_.sha1_uncompressed) {
    throw UsageError(fmt::format(
        "{}: no SHA-1 to verify the samples with ({} in {}); not repacked",
        path(), describe_missing_sha1(header_), ch_file_.location.path()));
  }
  if (!is_lossless(ChunkLayout::of(header_))) {
    throw UsageError(fmt::format(
        "{}: floats with differences ({}): mtscomp rounds them, so the decoded "
        "samples cannot be verified with the SHA-1 in {}; not repacked",
        path(), serialize_transform(header_.transform),
        ch_file_.location.path()));
  }
  if (cbin_file_.identity.size != header_.cbin_size()) {
    throw CorruptChunkError(
        fmt::format("{}: the file has {} bytes, but {} says {}", path(),
                    cbin_file_.identity.size, ch_file_.location.path(),
                    header_.cbin_size()));
  }
}

Header PairSource::make_header() const {
  Header header = header_;
  // Values of the old .cbin.
  header.chunk_offsets.clear();
  header.sha1_compressed.reset();
  header.segments = {};
  return header;
}

// Programs such as rsync compare only size and modification time, and both may
// be those of the old header.  Then a mirror would keep the old header beside
// the new .cbin.
std::string PairSource::serialize(const Header& header) const {
  std::string text = update_header(text_, header);
  if (text.size() == text_.size() && text != text_) {
    text += '\n';
  }
  return text;
}

// Loads into the memory of an earlier chunk: with new memory for each chunk,
// the kernel would have to clear some 30 MB.
void PairSource::decode(std::size_t chunk_index, SourceChunk& chunk,
                        std::size_t thread) {
  auto& [workspace, decoder] = threads_[thread];
  const std::size_t size = recording_.chunks().raw_extent(chunk_index).size;
  if (chunk.samples.size() != size) {
    chunk.samples = ByteBuffer();  // Frees the old memory first.
    chunk.samples = ByteBuffer(size);
  }
  recording_.load_chunk(
      chunk_index, chunk.samples.span(),
      scratch_in(workspace, recording_.workspace_size()),
      [&, &decoder = decoder](const CompressedChunk& loaded) {
        std::ranges::copy(
            loaded.stream,
            scratch_in(chunk.encoded, recording_.chunks().max_cbin_size())
                .begin());
        chunk.n_encoded = loaded.stream.size();
        decoder.decode(recording_.layout(), loaded.stream, loaded.samples,
                       loaded.scratch);
      });
}

void PairSource::take(const SourceChunk& chunk) {
  cbin_sha1_.update(chunk.encoded.span().first(chunk.n_encoded));
  n_read_ += chunk.n_encoded;
}

void PairSource::check(const std::string& sha1) {
  ch_file_.check_unchanged();
  cbin_file_.check_unchanged();
  const std::string cbin_sha1 = cbin_sha1_.finish();
  if (header_.sha1_compressed) {
    compare("SHA-1", "sha1_compressed", *header_.sha1_compressed, cbin_sha1);
  }
  compare("SHA-1 of the samples", "sha1_uncompressed",
          *header_.sha1_uncompressed, sha1);
}

void PairSource::compare(std::string_view what, std::string_view key,
                         const std::string& expected,
                         const std::string& found) const {
  if (found != expected) {
    throw CorruptChunkError(fmt::format(
        "{}: the {} is {}, but {} in {} says {}; not repacked", path(), what,
        found, key, ch_file_.location.path(), expected));
  }
}

SourceAttributes PairSource::cbin_attributes() const {
  return cbin_file_.attributes();
}

SourceAttributes PairSource::ch_attributes() const {
  return ch_file_.attributes();
}

}  // namespace mtscomp
