// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/hostile/hostile_pairs.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/json/json_members.h"
#include "base/json/json_text.h"
#include "format/header_json.h"
#include "support/reference_codec.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kTebi = std::uint64_t{1} << 40;

std::string repeated(std::string_view text, std::size_t n) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) {
    all += text;
  }
  return all;
}

class HeaderWriter {
 public:
  explicit HeaderWriter(std::string directory)
      : directory_(std::move(directory)) {}

  // Adds a good pair, with this text as its header.
  void add_text(const std::string& stem, const std::string& text,
                const std::string& reason) {
    const SyntheticRecording pair =
        write_synthetic_recording(directory_, stem, {});
    write_file(pair.ch_path, text);
    pairs_.push_back({stem, reason});
  }

  // Adds a good pair, with these values in its header.
  void add(const std::string& stem,
           const std::map<std::string, std::string>& values,
           const std::string& reason) {
    const SyntheticRecording pair =
        write_synthetic_recording(directory_, stem, {});
    write_file(pair.ch_path, header_text_with(pair.header, values));
    pairs_.push_back({stem, reason});
  }

  // Extends the last .ch to this size, without using space on the disk.
  void make_sparse(std::uint64_t size) {
    std::filesystem::resize_file(directory_ + '/' + pairs_.back().stem + ".ch",
                                 size);
  }

  std::vector<HostilePair> take() { return std::move(pairs_); }

 private:
  std::string directory_;
  std::vector<HostilePair> pairs_;
};

void add_offsets(HeaderWriter& writer) {
  const std::string increasing = "expected each entry larger than the one";
  writer.add("offsets_overlap", {{"chunk_offsets", "[0, 200, 150, 900]"}},
             "chunk_offsets: " + increasing);
  writer.add("offsets_backwards", {{"chunk_offsets", "[900, 600, 300, 0]"}},
             "chunk_offsets: expected 0 as first entry");
  writer.add("offsets_equal", {{"chunk_offsets", "[0, 0, 0, 0]"}},
             "chunk_offsets: " + increasing);
  writer.add("offsets_terabytes",
             {{"chunk_offsets", "[0, 500, 1000, 1099511627776]"}},
             "chunk_offsets: expected at most 1049376 bytes for chunk 2");
  writer.add("offsets_63_bits",
             {{"chunk_offsets", "[0, 500, 1000, 9223372036854775808]"}},
             "chunk_offsets: expected entries up to 9223372036854775807");
  writer.add("offsets_64_bits",
             {{"chunk_offsets", "[0, 500, 1000, 18446744073709551616]"}},
             "chunk_offsets: expected a whole number");
  writer.add("offsets_negative", {{"chunk_offsets", "[0, -1, 1000, 2000]"}},
             "chunk_offsets: expected a whole number, found -1");
  writer.add("offsets_fewer", {{"chunk_offsets", "[0, 500]"}},
             "chunk_offsets: expected 4 entries");
  writer.add("offsets_none", {{"chunk_offsets", "[]"}},
             "chunk_offsets: expected at least 2 entries");
}

void add_bounds(HeaderWriter& writer) {
  writer.add("bounds_terabytes",
             {{"chunk_bounds", "[0, 100, 200, 1099511627776]"}},
             "; raise the limit with MTSCOMP_MAX_CHUNK_SIZE=N in the "
             "environment, or -o max_chunk_size=N of mtscompfs");
  writer.add("bounds_claim_a_bomb",
             {{"chunk_bounds", "[0, 100, 200, 100000000]"}},
             "bytes for chunk 2 (");
  writer.add("bounds_overflow",
             {{"chunk_bounds", "[0, 100, 200, 9223372036854775807]"}},
             "chunk_bounds: expected");
  writer.add("bounds_of_halves", {{"chunk_bounds", "[0, 0.5, 1, 2]"}},
             "chunk_bounds: expected a whole number");
  writer.add("bounds_many_values",
             {{"chunk_bounds", "[0" + repeated(",1", 3'000'000) + "]"}},
             "values; raise the limit with MTSCOMP_MAX_CHUNKS=N in the "
             "environment, or -o max_chunks=N of mtscompfs");
}

