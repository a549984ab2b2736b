// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/recording_names.h"

#include <algorithm>
#include <utility>

#include "format/uuid_name.h"

namespace mtscomp {
namespace {

constexpr std::string_view kOpenEphysStem = "continuous";
constexpr std::string_view kOpenEphysSuffix = ".dat";
constexpr std::string_view kOpenEphysName = "continuous.dat";

// Returns stem and suffix, the suffix with its dot.  A name such as ".bin" has
// no suffix, as in Python's pathlib.  The stem of a path includes its
// directories.
std::pair<std::string_view, std::string_view> split(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 || name[dot - 1] == '/' ||
                 name.find('/', dot) != std::string_view::npos
             ? std::pair(name, std::string_view())
             : std::pair(name.substr(0, dot), name.substr(dot));
}

bool contains(const std::array<std::string_view, 4>& suffixes,
              std::string_view suffix) {
  return std::find(suffixes.begin(), suffixes.end(), suffix) != suffixes.end();
}

// Member of NameGroup for names with this suffix; nullptr for other suffixes.
std::vector<std::string> NameGroup::*kind_of(std::string_view suffix) {
  return contains(kPlainSuffixes, suffix)  ? &NameGroup::raws
         : contains(kCbinSuffixes, suffix) ? &NameGroup::cbins
         : suffix == kHeaderSuffix         ? &NameGroup::headers
         : suffix == kMetaSuffix           ? &NameGroup::metas
                                           : nullptr;
}

std::string plain_suffix(std::string_view cbin_suffix) {
  return '.' + std::string(cbin_suffix.substr(2));
}

std::string packed_suffix(std::string_view plain_suffix) {
  return ".c" + std::string(plain_suffix.substr(1));
}

}  // namespace

bool NameGroup::stands_for(std::string_view cbin, std::string_view raw) const {
  const auto [stem, suffix] = split(cbin);
  const auto [raw_stem, raw_suffix] = split(raw);
  const bool is_same_kind = raw_suffix == plain_suffix(suffix);
  if (stem == raw_stem) {
    return is_same_kind || raw == plain_name_of(cbin);
  }
  return is_same_kind && cbins.size() == 1 && raws.size() == 1;
}

bool is_recording_name(std::string_view name) {
  return kind_of(split(name).second) != nullptr;
}

bool is_plain_name(std::string_view name) {
  return contains(kPlainSuffixes, split(name).second);
}

bool is_recording_by_name(std::string_view name) {
  return name.ends_with(kPlainSuffixes.front()) || name == kOpenEphysName;
}

bool is_cbin_name(std::string_view name) {
  return contains(kCbinSuffixes, split(name).second);
}

void add_name(NameGroups& groups, std::string_view name) {
  const auto [stem, suffix] = split(name);
  if (std::vector<std::string> NameGroup::*const kind = kind_of(suffix)) {
    (groups[std::string(without_uuid(stem))].*kind).emplace_back(name);
  }
}

std::string find_partner(const std::vector<std::string>& candidates,
                         std::string_view name,
                         const std::vector<std::string>& rivals) {
  const std::string_view stem = split(name).first;
  const auto exact = std::find_if(candidates.begin(), candidates.end(),
                                  [stem](const std::string& candidate) {
                                    return split(candidate).first == stem;
                                  });
  if (exact != candidates.end()) {
    return *exact;
  }
  return candidates.size() == 1 && rivals.size() == 1 ? candidates.front() : "";
}

std::string plain_name_of(std::string_view cbin) {
  const auto [stem, suffix] = split(cbin);
  const bool is_open_ephys =
      without_uuid(stem) == kOpenEphysStem && raw_name_of(cbin).has_value();
  return std::string(stem).append(is_open_ephys ? std::string(kOpenEphysSuffix)
                                                : plain_suffix(suffix));
}

std::string drop_uuid(std::string_view name) {
  const auto [stem, suffix] = split(name);
  return std::string(without_uuid(stem)).append(suffix);
}

bool has_suffix(std::string_view name, std::string_view suffix) {
  return split(name).second == suffix;
}

std::optional<std::string> raw_name_of(std::string_view cbin_name) {
  return is_cbin_name(cbin_name) && !has_suffix(cbin_name, kCnpySuffix)
             ? unpacked_name_of(cbin_name)
             : std::nullopt;
}

std::optional<std::string> unpacked_name_of(std::string_view packed_name) {
  const auto [stem, suffix] = split(packed_name);
  if (suffix.size() < 3 || suffix[1] != 'c') {
    return std::nullopt;
  }
  return std::string(stem).append(plain_suffix(suffix));
}

std::optional<std::string> cbin_name_of(std::string_view plain_name) {
  if (!is_plain_name(plain_name)) {
    return std::nullopt;
  }
  const auto [stem, suffix] = split(plain_name);
  return std::string(stem).append(packed_suffix(suffix));
}

std::string header_name_of(std::string_view name) {
  return std::string(split(name).first).append(kHeaderSuffix);
}

std::optional<std::string> header_stem_of(std::string_view name) {
  const auto [stem, suffix] = split(name);
  return suffix == kHeaderSuffix ? std::optional(std::string(stem))
                                 : std::nullopt;
}

}  // namespace mtscomp
