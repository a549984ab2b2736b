// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Shown names for trees in the layouts of laboratories.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/files/file_io.h"
#include "format/npy_header.h"
#include "integration/support/mounted_view.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr const char* kA = "0d9b6cd4-7a3a-4b5e-8a87-1c7a3d0d4f01";
constexpr const char* kB = "1e8a5bc3-6b2b-4c6f-9b98-2d8b4e1e5f02";
constexpr const char* kC = "2f7c4ab2-5c1c-4d7a-8ca9-3e9c5f2f6a03";

class NamesTest : public MountedViewTest {};

TEST_F(NamesTest, SpikeGlxRunFolder) {
  const std::string probe = "run_g0/run_g0_imec0/";
  const SyntheticRecording ap =
      write_pair(probe + "run_g0_t0.imec0.ap.cbin", 1);
  const SyntheticRecording lf =
      write_pair(probe + "run_g0_t0.imec0.lf.cbin", 2);
  const SyntheticRecording nidq = write_pair("run_g0/run_g0_t0.nidq.cbin", 3);
  for (const char* const name :
       {"run_g0/run_g0_imec0/run_g0_t0.imec0.ap.meta",
        "run_g0/run_g0_imec0/run_g0_t0.imec0.lf.meta",
        "run_g0/run_g0_t0.nidq.meta", "run_g0/run_g0_imec0/params.py"}) {
    write(name, name);
  }
  EXPECT_THAT(list("run_g0"),
              UnorderedElementsAre("run_g0_imec0", "run_g0_t0.nidq.bin",
                                   "run_g0_t0.nidq.meta"));
  EXPECT_THAT(
      list("run_g0/run_g0_imec0"),
      UnorderedElementsAre("run_g0_t0.imec0.ap.bin", "run_g0_t0.imec0.ap.meta",
                           "run_g0_t0.imec0.lf.bin", "run_g0_t0.imec0.lf.meta",
                           "params.py"));
  EXPECT_TRUE(shows(probe + "run_g0_t0.imec0.ap.bin", ap.raw));
  EXPECT_TRUE(shows(probe + "run_g0_t0.imec0.lf.bin", lf.raw));
  EXPECT_TRUE(shows("run_g0/run_g0_t0.nidq.bin", nidq.raw));
  EXPECT_TRUE(shows(probe + "params.py", to_bytes(probe + "params.py")));
}

// Names of real recordings, from published examples of metadata.
TEST_F(NamesTest, NamesInTheWild) {
  const std::vector<std::string> stems = {
      "_spikeglx_ephysData_g0_t0.imec0.ap",
      "sample3A_g0_t0.imec.lf",
      "sample3B2_exported.imec0.ap",
      "sample3B_catgt.ap",
      "sample3B_version202304.ap",
      "sampleNP2.4_4shanks_appVersion20230905.ap",
      "sampleNHPlong_prototype.ap",
      "NP1110_2x192_bank4_g0_t0.imec0.ap",
      "NP-Ultra",
      "doppio-checkerboard_t0.imec0.ap",
      "non_human_primate_short_linear_probe_type_0",
      "sample3B_g0_t0.nidq"};
  std::set<std::string> expected;
  for (const std::string& stem : stems) {
    write_pair(stem + ".cbin");
    write(stem + ".meta");
    expected.insert({stem + ".bin", stem + ".meta"});
  }
  EXPECT_EQ(list(), expected);
  for (const std::string& name : expected) {
    EXPECT_EQ(read_errno(name), 0) << name;
  }
}

class NamesOneFolderTest : public NamesTest {
 protected:
  std::string named(const std::string& uuid, const std::string& suffix) const {
    return folder_ + "/_spikeglx_ephysData_g0_t0.imec0.ap" +
           (uuid.empty() ? "" : "." + uuid) + suffix;
  }
  void write_folder() {
    pair_ = write_pair(named(kA, ".cbin"), named(kB, ".ch"));
    write(named(kC, ".meta"), "nSavedChans=385");
    write(folder_ + "/_spikeglx_ephysData_g0_t0.imec0.sync." + kC + ".npy");
  }
  std::string last(const std::string& path) const {
    return std::filesystem::path(path).filename();
  }

  std::string folder_ = "raw_ephys_data/probe00";
  std::string other_ =
      std::string("_spikeglx_ephysData_g0_t0.imec0.sync.") + kC + ".npy";
  SyntheticRecording pair_;
};

TEST_F(NamesOneFolderTest, UuidsOfARecordingAreLeftOut) {
  write_folder();
  // A look-up before any listing.
  EXPECT_TRUE(shows(named("", ".bin"), pair_.raw));
  EXPECT_TRUE(shows(named("", ".meta"), to_bytes("nSavedChans=385")));
  EXPECT_THAT(list(folder_),
              UnorderedElementsAre(last(named("", ".bin")),
                                   last(named("", ".meta")), other_));
  for (const std::string& name :
       {named(kA, ".cbin"), named(kB, ".ch"), named(kC, ".meta"),
        named("", ".cbin"), named("", ".ch"), named(kA, ".bin")}) {
    EXPECT_EQ(lookup_errno(name), ENOENT) << name;
  }
}

