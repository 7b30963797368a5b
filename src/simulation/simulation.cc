#include "simulation/simulation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "simulation/files.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

constexpr std::string_view zone_of_the_city = "Europe/Vilnius";

struct Sender {
  std::string_view file, kind;  ///< kind: the words of `cuibono add --kind`
  core::Result<Written> (*write)(const Story&) = nullptr;
};
constexpr std::array senders = {
    Sender{"baltic_harbour_bank_statements.csv", "transfers", write_baltic},
    Sender{"btctest_transfers.csv", "chain", write_chain},
    Sender{"cyber_reports_kr.jsonl", "reports", write_reports_kr},
    Sender{"denuncias_unidad_delitos.csv", "reports", write_reports_es},
    Sender{"fraud_desk_reports.csv", "reports", write_reports_gb},
    Sender{"hangang_bank_georae.csv", "transfers", write_hangang},
    Sender{"operator_lanmobile_zvonki.csv", "calls", write_calls_b},
    Sender{"payline_export.jsonl", "transfers", write_processor},
    Sender{"rheinlicht_umsaetze.csv", "transfers", write_rhine},
    Sender{"spisok_nablyudeniya.tsv", "watchlist", write_watchlist},
    Sender{"steppe_kredit_vypiska.csv", "transfers", write_steppe},
    Sender{"subscriber_register.csv", "subscribers", write_subscribers},
    Sender{"telefonie_nordfunk_verbindungsdaten.csv", "calls", write_calls_a},
};

core::Error usage(std::string what, std::string where, std::string help) {
  return {core::ErrorCode::usage, std::move(what), std::move(where), std::move(help)};
}

core::Status check_request(const WorldRequest& request) {
  constexpr double scale_max = 10, share_min = 0.1;
  constexpr int change_days_max = 60, depth_max = 3;
  if (!(request.scale > 0 && request.scale <= scale_max)) {
    return usage("the scale of a world lies above 0 and at most at 10",
                 std::to_string(request.scale), "try --scale 0.05");
  }
  if (!(request.evidence_share >= share_min && request.evidence_share <= 1)) {
    return usage("the share of the evidence lies between 0.1 and 1",
                 std::to_string(request.evidence_share), "try --evidence-share 0.5");
  }
  const Evasion& evasion = request.evasion;
  if (evasion.number_change_days < 0 || evasion.number_change_days > change_days_max) {
    return usage("numbers change every 1 to 60 days, or with 0 hardly ever",
                 std::to_string(evasion.number_change_days), "try --number-change 7");
  }
  if (evasion.chain_depth < 0 || evasion.chain_depth > depth_max) {
    return usage("there are 0 to 3 layers of mules beyond the third",
                 std::to_string(evasion.chain_depth), "try --deeper-chains 2");
  }
  return {};
}

/// Splits what senders there are into those whose files come and those whose files are missing.
struct Chosen {
  std::vector<Sender> present, missing;
};
core::Result<Chosen> choose_senders(const std::vector<std::string>& missing_files) {
  std::set<std::string, std::less<>> known;
  for (const Sender& sender : senders) {
    known.emplace(sender.file);
    known.emplace(sender.kind);
  }
  for (const std::string& name : missing_files) {
    if (known.contains(name)) continue;
    const auto nearest = core::find_nearest(name, {known.begin(), known.end()});
    return usage("no simulated case has a file or a kind of files of this name", name,
                 nearest ? "did you mean " + *nearest + "?"
                         : "kinds: calls, transfers, chain, reports, subscribers, watchlist; "
                           "`cuibono simulate` prints the names of the files");
  }
  Chosen chosen;
  for (const Sender& sender : senders) {
    const bool missing = std::any_of(
        missing_files.begin(), missing_files.end(),
        [&](const std::string& name) { return name == sender.file || name == sender.kind; });
    (missing ? chosen.missing : chosen.present).push_back(sender);
  }
  if (chosen.present.empty()) {
    return usage("no file is left", "--without-file", "leave one kind of files in");
  }
  return chosen;
}

}  // namespace

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
  make_deeper_mules(story);
  change_numbers(story);
  split_sites(story);
  CB_TRY_STATUS(core::check_cancelled(context));
  move_scam_money(story);
  move_honest_money(story);
  move_chain_money(story);
  CB_TRY_STATUS(core::check_cancelled(context));
  CB_TRY_STATUS(make_calls(context, story));
  settle(story);
  hold_back(story);
  return story;
}

core::Result<World> make_world(const core::RunContext& context, const WorldRequest& request) {
  CB_TRY_STATUS(check_request(request));
  CB_TRY(const Chosen chosen, choose_senders(request.missing_files));
  CB_TRY(Story story, make_story(context, request));

  std::vector<std::optional<Written>> slots(chosen.present.size());
  CB_TRY_STATUS(core::parallel_blocks(
      context, slots.size(), 1, [&](const core::Block& block) -> core::Status {
        const Sender& sender = chosen.present[block.number];
        CB_TRY(slots[block.number], sender.write(story));
        CB_CHECK(slots[block.number]->file.name == sender.file, "a file goes by another name");
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
  std::vector<MissingFile> missing;
  for (const Sender& sender : chosen.missing) missing.push_back({sender.file, sender.kind});
  world.truth_json = write_truth(story, files, missing);
  for (Written& written : files) world.files.push_back(std::move(written.file));
  return world;
}

}  // namespace cuibono::simulation
