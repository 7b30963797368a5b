#include "server/newest_results.h"

#include <filesystem>

namespace cuibono::server {
namespace {

using investigation::CaseView;
using investigation::NetworkState;
using std::chrono::steady_clock;

constexpr auto step = std::chrono::milliseconds(100);
constexpr auto between_looks = std::chrono::seconds(1);
constexpr auto between_tries = std::chrono::seconds(5);

std::string state_json(std::string_view name, std::string_view text) {
  return "{\"" + std::string(name) + "\":\"" + std::string(text) + "\"}";
}

}  // namespace

NewestResults::NewestResults(core::RunContext context, std::string case_folder, bool read_only,
                             const ServeHooks& hooks)
    : context_(std::move(context)),
      folder_(std::move(case_folder)),
      read_only_(read_only),
      hooks_(hooks) {}

NewestResults::~NewestResults() {
  ending_.store(true);
  if (watcher_.joinable()) watcher_.join();
}

core::Result<NewestResults::View> NewestResults::read_results() {
  CB_TRY(auto the_case, investigation::open_case(folder_));
  folder_ = the_case.folder;
  manifest_path_ = the_case.path("out/manifest.json");
  case_id_ = the_case.settings.id;
  CB_TRY(auto view, CaseView::open(context_, std::move(the_case), {.read_only = read_only_}));
  return View(std::move(view));
}

core::Status NewestResults::open() {
  CB_TRY(auto view, read_results());
  events_.tell("revision", state_json("revision", view->revision()));
  events_.tell("network", state_json("state", "loading"));
  const std::lock_guard hold(lock_);
  view_ = std::move(view);
  return {};
}

void NewestResults::watch() {
  watcher_ = std::thread([this] { watch_until_the_end(); });
}

NewestResults::View NewestResults::view() const {
  const std::lock_guard hold(lock_);
  return view_;
}

std::string NewestResults::revision() const { return view()->revision(); }

RevisionAnswer NewestResults::answer(const investigation::ViewRequest& request) const {
  const View now = view();
  return {now->revision(), now->answer(request)};
}

std::string NewestResults::case_id() const { return case_id_; }

void NewestResults::load_network(CaseView& view) {
  const auto loaded = view.load_network(context_);
  if (!loaded.has_value() && !context_.cancelled()) hooks_.warn(loaded.error());
}

void NewestResults::watch_until_the_end() {
  const auto tell_network = [this] {
    const bool is_ready = view()->network_state() == NetworkState::ready;
    events_.tell("network", state_json("state", is_ready ? "ready" : "failed"));
    if (is_ready) hooks_.tell("the network is read: everything can be asked");
  };
  load_network(*view());
  tell_network();
  auto next = steady_clock::now();
  while (!ending_.load() && !context_.cancelled()) {
    if (steady_clock::now() >= next) {
      look_once();
      next = steady_clock::now() + between_looks;
    }
    std::this_thread::sleep_for(step);
  }
}

void NewestResults::look_once() {
  std::error_code code;
  const bool is_there = std::filesystem::exists(manifest_path_, code) && !code;
  // A run takes the old results away an instant before it puts the new ones in place.
  looks_without_ = is_there ? 0 : looks_without_ + 1;
  if (looks_without_ >= 2 && !gone_.load()) {
    gone_.store(true);
    events_.tell("files", state_json("state", "gone"));
    hooks_.warn({core::ErrorCode::resources, "the files of the case are gone", manifest_path_,
                 "put the case folder back; the server waits"});
  }
  if (!is_there) return;
  if (!view()->is_current()) read_anew();
  if (gone_.load() && view()->is_current()) {
    gone_.store(false);
    events_.tell("files", state_json("state", "back"));
    hooks_.tell("the files of the case are back");
  }
}

void NewestResults::read_anew() {
  if (steady_clock::now() < next_try_) return;
  auto fresh = read_results();
  if (!fresh.has_value()) {
    const auto& error = fresh.error();
    if (told_ != error.what) hooks_.warn(error);
    told_ = error.what;
    next_try_ = steady_clock::now() + between_tries;
    return;
  }
  told_.clear();
  load_network(**fresh);  // the results before it are answered from meanwhile
  if (context_.cancelled()) return;
  const bool is_ready = (*fresh)->network_state() == NetworkState::ready;
  {
    const std::lock_guard hold(lock_);
    view_.swap(*fresh);
  }
  events_.tell("revision", state_json("revision", revision()));
  events_.tell("network", state_json("state", is_ready ? "ready" : "failed"));
  hooks_.tell("the case was run again: revision " + revision());
}

}  // namespace cuibono::server
