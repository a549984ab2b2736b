// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/bytes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "base/files/sha1.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

Bytes make_bytes(std::initializer_list<int> values) {
  Bytes bytes;
  for (const int value : values) {
    bytes.push_back(static_cast<std::byte>(value));
  }
  return bytes;
}

Bytes to_bytes(std::string_view text) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

void write_file(const std::string& path, std::span<const std::byte> bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) {
    throw_errno("write " + path);
  }
}

void write_file(const std::string& path, std::string_view text) {
  write_file(path, std::as_bytes(std::span(text)));
}

Bytes read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw_errno("open " + path);
  }
  const std::string text((std::istreambuf_iterator<char>(file)),
                         std::istreambuf_iterator<char>());
  return to_bytes(text);
}

std::string sha1_of(std::span<const std::byte> bytes) {
  Sha1 sha1;
  sha1.update(bytes);
  return sha1.finish();
}

::testing::AssertionResult same_bytes(std::span<const std::byte> expected,
                                      std::span<const std::byte> found) {
  if (expected.size() != found.size()) {
    return ::testing::AssertionFailure() << fmt::format(
               "expected {} bytes, found {}", expected.size(), found.size());
  }
  const auto [at, other] =
      std::mismatch(expected.begin(), expected.end(), found.begin());
  if (at == expected.end()) {
    return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << fmt::format(
             "byte {} of {}: expected {:#04x}, found {:#04x}",
             at - expected.begin(), expected.size(), static_cast<unsigned>(*at),
             static_cast<unsigned>(*other));
}

}  // namespace mtscomp
