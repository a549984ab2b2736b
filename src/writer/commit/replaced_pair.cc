// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/replaced_pair.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <optional>
#include <string_view>
#include <system_error>

#include "base/files/output/partial_files.h"
#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/output_file.h"
#include "writer/commit/described_size.h"
#include "writer/commit/pair_output.h"

namespace mtscomp {
namespace {

[[noreturn]] void refuse(const FileLocation& file, const FileLocation& aside,
                         std::string_view why) {
  throw UsageError(fmt::format(
      "{}: cannot restore the older version that an interrupted writer left as "
      "{}: {}; rename or remove one of them",
      file.path(), aside.path(), why));
}

[[noreturn]] void refuse_taken(const FileLocation& file,
                               const FileLocation& aside) {
  refuse(file, aside, file.path() + " is in the way");
}

// The files that interrupted writers left of one pair.
class Leftovers {
 public:
  Leftovers(const FileLocation& cbin, const FileLocation& ch, OwnPartial own)
      : cbin_(cbin),
        ch_(ch),
        data_(find_partials(cbin, own)),
        headers_(find_partials(ch)) {
    refuse_live_writer(data_, cbin_);
    refuse_live_writer(headers_, ch_);
  }

  bool is_empty() const { return data_.kept.empty() && headers_.kept.empty(); }

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
    if (is_described(cbin_, ch_)) {
      remove_kept();  // The new pair is complete.
      return;
    }
    const bool is_data_back = put_data_back();
    put_header_back(is_data_back);
  }

  void refuse_those_of_others() const {
    for (const KeptFile& header : headers_.kept) {
      if (header.suffix != replaced_header_suffix(cbin_.name())) {
        refuse(ch_, header.location, "it belongs to another data file");
      }
    }
    for (const Partials* const partials : {&data_, &headers_}) {
      if (partials->kept.size() > 1) {
        refuse(partials == &data_ ? cbin_ : ch_, partials->kept[0].location,
               "there is also " + partials->kept[1].location.path());
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
      for (const KeptFile& kept : partials->kept) {
        kept.location.remove();
      }
    }
  }

  // Whether the .cbin is the interrupted writer's: only its header is not in
  // place.
  bool is_uncommitted() const {
    return !ch_.is_there() && is_left_uncommitted(cbin_, data_, headers_);
  }

  bool put_data_back() const {
    if (data_.kept.empty()) {
      return false;
    }
    const FileLocation& aside = data_.kept[0].location;
    if (is_uncommitted()) {
      cbin_.remove();
    }
    // First: an abandoned .ch may describe this file too, which would then look
    // uncommitted.
    remove_abandoned();
    if (!rename_without_replacing(aside, cbin_)) {
      refuse_taken(cbin_, aside);
    }
    return true;
  }

  // It belongs to the .cbin that was just restored, or to one that was not yet
  // set aside.  It never goes beside data that it does not describe.  Without a
  // .cbin it stays: its own was removed, or is with a writer on another host.
  void put_header_back(bool is_data_back) const {
    if (headers_.kept.empty() || !cbin_.is_there()) {
      return;
    }
    const FileLocation& aside = headers_.kept[0].location;
    const bool may_be_of_others =
        !is_data_back && described_size(aside).has_value();
    if (may_be_of_others && !is_described(cbin_, aside)) {
      refuse(ch_, aside, cbin_.path() + " is not its data");
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

[[noreturn]] void throw_taken(const FileLocation& file) {
  throw UsageError(
      file.path() +
      ": was replaced or removed by another process while this pair was "
      "written; the new pair is withdrawn");
}

}  // namespace

// Renaming changes the ctime.
bool is_same_file(const std::optional<struct stat>& a,
                  const std::optional<struct stat>& b) {
  if (!a || !b) {
    return !a && !b;
  }
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
         a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
         a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

void require_same(const FileLocation& file, const struct stat& expected) {
  if (!is_same_file(file.directory().status(file.name()), expected)) {
    throw_taken(file);
  }
}

SetAside::SetAside(const FileLocation& file, const std::string& suffix,
                   const struct stat& expected)
    : file_(file), aside_(file.sibling(kept_name_of(file.name(), suffix))) {
  require_same(file_, expected);
  try {
    rename_file(file_, aside_);
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      throw_taken(file_);
    }
    throw;
  }
  is_aside_ = true;
  try {
    require_same(aside_,
                 expected);  // Another process may just have replaced it.
  } catch (...) {
    restore();
    throw;
  }
}

SetAside::~SetAside() { restore(); }

void SetAside::restore() noexcept {
  if (!is_aside_) {
    return;
  }
  try {
    if (!rename_without_replacing(aside_, file_)) {
      spdlog::error(
          "{}: cannot be restored, since another file has its name; "
          "its older version is {}",
          file_.path(), aside_.path());
    }
  } catch (const std::exception& error) {
    spdlog::error("{}: cannot be restored; its older version is {}: {}",
                  file_.path(), aside_.path(), error.what());
  }
  is_aside_ = false;
}

// An error may pass, and nothing else restores it now: it is tried again.
void SetAside::restore_over(const OutputFile& published) noexcept {
  constexpr int kAttempts = 3;
  for (int i = 0; is_aside_ && i < kAttempts; ++i) {
    try {
      if (published.is_in_place()) {
        rename_file(aside_, file_);
        is_aside_ = false;
      } else {
        return;
      }
    } catch (const std::system_error& error) {
      spdlog::error("{}", error.what());
    }
  }
}

void SetAside::leave() noexcept {
  if (is_aside_) {
    spdlog::error("{}: is not restored, since its data file is gone; it is {}",
                  file_.path(), aside_.path());
  }
  is_aside_ = false;
}

void SetAside::discard() noexcept {
  if (is_aside_) {
    ::unlinkat(aside_.directory().get(), aside_.name().c_str(), 0);
  }
  is_aside_ = false;
}

// The partial .cbin is the lock: of two processes that find the same remains,
// one works on them.
void settle_replaced(const FileLocation& cbin, const FileLocation& ch) {
  if (!Leftovers(cbin, ch, OwnPartial::kCount).is_empty()) {
    settle_leftovers(OutputFile(cbin), ch);
  }
}

void settle_leftovers(const OutputFile& cbin, const FileLocation& ch) {
  Leftovers(cbin.target(), ch, OwnPartial::kIgnore).settle();
}

}  // namespace mtscomp
