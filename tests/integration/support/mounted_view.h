// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// For tests of a view: a source in a temporary directory, and its mount, which
// is made when it is first used.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "integration/support/mounted_tree.h"
#include "mtscomp/base/file_descriptor.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {

class MountedViewTest : public MountTest {
 protected:
  // A path in the source.
  std::string in_source(const std::string& name) const {
    return source_.file(name);
  }
  // A path in the mount.
  std::string shown(const std::string& name) { return mounted().file(name); }
  MountedTree& mounted() {
    if (!mounted_) {
      mounted_ = std::make_unique<MountedTree>(source_.path(), options_);
    }
    return *mounted_;
  }
  // Adds mount options.  Requires: nothing is mounted yet.
  void mount_with(const std::string& options) {
    options_.arguments.insert(options_.arguments.end(), {"-o", options});
  }

  std::set<std::string> list(const std::string& name = "") {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(shown(name))) {
      const bool is_new = names.insert(entry.path().filename()).second;
      EXPECT_TRUE(is_new) << entry.path() << " is listed twice";
    }
    return names;
  }

  // Writes a pair into a directory of the source, which is created if needed;
  // `name` is that of its .cbin, .cdat, ....
  SyntheticRecording write_pair(const std::string& name,
                                std::uint64_t seed = 0) {
    const std::filesystem::path path = in_source(name);
    std::filesystem::create_directories(path.parent_path());
    SyntheticOptions options;
    options.suffix = path.extension();
    options.seed = seed;
    return write_synthetic_recording(path.parent_path(), path.stem(), options);
  }
  // Writes a pair whose header has the name `ch`.
  SyntheticRecording write_pair(const std::string& name, const std::string& ch,
                                std::uint64_t seed = 0) {
    SyntheticRecording pair = write_pair(name, seed);
    std::filesystem::rename(pair.ch_path, in_source(ch));
    pair.ch_path = in_source(ch);
    return pair;
  }
  void write(const std::string& name, const std::string& text = "text") {
    const std::filesystem::path path = in_source(name);
    std::filesystem::create_directories(path.parent_path());
    write_file(path, text);
  }

  struct stat status_of(const std::string& path) {
    struct stat status = {};
    EXPECT_EQ(::lstat(path.c_str(), &status), 0) << path;
    return status;
  }
  // The errno of a look-up, or 0.
  int lookup_errno(const std::string& name) {
    struct stat status = {};
    return ::lstat(shown(name).c_str(), &status) == 0 ? 0 : errno;
  }
  // The errno of opening and reading a byte, or 0.
  int read_errno(const std::string& name) {
    const FileDescriptor file(::open(shown(name).c_str(), O_RDONLY));
    char byte = 0;
    return file.is_open() && ::pread(file.get(), &byte, 1, 0) >= 0 ? 0 : errno;
  }
  ::testing::AssertionResult shows(const std::string& name,
                                   const Bytes& expected) {
    return same_bytes(expected, read_file(shown(name)));
  }

  TempDir source_;
  MountOptionsForTest options_;
  std::unique_ptr<MountedTree> mounted_;
};

}  // namespace mtscomp
