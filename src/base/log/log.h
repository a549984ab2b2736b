// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Sets up spdlog's default logger, the only global object of the project.  All
// other code logs with spdlog::info(), spdlog::warn() and so on.
#pragma once

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace mtscomp {

enum class LogTarget { kStderr, kSyslog, kFile };

struct LogOptions {
  LogTarget target = LogTarget::kStderr;
  std::string program = "mtscompfs";  // Name in syslog.
  // Path of the log file for kFile.  Lines are appended to the file.
  std::string file;
  // Lowest level that is logged: trace, debug, info, warning, error or
  // critical.  "off" logs nothing.
  std::string level = "info";
};

using Log = std::shared_ptr<spdlog::logger>;

// Checks the name of a log level.
// Throws: UsageError if `level` is not a valid LogOptions::level.
void check_log_level(const std::string& level);

// Opens the target of a log.
// Throws: UsageError for an unknown level or a file that cannot be opened.
Log open_log(const LogOptions& options);

// Makes `log` spdlog's default logger.
// Requires: no other thread may log during the call.
void use_log(Log log) noexcept;

// Calls open_log() and use_log().  Throws: like open_log().
void set_up_log(const LogOptions& options);

}  // namespace mtscomp