TEST_F(NamesOneFolderTest, UuidsMayBeKept) {
  mount_with("keep_uuid");
  write_folder();
  EXPECT_THAT(list(folder_),
              UnorderedElementsAre(last(named(kA, ".bin")),
                                   last(named(kC, ".meta")), other_));
  EXPECT_TRUE(shows(named(kA, ".bin"), pair_.raw));
  EXPECT_EQ(lookup_errno(named("", ".bin")), ENOENT);
}

TEST_F(NamesOneFolderTest, CollidingNamesKeepTheirUuidsAndAreLogged) {
  const SyntheticRecording first =
      write_pair(named(kA, ".cbin"), named(kA, ".ch"), 1);
  const SyntheticRecording second =
      write_pair(named(kB, ".cbin"), named(kB, ".ch"), 2);
  EXPECT_THAT(list(folder_), UnorderedElementsAre(last(named(kA, ".bin")),
                                                  last(named(kB, ".bin"))));
  EXPECT_TRUE(shows(named(kA, ".bin"), first.raw));
  EXPECT_TRUE(shows(named(kB, ".bin"), second.raw));
  EXPECT_THAT(mounted().log(), HasSubstr("shown with its UUID"));
}

TEST_F(NamesOneFolderTest, RealFileWithAUuidOfItsOwnWins) {
  write_folder();
  write(named(kC, ".bin"), "the real one");
  EXPECT_THAT(list(folder_),
              UnorderedElementsAre(last(named(kC, ".bin")),
                                   last(named("", ".meta")), other_));
  EXPECT_EQ(lookup_errno(named("", ".bin")), ENOENT);
}

TEST_F(NamesOneFolderTest, CompressedFilesMayBeShownBeside) {
  mount_with("show_compressed");
  write_folder();
  EXPECT_THAT(list(folder_),
              UnorderedElementsAre(
                  last(named("", ".bin")), last(named("", ".meta")),
                  last(named("", ".cbin")), last(named("", ".ch")), other_));
  EXPECT_TRUE(shows(named("", ".cbin"), read_file(pair_.cbin_path)));
  EXPECT_TRUE(shows(named("", ".ch"), read_file(pair_.ch_path)));
  EXPECT_TRUE(shows(named("", ".bin"), pair_.raw));
}

TEST_F(NamesTest, OpenEphysFolder) {
  const std::string stream =
      "Record Node 101/experiment1/recording1/continuous/Probe-AP/";
  const SyntheticRecording pair = write_pair(stream + "continuous.cbin");
  write(stream + "timestamps.npy");
  write("Record Node 101/experiment1/recording1/structure.oebin", "{}");
  EXPECT_THAT(list(stream),
              UnorderedElementsAre("continuous.dat", "timestamps.npy"));
  EXPECT_TRUE(shows(stream + "continuous.dat", pair.raw));
  EXPECT_EQ(lookup_errno(stream + "continuous.bin"), ENOENT);
  EXPECT_TRUE(shows("Record Node 101/experiment1/recording1/structure.oebin",
                    to_bytes("{}")));
}

TEST_F(NamesTest, OfTwoOpenEphysFilesTheOneThatFitsIsThePair) {
  const SyntheticRecording pair = write_pair("continuous.cbin");
  write("continuous.cdat", "not it");
  EXPECT_THAT(list(),
              UnorderedElementsAre("continuous.dat", "continuous.cdat"));
  EXPECT_TRUE(shows("continuous.dat", pair.raw));
  EXPECT_TRUE(shows("continuous.cdat", to_bytes("not it")));
}

TEST_F(NamesTest, OpenEphysFileThatIsThereTwiceIsShownOnce) {
  const SyntheticRecording pair = write_pair("continuous.cdat");
  std::filesystem::copy_file(pair.cbin_path, in_source("continuous.cbin"));
  EXPECT_THAT(list(),
              UnorderedElementsAre("continuous.dat", "continuous.cbin"));
  EXPECT_TRUE(shows("continuous.dat", pair.raw));
}

TEST_F(NamesTest, NpyBeginsWithTheHeaderThatNumpyWrites) {
  const SyntheticRecording pair = write_pair("x.cnpy");
  const std::string header =
      make_npy_header(pair.header.dtype, pair.header.shape);
  ASSERT_EQ(header.size() % 64, 0U);
  Bytes expected = to_bytes(header);
  expected.insert(expected.end(), pair.raw.begin(), pair.raw.end());
  EXPECT_THAT(list(), ElementsAre("x.npy"));
  EXPECT_EQ(std::filesystem::file_size(shown("x.npy")), expected.size());
  EXPECT_TRUE(shows("x.npy", expected));
  // Direct reads that begin and end on either side of the first sample.
  const FileDescriptor file(
      ::open(shown("x.npy").c_str(), O_RDONLY | O_DIRECT));
  ASSERT_TRUE(file.is_open());
  for (const std::size_t start :
       {std::size_t{0}, header.size() - 3, header.size(), header.size() + 5}) {
    for (const std::size_t size : {std::size_t{1}, std::size_t{7},
                                   header.size(), expected.size() - start}) {
      Bytes bytes(size);
      ASSERT_EQ(
          ::pread(file.get(), bytes.data(), size, static_cast<off_t>(start)),
          static_cast<ssize_t>(size));
      EXPECT_TRUE(same_bytes(std::span(expected).subspan(start, size), bytes))
          << size << " bytes at " << start;
    }
  }
}

