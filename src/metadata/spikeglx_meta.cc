// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "metadata/spikeglx_meta.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>
#include <utility>

#include "base/text/parse_number.h"
#include "base/text/trim.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/json.h"

namespace mtscomp {
namespace {

using TypeAndRateKey = std::pair<std::string_view, std::string_view>;

constexpr std::array<TypeAndRateKey, 3> kRateKeys = {
    {{"imec", "imSampRate"}, {"nidq", "niSampRate"}, {"obx", "obSampRate"}}};

std::string quote(std::string_view value) {
  return describe({std::string(value)});
}

class MetaText {
 public:
  MetaText(std::string_view text, std::string_view name)
      : text_(text), name_(name) {}

  // Value of the key without white space around it; nothing if the key is
  // missing.
  std::optional<std::string_view> find(std::string_view key) const {
    std::optional<std::string_view> found;
    for (std::string_view rest = text_; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const std::size_t equals = line.find('=');
      if (equals == std::string_view::npos ||
          trim(line.substr(0, equals)) != key) {
        continue;
      }
      const std::string_view value = trim(line.substr(equals + 1));
      if (found && *found != value) {
        refuse(key, "one value",
               fmt::format("{} and {}", quote(*found), quote(value)));
      }
      found = value;
    }
    return found;
  }

  // Like find(), but throws FormatError if the key is missing.
  std::string_view get(std::string_view key, std::string_view expected) const {
    const std::optional<std::string_view> value = find(key);
    if (!value) {
      refuse(key, expected, "no such key");
    }
    return *value;
  }

  [[noreturn]] void refuse(std::string_view key, std::string_view expected,
                           std::string_view found) const {
    throw FormatError(fmt::format("{}: {}: expected {}, found {}", name_, key,
                                  expected, found));
  }

 private:
  std::string_view text_;
  std::string_view name_;
};

// Also accepts "385.0", which scripts that rewrite a .meta print.
std::optional<std::uint64_t> parse_whole_number(std::string_view text) {
  if (const std::size_t point = text.rfind('.');
      point != std::string_view::npos && point > 0 &&
      text.find_first_not_of('0', point + 1) == std::string_view::npos) {
    text = text.substr(0, point);
  }
  return parse_number<std::uint64_t>(text);
}

std::uint64_t read_n_channels(const MetaText& meta) {
  constexpr std::string_view kKey = "nSavedChans";
  constexpr std::string_view kExpected = "a whole number above 0";
  const std::string_view value = meta.get(kKey, kExpected);
  const std::optional<std::uint64_t> count = parse_whole_number(value);
  if (!count || *count == 0) {
    meta.refuse(kKey, kExpected, quote(value));
  }
  return *count;
}

std::string_view find_rate_key(const MetaText& meta, std::string_view type) {
  std::string_view present;
  int n_present = 0;
  for (const auto& [its_type, key] : kRateKeys) {
    if (type == its_type) {
      return key;
    }
    if (meta.find(key)) {
      present = key;
      ++n_present;
    }
  }
  if (n_present != 1) {
    meta.refuse(
        "typeThis", "imec, nidq or obx",
        fmt::format("{}, and {} of the keys imSampRate, niSampRate, obSampRate",
                    quote(type), n_present));
  }
  return present;
}

double read_sample_rate(const MetaText& meta, std::string_view type) {
  constexpr std::string_view kExpected = "a rate above 0 Hz";
  const std::string_view key = find_rate_key(meta, type);
  const std::string_view value = meta.get(key, kExpected);
  const std::optional<double> rate = parse_number<double>(value);
  if (!rate || !std::isfinite(*rate) || *rate <= 0) {
    meta.refuse(key, kExpected, quote(value));
  }
  return *rate;
}

std::optional<std::uint64_t> read_file_size(const MetaText& meta) {
  const std::optional<std::string_view> value = meta.find("fileSizeBytes");
  if (!value || value->empty()) {
    return std::nullopt;
  }
  const std::optional<std::uint64_t> size = parse_whole_number(*value);
  if (!size) {
    meta.refuse("fileSizeBytes", "a whole number", quote(*value));
  }
  return size;
}

std::optional<std::string> read_file_sha1(const MetaText& meta) {
  constexpr std::size_t kDigits = 40;
  const std::string_view value = meta.find("fileSHA1").value_or("0");
  if (value.empty() || value == "0") {
    return std::nullopt;
  }
  std::string sha1(value);
  std::transform(sha1.begin(), sha1.end(), sha1.begin(), [](char digit) {
    constexpr char kToLower = 'a' - 'A';
    return digit >= 'A' && digit <= 'F' ? static_cast<char>(digit + kToLower)
                                        : digit;
  });
  if (sha1.size() != kDigits ||
      sha1.find_first_not_of("0123456789abcdef") != std::string::npos) {
    meta.refuse("fileSHA1", "40 hexadecimal digits or 0", quote(value));
  }
  return sha1;
}

// Reads a field that is only compared with the .bin.  If it is malformed, adds
// a warning and returns nothing, and the comparison is skipped.
template <typename Read>
auto read_compared(const MetaText& meta, Read read,
                   std::vector<std::string>& warnings) {
  try {
    return read(meta);
  } catch (const FormatError& error) {
    warnings.emplace_back(error.what());
    return decltype(read(meta))();
  }
}

// Notepad and PowerShell can save text as UTF-16.
void refuse_utf16(std::string_view text, std::string_view name) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    throw FormatError(
        fmt::format("{}: the text is UTF-16; save it as UTF-8", name));
  }
}

}  // namespace

SpikeGlxMeta parse_spikeglx_meta(std::string_view text, std::string_view name) {
  refuse_utf16(text, name);
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  const MetaText meta(text, name);
  SpikeGlxMeta parsed;
  parsed.type = meta.find("typeThis").value_or("");
  parsed.n_channels = read_n_channels(meta);
  parsed.sample_rate = read_sample_rate(meta, parsed.type);
  parsed.file_size = read_compared(meta, &read_file_size, parsed.warnings);
  parsed.file_sha1 = read_compared(meta, &read_file_sha1, parsed.warnings);
  return parsed;
}

}  // namespace mtscomp
