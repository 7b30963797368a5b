// Plain columns into the shapes that the stages' kernels take, and answers back to the caller's rows.
#include "investigation/kernels.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "entities/entities.h"
#include "network/network.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;

constexpr std::size_t ask_every = 1U << 16U;

Error unequal() {
  return {ErrorCode::bad_input, "the columns differ in length", "", "hand in one value a row"};
}

Error timeless() {
  return {ErrorCode::bad_input, "payments have no time, and a window needs one", "",
          "hand in a column of times"};
}

core::Status check_lengths(const TransferColumns& transfers) {
  const std::size_t rows = transfers.amount_minor.size();
  if (transfers.payer.size() != rows || transfers.payee.size() != rows ||
      (!transfers.time_us.empty() && transfers.time_us.size() != rows))
    return unequal();
  return {};
}

/// Rows in order of time; empty where they stand in it already.
std::vector<std::uint32_t> order_of(std::span<const std::int64_t> time_us) {
  if (std::is_sorted(time_us.begin(), time_us.end())) return {};
  std::vector<std::uint32_t> order(time_us.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return time_us[a] < time_us[b]; });
  return order;
}

template <class T>
std::vector<T> gather(std::span<const T> values, const std::vector<std::uint32_t>& order) {
  std::vector<T> out;
  out.reserve(order.size());
  for (const auto row : order) out.push_back(values[row]);
  return out;
}

template <class T>
void scatter(std::vector<T>& values, const std::vector<std::uint32_t>& order) {
  std::vector<T> out(values.size());
  for (std::size_t place = 0; place < order.size(); ++place) out[order[place]] = values[place];
  values = std::move(out);
}

}  // namespace

core::Result<money::Traced> trace_rows(const core::RunContext& context,
                                       const TransferColumns& transfers,
                                       std::vector<money::Seed> seeds, TraceRule rule,
                                       std::uint32_t tags) {
  CB_TRY_STATUS(check_lengths(transfers));
  const std::size_t rows = transfers.amount_minor.size();
  const std::vector<std::uint32_t> order = order_of(transfers.time_us);
  std::vector<std::uint32_t> place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;

  for (auto& seed : seeds) {
    if (seed.transfer >= rows) {
      return Error{ErrorCode::bad_input, "a seed names a row that is not there",
                   "row " + std::to_string(seed.transfer),
                   "rows count from 0 to " + std::to_string(rows) + " - 1"};
    }
    if (!place.empty()) seed.transfer = place[seed.transfer];
  }
  std::sort(seeds.begin(), seeds.end(),
            [](const auto& a, const auto& b) { return a.transfer < b.transfer; });
  const auto twice =
      std::adjacent_find(seeds.begin(), seeds.end(),
                         [](const auto& a, const auto& b) { return a.transfer == b.transfer; });
  if (twice != seeds.end()) {
    const std::uint32_t row = order.empty() ? twice->transfer : order[twice->transfer];
    return Error{ErrorCode::bad_input, "a row is seeded twice", "row " + std::to_string(row),
                 "name each row once"};
  }

  std::vector<money::LedgerTransfer> ledger;
  ledger.reserve(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    if (i % ask_every == 0) CB_TRY_STATUS(core::check_cancelled(context));
    const std::size_t row = order.empty() ? i : order[i];
    ledger.push_back({transfers.payer[row], transfers.payee[row], transfers.amount_minor[row]});
  }
  money::TraceOptions options;
  options.accounts = transfers.accounts;
  options.tags = tags;
  CB_TRY(money::Traced traced, rule == TraceRule::fifo
                                   ? money::trace_fifo(context, ledger, seeds, options)
                                   : money::trace_prorata(context, ledger, seeds, options));
  if (!order.empty()) {
    for (auto& flow : traced.flows) flow.transfer = order[flow.transfer];
    std::sort(traced.flows.begin(), traced.flows.end());
  }
  return traced;
}

