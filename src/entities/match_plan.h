#pragma once
#include "entities/match_score.h"

namespace cuibono::entities {

struct PlanOptions {
  std::uint32_t block_max =
      50;  ///< records of a block of two names, of a date with a name or a place
  std::uint32_t weak_block_max = 16;    ///< of a weak block: where it is larger it tells little
  std::uint32_t number_block_max = 50;  ///< of a block of parts of numbers
  std::uint32_t weak_records_min =
      5'000;  ///< smaller tables can afford to compare what shares one weak key
  std::uint32_t frequency_percent = 100;  ///< of names and places; 0: frequency does not count
  bool has_households =
      true;  ///< two who live together have much alike: PatternTable::shared_percent
};

/// The usual plan for a table, from the kinds of its columns alone.
///
/// Use     where nobody wrote a plan.
/// Out     a comparison a column; families: whole documents, accounts, handsets, phones and e-mails without a cap,
///         their parts, and names, dates and places two by two, capped.
/// Laws    1 it depends on the kinds and order of columns and the number of records, never on values.
[[nodiscard]] MatchPlan make_plan(const MatchTable& table, const PlanOptions& options = {});

}  // namespace cuibono::entities
