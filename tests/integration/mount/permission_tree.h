// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A source with directories, pairs, links and hard links with random owners,
// modes and ACLs.  Requires root.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace mtscomp {

// A path of the view, and the files of the source that it shows.
struct ShownFile {
  std::string shown;
  std::vector<std::string> sources;
};

class PermissionTree {
 public:
  // Makes the files below `root`, and the files that are reachable only through
  // links below `outside`.  Both are empty directories.  Throws:
  // std::system_error.
  PermissionTree(std::string root, std::string outside, std::uint64_t seed);

  const std::vector<ShownFile>& files() const { return files_; }

  // Gives all directories and files new owners, modes and ACLs.
  // Throws: std::system_error.
  void change_permissions();

  // Number of ACLs set so far; 0 if the file system does not support them.
  std::size_t n_acls() const { return n_acls_; }

 private:
  std::size_t random(std::size_t n) { return generator_() % n; }
  const std::string& random_directory();
  std::string any_place(const std::string& path);
  void add_directory(const std::string& path);
  void add_pair(const std::string& stem);
  void add_pair_outside(const std::string& name);
  void add_plain_file(const std::string& path);
  void add_links(const std::string& stem);
  void add_hard_links(const std::string& stem);
  void link_member(const std::string& from, const std::string& stem,
                   const std::string& suffix);
  void show_pair(const std::string& stem);
  void change_permissions_of(const std::string& path, bool is_directory);
  void set_random_acl(const std::string& path);

  std::string root_;
  std::string outside_;
  std::mt19937_64 generator_;
  std::vector<std::string> directories_;  // Absolute, like all paths here.
  std::vector<std::string> pairs_;        // Without suffix.
  std::vector<std::string> members_;      // Files with random permissions.
  std::vector<ShownFile> files_;
  std::size_t n_acls_ = 0;
  std::size_t n_names_ = 0;
};

}  // namespace mtscomp
