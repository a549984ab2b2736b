// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/chop/chop_command.h"

#include "mtscomp/archive/chop.h"
#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/stop_on_signals.h"
#include "source/http/url/url.h"

namespace mtscomp {
namespace {

PairLocation locate(const ChopCommand& command) {
  if (command.ch_path || is_address(command.cbin_path)) {
    return locate_pair(command.cbin_path, command.ch_path, command.remote);
  }
  const RecordingFiles files = find_recording_of(command.cbin_path);
  if (!files.is_pair()) {
    throw UsageError(command.cbin_path +
                     ": not a complete pair of a .cbin and a .ch");
  }
  return locate_pair(files.path_of(files.cbin_name),
                     files.path_of(files.ch_name));
}

}  // namespace

int run_chop(const ChopCommand& command) {
  const PairLocation pair = locate(command);
  const StopOnSignals stop;
  try {
    chop(pair, command.n_chunks, command.out_path,
         pair.is_remote() ? command.remote.n_connections : 1, stop.token());
  } catch (const Stopped& stopped) {
    print_message("mtscomp-chop", stopped.what());
    return stop.exit_code();
  }
  return kExitOk;
}

}  // namespace mtscomp
