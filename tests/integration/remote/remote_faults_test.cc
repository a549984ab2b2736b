// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A mount whose server fails.  With MTSCOMP_CAMPAIGN=1, the tests run longer.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>
#include <thread>

#include "base/files/file_io.h"
#include "integration/remote/remote_archive.h"
#include "support/campaign.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

// Faults after which the same request succeeds.
constexpr const char* kPassingFaults =
    R"([{"delay": "200ms"}, {"rate": "100K"},
        {"stall": {"at": 100, "for": "300ms"}},
        {"cut": "before header"}, {"cut": 100}, {"reset": "before header"},
        {"reset": 200}, {"short": 10}, {"long": 10}, {"refuse": "100ms"},
        {"close": true}, {"ignore_range": true}, {"shrink": 10},
        {"content_range": {"first": 1}}, {"content_range": {"last": -1}},
        {"headers": {"content-range": null}}, {"gzip": true},
        {"truncate": 0.5}, {"error": {"status": 500}},
        {"error": {"status": 503, "retry_after": "0"}},
        {"error": {"status": 429}}, {"error": {"status": 408}},
        {"redirect": {"to": "{self}", "status": 302}}])";

// Faults that pretend another version or change bytes.
constexpr const char* kLies =
    R"([{"etag": "changed"}, {"etag": "none"}, {"etag": "weak"}, {"corrupt": 30},
        {"content_range": {"total": 1}}, {"error": {"status": 412}},
        {"error": {"status": 416}}, {"error": {"status": 403}},
        {"error": {"status": 404}}])";

class RemoteFaultsTest : public RemoteArchiveTest {
 protected:
  void SetUp() override {
    RemoteArchiveTest::SetUp();
    pair_ = write_synthetic_recording(
        source_.path(), "x",
        {.chunk_lengths = std::vector<std::uint64_t>(60, 2000)});
    mount_with(fmt::format("timeout_remote={}", kBudget.count()));
  }

