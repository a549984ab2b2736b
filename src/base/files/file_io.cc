// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/file_io.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

#include "mtscomp/base/error.h"

namespace mtscomp {

FileDescriptor open_for_reading(const std::string& path) {
  // Without O_NONBLOCK, opening a FIFO waits for its writer.
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) {
    throw_errno(path + ": cannot open");
  }
  return file;
}

FileDescriptor duplicate(const FileDescriptor& file, std::string_view name) {
  FileDescriptor copy(::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
  if (!copy.is_open()) {
    throw_errno(fmt::format("{}: cannot open", name));
  }
  return copy;
}

struct stat file_status(const FileDescriptor& file, std::string_view name) {
  struct stat status = {};
  if (::fstat(file.get(), &status) != 0) {
    throw_errno(fmt::format("{}: cannot read its size", name));
  }
  return status;
}

std::size_t pread_up_to(const FileDescriptor& file,
                        std::span<std::byte> destination, std::uint64_t offset,
                        std::string_view name) {
  std::size_t done = 0;
  while (done < destination.size()) {
    const ssize_t n =
        ::pread(file.get(), destination.data() + done,
                destination.size() - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      throw_errno(fmt::format("{}: cannot read", name));
    }
    if (n == 0) {
      break;
    }
    done += static_cast<std::size_t>(n);
  }
  return done;
}

void write_all(int descriptor, std::span<const std::byte> bytes,
               std::string_view name) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      throw_errno(fmt::format("{}: cannot write", name));
    }
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
}

bool is_absent(int error_number) {
  return error_number == ENOENT || error_number == ENOTDIR ||
         error_number == ENAMETOOLONG;
}

bool is_sync_unsupported(int error_number) {
  return error_number == EINVAL || error_number == ENOSYS ||
         error_number == EOPNOTSUPP || error_number == ENOTTY ||
         error_number == EBADF;
}

std::string text_of_size(std::uint64_t size, std::size_t max_bytes,
                         std::string_view name, std::string_view advice) {
  if (size > max_bytes) {
    throw UnsupportedError(fmt::format("{}: {} bytes exceed the limit of {}{}",
                                       name, size, max_bytes, advice));
  }
  return std::string(size, '\0');
}

std::string read_text(const FileDescriptor& file, std::size_t max_bytes,
                      std::string_view name, std::string_view advice) {
  const auto size = static_cast<std::uint64_t>(file_status(file, name).st_size);
  std::string text = text_of_size(size, max_bytes, name, advice);
  text.resize(
      pread_up_to(file, std::as_writable_bytes(std::span(text)), 0, name));
  return text;
}

}  // namespace mtscomp
