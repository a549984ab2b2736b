// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/tables/listing_memory.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <string>

#include "mtscomp/base/error.h"

namespace mtscomp {

std::shared_ptr<const void> ListingMemory::take(std::size_t bytes) {
  const std::size_t before = used_.fetch_add(bytes);
  std::shared_ptr<const void> share(
      this, [this, bytes](const void*) { used_ -= bytes; });
  if (before > 0 && before + bytes > bound_) {
    const std::string problem = fmt::format(
        "out of memory for the listing of a directory: {} bytes needed, but "
        "open directories use {} of {} bytes; close some directories",
        bytes, before, bound_);
    spdlog::error("{}", problem);
    throw_system_error(ENOMEM, problem);
  }
  return share;
}

}  // namespace mtscomp
