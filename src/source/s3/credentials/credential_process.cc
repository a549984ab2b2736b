// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/credential_process.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "base/json/json_members.h"
#include "base/process/command_output.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

[[noreturn]] void refuse(std::string_view place, std::string_view problem) {
  throw UsageError(fmt::format(
      "{}: {}; run the command of credential_process by hand", place, problem));
}

// Nothing in place of a FormatError, whose message can contain secrets.
std::optional<JsonObject> find_object(std::string_view text) {
  try {
    return parse_json_object(text, "");
  } catch (const FormatError&) {
    return std::nullopt;
  }
}

// The text of a member; empty if it is missing or null.  Nothing if it has
// another type.
std::optional<std::string> find_text(const JsonObject& object,
                                     std::string_view key) {
  const JsonValue* const value = find_member(object, key);
  if (value == nullptr || std::holds_alternative<std::nullptr_t>(value->data)) {
    return "";
  }
  const auto* const text = std::get_if<std::string>(&value->data);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

bool has_version_1(const JsonObject& object) {
  const JsonValue* const version = find_member(object, "Version");
  const auto* const number =
      version == nullptr ? nullptr : std::get_if<std::uint64_t>(&version->data);
  return number != nullptr && *number == 1;
}

std::string read_text(const JsonObject& object, std::string_view key,
                      std::string_view place) {
  std::optional<std::string> text = find_text(object, key);
  if (!text) {
    refuse(place, fmt::format("{} is not a string", key));
  }
  return *std::move(text);
}

}  // namespace

S3Credentials parse_process_credentials(std::string_view text,
                                        std::string_view place) {
  const std::optional<JsonObject> object = find_object(text);
  if (!object) {
    refuse(place, "the command did not print a JSON object");
  }
  if (!has_version_1(*object)) {
    refuse(place, "the command did not print \"Version\": 1");
  }
  S3Credentials credentials = {
      .access_key = read_text(*object, "AccessKeyId", place),
      .secret_key = read_text(*object, "SecretAccessKey", place),
      .session_token = read_text(*object, "SessionToken", place)};
  const std::string expiration = read_text(*object, "Expiration", place);
  if (!expiration.empty()) {
    credentials.expires = parse_iso_date(expiration);
    if (!credentials.expires) {
      refuse(place, "Expiration is not a date such as 2026-01-31T12:00:00Z");
    }
  }
  check_credentials(credentials, place);
  return credentials;
}

S3Credentials run_credential_process(const std::string& command,
                                     std::string_view place) {
  constexpr CommandLimits kLimits = {.max_bytes = 65'536,
                                     .timeout = std::chrono::minutes(1)};
  const CommandOutput output = run_command(command, kLimits);
  if (output.is_timed_out) {
    refuse(place, "the command ran for more than one minute");
  }
  if (output.is_too_long) {
    refuse(place, fmt::format("the command printed more than {} bytes",
                              kLimits.max_bytes));
  }
  if (output.exit_status != 0) {
    refuse(place, output.exit_status
                      ? fmt::format("the command failed with exit status {}",
                                    *output.exit_status)
                      : "the command was killed");
  }
  return parse_process_credentials(output.text, place);
}

}  // namespace mtscomp
