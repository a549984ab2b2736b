// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/choose_transform.h"

#include <algorithm>
#include <memory>

#include "base/threads/ordered_tasks.h"
#include "base/threads/thread_pool.h"
#include "codec/chunk_encoder.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "writer/pack_checks.h"
#include "writer/raw_recording.h"

namespace mtscomp {
namespace {

// Enough to rank transforms whose sizes differ by half a percent.  For a
// Neuropixels recording, these are 8 excerpts of a fifth of a second.
constexpr std::uint64_t kExcerpts = 8;
constexpr std::uint64_t kExcerptBytes = std::uint64_t{4} << 20;

struct Excerpt {
  std::uint64_t first_sample = 0;
  std::uint64_t n_samples = 0;
};

// Spreads the excerpts evenly: each is in the middle of its share of the
// recording.
std::vector<Excerpt> choose_excerpts(std::uint64_t n_samples,
                                     std::uint64_t sample_size) {
  const std::uint64_t share = std::max<std::uint64_t>(1, n_samples / kExcerpts);
  const std::uint64_t length =
      std::min(share, std::max<std::uint64_t>(1, kExcerptBytes / sample_size));
  std::vector<Excerpt> excerpts;
  for (std::uint64_t first = 0; first + share <= n_samples; first += share) {
    excerpts.push_back({first + (share - length) / 2, length});
  }
  return excerpts;
}

ChunkLayout with_transform(ChunkLayout layout, const Transform& transform) {
  layout.transform = transform;
  return layout;
}

std::vector<Transform> find_candidates(const ChunkLayout& layout,
                                       const PackOptions& options) {
  std::vector<Transform> candidates;
  for (const Transform& transform : all_transforms()) {
    if (find_obstacle(with_transform(layout, transform), options).empty()) {
      candidates.push_back(transform);
    }
  }
  return candidates;
}

// Packed size of one excerpt, in bytes, for each transform.
std::vector<std::uint64_t> encode_excerpt(
    const ChunkLayout& layout, std::span<const std::byte> samples,
    const std::vector<Transform>& transforms, ChunkEncoder& encoder) {
  ByteBuffer output;
  std::vector<std::uint64_t> sizes;
  for (const Transform& transform : transforms) {
    sizes.push_back(
        encoder.encode(with_transform(layout, transform), samples, output)
            .size());
  }
  return sizes;
}

TrialSamples samples_of(const PackJob& job) {
  const auto raw = std::make_shared<const RawRecording>(
      job.files ? job.files->raw : FileLocation(job.raw_path), job.data_offset,
      job.layout.sample_size());
  return {.path = job.raw_path,
          .layout = job.layout,
          .n_samples = raw->n_samples(),
          .read = [raw](std::uint64_t first_sample,
                        std::span<std::byte> samples, std::size_t /*thread*/) {
            raw->read(first_sample, samples);
          }};
}

// Returns one estimate for each candidate, in their order.
std::vector<TransformEstimate> estimate(
    const TrialSamples& samples, const PackOptions& options, DeflateLevel level,
    const std::vector<Transform>& candidates, const std::stop_token& stop) {
  const std::uint64_t sample_size = samples.layout.sample_size();
  std::vector<TransformEstimate> estimates;
  for (const Transform& transform : candidates) {
    estimates.push_back(
        {.transform = transform, .raw_size = 0, .cbin_size = 0});
  }
  std::vector<ChunkEncoder> encoders;
  for (std::size_t i = 0; i < options.n_threads; ++i) {
    encoders.emplace_back(level);
  }
  ThreadPool pool(options.n_threads);
  OrderedTasks<std::vector<std::uint64_t>> encoding(pool, kExcerpts + 1);
  const std::vector<Excerpt> excerpts =
      choose_excerpts(samples.n_samples, sample_size);
  for (const Excerpt& excerpt : excerpts) {
    encoding.submit([&, excerpt](std::size_t thread) {
      if (stop.stop_requested()) {
        throw Stopped(samples.path + ": stopped; no output was written");
      }
      ByteBuffer bytes(excerpt.n_samples * sample_size);
      samples.read(excerpt.first_sample, bytes.span(), thread);
      return encode_excerpt(samples.layout, bytes.span(), candidates,
                            encoders[thread]);
    });
  }
  for (const Excerpt& excerpt : excerpts) {
    const std::vector<std::uint64_t> sizes = encoding.take_oldest();
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      estimates[i].raw_size += excerpt.n_samples * sample_size;
      estimates[i].cbin_size += sizes[i];
    }
  }
  return estimates;
}

}  // namespace

TransformEstimate estimate_transform(const PackJob& job,
                                     const PackOptions& options,
                                     const std::stop_token& stop) {
  check_figures(job);
  check_obstacles(job, options);
  return estimate(samples_of(job), options, options.level,
                  {job.layout.transform}, stop)
      .front();
}

std::vector<TransformEstimate> estimate_transforms(
    const PackJob& job, const PackOptions& options,
    const std::stop_token& stop) {
  check_figures(job);
  return estimate_transforms(samples_of(job), options, stop);
}

std::vector<TransformEstimate> estimate_transforms(
    const TrialSamples& samples, const PackOptions& options,
    const std::stop_token& stop) {
  std::vector<TransformEstimate> estimates =
      estimate(samples, options, DeflateLevel::kFast,
               find_candidates(samples.layout, options), stop);
  std::stable_sort(estimates.begin(), estimates.end(),
                   [](const TransformEstimate& a, const TransformEstimate& b) {
                     return a.cbin_size < b.cbin_size;
                   });
  return estimates;
}

}  // namespace mtscomp
