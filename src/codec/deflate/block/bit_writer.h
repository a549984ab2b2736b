// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Writes bits to memory, starting at the least significant bit (RFC 1951,
// 3.1.1).
#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace mtscomp {

class BitWriter {
 public:
  // Bytes that put() may overwrite after the last byte that it fills.
  static constexpr std::size_t kSlack = sizeof(std::uint64_t);
  // Maximum number of bits for one put().
  static constexpr unsigned kMaxBits = 56;

  // Requires: `output` outlives this object.  `output` has room for all bits
  // and for kSlack more bytes.
  explicit BitWriter(std::span<std::byte> output)
      : start_(output.data()), at_(output.data()) {}

  // Appends n_bits bits.  Requires: n_bits <= kMaxBits; all higher bits of
  // `bits` are 0.
  void put(std::uint64_t bits, unsigned n_bits) {
    pending_ |= bits << n_pending_;
    n_pending_ += n_bits;
    store(pending_);
    at_ += n_pending_ >> 3;
    pending_ >>= n_pending_ & ~7U;
    n_pending_ &= 7U;
  }

  void align_to_byte() {
    if (n_pending_ > 0) {
      put(0, 8 - n_pending_);
    }
  }

  // Requires: the number of bits written before is a multiple of 8.
  void append(std::span<const std::byte> bytes) {
    assert(n_pending_ == 0);
    if (!bytes.empty()) {
      std::memcpy(at_, bytes.data(), bytes.size());
      at_ += bytes.size();
    }
  }

  // Number of bits after the last whole byte, 0 to 7.
  unsigned n_pending() const { return n_pending_; }

  // Number of whole bytes.
  std::size_t size() const { return static_cast<std::size_t>(at_ - start_); }

 private:
  void store(std::uint64_t bits) {
    if constexpr (std::endian::native == std::endian::big) {
      bits = __builtin_bswap64(bits);
    }
    std::memcpy(at_, &bits, sizeof(bits));
  }

  std::byte* start_;
  std::byte* at_;
  std::uint64_t pending_ = 0;
  unsigned n_pending_ = 0;
};

}  // namespace mtscomp
