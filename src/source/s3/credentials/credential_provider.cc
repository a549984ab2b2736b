// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/credentials/credential_provider.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

bool has_expired(const S3Credentials& credentials, HttpTime now) {
  return credentials.expires && now >= *credentials.expires;
}

S3Credentials run_process(const CredentialProvider::Run& run,
                          const CredentialProcess& process, HttpTime now) {
  S3Credentials credentials = run(process);
  if (has_expired(credentials, now)) {
    throw UsageError(fmt::format(
        "{}: the command of credential_process printed credentials that have "
        "expired; check the clock, or log in again",
        process.place));
  }
  return credentials;
}

}  // namespace

CredentialProvider::CredentialProvider(CredentialSource source, Run run)
    : source_(std::move(source)), run_(std::move(run)) {}

std::optional<S3Credentials> CredentialProvider::get(HttpTime now) {
  if (std::holds_alternative<AnonymousAccess>(source_)) {
    return std::nullopt;
  }
  if (const auto* const keys = std::get_if<S3Credentials>(&source_)) {
    return *keys;
  }
  {
    const MutexLock lock(mutex_);
    while (is_renewing_ && !is_valid(now)) {
      renewed_.wait(mutex_);
    }
    const bool is_due = !credentials_ || needs_refresh(*credentials_, now);
    if (!is_due || (is_valid(now) && (is_renewing_ || has_run_recently(now)))) {
      return credentials_;
    }
    if (error_ && has_run_recently(now)) {
      std::rethrow_exception(error_);
    }
    is_renewing_ = true;
  }
  return renew(now);
}

bool CredentialProvider::refresh(const S3Credentials& refused, HttpTime now) {
  if (!std::holds_alternative<CredentialProcess>(source_)) {
    return false;
  }
  {
    const MutexLock lock(mutex_);
    while (is_renewing_) {
      renewed_.wait(mutex_);
    }
    if (credentials_ && *credentials_ != refused) {
      return true;
    }
    if (has_run_recently(now)) {
      return false;
    }
    is_renewing_ = true;
  }
  return renew(now) != refused;
}

// Requires: the caller must have set is_renewing_.
S3Credentials CredentialProvider::renew(HttpTime now) {
  std::optional<S3Credentials> fresh;
  std::exception_ptr error;
  try {
    fresh = run_process(run_, std::get<CredentialProcess>(source_), now);
  } catch (...) {
    error = std::current_exception();
  }
  const MutexLock lock(mutex_);
  is_renewing_ = false;
  renewed_.notify_all();
  last_run_ = now;
  error_ = error;
  if (fresh) {
    credentials_ = fresh;
  }
  if (!is_valid(now)) {
    std::rethrow_exception(error);
  }
  return *credentials_;
}

bool CredentialProvider::is_valid(HttpTime now) const {
  return credentials_ && !has_expired(*credentials_, now);
}

bool CredentialProvider::has_run_recently(HttpTime now) const {
  constexpr std::chrono::seconds kPause(30);
  return last_run_ && now >= *last_run_ && now < *last_run_ + kPause;
}

}  // namespace mtscomp
