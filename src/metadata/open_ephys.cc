// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "metadata/open_ephys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string>
#include <vector>

#include "base/json/json_members.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string_view without_end_slash(std::string_view folder) {
  while (folder.ends_with('/')) {
    folder.remove_suffix(1);
  }
  return folder;
}

std::uint64_t read_n_channels(const JsonMembers& members) {
  const std::uint64_t n_channels = members.whole_number("num_channels");
  if (n_channels == 0) {
    members.refuse("num_channels", "a whole number above 0", "0");
  }
  return n_channels;
}

// Returns nothing if the key is missing or its value is not a string.
std::optional<std::string> find_folder_name(const JsonValue& stream) {
  const auto* const object = std::get_if<JsonObject>(&stream.data);
  const JsonValue* const folder =
      object == nullptr ? nullptr : find_member(*object, "folder_name");
  const auto* const text =
      folder == nullptr ? nullptr : std::get_if<std::string>(&folder->data);
  return text == nullptr ? std::nullopt
                         : std::optional<std::string>(without_end_slash(*text));
}

OpenEphysStream read_stream(const JsonObject& object, std::string_view place) {
  const JsonMembers members(object, place);
  return {.folder_name =
              std::string(without_end_slash(members.string("folder_name"))),
          .n_channels = read_n_channels(members),
          .sample_rate = members.positive_number("sample_rate")};
}

[[noreturn]] void refuse_missing(std::string_view name, std::string_view folder,
                                 const std::vector<std::string>& folders) {
  throw FormatError(fmt::format(
      "{}: no stream has the folder \"{}\" (folders found: {}); rename the "
      "folder back, or give all parameters and --force",
      name, folder,
      folders.empty() ? "none"
                      : fmt::format("\"{}\"", fmt::join(folders, "\", \""))));
}

}  // namespace

OpenEphysStream parse_oebin_stream(std::string_view text, std::string_view name,
                                   std::string_view folder) {
  folder = without_end_slash(folder);
  const JsonObject object = parse_json_object(text, name);
  const JsonMembers root(object, name);
  const JsonArray& streams = root.array("continuous");
  std::vector<std::string> folders;
  const JsonValue* found = nullptr;
  std::string place;
  for (const JsonValue& stream : streams) {
    const std::optional<std::string> its_folder = find_folder_name(stream);
    if (!its_folder) {
      continue;
    }
    folders.push_back(*its_folder);
    if (*its_folder != folder) {
      continue;
    }
    if (found != nullptr) {
      root.refuse("continuous", "a folder_name for each stream",
                  fmt::format("{} twice", describe({*its_folder})));
    }
    found = &stream;
    place = fmt::format("{}: continuous[{}]", name, &stream - streams.data());
  }
  if (found == nullptr) {
    refuse_missing(name, folder, folders);
  }
  return read_stream(std::get<JsonObject>(found->data), place);
}

}  // namespace mtscomp
