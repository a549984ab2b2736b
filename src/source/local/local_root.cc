// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/local_root.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <deque>
#include <system_error>
#include <utility>
#include <vector>

#include "base/files/file_io.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using Components = std::deque<std::string>;

Components split(const std::string& path) {
  Components components(1);
  for (const char c : path) {
    if (c == '/') {
      components.emplace_back();
    } else {
      components.back() += c;
    }
  }
  std::erase_if(components, [](const std::string& component) {
    return component.empty() || component == ".";
  });
  return components;
}

std::string join(const Components& components, std::size_t first) {
  std::string path;
  for (std::size_t i = first; i < components.size(); ++i) {
    path += (path.empty() ? "" : "/") + components[i];
  }
  return path.empty() ? "." : path;
}

bool begins_with(const Components& path, const Components& start) {
  return path.size() >= start.size() &&
         std::equal(start.begin(), start.end(), path.begin());
}

FileDescriptor open_directory(const std::string& path) {
  FileDescriptor directory(
      ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open()) {
    throw_errno(path + ": cannot open the directory");
  }
  return directory;
}

// Whether the path of the source leads through the mount.
bool covers_source(const LocalSourceOptions& options) {
  return !options.mount_point.empty() &&
         begins_with(split(options.path), split(options.mount_point));
}

// Follows symlinks name by name, also absolute ones.  Paths below the source
// are opened beneath the source's descriptor, even if something is mounted over
// the source.
class LinkWalk {
 public:
  LinkWalk(const LocalSourceOptions& options, const FileDescriptor& root,
           OnPassed on_passed = nullptr)
      : options_(options),
        root_(root),
        on_passed_(std::move(on_passed)),
        source_(split(options.path)),
        mount_point_(split(options.mount_point)) {}

  FileDescriptor open(const std::string& path, int flags) {
    at_ = source_;
    Components rest = split(path);
    start_ = source_;
    start_.insert(start_.end(), rest.begin(), rest.end());
    while (!rest.empty()) {
      const std::string name = std::move(rest.front());
      rest.pop_front();
      pass_here();
      if (name == "..") {
        if (!at_.empty()) {
          at_.pop_back();
        }
        continue;
      }
      at_.push_back(name);
      follow(rest);
    }
    return open_here(flags);
  }

 private:
  // Called for each look-up in the current directory, also of "..".
  void pass_here() const {
    if (on_passed_ && n_links_ > 0 && !begins_with(start_, at_)) {
      on_passed_(open_here(O_PATH | O_DIRECTORY));
    }
  }

  // If the current path is a link, puts its target before `rest`.
  void follow(Components& rest) {
    constexpr int kMostLinks = 40;  // The kernel's limit.
    if (is_above_source()) {
      return;  // The path of the source has no symlinks.
    }
    const FileDescriptor here = open_here(O_PATH | O_NOFOLLOW);
    if (!S_ISLNK(file_status(here, options_.path).st_mode)) {
      return;
    }
    if (++n_links_ > kMostLinks) {
      throw_system_error(ELOOP, '/' + join(at_, 0) + ": cannot open");
    }
    const std::string target = read_link(here);
    at_.pop_back();
    if (target.starts_with('/')) {
      at_.clear();
    }
    Components more = split(target);
    rest.insert(rest.begin(), more.begin(), more.end());
  }

  bool is_above_source() const { return begins_with(source_, at_); }

  static std::string read_link(const FileDescriptor& link) {
    std::string target(PATH_MAX, '\0');
    const ssize_t size =
        ::readlinkat(link.get(), "", target.data(), target.size());
    if (size < 0) {
      throw_errno("cannot read a symbolic link");
    }
    target.resize(static_cast<std::size_t>(size));
    return target;
  }

  [[noreturn]] void throw_inside_mount() const {
    throw_system_error(ELOOP,
                       '/' + join(at_, 0) + ": cannot open: inside the mount");
  }

  FileDescriptor open_here(int flags) const {
    const bool is_mount_inside = mount_point_.size() > source_.size() &&
                                 begins_with(mount_point_, source_);
    if (is_mount_inside && begins_with(at_, mount_point_)) {
      throw_inside_mount();
    }
    if (begins_with(at_, source_)) {
      return open_beneath(root_, join(at_, source_.size()), flags,
                          Symlinks::kRefuse);
    }
    if (!options_.follow_symlinks) {
      throw_system_error(EXDEV, '/' + join(at_, 0) +
                                    ": cannot open: outside of the source; -o "
                                    "follow_symlinks allows it");
    }
    if (!mount_point_.empty() && begins_with(at_, mount_point_)) {
      throw_inside_mount();
    }
    return open_beneath(open_directory("/"), join(at_, 0), flags,
                        Symlinks::kRefuse);
  }

  const LocalSourceOptions& options_;
  const FileDescriptor& root_;
  OnPassed on_passed_;
  Components source_;
  Components start_;
  Components mount_point_;
  Components at_;
  int n_links_ = 0;
};

}  // namespace

LocalRoot::LocalRoot(LocalSourceOptions options)
    : options_(std::move(options)),
      root_({.path = options_.path,
             .may_open_again = !covers_source(options_)}) {}

FileDescriptor LocalRoot::open(const std::string& path, int flags,
                               Symlinks symlinks) const {
  return open_beneath(*root_.get(), path.empty() ? "." : path, flags, symlinks);
}

FileDescriptor LocalRoot::open_member(const std::string& path,
                                      int flags) const {
  // The kernel would follow a link into the mount of this daemon, which would
  // then wait for itself.
  const bool is_mount_inside =
      options_.mount_point.starts_with(options_.path + '/');
  try {
    return open(path, flags,
                is_mount_inside ? Symlinks::kRefuse : Symlinks::kFollowInside);
  } catch (const std::system_error& error) {
    // EXDEV is also returned for an absolute link into the source, and ELOOP
    // for any link if the kernel has no openat2.
    if (error.code().value() != EXDEV && error.code().value() != ELOOP) {
      throw;
    }
  }
  const DirectoryPtr root = root_.get();
  return LinkWalk(options_, *root).open(path, flags);
}

FileDescriptor LocalRoot::follow_member(const std::string& path, int flags,
                                        const OnPassed& on_passed) const {
  const DirectoryPtr root = root_.get();
  return LinkWalk(options_, *root, on_passed).open(path, flags);
}

}  // namespace mtscomp
