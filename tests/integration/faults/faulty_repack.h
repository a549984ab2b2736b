// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-repack under faults, on a pair without its plain recording.
#pragma once

#include <string>
#include <vector>

#include "integration/faults/faulty_pack.h"

namespace mtscomp {

class FaultyRepackTest : public FaultyPackTest {
 protected:
  void SetUp() override;

  static std::vector<std::string> repack_arguments(const std::string& path);
  // Repacks x.cbin.
  ProgramResult repack(const std::string& program) const;

  // Leaves only the old pair.
  void put_only_old_pair() const;
  // Whether both files are still the old ones, byte for byte.
  bool is_old_pair() const;
  // Whether the pair is complete: the old one or the repacked one, each with
  // the SHA-1s of its header.
  bool is_whole_pair() const { return is_pair_of(old_raw_); }
  bool is_repacked() const { return is_whole_pair() && !is_old_pair(); }

 private:
  Bytes old_cbin_;
  Bytes old_ch_;
};

}  // namespace mtscomp
