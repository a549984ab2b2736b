// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/answers/document_reader.h"

#include <fmt/format.h>

#include "base/text/lower_case.h"
#include "base/text/parse_number.h"
#include "base/text/trim.h"
#include "mtscomp/base/error.h"
#include "source/http/client/answers/wrong_answer_error.h"

namespace mtscomp {
namespace {

RemoteVersion version_of(const HttpAnswer& answer, VersionBasis basis) {
  if (answer.status != 200) {
    throw WrongAnswerError(
        fmt::format("expected status 200, found {}", answer.status));
  }
  refuse_content_encoding(answer);
  return make_version(
      answer.header("etag"), answer.header("last-modified"),
      parse_number<std::uint64_t>(answer.header("content-length")), basis);
}

}  // namespace

void DocumentReader::begin(const HttpAnswer& answer) {
  body_.clear();
  version_ = version_of(answer, basis_);
  const std::string_view type = answer.header("content-type");
  content_type_ = to_lower_case(trim(type.substr(0, type.find(';'))));
  if (version_.size.value_or(0) > max_size_) {
    refuse_size();
  }
}

void DocumentReader::add(std::span<const std::byte> bytes) {
  if (bytes.size() > max_size_ - body_.size()) {
    refuse_size();
  }
  body_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void DocumentReader::refuse_size() const {
  throw UnsupportedError(
      fmt::format("{}: the server sends more than {} bytes, which is the limit",
                  name_, max_size_));
}

void VersionReader::begin(const HttpAnswer& answer) {
  version_ = version_of(answer, basis_);
}

}  // namespace mtscomp
