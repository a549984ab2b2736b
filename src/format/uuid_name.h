// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Names with a UUID, as on the public server of the International Brain
// Laboratory.  The UUIDs of the files of one recording differ.
#pragma once

#include <string_view>

namespace mtscomp {

// "x.ap.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c" -> "x.ap".  A UUID must be
// lower-case, have hyphens, and not be the whole stem.  Stems without such a
// UUID are returned unchanged.  A stem that ends in two UUIDs is also returned
// unchanged, so that removing a UUID never leaves another UUID at the end.
std::string_view without_uuid(std::string_view stem);

}  // namespace mtscomp
