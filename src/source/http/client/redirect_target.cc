// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/redirect_target.h"

#include <cerrno>
#include <optional>

#include "mtscomp/base/error.h"
#include "source/http/url/url_join.h"

namespace mtscomp {

Url redirect_target(const Url& url, std::string_view location) {
  if (location.empty()) {
    throw_system_error(
        EIO, printable(url) + ": the server redirects, but names no target");
  }
  std::optional<Url> target = join_url(url, location);
  if (!target) {
    throw_system_error(
        EIO, printable(url) +
                 ": the server redirects to something other than a URL of "
                 "http or https without user name");
  }
  if (url.scheme == "https" && target->scheme != "https") {
    throw_system_error(EIO, printable(url) +
                                ": the server redirects from https to http, "
                                "which is not safe; target: " +
                                printable(*target));
  }
  return *std::move(target);
}

}  // namespace mtscomp
