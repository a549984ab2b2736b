// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/sd_notify.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

// A socket in the place of the service manager's.  A name that begins with a
// zero byte is abstract.
class Manager {
 public:
  explicit Manager(const std::string& name)
      : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address),
                     static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) +
                                            name.size())),
              0);
  }

  std::string heard() {
    std::array<char, 100> buffer = {};
    const ssize_t n = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    return n < 0 ? "" : std::string(buffer.data(), static_cast<std::size_t>(n));
  }

 private:
  FileDescriptor socket_;
};

class SdNotifyTest : public ::testing::Test {
 protected:
  ~SdNotifyTest() override { ::unsetenv("NOTIFY_SOCKET"); }

  TempDir directory_;
};

TEST_F(SdNotifyTest, WithoutAManagerNothingHappens) {
  ::unsetenv("NOTIFY_SOCKET");
  EXPECT_TRUE(notify_service("READY=1"));
}

TEST_F(SdNotifyTest, TellsASocketInTheFileSystem) {
  const std::string path = directory_.file("socket");
  Manager manager(path);
  ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  EXPECT_TRUE(notify_service("READY=1"));
  EXPECT_EQ(manager.heard(), "READY=1");
}

TEST_F(SdNotifyTest, TellsAnAbstractSocket) {
  const std::string name = directory_.file("socket");  // A unique name.
  Manager manager('\0' + name);
  ::setenv("NOTIFY_SOCKET", ("@" + name).c_str(), 1);
  EXPECT_TRUE(notify_service("STOPPING=1"));
  EXPECT_EQ(manager.heard(), "STOPPING=1");
}

TEST_F(SdNotifyTest, SaysWhenNobodyListens) {
  ::setenv("NOTIFY_SOCKET", directory_.file("socket").c_str(), 1);
  EXPECT_FALSE(notify_service("READY=1"));
  ::setenv("NOTIFY_SOCKET", std::string(1000, 'x').c_str(), 1);
  EXPECT_FALSE(notify_service("READY=1"));
  ::setenv("NOTIFY_SOCKET", "", 1);
  EXPECT_FALSE(notify_service("READY=1"));
}

}  // namespace
}  // namespace mtscomp
