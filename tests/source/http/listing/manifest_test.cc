// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/manifest.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <string>
#include <vector>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using Names = std::vector<std::string>;

// A manifest of empty files at these paths.
Manifest manifest_of(const std::vector<std::string>& paths) {
  std::string text;
  for (const std::string& path : paths) {
    text += fmt::format("{}{{\"Path\":\"{}\",\"Size\":0}}",
                        text.empty() ? "" : ",", path);
  }
  return {'[' + text + ']', "x"};
}

Names names_in(const Manifest& manifest, std::string_view directory) {
  Names names;
  if (const std::optional<RemoteListing> listing = manifest.list(directory)) {
    for (const RemoteEntry& entry : listing->entries) {
      names.push_back(entry.name + (entry.is_directory ? "/" : ""));
    }
  }
  return names;
}

// rclone 1.60.1.
TEST(ManifestTest, ReadsTheOutputOfRclone) {
  const Manifest manifest(
      R"([
{"Path":"s/#1#/a\u0026b.cbin","Name":"a\u0026b.cbin","Size":29413957992,"MimeType":"application/octet-stream","ModTime":"2024-05-06T09:08:09.000000001+02:00","IsDir":false},
{"Path":"s","Name":"s","Size":-1,"MimeType":"inode/directory","ModTime":"2024-05-06T07:08:09.000000000Z","IsDir":true},
{"Path":"b","Name":"b","Size":0,"ModTime":"","IsDir":false,"Hashes":{"md5":"d41d8cd98f00b204e9800998ecf8427e"}}
])",
      "x.json");
  EXPECT_EQ(manifest.find("s/#1#/a&b.cbin"),
            (RemoteEntry{"a&b.cbin", false, 29413957992,
                         *parse_iso_date("2024-05-06T07:08:09.000000001Z")}));
  EXPECT_EQ(manifest.find("b"), (RemoteEntry{"b", false, 0}));
  EXPECT_EQ(names_in(manifest, ""), (Names{"b", "s/"}));
  EXPECT_EQ(names_in(manifest, "s/#1#"), (Names{"a&b.cbin"}));
}

TEST(ManifestTest, ListsDirectories) {
  const Manifest manifest =
      manifest_of({"a/b/c", "a/b/d", "a/b.x", "a/b0", "a/e", "a-b", "a.b/c"});
  EXPECT_EQ(names_in(manifest, ""), (Names{"a/", "a-b", "a.b/"}));
  EXPECT_EQ(names_in(manifest, "a"), (Names{"b/", "b.x", "b0", "e"}));
  EXPECT_EQ(names_in(manifest, "a/b"), (Names{"c", "d"}));
  EXPECT_EQ(manifest.list("a/b/c"), std::nullopt);
  EXPECT_EQ(manifest.list("a/"), std::nullopt);
  EXPECT_EQ(manifest.list("x"), std::nullopt);
}

TEST(ManifestTest, FindsFilesAndDirectories) {
  const Manifest manifest = manifest_of({"a/b/c"});
  EXPECT_EQ(manifest.find(""), (RemoteEntry{"", true}));
  EXPECT_EQ(manifest.find("a"), (RemoteEntry{"a", true}));
  EXPECT_EQ(manifest.find("a/b"), (RemoteEntry{"b", true}));
  EXPECT_EQ(manifest.find("a/b/c"), (RemoteEntry{"c", false, 0}));
  for (const char* const path : {"b", "a/", "a/b/", "a/b/c/d", "/a", "a/bc"}) {
    EXPECT_EQ(manifest.find(path), std::nullopt) << path;
  }
}

TEST(ManifestTest, ADirectoryHidesAFileOfItsName) {
  const Manifest manifest = manifest_of({"a", "a/b", "a", "c", "c"});
  EXPECT_EQ(names_in(manifest, ""), (Names{"a/", "c"}));
  EXPECT_EQ(manifest.find("a"), (RemoteEntry{"a", true}));
}

TEST(ManifestTest, AnEmptyManifestHasARoot) {
  const Manifest manifest = manifest_of({});
  ASSERT_TRUE(manifest.list(""));
  EXPECT_TRUE(manifest.list("")->entries.empty());
  EXPECT_EQ(manifest.list("a"), std::nullopt);
}

TEST(ManifestTest, SizesAndTimesCanBeUnknown) {
  const Manifest manifest(R"([{"Path":"a","Size":-1,"ModTime":null}])", "x");
  EXPECT_EQ(manifest.find("a"), (RemoteEntry{"a", false}));
}

TEST(ManifestTest, PathsThatCannotBePathsAreRefused) {
  const Manifest manifest =
      manifest_of({"/a", "a//b", "a/", "../a", "a/./b", "", "a/\\u0000",
                   "a/" + std::string(256, 'b'), std::string(4096, 'a'), "ok"});
  EXPECT_EQ(names_in(manifest, ""), (Names{"ok"}));
  EXPECT_EQ(manifest.n_refused(), 9);
  EXPECT_EQ(manifest.first_refused(), "\"/a\": the name is empty");
}

TEST(ManifestTest, RefusesOtherText) {
  for (const char* const text :
       {"", "{}", "[1]", "[{}]", R"([{"Path":"a"}])", R"([{"Size":1}])",
        R"([{"Path":1,"Size":1}])", R"([{"Path":"a","Size":"1"}])",
        R"([{"Path":"a","Size":1,"IsDir":"x"}])",
        R"([{"Path":"a","Size":9223372036854775808}])",
        R"([{"Path":"a","Size":1,"ModTime":5}])",
        R"([{"Path":"a","Size":1})"}) {
    EXPECT_THROW(Manifest(text, "x"), FormatError) << text;
  }
  EXPECT_THROW(Manifest(std::string(kMaxListingSize + 1, ' '), "x"),
               UnsupportedError);
}

}  // namespace
}  // namespace mtscomp
