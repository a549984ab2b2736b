// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/netrc.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "mtscomp/base/error.h"
#include "source/http/client/client_fixture.h"

namespace mtscomp {
namespace {

// A server with a password, and a file that has it.
class NetrcTest : public ClientFixture {
 protected:
  NetrcTest() : ClientFixture({"--basic", "user:word"}) {
    write_file(netrc(), std::string_view(
                            "machine 127.0.0.1 login user password word\n"));
    set_mode(0600);
  }

  std::string netrc() const { return private_.file("netrc"); }
  void set_mode(mode_t mode) const { ::chmod(netrc().c_str(), mode); }

  HttpClientOptions options_with_netrc() const {
    HttpClientOptions options = fast_options();
    options.netrc_file = netrc();
    return options;
  }

  TempDir private_;
  PlainAuthority authority_;
};

TEST_F(NetrcTest, ItsPasswordIsSent) {
  HttpClient client(options_with_netrc(), authority_);
  EXPECT_TRUE(reads_right(client, 0, 100));
}

TEST_F(NetrcTest, NoPasswordIsSentWithoutIt) {
  HttpClient client(fast_options(), authority_);
  EXPECT_EQ(error_of([&] { read(client, 0, 100); }, "status 401"), EACCES);
}

TEST_F(NetrcTest, RedirectsToAnotherServerGetNoPassword) {
  // On the same host, which has the same password.
  RemoteServer other(directory().path(), {"--basic", "user:word"});
  HttpClient client(options_with_netrc(), authority_);
  EXPECT_TRUE(reads_right(client, 0, 100));
  server().set_faults(fmt::format(
      R"([{{"fault": {{"redirect": {{"to": "{}/x.cbin"}}}}}}])", other.url()));
  EXPECT_EQ(error_of([&] { read(client, 0, 100); }, "status 401"), EACCES);
}

TEST_F(NetrcTest, RedirectsOnTheSameServerGetThePassword) {
  server().set_faults(R"([{"path": "/old",
                           "fault": {"redirect": {"to": "/x.cbin"}}}])");
  HttpClient client(options_with_netrc(), authority_);
  EXPECT_EQ(client.read_all(url("old"), kFileSize, {}).url, url());
}

TEST_F(NetrcTest, OtherUsersMayNotReadIt) {
  for (const mode_t mode : {0640U, 0604U, 0610U}) {
    set_mode(mode);
    EXPECT_THROW(check_netrc(netrc()), UsageError);
    EXPECT_THROW(HttpClient(options_with_netrc(), authority_), UsageError);
  }
  set_mode(0400);
  check_netrc(netrc());
}

TEST_F(NetrcTest, ReportsAMissingFile) {
  EXPECT_THROW(check_netrc(netrc() + "no"), UsageError);
}

}  // namespace
}  // namespace mtscomp
