// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/find/source_walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory_source.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Walk {
  explicit Walk(const Source& archive) {
    walk_source(
        archive,
        [this](const std::string& directory,
               const std::vector<DirectoryEntry>& entries) {
          std::string line = directory + ":";
          for (const DirectoryEntry& entry : entries) {
            line += ' ' + entry.name;
          }
          lines.push_back(line);
        },
        [this](const std::string& message) { problems.push_back(message); });
  }

  std::vector<std::string> lines;
  std::vector<std::string> problems;
};

TEST(SourceWalkTest, OrderDependsOnNamesOnly) {
  MemorySource archive;
  for (const char* const path : {"b/x", "a/c/y", "a/b/z", "w", ".git/v"}) {
    archive.put(path, {});
  }
  const Walk walk(archive);
  EXPECT_THAT(walk.lines,
              ElementsAre(": a b w", "a: b c", "a/b: z", "a/c: y", "b: x"));
  EXPECT_THAT(walk.problems, ElementsAre());
}

// A directory that has itself as its only entry.
class EndlessSource : public MemorySource {
 public:
  std::unique_ptr<const SourceDirectory> open_directory(
      const std::string& path) const override {
    return std::make_unique<const Endless>(path);
  }

 private:
  class Endless : public SourceDirectory {
   public:
    explicit Endless(const std::string& path) : SourceDirectory(path, {}) {}

    std::vector<SourceEntry> entries() const override {
      return {{.name = std::string(100, 'a'), .type = S_IFDIR}};
    }
    std::optional<struct stat> status(const std::string&) const override {
      return std::nullopt;
    }
    std::optional<MemberStatus> file_status(const std::string&) const override {
      return std::nullopt;
    }
  };
};

TEST(SourceWalkTest, EndlessDirectoriesEnd) {
  const Walk walk{EndlessSource()};
  EXPECT_LT(walk.lines.size(), 100U);
  EXPECT_THAT(walk.problems, ElementsAre(HasSubstr("more than 4096")));
}

}  // namespace
}  // namespace mtscomp
