// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/recording_node.h"

#include <utility>

#include "base/files/modification_time.h"
#include "base/files/permissions/permission_classes.h"
#include "base/text/hash.h"
#include "format/npy_header.h"
#include "format/recording_names.h"

namespace mtscomp {
namespace {

constexpr mode_t kPermissions = 0777;
constexpr mode_t kWritePermissions = 0222;

// Hashed too, so each form of the same files gets its own inode number.
constexpr std::uint64_t kUnreadable = 1;
constexpr std::uint64_t kNpy = 2;

// If the source checks access, the intersection of both modes is enough.
mode_t mode_of_both(const PairStatus& pair) {
  return pair.header.st_mode &
         (pair.decides_by_mode ? mode_within(pair.cbin, pair.header, S_IROTH)
                               : pair.cbin.st_mode);
}

struct stat shown_status(const PairStatus& pair, std::uint64_t size) {
  struct stat shown = pair.cbin;
  shown.st_mode =
      S_IFREG | (mode_of_both(pair) & kPermissions & ~kWritePermissions);
  shown.st_nlink = 1;
  set_size(shown, size);
  shown.st_mtim = later(pair.cbin.st_mtim, pair.header.st_mtim);
  shown.st_ctim = later(pair.cbin.st_ctim, pair.header.st_ctim);
  return shown;
}

std::shared_ptr<Node> make_node(const PairStatus& pair, RecordingPart part,
                                std::uint64_t inode) {
  auto node = std::make_shared<Node>();
  node->path = pair.directory.path_of(pair.data.cbin);
  node->shown_name = pair.data.shown;
  node->inode = make_inode(
      {inode, part.status.st_mode, part.status.st_uid, part.status.st_gid});
  node->source_device = part.identity.cbin.device;
  node->source_inode = part.identity.cbin.inode;
  node->type = S_IFREG;
  part.status.st_ino = node->inode;
  node->recording = std::make_unique<const RecordingPart>(std::move(part));
  return node;
}

}  // namespace

bool is_array(const PairNames::Data& data) {
  return has_suffix(data.cbin, kCnpySuffix);
}

std::shared_ptr<Node> make_recording_node(const PairStatus& pair,
                                          RecordingPart part) {
  std::uint64_t inode = hash_of(part.identity);
  if (is_array(pair.data)) {
    part.prefix = make_npy_header(part.summary->dtype, part.summary->shape);
    inode = hash_words({inode, kNpy});
  }
  part.status = shown_status(pair, part.prefix.size() + part.summary->raw_size);
  return make_node(pair, std::move(part), inode);
}

std::shared_ptr<Node> make_unreadable_node(const PairStatus& pair,
                                           RecordingPart part) {
  part.status = shown_status(pair, 0);
  const std::uint64_t inode = hash_words({hash_of(part.identity), kUnreadable});
  return make_node(pair, std::move(part), inode);
}

}  // namespace mtscomp
