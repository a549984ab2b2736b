// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compiled with flags of its own: all is in an unnamed namespace, and nothing
// of the standard library is called, so that no linker can choose what is
// compiled here for processors without the instructions.
//
// Why it stays in bounds.  Each pass begins with
//   (1) reader.end - next >= kInputMargin,
//   (2) window.end - at >= kOutputMargin,
//   (3) 56 bits or more in `bits`.
// Input: a pass refills once, and copy_long_match() twice more.  Each refill
// reads 8 bytes and goes on by 7 at most: 14 + 8 <= kInputMargin.
// Bits: build_fast_tables() gives no entry more than kMaxTotal bits, so that
// after two of them the next index still is of bits that (3) has.
// Output: an entry writes its literals (2 bytes) and kJointCopy bytes after
// them, and goes on by kMaxAdvance at most: two entries write below
// at + 2 * kMaxAdvance.  copy_long_match() needs kLongMatchMargin and looks.
// What is copied: from window.begin on, since either every distance is compared
// with what was produced (kNear), or kMaxDistance bytes were, and no distance
// is larger.  It is copied to higher addresses, below which all is written.
#include <immintrin.h>

#include "codec/inflate/fast_loop.h"

namespace mtscomp {
namespace {

constexpr std::ptrdiff_t kInputMargin = 32;
constexpr std::ptrdiff_t kOutputMargin = 96;
constexpr std::ptrdiff_t kLongMatchMargin = kMaxMatchLength + 62;
static_assert(kOutputMargin >= std::ptrdiff_t{2} * kMaxAdvance);

// What the loop keeps in registers.
struct State {
  const std::byte* next;
  std::uint64_t bits;
  std::uint64_t count;  // Modulo 64: the bits above that are rubbish.
  std::uint64_t index;  // The next look-up.
  std::byte* at;
};

[[gnu::always_inline]] inline std::uint64_t load64(const std::byte* at) {
  std::uint64_t value;
  __builtin_memcpy(&value, at, 8);
  return value;
}

// Source and destination may overlap: all is read before any is written.
[[gnu::always_inline]] inline void copy16(std::byte* to,
                                          const std::byte* from) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                   _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
}

// Then there are 56 to 63 bits.  Those above stay right: they are the stream's.
[[gnu::always_inline]] inline void refill(State& s) {
  s.bits |= load64(s.next) << (s.count & 63);
  s.next += (~s.count & 63) >> 3;
  s.count |= 56;
}

// An entry, one of whose fields is to be loaded.  Each look-up waits for the
// one before, and g++ 12 would compute the entry's address first, once for all
// fields: two cycles more of some ten.  This way the index is a new one for
// each field, and the address part of the load.
[[gnu::always_inline]] inline const JointEntry& entry_at(
    const JointEntry* table, std::uint64_t& index) {
  asm("" : "+r"(index));
  return table[index];
}

// Inflates one entry, or returns false if it is none of symbols.
template <bool kNear>
[[gnu::always_inline]] inline bool step(const JointEntry* table,
                                        const std::byte* begin, State& s) {
  const std::uint64_t advance = entry_at(table, s.index).advance;
  if (__builtin_expect(advance == 0, 0)) {
    return false;
  }
  std::uint64_t total = entry_at(table, s.index).total;
  asm("" : "+r"(total));  // Or it would be extended twice.
  const std::uint64_t extra = entry_at(table, s.index).extra;
  const std::int64_t from = entry_at(table, s.index).source;
  const std::uint16_t literals = entry_at(table, s.index).literals;
  const std::ptrdiff_t back =
      static_cast<std::ptrdiff_t>(__bextr_u64(s.bits, extra)) - from;
  if (kNear && back > s.at - begin) {
    return false;
  }
  const std::byte* const source = s.at - back;
  __builtin_memcpy(s.at, &literals, 2);
  std::byte* const destination = s.at + total / kLiteralUnit;
  s.bits >>= total % kLiteralUnit;
  s.index = s.bits % FastTables::kSize;
  s.count -= total;
  copy16(destination, source);
  s.at += advance;
  return true;
}

// Copies a match of any length and distance: the bytes between the source and
// its end repeat, with the distance or any multiple of it as their period.
[[gnu::always_inline]] inline void copy_match(std::byte* to,
                                              std::ptrdiff_t distance,
                                              std::ptrdiff_t length) {
  const std::byte* const from = to - distance;
  std::byte* const end = to + length;
  std::ptrdiff_t period = distance;
  for (; period < 16; period *= 2) {
    copy16(to, from);
    to += period;
  }
  for (; to < end; to += 16) {
    copy16(to, to - period);
  }
}

// Inflates an entry with a long match, or returns false if the entry is none,
// or if the match cannot be copied, or not here.
[[gnu::always_inline]] inline bool copy_long_match(const FastTables& tables,
                                                   const OutputWindow& window,
                                                   State& s) {
  const JointEntry& entry = tables.joint[s.index];
  // An entry of symbols comes here too, if its source was too far back.
  if (entry.advance != 0 || entry.source == 0 ||
      window.end - s.at < kLongMatchMargin) {
    return false;
  }
  State after = s;
  refill(after);
  const auto length =
      static_cast<std::ptrdiff_t>(__bextr_u64(after.bits, entry.extra)) +
      entry.source;
  after.bits >>= entry.total;
  const JointEntry& code = tables.distances[after.bits % FastTables::kSize];
  const auto distance =
      static_cast<std::ptrdiff_t>(__bextr_u64(after.bits, code.extra)) -
      code.source;
  if (code.total == 0 || distance > s.at - window.begin) {
    return false;
  }
  after.bits >>= code.total;
  after.count -= entry.total + code.total;
  copy_match(s.at, distance, length);
  after.at += length;
  refill(after);
  after.index = after.bits % FastTables::kSize;
  s = after;
  return true;
}

// Until s.at has reached the limit, or an entry that is not of symbols.
template <bool kNear>
[[gnu::always_inline]] inline bool run_passes(const FastTables& tables,
                                              const std::byte* begin,
                                              const std::byte* next_limit,
                                              const std::byte* limit,
                                              State& s) {
  const JointEntry* const table = tables.joint.data();
  while (s.next <= next_limit && s.at < limit) {
    if (!step<kNear>(table, begin, s) || !step<kNear>(table, begin, s)) {
      return false;
    }
    refill(s);
  }
  return true;
}

// As far as the margins allow.
void run(const FastTables& tables, const OutputWindow& window,
         const std::byte* next_limit, const std::byte* limit, State& s) {
  const std::byte* const begin = window.begin;
  const std::byte* const near_limit =
      limit - begin > kMaxDistance ? begin + kMaxDistance : limit;
  while (s.next <= next_limit && s.at < limit) {
    const bool is_near = s.at < near_limit;
    const bool has_no_entry =
        is_near ? !run_passes<true>(tables, begin, next_limit, near_limit, s)
                : !run_passes<false>(tables, begin, next_limit, limit, s);
    if (has_no_entry && !copy_long_match(tables, window, s)) {
      return;
    }
  }
}

}  // namespace

void fast_loop_x86(const FastTables& tables, const std::byte* enough,
                   BitReader& reader, OutputWindow& window) {
  if (reader.end - reader.next < kInputMargin ||
      window.end - window.at < kOutputMargin) {
    return;
  }
  const std::byte* const limit =
      window.end - enough > kOutputMargin ? enough : window.end - kOutputMargin;
  State s = {.next = reader.next,
             .bits = reader.bits,
             .count = reader.count,
             .index = 0,
             .at = window.at};
  refill(s);
  s.index = s.bits % FastTables::kSize;
  run(tables, window, reader.end - kInputMargin, limit, s);
  reader.next = s.next;
  reader.bits = s.bits;
  reader.count = s.count % 64;
  window.at = s.at;
}

}  // namespace mtscomp
