// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/session.h"

#include <fmt/format.h>
#include <pthread.h>

#include <csignal>
#include <new>
#include <utility>

#include "filesystem/fuse/kernel/fuse_api.h"
#include "filesystem/fuse/kernel/fuse_log.h"
#include "filesystem/fuse/request_loop.h"
#include "filesystem/fuse/requests/operations.h"
#include "filesystem/fuse/requests/session_context.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

class Arguments {
 public:
  explicit Arguments(const SessionOptions& options) {
    add("mtscompfs");
    for (const std::string& option : options.mount_options) {
      add("-o");
      add(option.c_str());
    }
    if (logs_replies()) {
      add("-d");
    }
  }
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;
  ~Arguments() { fuse_opt_free_args(&args_); }

  fuse_args* get() { return &args_; }

 private:
  void add(const char* argument) {
    if (fuse_opt_add_arg(&args_, argument) != 0) {
      throw std::bad_alloc();
    }
  }

  fuse_args args_ = FUSE_ARGS_INIT(0, nullptr);
};

// Interrupts the system call in which the server waits; no other effect.
constexpr int kWakeUp = SIGUSR1;

// Unblocks the signal too: a blocked signal is inherited from the parent
// process.
void catch_wake_ups() {
  struct sigaction action = {};
  action.sa_handler = [](int) {};  // Without SA_RESTART.
  sigaction(kWakeUp, &action, nullptr);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, kWakeUp);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

// Maximum number of threads that receive requests.  They only copy: with 1, 2,
// 4 and 10 threads, cached sequential reads were equally fast (2 cores).
constexpr std::size_t kMaxThreads = 10;

struct DestroySession {
  void operator()(fuse_session* session) const {
    fuse_session_destroy(session);
  }
};

}  // namespace

struct Session::State {
  State(View& view, const SessionOptions& options)
      : context{.view = view,
                .on_ready = nullptr,
                .knows_own_threads = options.is_own_mount,
                .max_waiting = kMaxThreads / 2} {}

  SessionContext context;
  std::unique_ptr<fuse_session, DestroySession> session;
  pthread_t server = {};  // The thread that calls run().
};

Session::Session(View& view, FileDescriptor channel,
                 const SessionOptions& options)
    : state_(std::make_unique<State>(view, options)) {
  log_for_fuse();
  Arguments arguments(options);
  const fuse_lowlevel_ops operations = make_operations();
  state_->session.reset(fuse_session_new(arguments.get(), &operations,
                                         sizeof(operations), &state_->context));
  if (!state_->session) {
    throw UsageError("libfuse refused the mount options");
  }
  const std::string place = fmt::format("/dev/fd/{}", channel.get());
  if (fuse_session_mount(state_->session.get(), place.c_str()) != 0) {
    throw UsageError(
        fmt::format("{}: libfuse cannot use this file as /dev/fuse", place));
  }
  channel.release();  // The session closes it.
  state_->context.session = state_->session.get();
  state_->server = pthread_self();
  catch_wake_ups();
}

Session::~Session() = default;

bool Session::run(std::function<void()> on_ready,
                  const std::function<void()>& on_end) {
  state_->context.on_ready = std::move(on_ready);
  const int result =
      RequestLoop(state_->session.get(), kMaxThreads, kWakeUp).run();
  on_end();
  state_->context.reads.stop();
  state_->context.lookups.stop();
  return result >= 0 && !state_->context.has_failed;
}

// The loop checks the exit flag when a signal interrupts it.
void Session::end() {
  fuse_session_exit(state_->session.get());
  pthread_kill(state_->server, kWakeUp);
}

// The kernel looks up an expired entry at its next use.  Kernels before 6.2 can
// only drop entries.  Dropping a directory would break processes that work in
// it and detach file systems mounted below it, so directories stay.
void Session::expire_names(const std::stop_token& stop) {
  fuse_session* const session = state_->session.get();
  const bool can_expire = state_->context.can_expire;
  state_->context.view.inodes.distrust_pages();
  for (const InodeTable::Remembered& known :
       state_->context.view.inodes.all()) {
    if (stop.stop_requested()) {
      return;
    }
    const fuse_ino_t parent = known.node->parent;
    const std::string name = known.node->name();
    if (parent != 0 && can_expire) {
      expire_entry(session, parent, name);
    } else if (parent != 0 && !known.node->is_directory()) {
      fuse_lowlevel_notify_inval_entry(session, parent, name.c_str(),
                                       name.size());
    }
    // Only attributes: to drop pages, the kernel would wait for their reads,
    // which wait for this daemon.  The daemon could not be killed meanwhile.
    fuse_lowlevel_notify_inval_inode(session, known.inode, -1, 0);
  }
}

OpenHandles Session::open_handles() const {
  return {.files = state_->context.files.size(),
          .directories = state_->context.directories.size()};
}

}  // namespace mtscomp
