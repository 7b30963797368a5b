// What reaches the case: of each bank a share of the accounts, of each operator a share of the
// numbers, of each agency a share of the reports (files_reports.cc).
#include <algorithm>
#include <array>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

/// The lowest draw of each sender, which is handed over in any case: no file is empty.
template <std::size_t senders>
using Lowest = std::array<double, senders>;

void hold_back_accounts(Story& story) {
  Lowest<banks_with_files> lowest;
  lowest.fill(1);
  const auto each = [&](const auto& body) {
    for (std::size_t i = 0; i < story.accounts.size(); ++i) {
      Account& account = story.accounts[i];
      const auto bank = static_cast<std::size_t>(account.bank);
      if (account.held && bank < banks_with_files) {
        body(account, lowest[bank], draw_handed(story, Handed::account, i));
      }
    }
  };
  each([](const Account&, double& low, double draw) { low = std::min(low, draw); });
  each([&](Account& account, double low, double draw) {
    account.held = draw < story.plan.evidence_share || draw == low;
  });
}

void hold_back_numbers(Story& story) {
  Lowest<3> lowest;
  lowest.fill(1);
  const auto each = [&](const auto& body) {
    for (std::size_t i = 0; i < story.phones.size(); ++i) {
      Phone& phone = story.phones[i];
      if (phone.network == Operator::none) continue;
      body(phone, lowest[static_cast<std::size_t>(phone.network)],
           draw_handed(story, Handed::phone, i));
    }
  };
  each([](const Phone&, double& low, double draw) { low = std::min(low, draw); });
  each([&](Phone& phone, double low, double draw) {
    phone.held = draw < story.plan.evidence_share || draw == low;
  });
}

}  // namespace

double draw_handed(const Story& story, Handed kind, std::uint64_t unit) noexcept {
  constexpr unsigned bits_of_units = 44;
  const std::uint64_t key = (static_cast<std::uint64_t>(kind) << bits_of_units) | unit;
  return make_stream(story.plan.seed, Purpose::handed, key).unit();
}

void hold_back(Story& story) {
  if (story.plan.evidence_share >= 1) return;
  hold_back_accounts(story);
  hold_back_numbers(story);
}

}  // namespace cuibono::simulation
