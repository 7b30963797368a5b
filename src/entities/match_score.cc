#include "entities/match_score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

// Two passes where there are many candidates: the first counts them and learns from those that a hash takes; the
// second compares and scores all. Where there are few, the patterns of the first pass are kept. Each block of
// records writes what is its own; blocks are put together by number.

namespace cuibono::entities {
namespace {

constexpr std::size_t records_at_once = 512, drawn_at_once = 4096;
constexpr std::uint64_t stream_background = 0x6261636B;  // which draws these are

using Counts = std::unordered_map<MatchPattern, PatternCount>;

struct FirstPass {
  std::uint64_t candidates = 0, learned_from = 0;
  Counts counts;
  std::vector<ScoredPair> kept;
};

void add_counts(const Counts& from, Counts& to) {
  for (const auto& [pattern, count] : from) {
    PatternCount& mine = to[pattern];
    mine.candidates += count.candidates;
    mine.background += count.background;
  }
}

[[nodiscard]] bool is_taken(std::uint64_t key_a, std::uint64_t key_b, std::uint64_t every) {
  return every == 1 || core::mix64(core::mix64(key_a) + core::mix64(key_b)) % every == 0;
}

/// Asks for the memory of the partners ahead: how far is a matter of what a comparison takes (about 1 µs) and a miss
/// (about 0.1 µs).
void fetch_ahead(const MatchTable& table, const std::vector<std::uint32_t>& partners,
                 std::size_t i) noexcept {
  constexpr std::size_t rows_ahead = 6, places_ahead = 4, texts_ahead = 2;
  if (i + rows_ahead < partners.size()) table.fetch_row(partners[i + rows_ahead]);
  if (i + places_ahead < partners.size()) table.fetch_places(partners[i + places_ahead]);
  if (i + texts_ahead < partners.size()) table.fetch_texts(partners[i + texts_ahead]);
}

[[nodiscard]] core::Result<FirstPass> count_candidates(const core::RunContext& context,
                                                       const MatchTable& table,
                                                       const MatchPlan& plan,
                                                       const MatchBlocks& blocks,
                                                       std::uint64_t every) {
  std::vector<FirstPass> parts((table.records + records_at_once - 1) / records_at_once);
  CB_TRY_STATUS(core::parallel_blocks(
      context, table.records, records_at_once, [&](const core::Block& block) -> core::Status {
        FirstPass& part = parts[block.number];
        std::vector<std::uint32_t> partners;
        MatchedValues met;
        for (auto a = static_cast<std::uint32_t>(block.begin); a < block.end; ++a) {
          blocks.partners(table, a, partners);
          part.candidates += partners.size();
          for (std::size_t i = 0; i < partners.size(); ++i) {
            const std::uint32_t b = partners[i];
            if (every == 1) fetch_ahead(table, partners, i);
            if (!is_taken(table.keys[a], table.keys[b], every)) continue;
            compare_records(table, plan.comparisons, a, b, met);
            ++part.counts[met.pattern].candidates;
            ++part.learned_from;
            if (every == 1) part.kept.push_back({a, b, 0, met.pattern});
          }
        }
        return {};
      }));
  FirstPass all;
  std::size_t kept = 0;
  for (const FirstPass& part : parts) kept += part.kept.size();
  all.kept.reserve(kept);
  for (FirstPass& part : parts) {
    all.candidates += part.candidates;
    all.learned_from += part.learned_from;
    add_counts(part.counts, all.counts);
    all.kept.insert(all.kept.end(), part.kept.begin(), part.kept.end());
    part = {};
  }
  return all;
}

/// The pair of a draw: two ranks, of all pairs each as likely.
[[nodiscard]] RecordPair drawn_pair(const core::CounterRandom& random, std::uint64_t draw,
                                    std::uint64_t records) noexcept {
  const auto words = random.at(draw);
  const auto scaled = [](std::uint32_t high, std::uint32_t low, std::uint64_t bound) {
    const std::uint64_t bits = (std::uint64_t{high} << 32U) | low;
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint32_t>((Wide{bits} * bound) >> 64U);
  };
  const std::uint32_t first = scaled(words[0], words[1], records);
  const std::uint32_t other = scaled(words[2], words[3], records - 1);
  return {first, other >= first ? other + 1 : other};
}

[[nodiscard]] core::Result<Counts> draw_background(const core::RunContext& context,
                                                   const MatchTable& table, const MatchPlan& plan,
                                                   const MatchBlocks& blocks,
                                                   std::uint64_t pairs_max) {
  Counts all;
  if (table.records < 2) return all;
  const std::vector<std::uint32_t> by_key = records_by_key(table);
  const std::uint64_t n = table.records, everything = n * (n - 1) / 2;
  const bool is_all = everything <= pairs_max;
  const std::uint64_t draws = is_all ? n : pairs_max;
  const std::size_t at_once = is_all ? 16 : drawn_at_once;
  const core::CounterRandom random(context.seed, stream_background);
  std::vector<Counts> parts((draws + at_once - 1) / at_once);
  CB_TRY_STATUS(
      core::parallel_blocks(context, draws, at_once, [&](const core::Block& block) -> core::Status {
        MatchedValues met;
        const auto look = [&](std::uint32_t a, std::uint32_t b) {
          if (!table.can_match(a, b) || blocks.share(a, b)) return;
          compare_records(table, plan.comparisons, a, b, met);
          ++parts[block.number][met.pattern].background;
        };
        for (std::size_t draw = block.begin; draw < block.end; ++draw) {
          if (is_all) {
            for (std::size_t b = draw + 1; b < n; ++b) look(by_key[draw], by_key[b]);
          } else {
            const RecordPair pair = drawn_pair(random, draw, n);
            look(by_key[pair.a], by_key[pair.b]);
          }
        }
        return {};
      }));
  for (const Counts& part : parts) add_counts(part, all);
  return all;
}

[[nodiscard]] core::Status check_plan(const MatchTable& table, const MatchPlan& plan) {
  const auto bad = [](std::string what, std::string where) {
    return core::Error{core::ErrorCode::bad_input, std::move(what), std::move(where), ""};
  };
  if (table.keys.size() != table.records) return bad("Each record needs a key", "");
  if (plan.comparisons.empty() || plan.comparisons.size() > comparisons_max)
    return bad("A plan has one to sixteen comparisons", "");
  for (std::size_t k = 0; k < plan.comparisons.size(); ++k) {
    const MatchComparison& one = plan.comparisons[k];
    if (one.column >= table.columns.size()) return bad("A comparison names no column", one.name);
    if (one.given.has_value() && *one.given >= k)
      return bad("The given name stands behind the family name", one.name);
  }
  return {};
}

[[nodiscard]] PatternTable pattern_table(const MatchTable& table, const MatchPlan& plan,
                                         const Counts& counts) {
  PatternTable out;
  for (const MatchComparison& one : plan.comparisons) {
    out.levels.push_back(static_cast<std::uint32_t>(levels_of(table.columns[one.column].kind())));
    out.shared_percent.push_back(one.shared_percent);
  }
  const auto& shared = out.shared_percent;
  if (std::all_of(shared.begin(), shared.end(), [](std::uint32_t p) { return p == 0; }))
    out.shared_percent.clear();
  for (const auto& [pattern, count] : counts)
    out.patterns.push_back({pattern, count.candidates, count.background});
  std::sort(out.patterns.begin(), out.patterns.end());
  return out;
}

}  // namespace

std::vector<std::uint32_t> records_by_key(const MatchTable& table) {
  return core::order_by_keys(table.keys);
}

FrequencyWeights make_frequencies(const MatchTable& table, const MatchPlan& plan,
                                  const MatchModel& model) {
  FrequencyWeights out;
  out.of.resize(plan.comparisons.size());
  for (std::size_t k = 0; k < plan.comparisons.size(); ++k) {
    const std::uint32_t percent = plan.comparisons[k].frequency_percent;
    if (percent == 0) continue;
    const MatchColumn& column = table.columns[plan.comparisons[k].column];
    std::uint64_t stated = 0;
    for (std::uint32_t v = 0; v < column.size(); ++v) stated += column.frequency(v);
    const double u = model.u[k][model.levels[k] - 1];
    out.of[k].resize(column.size());
    for (std::uint32_t v = 0; v < column.size(); ++v) {
      // Two records of one person have it twice: a value of two records is as rare as one of one.
      const double share = std::max(1.0, column.frequency(v) - 1.0) / static_cast<double>(stated);
      const ScoreBits whole = u > 0 ? score_of(u / share) : 0;
      out.of[k][v] = static_cast<std::int32_t>(whole * percent / 100);
    }
  }
  return out;
}

ScoreBits frequency_score(const MatchTable& table, const MatchPlan& plan,
                          const FrequencyWeights& frequencies, MatchPattern pattern, std::size_t k,
                          std::uint32_t a, std::uint32_t b) noexcept {
  const std::vector<std::int32_t>& weights = frequencies.of[k];
  if (weights.empty()) return 0;
  const std::size_t c = plan.comparisons[k].column;
  const MatchColumn& column = table.columns[c];
  if (level_at(pattern, k) + 1U != levels_of(column.kind())) return 0;
  const std::uint32_t value = table.row(a)[c];
  if (value < MatchTable::several_values && value == table.row(b)[c]) return weights[value];
  bool is_shared = false;
  ScoreBits most = 0;
  for (const std::uint32_t x : column.of(a)) {
    for (const std::uint32_t y : column.of(b)) {
      if (x != y || (is_shared && weights[x] <= most)) continue;
      most = weights[x];
      is_shared = true;
    }
  }
  return most;
}

void score_pair(const MatchTable& table, const MatchPlan& plan, const MatchModel& model,
                const FrequencyWeights& frequencies, MatchPattern pattern, std::uint32_t a,
                std::uint32_t b, PairScore& out) noexcept {
  out.total = model.prior_score;
  std::array<ScoreBits, comparisons_max> added{};
  for (std::size_t k = 0; k < plan.comparisons.size(); ++k) {
    const MatchLevel level = level_at(pattern, k);
    out.level[k] = level == no_level ? 0 : model.weights[k][level];
    out.frequency[k] = frequency_score(table, plan, frequencies, pattern, k, a, b);
    added[k] = out.level[k] + out.frequency[k];
    out.total += added[k];
  }
  out.household = household_score(model, std::span(added).first(plan.comparisons.size()));
  out.total += out.household;
}

core::Result<MatchScores> score_candidates(const core::RunContext& context, const MatchTable& table,
                                           const MatchPlan& plan, const ScoreOptions& options) {
  CB_TRY_STATUS(check_plan(table, plan));
  CB_TRY(const MatchBlocks blocks, make_blocks(context, table, plan.families));
  const std::uint64_t every = std::max<std::uint64_t>(
      1, (blocks.pairs_at_most() + options.training_pairs_max - 1) / options.training_pairs_max);
  CB_TRY(FirstPass first, count_candidates(context, table, plan, blocks, every));
  CB_TRY(const Counts background,
         draw_background(context, table, plan, blocks, options.background_pairs));
  MatchScores out;
  out.families = blocks.counts();
  out.candidates = first.candidates;
  out.learned_from = first.learned_from;
  for (const auto& [pattern, count] : background) out.background += count.background;
  add_counts(background, first.counts);

  PatternTable patterns = pattern_table(table, plan, first.counts);
  if (first.learned_from > 0) {
    patterns.candidate_scale =
        static_cast<double>(first.candidates) / static_cast<double>(first.learned_from);
  }
  if (out.background > 0) {
    patterns.background_scale =
        static_cast<double>(table.pairs() - first.candidates) / static_cast<double>(out.background);
  }
  CB_TRY(out.model, learn_model(patterns, options.learn));
  out.frequencies = make_frequencies(table, plan, out.model);

  const auto score = [&](ScoredPair& pair) {
    constexpr ScoreBits frequency_most = 64 * one_bit;  // more than the frequencies of names add
    pair.score = score_pattern(out.model, pair.pattern);
    if (pair.score + frequency_most < options.kept_min) return false;
    PairScore parts;
    score_pair(table, plan, out.model, out.frequencies, pair.pattern, pair.a, pair.b, parts);
    pair.score = parts.total;
    return pair.score >= options.kept_min;
  };
  if (every == 1) {
    out.pairs = std::move(first.kept);
    std::size_t kept = 0;
    for (ScoredPair pair : out.pairs) {
      if (score(pair)) out.pairs[kept++] = pair;
    }
    out.pairs.resize(kept);
    return out;
  }
  std::vector<std::vector<ScoredPair>> parts((table.records + records_at_once - 1) /
                                             records_at_once);
  CB_TRY_STATUS(core::parallel_blocks(
      context, table.records, records_at_once, [&](const core::Block& block) -> core::Status {
        std::vector<std::uint32_t> partners;
        MatchedValues met;
        for (auto a = static_cast<std::uint32_t>(block.begin); a < block.end; ++a) {
          blocks.partners(table, a, partners);
          for (std::size_t i = 0; i < partners.size(); ++i) {
            const std::uint32_t b = partners[i];
            fetch_ahead(table, partners, i);
            compare_records(table, plan.comparisons, a, b, met);
            ScoredPair pair{a, b, 0, met.pattern};
            if (score(pair)) parts[block.number].push_back(pair);
          }
        }
        parts[block.number].shrink_to_fit();
        return {};
      }));
  std::size_t count = 0;
  for (const auto& part : parts) count += part.size();
  out.pairs.reserve(count);
  for (auto& part : parts) {
    out.pairs.insert(out.pairs.end(), part.begin(), part.end());
    part = {};
  }
  return out;
}

double score_reference(const MatchTable& table, const MatchPlan& plan, const MatchModel& model,
                       std::uint32_t a, std::uint32_t b) {
  MatchedValues met;
  compare_records(table, plan.comparisons, a, b, met);
  double bits = std::log2(model.prior / (1 - model.prior));
  double household = model.households / (1 - model.prior - model.households);
  for (std::size_t k = 0; k < plan.comparisons.size(); ++k) {
    const MatchLevel level = level_at(met.pattern, k);
    if (level == no_level) continue;
    double added_here = std::log2(model.m[k][level] / model.u[k][level]);
    const MatchComparison& one = plan.comparisons[k];
    const auto take = [&] {
      bits += added_here;
      const double shared = one.shared_percent / 100.0;
      household *= (1 - shared) + shared * std::exp2(added_here);
    };
    if (one.frequency_percent == 0 || level + 1U != model.levels[k]) {
      take();
      continue;
    }
    const MatchColumn& column = table.columns[one.column];
    double stated = 0, best = 0;
    bool is_shared = false;
    for (std::uint32_t v = 0; v < column.size(); ++v) stated += column.frequency(v);
    for (const std::uint32_t x : column.of(a)) {
      for (const std::uint32_t y : column.of(b)) {
        if (x != y) continue;
        const double share = std::max(1.0, column.frequency(x) - 1.0) / stated;
        const double added = one.frequency_percent / 100.0 * std::log2(model.u[k][level] / share);
        best = is_shared ? std::max(best, added) : added;
        is_shared = true;
      }
    }
    added_here += best;
    take();
  }
  return bits - (model.shared.empty() ? 0 : std::log2(1 + household));
}

}  // namespace cuibono::entities
