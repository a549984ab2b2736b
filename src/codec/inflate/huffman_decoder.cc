// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/huffman_decoder.h"

#include <cassert>

namespace mtscomp {

HuffmanDecoder::HuffmanDecoder(std::span<const std::uint8_t> lengths) {
  assert(lengths.size() <= symbols_.size());
  for (const std::uint8_t length : lengths) {
    assert(length <= kMaxLength);
    ++n_codes_[length];
  }
  n_codes_[0] = 0;
  assign_codes();
  PerLength next_index = first_index_;
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    if (lengths[symbol] > 0) {
      symbols_[next_index[lengths[symbol]]++] =
          static_cast<std::uint16_t>(symbol);
    }
  }
}

void HuffmanDecoder::assign_codes() {
  unsigned code = 0;
  unsigned index = 0;
  for (unsigned length = 1; length <= kMaxLength; ++length) {
    code <<= 1;
    first_code_[length] = static_cast<std::uint16_t>(code);
    first_index_[length] = static_cast<std::uint16_t>(index);
    code += n_codes_[length];
    index += n_codes_[length];
    if (code > 1U << length) {
      coverage_ = Coverage::kOversubscribed;
      n_codes_ = {};
      limit_ = {};
      return;
    }
    limit_[length] = code << (kMaxLength - length);
  }
  if (code == 1U << kMaxLength) {
    coverage_ = Coverage::kComplete;
  } else if (index > 0) {
    coverage_ = index == 1 && n_codes_[1] == 1 ? Coverage::kSingle
                                               : Coverage::kIncomplete;
  }
}

}  // namespace mtscomp
