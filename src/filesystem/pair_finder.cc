// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/pair_finder.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_io.h"
#include "mtscomp/format/header_json.h"
#include "mtscomp/format/recording_paths.h"

namespace mtscomp {
namespace {

constexpr mode_t kPermissions = 0777;
constexpr mode_t kWritePermissions = 0222;

bool is_earlier(const timespec& a, const timespec& b) {
  return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

timespec later(const timespec& a, const timespec& b) {
  return is_earlier(a, b) ? b : a;
}

// As if the .bin were there whole: readable to those who may read both files,
// writable to nobody, as new as the newer of the two.
struct stat shown_status(const struct stat& cbin, const struct stat& header,
                         const PairIdentity& identity, std::uint64_t raw_size) {
  constexpr std::uint64_t kBlock = 512;  // What st_blocks counts, always.
  struct stat shown = cbin;
  const mode_t permissions =
      cbin.st_mode & header.st_mode & kPermissions & ~kWritePermissions;
  shown.st_mode = S_IFREG | permissions;
  shown.st_ino = hash_of(identity);
  shown.st_nlink = 1;
  shown.st_size = static_cast<off_t>(raw_size);
  shown.st_blocks = static_cast<blkcnt_t>((raw_size + kBlock - 1) / kBlock);
  shown.st_mtim = later(cbin.st_mtim, header.st_mtim);
  shown.st_ctim = later(cbin.st_ctim, header.st_ctim);
  return shown;
}

}  // namespace

PairFinder::PairFinder(const FileDescriptor& root, std::string source_path,
                       PairCatalog& catalog)
    : root_(root), source_path_(std::move(source_path)), catalog_(catalog) {}

NodePtr PairFinder::find(const SourceDirectory& directory,
                         const std::string& cbin_name) const {
  NodePtr pair;
  try {
    pair = read_pair(directory, cbin_name);
  } catch (const std::system_error& error) {
    // One pair that cannot be read must not break its directory.
    spdlog::warn("not shown as a recording: {}: {}",
                 describe(directory.path_of(cbin_name)), error.what());
  }
  if (!pair || !pair->summary->is_recording()) {
    return nullptr;
  }
  const std::uint64_t expected = pair->summary->cbin_size;
  const bool is_whole = pair->identity.cbin.size == expected;
  if (!is_whole && has_fitting_sibling(directory, cbin_name, expected)) {
    return nullptr;
  }
  return pair;
}

NodePtr PairFinder::read_pair(const SourceDirectory& directory,
                              const std::string& cbin_name) const {
  const std::string header_name = header_name_of(cbin_name);
  const std::optional<struct stat> cbin = directory.file_status(cbin_name);
  const std::optional<struct stat> header = directory.file_status(header_name);
  if (!cbin || !header) {
    return nullptr;
  }
  auto pair = std::make_shared<Node>();
  pair->path = directory.path_of(cbin_name);
  pair->header_path = directory.path_of(header_name);
  pair->identity = {.cbin = FileIdentity::of(*cbin),
                    .ch = FileIdentity::of(*header)};
  pair->summary = catalog_.find_or_read(pair->identity, [&] {
    return read_header(pair->header_path, pair->identity.ch);
  });
  pair->status =
      shown_status(*cbin, *header, pair->identity, pair->summary->raw_size);
  return pair;
}

// Two compressed files may stand beside one header; the one whose size fits
// the header's offsets is the pair.
bool PairFinder::has_fitting_sibling(const SourceDirectory& directory,
                                     const std::string& cbin_name,
                                     std::uint64_t cbin_size) const {
  const std::string stem = *header_stem_of(header_name_of(cbin_name));
  return std::any_of(
      kRawSuffixes.begin(), kRawSuffixes.end(), [&](std::string_view suffix) {
        const std::string sibling = *cbin_name_of(stem + std::string(suffix));
        const std::optional<struct stat> status =
            sibling == cbin_name ? std::nullopt
                                 : directory.file_status(sibling);
        return status && FileIdentity::of(*status).size == cbin_size;
      });
}

std::shared_ptr<const Recording> PairFinder::open(const Node& node) const {
  FileDescriptor cbin = open_source_file(root_, node.path);
  if (FileIdentity::of(file_status(cbin, node.path)) != node.identity.cbin) {
    throw_system_error(ESTALE, describe(node.path) + ": has been replaced");
  }
  return std::make_shared<const Recording>(
      node.summary->recording_id, describe(node.path), std::move(cbin),
      read_header(node.header_path, node.identity.ch));
}

Header PairFinder::read_header(const std::string& path,
                               const FileIdentity& expected) const {
  const FileDescriptor file = open_source_file(root_, path);
  const HeaderLimits limits;
  const std::string text =
      read_text(file, limits.max_header_size, describe(path));
  if (FileIdentity::of(file_status(file, path)) != expected) {
    throw_system_error(ESTALE, describe(path) + ": has been replaced");
  }
  return parse_header(text, describe(path), limits);
}

std::string PairFinder::describe(const std::string& path) const {
  return source_path_ + '/' + path;
}

}  // namespace mtscomp
