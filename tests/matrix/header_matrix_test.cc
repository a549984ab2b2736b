// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Damage to headers: every byte replaced by every other value, removed, or
// another byte inserted; the text cut at every byte.  If the text is still a
// header, reading returns the right bytes or errors, or the header has other
// valid values.  A lost key is never replaced by a default.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>
#include <set>

#include "base/json/json_members.h"
#include "base/json/json_text.h"
#include "format/header_json.h"
#include "matrix/matrix_form.h"
#include "matrix/served_pair.h"
#include "mtscomp/base/error.h"
#include "support/damage_places.h"
#include "support/golden_truth.h"
#include "support/sanitized.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

constexpr unsigned kByteValues = 256;

const std::vector<std::string_view> kExhaustiveInShort = {"dtype_uint16",
                                                          "wraparound"};

// Keys that determine the bytes of a .bin.
const std::set<std::string> kDecisiveKeys = {
    "chunk_bounds", "chunk_offsets",   "chunk_order", "do_time_diff",
    "dtype",        "do_spatial_diff", "n_channels"};

std::set<std::string> keys_of(const JsonObject& object) {
  std::set<std::string> keys;
  for (const JsonMember& member : object) {
    keys.insert(member.key);
  }
  return keys;
}

// Keys whose values differ.  Requires: both have the same keys.
std::set<std::string> changed_values(const JsonObject& before,
                                     const JsonObject& after) {
  std::set<std::string> changed;
  for (const JsonMember& member : before) {
    if (serialize_json(member.value) !=
        serialize_json(*find_member(after, member.key))) {
      changed.insert(member.key);
    }
  }
  return changed;
}

class HeaderMatrixTest : public ::testing::TestWithParam<GoldenPair> {
 protected:
  HeaderMatrixTest()
      : truth_(read_golden_truth(GetParam())),
        places_(places_of_header(truth_.header_text)),
        original_(parse_json_object(truth_.header_text, "x.ch")),
        served_(truth_.cbin),
        decoders_(all_decoders()),
        random_(test_seed()) {
    spdlog::set_level(spdlog::level::off);  // Wrong segments are logged.
  }

  void TearDown() override {
    fmt::print("{}:\n{}", truth_.name, tally_.table());
    for (const std::string& lie : lies_) {
      fmt::print("  a header that lies: {}\n", lie);
    }
  }

  // Reads the recording with the changed header.  `at` is the place of the
  // change.
  void read_with(const std::string& text, std::size_t at,
                 std::string_view change) {
    const Place place = at < places_.size() ? places_[at] : Place::kTail;
    Header header;
    try {
      header = parse_header(text, "x.ch");
    } catch (const FormatError&) {
      tally_.add(place, change, "refused");
      return;
    }
    std::string_view outcome = "right";
    const Recording recording = served_.open(header);
    for (std::size_t i = 0; i < header.n_chunks(); ++i) {
      for (ChunkDecoder& decoder : decoders_) {
        const std::optional<Bytes> samples =
            ServedPair::load(recording, i, decoder);
        if (!samples) {
          outcome = outcome == "right" ? "error" : outcome;
        } else if (!is_truth(recording.chunks().raw_extent(i), *samples)) {
          outcome = "lies";
        }
        // If only a value differs, which is the usual case, one decoder is
        // enough: the header is the same for all decoders.
        if (text.size() == truth_.header_text.size() && outcome != "lies") {
          break;
        }
      }
    }
    tally_.add(place, change, outcome);
    if (outcome == "lies") {
      expect_it_says_so(text, at, change);
    }
  }

  // Whether these bytes are equal to the .bin at this place.
  bool is_truth(const ByteExtent& extent, const Bytes& samples) const {
    return extent.end() <= truth_.raw.size() &&
           std::equal(
               samples.begin(), samples.end(),
               truth_.raw.begin() + static_cast<std::ptrdiff_t>(extent.offset));
  }

