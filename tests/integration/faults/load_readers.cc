// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/faults/load_readers.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <thread>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kLargest = 128 << 10;

class LoadReader {
 public:
  LoadReader(const std::vector<LoadFile>& files, const std::string& mount_point,
             std::uint64_t seed, LoadTotals& totals)
      : files_(files),
        mount_point_(mount_point),
        random_(seed),
        totals_(totals),
        buffer_(static_cast<std::byte*>(std::aligned_alloc(kPage, kLargest)),
                &std::free) {}

  void run() {
    while (!totals_.stops) {
      switch (pick(10)) {
        case 0:
          list();
          break;
        case 1:
          look();
          break;
        case 2:
        case 3:
          read_mapped();
          break;
        case 4:
        case 5:
        case 6:
          read_randomly();
          break;
        default:
          read_on();
      }
    }
  }

 private:
  std::size_t pick(std::size_t n) { return random_() % n; }
  const LoadFile& pick_file() { return files_[pick(files_.size())]; }

  void report(std::atomic<std::uint64_t>& counter, const std::string& what) {
    ++counter;
    what.copy(totals_.problem.data(), totals_.problem.size() - 1);
  }
  void refused(int error, const std::string& what) {
    if (error == EIO || error == ENOMEM || error == EMFILE || error == EFAULT) {
      ++totals_.n_refused;
    } else {
      report(totals_.n_odd, fmt::format("{}: {}", what, std::strerror(error)));
    }
  }
  void compare(const LoadFile& file, std::size_t at, ssize_t n) {
    if (n < 0) {
      refused(errno, fmt::format("read {} at {}", file.path, at));
      return;
    }
    const auto size = static_cast<std::size_t>(n);
    const bool ends_early = size == 0 && at < file.truth.size();
    if (ends_early || at + size > file.truth.size() ||
        std::memcmp(buffer_.get(), file.truth.data() + at, size) != 0) {
      report(totals_.n_wrong, fmt::format("{} at {}: wrong", file.path, at));
      return;
    }
    ++totals_.n_right;
    totals_.bytes += size;
  }

  FileDescriptor open(const LoadFile& file, int flags) {
    FileDescriptor opened(
        ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | flags));
    if (!opened.is_open()) {
      refused(errno, "open " + file.path);
    }
    return opened;
  }

  // Reads from a random place onwards, bypassing the page cache, so the daemon
  // answers.
  void read_on() {
    const LoadFile& file = pick_file();
    const FileDescriptor opened = open(file, 0);
    if (!opened.is_open()) {
      return;
    }
    ::posix_fadvise(opened.get(), 0, 0, POSIX_FADV_DONTNEED);
    std::size_t at = pick(file.truth.size());
    for (int i = 0; i < 16 && at < file.truth.size() && !totals_.stops; ++i) {
      const ssize_t n = ::pread(opened.get(), buffer_.get(), kLargest,
                                static_cast<off_t>(at));
      compare(file, at, n);
      at += kLargest;
    }
  }

  void read_randomly() {
    const LoadFile& file = pick_file();
    const FileDescriptor opened = open(file, O_DIRECT);
    for (int i = 0; i < 16 && opened.is_open() && !totals_.stops; ++i) {
      const std::size_t at = pick(file.truth.size() / kPage) * kPage;
      const std::size_t size = (1 + pick(kLargest / kPage)) * kPage;
      const ssize_t n =
          ::pread(opened.get(), buffer_.get(), size, static_cast<off_t>(at));
      compare(file, at, n);
    }
  }

  // The kernel copies from the mapping: it reports EFAULT instead of SIGBUS.
  void read_mapped() {
    const LoadFile& file = pick_file();
    const FileDescriptor opened = open(file, 0);
    if (!opened.is_open()) {
      return;
    }
    const std::size_t at = pick(file.truth.size() / kPage) * kPage;
    const std::size_t size = std::min(kLargest, file.truth.size() - at);
    void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED,
                                opened.get(), static_cast<off_t>(at));
    if (mapped == MAP_FAILED) {
      refused(errno, "map " + file.path);
      return;
    }
    const iovec to = {buffer_.get(), size};
    const iovec from = {mapped, size};
    compare(file, at,
            ::process_vm_readv(::getpid(), &to, 1, &from, 1, /*flags=*/0));
    ::munmap(mapped, size);
  }

  // A recording whose files cannot be read now has the size 0.
  void look() {
    const LoadFile& file = pick_file();
    struct stat status = {};
    if (::stat(file.path.c_str(), &status) != 0) {
      refused(errno, "stat " + file.path);
    } else if (static_cast<std::size_t>(status.st_size) == file.truth.size()) {
      ++totals_.n_right;
    } else if (status.st_size == 0) {
      ++totals_.n_refused;
    } else {
      report(totals_.n_wrong,
             fmt::format("{}: size {}", file.path, status.st_size));
    }
  }

  // A listing must be complete or fail.
  void list() {
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(
        ::opendir(mount_point_.c_str()), &::closedir);
    if (!directory) {
      refused(errno, "list " + mount_point_);
      return;
    }
    std::size_t n = 0;
    errno = 0;
    while (::readdir(directory.get()) != nullptr) {
      ++n;
    }
    if (errno != 0) {
      refused(errno, "list " + mount_point_);
    } else if (n == files_.size() + 2) {  // Plus "." and "..".
      ++totals_.n_right;
    } else {
      report(totals_.n_wrong, fmt::format("{} names are listed", n));
    }
  }

  const std::vector<LoadFile>& files_;
  const std::string& mount_point_;
  std::mt19937_64 random_;
  LoadTotals& totals_;
  std::unique_ptr<std::byte, void (*)(void*)> buffer_;
};

}  // namespace

void read_under_load(const std::vector<LoadFile>& files,
                     const std::string& mount_point, std::uint64_t seed,
                     std::size_t n_threads, LoadTotals& totals) {
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < n_threads; ++i) {
    threads.emplace_back([&, i] {
      LoadReader(files, mount_point, seed * n_threads + i, totals).run();
    });
  }
}

Bytes read_directly(const std::string& path) {
  const FileDescriptor file(
      ::open(path.c_str(), O_RDONLY | O_DIRECT | O_CLOEXEC));
  if (!file.is_open()) {
    throw_errno("open " + path);
  }
  const std::unique_ptr<std::byte, void (*)(void*)> buffer(
      static_cast<std::byte*>(std::aligned_alloc(kPage, kLargest)), &std::free);
  Bytes bytes;
  ssize_t n = 0;
  do {
    n = ::pread(file.get(), buffer.get(), kLargest,
                static_cast<off_t>(bytes.size()));
    if (n < 0) {
      throw_errno("read " + path);
    }
    bytes.insert(bytes.end(), buffer.get(), buffer.get() + n);
  } while (n != 0);
  return bytes;
}

}  // namespace mtscomp
