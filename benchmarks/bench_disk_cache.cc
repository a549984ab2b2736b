// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The cost of the disk cache for a chunk of 8 MB, whose file is in the kernel's
// page cache.  The directory is in $TMPDIR.
//   plain_read       pread(2) of a file of this size
//   find             finds an extent whose checksum was verified
//   find_new         finds an extent whose checksum is verified each time
//   find_nothing     finds nothing
//   insert           copies the bytes; the extent is in the cache afterwards
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/files/file_io.h"
#include "base/memory/page_buffer.h"
#include "source/disk_cache/disk_cache.h"

namespace mtscomp {
namespace {

constexpr std::size_t kSize = 8000000;

class CacheDirectoryOfBenchmark {
 public:
  CacheDirectoryOfBenchmark() {
    std::string path = std::filesystem::temp_directory_path() / "bench-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) {
      std::abort();
    }
    path_ = path;
  }
  CacheDirectoryOfBenchmark(const CacheDirectoryOfBenchmark&) = delete;
  CacheDirectoryOfBenchmark& operator=(const CacheDirectoryOfBenchmark&) =
      delete;
  ~CacheDirectoryOfBenchmark() { std::filesystem::remove_all(path_); }

  DiskCacheOptions options() const {
    return {.directory = path_, .max_size = std::uint64_t{1} << 30};
  }
  const std::string& path() const { return path_; }

  // Makes all files older than the time after which checksums are kept.
  void make_files_old() const {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(path_)) {
      if (entry.is_regular_file()) {
        std::filesystem::last_write_time(
            entry.path(), std::filesystem::file_time_type::clock::now() -
                              std::chrono::minutes(10));
      }
    }
  }

 private:
  std::string path_;
};

DiskCacheKey key_of(std::uint64_t number) {
  return {"https://example.org/archive", "x.cbin", "\"e\"", number * kSize,
          kSize};
}

void fill(std::span<std::byte> bytes) {
  std::uint32_t state = 1;
  for (std::byte& byte : bytes) {
    state = state * 1664525U + 1013904223U;
    byte = static_cast<std::byte>(state >> 24U);
  }
}

void plain_read(benchmark::State& state) {
  const CacheDirectoryOfBenchmark directory;
  PageBuffer bytes(kSize);
  fill(bytes.span());
  const FileDescriptor file(::open((directory.path() + "/x").c_str(),
                                   O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  write_all(file.get(), bytes.span(), "x");
  for (auto _ : state) {
    benchmark::DoNotOptimize(pread_up_to(file, bytes.span(), 0, "x"));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<long>(kSize));
}
BENCHMARK(plain_read)->UseRealTime();

void find_extent(benchmark::State& state, bool is_new) {
  const CacheDirectoryOfBenchmark directory;
  DiskCache cache(directory.options());
  PageBuffer bytes(kSize);
  fill(bytes.span());
  cache.insert(key_of(1), bytes.span());
  cache.flush();
  if (!is_new) {
    directory.make_files_old();
  }
  for (auto _ : state) {
    if (!cache.find(key_of(1), bytes.span())) {
      state.SkipWithError("the extent was not found");
      return;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<long>(kSize));
}
void find(benchmark::State& state) { find_extent(state, false); }
BENCHMARK(find)->UseRealTime();
void find_new(benchmark::State& state) { find_extent(state, true); }
BENCHMARK(find_new)->UseRealTime();

void find_nothing(benchmark::State& state) {
  const CacheDirectoryOfBenchmark directory;
  DiskCache cache(directory.options());
  PageBuffer bytes(kSize);
  for (auto _ : state) {
    benchmark::DoNotOptimize(cache.find(key_of(1), bytes.span()));
  }
}
BENCHMARK(find_nothing)->UseRealTime();

void insert(benchmark::State& state) {
  const CacheDirectoryOfBenchmark directory;
  DiskCache cache(directory.options());
  PageBuffer bytes(kSize);
  fill(bytes.span());
  std::uint64_t number = 0;
  for (auto _ : state) {
    cache.insert(key_of(++number), bytes.span());
    state.PauseTiming();
    cache.flush();
    state.ResumeTiming();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<long>(kSize));
}
BENCHMARK(insert)->UseRealTime()->Iterations(100);

}  // namespace
}  // namespace mtscomp

BENCHMARK_MAIN();
