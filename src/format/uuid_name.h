// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Names with a UUID in them, as on the International Brain Laboratory's public
// server: the files of one recording have three different ones.
#pragma once

#include <string_view>

namespace mtscomp {

// "x.ap.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c" -> "x.ap".  The stem of any other
// name stays as it is.  A UUID is lower-case, with hyphens, and not all there
// is of a name.  One that follows another stays: what is left never ends in a
// UUID, and so is never the name of a file that keeps its own.
std::string_view without_uuid(std::string_view stem);

}  // namespace mtscomp
