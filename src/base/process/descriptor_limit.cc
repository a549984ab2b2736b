// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/descriptor_limit.h"

#include <sys/resource.h>

namespace mtscomp {

std::uint64_t raise_descriptor_limit() noexcept {
  rlimit limit = {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const rlimit raised = {.rlim_cur = limit.rlim_max,
                         .rlim_max = limit.rlim_max};
  return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur
                                                  : limit.rlim_cur;
}

}  // namespace mtscomp