  // `part` of the requests get one of the faults.
  void set_random_faults(const char* faults, double part, std::uint64_t seed) {
    server().set_faults(fmt::format(
        R"([{{"path": "[.]cbin$", "range": true, "probability": {},
              "seed": {}, "fault": {}}}])",
        part, seed, faults));
  }

  // Empties all caches.
  void look_again() {
    const auto n_done = [this] {
      const std::string log = mounted().log();
      std::size_t n = 0;
      for (std::size_t at = log.find(kDropped); at != std::string::npos;
           at = log.find(kDropped, at + 1)) {
        ++n;
      }
      return n;
    };
    const std::size_t n_before = n_done();
    ASSERT_EQ(::kill(mounted().process(), SIGHUP), 0);
    ASSERT_TRUE(holds_soon([&] { return n_done() > n_before; }));
  }

  // Reads the file in pieces.  Returns the number of pieces that could not be
  // read.  All others must be right.
  std::size_t read_pieces(const FileDescriptor& file,
                          std::span<const std::byte> raw) {
    constexpr std::size_t kPiece = 16'000;  // A chunk.
    std::size_t n_failed = 0;
    Bytes piece(kPiece);
    for (std::size_t at = 0; at < raw.size(); at += kPiece) {
      const Clock::time_point start = Clock::now();
      const ::ssize_t n =
          ::pread(file.get(), piece.data(), kPiece, static_cast<off_t>(at));
      EXPECT_LT(Clock::now() - start, kBudget + std::chrono::seconds(2));
      if (n < 0) {
        ++n_failed;
      } else {
        // Fewer bytes if the next page could not be read.
        const auto size = static_cast<std::size_t>(n);
        EXPECT_TRUE(
            same_bytes(raw.subspan(at, size), std::span(piece).first(size)));
        n_failed += size < kPiece ? 1 : 0;
      }
    }
    return n_failed;
  }

  // Lets readers wait for the chunks from number 30 on.
  std::vector<std::thread> start_readers(std::size_t n) {
    stall_samples();
    std::vector<std::thread> readers;
    for (std::size_t i = 0; i < n; ++i) {
      readers.emplace_back([path = shown("x.bin"), i] {
        const FileDescriptor file = open_for_reading(path);
        char byte = 0;
        EXPECT_LT(::pread(file.get(), &byte, 1,
                          static_cast<off_t>((30 + i % 30) * 16'000)),
                  0);
      });
    }
    return readers;
  }

  static constexpr std::chrono::seconds kBudget{10};
  static constexpr std::string_view kDropped = "SIGHUP: dropped all caches";
};

TEST_F(RemoteFaultsTest, FilesAreReadRightIfRequestsFailAtRandom) {
  mount_archive();
  const std::uint64_t n_rounds = is_campaign() ? 200 : 8;
  for (std::uint64_t i = 0; i < n_rounds; ++i) {
    set_random_faults(kPassingFaults, 0.05, test_seed() + i);
    look_again();
    const FileDescriptor file = open_for_reading(shown("x.bin"));
    EXPECT_EQ(read_pieces(file, pair_.raw), 0U);
  }
  EXPECT_GT(mounted().status("server", "retries"), 0U);
}

TEST_F(RemoteFaultsTest, ServerThatLiesCausesNoWrongByte) {
  mount_archive();
  std::size_t n_failed = 0;
  const std::uint64_t n_rounds = is_campaign() ? 200 : 8;
  for (std::uint64_t i = 0; i < n_rounds; ++i) {
    set_random_faults(kLies, 0.05, test_seed() + i);
    look_again();
    const FileDescriptor file = open_for_reading(shown("x.bin"));
    n_failed += read_pieces(file, pair_.raw);
  }
  EXPECT_GT(n_failed, 0U);
}

TEST_F(RemoteFaultsTest, ReadersWaitForAServerThatReturns) {
  const std::chrono::seconds absence(is_campaign() ? 60 : 2);
  mount_with(fmt::format("timeout_remote={}", absence.count() + 30));
  mount_archive();
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  server().leave();
  std::thread reader([&] {
    Bytes samples(pair_.raw.size());
    EXPECT_EQ(pread_up_to(file, samples, 0, "x.bin"), samples.size());
    EXPECT_TRUE(same_bytes(pair_.raw, samples));
  });
  std::this_thread::sleep_for(absence);
  server().come_back();
  reader.join();
}

TEST_F(RemoteFaultsTest, ReplacedFileIsNeverMixed) {
  mount_archive();
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  Bytes start(100);
  ASSERT_EQ(pread_up_to(file, start, 0, "x.bin"), start.size());
  const Bytes old = pair_.raw;
  pair_ = write_synthetic_recording(
      source_.path(), "x",
      {.chunk_lengths = std::vector<std::uint64_t>(60, 2000), .seed = 1});
  EXPECT_GE(read_pieces(file, old), 50U);  // A few chunks were prefetched.
  EXPECT_TRUE(holds_soon([&] {
    try {
      return same_bytes(pair_.raw, read_file(shown("x.bin"))) ==
             testing::AssertionSuccess();
    } catch (const std::system_error&) {
      return false;
    }
  }));
}

TEST_F(RemoteFaultsTest, StalledServerDelaysNeitherListingsNorCachedReads) {
  mount_archive();
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  Bytes start(16'000);
  ASSERT_EQ(pread_up_to(file, start, 0, "x.bin"), start.size());
  std::vector<std::thread> readers = start_readers(20);
  const Clock::time_point before = Clock::now();
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(list(), std::set<std::string>{"x.bin"});
    EXPECT_EQ(pread_up_to(file, start, 0, "x.bin"), start.size());
  }
  EXPECT_LT(Clock::now() - before, std::chrono::seconds(3));
  for (std::thread& reader : readers) {
    reader.join();
  }
  // Readers that waited for a thread fail as early as the others.
  EXPECT_LT(Clock::now() - before, kBudget + std::chrono::seconds(5));
}

TEST_F(RemoteFaultsTest, KilledReaderIsGoneAtOnce) {
  mount_archive();
  stall_samples();
  const Clock::time_point start = Clock::now();
  EXPECT_NE(run_program({"timeout", "-s", "KILL", "1", "head", "-c", "1",
                         shown("x.bin")})
                .exit_code,
            0);
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(4));
}

TEST_F(RemoteFaultsTest, ManyReadersStayWithinTheMemory) {
  mount_with("cache_size=1M");
  mount_archive();
  std::vector<std::thread> readers;
  for (std::size_t i = 0; i < 64; ++i) {
    readers.emplace_back([this, i] {
      const FileDescriptor file = open_for_reading(shown("x.bin"));
      std::mt19937_64 random(test_seed() + i);
      Bytes bytes(100);
      for (int n = 0; n < 30; ++n) {
        const std::size_t at = random() % (pair_.raw.size() - bytes.size());
        EXPECT_EQ(pread_up_to(file, bytes, at, "x.bin"), bytes.size());
        EXPECT_TRUE(
            same_bytes(std::span(pair_.raw).subspan(at, bytes.size()), bytes));
      }
    });
  }
  std::atomic<bool> is_over = false;
  std::uint64_t most = 0;
  std::thread watch([&] {
    while (!is_over) {
      most = std::max(most, mounted().status("cache", "bytes"));
    }
  });
  for (std::thread& reader : readers) {
    reader.join();
  }
  is_over = true;
  watch.join();
  EXPECT_GT(most, 0U);
  EXPECT_LE(most, std::uint64_t{1} << 20);
}

}  // namespace
}  // namespace mtscomp
