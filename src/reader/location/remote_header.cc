// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/location/remote_header.h"

#include <fmt/format.h>

#include <string_view>
#include <system_error>

#include "format/recording_names.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr std::string_view kRemedy = "give the address of the .ch too";

NameGroups list_names(const Source& archive) {
  NameGroups groups;
  for (const SourceEntry& entry : archive.open_directory("")->entries()) {
    if (entry.type == 0 || S_ISREG(entry.type)) {
      add_name(groups, entry.name);
    }
  }
  return groups;
}

[[noreturn]] void refuse_unlisted(const std::string& cbin_name,
                                  const std::exception& error) {
  throw UsageError(
      fmt::format("{}: the UUID in the name of its .ch is unknown, because the "
                  "directory cannot be listed: {}; {}",
                  cbin_name, error.what(), kRemedy));
}

NameGroups try_to_list_names(const Source& archive,
                             const std::string& cbin_name) {
  try {
    return list_names(archive);
  } catch (const FormatError& error) {
    refuse_unlisted(cbin_name, error);
  } catch (const std::system_error& error) {
    refuse_unlisted(cbin_name, error);
  }
}

}  // namespace

std::string find_header(const Source& archive, const std::string& cbin_name) {
  if (drop_uuid(cbin_name) == cbin_name) {
    return header_name_of(cbin_name);
  }
  const NameGroups groups = try_to_list_names(archive, cbin_name);
  NameGroups wanted;
  add_name(wanted, cbin_name);
  const auto group =
      wanted.empty() ? groups.end() : groups.find(wanted.begin()->first);
  std::string header =
      group == groups.end()
          ? ""
          : find_partner(group->second.headers, cbin_name, group->second.cbins);
  if (header.empty()) {
    throw UsageError(
        fmt::format("{}: {} has no .ch for this file, or several; {}",
                    cbin_name, archive.name(), kRemedy));
  }
  return header;
}

}  // namespace mtscomp
