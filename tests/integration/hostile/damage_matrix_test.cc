// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Hundreds of damaged copies of a golden pair, each read completely through a
// mount.  Every returned byte is compared with the expected byte: the truth;
// zlib's output, if zlib accepts the damaged stream; or the samples that a
// changed header describes.  All other reads fail with EIO, for the pages of a
// bad chunk and for no others.
//
// tests/matrix makes every possible change, without a mount.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <random>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "format/npy_header.h"
#include "integration/support/mounted_view.h"
#include "matrix/matrix_form.h"
#include "mtscomp/base/error.h"
#include "mtscomp/format/chunk_table.h"
#include "support/damage_places.h"
#include "support/golden_truth.h"
#include "support/reference_codec.h"
#include "support/sanitized.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kPage = 4096;

struct DamagedCopy {
  std::string stem;
  Place place = Place::kTail;
  std::string change;
  std::string header_text;
  Bytes cbin;
};

// Expected content of the file of a damaged copy.
struct ExpectedFile {
  Bytes bytes;                     // Zeros in bad chunks.
  std::vector<bool> is_bad;        // One for each byte.
  std::vector<ByteExtent> chunks;  // Extents in the shown file.
};

Bytes npy_prefix(const std::string& suffix, const Header& header) {
  if (suffix != ".cnpy") {
    return {};
  }
  return to_bytes(make_npy_header(header.dtype, current_shape(header).value()));
}

ExpectedFile expected_file(const DamagedCopy& copy, const Header& header,
                           const std::string& suffix) {
  ExpectedFile expected;
  expected.bytes = npy_prefix(suffix, header);
  expected.is_bad.resize(expected.bytes.size());
  const ChunkTable table(header);
  for (std::size_t i = 0; i < table.n_chunks(); ++i) {
    const ByteExtent extent = table.cbin_extent(i);
    std::optional<Bytes> samples;
    try {
      if (extent.end() <= copy.cbin.size()) {
        samples = reference_decode(
            std::span(copy.cbin).subspan(extent.offset, extent.size),
            table.raw_extent(i).size, ChunkLayout::of(header));
      }
    } catch (const std::runtime_error&) {
      // zlib refuses it.
    }
    const bool is_bad = !samples.has_value();
    if (is_bad) {
      samples = Bytes(table.raw_extent(i).size);
    }
    expected.chunks.push_back({expected.bytes.size(), samples->size()});
    expected.bytes.insert(expected.bytes.end(), samples->begin(),
                          samples->end());
    expected.is_bad.resize(expected.bytes.size(), is_bad);
  }
  return expected;
}

bool is_bad(const ExpectedFile& expected, std::size_t offset,
            std::size_t size) {
  const auto from =
      expected.is_bad.begin() + static_cast<std::ptrdiff_t>(offset);
  return std::find(from, from + static_cast<std::ptrdiff_t>(size), true) !=
         from + static_cast<std::ptrdiff_t>(size);
}

