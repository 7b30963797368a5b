// Conditional replay: the units of evidence drawn again, and what was found each time.
#include "investigation/replay_draws.h"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "investigation/replay_lines.h"
#include "investigation/resample.h"

namespace cuibono::investigation {
namespace {

/// A draw runs on one thread and tells nobody how far it is.
core::RunContext quiet(const core::RunContext& context) {
  core::RunContext alone = context;
  alone.threads = 1;
  alone.progress = {};
  return alone;
}

core::Result<std::vector<Found>> follow_weights(const core::RunContext& context,
                                                const Results& results, const DrawWeights& weights,
                                                const RunGroups& run,
                                                const FollowOptions& options) {
  const evidence::Evidence drawn = weigh_evidence(results.evidence, weights);
  const entities::Entities known = weigh_entities(results.entities, drawn);
  std::vector<StageTime> stages;
  Stopwatch watch(context, stages);
  CB_TRY(const Followed followed, follow(context, drawn, known, options, watch));
  return what_was_found(drawn, followed, run);
}

/// Values of one key over the draws.
class Tally {
 public:
  explicit Tally(const Draws& draws) : of_(static_cast<std::uint32_t>(draws.size())) {
    for (const auto& draw : draws.found) {
      for (const auto& found : draw) {
        auto& values = by_key_[found.key];
        ++values.kept;
        if (found.value) values.values.push_back(*found.value);
      }
    }
    for (auto& [key, values] : by_key_) std::sort(values.values.begin(), values.values.end());
  }
  [[nodiscard]] claims::Resamples of(const std::string& key) const {
    claims::Resamples out{of_, 0, std::nullopt, std::nullopt};
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return out;
    out.kept = found->second.kept;
    const auto& values = found->second.values;
    if (values.empty()) return out;
    constexpr std::size_t twentieth = 20;
    const std::size_t cut = (values.size() + twentieth - 1) / twentieth;
    out.low = values[cut - 1];
    out.high = values[values.size() - cut];
    return out;
  }

 private:
  struct Values {
    std::uint32_t kept = 0;
    std::vector<core::Int128> values;
  };
  std::uint32_t of_;
  std::map<std::string, Values> by_key_;
};

}  // namespace

core::Result<Draws> draw_again(const core::RunContext& context, const Results& results,
                               std::uint64_t draws, const FollowOptions& options) {
  const ResamplingUnits units(results.evidence, results.entities);
  const auto run = groups_of(results.evidence, results.followed);
  const core::RunContext alone = quiet(context);
  Draws out;
  out.found.resize(draws);
  std::mutex telling;
  std::uint64_t done = 0;
  CB_TRY_STATUS(
      core::parallel_blocks(context, draws, 1, [&](const core::Block& block) -> core::Status {
        const std::size_t number = block.begin;
        CB_TRY(out.found[number],
               follow_weights(alone, results, units.draw(context.seed, number), run, options));
        const std::lock_guard lock(telling);
        context.report("resamples", "", ++done, draws);
        return {};
      }));
  return out;
}

core::Result<std::vector<Found>> whole_again(const core::RunContext& context,
                                             const Results& results, const FollowOptions& options) {
  const ResamplingUnits units(results.evidence, results.entities);
  const auto run = groups_of(results.evidence, results.followed);
  return follow_weights(quiet(context), results, units.whole(), run, options);
}

void mark_resamples(const Draws& draws, Followed& followed) {
  const Tally tally(draws);
  for (auto* findings :
       {&followed.money.findings, &followed.profiles.findings, &followed.organisation.findings}) {
    for (auto& finding : *findings) {
      if (finding.kind != claims::FindingKind::size) finding.resamples = tally.of(finding.key);
    }
  }
  for (auto& actor : followed.organisation.actors) {
    if (!actor.is_victim && actor.band != "set_aside")
      actor.resamples = tally.of(actor_key(actor.id));
  }
  for (auto& site : followed.organisation.sites) site.resamples = tally.of(site_key(site.id));
}

core::Result<brief::OutputFile> draws_as_lines(const core::RunContext& context,
                                               const brief::BriefInput& run, const Draws& draws) {
  std::vector<Found> of_run;
  for (const auto* findings :
       {&run.money.findings, &run.profiles.findings, &run.organisation.findings}) {
    for (const auto& finding : *findings) {
      if (finding.kind != claims::FindingKind::size) of_run.push_back({finding.key, {}, {}});
    }
  }
  for (const auto& actor : run.organisation.actors) {
    if (!actor.is_victim && actor.band != "set_aside")
      of_run.push_back({actor_key(actor.id), {}, {}});
  }
  for (const auto& site : run.organisation.sites) of_run.push_back({site_key(site.id), {}, {}});
  std::sort(of_run.begin(), of_run.end());
  ReplayLines lines("bootstrap", run, of_run);
  for (std::size_t draw = 0; draw < draws.size(); ++draw) {
    CB_TRY_STATUS(core::check_cancelled(context));
    lines.add(draw, draws.found[draw]);
  }
  return std::move(lines).finish();
}

ReplayTable draws_as_table(const Results& results, const AnalysisInput& input) {
  struct Row {
    std::string key, kind;
    const claims::Resamples* resamples;
  };
  std::vector<Row> rows;
  const Followed& followed = results.followed;
  for (const auto* findings :
       {&followed.money.findings, &followed.profiles.findings, &followed.organisation.findings}) {
    for (const auto& finding : *findings) {
      if (finding.resamples)
        rows.push_back({finding.key, std::string(claims::finding_kind_name(finding.kind)),
                        &*finding.resamples});
    }
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.resamples->kept, a.key) < std::tie(b.resamples->kept, b.key);
  });
  std::vector<std::string> keys;
  for (const auto& row : rows) keys.push_back(row.key);
  const auto shown = brief::shown_keys(results.for_brief(input.facts), keys);
  ReplayTable table{"bootstrap", {"finding", "kind", "kept", "of", "low", "high"}, {}, {}, 0.0};
  const auto number = [](const std::optional<core::Int128>& value) {
    return value ? core::format_minor(*value) : std::string();
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& resamples = *rows[i].resamples;
    table.rows.push_back({shown[i], rows[i].kind, std::to_string(resamples.kept),
                          std::to_string(resamples.of), number(resamples.low),
                          number(resamples.high)});
  }
  table.notes.emplace_back(
      "given the identities, the legs of events and the matched payments of the run");
  table.notes.emplace_back("doubt of these identities is drawn apart: --family identity");
  return table;
}

}  // namespace cuibono::investigation
