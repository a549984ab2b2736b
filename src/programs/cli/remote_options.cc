// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/remote_options.h"

#include <CLI/CLI.hpp>

namespace mtscomp {

void define_remote_options(CLI::App& app, RemoteOptions& remote) {
  constexpr const char* kGroup = "Archives on servers (https://, s3://)";
  app.add_option("--connections", remote.n_connections, "requests at once")
      ->default_str(std::to_string(kDefaultConnections))
      ->check(CLI::Range(kLeastConnections, kMostConnections).description(""))
      ->type_name("N")
      ->group(kGroup);
  app.add_option("--endpoint", remote.endpoint,
                 "URL of a store with the interface of S3  [AWS]")
      ->type_name("URL")
      ->group(kGroup);
  app.add_option("--region", remote.region, "region of the bucket  [found]")
      ->type_name("NAME")
      ->group(kGroup);
  app.add_option("--profile", remote.profile,
                 "section of ~/.aws/credentials  [AWS_PROFILE]")
      ->type_name("NAME")
      ->group(kGroup);
  app.add_flag("--anonymous", remote.anonymous, "use no credentials")
      ->group(kGroup);
  app.add_option("--ca-file", remote.ca_file,
                 "certificates (PEM) in place of the system's")
      ->type_name("FILE")
      ->group(kGroup);
}

}  // namespace mtscomp
