// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/support/daemon_process.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace mtscomp {

std::string read_all(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// A line of /proc/PID/status.
std::string process_status(pid_t process, const std::string& key) {
  std::istringstream lines(read_all(fmt::format("/proc/{}/status", process)));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(key + ":\t")) {
      return line.substr(key.size() + 2);
    }
  }
  return "";
}

std::vector<pid_t> children_of(pid_t process) {
  std::istringstream numbers(
      read_all(fmt::format("/proc/{0}/task/{0}/children", process)));
  std::vector<pid_t> children;
  for (pid_t child = 0; numbers >> child;) {
    children.push_back(child);
  }
  return children;
}

std::vector<std::string> descriptors_of(pid_t process) {
  std::vector<std::string> numbers;
  for (const auto& entry : std::filesystem::directory_iterator(
           fmt::format("/proc/{}/fd", process))) {
    numbers.push_back(entry.path().filename());
  }
  return numbers;
}

bool holds_soon(const std::function<bool()>& condition) {
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!condition() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return condition();
}

}  // namespace mtscomp
