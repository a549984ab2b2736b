// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/remote_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "mtscomp/base/file_identity.h"
#include "support/captured_log.h"
#include "support/memory_store.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

int error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::system_error& error) {
    return error.code().value();
  }
  return 0;
}

// A source, and the store that it uses.
struct Archive {
  explicit Archive(ListingStyle style = ListingStyle::kS3,
                   RemoteSourceOptions options = {})
      : Archive(std::make_unique<MemoryStore>(style), options) {}

  Archive(std::unique_ptr<MemoryStore> made, const RemoteSourceOptions& options)
      : store(*made), source(std::move(made), options) {}

  MemoryStore& store;
  RemoteSource source;
};

std::string read(const SourceFile& file) {
  std::string text(static_cast<std::size_t>(file.status("").st_size), '\0');
  text.resize(file.read_up_to(0, std::as_writable_bytes(std::span(text)), ""));
  return text;
}

FileIdentity identity_of(const Source& source, const std::string& path) {
  return FileIdentity::of(source.status(path));
}

class RemoteSourceEachTest : public ::testing::TestWithParam<ListingStyle> {};

INSTANTIATE_TEST_SUITE_P(Styles, RemoteSourceEachTest,
                         ::testing::Values(ListingStyle::kS3,
                                           ListingStyle::kJson,
                                           ListingStyle::kHtml,
                                           ListingStyle::kManifest));

TEST_P(RemoteSourceEachTest, ShowsATree) {
  Archive archive(GetParam());
  archive.store.put("a/b/x", to_bytes("text"));
  archive.store.put("y", to_bytes("other"));
  const auto root = archive.source.open_directory("");
  const std::vector<SourceEntry> entries = root->entries();
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].name, "a");
  EXPECT_EQ(entries[0].type, mode_t{S_IFDIR});
  EXPECT_EQ(entries[0].inode, archive.source.status("a").st_ino);
  EXPECT_EQ(entries[1].name, "y");
  EXPECT_EQ(entries[1].type, mode_t{S_IFREG});
  EXPECT_EQ(root->status("y")->st_size, 5);
  EXPECT_EQ(root->file_status("y")->status.st_size, 5);
  EXPECT_EQ(root->file_status("a"), std::nullopt);
  EXPECT_EQ(root->status("z"), std::nullopt);
  EXPECT_EQ(archive.source.status("a/b").st_mode, S_IFDIR | 0555U);
  EXPECT_EQ(archive.source.status("a/b/x").st_size, 4);
  EXPECT_EQ(read(*archive.source.open_file("a/b/x")), "text");
}

TEST_P(RemoteSourceEachTest, AllWaysToAFileGiveTheSameIdentity) {
  Archive archive(GetParam());
  archive.store.put("a/x", to_bytes("text"));
  const FileIdentity before = identity_of(archive.source, "a/x");
  const SourceFilePtr file = archive.source.open_file("a/x");
  EXPECT_EQ(FileIdentity::of(file->status("")), before);
  read(*file);  // The first answer completes the version.
  EXPECT_EQ(FileIdentity::of(file->status("")), before);
  EXPECT_EQ(identity_of(archive.source, "a/x"), before);
  const auto directory = archive.source.open_directory("a");
  EXPECT_EQ(FileIdentity::of(*directory->status("x")), before);
  EXPECT_EQ(directory->entries()[0].inode, before.inode);
  EXPECT_EQ(FileIdentity::of(archive.source.open_file_status(*file, "a/x")),
            before);
}

TEST_P(RemoteSourceEachTest, IdentitiesStayWhenAListingIsRenewed) {
  Archive archive(GetParam(), {.listing_timeout = std::chrono::seconds(0)});
  archive.store.put("x", to_bytes("text"));
  const FileIdentity before = identity_of(archive.source, "x");
  read(*archive.source.open_file("x"));
  EXPECT_EQ(identity_of(archive.source, "x"), before);
}

TEST_P(RemoteSourceEachTest, LookUpsOfKnownDirectoriesNeedNoRequests) {
  Archive archive(GetParam());
  archive.store.put("a/x", to_bytes("text"));
  archive.source.status("a/x");
  archive.store.take_requests();
  archive.source.status("");
  archive.source.status("a");
  archive.source.status("a/x");
  archive.source.open_file("a/x");
  archive.source.check_access("a/x", R_OK);
  const auto directory = archive.source.open_directory("a");
  directory->entries();
  directory->status("x");
  directory->file_status("x");
  EXPECT_EQ(directory->status("missing"), std::nullopt);
  // status("a") lists the root.
  EXPECT_THAT(archive.store.take_requests(), ElementsAre("list "));
}