class DamageMatrixTest : public MountedViewTest,
                         public ::testing::WithParamInterface<std::string> {
 protected:
  DamageMatrixTest()
      : truth_(read_golden_truth(GetParam())), random_(test_seed()) {
    shown_suffix_ = "." + truth_.suffix.substr(2);
  }

  // Writes a copy with this header and this data.
  void add(Place place, std::string change, std::string header_text,
           Bytes cbin) {
    copies_.push_back({fmt::format("{}", copies_.size()), place,
                       std::move(change), std::move(header_text),
                       std::move(cbin)});
    const DamagedCopy& copy = copies_.back();
    write_file(in_source(copy.stem + ".ch"), copy.header_text);
    write_file(in_source(copy.stem + truth_.suffix), copy.cbin);
  }

  void add_flip(const std::vector<Place>& places, std::size_t at) {
    Bytes cbin = truth_.cbin;
    cbin[at] ^= std::byte{1} << (random_() % 8);
    add(places[at], "bit flipped", truth_.header_text, std::move(cbin));
  }

  // Damages `n` bytes of chunk data, and every other byte of the file.
  void add_damaged_data(std::size_t n) {
    const std::vector<Place> places = places_of_cbin(truth_.header);
    for (std::size_t at = 0; at < places.size(); ++at) {
      const bool is_rare = places[at] != Place::kBlockData;
      if (is_rare || random_() % places.size() < n) {
        add_flip(places, at);
      }
    }
    for (std::size_t i = 0; i < 20; ++i) {
      Bytes cut = truth_.cbin;
      cut.resize(random_() % cut.size());
      add(Place::kTail, "cut", truth_.header_text, std::move(cut));
      Bytes longer = truth_.cbin;
      longer.resize(longer.size() + 1 + random_() % 9000);
      add(Place::kTail, "more bytes", truth_.header_text, std::move(longer));
    }
  }

  // Damages each byte of the header `n` times.
  void add_damaged_headers(std::size_t n) {
    const std::vector<Place> places = places_of_header(truth_.header_text);
    for (std::size_t i = 0; i < n * places.size(); ++i) {
      const std::size_t at = i % places.size();
      std::string text = truth_.header_text;
      // Half of them are printable, because a header may continue with these.
      text[at] = static_cast<char>(random_() % 2 == 0 ? ' ' + random_() % 95
                                                      : random_() % 256);
      add(places[at], "replaced", std::move(text), truth_.cbin);
    }
    for (std::size_t i = 0; i < 20; ++i) {
      add(Place::kTail, "header cut",
          truth_.header_text.substr(0, random_() % places.size()), truth_.cbin);
    }
    const std::size_t order = truth_.header_text.find("\"chunk_order\"") + 16;
    std::string turned = truth_.header_text;
    turned[order] = turned[order] == 'F' ? 'C' : 'F';
    add(places[order], "turned", std::move(turned), truth_.cbin);
  }

  void read_all() {
    problems_ = {};
    list();  // Problems are listed only after the files were looked up.
    const Bytes problems = read_file(shown(".mtscompfs/problems"));
    problems_ = {reinterpret_cast<const char*>(problems.data()),
                 problems.size()};
    for (const DamagedCopy& copy : copies_) {
      SCOPED_TRACE(fmt::format("{}: {}, {}", copy.stem, place_name(copy.place),
                               copy.change));
      tally_.add(copy.place, copy.change, read(copy));
    }
    fmt::print("{}: {} damaged copies\n{}", truth_.name, copies_.size(),
               tally_.table());
  }

  std::string_view read(const DamagedCopy& copy) {
    const std::optional<Header> header = header_of(copy);
    if (!header) {
      expect_plain_files(copy);
      return "plain files";
    }
    ExpectedFile expected = expected_file(copy, *header, truth_.suffix);
    const std::string path = shown(copy.stem + shown_suffix_);
    EXPECT_EQ(std::filesystem::file_size(path), expected.bytes.size());
    expect_chunks(path, expected);
    expect_pages(path, expected);
    return outcome_of(copy, *header, expected);
  }

  // Nothing if the header is not valid.
  std::optional<Header> header_of(const DamagedCopy& copy) const {
    try {
      const Header header = parse_header(copy.header_text, copy.stem);
      return truth_.suffix != ".cnpy" || current_shape(header)
                 ? std::optional(header)
                 : std::nullopt;
    } catch (const FormatError&) {
      return std::nullopt;
    }
  }

  void expect_plain_files(const DamagedCopy& copy) {
    EXPECT_EQ(lookup_errno(copy.stem + shown_suffix_), ENOENT);
    EXPECT_TRUE(shows(copy.stem + truth_.suffix, copy.cbin));
    EXPECT_TRUE(shows(copy.stem + ".ch", to_bytes(copy.header_text)));
    EXPECT_THAT(problems_, HasSubstr("/" + copy.stem + ".ch: "));
  }

  // Bypassing the page cache, the kernel requests exactly these bytes: each
  // chunk that is not bad is returned, whatever its neighbours are.
  void expect_chunks(const std::string& path, ExpectedFile& expected) const {
    const FileDescriptor file(
        ::open(path.c_str(), O_RDONLY | O_DIRECT | O_CLOEXEC));
    ASSERT_TRUE(file.is_open()) << path;
    for (const ByteExtent& chunk : expected.chunks) {
      if (!is_bad(expected, chunk.offset, chunk.size) ||
          !is_right_all_the_same(file, chunk, expected)) {
        expect_read(file, expected, chunk.offset, chunk.size);
      }
    }
  }

  // libdeflate accepts some streams that zlib refuses (tests/matrix): their
  // bytes must equal the truth, and are expected from here on.
  bool is_right_all_the_same(const FileDescriptor& file,
                             const ByteExtent& chunk,
                             ExpectedFile& expected) const {
    const std::size_t prefix = npy_prefix(truth_.suffix, truth_.header).size();
    Bytes bytes(chunk.size);
    if (::pread(file.get(), bytes.data(), chunk.size,
                static_cast<off_t>(chunk.offset)) < 0) {
      return false;
    }
    if (chunk.end() - prefix > truth_.raw.size()) {
      ADD_FAILURE() << "bytes after the end of the file, at " << chunk.offset;
      return true;
    }
    const auto truth =
        std::span(truth_.raw).subspan(chunk.offset - prefix, chunk.size);
    EXPECT_TRUE(same_bytes(truth, bytes)) << "at " << chunk.offset;
    const auto at = static_cast<std::ptrdiff_t>(chunk.offset);
    std::copy(truth.begin(), truth.end(), expected.bytes.begin() + at);
    std::fill_n(expected.is_bad.begin() + at, chunk.size, false);
    return true;
  }

  static void expect_pages(const std::string& path,
                           const ExpectedFile& expected) {
    const FileDescriptor file = open_for_reading(path);
    for (std::size_t at = 0; at < expected.bytes.size(); at += kPage) {
      expect_read(file, expected, at,
                  std::min(kPage, expected.bytes.size() - at));
    }
  }

  static void expect_read(const FileDescriptor& file,
                          const ExpectedFile& expected, std::size_t offset,
                          std::size_t size) {
    Bytes bytes(size);
    const ssize_t n =
        ::pread(file.get(), bytes.data(), size, static_cast<off_t>(offset));
    if (is_bad(expected, offset, size)) {
      EXPECT_EQ(n, -1) << "at " << offset;
      EXPECT_EQ(errno, EIO) << "at " << offset;
    } else {
      EXPECT_EQ(n, static_cast<ssize_t>(size)) << "at " << offset;
      EXPECT_TRUE(
          same_bytes(std::span(expected.bytes).subspan(offset, size), bytes))
          << "at " << offset;
    }
  }

  // Compares with the undamaged pair.
  std::string_view outcome_of(const DamagedCopy& copy, const Header& header,
                              const ExpectedFile& expected) const {
    Bytes truth = npy_prefix(truth_.suffix, truth_.header);
    truth.insert(truth.end(), truth_.raw.begin(), truth_.raw.end());
    bool is_other = false;
    bool has_bad = false;
    for (std::size_t i = 0; i < expected.bytes.size(); ++i) {
      has_bad = has_bad || expected.is_bad[i];
      is_other =
          is_other || (!expected.is_bad[i] &&
                       (i >= truth.size() || expected.bytes[i] != truth[i]));
    }
    if (!is_other) {
      return has_bad ? "EIO" : "right";
    }
    if (copy.header_text == truth_.header_text) {
      return "not seen by Adler-32";
    }
    const Header& before = truth_.header;
    EXPECT_TRUE(header.transform != before.transform ||
                header.dtype != before.dtype ||
                header.n_channels != before.n_channels ||
                header.chunk_bounds != before.chunk_bounds ||
                header.chunk_offsets != before.chunk_offsets)
        << copy.header_text;
    return "header that lies";
  }

  GoldenTruth truth_;
  std::string shown_suffix_;
  std::mt19937_64 random_;
  std::vector<DamagedCopy> copies_;
  std::string problems_;
  DamageTally tally_;
};

TEST_P(DamageMatrixTest, EveryByteServedIsTheOneThatHasToBeThere) {
  const std::size_t factor = is_full_matrix() ? 8 : 1;
  add(Place::kTail, "undamaged", truth_.header_text, truth_.cbin);
  add_damaged_data(factor * (is_sanitized() ? 20 : 200));
  if (!is_sanitized()) {
    add_damaged_headers(factor);
  } else {
    add_damaged_headers(1);
  }
  read_all();
  EXPECT_GE(tally_.total("right"), 1U);
  EXPECT_GE(tally_.total("EIO"), 1U);
  EXPECT_GE(tally_.total("plain files"), 1U);
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
}

INSTANTIATE_TEST_SUITE_P(Golden, DamageMatrixTest,
                         ::testing::Values("be_i2_no_difference",
                                           "dtype_uint16", "dtype_int64",
                                           "f4_orderC_time1_spatial1", "npy_3d",
                                           "orderF_time1_spatial1"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace mtscomp
