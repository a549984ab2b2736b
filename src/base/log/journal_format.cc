// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/log/journal_format.h"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <sys/stat.h>
#include <sys/syslog.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace mtscomp {
namespace {

int priority_of(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::critical:
      return LOG_CRIT;
    case spdlog::level::err:
      return LOG_ERR;
    case spdlog::level::warn:
      return LOG_WARNING;
    case spdlog::level::info:
      return LOG_INFO;
    default:
      return LOG_DEBUG;
  }
}

class PriorityFlag : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm& /*time*/,
              spdlog::memory_buf_t& line) override {
    fmt::format_to(std::back_inserter(line), "<{}>",
                   priority_of(message.level));
  }
  std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<PriorityFlag>();
  }
};

}  // namespace

// JOURNAL_STREAM is "device:inode" of the stream that systemd connected.  The
// comparison is needed because the standard error of a program that a service
// starts may be redirected (systemd.exec(5)).
bool is_stderr_journal() {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat status = {};
  return stream != nullptr && ::fstat(STDERR_FILENO, &status) == 0 &&
         stream == fmt::format("{}:{}", status.st_dev, status.st_ino);
}

std::unique_ptr<spdlog::formatter> make_journal_formatter() {
  auto formatter = std::make_unique<spdlog::pattern_formatter>();
  formatter->add_flag<PriorityFlag>('*').set_pattern("%*%v");
  return formatter;
}

}  // namespace mtscomp
