// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The state of a session.  Every FUSE operation gets this state with its
// request.
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
  // Whether the thread IDs in requests are IDs in this process's PID namespace.
  bool knows_own_threads = false;
  // Maximum number of request threads that may wait for the source
  // (ask_source.h).
  unsigned max_waiting = 0;
  // Number of request threads that are waiting for the source now.
  std::atomic<unsigned> n_waiting = 0;
  // Maximum number of threads in `lookups`, and also in `reads`.  Reads of
  // source files have separate threads, so slow reads do not delay look-ups.
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
