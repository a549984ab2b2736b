// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/problem_list.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "mtscomp/base/one_line.h"

namespace mtscomp {

void ProblemList::add(const std::string& path, const std::string& reason) {
  const std::string line = one_line(reason);
  {
    const MutexLock lock(mutex_);
    const auto at = reasons_.find(path);
    if (at != reasons_.end()) {
      if (at->second == line) {
        return;
      }
      at->second = line;
    } else if (reasons_.size() < kMaxProblems) {
      reasons_.emplace(path, line);
    } else if (++n_beyond_ > 1) {
      return;  // Neither kept nor, since it may be a known one, logged.
    }
  }
  spdlog::warn("{}", line);
}

std::string ProblemList::text() const {
  const MutexLock lock(mutex_);
  std::string text;
  for (const auto& [path, reason] : reasons_) {
    text += reason + '\n';
  }
  if (n_beyond_ != 0) {
    text += "and more, which are not listed\n";
  }
  return text;
}

std::size_t ProblemList::size() const {
  const MutexLock lock(mutex_);
  return reasons_.size() + n_beyond_;
}

void ProblemList::clear() {
  const MutexLock lock(mutex_);
  reasons_.clear();
  n_beyond_ = 0;
}

}  // namespace mtscomp
