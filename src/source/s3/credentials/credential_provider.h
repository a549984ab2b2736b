// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Holds the credentials of a source and renews them in time.
#pragma once

#include <exception>
#include <functional>
#include <optional>

#include "mtscomp/base/mutex.h"
#include "source/s3/credentials/credential_chain.h"

namespace mtscomp {

// All members can be called by several threads.
class CredentialProvider {
 public:
  // Gets new credentials, for example with run_credential_process().
  using Run = std::function<S3Credentials(const CredentialProcess&)>;

  CredentialProvider(CredentialSource source, Run run);

  // Returns the credentials for a request at `now`, or nothing if requests are
  // anonymous.  Runs the process if there are no credentials yet, and from five
  // minutes before they become invalid, at most every 30 seconds.  One thread
  // runs the process.  The other threads use the old credentials meanwhile, or
  // wait if these are invalid.  If the process fails, the old credentials are
  // used as long as they are valid.
  // Throws: the exception of the last run if there are no valid credentials.
  std::optional<S3Credentials> get(HttpTime now);

  // Call if a server refuses `refused`.  Runs the process, except if another
  // thread has done so since.  Returns true if get() now returns other
  // credentials, so the request can be repeated.
  // Throws: the exception of the process.
  bool refresh(const S3Credentials& refused, HttpTime now);

 private:
  S3Credentials renew(HttpTime now);
  bool is_valid(HttpTime now) const REQUIRES_LOCK(mutex_);
  bool has_run_recently(HttpTime now) const REQUIRES_LOCK(mutex_);

  const CredentialSource source_;
  const Run run_;
  Mutex mutex_;
  ConditionVariable renewed_;
  bool is_renewing_ GUARDED_BY(mutex_) = false;
  // Start of the last run, and its exception, if it failed.
  std::optional<HttpTime> last_run_ GUARDED_BY(mutex_);
  std::exception_ptr error_ GUARDED_BY(mutex_);
  std::optional<S3Credentials> credentials_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
