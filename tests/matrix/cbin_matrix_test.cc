// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Damage to data files: every bit flipped, every byte removed, the file cut at
// every byte.  A chunk must then be correct or an error.  If Adler-32 misses
// the damage, the chunk must equal zlib's output. verify() must find all
// damage.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>

#include "matrix/matrix_form.h"
#include "matrix/served_pair.h"
#include "mtscomp/archive/verify.h"
#include "support/damage_places.h"
#include "support/golden_truth.h"
#include "support/reference_codec.h"
#include "support/sanitized.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::string_view kRight = "right";
constexpr std::string_view kError = "error";
constexpr std::string_view kBlind = "not seen by Adler-32";
// libdeflate accepts some descriptions of codes that zlib refuses, if the codes
// are not used.  The checksum then proves that the bytes are correct.
constexpr std::string_view kRightToOthers = "right, but not to zlib";

// Small pairs of different kinds; dtype_uint16 has flips that Adler-32 misses.
const std::vector<std::string_view> kExhaustiveInShort = {
    "be_i2_no_difference", "constant",  "dtype_uint16", "npy_3d",
    "one_sample",          "wraparound"};

struct BlindSpot {
  std::string file;
  std::size_t offset = 0;
  unsigned from = 0;
  unsigned to = 0;
};

// Nothing if zlib refuses the stream.
std::optional<Bytes> what_zlib_takes_it_for(std::span<const std::byte> stream,
                                            std::size_t size,
                                            const ChunkLayout& layout) {
  try {
    return reference_decode(stream, size, layout);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

// The report's result for the SHA-1 of a .cbin with these bytes.
class Verifier {
 public:
  explicit Verifier(const GoldenTruth& truth) {
    files_.directory = directory_.path();
    files_.cbin_name = "x" + truth.suffix;
    files_.ch_name = "x.ch";
    write_file(directory_.file("x.ch"), truth.header_text);
  }

  VerifyReport verify_with(std::span<const std::byte> cbin) const {
    write_file(directory_.file(files_.cbin_name), cbin);
    return verify(files_, {}, {}, nullptr);
  }

 private:
  TempDir directory_;
  RecordingFiles files_;
};

class CbinMatrixTest : public ::testing::TestWithParam<GoldenPair> {
 protected:
  CbinMatrixTest()
      : truth_(read_golden_truth(GetParam())),
        layout_(ChunkLayout::of(truth_.header)),
        places_(places_of_cbin(truth_.header)),
        changed_(truth_.cbin),
        served_(truth_.cbin),
        decoders_(all_decoders()),
        verifier_(truth_),
        random_(test_seed()) {
    spdlog::set_level(spdlog::level::off);  // Wrong segments are logged.
  }

  void TearDown() override {
    fmt::print("{}:\n{}", truth_.name, tally_.table());
  }

  static bool is_every_change_made() {
    // It has two million bits, and its chunks are like those of the small
    // pairs.
    constexpr std::string_view kTooLarge = "neuropixels_385";
    return GetParam().name != kTooLarge &&
           is_exhaustive(GetParam(), kExhaustiveInShort);
  }

  // Compares the chunk of the changed file with the truth, and returns the
  // outcome.
  std::string_view read_chunk(std::size_t chunk_index) {
    const Recording recording = served_.open(truth_.header);
    const ByteExtent extent = recording.chunks().cbin_extent(chunk_index);
    std::optional<Bytes> expected;
    if (extent.end() <= changed_.size()) {
      expected = what_zlib_takes_it_for(
          std::span(changed_).subspan(extent.offset, extent.size),
          truth_.chunks[chunk_index].size(), layout_);
    }
    const Bytes& truth = truth_.chunks[chunk_index];
    bool is_right_to_others = false;
    for (ChunkDecoder& decoder : decoders_) {
      SCOPED_TRACE(decoder_name(decoder.kind()));
      const std::optional<Bytes> found =
          ServedPair::load(recording, chunk_index, decoder);
      if (found) {
        EXPECT_TRUE(same_bytes(expected ? *expected : truth, *found));
        is_right_to_others = is_right_to_others || !expected;
        EXPECT_TRUE(expected || decoder.kind() != DecoderKind::kZlib);
      } else {
        EXPECT_FALSE(expected);
      }
    }
    if (!expected) {
      return is_right_to_others ? kRightToOthers : kError;
    }
    return *expected == truth ? kRight : kBlind;
  }

  void expect_verify_finds_it() {
    const VerifyReport report = verifier_.verify_with(changed_);
    const Check& check = report.check("sha1_compressed");
    if (truth_.header.sha1_compressed) {
      EXPECT_EQ(check.result, CheckResult::kFailed);
    } else {
      EXPECT_EQ(check.result, CheckResult::kMissing);  // A chopped pair.
    }
    EXPECT_FALSE(report.is_verified());
  }

  void flip(std::size_t offset, unsigned bit, bool is_verified) {
    SCOPED_TRACE(fmt::format("byte {}, bit {}", offset, bit));
    const std::byte original = truth_.cbin[offset];
    const std::byte flipped = original ^ (std::byte{1} << bit);
    changed_[offset] = flipped;
    served_.set(offset, flipped);
    const std::string_view outcome = read_chunk(truth_.chunk_of(offset));
    tally_.add(places_[offset], "bit flipped", outcome);
    if (outcome == kBlind) {
      blind_.push_back({truth_.name + truth_.suffix, offset,
                        std::to_integer<unsigned>(original),
                        std::to_integer<unsigned>(flipped)});
    }
    if (is_verified || outcome == kBlind) {
      expect_verify_finds_it();
      ++n_verified_;
    }
    changed_[offset] = original;
    served_.set(offset, original);
  }

  GoldenTruth truth_;
  ChunkLayout layout_;
  std::vector<Place> places_;
  Bytes changed_;
  ServedPair served_;
  std::vector<ChunkDecoder> decoders_;
  Verifier verifier_;
  std::mt19937_64 random_;
  DamageTally tally_;
  std::vector<BlindSpot> blind_;
  std::size_t n_verified_ = 0;
};

TEST_P(CbinMatrixTest, FlippedBitIsRightOrAnErrorOrWhatZlibTakesItFor) {
  constexpr unsigned kBits = 8;
  const std::size_t n_bits = kBits * truth_.cbin.size();
  const std::size_t n_sampled = is_slow() ? 50 : 150;
  if (is_every_change_made()) {
    for (std::size_t i = 0; i < n_bits; ++i) {
      // The short form runs verify() for one flip in sixteen bytes, the long
      // form for one in each byte.
      const std::size_t every = is_full_matrix() ? kBits : 16 * kBits;
      flip(i / kBits, i % kBits, i % every == random_() % every);
    }
  } else {
    for (std::size_t i = 0; i < n_sampled; ++i) {
      const std::size_t bit = random_() % n_bits;
      flip(bit / kBits, bit % kBits, i % 16 == 0);
    }
  }
  for (const BlindSpot& spot : blind_) {
    fmt::print("  Adler-32 does not see {} byte {}: {} -> {}\n", spot.file,
               spot.offset, spot.from, spot.to);
  }
  fmt::print("  {} flips that Adler-32 does not see; verify() ran on {}\n",
             blind_.size(), n_verified_);
  EXPECT_EQ(tally_.total(kBlind), blind_.size());
  EXPECT_GE(n_verified_, blind_.size());
}

TEST_P(CbinMatrixTest, ByteTakenOutIsRightOrAnError) {
  const bool is_exhaustive_here = is_every_change_made();
  const std::size_t n = is_exhaustive_here ? truth_.cbin.size() : 20;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t at =
        is_exhaustive_here ? i : random_() % truth_.cbin.size();
    SCOPED_TRACE(fmt::format("byte {}", at));
    const std::size_t chunk = truth_.chunk_of(at);
    changed_ = truth_.cbin;
    changed_.erase(changed_.begin() + static_cast<std::ptrdiff_t>(at));
    served_.write_from(at, std::span(changed_).subspan(at));
    tally_.add(places_[at], "taken out", read_chunk(chunk));
    if (chunk + 1 < truth_.chunks.size()) {
      tally_.add(places_[at], "before it", read_chunk(chunk + 1));
    }
    served_.write_from(at, std::span(truth_.cbin).subspan(at));
  }
  EXPECT_GT(tally_.total(kError), 0U);
}

TEST_P(CbinMatrixTest, CutFileIsReadUpToTheCut) {
  const bool is_exhaustive_here = is_every_change_made();
  const std::size_t n = is_exhaustive_here ? truth_.cbin.size() : 20;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t size =
        is_exhaustive_here ? i : random_() % truth_.cbin.size();
    SCOPED_TRACE(fmt::format("{} bytes", size));
    const std::size_t first_cut = truth_.chunk_of(size);
    changed_.assign(truth_.cbin.begin(),
                    truth_.cbin.begin() + static_cast<std::ptrdiff_t>(size));
    served_.write_from(0, changed_);
    for (const std::size_t chunk : {first_cut - 1, first_cut, first_cut + 1}) {
      if (chunk < truth_.chunks.size()) {
        const std::string_view outcome = read_chunk(chunk);
        EXPECT_EQ(outcome, chunk < first_cut ? kRight : kError);
        tally_.add(Place::kTail, "cut", outcome);
      }
    }
    if (i % 64 == 0) {
      const VerifyReport report = verifier_.verify_with(changed_);
      EXPECT_EQ(report.check("size").result, CheckResult::kFailed);
    }
  }
}

