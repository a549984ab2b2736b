// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/raw_directory.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/directories/open_beneath.h"
#include "base/files/file_io.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

RawDirectory::RawDirectory(const std::string& path)
    : path_(std::filesystem::absolute(path).string() + '/'),
      directory_(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
  if (!directory_.is_open()) {
    throw_errno("--raw-dir: " + path + ": cannot open");
  }
}

std::optional<std::string> RawDirectory::find(RecordingFiles& files) const {
  const std::string directory =
      path_ + (files.relative.empty() ? "" : files.relative + '/');
  const std::string stem = std::filesystem::path(files.ch_name).stem();
  std::optional<std::string> problem;
  files.raw_name.clear();
  files.raw_is_symlink = false;
  std::vector<std::string> names = {stem + ".dat"};
  if (const auto name = raw_name_of(files.cbin_name)) {
    names.insert(names.begin(), *name);
  }
  for (const std::string& name : names) {
    if (files.raw_name.empty() && is_regular_file(directory + name, problem)) {
      files.raw_name = directory + name;
    }
  }
  const std::string meta = directory + stem + std::string(kMetaSuffix);
  if (files.meta_name.empty() && is_regular_file(meta, problem)) {
    files.meta_name = meta;
  }
  return problem;
}

FileDescriptor RawDirectory::open(const std::string& path) const {
  return open_with(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
}

bool RawDirectory::is_regular_file(const std::string& path,
                                   std::optional<std::string>& problem) const {
  try {
    const FileDescriptor file = open_with(path, O_PATH | O_NOFOLLOW);
    return S_ISREG(file_status(file, path).st_mode);
  } catch (const std::system_error& error) {
    const int number = error.code().value();
    if (number != ENOENT && number != ENOTDIR && !problem) {
      problem = error.what();
    }
    return false;
  }
}

FileDescriptor RawDirectory::open_with(const std::string& path,
                                       int flags) const {
  try {
    return open_beneath(directory_, path.substr(path_.size()), flags,
                        Symlinks::kRefuse);
  } catch (const std::system_error& error) {
    throw_system_error(error.code().value(), path + ": cannot open");
  }
}

}  // namespace mtscomp
