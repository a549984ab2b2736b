// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/status_directory.h"

#include <unistd.h>

#include <ctime>
#include <utility>

namespace mtscomp {
namespace {

// Device number of the nodes; no file system has it.
constexpr std::uint64_t kDevice = ~std::uint64_t{0};
// Inode numbers: of the directory, then of its listed files, then of each
// content of a file that is looked up.
constexpr std::uint64_t kDirectory = 1;
constexpr std::uint64_t kFirstListed = 2;

constexpr mode_t kDirectoryMode = S_IFDIR | S_IRUSR | S_IXUSR;
constexpr mode_t kFileMode = S_IFREG | S_IRUSR;

// The inode number of a file in listings, and for programs.
std::uint64_t listed_inode(std::size_t index) {
  return make_inode({kDevice, kFirstListed + index});
}

FoundNode make_node(std::uint64_t number, mode_t type) {
  FoundNode found;
  found.node = std::make_shared<Node>();
  found.node->source_device = kDevice;
  found.node->source_inode = number;
  found.node->inode = make_inode({kDevice, number});
  found.node->type = type;
  return found;
}

}  // namespace

StatusDirectory::StatusDirectory(std::vector<StatusFile> files)
    : files_(std::move(files)), last_number_(kFirstListed + files_.size()) {}

bool StatusDirectory::owns(const Node& node) {
  return node.source_device == kDevice;
}

FoundNode StatusDirectory::find() const {
  FoundNode found = make_node(kDirectory, S_IFDIR);
  found.node->shown_name = kStatusDirectoryName;
  found.status = status(*found.node);
  return found;
}

FoundNode StatusDirectory::find(const std::string& name) const {
  for (const StatusFile& file : files_) {
    if (file.name == name) {
      FoundNode found = make_node(++last_number_, S_IFREG);
      found.node->shown_name = name;
      found.node->text = std::make_unique<const std::string>(file.text());
      found.status = status(*found.node);
      return found;
    }
  }
  return {};
}

std::vector<ViewEntry> StatusDirectory::list() const {
  std::vector<ViewEntry> entries;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    entries.push_back({files_[i].name, listed_inode(i), S_IFREG});
  }
  return entries;
}

std::uint64_t StatusDirectory::shown_inode(const Node& node) const {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (node.text && files_[i].name == node.shown_name) {
      return listed_inode(i);
    }
  }
  return node.inode;
}

struct stat StatusDirectory::status(const Node& node) const {
  struct stat status = {};
  status.st_ino = shown_inode(node);
  status.st_mode = node.is_directory() ? kDirectoryMode : kFileMode;
  status.st_nlink = node.is_directory() ? 2 : 1;
  status.st_uid = ::geteuid();
  status.st_gid = ::getegid();
  if (node.text) {
    set_size(status, node.text->size());
  }
  ::clock_gettime(CLOCK_REALTIME, &status.st_mtim);
  status.st_atim = status.st_mtim;
  status.st_ctim = status.st_mtim;
  return status;
}

}  // namespace mtscomp
