// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The state of a session, which every FUSE operation gets with its request.
#pragma once

#include <atomic>
#include <functional>

#include "filesystem/fuse/kernel/fuse_api.h"
#include "filesystem/fuse/requests/source_threads.h"
#include "filesystem/fuse/requests/view.h"
#include "filesystem/fuse/tables/handle_table.h"
#include "filesystem/fuse/tables/listing_memory.h"

namespace mtscomp {

struct SessionContext {
  View& view;
  std::function<void()> on_ready;  // Called once, at FUSE_INIT.
  fuse_session* session = nullptr;
  std::atomic<bool> has_failed = false;  // Whether on_ready threw.
  std::atomic<bool> can_expire = false;  // See fuse_api.h.
  HandleTable<FileHandle> files = {};
  ListingMemory listings = ListingMemory();
  HandleTable<DirectoryHandle> directories = {};
  // Whether requests carry thread IDs of this process's PID namespace.
  bool knows_own_threads = false;
  // Largest number of request threads that may wait for the source, and number
  // of threads that wait now (ask_source.h).
  unsigned max_waiting = 0;
  std::atomic<unsigned> n_waiting = 0;
  // Reads of source files have separate threads, so slow reads do not delay
  // look-ups.
  static constexpr std::size_t kSourceThreads = 16;
  SourceThreads lookups = SourceThreads(kSourceThreads);
  SourceThreads reads = SourceThreads(kSourceThreads);
};

inline SessionContext& context_of(void* user_data) {
  return *static_cast<SessionContext*>(user_data);
}

inline View& view_of(fuse_req_t request) {
  return context_of(fuse_req_userdata(request)).view;
}

inline HandleTable<FileHandle>& files_of(fuse_req_t request) {
  return context_of(fuse_req_userdata(request)).files;
}

inline HandleTable<DirectoryHandle>& directories_of(fuse_req_t request) {
  return context_of(fuse_req_userdata(request)).directories;
}

}  // namespace mtscomp
