// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// System calls that fail on request of a test.  The linker replaces the C
// library's functions by these in our own code (--wrap); calls from shared
// libraries, including libfuse, are unchanged.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "integration/faults/fault_control.h"

// Two of these functions are variadic in the C library and not here.  Arguments
// are passed in the same way; a missing argument is passed on as an arbitrary
// value.
int real_open(const char* path, int flags,
              mode_t mode) __asm__("__real_open64");
int real_openat(int directory, const char* path, int flags,
                mode_t mode) __asm__("__real_openat64");
long real_syscall(long number, long a, long b, long c, long d, long e,
                  long f) __asm__("__real_syscall");
int real_fstat(int file, struct stat* status) __asm__("__real_fstat64");
int real_fstatat(int directory, const char* path, struct stat* status,
                 int flags) __asm__("__real_fstatat64");
ssize_t real_pread(int file, void* bytes, size_t size,
                   off_t offset) __asm__("__real_pread64");
ssize_t real_preadv2(int file, const iovec* parts, int n_parts, off_t offset,
                     int flags) __asm__("__real_preadv64v2");
void* real_mmap(void* address, size_t size, int protection, int flags, int file,
                off_t offset) __asm__("__real_mmap64");
ssize_t real_write(int file, const void* bytes,
                   size_t size) __asm__("__real_write");
int real_fsync(int file) __asm__("__real_fsync");
int real_renameat2(int from_directory, const char* from, int to_directory,
                   const char* to, unsigned flags) __asm__("__real_renameat2");
int real_linkat(int from_directory, const char* from, int to_directory,
                const char* to, int flags) __asm__("__real_linkat");
int real_unlinkat(int directory, const char* path,
                  int flags) __asm__("__real_unlinkat");
int real_fchmod(int file, mode_t mode) __asm__("__real_fchmod");
int real_close(int file) __asm__("__real_close");

