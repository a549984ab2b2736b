// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads a whole body, or only the headers of one.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "source/http/client/answers/answer_reader.h"
#include "source/http/transfer/remote_version.h"

namespace mtscomp {

class DocumentReader : public AnswerReader {
 public:
  // `name` names the file in messages.  `max_size` is that of the body in
  // bytes.
  DocumentReader(std::string name, std::size_t max_size, VersionBasis basis)
      : name_(std::move(name)), max_size_(max_size), basis_(basis) {}

  void begin(const HttpAnswer& answer) override;
  void add(std::span<const std::byte> bytes) override;
  void end() override {}
  std::string_view document() const override { return body_; }

  // Returns the body; call once.
  std::string take_body() { return std::move(body_); }
  // Returns the media type in lower case, without parameters.
  const std::string& content_type() const { return content_type_; }
  // Returns the version, with the size that the server announces.
  const RemoteVersion& version() const { return version_; }

 private:
  [[noreturn]] void refuse_size() const;

  const std::string name_;
  const std::size_t max_size_;
  const VersionBasis basis_;
  std::string body_;
  std::string content_type_;
  RemoteVersion version_;
};

// Reads the headers of an answer to HEAD.
class VersionReader : public AnswerReader {
 public:
  explicit VersionReader(VersionBasis basis) : basis_(basis) {}

  void begin(const HttpAnswer& answer) override;
  void add(std::span<const std::byte> /*bytes*/) override {}
  void end() override {}

  const RemoteVersion& version() const { return version_; }

 private:
  const VersionBasis basis_;
  RemoteVersion version_;
};

}  // namespace mtscomp
