#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <vector>

#include "brief/brief.h"
#include "investigation/investigation.h"

namespace cuibono::investigation {

class Stopwatch;
/// Some stages, one after the other, each begun at the stopwatch that it is handed.
using Tale = std::function<core::Status(const core::RunContext&, Stopwatch&)>;

/// Writes down what each stage took. Times go to metrics.json and nowhere else.
class Stopwatch {
 public:
  Stopwatch(const core::RunContext& context, std::vector<StageTime>& stages)
      : context_(context), stages_(stages) {}

  void begin(const char* name, std::uint64_t rows);
  void end();
  /// Tales at once, as far as there are threads; their times overlap, and stand one after the other.
  /// Errors  that of the first tale that failed.
  [[nodiscard]] core::Status side_by_side(std::span<const Tale> tales);

 private:
  const core::RunContext& context_;
  std::vector<StageTime>& stages_;
  std::chrono::steady_clock::time_point since_;
  bool running_ = false;
};

/// What follows from events and identities: everything that a conditional replay computes again.
struct Followed {
  network::Network network;
  money::Money money;
  money::FoundPatterns patterns;
  std::vector<claims::Finding>
      pattern_findings;  ///< in the words of rules; none in conditional replays
  calls::CallProfiles profiles;
  organisation::Organisation organisation;
};

/// What all stages found, before a word is written.
struct Results {
  evidence::Evidence evidence;
  entities::Entities entities;
  claims::Claims claims;
  Followed followed;
  std::vector<leads::Lead> leads;

  /// As the brief takes it. Borrows from both.
  [[nodiscard]] brief::BriefInput for_brief(const brief::CaseFacts& facts) const {
    return {facts,
            evidence,
            entities,
            claims.claims,
            followed.network,
            followed.money,
            followed.profiles,
            followed.organisation,
            leads,
            &claims.review,
            &followed.pattern_findings};
  }
};

struct FollowOptions {
  bool use_references = false;  ///< trace with the slow twins
  bool simulated = false;       ///< of the case
  money::MoneyDepth depth = money::MoneyDepth::full;
  std::span<const money::PatternRule> rules = {};  ///< none: no patterns are looked for
  const money::Rates* rates = nullptr;             ///< borrows; nullptr: no table
  std::optional<core::AssetId> currency{};         ///< in which sums are told as well
};
/// Connect, trace, organise. Laws as of the stages.
[[nodiscard]] core::Result<Followed> follow(const core::RunContext& context,
                                            const evidence::Evidence& evidence,
                                            const entities::Entities& entities,
                                            const FollowOptions& options, Stopwatch& watch);

/// analyse for who asks for no record again: the columns of the records are given up when their events
/// stand; kinds, accounts and what was set aside stay in the input.
[[nodiscard]] core::Result<Analysis> analyse_once(const core::RunContext& context,
                                                  AnalysisInput& input);

/// The story without its telling: all stages but the brief.
[[nodiscard]] core::Result<Results> find_results(const core::RunContext& context,
                                                 const AnalysisInput& input, Stopwatch& watch);

}  // namespace cuibono::investigation
