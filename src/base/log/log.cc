// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/log/log.h"

#include <fmt/format.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <spdlog/spdlog.h>
#include <sys/syslog.h>

#include <memory>
#include <utility>

#include "base/log/journal_format.h"
#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

spdlog::level::level_enum parse_level(const std::string& name) {
  const spdlog::level::level_enum level = spdlog::level::from_str(name);
  // from_str() returns "off" for unknown names.
  if (level == spdlog::level::off && name != "off") {
    throw UsageError(
        fmt::format("log level \"{}\": expected trace, debug, info, warning, "
                    "error, critical or off",
                    name));
  }
  return level;
}

// Escapes control characters, which file names and texts from headers in a
// message may contain.
class OneLineLogger : public spdlog::logger {
 public:
  using spdlog::logger::logger;

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const std::string line =
        escape_control({message.payload.data(), message.payload.size()});
    spdlog::details::log_msg escaped = message;
    escaped.payload = line;
    spdlog::logger::sink_it_(escaped);
  }
};

spdlog::sink_ptr make_sink(const LogOptions& options) {
  switch (options.target) {
    case LogTarget::kSyslog:
      return std::make_shared<spdlog::sinks::syslog_sink_mt>(
          options.program, LOG_PID, LOG_DAEMON, /*enable_formatting=*/false);
    case LogTarget::kFile:
      return std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file);
    case LogTarget::kStderr:
      break;
  }
  return std::make_shared<spdlog::sinks::stderr_sink_mt>();
}

}  // namespace

void check_log_level(const std::string& level) { parse_level(level); }

Log open_log(const LogOptions& options) try {
  const auto logger =
      std::make_shared<OneLineLogger>(options.program, make_sink(options));
  logger->set_level(parse_level(options.level));
  if (options.target == LogTarget::kStderr && is_stderr_journal()) {
    logger->set_formatter(make_journal_formatter());
  }
  logger->flush_on(spdlog::level::trace);
  return logger;
} catch (const spdlog::spdlog_ex& error) {
  throw UsageError(error.what());
}

void use_log(Log log) noexcept { spdlog::set_default_logger(std::move(log)); }

void set_up_log(const LogOptions& options) { use_log(open_log(options)); }

}  // namespace mtscomp
