// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/error_cache.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

bool is_shortage(const std::error_code& code) {
  const int number = code.value();
  return number == ENOMEM || number == ENOBUFS || number == EMFILE ||
         number == ENFILE || number == EAGAIN || number == EINTR;
}

ErrorCache::Clock::duration memory_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const CorruptChunkError&) {
    return ErrorCache::kCorruptMemory;
  } catch (const std::system_error& failure) {
    if (failure.code() == std::errc::timed_out) {
      return ErrorCache::kTimedOutMemory;
    }
    return is_shortage(failure.code()) ? ErrorCache::Clock::duration::zero()
                                       : ErrorCache::kUnreadMemory;
  } catch (...) {
    return ErrorCache::Clock::duration::zero();
  }
}

}  // namespace

std::exception_ptr ErrorCache::find(const ChunkKey& key,
                                    Clock::time_point now) {
  if (is_empty_) {
    return nullptr;
  }
  const MutexLock lock(mutex_);
  const auto at = failures_.find(key);
  if (at == failures_.end()) {
    return nullptr;
  }
  if (now < at->second.expires) {
    return at->second.error;
  }
  failures_.erase(at);
  is_empty_ = failures_.empty();
  return nullptr;
}

void ErrorCache::remember(const ChunkKey& key, std::exception_ptr error,
                          Clock::time_point now) {
  const Clock::duration memory = memory_of(error);
  if (memory == Clock::duration::zero()) {
    return;
  }
  const MutexLock lock(mutex_);
  if (failures_.size() == kMaxChunks) {
    failures_.clear();
  }
  failures_[key] = {.error = std::move(error), .expires = now + memory};
  is_empty_ = false;
}

void ErrorCache::clear() {
  const MutexLock lock(mutex_);
  failures_.clear();
  is_empty_ = true;
}

}  // namespace mtscomp
