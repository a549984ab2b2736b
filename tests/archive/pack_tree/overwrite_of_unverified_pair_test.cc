// Bug: --overwrite replaced pairs that could not be read or understood.
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The plain file had lost its content, so the pair was the only copy.  Only a
// wrong size, chunk or SHA-1 of the .cbin is damage, and a damaged pair is
// replaced only by the file that it was packed from.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "format/header_json.h"
#include "mtscomp/archive/pack_tree.h"
#include "reader/headers/header_file.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class OverwriteOfUnverifiedPairTest : public ::testing::Test {
 protected:
  OverwriteOfUnverifiedPairTest() {
    options_.request.n_channels = 2;
    options_.request.sample_rate = 10;
    options_.request.dtype = "int16";
    options_.replace_broken = true;
    for (std::size_t i = 0; i < raw_.size(); ++i) {
      raw_[i] = static_cast<std::byte>(i * i % 101);
    }
    write_file(raw_path_, raw_);
    EXPECT_EQ(run(), PackStatus::kPacked);
  }

  PackStatus run() {
    PackOutcome last;
    pack_tree(find_recordings(tree_.path()).recordings, options_, {},
              [&](const PackOutcome& outcome) { last = outcome; });
    reason_ = last.reason;
    return last.status;
  }

  void change_header(const std::function<void(Header&)>& change) const {
    Header header = read_header_file(ch_path_);
    change(header);
    write_file(ch_path_, serialize_header(header));
  }

  void damage() const {
    Bytes cbin = read_file(cbin_path_);
    cbin[cbin.size() / 2] ^= std::byte{1};
    write_file(cbin_path_, cbin);
  }

  void expect_kept(const std::string& reason) {
    const Bytes cbin = read_file(cbin_path_);
    const Bytes ch = read_file(ch_path_);
    for (const bool verify_existing : {false, true}) {
      options_.verify_existing = verify_existing;
      EXPECT_EQ(run(), PackStatus::kFailed);
      EXPECT_THAT(reason_, HasSubstr(reason));
      EXPECT_TRUE(same_bytes(cbin, read_file(cbin_path_)));
      EXPECT_TRUE(same_bytes(ch, read_file(ch_path_)));
    }
  }

  TempDir tree_;
  PackTreeOptions options_;
  Bytes raw_ = Bytes(4000);
  std::string raw_path_ = tree_.file("a.bin");
  std::string cbin_path_ = tree_.file("a.cbin");
  std::string ch_path_ = tree_.file("a.ch");
  std::string reason_;
};

TEST_F(OverwriteOfUnverifiedPairTest, KeepsOneOfAnotherVersion) {
  change_header([](Header& header) { header.version = "2.0"; });
  expect_kept("could not be verified and was not replaced");
}

TEST_F(OverwriteOfUnverifiedPairTest, KeepsOneWithAnotherAlgorithm) {
  change_header([](Header& header) { header.algorithm = "zstd"; });
  expect_kept("could not be verified and was not replaced");
}

TEST_F(OverwriteOfUnverifiedPairTest, KeepsOneBeyondTheLimits) {
  ::setenv("MTSCOMP_MAX_CHUNKS", "5", 1);
  expect_kept("MTSCOMP_MAX_CHUNKS=N");
  ::unsetenv("MTSCOMP_MAX_CHUNKS");
}

TEST_F(OverwriteOfUnverifiedPairTest, KeepsOneThatCannotBeOpened) {
  const std::string away = tree_.file("away");
  std::filesystem::rename(cbin_path_, away);
  std::filesystem::create_symlink("a.cbin", cbin_path_);  // ELOOP
  for (const bool verify_existing : {false, true}) {
    options_.verify_existing = verify_existing;
    EXPECT_EQ(run(), PackStatus::kFailed);
    EXPECT_TRUE(std::filesystem::is_symlink(cbin_path_));
  }
}

TEST_F(OverwriteOfUnverifiedPairTest, KeepsADataFileWhoseHeaderIsDamaged) {
  write_file(ch_path_, "{");
  expect_kept("the .cbin may be sound");
}

TEST_F(OverwriteOfUnverifiedPairTest, KeepsADamagedOneThatHasAnotherOrigin) {
  damage();
  Bytes zeros(raw_.size());
  write_file(raw_path_, zeros);
  options_.verify_existing = true;
  EXPECT_EQ(run(), PackStatus::kFailed);
  EXPECT_THAT(reason_, HasSubstr("damaged, but not replaced"));
  write_file(raw_path_, raw_);
  EXPECT_EQ(run(), PackStatus::kPacked);
  EXPECT_EQ(run(), PackStatus::kDone);
}

TEST_F(OverwriteOfUnverifiedPairTest, KeepsADamagedOneWhoseOriginIsUnknown) {
  change_header([](Header& header) { header.sha1_uncompressed.reset(); });
  damage();
  options_.verify_existing = true;
  EXPECT_EQ(run(), PackStatus::kFailed);
  EXPECT_THAT(reason_, HasSubstr("damaged, but not replaced"));
  EXPECT_THAT(reason_, HasSubstr("but the header has no SHA-1"));
}

}  // namespace
}  // namespace mtscomp
