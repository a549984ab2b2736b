// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What could not be shown as it should be, and why: logged when it is met
// first, and kept for the person who asks.  Bounded.  Thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

class ProblemList {
 public:
  static constexpr std::size_t kMaxProblems = 10000;

  // `path` is the file, `reason` what is wrong with it, which names it too.
  // A path has one problem, the one that was met last.
  void add(const std::string& path, const std::string& reason);

  // The same of what has been logged.  Returns false if it is no news.
  bool keep(const std::string& path, const std::string& reason);

  // Each reason, one a line, by path.
  std::string text() const;

  std::size_t size() const;  // Those beyond kMaxProblems included.
  void clear();

 private:
  mutable Mutex mutex_;
  std::map<std::string, std::string> reasons_ GUARDED_BY(mutex_);
  std::size_t n_beyond_ GUARDED_BY(mutex_) = 0;
};

}  // namespace mtscomp
