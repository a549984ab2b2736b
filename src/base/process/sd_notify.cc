// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/sd_notify.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

bool notify_service(const std::string& state) noexcept {
  const char* const path = std::getenv("NOTIFY_SOCKET");
  if (path == nullptr) {
    return true;
  }
  const std::size_t length = std::strlen(path);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (length == 0 || length >= sizeof(address.sun_path)) {
    return false;
  }
  std::memcpy(address.sun_path, path, length);
  if (path[0] == '@') {
    address.sun_path[0] = '\0';  // In the abstract namespace.
  }
  const FileDescriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const auto address_size =
      static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
  return socket.get() >= 0 &&
         ::sendto(socket.get(), state.data(), state.size(), MSG_NOSIGNAL,
                  reinterpret_cast<const sockaddr*>(&address),
                  address_size) == static_cast<ssize_t>(state.size());
}

}  // namespace mtscomp
