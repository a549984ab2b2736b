// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/chop/chop_command.h"

#include "mtscomp/archive/chop.h"
#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/stop_on_signals.h"

namespace mtscomp {

int run_chop(const ChopCommand& command) {
  const RecordingFiles files = find_recording_of(command.cbin_path);
  if (!files.is_pair()) {
    throw UsageError(command.cbin_path +
                     ": not a complete pair of a .cbin and a .ch");
  }
  const StopOnSignals stop;
  try {
    chop(files.path_of(files.cbin_name), files.path_of(files.ch_name),
         command.n_chunks, command.out_path, stop.token());
  } catch (const Stopped& stopped) {
    print_message("mtscomp-chop", stopped.what());
    return stop.exit_code();
  }
  return kExitOk;
}

}  // namespace mtscomp
