// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The log of one test, written to a file instead of stderr.
#pragma once

#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/log/log.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {

class CapturedLog {
 public:
  explicit CapturedLog(const std::string& level = "info") {
    set_up_log({.target = LogTarget::kFile,
                .file = directory_.file("log"),
                .level = level});
  }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;
  ~CapturedLog() { spdlog::set_default_logger(before_); }

  std::string text() const {
    const Bytes bytes = read_file(directory_.file("log"));
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  // Number of times that `words` occur in the log.
  std::size_t count(std::string_view words) const {
    const std::string text = this->text();
    std::size_t n = 0;
    for (std::size_t at = text.find(words); at != std::string_view::npos;
         at = text.find(words, at + words.size())) {
      ++n;
    }
    return n;
  }

 private:
  TempDir directory_;
  std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
};

}  // namespace mtscomp
