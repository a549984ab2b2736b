// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Removes the UUID from a name.  Files on the public server of the
// International Brain Laboratory have such names.  The UUIDs of the files of
// one recording differ.
#pragma once

#include <string_view>

namespace mtscomp {

// "x.ap.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c" -> "x.ap".  A UUID must be
// lower-case, have hyphens, and not be the whole stem.  Stems without such a
// UUID are returned unchanged.  A stem that ends in two UUIDs is also returned
// unchanged, because without the last UUID it would still end in a UUID.
std::string_view without_uuid(std::string_view stem);

}  // namespace mtscomp
