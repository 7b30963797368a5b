// The laws of make_events on random cases of several files.
#include <gtest/gtest.h>

#include "evidence/events_parts.h"
#include "evidence/events_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;

/// Draws words for the cells of a row; few of each, so that records meet.
class Cells {
 public:
  explicit Cells(core::CounterRandom& random) : random_(random) {}
  std::string pick(std::initializer_list<const char*> words) {
    return words.begin()[random_.below(words.size())];
  }
  std::string account() { return pick({"90001", "90001", "90002", "90002", "90003"}); }
  std::string phone() {
    return pick({"+99955500001", "+99955500001", "00999 555 00001", "+49 30 23125001", "200", ""});
  }
  /// With a number of call lists alone, which one of its spellings leaves only plausible.
  std::string line() {
    return pick({"+99955500001", "+99955500001", "+99955500001", "+49 30 23125002",
                 "+49 30 23125002", "493023125002", "200", ""});
  }
  std::string sum() { return pick({"5.00", "5.00", "5.00", "5.0", "9"}); }
  std::string day() { return pick({"2025-02-03", "2025-02-03", "2025-02-04", "2025-02-06"}); }
  std::string clock() {
    return pick({"10:00:00", "10:00:00", "10:00:02", "10:00:04", "10:01:30", "10:03:00", "12:00:00",
                 "23:59:59"});
  }

 private:
  core::CounterRandom& random_;
};

Mapping with_seconds(Mapping mapping, std::size_t column = 0) {
  mapping.columns[column].form.time_pattern = "YYYY-MM-DD[ hh:mm:ss]";
  return mapping;
}

std::string row_of(Cells& c, int form) {
  const std::string when = c.day() + (c.pick({"1", "1", "0"}) == "1" ? " " + c.clock() : "");
  switch (form) {
    case 0:
    case 1:
      return when + ";" + c.account() + ";" + c.account() + ";" + c.sum() + ";" +
             c.pick({"EUR", "EUR", "USD"}) + ";" + c.pick({"", "rent", "loan"}) + ";" +
             c.pick({"", "fee", "이자"});
    case 2: {
      const std::string sum = c.sum();
      const bool is_debit = c.pick({"d", "c"}) == "d";
      return when + ";" + c.account() + ";" + c.account() + ";" + (is_debit ? sum : "") + ";" +
             (is_debit ? "" : sum);
    }
    case 3:
    case 4:
      return when + ";" + c.line() + ";" + c.line() + ";" + c.pick({"60", "61", "63", "", "0"}) +
             ";" + c.pick({"", "voice", "sms"}) + ";" + c.pick({"c1", "c2", ""});
    case 5:
    case 6:
      return c.pick({"R1", "R2", "R3", ""}) + ";" + c.pick({"V1", "V2", "V3"}) + ";" + c.phone() +
             ";" + c.pick({"", "90001", "90002"}) + ";" + c.phone() + ";" + c.day() + ";" +
             c.sum() + ";" + c.pick({"", "90001"}) + ";" + c.pick({"90002", "90003", ""});
    case 7:
      return c.pick({"S1", "S2", ""}) + ";" + c.pick({"Noor", "田中", "Имя"}) + ";" + c.phone() +
             ";" + c.account();
    default:
      return c.pick({"Coin Example", "Ada"}) + ";" + c.phone() + ";" + c.pick({"Ada|A.", "", "B"});
  }
}

SmallCase random_case(unsigned seed) {
  core::CounterRandom random(seed, 41);
  Cells cells(random);
  const std::vector<Field> paid{time, payer, payee, amount, currency, reference, transfer_kind};
  const std::vector<Field> called{time, caller, callee, duration_s, call_kind, caller_cell};
  const std::vector<Field> reported{report_id,      victim_id,    victim_phone,
                                    victim_account, numbers,      payment_time,
                                    payment_amount, payment_from, payment_to};
  const std::vector<std::pair<Mapping, const char*>> forms{
      {with_seconds(make_mapping(ItemKind::transfers, paid)), "Bank of Ys"},
      {with_seconds(make_mapping(ItemKind::transfers, paid)), "Bank of Avalon"},
      {with_seconds(
           make_mapping(ItemKind::transfers, {time, own_account, other_account, debit, credit})),
       "Bank of Lyonesse"},
      {with_seconds(make_mapping(ItemKind::calls, called)), "Operator A"},
      {with_seconds(make_mapping(ItemKind::calls, called)), "Operator B"},
      {with_seconds(make_mapping(ItemKind::reports, reported), 5), "Police of Ys"},
      {with_seconds(make_mapping(ItemKind::reports, reported), 5), "Police of Avalon"},
      {make_mapping(ItemKind::subscribers, {record_id, name, phone, account}), "Operator A"},
      {make_mapping(ItemKind::watchlist, {name, phone, aliases}), ""}};
  SmallCase small;
  for (std::size_t f = 0; f < forms.size(); ++f) {
    if (random.chance(0.2)) continue;
    std::string rows;
    for (std::uint64_t n = random.below(10); n > 0; --n)
      rows += row_of(cells, static_cast<int>(f)) + "\n";
    const std::string name = std::to_string(seed) + "-" + std::to_string(f) + ".csv";
    small.add(name, forms[f].second, forms[f].first, rows);
  }
  return small;
}

