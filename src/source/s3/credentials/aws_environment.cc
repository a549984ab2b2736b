// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/aws_environment.h"

#include <cstdlib>
#include <system_error>

#include "base/files/file_io.h"

namespace mtscomp {
namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// The path in a variable, in which "~/" is the home directory, or the default.
std::string path_in(const char* name, const std::string& home,
                    const std::string& path_at_home) {
  const std::string path = variable(name);
  if (path.empty()) {
    return home.empty() ? "" : home + path_at_home;
  }
  return path.starts_with("~/") ? home + path.substr(1) : path;
}

AwsProfiles read_file(const std::string& path, AwsFile kind) {
  if (path.empty()) {
    return {};
  }
  FileDescriptor file;
  try {
    file = open_for_reading(path);
  } catch (const std::system_error& error) {
    if (is_absent(error.code().value())) {
      return {};
    }
    throw;
  }
  return parse_aws_config(read_text(file, kMaxAwsConfigSize, path), path, kind);
}

}  // namespace

AwsEnvironment read_aws_environment() {
  const std::string home = variable("HOME");
  return {.access_key_id = variable("AWS_ACCESS_KEY_ID"),
          .secret_access_key = variable("AWS_SECRET_ACCESS_KEY"),
          .session_token = variable("AWS_SESSION_TOKEN"),
          .profile = variable("AWS_PROFILE"),
          .region = variable("AWS_REGION"),
          .default_region = variable("AWS_DEFAULT_REGION"),
          .config_file = path_in("AWS_CONFIG_FILE", home, "/.aws/config"),
          .credentials_file = path_in("AWS_SHARED_CREDENTIALS_FILE", home,
                                      "/.aws/credentials")};
}

AwsSettings read_aws_settings(const AwsEnvironment& environment) {
  return {.config = read_file(environment.config_file, AwsFile::kConfig),
          .credentials =
              read_file(environment.credentials_file, AwsFile::kCredentials)};
}

}  // namespace mtscomp
