// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The dtypes that the tests of the codec use.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mtscomp/format/dtype.h"

namespace mtscomp {

// Every dtype in both byte orders.
inline std::vector<Dtype> all_dtypes() {
  std::vector<Dtype> dtypes;
  for (const std::string letter :
       {"i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"}) {
    dtypes.push_back(parse_dtype("<" + letter).value());
    if (letter.back() != '1') {
      dtypes.push_back(parse_dtype(">" + letter).value());
    }
  }
  return dtypes;
}

inline std::vector<Dtype> integer_dtypes() {
  std::vector<Dtype> dtypes = all_dtypes();
  std::erase_if(dtypes, [](const Dtype& dtype) {
    return dtype.kind == ValueKind::kFloat;
  });
  return dtypes;
}

inline std::string dtype_test_name(
    const ::testing::TestParamInfo<Dtype>& test) {
  Dtype little = test.param;
  little.byte_order = ByteOrder::kLittleEndian;
  return serialize_dtype(little) + (test.param == little ? "" : "_big_endian");
}

}  // namespace mtscomp
