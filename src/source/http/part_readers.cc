// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/part_readers.h"

#include <algorithm>
#include <exception>
#include <latch>
#include <new>
#include <vector>

namespace mtscomp {
namespace {

struct Part {
  std::uint64_t offset = 0;
  std::span<std::byte> bytes;
  std::exception_ptr error;

  void read(const PartReaders::ReadPart& read_part) noexcept {
    try {
      read_part(offset, bytes);
    } catch (...) {
      error = std::current_exception();
    }
  }
};

std::vector<Part> split(std::span<std::byte> bytes, std::size_t n_parts) {
  const std::size_t size = (bytes.size() + n_parts - 1) / n_parts;
  std::vector<Part> parts;
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    parts.push_back(
        {.offset = at,
         .bytes = bytes.subspan(at, std::min(size, bytes.size() - at)),
         .error = nullptr});
  }
  return parts;
}

}  // namespace

void PartReaders::read(std::span<std::byte> bytes, std::size_t n_parts,
                       const ReadPart& read_part) {
  n_parts = std::clamp<std::size_t>(
      n_parts, 1, std::max<std::size_t>(bytes.size() / kMinPart, 1));
  if (n_parts == 1) {
    read_part(0, bytes);
    return;
  }
  ThreadPool& pool = threads();
  std::vector<Part> parts = split(bytes, n_parts);
  std::latch others(static_cast<std::ptrdiff_t>(parts.size() - 1));
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto task = [&part = parts[i], &read_part, &others](std::size_t) {
      part.read(read_part);
      others.count_down();
    };
    try {
      pool.submit(task);
    } catch (const std::bad_alloc&) {
      task(0);
    }
  }
  parts.front().read(read_part);
  others.wait();
  for (const Part& part : parts) {
    if (part.error) {
      std::rethrow_exception(part.error);
    }
  }
}

ThreadPool& PartReaders::threads() {
  std::call_once(is_started_, [this] {
    threads_ = std::make_unique<ThreadPool>(n_threads_);
  });
  return *threads_;
}

}  // namespace mtscomp
