// What victims told three agencies: rounded sums, days off by one, numbers in any style, some told
// two agencies. One row for each payment; the rows of one report share its number.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "simulation/draw.h"
#include "simulation/files.h"

namespace cuibono::simulation {
namespace {

enum class Agency : std::uint8_t { gb, es, kr };

struct ReportedPayment {
  std::int64_t time_us = 0;
  std::int64_t amount_minor = 0;
  Currency currency = Currency::eur;
  std::string from, to, beneficiary;  ///< as the victim writes them; may be empty
};

struct Draft {
  VictimId victim{};
  std::string report_id;
  std::int64_t received_us = 0;
  std::vector<ReportedPayment> payments;
  std::vector<std::uint64_t> numbers;  ///< digits
  std::uint64_t style = 0;             ///< how this person writes phone numbers
  double draw = 0;                     ///< decides whether it is handed over
  bool handed = true;
};

constexpr std::string_view countries_of_es = "ES PT IT FR BE GR PL CZ LV";

/// Those who are robbed first of their country always report, and soon: no agency's file is empty.
bool is_early(const Story& story, std::uint64_t number) {
  std::size_t countries = 0;
  for (const Site& site : story.sites) countries += site.countries.size();
  return number < countries;
}

/// Which agencies a victim goes to; first the one at home.
std::vector<Agency> choose_agencies(const Story& story, std::uint64_t number) {
  auto random = make_stream(story.plan.seed, Purpose::reports, number << 4);
  const Victim& victim = story.victims[number];
  const bool korean = victim.country == "KR";
  const bool reports = random.chance(0.72);
  if (victim.payments.empty() || !(reports || is_early(story, number))) return {};
  const bool southern = countries_of_es.find(victim.country) != std::string_view::npos;
  std::vector<Agency> agencies = {korean ? Agency::kr : southern ? Agency::es : Agency::gb};
  if (random.chance(0.22)) {
    agencies.push_back(agencies.front() == Agency::gb ? Agency::es : Agency::gb);
  }
  return agencies;
}

/// The desk numbers that this victim spoke with, in the order of their calls.
std::vector<std::uint64_t> numbers_that_called(const Story& story, const Victim& victim) {
  std::vector<VictimCall> calls = victim.calls;
  std::stable_sort(calls.begin(), calls.end(),
                   [](const VictimCall& x, const VictimCall& y) { return x.time_us < y.time_us; });
  std::vector<std::uint64_t> numbers;
  for (const VictimCall& call : calls) {
    const NumberSpan* span = find_span(story, call);
    if (span == nullptr || !call.answered) continue;
    const std::uint64_t digits = story.phones[span->phone.index()].digits;
    if (std::find(numbers.begin(), numbers.end(), digits) == numbers.end())
      numbers.push_back(digits);
  }
  return numbers;
}

std::int64_t misremember(core::CounterRandom& random, std::int64_t amount_minor,
                         Currency currency) {
  const std::int64_t unit = currency == Currency::krw ? 100'000 : 10'000;
  if (amount_minor < 2 * unit || !random.chance(0.3)) return amount_minor;
  return (amount_minor + unit / 2) / unit * unit;
}

ReportedPayment recall(const Story& story, core::CounterRandom& random, const Victim& victim,
                       const VictimPayment& payment, bool with_accounts) {
  ReportedPayment told;
  told.time_us = payment.time_us;
  if (random.chance(0.15)) {
    told.time_us += random.chance(0.5) ? core::us_per_day : -core::us_per_day;
  }
  told.amount_minor = misremember(random, payment.amount_minor, payment.currency);
  told.currency = payment.currency;
  const Account& own = story.accounts[victim.account.index()];
  const Account& to = story.accounts[payment.to.index()];
  const bool on_paper = random.chance(0.4);
  const auto as_written = [&](const std::string& number) {
    return on_paper ? spaced(number) : number;
  };
  if (with_accounts && random.chance(0.85)) told.from = as_written(own.number);
  if (with_accounts && random.chance(payment.by_processor ? 0.6 : 0.95)) {
    told.to = as_written(to.number);
  }
  if (random.chance(0.7)) told.beneficiary = to.holder;
  return told;
}

/// An agency sends no more than the case's share, and one report in any case.
void hold_back_reports(const Story& story, std::vector<Draft>& drafts) {
  double lowest = 1;
  for (const Draft& draft : drafts) lowest = std::min(lowest, draft.draw);
  for (Draft& draft : drafts) {
    draft.handed = draft.draw < story.plan.evidence_share || draft.draw == lowest;
  }
}

std::vector<Draft> make_drafts(const Story& story, Agency agency, int received_after_days) {
  std::vector<Draft> drafts;
  const std::int64_t until_us = story.plan.end_us() + received_after_days * core::us_per_day;
  for (std::uint64_t number = 0; number < story.victims.size(); ++number) {
    const auto agencies = choose_agencies(story, number);
    const auto place = std::find(agencies.begin(), agencies.end(), agency);
    if (place == agencies.end()) continue;
    const Victim& victim = story.victims[number];
    auto random = make_stream(story.plan.seed, Purpose::reports,
                              (number << 4) + 1 + static_cast<std::uint64_t>(agency));
    Draft draft;
    draft.victim = VictimId::of(number);
    draft.style = random.below(5);
    const bool first = place == agencies.begin();
    draft.received_us = victim.payments.back().time_us +
                        random.between(first ? 1 : 6, first ? 18 : 30) * core::us_per_day;
    if (first && is_early(story, number)) {
      draft.received_us = victim.payments.back().time_us + core::us_per_day;
    }
    if (draft.received_us + core::us_per_day > until_us) continue;
    draft.numbers = numbers_that_called(story, victim);
    if (draft.numbers.size() > 3) draft.numbers.resize(3);
    if (!draft.numbers.empty() && random.chance(0.01)) draft.numbers[0] += 9;  // a slip
    const bool with_accounts = victim.country != "KR" || agency == Agency::kr;
    for (const VictimPayment& payment : victim.payments) {
      const bool forgotten = random.chance(0.08) && !draft.payments.empty();
      ReportedPayment told = recall(story, random, victim, payment, with_accounts);
      if (!forgotten) draft.payments.push_back(std::move(told));
    }
    draft.draw =
        draw_handed(story, Handed::report, (number << 4) + static_cast<std::uint64_t>(agency));
    drafts.push_back(std::move(draft));
  }
  hold_back_reports(story, drafts);
  std::stable_sort(drafts.begin(), drafts.end(),
                   [](const Draft& x, const Draft& y) { return x.received_us < y.received_us; });
  return drafts;
}

/// One number, five habits.
std::string write_phone(std::uint64_t digits, std::uint64_t style) {
  const std::string text = std::to_string(digits);
  const std::string front = text.substr(0, 3), tag = text.substr(3, text.size() - 11),
                    rest = text.substr(text.size() - 8);
  switch (style) {
    case 0:
      return "+" + text;
    case 1:
      return "00" + text;
    case 2:
      return "+" + front + " " + tag + " " + rest.substr(0, 4) + " " + rest.substr(4);
    case 3:
      return "+" + front + "-" + tag + "-" + rest.substr(0, 3) + "-" + rest.substr(3);
    default:
      return "(+" + front + ") " + tag + " " + rest;
  }
}

std::string write_numbers(const Draft& draft, std::string_view mark) {
  std::string text;
  for (const std::uint64_t number : draft.numbers) {
    if (!text.empty()) text += mark;
    text += write_phone(number, draft.style);
  }
  return text;
}

struct Words {
  std::vector<std::string_view> english, spanish, korean;
};
const Words& narratives() {
  static const Words words = {
      {"I saw an advert for {0}. A person called from {1}, said \"your capital is safe\" and asked "
       "for small payments first.",
       "They rang me almost every day about {0}. When I wanted my money back they asked for a tax "
       "of 10%.",
       "The adviser of {0} had remote access to my computer, and I paid what he told me to pay."},
      {"Vi un anuncio de {0}. Me llamaron desde {1} y me dijeron que el dinero estaba "
       "\"garantizado\".",
       "Un asesor de {0} me llamaba casi cada día; según él, la inversión estaba regulada.",
       "Cuando pedí retirar el dinero de {0}, me exigieron una comisión adelantada."},
      {"{0} 광고를 보고 연락했습니다. {1} 번호로 전화가 와서 투자를 권유했습니다.",
       "{0} 상담원이 거의 매일 전화했습니다. 출금을 요청하자 세금을 먼저 내라고 했습니다.",
       "{0} 직원이 원격으로 컴퓨터에 접속하여 송금을 지시했습니다."}};
  return words;
}

std::string tell(const Story& story, const Draft& draft,
                 const std::vector<std::string_view>& from) {
  const Victim& victim = story.victims[draft.victim.index()];
  const std::string number =
      draft.numbers.empty() ? "-" : write_phone(draft.numbers.front(), draft.style);
  const std::string_view text = from[(draft.victim.value + draft.style) % from.size()];
  return fmt::format(fmt::runtime(text), story.sites[static_cast<std::size_t>(victim.site)].brand,
                     number);
}

std::string_view spanish_country(std::string_view code) {
  struct Country {
    std::string_view code, name;
  };
  static constexpr std::array countries = {
      Country{"DE", "Alemania"}, Country{"AT", "Austria"},       Country{"BE", "Bélgica"},
      Country{"CZ", "Chequia"},  Country{"KR", "Corea del Sur"}, Country{"DK", "Dinamarca"},
      Country{"ES", "España"},   Country{"FI", "Finlandia"},     Country{"FR", "Francia"},
      Country{"GR", "Grecia"},   Country{"IE", "Irlanda"},       Country{"IT", "Italia"},
      Country{"LV", "Letonia"},  Country{"NO", "Noruega"},       Country{"NL", "Países Bajos"},
      Country{"PL", "Polonia"},  Country{"PT", "Portugal"},      Country{"GB", "Reino Unido"},
      Country{"SE", "Suecia"},   Country{"CH", "Suiza"}};
  for (const Country& country : countries) {
    if (country.code == code) return country.name;
  }
  return code;
}

void list_reports(Written& written, const std::vector<Draft>& drafts, std::string_view agency) {
  for (const Draft& draft : drafts) {
    if (!draft.handed) continue;
    written.reports.push_back({std::string(agency), draft.report_id});
    written.report_victims.push_back(draft.victim);
  }
}

}  // namespace

core::Result<Written> write_reports_gb(const Story& story) {
  constexpr int received = 38;
  Sheet sheet(make_stream(story.plan.seed, Purpose::file_faults, 100), ',', {0, 2'000});
  const LocalClock clock(story.plan, "Europe/London");
  auto drafts = make_drafts(story, Agency::gb, received);
  sheet.line(
      "Crime reference,Date reported,Victim name,Country,Telephone,Email,Payment date,Amount,"
      "Currency,Victim account,Paid to account,Beneficiary,Platform,Numbers that called,Statement");
  std::uint64_t serial = 10'412;
  for (Draft& draft : drafts) {
    draft.report_id = fmt::format("NF25-{:07}", serial += 1 + draft.victim.value % 7);
    if (!draft.handed) continue;
    const Victim& victim = story.victims[draft.victim.index()];
    const core::CivilTime reported = clock.at(draft.received_us);
    for (const ReportedPayment& payment : draft.payments) {
      const core::CivilTime paid = clock.at(payment.time_us);
      sheet.cell(draft.report_id)
          .cell(fmt::format("{:02}/{:02}/{:04}", reported.day, reported.month, reported.year))
          .cell(victim.name.latin())
          .cell(victim.country)
          .cell(write_phone(story.phones[victim.phone.index()].digits, draft.style))
          .cell(victim.email)
          .cell(fmt::format("{:02}/{:02}/{:04}", paid.day, paid.month, paid.year))
          .cell(write_sum(payment.amount_minor, currency_digits(payment.currency), {'.', ","}))
          .cell(currency_code(payment.currency))
          .cell(payment.from)
          .cell(payment.to)
          .cell(payment.beneficiary)
          .cell(story.sites[static_cast<std::size_t>(victim.site)].brand)
          .cell(write_numbers(draft, "; "))
          .cell(tell(story, draft, narratives().english));
      sheet.end_row({6, ""});
    }
  }
  CB_TRY(Written written,
         finish_file(story,
                     {"fraud_desk_reports.csv", "National Fraud Desk", "National Fraud Desk", "GB",
                      "B", "TLP:GREEN", "Voluntary statements", "UTF-8 BOM", received},
                     sheet));
  list_reports(written, drafts, "National Fraud Desk");
  return written;
}

core::Result<Written> write_reports_es(const Story& story) {
  constexpr int received = 60;
  Sheet sheet(make_stream(story.plan.seed, Purpose::file_faults, 101), ';', {3'000, 0});
  const LocalClock clock(story.plan, "Europe/Madrid");
  auto drafts = make_drafts(story, Agency::es, received);
  sheet.line(
      "N.º de denuncia;Fecha de denuncia;Denunciante;País;Teléfono;Correo electrónico;Fecha de "
      "pago;Importe;Divisa;Cuenta de origen;Cuenta de destino;Beneficiario;Plataforma;Números que "
      "llamaron;Relato");
  std::uint64_t serial = 3'071;
  for (Draft& draft : drafts) {
    draft.report_id = fmt::format("2025/{:06}", serial += 1 + draft.victim.value % 5);
    if (!draft.handed) continue;
    const Victim& victim = story.victims[draft.victim.index()];
    const core::CivilTime reported = clock.at(draft.received_us);
    for (const ReportedPayment& payment : draft.payments) {
      const core::CivilTime paid = clock.at(payment.time_us);
      sheet.cell(draft.report_id)
          .cell(fmt::format("{:02}/{:02}/{:04}", reported.day, reported.month, reported.year))
          .cell(victim.name.family + ", " + victim.name.given)
          .cell(spanish_country(victim.country))
          .cell(write_phone(story.phones[victim.phone.index()].digits, draft.style))
          .cell(victim.email)
          .cell(fmt::format("{:02}/{:02}/{:04}", paid.day, paid.month, paid.year))
          .cell(write_sum(payment.amount_minor, currency_digits(payment.currency), {',', "."}))
          .cell(currency_code(payment.currency))
          .cell(payment.from)
          .cell(payment.to)
          .cell(payment.beneficiary)
          .cell(story.sites[static_cast<std::size_t>(victim.site)].brand)
          .cell(write_numbers(draft, ", "))
          .cell(tell(story, draft, narratives().spanish));
      sheet.end_row({6, "30/02/2025"});
    }
  }
  CB_TRY(Written written,
         finish_file(story,
                     {"denuncias_unidad_delitos.csv", "Unidad de Delitos Tecnológicos",
                      "Unidad de Delitos Tecnológicos", "ES", "B", "TLP:AMBER", "Denuncias penales",
                      "ISO-8859-1", received},
                     sheet));
  list_reports(written, drafts, "Unidad de Delitos Tecnológicos");
  return written;
}

core::Result<Written> write_reports_kr(const Story& story) {
  constexpr int received = 24;
  Sheet sheet(make_stream(story.plan.seed, Purpose::file_faults, 102), ',', {0, 0});
  const LocalClock clock(story.plan, "Asia/Seoul");
  auto drafts = make_drafts(story, Agency::kr, received);
  std::uint64_t serial = 211;
  for (Draft& draft : drafts) {
    draft.report_id = fmt::format("KC-25-{:05}", serial += 1 + draft.victim.value % 3);
    if (!draft.handed) continue;
    const Victim& victim = story.victims[draft.victim.index()];
    nlohmann::ordered_json callers = nlohmann::ordered_json::array();
    for (const std::uint64_t number : draft.numbers) {
      callers.push_back(write_phone(number, draft.style));
    }
    for (const ReportedPayment& payment : draft.payments) {
      nlohmann::ordered_json row;
      row["report_id"] = draft.report_id;
      row["received"] = iso_date(clock.at(draft.received_us));
      row["victim"] = {{"name", victim.name.native()},
                       {"country", victim.country},
                       {"phone", write_phone(story.phones[victim.phone.index()].digits, 0)},
                       {"email", victim.email}};
      row["payment"] = {
          {"date", iso_date(clock.at(payment.time_us))},
          {"amount", write_sum(payment.amount_minor, currency_digits(payment.currency), {'.', ""})},
          {"currency", currency_code(payment.currency)},
          {"from_account", payment.from},
          {"to_account", payment.to}};
      row["platform"] = story.sites[static_cast<std::size_t>(victim.site)].brand;
      row["caller_numbers"] = callers;
      row["statement"] = tell(story, draft, narratives().korean);
      sheet.json_row(row.dump());
    }
  }
  CB_TRY(Written written, finish_file(story,
                                      {"cyber_reports_kr.jsonl", "Cyber Crime Report Centre",
                                       "Cyber Crime Report Centre", "KR", "B", "TLP:GREEN",
                                       "Voluntary statements", "UTF-8", received},
                                      sheet));
  list_reports(written, drafts, "Cyber Crime Report Centre");
  return written;
}

}  // namespace cuibono::simulation
