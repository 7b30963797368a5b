// Chain transfers, the register of subscribers, and a watch list that says what others say.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulation/draw.h"
#include "simulation/files.h"
#include "simulation/identifiers.h"

namespace cuibono::simulation {
namespace {

/// From when to when each number was in use, in days of the story; long before for most.
struct Use {
  int from_day = -1, to_day = -1;  ///< -1: since before, or still
};

std::vector<Use> find_use(const Story& story) {
  std::vector<Use> use(story.phones.size());
  for (const Staff& staff : story.staff) {
    for (const NumberSpan& span : staff.numbers) {
      Use& of = use[span.phone.index()];
      if (span.from_day > 0) of.from_day = span.from_day;
      if (span.to_day < story.plan.days) of.to_day = span.to_day;
    }
  }
  return use;
}

std::vector<std::string_view> find_firm_names(const Story& story) {
  std::vector<std::string_view> names(story.phones.size());
  for (const HonestCentre& centre : story.centres) {
    for (const NumberSpan& line : centre.lines) names[line.phone.index()] = centre.name;
  }
  for (const PhoneId business : story.businesses) names[business.index()] = "City Taxi UAB";
  return names;
}

std::string day_text(const Story& story, int day) {
  return iso_date(core::from_utc_us(story.plan.start_us + day * core::us_per_day));
}

/// Other spellings in Latin letters, as other people have written the name down.
std::string romanised(const PersonName& name) {
  std::string other = name.family;
  for (std::size_t i = 0; i < other.size(); ++i) {
    if (other[i] == 'V') other[i] = 'W';
    if (other[i] == 'v') other[i] = 'w';
    if (other[i] == 'y') other[i] = 'i';
  }
  return name.latin() + "; " + name.given.substr(0, 1) + ". " + name.family + "; " + name.given +
         " " + other;
}

struct Listed {
  PersonName name;
  std::string_view country, role, note;
  PhoneId phone = nobody<PhoneId>;
};

std::vector<Listed> choose_listed(const Story& story, core::CounterRandom& random) {
  static constexpr std::array<std::string_view, 3> site_notes = {
      "по данным службы А, руководит операторами; не подтверждено",
      "according to a former employee, trains the callers",
      "предположительно связан с организацией"};
  std::vector<Listed> listed;
  const auto add = [&](std::uint32_t staff, std::string_view role, std::string_view note,
                       double phone_known) {
    const Staff& of = story.staff[staff];
    const Person& person = story.people[of.person.index()];
    const bool known = random.chance(phone_known) && !of.numbers.empty();
    listed.push_back({person.name, person.country, role, note,
                      known ? of.numbers.back().phone : nobody<PhoneId>});
  };
  add(story.leader, "организатор",
      "согласно сообщению службы А, стоит во главе группы; сам он это отрицает", 0);
  static constexpr std::array<std::string_view, 3> lieutenant_notes = {
      "according to Service A, oversees the call centres",
      "по данным службы Б, отвечает за деньги группы",
      "подозревается в организации розничной торговли наркотиками"};
  for (std::size_t i = 0; i < story.lieutenants.size(); ++i) {
    add(story.lieutenants[i], "помощник", lieutenant_notes[i % 3], 0.7);
  }
  for (const std::uint32_t herder : story.herders) {
    add(herder, "вербовщик", "according to a detained account holder, recruits account holders",
        0.5);
  }
  for (std::uint32_t i = 0; i < story.staff.size(); ++i) {
    if (story.staff[i].role != StaffRole::lead || !random.chance(0.4)) continue;
    add(i, "старший смены", site_notes[i % site_notes.size()], 0.3);
  }
  // The list holds people who have nothing to do with it; one shares the leader's family name.
  const PersonName leader = story.people[story.staff[story.leader].person.index()].name;
  PersonName namesake = draw_name(random, "RU");
  namesake.family = leader.family;
  namesake.native_family = leader.native_family;
  listed.push_back({namesake, "KZ", "", "налоговая задолженность; к делу не относится"});
  for (int i = 0; i < 8 + story.plan.people / 400; ++i) {
    listed.push_back({draw_name(random, "RU"), random.chance(0.5) ? "RU" : "KZ", "",
                      i % 2 == 0 ? "розыск: неуплата алиментов" : "reported stolen passport"});
  }
  return listed;
}

}  // namespace

core::Result<Written> write_chain(const Story& story) {
  Sheet sheet(make_stream(story.plan.seed, Purpose::file_faults, 200), ',', {0, 0});
  sheet.line("tx_hash,block,block_time,from_address,to_address,amount,asset,fee");
  constexpr std::uint64_t first_block = 878'900, hash_stream = 1ULL << 41;
  for (std::size_t i = 0; i < story.chain.size(); ++i) {
    const ChainTransfer& transfer = story.chain[i];
    const auto block = static_cast<std::uint64_t>((transfer.time_us - story.plan.start_us) /
                                                  (10 * core::us_per_minute));
    sheet.cell(make_transaction_hash(story.plan.seed, hash_stream + i))
        .cell(first_block + block)
        .cell(core::format_rfc3339(transfer.time_us))
        .cell(story.wallets[transfer.from.index()])
        .cell(story.wallets[transfer.to.index()])
        .cell(write_sum(transfer.amount_minor, 8, {'.', ""}))
        .cell("BTC")
        .cell(write_sum(transfer.fee_minor, 8, {'.', ""}));
    sheet.end_row({0, ""});
  }
  return finish_file(story,
                     {"btctest_transfers.csv", "Ledger Lens Ltd", "Police, cyber bureau", "GB", "C",
                      "TLP:GREEN", "Commercial report", "UTF-8", 75},
                     sheet);
}

core::Result<Written> write_subscribers(const Story& story) {
  Sheet sheet(make_stream(story.plan.seed, Purpose::file_faults, 201), ',', {0, 0});
  auto random = make_stream(story.plan.seed, Purpose::registers);
  const std::vector<Use> use = find_use(story);
  const std::vector<std::string_view> firms = find_firm_names(story);
  sheet.line("MSISDN,IMSI,Operator,Subscriber,Country,Activated,Deactivated");
  for (std::size_t i = 0; i < story.phones.size(); ++i) {
    const Phone& phone = story.phones[i];
    if (phone.network == Operator::none || !random.chance(0.45)) continue;
    const bool known = phone.subscriber != nobody<PersonId>;
    std::string name(firms[i]);
    if (known) name = story.people[phone.subscriber.index()].name.latin();
    if (name.empty()) name = "prepaid, not registered";
    const std::string_view country =
        known ? std::string_view(story.people[phone.subscriber.index()].country)
              : std::string_view("LT");
    const int before = -static_cast<int>(random.between(40, 2'500));
    const int from =
        use[i].from_day < 0 ? before : use[i].from_day - static_cast<int>(random.below(4));
    if (!phone.held) continue;
    sheet.cell("+" + std::to_string(phone.digits))
        .cell(make_imsi(phone.network == Operator::a ? 0 : 1, phone.sim))
        .cell(phone.network == Operator::a ? "Nordfunk" : "LAN Mobile")
        .cell(name)
        .cell(country)
        .cell(day_text(story, from))
        .cell(use[i].to_day < 0 ? "" : day_text(story, use[i].to_day));
    sheet.end_row({5, ""});
  }
  return finish_file(story,
                     {"subscriber_register.csv", "Numbering Registry", "Police, telecom unit", "LT",
                      "B", "TLP:AMBER", "Court order 2-442/2025", "UTF-8", 12},
                     sheet);
}

core::Result<Written> write_watchlist(const Story& story) {
  Sheet sheet(make_stream(story.plan.seed, Purpose::file_faults, 202), '\t', {0, 0});
  auto random = make_stream(story.plan.seed, Purpose::registers, 1);
  sheet.line(
      "№\tФИО\tПсевдонимы\tДата рождения\tГражданство\tТелефон\tРоль\tПримечание\tКем внесён\tДата "
      "внесения");
  std::uint64_t number = 0;
  for (const Listed& listed : choose_listed(story, random)) {
    const std::string birth = fmt::format("{:02}.{:02}.{}", random.between(1, 28),
                                          random.between(1, 12), random.between(1964, 1999));
    const int listed_day = static_cast<int>(random.between(-600, story.plan.days - 5));
    sheet.cell(++number)
        .cell(listed.name.native())
        .cell(romanised(listed.name))
        .cell(random.chance(0.8) ? birth : "")
        .cell(listed.country)
        .cell(listed.phone == nobody<PhoneId>
                  ? ""
                  : fmt::format("+{}", story.phones[listed.phone.index()].digits))
        .cell(listed.role)
        .cell(listed.note)
        .cell(random.chance(0.6) ? "Служба А" : "Служба Б")
        .cell(dotted_date(core::from_utc_us(story.plan.start_us + listed_day * core::us_per_day)));
    sheet.end_row({3, ""});
  }
  return finish_file(story,
                     {"spisok_nablyudeniya.tsv", "Служба А", "Liaison office", "KZ", "D", "TLP:RED",
                      "Shared for information", "UTF-16LE", 3},
                     sheet);
}

}  // namespace cuibono::simulation
