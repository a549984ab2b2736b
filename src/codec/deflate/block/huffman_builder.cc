// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/block/huffman_builder.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

#include "codec/zlib/deflate_symbols.h"

namespace mtscomp {
namespace {

constexpr std::size_t kMaxSymbols = kMaxLiteralSymbols;
// Maximum depth of a tree with 288 leaves.
constexpr std::size_t kMaxDepth = kMaxSymbols;

struct Leaf {
  std::uint32_t count;
  std::uint16_t symbol;
};

// Symbols that occur, the rarest first.  If fewer than two occur, others are
// added.
std::span<Leaf> collect_leaves(std::span<const std::uint32_t> counts,
                               std::span<Leaf> room) {
  std::size_t n = 0;
  for (std::size_t symbol = 0; symbol < counts.size(); ++symbol) {
    if (counts[symbol] > 0) {
      room[n++] = {counts[symbol], static_cast<std::uint16_t>(symbol)};
    }
  }
  for (std::uint16_t symbol = 0; n < 2; ++symbol) {
    if (counts[symbol] == 0) {
      room[n++] = {0, symbol};
    }
  }
  const std::span<Leaf> leaves = room.first(n);
  std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) {
    return a.count != b.count ? a.count < b.count : a.symbol < b.symbol;
  });
  return leaves;
}

// Number of leaves of Huffman's tree at each depth.  Two queues, of leaves and
// of inner nodes, are sorted: the two rarest are at their heads.
using DepthCounts = std::array<std::uint32_t, kMaxDepth>;

DepthCounts count_depths(std::span<const Leaf> leaves) {
  const std::size_t n = leaves.size();
  std::array<std::uint32_t, kMaxSymbols> sums = {};
  std::array<std::uint16_t, kMaxSymbols> parents = {};
  std::array<std::uint16_t, kMaxSymbols> leaf_parents = {};
  std::size_t leaf = 0;
  std::size_t node = 0;
  for (std::size_t made = 0; made + 1 < n; ++made) {
    for (int child = 0; child < 2; ++child) {
      const bool is_leaf =
          node == made || (leaf < n && leaves[leaf].count <= sums[node]);
      sums[made] += is_leaf ? leaves[leaf].count : sums[node];
      std::uint16_t& parent = is_leaf ? leaf_parents[leaf++] : parents[node++];
      parent = static_cast<std::uint16_t>(made);
    }
  }
  // The root is the last node.
  std::array<std::uint16_t, kMaxSymbols> depths = {};
  for (std::size_t i = n - 2; i-- > 0;) {
    depths[i] = static_cast<std::uint16_t>(depths[parents[i]] + 1);
  }
  DepthCounts n_leaves = {};
  for (std::size_t i = 0; i < n; ++i) {
    ++n_leaves[depths[leaf_parents[i]] + 1U];
  }
  return n_leaves;
}

// Moves leaves that are too deep up to max_length, and then makes room for
// them: each step replaces a leaf above by a node with two leaves, the replaced
// one and one from max_length.
void limit_depths(DepthCounts& n_leaves, unsigned max_length) {
  // Number of used places, of 2^max_length at the deepest level.
  std::uint64_t used = 0;
  for (std::size_t depth = 1; depth < n_leaves.size(); ++depth) {
    if (depth > max_length) {
      n_leaves[max_length] += n_leaves[depth];
      n_leaves[depth] = 0;
    }
  }
  for (unsigned depth = 1; depth <= max_length; ++depth) {
    used += std::uint64_t{n_leaves[depth]} << (max_length - depth);
  }
  while (used > std::uint64_t{1} << max_length) {
    unsigned depth = max_length - 1;
    while (n_leaves[depth] == 0) {
      --depth;
    }
    --n_leaves[depth];
    n_leaves[depth + 1] += 2;
    --n_leaves[max_length];
    --used;
  }
}

std::uint16_t reverse_bits(unsigned code, unsigned n_bits) {
  unsigned reversed = 0;
  for (unsigned i = 0; i < n_bits; ++i) {
    reversed = (reversed << 1U) | ((code >> i) & 1U);
  }
  return static_cast<std::uint16_t>(reversed);
}

}  // namespace

void find_code_lengths(std::span<const std::uint32_t> counts,
                       unsigned max_length, std::span<std::uint8_t> lengths) {
  assert(counts.size() >= 2 && counts.size() <= kMaxSymbols);
  assert(counts.size() == lengths.size());
  std::array<Leaf, kMaxSymbols> room;
  const std::span<const Leaf> leaves = collect_leaves(counts, room);
  DepthCounts n_leaves = count_depths(leaves);
  limit_depths(n_leaves, max_length);
  std::fill(lengths.begin(), lengths.end(), std::uint8_t{0});
  std::size_t leaf = 0;
  for (unsigned length = max_length; length > 0; --length) {
    for (std::uint32_t i = 0; i < n_leaves[length]; ++i) {
      lengths[leaves[leaf++].symbol] = static_cast<std::uint8_t>(length);
    }
  }
}

void assign_codes(std::span<const std::uint8_t> lengths,
                  std::span<std::uint16_t> codes) {
  std::array<unsigned, kMaxCodeLength + 2> next = {};
  for (const std::uint8_t length : lengths) {
    next[length + 1U] += length > 0 ? 1U : 0U;
  }
  for (unsigned length = 1; length <= kMaxCodeLength; ++length) {
    next[length + 1] = (next[length] + next[length + 1]) << 1U;
  }
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    const unsigned length = lengths[symbol];
    codes[symbol] =
        length == 0 ? std::uint16_t{0} : reverse_bits(next[length]++, length);
  }
}

}  // namespace mtscomp
