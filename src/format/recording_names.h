// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The naming rules: x.bin <-> x.cbin + x.ch, and which names of one directory
// belong to one recording.  The only table of suffixes, for the mount and the
// programs.  Text only; no file is opened.
//
// mtscomp puts a `c` before the suffix of its input and names every header .ch.
// The files of a recording share a stem.  Those of the International Brain
// Laboratory do so but for a UUID of their own at its end.  Open Ephys'
// continuous.dat is also what "continuous.cbin" stands for.
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

// Suffixes of plain recordings, and of the packed data made from each.
inline constexpr std::array<std::string_view, 4> kPlainSuffixes = {
    ".bin", ".dat", ".raw", kNpySuffix};
inline constexpr std::array<std::string_view, 4> kCbinSuffixes = {
    ".cbin", ".cdat", ".craw", kCnpySuffix};

// All names of a directory that share a stem, but for their UUIDs.
struct NameGroup {
  std::vector<std::string> raws;     // kPlainSuffixes
  std::vector<std::string> cbins;    // kCbinSuffixes
  std::vector<std::string> headers;  // kHeaderSuffix
  std::vector<std::string> metas;    // kMetaSuffix

  // Whether the plain file is the one that this .cbin was, or could be, made
  // from.  Requires: both are of this group.
  bool stands_for(std::string_view cbin, std::string_view raw) const;
};

// By stem.
using NameGroups = std::map<std::string, NameGroup, std::less<>>;

// Whether the name is, by its suffix, one of those in a NameGroup.
bool is_recording_name(std::string_view name);

// Whether the name is, by its suffix, one of those in NameGroup::raws.
bool is_plain_name(std::string_view name);

// Whether a file of this name alone is a recording: .bin, and Open Ephys'
// continuous.dat.  Other data has the suffixes of NameGroup::raws too.
bool is_recording_by_name(std::string_view name);

// Whether the name is, by its suffix, one of those in NameGroup::cbins.
bool is_cbin_name(std::string_view name);

// Puts the name where it belongs, if it is_recording_name().
void add_name(NameGroups& groups, std::string_view name);

// Of `candidates`, what belongs to `name`: the one of the same stem; else,
// where UUIDs make all stems differ, the only one there is, if it has nobody
// else to belong to.  Empty if there is none.  `rivals` are the names of the
// kind of `name` in the group, itself included.
std::string find_partner(const std::vector<std::string>& candidates,
                         std::string_view name,
                         const std::vector<std::string>& rivals);

// "x.cbin" -> "x.bin", "x.cnpy" -> "x.npy"; "continuous.cbin" ->
// "continuous.dat".  Requires: the name is of compressed samples.
std::string plain_name_of(std::string_view cbin);

// "x.ap.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c.ch" -> "x.ap.ch"; any other name
// as it is.
std::string drop_uuid(std::string_view name);

// The functions from here on take paths too, and return paths then.

// Whether the last suffix is this one, such as kNpySuffix.
bool has_suffix(std::string_view name, std::string_view suffix);

// "x.cbin" -> "x.bin".  Nothing for other names than those of kCbinSuffixes,
// and for "x.cnpy": an .npy has a header besides its samples.
std::optional<std::string> raw_name_of(std::string_view cbin_name);

// "x.cbin" -> "x.bin", "x.ctxt" -> "x.txt": undoes the `c` of any suffix, as
// mtscomp writes them.  Nothing for other names.
std::optional<std::string> unpacked_name_of(std::string_view packed_name);

// "x.bin" -> "x.cbin".  Nothing for other names than those of kPlainSuffixes.
std::optional<std::string> cbin_name_of(std::string_view plain_name);

// "x.cbin", "x.bin", "x" -> "x.ch".
std::string header_name_of(std::string_view name);

// "x.ch" -> "x".  Nothing if the name is not that of a header.
std::optional<std::string> header_stem_of(std::string_view name);

}  // namespace mtscomp
