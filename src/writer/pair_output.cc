// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pair_output.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string_view>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr std::string_view kReplaced = "-replaced";

// A file that has another name until it is known whether it is still needed.
class SetAside {
 public:
  // Of a file that is not there, nothing.  Throws: std::system_error.
  explicit SetAside(const std::string& path)
      : path_(path), aside_(partial_path_of(path, kReplaced)) {
    is_aside_ = std::rename(path_.c_str(), aside_.c_str()) == 0;
    if (!is_aside_ && errno != ENOENT) {
      throw_errno(fmt::format("rename {} to {}", path_, aside_));
    }
  }
  SetAside(const SetAside&) = delete;
  SetAside& operator=(const SetAside&) = delete;
  // Puts it back.
  ~SetAside() {
    if (is_aside_) {
      std::rename(aside_.c_str(), path_.c_str());
    }
  }

  // The next writer clears it away if this one cannot.
  void discard() {
    if (is_aside_) {
      ::unlink(aside_.c_str());
    }
    is_aside_ = false;
  }

 private:
  std::string path_;
  std::string aside_;
  bool is_aside_ = false;
};

void publish_both(OutputFile& cbin, OutputFile& ch, Existing existing) {
  cbin.publish(existing);
  sync_directory_of(cbin.path());
  ch.publish(existing);
  sync_directory_of(ch.path());
}

const AbandonedPartial* find_replaced(const Partials& partials) {
  const auto at =
      std::find_if(partials.abandoned.begin(), partials.abandoned.end(),
                   [](const AbandonedPartial& one) {
                     return one.path.ends_with(kReplaced);
                   });
  return at == partials.abandoned.end() ? nullptr : &*at;
}

}  // namespace

void publish_pair(OutputFile& cbin, OutputFile& ch, Existing existing) {
  cbin.sync();
  ch.sync();
  std::optional<SetAside> old_ch;
  std::optional<SetAside> old_cbin;
  if (existing == Existing::kReplace) {
    cbin.take_permissions();
    ch.take_permissions();
    old_ch.emplace(ch.path());
    sync_directory_of(ch.path());
    old_cbin.emplace(cbin.path());
  }
  try {
    publish_both(cbin, ch, existing);
  } catch (...) {
    ch.withdraw();
    cbin.withdraw();
    throw;
  }
  if (old_ch) {
    old_ch->discard();
    old_cbin->discard();
  }
}

void restore_replaced(const std::string& cbin_path,
                      const std::string& ch_path) {
  const Partials headers = find_partials(ch_path);
  const Partials data = find_partials(cbin_path);
  const AbandonedPartial* const old_ch = find_replaced(headers);
  const AbandonedPartial* const old_cbin = find_replaced(data);
  const bool is_at_work = headers.is_being_written || data.is_being_written;
  if (is_at_work || old_ch == nullptr ||
      std::filesystem::exists(std::filesystem::symlink_status(ch_path))) {
    return;
  }
  if (old_cbin != nullptr) {
    std::filesystem::rename(old_cbin->path, cbin_path);
  }
  std::filesystem::rename(old_ch->path, ch_path);
}

}  // namespace mtscomp
