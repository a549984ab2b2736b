// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/pack/packer_process.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr int kSignalBase = 128;
constexpr int kNotStarted = 127;

void take_host_name(const std::string& host) {
  if (!host.empty() && (::unshare(CLONE_NEWUTS) != 0 ||
                        ::sethostname(host.data(), host.size()) != 0)) {
    ::_exit(kNotStarted);
  }
}

}  // namespace

bool can_name_hosts() {
  return PackerProcess("host", {"true"}, "/dev/null").exit_code() == 0;
}

PackerProcess::PackerProcess(const std::string& host,
                             std::vector<std::string> command,
                             std::string output)
    : output_(std::move(output)) {
  std::vector<char*> argv;
  for (std::string& word : command) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  child_ = ::fork();
  if (child_ < 0) {
    throw_errno("fork");
  }
  if (child_ == 0) {
    constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
    const int file = ::open(output_.c_str(), kFlags, S_IRUSR | S_IWUSR);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    take_host_name(host);
    ::execvp(argv[0], argv.data());
    ::_exit(kNotStarted);
  }
}

PackerProcess::~PackerProcess() {
  kill();
  exit_code();
}

void PackerProcess::kill() const {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
  }
}

bool PackerProcess::has_ended() {
  if (child_ > 0 && ::waitpid(child_, &status_, WNOHANG) == child_) {
    child_ = -1;
  }
  return child_ < 0;
}

int PackerProcess::exit_code() {
  while (child_ > 0) {
    if (::waitpid(child_, &status_, 0) == child_ || errno != EINTR) {
      child_ = -1;
    }
  }
  return WIFEXITED(status_) ? WEXITSTATUS(status_)
                            : kSignalBase + WTERMSIG(status_);
}

bool PackerProcess::was_killed() {
  return exit_code() == kSignalBase + SIGKILL;
}

std::string PackerProcess::output() const {
  std::ostringstream text;
  text << std::ifstream(output_).rdbuf();
  return text.str();
}

}  // namespace mtscomp
