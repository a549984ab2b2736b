// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/replaced_pair.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "mtscomp/base/error.h"
#include "mtscomp/base/output_file.h"
#include "mtscomp/base/partial_name.h"
#include "mtscomp/writer/pair_output.h"
#include "writer/described_size.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, const std::string& aside,
                         std::string_view why) {
  throw UsageError(fmt::format(
      "{}: expected to put its older version back, which a killed writer left "
      "as {}, found {}; rename or remove one of them",
      path, aside, why));
}

// What killed writers left of one pair.
class Leftovers {
 public:
  Leftovers(const std::string& cbin_path, const std::string& ch_path)
      : cbin_path_(cbin_path),
        ch_path_(ch_path),
        data_(find_partials(cbin_path)),
        headers_(find_partials(ch_path)) {
    refuse_live_writer(data_, cbin_path_);
    refuse_live_writer(headers_, ch_path_);
  }

  void settle() {
    if (data_.kept.empty() && headers_.kept.empty()) {
      return;
    }
    refuse_those_of_others();
    if (is_described(cbin_path_, ch_path_)) {
      remove_all();  // The new pair is complete.
      return;
    }
    const bool is_data_back = put_data_back();
    put_header_back(is_data_back);
  }

 private:
  void refuse_those_of_others() const {
    for (const KeptFile& header : headers_.kept) {
      if (header.suffix != replaced_header_suffix(cbin_path_)) {
        refuse(ch_path_, header.path, "that it belongs to another data file");
      }
    }
    for (const Partials* const partials : {&data_, &headers_}) {
      if (partials->kept.size() > 1) {
        refuse(partials == &data_ ? cbin_path_ : ch_path_,
               partials->kept[0].path, partials->kept[1].path);
      }
    }
  }

  void remove_all() const {
    for (const Partials* const partials : {&data_, &headers_}) {
      for (const KeptFile& kept : partials->kept) {
        fs::remove(kept.path);
      }
    }
  }

  // Whether what lies under the name now is the killed writer's: his header
  // lacks its name alone.
  bool is_uncommitted() const {
    return !is_there(ch_path_) &&
           is_described_by_any(cbin_path_, headers_.abandoned);
  }

  bool put_data_back() const {
    if (data_.kept.empty()) {
      return false;
    }
    const std::string& aside = data_.kept[0].path;
    if (is_there(cbin_path_) && !is_uncommitted()) {
      refuse(cbin_path_, aside, "another file of that name");
    }
    fs::rename(aside, cbin_path_);
    return true;
  }

  // It was there with the data that is back, or was not yet set aside; else it
  // goes beside no data that it does not describe.
  void put_header_back(bool is_data_back) const {
    if (headers_.kept.empty()) {
      return;
    }
    const std::string& aside = headers_.kept[0].path;
    if (is_there(ch_path_)) {
      refuse(ch_path_, aside, "another file of that name");
    }
    const bool may_be_of_others = !is_data_back && is_there(cbin_path_) &&
                                  described_size(aside).has_value();
    if (may_be_of_others && !is_described(cbin_path_, aside)) {
      refuse(ch_path_, aside, "that " + cbin_path_ + " is not its data");
    }
    fs::rename(aside, ch_path_);
  }

  const std::string& cbin_path_;
  const std::string& ch_path_;
  Partials data_;
  Partials headers_;
};

}  // namespace

SetAside::SetAside(const std::string& path, const std::string& suffix)
    : path_(path), aside_(kept_path_of(path, suffix)) {
  is_aside_ = std::rename(path_.c_str(), aside_.c_str()) == 0;
  if (!is_aside_ && errno != ENOENT) {
    throw_errno(fmt::format("rename {} to {}", path_, aside_));
  }
}

SetAside::~SetAside() {
  if (is_aside_ && std::rename(aside_.c_str(), path_.c_str()) != 0) {
    spdlog::error("{}: cannot be put back, and lies at {}: {}", path_, aside_,
                  std::generic_category().message(errno));
  }
}

void SetAside::discard() {
  if (is_aside_) {
    ::unlink(aside_.c_str());
  }
  is_aside_ = false;
}

void settle_replaced(const std::string& cbin_path, const std::string& ch_path) {
  Leftovers(cbin_path, ch_path).settle();
}

}  // namespace mtscomp
