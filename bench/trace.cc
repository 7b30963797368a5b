// Tracing, in nanoseconds a transfer, against a pass over the same transfers that only keeps balances.
#include "ledger_measure.h"

namespace cuibono::bench {
namespace {

using money::FlowDetail;
using money::Traced;
using money::TraceOptions;

constexpr unsigned rounds = 5;
constexpr LedgerSize size_small{20'000, 2'000, 50};
constexpr LedgerSize size_of_twins{200'000, 20'000, 200};
constexpr LedgerSize size_measured{5'000'000, 500'000, 2'000};

/// What a kernel is asked: a ledger, its seeds, and whether victims are told apart.
struct Question {
  std::string name;
  const LedgerWorld* world = nullptr;
  std::vector<money::Seed> seeds;
  TraceOptions options;
};

Question ask_one_tag(const LedgerWorld& world, FlowDetail flows) {
  Question question{"all victims as one", &world, world.seeds, {}};
  for (money::Seed& seed : question.seeds) seed.tag = 1;
  question.options.accounts = world.accounts;
  question.options.tags = 1;
  question.options.flows = flows;
  return question;
}

Question ask_each_victim(const LedgerWorld& world, FlowDetail flows) {
  Question question{"each victim", &world, world.seeds, {}};
  question.options.accounts = world.accounts;
  question.options.tags = world.victims;
  question.options.flows = flows;
  return question;
}

/// Every unit of money under the label of the deposit that brought it: what a payment lacks is paid in
/// by one account more, which stands for the world outside, under a label of its own.
struct OriginWorld {
  LedgerWorld world;
  Question question;
};

OriginWorld label_every_origin(const LedgerWorld& world) {
  OriginWorld origins;
  const std::uint32_t outside = world.accounts;
  std::vector<std::int64_t> balance(world.accounts, 0);
  for (const auto& t : world.transfers) {
    if (t.payer == t.payee) continue;
    const std::int64_t missing = std::max<std::int64_t>(0, t.amount_minor - balance[t.payer]);
    if (missing > 0) {
      const auto label = static_cast<std::uint32_t>(origins.world.seeds.size() + 1);
      const auto place = static_cast<std::uint32_t>(origins.world.transfers.size());
      origins.world.seeds.push_back({place, label});
      origins.world.transfers.push_back({outside, t.payer, missing});
    }
    balance[t.payer] += missing - t.amount_minor;
    balance[t.payee] += t.amount_minor;
    origins.world.transfers.push_back(t);
  }
  origins.world.accounts = world.accounts + 1;
  origins.world.victims = static_cast<std::uint32_t>(origins.world.seeds.size());
  origins.question = ask_each_victim(origins.world, FlowDetail::none);
  return origins;
}

using Kernel = decltype(&money::trace_fifo);
using Twin = decltype(&money::trace_fifo_reference);

Traced trace(Kernel kernel, const Question& question) {
  auto traced =
      kernel(core::RunContext{}, question.world->transfers, question.seeds, question.options);
  if (!traced) give_up(traced.error().what);
  return std::move(*traced);
}

Traced trace(Twin twin, const Question& question) {
  return twin(question.world->transfers, question.seeds, question.options);
}

void check(Kernel kernel, Twin twin, const Question& question, const std::string& name) {
  const Traced fast = trace(kernel, question), slow = trace(twin, question);
  const bool is_equal = fast.holdings == slow.holdings && fast.flows == slow.flows &&
                        fast.balance_minor == slow.balance_minor &&
                        fast.displaced == slow.displaced &&
                        fast.unexplained_minor == slow.unexplained_minor;
  require(is_equal, name + " differs from its twin, " + question.name);
  require(!fast.holdings.empty(), name + " holds nothing");
}

void check_all(const LedgerWorld& world) {
  for (const FlowDetail flows : {FlowDetail::none, FlowDetail::by_transfer, FlowDetail::by_tag}) {
    for (const Question& question : {ask_one_tag(world, flows), ask_each_victim(world, flows)}) {
      check(money::trace_fifo, money::trace_fifo_reference, question, "first in, first out");
      check(money::trace_prorata, money::trace_prorata_plain, question, "pro rata");
    }
  }
  const OriginWorld origins = label_every_origin(world);
  check(money::trace_fifo, money::trace_fifo_reference, origins.question, "first in, first out");
}

std::string flows_name(FlowDetail flows) {
  if (flows == FlowDetail::none) return "no flows";
  return flows == FlowDetail::by_transfer ? "flows by transfer" : "flows by tag";
}

Contender contend(const std::string& rule, Kernel kernel, const Question& question) {
  return {rule + ", " + question.name + ", " + flows_name(question.options.flows),
          [kernel, &question] {
            const Traced traced = trace(kernel, question);
            return static_cast<std::int64_t>(traced.holdings.size() + traced.flows.size());
          },
          {}};
}

/// Measures, and keeps the lines for the peers.
class Board {
 public:
  void measure(std::vector<Contender> contenders, const LedgerWorld& world) {
    run_rounds(contenders, rounds);
    for (const Contender& contender : contenders) {
      Measure measure = measure_of(contender, world, contenders.front());
      print_measure(measure);
      lines_.push_back(std::move(measure));
    }
  }
  void keep() const { write_scratch("trace.json", Measure(lines_).dump()); }

