// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A test server with one file, and clients whose retries take milliseconds.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <system_error>
#include <vector>

#include "source/http/client/http_client.h"
#include "source/http/url/url.h"
#include "support/bytes.h"
#include "support/remote_server.h"
#include "support/temp_dir.h"

namespace mtscomp {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

class ClientFixture : public testing::Test {
 protected:
  static constexpr std::size_t kFileSize = 300'000;

  explicit ClientFixture(const std::vector<std::string>& options = {})
      : content_(make_content()), server_(make_server(options)) {}

  static HttpClientOptions fast_options() {
    return {.n_connections = 4,
            .retry = {.first_delay = 2ms, .longest_delay = 20ms, .budget = 3s},
            .stall_time = 1s};
  }

  Url url(const std::string& path = "x.cbin") const {
    return parse_url(server_.url() + "/" + path);
  }

  // Reads a part of the file.
  Bytes read(HttpClient& client, std::uint64_t offset, std::size_t size,
             const std::optional<RemoteVersion>& pinned = {},
             const std::stop_token& stop = {}) {
    Bytes bytes(size);
    version_ = client.read_range(url(), offset, bytes, pinned, {.stop = stop});
    return bytes;
  }

  testing::AssertionResult reads_right(
      HttpClient& client, std::uint64_t offset, std::size_t size,
      const std::optional<RemoteVersion>& pinned = {}) {
    return same_bytes(std::span(content_).subspan(offset, size),
                      read(client, offset, size, pinned));
  }

  // Returns the errno of the error that `call` throws.  `text` must be in its
  // message.
  static int error_of(const std::function<void()>& call,
                      const std::string& text = "") {
    try {
      call();
    } catch (const std::system_error& error) {
      EXPECT_NE(std::string(error.what()).find(text), std::string::npos)
          << error.what();
      return error.code().value();
    }
    return 0;
  }

  // Returns the values of a field of the request log.
  template <typename Value>
  std::vector<Value> logged(std::string_view field) {
    std::vector<Value> values;
    for (const JsonValue& entry : server_.requests()) {
      const JsonValue* const value =
          find_member(std::get<JsonObject>(entry.data), field);
      values.push_back(std::get<Value>(value->data));
    }
    return values;
  }

  const Bytes& content() const { return content_; }
  RemoteServer& server() { return server_; }
  const TempDir& directory() const { return directory_; }
  // Returns the version that the last read() returned.
  const RemoteVersion& version() const { return version_; }

 private:
  static Bytes make_content() {
    Bytes bytes(kFileSize);
    std::mt19937 random;
    std::generate(bytes.begin(), bytes.end(),
                  [&] { return std::byte(random() & 0xFF); });
    return bytes;
  }

  RemoteServer make_server(const std::vector<std::string>& options) const {
    write_file(directory_.file("x.cbin"), content_);
    return RemoteServer(directory_.path(), options);
  }

  TempDir directory_;
  Bytes content_;
  RemoteServer server_;
  RemoteVersion version_;
};

}  // namespace mtscomp
