// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-pack and mtscomp-unpack on a system that refuses: each call of each
// kind fails once, then many at random.  Whatever fails, the input stays, no
// .ch stands beside a .cbin that it does not describe, an older pair is there
// unless the new one is, and a run without faults completes.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "faults/fault_injector.h"
#include "integration/mounted_tree.h"
#include "mtscomp/base/error.h"
#include "mtscomp/reader/header_file.h"
#include "mtscomp/reader/sample_slice.h"
#include "support/bytes.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

struct Trouble {
  Fault fault;
  int error = 0;
};

// A call that fails so ends the run, or does not matter to it.
const std::vector<Trouble> kFatal = {
    {Fault::kOpenError, EMFILE},  {Fault::kReadError, EIO},
    {Fault::kStatusError, EIO},   {Fault::kWriteError, ENOSPC},
    {Fault::kWriteError, EDQUOT}, {Fault::kSyncError, EIO},
    {Fault::kRenameError, EIO},   {Fault::kUnlinkError, EIO},
    {Fault::kModeError, EIO},
};
// Calls that are made again or in another way, or that do not matter.
const std::vector<Trouble> kHarmless = {
    {Fault::kReadShort},
    {Fault::kReadInterrupted},
    {Fault::kWriteShort},
    {Fault::kWriteInterrupted},
    {Fault::kCloseError, EIO},
    // As a file system answers that cannot rename without replacing, or has
    // no permissions.
    {Fault::kRenameError, EINVAL},
    {Fault::kModeError, EPERM},
};

constexpr std::size_t kChannels = 10;
constexpr std::size_t kChunks = 2;
constexpr std::size_t kSamplesInChunk = 100;

class PackFaultsTest : public ::testing::Test {
 protected:
  static Bytes random_raw(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Bytes raw(kChunks * kSamplesInChunk * kChannels * 2);
    for (std::size_t i = 0; i < raw.size(); i += 2) {
      raw[i] = static_cast<std::byte>(random() % 20);
    }
    return raw;
  }

  std::string path(const std::string& name) const {
    return directory_.file(name);
  }

