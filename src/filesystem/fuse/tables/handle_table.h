// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What one open() and one opendir() keep, under the numbers that travel through
// the kernel.  The table owns them, so that a session that is ended while files
// are open leaves none behind.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "filesystem/view/name_index_cache.h"
#include "filesystem/view/node.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/mutex.h"
#include "mtscomp/reader/recording.h"
#include "reader/readahead.h"
#include "source/local/source_directory.h"

namespace mtscomp {

struct FileHandle {
  NodePtr node;
  // Of these, one is set.
  std::shared_ptr<const Recording> recording;
  FileDescriptor file;  // Of what passes through.
  // With a recording.
  std::shared_ptr<Readahead> streams;
};

// A listing is taken once, when the directory is opened: each name that stays
// appears once, whatever is added or removed meanwhile.
struct DirectoryHandle {
  std::uint64_t inode = 0;
  std::optional<SourceDirectory> directory;  // None: that of the status.
  NameIndexPtr names;                        // With a directory.
  std::vector<ViewEntry> entries;
  std::shared_ptr<const void> memory = nullptr;  // As listing_memory.h.

  // Bytes of the listing, roughly.
  std::size_t size() const {
    std::size_t bytes = names ? names->memory() : 0;
    for (const ViewEntry& entry : entries) {
      bytes += sizeof(entry) + entry.name.capacity();
    }
    return bytes;
  }
};

// Thread-safe.
template <typename Handle>
class HandleTable {
 public:
  using HandlePtr = std::shared_ptr<const Handle>;

  // Returns its number, never used again.
  std::uint64_t insert(Handle handle) {
    auto shared = std::make_shared<const Handle>(std::move(handle));
    const MutexLock lock(mutex_);
    handles_.emplace(++last_number_, std::move(shared));
    return last_number_;
  }

  // Requires: the number came from insert() and was not erased.
  HandlePtr find(std::uint64_t number) const {
    const MutexLock lock(mutex_);
    return handles_.at(number);
  }

  // Any that the condition holds for, or null.
  template <typename Condition>
  HandlePtr find_if(const Condition& condition) const {
    const MutexLock lock(mutex_);
    for (const auto& [number, handle] : handles_) {
      if (condition(*handle)) {
        return handle;
      }
    }
    return nullptr;
  }

  void erase(std::uint64_t number) {
    HandlePtr erased;  // Closed after unlocking.
    const MutexLock lock(mutex_);
    erased = std::move(handles_.extract(number).mapped());
  }

  std::size_t size() const {
    const MutexLock lock(mutex_);
    return handles_.size();
  }

 private:
  mutable Mutex mutex_;
  std::unordered_map<std::uint64_t, HandlePtr> handles_ GUARDED_BY(mutex_);
  std::uint64_t last_number_ GUARDED_BY(mutex_) = 0;
};

}  // namespace mtscomp
