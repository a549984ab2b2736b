// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/encoding_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/threads/core_count.h"

namespace mtscomp {

const char* const kEncodingHelp = R"(Levels (--level):
  fast      the default: smaller files than mtscomp, over 10 times as fast
  balanced  1 to 3 % smaller files than fast, at three quarters of the speed
  dense     usually the smallest files, at half the speed of fast
  zlib6     the level of mtscomp

Transforms (--transform):
  time/F    as in mtscomp: differences in time
  auto      makes the smallest files: tries all eight on excerpts
Or a name: time, channel, time+channel or none, then /F (channel after channel)
or /C (sample after sample).

)";

void define_encoding_options(CLI::App& app, EncodingTexts& texts,
                             const std::string& default_transform) {
  app.add_option("--level", texts.level,
                 "how hard to compress; see below  [fast]")
      ->type_name("LEVEL");
  app.add_option("--transform", texts.transform,
                 fmt::format("differences and order; see below  [{}]",
                             default_transform))
      ->type_name("NAME");
}

void define_threads_option(CLI::App& app, EncodingSettings& settings,
                           const std::string& work, const std::string& group) {
  app.add_option("-p,--cpus", settings.n_threads,
                 fmt::format("number of {} threads  [number of cores]", work))
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->group(group);
}

void define_segments_option(CLI::App& app, EncodingSettings& settings,
                            const std::string& group) {
  app.add_option("--segments", settings.n_segments,
                 "parts of a chunk that can be decoded alone; 1 is none  [up "
                 "to 8]")
      ->check(CLI::Range(1, 64).description(""))
      ->type_name("N")
      ->group(group);
}

std::size_t threads_per_job(std::size_t n_jobs) {
  constexpr std::size_t kMaxThreads = 1024;
  return std::max<std::size_t>(1, std::min(kMaxThreads, core_count()) / n_jobs);
}

void take_encoding_texts(const EncodingTexts& texts,
                         EncodingSettings& settings) {
  if (!texts.level.empty()) {
    settings.level = parse_deflate_level(texts.level);
  }
  settings.auto_transform = texts.transform == "auto";
  if (!texts.transform.empty() && !settings.auto_transform) {
    settings.transform = parse_transform(texts.transform);
  }
}

}  // namespace mtscomp
