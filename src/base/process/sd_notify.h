// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reports the state of this process to the service manager that started it
// (sd_notify(3): one datagram to the socket that NOTIFY_SOCKET names).
//
// libsystemd is not used, because it cannot be linked statically.  This project
// needs only this one of its functions.
#pragma once

#include <string>

namespace mtscomp {

// Sends `state`: one or more lines such as "READY=1".  Returns true if `state`
// was sent, and false if sending failed.  If no service manager started this
// process, sends nothing and returns true.
bool notify_service(const std::string& state) noexcept;

}  // namespace mtscomp
