// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/content_hashes.h"

#include <cerrno>
#include <chrono>
#include <thread>

#include "base/files/sha1.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

bool is_in(const SourceFile& file, const FileIdentity& identity,
           const std::string& name) {
  return FileIdentity::of(file.status(name)) == identity;
}

}  // namespace

std::optional<std::string> ContentHashes::find_or_hash(
    const SourceFile& file, const FileIdentity& identity,
    const std::string& name) {
  if (const auto at = known_.find(identity); at != known_.end()) {
    return at->second;
  }
  std::optional<std::string> sha1 = hash(file, identity, name);
  if (sha1) {
    if (known_.size() == kCapacity) {
      known_.clear();
    }
    known_[identity] = *sha1;
  }
  return sha1;
}

std::optional<std::string> ContentHashes::hash(const SourceFile& file,
                                               const FileIdentity& identity,
                                               const std::string& name) const {
  // Two changes within one tick of the kernel's clock give the same times.
  constexpr std::chrono::milliseconds kTick{50};
  constexpr std::size_t kBlock = std::size_t{4} << 20;
  std::this_thread::sleep_for(kTick);
  ByteBuffer block(kBlock);
  Sha1 sha1;
  for (std::uint64_t offset = 0; is_in(file, identity, name);) {
    if (stop_) {
      throw_system_error(EINTR,
                         name + ": stopped before its SHA-1 was computed");
    }
    const std::size_t n = file.read_up_to(offset, block.span(), name);
    sha1.update(block.span().first(n));
    offset += n;
    if (n == 0) {
      return is_in(file, identity, name) ? std::optional(sha1.finish())
                                         : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace mtscomp
