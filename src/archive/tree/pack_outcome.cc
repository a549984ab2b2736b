// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/pack_outcome.h"

namespace mtscomp {

std::string_view serialize_pack_status(PackStatus status) {
  switch (status) {
    case PackStatus::kPacked:
      return "packed";
    case PackStatus::kDone:
      return "done";
    case PackStatus::kYoung:
      return "young";
    case PackStatus::kSymlink:
      return "symlink";
    case PackStatus::kStopped:
      return "stopped";
    case PackStatus::kPlanned:
      return "planned";
    case PackStatus::kFailed:
      break;
  }
  return "failed";
}

}  // namespace mtscomp
