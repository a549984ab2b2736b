// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#ifndef MTSCOMP_TESTS_INTEGRATION_FAULTY_MOUNT_H_
#define MTSCOMP_TESTS_INTEGRATION_FAULTY_MOUNT_H_

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/files/file_io.h"
#include "integration/faults/fault_injector.h"
#include "integration/support/mounted_tree.h"
#include "mtscomp/format/chunk_table.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {

// A mount of two recordings, a and b, by a daemon whose system calls fail on
// request.
class FaultyMount : public MountTest {
 protected:
  static constexpr std::size_t kPage = 4096;
  using Clock = std::chrono::steady_clock;

  // The recordings are made once and copied for each test.
  static void SetUpTestSuite() {
    originals_ = std::make_unique<TempDir>();
    for (std::size_t i = 0; i < 2; ++i) {
      recordings_[i] = write_synthetic_recording(
          originals_->path(), i == 0 ? "a" : "b", mapped_chunks(i));
    }
  }
  static void TearDownTestSuite() { originals_.reset(); }

  void SetUp() override {
    MountTest::SetUp();
    for (const std::string& name : originals_->files()) {
      std::filesystem::copy_file(originals_->file(name), source_.file(name));
    }
  }

  static void wait_until(const std::function<bool()>& holds) {
    const Clock::time_point deadline = Clock::now() + std::chrono::seconds(60);
    while (!holds()) {
      ASSERT_LT(Clock::now(), deadline);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  void mount(const std::vector<std::string>& limits = {},
             const std::string& options = "timeout=0") {
    std::vector<std::string> wrapper = faults_.wrapper();
    wrapper.insert(wrapper.end(), limits.begin(), limits.end());
    mounted_ = std::make_unique<MountedTree>(
        source_.path(), MountOptionsForTest{.arguments = {"-o", options},
                                            .mount_point = "",
                                            .wrapper = wrapper,
                                            .program = MTSCOMPFS_WITH_FAULTS});
  }

  std::string shown(const std::string& name) { return mounted_->file(name); }

  // Opens for reads that the daemon answers, not the page cache.
  FileDescriptor open_direct(const std::string& name) {
    return FileDescriptor(
        ::open(shown(name).c_str(), O_RDONLY | O_DIRECT | O_CLOEXEC));
  }

  // The errno of reading one page, or 0 if its bytes equal the truth.
  int read_page(const FileDescriptor& file, const Bytes& truth,
                std::uint64_t offset) {
    alignas(kPage) std::array<std::byte, kPage> page = {};
    const std::size_t expected = std::min(kPage, truth.size() - offset);
    const ssize_t n = ::pread(file.get(), page.data(), page.size(),
                              static_cast<off_t>(offset));
    if (n < 0) {
      return errno;
    }
    EXPECT_TRUE(same_bytes(std::span(truth).subspan(offset, expected),
                           std::span(page).first(static_cast<size_t>(n))))
        << "at " << offset;
    return 0;
  }

  // Returns when the whole file is read correctly, through a descriptor that
  // was open during the fault.
  void expect_heals(const FileDescriptor& file, const Bytes& truth) {
    const Clock::time_point start = Clock::now();
    for (std::uint64_t at = 0; at < truth.size(); at += kPage) {
      wait_until([&] { return read_page(file, truth, at) == 0; });
    }
    std::printf("whole after %.2f s\n",
                std::chrono::duration<double>(Clock::now() - start).count());
  }

  TempDir source_;
  FaultInjector faults_ = FaultInjector(source_.path());
  const SyntheticRecording& a_ = recordings_[0];
  const SyntheticRecording& b_ = recordings_[1];
  const std::string a_path_ = source_.file("a.cbin");
  ChunkTable chunks_ = ChunkTable(a_.header);
  std::unique_ptr<MountedTree> mounted_;

 private:
  // Chunks of about 270 KiB, so that their memory is mapped.
  static SyntheticOptions mapped_chunks(std::uint64_t seed) {
    SyntheticOptions options;
    options.n_channels = 65;
    options.chunk_lengths = {2100, 2100, 2100, 2100, 2100};
    options.seed = seed;
    return options;
  }

  static inline std::unique_ptr<TempDir> originals_;
  static inline std::array<SyntheticRecording, 2> recordings_;
};

}  // namespace mtscomp

#endif  // MTSCOMP_TESTS_INTEGRATION_FAULTY_MOUNT_H_
