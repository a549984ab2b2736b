// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/attribute_operations.h"

#include <cerrno>
#include <string>

#include "filesystem/fuse/requests/reply.h"
#include "filesystem/fuse/requests/session_context.h"
#include "filesystem/view/recording_attributes.h"

namespace mtscomp {
namespace {

// With a size of 0, the caller requests only the size of the value.
void reply_attribute(fuse_req_t request, const std::string& value,
                     std::size_t size) {
  if (size == 0) {
    fuse_reply_xattr(request, value.size());
  } else if (value.size() > size) {
    fuse_reply_err(request, ERANGE);
  } else {
    fuse_reply_buf(request, value.data(), value.size());
  }
}

void on_getxattr(fuse_req_t request, fuse_ino_t inode, const char* name,
                 std::size_t size) {
  reply_or_error(request, [&] {
    const NodePtr node = view_of(request).inodes.find(inode);
    for (const Attribute& attribute : attributes_of(*node)) {
      if (attribute.name == name) {
        reply_attribute(request, attribute.value, size);
        return;
      }
    }
    fuse_reply_err(request, ENODATA);
  });
}

void on_listxattr(fuse_req_t request, fuse_ino_t inode, std::size_t size) {
  reply_or_error(request, [&] {
    const NodePtr node = view_of(request).inodes.find(inode);
    std::string names;
    for (const Attribute& attribute : attributes_of(*node)) {
      names += attribute.name + '\0';
    }
    reply_attribute(request, names, size);
  });
}

}  // namespace

void add_attribute_operations(fuse_lowlevel_ops& operations) {
  operations.getxattr = on_getxattr;
  operations.listxattr = on_listxattr;
}

}  // namespace mtscomp
