// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "metadata/open_ephys.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/json/json_members.h"

namespace mtscomp {
namespace {

std::string_view without_end_slash(std::string_view folder) {
  while (folder.ends_with('/')) {
    folder.remove_suffix(1);
  }
  return folder;
}

std::uint64_t read_n_channels(const JsonMembers& members) {
  const std::uint64_t n_channels = members.count("num_channels");
  if (n_channels == 0) {
    members.refuse("num_channels", "a whole number above 0", "0");
  }
  return n_channels;
}

OpenEphysStream read_stream(const JsonValue& value, const JsonMembers& root,
                            std::string_view place) {
  const auto* const object = std::get_if<JsonObject>(&value.data);
  if (object == nullptr) {
    root.refuse("continuous", "an array of objects", describe(value));
  }
  const JsonMembers members(*object, place);
  return {.folder_name =
              std::string(without_end_slash(members.string("folder_name"))),
          .n_channels = read_n_channels(members),
          .sample_rate = members.positive_number("sample_rate")};
}

}  // namespace

std::vector<OpenEphysStream> parse_oebin(std::string_view text,
                                         std::string_view name) {
  const JsonObject object = parse_json_object(text, name);
  const JsonMembers root(object, name);
  std::vector<OpenEphysStream> streams;
  std::set<std::string> folder_names;
  for (const JsonValue& value : root.array("continuous")) {
    OpenEphysStream stream = read_stream(
        value, root, fmt::format("{}: continuous[{}]", name, streams.size()));
    if (!folder_names.insert(stream.folder_name).second) {
      root.refuse("continuous", "a folder_name for each stream",
                  fmt::format("{} twice", describe({stream.folder_name})));
    }
    streams.push_back(std::move(stream));
  }
  return streams;
}

const OpenEphysStream* find_stream(const std::vector<OpenEphysStream>& streams,
                                   std::string_view folder_name) {
  const auto found = std::find_if(
      streams.begin(), streams.end(),
      [folder = without_end_slash(folder_name)](const OpenEphysStream& stream) {
        return stream.folder_name == folder;
      });
  return found == streams.end() ? nullptr : &*found;
}

}  // namespace mtscomp