TEST_P(RemoteSourceEachTest, AFileThatWasReplacedWhileOpenFailsWithEio) {
  Archive archive(GetParam());
  archive.store.put("x", to_bytes("old text"));
  const FileIdentity before = identity_of(archive.source, "x");
  const SourceFilePtr old = archive.source.open_file("x");
  std::array<std::byte, 4> bytes = {};
  old->read_up_to(0, bytes, "x");
  archive.store.put("x", to_bytes("new text"));
  EXPECT_EQ(error_of([&] { old->read_up_to(4, bytes, "x"); }), EIO);
  EXPECT_EQ(error_of([&] { old->read_up_to(0, bytes, "x"); }), EIO);
  EXPECT_EQ(FileIdentity::of(old->status("x")), before);
  // The name leads to the new version, with another inode number.
  const FileIdentity after = identity_of(archive.source, "x");
  EXPECT_NE(after.inode, before.inode);
  EXPECT_EQ(read(*archive.source.open_file("x")), "new text");
  // Later reads of the old file do not change the new one.
  EXPECT_EQ(error_of([&] { old->read_up_to(0, bytes, "x"); }), EIO);
  EXPECT_EQ(identity_of(archive.source, "x"), after);
}

TEST_P(RemoteSourceEachTest, OpenFilesOfOneInodeNeverHaveTwoVersions) {
  Archive archive(GetParam());
  archive.store.put("x", to_bytes("old text"));
  const SourceFilePtr first = archive.source.open_file("x");
  const SourceFilePtr second = archive.source.open_file("x");
  EXPECT_EQ(first->status("").st_ino, second->status("").st_ino);
  EXPECT_EQ(read(*first), "old text");
  archive.store.put("x", to_bytes("new text"));
  EXPECT_EQ(error_of([&] { read(*second); }), EIO);
  EXPECT_EQ(error_of([&] { read(*first); }), EIO);
  const SourceFilePtr third = archive.source.open_file("x");
  EXPECT_NE(third->status("").st_ino, first->status("").st_ino);
  EXPECT_EQ(read(*third), "new text");
}

TEST_P(RemoteSourceEachTest, AFileThatIsGoneWhileOpenFailsWithEstale) {
  Archive archive(GetParam());
  archive.store.put("x", to_bytes("text"));
  archive.store.put("y", to_bytes("text"));
  const SourceFilePtr file = archive.source.open_file("x");
  archive.store.remove("x");
  EXPECT_EQ(error_of([&] { read(*file); }), ESTALE);
  // The listing is still cached, but the server has said that it is wrong.
  EXPECT_EQ(error_of([&] { archive.source.status("x"); }), ENOENT);
  EXPECT_EQ(archive.source.status("y").st_size, 4);
}

TEST_P(RemoteSourceEachTest, OtherFailuresDoNotMeanThatAFileIsGone) {
  for (const int number : {EIO, ETIMEDOUT, EACCES}) {
    Archive archive(GetParam());
    archive.store.put("a/x", to_bytes("text"));
    archive.store.fail_with(number);
    EXPECT_EQ(error_of([&] { archive.source.status("a/x"); }), number);
    EXPECT_EQ(error_of([&] { archive.source.open_directory("a"); }), number);
    archive.store.fail_with(0);
    const SourceFilePtr file = archive.source.open_file("a/x");
    archive.store.fail_with(number);
    EXPECT_EQ(error_of([&] { read(*file); }), number);
    archive.store.fail_with(0);
    EXPECT_EQ(read(*file), "text");
  }
}

TEST_P(RemoteSourceEachTest, MissingNamesAreEnoent) {
  Archive archive(GetParam());
  archive.store.put("a/x", to_bytes("text"));
  for (const char* const path : {"b", "a/y", "b/x"}) {
    EXPECT_EQ(error_of([&] { archive.source.status(path); }), ENOENT) << path;
    EXPECT_EQ(error_of([&] { archive.source.open_file(path); }), ENOENT);
    EXPECT_EQ(error_of([&] { archive.source.open_directory(path); }), ENOENT);
    EXPECT_EQ(error_of([&] { archive.source.check_access(path, 0); }), ENOENT);
  }
  EXPECT_EQ(error_of([&] { archive.source.open_directory("a/x"); }), ENOTDIR);
  EXPECT_EQ(error_of([&] { archive.source.open_file("a"); }), EINVAL);
  EXPECT_EQ(error_of([&] { archive.source.read_link("a/x"); }), EINVAL);
}

