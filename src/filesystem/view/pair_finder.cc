// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/pair_finder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/files/file_io.h"
#include "base/files/modification_time.h"
#include "base/files/permissions/permission_classes.h"
#include "base/text/hash.h"
#include "format/header_json.h"
#include "format/npy_header.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "reader/headers/header_file.h"

namespace mtscomp {
namespace {

constexpr mode_t kPermissions = 0777;
constexpr mode_t kWritePermissions = 0222;

// Apart from the numbers of the same files in another form.
constexpr std::uint64_t kUnreadable = 1;
constexpr std::uint64_t kNpy = 2;

void set_size(struct stat& status, std::uint64_t size) {
  constexpr std::uint64_t kBlock = 512;  // What st_blocks counts, always.
  status.st_size = static_cast<off_t>(size);
  status.st_blocks = static_cast<blkcnt_t>((size + kBlock - 1) / kBlock);
}

// Where nobody decides by the mode, it has what both files have.
mode_t mode_of_both(const struct stat& cbin, const struct stat& header,
                    bool decides_by_mode) {
  return header.st_mode &
         (decides_by_mode ? mode_within(cbin, header, S_IROTH) : cbin.st_mode);
}

// As if the plain file were there whole: readable to those who may read both
// files, writable to nobody, as new as the newer of the two.
struct stat shown_status(const struct stat& cbin, const struct stat& header,
                         std::uint64_t size, bool decides_by_mode) {
  struct stat shown = cbin;
  shown.st_mode = S_IFREG | (mode_of_both(cbin, header, decides_by_mode) &
                             kPermissions & ~kWritePermissions);
  shown.st_nlink = 1;
  set_size(shown, size);
  shown.st_mtim = later(cbin.st_mtim, header.st_mtim);
  shown.st_ctim = later(cbin.st_ctim, header.st_ctim);
  return shown;
}

// The pair is not there (any more), or was never made of plain files.
bool means_no_pair(int error_number) {
  return error_number == ENOENT || error_number == ENOTDIR ||
         error_number == EXDEV || error_number == ELOOP ||
         error_number == EINVAL;
}

constexpr mode_t kReadByAll = S_IRUSR | S_IRGRP | S_IROTH;

bool is_private(const MemberStatus& member) {
  return (member.reach & kReadByAll) != kReadByAll;
}

bool may_reach(const Caller& caller, const MemberStatus& member) {
  struct stat way = member.status;
  way.st_mode = member.reach;
  return !is_private(member) || caller.is_granted(way, S_IROTH);
}

std::shared_ptr<Node> make_node(const SourceDirectory& directory,
                                const PairNames::Data& data, RecordingPart part,
                                std::uint64_t inode) {
  auto node = std::make_shared<Node>();
  node->path = directory.path_of(data.cbin);
  node->shown_name = data.shown;
  node->inode = make_inode(
      {inode, part.status.st_mode, part.status.st_uid, part.status.st_gid});
  node->source_device = part.identity.cbin.device;
  node->source_inode = part.identity.cbin.inode;
  node->type = S_IFREG;
  part.status.st_ino = node->inode;
  node->recording = std::make_unique<const RecordingPart>(std::move(part));
  return node;
}

bool is_array(const PairNames::Data& data) {
  return has_suffix(data.cbin, kCnpySuffix);
}

std::shared_ptr<Node> make_recording(const SourceDirectory& directory,
                                     const struct stat& cbin,
                                     const struct stat& header,
                                     const PairNames::Data& data,
                                     RecordingPart part, bool decides_by_mode) {
  std::uint64_t inode = hash_of(part.identity);
  if (is_array(data)) {
    part.prefix = make_npy_header(part.summary->dtype, part.summary->shape);
    inode = hash_words({inode, kNpy});
  }
  part.status =
      shown_status(cbin, header, part.prefix.size() + part.summary->raw_size,
                   decides_by_mode);
  return make_node(directory, data, std::move(part), inode);
}

// Two of the largest tables fit, whatever the limit of chunks is.
std::uint64_t table_memory(const HeaderLimits& limits) {
  constexpr std::uint64_t kPerChunk = 16;
  return std::max(HeaderMemory::kTables, 2 * kPerChunk * limits.max_chunks);
}

}  // namespace

PairFinder::PairFinder(const SourceRoot& root, const HeaderLimits& limits,
                       HeaderCache& catalog, ProblemList& problems)
    : root_(root),
      limits_(limits),
      catalog_(catalog),
      problems_(problems),
      memory_(table_memory(limits)),
      layouts_(memory_) {}

FoundPair PairFinder::find(const SourceDirectory& directory,
                           const PairNames& pair, const Caller& caller) const {
  constexpr int kAttempts = 3;  // The pair may be replaced just now.
  for (int attempt = 1;; ++attempt) {
    try {
      const Members members = find_members(directory, pair, caller);
      FoundPair found = read_pair(directory, pair, members);
      found.is_private = members.is_private;
      return found;
    } catch (const std::system_error& error) {
      const int number = error.code().value();
      if (means_no_pair(number)) {
        return {};
      }
      if (number == ESTALE && attempt < kAttempts) {
        continue;
      }
      problems_.add(
          describe(directory.path_of(pair.ch)),
          fmt::format("{}: cannot be read now: {}",
                      describe(directory.path_of(pair.ch)), error.what()));
      return make_unreadable(directory, pair, caller, number);
    }
  }
}

PairFinder::Members PairFinder::find_members(const SourceDirectory& directory,
                                             const PairNames& pair,
                                             const Caller& caller) {
  Members members;
  const auto find = [&](const std::string& name) -> std::optional<struct stat> {
    const std::optional<MemberStatus> found = directory.file_status(name);
    if (!found) {
      return std::nullopt;
    }
    members.is_private |= is_private(*found);
    return may_reach(caller, *found) ? std::optional(found->status)
                                     : std::nullopt;
  };
  members.header = find(pair.ch);
  for (const PairNames::Data& data : pair.data) {
    if (const auto status = find(data.cbin)) {
      members.present.push_back({&data, *status});
    }
  }
  return members;
}

FoundPair PairFinder::read_pair(const SourceDirectory& directory,
                                const PairNames& pair,
                                const Members& members) const {
  const auto& [header, present, is_private] = members;
  if (!header || present.empty()) {
    return {};
  }
  RecordingPart part;
  part.header_path = directory.path_of(pair.ch);
  const auto identify = [&](const Present& one) {
    part.identity = {.cbin = FileIdentity::of(one.status),
                     .ch = FileIdentity::of(*header)};
    part.summary = summary_of(part.identity, part.header_path);
  };
  identify(present.front());
  if (!part.summary->is_recording()) {
    problems_.add(describe(part.header_path),
                  "not shown as a recording: " + part.summary->problem);
    return {};
  }
  const Present& chosen =
      choose(directory, pair, present, part.summary->cbin_size);
  if (&chosen != &present.front()) {
    identify(chosen);
  }
  if (is_array(*chosen.data) && !part.summary->lost_shape.empty()) {
    problems_.add(
        describe(part.header_path),
        fmt::format("not shown as a recording: {}: {}",
                    describe(part.header_path), part.summary->lost_shape));
    return {};
  }
  return {make_recording(directory, chosen.status, *header, *chosen.data,
                         std::move(part), root_.respects_acls()),
          chosen.data};
}

// Of several data files, the one whose size fits the header is the pair.
const PairFinder::Present& PairFinder::choose(
    const SourceDirectory& directory, const PairNames& pair,
    const std::vector<Present>& present, std::uint64_t expected) const {
  const auto fitting = std::find_if(
      present.begin(), present.end(), [expected](const Present& one) {
        return static_cast<std::uint64_t>(one.status.st_size) == expected;
      });
  if (fitting != present.end()) {
    return *fitting;
  }
  const Present& chosen = present.front();
  const auto found = static_cast<std::uint64_t>(chosen.status.st_size);
  const std::string path = describe(directory.path_of(chosen.data->cbin));
  problems_.add(
      path,
      fmt::format("{}: expected {} bytes, as {} has it, found {}{}", path,
                  expected, pair.ch, found,
                  found < expected ? "; what is missing cannot be read" : ""));
  return chosen;
}

// Listed, so that nobody takes it for gone; empty, since its size is unknown.
FoundPair PairFinder::make_unreadable(const SourceDirectory& directory,
                                      const PairNames& pair,
                                      const Caller& caller,
                                      int error_number) const {
  const PairNames::Data& data = pair.data.front();
  std::optional<MemberStatus> found;
  try {
    found = directory.file_status(data.cbin);
    if (!found || !may_reach(caller, *found)) {
      return {};
    }
  } catch (const std::system_error&) {
    found = {.status = directory.own_status()};
    found->status.st_mode = S_IFREG;
  }
  const struct stat* const cbin = &found->status;
  RecordingPart part;
  part.header_path = directory.path_of(pair.ch);
  part.identity.cbin = FileIdentity::of(*cbin);
  part.error_number = error_number;
  part.status = shown_status(*cbin, *cbin, 0, root_.respects_acls());
  const std::uint64_t inode = hash_words({hash_of(part.identity), kUnreadable});
  return {make_node(directory, data, std::move(part), inode), &data};
}

PairSummaryPtr PairFinder::summary_of(const PairIdentity& identity,
                                      const std::string& header_path) const {
  return catalog_.find_or_read(
      identity, [&] { return read_header(header_path, identity.ch); });
}

std::shared_ptr<const Recording> PairFinder::open(const Node& node) const {
  const RecordingPart& part = *node.recording;
  if (!part.summary) {
    throw_system_error(part.error_number, "open " + describe(part.header_path));
  }
  FileDescriptor cbin = open_source_file(root_, node.path);
  auto recording = std::make_shared<const Recording>(
      part.summary->recording_id, describe(node.path), std::move(cbin),
      layout_of(part, describe(node.path)));
  // The identity that its chunks will be compared with.
  if (recording->identity() != part.identity.cbin) {
    throw_system_error(ESTALE, describe(node.path) + ": has been replaced");
  }
  return recording;
}

RecordingLayoutPtr PairFinder::layout_of(const RecordingPart& part,
                                         const std::string& name) const {
  const FileDescriptor header = open_source_file(root_, part.header_path);
  require_version(header, part.header_path, part.identity.ch);
  if (RecordingLayoutPtr known = layouts_.find(part.identity)) {
    return known;
  }
  const HeaderMemory::Turn turn(memory_, part.identity.ch.size);
  // Made by another opening, while this one waited.
  if (RecordingLayoutPtr known = layouts_.find(part.identity)) {
    return known;
  }
  return layouts_.make(part.identity,
                       parse(header, part.header_path, part.identity.ch), name);
}

Header PairFinder::read_header(const std::string& path,
                               const FileIdentity& expected) const {
  const FileDescriptor file = open_source_file(root_, path);
  const HeaderMemory::Turn turn(memory_, expected.size);
  return parse(file, path, expected);
}

Header PairFinder::parse(const FileDescriptor& file, const std::string& path,
                         const FileIdentity& expected) const {
  // A larger header would take more than its turn allows.
  require_version(file, path, expected);
  const std::string text = read_header_text(file, describe(path), limits_);
  require_version(file, path, expected);
  return parse_header(text, describe(path), limits_);
}

void PairFinder::require_version(const FileDescriptor& file,
                                 const std::string& path,
                                 const FileIdentity& expected) const {
  if (FileIdentity::of(file_status(file, path)) != expected) {
    throw_system_error(ESTALE, describe(path) + ": has been replaced");
  }
}

std::string PairFinder::describe(const std::string& path) const {
  return root_.path() + '/' + path;
}

}  // namespace mtscomp
