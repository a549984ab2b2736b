// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A file of JSON objects, one per line (JSON Lines).  Every line is appended
// with one write().  On local file systems, the lines of several processes do
// not mix.  On NFS, the lines can mix.  Thread-safe.
#pragma once

#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/json.h"

namespace mtscomp {

class JsonLog {
 public:
  // Creates the file if it does not exist.  Throws: std::system_error.
  explicit JsonLog(std::string path);

  // Appends a line.
  // Throws: std::system_error, also if only a part of the line was written.
  void append(const JsonValue& value) const;

 private:
  std::string path_;
  FileDescriptor file_;
};

// Returns the current time, such as "2026-11-22T19:20:00.123Z".
std::string utc_timestamp();

}  // namespace mtscomp
