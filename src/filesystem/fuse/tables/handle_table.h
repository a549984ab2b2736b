// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tables of handles: the state of open files and open directories.  The kernel
// stores the number of each handle.  A table owns its handles.  If the session
// ends while files are open, the table closes the handles.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "filesystem/view/name_index_cache.h"
#include "filesystem/view/node.h"
#include "mtscomp/base/mutex.h"
#include "mtscomp/reader/recording.h"
#include "mtscomp/source/source_file.h"
#include "reader/readahead.h"
#include "source/source_directory.h"

namespace mtscomp {

struct FileHandle {
  NodePtr node;  // The node of a status file contains the text.
  // Null unless the file is a recording.
  std::shared_ptr<const Recording> recording;
  // Null if the file is a recording or a status file.
  SourceFilePtr file;
  // Null unless the file is a recording.
  std::shared_ptr<Readahead> streams;
};

// The listing is read once, when the directory is opened.  A name that exists
// all the time is listed exactly once, even if other files are created or
// removed meanwhile.
struct DirectoryHandle {
  std::uint64_t inode = 0;
  // Null for the status directory.
  std::unique_ptr<const SourceDirectory> directory;
  NameIndexPtr names;  // Null for the status directory.
  std::vector<ViewEntry> entries;
  std::shared_ptr<const void> memory = nullptr;  // From ListingMemory.

  // Returns the approximate size of the listing, in bytes.
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

  // Returns the handle's number, which is never reused.
  std::uint64_t insert(Handle handle) {
    auto shared = std::make_shared<const Handle>(std::move(handle));
    const MutexLock lock(mutex_);
    handles_.emplace(++last_number_, std::move(shared));
    return last_number_;
  }

  // Returns the handle with this number.
  // Requires: the number must come from insert() and must not be erased.
  HandlePtr find(std::uint64_t number) const {
    const MutexLock lock(mutex_);
    return handles_.at(number);
  }

  // Returns any handle for which `condition` is true, or null if there is no
  // such handle.
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
    HandlePtr erased;  // Destroyed after the mutex is unlocked.
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
