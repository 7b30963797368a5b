// Shapes and statistics of each payment: a whole table, family by family, and one payment at a time.
// bench/features_peer.py measures snapml and DuckDB on the payments that are written here.
#include <algorithm>
#include <chrono>

#include "ledger_world.h"
#include "measure.h"
#include "money/amount_statistics.h"
#include "money/shape_counts.h"
#include "money/shape_stream.h"

namespace cuibono::bench {
namespace {

using money::PaymentColumns;

const core::RunContext context;
constexpr std::int64_t window_us = core::us_per_day;
constexpr std::uint32_t length_max = 10;
constexpr unsigned rounds = 5;

/// Payments of a ledger as columns.
struct Columns {
  std::uint32_t accounts = 0;
  std::vector<std::int64_t> time_us, amount_minor;
  std::vector<std::uint32_t> payer, payee;
  [[nodiscard]] PaymentColumns columns() const {
    return {time_us, payer, payee, amount_minor, accounts};
  }
};

Columns make(std::uint32_t transfers, std::uint32_t accounts) {
  const LedgerWorld world = LedgerMaker({transfers, accounts, 1}).make();
  constexpr std::int64_t minute_us = 60'000'000;
  Columns columns{accounts, {}, {}, {}, {}};
  for (std::size_t i = 0; i < world.transfers.size(); ++i) {
    columns.time_us.push_back(world.minutes[i] * minute_us);
    columns.payer.push_back(world.transfers[i].payer);
    columns.payee.push_back(world.transfers[i].payee);
    columns.amount_minor.push_back(world.transfers[i].amount_minor);
  }
  return columns;
}

template <class Answer>
Answer get(core::Result<Answer> answer) {
  if (!answer.has_value()) give_up(answer.error().what);
  return std::move(*answer);
}

void write(const std::string& name, const Columns& world) {
  write_numbers(name + "_time.bin", world.time_us);
  write_numbers(name + "_payer.bin", world.payer);
  write_numbers(name + "_payee.bin", world.payee);
  write_numbers(name + "_amount.bin", world.amount_minor);
}

void write_counts(const std::string& name, const money::SizeCounts& counts) {
  std::vector<std::uint64_t> flat;
  for (const auto& one : counts) flat.insert(flat.end(), {one.row, one.size, one.count});
  write_numbers(name, flat);
}

/// What snapml must say as well, cell by cell, of 10,000 payments that it is given one at a time.
void write_small(const std::string& name, const Columns& world) {
  write(name, world);
  money::ShapeOptions options;
  const auto shapes = get(money::count_shapes(context, world.columns(), options));
  write_numbers(name + "_payers_in.bin", shapes.fans.payers_in);
  write_numbers(name + "_payees_out.bin", shapes.fans.payees_out);
  write_numbers(name + "_payments_in.bin", shapes.fans.payments_in);
  write_numbers(name + "_payments_out.bin", shapes.fans.payments_out);
  write_counts(name + "_scatter_gather.bin", shapes.scatter_gathers);
  write_counts(name + "_temporal_cycle.bin", shapes.temporal_cycles);
  write_counts(name + "_short_cycle.bin", shapes.short_cycles);
  std::vector<double> statistics;
  for (const auto& ends : get(money::find_end_statistics(context, world.columns(), window_us))) {
    for (const auto& of : {ends.payer_out, ends.payer_in, ends.payee_out, ends.payee_in}) {
      statistics.insert(
          statistics.end(),
          {static_cast<double>(of.others), static_cast<double>(of.payments), of.payments_an_other(),
           of.mean(), static_cast<double>(of.sum_minor), static_cast<double>(of.least_minor),
           static_cast<double>(of.most_minor), static_cast<double>(of.middle_twice_minor) / 2,
           of.variance, of.skewness, of.kurtosis});
    }
  }
  write_numbers(name + "_statistics.bin", statistics);
}

std::vector<Contender> families(const PaymentColumns& payments) {
  return {{"fan and degree",
           [=] {
             return static_cast<std::int64_t>(
                 get(money::count_fans(context, payments, window_us)).payees_out.back());
           },
           {}},
          {"statistics",
           [=] {
             return get(money::find_end_statistics(context, payments, window_us))
                 .back()
                 .payer_out.sum_minor;
           },
           {}},
          {"scatter-gather",
           [=] {
             return static_cast<std::int64_t>(
                 get(money::count_scatter_gathers(context, payments, window_us)).size());
           },
           {}},
          {"temporal cycles",
           [=] {
             return static_cast<std::int64_t>(
                 get(money::count_temporal_cycles(context, payments, window_us)).size());
           },
           {}},
          {"short cycles",
           [=] {
             return static_cast<std::int64_t>(
                 get(money::count_short_cycles(context, payments, window_us, length_max)).size());
           },
           {}},
          {"all",
           [=] {
             const auto shapes = get(money::count_shapes(context, payments, {}));
             const auto ends = get(money::find_end_statistics(context, payments, window_us));
             return static_cast<std::int64_t>(shapes.short_cycles.size() + ends.size());
           },
           {}}};
}

nlohmann::ordered_json measure_tables(const Columns& world) {
  auto contenders = families(world.columns());
  run_rounds(contenders, rounds);
  auto lines = nlohmann::ordered_json::array();
  for (const Contender& contender : contenders) {
    const double ns = 1e9 / static_cast<double>(world.time_us.size());
    Measure line(
        {{"measure", contender.name},
         {"transfers", world.time_us.size()},
         {"accounts", world.accounts},
         {"ns_a_transfer", rounded(median(contender.seconds) * ns)},
         {"ns_best",
          rounded(*std::min_element(contender.seconds.begin(), contender.seconds.end()) * ns)}});
    print_measure(line);
    lines.push_back(line);
  }
  return lines;
}

/// One payment at a time, on the wall clock: what waits for the answer waits so long.
Measure measure_stream(const Columns& world, std::size_t payments) {
  money::ShapeStream stream(money::StreamOptions{{}, window_us, world.accounts});
  std::vector<double> taken;
  std::int64_t kept = 0;
  const double began = processor_seconds();
  for (std::size_t i = 0; i < payments; ++i) {
    const auto start = std::chrono::steady_clock::now();
    auto shapes =
        stream.add(world.time_us[i], world.payer[i], world.payee[i], world.amount_minor[i]);
    taken.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
            .count());
    require(shapes.has_value(), "the stream refuses a payment");
    kept += shapes->ends.payer_out.payments;
  }
  const double seconds = processor_seconds() - began;
  require(kept > 0, "the stream saw nothing");
  std::sort(taken.begin(), taken.end());
  Measure line(
      {{"measure", "one at a time, all families"},
       {"transfers", payments},
       {"accounts", world.accounts},
       {"us_p50", rounded(taken[payments / 2])},
       {"us_p99", rounded(taken[payments * 99 / 100])},
       {"us_most", rounded(taken.back())},
       {"payments_a_second", static_cast<std::int64_t>(static_cast<double>(payments) / seconds)}});
  print_measure(line);
  return line;
}

int run_bench() {
  write_small("small", make(10'000, 1'500));
  Columns apart = make(10'000, 1'500);  // no two at one time
  for (std::size_t i = 0; i < apart.time_us.size(); ++i)
    if (i > 0) apart.time_us[i] = std::max(apart.time_us[i], apart.time_us[i - 1] + 1'000'000);
  write_small("apart", apart);

  const Columns world = make(1'000'000, 100'000);
  write("large", world);
  const auto fans = get(money::count_fans(context, world.columns(), window_us));
  write_numbers("large_payers_in.bin", fans.payers_in);
  write_numbers("large_payees_out.bin", fans.payees_out);
  auto lines = measure_tables(world);
  lines.push_back(measure_stream(world, world.time_us.size() / 2));
  write_scratch("features.json", lines.dump());
  return 0;
}

}  // namespace
}  // namespace cuibono::bench

int main() { return cuibono::bench::run_bench(); }
