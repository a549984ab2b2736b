// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The behaviour when zlib and libdeflate cannot allocate memory.  This is a
// separate program, because the linker replaces their functions (--wrap).
#include <gtest/gtest.h>

#include <array>
#include <new>

#include "mtscomp/codec/deflate.h"
#include "mtscomp/codec/inflate.h"

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the
// linker wants these names.
extern "C" {
constexpr int kNoMemory = -4;  // Z_MEM_ERROR
bool can_initialize = false;
int __real_inflateInit_(void*, const char*, int);
int __wrap_inflateInit_(void* stream, const char* version, int size) {
  return can_initialize ? __real_inflateInit_(stream, version, size)
                        : kNoMemory;
}
int __wrap_inflate() { return kNoMemory; }
int __wrap_deflateInit_() { return -4; }
void* __wrap_libdeflate_alloc_decompressor() { return nullptr; }
void* __wrap_libdeflate_alloc_compressor() { return nullptr; }
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)

namespace mtscomp {
namespace {

TEST(OutOfMemoryTest, InflatersOfLibrariesAreNotMade) {
  for (const DecoderKind kind : usable_decoders()) {
    if (kind != DecoderKind::kNative) {
      EXPECT_THROW(Inflater{kind}, std::bad_alloc) << decoder_name(kind);
    }
  }
}

// Bug: the failure was taken for a damaged stream.
TEST(OutOfMemoryTest, ZlibThatGetsNoWindowFindsNoDamage) {
  can_initialize = true;
  Inflater inflater(DecoderKind::kZlib);
  can_initialize = false;
  std::array<std::byte, 8> bytes = {};
  EXPECT_THROW(inflater.inflate(bytes, bytes), std::bad_alloc);
}

TEST(OutOfMemoryTest, OurOwnInflaterNeedsNoLibrarysMemory) {
  for (const DecoderKind kind : usable_decoders()) {
    if (kind == DecoderKind::kNative) {
      EXPECT_NO_THROW(Inflater{kind});
    }
  }
}

TEST(OutOfMemoryTest, DeflatersOfLibrariesAreNotMade) {
  EXPECT_THROW(Deflater(parse_deflate_level("zlib6")), std::bad_alloc);
  for (const DecoderKind kind : usable_decoders()) {
    if (kind == DecoderKind::kLibdeflate) {  // Then libdeflate deflates too.
      Deflater deflater(DeflateLevel::kBalanced);
      ByteBuffer output;
      EXPECT_THROW(deflater.deflate({}, 1, output), std::bad_alloc);
    }
  }
}

}  // namespace
}  // namespace mtscomp
