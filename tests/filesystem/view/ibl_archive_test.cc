// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The view of an archive with the paths of the International Brain Laboratory,
// on the test server and on real web servers.

#include <fmt/format.h>
#include <fnmatch.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "filesystem/view/source_tree.h"
#include "mtscomp/reader/sample_slice.h"
#include "source/address/open_source.h"
#include "support/bytes.h"
#include "support/remote_server.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

constexpr const char* kSession = "mainenlab/Subjects/ZFM-02368/2021-06-01/001";
constexpr const char* kStem = "_spikeglx_ephysData_g0_t0.imec0";

// All files of one recording have different UUIDs.
std::string uuid(int number) {
  return fmt::format("036e9614-1111-2222-3333-{:012}", number);
}

struct Server {
  const char* name;
  const char* program;  // Null for the test server.
  const char* style;
};

void PrintTo(const Server& server, std::ostream* stream) {
  *stream << server.name;
}

// The tree, and the servers that show it.  Starting them takes most of the time
// of the tests.
class IblTree {
 public:
  IblTree() {
    add_recording("ap", 10);
    add_recording("lf", 20);
    add_file(fmt::format("{}/alf/probe00/pykilosort/spikes.times.{}.npy",
                         kSession, uuid(30)));
    add_file(fmt::format(
        "{}/alf/probe00/pykilosort/#2024-05-06#/spikes.times.{}.npy", kSession,
        uuid(31)));
    add_file("angelakilab/notes & plans/ü é (1).txt");
    add_file("angelakilab/notes & plans/100%.txt");
    // Apache serves as another user.
    std::filesystem::permissions(directory_.path(),
                                 std::filesystem::perms(0755));
  }

  // Bytes of the recordings, by their bands.
  const std::map<std::string, Bytes>& raw() const { return raw_; }

  const std::string& url_of(const Server& server) {
    std::unique_ptr<RemoteServer>& running = servers_[server.name];
    if (!running) {
      running = start(server);
    }
    return running->url();
  }

 private:
  // The archive is the only bucket of its directory.
  std::string root() const { return directory_.file("bucket"); }

  void add_recording(const std::string& band, int number) {
    const std::string folder =
        fmt::format("{}/{}/raw_ephys_data/probe00", root(), kSession);
    std::filesystem::create_directories(folder);
    const std::string stem = fmt::format("{}.{}", kStem, band);
    const SyntheticRecording made = write_synthetic_recording(
        folder, stem, {.seed = static_cast<std::uint64_t>(number)});
    const auto name = [&](int n, const std::string& suffix) {
      return fmt::format("{}/{}.{}.{}", folder, stem, uuid(n), suffix);
    };
    std::filesystem::rename(made.cbin_path, name(number, "cbin"));
    std::filesystem::rename(made.ch_path, name(number + 1, "ch"));
    write_file(name(number + 2, "meta"), band + " text");
    raw_[band] = made.raw;
  }

  void add_file(const std::string& path) {
    const std::string place = root() + '/' + path;
    std::filesystem::create_directories(
        std::filesystem::path(place).parent_path());
    write_file(place, "text of " + path);
  }

  std::unique_ptr<RemoteServer> start(const Server& server) const {
    const auto& [name, program, style] = server;
    if (program != nullptr) {
      // NOLINTNEXTLINE(modernize-make-unique): the class cannot be moved.
      return std::unique_ptr<RemoteServer>(
          new RemoteServer(RemoteServer::start_real(root(), style)));
    }
    const bool is_s3 = style == std::string("s3");
    return std::make_unique<RemoteServer>(
        is_s3 ? directory_.path() : root(),
        std::vector<std::string>{"--style", style});
  }

  TempDir directory_;
  std::map<std::string, Bytes> raw_;
  std::map<std::string, std::unique_ptr<RemoteServer>> servers_;
};

