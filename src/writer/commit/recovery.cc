// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/recovery.h"

#include <fmt/format.h>

#include <string_view>

#include "base/files/output/partial_files.h"
#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"
#include "writer/commit/header_matches.h"

namespace mtscomp {
namespace {

[[noreturn]] void refuse(const FileLocation& file, const FileLocation& aside,
                         std::string_view why) {
  throw UsageError(fmt::format("{}: cannot restore the backup {}: {}",
                               file.path(), aside.path(), why));
}

[[noreturn]] void refuse_taken(const FileLocation& file,
                               const FileLocation& aside) {
  refuse(
      file, aside,
      fmt::format("{0} is in the way; rename {0} or the backup", file.path()));
}

// Files of one pair that interrupted writers left.
class Recovery {
 public:
  Recovery(const FileLocation& cbin, const FileLocation& ch, OwnPartial own)
      : cbin_(cbin),
        ch_(ch),
        data_(find_partials(cbin, own)),
        headers_(find_partials(ch)) {
    refuse_live_writer(data_, cbin_);
    refuse_live_writer(headers_, ch_);
  }

  bool is_empty() const {
    return data_.backups.empty() && headers_.backups.empty();
  }

  void settle() {
    if (!is_empty()) {
      settle_kept();
    } else if (is_uncommitted()) {
      cbin_.remove();
    }
    remove_abandoned();
  }

 private:
  void settle_kept() const {
    refuse_those_of_others();
    if (header_matches(cbin_, ch_)) {
      remove_kept();  // The new pair is complete.
      return;
    }
    const bool is_data_back = put_data_back();
    put_header_back(is_data_back);
  }

  void refuse_those_of_others() const {
    for (const BackupFile& header : headers_.backups) {
      if (header.suffix != backup_suffix_of(cbin_.name())) {
        refuse(ch_, header.location,
               "the backup belongs to another data file; rename the backup");
      }
    }
    for (const Partials* const partials : {&data_, &headers_}) {
      if (partials->backups.size() > 1) {
        refuse(partials == &data_ ? cbin_ : ch_, partials->backups[0].location,
               fmt::format("there is a second backup, {}; rename one of the "
                           "two backups",
                           partials->backups[1].location.path()));
      }
    }
  }

  void remove_abandoned() const {
    for (const Partials* const partials : {&data_, &headers_}) {
      for (const AbandonedPartial& abandoned : partials->abandoned) {
        abandoned.location.remove();
      }
    }
  }

  void remove_kept() const {
    for (const Partials* const partials : {&data_, &headers_}) {
      for (const BackupFile& kept : partials->backups) {
        kept.location.remove();
      }
    }
  }

  // Whether an interrupted writer published the .cbin, but not its .ch.
  bool is_uncommitted() const {
    return !ch_.is_there() && is_left_uncommitted(cbin_, data_, headers_);
  }

  bool put_data_back() const {
    if (data_.backups.empty()) {
      return false;
    }
    const FileLocation& aside = data_.backups[0].location;
    if (is_uncommitted()) {
      cbin_.remove();
    }
    // Do this first: an abandoned .ch may also describe the restored .cbin,
    // which would then look uncommitted.
    remove_abandoned();
    if (!rename_without_replacing(aside, cbin_)) {
      refuse_taken(cbin_, aside);
    }
    return true;
  }

  // The .ch belongs to the .cbin that was just restored, or to one that was not
  // yet renamed.  It is never restored beside a .cbin that it does not
  // describe.  If there is no .cbin, the .ch stays a backup: its .cbin was
  // removed, or is a backup of a writer on another host.
  void put_header_back(bool is_data_back) const {
    if (headers_.backups.empty() || !cbin_.is_there()) {
      return;
    }
    const FileLocation& aside = headers_.backups[0].location;
    const bool may_be_of_others =
        !is_data_back && described_size(aside).has_value();
    if (may_be_of_others && !header_matches(cbin_, aside)) {
      refuse(ch_, aside,
             fmt::format("the backup does not describe {0}; rename {0} or the "
                         "backup",
                         cbin_.path()));
    }
    if (!rename_without_replacing(aside, ch_)) {
      refuse_taken(ch_, aside);
    }
  }

  const FileLocation& cbin_;
  const FileLocation& ch_;
  Partials data_;
  Partials headers_;
};

}  // namespace

bool is_left_by_killed_writer(const FileLocation& cbin,
                              const FileLocation& ch) {
  const Partials data = find_partials(cbin, OwnPartial::kIgnore);
  const Partials headers = find_partials(ch);
  return !data.backups.empty() || !headers.backups.empty() ||
         (!ch.is_there() && data.writers.empty() &&
          is_left_uncommitted(cbin, data, headers));
}

// The partial .cbin of OutputFile is the lock: only one process cleans up.
void recover_pair(const FileLocation& cbin, const FileLocation& ch) {
  if (!Recovery(cbin, ch, OwnPartial::kCount).is_empty()) {
    recover_as_writer(OutputFile(cbin), ch);
  }
}

void recover_as_writer(const OutputFile& cbin, const FileLocation& ch) {
  Recovery(cbin.target(), ch, OwnPartial::kIgnore).settle();
}

}  // namespace mtscomp