TEST_P(RemoteSourceEachTest, EmptyFilesNeedNoRead) {
  Archive archive(GetParam());
  archive.store.put("x", {});
  const SourceFilePtr file = archive.source.open_file("x");
  archive.store.take_requests();
  EXPECT_EQ(read(*file), "");
  std::array<std::byte, 4> bytes = {};
  EXPECT_EQ(file->read_up_to(5, bytes, "x"), 0U);
  EXPECT_THAT(archive.store.take_requests(), IsEmpty());
}

TEST_P(RemoteSourceEachTest, StopEndsAllWaitingCalls) {
  Archive archive(GetParam());
  archive.store.put("a/x", to_bytes("text"));
  const SourceFilePtr file = archive.source.open_file("a/x");
  archive.store.take_requests();
  archive.store.hold();
  auto reading = std::async(std::launch::async,
                            [&] { return error_of([&] { read(*file); }); });
  auto listing = std::async(std::launch::async, [&] {
    return error_of([&] { archive.source.open_directory("b"); });
  });
  archive.store.wait_for_requests(2);
  archive.source.stop();
  EXPECT_EQ(reading.get(), ECANCELED);
  EXPECT_EQ(listing.get(), ECANCELED);
  EXPECT_EQ(error_of([&] { read(*file); }), ECANCELED);
  EXPECT_EQ(error_of([&] { archive.source.status("c/x"); }), ECANCELED);
}

// The kernel keeps the pages of an inode, so an inode must have one content.
TEST_P(RemoteSourceEachTest, AnInodeNeverHasTwoContents) {
  Archive archive(GetParam());
  constexpr std::size_t kSize = 8;
  const RemoteVersion same_second = {.modified =
                                         HttpTime(std::chrono::seconds(9))};
  archive.store.put("x", Bytes(kSize));
  std::mutex mutex;
  std::map<std::uint64_t, std::string> contents;
  const auto read_all = [&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      try {
        const SourceFilePtr file = archive.source.open_file("x");
        const std::string text = read(*file);
        const std::lock_guard lock(mutex);
        EXPECT_EQ(
            contents.try_emplace(file->status("").st_ino, text).first->second,
            text);
      } catch (const std::system_error& error) {
        EXPECT_EQ(error.code().value(), EIO);
      }
    }
  };
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back(read_all);
  }
  for (int i = 1; i < 200; ++i) {
    RemoteVersion version = same_second;
    version.etag = "\"v" + std::to_string(i) + '"';
    archive.store.put("x", Bytes(kSize, static_cast<std::byte>(i)), version);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  for (std::jthread& reader : readers) {
    reader.request_stop();
  }
  readers.clear();
  EXPECT_GT(contents.size(), 10U);
}

TEST(RemoteSourceTest, SizesOfHtmlListingsAreAskedForOnce) {
  Archive archive(ListingStyle::kHtml);
  archive.store.put("a/x", to_bytes("text"));
  archive.store.put("a/y", to_bytes("text"));
  const auto directory = archive.source.open_directory("a");
  directory->entries();
  EXPECT_THAT(archive.store.take_requests(), ElementsAre("list ", "list a"));
  directory->status("x");
  archive.source.open_file("a/x");
  archive.source.open_directory("a")->status("x");
  EXPECT_THAT(archive.store.take_requests(), ElementsAre("version a/x"));
}

