// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/options/remote_mount_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "mtscomp/base/error.h"
#include "programs/mount/options/option_values.h"

namespace mtscomp {
namespace {

template <typename Member>
using Named = std::pair<std::string_view, Member RemoteOptions::*>;

template <typename Member, std::size_t kSize>
Member RemoteOptions::*find_member_named(
    const std::array<Named<Member>, kSize>& members, std::string_view name) {
  const auto* const found =
      std::find_if(members.begin(), members.end(),
                   [name](const auto& member) { return member.first == name; });
  return found == members.end() ? nullptr : found->second;
}

bool apply_flag(const std::string& option, std::string_view name,
                RemoteOptions& remote) {
  constexpr std::array<Named<bool>, 2> kFlags = {
      {{"anonymous", &RemoteOptions::anonymous},
       {"requester_pays", &RemoteOptions::requester_pays}}};
  bool RemoteOptions::*const member = find_member_named(kFlags, name);
  if (member == nullptr) {
    return false;
  }
  refuse_value(option, name);
  remote.*member = true;
  return true;
}

bool apply_text(std::string_view name, const std::string& value,
                RemoteOptions& remote) {
  constexpr std::array<Named<std::string>, 6> kTexts = {
      {{"ca_file", &RemoteOptions::ca_file},
       {"manifest", &RemoteOptions::manifest},
       {"disk_cache", &RemoteOptions::disk_cache},
       {"endpoint", &RemoteOptions::endpoint},
       {"region", &RemoteOptions::region},
       {"profile", &RemoteOptions::profile}}};
  std::string RemoteOptions::*const member = find_member_named(kTexts, name);
  if (member == nullptr) {
    return false;
  }
  if (value.empty()) {
    throw UsageError(fmt::format("-o {}: expected a value", name));
  }
  remote.*member = value;
  return true;
}

bool apply_version(std::string_view name, const std::string& value,
                   RemoteOptions& remote) {
  if (name != "version") {
    return false;
  }
  if (value != "modified" && value != "etag") {
    throw UsageError(
        fmt::format("-o version={}: expected modified or etag", value));
  }
  remote.ignores_etags = value == "modified";
  return true;
}

bool apply_number(std::string_view name, const std::string& value,
                  RemoteOptions& remote) {
  if (name == "connections") {
    remote.n_connections = parse_within<std::size_t>(
        name, value, kLeastConnections, kMostConnections);
  } else if (name == "timeout_remote") {
    remote.timeout = parse_within<double>(name, value, 0, kMostSeconds);
  } else if (name == "listing_timeout") {
    remote.listing_timeout = parse_within<double>(name, value, 0, kMostSeconds);
  } else if (name == "disk_cache_size") {
    remote.disk_cache_size = parse_size(name, value);
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool apply_remote_option(const std::string& option, std::string_view name,
                         const std::string& value, MountRequest& request) {
  RemoteOptions& remote = request.remote;
  if (!apply_flag(option, name, remote) && !apply_text(name, value, remote) &&
      !apply_version(name, value, remote) &&
      !apply_number(name, value, remote)) {
    return false;
  }
  if (request.remote_option.empty()) {
    request.remote_option = name;
  }
  return true;
}

}  // namespace mtscomp
