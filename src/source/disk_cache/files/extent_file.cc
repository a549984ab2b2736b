// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/extent_file.h"

#include <cassert>

#include "base/files/file_io.h"
#include "source/disk_cache/files/crc32.h"

namespace mtscomp {
namespace {

ExtentHeader header_without_checksum(const ExtentKey& key) {
  return {.offset = key.offset, .size = key.size, .digest = key.digest};
}

std::uint32_t checksum_of(const ExtentHeader& header,
                          std::span<const std::byte> bytes) {
  return crc32_of(
      crc32_of(kCrc32OfNothing, std::as_bytes(std::span(&header, 1))), bytes);
}

}  // namespace

ExtentHeader make_extent_header(const ExtentKey& key,
                                std::span<const std::byte> bytes) {
  ExtentHeader header = header_without_checksum(key);
  header.crc = checksum_of(header, bytes);
  return header;
}

bool read_extent(const FileDescriptor& file, std::uint64_t file_size,
                 const ExtentKey& key, std::span<std::byte> bytes,
                 Checksum checksum, std::string_view name) {
  assert(bytes.size() == key.size);
  ExtentHeader found;
  const std::span<std::byte> found_bytes =
      std::as_writable_bytes(std::span(&found, 1));
  if (file_size != kExtentHeaderSize + bytes.size() ||
      pread_up_to(file, found_bytes, 0, name) != kExtentHeaderSize) {
    return false;
  }
  ExtentHeader expected = header_without_checksum(key);
  expected.crc = found.crc;
  if (found != expected ||
      pread_up_to(file, bytes, kExtentHeaderSize, name) != bytes.size()) {
    return false;
  }
  return checksum == Checksum::kSkip ||
         found.crc == checksum_of(header_without_checksum(key), bytes);
}

}  // namespace mtscomp
