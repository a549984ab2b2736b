// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/writer/pack_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "format/npy_header.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kMeta =
    "nSavedChans=385\nimSampRate=30000.390639481\ntypeThis=imec\n"
    "fileSizeBytes=1540\n"
    "fileSHA1=0123456789ABCDEF0123456789ABCDEF01234567\n";

class PackPlanTest : public ::testing::Test {
 protected:
  PackPlanTest() {
    request_.raw_path = directory_.file("x.bin");
    write_file(request_.raw_path, Bytes(1540));
  }
  void write_meta() { write_file(directory_.file("x.meta"), kMeta); }
  void ask_for_all() {
    request_.n_channels = 77;
    request_.sample_rate = 1000;
    request_.dtype = "int16";
  }
  PackPlan plan() const { return plan_pack(request_, defaults_); }
  std::string refusal() const {
    try {
      plan();
      return "";
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  TempDir directory_;
  PackRequest request_;
  Defaults defaults_;
};

TEST_F(PackPlanTest, ParametersComeFromTheMeta) {
  write_meta();
  const PackPlan found = plan();
  EXPECT_EQ(found.job.layout.n_channels, 385U);
  EXPECT_EQ(found.job.sample_rate, 30000.390639481);
  EXPECT_EQ(serialize_dtype(found.job.layout.dtype), "int16");
  EXPECT_THAT(found.warnings, IsEmpty());
  EXPECT_EQ(found.recorded_sha1, "0123456789abcdef0123456789abcdef01234567");
}

TEST_F(PackPlanTest, ParametersComeFromTheRequest) {
  ask_for_all();
  EXPECT_EQ(plan().job.layout.n_channels, 77U);
  EXPECT_EQ(plan().job.sample_rate, 1000);
}

TEST_F(PackPlanTest, DefaultsFileIsAskedLast) {
  defaults_.n_channels = 10;
  defaults_.sample_rate = 5;
  defaults_.dtype = parse_dtype("int32");
  defaults_.chunk_duration = 2;
  EXPECT_EQ(plan().job.layout.n_channels, 10U);
  EXPECT_EQ(plan().job.chunk_duration, 2);
  EXPECT_EQ(serialize_dtype(plan().job.layout.dtype), "int32");
  write_meta();
  EXPECT_EQ(plan().job.layout.n_channels, 385U);
}

// Bug: only the first missing value was named, and in trees the remedy was
// missing.
TEST_F(PackPlanTest, AllMissingValuesAreNamedAtOnce) {
  EXPECT_EQ(refusal(),
            request_.raw_path +
                ": no .meta or structure.oebin: number of channels, sample "
                "rate and dtype are unknown; give -n, -s and -d");
  request_.n_channels = 385;
  EXPECT_THAT(refusal(), HasSubstr(": sample rate and dtype are unknown; give "
                                   "-s and -d"));
  request_.is_in_tree = true;
  EXPECT_THAT(refusal(), HasSubstr(": sample rate and dtype are unknown; pack "
                                   "this recording alone with -n, -s and -d"));
  request_.is_in_tree = false;
  request_.dtype = "int16";
  EXPECT_THAT(refusal(), EndsWith(": sample rate is unknown; give -s"));
}

TEST_F(PackPlanTest, ReasonsForMissingValuesAreNamed) {
  defaults_.problem = "/root/.mtscomp: cannot open: Permission denied";
  EXPECT_THAT(refusal(), EndsWith("give -n, -s and -d (/root/.mtscomp: cannot "
                                  "open: Permission denied)"));
  defaults_.problem.clear();
  write_file(directory_.file("x.meta"), "nSavedChans=many\n");
  request_.force = true;
  EXPECT_THAT(refusal(), HasSubstr(": no usable .meta or structure.oebin: "));
  EXPECT_THAT(refusal(), HasSubstr("give -n, -s and -d (" +
                                   directory_.file("x.meta: nSavedChans")));
}

// Bug: the message advised to check the number of channels.
TEST_F(PackPlanTest, CutFileIsCopiedAgain) {
  write_meta();
  write_file(request_.raw_path, Bytes(1539));
  EXPECT_EQ(refusal(), request_.raw_path +
                           ": the file is cut off: 1 bytes are missing, "
                           "according to " +
                           directory_.file("x.meta") + "; copy it again");
  write_file(request_.raw_path, Bytes(1541));
  EXPECT_EQ(refusal(), "");
}

// Bug: without a .meta, an empty file was refused for unknown parameters.
TEST_F(PackPlanTest, EmptyFileIsRefusedFirst) {
  write_file(request_.raw_path, "");
  EXPECT_EQ(refusal(),
            request_.raw_path +
                ": the file is empty; copy it again, or move it away");
}

TEST_F(PackPlanTest, ContradictionOfTheMetaIsRefusedUnlessForced) {
  write_meta();
  request_.n_channels = 384;
  EXPECT_THAT(refusal(), HasSubstr("x.meta says 385, but the command line says "
                                   "384"));
  request_.force = true;
  EXPECT_EQ(plan().job.layout.n_channels, 384U);
}

TEST_F(PackPlanTest, AgreementWithTheMetaIsNoContradiction) {
  write_meta();
  request_.n_channels = 385;
  request_.sample_rate = 30000.390639481;
  request_.dtype = "<i2";
  EXPECT_EQ(plan().job.layout.n_channels, 385U);
}

TEST_F(PackPlanTest, WarnsWhereTheMetaKnowsAnotherSize) {
  write_meta();
  write_file(request_.raw_path, Bytes(770));
  ASSERT_EQ(plan().warnings.size(), 1U);
  EXPECT_THAT(plan().warnings.front(),
              HasSubstr("the file has 770 bytes, but fileSizeBytes in "));
}

TEST_F(PackPlanTest, MetaOfAnotherProgramMattersOnlyWhereItIsNeeded) {
  write_file(directory_.file("x.meta"), "nSavedChans=many\n");
  EXPECT_THAT(refusal(), HasSubstr("nSavedChans"));
  ask_for_all();
  ASSERT_EQ(plan().warnings.size(), 1U);
  EXPECT_THAT(plan().warnings.front(), HasSubstr("nSavedChans"));
}

// Bug: --force did not help if the parameters came from ~/.mtscomp.
TEST_F(PackPlanTest, ForceGoesPastAMalformedMeta) {
  write_file(directory_.file("x.meta"), "nSavedChans=many\n");
  request_.force = true;
  defaults_.n_channels = 10;
  defaults_.sample_rate = 5;
  defaults_.dtype = parse_dtype("int16");
  EXPECT_EQ(plan().job.layout.n_channels, 10U);
  EXPECT_EQ(plan().warnings.size(), 1U);
}

// Bug: an unreadable .meta prevented packing, even if it was not needed.
TEST_F(PackPlanTest, MetaThatCannotBeReadMattersOnlyWhereItIsNeeded) {
  std::filesystem::create_symlink("x.meta", directory_.file("x.meta"));
  EXPECT_THAT(refusal(), HasSubstr("x.meta"));
  ask_for_all();
  ASSERT_EQ(plan().warnings.size(), 1U);
  EXPECT_THAT(plan().warnings.front(), HasSubstr("x.meta"));
}

// Bug: a malformed field that is only compared prevented packing.
TEST_F(PackPlanTest, MalformedHashInTheMetaIsAWarning) {
  write_file(directory_.file("x.meta"),
             "nSavedChans=385\nimSampRate=30000\ntypeThis=imec\n"
             "fileSHA1=none\n");
  EXPECT_EQ(plan().job.layout.n_channels, 385U);
  ASSERT_EQ(plan().warnings.size(), 1U);
  EXPECT_THAT(plan().warnings.front(), HasSubstr("fileSHA1"));
  EXPECT_EQ(plan().recorded_sha1, std::nullopt);
}

TEST_F(PackPlanTest, OutputsStandBesideTheInput) {
  ask_for_all();
  EXPECT_EQ(plan().job.cbin_path, directory_.file("x.cbin"));
  EXPECT_EQ(plan().job.ch_path, directory_.file("x.ch"));
  request_.cbin_path = "/elsewhere/y.cbin";
  EXPECT_EQ(plan().job.ch_path, "/elsewhere/y.ch");
  request_.ch_path = "/third/z.ch";
  EXPECT_EQ(plan().job.ch_path, "/third/z.ch");
}

// Bug: it became an x.ccbin, whose x.ch overlapped with that of x.cbin.
TEST_F(PackPlanTest, PackedDataIsNotPackedAgain) {
  ask_for_all();
  for (const char* name : {"x.cbin", "x.cdat", "x.craw", "x.cnpy"}) {
    request_.raw_path = directory_.file(name);
    write_file(request_.raw_path, Bytes(1540));
    request_.cbin_path.reset();
    EXPECT_THAT(refusal(), HasSubstr(std::string(name) + ": already packed"));
    EXPECT_THAT(refusal(), HasSubstr("mtscomp-unpack"));
    request_.cbin_path = directory_.file("y.cbin");
    EXPECT_THAT(refusal(), HasSubstr("already packed"));
  }
}

// Bug: x.lfp became an x.clfp, which no other program recognised.
TEST_F(PackPlanTest, SuffixThatNoProgramKnowsNeedsAnOutput) {
  ask_for_all();
  for (const char* name : {"x.lfp", "x.eeg", "x.i16", "x.ns6", "x.BIN"}) {
    request_.cbin_path.reset();
    request_.raw_path = directory_.file(name);
    write_file(request_.raw_path, Bytes(1540));
    EXPECT_THAT(refusal(), HasSubstr(".bin, .dat, .raw, .npy"));
    EXPECT_THAT(refusal(),
                HasSubstr(request_.raw_path + " " + directory_.file("x.cbin")));
    request_.cbin_path = directory_.file("out.cbin");
    EXPECT_EQ(plan().job.ch_path, directory_.file("out.ch"));
  }
}

TEST_F(PackPlanTest, OutputsHaveNamesThatProgramsKnow) {
  ask_for_all();
  request_.cbin_path = directory_.file("x.clfp");
  EXPECT_THAT(refusal(),
              HasSubstr("x.clfp: wrong name for the packed output; choose a "
                        "name that ends in .cbin, .cdat"));
  request_.cbin_path = directory_.file("x.cbin");
  request_.ch_path = directory_.file("x.json");
  EXPECT_THAT(refusal(), HasSubstr("x.json: wrong name for the header"));
}

// Bug: `mtscomp-pack x.bin -` wrote files named "-" and "-.ch".
TEST_F(PackPlanTest, StandardOutputIsNoOutput) {
  ask_for_all();
  request_.cbin_path = "-";
  EXPECT_THAT(refusal(), HasSubstr("-: wrong name for the packed output"));
}

TEST_F(PackPlanTest, NameWithoutASuffixNeedsAnOutput) {
  ask_for_all();
  request_.raw_path = directory_.file("raw");
  write_file(request_.raw_path, Bytes(1540));
  EXPECT_THAT(refusal(), HasSubstr("have a default output name"));
  request_.cbin_path = directory_.file("raw.cbin");
  EXPECT_EQ(plan().job.ch_path, directory_.file("raw.ch"));
}

TEST_F(PackPlanTest, TransformIsMtscompsUnlessAskedFor) {
  ask_for_all();
  EXPECT_TRUE(plan().job.layout.transform.do_time_diff);
  EXPECT_FALSE(plan().job.layout.transform.do_spatial_diff);
  defaults_.do_spatial_diff = true;
  EXPECT_TRUE(plan().job.layout.transform.do_spatial_diff);
  request_.transform = parse_transform("none/C");
  EXPECT_FALSE(plan().job.layout.transform.do_time_diff);
  EXPECT_FALSE(plan().job.layout.transform.do_spatial_diff);
  EXPECT_EQ(plan().job.layout.transform.chunk_order, ChunkOrder::kSampleMajor);
}

class PackPlanNpyTest : public PackPlanTest {
 protected:
  void write_npy(std::vector<std::uint64_t> shape, std::size_t n_values,
                 bool fortran_order = false) {
    std::string header = make_npy_header(*parse_dtype("int16"), shape);
    if (fortran_order) {
      header.replace(header.find("False"), 5, "True ");
    }
    header.append(2 * n_values, '\0');
    request_.raw_path = directory_.file("x.npy");
    write_file(request_.raw_path, header);
    request_.sample_rate = 100;
  }
};

TEST_F(PackPlanNpyTest, ShapeAndDtypeComeFromTheFile) {
  write_npy({5, 3, 4}, 60);
  const PackJob job = plan().job;
  EXPECT_EQ(job.layout.n_channels, 4U);
  EXPECT_THAT(job.shape, ElementsAre(5, 3, 4));
  EXPECT_EQ(job.data_offset % 64, 0U);
  EXPECT_EQ(job.cbin_path, directory_.file("x.cnpy"));
}

TEST_F(PackPlanNpyTest, FortranOrderAndOneDimensionAreRefused) {
  write_npy({5, 4}, 20, true);
  EXPECT_THAT(refusal(), HasSubstr("is in Fortran order"));
  write_npy({20}, 20);
  EXPECT_THAT(refusal(), HasSubstr("must have 2 or more dimensions"));
}

TEST_F(PackPlanNpyTest, SizeThatIsNotTheShapesIsRefused) {
  write_npy({5, 4}, 19);
  EXPECT_THAT(refusal(), HasSubstr("but its header says"));
}

}  // namespace
}  // namespace mtscomp
