// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The status of a mount, and the attributes of recordings.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>

#include "base/files/file_io.h"
#include "integration/support/mounted_view.h"
#include "mtscomp/base/json.h"

namespace mtscomp {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

class StatusTest : public MountedViewTest {
 protected:
  std::string status_file(const std::string& name) {
    const Bytes bytes = read_file(shown(".mtscompfs/" + name));
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  std::uint64_t number(const std::string& group, const std::string& name) {
    return mounted().status(group, name);
  }
};

TEST_F(StatusTest, DirectoryIsThereButNotListed) {
  write("x");
  std::filesystem::create_directory(in_source(".mtscompfs"));
  write(".mtscompfs/of_the_source");
  EXPECT_EQ(list(), std::set<std::string>{"x"});
  EXPECT_EQ(status_of(shown(".mtscompfs")).st_mode, S_IFDIR | 0500U);
  EXPECT_THAT(list(".mtscompfs"),
              UnorderedElementsAre("status.json", "status.txt", "metrics.prom",
                                   "problems"));
  for (const std::string& name : list(".mtscompfs")) {
    EXPECT_EQ(status_of(shown(".mtscompfs/" + name)).st_mode, S_IFREG | 0400U);
  }
  EXPECT_EQ(lookup_errno(".mtscompfs/of_the_source"), ENOENT);
  EXPECT_EQ(lookup_errno("x/.mtscompfs"), ENOTDIR);
}

// Bug: files had the size 0: sendfile, and so shutil.copyfile, copied nothing,
// and a mapping had no page.
TEST_F(StatusTest, FilesAreCopiedAndMappedWhole) {
  for (const std::string& name : list(".mtscompfs")) {
    if (name == "problems") {
      continue;  // Such a file is empty.
    }
    const FileDescriptor file = open_for_reading(shown(".mtscompfs/" + name));
    struct stat status = {};
    ASSERT_EQ(::fstat(file.get(), &status), 0);
    const auto size = static_cast<std::size_t>(status.st_size);
    Bytes read(size + 1);
    ASSERT_EQ(::pread(file.get(), read.data(), read.size(), 0), status.st_size);
    read.pop_back();
    EXPECT_GT(size, 100U);
    const TempDir copies;
    const FileDescriptor copy(::open(copies.file("copy").c_str(),
                                     O_CREAT | O_RDWR | O_CLOEXEC, 0600));
    off_t offset = 0;
    EXPECT_EQ(::sendfile(copy.get(), file.get(), &offset, size + 100),
              status.st_size);
    EXPECT_EQ(read_file(copies.file("copy")), read) << name;
    void* const map =
        ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    ASSERT_NE(map, MAP_FAILED);
    EXPECT_EQ(std::memcmp(map, read.data(), size), 0) << name;
    ::munmap(map, size);
  }
}

// Bug: each look-up showed another inode number, so cp took each file for one
// that was replaced, and copied none.
TEST_F(StatusTest, CpCopiesEachFile) {
  const TempDir copies;
  for (const std::string& name : list(".mtscompfs")) {
    const ProgramResult result = run_program(
        {"/bin/cp", shown(".mtscompfs/" + name), copies.file(name)});
    EXPECT_EQ(result.exit_code, 0) << result.output;
    EXPECT_TRUE(std::filesystem::exists(copies.file(name))) << name;
  }
}

TEST_F(StatusTest, CountsWhatIsRead) {
  const SyntheticRecording pair = write_pair("x.cbin");
  EXPECT_EQ(number("cache", "misses"), 0U);
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  EXPECT_TRUE(shows("x.bin", pair.raw));
  EXPECT_EQ(number("cache", "decodes"), pair.header.n_chunks());
  // The kernel reports a close with a delay.
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (number("open_handles", "files") != 1 &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_EQ(number("open_handles", "files"), 1U);
  EXPECT_EQ(number("errors", "loads"), 0U);
  EXPECT_GE(number("headers", "read"), 1U);
  EXPECT_GE(number("inodes", "known"), 2U);
}

TEST_F(StatusTest, HistogramsHaveEachLoadAndEachWait) {
  const SyntheticRecording pair = write_pair("x.cbin");
  EXPECT_TRUE(shows("x.bin", pair.raw));
  const std::string metrics = status_file("metrics.prom");
  const auto sample = [&](const std::string& name) {
    const std::size_t at = metrics.find("\nmtscompfs_cache_" + name + ' ');
    return std::stoull(metrics.substr(metrics.find(' ', at + 1) + 1));
  };
  const std::uint64_t n_loads = pair.header.n_chunks();
  EXPECT_EQ(sample("load_seconds_count"), n_loads);
  EXPECT_EQ(sample("load_seconds_bucket{le=\"+Inf\"}"), n_loads);
  EXPECT_EQ(sample("wait_seconds_count"),
            sample("misses_total") + sample("joins_total"));
  EXPECT_THAT(status_file("status.txt"),
              HasSubstr(fmt::format("\nloads      {} in ", n_loads)));
}

TEST_F(StatusTest, CountsFailures) {
  corrupt_chunk(write_pair("x.cbin"), 0);
  EXPECT_EQ(read_errno("x.bin"), EIO);
  EXPECT_EQ(number("errors", "loads"), 1U);
}

TEST_F(StatusTest, DamagedChunkThatWasReadIsAProblem) {
  const SyntheticRecording pair = write_pair("x.cbin");
  corrupt_chunk(pair, 0);
  EXPECT_EQ(read_errno("x.bin"), EIO);
  EXPECT_THAT(status_file("problems"),
              StartsWith(pair.cbin_path + ": chunk 0 (samples 0 to "));
  EXPECT_EQ(number("errors", "problems"), 1U);
  EXPECT_EQ(read_errno("x.bin"), EIO);
  EXPECT_EQ(number("errors", "problems"), 1U);
}

TEST_F(StatusTest, JsonTellsVersionOptionsAndPaths) {
  mount_with("keep_uuid,timeout=3,cache_size=64M");
  const std::string status = status_file("status.json");
  EXPECT_THAT(status, HasSubstr("\"version\": \"" MTSCOMPFS_VERSION "\""));
  EXPECT_THAT(status, HasSubstr("\"keep_uuid\": true"));
  EXPECT_THAT(status, HasSubstr("\"timeout\": 3.0"));
  EXPECT_THAT(status, HasSubstr("\"capacity\": 67108864"));
  EXPECT_THAT(status, HasSubstr("\"uptime_seconds\": "));
  EXPECT_THAT(status, HasSubstr("\"source\": \"" + source_.path() + "\""));
}

// Each sample follows its TYPE and HELP, like in Prometheus' text format.
TEST_F(StatusTest, MetricsAreWellFormed) {
  std::istringstream lines(status_file("metrics.prom"));
  std::string described;
  std::string type;
  int n_samples = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# HELP ")) {
      described = line.substr(7, line.find(' ', 7) - 7);
    } else if (line.starts_with("# TYPE ")) {
      ASSERT_THAT(line, StartsWith("# TYPE " + described + " "));
      type = line.substr(line.rfind(' ') + 1);
    } else {
      const std::string name = line.substr(0, line.find_first_of(" {"));
      if (type == "histogram") {
        EXPECT_THAT(name, AnyOf(described + "_bucket", described + "_sum",
                                described + "_count"));
      } else {
        EXPECT_EQ(name, described);
      }
      EXPECT_TRUE(described.starts_with("mtscompfs_")) << described;
      ++n_samples;
    }
  }
  EXPECT_GT(n_samples, 15);
}

TEST_F(StatusTest, ProblemsAreListedWithTheirReasons) {
  write_pair("bad.cbin");
  write("bad.ch", "{");
  const SyntheticRecording cut = write_pair("cut.cbin");
  std::filesystem::resize_file(cut.cbin_path, 10);
  EXPECT_EQ(status_file("problems"), "");
  list();
  EXPECT_THAT(status_file("problems"),
              HasSubstr("bad.ch: not shown as a recording: "));
  EXPECT_THAT(status_file("problems"), HasSubstr("cut.cbin: the file has "));
  EXPECT_EQ(number("errors", "problems"), 2U);
}

// Bug: a .cbin without a header was not reported anywhere.
TEST_F(StatusTest, CbinWithoutAHeaderIsAProblem) {
  write("a.cbin", "x");
  write("b.cbin", "x");
  write("b.cbin.ch", "{}");
  list();
  EXPECT_EQ(status_file("problems"),
            source_.path() +
                "/a.cbin: not shown as a recording: its header a.ch is "
                "missing\n" +
                source_.path() +
                "/b.cbin: not shown as a recording: its header b.ch is "
                "missing; rename b.cbin.ch if it is that header\n");
  EXPECT_THAT(mounted().log(), HasSubstr("its header a.ch is missing"));
}

TEST_F(StatusTest, ProgramPrintsItForPeople) {
  write_pair("bad.cbin");
  write("bad.ch", "{");
  list();
  const ProgramResult result = run_mtscompfs({"--status", shown("")});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, StartsWith(source_.path() + " is shown at "));
  EXPECT_THAT(result.output, HasSubstr("bad.ch: not shown as a recording: "));
}

