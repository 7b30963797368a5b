// The laws of make_events on random cases of several files.
#include <gtest/gtest.h>

#include "evidence/events_merge.h"
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
             c.pick({"", "fee", "이자", "storno"});
    case 2: {
      const std::string sum = c.sum();
      const bool is_debit = c.pick({"d", "c"}) == "d";
      return when + ";" + c.account() + ";" + c.account() + ";" + (is_debit ? sum : "") + ";" +
             (is_debit ? "" : sum) + ";" + c.pick({"", "100.00", "95.00"}) + ";" +
             c.pick({"", "", "1.00"});
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
      {with_seconds(make_mapping(ItemKind::transfers, {time, own_account, other_account, debit,
                                                       credit, balance_after, fee})),
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

/// The rule of merging in its plainest form: every record of a file is held against every event, and the
/// best pair of all is taken, again and again.
std::vector<std::vector<std::uint32_t>> merge_reference(std::vector<Reading> readings,
                                                        Tolerance tolerance) {
  const auto apart = [](const Reading& a, const Reading& b) {
    const bool days = std::max(a.precision, b.precision) >= core::Precision::day;
    return days ? std::abs(core::day_of(a.time_us) - core::day_of(b.time_us)) * core::us_per_day
                : std::abs(a.time_us - b.time_us);
  };
  const auto longer = [](const Reading& a, const Reading& b) -> std::int64_t {
    return a.extent == no_duration || b.extent == no_duration ? 0 : std::abs(a.extent - b.extent);
  };
  const auto order = [](const Reading& r) {
    return std::make_tuple(r.time_us, r.precision, r.extent, r.hash, r.reference, r.item_rank,
                           r.side);
  };
  std::map<std::tuple<std::uint32_t, Side>, std::vector<Reading>> by_file;
  for (const Reading& r : readings) by_file[{r.item_rank, r.side}].push_back(r);
  std::multimap<core::Precision, std::vector<Reading>> files;
  for (const auto& [file, records] : by_file) {
    core::Precision coarsest = core::Precision::second;
    for (const Reading& r : records) coarsest = std::max(coarsest, r.precision);
    files.emplace(coarsest, records);
  }
  std::vector<std::vector<Reading>> events;
  for (auto& [coarsest, records] : files) {
    std::set<std::size_t> free_records, free_events;
    for (std::size_t i = 0; i < records.size(); ++i) free_records.insert(i);
    for (std::size_t i = 0; i < events.size(); ++i) free_events.insert(i);
    using Order = decltype(order(records[0]));
    using Rows = std::vector<std::uint64_t>;
    using Key = std::tuple<bool, std::int64_t, std::int64_t, std::vector<Order>, Order, Rows>;
    while (true) {
      std::optional<std::tuple<Key, std::size_t, std::size_t>> best;
      for (const auto e : free_events) {
        for (const auto r : free_records) {
          bool may = true, agrees = false;
          std::int64_t time = INT64_MAX, extent = 0;
          std::vector<Order> legs;
          Rows rows;
          for (const Reading& leg : events[e]) {
            const Reading& record = records[r];
            const bool both_sides = leg.side != record.side && leg.side != Side::unknown &&
                                    record.side != Side::unknown;
            may = may && (leg.item_rank != record.item_rank || both_sides);
            may =
                may && (leg.hash == TextId{} || record.hash == TextId{} || leg.hash == record.hash);
            may = may && longer(leg, record) <= tolerance.extent;
            may = may && same_time(leg.time_us, leg.precision, record.time_us, record.precision,
                                   tolerance.fine_us);
            agrees = agrees || (leg.hash != TextId{} && leg.hash == record.hash) ||
                     (leg.reference != TextId{} && leg.reference == record.reference);
            time = std::min(time, apart(leg, record));
            extent = std::max(extent, longer(leg, record));
            legs.push_back(order(leg));
            rows.push_back(leg.ordinal);
          }
          if (!may) continue;
          rows.push_back(records[r].ordinal);
          std::tuple<Key, std::size_t, std::size_t> now{
              Key{!agrees, time, extent, legs, order(records[r]), rows}, e, r};
          if (!best || std::get<0>(now) < std::get<0>(*best)) best = now;
        }
      }
      if (!best) break;
      const auto& [key, e, r] = *best;
      events[e].push_back(records[r]);
      free_events.erase(e);
      free_records.erase(r);
    }
    for (const auto r : free_records) events.push_back({records[r]});
  }
  std::vector<std::vector<std::uint32_t>> out;
  for (auto& event : events) {
    out.emplace_back();
    for (const Reading& r : event) out.back().push_back(r.record);
    std::sort(out.back().begin(), out.back().end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<Reading> random_readings(unsigned seed) {
  core::CounterRandom random(seed, 44);
  std::vector<Reading> readings;
  const bool has_extent = random.chance(0.3), has_hash = random.chance(0.3);
  for (std::uint32_t n = static_cast<std::uint32_t>(random.below(14)); n > 0; --n) {
    Reading r;
    constexpr std::array<core::Precision, 6> precisions{
        core::Precision::second, core::Precision::second, core::Precision::minute,
        core::Precision::hour,   core::Precision::day,    core::Precision::step};
    r.item_rank = static_cast<std::uint32_t>(random.below(4));
    r.precision = precisions[random.below(precisions.size())];
    r.time_us =
        random.between(0, 3) * core::us_per_day + random.between(0, 4) * core::us_per_minute;
    if (random.chance(0.3)) r.time_us += random.between(-3, 3) * core::us_per_hour;
    if (random.chance(0.5)) r.time_us += random.between(-30, 30) * core::us_per_second;
    if (r.item_rank < 2) r.side = static_cast<Side>(random.below(3));
    if (has_extent && random.chance(0.7)) r.extent = static_cast<std::int32_t>(random.below(6));
    if (has_hash && random.chance(0.6))
      r.hash = TextId(1 + static_cast<std::uint32_t>(random.below(4)));
    if (random.chance(0.3)) r.reference = TextId(5 + static_cast<std::uint32_t>(random.below(3)));
    r.ordinal = r.record = n;
    readings.push_back(r);
  }
  return readings;
}

TEST(EventsLaws, MergingEqualsItsPlainestForm) {
  std::size_t merged = 0;
  for (unsigned seed = 0; seed < 4000; ++seed) {
    std::vector<Reading> readings = random_readings(seed);
    const Tolerance tolerance{2 * core::us_per_minute, 2};
    const auto expected = merge_reference(readings, tolerance);
    core::CounterRandom random(seed, 45);
    for (std::size_t i = readings.size(); i > 1; --i)
      std::swap(readings[i - 1], readings[random.below(i)]);
    const std::size_t records = readings.size();
    auto events = merge_readings(std::move(readings), tolerance);
    for (auto& event : events) std::sort(event.begin(), event.end());
    std::sort(events.begin(), events.end());
    ASSERT_EQ(events, expected) << seed;
    merged += records - events.size();
  }
  EXPECT_GT(merged, 4000U);
}

}  // namespace
}  // namespace cuibono::evidence
