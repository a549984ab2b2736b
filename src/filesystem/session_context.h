// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What every FUSE operation finds behind its request.
#pragma once

#include <atomic>
#include <functional>

#include "filesystem/fuse_api.h"
#include "filesystem/handle_table.h"
#include "mtscomp/filesystem/view.h"

namespace mtscomp {

struct SessionContext {
  View& view;
  std::function<void()> on_ready;  // Called once, when the kernel has answered.
  fuse_session* session = nullptr;
  std::atomic<bool> has_failed = false;  // on_ready has thrown.
  std::atomic<bool> can_expire = false;  // As can_expire_entries().
  HandleTable<FileHandle> files = {};
  HandleTable<DirectoryHandle> directories = {};
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
