#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "core/core.h"
#include "server/router.h"
#include "server/server.h"

namespace cuibono::server {

/// The newest results of a case: read at the start, read anew when a run has made others.
///
/// Out     answers from the results that are there, while newer ones are read; then from those. Results
///         that cannot be read are told once, and those before them stay.
/// Laws    1 an answer is of one revision, the one that is told with it.  2 out/ made anew is seen
///         within a second; gone, within three.
class NewestResults : public ResultsSource {
 public:
  NewestResults(core::RunContext context, std::string case_folder, bool read_only,
                const ServeHooks& hooks);
  ~NewestResults() override;
  NewestResults(const NewestResults&) = delete;
  NewestResults& operator=(const NewestResults&) = delete;

  /// Reads out/. Errors  those of open_case and CaseView::open.
  [[nodiscard]] core::Status open();
  /// Reads the network, then watches, in a thread of its own until the end of this object.
  void watch();

  [[nodiscard]] std::string revision() const override;
  [[nodiscard]] bool files_are_gone() const override { return gone_.load(); }
  [[nodiscard]] RevisionAnswer answer(const investigation::ViewRequest& request) const override;
  [[nodiscard]] const EventLog& events() const override { return events_; }
  /// "LANTERN"
  [[nodiscard]] std::string case_id() const;

 private:
  using View = std::shared_ptr<investigation::CaseView>;
  [[nodiscard]] View view() const;
  [[nodiscard]] core::Result<View> read_results();
  void load_network(investigation::CaseView& view);
  void look_once();
  void read_anew();
  void watch_until_the_end();

  core::RunContext context_;
  std::string folder_;
  bool read_only_;
  const ServeHooks& hooks_;  // borrows from the caller
  EventLog events_;
  mutable std::mutex lock_;
  View view_;
  std::string case_id_, manifest_path_;
  std::atomic<bool> gone_{false}, ending_{false};
  unsigned looks_without_ = 0;
  std::string told_;  ///< the last fault that was told
  std::chrono::steady_clock::time_point next_try_{};
  std::thread watcher_;
};

}  // namespace cuibono::server
