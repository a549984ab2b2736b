// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: the text of ~/.aws/config, of ~/.aws/credentials, and of the JSON that
// a credential_process prints.  No message contains the word SECRET of the
// input.  Keys that are found can be sent in headers.
#include <algorithm>

#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "mtscomp/base/error.h"
#include "source/s3/aws_region.h"
#include "source/s3/credentials/credential_chain.h"
#include "source/s3/credentials/credential_process.h"

namespace mtscomp {
namespace {

void require_no_secret(const std::exception& error) {
  require(std::string_view(error.what()).find("SECRET") == std::string::npos,
          "a message with a secret");
}

void require_right(const S3Credentials& credentials) {
  for (const std::string& key : {credentials.access_key, credentials.secret_key,
                                 'x' + credentials.session_token}) {
    require(!key.empty() && std::all_of(key.begin(), key.end(),
                                        [](char c) { return c > ' '; }),
            "a key that cannot be in a header");
  }
}

void check_settings(const AwsSettings& settings, const S3Options& options) {
  try {
    const CredentialSource source = find_credentials(options, {}, settings);
    if (const auto* const keys = std::get_if<S3Credentials>(&source)) {
      require_right(*keys);
    }
  } catch (const UsageError& error) {
    require_no_secret(error);
  }
  try {
    const std::optional<std::string> region =
        find_region(options, {}, settings);
    require(!region || is_region(*region), "a region that is none");
  } catch (const UsageError&) {  // The message has the region.
  }
}

void check_config(std::string_view text, AwsFile kind) {
  AwsSettings settings;
  try {
    AwsProfiles profiles = parse_aws_config(text, "x", kind);
    (kind == AwsFile::kConfig ? settings.config : settings.credentials) =
        std::move(profiles);
  } catch (const FormatError& error) {
    require_no_secret(error);
    return;
  }
  check_settings(settings, {});
  check_settings(settings, {.profile = "lab"});
}

void check_process(std::string_view text) {
  try {
    require_right(parse_process_credentials(text, "x"));
  } catch (const UsageError& error) {
    require_no_secret(error);
  }
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  const std::string_view text = as_text(data, size);
  check_config(text, AwsFile::kConfig);
  check_config(text, AwsFile::kCredentials);
  check_process(text);
  return 0;
}