TEST(RemoteSourceTest, AHeaderOfKnownSizeIsOneRequest) {
  Archive archive;
  archive.store.put("x.ch", Bytes(150'000));
  archive.source.status("x.ch");
  archive.store.take_requests();
  read(*archive.source.open_file("x.ch"));
  EXPECT_THAT(archive.store.take_requests(), ElementsAre("read x.ch"));
}

// A dangling symlink can be listed and is never found.
TEST(RemoteSourceTest, AListedNameThatTheServerDoesNotHaveIsAskedForOnce) {
  Archive archive(ListingStyle::kHtml);
  RemoteListing listing;
  listing.entries = {{.name = "dangling"}, {.name = "x"}};
  archive.store.set_root(listing);
  archive.store.put("x", to_bytes("text"));
  const auto root = archive.source.open_directory("");
  EXPECT_EQ(root->status("dangling"), std::nullopt);
  EXPECT_EQ(root->status("dangling"), std::nullopt);
  EXPECT_THAT(archive.store.take_requests(),
              ElementsAre("list ", "version dangling"));
}

TEST(RemoteSourceTest, AFileOfADirectoryWithoutListingCanBeOpened) {
  Archive archive;
  archive.store.put("x", to_bytes("text"));
  archive.store.set_root({});
  EXPECT_EQ(error_of([&] { archive.source.status("x"); }), ENOENT);
  EXPECT_EQ(read(*archive.source.open_file("x")), "text");
  EXPECT_EQ(error_of([&] { archive.source.open_file("y"); }), ENOENT);
}

TEST(RemoteSourceTest, AFileReplacedByOneOfTheSameManifestGetsAnInodeNumber) {
  Archive archive(ListingStyle::kManifest);
  archive.store.put("x", to_bytes("old text"));
  std::set<std::uint64_t> inodes;
  for (int i = 0; i < 3; ++i) {
    const SourceFilePtr file = archive.source.open_file("x");
    inodes.insert(file->status("").st_ino);
    read(*file);
    archive.store.put("x", to_bytes("new text"));
    EXPECT_EQ(error_of([&] { read(*file); }), EIO);
  }
  EXPECT_EQ(inodes.size(), 3U);
}

TEST(RemoteSourceTest, ForgetShowsChangesOfTheServer) {
  Archive archive;
  archive.store.put("x", to_bytes("text"));
  EXPECT_EQ(archive.source.status("x").st_size, 4);
  archive.store.put("x", to_bytes("longer text"));
  EXPECT_EQ(archive.source.status("x").st_size, 4);
  archive.source.forget();
  EXPECT_EQ(archive.source.status("x").st_size, 11);
}

TEST(RemoteSourceTest, EtagsOfListingsAreIgnoredIfTheServersDiffer) {
  Archive archive(ListingStyle::kS3,
                  {.version_basis = VersionBasis::kModified});
  const RemoteVersion version = {.etag = "\"1\"",
                                 .modified = HttpTime(std::chrono::seconds(9))};
  archive.store.put("x", to_bytes("text"), version);
  const SourceFilePtr file = archive.source.open_file("x");
  archive.store.put("x", to_bytes("text"),
                    RemoteVersion{.modified = version.modified});
  EXPECT_EQ(read(*file), "text");
}

TEST(RemoteSourceTest, TheModeDecidesAboutAccess) {
  Archive archive;
  archive.store.put("a/x", to_bytes("text"));
  archive.source.check_access("a/x", R_OK);
  archive.source.check_access("a", R_OK | X_OK);
  archive.source.check_access("", R_OK | X_OK);
  EXPECT_EQ(error_of([&] { archive.source.check_access("a/x", X_OK); }),
            EACCES);
  EXPECT_EQ(error_of([&] { archive.source.check_access("a", W_OK); }), EACCES);
  EXPECT_FALSE(archive.source.respects_acls());
}

TEST(RemoteSourceTest, UsageIsThatOfAReadOnlyFileSystem) {
  const struct statvfs usage = Archive().source.usage();
  EXPECT_EQ(usage.f_blocks, 0U);
  EXPECT_EQ(usage.f_bavail, 0U);
  EXPECT_GT(usage.f_frsize, 0U);
  EXPECT_EQ(usage.f_namemax, unsigned{NAME_MAX});
  EXPECT_NE(usage.f_flag & ST_RDONLY, 0U);
}

TEST(RemoteSourceTest, NamesThatAreNotShownAreReportedOnce) {
  const CapturedLog log;
  Archive archive(ListingStyle::kS3,
                  {.listing_timeout = std::chrono::seconds(0)});
  RemoteListing listing;
  listing.n_refused = 2;
  listing.first_refused = "\"..\": the name means a directory itself";
  archive.store.set_root(listing);
  archive.source.open_directory("");
  archive.source.open_directory("");
  EXPECT_EQ(log.count("2 names in the listing are not shown"), 1U);
}

TEST(RemoteSourceTest, AServerWithoutVersionsIsReportedOnce) {
  const CapturedLog log;
  for (const bool has_versions : {true, false}) {
    Archive archive;
    for (const char* const name : {"x", "y"}) {
      archive.store.put(
          name, to_bytes("text"),
          has_versions ? std::nullopt : std::optional(RemoteVersion{}));
      EXPECT_EQ(read(*archive.source.open_file(name)), "text");
    }
  }
  EXPECT_EQ(log.count("neither ETags nor times"), 1U);
}

TEST(RemoteSourceTest, AMillionNamesCanBeListed) {
  Archive archive;
  RemoteListing listing;
  for (std::size_t i = 0; i < kMaxListedNames; ++i) {
    listing.entries.push_back(
        {.name = std::to_string(i + 1'000'000), .size = i});
  }
  archive.store.set_root(std::move(listing));
  const auto root = archive.source.open_directory("");
  EXPECT_EQ(root->entries().size(), kMaxListedNames);
  EXPECT_EQ(root->status("1999999")->st_size, 999'999);
  EXPECT_EQ(root->status("2000000"), std::nullopt);
}

}  // namespace
}  // namespace mtscomp
