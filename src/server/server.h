#pragma once
// server: the workbench on this machine. Answers a browser over HTTP; holds no logic of the subject.
//
// In    a case that was run, a port, the moment to stop.
// Out   the page and /api/v1 (openapi.yaml) at 127.0.0.1, to who holds the token; nothing to others.
//
// serve.cc          the story: open, listen, tell the address, watch, end
// newest_results.h  results of the case, watched and read anew     router.h     who gets what
// gate.h            token, sessions, foreign hosts and origins     problem.h    RFC 9457
// target.h          paths and queries, decoded                     pages.h      the built page
// kept_answers.h    answers by revision and target                 event_log.h  states as events
// exchange.h        requests and answers without a socket          listening.h  127.0.0.1
// http_server.h     sockets: the one file that includes Beast
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/core.h"
#include "investigation/investigation.h"

namespace cuibono::server {

struct ServeRequest {
  std::string case_folder;  ///< empty: this one or the nearest above
  std::uint16_t port = 0;   ///< 0: a free one
  bool read_only = false;   ///< said in /case; readings of rows are audited all the same
  std::chrono::milliseconds idle{
      0};  ///< ends after so long without a request or a listener; 0: never
};

/// What the server tells its caller; called from any of its threads, one at a time.
struct ServeHooks {
  std::function<void(std::string_view address)> ready;   ///< with the token; once
  std::function<void(std::string_view line)> tell;       ///< what a person may want to know
  std::function<void(const core::Error& problem)> warn;  ///< what a person must know
};

/// Serves a case until `context.cancel` is set, or nobody has asked for `idle`.
///
/// Out     the address, told by `ready` when it can be opened; the network is read after that.
/// Laws    1 nothing listens but 127.0.0.1 at the port.  2 an answer of /api/v1 other than POST /session
///         needs a session, a session needs the token, the token works once.  3 a run that makes out/
///         anew is seen within two seconds after its results are read, without a restart.
/// Cost    the memory of one CaseView, of two while results are read anew; 64 MiB for kept answers.
/// Errors  bad_input: no case, or no results yet. resources: the port is taken. Those of CaseView::open.
[[nodiscard]] core::Status serve_case(const core::RunContext& context, const ServeRequest& request,
                                      const ServeHooks& hooks);

}  // namespace cuibono::server