core::Result<money::TransferFeatures> describe_rows(const core::RunContext& context,
                                                    const TransferColumns& transfers,
                                                    std::int64_t window_us) {
  CB_TRY_STATUS(check_lengths(transfers));
  if (transfers.time_us.size() != transfers.amount_minor.size()) return timeless();
  const std::vector<std::uint32_t> order = order_of(transfers.time_us);
  if (order.empty()) {
    return money::find_transfer_features(context,
                                         {transfers.time_us, transfers.payer, transfers.payee,
                                          transfers.amount_minor, transfers.accounts},
                                         window_us);
  }
  const auto time_us = gather(transfers.time_us, order);
  const auto payer = gather(transfers.payer, order), payee = gather(transfers.payee, order);
  const auto amount_minor = gather(transfers.amount_minor, order);
  CB_TRY(auto features,
         money::find_transfer_features(
             context, {time_us, payer, payee, amount_minor, transfers.accounts}, window_us));
  for (auto* column :
       {&features.payer_out_count, &features.payer_payees, &features.payee_in_count,
        &features.payee_payers, &features.payer_in_count, &features.paid_on_permille})
    scatter(*column, order);
  for (auto* column : {&features.payer_out_minor, &features.payee_in_minor,
                       &features.payer_in_minor, &features.since_in_us})
    scatter(*column, order);
  return features;
}

core::Result<RowShapes> shape_rows(const core::RunContext& context,
                                   const TransferColumns& transfers, std::int64_t window_us,
                                   std::uint32_t length_max) {
  CB_TRY_STATUS(check_lengths(transfers));
  if (transfers.time_us.size() != transfers.amount_minor.size()) return timeless();
  const std::vector<std::uint32_t> order = order_of(transfers.time_us);
  const auto time_us = gather(transfers.time_us, order);
  const auto payer = gather(transfers.payer, order), payee = gather(transfers.payee, order);
  const auto amount_minor = gather(transfers.amount_minor, order);
  money::PaymentColumns payments{time_us, payer, payee, amount_minor, transfers.accounts};
  if (order.empty()) {
    payments = {transfers.time_us, transfers.payer, transfers.payee, transfers.amount_minor,
                transfers.accounts};
  }
  const money::ShapeOptions options{window_us, window_us, window_us, window_us, length_max};
  RowShapes shapes;
  CB_TRY(shapes.counts, money::count_shapes(context, payments, options));
  CB_TRY(shapes.ends, money::find_end_statistics(context, payments, window_us));
  if (order.empty()) return shapes;
  auto& fans = shapes.counts.fans;
  for (auto* column : {&fans.payers_in, &fans.payees_out, &fans.payments_in, &fans.payments_out})
    scatter(*column, order);
  scatter(shapes.ends, order);
  for (auto* counts : {&shapes.counts.scatter_gathers, &shapes.counts.temporal_cycles,
                       &shapes.counts.short_cycles}) {
    for (auto& one : *counts) one.row = order[one.row];
    std::stable_sort(counts->begin(), counts->end(),
                     [](const auto& a, const auto& b) { return a.row < b.row; });
  }
  return shapes;
}

core::Result<std::vector<std::uint32_t>> connect_rows(const core::RunContext& context,
                                                      std::span<const std::uint32_t> from,
                                                      std::span<const std::uint32_t> to,
                                                      std::uint32_t nodes) {
  if (from.size() != to.size()) return unequal();
  core::DisjointSets sets(nodes);
  for (std::size_t row = 0; row < from.size(); ++row) {
    if (row % ask_every == 0) CB_TRY_STATUS(core::check_cancelled(context));
    if (from[row] >= nodes || to[row] >= nodes) {
      return Error{ErrorCode::bad_input, "a node is out of range", "row " + std::to_string(row),
                   "nodes count from 0 to " + std::to_string(nodes) + " - 1"};
    }
    sets.join(from[row], to[row]);
  }
  std::vector<std::uint32_t> least(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) least[node] = sets.find(node);
  return least;
}