  void expect_it_says_so(const std::string& text, std::size_t at,
                         std::string_view change) {
    const JsonObject object = parse_json_object(text, "x.ch");
    ASSERT_EQ(keys_of(object), keys_of(original_)) << text;
    const std::set<std::string> changed = changed_values(original_, object);
    EXPECT_FALSE(changed.empty()) << text;
    for (const std::string& key : changed) {
      EXPECT_TRUE(kDecisiveKeys.contains(key)) << key << " in " << text;
      lies_.push_back(fmt::format("byte {} {}: {}: {} -> {}", at, change, key,
                                  serialize_json(*find_member(original_, key)),
                                  serialize_json(*find_member(object, key))));
    }
  }

  void replace(std::size_t at, unsigned value) {
    std::string text = truth_.header_text;
    if (static_cast<unsigned char>(text[at]) != value) {
      text[at] = static_cast<char>(value);
      SCOPED_TRACE(fmt::format("byte {} replaced by {}", at, value));
      read_with(text, at, "replaced");
    }
  }
  void insert(std::size_t at, unsigned value) {
    std::string text = truth_.header_text;
    text.insert(at, 1, static_cast<char>(value));
    SCOPED_TRACE(fmt::format("{} inserted at byte {}", value, at));
    read_with(text, at, "inserted");
  }
  void erase(std::size_t at) {
    std::string text = truth_.header_text;
    text.erase(at, 1);
    SCOPED_TRACE(fmt::format("byte {} taken out", at));
    read_with(text, at, "taken out");
  }
  std::size_t random_place() { return random_() % places_.size(); }

  GoldenTruth truth_;
  std::vector<Place> places_;
  JsonObject original_;
  ServedPair served_;
  std::vector<ChunkDecoder> decoders_;
  std::mt19937_64 random_;
  DamageTally tally_;
  std::vector<std::string> lies_;
};

TEST_P(HeaderMatrixTest, ReplacedByteIsRefusedOrRightOrAnErrorOrALie) {
  if (is_exhaustive(GetParam(), kExhaustiveInShort)) {
    for (std::size_t at = 0; at < places_.size(); ++at) {
      for (unsigned value = 0; value < kByteValues; ++value) {
        replace(at, value);
      }
    }
  } else {
    for (int i = 0; i < (is_slow() ? 100 : 400); ++i) {
      replace(random_place(), random_() % kByteValues);
    }
  }
  EXPECT_GT(tally_.total("refused"), 0U);
}

TEST_P(HeaderMatrixTest, ByteMoreIsRefusedOrRightOrAnErrorOrALie) {
  if (is_exhaustive(GetParam(), kExhaustiveInShort)) {
    for (std::size_t at = 0; at <= places_.size(); ++at) {
      for (unsigned value = 0; value < kByteValues; ++value) {
        insert(at, value);
      }
    }
  } else {
    for (int i = 0; i < (is_slow() ? 100 : 400); ++i) {
      insert(random_place(), random_() % kByteValues);
    }
  }
  EXPECT_GT(tally_.total("refused"), 0U);
}

TEST_P(HeaderMatrixTest, ByteTakenOutIsRefusedOrRightOrAnErrorOrALie) {
  if (is_exhaustive(GetParam(), kExhaustiveInShort)) {
    for (std::size_t at = 0; at < places_.size(); ++at) {
      erase(at);
    }
  } else {
    for (int i = 0; i < 100; ++i) {
      erase(random_place());
    }
  }
  EXPECT_GT(tally_.total("refused"), 0U);
}

TEST_P(HeaderMatrixTest, CutHeaderIsRefused) {
  for (std::size_t size = 0; size < places_.size(); ++size) {
    EXPECT_THROW(parse_header(truth_.header_text.substr(0, size), "x.ch"),
                 FormatError)
        << size;
  }
}

// Checks that exchanging the order is detected where it matters, which proves
// the comparison above.
TEST_P(HeaderMatrixTest, OrderThatIsTurnedRoundIsALieWhereItMatters) {
  const std::size_t at = truth_.header_text.find("\"chunk_order\": \"") + 16;
  replace(at, truth_.header_text[at] == 'F' ? 'C' : 'F');
  const bool matters = truth_.header.n_channels > 1 &&
                       *std::max_element(truth_.header.chunk_bounds.begin(),
                                         truth_.header.chunk_bounds.end()) > 1;
  EXPECT_EQ(lies_.size(), matters ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(Golden, HeaderMatrixTest,
                         ::testing::ValuesIn(golden_pairs()),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace mtscomp
