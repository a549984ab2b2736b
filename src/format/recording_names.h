// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The naming rules.  x.bin is packed to x.cbin and x.ch.  The rules also
// determine which names in a directory belong to the same recording.  The
// daemon and the programs have no other table of suffixes.  These functions
// open no files.
//
// mtscomp puts a `c` before the suffix of its input and names every header .ch.
// The files of a recording have the same stem.  Files of the International
// Brain Laboratory have the same stem and a different UUID after the stem.
// Open Ephys names its files continuous.dat, so "continuous.cbin" is a packed
// "continuous.dat" too.
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

// Suffixes of plain files, and the suffixes of their data files in the same
// order.
inline constexpr std::array<std::string_view, 4> kPlainSuffixes = {
    ".bin", ".dat", ".raw", kNpySuffix};
inline constexpr std::array<std::string_view, 4> kCbinSuffixes = {
    ".cbin", ".cdat", ".craw", kCnpySuffix};

// All names of a directory that have the same stem, apart from UUIDs.
struct NameGroup {
  std::vector<std::string> raws;     // kPlainSuffixes
  std::vector<std::string> cbins;    // kCbinSuffixes
  std::vector<std::string> headers;  // kHeaderSuffix
  std::vector<std::string> metas;    // kMetaSuffix

  // Whether `cbin` was made, or can have been made, from the plain file `raw`.
  // Requires: both names are in this group.
  bool stands_for(std::string_view cbin, std::string_view raw) const;
};

// Groups by stem.
using NameGroups = std::map<std::string, NameGroup, std::less<>>;

// Whether a NameGroup contains names with this suffix.
bool is_recording_name(std::string_view name);

// Whether NameGroup::raws contains names with this suffix.
bool is_plain_name(std::string_view name);

// Whether the name alone shows that the file is a recording: .bin, and
// continuous.dat of Open Ephys.  The other suffixes of NameGroup::raws are used
// for other data too.
bool is_recording_by_name(std::string_view name);

// Whether NameGroup::cbins contains names with this suffix.
bool is_cbin_name(std::string_view name);

// Adds the name to its group if is_recording_name(name).
void add_name(NameGroups& groups, std::string_view name);

// Returns the name among `candidates` that belongs to `name`; empty if there is
// none.  A candidate with the same stem belongs to `name`.  If no stem is the
// same, because the names have UUIDs, the only candidate belongs to `name` if
// `name` is the only entry of `rivals`.  `rivals` are the names of the same
// kind as `name` in the group, including `name`.
std::string find_partner(const std::vector<std::string>& candidates,
                         std::string_view name,
                         const std::vector<std::string>& rivals);

// "x.cbin" -> "x.bin", "x.cnpy" -> "x.npy"; "continuous.cbin" ->
// "continuous.dat".  Requires: is_cbin_name(cbin).
std::string plain_name_of(std::string_view cbin);

// Removes the UUID: "x.ap.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c.ch" ->
// "x.ap.ch".  Names without a UUID are returned unchanged.
std::string drop_uuid(std::string_view name);

// The functions below also accept paths, and then return paths.

// Whether the last suffix of the name is `suffix`, such as kNpySuffix.
bool has_suffix(std::string_view name, std::string_view suffix);

// "x.cbin" -> "x.bin".  Returns nothing for names without one of kCbinSuffixes.
// Returns nothing for "x.cnpy", because a .npy file also has a header.
std::optional<std::string> raw_name_of(std::string_view cbin_name);

// "x.cbin" -> "x.bin", "x.ctxt" -> "x.txt": removes the `c` that mtscomp adds
// to any suffix.  Returns nothing for names without this `c`.
std::optional<std::string> unpacked_name_of(std::string_view packed_name);

// "x.bin" -> "x.cbin".  Returns nothing for names without one of
// kPlainSuffixes.
std::optional<std::string> cbin_name_of(std::string_view plain_name);

// "x.cbin", "x.bin", "x" -> "x.ch".
std::string header_name_of(std::string_view name);

// "x.ch" -> "x".  Returns nothing if the name is not the name of a header.
std::optional<std::string> header_stem_of(std::string_view name);

}  // namespace mtscomp
