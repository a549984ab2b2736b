// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Options of mtscomp-pack and mtscomp-repack that say how chunks are encoded:
// --level, --transform, --segments and --cpus.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "mtscomp/codec/deflate.h"
#include "mtscomp/format/transform.h"

namespace CLI {
class App;
}

namespace mtscomp {

struct EncodingSettings {
  std::optional<DeflateLevel> level;
  std::optional<Transform> transform;
  bool auto_transform = false;            // Use the smallest of all eight.
  std::optional<std::size_t> n_segments;  // Per chunk; 1 means none.
  std::optional<std::size_t> n_threads;
};

// Option values as the user typed them, which CLI11 cannot convert.
struct EncodingTexts {
  std::string level;
  std::string transform;
};

// Explains levels and transforms, for the end of --help.
extern const char* const kEncodingHelp;

// `default_transform` is for --help.
void define_encoding_options(CLI::App& app, EncodingTexts& texts,
                             const std::string& default_transform);

// Defines --cpus for threads that do `work`, in this group of --help.
void define_threads_option(CLI::App& app, EncodingSettings& settings,
                           const std::string& work, const std::string& group);

void define_segments_option(CLI::App& app, EncodingSettings& settings,
                            const std::string& group);

// An equal share of the cores for each of n_jobs recordings, at least 1.
std::size_t threads_per_job(std::size_t n_jobs);

// Stores the converted texts.  Throws: UsageError.
void take_encoding_texts(const EncodingTexts& texts,
                         EncodingSettings& settings);

}  // namespace mtscomp
