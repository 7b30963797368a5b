// The rules beside first in, first out and pro rata, and the passes back from one target, in nanoseconds a
// transfer; in turns with the forward passes and with a pass that only keeps balances.
#include "ledger_measure.h"
#include "money/lowest_balance.h"
#include "money/screening.h"
#include "money/trace_back.h"
#include "money/trace_classes.h"
#include "money/trace_lifo.h"

namespace cuibono::bench {
namespace {

using money::BackTarget;
using money::ClassOptions;
using money::FlowDetail;
using money::Traced;

constexpr unsigned rounds = 5;
constexpr LedgerSize size_checked{20'000, 2'000, 50};
constexpr LedgerSize size_measured{5'000'000, 500'000, 2'000};
const core::RunContext context;

template <class T>
T got(core::Result<T> result) {
  if (!result) give_up(result.error().what);
  return std::move(*result);
}

/// The ledger with all victims as one, or each under a tag of its own.
struct Question {
  const LedgerWorld* world;
  std::vector<money::Seed> seeds;
  money::TraceOptions options;
};

Question ask(const LedgerWorld& world, bool each_victim) {
  Question q{&world, world.seeds, {}};
  q.options.accounts = world.accounts;
  q.options.tags = each_victim ? world.victims : 1;
  q.options.flows = FlowDetail::none;
  for (money::Seed& seed : q.seeds) seed.tag = each_victim ? seed.tag : 1;
  return q;
}

Traced fifo(const Question& q) {
  return got(money::trace_fifo(context, q.world->transfers, q.seeds, q.options));
}
Traced lifo(const Question& q) {
  return got(money::trace_lifo(context, q.world->transfers, q.seeds, q.options));
}
Traced prorata(const Question& q) {
  return got(money::trace_prorata(context, q.world->transfers, q.seeds, q.options));
}
Traced classes(const Question& q, const ClassOptions& options) {
  return got(money::trace_classes(context, q.world->transfers, q.seeds, {}, {}, options));
}
std::vector<money::LowestBalance> lowest(const Question& q) {
  return got(money::find_lowest_balances(context, q.world->transfers, q.seeds, {},
                                         {q.options.accounts, q.options.tags, 0}));
}
money::Poisoned poison(const Question& q) {
  return got(money::find_poisoned(context, q.world->transfers, q.seeds, q.options.accounts,
                                  q.options.tags));
}
money::BackTraced back(decltype(&money::trace_back_fifo) kernel, const Question& q,
                       const BackTarget& target) {
  return got(kernel(context, q.world->transfers, q.seeds, q.options, target));
}

ClassOptions own_first(const Question& q, money::ClassRule rule) {
  return {q.options, money::ClassOrder::own_first, rule, money::UnknownAs::own};
}

/// The account on which most of the victims' money rests.
BackTarget fullest(const Question& q) {
  BackTarget target;
  std::int64_t most = 0;
  for (const money::Holding& h : fifo(q).holdings) {
    if (h.amount_minor <= most) continue;
    most = h.amount_minor;
    target.id = h.account;
  }
  return target;
}

void check_all(const Question& q) {
  const auto& transfers = q.world->transfers;
  const auto same = [](const Traced& a, const Traced& b) {
    return a.holdings == b.holdings && a.displaced == b.displaced &&
           a.balance_minor == b.balance_minor && !a.holdings.empty();
  };
  require(same(lifo(q), money::trace_lifo_reference(transfers, q.seeds, q.options)),
          "last in, first out differs from its twin");
  for (const auto rule : {money::ClassRule::fifo, money::ClassRule::prorata}) {
    const ClassOptions options = own_first(q, rule);
    require(same(classes(q, options),
                 money::trace_classes_reference(transfers, q.seeds, {}, {}, options)),
            "own first differs from its twin");
  }
  require(lowest(q) == money::find_lowest_balances_reference(
                           transfers, q.seeds, {}, {q.options.accounts, q.options.tags, 0}),
          "the lowest balance differs from its twin");
  const money::Poisoned slow =
      money::find_poisoned_reference(transfers, q.seeds, q.options.accounts);
  require(poison(q).accounts == slow.accounts && poison(q).transfers == slow.transfers,
          "poison differs from its twin");
  const BackTarget target = fullest(q);
  require(back(money::trace_back_fifo, q, target).sources ==
              money::trace_back_fifo_reference(transfers, q.seeds, q.options, target).sources,
          "first in, first out backwards differs from its twin");
  require(back(money::trace_back_prorata, q, target).sources ==
              money::trace_back_prorata_plain(transfers, q.seeds, q.options, target).sources,
          "pro rata backwards differs from its twin");
}

std::int64_t size_of(const Traced& traced) {
  return static_cast<std::int64_t>(traced.holdings.size());
}

void measure(std::vector<Contender> contenders, const LedgerWorld& world, std::size_t forward) {
  run_rounds(contenders, rounds);
  for (const Contender& contender : contenders) {
    Measure line = measure_of(contender, world, contenders.front());
    line["times_forward"] = rounded(ratio_to(contender, contenders[forward]));
    print_measure(line);
  }
}

void measure_all() {
  const LedgerWorld small = LedgerMaker(size_checked).make();
  for (const bool each : {false, true}) check_all(ask(small, each));
  const LedgerWorld world = LedgerMaker(size_measured).make();
  const Question one = ask(world, false), each = ask(world, true);
  for (const Question* q : {&one, &each}) {
    const std::string who = q == &one ? ", all victims as one" : ", each victim";
    std::vector<Contender> contenders{contend_balances(world)};
    const auto add = [&](const std::string& name, std::function<std::int64_t()> work) {
      contenders.push_back({name + who, std::move(work), {}});
    };
    add("fifo", [q] { return size_of(fifo(*q)); });
    add("lifo", [q] { return size_of(lifo(*q)); });
    add("own first, fifo",
        [q] { return size_of(classes(*q, own_first(*q, money::ClassRule::fifo))); });
    add("lowest balance", [q] { return static_cast<std::int64_t>(lowest(*q).size()); });
    add("poison", [q] { return static_cast<std::int64_t>(poison(*q).transfers.size()); });
    if (q == &one) {
      add("pro rata", [q] { return size_of(prorata(*q)); });
      add("own first, pro rata",
          [q] { return size_of(classes(*q, own_first(*q, money::ClassRule::prorata))); });
    }
    measure(std::move(contenders), world, 1);
  }
  const BackTarget target = fullest(one);
  const auto backwards = [&](const char* name, decltype(&money::trace_back_fifo) kernel) {
    return Contender{name,
                     [&, kernel] {
                       return static_cast<std::int64_t>(back(kernel, each, target).sources.size());
                     },
                     {}};
  };
  measure({contend_balances(world),
           {"pro rata", [&] { return size_of(prorata(one)); }, {}},
           backwards("pro rata, backwards from one account", money::trace_back_prorata)},
          world, 1);
  measure({contend_balances(world),
           {"fifo", [&] { return size_of(fifo(one)); }, {}},
           backwards("fifo, backwards from one account", money::trace_back_fifo)},
          world, 1);
}

}  // namespace
}  // namespace cuibono::bench

int main() { cuibono::bench::measure_all(); }
