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

#include "base/files/file_io.h"
#include "base/files/modification_time.h"
#include "base/files/output/partial_files.h"
#include "base/json/json_members.h"
#include "base/json/json_text.h"
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

FileIdentity identity_of(const FileDescriptor& file, const std::string& path) {
  return FileIdentity::of(file_status(file, path));
}

// Detects that the pair was replaced or overwritten during the copy: the copied
// header may not describe the copied data.
void require_unchanged(const std::string& path, const FileIdentity& before) {
  struct stat named = {};
  if (::stat(path.c_str(), &named) != 0 || FileIdentity::of(named) != before) {
    throw UsageError(path +
                     ": changed while it was being chopped; chop it again");
  }
}

void throw_if_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) {
    throw Stopped("stopped; no output was written");
  }
}

void copy_start(const FileDescriptor& cbin, const std::string& cbin_path,
                std::uint64_t size, const std::stop_token& stop,
                OutputFile& out) {
  constexpr std::uint64_t kBlock = std::uint64_t{4} << 20;
  ByteBuffer block(std::min(kBlock, size));
  for (std::uint64_t done = 0; done < size;) {
    throw_if_stopped(stop);
    const std::span<std::byte> bytes =
        block.span().first(std::min<std::uint64_t>(block.size(), size - done));
    const std::size_t n = pread_up_to(cbin, bytes, done, cbin_path);
    if (n != bytes.size()) {
      throw CorruptChunkError(fmt::format(
          "{}: the file has {} bytes, but the chunks to copy need {}",
          cbin_path, done + n, size));
    }
    out.write(bytes);
    done += n;
  }
}

}  // namespace

void chop(const std::string& cbin_path, const std::string& ch_path,
          std::size_t n_chunks, const std::string& out_cbin_path,
          const std::stop_token& stop) {
  const FileDescriptor ch_file = open_for_reading(ch_path);
  const FileIdentity ch_before = identity_of(ch_file, ch_path);
  const std::string text = read_header_text(ch_file, ch_path);
  const Header header = parse_header(text, ch_path);
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
  const FileDescriptor whole = open_for_reading(cbin_path);
  const FileIdentity whole_before = identity_of(whole, cbin_path);
  OutputFile cbin(cbin_location);
  clear_partials(cbin_location, OwnPartial::kIgnore);
  clear_partials(ch_location);
  copy_start(whole, cbin_path, header.chunk_offsets[n_chunks], stop, cbin);
  require_unchanged(ch_path, ch_before);
  require_unchanged(cbin_path, whole_before);
  OutputFile ch(ch_location);
  const std::string chopped =
      make_chopped_header(text, ch_path, header, n_chunks);
  parse_header(chopped, ch_location.path());
  ch.write(std::as_bytes(std::span(chopped)));
  const FilePermissions permissions = permissions_within(
      permissions_of(whole, cbin_path), permissions_of(ch_file, ch_path));
  const timespec modified =
      later(modified_at(whole, cbin_path), modified_at(ch_file, ch_path));
  for (OutputFile* const file : {&cbin, &ch}) {
    file->take_source_permissions(permissions);
    file->take_source_time(modified);
  }
  throw_if_stopped(stop);
  publish_pair(cbin, ch);
}

}  // namespace mtscomp
