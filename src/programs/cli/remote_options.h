// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The options of programs that read archives on servers.
#pragma once

#include "mtscomp/source/remote_options.h"

namespace CLI {
class App;
}

namespace mtscomp {

// Adds --connections, --endpoint, --region, --profile, --anonymous and
// --ca-file, which set members of `remote`.
// Requires: `remote` outlives `app`.
void define_remote_options(CLI::App& app, RemoteOptions& remote);

}  // namespace mtscomp
