// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/credential_provider.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

const HttpTime kNow = HttpTime(std::chrono::hours(500'000));

// Credentials of an hour, numbered.
class CredentialProviderTest : public ::testing::Test {
 protected:
  CredentialProvider make_provider() {
    return CredentialProvider(
        CredentialProcess{"command", "profile x"},
        [this](const CredentialProcess&) {
          const int number = ++n_runs_;
          if (is_failing_) {
            throw std::runtime_error("failed");
          }
          return S3Credentials{fmt::format("{}", number), "s", "", expires_};
        });
  }

  int n_runs_ = 0;
  bool is_failing_ = false;
  HttpTime expires_ = kNow + 60min;
};

TEST_F(CredentialProviderTest, AnonymousRequestsHaveNone) {
  CredentialProvider provider(AnonymousAccess(), nullptr);
  EXPECT_EQ(provider.get(kNow), std::nullopt);
  EXPECT_FALSE(provider.refresh({}, kNow));
}

TEST_F(CredentialProviderTest, KeysStay) {
  const S3Credentials keys = {"a", "b", ""};
  CredentialProvider provider(keys, nullptr);
  EXPECT_EQ(provider.get(kNow), keys);
  EXPECT_FALSE(provider.refresh(keys, kNow));
}

TEST_F(CredentialProviderTest, RunsTheProcessInTime) {
  CredentialProvider provider = make_provider();
  EXPECT_EQ(provider.get(kNow)->access_key, "1");
  EXPECT_EQ(provider.get(kNow + 54min)->access_key, "1");
  expires_ = kNow + 120min;
  EXPECT_EQ(provider.get(kNow + 55min)->access_key, "2");
  EXPECT_EQ(provider.get(kNow + 56min)->access_key, "2");
}

TEST_F(CredentialProviderTest, UsesOldCredentialsIfTheProcessFails) {
  CredentialProvider provider = make_provider();
  provider.get(kNow);
  is_failing_ = true;
  EXPECT_EQ(provider.get(kNow + 56min)->access_key, "1");
  EXPECT_EQ(provider.get(kNow + 56min + 29s)->access_key, "1");
  EXPECT_EQ(n_runs_, 2);
  EXPECT_EQ(provider.get(kNow + 56min + 30s)->access_key, "1");
  EXPECT_EQ(n_runs_, 3);
  EXPECT_THROW(provider.get(kNow + 60min), std::runtime_error);
}

TEST_F(CredentialProviderTest, ReportsAFailureForAWhile) {
  is_failing_ = true;
  CredentialProvider provider = make_provider();
  EXPECT_THROW(provider.get(kNow), std::runtime_error);
  EXPECT_THROW(provider.get(kNow + 1s), std::runtime_error);
  EXPECT_EQ(n_runs_, 1);
  is_failing_ = false;
  EXPECT_EQ(provider.get(kNow + 30s)->access_key, "2");
}

TEST_F(CredentialProviderTest, RefusesCredentialsThatHaveExpired) {
  expires_ = kNow;
  CredentialProvider provider = make_provider();
  EXPECT_THROW(provider.get(kNow), UsageError);
}

// The process may keep credentials until they expire.
TEST_F(CredentialProviderTest, DoesNotRunTheProcessForEachRequest) {
  expires_ = kNow + 4min;
  CredentialProvider provider = make_provider();
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(provider.get(kNow + i * 1s)->access_key, "1");
  }
  EXPECT_EQ(provider.get(kNow + 30s)->access_key, "2");
}

TEST_F(CredentialProviderTest, RenewsRefusedCredentials) {
  CredentialProvider provider = make_provider();
  const S3Credentials first = *provider.get(kNow);
  EXPECT_FALSE(provider.refresh(first, kNow + 1s));  // Just made.
  EXPECT_TRUE(provider.refresh(first, kNow + 30s));
  EXPECT_EQ(provider.get(kNow + 30s)->access_key, "2");
  // Another request with the first credentials is refused too.
  EXPECT_TRUE(provider.refresh(first, kNow + 30s));
  EXPECT_EQ(n_runs_, 2);
}

TEST_F(CredentialProviderTest, AFailedRenewalOfRefusedCredentialsIsNone) {
  CredentialProvider provider = make_provider();
  const S3Credentials first = *provider.get(kNow);
  is_failing_ = true;
  EXPECT_FALSE(provider.refresh(first, kNow + 30s));
}

TEST_F(CredentialProviderTest, OneThreadRunsTheProcess) {
  std::atomic<int> n_started = 0;
  CredentialProvider provider(
      CredentialProcess{"command", "x"}, [&n_started](const auto&) {
        ++n_started;
        std::this_thread::sleep_for(50ms);
        return S3Credentials{"a", "b", "", kNow + 60min};
      });
  std::atomic<int> n_right = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&provider, &n_right] {
        n_right += provider.get(kNow)->access_key == "a" ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(n_right, 8);
  EXPECT_EQ(n_started, 1);
}

}  // namespace
}  // namespace mtscomp
