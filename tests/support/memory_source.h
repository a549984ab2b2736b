// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A source in memory, for tests of the view, the reader and the archive.  Like
// a server, it has files without descriptors, whose identity is path and
// version, and reads can wait until stop().
#pragma once

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "base/text/hash.h"
#include "mtscomp/base/error.h"
#include "source/source.h"
#include "support/bytes.h"

namespace mtscomp {

// The state that all files of a source share.
struct MemoryState {
  std::atomic<std::uint64_t> bytes_read = 0;
  std::atomic<bool> is_stalled = false;
  std::atomic<bool> is_stopped = false;

  // Throws: std::system_error, with ECANCELED after stop().
  void wait() const {
    while (is_stalled && !is_stopped) {
      is_stopped.wait(false);
    }
    if (is_stopped) {
      throw_system_error(ECANCELED, "stopped");
    }
  }
};

class MemoryFile : public SourceFile {
 public:
  MemoryFile(const std::string& path, Bytes bytes, std::uint64_t version,
             MemoryState& state)
      : bytes_(std::move(bytes)), state_(state) {
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
    state_.wait();
    const std::size_t start = std::min<std::size_t>(offset, bytes_.size());
    const std::size_t n = std::min(bytes.size(), bytes_.size() - start);
    std::copy_n(bytes_.data() + start, n, bytes.data());
    state_.bytes_read += n;
    return n;
  }
  const FileDescriptor* descriptor() const override { return nullptr; }

 private:
  Bytes bytes_;
  MemoryState& state_;
  struct stat status_ = {};
};

// Not thread-safe while files are added.
class MemorySource : public Source {
 public:
  // Adds the file at a path such as "a/b", or replaces it by a new version.
  void put(const std::string& path, Bytes bytes) {
    files_[path] = std::make_shared<const MemoryFile>(path, std::move(bytes),
                                                      ++version_, state_);
  }
  // Lets all reads wait until stop().
  void stall() { state_.is_stalled = true; }
  // Lets all directories be refused with this errno.
  void refuse_listings(int error_number) { listing_error_ = error_number; }
  std::uint64_t bytes_read() const { return state_.bytes_read; }

  const std::string& name() const override { return name_; }
  bool respects_acls() const override { return true; }
  std::unique_ptr<const SourceDirectory> open_directory(
      const std::string& path) const override {
    if (listing_error_ != 0) {
      throw_system_error(listing_error_, name_ + ": cannot list");
    }
    if (!is_directory(path)) {
      throw_system_error(ENOENT, path + ": cannot open");
    }
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
    return is_directory(path) ? own_status() : open_file(path)->status(path);
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
  void stop() noexcept override {
    state_.is_stopped = true;
    state_.is_stopped.notify_all();
  }

 private:
  class Directory : public SourceDirectory {
   public:
    Directory(const MemorySource& source, const std::string& path)
        : SourceDirectory(path, MemorySource::own_status()), source_(source) {}

    std::vector<SourceEntry> entries() const override {
      std::set<std::string> names;
      const std::string prefix = path().empty() ? "" : path() + '/';
      for (const auto& [path, file] : source_.files_) {
        if (path.starts_with(prefix)) {
          names.insert(path.substr(
              prefix.size(), path.find('/', prefix.size()) - prefix.size()));
        }
      }
      std::vector<SourceEntry> entries;
      for (const std::string& name : names) {
        const struct stat found = source_.status(prefix + name);
        entries.push_back({name, found.st_ino, found.st_mode & S_IFMT});
      }
      return entries;
    }
    std::optional<struct stat> status(const std::string& name) const override {
      const std::string path = path_of(name);
      return source_.is_directory(path) || source_.files_.contains(path)
                 ? std::optional(source_.status(path))
                 : std::nullopt;
    }
    std::optional<MemberStatus> file_status(
        const std::string& name) const override {
      const std::optional<struct stat> found = status(name);
      return found && S_ISREG(found->st_mode)
                 ? std::optional<MemberStatus>({.status = *found})
                 : std::nullopt;
    }

   private:
    const MemorySource& source_;
  };

  bool is_directory(const std::string& path) const {
    const auto first = files_.lower_bound(path + '/');
    return path.empty() ||
           (first != files_.end() && first->first.starts_with(path + '/'));
  }

  static struct stat own_status() {
    struct stat status = {};
    status.st_dev = 1;
    status.st_ino = 1;
    status.st_mode = S_IFDIR | 0555;
    return status;
  }

  std::string name_ = "memory://archive";
  MemoryState state_;
  std::map<std::string, SourceFilePtr> files_;
  std::uint64_t version_ = 0;
  int listing_error_ = 0;
};

}  // namespace mtscomp
