// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// MTSCOMP_API marks the declarations that a program linked with the shared
// library can use.  Every installed header opens its namespace with
// MTSCOMP_API.  All other symbols are hidden, because the library is compiled
// with -fvisibility=hidden.  https://gcc.gnu.org/wiki/Visibility
#pragma once

#define MTSCOMP_API [[gnu::visibility("default")]]