LeftOut random_mask(unsigned seed, const SmallCase& small) {
  core::CounterRandom random(seed, 42);
  LeftOut left_out;
  for (const auto& file : small.files) {
    if (random.chance(0.15)) left_out.files.insert(file.item.name);
    for (std::uint64_t ordinal = 2; ordinal < 12; ++ordinal)
      if (random.chance(0.2)) left_out.rows.insert({file.item.name, ordinal});
  }
  return left_out;
}

/// Law 1 by counting; what is a leg of what.
void check_legs(const Evidence& evidence) {
  const InWords words(evidence);
  const auto kind_of_item = [&](RecordRef ref) { return evidence.mappings[ref.item_rank()].kind; };
  std::set<RecordRef> seen;
  std::uint64_t records = 0, merged = 0, events = 0;
  for (std::size_t i = 0; i < evidence.transfers.size(); ++i) {
    std::uint64_t ledger = 0;
    for (const auto ref : evidence.transfers.legs.of(i)) {
      EXPECT_TRUE(seen.insert(ref).second) << words.record(ref);
      ledger += kind_of_item(ref) == ItemKind::transfers ? 1U : 0U;
    }
    EXPECT_EQ(evidence.transfers.is_reported_only[i] != 0, ledger == 0) << words.transfer(i);
    events += ledger > 0 ? 1 : 0;
    merged += ledger > 0 ? ledger - 1 : 0;
  }
  for (std::size_t i = 0; i < evidence.calls.size(); ++i) {
    std::set<std::uint32_t> items;
    for (const auto ref : evidence.calls.legs.of(i)) {
      EXPECT_TRUE(seen.insert(ref).second) << words.record(ref);
      EXPECT_TRUE(items.insert(ref.item_rank()).second) << words.call(i);
    }
    ASSERT_FALSE(items.empty());  // law 2
    merged += items.size() - 1;
  }
  events += evidence.calls.size();
  for (const auto ref : seen) records += kind_of_item(ref) != ItemKind::reports ? 1U : 0U;
  EXPECT_EQ(events, records - merged);  // law 1
  EXPECT_EQ(evidence.records_in_events, evidence.records);
}

TEST(EventsLaws, Law1And2EveryLivingRecordIsALegOfOneEvent) {
  std::size_t matches = 0, reported_only = 0, matched = 0;
  for (unsigned seed = 0; seed < 250; ++seed) {
    SCOPED_TRACE(seed);
    const SmallCase small = random_case(seed);
    const LeftOut left_out = seed % 2 == 0 ? LeftOut{} : random_mask(seed, small);
    const Evidence evidence = evidence_of(small, left_out);
    check_legs(evidence);
    const InWords words(evidence);
    std::vector<RecordRef> legs = evidence.transfers.legs.records;
    legs.insert(legs.end(), evidence.calls.legs.records.begin(), evidence.calls.legs.records.end());
    for (const auto ref : legs) {  // law 2
      const std::string& name = evidence.items[ref.item_rank()].name;
      EXPECT_EQ(left_out.files.count(name) + left_out.rows.count({name, ref.ordinal()}), 0U)
          << words.record(ref);
    }
    matches += evidence.leg_matches.size();
    for (const auto only : evidence.transfers.is_reported_only) reported_only += only;
    for (const auto& report : evidence.reports)
      for (const auto& payment : report.payments) matched += payment.score_percent > 0 ? 1 : 0;
    if (HasFailure()) return;
  }
  EXPECT_GT(matches, 150U);
  EXPECT_GT(reported_only, 200U);
  EXPECT_GT(matched, 100U);
}

TEST(EventsLaws, Law3MaskingEqualsACaseThatHoldsOnlyThoseRecords) {
  for (unsigned seed = 0; seed < 250; ++seed) {
    SCOPED_TRACE(seed);
    const SmallCase small = random_case(seed);
    const LeftOut left_out = random_mask(seed, small);
    const Evidence masked = evidence_of(small, left_out);
    const Evidence fresh = evidence_of(without(small, left_out));
    ASSERT_EQ(InWords(masked).all(), InWords(fresh).all());
  }
}

