// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/error.h"

#include <cerrno>
#include <filesystem>
#include <new>
#include <system_error>

#include "base/text/escape_control.h"

namespace mtscomp {

void throw_system_error(int error_number, std::string_view what) {
  throw std::system_error(error_number, std::generic_category(),
                          std::string(what));
}

void throw_errno(std::string_view what) { throw_system_error(errno, what); }

bool is_unsupported(int error_number) {
  return error_number == EINVAL || error_number == ENOSYS ||
         error_number == EOPNOTSUPP || error_number == EPERM;
}

std::string current_exception_message() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return "out of memory";  // A short text, for which no memory is allocated.
  } catch (const std::filesystem::filesystem_error& error) {
    // what() has a function name at its start and the path at its end.
    return escape_control(error.path1().string() + ": " +
                          error.code().message());
  } catch (const std::exception& error) {
    return escape_control(error.what());
  } catch (...) {
    return "unknown error";
  }
}

}  // namespace mtscomp
