// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Problems of files that cannot be shown correctly.  Each problem is logged
// when it is first found, and listed in the mount's status.  The list has at
// most kMaxProblems problems.  Thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

class ProblemList {
 public:
  static constexpr std::size_t kMaxProblems = 10000;

  // Adds a problem of the file `path`.  If the problem is new, logs it.
  // `reason` is the full message, with the path.  A new problem replaces an
  // older problem of the same path.
  void add(const std::string& path, const std::string& reason);

  // Like add(), but does not log.  Returns true if the caller should log the
  // problem, and false if not.
  bool keep(const std::string& path, const std::string& reason);

  // Returns all reasons, one per line, sorted by path.
  std::string text() const;

  // Returns the number of problems, including problems beyond kMaxProblems.
  std::size_t size() const;
  void clear();

 private:
  mutable Mutex mutex_;
  std::map<std::string, std::string> reasons_ GUARDED_BY(mutex_);
  std::size_t n_beyond_ GUARDED_BY(mutex_) = 0;
};

}  // namespace mtscomp