TEST(EventsLaws, Law4NeitherTheOrderOfItemsNorThreadsMatter) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    const SmallCase small = random_case(seed);
    const auto words = InWords(evidence_of(small)).all();
    for (const unsigned threads : {2U, 8U})
      ASSERT_EQ(InWords(evidence_of(small, {}, threads)).all(), words) << threads;
    SmallCase shuffled = small;
    core::CounterRandom random(seed, 43);
    for (std::size_t i = shuffled.files.size(); i > 1; --i)
      std::swap(shuffled.files[i - 1], shuffled.files[random.below(i)]);
    for (std::size_t i = 0; i < shuffled.files.size(); ++i)
      shuffled.files[i].item.label = "E000" + std::to_string(i);
    ASSERT_EQ(InWords(evidence_of(shuffled)).all(), words);
  }
}

/// The rule of pairing in its plainest form: no windows, every event looked at for every record.
std::vector<std::vector<RecordRef>> merge_reference(std::vector<TransferDraft> drafts) {
  const auto moment = [](const TransferDraft& d) {
    return std::make_tuple(d.time_us, d.seq, d.legs[0]);
  };
  std::map<std::tuple<std::uint32_t, Side>, std::vector<TransferDraft>> files;
  for (auto& draft : drafts)
    files[{draft.legs[0].item_rank(), draft.side}].push_back(std::move(draft));
  std::vector<TransferDraft> events;
  const auto earlier = [&](const auto& a, const auto& b) { return moment(a) < moment(b); };
  for (auto& [key, records] : files) {
    std::sort(records.begin(), records.end(), earlier);
    std::vector<TransferDraft> fresh;
    std::vector<bool> taken(events.size(), false);
    for (const auto& record : records) {
      std::size_t e = 0;
      for (; e < events.size(); ++e) {
        const bool has_unsided = std::get<0>(key) == events[e].unsided_item;
        const bool is_equal = events[e].payer == record.payer && events[e].payee == record.payee &&
                              events[e].amount_minor == record.amount_minor;
        if (!taken[e] && !has_unsided && is_equal &&
            same_time(record.time_us, record.precision, events[e].time_us, events[e].precision,
                      2 * core::us_per_minute))
          break;
      }
      if (e == events.size()) {
        fresh.push_back(record);
        continue;
      }
      taken[e] = true;
      events[e].legs.push_back(record.legs[0]);
      if (record.side == Side::unknown) events[e].unsided_item = record.unsided_item;
      if (record.precision < events[e].precision) {
        events[e].precision = record.precision;
        events[e].time_us = record.time_us;
      }
    }
    events.insert(events.end(), fresh.begin(), fresh.end());
    std::sort(events.begin(), events.end(), earlier);
  }
  std::vector<std::vector<RecordRef>> legs;
  for (const auto& event : events) legs.push_back(event.legs);
  std::sort(legs.begin(), legs.end());
  return legs;
}

TEST(EventsLaws, PairingEqualsItsPlainestForm) {
  std::size_t merged = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    core::CounterRandom random(seed, 44);
    std::vector<TransferDraft> drafts;
    for (std::uint64_t n = random.below(14); n > 0; --n) {
      TransferDraft d;
      const auto rank = static_cast<std::uint32_t>(random.below(4));
      constexpr std::array<core::Precision, 5> precisions{
          core::Precision::second, core::Precision::minute, core::Precision::hour,
          core::Precision::day, core::Precision::step};
      d.precision = precisions[random.below(precisions.size())];
      d.time_us =
          random.between(0, 3) * core::us_per_day + random.between(0, 4) * core::us_per_minute;
      if (random.chance(0.3)) d.time_us += random.between(-3, 3) * core::us_per_hour;
      d.payer = SelectorId(static_cast<std::uint32_t>(random.below(2)));
      d.payee = SelectorId(2);
      d.amount_minor = 5;
      d.side = rank < 2 ? static_cast<Side>(random.below(3)) : Side::unknown;
      if (d.side == Side::unknown) d.unsided_item = rank;
      d.legs = {{rank, n}};
      drafts.push_back(d);
    }
    const auto expected = merge_reference(drafts);
    const std::size_t records = drafts.size();
    merge_transfer_legs(drafts);
    std::vector<std::vector<RecordRef>> legs;
    for (const auto& draft : drafts) legs.push_back(draft.legs);
    std::sort(legs.begin(), legs.end());
    ASSERT_EQ(legs, expected) << seed;
    merged += records - drafts.size();
  }
  EXPECT_GT(merged, 3000U);
}

}  // namespace
}  // namespace cuibono::evidence
