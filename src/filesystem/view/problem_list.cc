// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/problem_list.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <utility>

#include "base/text/escape_control.h"

namespace mtscomp {

void ProblemList::add(const std::string& path, const std::string& reason) {
  if (keep(path, reason)) {
    spdlog::warn("{}", escape_control(reason));
  }
}

bool ProblemList::keep(const std::string& path, const std::string& reason) {
  const std::string line = escape_control(reason);
  const MutexLock lock(mutex_);
  const auto at = reasons_.find(path);
  if (at != reasons_.end()) {
    return std::exchange(at->second, line) != line;
  }
  if (reasons_.size() < kMaxProblems) {
    reasons_.emplace(path, line);
    return true;
  }
  return ++n_beyond_ == 1;  // Beyond the limit, log only the first.
}

std::string ProblemList::text() const {
  const MutexLock lock(mutex_);
  std::string text;
  for (const auto& [path, reason] : reasons_) {
    text += reason + '\n';
  }
  if (n_beyond_ != 0) {
    text += "more problems exist, but are not listed\n";
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
