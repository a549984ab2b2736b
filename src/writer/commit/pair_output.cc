// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/pair_output.h"

#include <optional>

#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"
#include "writer/commit/backup.h"

namespace mtscomp {
namespace {

void require_in_place(const OutputFile& cbin) {
  if (!cbin.is_in_place()) {
    throw UsageError(cbin.target().path() +
                     ": another process replaced or removed it; the new pair "
                     "was discarded");
  }
}

// Checks the .cbin again after the .ch is published: meanwhile, another writer
// may have treated this .cbin as an older file and replaced it.
void publish_both(OutputFile& cbin, OutputFile& ch) {
  cbin.publish(Existing::kRefuse);
  cbin.target().directory().sync();
  require_in_place(cbin);
  ch.publish(Existing::kRefuse);
  require_in_place(cbin);
  ch.target().directory().sync();
}

OlderPair read_status(const FileLocation& cbin, const FileLocation& ch) {
  return {.cbin = cbin.directory().status(cbin.name()),
          .ch = ch.directory().status(ch.name())};
}

// The older pair, while the new one is published.
class ReplacedPair {
 public:
  ReplacedPair(OutputFile& cbin, OutputFile& ch, const OlderPair& older)
      : cbin_(cbin), ch_(ch), older_(older) {}

  void set_aside() {
    if (older_.cbin) {
      // Fail before anything is changed.
      require_same(cbin_.target(), *older_.cbin);
    }
    if (older_.ch) {
      ch_.take_permissions();
      old_ch_.emplace(ch_.target(), backup_suffix_of(cbin_.target().name()),
                      *older_.ch);
      ch_.target().directory().sync();
    }
    if (older_.cbin) {
      cbin_.take_permissions();
      old_cbin_.emplace(cbin_.target(), kBackupSuffix, *older_.cbin);
      cbin_.target().directory().sync();
    }
  }

  // If another writer has published its .cbin, the old .ch is not restored: it
  // would not describe this .cbin.
  void restore() {
    if (old_cbin_) {
      old_cbin_->restore_over(cbin_);
      old_cbin_->restore();
    }
    if (old_ch_ && !is_older_data_in_place()) {
      old_ch_->leave();
    } else if (old_ch_) {
      old_ch_->restore_over(ch_);
      old_ch_->restore();
    }
  }

  bool is_older_data_in_place() const {
    const FileLocation& cbin = cbin_.target();
    return is_same_file(cbin.directory().status(cbin.name()), older_.cbin);
  }

  // The .cbin goes first: a writer killed in between leaves only a backup of a
  // .ch, which cannot be mistaken for a complete pair.
  void discard() noexcept {
    if (old_cbin_) {
      old_cbin_->discard();
    }
    if (old_ch_) {
      old_ch_->discard();
    }
  }

 private:
  OutputFile& cbin_;
  OutputFile& ch_;
  const OlderPair& older_;
  std::optional<Backup> old_ch_;
  std::optional<Backup> old_cbin_;
};

}  // namespace

bool OlderPair::is_same_as(const OlderPair& other) const {
  return is_same_file(cbin, other.cbin) && is_same_file(ch, other.ch);
}

OlderPair OlderPair::find(const FileLocation& cbin, const FileLocation& ch) {
  constexpr int kAttempts = 100;
  OlderPair before = read_status(cbin, ch);
  for (int i = 0; i < kAttempts; ++i) {
    OlderPair now = read_status(cbin, ch);
    if (now.is_same_as(before)) {
      return now;
    }
    before = now;
  }
  throw BusyError(cbin.path() +
                  ": another process is writing this file; try again when "
                  "it has finished");
}

void publish_pair(OutputFile& cbin, OutputFile& ch, const OlderPair& older) {
  cbin.sync();
  ch.sync();
  ReplacedPair replaced(cbin, ch, older);
  try {
    replaced.set_aside();
    publish_both(cbin, ch);
  } catch (...) {
    ch.withdraw();
    cbin.withdraw();
    replaced.restore();
    throw;
  }
  replaced.discard();
}

}  // namespace mtscomp
