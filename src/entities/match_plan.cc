#include "entities/match_plan.h"

#include <utility>

namespace cuibono::entities {
namespace {

using Columns = std::vector<std::size_t>;

[[nodiscard]] Columns of_kinds(const MatchTable& table, std::initializer_list<MatchKind> kinds) {
  Columns out;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    for (const MatchKind kind : kinds) {
      if (table.columns[c].kind() == kind) out.push_back(c);
    }
  }
  return out;
}

/// How often two of one household have it alike: set by judgement, before anything was measured. Twins have one
/// date of birth, a son his father's name, a couple one account.
[[nodiscard]] std::uint32_t shared_percent(MatchKind kind) noexcept {
  switch (kind) {
    case MatchKind::given_name:
    case MatchKind::whole_name:
    case MatchKind::date:
      return 3;
    case MatchKind::family_name:
      return 90;
    case MatchKind::place:
    case MatchKind::word:
      return 95;
    case MatchKind::phone:
      return 70;
    case MatchKind::account:
      return 50;
    case MatchKind::domain:
      return 90;
    case MatchKind::email:
    case MatchKind::device:
      return 20;
    case MatchKind::document:
      return 0;
  }
  return 0;
}

void add_numbers(const MatchTable& table, const PlanOptions& options, MatchPlan& plan) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const MatchColumn& column = table.columns[c];
    const auto add = [&](std::string_view what, KeyForm form, std::uint32_t cap,
                         bool is_weak = false) {
      plan.families.push_back({column.name() + std::string(what), {{{c}, form}}, cap, is_weak});
    };
    switch (column.kind()) {
      case MatchKind::document:
      case MatchKind::account:
        add(", whole", KeyForm::whole, 0);
        add(", its first half", KeyForm::first_half, options.number_block_max, true);
        add(", its last half", KeyForm::last_half, options.number_block_max, true);
        break;
      case MatchKind::device:
      case MatchKind::domain:
        add(", whole", KeyForm::whole, 0);
        break;
      case MatchKind::phone:
        add(", whole", KeyForm::whole, 0);
        add(", its last seven digits", KeyForm::last_seven, options.number_block_max);
        break;
      case MatchKind::email:
        add(", whole", KeyForm::whole, 0);
        add(", before the @", KeyForm::before_at, options.number_block_max);
        break;
      default:
        break;
    }
  }
}

}  // namespace

MatchPlan make_plan(const MatchTable& table, const PlanOptions& options) {
  MatchPlan plan;
  std::optional<std::size_t> given;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    MatchComparison one;
    one.name = table.columns[c].name();
    one.column = c;
    const MatchKind kind = table.columns[c].kind();
    if (kind == MatchKind::given_name) given = plan.comparisons.size();
    if (kind == MatchKind::family_name) one.given = std::exchange(given, std::nullopt);
    const bool is_common = kind == MatchKind::given_name || kind == MatchKind::family_name ||
                           kind == MatchKind::whole_name || kind == MatchKind::place;
    one.frequency_percent = is_common ? options.frequency_percent : 0;
    one.shared_percent = options.has_households ? shared_percent(kind) : 0;
    plan.comparisons.push_back(std::move(one));
  }

  add_numbers(table, options, plan);
  const Columns names =
      of_kinds(table, {MatchKind::given_name, MatchKind::family_name, MatchKind::whole_name});
  const Columns dates = of_kinds(table, {MatchKind::date});
  const Columns places = of_kinds(table, {MatchKind::place});
  const Columns emails = of_kinds(table, {MatchKind::email});
  const auto add = [&](std::string name, std::vector<KeyPart> parts, bool is_weak) {
    for (const KeyPart& part : parts) {
      if (part.columns.empty()) return;
    }
    plan.families.push_back({std::move(name), std::move(parts),
                             is_weak ? options.weak_block_max : options.block_max, is_weak});
  };
  add("two sounding names", {{names, KeyForm::sound_pairs}}, false);
  add("start of a name and date", {{names, KeyForm::starts}, {dates, KeyForm::whole}}, false);
  add("date and place", {{dates, KeyForm::whole}, {places, KeyForm::longest}}, false);
  add("name and day of the year", {{names, KeyForm::sounds}, {dates, KeyForm::month_day}}, true);
  add("name and year", {{names, KeyForm::sounds}, {dates, KeyForm::year}}, true);
  add("name and place", {{names, KeyForm::sounds}, {places, KeyForm::longest}}, true);
  add("place and year", {{places, KeyForm::longest}, {dates, KeyForm::year}}, true);
  add("place, whole", {{places, KeyForm::whole}}, true);
  add("date", {{dates, KeyForm::whole}}, true);
  add("day of the year", {{dates, KeyForm::month_day}}, true);
  add("month", {{dates, KeyForm::year_month}}, true);
  for (KeyFamily& family : plan.families)
    family.is_weak = family.is_weak && table.records >= options.weak_records_min;
  return plan;
}

}  // namespace cuibono::entities
