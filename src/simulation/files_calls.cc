// Call records of the two operators. Each knows the cell, the handset and the card of its own
// customers alone.
#include <fmt/format.h>

#include "simulation/files.h"
#include "simulation/identifiers.h"

namespace cuibono::simulation {
namespace {

constexpr Faults untidy{3'000, 500}, tidy{0, 500};

core::CounterRandom fault_stream(const Story& story, std::uint64_t file) {
  constexpr std::uint64_t purpose = 900;
  return {story.plan.seed, (purpose << 48) | file};
}

bool is_known_to(const Story& story, const Call& call, Operator network) {
  const auto is_handed = [&](PhoneId id) {
    const Phone& phone = story.phones[id.index()];
    return phone.network == network && phone.held;
  };
  return is_handed(call.caller) || is_handed(call.callee);
}

/// Cell, handset and card as an operator sees them; empty for the customers of others.
struct Seen {
  std::string_view caller_cell, callee_cell, handset;
  std::string card;
};

Seen see(const Story& story, const Call& call, Operator network) {
  Seen seen;
  const auto cell = [&](PlaceId place) -> std::string_view {
    if (place == nobody<PlaceId>) return {};
    const Place& there = story.places[place.index()];
    return network == Operator::a ? there.cell_a : there.cell_b;
  };
  const Phone& caller = story.phones[call.caller.index()];
  if (caller.network == network) {
    seen.caller_cell = cell(call.caller_place);
    if (call.caller_handset != nobody<HandsetId>) {
      seen.handset = story.handsets[call.caller_handset.index()];
    }
    seen.card = make_imsi(network == Operator::a ? 0 : 1, caller.sim);
  }
  if (story.phones[call.callee.index()].network == network) {
    seen.callee_cell = cell(call.callee_place);
  }
  return seen;
}

}  // namespace

core::Result<Written> write_calls_a(const Story& story) {
  Sheet sheet(fault_stream(story, 1), ';', untidy);
  const LocalClock clock(story.plan, "Europe/Berlin");
  sheet.line(
      "Lfd.Nr;Rufnummer A;Rufnummer B;Datum;Uhrzeit;Dauer (s);Dienst;Status;Funkzelle A;Funkzelle "
      "B;"
      "IMEI A;IMSI A");
  std::uint64_t number = 0;
  for (const Call& call : story.calls) {
    if (!is_known_to(story, call, Operator::a)) continue;
    const Seen seen = see(story, call, Operator::a);
    const core::CivilTime local = clock.at(call.time_us);
    sheet.cell(++number)
        .cell(fmt::format("00{}", story.phones[call.caller.index()].digits))
        .cell(fmt::format("00{}", story.phones[call.callee.index()].digits))
        .cell(dotted_date(local))
        .cell(clock_time(local))
        .cell(call.duration_s)
        .cell("Telefonie")
        .cell(call.answered ? "angenommen" : "kein Gespräch")
        .cell(seen.caller_cell)
        .cell(seen.callee_cell)
        .cell(seen.handset)
        .cell(seen.card);
    sheet.end_row({3, "31.02.2025"});
  }
  return finish_file(
      story,
      {"telefonie_nordfunk_verbindungsdaten.csv", "Nordfunk GmbH", "Police, telecom unit", "DE",
       "B", "TLP:AMBER", "Production order PO-2025-0117", "windows-1252", 8},
      sheet);
}

core::Result<Written> write_calls_b(const Story& story) {
  Sheet sheet(fault_stream(story, 2), ';', tidy);
  const LocalClock clock(story.plan, "Europe/Vilnius");
  const std::string_view header =
      "Абонент А;Абонент Б;Дата и время начала;Длительность;Тип вызова;Базовая станция А;"
      "Базовая станция Б;IMEI А;IMSI А";
  sheet.line(header);
  constexpr std::uint64_t rows_of_a_page = 50'000;
  std::uint64_t number = 0;
  for (const Call& call : story.calls) {
    if (!is_known_to(story, call, Operator::b)) continue;
    if (number > 0 && number % rows_of_a_page == 0) sheet.line(header);
    const Seen seen = see(story, call, Operator::b);
    // This exchange's clock is two seconds late, and it counts from the first tone of an answer.
    const core::CivilTime local = clock.at(call.time_us + 2 * core::us_per_second);
    const std::uint32_t seconds = call.duration_s > 0 ? call.duration_s + number % 2 : 0;
    sheet.cell(story.phones[call.caller.index()].digits)
        .cell(story.phones[call.callee.index()].digits)
        .cell(dotted_date(local) + " " + clock_time(local))
        .cell(fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
        .cell(call.answered ? "голос" : "без ответа")
        .cell(seen.caller_cell)
        .cell(seen.callee_cell)
        .cell(seen.handset)
        .cell(seen.card);
    sheet.end_row({2, "30.02.2025 12:00:00"});
    ++number;
  }
  return finish_file(story,
                     {"operator_lanmobile_zvonki.csv", "LAN Mobile UAB", "Police, telecom unit",
                      "LT", "B", "TLP:AMBER", "Court order 2-441/2025", "windows-1251", 15},
                     sheet);
}

}  // namespace cuibono::simulation