core::Result<std::vector<CallSuccession>> find_call_successions(const core::RunContext& context,
                                                                const CallColumns& calls) {
  const std::size_t rows = calls.time_us.size();
  for (const auto* column : {&calls.caller, &calls.callee, &calls.imei, &calls.imsi}) {
    const bool may_lack = column == &calls.imei || column == &calls.imsi;
    if (column->size() != rows && !(may_lack && column->empty())) return unequal();
  }
  if (!calls.duration_s.empty() && calls.duration_s.size() != rows) return unequal();
  if (rows >= evidence::no_event) {
    return Error{ErrorCode::bad_input, "2^32 - 1 calls or more", "", "hand in fewer at once"};
  }

  // One table of selectors, a kind for each column; the same text in two columns is one selector.
  std::vector<std::pair<std::string_view, evidence::SelectorKind>> named;
  const auto name_all = [&](const std::vector<std::string_view>& column,
                            evidence::SelectorKind kind) {
    for (const auto text : column)
      if (!text.empty()) named.emplace_back(text, kind);
  };
  name_all(calls.caller, evidence::SelectorKind::tel);
  name_all(calls.callee, evidence::SelectorKind::tel);
  name_all(calls.imei, evidence::SelectorKind::imei);
  name_all(calls.imsi, evidence::SelectorKind::imsi);
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end(),
                          [](const auto& a, const auto& b) { return a.first == b.first; }),
              named.end());
  CB_TRY_STATUS(core::check_cancelled(context));
  std::vector<std::string> texts;
  std::vector<evidence::SelectorKind> kinds;
  for (const auto& [text, kind] : named) texts.emplace_back(text), kinds.push_back(kind);

  evidence::Evidence evidence;
  evidence.selectors = {std::move(texts), std::move(kinds),
                        std::vector(named.size(), evidence::Validity::plausible)};
  std::vector<std::uint32_t> order = order_of(calls.time_us);
  if (order.empty()) order.resize(rows), std::iota(order.begin(), order.end(), 0U);
  evidence::Calls& made = evidence.calls;
  const auto fill = [&](std::vector<evidence::SelectorId>& ids,
                        const std::vector<std::string_view>& column) {
    ids.assign(rows, evidence::no_selector);
    for (std::size_t i = 0; i < rows && !column.empty(); ++i) {
      if (!column[order[i]].empty()) ids[i] = *evidence.selectors.find(column[order[i]]);
    }
  };
  made.time_us = gather(calls.time_us, order);
  fill(made.caller, calls.caller), fill(made.callee, calls.callee);
  fill(made.caller_imei, calls.imei), fill(made.caller_imsi, calls.imsi);
  for (auto* none : {&made.displayed, &made.diverted_from, &made.callee_imei, &made.callee_imsi})
    none->assign(rows, evidence::no_selector);
  made.precision.assign(rows, core::Precision::second);
  made.offset_min.assign(rows, core::no_offset);
  made.duration_s.assign(rows, evidence::no_duration);
  for (std::size_t i = 0; i < rows && !calls.duration_s.empty(); ++i) {
    const std::int64_t seconds = calls.duration_s[order[i]];
    if (seconds >= 0)
      made.duration_s[i] = static_cast<std::int32_t>(std::min<std::int64_t>(seconds, INT32_MAX));
  }
  made.caller_cell.resize(rows), made.callee_cell.resize(rows);
  made.kind.assign(rows, evidence::CallKind::voice);
  made.answered.assign(rows, evidence::Answered::unknown);
  made.legs.begin.assign(rows + 1, 0);

  CB_TRY(const auto entities, entities::make_entities(context, evidence));
  CB_TRY(const auto network, network::make_network(context, evidence));
  CB_TRY(auto profiles, calls::profile_numbers(context, evidence, entities));
  CB_TRY_STATUS(calls::find_successions(context, evidence, network, profiles));
  const auto text = [&](evidence::SelectorId id) {
    return id == evidence::no_selector ? std::string() : evidence.selectors.text(id);
  };
  std::vector<CallSuccession> found;
  for (const auto& one : profiles.successions) {
    found.push_back({one.kind, text(one.from), text(one.to), text(one.by), one.last_us,
                     one.first_us, one.similarity_permille, one.runner_up_permille, one.shared,
                     one.of, one.same_card, one.same_handset});
  }
  return found;
}

namespace {

using Normalise = evidence::NormalForm (*)(std::string_view, const evidence::SelectorContext&);
constexpr std::array<std::string_view, 10> kind_names{
    "phone", "iban", "account", "card", "chain", "imei", "imsi", "email", "domain", "document"};
constexpr std::array<Normalise, kind_names.size()> kind_reads{
    evidence::normalise_phone,         evidence::normalise_account,
    evidence::normalise_account,       evidence::normalise_card,
    evidence::normalise_chain_address, evidence::normalise_imei,
    evidence::normalise_imsi,          evidence::normalise_email,
    evidence::normalise_domain,        evidence::normalise_document_number};

}  // namespace

std::span<const std::string_view> normal_form_kinds() noexcept { return kind_names; }

core::Result<evidence::NormalForm> normalise_text(std::string_view kind, std::string_view text,
                                                  std::string_view region, bool simulated) {
  const auto at = std::find(kind_names.begin(), kind_names.end(), kind);
  if (at == kind_names.end()) {
    return Error{ErrorCode::usage, "no kind of selector is called \"" + std::string(kind) + "\"",
                 "", "phone, iban, account, card, chain, imei, imsi, email, domain, document"};
  }
  evidence::SelectorContext context;
  context.region = region;
  context.source_system = "table";
  context.simulated = simulated;
  return kind_reads[static_cast<std::size_t>(at - kind_names.begin())](text, context);
}

}  // namespace cuibono::investigation
