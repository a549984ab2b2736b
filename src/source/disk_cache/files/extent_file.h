// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The content of a file of the disk cache: a header of 64 bytes, then the bytes
// of the extent.
//
// Files are not synced, so a crash of the machine can leave a file of the right
// size with wrong bytes.  The checksum finds such a file.  The numbers of the
// header are in the byte order of the machine: a machine with another byte
// order treats the file as damaged.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "mtscomp/base/file_descriptor.h"
#include "source/disk_cache/files/extent_key.h"

namespace mtscomp {

struct ExtentHeader {
  std::array<char, 8> magic = {'m', 't', 's', 'c', 'a', 'c', 'h', 'e'};
  std::uint32_t format = 1;
  std::uint32_t crc = 0;  // CRC-32 of the header with crc = 0, and the bytes.
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  Sha256Digest digest = {};

  bool operator==(const ExtentHeader&) const = default;
};

constexpr std::size_t kExtentHeaderSize = sizeof(ExtentHeader);
static_assert(kExtentHeaderSize == 64, "the header must have no padding");

// Returns the header of an extent with these bytes.
ExtentHeader make_extent_header(const ExtentKey& key,
                                std::span<const std::byte> bytes);

enum class Checksum { kVerify, kSkip };

// Reads the bytes of the extent from its file, which has `file_size` bytes.
// Returns false if the file has another size, another header, or, with kVerify,
// another checksum.  `bytes` is then undefined.  `name` names the file in
// messages.
// Requires: bytes.size() must be key.size.
// Throws: std::system_error.
bool read_extent(const FileDescriptor& file, std::uint64_t file_size,
                 const ExtentKey& key, std::span<std::byte> bytes,
                 Checksum checksum, std::string_view name);

}  // namespace mtscomp
