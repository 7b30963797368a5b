// Exact replay: every stage after mapping, under the masks of a family.
#include "investigation/replay_exact.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <map>

#include "investigation/coalitions.h"
#include "investigation/replay_headline.h"
#include "investigation/replay_lines.h"
#include "investigation/run_parts.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {
namespace {

/// What a replay does not compute (MoneyDepth::replay) must not seem to fall with the evidence.
void leave_out_doubts(brief::Told& told) {
  std::erase_if(told.sentences,
                [](const auto& sentence) { return sentence.form.starts_with("doubt_"); });
  std::erase_if(told.findings,
                [](const std::string& key) { return key.starts_with("count|case|doubt|"); });
}

/// What one replay amounts to beside the run.
struct Outcome {
  std::vector<Found> headline, found;
  brief::BriefFates fates;
};

std::int64_t value_of(const std::vector<Found>& headline, std::string_view key) {
  for (const auto& one : headline) {
    if (one.key == key) return static_cast<std::int64_t>(one.value.value_or(0));
  }
  return 0;
}

std::string in_words(const Found& one) {
  constexpr std::string_view minor = "_minor";
  if (!one.unit.ends_with(minor))
    return std::to_string(static_cast<std::int64_t>(one.value.value_or(0)));
  const auto asset = core::find_asset(one.unit.substr(0, one.unit.size() - minor.size()));
  return asset ? core::format_amount(one.value.value_or(0), *asset)
               : core::format_minor(one.value.value_or(0));
}

/// "traced EUR" of "headline|traced|EUR".
std::string column_of(const std::string& key) {
  std::string name = key.substr(key.find('|') + 1);
  std::replace(name.begin(), name.end(), '|', ' ');
  return name;
}

class FamilyRun {
 public:
  FamilyRun(const core::RunContext& context, AnalysisInput& whole, const Results& run,
            Family family)
      : context_(context),
        whole_(whole),
        run_(run),
        family_(family),
        groups_(groups_of(run.evidence, run.followed)),
        headline_(run),
        of_run_(what_was_found(run.evidence, run.followed, groups_)) {}

  core::Result<FamilyReplay> go() {
    const brief::BriefInput told_input = run_.for_brief(whole_.facts);
    CB_TRY(told_, brief::tell_brief(context_, told_input));
    leave_out_doubts(told_);
    const auto headline = headline_.of(run_, of_run_);
    std::vector<Found> keys = of_run_;
    keys.insert(keys.end(), headline.begin(), headline.end());
    std::sort(keys.begin(), keys.end());
    ReplayLines lines(std::string(family_name(family_)), told_input, keys);
    ReplayLines headlines(std::string(family_name(family_)), told_input, headline);
    FamilyReplay out;
    begin_table(out.table, headline);
    const auto masks = masks_of(family_, whole_.items, rows_left_out());
    std::map<std::uint64_t, std::vector<Found>> by_coalition;
    std::string bytes;
    for (std::size_t draw = 0; draw < masks.size(); ++draw) {
      context_.report("replay", masks[draw].words, draw, masks.size());
      CB_TRY(const Outcome outcome, replay(masks[draw].request, masks[draw].joining));
      by_coalition.emplace(masks[draw].coalition, outcome.headline);
      add_row(out.table, masks[draw].words, outcome);
      if (std::popcount(masks[draw].coalition) > 1 && draw + 1 < masks.size()) {
        headlines.name(draw, masks[draw].words);
        headlines.add(draw, outcome.headline);
        bytes += headlines.take();
      } else {
        std::vector<Found> all = outcome.found;
        all.insert(all.end(), outcome.headline.begin(), outcome.headline.end());
        std::sort(all.begin(), all.end());
        lines.name(draw, masks[draw].words);
        lines.add(draw, all);
        bytes += lines.take();
      }
    }
    if (family_ == Family::jurisdictions) {
      CB_TRY_STATUS(add_shares(out.table, headline, by_coalition));
      for (const auto& row : out.table.rows) {
        if (row.front().starts_with("share of "))
          bytes += share_lines(row, out.table, masks.size());
      }
    }
    if (family_ == Family::identity) say_of_identity(out.table);
    out.stages = std::move(times_);
    out.file = {"replay/" + std::string(family_name(family_)) + ".jsonl", std::move(bytes)};
    if (masks.empty()) {
      out.table.notes.push_back(
          family_ == Family::as_of ? "no item has another received date than the others"
          : family_ == Family::handling
              ? "no handling code tells items apart"
              : "nothing can be taken away that leaves something: there is one source");
    }
    return out;
  }

