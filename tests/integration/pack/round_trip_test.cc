// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Random recordings that are packed and read back in every possible way.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <random>

#include "integration/support/mounted_tree.h"
#include "mtscomp/archive/unpack.h"
#include "mtscomp/format/transform.h"
#include "mtscomp/reader/sample_slice.h"
#include "mtscomp/writer/pack.h"
#include "support/bytes.h"
#include "support/reference_codec.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr int kRecordings = 60;

struct Packed {
  PackJob job;
  Bytes expected;  // The bytes that mtscomp's reader would return.
};

class RoundTripTest : public MountTest {
 protected:
  void SetUp() override {
    MountTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) {
      return;
    }
    for (int i = 0; i < kRecordings; ++i) {
      packed_.push_back(pack_random("r" + std::to_string(i)));
    }
  }

  Packed pack_random(const std::string& stem) {
    static constexpr std::array kDtypes = {
        "int8",  "uint8",  "int16",   "uint16",  "int32",  "uint32",
        "int64", "uint64", "float16", "float32", "float64"};
    const Transform& transform = all_transforms()[random_() % 8];
    Packed packed;
    PackJob& job = packed.job;
    job.layout = {.dtype = *parse_dtype(kDtypes[random_() % kDtypes.size()]),
                  .n_channels = 1 + random_() % 40,
                  .transform = transform};
    job.sample_rate = 100;
    job.chunk_duration = static_cast<double>(1 + random_() % 300) / 100;
    job.raw_path = raw_.file(stem);
    job.cbin_path = archive_.file(stem + ".cbin");
    job.ch_path = archive_.file(stem + ".ch");
    const Bytes samples =
        make_random_samples(job.layout, 1 + random_() % 1000, random_);
    write_file(job.raw_path, samples);
    PackOptions options;
    options.n_threads = 1 + random_() % 4;
    options.allow_lossy_float = true;
    pack(job, options, {}, nullptr);
    packed.expected = decoded_by_reference(job, samples);
    return packed;
  }

  // Decodes chunk by chunk like mtscomp's reader, lossless or not.
  static Bytes decoded_by_reference(const PackJob& job, const Bytes& samples) {
    const auto n_in_chunk = static_cast<std::size_t>(
        std::llround(job.chunk_duration * job.sample_rate));
    const std::size_t size = n_in_chunk * job.layout.sample_size();
    Bytes decoded;
    for (std::size_t at = 0; at < samples.size(); at += size) {
      const std::span<const std::byte> chunk =
          std::span(samples).subspan(at, std::min(size, samples.size() - at));
      const Bytes back = reference_decode(reference_encode(chunk, job.layout),
                                          chunk.size(), job.layout);
      decoded.insert(decoded.end(), back.begin(), back.end());
    }
    return decoded;
  }

  TempDir raw_;
  TempDir archive_;
  std::mt19937_64 random_{test_seed()};
  std::vector<Packed> packed_;
};

TEST_F(RoundTripTest, ThroughTheMount) {
  const MountedTree mounted(archive_.path());
  for (const Packed& packed : packed_) {
    const std::string name =
        std::filesystem::path(packed.job.raw_path).filename();
    EXPECT_TRUE(
        same_bytes(packed.expected, read_file(mounted.file(name + ".bin"))))
        << name;
  }
}

TEST_F(RoundTripTest, ThroughUnpack) {
  for (const Packed& packed : packed_) {
    const std::string path = packed.job.raw_path + ".back";
    unpack_to_file(packed.job.cbin_path, packed.job.ch_path, path,
                   Existing::kRefuse, {.n_threads = 1 + random_() % 4}, {},
                   nullptr);
    EXPECT_TRUE(same_bytes(packed.expected, read_file(path)))
        << packed.job.raw_path;
  }
}

TEST_F(RoundTripTest, ThroughTheLibrary) {
  LoadScratch scratch;
  for (const Packed& packed : packed_) {
    const std::shared_ptr<const Recording> recording =
        open_recording(packed.job.cbin_path);
    const SampleSlice all = {.first = 0, .last = recording->n_samples()};
    Bytes found(slice_size(*recording, all));
    read_slice(*recording, all, found, scratch);
    EXPECT_TRUE(same_bytes(packed.expected, found)) << packed.job.raw_path;
  }
}

}  // namespace
}  // namespace mtscomp
