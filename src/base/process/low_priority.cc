// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/low_priority.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace mtscomp {

void lower_priority() {
  // <linux/ioprio.h> has these constants only since Linux 5.15, and glibc has
  // no function for this call.
  constexpr int kWhoProcess = 1;
  constexpr int kClassIdle = 3;
  constexpr int kClassShift = 13;
  constexpr int kLowest = 19;
  ::setpriority(PRIO_PROCESS, 0, kLowest);
  ::syscall(SYS_ioprio_set, kWhoProcess, 0, kClassIdle << kClassShift);
}

}  // namespace mtscomp
