#include "entities/match_explain.h"

#include <cstdlib>

namespace cuibono::entities {
namespace {

[[nodiscard]] std::string sentence(const MatchTable& table, const MatchComparison& comparison,
                                   const VerdictTurn& turn, bool is_match) {
  const MatchKind kind = table.columns[comparison.column].kind();
  std::string out = turn.from == no_level ? "If both stated it and " : "If ";
  out += comparison.name + " were \"" + std::string(level_words(kind, turn.to)) + "\"";
  if (turn.from != no_level)
    out += " instead of \"" + std::string(level_words(kind, turn.from)) + "\"";
  out += ", the sum would be " + show_bits(turn.after) + " bits and the two ";
  out += is_match ? "would not be taken as one" : "would be taken as one";
  return out;
}

void add_turns(const MatchTable& table, const MatchPlan& plan, const MatchModel& model,
               const PairScore& parts, MatchPattern pattern, ScoreBits match_min, Waterfall& out) {
  const std::size_t count = plan.comparisons.size();
  std::array<ScoreBits, comparisons_max> added{};
  for (std::size_t k = 0; k < count; ++k) added[k] = parts.level[k] + parts.frequency[k];

  for (std::size_t k = 0; k < plan.comparisons.size(); ++k) {
    const MatchLevel now = level_at(pattern, k);
    const auto try_level = [&](std::size_t to) {
      auto other = added;
      other[k] = model.weights[k][to];
      const ScoreBits after = out.score - parts.household - added[k] + other[k] +
                              household_score(model, std::span(other).first(count));
      if ((after >= match_min) == out.is_match) return false;
      VerdictTurn turn{k, now, static_cast<MatchLevel>(to), after, ""};
      turn.words = sentence(table, plan.comparisons[k], turn, out.is_match);
      out.turns.push_back(std::move(turn));
      return true;
    };
    const std::size_t levels = model.levels[k];
    if (now == no_level) {
      static_cast<void>(try_level(out.is_match ? 0 : levels - 1));
    } else if (out.is_match) {
      for (std::size_t to = now; to-- > 0;) {
        if (try_level(to)) break;
      }
    } else {
      for (std::size_t to = std::size_t{now} + 1; to < levels; ++to) {
        if (try_level(to)) break;
      }
    }
  }
}

}  // namespace

std::string show_bits(ScoreBits bits) {
  const ScoreBits tenths = (std::abs(bits) * 10 + one_bit / 2) / one_bit;
  const std::string sign = tenths == 0 ? "" : bits > 0 ? "+" : "\u2212";
  return sign + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

Waterfall explain_pair(const MatchTable& table, const MatchPlan& plan, const MatchModel& model,
                       const FrequencyWeights& frequencies, std::uint32_t a, std::uint32_t b,
                       ScoreBits match_min) {
  Waterfall out;
  MatchedValues met;
  compare_records(table, plan.comparisons, a, b, met);
  PairScore parts;
  score_pair(table, plan, model, frequencies, met.pattern, a, b, parts);
  const auto add = [&](WaterfallBar bar) {
    out.score += bar.bits;
    bar.after = out.score;
    out.bars.push_back(std::move(bar));
  };
  add({"before anything is compared", "", "", no_level, "how many pairs are one, of all pairs",
       model.prior_score, 0, false});
  for (std::size_t k = 0; k < plan.comparisons.size(); ++k) {
    const MatchComparison& one = plan.comparisons[k];
    const MatchColumn& column = table.columns[one.column];
    const MatchLevel level = level_at(met.pattern, k);
    WaterfallBar bar{one.name, "", "",   level, std::string(level_words(column.kind(), level)),
                     0,        0,  false};
    if (level == no_level) {
      if (!column.of(a).empty()) bar.value_a = column.written(column.of(a)[0]);
      if (!column.of(b).empty()) bar.value_b = column.written(column.of(b)[0]);
      add(std::move(bar));
      continue;
    }
    const MatchColumn& column_a = table.columns[met.column_a[k]];
    const MatchColumn& column_b = table.columns[met.column_b[k]];
    bar.value_a = column_a.written(met.a[k]);
    bar.value_b = column_b.written(met.b[k]);
    if (met.column_a[k] != met.column_b[k]) bar.words += ", given and family name read crosswise";
    bar.bits = parts.level[k];
    const std::string value = bar.value_a;
    add(std::move(bar));
    if (frequencies.of[k].empty() || level + 1U != model.levels[k]) continue;
    add({"how common it is: " + one.name, value, value, level,
         parts.frequency[k] >= 0 ? "rarer than most" : "more common than most", parts.frequency[k],
         0, true});
  }
  if (!model.shared.empty()) {
    add({"what two of one household have alike", "", "", no_level,
         parts.household == 0 ? "explains nothing here" : "explains a part of the agreement",
         parts.household, 0, false});
  }
  out.is_match = out.score >= match_min;
  add_turns(table, plan, model, parts, met.pattern, match_min, out);
  return out;
}

}  // namespace cuibono::entities
