#pragma once
#include <set>
#include <string>
#include <vector>

#include "investigation/replay_pairs.h"
#include "investigation/results.h"

namespace cuibono::investigation {

/// The few numbers by which replays are compared: how much of what the run knows a replay knows too.
///
/// Out     "headline|chains"        victims whose money a replay follows to the place where the run finds most of
///                                  it (by FIFO), wherever that place is in the records;
///         "headline|desks"         desks of the run that it finds;
///         "headline|groups"        groups of desks of the run that pair with one of its own;
///         "headline|traced|EUR"    victims' money that it follows, in the ledger unit.
/// Laws    1 the run itself has all of them.
class Headline {
 public:
  explicit Headline(const Results& run);
  [[nodiscard]] std::vector<Found> of(const Results& replay, const std::vector<Found>& found) const;
  [[nodiscard]] const std::vector<std::string>& currencies() const { return currencies_; }

 private:
  struct Chain {
    std::vector<std::string> victim;  // selectors
    std::set<std::string> places;     // with the currency
  };
  [[nodiscard]] static std::vector<Chain> chains_of(const Results& results, bool main_only);

  std::vector<Chain> chains_;
  std::set<std::string> desk_keys_, group_keys_;
  std::vector<std::string> currencies_;
};

}  // namespace cuibono::investigation
