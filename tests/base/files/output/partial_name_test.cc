// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/output/partial_name.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>

namespace mtscomp {
namespace {

// Partial name on a host whose name is this host's name followed by `more`.
std::string name_of(const std::string& more) {
  std::array<char, 256> host = {};
  ::gethostname(host.data(), host.size() - 1);
  return std::string("x.cbin.partial-") + host.data() + more;
}

TEST(PartialNameTest, OwnNamesAreRead) {
  EXPECT_EQ(parse_partial_name(partial_name_of("x.cbin", ""), "x.cbin")->suffix,
            "");
  EXPECT_EQ(parse_partial_name(partial_name_of("x.cbin", "-replaced"), "x.cbin")
                ->suffix,
            "-replaced");
  const std::string header = backup_suffix_of("x.cbin");
  EXPECT_EQ(parse_partial_name(partial_name_of("x.ch", header), "x.ch")->suffix,
            header);
  EXPECT_EQ(parse_partial_name(name_of("-4194304"), "x.cbin")->process,
            4194304);
}

TEST(PartialNameTest, AnotherFilesNameIsNotRead) {
  EXPECT_FALSE(parse_partial_name("x.cbin", "x.cbin"));
  EXPECT_FALSE(parse_partial_name(name_of("-4711"), "y.cbin"));
  EXPECT_FALSE(parse_partial_name("x.cbin.partial-1", "x.cbin"));
}

// Bug: `lab` mistook a file that lab-1 was writing for a backup of its own
// process 1, and restored or removed it.
TEST(PartialNameTest, HostWhoseNameBeginsLikeThisOnesIsAnother) {
  for (const char* const more :
       {"-1-4711", "-1-4711-replaced", "-1-4711-replaced-01234567",
        "-1-node-4711", "-1-replaced-4711", "-1-replaced-4711-replaced",
        "-1-replaced-1234567", "-12345678", "-1x", "a-1", "-x"}) {
    EXPECT_FALSE(parse_partial_name(name_of(more), "x.cbin")) << more;
  }
}

// Bug: recordings with names of 222 bytes or more could not be packed or
// replaced.
TEST(PartialNameTest, LongNamesAreShortened) {
  const std::string name = std::string(250, 'x') + ".cbin";
  const std::string other = std::string(249, 'x') + "y.cbin";
  const std::string backup = backup_suffix_of(name);
  const std::string kept = partial_name_of(name, backup);
  EXPECT_LE(kept.size(), 255U);
  EXPECT_EQ(parse_partial_name(kept, name)->suffix, backup);
  EXPECT_TRUE(is_partial_name(kept, name));
  EXPECT_TRUE(is_backup_name(kept));
  EXPECT_NE(kept.find(".cbin.partial-"), std::string::npos);
  EXPECT_FALSE(parse_partial_name(kept, other));
  EXPECT_FALSE(is_partial_name(kept, other));
}

TEST(PartialNameTest, NamesAreShortenedBetweenCharacters) {
  for (const char* const shift : {"", "a"}) {
    std::string name = shift;
    while (name.size() < 250) {
      name += "\u00e4";
    }
    const std::string kept = partial_name_of(name, "");
    const std::size_t end = kept.find('~');
    ASSERT_NE(end, std::string::npos);
    EXPECT_EQ(kept.substr(0, end), name.substr(0, end));
    EXPECT_EQ((end - std::string_view(shift).size()) % 2, 0U);
  }
}

TEST(PartialNameTest, NamesThatFitAreKept) {
  const std::string name = std::string(kMaxStem - 5, 'x') + ".cbin";
  EXPECT_TRUE(partial_name_of(name, "").starts_with(name + ".partial-"));
}

// Bug: the shorter name was taken for the name of the file.
TEST(PartialNameTest, OriginalNamesAreFoundUnlessTheyAreTooLong) {
  const auto found = [](const std::string& name) {
    return original_name_of(partial_name_of(name, backup_suffix_of("x")));
  };
  EXPECT_EQ(found("x.ch"), "x.ch");
  const std::string longest = std::string(kMaxRestorable - 3, 'x') + ".ch";
  EXPECT_EQ(found(longest), longest);
  // Four bytes: up to three are dropped at the end of the shorter name.
  for (std::string name(kMaxRestorable + 1, 'x'); name.size() < 245;
       name += "\U0001f600") {
    EXPECT_EQ(found(name), std::nullopt) << name.size();
    EXPECT_EQ(found('x' + name), std::nullopt) << name.size();
  }
}

TEST(PartialNameTest, OlderFilesOfAnyHostAreTold) {
  for (const char* const host :
       {"lab", "lab-1", "lab-1-replaced", "a.b-2.org"}) {
    const std::string name = std::string("x.cbin.partial-") + host + "-4711";
    EXPECT_FALSE(is_backup_name(name)) << name;
    EXPECT_TRUE(is_backup_name(name + "-replaced")) << name;
    EXPECT_TRUE(is_backup_name(name + "-replaced-89abcdef")) << name;
    EXPECT_FALSE(is_backup_name(name + "-replaced-89abcde")) << name;
  }
  for (const char* const name :
       {"x.cbin", "x-replaced", "x-1-replaced", "x.partial-1-replaced",
        "x.partial--1-replaced", "x.partial-lab-replaced"}) {
    EXPECT_FALSE(is_backup_name(name)) << name;
  }
}

}  // namespace
}  // namespace mtscomp
