// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A source in memory, for tests of the view and the reader.  Like a server, it
// has files without descriptors, whose identity is path and version.
#pragma once

#include <algorithm>
#include <cerrno>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/text/hash.h"
#include "mtscomp/base/error.h"
#include "source/source.h"
#include "support/bytes.h"

namespace mtscomp {

class MemoryFile : public SourceFile {
 public:
  MemoryFile(const std::string& path, Bytes bytes, std::uint64_t version)
      : bytes_(std::move(bytes)) {
    status_.st_dev = 1;
    status_.st_ino = hash_words({std::hash<std::string>()(path), version});
    status_.st_mode = S_IFREG | 0444;
    status_.st_nlink = 1;
    status_.st_size = static_cast<off_t>(bytes_.size());
  }

  struct stat status(std::string_view /*name*/) const override {
    return status_;
  }
  std::size_t read_up_to(std::uint64_t offset, std::span<std::byte> bytes,
                         std::string_view /*name*/) const override {
    const std::size_t start = std::min<std::size_t>(offset, bytes_.size());
    const std::size_t n = std::min(bytes.size(), bytes_.size() - start);
    std::copy_n(bytes_.data() + start, n, bytes.data());
    return n;
  }
  const FileDescriptor* descriptor() const override { return nullptr; }

 private:
  Bytes bytes_;
  struct stat status_ = {};
};

// Not thread-safe while files are added.
class MemorySource : public Source {
 public:
  // Adds the file, or replaces it by a new version.  All files are in one
  // directory.
  void put(const std::string& name, Bytes bytes) {
    files_[name] =
        std::make_shared<const MemoryFile>(name, std::move(bytes), ++version_);
  }

  const std::string& name() const override { return name_; }
  bool respects_acls() const override { return true; }
  std::unique_ptr<const SourceDirectory> open_directory(
      const std::string& path) const override {
    return std::make_unique<const Directory>(*this, path);
  }
  SourceFilePtr open_file(const std::string& path) const override {
    const auto at = files_.find(path);
    if (at == files_.end()) {
      throw_system_error(ENOENT, path + ": cannot open");
    }
    return at->second;
  }
  struct stat status(const std::string& path) const override {
    return path.empty() ? own_status() : open_file(path)->status(path);
  }
  struct stat open_file_status(const SourceFile& file,
                               const std::string& path) const override {
    return file.status(path);
  }
  std::string read_link(const std::string& path) const override {
    throw_system_error(EINVAL, path + ": cannot read the link");
  }
  void check_access(const std::string& path, int /*mode*/) const override {
    open_file(path);
  }
  struct statvfs usage() const override {
    return {};
  }

 private:
  class Directory : public SourceDirectory {
   public:
    Directory(const MemorySource& source, const std::string& path)
        : SourceDirectory(path, MemorySource::own_status()), source_(source) {}

    std::vector<SourceEntry> entries() const override {
      std::vector<SourceEntry> entries;
      for (const auto& [name, file] : source_.files_) {
        entries.push_back({name, file->status(name).st_ino, S_IFREG});
      }
      return entries;
    }
    std::optional<struct stat> status(const std::string& name) const override {
      return source_.files_.contains(name) ? std::optional(source_.status(name))
                                           : std::nullopt;
    }
    std::optional<MemberStatus> file_status(
        const std::string& name) const override {
      const std::optional<struct stat> found = status(name);
      return found ? std::optional<MemberStatus>({.status = *found})
                   : std::nullopt;
    }

   private:
    const MemorySource& source_;
  };

  static struct stat own_status() {
    struct stat status = {};
    status.st_dev = 1;
    status.st_ino = 1;
    status.st_mode = S_IFDIR | 0555;
    return status;
  }

  std::string name_ = "memory://archive";
  std::map<std::string, SourceFilePtr> files_;
  std::uint64_t version_ = 0;
};

}  // namespace mtscomp
