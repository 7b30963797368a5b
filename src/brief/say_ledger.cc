// What the ledger under the rules says: what came back, what was converted, and what it leaves open.
#include "brief/sentence_writer.h"

namespace cuibono::brief {
namespace {

constexpr std::size_t missing_rates_shown = 10;

std::string code_of(core::AssetId asset) { return std::string(core::get_asset(asset).code); }

void say_returns(SentenceWriter& w) {
  for (const auto& total : w.input().money.totals) {
    if (!total.is_traced || total.returned_minor <= 0) continue;
    std::vector<evidence::RecordRef> records;
    core::Int128 reversed = 0;
    for (const auto& back : w.input().money.returns) {
      if (back.asset != total.asset) continue;
      reversed += back.reversed_minor;
      records.insert(records.end(), back.records.begin(), back.records.end());
    }
    const std::string code = code_of(total.asset), unit = code + "_minor";
    const auto returned =
        w.count("returned|" + code, total.returned_minor, unit,
                "payments back to victims from accounts that they paid or that held their money, "
                "and charge-backs, whole",
                records);
    const auto taken =
        w.count("reversed|" + code, reversed, unit,
                "of these, reversals and charge-backs of victims' payments", records);
    const core::Int128 net_minor = total.traced_minor - total.returned_minor;
    const auto net = w.count("net|" + code, net_minor, unit,
                             "followed payments of victims less what came back", records);
    w.say("returned",
          "Of what is followed, {returned} came back to victims, {reversed} of it by reversals and "
          "charge-backs; {net} did not. What a payment back was for, the records do not say.",
          {w.money("returned", total.returned_minor, total.asset, returned),
           w.money("reversed", reversed, total.asset, taken),
           w.money("net", net_minor, total.asset, net)});
  }
}

void say_conversions(SentenceWriter& w) {
  struct Sum {
    core::Int128 paid = 0, received = 0;
    std::uint64_t payments = 0, at_reference = 0;
    std::vector<evidence::RecordRef> records;
  };
  std::map<std::pair<core::AssetId, core::AssetId>, Sum> sums;
  for (const auto& one : w.input().money.conversions) {
    Sum& sum = sums[{one.from, one.to}];
    sum.paid += one.fifo_paid_minor;
    sum.received += one.fifo_received_minor;
    ++sum.payments;
    sum.at_reference += one.is_executed ? 0U : 1U;
    for (const auto record : w.input().evidence.transfers.legs.of(one.transfer.index()))
      sum.records.push_back(record);
  }
  for (const auto& [way, sum] : sums) {
    const std::string from = code_of(way.first), to = code_of(way.second);
    const std::string key = from + "|" + to;
    const auto paid = w.count("converted_paid|" + key, sum.paid, from + "_minor",
                              "victims' money (FIFO) paid on in " + to, sum.records);
    const auto received = w.count("converted_received|" + key, sum.received, to + "_minor",
                                  "what arrived for it", sum.records);
    const auto payments = w.count("conversions|" + key, static_cast<core::Int128>(sum.payments),
                                  "payments", "payments that change the currency", sum.records);
    w.say("converted",
          "{paid} of victims' money became {received} in {payments} " +
              std::string(noun(sum.payments, "payment", "payments")) +
              " that change the currency, and is followed there" +
              (sum.at_reference == 0 ? " at the rates of the payments themselves."
                                     : "; where no record says what arrived, at reference rates."),
          {w.money("paid", sum.paid, way.first, paid),
           w.money("received", sum.received, way.second, received),
           w.number("payments", sum.payments, payments)});
  }
}

void say_in_one_currency(SentenceWriter& w) {
  const auto& sum = w.input().money.in_one_currency;
  if (!sum) return;
  const std::string unit = code_of(sum->asset) + "_minor";
  const auto reported = w.count("in_one_currency|reported", sum->reported_minor, unit,
                                "all that victims report, each payment at the rate of its day");
  const auto traced = w.count("in_one_currency|traced", sum->traced_minor, unit,
                              "all that is followed, each payment at the rate of its day");
  w.say("in_one_currency",
        "In one currency, at reference rates of the day of each payment, {reported} is reported "
        "and {traced} followed.",
        {w.money("reported", sum->reported_minor, sum->asset, reported),
         w.money("traced", sum->traced_minor, sum->asset, traced)});
}

}  // namespace

void say_ledger(SentenceWriter& w) {
  say_returns(w);
  say_conversions(w);
  say_in_one_currency(w);
}

void say_ledger_doubts(SentenceWriter& w) {
  for (const auto& doubt : w.input().money.doubts) {
    if (doubt.places == 0) continue;
    const std::string code = code_of(doubt.asset);
    const auto places =
        w.count("doubt|" + doubt.what + "|" + code, static_cast<core::Int128>(doubt.places),
                "places", "places of victims' money in " + code + ": " + doubt.why);
    std::string how;
    if (doubt.what == "order")
      how =
          "another amount when money comes before it leaves within a day than the other way "
          "round; money.json has both";
    else if (doubt.what == "gaps")
      how = "an interval in place of an amount, since the trail behind a gap is not certain";
    else if (doubt.what == "rates")
      how = "an interval for reference rates of one percent less and more";
    else
      how = "no lowest balance";
    w.say("doubt_" + doubt.what,
          "{places} " + std::string(noun(doubt.places, "place", "places")) +
              " in {currency}: {why}. They have {how}.",
          {w.number("places", doubt.places, places), w.name("currency", code),
           w.name("why", doubt.why), w.name("how", how)});
  }
  const auto& missing = w.input().money.missing_rates;
  for (std::size_t i = 0; i < std::min(missing_rates_shown, missing.size()); ++i) {
    const std::string from = code_of(missing[i].from), to = code_of(missing[i].to);
    const std::string day =
        core::format_time(missing[i].day * core::us_per_day, core::Precision::day);
    const auto amounts = w.count("missing_rate|" + from + "|" + to + "|" + day,
                                 static_cast<core::Int128>(missing[i].payments), "amounts",
                                 "amounts that could not be converted");
    w.say("missing_rate",
          "No table of rates says what {from} was worth in {to} on {day}: {amounts} " +
              std::string(noun(missing[i].payments, "amount", "amounts")) +
              " could not be converted.",
          {w.name("from", from), w.name("to", to), w.name("day", day),
           w.number("amounts", missing[i].payments, amounts)});
  }
}

}  // namespace cuibono::brief
