// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Sets up spdlog's default logger, the one global of the project.  Everything
// else logs through spdlog::info() and its siblings.
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
  std::string program = "mtscompfs";  // How syslog names us.
  std::string file;                   // For kFile: appended to.
  std::string level = "info";  // trace debug info warning error critical off
};

using Log = std::shared_ptr<spdlog::logger>;

// Throws: UsageError for what is no LogOptions::level.
void check_log_level(const std::string& level);

// Opens what is logged to.
// Throws: UsageError for an unknown level or a file that cannot be opened.
Log open_log(const LogOptions& options);

// Makes it the default.  Requires: no other thread logs meanwhile.
void use_log(Log log) noexcept;

// Both.  Throws: as open_log().
void set_up_log(const LogOptions& options);

}  // namespace mtscomp
