// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/output/partial_name.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <span>
#include <string>

#include "base/files/sha1.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr std::string_view kPartial = ".partial-";
constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kMaxPidDigits = 7;  // The kernel's PID_MAX_LIMIT is 2^22.
constexpr std::size_t kHashDigits = 8;

// Whether this is the second or a later byte of a UTF-8 character.
bool is_utf8_continuation(char byte) {
  constexpr unsigned kMask = 0xC0;
  constexpr unsigned kContinuation = 0x80;
  return (static_cast<unsigned char>(byte) & kMask) == kContinuation;
}

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> name = {};
  if (::gethostname(name.data(), name.size() - 1) != 0) {
    throw_errno("cannot read the host name");
  }
  return name.data();
}

std::string short_hash(std::string_view text) {
  Sha1 sha1;
  sha1.update(std::as_bytes(std::span(text)));
  return sha1.finish().substr(0, kHashDigits);
}

// Keeps the extension, by which tree walks recognise partial files.
std::string stem_of(std::string_view name) {
  constexpr std::size_t kMaxExtension = 16;
  if (name.size() <= kMaxStem) {
    return std::string(name);
  }
  const std::size_t dot = name.rfind('.');
  std::string_view extension;
  if (dot != std::string_view::npos && name.size() - dot <= kMaxExtension) {
    extension = name.substr(dot);
  }
  constexpr std::size_t kMostContinuations = 3;  // Of one UTF-8 character.
  std::size_t size = kMaxStem - 1 - kHashDigits - extension.size();
  for (std::size_t i = 0;
       i < kMostContinuations && is_utf8_continuation(name[size]); ++i) {
    --size;
  }
  return fmt::format("{}~{}{}", name.substr(0, size), short_hash(name),
                     extension);
}

// Start of the names of all files that processes of this host keep beside
// `name`.
std::string own_prefix(const std::string& name) {
  return fmt::format("{}{}{}-", stem_of(name), kPartial, host_name());
}

bool is_backup_suffix(std::string_view suffix) {
  const std::string_view data = kBackupSuffix;
  if (!suffix.starts_with(data)) {
    return false;
  }
  suffix.remove_prefix(data.size());
  return suffix.empty() ||
         (suffix.size() == 1 + kHashDigits && suffix.front() == '-' &&
          suffix.find_first_not_of("0123456789abcdef", 1) ==
              std::string_view::npos);
}

bool is_pid_size(std::size_t n_digits) {
  return n_digits >= 1 && n_digits <= kMaxPidDigits;
}

}  // namespace

// A hash of the name, since two whole names might be too long.
std::string backup_suffix_of(const std::string& owner) {
  return fmt::format("{}-{}", kBackupSuffix, short_hash(owner));
}

std::string partial_name_of(const std::string& name, std::string_view suffix) {
  return fmt::format("{}{}{}", own_prefix(name), ::getpid(), suffix);
}

std::optional<PartialName> parse_partial_name(std::string_view kept,
                                              const std::string& name) {
  const std::string prefix = own_prefix(name);
  if (!kept.starts_with(prefix)) {
    return std::nullopt;
  }
  kept.remove_prefix(prefix.size());
  const std::size_t n_digits =
      std::min(kept.find_first_not_of(kDigits), kept.size());
  const std::string_view suffix = kept.substr(n_digits);
  if (!is_pid_size(n_digits) || !(suffix.empty() || is_backup_suffix(suffix))) {
    return std::nullopt;
  }
  return PartialName{
      .suffix = std::string(suffix),
      .process = std::stoi(std::string(kept.substr(0, n_digits)))};
}

bool is_partial_name(std::string_view kept, std::string_view name) {
  return kept.starts_with(stem_of(name) + std::string(kPartial));
}

bool is_backup_name(std::string_view name) {
  const std::size_t suffix = name.rfind(kBackupSuffix);
  if (suffix == std::string_view::npos ||
      !is_backup_suffix(name.substr(suffix))) {
    return false;
  }
  name = name.substr(0, suffix);
  const std::size_t dash = name.find_last_not_of(kDigits);
  const std::size_t host = name.find(kPartial) + kPartial.size();
  return name.find(kPartial) != std::string_view::npos &&
         dash != std::string_view::npos && dash > host && name[dash] == '-' &&
         is_pid_size(name.size() - dash - 1);
}

std::optional<std::string> original_name_of(std::string_view backup) {
  const std::string_view name = backup.substr(0, backup.rfind(kPartial));
  return name.size() <= kMaxRestorable ? std::optional(std::string(name))
                                       : std::nullopt;
}

}  // namespace mtscomp
