// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/header_admission.h"

namespace mtscomp {

HeaderAdmission::Turn::Turn(HeaderAdmission& admission, std::uint64_t size)
    : admission_(admission), is_large_(size > kLarge) {
  if (!is_large_) {
    return;
  }
  const MutexLock lock(admission_.mutex_);
  while (admission_.is_taken_) {
    admission_.is_free_.wait(admission_.mutex_);
  }
  admission_.is_taken_ = true;
}

HeaderAdmission::Turn::~Turn() {
  if (!is_large_) {
    return;
  }
  {
    const MutexLock lock(admission_.mutex_);
    admission_.is_taken_ = false;
  }
  admission_.is_free_.notify_one();
}

}  // namespace mtscomp
