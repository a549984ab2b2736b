// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/range_probe.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <exception>
#include <string>
#include <system_error>
#include <vector>

namespace mtscomp {
namespace {

constexpr std::size_t kMaxListings = 20;
constexpr std::size_t kMaxFiles = 10;
// A server that cannot read one file can often read the next one.
constexpr std::size_t kMaxFailures = 2;

class Probe {
 public:
  explicit Probe(const Source& source) : source_(source) {}

  // Returns true if a byte was read, or if too many files were tried.
  bool try_directory() {
    const std::string directory = directories_.back();
    directories_.pop_back();
    const std::string prefix = directory.empty() ? "" : directory + '/';
    const std::size_t n_directories = directories_.size();
    for (const SourceEntry& entry : list(directory)) {
      if (!S_ISDIR(entry.type)) {
        if (try_file(prefix + entry.name)) {
          return true;
        }
      } else if (directories_.size() < n_directories + kMaxListings) {
        directories_.push_back(prefix + entry.name);
      }
    }
    std::reverse(
        directories_.begin() + static_cast<std::ptrdiff_t>(n_directories),
        directories_.end());
    return false;
  }

  bool has_directory() const { return !directories_.empty(); }

  void rethrow_failure() const {
    if (failure_) {
      std::rethrow_exception(failure_);
    }
  }

 private:
  std::vector<SourceEntry> list(const std::string& directory) const {
    try {
      return source_.open_directory(directory)->entries();
    } catch (const std::system_error& error) {
      const int number = error.code().value();
      if (directory.empty() || number == ECANCELED || number == ETIMEDOUT) {
        throw;
      }
      return {};
    }
  }

  bool try_file(const std::string& path) {
    // A server without ranges sends a file of one byte too.
    constexpr off_t kLeast = 2;
    try {
      const SourceFilePtr file = source_.open_file(path);
      if (file->status(path).st_size >= kLeast) {
        std::array<std::byte, 1> byte = {};
        file->read_up_to(0, byte, path);
        failure_ = nullptr;
        return true;
      }
    } catch (const std::system_error& error) {
      const int number = error.code().value();
      if (number == ECANCELED || number == ETIMEDOUT) {
        throw;
      }
      if (number == EIO) {
        failure_ = std::current_exception();
        ++n_failures_;
      }
    }
    return ++n_files_ == kMaxFiles || n_failures_ == kMaxFailures;
  }

  const Source& source_;
  std::vector<std::string> directories_ = {""};  // The last one is the next.
  std::size_t n_files_ = 0;
  std::size_t n_failures_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

void probe_ranges(const Source& source) {
  Probe probe(source);
  for (std::size_t i = 0; i < kMaxListings && probe.has_directory(); ++i) {
    if (probe.try_directory()) {
      break;
    }
  }
  probe.rethrow_failure();
}

}  // namespace mtscomp