class IblArchiveTest : public ::testing::TestWithParam<Server> {
 protected:
  static void SetUpTestSuite() { tree = std::make_unique<IblTree>(); }
  static void TearDownTestSuite() { tree = nullptr; }

  void SetUp() override {
    const char* const program = GetParam().program;
    const bool must_run = std::getenv("CI") != nullptr;
    if (program != nullptr && !must_run && ::access(program, X_OK) != 0) {
      GTEST_SKIP() << program << " is not installed";
    }
    source_ = open(tree->url_of(GetParam()));
    view_ = std::make_unique<SourceTree>(*source_, TreeOptions{}, catalog_);
  }

  static std::unique_ptr<Source> open(const std::string& url) {
    return GetParam().style == std::string("s3")
               ? open_source("s3://bucket",
                             {.endpoint = url, .anonymous = true})
               : open_source(url, {});
  }

  // Returns all paths of the view, as "find" prints them.
  std::vector<std::string> find_all() {
    std::vector<std::string> paths;
    visit(*view_->root(), "", paths);
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  void visit(const Node& directory, const std::string& prefix,
             std::vector<std::string>& paths) {
    const auto opened = view_->open_directory(directory);
    const Listing listing = view_->list(*opened);
    for (const ViewEntry& entry : listing.entries) {
      paths.push_back(prefix + entry.name);
      const FoundNode found =
          view_->find(*opened, entry.name, {}, listing.names);
      ASSERT_TRUE(found) << paths.back();
      EXPECT_EQ(found.node->type, entry.type);
      if (found.node->is_directory()) {
        visit(*found.node, paths.back() + '/', paths);
      }
    }
  }

  // Returns the paths that a pattern of Python's Path.glob() finds.
  std::vector<std::string> glob(const std::string& pattern) {
    std::vector<std::string> paths = find_all();
    std::erase_if(paths, [&](const std::string& path) {
      return ::fnmatch(pattern.c_str(), path.c_str(), 0) != 0;
    });
    return paths;
  }

  NodePtr look_up(const std::string& path) {
    NodePtr node = view_->root();
    for (const std::filesystem::path& name : std::filesystem::path(path)) {
      const FoundNode found = view_->find(*view_->open_directory(*node), name);
      if (!found) {
        return nullptr;
      }
      node = found.node;
    }
    return node;
  }

  std::string text_of(const std::string& path) {
    const NodePtr node = look_up(path);
    const SourceFilePtr file = view_->open_file(*node);
    std::string text(static_cast<std::size_t>(view_->status(*node).st_size),
                     '\0');
    EXPECT_EQ(
        file->read_up_to(0, std::as_writable_bytes(std::span(text)), path),
        text.size());
    return text;
  }

  std::uint64_t n_requests() { return source_->counters()->requests; }

  static inline std::unique_ptr<IblTree> tree;
  std::unique_ptr<Source> source_;
  HeaderCache catalog_;
  std::unique_ptr<SourceTree> view_;
};

constexpr const char* kNginx = "/usr/sbin/nginx";
constexpr const char* kApache = "/usr/sbin/apache2";
constexpr const char* kRclone = "/usr/bin/rclone";

INSTANTIATE_TEST_SUITE_P(
    Servers, IblArchiveTest,
    ::testing::Values(Server{"nginx_style", nullptr, "nginx"},
                      Server{"nginx_json_style", nullptr, "nginx-json"},
                      Server{"apache_style", nullptr, "apache"},
                      Server{"apache_pre_style", nullptr, "apache-pre"},
                      Server{"s3_style", nullptr, "s3"},
                      Server{"nginx", kNginx, "nginx"},
                      Server{"nginx_json", kNginx, "nginx-json"},
                      Server{"apache", kApache, "apache"},
                      Server{"apache_pre", kApache, "apache-pre"},
                      Server{"rclone", kRclone, "rclone"}),
    [](const auto& test) { return test.param.name; });

TEST_P(IblArchiveTest, ShowsRecordingsWithoutUuids) {
  source_->probe();
  const auto probe = view_->open_directory(
      *look_up(fmt::format("{}/raw_ephys_data/probe00", kSession)));
  std::vector<std::string> names;
  for (const ViewEntry& entry : view_->list(*probe).entries) {
    names.push_back(entry.name);
  }
  std::sort(names.begin(), names.end());
  EXPECT_THAT(names, ElementsAre(std::string(kStem) + ".ap.bin",
                                 std::string(kStem) + ".ap.meta",
                                 std::string(kStem) + ".lf.bin",
                                 std::string(kStem) + ".lf.meta"));
  EXPECT_EQ(look_up(fmt::format("{}/raw_ephys_data/probe00/{}.ap.{}.cbin",
                                kSession, kStem, uuid(10))),
            nullptr);
}

TEST_P(IblArchiveTest, GlobsFindFiles) {
  const std::string probe =
      fmt::format("{}/raw_ephys_data/probe00/{}", kSession, kStem);
  EXPECT_THAT(glob("*/*.ap.bin"), ElementsAre(probe + ".ap.bin"));
  EXPECT_THAT(glob("*.imec[0-9].??.bin"),
              ElementsAre(probe + ".ap.bin", probe + ".lf.bin"));
  EXPECT_THAT(glob("*/[#]20*[#]/*.npy"),
              ElementsAre(fmt::format(
                  "{}/alf/probe00/pykilosort/#2024-05-06#/spikes.times.{}.npy",
                  kSession, uuid(31))));
  EXPECT_THAT(glob("angelakilab/*"),
              ElementsAre("angelakilab/notes & plans",
                          "angelakilab/notes & plans/100%.txt",
                          "angelakilab/notes & plans/ü é (1).txt"));
}

TEST_P(IblArchiveTest, RecordingsAndFilesAreRead) {
  for (const auto& [band, expected] : tree->raw()) {
    const std::string stem =
        fmt::format("{}/raw_ephys_data/probe00/{}.{}", kSession, kStem, band);
    Bytes raw;
    for_each_chunk(*view_->open_recording(*look_up(stem + ".bin")),
                   [&raw](std::uint64_t /*first_sample*/,
                          std::span<const std::byte> values) {
                     raw.insert(raw.end(), values.begin(), values.end());
                   });
    EXPECT_TRUE(same_bytes(expected, raw)) << band;
    EXPECT_EQ(text_of(stem + ".meta"), band + " text");
  }
  for (const std::string& path :
       {fmt::format(
            "{}/alf/probe00/pykilosort/#2024-05-06#/spikes.times.{}.npy",
            kSession, uuid(31)),
        std::string("angelakilab/notes & plans/ü é (1).txt"),
        std::string("angelakilab/notes & plans/100%.txt")}) {
    EXPECT_EQ(text_of(path), "text of " + path);
  }
}

TEST_P(IblArchiveTest, TheSecondLookNeedsNoRequests) {
  const std::vector<std::string> first = find_all();
  const std::uint64_t n_before = n_requests();
  EXPECT_THAT(find_all(), ElementsAreArray(first));
  EXPECT_EQ(look_up("angelakilab/missing"), nullptr);
  EXPECT_EQ(look_up(std::string(kSession) + "/missing/x.cbin"), nullptr);
  EXPECT_EQ(n_requests(), n_before);
}

TEST_P(IblArchiveTest, TheFirstLookNeedsFewRequests) {
  find_all();
  constexpr std::uint64_t kDirectories = 14;
  constexpr std::uint64_t kHeaders = 2;
  constexpr std::uint64_t kFiles = 10;
  const std::string style = GetParam().style;
  const bool tells_sizes = style == "nginx-json" || style == "s3";
  const std::uint64_t n_manifests = style == "s3" ? 0 : 1;
  EXPECT_EQ(n_requests(),
            n_manifests + kDirectories + kHeaders + (tells_sizes ? 0 : kFiles));
}

}  // namespace
}  // namespace mtscomp
