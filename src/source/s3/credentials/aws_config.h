// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The files ~/.aws/config and ~/.aws/credentials, in the INI format of the AWS
// tools.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace mtscomp {

inline constexpr std::size_t kMaxAwsConfigSize = std::size_t{1} << 20;

// Settings of a profile; names are in lower case.  Values can be secrets.
using AwsProfile = std::map<std::string, std::string, std::less<>>;
// Profiles by name.
using AwsProfiles = std::map<std::string, AwsProfile, std::less<>>;

enum class AwsFile {
  kConfig,       // Sections are [default] and [profile NAME].
  kCredentials,  // Sections are [NAME].
};

// Parses the text of a file.  `name` names the file in messages.
//
// - Lines that begin with '#' or ';' are comments.  After a blank, these
//   characters begin a comment at the end of a line too.
// - A line that begins with a blank continues the value before it; the lines of
//   a value are separated by '\n'.
// - A later value of the same setting replaces the earlier one.
// - Sections of other kinds, such as [sso-session NAME], are ignored.
//
// Throws: FormatError for a line of another form.  Because the line can be a
// secret, the message has only its number.
AwsProfiles parse_aws_config(std::string_view text, std::string_view name,
                             AwsFile kind);

}  // namespace mtscomp
