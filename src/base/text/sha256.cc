// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/sha256.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace mtscomp {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Sha256Digest sha256(std::string_view text) {
  Sha256Digest digest = {};
  if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(),
                 nullptr) != 1) {
    throw std::runtime_error("libcrypto does not provide SHA-256");
  }
  return digest;
}

Sha256Digest hmac_sha256(std::span<const unsigned char> key,
                         std::string_view text) {
  Sha256Digest digest = {};
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           bytes_of(text), text.size(), digest.data(), nullptr) == nullptr) {
    throw std::runtime_error("libcrypto does not provide HMAC-SHA256");
  }
  return digest;
}

}  // namespace mtscomp
