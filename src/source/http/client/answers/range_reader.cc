// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/answers/range_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/parse_number.h"
#include "source/http/client/answers/wrong_answer_error.h"
#include "source/http/transfer/version_changed_error.h"

namespace mtscomp {
namespace {

std::optional<std::uint64_t> content_length(const HttpAnswer& answer) {
  return parse_number<std::uint64_t>(answer.header("content-length"));
}

}  // namespace

void RangeReader::begin(const HttpAnswer& answer) {
  n_read_ = 0;
  refuse_content_encoding(answer);
  const ContentRange range = range_of(answer);
  check_version(answer, range.total);
  check_range(range);
  const std::optional<std::uint64_t> length = content_length(answer);
  if (length && *length != range.length) {
    throw WrongAnswerError(fmt::format(
        "the server announces {} bytes, but its Content-Range has {}", *length,
        range.length));
  }
}

ContentRange RangeReader::range_of(const HttpAnswer& answer) const {
  if (answer.status == 206) {
    const auto range = parse_content_range(answer.header("content-range"));
    if (!range) {
      throw WrongAnswerError(
          "the header Content-Range of the answer is missing or wrong");
    }
    return *range;
  }
  const std::optional<std::uint64_t> length = content_length(answer);
  const bool is_whole_file =
      answer.status == 200 && offset_ == 0 && length == bytes_.size();
  if (!is_whole_file) {
    throw WrongAnswerError(fmt::format(
        "the server does not support ranges: it answered a request for {} "
        "bytes at {} with status {}; use a server that supports them",
        bytes_.size(), offset_, answer.status));
  }
  return {.offset = 0, .length = *length, .total = length};
}

// The version is checked first, because a new version can be shorter.
void RangeReader::check_version(const HttpAnswer& answer,
                                std::optional<std::uint64_t> total) {
  version_ = make_version(answer.header("etag"), answer.header("last-modified"),
                          total, basis_);
  if (!pinned_) {
    return;
  }
  if (!matches(*pinned_, version_)) {
    const bool has_same_tag =
        !pinned_->etag.empty() && pinned_->etag == version_.etag;
    if (has_same_tag) {
      throw WrongAnswerError(
          fmt::format("expected a file of {} bytes, found {}, although the "
                      "ETag is the same",
                      pinned_->size.value_or(0), total.value_or(0)));
    }
    throw VersionChangedError(
        name_ + ": the file was replaced on the server; open it again");
  }
  if (!version_.size) {
    version_.size = pinned_->size;
  }
}

void RangeReader::check_range(const ContentRange& range) const {
  if (range.offset == offset_ && range.length == bytes_.size()) {
    return;
  }
  if (range.total && (*range.total < bytes_.size() ||
                      *range.total - bytes_.size() < offset_)) {
    throw VersionChangedError(
        fmt::format("{}: the file has {} bytes, but {} bytes at {} were "
                    "expected; open it again",
                    name_, *range.total, bytes_.size(), offset_));
  }
  throw WrongAnswerError(
      fmt::format("expected {} bytes at {}, found {} bytes at {}",
                  bytes_.size(), offset_, range.length, range.offset));
}

void RangeReader::add(std::span<const std::byte> bytes) {
  if (bytes.size() > bytes_.size() - n_read_) {
    throw WrongAnswerError(
        fmt::format("the answer has more than {} bytes", bytes_.size()));
  }
  std::copy(bytes.begin(), bytes.end(),
            bytes_.begin() + static_cast<std::ptrdiff_t>(n_read_));
  n_read_ += bytes.size();
}

void RangeReader::end() {
  if (n_read_ != bytes_.size()) {
    throw WrongAnswerError(fmt::format("the answer has {} bytes instead of {}",
                                       n_read_, bytes_.size()));
  }
}

}  // namespace mtscomp
