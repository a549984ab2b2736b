// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/remote_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw_errno("pipe");
  }
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

pid_t start(std::vector<std::string> words, const FileDescriptor& input,
            const FileDescriptor& output) {
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions = {};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input.get(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output.get(), STDOUT_FILENO);
  pid_t pid = 0;
  const int error = ::posix_spawn(&pid, arguments[0], &actions, nullptr,
                                  arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw_system_error(error, words[0]);
  }
  return pid;
}

constexpr const char* kPython = "/usr/bin/python3";

std::vector<std::string> test_command(const std::string& directory,
                                      const std::vector<std::string>& options) {
  std::vector<std::string> words = {kPython, MTSCOMP_TEST_SERVER, directory,
                                    "--control"};
  words.insert(words.end(), options.begin(), options.end());
  return words;
}

}  // namespace

RemoteServer::RemoteServer(const std::string& directory,
                           const std::vector<std::string>& options)
    : RemoteServer(test_command(directory, options)) {}

RemoteServer::RemoteServer(std::vector<std::string> words) {
  Pipe input = make_pipe();
  Pipe output = make_pipe();
  pid_ = start(std::move(words), input.read_end, output.write_end);
  output.write_end.reset();
  commands_.reset(::fdopen(input.write_end.release(), "w"));
  answers_.reset(::fdopen(output.read_end.release(), "r"));
  url_ = read_line();
}

std::vector<std::string> RemoteServer::real_command(
    const std::string& directory, const std::string& style) {
  return {kPython, MTSCOMP_REAL_SERVER, directory, "--style", style};
}

// The end of its commands ends the server.
RemoteServer::~RemoteServer() {
  commands_.reset();
  ::waitpid(pid_, nullptr, 0);
}

std::string RemoteServer::command(std::string json) {
  // A command is a line.
  std::replace(json.begin(), json.end(), '\n', ' ');
  fmt::print(commands_.get(), "{}\n", json);
  std::fflush(commands_.get());
  std::string answer = read_line();
  if (answer.starts_with("error")) {
    throw std::runtime_error("test server: " + answer);
  }
  return answer;
}

void RemoteServer::set_faults(const std::string& rules) {
  command(fmt::format(R"({{"faults": {}}})", rules));
}

void RemoteServer::leave() { command(R"({"leave": 0})"); }

void RemoteServer::come_back() { command(R"({"come_back": true})"); }

JsonArray RemoteServer::requests() {
  return std::get<JsonArray>(
      parse_json(command(R"({"requests": 5})"), "request log").data);
}

std::string RemoteServer::read_line() {
  std::string line;
  for (int c = 0; (c = std::fgetc(answers_.get())) != '\n';) {
    if (c == EOF) {
      throw std::runtime_error("test server: ended");
    }
    line += static_cast<char>(c);
  }
  return line;
}

}  // namespace mtscomp