 private:
  std::vector<Measure> lines_;
};

void write_holdings(const std::string& name, const Traced& traced) {
  static_assert(sizeof(money::Holding) == 16);
  write_numbers(name, traced.holdings);
}

/// The ledger and what our kernels made of it, so that peers are known to answer the same question.
void write_for_peers(const LedgerWorld& world) {
  static_assert(sizeof(money::LedgerTransfer) == 16 && sizeof(money::Seed) == 8);
  write_numbers("transfers.bin", world.transfers);
  write_numbers("seeds.bin", world.seeds);
  const Question one = ask_one_tag(world, FlowDetail::none);
  const Question each = ask_each_victim(world, FlowDetail::none);
  write_holdings("fifo_one.bin", trace(money::trace_fifo, one));
  write_holdings("fifo_each.bin", trace(money::trace_fifo, each));
  write_holdings("prorata_one.bin", trace(money::trace_prorata, one));
}

void measure_all() {
  check_all(LedgerMaker(size_small).make());
  Board board;
  {
    const LedgerWorld world = LedgerMaker(size_of_twins).make();
    const Question one = ask_one_tag(world, FlowDetail::none);
    const auto slow = [&](const char* name, Twin twin) {
      return Contender{
          name,
          [twin, &one] { return static_cast<std::int64_t>(trace(twin, one).holdings.size()); },
          {}};
    };
    board.measure({contend_balances(world), contend("fifo", money::trace_fifo, one),
                   slow("fifo twin", money::trace_fifo_reference),
                   contend("pro rata", money::trace_prorata, one),
                   slow("pro rata twin", money::trace_prorata_plain)},
                  world);
  }
  const LedgerWorld world = LedgerMaker(size_measured).make();
  write_for_peers(world);
  {
    std::vector<Question> questions;
    for (const FlowDetail flows : {FlowDetail::none, FlowDetail::by_transfer})
      questions.push_back(ask_one_tag(world, flows));
    for (const FlowDetail flows : {FlowDetail::none, FlowDetail::by_transfer, FlowDetail::by_tag})
      questions.push_back(ask_each_victim(world, flows));
    std::vector<Contender> contenders{contend_balances(world)};
    for (const Question& question : questions)
      contenders.push_back(contend("fifo", money::trace_fifo, question));
    for (const Question& question : questions) {
      if (question.options.flows == FlowDetail::none || question.options.tags == 1)
        contenders.push_back(contend("pro rata", money::trace_prorata, question));
    }
    board.measure(std::move(contenders), world);
  }
  {
    OriginWorld origins = label_every_origin(world);
    origins.question.name = "every deposit its own label";
    board.measure(
        {contend_balances(origins.world), contend("fifo", money::trace_fifo, origins.question)},
        origins.world);
    write_holdings("fifo_origins.bin", trace(money::trace_fifo, origins.question));
  }
  board.keep();
}

}  // namespace
}  // namespace cuibono::bench

int main() { cuibono::bench::measure_all(); }
