// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/blocked_sigpipe.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

// Writes to a pipe without a reader.  Returns the errno.
int write_to_closed_pipe() {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return errno;
  }
  FileDescriptor reader(ends[0]);
  const FileDescriptor writer(ends[1]);
  reader.reset();
  return ::write(writer.get(), "x", 1) < 0 ? errno : 0;
}

// The signal kills the process unless it is blocked.
class BlockedSigpipeTest : public testing::Test {
 protected:
  BlockedSigpipeTest() : before_(std::signal(SIGPIPE, SIG_DFL)) {}
  ~BlockedSigpipeTest() override { std::signal(SIGPIPE, before_); }

 private:
  void (*before_)(int);
};

TEST_F(BlockedSigpipeTest, AWriteToAClosedPipeFails) {
  {
    const BlockedSigpipe block;
    EXPECT_EQ(write_to_closed_pipe(), EPIPE);
    const BlockedSigpipe nested;
    EXPECT_EQ(write_to_closed_pipe(), EPIPE);
  }
  sigset_t pending = {};
  ::sigpending(&pending);
  EXPECT_EQ(::sigismember(&pending, SIGPIPE), 0);
  EXPECT_EXIT(write_to_closed_pipe(), testing::KilledBySignal(SIGPIPE), "");
}

}  // namespace
}  // namespace mtscomp
