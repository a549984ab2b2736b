// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/credential_chain.h"

#include <fmt/format.h>

#include <initializer_list>

#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Nothing if both keys are missing.
std::optional<S3Credentials> make_credentials(const std::string& access_key,
                                              const std::string& secret_key,
                                              const std::string& session_token,
                                              std::string_view place) {
  if (access_key.empty() && secret_key.empty()) {
    return std::nullopt;
  }
  S3Credentials credentials = {.access_key = access_key,
                               .secret_key = secret_key,
                               .session_token = session_token};
  check_credentials(credentials, place);
  return credentials;
}

std::optional<S3Credentials> keys_in(const AwsProfile& profile,
                                     std::string_view place) {
  return make_credentials(setting(profile, "aws_access_key_id"),
                          setting(profile, "aws_secret_access_key"),
                          setting(profile, "aws_session_token"), place);
}

// A user who names a profile expects more than anonymous access.
void check_named_profile(const ChosenProfile& profile, std::string_view place) {
  if (!profile.is_named) {
    return;
  }
  if (!profile.exists) {
    throw UsageError(fmt::format(
        "{}: there is no such profile in ~/.aws/credentials and ~/.aws/config",
        place));
  }
  for (const std::string_view name :
       {"sso_session", "sso_start_url", "sso_account_id", "role_arn",
        "web_identity_token_file", "credential_source", "login_session"}) {
    if (profile.config.contains(name) || profile.credentials.contains(name)) {
      throw UsageError(fmt::format(
          "{}: {} is not supported; add a profile with credential_process = "
          "aws configure export-credentials --format process --profile {}",
          place, name, escape_control(profile.name)));
    }
  }
}

CredentialSource credentials_of(const ChosenProfile& profile) {
  const std::string place =
      fmt::format("profile {}", escape_control(profile.name));
  if (std::optional<S3Credentials> keys = keys_in(profile.credentials, place)) {
    return *std::move(keys);
  }
  for (const AwsProfile* const settings :
       {&profile.credentials, &profile.config}) {
    const std::string command = setting(*settings, "credential_process");
    if (!command.empty()) {
      return CredentialProcess{command, place};
    }
  }
  if (std::optional<S3Credentials> keys = keys_in(profile.config, place)) {
    return *std::move(keys);
  }
  check_named_profile(profile, place);
  return AnonymousAccess();
}

}  // namespace

CredentialSource find_credentials(const S3Options& options,
                                  const AwsEnvironment& environment,
                                  const AwsSettings& settings) {
  if (options.is_anonymous) {
    return AnonymousAccess();
  }
  if (options.profile.empty()) {
    if (std::optional<S3Credentials> keys = make_credentials(
            environment.access_key_id, environment.secret_access_key,
            environment.session_token,
            "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY")) {
      return *std::move(keys);
    }
  }
  return credentials_of(choose_profile(options, environment, settings));
}

}  // namespace mtscomp
