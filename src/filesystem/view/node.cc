// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/node.h"

#include "base/text/hash.h"

namespace mtscomp {
namespace {

bool has_same_permissions(const struct stat& a, const struct stat& b) {
  return a.st_mode == b.st_mode && a.st_uid == b.st_uid && a.st_gid == b.st_gid;
}

}  // namespace

std::uint64_t make_inode(std::initializer_list<std::uint64_t> words) {
  return hash_words(words) & kMaxInode;
}

void set_size(struct stat& status, std::uint64_t size) {
  constexpr std::uint64_t kBlock = 512;  // Unit of st_blocks.
  status.st_size = static_cast<off_t>(size);
  status.st_blocks = static_cast<blkcnt_t>((size + kBlock - 1) / kBlock);
}

bool Node::is_same_file(const Node& other) const {
  if (source_device != other.source_device ||
      source_inode != other.source_inode ||
      is_recording() != other.is_recording()) {
    return false;
  }
  return !is_recording() ||
         (recording->identity == other.recording->identity &&
          recording->prefix == other.recording->prefix &&
          has_same_permissions(recording->status, other.recording->status) &&
          (recording->summary == nullptr) ==
              (other.recording->summary == nullptr));
}

std::string Node::name() const {
  return shown_name.empty() ? path.substr(path.rfind('/') + 1) : shown_name;
}

}  // namespace mtscomp
