// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The rules for names of recordings.  For example, x.bin is packed to x.cbin
// and x.ch.  The rules also determine which names in a directory belong to the
// same recording.  The daemon and the programs have no other table of suffixes.
// These functions open no files.
//
// mtscomp puts a `c` before the suffix of its input and names every header .ch.
// The files of a recording have the same stem.  Files of the International
// Brain Laboratory have a UUID after the stem, and the UUID of every file is
// different.  Open Ephys names its files continuous.dat, so "continuous.cbin"
// is a packed "continuous.dat" too.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mtscomp {

inline constexpr std::string_view kHeaderSuffix = ".ch";
inline constexpr std::string_view kMetaSuffix = ".meta";
inline constexpr std::string_view kNpySuffix = ".npy";
inline constexpr std::string_view kCnpySuffix = ".cnpy";

// Suffixes of plain files, and suffixes of data files.  Both lists have the
// same order: .bin is packed to .cbin.
inline constexpr std::array<std::string_view, 4> kPlainSuffixes = {
    ".bin", ".dat", ".raw", kNpySuffix};
inline constexpr std::array<std::string_view, 4> kCbinSuffixes = {
    ".cbin", ".cdat", ".craw", kCnpySuffix};

// All names in a directory that have the same stem.  UUIDs after the stem are
// ignored.
struct NameGroup {
  std::vector<std::string> raws;     // Names with one of kPlainSuffixes.
  std::vector<std::string> cbins;    // Names with one of kCbinSuffixes.
  std::vector<std::string> headers;  // Names with kHeaderSuffix.
  std::vector<std::string> metas;    // Names with kMetaSuffix.

  // Returns true if the names allow that `cbin` was packed from the plain file
  // `raw`.
  // Requires: `cbin` and `raw` must be in this group.
  bool stands_for(std::string_view cbin, std::string_view raw) const;
};

// The groups of a directory.  The key of each group is the stem.
using NameGroups = std::map<std::string, NameGroup, std::less<>>;

// Returns true if `name` has the suffix of a plain file, data file, header or
// .meta.
bool is_recording_name(std::string_view name);

// Returns true if `name` has one of kPlainSuffixes.
bool is_plain_name(std::string_view name);

// Returns true if the name alone shows that the file is a recording.  This is
// true for names with the suffix .bin, and for continuous.dat of Open Ephys.
// The other suffixes in kPlainSuffixes are used for other data too.
bool is_recording_by_name(std::string_view name);

// Returns true if `name` has one of kCbinSuffixes.
bool is_cbin_name(std::string_view name);

// Adds the name to its group if is_recording_name(name).
void add_name(NameGroups& groups, std::string_view name);

// Returns the candidate that belongs to `name`, or an empty string if no
// candidate belongs to `name`.  A candidate with the same stem as `name`
// belongs to `name`.  Names with UUIDs have different stems.  Then a candidate
// belongs to `name` only if there is exactly one candidate, and `rivals`
// contains only `name`.  `rivals` contains all names in the group that have the
// same kind as `name`, including `name`.
std::string find_partner(const std::vector<std::string>& candidates,
                         std::string_view name,
                         const std::vector<std::string>& rivals);

// Returns the name of the plain file: "x.cbin" -> "x.bin", "x.cnpy" -> "x.npy",
// "continuous.cbin" -> "continuous.dat".
// Requires: is_cbin_name(cbin) must be true.
std::string plain_name_of(std::string_view cbin);

// Removes the UUID: "x.ap.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c.ch" ->
// "x.ap.ch".  Names without a UUID are returned unchanged.
std::string drop_uuid(std::string_view name);

// The functions below also accept paths, and then return paths.

// Returns true if the last suffix of `name` is `suffix`, such as kNpySuffix.
bool has_suffix(std::string_view name, std::string_view suffix);

// "x.cbin" -> "x.bin".  Returns nothing if the name has none of kCbinSuffixes.
// Returns nothing for "x.cnpy", because an .npy file does not contain only
// samples: it begins with a header.
std::optional<std::string> raw_name_of(std::string_view cbin_name);

// "x.cbin" -> "x.bin", "x.ctxt" -> "x.txt": removes the `c` that mtscomp adds
// to any suffix.  Returns nothing for names without this `c`.
std::optional<std::string> unpacked_name_of(std::string_view packed_name);

// "x.bin" -> "x.cbin".  Returns nothing if the name has none of kPlainSuffixes.
std::optional<std::string> cbin_name_of(std::string_view plain_name);

// "x.cbin", "x.bin", "x" -> "x.ch".
std::string header_name_of(std::string_view name);

// "x.ch" -> "x".  Returns nothing if the name is not the name of a header.
std::optional<std::string> header_stem_of(std::string_view name);

}  // namespace mtscomp
