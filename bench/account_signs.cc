// The accounts of a case that victims' money reached, a line of JSON each: signs, role by the rules, what the
// model says. Use: account_signs CASE. tools/train_accounts.py learns from it, bench/account_scores.py judges by it.
#include "investigation/privileged.h"
#include "investigation/results.h"
#include "investigation/run_parts.h"
#include "measure.h"
#include "money/signed_accounts.h"

namespace cuibono::bench {
namespace {

template <class Answer>
Answer get(core::Result<Answer> answer) {
  if (!answer.has_value()) give_up(answer.error().what + " " + answer.error().where);
  return std::move(*answer);
}

int list_accounts(const std::string& folder) {
  const core::RunContext context;
  const auto the_case = get(investigation::open_case(folder));
  auto store = get(investigation::Store::open(the_case));
  auto taken = get(investigation::take_in(context, the_case, store, {}));
  auto input = investigation::make_input(the_case, std::move(taken), {}, 1);
  input.rates = get(investigation::read_rates(the_case));
  const auto events = get(evidence::make_events(
      context, {input.items, input.batches, input.mappings, &input.mask, input.facts.simulated}));
  const auto entities = get(entities::make_entities(context, events, input.joining));
  money::MoneyRequest request;
  request.rates = input.rates.get();
  for (const auto& one : get(money::find_signed_accounts(context, events, entities, request))) {
    Measure line;
    line["account"] = events.selectors.text(one.account);
    line["currency"] = core::get_asset(one.asset).code;
    line["role"] = money::account_role_name(one.role);
    line["band"] = one.band;
    line["score"] = one.score_percent;
    line["signs"] = Measure::object();
    for (std::size_t i = 0; i < money::account_signs; ++i)
      line["signs"][std::string(money::account_sign_table()[i].name)] = one.signs[i];
    line["of_1000"] = Measure::object();
    for (const auto& purpose : one.score.purposes)
      line["of_1000"][purpose.purpose] = purpose.of_1000;
    print_measure(line);
  }
  return 0;
}

}  // namespace
}  // namespace cuibono::bench

int main(int argc, char** argv) {
  cuibono::bench::require(argc == 2, "use: account_signs CASE");
  return cuibono::bench::list_accounts(argv[1]);
}
