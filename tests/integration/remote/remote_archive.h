// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// For tests of a mount whose archive is on the test server.
#pragma once

#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "integration/support/daemon_process.h"
#include "integration/support/mounted_view.h"
#include "support/remote_server.h"

namespace mtscomp {

class RemoteArchiveTest : public MountedViewTest {
 protected:
  void SetUp() override {
    MountedViewTest::SetUp();
    pair_ = write_pair("x.cbin");
    mount_with("allow_other");
    if (::geteuid() == 0) {
      options_.wrapper = as_service();
      options_.mount_point = place_.path();
      // After mounting, the daemon has only the rights of its user.
      ASSERT_EQ(::chown(place_.path().c_str(), kUser, kUser), 0);
    }
  }

  // The mount ends before the server and its own directory.
  void TearDown() override { mounted_.reset(); }

  // Runs a program with the rights of mtscompfs-remote@.service, and with those
  // that opening /dev/fuse and the temporary directories needs.
  static std::vector<std::string> as_service() {
    const std::string capabilities =
        "=-all,+sys_admin,+dac_override,+dac_read_search";
    std::vector<std::string> command = as_user();
    command.insert(command.end(),
                   {"--no-new-privs", "--inh-caps" + capabilities,
                    "--ambient-caps" + capabilities});
    return command;
  }
  static std::vector<std::string> as_user() {
    const std::string user = std::to_string(kUser);
    return {"setpriv", "--reuid", user, "--regid", user, "--clear-groups"};
  }

  RemoteServer& server() {
    if (!server_) {
      server_ = std::make_unique<RemoteServer>(source_.path(), server_options_);
    }
    return *server_;
  }

  void mount_archive() { mount_archive(server().url()); }
  void mount_archive(const std::string& address) {
    mounted_ = std::make_unique<MountedTree>(address, options_);
  }
  // Runs mtscompfs with the rights of the mount.
  ProgramResult run_as_service(std::vector<std::string> arguments) const {
    std::vector<std::string> command = options_.wrapper;
    command.emplace_back(MTSCOMPFS_PROGRAM);
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_program(command);
  }

  // Replaces the recording by one whose chunks are longer than a read.
  void write_long_recording() {
    pair_ = write_synthetic_recording(source_.path(), "x",
                                      {.chunk_lengths = {30000, 30000, 30000}});
  }

  // Lets all requests for samples wait for ever.
  void stall_samples() {
    server().set_faults(
        R"([{"path": "[.]cbin$", "range": true,
             "fault": {"delay": "forever"}}])");
  }

  static constexpr uid_t kUser = 65534;

  TempDir place_;
  SyntheticRecording pair_;
  std::vector<std::string> server_options_;

 private:
  std::unique_ptr<RemoteServer> server_;
};

}  // namespace mtscomp