 private:
  void say_of_identity(ReplayTable& table) const {
    const auto& known = run_.entities;
    const std::string of_joined = std::to_string(known.doubtful_joins);
    table.notes.push_back(
        "in the run " + of_joined +
        (known.doubtful_joins == 1 ? " record is joined" : " records are joined") +
        " to others by a phone, account, handset or card alone; " +
        std::to_string(known.kept_apart) +
        " shared selectors join nobody, or not all who use them, since the names differ");
    table.notes.emplace_back(
        "a clustering that is drawn keeps half of these joins: no weight of theirs has been "
        "learned, and "
        "names alone join nothing in any of them");
  }
  /// Rows that the run leaves out are left out of its replays; the rest of what it was asked for has
  /// been done: its items are those that live.
  [[nodiscard]] evidence::MaskRequest rows_left_out() const {
    evidence::MaskRequest rows;
    for (const auto& record : whole_.facts.mask.without_records) {
      evidence::MaskRequest one;
      one.without_records.push_back(record);
      if (evidence::plan_mask(whole_.items, one).has_value())
        rows.without_records.push_back(record);
    }
    return rows;
  }

  core::Result<Outcome> replay(const evidence::MaskRequest& request,
                               entities::JoinRule joining = {}) {
    joining.seed = context_.seed;
    CB_TRY(const LentInput lent, LentInput::lend(whole_, request, joining));
    std::vector<StageTime> stages;
    Stopwatch watch(context_, stages);
    const auto since = std::chrono::steady_clock::now();
    CB_TRY(const Results results, find_results(context_, lent.input(), watch));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since;
    stages.push_back({"all stages", took.count(), 0, 0});
    add_times(stages);
    Outcome outcome;
    outcome.found = what_was_found(results.evidence, results.followed, groups_);
    outcome.headline = headline_.of(results, outcome.found);
    CB_TRY(const brief::Told other,
           brief::tell_brief(context_, results.for_brief(lent.input().facts)));
    outcome.fates = brief::compare_briefs(told_, other);
    return outcome;
  }

  /// Every draw goes through the same stages.
  void add_times(const std::vector<StageTime>& draw) {
    times_.resize(draw.size());
    for (std::size_t i = 0; i < draw.size(); ++i) {
      times_[i].name = draw[i].name;
      times_[i].seconds += draw[i].seconds;
      ++times_[i].rows;
      times_[i].peak_bytes = std::max(times_[i].peak_bytes, draw[i].peak_bytes);
    }
  }

  void begin_table(ReplayTable& table, const std::vector<Found>& headline) const {
    table.family = std::string(family_name(family_));
    table.columns = {"mask"};
    for (const auto& one : headline) table.columns.push_back(column_of(one.key));
    for (const char* name : {"findings_lost", "findings_changed", "findings_new", "sentences_fall",
                             "sentences_change", "sentences_stand", "sentences_new"})
      table.columns.emplace_back(name);
    std::vector<std::string> row{"the run"};
    for (const auto& one : headline) row.push_back(in_words(one));
    row.insert(row.end(), {"0", "0", "0", "0", "0", std::to_string(told_.sentences.size()), "0"});
    table.rows.push_back(std::move(row));
  }

  void add_row(ReplayTable& table, const std::string& words, const Outcome& outcome) const {
    std::uint64_t lost = 0, changed = 0, fresh = 0;
    auto other = outcome.found.begin();
    for (const auto& one : of_run_) {
      while (other != outcome.found.end() && other->key < one.key) ++other, ++fresh;
      if (other == outcome.found.end() || other->key != one.key) {
        ++lost;
      } else {
        changed += other->value != one.value ? 1U : 0U;
        ++other;
      }
    }
    fresh += static_cast<std::uint64_t>(outcome.found.end() - other);
    std::uint64_t fall = 0, change = 0, stand = 0;
    for (const auto& sentence : outcome.fates.sentences) {
      fall += sentence.fate == brief::Fate::falls ? 1U : 0U;
      change += sentence.fate == brief::Fate::changes ? 1U : 0U;
      stand += sentence.fate == brief::Fate::stands ? 1U : 0U;
    }
    std::vector<std::string> row{words};
    for (const auto& one : outcome.headline) row.push_back(in_words(one));
    for (const std::uint64_t count : {lost, changed, fresh, fall, change, stand,
                                      static_cast<std::uint64_t>(outcome.fates.added.size())})
      row.push_back(std::to_string(count));
    table.rows.push_back(std::move(row));
  }