void add_numbers(HeaderWriter& writer) {
  writer.add("rate_nan", {{"sample_rate", "NaN"}}, "cannot parse JSON");
  writer.add("rate_infinite", {{"sample_rate", "1e999"}},
             "Number too big to be stored in double");
  writer.add("rate_negative", {{"sample_rate", "-30000"}},
             "sample_rate: expected a number above 0");
  writer.add("rate_zero", {{"sample_rate", "0"}},
             "sample_rate: expected a number above 0");
  writer.add("channels_none", {{"n_channels", "0"}}, "n_channels: expected 1");
  writer.add("channels_negative", {{"n_channels", "-4"}},
             "n_channels: expected a whole number");
  writer.add("channels_huge", {{"n_channels", "18446744073709551615"}},
             "n_channels: expected 1 to 1048576");
  writer.add("channels_overflow", {{"n_channels", "4611686018427387904"}},
             "n_channels: expected 1 to 1048576");
  writer.add("dtype_wide", {{"dtype", "\"S1000000000\""}}, "dtype: expected");
}

void add_texts(HeaderWriter& writer) {
  for (const char* const key :
       {"version", "algorithm", "chunk_bounds", "chunk_offsets", "chunk_order",
        "do_time_diff", "do_spatial_diff", "dtype", "n_channels",
        "sample_rate"}) {
    writer.add(fmt::format("missing_{}", key), {{key, ""}},
               fmt::format("{}: expected", key));
  }
  writer.add("duplicate", {{"x", R"(1, "n_channels": 4)"}},
             R"(key "n_channels" appears twice)");
  writer.add("invalid_utf8", {{"x", "\"\xc3\x28\""}}, "cannot parse JSON");
  writer.add("surrogate", {{"x", R"("\udc00")"}}, "unpaired surrogate");
  writer.add("deep", {{"x", repeated("[", 1'000'000)}},
             "nested more than 64 levels deep");
  writer.add("deep_objects", {{"x", repeated(R"({"x":)", 500'000)}},
             "nested more than 64 levels deep");
  writer.add("lines", {{"dtype", R"("int16\nfake: all is well\u001b[2J")"}},
             R"(found "int16\nfake: all is well\x1b[2J")");
  writer.add_text("empty", "", "cannot parse JSON");
  writer.add_text("array", "[1, 2]", "expected a JSON object");
  writer.add_text("nul", std::string("{}\0{}", 5), "a NUL after the value");
  writer.add_text("binary", std::string("\x78\x9c\xff\xfe\0\x01", 6),
                  "cannot parse JSON");
  writer.add_text("terabyte", "{}",
                  "exceed the limit of 67108864; raise the limit with "
                  "MTSCOMP_MAX_HEADER_SIZE=N in the environment, or -o "
                  "max_header_size=N of mtscompfs");
  writer.make_sparse(kTebi);
}

constexpr std::size_t kBombSize = std::size_t{256} << 20;

const Bytes& bomb_stream() {
  static const Bytes kStream = reference_deflate(Bytes(kBombSize), 1);
  return kStream;
}

// Replaces the stream of one chunk of a new pair, and writes a matching header.
SyntheticRecording write_with_chunk(const std::string& directory,
                                    const std::string& stem,
                                    const Bytes& stream,
                                    std::uint64_t n_samples) {
  SyntheticRecording pair = write_synthetic_recording(directory, stem, {});
  Bytes cbin = read_file(pair.cbin_path);
  cbin.resize(pair.header.chunk_offsets[2]);
  cbin.insert(cbin.end(), stream.begin(), stream.end());
  pair.header.chunk_offsets[3] = cbin.size();
  pair.header.chunk_bounds[3] = pair.header.chunk_bounds[2] + n_samples;
  write_file(pair.cbin_path, cbin);
  write_file(pair.ch_path, serialize_header(pair.header));
  return pair;
}

}  // namespace

std::string header_text_with(const Header& header,
                             const std::map<std::string, std::string>& values) {
  std::map<std::string, std::string> texts;
  for (const JsonMember& member :
       parse_json_object(serialize_header(header), "")) {
    texts[member.key] = serialize_json(member.value);
  }
  for (const auto& [key, value] : values) {
    texts[key] = value;
  }
  std::string text = "{";
  for (const auto& [key, value] : texts) {
    if (!value.empty()) {
      text += fmt::format("{}\"{}\": {}", text.size() == 1 ? "" : ",\n", key,
                          value);
    }
  }
  return text + "}";
}

std::vector<HostilePair> write_hostile_headers(const std::string& directory) {
  HeaderWriter writer(directory);
  add_offsets(writer);
  add_bounds(writer);
  add_numbers(writer);
  add_texts(writer);
  return writer.take();
}

std::vector<HostilePair> write_hostile_data(const std::string& directory) {
  const Bytes bomb = reference_deflate(Bytes(std::size_t{64} << 20), 1);
  const Bytes small = reference_deflate(Bytes(400));
  std::vector<HostilePair> pairs;
  const auto add = [&](const std::string& stem, const std::string& reason) {
    pairs.push_back({stem, reason});
  };
  // The header has 50 samples; the stream has 64 MiB.
  write_with_chunk(directory, "bomb", bomb, 50);
  add("bomb", "chunk 2 (samples 200 to 249): damaged");
  write_with_chunk(directory, "fewer_samples", small, 51);
  add("fewer_samples", "chunk 2 (samples 200 to 250): damaged");
  write_with_chunk(directory, "no_stream", Bytes(1000, std::byte{0xff}), 50);
  add("no_stream", "chunk 2 (samples 200 to 249): damaged");
  write_with_chunk(directory, "stream_cut",
                   Bytes(bomb.begin(), bomb.begin() + 2000), 50);
  add("stream_cut", "chunk 2 (samples 200 to 249): damaged");
  const SyntheticRecording cut =
      write_synthetic_recording(directory, "file_cut", {});
  std::filesystem::resize_file(cut.cbin_path, cut.header.chunk_offsets[2] + 1);
  add("file_cut", "file_cut.cbin: the file has");
  const SyntheticRecording none =
      write_synthetic_recording(directory, "file_empty", {});
  std::filesystem::resize_file(none.cbin_path, 0);
  add("file_empty", "file_empty.cbin: the file has");
  const SyntheticRecording later =
      write_synthetic_recording(directory, "offsets_past_the_end", {});
  write_file(later.ch_path,
             header_text_with(later.header,
                              {{"chunk_offsets",
                                fmt::format("[0, {}, {}, 100000]",
                                            later.header.chunk_offsets[1],
                                            later.header.chunk_offsets[2])}}));
  add("offsets_past_the_end", "offsets_past_the_end.cbin: the file has");
  return pairs;
}

void write_large_chunk(const std::string& directory, const std::string& stem) {
  Header header = write_synthetic_recording(directory, stem, {}).header;
  header.chunk_bounds = {0, kBombSize / header.sample_size()};
  header.chunk_offsets = {0, bomb_stream().size()};
  write_file(directory + '/' + stem + ".cbin", bomb_stream());
  write_file(directory + '/' + stem + ".ch", serialize_header(header));
}

SyntheticRecording write_tiny_chunks(const std::string& directory,
                                     const std::string& stem,
                                     std::size_t n_chunks) {
  constexpr std::size_t kKinds = 251;
  std::array<Bytes, kKinds> streams;
  for (std::size_t i = 0; i < kKinds; ++i) {
    streams[i] = reference_deflate(make_bytes({static_cast<int>(i), 1}));
  }
  SyntheticRecording pair = {.cbin_path = directory + '/' + stem + ".cbin",
                             .ch_path = directory + '/' + stem + ".ch",
                             .header = {},
                             .raw = {}};
  pair.header.n_channels = 1;
  pair.header.sample_rate = 30000;
  pair.header.chunk_bounds = {0};
  pair.header.chunk_offsets = {0};
  Bytes cbin;
  for (std::size_t i = 0; i < n_chunks; ++i) {
    const Bytes& stream = streams[i % kKinds];
    cbin.insert(cbin.end(), stream.begin(), stream.end());
    pair.raw.push_back(static_cast<std::byte>(i % kKinds));
    pair.raw.push_back(std::byte{1});
    pair.header.chunk_bounds.push_back(i + 1);
    pair.header.chunk_offsets.push_back(cbin.size());
  }
  write_file(pair.cbin_path, cbin);
  write_file(pair.ch_path, serialize_header(pair.header));
  return pair;
}

}  // namespace mtscomp