TEST_P(CbinMatrixTest, BytesAfterTheEndChangeNothingButTheSize) {
  for (const std::size_t n_more : {1U, 2U, 4U, 1000U}) {
    changed_ = truth_.cbin;
    changed_.resize(changed_.size() + n_more);
    served_.write_from(0, changed_);
    for (std::size_t i = 0; i < truth_.chunks.size(); ++i) {
      EXPECT_EQ(read_chunk(i), kRight);
    }
    EXPECT_EQ(verifier_.verify_with(changed_).check("size").result,
              CheckResult::kFailed);
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, CbinMatrixTest,
                         ::testing::ValuesIn(golden_pairs()),
                         [](const auto& test) { return test.param.name; });

// An example of the damage that the tests above have to allow for.
TEST(CbinMatrixSelfTest, KnowsAFlipThatAdler32DoesNotSee) {
  constexpr std::size_t kOffset = 1753;
  const GoldenTruth truth = read_golden_truth("dtype_uint16");
  Bytes changed = truth.cbin;
  ASSERT_EQ(changed[kOffset], std::byte{31});
  changed[kOffset] = std::byte{63};
  const std::size_t chunk = truth.chunk_of(kOffset);
  const std::uint64_t offset = truth.header.chunk_offsets[chunk];
  const std::optional<Bytes> taken_for = what_zlib_takes_it_for(
      std::span(changed).subspan(
          offset, truth.header.chunk_offsets[chunk + 1] - offset),
      truth.chunks[chunk].size(), ChunkLayout::of(truth.header));
  ASSERT_TRUE(taken_for);
  EXPECT_NE(*taken_for, truth.chunks[chunk]);
}

}  // namespace
}  // namespace mtscomp