TEST_F(StatusTest, ProgramEscapesControlCharactersOfPaths) {
  const std::string source = in_source("a\n\x1b[2J");
  std::filesystem::create_directory(source);
  const MountedTree mounted(source);
  const ProgramResult result =
      run_mtscompfs({"--status", mounted.mount_point()});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, StartsWith(in_source("a\\n\\x1b[2J is shown")));
}

TEST_F(StatusTest, ProgramSaysWhereThereIsNoMount) {
  const ProgramResult result = run_mtscompfs({"--status", source_.path()});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr(": not a mount of mtscompfs"));
}

TEST_F(StatusTest, RecordingsHaveAttributes) {
  const SyntheticRecording pair = write_pair("x.cbin");
  write("y");
  const auto attribute = [this](const std::string& name) {
    std::string value(1000, '\0');
    const ssize_t size =
        ::getxattr(shown("x.bin").c_str(), ("user.mtscomp." + name).c_str(),
                   value.data(), value.size());
    return size < 0 ? "none" : value.substr(0, static_cast<std::size_t>(size));
  };
  EXPECT_EQ(attribute("n_channels"), "4");
  EXPECT_EQ(attribute("sample_rate"), "30000");
  EXPECT_EQ(attribute("dtype"), "int16");
  EXPECT_EQ(attribute("n_samples"), "250");
  EXPECT_EQ(attribute("sha1"), *pair.header.sha1_uncompressed);
  EXPECT_EQ(attribute("cbin"), "x.cbin");
  EXPECT_NE(attribute("chunk_duration"), "none");
  EXPECT_NE(attribute("ratio"), "none");
  EXPECT_EQ(attribute("nonsense"), "none");
  std::string names(1000, '\0');
  const ssize_t size =
      ::listxattr(shown("x.bin").c_str(), names.data(), names.size());
  EXPECT_EQ(std::count(names.begin(), names.begin() + size, '\0'), 8);
  EXPECT_EQ(::listxattr(shown("x.bin").c_str(), names.data(), 3), -1);
  EXPECT_EQ(errno, ERANGE);
  EXPECT_EQ(::listxattr(shown("y").c_str(), names.data(), names.size()), 0);
}

}  // namespace
}  // namespace mtscomp
