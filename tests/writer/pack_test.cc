// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "base/files/file_io.h"
#include "codec/chunk_verifier.h"
#include "format/header_json.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/campaign.h"
#include "support/golden.h"
#include "support/reference_codec.h"
#include "support/reference_segments.h"
#include "support/seed.h"
#include "support/temp_dir.h"
#include "writer/choose_transform.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class PackTest : public ::testing::Test {
 protected:
  PackJob make_job(std::span<const std::byte> raw, const ChunkLayout& layout) {
    write_file(raw_path_, raw);
    PackJob job;
    job.raw_path = raw_path_;
    job.cbin_path = directory_.file("x.cbin");
    job.ch_path = directory_.file("x.ch");
    job.layout = layout;
    job.sample_rate = 100;
    return job;
  }
  PackJob random_job(std::size_t n_samples,
                     const ChunkLayout& layout = {.n_channels = 5}) {
    raw_ = make_random_samples(layout, n_samples, random_);
    return make_job(raw_, layout);
  }
  static PackProgress run(const PackJob& job, const PackOptions& options = {}) {
    return pack(job, options, {}, nullptr);
  }
  Header header() const {
    const std::string path = directory_.file("x.ch");
    return parse_header(read_text(open_for_reading(path), 1 << 20, path), path);
  }
  // Decoded by the reference codec.
  Bytes unpacked() const {
    const Header packed = header();
    const Bytes cbin = read_file(directory_.file("x.cbin"));
    Bytes raw;
    for (std::size_t i = 0; i < packed.n_chunks(); ++i) {
      const Bytes chunk = reference_decode(
          std::span(cbin).subspan(
              packed.chunk_offsets[i],
              packed.chunk_offsets[i + 1] - packed.chunk_offsets[i]),
          (packed.chunk_bounds[i + 1] - packed.chunk_bounds[i]) *
              packed.sample_size(),
          ChunkLayout::of(packed));
      raw.insert(raw.end(), chunk.begin(), chunk.end());
    }
    return raw;
  }
  // The first fault of a chunk's segments, checked with zlib; "" if there is
  // none.
  std::string segment_fault() const {
    const Header packed = header();
    const ChunkLayout layout = ChunkLayout::of(packed);
    const bool is_channel_major =
        layout.transform.chunk_order == ChunkOrder::kChannelMajor;
    const Bytes cbin = read_file(directory_.file("x.cbin"));
    for (std::size_t i = 0; i < packed.n_chunks(); ++i) {
      const std::size_t first = packed.chunk_bounds[i];
      const std::size_t n = packed.chunk_bounds[i + 1] - first;
      const std::vector<Segment> segments =
          packed.segments.of_chunk(i, is_channel_major ? packed.n_channels : n);
      if (segments.empty()) {
        continue;
      }
      const std::string fault = find_segment_fault(
          std::span(cbin).subspan(
              packed.chunk_offsets[i],
              packed.chunk_offsets[i + 1] - packed.chunk_offsets[i]),
          reference_arrange(
              std::span(raw_).subspan(first * packed.sample_size(),
                                      n * packed.sample_size()),
              layout),
          segments,
          is_channel_major ? n * packed.dtype.value_width
                           : packed.sample_size());
      if (!fault.empty()) {
        return "chunk " + std::to_string(i) + ": " + fault;
      }
    }
    return "";
  }
  static std::string abandoned_partial_of(const std::string& path) {
    std::array<char, 256> host = {};
    ::gethostname(host.data(), host.size() - 1);
    return path + ".partial-" + host.data() + "-1";
  }
  std::vector<std::string> files() const { return directory_.files(); }

  TempDir directory_;
  std::string raw_path_ = directory_.file("x.bin");
  std::mt19937_64 random_{test_seed()};
  Bytes raw_;
};

