#pragma once
// Ledgers of ORACLES with names for their accounts and tags, for the tests of this folder.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "money/trace.h"

namespace cuibono::money {

/// Payments by name. A payer that `seeds` lists brings its own money: its name is a tag too.
struct NamedLedger {
  struct Row {
    std::string payer, payee;
    std::int64_t amount_minor = 0;
  };
  std::vector<std::string> seeds;  ///< tag 1, 2, … in this order
  std::vector<Row> rows;
};

struct NamedWorld {
  TraceOptions options;
  std::vector<LedgerTransfer> transfers;
  std::vector<Seed> seeds;
  std::map<std::string, std::uint32_t> accounts, tags;
  using Amounts = std::map<std::string, std::map<std::string, std::int64_t>>;

  explicit NamedWorld(const NamedLedger& ledger) {
    for (const std::string& name : ledger.seeds)
      tags.emplace(name, static_cast<std::uint32_t>(tags.size() + 1));
    const auto id = [this](const std::string& name) {
      return accounts.emplace(name, static_cast<std::uint32_t>(accounts.size())).first->second;
    };
    for (const NamedLedger::Row& row : ledger.rows) {
      const auto tag = tags.find(row.payer);
      if (tag != tags.end())
        seeds.push_back({static_cast<std::uint32_t>(transfers.size()), tag->second});
      const std::uint32_t payer = id(row.payer), payee = id(row.payee);
      transfers.push_back({payer, payee, row.amount_minor});
    }
    options.accounts = static_cast<std::uint32_t>(accounts.size());
    options.tags = static_cast<std::uint32_t>(tags.size());
  }

  /// account → tag → what rests there.
  [[nodiscard]] Amounts holdings_of(const Traced& traced) const {
    std::vector<std::string> account_names(accounts.size()), tag_names(tags.size() + 1);
    for (const auto& [name, id] : accounts) account_names[id] = name;
    for (const auto& [name, id] : tags) tag_names[id] = name;
    Amounts amounts;
    for (const Holding& holding : traced.holdings)
      amounts[account_names[holding.account]][tag_names[holding.tag]] = holding.amount_minor;
    return amounts;
  }
};

/// T01 (Todd 1996), in hundredths.
inline NamedLedger oracle_t01() {
  return {{"paul", "michael", "karen"},
          {{"paul", "fund", 1000},
           {"michael", "fund", 1000},
           {"fund", "spent", 1000},
           {"karen", "fund", 1000},
           {"fund", "spent", 1000}}};
}

/// T02: a holder's own 4,000 with the money of two clients, in hundredths. The car is payment 4.
inline constexpr std::uint32_t oracle_t02_car = 4;
inline NamedLedger oracle_t02() {
  return {{"own", "v1", "v2"},
          {{"own", "account", 400'000},
           {"v1", "account", 1'000'000},
           {"account", "rent", 600'000},
           {"v2", "account", 500'000},
           {"account", "car", 500'000},
           {"account", "gambling", 600'000},
           {"own", "account", 300'000},
           {"account", "fee", 10'000}}};
}

/// T05 as plain payments: 3 stolen and 7 fresh, outputs of 4 and 5, a fee of 1; in tenths.
inline NamedLedger oracle_t05() {
  return {{"stolen"},
          {{"stolen", "address", 30},
           {"fresh", "address", 70},
           {"address", "first_output", 40},
           {"address", "second_output", 50},
           {"address", "fee", 10}}};
}

/// T06: two accounts (M1), in hundredths.
inline NamedLedger oracle_t06() {
  return {{"own", "v1", "v2", "v3"},
          {{"own", "a", 100'000},
           {"v1", "a", 300'000},
           {"v2", "a", 200'000},
           {"a", "fee", 1'200},
           {"a", "b", 400'000},
           {"v3", "b", 150'000},
           {"b", "exchange", 350'000},
           {"b", "a", 50'000},
           {"a", "car", 200'000}}};
}

}  // namespace cuibono::money
