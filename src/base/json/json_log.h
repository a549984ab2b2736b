// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A file of JSON objects, one a line (JSON Lines), that is only ever appended
// to.  Each line is one write(), so that lines of several processes do not mix
// on a local file system; NFS does not promise that.  Thread-safe.
#pragma once

#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/json.h"

namespace mtscomp {

class JsonLog {
 public:
  // Creates the file if there is none.  Throws: std::system_error.
  explicit JsonLog(std::string path);

  // Throws: std::system_error, also if only a part of the line was written.
  void append(const JsonValue& value) const;

 private:
  std::string path_;
  FileDescriptor file_;
};

// "2026-11-22T19:20:00.123Z", now.
std::string utc_timestamp();

}  // namespace mtscomp
