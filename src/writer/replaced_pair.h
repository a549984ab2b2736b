// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An older pair that makes way for a new one: its two files have other names
// until the new one is complete.
#pragma once

#include <string>

namespace mtscomp {

// A file that has another name until it is known whether it is still needed.
class SetAside {
 public:
  // Of a file that is not there, nothing.  Throws: std::system_error.
  SetAside(const std::string& path, const std::string& suffix);
  SetAside(const SetAside&) = delete;
  SetAside& operator=(const SetAside&) = delete;
  // Puts it back; the log says where it lies if that fails.
  ~SetAside();

  // It is not needed any more.  If it cannot be removed, the next writer does.
  void discard();

 private:
  std::string path_;
  std::string aside_;
  bool is_aside_ = false;
};

}  // namespace mtscomp
