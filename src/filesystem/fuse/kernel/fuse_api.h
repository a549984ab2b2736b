// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// libfuse's low-level interface at API version 3.12, and wrappers for
// differences between the releases of libfuse.
#pragma once

#define FUSE_USE_VERSION 312
#include <fuse.h>  // fuse_open_channel()
#include <fuse_lowlevel.h>

#include <cerrno>
#include <string>

namespace mtscomp {

// Returns true if the kernel can expire entries.  Kernels before 6.2 would drop
// the entries instead.  libfuse reports this capability since 3.14.
inline bool can_expire_entries(const fuse_conn_info& connection) {
#if FUSE_VERSION >= FUSE_MAKE_VERSION(3, 14)
  return (connection.capable & FUSE_CAP_EXPIRE_ONLY) != 0;
#else
  static_cast<void>(connection);
  return false;
#endif
}

// Expires an entry: the kernel looks up the entry again at its next use.
// Returns 0 or a negative errno.  libfuse 3.16 removed the flags argument.
// Requires: can_expire_entries() must be true.
inline int expire_entry(fuse_session* session, fuse_ino_t parent,
                        const std::string& name) {
#if FUSE_VERSION >= FUSE_MAKE_VERSION(3, 16)
  return fuse_lowlevel_notify_expire_entry(session, parent, name.c_str(),
                                           name.size());
#elif FUSE_VERSION >= FUSE_MAKE_VERSION(3, 14)
  return fuse_lowlevel_notify_expire_entry(session, parent, name.c_str(),
                                           name.size(), FUSE_LL_EXPIRE_ONLY);
#else
  static_cast<void>(session);
  static_cast<void>(parent);
  static_cast<void>(name);
  return -ENOSYS;
#endif
}

}  // namespace mtscomp