namespace mtscomp {
namespace {

FaultControl* map_control() {
  const char* const path = std::getenv(kFaultsVariable);
  const int file =
      path == nullptr ? -1 : real_open(path, O_RDWR | O_CLOEXEC, 0);
  void* const mapped =
      file < 0 ? MAP_FAILED
               : real_mmap(nullptr, sizeof(FaultControl),
                           PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED) {
    std::fprintf(stderr, "%s: cannot be mapped\n", kFaultsVariable);
    std::abort();  // Otherwise a test would pass without faults.
  }
  real_close(file);
  return static_cast<FaultControl*>(mapped);
}

FaultControl& control() {
  static FaultControl& mapped = *map_control();
  return mapped;
}

FaultRule& rule_of(Fault fault) {
  return control().rules[static_cast<std::size_t>(fault)];
}

bool is_asked_for(Fault fault) {
  return rule_of(fault).per_mille != 0 || rule_of(fault).nth != 0;
}

bool is_watched(std::string_view path) {
  const std::string_view watched = control().watched.data();
  return path.starts_with(watched) &&
         (path.size() == watched.size() || path[watched.size()] == '/');
}

bool is_watched(int file) {
  std::array<char, 32> link = {};
  std::array<char, PATH_MAX> path = {};
  std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", file);
  const ssize_t size = ::readlink(link.data(), path.data(), path.size());
  return size > 0 &&
         is_watched(std::string_view(path.data(), static_cast<size_t>(size)));
}

bool is_watched(int directory, const char* path) {
  return *path == '/' ? is_watched(path) : is_watched(directory);
}

// splitmix64: the random values depend only on the seed, the fault and the
// number of the call.
std::uint64_t scramble(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

std::uint64_t random_of(Fault fault, std::uint64_t call) {
  return scramble(control().seed +
                  scramble(call * kFaults + static_cast<std::uint64_t>(fault)));
}

// Counts the call and decides whether it fails.
bool strikes(Fault fault) {
  FaultRule& rule = rule_of(fault);
  const std::uint64_t call = ++rule.n_calls;
  if (call != rule.nth && random_of(fault, call) % 1000 >= rule.per_mille) {
    return false;
  }
  ++rule.n_injected;
  return true;
}

// Whether the call on the file that `where` describes fails in this way.
template <typename... Where>
bool hits(Fault fault, Where... where) {
  return is_asked_for(fault) && is_watched(where...) && strikes(fault);
}

template <typename Result = int>
Result fail(Fault fault) {
  errno = rule_of(fault).value;
  return static_cast<Result>(-1);
}

void delay() {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end =
      Clock::now() +
      std::chrono::milliseconds(rule_of(Fault::kReadDelay).value);
  while (is_asked_for(Fault::kReadDelay) && Clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void pause() {
  const FaultRule& rule = rule_of(Fault::kPause);
  const auto most = static_cast<std::uint64_t>(rule.value) * 1000;
  const std::uint64_t random = random_of(Fault::kPause, ~rule.n_calls.load());
  std::this_thread::sleep_for(std::chrono::microseconds(random % (most + 1)));
}

// Called before each call that changes names or waits for the disk.
template <typename... Where>
void kill_if_asked(Where... where) {
  if (hits(Fault::kPause, where...)) {
    pause();
  }
  if (hits(Fault::kKill, where...)) {
    ::kill(::getpid(), SIGKILL);
  }
}

std::size_t half(std::size_t size) {
  return std::max<std::size_t>(1, size / 2);
}

}  // namespace
}  // namespace mtscomp

using mtscomp::Fault;

int wrapped_open(const char* path, int flags,
                 mode_t mode) __asm__("__wrap_open64");
int wrapped_open(const char* path, int flags, mode_t mode) {
  if ((flags & O_CREAT) != 0) {
    mtscomp::kill_if_asked(path);
  }
  return mtscomp::hits(Fault::kOpenError, path)
             ? mtscomp::fail(Fault::kOpenError)
             : real_open(path, flags, mode);
}

int wrapped_openat(int directory, const char* path, int flags,
                   mode_t mode) __asm__("__wrap_openat64");
int wrapped_openat(int directory, const char* path, int flags, mode_t mode) {
  if ((flags & O_CREAT) != 0) {
    mtscomp::kill_if_asked(directory, path);
  }
  return mtscomp::hits(Fault::kOpenError, directory, path)
             ? mtscomp::fail(Fault::kOpenError)
             : real_openat(directory, path, flags, mode);
}

long wrapped_syscall(long number, long a, long b, long c, long d, long e,
                     long f) __asm__("__wrap_syscall");
long wrapped_syscall(long number, long a, long b, long c, long d, long e,
                     long f) {
  if (number == SYS_openat2 &&
      mtscomp::hits(Fault::kOpenError, static_cast<int>(a),
                    // NOLINTNEXTLINE(performance-no-int-to-ptr): as the call.
                    reinterpret_cast<const char*>(b))) {
    return mtscomp::fail<long>(Fault::kOpenError);
  }
  return real_syscall(number, a, b, c, d, e, f);
}

int wrapped_fstat(int file, struct stat* status) __asm__("__wrap_fstat64");
int wrapped_fstat(int file, struct stat* status) {
  return mtscomp::hits(Fault::kStatusError, file)
             ? mtscomp::fail(Fault::kStatusError)
             : real_fstat(file, status);
}

int wrapped_fstatat(int directory, const char* path, struct stat* status,
                    int flags) __asm__("__wrap_fstatat64");
int wrapped_fstatat(int directory, const char* path, struct stat* status,
                    int flags) {
  return mtscomp::hits(Fault::kStatusError, directory, path)
             ? mtscomp::fail(Fault::kStatusError)
             : real_fstatat(directory, path, status, flags);
}

// A read that must not wait misses the page cache while reads fail or are slow.
ssize_t wrapped_preadv2(int file, const iovec* parts, int n_parts, off_t offset,
                        int flags) __asm__("__wrap_preadv64v2");
ssize_t wrapped_preadv2(int file, const iovec* parts, int n_parts, off_t offset,
                        int flags) {
  const bool is_bad = mtscomp::is_asked_for(Fault::kReadError) ||
                      mtscomp::is_asked_for(Fault::kReadDelay);
  if (is_bad && mtscomp::is_watched(file)) {
    errno = EAGAIN;
    return -1;
  }
  return real_preadv2(file, parts, n_parts, offset, flags);
}

ssize_t wrapped_pread(int file, void* bytes, size_t size,
                      off_t offset) __asm__("__wrap_pread64");
ssize_t wrapped_pread(int file, void* bytes, size_t size, off_t offset) {
  if (mtscomp::hits(Fault::kReadDelay, file)) {
    mtscomp::delay();
  }
  if (mtscomp::hits(Fault::kReadInterrupted, file)) {
    errno = EINTR;
    return -1;
  }
  if (mtscomp::hits(Fault::kReadError, file)) {
    return mtscomp::fail<ssize_t>(Fault::kReadError);
  }
  if (mtscomp::hits(Fault::kReadShort, file)) {
    return real_pread(file, bytes, mtscomp::half(size), offset);
  }
  return real_pread(file, bytes, size, offset);
}

void* wrapped_mmap(void* address, size_t size, int protection, int flags,
                   int file, off_t offset) __asm__("__wrap_mmap64");
void* wrapped_mmap(void* address, size_t size, int protection, int flags,
                   int file, off_t offset) {
  if ((flags & MAP_ANONYMOUS) != 0 && mtscomp::is_asked_for(Fault::kNoMemory) &&
      mtscomp::strikes(Fault::kNoMemory)) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  return real_mmap(address, size, protection, flags, file, offset);
}

ssize_t wrapped_write(int file, const void* bytes,
                      size_t size) __asm__("__wrap_write");
ssize_t wrapped_write(int file, const void* bytes, size_t size) {
  if (mtscomp::hits(Fault::kWriteInterrupted, file)) {
    errno = EINTR;
    return -1;
  }
  if (mtscomp::hits(Fault::kWriteError, file)) {
    return mtscomp::fail<ssize_t>(Fault::kWriteError);
  }
  if (mtscomp::hits(Fault::kWriteShort, file)) {
    return real_write(file, bytes, mtscomp::half(size));
  }
  return real_write(file, bytes, size);
}

int wrapped_fsync(int file) __asm__("__wrap_fsync");
int wrapped_fsync(int file) {
  mtscomp::kill_if_asked(file);
  struct stat status = {};
  const Fault fault = ::fstat(file, &status) == 0 && S_ISDIR(status.st_mode)
                          ? Fault::kDirectorySyncError
                          : Fault::kSyncError;
  return mtscomp::hits(fault, file) ? mtscomp::fail(fault) : real_fsync(file);
}

int wrapped_renameat2(int from_directory, const char* from, int to_directory,
                      const char* to,
                      unsigned flags) __asm__("__wrap_renameat2");
int wrapped_renameat2(int from_directory, const char* from, int to_directory,
                      const char* to, unsigned flags) {
  mtscomp::kill_if_asked(from_directory, from);
  return mtscomp::hits(Fault::kRenameError, from_directory, from)
             ? mtscomp::fail(Fault::kRenameError)
             : real_renameat2(from_directory, from, to_directory, to, flags);
}

int wrapped_linkat(int from_directory, const char* from, int to_directory,
                   const char* to, int flags) __asm__("__wrap_linkat");
int wrapped_linkat(int from_directory, const char* from, int to_directory,
                   const char* to, int flags) {
  mtscomp::kill_if_asked(from_directory, from);
  return mtscomp::hits(Fault::kLinkError, from_directory, from)
             ? mtscomp::fail(Fault::kLinkError)
             : real_linkat(from_directory, from, to_directory, to, flags);
}

int wrapped_unlinkat(int directory, const char* path,
                     int flags) __asm__("__wrap_unlinkat");
int wrapped_unlinkat(int directory, const char* path, int flags) {
  mtscomp::kill_if_asked(directory, path);
  return mtscomp::hits(Fault::kUnlinkError, directory, path)
             ? mtscomp::fail(Fault::kUnlinkError)
             : real_unlinkat(directory, path, flags);
}

int wrapped_fchmod(int file, mode_t mode) __asm__("__wrap_fchmod");
int wrapped_fchmod(int file, mode_t mode) {
  return mtscomp::hits(Fault::kModeError, file)
             ? mtscomp::fail(Fault::kModeError)
             : real_fchmod(file, mode);
}

int wrapped_close(int file) __asm__("__wrap_close");
int wrapped_close(int file) {
  const bool fails = mtscomp::hits(Fault::kCloseError, file);
  const int result = real_close(file);
  return fails ? mtscomp::fail(Fault::kCloseError) : result;
}
