// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <utility>

#include "base/json/json_text.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

JsonLog::JsonLog(std::string path) : path_(std::move(path)) {
  constexpr mode_t kMode = 0666;  // The umask reduces it.
  file_.reset(
      ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, kMode));
  if (!file_.is_open()) {
    throw_errno(path_ + ": cannot open");
  }
}

void JsonLog::append(const JsonValue& value) const {
  const std::string line = serialize_json_line(value) + '\n';
  ssize_t n = 0;
  do {
    n = ::write(file_.get(), line.data(), line.size());
  } while (n < 0 && errno == EINTR);
  if (n < 0) {
    throw_errno(path_ + ": cannot write");
  }
  if (static_cast<std::size_t>(n) != line.size()) {
    throw_system_error(ENOSPC, path_ + ": cannot write");
  }
}

std::string utc_timestamp() {
  constexpr int kMilli = 1000;
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  const std::time_t seconds = now.count() / kMilli;
  std::tm utc = {};
  ::gmtime_r(&seconds, &utc);
  std::array<char, 32> text = {};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  return fmt::format("{}.{:03}Z", text.data(), now.count() % kMilli);
}

}  // namespace mtscomp
