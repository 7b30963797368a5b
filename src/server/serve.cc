// serve: the story of the server, from a case folder to its end.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "server/http_server.h"
#include "server/newest_results.h"
#include "server/router.h"
#include "server/server.h"

namespace cuibono::server {
namespace {

using std::chrono::steady_clock;

constexpr auto step = std::chrono::milliseconds(50);

/// When somebody asked for the last time.
class LastAsked {
 public:
  void now() noexcept { at_.store(steady_clock::now()); }
  [[nodiscard]] steady_clock::duration ago() const noexcept {
    return steady_clock::now() - at_.load();
  }

 private:
  std::atomic<steady_clock::time_point> at_{steady_clock::now()};
};

std::string address_of(const Gate& gate) { return gate.origin() + "/#token=" + gate.token(); }

}  // namespace

core::Status serve_case(const core::RunContext& context, const ServeRequest& request,
                        const ServeHooks& hooks) {
  NewestResults results(context, request.case_folder, request.read_only, hooks);
  CB_TRY_STATUS(results.open());

  CB_TRY(auto listening, Listening::at(request.port));
  Gate gate(listening.port());
  LastAsked last_asked;
  Router::Hooks router_hooks;
  router_hooks.entered = [&] {
    hooks.tell("a browser is in; for another one: " + address_of(gate));
  };
  router_hooks.token_void = [&] {
    hooks.warn({core::ErrorCode::usage,
                "ten wrong tokens were tried: the address is void, for whoever has it", "",
                "browsers that are in stay in; for a new address stop this and start it again"});
  };
  router_hooks.asked = [&] { last_asked.now(); };

  Router router(gate, embedded_pages(), embedded_openapi(), results, std::move(router_hooks));
  HttpServer server(std::move(listening), router, HttpLimits{}, std::max(2U, context.threads));
  server.start();
  hooks.ready(address_of(gate));
  results.watch();

  while (!context.cancelled()) {
    std::this_thread::sleep_for(step);
    if (server.listeners() > 0) last_asked.now();
    if (request.idle.count() > 0 && last_asked.ago() >= request.idle) {
      hooks.tell("nobody asked for the time of --idle: ended");
      break;
    }
  }
  server.stop();
  return {};
}

}  // namespace cuibono::server
