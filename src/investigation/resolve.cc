#include "investigation/resolve.h"

#include <cmath>

#include "investigation/judging.h"

namespace cuibono::investigation {
namespace {

constexpr double bit = 65'536;

std::string bits_in_words(std::int64_t score) {
  const auto tenths =
      static_cast<std::int64_t>(std::llround(static_cast<double>(score) * 10 / bit));
  const std::int64_t size = std::abs(tenths);
  return (tenths < 0 ? "\u2212" : "+") + std::to_string(size / 10) + "." +
         std::to_string(size % 10);
}

std::string share_in_words(std::uint32_t permille) {
  std::string digits = std::to_string(std::min(permille, 999U));
  digits.insert(0, 3 - digits.size(), '0');
  return (permille > 999 ? "> 0." : "0.") + digits;
}

/// Pairs with victims under their pseudonyms.
class Shower {
 public:
  Shower(const Judging& judging, const brief::Shown& shown) : judging_(judging), shown_(shown) {}

  [[nodiscard]] ShownPair show(const entities::HolderPair& pair) const {
    ShownPair out{selector(pair.a),
                  selector(pair.b),
                  names(pair.a, pair.names_a),
                  names(pair.b, pair.names_b),
                  records(pair.records_a),
                  records(pair.records_b)};
    out.bits = bits_in_words(pair.score);
    out.share = share_in_words(pair.permille);
    out.words = pair.words;
    out.is_joined = pair.is_joined;
    return out;
  }

 private:
  [[nodiscard]] std::string selector(const std::string& text) const {
    const auto id = judging_.evidence().selectors.find(text);
    return id ? shown_.selectors[id->index()] : text;
  }
  [[nodiscard]] std::string names(const std::string& text,
                                  const std::vector<std::string>& names) const {
    const auto* entity = judging_.holder(judging_.judged(), text);
    if (entity != nullptr && entity->is_victim) return selector(text);
    return core::join(names, " / ");
  }
  [[nodiscard]] std::string records(const std::vector<evidence::RecordRef>& records) const {
    constexpr std::size_t shown_most = 3;
    std::string words;
    for (std::size_t i = 0; i < records.size() && i < shown_most; ++i)
      words += (i == 0 ? "" : " ") + judging_.evidence().items[records[i].item_rank()].label + "#" +
               std::to_string(records[i].ordinal());
    if (records.size() > shown_most) words += " +" + std::to_string(records.size() - shown_most);
    return words;
  }

  const Judging& judging_;
  const brief::Shown& shown_;
};

}  // namespace

core::Result<ResolveReport> resolve_case(const core::RunContext& context, const Case& the_case,
                                         const ResolveRequest& request) {
  if (!request.explain.empty() && request.explain.size() != 2)
    return core::Error{core::ErrorCode::usage, "a pair is explained by two words", "",
                       "cuibono resolve --explain A B"};
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder, CaseUse::read));
  CB_TRY(const Judging judging, Judging::open(context, the_case, CaseUse::read));
  CB_TRY(const brief::Shown shown, judging.shown());
  const Shower shower(judging, shown);
  entities::JoinRule rule = judging.rule();
  rule.auto_permille = request.auto_permille.value_or(rule.auto_permille);
  ResolveReport report;
  if (!request.explain.empty()) {
    CB_TRY(const std::string a, judging.key_of(request.explain[0]));
    CB_TRY(const std::string b, judging.key_of(request.explain[1]));
    CB_TRY(auto explained, entities::explain_holders(context, judging.evidence(), rule, a, b));
    report.pairs.push_back(shower.show(explained.pair));
    report.bars = std::move(explained.bars);
    report.turns = std::move(explained.turns);
    return report;
  }
  CB_TRY(const auto listed,
         entities::list_pairs(context, judging.evidence(), rule,
                              request.review_permille.value_or(the_case.settings.review_permille),
                              request.limit));
  for (const auto& pair : listed.pairs) report.pairs.push_back(shower.show(pair));
  report.holders = listed.holders;
  report.compared = listed.compared;
  report.above = listed.above;
  report.expected = listed.expected;
  report.is_learned = listed.is_learned;
  report.notes = listed.notes;
  return report;
}

}  // namespace cuibono::investigation
