// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Extents for tests of the disk cache, whose bytes follow from their keys.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <system_error>
#include <vector>

#include "base/text/hash.h"
#include "source/disk_cache/disk_cache.h"
#include "support/bytes.h"

namespace mtscomp {

inline DiskCacheKey key_of(std::uint64_t number, std::uint64_t size) {
  return {.source = "https://example.org/archive",
          .path = "a/x.cbin",
          .version = "\"e\"",
          .offset = number * 1000000,
          .size = size};
}

// Returns the only right bytes of an extent.
inline Bytes bytes_of(const DiskCacheKey& key) {
  std::mt19937_64 random(hash_words({key.offset, key.size}));
  Bytes bytes(key.size);
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(random());
  }
  return bytes;
}

inline void insert(DiskCache& cache, const DiskCacheKey& key) {
  cache.insert(key, bytes_of(key));
}

inline std::optional<Bytes> find(DiskCache& cache, const DiskCacheKey& key) {
  Bytes bytes(key.size);
  return cache.find(key, bytes) ? std::optional(std::move(bytes))
                                : std::nullopt;
}

// Returns true if the extent is in the cache, and reports wrong bytes.
inline bool has(DiskCache& cache, const DiskCacheKey& key) {
  const std::optional<Bytes> found = find(cache, key);
  if (found) {
    EXPECT_TRUE(same_bytes(bytes_of(key), *found));
  }
  return found.has_value();
}

inline std::string path_of(const std::string& directory,
                           const DiskCacheKey& key) {
  const std::string name = to_text(hash_key(key).name());
  return directory + "/v1/" + name.substr(0, 2) + "/" + name;
}

// Returns the paths of all files in DIR/v1.
// Requires: no thread changes the directory.
inline std::vector<std::string> cached_files(const std::string& directory) {
  std::vector<std::string> files;
  std::error_code ignored;  // DIR/v1 may not exist.
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::recursive_directory_iterator(directory + "/v1",
                                                     ignored)) {
    if (!entry.is_directory()) {
      files.push_back(entry.path());
    }
  }
  return files;
}

// Returns the space that these files take, in bytes.
inline std::uint64_t space_of(const std::vector<std::string>& files) {
  std::uint64_t space = 0;
  for (const std::string& file : files) {
    struct stat status = {};
    EXPECT_EQ(::lstat(file.c_str(), &status), 0);
    space += static_cast<std::uint64_t>(status.st_blocks) * 512;
  }
  return space;
}

// Sets the time of the last use.
inline void set_age(const std::string& file, std::chrono::seconds age) {
  std::filesystem::last_write_time(
      file, std::filesystem::file_time_type::clock::now() - age);
}

}  // namespace mtscomp
