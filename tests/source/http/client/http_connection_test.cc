// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/http_connection.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <new>
#include <thread>

#include "base/process/command_output.h"
#include "mtscomp/base/file_descriptor.h"
#include "source/http/client/client_fixture.h"

namespace mtscomp {
namespace {

class HttpConnectionTest : public ClientFixture {
 protected:
  static Transfer send(HttpConnection& connection, const HttpRequest& request,
                       const std::stop_token& stop = {}) {
    return connection.send(
        request, {}, [](const HttpAnswer&, auto) { return true; }, stop);
  }
};

TEST_F(HttpConnectionTest, ReportsTheWholeAnswer) {
  HttpConnection connection({});
  const Transfer transfer = send(connection, {.url = url()});
  EXPECT_EQ(transfer.end, TransferEnd::kComplete);
  EXPECT_EQ(transfer.answer.status, 200);
  EXPECT_EQ(transfer.answer.header("content-length"), "300000");
  EXPECT_EQ(transfer.n_bytes, kFileSize);
  EXPECT_GT(transfer.first_byte.count(), 0);
  const Transfer head = send(connection, {.method = "HEAD", .url = url()});
  EXPECT_EQ(head.end, TransferEnd::kComplete);
  EXPECT_EQ(head.n_bytes, 0U);
}

TEST_F(HttpConnectionTest, TheReceiverCanEndTheTransfer) {
  HttpConnection connection({});
  const Transfer transfer = connection.send(
      {.url = url()}, {}, [](const HttpAnswer&, auto) { return false; }, {});
  EXPECT_EQ(transfer.end, TransferEnd::kEnough);
  EXPECT_LT(transfer.n_bytes, kFileSize);
  const Transfer thrown = connection.send(
      {.url = url()}, {},
      [](const HttpAnswer&, auto) -> bool { throw std::bad_alloc(); }, {});
  EXPECT_EQ(thrown.end, TransferEnd::kThrown);
  EXPECT_THROW(std::rethrow_exception(thrown.error), std::bad_alloc);
  EXPECT_EQ(send(connection, {.url = url()}).end, TransferEnd::kComplete);
}

TEST_F(HttpConnectionTest, ReportsAServerThatIsGone) {
  server().leave();
  HttpConnection connection({});
  const Transfer transfer = send(connection, {.url = url()});
  EXPECT_EQ(transfer.end, TransferEnd::kFailed);
  EXPECT_EQ(transfer.answer.status, 0);
  EXPECT_NE(transfer.problem, "");
}

TEST_F(HttpConnectionTest, EndsAtOnceAfterAStopRequest) {
  HttpConnection connection({});
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(send(connection, {.url = url()}, stop.get_token()).end,
            TransferEnd::kStopped);
  EXPECT_TRUE(server().requests().empty());
}

// A server that accepts no connections: its queue is full.
TEST_F(HttpConnectionTest, AStopRequestEndsTheWaitForAConnection) {
  const FileDescriptor listening(
      ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(
      ::bind(listening.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::getsockname(listening.get(),
                          reinterpret_cast<sockaddr*>(&address), &size),
            0);
  ASSERT_EQ(::listen(listening.get(), 0), 0);
  std::vector<FileDescriptor> fillers;
  for (int i = 0; i < 2; ++i) {
    fillers.emplace_back(
        ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    ::connect(fillers.back().get(), reinterpret_cast<sockaddr*>(&address),
              size);
  }
  const Url url = parse_url(
      "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/");
  HttpConnection connection({});
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(200ms);
    stop.request_stop();
  });
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(send(connection, {.url = url}, stop.get_token()).end,
            TransferEnd::kStopped);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 900ms);
}

TEST_F(HttpConnectionTest, RefusesEndlessHeaders) {
  server().set_faults(R"([{"fault": {"headers": {"long": ")" +
                      std::string(70'000, 'x') + R"("}}}])");
  HttpConnection connection({});
  EXPECT_EQ(send(connection, {.url = url()}).end, TransferEnd::kThrown);
}

// A certificate for 127.0.0.1 that is its own authority, and its key.
class Certificate {
 protected:
  Certificate() {
    const std::string command = fmt::format(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
        "-keyout {} -out {} -subj /CN=tests -addext "
        "subjectAltName=IP:127.0.0.1 2>&1",
        key(), certificate());
    const CommandOutput output =
        run_command(command, {.max_bytes = 10'000, .timeout = 60s});
    EXPECT_EQ(output.exit_status, 0) << output.text;
  }

  std::string certificate() const { return directory_.file("certificate"); }
  std::string key() const { return directory_.file("key"); }

 private:
  TempDir directory_;
};

class HttpConnectionTlsTest : protected Certificate, public ClientFixture {
 protected:
  HttpConnectionTlsTest()
      : ClientFixture({"--certificate", certificate(), key()}) {
    options_.ca_file = certificate();
  }

  PlainAuthority authority_;
  HttpClientOptions options_ = fast_options();
};

TEST_F(HttpConnectionTlsTest, ReadsFromAServerWithARightCertificate) {
  HttpClient client(options_, authority_);
  EXPECT_TRUE(reads_right(client, 100, 200'000));
}

TEST_F(HttpConnectionTlsTest, RefusesAnUnknownAuthority) {
  options_.ca_file = "";
  HttpClient client(options_, authority_);
  EXPECT_EQ(error_of([&] { read(client, 0, 1); }, "certificate"), EIO);
  EXPECT_EQ(client.counters().requests, 1U);
}

TEST_F(HttpConnectionTlsTest, RefusesTheCertificateOfAnotherHost) {
  HttpClient client(options_, authority_);
  Url other = url();
  other.host = "localhost";
  EXPECT_EQ(error_of([&] { client.read_version(other, {}); }, "localhost"),
            EIO);
}

TEST_F(HttpConnectionTlsTest, RefusesARedirectToHttp) {
  RemoteServer unsafe(directory().path());
  server().set_faults(fmt::format(
      R"([{{"fault": {{"redirect": {{"to": "{}/x.cbin"}}}}}}])", unsafe.url()));
  HttpClient client(options_, authority_);
  EXPECT_EQ(error_of([&] { read(client, 0, 1); }, "from https to http"), EIO);
  EXPECT_TRUE(unsafe.requests().empty());
}

}  // namespace
}  // namespace mtscomp
