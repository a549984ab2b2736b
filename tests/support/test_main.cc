// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// main() of the GoogleTest programs.  Below each failed test it prints the
// test's file and the command that repeats this test alone.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace mtscomp {
namespace {

// Meson compiles with paths relative to the build directory.
std::string below_the_root(const std::string& file) {
  const std::size_t at = file.find("tests/");
  return at == std::string::npos ? file : file.substr(at);
}

class RepeatPrinter : public ::testing::EmptyTestEventListener {
 public:
  void OnTestEnd(const ::testing::TestInfo& test) override {
    if (test.result()->Failed()) {
      std::printf("%s:%d: repeat with\n  %s --gtest_filter='%s.%s'\n",
                  below_the_root(test.file()).c_str(), test.line(),
                  program_.c_str(), test.test_suite_name(), test.name());
      std::fflush(stdout);
    }
  }

 private:
  // Determined before any test changes the current directory.
  const std::string program_ = std::filesystem::read_symlink("/proc/self/exe");
};

}  // namespace
}  // namespace mtscomp

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  // GoogleTest owns it.
  ::testing::UnitTest::GetInstance()->listeners().Append(
      std::make_unique<mtscomp::RepeatPrinter>().release());
  return RUN_ALL_TESTS();
}
