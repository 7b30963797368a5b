#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// One name and one text of a query; a name may come more than once.
struct ViewParameter {
  std::string name, text;
};

/// What somebody who looks at a case asks for.
struct ViewRequest {
  std::vector<std::string> path;     ///< decoded, after /api/v1: {"findings", "F1"}
  std::vector<ViewParameter> query;  ///< decoded, in the order in which they stand
};

enum class ViewState : std::uint8_t {
  found,          ///< json holds the answer
  no_such_thing,  ///< no such endpoint, finding, row …
  bad_request,    ///< an unknown parameter, or a text of one that cannot be read
  still_loading,  ///< events and network are being read: ask again
  closed,         ///< a privileged row; or a reading that cannot be written to the audit
  stale,          ///< `revision` was asked for and is not this one
  failed,         ///< a sum or a file is not what it should be
};

struct ViewAnswer {
  ViewState state = ViewState::found;
  std::string json;   ///< where found
  core::Error error;  ///< what, where, help; where not
};

enum class NetworkState : std::uint8_t { loading, ready, failed };

/// The results of the newest run, and the events below them, as one who looks at the case asks for them.
///
/// Use     for the server and for Python: open, then load_network (in the background), then answer from
///         any number of threads. When is_current() says no, open another.
/// In      the case; out/ as its manifest tells.
/// Out     answers as src/server/openapi.yaml describes them, made by the engine alone: every number has its
///         text. Victims stand in them as in out/; /records and /sources/{item}/rows show rows as received,
///         and each reading of them is a line of the audit.
/// Laws    1 total = shown + what was left out, for every list and every drawing.  2 amounts of edges are
///         the sums of their events in the window.  3 the same request gives the same bytes for any number
///         of threads.  4 no answer but those two names a victim, unless the case says `clear`.
/// Cost    open O(bytes of out/); load_network as the first half of a run; a list O(rows that it looks at).
/// Errors  answered_no: the case has no results yet. integrity: a file of out/ is not the one of its
///         manifest. bad_input: out/ cannot be read. Of load_network those of take_in; cancelled.
class CaseView {
 public:
  struct Options {
    bool read_only = false;  ///< said in /case; readings are audited all the same
  };
  [[nodiscard]] static core::Result<std::unique_ptr<CaseView>> open(const core::RunContext& context,
                                                                    Case the_case, Options options);
  ~CaseView();
  CaseView(const CaseView&) = delete;
  CaseView& operator=(const CaseView&) = delete;

  /// Reads the events and builds the network; others may ask meanwhile. Once: a second call does nothing.
  [[nodiscard]] core::Status load_network(const core::RunContext& context);
  [[nodiscard]] NetworkState network_state() const noexcept { return state_.load(); }

  [[nodiscard]] ViewAnswer answer(const ViewRequest& request) const;
  /// The first 16 hex digits of the hash of out/manifest.json.
  [[nodiscard]] const std::string& revision() const noexcept { return revision_; }
  /// False where out/manifest.json is another one by now, or gone.
  [[nodiscard]] bool is_current() const;
  /// True where an answer that was found holds as long as the revision does. /case tells what may change
  /// at any time, and readings of rows are audited one by one.
  [[nodiscard]] static bool may_be_kept(const ViewRequest& request) noexcept;

  struct Results;  ///< of out/ (view_parts.h)
  struct Events;   ///< evidence, entities, network (view_parts.h)

 private:
  CaseView() = default;
  [[nodiscard]] core::Status read_events(const core::RunContext& context);

  Case case_;
  Options options_;
  std::string revision_;
  std::unique_ptr<const Results> results_;
  std::unique_ptr<const Events> events_;  ///< to be read where state_ is ready
  std::atomic<NetworkState> state_{NetworkState::loading};
  std::mutex loading_;
  mutable std::mutex reading_;  ///< of rows: each is a line of the audit
};

}  // namespace cuibono::investigation