std::string refusal_of(const std::function<void()>& action) {
  try {
    action();
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

TEST_F(PackTest, WritesAPairThatDecodesToTheInput) {
  run(random_job(250));
  EXPECT_TRUE(same_bytes(raw_, unpacked()));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackTest, HeaderSaysWhatMtscompsWould) {
  const PackProgress packed = run(random_job(250));
  const Header found = header();
  EXPECT_THAT(found.chunk_bounds, ::testing::ElementsAre(0, 100, 200, 250));
  EXPECT_THAT(found.shape, ::testing::ElementsAre(250, 5));
  EXPECT_EQ(found.sha1_uncompressed, sha1_of(raw_));
  EXPECT_EQ(found.sha1_compressed,
            sha1_of(read_file(directory_.file("x.cbin"))));
  EXPECT_EQ(found.cbin_size(), packed.cbin_size);
  EXPECT_EQ(packed.sha1_uncompressed, sha1_of(raw_));
}

// Random dtypes, shapes, chunk lengths, transforms, levels and threads.
TEST_F(PackTest, RandomRecordingsComeBack) {
  const int n_rounds = is_campaign() ? 150 : 15;
  const std::array<const char*, 11> dtypes = {
      "int8",  "uint8",  "int16",   "uint16",  "int32",  "uint32",
      "int64", "uint64", "float16", "float32", "float64"};
  const std::array<const char*, 4> levels = {"fast", "balanced", "dense",
                                             "zlib6"};
  for (int round = 0; round < n_rounds; ++round) {
    ChunkLayout layout;
    layout.dtype = *parse_dtype(dtypes[random_() % dtypes.size()]);
    layout.n_channels = 1 + random_() % 20;
    layout.transform.do_time_diff = random_() % 2 == 0;
    layout.transform.do_spatial_diff = random_() % 2 == 0;
    layout.transform.chunk_order = random_() % 2 == 0
                                       ? ChunkOrder::kChannelMajor
                                       : ChunkOrder::kSampleMajor;
    PackJob job = random_job(1 + random_() % 300, layout);
    job.chunk_duration = static_cast<double>(1 + random_() % 150) / 100;
    PackOptions options;
    options.n_threads = 1 + random_() % 4;
    options.level = parse_deflate_level(levels[random_() % levels.size()]);
    options.existing = Existing::kReplace;
    options.allow_lossy_float = true;
    options.n_segments = random_() % 5;
    run(job, options);
    SCOPED_TRACE(serialize_header(header()));
    if (is_lossless(layout)) {
      ASSERT_TRUE(same_bytes(raw_, unpacked()));
    }
    ASSERT_EQ(header().sha1_uncompressed, sha1_of(raw_));
    ASSERT_EQ(segment_fault(), "");
  }
}

TEST_F(PackTest, TableHasTheSegmentsOfEachChunk) {
  for (const char* const transform : {"time/F", "time+channel/C"}) {
    for (const char* const level : {"fast", "balanced", "dense", "zlib6"}) {
      SCOPED_TRACE(std::string(transform) + " " + level);
      run(random_job(
              250, {.n_channels = 33, .transform = parse_transform(transform)}),
          {.level = parse_deflate_level(level),
           .n_threads = 3,
           .existing = Existing::kReplace,
           .n_segments = 4});
      const Header packed = header();
      EXPECT_EQ(packed.segments_problem, "");
      EXPECT_EQ(packed.segments.n_chunks(), 3U);
      EXPECT_EQ(segment_fault(), "");
      EXPECT_TRUE(same_bytes(raw_, unpacked()));
    }
  }
}

// Samples are cut at the bounds of full chunks.
TEST_F(PackTest, ShortLastChunkHasFewerSegments) {
  ChunkLayout layout = {.n_channels = 5};
  layout.transform.chunk_order = ChunkOrder::kSampleMajor;
  run(random_job(230, layout), {.n_segments = 4});
  const Segments segments = header().segments;
  EXPECT_THAT(segments.bounds(), ::testing::ElementsAre(0, 25, 50, 75, 100));
  EXPECT_EQ(segments.of_chunk(0, 100).size(), 4U);
  EXPECT_EQ(segments.of_chunk(2, 30).size(), 2U);
  EXPECT_EQ(segment_fault(), "");
}

TEST_F(PackTest, LastChunkOfOneSegmentHasNone) {
  ChunkLayout layout = {.n_channels = 5};
  layout.transform.chunk_order = ChunkOrder::kSampleMajor;
  run(random_job(225, layout), {.n_segments = 4});
  EXPECT_EQ(header().segments.n_chunks(), 3U);
  EXPECT_TRUE(header().segments.of_chunk(2, 25).empty());
  EXPECT_EQ(segment_fault(), "");
}

TEST_F(PackTest, HeaderHasNoKeyWithoutSegments) {
  run(random_job(250), {.n_segments = 1});
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin", "x.cbin", "x.ch"));
  EXPECT_TRUE(header().segments.empty());
  // Small chunks have none by default.
  run(random_job(250), {.existing = Existing::kReplace});
  EXPECT_TRUE(header().segments.empty());
  ChunkLayout floats = {.dtype = *parse_dtype("float32"), .n_channels = 5};
  run(random_job(250, floats), {.existing = Existing::kReplace,
                                .allow_lossy_float = true,
                                .n_segments = 4});
  EXPECT_TRUE(header().segments.empty());
}

TEST_F(PackTest, ThreadsDoNotChangeSegments) {
  const PackJob job = random_job(950);
  run(job, {.n_threads = 1, .n_segments = 4});
  const Bytes cbin = read_file(job.cbin_path);
  const Bytes ch = read_file(job.ch_path);
  run(job, {.n_threads = 4, .existing = Existing::kReplace, .n_segments = 4});
  EXPECT_TRUE(same_bytes(cbin, read_file(job.cbin_path)));
  EXPECT_TRUE(same_bytes(ch, read_file(job.ch_path)));
}

// Compares both files byte for byte: Python's zlib and ours are the same
// library here.
TEST_F(PackTest, Zlib6GivesMtscompsOwnFilesOfIntegerPairs) {
  int n_compared = 0;
  for (const GoldenPair& golden : golden_pairs()) {
    const Header packed = parse_header(
        read_text(open_for_reading(golden.ch_path), 1 << 20, golden.ch_path),
        golden.ch_path);
    const bool is_compared = packed.dtype.kind != ValueKind::kFloat &&
                             !packed.chopped && packed.segments.empty();
    if (!is_compared) {
      continue;
    }
    SCOPED_TRACE(golden.name);
    std::filesystem::copy_file(
        golden.cbin_path, directory_.file("x.cbin"),
        std::filesystem::copy_options::overwrite_existing);
    std::filesystem::copy_file(
        golden.ch_path, directory_.file("x.ch"),
        std::filesystem::copy_options::overwrite_existing);
    PackJob job = make_job(unpacked(), ChunkLayout::of(packed));
    job.sample_rate = packed.sample_rate;
    // A duration that results in chunks of the same number of samples.
    job.chunk_duration =
        static_cast<double>(packed.chunk_bounds[1]) / packed.sample_rate;
    job.shape = packed.shape;
    run(job, {.level = parse_deflate_level("zlib6"),
              .n_threads = 2,
              .check = true,
              .existing = Existing::kReplace,
              .n_segments = 1});
    EXPECT_TRUE(same_bytes(read_file(golden.cbin_path),
                           read_file(directory_.file("x.cbin"))));
    EXPECT_TRUE(same_bytes(read_file(golden.ch_path),
                           read_file(directory_.file("x.ch"))));
    ++n_compared;
  }
  EXPECT_GE(n_compared, 25);
}

TEST_F(PackTest, TellsHowFarItIs) {
  std::vector<std::uint64_t> done;
  const PackJob job = random_job(250);
  pack(job, {}, {}, [&done](const PackProgress& progress) {
    EXPECT_EQ(progress.raw_size, 2500U);
    done.push_back(progress.raw_done);
  });
  EXPECT_THAT(done, ::testing::ElementsAre(1000, 2000, 2500));
}

TEST_F(PackTest, InputIsLeftAsItWas) {
  const PackJob job = random_job(250);
  const auto before = std::filesystem::last_write_time(raw_path_);
  run(job);
  EXPECT_TRUE(same_bytes(raw_, read_file(raw_path_)));
  EXPECT_EQ(std::filesystem::last_write_time(raw_path_), before);
}

TEST_F(PackTest, RefusesWhatIsNoWholeRecording) {
  PackJob job = random_job(250);
  write_file(raw_path_, Bytes(15));
  EXPECT_THAT(refusal_of([&] { run(job); }),
              HasSubstr("x.bin: 15 bytes are not a whole number of samples of "
                        "10 bytes each (5 bytes are left over)"));
  write_file(raw_path_, Bytes());
  EXPECT_THAT(refusal_of([&] { run(job); }),
              HasSubstr("x.bin: the file is empty; copy it again, or move it "
                        "away"));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin"));
}

TEST_F(PackTest, RefusesToReplaceEitherFileUnlessAsked) {
  const PackJob job = random_job(250);
  for (const std::string& existing : {job.cbin_path, job.ch_path}) {
    write_file(existing, "old");
    EXPECT_THAT(refusal_of([&] { run(job); }),
                HasSubstr(existing + ": already exists"));
    EXPECT_TRUE(same_bytes(to_bytes("old"), read_file(existing)));
    std::filesystem::remove(existing);
  }
  run(job);
  run(job, {.existing = Existing::kReplace});
  EXPECT_TRUE(same_bytes(raw_, unpacked()));
}

TEST_F(PackTest, RefusesToWriteOverItsInput) {
  PackJob job = random_job(250);
  job.cbin_path = job.raw_path;
  EXPECT_THAT(refusal_of([&] { run(job, {.existing = Existing::kReplace}); }),
              HasSubstr("the output is the input"));
  std::filesystem::create_hard_link(raw_path_, directory_.file("link.cbin"));
  job.cbin_path = directory_.file("link.cbin");
  EXPECT_THAT(refusal_of([&] { run(job, {.existing = Existing::kReplace}); }),
              HasSubstr("the output is the input"));
  EXPECT_TRUE(same_bytes(raw_, read_file(raw_path_)));
}

// In `mtscomp-pack --overwrite *.bin`, the first file is the input and the
// others are outputs.
TEST_F(PackTest, ReplacesNothingWhoseNameIsThatOfAnotherRecording) {
  PackJob job = random_job(250);
  const auto expect_kept = [&](const std::string& path) {
    write_file(path, "a recording");
    EXPECT_THAT(refusal_of([&] { run(job, {.existing = Existing::kReplace}); }),
                HasSubstr(path + ": wrong name for the "));
    EXPECT_TRUE(same_bytes(to_bytes("a recording"), read_file(path)));
  };
  job.cbin_path = directory_.file("y.bin");
  expect_kept(job.cbin_path);
  job.cbin_path = directory_.file("x.cbin");
  for (const char* const name : {"z.bin", "x.meta", "x", "z.cbin"}) {
    job.ch_path = directory_.file(name);
    expect_kept(job.ch_path);
  }
}

TEST_F(PackTest, FiguresAreCheckedBeforeAnEstimate) {
  for (const std::uint64_t n_channels :
       {0ULL, 1ULL << 63U, (1ULL << 63U) + 1}) {
    PackJob job = random_job(250);
    job.layout.n_channels = n_channels;
    EXPECT_THAT(refusal_of([&] { estimate_transform(job, {}, {}); }),
                HasSubstr("channels"));
    EXPECT_THAT(refusal_of([&] { estimate_transforms(job, {}, {}); }),
                HasSubstr("channels"));
  }
}

TEST_F(PackTest, RefusesDifferencesOfBigEndianValues) {
  const PackJob job =
      random_job(10, {.dtype = *parse_dtype(">i2"), .n_channels = 2});
  EXPECT_THAT(refusal_of([&] { run(job); }), HasSubstr("big-endian"));
}

TEST_F(PackTest, FloatsNeedConsentWhereTheyWouldBeRounded) {
  ChunkLayout layout = {.dtype = *parse_dtype("float32"), .n_channels = 2};
  const PackJob rounded = random_job(10, layout);
  EXPECT_THAT(refusal_of([&] { run(rounded); }),
              HasSubstr("x.bin: dtype float32: differences of floats"));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin"));
  run(rounded, {.existing = Existing::kReplace, .allow_lossy_float = true});
  layout.transform.do_time_diff = false;
  run(random_job(10, layout), {.existing = Existing::kReplace});
  EXPECT_TRUE(same_bytes(raw_, unpacked()));
}

TEST_F(PackTest, MissingOutputDirectoryIsMade) {
  PackJob job = random_job(250);
  job.cbin_path = directory_.file("new/deeper/x.cbin");
  job.ch_path = directory_.file("new/deeper/x.ch");
  run(job);
  EXPECT_TRUE(std::filesystem::exists(job.ch_path));
}

TEST_F(PackTest, InputThatChangesMeanwhileIsAnErrorAndLeavesNothing) {
  const PackJob job = random_job(250);
  const std::string refusal = refusal_of([&] {
    pack(job, {}, {}, [&](const PackProgress&) {
      std::ofstream(raw_path_, std::ios::app) << "more";
    });
  });
  EXPECT_THAT(refusal, HasSubstr("changed while it was being packed ("));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin"));
}

// Bug: only size and modification time were compared, but rsync -t, tar and cp
// -p restore the time.
TEST_F(PackTest, InputThatChangesAndGetsItsTimeBackIsAnErrorAndLeavesNothing) {
  const PackJob job = random_job(250);
  const std::string refusal = refusal_of([&] {
    pack(job, {}, {}, [&](const PackProgress&) {
      const std::filesystem::file_time_type time =
          std::filesystem::last_write_time(raw_path_);
      std::fstream(raw_path_, std::ios::in | std::ios::out) << "new";
      std::filesystem::last_write_time(raw_path_, time);
    });
  });
  EXPECT_THAT(refusal, HasSubstr("changed while it was being packed ("));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin"));
}

// Bug: the replaced input was not noticed, and the pair held the data of the
// removed file.
TEST_F(PackTest, InputThatIsReplacedMeanwhileIsAnErrorAndLeavesNothing) {
  const PackJob job = random_job(250);
  const auto pack_and = [&](const auto& change) {
    return refusal_of(
        [&] { pack(job, {}, {}, [&](const PackProgress&) { change(); }); });
  };
  const std::string other = directory_.file("y.bin");
  write_file(other, raw_);
  EXPECT_THAT(pack_and([&] {
                if (std::filesystem::exists(other)) {
                  std::filesystem::rename(other, raw_path_);
                }
              }),
              HasSubstr("x.bin: another process replaced or removed it"));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin"));
  EXPECT_THAT(pack_and([&] { std::filesystem::remove(raw_path_); }),
              HasSubstr("x.bin"));
  EXPECT_THAT(files(), ::testing::IsEmpty());
}

TEST_F(PackTest, InputThatBecomesShorterIsAnErrorAndLeavesNothing) {
  const PackJob job = random_job(1000);
  const std::string refusal = refusal_of([&] {
    pack(job, {}, {}, [&](const PackProgress&) {
      std::filesystem::resize_file(raw_path_, 10);
    });
  });
  EXPECT_THAT(refusal, HasSubstr("changed while it was being packed: only "));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin"));
}

TEST_F(PackTest, StopsWhenAskedAndLeavesNothing) {
  const PackJob job = random_job(1000);
  std::stop_source stop;
  EXPECT_THAT(refusal_of([&] {
                pack(job, {}, stop.get_token(),
                     [&](const PackProgress&) { stop.request_stop(); });
              }),
              HasSubstr("x.bin: stopped; no output was written"));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin"));
}

// A writer that is killed between its two renames leaves a .cbin without a .ch,
// and a partial .ch that identifies the .cbin.
TEST_F(PackTest, RerunAfterAKillBetweenTheRenamesCompletes) {
  const PackJob job = random_job(250);
  run(job);
  std::filesystem::rename(job.ch_path, abandoned_partial_of(job.ch_path));
  run(job);
  EXPECT_TRUE(same_bytes(raw_, unpacked()));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin", "x.cbin", "x.ch"));
}

// Bug: a .cbin whose .ch a writer on another host had just renamed to its
// backup was taken for one without a .ch.
TEST_F(PackTest, HalfAPairOfAnotherHostIsNotReplaced) {
  const PackJob job = random_job(250);
  run(job);
  const std::string aside = job.ch_path + ".partial-elsewhere-7-replaced-" +
                            sha1_of(to_bytes("x.cbin")).substr(0, 8);
  std::filesystem::rename(job.ch_path, aside);
  const PackOptions replacing = {.existing = Existing::kReplace};
  EXPECT_THAT(refusal_of([&] { run(job, replacing); }),
              HasSubstr("only one file of a pair exists, and another host"));
  EXPECT_THAT(files(), ::testing::ElementsAre(
                           "x.bin", "x.cbin",
                           std::filesystem::path(aside).filename().string()));
  std::filesystem::remove(aside);
  run(job, replacing);
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin", "x.cbin", "x.ch"));
}

// Bug: the partial .cbin of another killed writer blocked packing for ever.
TEST_F(PackTest, RerunAfterTwoKilledWritersCompletes) {
  const PackJob job = random_job(250);
  run(job);
  std::filesystem::rename(job.ch_path, abandoned_partial_of(job.ch_path));
  write_file(abandoned_partial_of(job.cbin_path) + "2", "half");
  run(job);
  EXPECT_TRUE(same_bytes(raw_, unpacked()));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin", "x.cbin", "x.ch"));
}

// Bug: a writer that was killed while it withdrew its .cbin left a backup of
// the older one and a partial .ch that could describe either.  The older one
// was restored, and then removed because it was taken for the new one.
TEST_F(PackTest, CbinThatWasRestoredIsNotRemoved) {
  const PackJob job = random_job(250);
  run(job);
  const Bytes older = read_file(job.cbin_path);
  const Bytes header = read_file(job.ch_path);
  const std::string aside = abandoned_partial_of(job.cbin_path) + "-replaced";
  for (const Existing existing : {Existing::kRefuse, Existing::kReplace}) {
    std::filesystem::rename(job.cbin_path, aside);
    std::filesystem::remove(job.ch_path);
    write_file(abandoned_partial_of(job.ch_path), header);
    std::stop_source stop;
    stop.request_stop();
    const auto pack_again = [&] {
      pack(job, {.existing = existing}, stop.get_token(), nullptr);
    };
    if (existing == Existing::kRefuse) {
      EXPECT_THROW(pack_again(), UsageError);
    } else {
      EXPECT_THROW(pack_again(), Stopped);
    }
    EXPECT_TRUE(same_bytes(older, read_file(job.cbin_path)));
    EXPECT_THAT(files(), ::testing::ElementsAre("x.bin", "x.cbin"));
  }
}

// A writer that is killed before its renames leaves both partial files.  An
// existing .cbin is then not its own.
TEST_F(PackTest, CbinThatTheKilledWriterDidNotMakeStays) {
  const PackJob job = random_job(250);
  run(job);
  std::filesystem::rename(job.ch_path, abandoned_partial_of(job.ch_path));
  write_file(abandoned_partial_of(job.cbin_path), "half");
  EXPECT_THAT(refusal_of([&] { run(job); }), HasSubstr("already exists"));
  std::filesystem::remove(abandoned_partial_of(job.cbin_path));
  write_file(job.cbin_path, "precious");
  EXPECT_THAT(refusal_of([&] { run(job); }), HasSubstr("already exists"));
  EXPECT_TRUE(same_bytes(to_bytes("precious"), read_file(job.cbin_path)));
}

// One x.ch can belong to x.cbin or to x.cdat: the sizes decide.
TEST_F(PackTest, NeverReplacesTheHeaderOfASibling) {
  const PackJob job = random_job(250);
  run(job);
  const std::string sibling = directory_.file("x.cdat");
  std::filesystem::rename(job.cbin_path, sibling);
  const Bytes ch = read_file(job.ch_path);
  PackOptions options;
  options.existing = Existing::kReplace;
  EXPECT_THAT(refusal_of([&] { pack(job, options, {}, nullptr); }),
              HasSubstr("x.ch: would also be the header of x.cdat; "));
  EXPECT_TRUE(same_bytes(ch, read_file(job.ch_path)));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin", "x.cdat", "x.ch"));
  std::filesystem::copy_file(sibling, job.cbin_path);
  pack(job, options, {}, nullptr);  // The header also belongs to the .cbin.
}

// The data file may have a suffix that no program uses for recordings.
TEST_F(PackTest, NeverReplacesTheHeaderOfAnUnusualSibling) {
  const PackJob job = random_job(250);
  run(job);
  std::filesystem::rename(job.cbin_path, directory_.file("x.ctxt"));
  PackOptions options;
  options.existing = Existing::kReplace;
  EXPECT_THAT(refusal_of([&] { pack(job, options, {}, nullptr); }),
              HasSubstr("x.ch: would also be the header of x.ctxt; "));
}

TEST_F(PackTest, LoneDataOfTheSameStemGetsNoHeader) {
  const PackJob job = random_job(250);
  write_file(directory_.file("x.cdat"), "unrelated");
  EXPECT_THAT(refusal_of([&] { run(job); }), HasSubstr("header of x.cdat; "));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin", "x.cdat"));
}

TEST_F(PackTest, RefusesWhatIsBeingWritten) {
  const PackJob job = random_job(250);
  const OutputFile other(job.cbin_path);
  EXPECT_THAT(refusal_of([&] { run(job); }),
              HasSubstr("another process is writing this file"));
}

TEST_F(PackTest, RefusesParametersThatOurReaderWould) {
  const PackJob job = random_job(250);
  PackJob wrong = job;
  wrong.layout.n_channels = 0;
  EXPECT_THAT(refusal_of([&] { run(wrong); }),
              HasSubstr("channels: expected 1 to"));
  wrong.layout.n_channels = 2000000;
  EXPECT_THAT(refusal_of([&] { run(wrong); }), HasSubstr("found 2000000"));
  wrong = job;
  wrong.sample_rate = -30000;
  wrong.chunk_duration = -1;
  EXPECT_THAT(refusal_of([&] { run(wrong); }), HasSubstr("above 0 Hz"));
  wrong = job;
  wrong.chunk_duration = 1e9;
  EXPECT_THAT(refusal_of([&] { run(wrong); }), HasSubstr("exceed the limit"));
  wrong = job;
  wrong.cbin_path = wrong.ch_path;
  EXPECT_THAT(refusal_of([&] { run(wrong); }), HasSubstr("the packed output"));
  EXPECT_THAT(files(), ::testing::ElementsAre("x.bin"));
}

}  // namespace
}  // namespace mtscomp
