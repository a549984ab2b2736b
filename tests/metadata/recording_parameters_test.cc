// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "metadata/recording_parameters.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMeta =
    "typeThis=imec\nnSavedChans=385\nimSampRate=30000.390639481\n"
    "fileSizeBytes=7700\n";
constexpr std::string_view kOebin =
    R"({"continuous": [{"folder_name": "Probe-A/", "num_channels": 384,
                        "sample_rate": 2500.0}]})";

class RecordingParametersTest : public ::testing::Test {
 protected:
  // Writes the file and all directories above it; returns its path.
  std::string write(const std::string& name, std::string_view text) const {
    std::string path = directory_.file(name);
    fs::create_directories(fs::path(path).parent_path());
    write_file(path, text);
    return path;
  }

  std::optional<RecordingParameters> find(const std::string& name) const {
    const std::string path = directory_.file(name);
    fs::create_directories(fs::path(path).parent_path());
    return find_parameters(path);
  }

  TempDir directory_;
};

// Bug: a recording whose .meta would have an impossible name, longer than 255
// bytes, was an error.
TEST_F(RecordingParametersTest, NamesThatAreTooLongAreAbsent) {
  EXPECT_EQ(find(std::string(251, 'x') + ".bin"), std::nullopt);
}

TEST_F(RecordingParametersTest, NothingDescribesALoneFile) {
  write("x.bin", "");
  EXPECT_EQ(find("x.bin"), std::nullopt);
  EXPECT_EQ(find("missing/x.bin"), std::nullopt);
}

TEST_F(RecordingParametersTest, TheMetaOfTheSameStemDescribesARecording) {
  const std::string path = write("run_g0_t0.imec0.ap.meta", kMeta);
  for (const std::string suffix : {".bin", ".dat", ".raw"}) {
    const std::optional<RecordingParameters> found =
        find("run_g0_t0.imec0.ap" + suffix);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->n_channels, 385);
    EXPECT_EQ(found->sample_rate, 30000.390639481);
    EXPECT_EQ(found->dtype, parse_dtype("int16"));
    EXPECT_EQ(found->file_size, 7700);
    EXPECT_EQ(found->file_sha1, std::nullopt);
    EXPECT_EQ(found->source, path);
  }
}

TEST_F(RecordingParametersTest, TheMetaOfAnotherStemSaysNothing) {
  write("run_g0_t0.imec0.lf.meta", kMeta);
  write("run_g0_t0.imec0.meta", kMeta);
  EXPECT_EQ(find("run_g0_t0.imec0.ap.bin"), std::nullopt);
}

TEST_F(RecordingParametersTest,
       AMetaMayHaveAUuidOfItsOwnUnlessItIsOneOfSeveral) {
  const std::string raw = "x.ap.11111111-1111-1111-1111-111111111111.bin";
  EXPECT_EQ(find(raw), std::nullopt);
  EXPECT_EQ(find("missing/" + raw), std::nullopt);
  const std::string path =
      write("x.ap.22222222-2222-2222-2222-222222222222.meta", kMeta);
  ASSERT_TRUE(find(raw));
  EXPECT_EQ(find(raw)->source, path);
  EXPECT_EQ(find("x.lf.11111111-1111-1111-1111-111111111111.bin"),
            std::nullopt);
  write("x.ap.33333333-3333-3333-3333-333333333333.meta", kMeta);
  EXPECT_EQ(find(raw), std::nullopt);
  write("x.ap.11111111-1111-1111-1111-111111111111.meta", kMeta);
  EXPECT_TRUE(find(raw));
}

TEST_F(RecordingParametersTest, TheOebinAboveDescribesAStream) {
  const std::string path =
      write("experiment1/recording1/structure.oebin", kOebin);
  const std::optional<RecordingParameters> found =
      find("experiment1/recording1/continuous/Probe-A/continuous.dat");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->n_channels, 384);
  EXPECT_EQ(found->sample_rate, 2500);
  EXPECT_EQ(found->dtype, parse_dtype("int16"));
  EXPECT_EQ(found->file_size, std::nullopt);
  EXPECT_EQ(fs::path(found->source), fs::path(path));
}

