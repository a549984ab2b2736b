// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tells the service manager that started this process how it is doing
// (sd_notify(3): one datagram to the socket that NOTIFY_SOCKET names).
//
// Written out rather than taken from libsystemd, which cannot be linked
// statically and would be all that the programs use of it.
#pragma once

#include <string>

namespace mtscomp {

// `state` is lines such as "READY=1".  Returns false if it could not be sent;
// without a service manager nothing is sent, which is fine.
bool notify_service(const std::string& state) noexcept;

}  // namespace mtscomp
