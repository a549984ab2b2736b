// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Random trees that users read through a mount: no user can read a file there,
// or find a pair behind links, if the source refuses it to this user.
// MTSCOMP_PERMISSION_CHECKS is the number of checks.
#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "integration/mount/permission_tree.h"
#include "integration/support/mounted_tree.h"
#include "mtscomp/base/file_descriptor.h"
#include "support/bytes.h"
#include "support/person.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

struct Counts {
  std::size_t checks = 0;
  std::size_t readable = 0;  // Readable in the mount and in the source.
  std::size_t refused = 0;   // Refused by both.
  std::size_t stricter = 0;  // Refused by the mount only.
  std::size_t leaks = 0;

  void add(const Counts& more) {
    checks += more.checks;
    readable += more.readable;
    refused += more.refused;
    stricter += more.stricter;
    leaks += more.leaks;
  }
};

bool can_read(const std::string& path) {
  const FileDescriptor file(
      ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status = {};
  if (!file.is_open() || ::fstat(file.get(), &status) != 0) {
    return false;
  }
  char byte = 0;
  return S_ISDIR(status.st_mode) || ::pread(file.get(), &byte, 1, 0) >= 0;
}

bool can_stat(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0;
}

// The checks of one user, in a process with the identity of this user.
class UserChecks {
 public:
  UserChecks(const std::string& mount, const std::vector<ShownFile>& files)
      : mount_(mount), files_(files) {}

  Counts run(std::uint64_t seed) {
    std::vector<std::size_t> order(files_.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
    }
    std::mt19937_64 random(seed);
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t i : order) {
      check(files_[i]);
    }
    return counts_;
  }

 private:
  void check(const ShownFile& file) {
    const std::string shown = mount_ + '/' + file.shown;
    const bool is_found = can_stat(shown);
    const bool is_read = can_read(shown);
    const auto all = [&file](auto may) {
      return std::all_of(file.sources.begin(), file.sources.end(), may);
    };
    const bool may_find = all(can_stat);
    const bool may_read = all(can_read);
    ++counts_.checks;
    ++(is_read    ? counts_.readable
       : may_read ? counts_.stricter
                  : counts_.refused);
    if ((is_read && !may_read) || (is_found && !may_find)) {
      ++counts_.leaks;
      std::fprintf(stderr, "user %u, group %u %s %s, and not %s\n", ::getuid(),
                   ::getgid(), is_read && !may_read ? "reads" : "finds",
                   shown.c_str(), file.sources.front().c_str());
    }
  }

  const std::string& mount_;
  const std::vector<ShownFile>& files_;
  Counts counts_;
};

class PermissionsCampaignTest : public MountTest {
 protected:
  void SetUp() override {
    MountTest::SetUp();
    if (::geteuid() != 0) {
      GTEST_SKIP() << "becoming other users takes root";
    }
  }

  // All users run at the same time.
  Counts check_all(const MountedTree& mounted, const PermissionTree& tree) {
    std::vector<std::pair<pid_t, FileDescriptor>> children;
    for (const Person& person : all_persons()) {
      std::array<int, 2> ends = {};
      EXPECT_EQ(::pipe(ends.data()), 0);
      const std::uint64_t seed = random_();
      const pid_t child = ::fork();
      if (child == 0) {
        become(person);
        const Counts counts =
            UserChecks(mounted.mount_point(), tree.files()).run(seed);
        ::_exit(::write(ends[1], &counts, sizeof(counts)) == sizeof(counts)
                    ? 0
                    : 1);
      }
      ::close(ends[1]);
      children.emplace_back(child, FileDescriptor(ends[0]));
    }
    Counts sum;
    for (const auto& [child, output] : children) {
      Counts counts;
      EXPECT_EQ(::read(output.get(), &counts, sizeof(counts)),
                static_cast<ssize_t>(sizeof(counts)));
      ::waitpid(child, nullptr, 0);
      sum.add(counts);
    }
    return sum;
  }

  static void become(const Person& person) {
    if (::setgroups(1, &person.groups[1]) != 0 ||
        ::setgid(person.groups[0]) != 0 || ::setuid(person.user) != 0) {
      ::_exit(1);
    }
  }

  static void send_sighup(const MountedTree& mounted) {
    const std::size_t before = count_lines(mounted);
    ::kill(mounted.process(), SIGHUP);
    for (int i = 0; i < 3000 && count_lines(mounted) == before; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
  }
  static std::size_t count_lines(const MountedTree& mounted) {
    const std::string log = mounted.log();
    std::size_t n = 0;
    for (std::size_t at = log.find("SIGHUP: "); at != std::string::npos;
         at = log.find("SIGHUP: ", at + 1)) {
      ++n;
    }
    return n;
  }

  // A new tree in a new mount, with several sets of permissions in turn.
  void run_round(const char* options) {
    constexpr int kChanges = 5;
    const TempDir source;
    const TempDir outside;
    ::chmod(source.path().c_str(), 0755);
    ::chmod(outside.path().c_str(), 0755);
    PermissionTree tree(source.path(), outside.path(), random_());
    const MountedTree mounted(
        source.path(), {.arguments = {"-o", options}, .mount_point = ""});
    open_to_others(mounted.mount_point());
    for (int i = 0; i < kChanges; ++i) {
      counts_.add(check_all(mounted, tree));
      tree.change_permissions();
      send_sighup(mounted);
    }
    n_acls_ += tree.n_acls();
  }

  static void open_to_others(const std::filesystem::path& mount_point) {
    ::chmod(mount_point.parent_path().c_str(), 0755);
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  Counts counts_;
  std::size_t n_acls_ = 0;
};

TEST_F(PermissionsCampaignTest,
       NobodyReadsThroughTheMountWhatTheSourceRefuses) {
  constexpr std::size_t kShort = 10'000;
  const char* const wanted = std::getenv("MTSCOMP_PERMISSION_CHECKS");
  const std::size_t n_checks = wanted == nullptr ? kShort : std::stoul(wanted);
  constexpr std::array kOptions = {
      "allow_other", "allow_other,timeout=0", "allow_other,follow_symlinks",
      "allow_other,immutable", "allow_other,immutable,follow_symlinks"};
  for (std::size_t i = 0; counts_.checks < n_checks; ++i) {
    run_round(kOptions[i % kOptions.size()]);
  }
  std::printf(
      "%zu checks: %zu readable, %zu refused by mount and source, %zu by the "
      "mount alone, %zu leaks; %zu ACLs\n",
      counts_.checks, counts_.readable, counts_.refused, counts_.stricter,
      counts_.leaks, n_acls_);
  EXPECT_EQ(counts_.leaks, 0U);
  EXPECT_GT(counts_.readable, counts_.checks / 20);
}

}  // namespace
}  // namespace mtscomp
