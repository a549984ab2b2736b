// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/mount/permission_tree.h"

#include <fmt/format.h>
#include <linux/posix_acl.h>
#include <linux/xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/posix_acl_bytes.h"
#include "support/synthetic_recording.h"

namespace mtscomp {
namespace {

// The users and groups of all_persons() (support/person.h).
constexpr std::size_t kOwners = 2;
constexpr std::size_t kPersons = 3;
constexpr gid_t kFirstGroup = 11;

void require(int result, const std::string& path) {
  if (result != 0) {
    throw_errno("prepare " + path);
  }
}

}  // namespace

PermissionTree::PermissionTree(std::string root, std::string outside,
                               std::uint64_t seed)
    : root_(std::move(root)),
      outside_(std::move(outside)),
      generator_(seed),
      directories_({root_}) {
  constexpr std::size_t kDirectories = 8;
  constexpr std::size_t kPairs = 16;
  constexpr std::size_t kLinks = 40;
  constexpr std::size_t kFew = 6;
  for (std::size_t i = 0; i < kDirectories; ++i) {
    add_directory(any_place(fmt::format("d{}", i)));
  }
  for (std::size_t i = 0; i < kPairs; ++i) {
    add_pair(any_place(fmt::format("p{}", i)));
  }
  for (std::size_t i = 0; i < kFew; ++i) {
    add_pair_outside(fmt::format("out{}", i));
    add_plain_file(any_place(fmt::format("f{}.meta", i)));
  }
  for (std::size_t i = 0; i < kLinks; ++i) {
    add_links(any_place(fmt::format("l{}", i)));
  }
  for (std::size_t i = 0; i < kFew; ++i) {
    add_hard_links(any_place(fmt::format("h{}", i)));
  }
  change_permissions();
}

const std::string& PermissionTree::random_directory() {
  return directories_[random(directories_.size())];
}

std::string PermissionTree::any_place(const std::string& path) {
  return random_directory() + '/' + path;
}

void PermissionTree::add_directory(const std::string& path) {
  std::filesystem::create_directory(path);
  directories_.push_back(path);
  files_.push_back({path.substr(root_.size()), {path}});
}

void PermissionTree::show_pair(const std::string& stem) {
  files_.push_back(
      {stem.substr(root_.size()) + ".bin", {stem + ".cbin", stem + ".ch"}});
}

void PermissionTree::add_pair(const std::string& stem) {
  const std::filesystem::path path = stem;
  write_synthetic_recording(
      path.parent_path(), path.filename(),
      {.n_channels = 2, .chunk_lengths = {5}, .seed = pairs_.size()});
  pairs_.push_back(stem);
  members_.insert(members_.end(), {stem + ".cbin", stem + ".ch"});
  show_pair(stem);
}

void PermissionTree::add_pair_outside(const std::string& name) {
  const std::string directory = fmt::format("{}/o{}", outside_, n_names_++);
  std::filesystem::create_directory(directory);
  directories_.push_back(directory);
  add_pair(directory + '/' + name);
  files_.pop_back();
  directories_.pop_back();
  members_.push_back(directory);
}

void PermissionTree::add_plain_file(const std::string& path) {
  write_file(path, "text");
  members_.push_back(path);
  files_.push_back({path.substr(root_.size()), {path}});
}

// Links to both members, or a link to one beside a copy of the other.
void PermissionTree::add_links(const std::string& stem) {
  const std::string target = pairs_[random(pairs_.size())];
  const std::size_t what = random(4);
  for (const char* const suffix : {".cbin", ".ch"}) {
    const bool is_copy = what == (suffix[2] == 'b' ? 0U : 1U);
    if (is_copy) {
      std::filesystem::copy_file(target + suffix, stem + suffix);
      members_.push_back(stem + suffix);
    } else {
      link_member(stem, target, suffix);
    }
  }
  show_pair(stem);
  if (what == 2) {
    pairs_.push_back(stem);  // Later links may lead to this one.
  }
}

void PermissionTree::link_member(const std::string& from,
                                 const std::string& stem,
                                 const std::string& suffix) {
  const std::filesystem::path target = stem + suffix;
  const std::filesystem::path directory =
      std::filesystem::path(from).parent_path();
  std::filesystem::create_symlink(
      random(2) == 0 ? target : target.lexically_relative(directory),
      from + suffix);
}

void PermissionTree::add_hard_links(const std::string& stem) {
  constexpr std::size_t kReal = 16;
  const std::string& target = pairs_[random(kReal)];
  for (const char* const suffix : {".cbin", ".ch"}) {
    std::filesystem::create_hard_link(target + suffix, stem + suffix);
  }
  show_pair(stem);
}

void PermissionTree::change_permissions() {
  for (const std::string& path : directories_) {
    change_permissions_of(path, true);
  }
  for (const std::string& path : members_) {
    change_permissions_of(path, std::filesystem::is_directory(path));
  }
  // All paths begin here.
  ::removexattr(root_.c_str(), XATTR_NAME_POSIX_ACL_ACCESS);
  require(::chmod(root_.c_str(), 0755), root_);
}

void PermissionTree::change_permissions_of(const std::string& path,
                                           bool is_directory) {
  constexpr mode_t kAll = 0777;
  // Two of three bits, so some paths through several directories are open.
  const mode_t usual = is_directory ? 0555 : 0444;
  const mode_t mode =
      (random(kAll + 1) | random(kAll + 1) | (random(2) == 0 ? usual : 0)) &
      kAll;
  const auto user = static_cast<uid_t>(1 + random(kOwners));
  const auto group = static_cast<gid_t>(kFirstGroup + random(kOwners));
  ::removexattr(path.c_str(), XATTR_NAME_POSIX_ACL_ACCESS);
  require(::chown(path.c_str(), user, group), path);
  require(::chmod(path.c_str(), mode), path);
  if (random(4) == 0) {
    set_random_acl(path);
  }
}

void PermissionTree::set_random_acl(const std::string& path) {
  const auto permissions = [this] { return static_cast<int>(random(8)); };
  const Bytes acl = acl_bytes(
      {{ACL_USER_OBJ, permissions()},
       {ACL_USER, permissions(), static_cast<uid_t>(1 + random(kPersons))},
       {ACL_GROUP_OBJ, permissions()},
       {ACL_GROUP, permissions(),
        static_cast<gid_t>(kFirstGroup + random(kPersons))},
       {ACL_MASK, permissions() | 4},
       {ACL_OTHER, permissions()}});
  if (::setxattr(path.c_str(), XATTR_NAME_POSIX_ACL_ACCESS, acl.data(),
                 acl.size(), 0) == 0) {
    ++n_acls_;
  }
}

}  // namespace mtscomp
