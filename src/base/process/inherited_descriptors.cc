// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/inherited_descriptors.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "base/text/parse_number.h"

namespace mtscomp {
namespace {

struct CloseDirectory {
  void operator()(DIR* stream) const { ::closedir(stream); }
};

// The list is read completely before descriptors are closed, since closing them
// changes the list.
std::vector<int> open_descriptors() {
  std::vector<int> descriptors;
  const std::unique_ptr<DIR, CloseDirectory> stream(::opendir("/proc/self/fd"));
  while (const dirent* entry = stream ? ::readdir(stream.get()) : nullptr) {
    const std::optional<int> number = parse_number<int>(entry->d_name);
    if (number && *number != ::dirfd(stream.get())) {
      descriptors.push_back(*number);
    }
  }
  return descriptors;
}

}  // namespace

// close_range(2) would need Linux 5.9 and glibc 2.34.
void close_all_but(std::initializer_list<int> kept) noexcept {
  for (const int descriptor : open_descriptors()) {
    const bool is_kept =
        descriptor <= STDERR_FILENO ||
        std::find(kept.begin(), kept.end(), descriptor) != kept.end();
    if (!is_kept) {
      ::close(descriptor);
    }
  }
}

}  // namespace mtscomp
