// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/headers/header_memory.h"

#include <fmt/format.h>

#include <cerrno>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Maximum memory for each byte of a small header's text: a list of one-digit
// numbers, as text, JSON and vectors.
constexpr std::uint64_t kPerByte = 32;

}  // namespace

// Any small header fits if no other is being parsed.
static_assert(HeaderMemory::kSmall >= kPerByte * HeaderMemory::kLarge);

HeaderMemory::Turn::Turn(HeaderMemory& memory, std::uint64_t size)
    : memory_(memory), cost_(kPerByte * size), is_large_(size > kLarge) {
  const MutexLock lock(memory_.mutex_);
  while (!memory_.has_room(is_large_, cost_)) {
    memory_.changed_.wait(memory_.mutex_);
  }
  if (is_large_) {
    memory_.has_large_ = true;
  } else {
    memory_.small_used_ += cost_;
  }
}

HeaderMemory::Turn::~Turn() {
  {
    const MutexLock lock(memory_.mutex_);
    if (is_large_) {
      memory_.has_large_ = false;
    } else {
      memory_.small_used_ -= cost_;
    }
  }
  memory_.changed_.notify_all();
}

bool HeaderMemory::has_room(bool is_large, std::uint64_t cost) const {
  return is_large ? !has_large_ : small_used_ + cost <= kSmall;
}

HeaderMemory::TableShare::TableShare(HeaderMemory& memory, std::uint64_t bytes,
                                     std::string_view name)
    : memory_(memory), bytes_(bytes) {
  const MutexLock lock(memory_.mutex_);
  if (memory_.tables_used_ + bytes > memory_.tables_) {
    throw_system_error(
        ENOMEM,
        fmt::format("{}: out of memory: {} bytes needed for the chunk table, "
                    "but open recordings use {} of {} bytes; close some "
                    "recordings",
                    name, bytes, memory_.tables_used_, memory_.tables_));
  }
  memory_.tables_used_ += bytes;
}

HeaderMemory::TableShare::~TableShare() {
  const MutexLock lock(memory_.mutex_);
  memory_.tables_used_ -= bytes_;
}

}  // namespace mtscomp
