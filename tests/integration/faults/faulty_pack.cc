// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/faults/faulty_pack.h"

#include <random>

#include "mtscomp/reader/sample_slice.h"
#include "reader/headers/header_file.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChannels = 10;
constexpr std::size_t kChunks = 2;
constexpr std::size_t kSamplesInChunk = 100;

Bytes random_raw(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Bytes raw(kChunks * kSamplesInChunk * kChannels * 2);
  for (std::size_t i = 0; i < raw.size(); i += 2) {
    raw[i] = static_cast<std::byte>(random() % 20);
  }
  return raw;
}

}  // namespace

void FaultyPackTest::SetUp() {
  raw_ = random_raw(1);
  old_raw_ = random_raw(2);
  write_file(path("x.bin"), old_raw_);
  ASSERT_EQ(pack(MTSCOMP_PACK_PROGRAM).output, "");
  for (const std::string name : {"x.cbin", "x.ch"}) {
    fs::rename(path(name), old_.file(name));
  }
  write_file(path("x.bin"), raw_);
}

ProgramResult FaultyPackTest::run(
    const std::string& program,
    const std::vector<std::string>& arguments) const {
  std::vector<std::string> command = faults_.wrapper();
  command.insert(command.end(), {"HOME=" + home_.path(), program});
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(command);
}

std::vector<std::string> FaultyPackTest::pack_arguments(
    const std::string& input, const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {
      input,   "-n", std::to_string(kChannels),       "-d",
      "int16", "-s", std::to_string(kSamplesInChunk), "-p",
      "1",     "-q"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

ProgramResult FaultyPackTest::pack(const std::string& program,
                                   const std::vector<std::string>& more) const {
  return run(program, pack_arguments(path("x.bin"), more));
}

bool FaultyPackTest::is_pair_of(const Bytes& raw,
                                const std::string& stem) const {
  const std::string cbin = path(stem + ".cbin");
  const Header header = read_header_file(path(stem + ".ch"));
  Bytes decoded;
  for_each_chunk(*open_recording(cbin),
                 [&](std::uint64_t, std::span<const std::byte> chunk) {
                   decoded.insert(decoded.end(), chunk.begin(), chunk.end());
                 });
  return decoded == raw && header.sha1_compressed == sha1_of(read_file(cbin)) &&
         header.sha1_uncompressed == sha1_of(raw);
}

void FaultyPackTest::put_old_pair() const {
  for (const std::string name : {"x.cbin", "x.ch"}) {
    fs::copy_file(old_.file(name), path(name),
                  fs::copy_options::overwrite_existing);
  }
}

void FaultyPackTest::remove_outputs() const {
  for (const std::string& name : directory_.files()) {
    if (!name.ends_with(".bin")) {
      fs::remove(path(name));
    }
  }
}

void FaultyPackTest::check_input() const {
  EXPECT_TRUE(same_bytes(raw_, read_file(path("x.bin"))));
}

}  // namespace mtscomp
