#include "simulation/simulation.h"

#include <algorithm>
#include <array>
#include <optional>

#include "simulation/files.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

constexpr std::string_view zone_of_the_city = "Europe/Vilnius";

using Writer = core::Result<Written> (*)(const Story&);
constexpr std::array<Writer, 13> writers = {
    write_calls_a,    write_calls_b,     write_baltic,   write_rhine,      write_steppe,
    write_hangang,    write_processor,   write_chain,    write_reports_gb, write_reports_es,
    write_reports_kr, write_subscribers, write_watchlist};

core::Result<Story> make_story(const core::RunContext& context, const WorldRequest& request) {
  Story story;
  story.plan = make_plan(request);
  const auto zone = core::find_zone(zone_of_the_city);
  if (!zone) {
    return core::Error{core::ErrorCode::resources, "the time zone of the city is not known here",
                       std::string(zone_of_the_city), "install the time zones of ICU"};
  }
  story.zone = *zone;
  make_city(story);
  make_sites(story);
  make_command(story);
  make_firms(story);
  make_laundry(story);
  make_victims(story);
  make_centres(story);
  CB_TRY_STATUS(core::check_cancelled(context));
  move_scam_money(story);
  move_honest_money(story);
  move_chain_money(story);
  CB_TRY_STATUS(core::check_cancelled(context));
  CB_TRY_STATUS(make_calls(context, story));
  settle(story);
  return story;
}

}  // namespace

core::Result<World> make_world(const core::RunContext& context, const WorldRequest& request) {
  constexpr double scale_max = 10;
  if (!(request.scale > 0 && request.scale <= scale_max)) {
    return core::Error{core::ErrorCode::usage,
                       "the scale of a world lies above 0 and at most at 10",
                       std::to_string(request.scale), "try --scale 0.05"};
  }
  CB_TRY(Story story, make_story(context, request));

  std::vector<std::optional<Written>> slots(writers.size());
  CB_TRY_STATUS(core::parallel_blocks(context, writers.size(), 1,
                                      [&](const core::Block& block) -> core::Status {
                                        CB_TRY(slots[block.number], writers[block.number](story));
                                        return {};
                                      }));
  std::vector<Written> files;
  for (auto& slot : slots) files.push_back(std::move(*slot));
  std::sort(files.begin(), files.end(),
            [](const Written& x, const Written& y) { return x.file.name < y.file.name; });
  for (const Written& written : files) {
    for (std::size_t i = 0; i < written.reports.size(); ++i) {
      story.victims[written.report_victims[i].index()].reports.push_back(written.reports[i]);
    }
  }

  World world;
  world.title = "Operation LANTERN (simulated)";
  world.case_zone = std::string(zone_of_the_city);
  world.truth_json = write_truth(story, files);
  for (Written& written : files) world.files.push_back(std::move(written.file));
  return world;
}

}  // namespace cuibono::simulation