TEST_F(NamesTest, RealNpyWins) {
  write_pair("x.cnpy");
  write("x.npy", "the real one");
  EXPECT_THAT(list(), ElementsAre("x.npy"));
  EXPECT_TRUE(shows("x.npy", to_bytes("the real one")));
}

TEST_F(NamesTest, EachSuffixIsShownWithoutItsC) {
  for (const char* const suffix : {".cbin", ".cdat", ".craw"}) {
    write_pair(std::string("x") + suffix + suffix);
  }
  EXPECT_THAT(list(),
              UnorderedElementsAre("x.cbin.bin", "x.cdat.dat", "x.craw.raw"));
}

TEST_F(NamesTest, RealFileBesideThePairWins) {
  write_pair("x.cbin");
  write("x.bin", "the real one");
  EXPECT_THAT(list(), ElementsAre("x.bin"));
  EXPECT_TRUE(shows("x.bin", to_bytes("the real one")));
  EXPECT_FALSE(std::filesystem::exists(shown("x.cbin")));
  EXPECT_FALSE(std::filesystem::exists(shown("x.ch")));
}

// Files that are not part of a pair are shown unchanged.
TEST_F(NamesTest, AllElsePassesThroughByteForByte) {
  const std::set<std::string> names = {
      "x.stream.cbin", "x.cbin_tmp",        "x.cbin.partial-host-12",
      "orphan.ch",     "orphan.cbin2",      "lonely.cbin",
      "params.py",     "spike_times.npy",   ".hidden",
      ".cbin",         "structure.oebin",   "CAPITALS.CBIN",
      "spaces in it",  "\xc3\xa9t\xc3\xa9", "x.cbin.bak"};
  for (const std::string& name : names) {
    write(name, "the text of " + name);
    const std::array<timespec, 2> times = {{{1000000000, 1}, {1500000000, 2}}};
    ::utimensat(AT_FDCWD, in_source(name).c_str(), times.data(), 0);
  }
  std::filesystem::create_symlink("nowhere", in_source("broken_link"));
  std::set<std::string> expected = names;
  expected.insert("broken_link");
  EXPECT_EQ(list(), expected);
  for (const std::string& name : names) {
    const struct stat found = status_of(shown(name));
    const struct stat original = status_of(in_source(name));
    EXPECT_EQ(found.st_mode, original.st_mode) << name;
    EXPECT_EQ(found.st_size, original.st_size) << name;
    EXPECT_EQ(found.st_uid, original.st_uid) << name;
    EXPECT_EQ(found.st_mtim.tv_sec, 1500000000) << name;
    EXPECT_EQ(found.st_mtim.tv_nsec, 2) << name;
    EXPECT_TRUE(shows(name, to_bytes("the text of " + name))) << name;
  }
  EXPECT_EQ(std::filesystem::read_symlink(shown("broken_link")), "nowhere");
}

// A float file whose name ends in .cbin, with other files beside it.
TEST_F(NamesTest, PairThatIsNotOursPassesThroughAndIsListedAsAProblem) {
  write("floats.cbin", std::string(1000, 'f'));
  write("floats.ch", "chapter 1");
  write("floats.meta", "about chapters");
  const SyntheticRecording good = write_pair("good.cbin");
  EXPECT_THAT(list(), UnorderedElementsAre("floats.cbin", "floats.ch",
                                           "floats.meta", "good.bin"));
  EXPECT_TRUE(shows("floats.cbin", to_bytes(std::string(1000, 'f'))));
  EXPECT_TRUE(shows("good.bin", good.raw));
  list();
  EXPECT_EQ(lookup_errno("floats.bin"), ENOENT);
  const std::string log = mounted().log();
  const std::size_t at = log.find("floats.ch");
  EXPECT_NE(at, std::string::npos);
  EXPECT_EQ(log.find("floats.ch", at + 1), std::string::npos) << log;
  std::ifstream problems(shown(".mtscompfs/problems"));
  std::string line;
  std::getline(problems, line);
  EXPECT_THAT(line, HasSubstr("floats.ch"));
}

// Bug: the archive looked as if nothing were packed.
TEST_F(NamesTest, InfoSaysThatPlainFilesAreInAView) {
  write_pair("x.cbin");
  for (const std::string& path : {shown("."), shown("x.bin")}) {
    const ProgramResult result = run_program({MTSCOMP_INFO_PROGRAM, path});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.output,
                HasSubstr(path +
                          ": this is a view of mtscompfs; the packed "
                          "recordings are in " +
                          source_.path()));
  }
  EXPECT_EQ(run_program({MTSCOMP_INFO_PROGRAM, source_.path()})
                .output.find("this is a view"),
            std::string::npos);
}

}  // namespace
}  // namespace mtscomp
