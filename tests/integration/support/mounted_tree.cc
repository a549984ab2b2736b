// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/support/mounted_tree.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/json.h"
#include "support/sanitized.h"

namespace mtscomp {
namespace {

constexpr const char* kProgram = MTSCOMPFS_PROGRAM;
// Long, because sanitizers and a busy machine take time.
constexpr std::chrono::seconds kPatience{60};

pid_t spawn(const std::vector<std::string>& command, int output) {
  std::vector<char*> argv;
  for (const std::string& word : command) {
    argv.push_back(const_cast<char*>(word.c_str()));
  }
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  pid_t child = -1;
  const int result =
      posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (result != 0) {
    throw std::system_error(result, std::generic_category(), command.front());
  }
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  constexpr int kSignalBase = 128;
  return WIFEXITED(status) ? WEXITSTATUS(status)
                           : kSignalBase + WTERMSIG(status);
}

bool has_ended(pid_t child) {
  siginfo_t info = {};
  return ::waitid(P_PID, static_cast<id_t>(child), &info,
                  WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == child;
}

std::string read_all(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

MountedTree::MountedTree(const std::string& source,
                         const MountOptionsForTest& options)
    : mount_point_(options.mount_point), log_path_(directory_.file("log")) {
  if (mount_point_.empty()) {
    mount_point_ = directory_.file("mnt");
    std::filesystem::create_directory(mount_point_);
  }
  const FileDescriptor output(::open(log_path_.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                                     S_IRUSR | S_IWUSR));
  std::vector<std::string> command = options.wrapper;
  command.insert(command.end(),
                 {options.program.empty() ? kProgram : options.program, "-f"});
  if (is_covered()) {
    // At the end the program writes its coverage counts; as root it may do that
    // only with core dumps allowed.
    command.insert(command.end(), {"-o", "core_dumps"});
  }
  command.insert(command.end(), options.arguments.begin(),
                 options.arguments.end());
  command.insert(command.end(), {source, mount_point_});
  child_ = spawn(command, output.get());
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (log().find(" is shown at ") == std::string::npos) {
    if (has_ended(child_) || std::chrono::steady_clock::now() > deadline) {
      stop(SIGKILL);
      throw std::runtime_error("mtscompfs did not mount: " + log());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

MountedTree::~MountedTree() {
  if (child_ > 0) {
    stop(SIGTERM);
  }
}

std::string MountedTree::file(std::string_view name) const {
  return mount_point_ + '/' + std::string(name);
}

std::string MountedTree::log() const { return read_all(log_path_); }

std::uint64_t MountedTree::status(std::string_view group,
                                  std::string_view name) const {
  const JsonValue status =
      parse_json(read_all(file(".mtscompfs/status.json")), "status.json");
  const JsonValue* const found =
      find_member(std::get<JsonObject>(status.data), group);
  return std::get<std::uint64_t>(
      find_member(std::get<JsonObject>(found->data), name)->data);
}

int MountedTree::stop(int signal) {
  ::kill(child_, signal);
  return wait();
}

int MountedTree::wait() {
  const int exit_code = wait_for(child_);
  child_ = -1;
  return exit_code;
}

std::uint64_t MountedTree::counter(std::string_view name) const {
  const std::string text = log();
  const std::size_t ended = text.find("ended: ");
  const std::size_t at = text.find(fmt::format("{} ", name), ended);
  if (ended == std::string::npos || at == std::string::npos) {
    throw std::runtime_error(fmt::format("no counter {} in: {}", name, text));
  }
  return std::stoull(text.substr(at + name.size() + 1));
}

ProgramResult run_program(const std::vector<std::string>& arguments) {
  const TempDir directory;
  const std::string path = directory.file("output");
  const FileDescriptor output(::open(path.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                                     S_IRUSR | S_IWUSR));
  const int exit_code = wait_for(spawn(arguments, output.get()));
  return {.exit_code = exit_code, .output = read_all(path)};
}

ProgramResult run_mtscompfs(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), kProgram);
  return run_program(arguments);
}

bool is_mount_point(const std::string& path) {
  struct stat inside = {};
  struct stat outside = {};
  return ::stat(path.c_str(), &inside) == 0 &&
         ::stat((path + "/..").c_str(), &outside) == 0 &&
         inside.st_dev != outside.st_dev;
}

void MountTest::SetUp() {
  if (::access("/dev/fuse", R_OK | W_OK) == 0) {
    return;
  }
  if (std::getenv("MTSCOMPFS_REQUIRE_FUSE") != nullptr) {
    FAIL() << "/dev/fuse cannot be used, and MTSCOMPFS_REQUIRE_FUSE is set";
  }
  GTEST_SKIP() << "/dev/fuse cannot be used";
}

}  // namespace mtscomp
