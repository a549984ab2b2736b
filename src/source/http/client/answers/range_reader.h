// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads a range of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "source/http/client/answers/answer_reader.h"
#include "source/http/transfer/content_range.h"
#include "source/http/transfer/remote_version.h"

namespace mtscomp {

class RangeReader : public AnswerReader {
 public:
  // Fills `bytes` with the file's bytes from `offset` on.  `name` names the
  // file in messages.
  RangeReader(std::string name, std::uint64_t offset,
              std::span<std::byte> bytes, std::optional<RemoteVersion> pinned,
              VersionBasis basis)
      : name_(std::move(name)),
        offset_(offset),
        bytes_(bytes),
        pinned_(std::move(pinned)),
        basis_(basis) {}

  // A status of 206 needs a right Content-Range.  A status of 200 is accepted
  // only for a request for the whole file.
  void begin(const HttpAnswer& answer) override;
  void add(std::span<const std::byte> bytes) override;
  void end() override;

  // Returns the version of the last answer.
  const RemoteVersion& version() const { return version_; }

 private:
  ContentRange range_of(const HttpAnswer& answer) const;
  void check_range(const ContentRange& range) const;
  void check_version(const HttpAnswer& answer,
                     std::optional<std::uint64_t> total);

  const std::string name_;
  const std::uint64_t offset_;
  const std::span<std::byte> bytes_;
  const std::optional<RemoteVersion> pinned_;
  const VersionBasis basis_;
  std::size_t n_read_ = 0;
  RemoteVersion version_;
};

}  // namespace mtscomp
