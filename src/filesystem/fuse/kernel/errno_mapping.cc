// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/kernel/errno_mapping.h"

#include <cerrno>
#include <new>
#include <system_error>

namespace mtscomp {

int errno_from_current_exception() noexcept {
  try {
    throw;
  } catch (const std::system_error& error) {
    return error.code().value() > 0 ? error.code().value() : EIO;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (...) {
    return EIO;
  }
}

}  // namespace mtscomp
