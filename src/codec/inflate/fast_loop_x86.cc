// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compiled for BMI1 and BMI2.  All code is in an unnamed namespace and calls no
// function of the standard library: otherwise the linker could use a copy
// compiled here for the rest of the program, which must run on all processors.
//
// Why the loop stays in bounds.  At the start of each pass:
//   (1) reader.end - next >= kInputMargin,
//   (2) window.end - at >= kOutputMargin,
//   (3) 56 bits or more in `bits`.
// Input: a pass refills once, and copy_long_match() twice more.  Each refill
// reads 8 bytes and advances by at most 7: 14 + 8 <= kInputMargin.
// Bits: no entry of build_fast_tables() has more than kMaxTotal bits.  After
// two entries, the 56 bits of (3) still contain the next index.
// Output: an entry writes its literals (2 bytes) and kJointCopy bytes after
// them, and advances by at most kMaxAdvance: two entries write below
// at + 2 * kMaxAdvance.  copy_long_match() needs kLongMatchMargin and checks
// it. Copies: they read at or after window.begin.  Either every distance is
// compared with the number of produced bytes (kNear), or at least kMaxDistance
// bytes were produced, and no distance is larger.  They copy to higher
// addresses; all bytes below the destination are written.

#include <immintrin.h>

#include "codec/inflate/fast_loop.h"

namespace mtscomp {
namespace {

constexpr std::ptrdiff_t kInputMargin = 32;
constexpr std::ptrdiff_t kOutputMargin = 96;
constexpr std::ptrdiff_t kLongMatchMargin = kMaxMatchLength + 62;
static_assert(kOutputMargin >= std::ptrdiff_t{2} * kMaxAdvance);

// State of the loop, in registers.
struct State {
  const std::byte* next;
  std::uint64_t bits;
  std::uint64_t count;  // Modulo 64: higher bits are undefined.
  std::uint64_t index;  // Index of the next look-up.
  std::byte* at;
};

[[gnu::always_inline]] inline std::uint64_t load64(const std::byte* at) {
  std::uint64_t value;
  __builtin_memcpy(&value, at, 8);
  return value;
}

// Source and destination may overlap: all bytes are read first.
[[gnu::always_inline]] inline void copy16(std::byte* to,
                                          const std::byte* from) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to),
                   _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
}

// Afterwards `bits` has 56 to 63 valid bits.  Higher bits are also bits of the
// stream.
[[gnu::always_inline]] inline void refill(State& s) {
  s.bits |= load64(s.next) << (s.count & 63);
  s.next += (~s.count & 63) >> 3;
  s.count |= 56;
}

// Returns an entry to load one field from.  Each look-up depends on the one
// before.  g++ 12 would compute the entry's address first, once for all fields,
// which costs two cycles of about ten.  The asm statement makes the index look
// new for each field: the address computation becomes part of the load.
[[gnu::always_inline]] inline const JointEntry& entry_at(
    const JointEntry* table, std::uint64_t& index) {
  asm("" : "+r"(index));
  return table[index];
}

// Inflates one entry.  Returns false, and changes nothing, if the entry is not
// of the kind "symbols", or if kNear and its match refers to bytes before
// `begin`.
template <bool kNear>
[[gnu::always_inline]] inline bool step(const JointEntry* table,
                                        const std::byte* begin, State& s) {
  const std::uint64_t advance = entry_at(table, s.index).advance;
  if (__builtin_expect(advance == 0, 0)) {
    return false;
  }
  std::uint64_t total = entry_at(table, s.index).total;
  asm("" : "+r"(total));  // Avoids a second zero extension.
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

// Copies a match of any length and distance.  The output repeats with the
// distance, or any multiple of it, as its period.
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

// Inflates an entry with a long match.  Returns false, and changes nothing, if
// the entry is not a long match, if there is too little room, if the distance
// is not in the table, or if it refers to bytes before window.begin.
[[gnu::always_inline]] inline bool copy_long_match(const FastTables& tables,
                                                   const OutputWindow& window,
                                                   State& s) {
  const JointEntry& entry = tables.joint[s.index];
  // An entry of symbols is also possible, if its source was too far back.
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

// Runs until s.at has reached the limit.  Returns false before that if step()
// does.
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

// Runs until a limit is reached or InflateStream must decode the next symbol.
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
