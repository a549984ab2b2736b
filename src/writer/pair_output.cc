// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pair_output.h"

#include <optional>

#include "mtscomp/base/error.h"
#include "mtscomp/base/partial_name.h"
#include "writer/replaced_pair.h"

namespace mtscomp {
namespace {

void require_in_place(const OutputFile& cbin) {
  if (!cbin.is_in_place()) {
    throw UsageError(cbin.target().path() +
                     ": was replaced by another process; the new pair is "
                     "withdrawn");
  }
}

// The .cbin is looked at again when the .ch is there: a writer that knows
// nothing of this one might have taken the first for an older file.
void publish_both(OutputFile& cbin, OutputFile& ch) {
  cbin.publish(Existing::kRefuse);
  cbin.target().directory().sync();
  require_in_place(cbin);
  ch.publish(Existing::kRefuse);
  require_in_place(cbin);
  ch.target().directory().sync();
}

}  // namespace

OlderPair OlderPair::find(const FileLocation& cbin, const FileLocation& ch) {
  return {.cbin = cbin.directory().status(cbin.name()),
          .ch = ch.directory().status(ch.name())};
}

void publish_pair(OutputFile& cbin, OutputFile& ch, const OlderPair& older) {
  cbin.sync();
  ch.sync();
  std::optional<SetAside> old_ch;
  std::optional<SetAside> old_cbin;
  if (older.ch) {
    ch.take_permissions();
    old_ch.emplace(ch.target(), replaced_header_suffix(cbin.target().name()),
                   *older.ch);
    ch.target().directory().sync();
  }
  if (older.cbin) {
    cbin.take_permissions();
    old_cbin.emplace(cbin.target(), kReplacedDataSuffix, *older.cbin);
    cbin.target().directory().sync();
  }
  try {
    publish_both(cbin, ch);
  } catch (...) {
    ch.withdraw();
    cbin.withdraw();
    if (old_cbin) {
      old_cbin->restore_over(cbin);
    }
    if (old_ch) {
      old_ch->restore_over(ch);
    }
    throw;
  }
  if (old_ch) {
    old_ch->discard();
  }
  if (old_cbin) {
    old_cbin->discard();
  }
}

}  // namespace mtscomp