  // With faults, or the program as it is.
  ProgramResult run(const std::string& program,
                    const std::vector<std::string>& arguments) const {
    std::vector<std::string> command = faults_.wrapper();
    command.insert(command.end(), {"HOME=" + home_.path(), program});
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_program(command);
  }
  std::vector<std::string> pack_arguments(
      const std::string& input, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {
        input,   "-n", std::to_string(kChannels),       "-d",
        "int16", "-s", std::to_string(kSamplesInChunk), "-p",
        "1",     "-q"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  ProgramResult pack(const std::string& program,
                     const std::vector<std::string>& more = {}) {
    return run(program, pack_arguments(path("x.bin"), more));
  }

  // Whether the pair decodes to `raw`, and has the SHA-1s that it names.
  bool is_pair_of(const Bytes& raw, const std::string& stem = "x") const {
    const std::string cbin = path(stem + ".cbin");
    const Header header = read_header_file(path(stem + ".ch"));
    Bytes decoded;
    for_each_chunk(*open_recording(cbin),
                   [&](std::uint64_t, std::span<const std::byte> chunk) {
                     decoded.insert(decoded.end(), chunk.begin(), chunk.end());
                   });
    return decoded == raw &&
           header.sha1_compressed == sha1_of(read_file(cbin)) &&
           header.sha1_uncompressed == sha1_of(raw);
  }

  void put_old_pair() {
    for (const std::string name : {"x.cbin", "x.ch"}) {
      fs::copy_file(old_.file(name), path(name),
                    fs::copy_options::overwrite_existing);
    }
  }
  void remove_outputs() {
    for (const std::string& name : directory_.files()) {
      if (!name.ends_with(".bin")) {
        fs::remove(path(name));
      }
    }
  }

  void check_input() const {
    EXPECT_TRUE(same_bytes(raw_, read_file(path("x.bin"))));
  }
  void check_message(const ProgramResult& failed, const Trouble& trouble) {
    EXPECT_EQ(failed.exit_code, 1) << failed.output;
    EXPECT_THAT(failed.output,
                HasSubstr(std::generic_category().message(trouble.error)));
    EXPECT_THAT(failed.output, HasSubstr(directory_.path()));
  }

  // Without an older pair: both files are there and right, or none.
  void check_fresh(const ProgramResult& result, const Trouble& trouble) {
    check_input();
    if (result.exit_code == 0) {
      EXPECT_TRUE(is_pair_of(raw_));
      return;
    }
    check_message(result, trouble);
    EXPECT_FALSE(fs::exists(path("x.cbin")));
    EXPECT_FALSE(fs::exists(path("x.ch")));
    faults_.stop_all();
    const ProgramResult again = pack(MTSCOMP_PACK_PROGRAM);
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_TRUE(is_pair_of(raw_));
    EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
  }

  // With one: that, or the new one.
  void check_replaced(const ProgramResult& result, const Trouble& trouble) {
    check_input();
    if (result.exit_code == 0) {
      EXPECT_TRUE(is_pair_of(raw_));
      return;
    }
    check_message(result, trouble);
    EXPECT_TRUE(is_pair_of(old_raw_));
    faults_.stop_all();
    const ProgramResult again = pack(MTSCOMP_PACK_PROGRAM, {"--overwrite"});
    EXPECT_EQ(again.exit_code, 0) << again.output;
    EXPECT_TRUE(is_pair_of(raw_));
    EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
  }

  // Calls `attempt` with the first, second, ... call failing, until there is
  // none that could; with sanitizers, which are slow, every third.  Returns the
  // number of the last that failed.
  template <typename Attempt>
  std::uint64_t sweep(const Trouble& trouble, Attempt attempt) {
    const std::uint64_t step =
        std::getenv("MTSCOMP_SANITIZED") == nullptr ? 1 : 3;
    std::uint64_t last = 0;
    for (std::uint64_t nth = 1;; nth += step) {
      SCOPED_TRACE(fmt::format("call {} of kind {}, errno {}", nth,
                               static_cast<int>(trouble.fault), trouble.error));
      faults_.fail_call(trouble.fault, nth, trouble.error);
      attempt();
      const bool was_hit = faults_.n_injected(trouble.fault) != 0;
      faults_.stop_all();
      if (!was_hit || ::testing::Test::HasFatalFailure()) {
        return last;
      }
      last = nth;
    }
  }

  TempDir directory_;
  TempDir home_;
  TempDir old_;
  FaultInjector faults_ = FaultInjector(directory_.path());
  Bytes raw_ = random_raw(1);
  Bytes old_raw_ = random_raw(2);

  void SetUp() override {
    write_file(path("x.bin"), old_raw_);
    ASSERT_EQ(pack(MTSCOMP_PACK_PROGRAM).output, "");
    for (const std::string name : {"x.cbin", "x.ch"}) {
      fs::rename(path(name), old_.file(name));
    }
    write_file(path("x.bin"), raw_);
  }
};

TEST_F(PackFaultsTest, EachFailingCallLeavesNothingOrTheWholePair) {
  for (const Trouble& trouble : kFatal) {
    const std::uint64_t n = sweep(trouble, [&] {
      remove_outputs();
      check_fresh(pack(MTSCOMP_PACK_WITH_FAULTS), trouble);
    });
    EXPECT_GE(n, 1U) << static_cast<int>(trouble.fault);
  }
}

TEST_F(PackFaultsTest, EachFailingCallLeavesTheOldPairOrTheNew) {
  for (const Trouble& trouble : kFatal) {
    const std::uint64_t n = sweep(trouble, [&] {
      remove_outputs();
      put_old_pair();
      check_replaced(pack(MTSCOMP_PACK_WITH_FAULTS, {"--overwrite"}), trouble);
    });
    EXPECT_GE(n, 1U) << static_cast<int>(trouble.fault);
  }
}

TEST_F(PackFaultsTest, ShortAndInterruptedCallsAreNotSeen) {
  for (const Trouble& trouble : kHarmless) {
    const std::uint64_t n = sweep(trouble, [&] {
      remove_outputs();
      const ProgramResult result = pack(MTSCOMP_PACK_WITH_FAULTS);
      EXPECT_EQ(result.output, "");
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_TRUE(is_pair_of(raw_));
    });
    EXPECT_GE(n, 1U) << static_cast<int>(trouble.fault);
  }
}

// One is packed whatever becomes of the other.
TEST_F(PackFaultsTest, TreeRunFailsOneRecordingAndCompletesWhenItIsRunAgain) {
  const std::vector<std::string> arguments =
      pack_arguments(directory_.path(), {"--normal-priority"});
  write_file(path("y.bin"), old_raw_);
  for (const Trouble& trouble :
       std::vector<Trouble>{{Fault::kReadError, EIO},
                            {Fault::kRenameError, EIO},
                            {Fault::kWriteError, EIO}}) {
    const std::uint64_t n = sweep(trouble, [&] {
      remove_outputs();
      const ProgramResult result = run(MTSCOMP_PACK_WITH_FAULTS, arguments);
      const bool was_hit = faults_.n_injected(trouble.fault) != 0;
      EXPECT_EQ(result.exit_code, was_hit ? 1 : 0) << result.output;
      EXPECT_EQ(fs::exists(path("x.ch")) + fs::exists(path("y.ch")),
                was_hit ? 1 : 2);
      faults_.stop_all();
      EXPECT_EQ(run(MTSCOMP_PACK_PROGRAM, arguments).exit_code, 0);
      EXPECT_TRUE(is_pair_of(raw_));
      EXPECT_TRUE(is_pair_of(old_raw_, "y"));
    });
    EXPECT_GE(n, 2U);
  }
  EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch",
                                              "y.bin", "y.cbin", "y.ch"));
}

