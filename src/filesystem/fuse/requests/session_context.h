// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What every FUSE operation finds behind its request.
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
  std::function<void()> on_ready;  // Called once, when the kernel has answered.
  fuse_session* session = nullptr;
  std::atomic<bool> has_failed = false;  // on_ready has thrown.
  std::atomic<bool> can_expire = false;  // As can_expire_entries().
  HandleTable<FileHandle> files = {};
  ListingMemory listings = ListingMemory();
  HandleTable<DirectoryHandle> directories = {};
  // Whether requests carry thread numbers of this process' own namespace.
  bool knows_own_threads = false;
  // Threads that take requests and may wait for the source; and those that do
  // (ask_source.h).
  unsigned max_waiting = 0;
  std::atomic<unsigned> n_waiting = 0;
  // Reads of plain files have threads of their own, so that slow reads delay no
  // look-up.
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
