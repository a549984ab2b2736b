// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/sha1.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "base/text/hex.h"

namespace mtscomp {
namespace {

void require(int result) {
  if (result != 1) {
    throw std::runtime_error("libcrypto does not provide SHA-1");
  }
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

struct Sha1::Context {
  std::unique_ptr<EVP_MD_CTX, FreeContext> evp;
};

Sha1::Sha1() : context_(std::make_unique<Context>()) {
  context_->evp.reset(EVP_MD_CTX_new());
  require(EVP_DigestInit_ex(context_->evp.get(), EVP_sha1(), nullptr));
}

Sha1::Sha1(Sha1&&) noexcept = default;
Sha1& Sha1::operator=(Sha1&&) noexcept = default;
Sha1::~Sha1() = default;

void Sha1::update(std::span<const std::byte> bytes) {
  require(EVP_DigestUpdate(context_->evp.get(), bytes.data(), bytes.size()));
}

std::string Sha1::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
  unsigned size = 0;
  require(EVP_DigestFinal_ex(context_->evp.get(), digest.data(), &size));
  return to_hex({digest.data(), size});
}

}  // namespace mtscomp