TEST_F(PackFaultsTest, ManyFaultsAtRandomLoseNothing) {
  constexpr int kRuns = 20;
  int n_failed = 0;
  for (int i = 0; i < kRuns; ++i) {
    SCOPED_TRACE(i);
    put_old_pair();
    for (const Trouble& trouble : kFatal) {
      // What puts the old pair back must not fail itself, of course.
      if (trouble.fault != Fault::kRenameError) {
        faults_.fail_some(trouble.fault, 30, trouble.error);
      }
    }
    faults_.fail_some(Fault::kReadShort, 300);
    faults_.fail_some(Fault::kWriteInterrupted, 300);
    const ProgramResult result =
        pack(MTSCOMP_PACK_WITH_FAULTS, {"--overwrite"});
    faults_.stop_all();
    check_input();
    n_failed += result.exit_code == 0 ? 0 : 1;
    EXPECT_TRUE(is_pair_of(result.exit_code == 0 ? raw_ : old_raw_))
        << result.output;
  }
  EXPECT_GT(n_failed, 0);
  EXPECT_EQ(pack(MTSCOMP_PACK_PROGRAM, {"--overwrite"}).exit_code, 0);
  EXPECT_THAT(directory_.files(), ElementsAre("x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackFaultsTest, UnpackedFileAppearsOnlyWhole) {
  ASSERT_EQ(pack(MTSCOMP_PACK_PROGRAM).output, "");
  const std::vector<std::string> arguments = {
      path("x.cbin"), "-o", path("back.bin"), "-p", "1", "-q"};
  for (const Trouble& trouble : kFatal) {
    const std::uint64_t n = sweep(trouble, [&] {
      fs::remove(path("back.bin"));
      const ProgramResult result = run(MTSCOMP_UNPACK_WITH_FAULTS, arguments);
      if (result.exit_code != 0) {
        check_message(result, trouble);
        EXPECT_FALSE(fs::exists(path("back.bin")));
        faults_.stop_all();
        EXPECT_EQ(run(MTSCOMP_UNPACK_PROGRAM, arguments).output, "");
      }
      EXPECT_TRUE(same_bytes(raw_, read_file(path("back.bin"))));
    });
    EXPECT_GE(n, 1U) << static_cast<int>(trouble.fault);
  }
  EXPECT_THAT(directory_.files(),
              ElementsAre("back.bin", "x.bin", "x.cbin", "x.ch"));
}

TEST_F(PackFaultsTest, UnpackingOverAFileLeavesThatOrTheNewOne) {
  ASSERT_EQ(pack(MTSCOMP_PACK_PROGRAM).output, "");
  const Bytes before = to_bytes("what was there");
  for (const Trouble& trouble : kFatal) {
    sweep(trouble, [&] {
      write_file(path("back.bin"), before);
      const ProgramResult result =
          run(MTSCOMP_UNPACK_WITH_FAULTS,
              {path("x.cbin"), "-o", path("back.bin"), "-p", "1", "-q", "-f"});
      const Bytes found = read_file(path("back.bin"));
      EXPECT_TRUE(found == raw_ || (found == before && result.exit_code != 0))
          << result.output;
    });
  }
}

}  // namespace
}  // namespace mtscomp