TEST_F(RecordingParametersTest, TheOebinDescribesItsOwnStreamsOnly) {
  write("recording1/structure.oebin", kOebin);
  EXPECT_EQ(find("recording1/continuous/Probe-A/filtered.dat"), std::nullopt);
  EXPECT_EQ(find("recording1/events/Probe-A/continuous.dat"), std::nullopt);
  EXPECT_EQ(find("recording1/Probe-A/continuous.dat"), std::nullopt);
}

// Bug: the message said that there is no structure.oebin.
TEST_F(RecordingParametersTest, AStreamWhoseFolderWasRenamedIsRefused) {
  write("recording1/structure.oebin", kOebin);
  try {
    find("recording1/continuous/Probe-B/continuous.dat");
    FAIL() << "accepted";
  } catch (const FormatError& error) {
    EXPECT_EQ(std::string(error.what()).substr(directory_.path().size()),
              "/recording1/structure.oebin: no stream has the folder "
              "\"Probe-B\" (folders found: \"Probe-A\"); rename the folder "
              "back, or give all parameters and --force");
  }
}

TEST_F(RecordingParametersTest, WarningsOfAMetaArePassedOn) {
  write("x.meta", std::string(kMeta) + "fileSHA1=none\n");
  const std::optional<RecordingParameters> found = find("x.bin");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->warnings.size(), 1U);
}

TEST_F(RecordingParametersTest, NothingDescribesAStreamWithoutAnOebin) {
  write("recording1/continuous/Probe-A/continuous.dat", "");
  EXPECT_EQ(find("recording1/continuous/Probe-A/continuous.dat"), std::nullopt);
}

TEST_F(RecordingParametersTest, AMetaComesBeforeAnOebin) {
  write("recording1/structure.oebin", kOebin);
  write("recording1/continuous/Probe-A/continuous.meta", kMeta);
  EXPECT_EQ(find("recording1/continuous/Probe-A/continuous.dat")->n_channels,
            385);
}

TEST_F(RecordingParametersTest, TakesRelativePaths) {
  write("recording1/structure.oebin", kOebin);
  write("recording1/continuous/Probe-A/continuous.dat", "");
  const fs::path before = fs::current_path();
  fs::current_path(directory_.file("recording1/continuous/Probe-A"));
  EXPECT_TRUE(find_parameters("continuous.dat"));
  EXPECT_TRUE(find_parameters("./continuous.dat"));
  EXPECT_TRUE(find_parameters("../Probe-A/continuous.dat"));
  fs::current_path(before);
}

TEST_F(RecordingParametersTest, RefusesAMalformedMeta) {
  const std::string path = write("x.meta", "nSavedChans=many");
  try {
    find("x.bin");
    FAIL() << "accepted";
  } catch (const FormatError& error) {
    EXPECT_EQ(error.what(),
              path +
                  ": nSavedChans: expected a whole number above 0, found "
                  "\"many\"");
  }
}

TEST_F(RecordingParametersTest, RefusesAMalformedOebin) {
  write("recording1/structure.oebin", "{}");
  EXPECT_THROW(find("recording1/continuous/Probe-A/continuous.dat"),
               FormatError);
}

TEST_F(RecordingParametersTest, RefusesAMetaBeyondTheLimit) {
  const std::string path = write("x.meta", kMeta);
  fs::resize_file(path, kMaxMetadataSize + 1);
  EXPECT_THROW(find("x.bin"), FormatError);
}

TEST_F(RecordingParametersTest, NeverOpensWhatIsNoRegularFile) {
  fs::create_directory(directory_.file("x.meta"));
  EXPECT_EQ(find("x.bin"), std::nullopt);
  ASSERT_EQ(::mkfifo(directory_.file("y.meta").c_str(), 0600), 0);
  EXPECT_EQ(find("y.bin"), std::nullopt);
}

}  // namespace
}  // namespace mtscomp
