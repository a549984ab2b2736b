// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/chop.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <utility>

#include "base/files/modification_time.h"
#include "base/files/output/partial_files.h"
#include "base/json/json_members.h"
#include "base/json/json_text.h"
#include "base/threads/ordered_tasks.h"
#include "base/threads/thread_pool.h"
#include "format/header_json.h"
#include "format/header_keys.h"
#include "format/recording_names.h"
#include "format/segments_json.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_identity.h"
#include "mtscomp/base/output_file.h"
#include "mtscomp/writer/pack_files.h"
#include "reader/headers/header_file.h"
#include "reader/location/cancel_on_stop.h"
#include "writer/commit/header_conflict.h"
#include "writer/commit/pair_output.h"
#include "writer/commit/recovery.h"
#include "writer/output_names.h"

namespace mtscomp {
namespace {

void cut(JsonObject& object, std::string_view key, std::size_t n_entries) {
  for (JsonMember& member : object) {
    if (member.key == key) {
      std::get<JsonArray>(member.value.data).resize(n_entries);
    }
  }
}

// Headers of 2019 lack two keys.  The reader accepts this only if the SHA-1
// keys are missing too.  Since this header has null SHA-1s, the two keys are
// added.
std::string make_chopped_header(const std::string& text,
                                const std::string& name, const Header& header,
                                std::size_t n_chunks) {
  JsonObject object = parse_json_object(
      text, name, {.max_values = chosen_limits().max_json_values()});
  cut(object, "chunk_bounds", n_chunks + 1);
  cut(object, "chunk_offsets", n_chunks + 1);
  set_member(object, "chunk_order",
             {serialize_chunk_order(header.transform.chunk_order)});
  if (find_member(object, "do_spatial_diff") == nullptr) {
    set_member(object, "do_spatial_diff", {header.transform.do_spatial_diff});
  }
  if (header.version != "1.0") {
    set_member(object, "version", {std::string("1.0")});
  }
  if (!header.segments.empty()) {
    Segments segments = header.segments;
    segments.resize(n_chunks);
    set_member(object, "segments", to_json(segments));
  }
  set_member(object, "sha1_compressed", {nullptr});
  set_member(object, "sha1_uncompressed", {nullptr});
  set_member(object, "chopped", {true});
  return serialize_json({std::move(object)});
}

// A file of the pair, and its identity before the copy.
struct OpenFile {
  explicit OpenFile(const PairFile& given)
      : path(given.path),
        file(given.open()),
        before(FileIdentity::of(file->status(path))) {}

  // Detects that the pair was replaced or overwritten during the copy: the
  // copied header may not describe the copied data.  Files on servers are of
  // one version while they are open.
  void require_unchanged() const {
    struct stat named = {};
    if (file->descriptor() != nullptr && (::stat(path.c_str(), &named) != 0 ||
                                          FileIdentity::of(named) != before)) {
      throw UsageError(path +
                       ": changed while it was being chopped; chop it again");
    }
  }

  const std::string& path;
  SourceFilePtr file;
  FileIdentity before;
};

constexpr const char* kStopped = "stopped; no output was written";

void throw_if_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) {
    throw Stopped(kStopped);
  }
}

// `end` is the end of the chunks to copy.
ByteBuffer read_block(const OpenFile& cbin, std::uint64_t end,
                      std::uint64_t offset, std::uint64_t size) {
  ByteBuffer block(size);
  const std::size_t n = cbin.file->read_up_to(offset, block.span(), cbin.path);
  if (n != size) {
    throw CorruptChunkError(
        fmt::format("{}: the file has {} bytes, but the chunks to copy need {}",
                    cbin.path, offset + n, end));
  }
  return block;
}

// Reads the next blocks while it writes.
void copy_start(const OpenFile& cbin, std::uint64_t size, std::size_t n_threads,
                const std::stop_token& stop, OutputFile& out) {
  constexpr std::uint64_t kBlock = std::uint64_t{4} << 20;
  ThreadPool pool(n_threads);
  OrderedTasks<ByteBuffer> reading(pool, n_threads + 1);
  for (std::uint64_t offset = 0; offset < size; offset += kBlock) {
    throw_if_stopped(stop);
    if (reading.is_full()) {
      out.write(reading.take_oldest().span());
    }
    const std::uint64_t n = std::min(kBlock, size - offset);
    reading.submit([&cbin, size, offset, n](std::size_t /*thread*/) {
      return read_block(cbin, size, offset, n);
    });
  }
  while (!reading.is_empty()) {
    throw_if_stopped(stop);
    out.write(reading.take_oldest().span());
  }
}

void take_source(const OpenFile& cbin, const OpenFile& ch, OutputFile& out) {
  if (cbin.file->descriptor() != nullptr && ch.file->descriptor() != nullptr) {
    out.take_source_permissions(
        permissions_within(permissions_of(*cbin.file->descriptor(), cbin.path),
                           permissions_of(*ch.file->descriptor(), ch.path)));
  }
  out.take_source_time(later(cbin.file->status(cbin.path).st_mtim,
                             ch.file->status(ch.path).st_mtim));
}

void copy_pair(const PairLocation& pair, std::size_t n_chunks,
               const std::string& out_cbin_path, std::size_t n_threads,
               const std::stop_token& stop) {
  const OpenFile ch_file(pair.ch);
  const std::string& cbin_path = pair.cbin.path;
  const std::string text = read_header_text(*ch_file.file, ch_file.path);
  const Header header = parse_header(text, ch_file.path);
  if (n_chunks == 0 || n_chunks >= header.n_chunks()) {
    throw UsageError(
        fmt::format("{}: cannot copy {} of {} chunks; choose at least 1 and "
                    "fewer than all (-n)",
                    cbin_path, n_chunks, header.n_chunks()));
  }
  const std::string out_ch = header_name_of(out_cbin_path);
  require_packed_names(out_cbin_path, out_ch);
  const FileLocation cbin_location = locate_output(out_cbin_path);
  const FileLocation ch_location =
      cbin_location.sibling(std::filesystem::path(out_ch).filename());
  recover_pair(cbin_location, ch_location);
  refuse_shared_header(cbin_location, ch_location);
  refuse_existing(cbin_location);
  refuse_existing(ch_location);
  const OpenFile whole(pair.cbin);
  OutputFile cbin(cbin_location);
  clear_partials(cbin_location, OwnPartial::kIgnore);
  clear_partials(ch_location);
  copy_start(whole, header.chunk_offsets[n_chunks], n_threads, stop, cbin);
  ch_file.require_unchanged();
  whole.require_unchanged();
  OutputFile ch(ch_location);
  const std::string chopped =
      make_chopped_header(text, ch_file.path, header, n_chunks);
  parse_header(chopped, ch_location.path());
  ch.write(std::as_bytes(std::span(chopped)));
  take_source(whole, ch_file, cbin);
  take_source(whole, ch_file, ch);
  throw_if_stopped(stop);
  publish_pair(cbin, ch);
}

}  // namespace

void chop(const PairLocation& pair, std::size_t n_chunks,
          const std::string& out_cbin_path, std::size_t n_threads,
          const std::stop_token& stop) {
  run_cancellable(
      stop, [&pair] { pair.stop(); }, kStopped,
      [&] { copy_pair(pair, n_chunks, out_cbin_path, n_threads, stop); });
}

void chop(const std::string& cbin_path, const std::string& ch_path,
          std::size_t n_chunks, const std::string& out_cbin_path,
          const std::stop_token& stop) {
  chop(locate_pair(cbin_path, ch_path), n_chunks, out_cbin_path, 1, stop);
}

}  // namespace mtscomp
