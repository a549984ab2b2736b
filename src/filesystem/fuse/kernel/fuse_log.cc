// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/kernel/fuse_log.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <string>
#include <string_view>

#include "filesystem/fuse/kernel/fuse_api.h"

namespace mtscomp {
namespace {

spdlog::level::level_enum level_of(fuse_log_level level) {
  switch (level) {
    case FUSE_LOG_DEBUG:
      return spdlog::level::trace;
    case FUSE_LOG_INFO:
    case FUSE_LOG_NOTICE:
      return spdlog::level::info;
    case FUSE_LOG_WARNING:
      return spdlog::level::warn;
    default:
      return spdlog::level::err;
  }
}

void log_from_fuse(fuse_log_level level, const char* format, va_list values) {
  // request_trace.h logs requests in more detail.
  if (std::string_view(format).starts_with("unique: %llu, opcode")) {
    return;
  }
  constexpr std::size_t kMaxLine = 1024;
  std::string line(kMaxLine, '\0');
  const int size = std::vsnprintf(line.data(), line.size(), format, values);
  line.resize(
      std::min(kMaxLine - 1, static_cast<std::size_t>(std::max(0, size))));
  while (!line.empty() && line.back() == '\n') {
    line.pop_back();
  }
  spdlog::log(level_of(level), "libfuse: {}", line);
}

}  // namespace

bool logs_replies() { return spdlog::should_log(spdlog::level::trace); }

void log_for_fuse() { fuse_set_log_func(log_from_fuse); }

}  // namespace mtscomp
