// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/header_keys.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

TEST(HeaderKeysTest, ChunkOrderIsWrittenAsItIsRead) {
  for (const ChunkOrder order :
       {ChunkOrder::kChannelMajor, ChunkOrder::kSampleMajor}) {
    const JsonObject object = {{"chunk_order", {serialize_chunk_order(order)}}};
    EXPECT_EQ(read_chunk_order(JsonMembers(object, "x")), order);
  }
}

TEST(HeaderKeysTest, ReadsDtypeAndAlgorithm) {
  const JsonObject object =
      parse_json_object(R"({"dtype": ">i2", "algorithm": "zlib"})", "x");
  EXPECT_EQ(read_dtype(JsonMembers(object, "x")), parse_dtype(">i2"));
  EXPECT_EQ(read_algorithm(JsonMembers(object, "x")), "zlib");
}

TEST(HeaderKeysTest, RefusesUnknownValues) {
  const JsonObject object = parse_json_object(
      R"({"dtype": "bool", "algorithm": "lz4", "chunk_order": "A"})", "x");
  const JsonMembers members(object, "x");
  EXPECT_THROW(read_dtype(members), FormatError);
  EXPECT_THROW(read_algorithm(members), FormatError);
  EXPECT_THROW(read_chunk_order(members), FormatError);
}

}  // namespace
}  // namespace mtscomp
