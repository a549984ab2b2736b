// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Files whose bytes come from a view of mtscompfs.  Such a file proves nothing
// about a pair: comparing the two may compare the pair with itself.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// The sign of a view behind the file, as a clause for a message; nothing if it
// is a plain file.
//
// Found are a view itself and a bind mount of one.  A file system that is
// stacked on a view, or a network share of one, is found if it forwards
// extended attributes, contains the root of the view, or names a layer in the
// view.  A file whose mount cannot be determined counts as shown.
std::optional<std::string> find_view_behind(const FileDescriptor& file);

}  // namespace mtscomp
