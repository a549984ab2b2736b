// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/pair_finder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "filesystem/view/recording_node.h"
#include "format/header_json.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "reader/headers/header_file.h"

namespace mtscomp {
namespace {

// Errors which show that there is no pair: a file is missing or was removed, or
// is not a regular file that can be reached inside the source.
bool means_no_pair(int error_number) {
  return error_number == ENOENT || error_number == ENOTDIR ||
         error_number == EXDEV || error_number == ELOOP ||
         error_number == EINVAL;
}

constexpr mode_t kReadByAll = S_IRUSR | S_IRGRP | S_IROTH;

bool is_private(const MemberStatus& member) {
  return (member.reach & kReadByAll) != kReadByAll;
}

bool may_reach(const Caller& caller, const MemberStatus& member) {
  struct stat way = member.status;
  way.st_mode = member.reach;
  return !is_private(member) || caller.is_granted(way, S_IROTH);
}

// Memory for two tables of the largest allowed size, if the limit of chunks was
// raised.
std::uint64_t table_memory(const HeaderLimits& limits) {
  constexpr std::uint64_t kPerChunk = 16;
  return std::max(HeaderMemory::kTables, 2 * kPerChunk * limits.max_chunks);
}

}  // namespace

PairFinder::PairFinder(const Source& source, const HeaderLimits& limits,
                       HeaderCache& catalog, ProblemList& problems)
    : source_(source),
      limits_(limits),
      catalog_(catalog),
      problems_(problems),
      memory_(table_memory(limits)),
      layouts_(memory_) {}

FoundPair PairFinder::find(const SourceDirectory& directory,
                           const PairNames& pair, const Caller& caller) const {
  constexpr int kAttempts = 3;  // Another process may replace the pair now.
  for (int attempt = 1;; ++attempt) {
    try {
      const Members members = find_members(directory, pair, caller);
      FoundPair found = read_pair(directory, pair, members);
      found.is_private = members.is_private;
      return found;
    } catch (const std::system_error& error) {
      const int number = error.code().value();
      if (means_no_pair(number)) {
        return {};
      }
      if (number == ESTALE && attempt < kAttempts) {
        continue;
      }
      add_problem(directory.path_of(pair.ch), "cannot be read now",
                  error.what());
      return make_unreadable(directory, pair, caller, number);
    }
  }
}

PairFinder::Members PairFinder::find_members(const SourceDirectory& directory,
                                             const PairNames& pair,
                                             const Caller& caller) {
  Members members;
  const auto find = [&](const std::string& name) -> std::optional<struct stat> {
    const std::optional<MemberStatus> found = directory.file_status(name);
    if (!found) {
      return std::nullopt;
    }
    members.is_private |= is_private(*found);
    return may_reach(caller, *found) ? std::optional(found->status)
                                     : std::nullopt;
  };
  members.header = find(pair.ch);
  for (const PairNames::Data& data : pair.data) {
    if (const auto status = find(data.cbin)) {
      members.present.push_back({&data, *status});
    }
  }
  return members;
}

FoundPair PairFinder::read_pair(const SourceDirectory& directory,
                                const PairNames& pair,
                                const Members& members) const {
  // clang 14 cannot capture structured bindings.
  const std::optional<struct stat>& header = members.header;
  const std::vector<Present>& present = members.present;
  if (!header || present.empty()) {
    return {};
  }
  RecordingPart part;
  part.header_path = directory.path_of(pair.ch);
  const auto identify = [&](const Present& one) {
    part.identity = {.cbin = FileIdentity::of(one.status),
                     .ch = FileIdentity::of(*header)};
    part.summary = summary_of(part.identity, part.header_path);
  };
  identify(present.front());
  if (!part.summary->is_recording()) {
    add_problem(part.header_path, "not shown as a recording",
                part.summary->problem);
    return {};
  }
  const Present& chosen =
      choose(directory, pair, present, part.summary->cbin_size);
  if (&chosen != &present.front()) {
    identify(chosen);
  }
  if (is_array(*chosen.data) && !part.summary->lost_shape.empty()) {
    add_problem(part.header_path, "not shown as a recording",
                part.summary->lost_shape);
    return {};
  }
  return {make_recording_node({.directory = directory,
                               .data = *chosen.data,
                               .cbin = chosen.status,
                               .header = *header,
                               .decides_by_mode = source_.respects_acls()},
                              std::move(part)),
          chosen.data};
}

// The path is named once, even if the reason begins with it too.
void PairFinder::add_problem(const std::string& path, std::string_view problem,
                             std::string_view reason) const {
  const std::string shown = describe(path);
  const std::string prefix = shown + ": ";
  if (reason.starts_with(prefix)) {
    reason.remove_prefix(prefix.size());
  }
  problems_.add(shown, fmt::format("{}{}: {}", prefix, problem, reason));
}

// If there are several data files, the one with the size in the header is
// taken.
const PairFinder::Present& PairFinder::choose(
    const SourceDirectory& directory, const PairNames& pair,
    const std::vector<Present>& present, std::uint64_t expected) const {
  const auto fitting = std::find_if(
      present.begin(), present.end(), [expected](const Present& one) {
        return static_cast<std::uint64_t>(one.status.st_size) == expected;
      });
  if (fitting != present.end()) {
    return *fitting;
  }
  const Present& chosen = present.front();
  const auto found = static_cast<std::uint64_t>(chosen.status.st_size);
  const std::string path = describe(directory.path_of(chosen.data->cbin));
  problems_.add(
      path, fmt::format(
                "{}: the file has {} bytes, but {} says {}{}", path, found,
                pair.ch, expected,
                found < expected ? "; reading the missing samples fails" : ""));
  return chosen;
}

// Keeps the recording in the listing, so users do not take it for deleted.  It
// is shown empty, because its size is unknown.
FoundPair PairFinder::make_unreadable(const SourceDirectory& directory,
                                      const PairNames& pair,
                                      const Caller& caller,
                                      int error_number) const {
  const PairNames::Data& data = pair.data.front();
  std::optional<MemberStatus> found;
  try {
    found = directory.file_status(data.cbin);
    if (!found || !may_reach(caller, *found)) {
      return {};
    }
  } catch (const std::system_error&) {
    found = {.status = directory.own_status()};
    found->status.st_mode = S_IFREG;
  }
  RecordingPart part;
  part.header_path = directory.path_of(pair.ch);
  part.identity.cbin = FileIdentity::of(found->status);
  part.error_number = error_number;
  return {make_unreadable_node({.directory = directory,
                                .data = data,
                                .cbin = found->status,
                                .header = found->status,
                                .decides_by_mode = source_.respects_acls()},
                               std::move(part)),
          &data};
}

PairSummaryPtr PairFinder::summary_of(const PairIdentity& identity,
                                      const std::string& header_path) const {
  return catalog_.find_or_read(
      identity, [&] { return read_header(header_path, identity.ch); });
}

std::shared_ptr<const Recording> PairFinder::open(const Node& node) const {
  const RecordingPart& part = *node.recording;
  if (!part.summary) {
    throw_system_error(part.error_number,
                       describe(part.header_path) + ": cannot read");
  }
  SourceFilePtr cbin = source_.open_file(node.path);
  auto recording = std::make_shared<const Recording>(
      part.summary->recording_id, describe(node.path), std::move(cbin),
      layout_of(part, describe(node.path)));
  // Reads of chunks check this identity again.
  if (recording->identity() != part.identity.cbin) {
    throw_system_error(ESTALE,
                       describe(node.path) + ": another process replaced it");
  }
  return recording;
}

RecordingLayoutPtr PairFinder::layout_of(const RecordingPart& part,
                                         const std::string& name) const {
  const SourceFilePtr header = source_.open_file(part.header_path);
  require_version(*header, part.header_path, part.identity.ch);
  if (RecordingLayoutPtr known = layouts_.find(part.identity)) {
    return known;
  }
  const HeaderMemory::Turn turn(memory_, part.identity.ch.size);
  // Another thread may have made it during the wait.
  if (RecordingLayoutPtr known = layouts_.find(part.identity)) {
    return known;
  }
  return layouts_.make(
      part.identity, parse(*header, part.header_path, part.identity.ch), name);
}

Header PairFinder::read_header(const std::string& path,
                               const FileIdentity& expected) const {
  const SourceFilePtr file = source_.open_file(path);
  const HeaderMemory::Turn turn(memory_, expected.size);
  return parse(*file, path, expected);
}

Header PairFinder::parse(const SourceFile& file, const std::string& path,
                         const FileIdentity& expected) const {
  // A header that has grown would use more memory than its turn allows.
  require_version(file, path, expected);
  const std::string text = read_header_text(file, describe(path), limits_);
  require_version(file, path, expected);
  return parse_header(text, describe(path), limits_);
}

void PairFinder::require_version(const SourceFile& file,
                                 const std::string& path,
                                 const FileIdentity& expected) const {
  if (FileIdentity::of(file.status(path)) != expected) {
    throw_system_error(ESTALE,
                       describe(path) + ": another process replaced it");
  }
}

std::string PairFinder::describe(const std::string& path) const {
  return source_.name() + '/' + path;
}

}  // namespace mtscomp
