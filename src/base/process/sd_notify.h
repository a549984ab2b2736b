// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reports the state of this process to the service manager that started it
// (sd_notify(3): one datagram to the socket that NOTIFY_SOCKET names).
//
// libsystemd is not used, since it cannot be linked statically and no other
// function of it is needed.
#pragma once

#include <string>

namespace mtscomp {

// Sends lines such as "READY=1".  Returns false if sending failed.  Without a
// service manager, sends nothing and returns true.
bool notify_service(const std::string& state) noexcept;

}  // namespace mtscomp
