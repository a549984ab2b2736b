// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/name_index.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "format/recording_names.h"

namespace mtscomp {
namespace {

using NameSet = std::unordered_set<std::string_view>;

// Hidden files belong to no pair: macOS stores attributes of x.cbin in
// ._x.cbin.
bool may_be_of_pair(const SourceEntry& entry) {
  return !entry.name.starts_with('.') &&
         (entry.type == 0 || S_ISREG(entry.type) || S_ISLNK(entry.type));
}

// If two .cbin files fit one .ch equally well, the first one makes the pair.
// Open Ephys' own suffix comes before other suffixes for continuous.dat.
bool is_preferred(const std::string& left, const std::string& right) {
  const auto key = [](const std::string& cbin) {
    return std::pair(
        plain_name_of(cbin).ends_with(cbin.substr(cbin.size() - 3)) ? 0 : 1,
        cbin);
  };
  return key(left) < key(right);
}

std::string shown_name(std::string_view name, bool drops_uuid) {
  return drops_uuid ? drop_uuid(name) : std::string(name);
}

PairNames name_pair(std::vector<std::string> cbins, const std::string& ch,
                    const NameGroup& group) {
  std::sort(cbins.begin(), cbins.end(), is_preferred);
  PairNames pair;
  pair.ch = ch;
  pair.meta = find_partner(group.metas, cbins.front(), group.cbins);
  for (const std::string& cbin : cbins) {
    const auto real = std::find_if(
        group.raws.begin(), group.raws.end(),
        [&](const std::string& raw) { return group.stands_for(cbin, raw); });
    pair.data.push_back({.cbin = cbin,
                         .shown = "",
                         .real = real == group.raws.end() ? "" : *real});
  }
  return pair;
}

std::vector<PairNames> pairs_of(const NameGroup& group) {
  std::map<std::string, std::vector<std::string>> by_header;
  for (const std::string& cbin : group.cbins) {
    const std::string ch = find_partner(group.headers, cbin, group.cbins);
    if (!ch.empty()) {
      by_header[ch].push_back(cbin);
    }
  }
  std::vector<PairNames> pairs;
  for (auto& [ch, cbins] : by_header) {
    pairs.push_back(name_pair(std::move(cbins), ch, group));
  }
  return pairs;
}

void set_shown_names(PairNames& pair, const NameSet& names) {
  for (PairNames::Data& data : pair.data) {
    data.shown = shown_name(plain_name_of(data.cbin), pair.drops_uuid);
    if (data.real.empty() && names.contains(data.shown)) {
      data.real = data.shown;  // A file of any type.
    }
  }
}

// Names that the pair is shown under if its UUIDs are dropped.
std::vector<std::string> claims_of(const PairNames& pair) {
  std::vector<std::string> claims;
  for (const PairNames::Data& data : pair.data) {
    if (data.real.empty()) {
      claims.push_back(drop_uuid(plain_name_of(data.cbin)));
    }
    for (PairNames::Alias& alias : pair.aliases(data)) {
      claims.push_back(std::move(alias.shown));
    }
  }
  std::sort(claims.begin(), claims.end());
  claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
  return claims;
}

bool has_member(const PairNames& pair, const std::string& name) {
  return name == pair.ch || name == pair.meta ||
         std::any_of(
             pair.data.begin(), pair.data.end(),
             [&](const PairNames::Data& data) { return data.cbin == name; });
}

// The first of these names that another pair or file has too.
std::optional<std::string> find_collision(
    const PairNames& pair, const std::map<std::string, int>& n_claims,
    const NameSet& names) {
  for (const std::string& claim : claims_of(pair)) {
    if (n_claims.at(claim) > 1 ||
        (names.contains(claim) && !has_member(pair, claim))) {
      return claim;
    }
  }
  return std::nullopt;
}

bool has_uuid(const PairNames& pair) {
  return drop_uuid(pair.ch) != pair.ch || drop_uuid(pair.meta) != pair.meta ||
         std::any_of(pair.data.begin(), pair.data.end(),
                     [](const PairNames::Data& data) {
                       return drop_uuid(data.cbin) != data.cbin;
                     });
}

}  // namespace

std::vector<PairNames::Alias> PairNames::aliases(const Data& chosen) const {
  std::vector<Alias> aliases;
  const auto add = [&](const std::string& file) {
    aliases.push_back({shown_name(file, drops_uuid), file});
  };
  if (!meta.empty()) {
    add(meta);
  }
  if (shows_compressed) {
    add(chosen.cbin);
    add(ch);
  }
  return aliases;
}

NameIndex::NameIndex(const std::vector<SourceEntry>& entries,
                     const NamingOptions& options) {
  NameGroups groups;
  for (const SourceEntry& entry : entries) {
    if (may_be_of_pair(entry)) {
      add_name(groups, entry.name);
    }
  }
  std::erase_if(groups,
                [](const auto& group) { return group.second.cbins.empty(); });
  if (groups.empty()) {
    return;
  }
  NameSet names;
  for (const SourceEntry& entry : entries) {
    names.insert(entry.name);
  }
  for (const auto& [stem, group] : groups) {
    add_orphans(group, names);
    add_pairs(pairs_of(group), names, options);
  }
  index_names();
}

void NameIndex::add_orphans(const NameGroup& group,
                            const std::unordered_set<std::string_view>& names) {
  for (const std::string& cbin : group.cbins) {
    if (find_partner(group.headers, cbin, group.cbins).empty()) {
      const std::string similar = cbin + std::string(kHeaderSuffix);
      orphans_.push_back({.cbin = cbin,
                          .ch = header_name_of(cbin),
                          .similar = names.contains(similar) ? similar : ""});
    }
  }
}

void NameIndex::add_pairs(std::vector<PairNames> pairs, const NameSet& names,
                          const NamingOptions& options) {
  std::map<std::string, int> n_claims;
  for (PairNames& pair : pairs) {
    pair.shows_compressed = options.show_compressed;
    for (const std::string& claim : claims_of(pair)) {
      ++n_claims[claim];
    }
  }
  for (PairNames& pair : pairs) {
    std::optional<std::string> collision;
    if (!options.keep_uuid && has_uuid(pair)) {
      collision = find_collision(pair, n_claims, names);
    }
    if (collision) {
      collisions_.push_back({pair.ch, *collision});
    }
    pair.drops_uuid = !options.keep_uuid && !collision;
    set_shown_names(pair, names);
    pairs_.push_back(std::move(pair));
  }
}

void NameIndex::index_names() {
  const auto add = [this](const std::string& name, const PairNames& pair) {
    by_name_.try_emplace(name, &pair);
  };
  for (const PairNames& pair : pairs_) {
    add(pair.ch, pair);
    for (const PairNames::Data& data : pair.data) {
      add(data.cbin, pair);
      if (data.real.empty()) {
        add(data.shown, pair);
      }
      for (const PairNames::Alias& alias : pair.aliases(data)) {
        add(alias.shown, pair);
        add(alias.file, pair);
      }
    }
  }
}

const PairNames* NameIndex::find(const std::string& name) const {
  const auto at = by_name_.find(name);
  return at == by_name_.end() ? nullptr : at->second;
}

std::size_t NameIndex::memory() const {
  constexpr std::size_t kPair = 1024;  // About ten short strings, and a map.
  constexpr std::size_t kOrphan = 256;
  return sizeof(NameIndex) + pairs_.size() * kPair + orphans_.size() * kOrphan;
}

}  // namespace mtscomp
