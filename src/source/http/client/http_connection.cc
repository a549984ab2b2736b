// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/http_connection.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <optional>
#include <utility>

#include "base/process/blocked_sigpipe.h"
#include "mtscomp/base/error.h"
#include "source/http/client/answers/header_collector.h"

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

constexpr long kBufferSize = 512L << 10;
constexpr long kStallRate = 1024;  // Bytes per second.
constexpr std::chrono::seconds kLongestConnect(10);
constexpr std::chrono::seconds kShortestWait(1);
// A stop request wakes the wait, so the time does not matter.
constexpr int kPollMilliseconds = 1000;

struct CloseEasy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct CloseMulti {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

void require_memory(bool condition) {
  if (!condition) {
    throw_system_error(ENOMEM, "cannot set up libcurl");
  }
}

void set_up_libcurl() {
  static const CURLcode kResult = curl_global_init(CURL_GLOBAL_DEFAULT);
  require_memory(kResult == CURLE_OK);
}

template <typename Value>
void set(CURL* easy, CURLoption option, Value value) {
  const CURLcode result = curl_easy_setopt(easy, option, value);
  if (result != CURLE_OK) {
    throw_system_error(ENOMEM, fmt::format("libcurl refuses option {}: {}",
                                           static_cast<int>(option),
                                           curl_easy_strerror(result)));
  }
}

HeaderList make_header_list(const HttpRequest& request) {
  HeaderList list;
  for (const HttpHeader& header : request.headers) {
    const std::string line = header.name + ": " + header.value;
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    require_memory(longer != nullptr);
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

// Receives one answer.  Exceptions may not pass through libcurl.
struct Reception {
  const HttpConnection::BodyReceiver& receiver;
  Clock::time_point start = Clock::now();
  HeaderCollector headers = {};
  std::uint64_t n_bytes = 0;
  std::chrono::nanoseconds first_byte{0};
  bool has_enough = false;
  std::exception_ptr error = nullptr;
};

std::size_t receive_header(char* bytes, std::size_t size, std::size_t n,
                           void* user) {
  auto* const reception = static_cast<Reception*>(user);
  if (reception->first_byte.count() == 0) {
    reception->first_byte = Clock::now() - reception->start;
  }
  try {
    reception->headers.add({bytes, size * n});
  } catch (...) {
    reception->error = std::current_exception();
    return 0;
  }
  return size * n;
}

std::size_t receive_body(char* bytes, std::size_t size, std::size_t n,
                         void* user) {
  auto* const reception = static_cast<Reception*>(user);
  reception->n_bytes += size * n;
  try {
    reception->has_enough = !reception->receiver(
        reception->headers.answer(),
        std::as_bytes(std::span<const char>(bytes, size * n)));
  } catch (...) {
    reception->error = std::current_exception();
    return 0;
  }
  return reception->has_enough ? 0 : size * n;
}

// Only failures that last until the user changes something.
bool is_unusable(CURLcode code) {
  static constexpr std::array kCodes = {
      CURLE_URL_MALFORMAT,      CURLE_PEER_FAILED_VERIFICATION,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_ISSUER_ERROR,   CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_NOT_BUILT_IN,       CURLE_BAD_FUNCTION_ARGUMENT};
  return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

}  // namespace

struct HttpConnection::Handles {
  std::unique_ptr<CURLM, CloseMulti> multi;
  // Freed before `multi`, which holds the open connections.
  std::unique_ptr<CURL, CloseEasy> easy;
  std::array<char, CURL_ERROR_SIZE> problem = {};

  void set_up(const ConnectionOptions& options);
  // Waits for the end of the transfer.  Returns nothing after a stop request.
  std::optional<CURLcode> run(const std::stop_token& stop);
  std::string problem_of(CURLcode code) const;

 private:
  std::optional<CURLcode> wait(const std::stop_token& stop);
  std::optional<CURLcode> result() const;
};

void HttpConnection::Handles::set_up(const ConnectionOptions& options) {
  CURL* const handle = easy.get();
  set(handle, CURLOPT_NOSIGNAL, 1L);
  // A stop request does not wait for a name server.
  set(handle, CURLOPT_QUICK_EXIT, 1L);
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_FOLLOWLOCATION, 0L);
  set(handle, CURLOPT_PATH_AS_IS, 1L);
  // HTTP/2 would send all requests over one connection.
  set(handle, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  set(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(handle, CURLOPT_BUFFERSIZE, kBufferSize);
  set(handle, CURLOPT_LOW_SPEED_LIMIT, kStallRate);
  set(handle, CURLOPT_USERAGENT, "mtscompfs/" MTSCOMPFS_VERSION);
  set(handle, CURLOPT_ERRORBUFFER, problem.data());
  set(handle, CURLOPT_HEADERFUNCTION, &receive_header);
  set(handle, CURLOPT_WRITEFUNCTION, &receive_body);
  if (!options.ca_file.empty()) {
    set(handle, CURLOPT_CAINFO, options.ca_file.c_str());
  }
  if (!options.netrc_file.empty()) {
    set(handle, CURLOPT_NETRC_FILE, options.netrc_file.c_str());
  }
}

std::optional<CURLcode> HttpConnection::Handles::run(
    const std::stop_token& stop) {
  if (curl_multi_add_handle(multi.get(), easy.get()) != CURLM_OK) {
    return CURLE_OUT_OF_MEMORY;
  }
  const std::optional<CURLcode> code = wait(stop);
  curl_multi_remove_handle(multi.get(), easy.get());
  return code;
}

std::optional<CURLcode> HttpConnection::Handles::wait(
    const std::stop_token& stop) {
  const std::stop_callback wake(stop,
                                [this] { curl_multi_wakeup(multi.get()); });
  while (!stop.stop_requested()) {
    int n_running = 0;
    if (curl_multi_perform(multi.get(), &n_running) != CURLM_OK) {
      return CURLE_OUT_OF_MEMORY;
    }
    if (n_running == 0) {
      return result();
    }
    if (curl_multi_poll(multi.get(), nullptr, 0, kPollMilliseconds, nullptr) !=
        CURLM_OK) {
      return CURLE_OUT_OF_MEMORY;
    }
  }
  return std::nullopt;
}

std::optional<CURLcode> HttpConnection::Handles::result() const {
  int n_left = 0;
  while (const CURLMsg* const message =
             curl_multi_info_read(multi.get(), &n_left)) {
    if (message->msg == CURLMSG_DONE) {
      return message->data.result;
    }
  }
  return CURLE_OUT_OF_MEMORY;
}

std::string HttpConnection::Handles::problem_of(CURLcode code) const {
  return problem[0] != '\0' ? problem.data() : curl_easy_strerror(code);
}

HttpConnection::HttpConnection(ConnectionOptions options)
    : options_(std::move(options)), handles_(std::make_unique<Handles>()) {
  set_up_libcurl();
  handles_->multi.reset(curl_multi_init());
  handles_->easy.reset(curl_easy_init());
  require_memory(handles_->multi && handles_->easy);
  handles_->set_up(options_);
}

// OpenSSL announces the end of a connection, which the server can have closed.
HttpConnection::~HttpConnection() {
  const BlockedSigpipe block;
  handles_.reset();
}

void HttpConnection::prepare(const HttpRequest& request,
                             const TransferLimits& limits) {
  CURL* const easy = handles_->easy.get();
  set(easy, CURLOPT_URL, to_string(request.url).c_str());
  set(easy, CURLOPT_HTTPGET, 1L);
  set(easy, CURLOPT_NOBODY, request.method == "HEAD" ? 1L : 0L);
  const bool uses_netrc = limits.may_use_netrc && !options_.netrc_file.empty();
  set(easy, CURLOPT_NETRC,
      long{uses_netrc ? CURL_NETRC_OPTIONAL : CURL_NETRC_IGNORED});
  // A reader does not wait longer, also if the server sends very slowly.
  set(easy, CURLOPT_TIMEOUT_MS,
      static_cast<long>(
          std::max<std::chrono::milliseconds>(limits.max_wait, kShortestWait)
              .count()));
  const std::chrono::milliseconds connect(std::clamp<std::chrono::milliseconds>(
      limits.max_wait, kShortestWait, kLongestConnect));
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
  const auto stall = std::clamp<std::chrono::seconds>(
      std::chrono::ceil<std::chrono::seconds>(limits.max_wait), kShortestWait,
      std::max(options_.stall_time, kShortestWait));
  set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(stall.count()));
}

Transfer HttpConnection::send(const HttpRequest& request,
                              const TransferLimits& limits,
                              const BodyReceiver& receiver,
                              const std::stop_token& stop) {
  const BlockedSigpipe block;
  prepare(request, limits);
  const HeaderList headers = make_header_list(request);
  Reception reception{.receiver = receiver};
  set(handles_->easy.get(), CURLOPT_HTTPHEADER, headers.get());
  set(handles_->easy.get(), CURLOPT_HEADERDATA, &reception);
  set(handles_->easy.get(), CURLOPT_WRITEDATA, &reception);
  handles_->problem = {};
  const std::optional<CURLcode> code = handles_->run(stop);
  set(handles_->easy.get(), CURLOPT_HTTPHEADER,
      static_cast<curl_slist*>(nullptr));
  Transfer transfer = {.answer = reception.headers.answer(),
                       .n_bytes = reception.n_bytes,
                       .first_byte = reception.first_byte,
                       .error = reception.error};
  if (reception.error) {
    transfer.end = TransferEnd::kThrown;
  } else if (!code) {
    transfer.end = TransferEnd::kStopped;
  } else if (reception.has_enough) {
    transfer.end = TransferEnd::kEnough;
  } else if (*code == CURLE_OK) {
    transfer.end = TransferEnd::kComplete;
  } else {
    transfer.end =
        is_unusable(*code) ? TransferEnd::kUnusable : TransferEnd::kFailed;
    transfer.problem = handles_->problem_of(*code);
  }
  return transfer;
}

}  // namespace mtscomp
