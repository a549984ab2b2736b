// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Names with a UUID, as on the public server of the International Brain
// Laboratory.  The UUIDs of the files of one recording differ.
#pragma once

#include <string_view>

namespace mtscomp {

// "x.ap.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c" -> "x.ap".  Other stems are
// returned unchanged: a UUID is lower-case, has hyphens, and is not the whole
// stem.  A stem that ends in two UUIDs is unchanged too, so no result ends in a
// UUID.
std::string_view without_uuid(std::string_view stem);

}  // namespace mtscomp
