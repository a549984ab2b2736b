// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/block/deflate_block_header.h"

#include <algorithm>

#include "codec/deflate/block/huffman_builder.h"

namespace mtscomp {
namespace {

constexpr std::size_t kMinLiterals = 257;
constexpr std::size_t kMinDistances = 1;
constexpr std::size_t kMinCodeLengths = 4;

constexpr std::uint8_t kRepeat = 16;     // The previous length, 3 to 6 times.
constexpr std::uint8_t kZeros = 17;      // 3 to 10 zeros.
constexpr std::uint8_t kManyZeros = 18;  // 11 to 138 zeros.
constexpr std::array<std::uint8_t, kCodeLengthSymbols> kExtraBits = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 7};

// Number of lengths without trailing zeros, at least `least`.
template <std::size_t kSize>
std::size_t count_used(const std::array<std::uint8_t, kSize>& lengths,
                       std::size_t least) {
  std::size_t n = kSize;
  while (n > least && lengths[n - 1] == 0) {
    --n;
  }
  return n;
}

}  // namespace

// Runs may cross from one code to the other.
BlockHeader::BlockHeader(const BlockCode& code)
    : n_literals_(count_used(code.literals, kMinLiterals)),
      n_distances_(count_used(code.distances, kMinDistances)) {
  std::array<std::uint8_t, kMaxLiteralSymbols + kMaxDistanceSymbols> all;
  const auto middle =
      std::copy_n(code.literals.begin(), n_literals_, all.begin());
  const auto end = std::copy_n(code.distances.begin(), n_distances_, middle);
  for (auto at = all.begin(); at != end;) {
    const std::uint8_t length = *at;
    const auto run_end = std::find_if(
        at, end, [=](std::uint8_t other) { return other != length; });
    add_run(length, static_cast<std::size_t>(run_end - at));
    at = run_end;
  }
  find_code_lengths(counts_, kMaxCodeLengthCode, lengths_);
  while (n_code_lengths_ > kMinCodeLengths &&
         lengths_[kCodeLengthOrder[n_code_lengths_ - 1]] == 0) {
    --n_code_lengths_;
  }
}

void BlockHeader::add(std::uint8_t symbol, std::size_t extra) {
  items_[n_items_++] = {symbol, static_cast<std::uint8_t>(extra)};
  ++counts_[symbol];
}

void BlockHeader::add_run(std::uint8_t length, std::size_t n) {
  if (length == 0) {
    add_zeros(n);
  } else {
    add(length, 0);
    add_again(n - 1);
  }
}

void BlockHeader::add_zeros(std::size_t n) {
  while (n >= 3) {
    const std::size_t run = std::min<std::size_t>(n, 138);
    if (run <= 10) {
      add(kZeros, run - 3);
    } else {
      add(kManyZeros, run - 11);
    }
    n -= run;
  }
  for (; n > 0; --n) {
    add(0, 0);
  }
}

void BlockHeader::add_again(std::size_t n) {
  const std::uint8_t length = items_[n_items_ - 1].symbol;
  while (n >= 3) {
    const std::size_t run = std::min<std::size_t>(n, 6);
    add(kRepeat, run - 3);
    n -= run;
  }
  for (; n > 0; --n) {
    add(length, 0);
  }
}

std::uint64_t BlockHeader::n_bits() const {
  std::uint64_t n = 5 + 5 + 4 + 3 * n_code_lengths_;
  for (std::size_t symbol = 0; symbol < kCodeLengthSymbols; ++symbol) {
    n += std::uint64_t{counts_[symbol]} *
         (lengths_[symbol] + std::uint64_t{kExtraBits[symbol]});
  }
  return n;
}

void BlockHeader::write(BitWriter& writer) const {
  writer.put(n_literals_ - kMinLiterals, 5);
  writer.put(n_distances_ - kMinDistances, 5);
  writer.put(n_code_lengths_ - kMinCodeLengths, 4);
  for (std::size_t i = 0; i < n_code_lengths_; ++i) {
    writer.put(lengths_[kCodeLengthOrder[i]], 3);
  }
  std::array<std::uint16_t, kCodeLengthSymbols> codes;
  assign_codes(lengths_, codes);
  for (std::size_t i = 0; i < n_items_; ++i) {
    const Item item = items_[i];
    writer.put(codes[item.symbol], lengths_[item.symbol]);
    writer.put(item.extra, kExtraBits[item.symbol]);
  }
}

}  // namespace mtscomp