  /// What each jurisdiction adds to each headline number, over all orders of joining.
  core::Status add_shares(ReplayTable& table, const std::vector<Found>& headline,
                          std::map<std::uint64_t, std::vector<Found>>& by_coalition) {
    const auto places = jurisdictions_of(whole_.items);
    constexpr std::size_t exact_most = 8;
    if (places.empty()) return {};
    std::vector<std::vector<std::string>> rows;
    for (const auto& place : places) rows.push_back({"share of " + place});
    for (const auto& one : headline) {
      std::vector<Share> shares;
      if (places.size() <= exact_most) {
        std::vector<std::int64_t> values{0};
        for (std::uint64_t c = 1; c < (std::uint64_t{1} << places.size()); ++c)
          values.push_back(value_of(by_coalition[c], one.key));
        CB_TRY(shares, shapley(values));
      } else {
        constexpr std::uint64_t pairs = 8;
        CB_TRY(shares, shapley_sampled(places.size(), pairs, context_.seed, [&](std::uint64_t c) {
                 return worth(c, one.key, places, by_coalition);
               }));
      }
      for (std::size_t i = 0; i < places.size(); ++i) rows[i].push_back(share_text(one, shares[i]));
    }
    for (auto& row : rows) row.resize(table.columns.size());
    // After the run and each place alone, before the coalitions.
    const auto behind = static_cast<std::ptrdiff_t>(1 + places.size());
    table.rows.insert(table.rows.begin() + behind, rows.begin(), rows.end());
    if (places.size() > exact_most) {
      table.notes.push_back("shares are averages over 16 orders of joining, drawn by the seed");
    }
    return {};
  }

  static std::string share_text(const Found& one, Share share) {
    constexpr std::string_view minor = "_minor";
    if (one.unit.ends_with(minor)) {
      const auto asset = core::find_asset(one.unit.substr(0, one.unit.size() - minor.size()));
      for (int digit = 0; asset && digit < core::get_asset(*asset).exponent; ++digit)
        share.below *= 10;
    }
    return share.text();
  }

  core::Result<std::int64_t> worth(std::uint64_t coalition, const std::string& key,
                                   const std::vector<std::string>& places,
                                   std::map<std::uint64_t, std::vector<Found>>& known) {
    if (coalition == 0) return std::int64_t{0};
    if (!known.contains(coalition)) {
      evidence::MaskRequest request = rows_left_out();
      for (std::size_t i = 0; i < places.size(); ++i) {
        if ((coalition >> i & 1U) != 0) request.jurisdictions.push_back(places[i]);
      }
      CB_TRY(const Outcome outcome, replay(request));
      known.emplace(coalition, outcome.headline);
    }
    return value_of(known[coalition], key);
  }

  [[nodiscard]] std::string share_lines(const std::vector<std::string>& row,
                                        const ReplayTable& table, std::size_t draw) const {
    std::string bytes;
    for (std::size_t i = 1; i < row.size() && !row[i].empty(); ++i)
      bytes += plain_line(table.family, draw, row[0] + "|" + table.columns[i], row[i]);
    return bytes;
  }

  const core::RunContext& context_;
  AnalysisInput& whole_;
  const Results& run_;
  Family family_;
  RunGroups groups_;
  Headline headline_;
  std::vector<Found> of_run_;
  brief::Told told_;
  std::vector<StageTime> times_;
};

}  // namespace

core::Result<LentInput> LentInput::lend(AnalysisInput& whole, const evidence::MaskRequest& request,
                                        const entities::JoinRule& joining,
                                        money::MoneyDepth depth) {
  CB_TRY(evidence::MaskPlan plan, evidence::plan_mask(whole.items, request));
  LentInput lent(whole);
  AnalysisInput& part = lent.part_;
  part.facts = whole.facts;
  part.rates = whole.rates;
  part.currency = whole.currency;
  part.facts.pseudonym_keys.clear();
  part.facts.mask = request;
  part.facts.mask_words = mask_in_words(request);
  part.facts.mask_notes = std::move(plan.notes);
  part.use_references = whole.use_references;
  part.judgements = whole.judgements;
  part.joining = joining;
  part.joining.auto_permille =
      joining.joining == entities::Joining::sure_ids ? 0 : whole.joining.auto_permille;
  part.joining.judgements = entities::judgements_by(whole.judgements, request.as_of_us);
  part.depth = depth;
  part.rules = whole.rules;
  for (std::uint32_t rank = 0; rank < whole.items.size(); ++rank) {
    if (!plan.mask.contains_item(rank)) continue;
    lent.places_.push_back(rank);
    part.items.push_back(whole.items[rank]);
    part.batches.push_back(std::move(whole.batches[rank]));
    part.mappings.push_back(std::move(whole.mappings[rank]));
    if (rank < whole.facts.pseudonym_keys.size())
      part.facts.pseudonym_keys.push_back(whole.facts.pseudonym_keys[rank]);
  }
  part.mask = mask_of_rows(part.items, request.without_records);
  return lent;
}

LentInput::LentInput(LentInput&& other) noexcept
    : whole_(other.whole_), part_(std::move(other.part_)), places_(std::move(other.places_)) {
  other.places_.clear();
}

LentInput::~LentInput() {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    whole_->batches[places_[i]] = std::move(part_.batches[i]);
    whole_->mappings[places_[i]] = std::move(part_.mappings[i]);
  }
}

core::Result<FamilyReplay> replay_family(const core::RunContext& context, AnalysisInput& whole,
                                         const Results& run, Family family) {
  return FamilyRun(context, whole, run, family).go();
}

}  // namespace cuibono::investigation
