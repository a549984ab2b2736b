// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pair_output.h"

#include <optional>

#include "mtscomp/base/partial_name.h"
#include "writer/replaced_pair.h"

namespace mtscomp {
namespace {

void publish_both(OutputFile& cbin, OutputFile& ch, Existing existing) {
  cbin.publish(existing);
  sync_directory_of(cbin.path());
  ch.publish(existing);
  sync_directory_of(ch.path());
}

}  // namespace

void publish_pair(OutputFile& cbin, OutputFile& ch, Existing existing) {
  cbin.sync();
  ch.sync();
  std::optional<SetAside> old_ch;
  std::optional<SetAside> old_cbin;
  if (existing == Existing::kReplace) {
    cbin.take_permissions();
    ch.take_permissions();
    old_ch.emplace(ch.path(), replaced_header_suffix(cbin.path()));
    sync_directory_of(ch.path());
    old_cbin.emplace(cbin.path(), kReplacedDataSuffix);
    sync_directory_of(cbin.path());
  }
  try {
    publish_both(cbin, ch, existing);
  } catch (...) {
    ch.withdraw();
    cbin.withdraw();
    throw;
  }
  if (old_ch) {
    old_ch->discard();
    old_cbin->discard();
  }
}

}  // namespace mtscomp
