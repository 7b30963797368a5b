// Statements of four banks and the export of a payment processor. A payment between two accounts
// whose statements are there is written down twice.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulation/draw.h"
#include "simulation/files.h"

namespace cuibono::simulation {
namespace {

/// One line of one account's statement.
struct Posting {
  std::uint32_t transfer = 0;
  AccountId own{}, other{};
  bool is_credit = false;
  std::int64_t balance_minor = 0;
};

std::vector<Posting> make_postings(const Story& story, Bank bank) {
  std::vector<std::int64_t> balance;
  for (const Account& account : story.accounts) balance.push_back(account.opening_minor);
  std::vector<Posting> postings;
  const auto post = [&](std::uint32_t i, AccountId own, AccountId other, bool is_credit) {
    if (own == nobody<AccountId>) return;
    const Account& account = story.accounts[own.index()];
    if (account.bank != bank || !account.held) return;
    const std::int64_t amount_minor = story.transfers[i].amount_minor;
    balance[own.index()] += is_credit ? amount_minor : -amount_minor;
    postings.push_back({i, own, other, is_credit, balance[own.index()]});
  };
  for (std::uint32_t i = 0; i < story.transfers.size(); ++i) {
    const Transfer& transfer = story.transfers[i];
    post(i, transfer.payer, transfer.payee, false);
    post(i, transfer.payee, transfer.payer, true);
  }
  return postings;
}

/// One statement after the other, as a bank answers an order on many accounts.
void sort_by_account(std::vector<Posting>& postings) {
  std::stable_sort(postings.begin(), postings.end(),
                   [](const Posting& x, const Posting& y) { return x.own < y.own; });
}

enum class Language : std::uint8_t { english, german, russian, korean };

/// What payers write into the line for the purpose.
struct Texts {
  Reason reason{};
  std::array<std::string_view, 4> by_language;
};
constexpr std::array reason_texts = {
    Texts{Reason::investment, {"account top-up", "Einzahlung Depot", "пополнение счёта", "투자금"}},
    Texts{Reason::card_deposit,
          {"online payment", "Online-Zahlung", "оплата онлайн", "온라인결제"}},
    Texts{Reason::pass_on, {"services", "Dienstleistung", "за услуги", "이체"}},
    Texts{Reason::invoice, {"invoice", "Rechnung", "по счёту-фактуре", "대금"}},
    Texts{Reason::exchange_deposit, {"deposit UID", "Guthaben UID", "депозит UID", "충전 UID"}},
    Texts{Reason::salary, {"salary", "Lohn/Gehalt", "заработная плата", "급여"}},
    Texts{Reason::rent, {"rent", "Miete", "аренда", "월세"}},
    Texts{Reason::purchase, {"purchase", "Einkauf", "покупка", "구매"}},
    Texts{Reason::friends, {"thanks!", "danke dir", "спасибо", "용돈"}},
    Texts{Reason::loan, {"family loan", "Darlehen Familie", "заём", "대여금"}},
    Texts{Reason::loan_back, {"loan instalment", "Rate Darlehen", "возврат займа", "상환"}},
    Texts{Reason::cash_out, {"ATM WITHDRAWAL", "GELDAUTOMAT", "СНЯТИЕ НАЛИЧНЫХ", "현금출금"}},
    Texts{Reason::cash_in, {"CASH DEPOSIT", "BAREINZAHLUNG", "ВНЕСЕНИЕ НАЛИЧНЫХ", "현금입금"}},
    Texts{Reason::payout, {"payout batch", "Auszahlung Sammler", "выплата", "정산"}},
    Texts{Reason::property,
          {"purchase contract", "Kaufvertrag", "договор купли-продажи", "계약금"}},
    Texts{Reason::pool_sweep, {"cash pool", "Cash-Pool Umbuchung", "кэш-пул", "자금집중"}},
};

std::string purpose_of(const Transfer& transfer, Language language) {
  for (const Texts& texts : reason_texts) {
    if (texts.reason != transfer.reason) continue;
    const std::string_view text = texts.by_language[static_cast<std::size_t>(language)];
    const bool cash = transfer.reason == Reason::cash_in || transfer.reason == Reason::cash_out;
    return cash ? std::string(text)
                : fmt::format("{} {}", text, 10'000 + transfer.reference % 90'000);
  }
  return {};
}

std::string_view number_of(const Story& story, AccountId account) {
  return account == nobody<AccountId> ? std::string_view{} : story.accounts[account.index()].number;
}

core::CounterRandom fault_stream(const Story& story, Bank bank) {
  return make_stream(story.plan.seed, Purpose::file_faults, static_cast<std::uint64_t>(bank));
}

void count_leg(std::vector<std::uint8_t>& legs, std::uint32_t transfer, bool good) {
  if (good && legs[transfer] < 255) ++legs[transfer];
}

}  // namespace

core::Result<Written> write_baltic(const Story& story) {
  Sheet sheet(fault_stream(story, Bank::baltic), ',', {0, 300});
  const LocalClock clock(story.plan, "Europe/Vilnius");
  std::vector<std::uint8_t> legs(story.transfers.size());
  sheet.line(
      "Account,Booked at,Value date,Description,Counterparty,Counterparty account,Debit,Credit,"
      "Currency,Balance");
  for (const Posting& posting : make_postings(story, Bank::baltic)) {
    const Transfer& transfer = story.transfers[posting.transfer];
    const core::CivilTime local = clock.at(transfer.time_us);
    const std::string sum = write_sum(transfer.amount_minor, 2, {'.', ""});
    const bool cash = posting.other == nobody<AccountId>;
    sheet.cell(number_of(story, posting.own))
        .cell(iso_date(local) + " " + clock_time(local))
        .cell(iso_date(local))
        .cell(purpose_of(transfer, Language::english))
        .cell(cash ? "" : story.accounts[posting.other.index()].holder)
        .cell(number_of(story, posting.other))
        .cell(posting.is_credit ? "" : sum)
        .cell(posting.is_credit ? sum : "")
        .cell(currency_code(transfer.currency))
        .cell(write_sum(posting.balance_minor, 2, {'.', ""}));
    count_leg(legs, posting.transfer, sheet.end_row({1, "2025-02-30 10:00:00"}));
  }
  CB_TRY(Written written, finish_file(story,
                                      {"baltic_harbour_bank_statements.csv", "Baltic Harbour Bank",
                                       "Financial intelligence unit", "LT", "A", "TLP:AMBER",
                                       "FIU request 2025/88", "UTF-8", 22},
                                      sheet));
  written.legs = std::move(legs);
  return written;
}

core::Result<Written> write_rhine(const Story& story) {
  Sheet sheet(fault_stream(story, Bank::rhine), ';', {3'000, 0});
  const LocalClock clock(story.plan, "Europe/Berlin");
  std::vector<std::uint8_t> legs(story.transfers.size());
  sheet.line("Rheinlicht Bank - Umsatzauskunft;;;;;;;;");
  sheet.line(fmt::format("Zeitraum ab {};;;;;;;;", dotted_date(clock.at(story.plan.start_us))));
  sheet.line(
      "Konto;Buchungstag;Valuta;Auftraggeber/Empfänger;Gegenkonto;Verwendungszweck;Betrag;Währung;"
      "Saldo");
  std::vector<Posting> postings = make_postings(story, Bank::rhine);
  sort_by_account(postings);
  for (const Posting& posting : postings) {
    const Transfer& transfer = story.transfers[posting.transfer];
    const std::string day = dotted_date(clock.at(transfer.time_us));
    const bool cash = posting.other == nobody<AccountId>;
    sheet.cell(spaced(number_of(story, posting.own)))
        .cell(day)
        .cell(day)
        .cell(cash ? "" : story.accounts[posting.other.index()].holder)
        .cell(number_of(story, posting.other))
        .cell(purpose_of(transfer, Language::german))
        .cell(write_sum(posting.is_credit ? transfer.amount_minor : -transfer.amount_minor, 2,
                        {',', "."}))
        .cell(currency_code(transfer.currency))
        .cell(write_sum(posting.balance_minor, 2, {',', "."}));
    count_leg(legs, posting.transfer, sheet.end_row({1, "31.04.2025"}));
  }
  CB_TRY(Written written,
         finish_file(story,
                     {"rheinlicht_umsaetze.csv", "Rheinlicht Bank AG", "Police, asset recovery",
                      "DE", "A", "TLP:AMBER", "Production order PO-2025-0203", "windows-1252", 31},
                     sheet));
  written.legs = std::move(legs);
  return written;
}

core::Result<Written> write_steppe(const Story& story) {
  Sheet sheet(fault_stream(story, Bank::steppe), ';', {0, 0});
  const LocalClock clock(story.plan, "Asia/Almaty");
  std::vector<std::uint8_t> legs(story.transfers.size());
  sheet.line(
      "Дата операции;Плательщик;Счёт плательщика;Получатель;Счёт получателя;Сумма;Валюта;"
      "Назначение платежа");
  // A page of nine days is missing in the middle.
  const std::int64_t gap_from_us = story.plan.start_us + story.plan.days / 2 * core::us_per_day;
  const std::int64_t gap_to_us = gap_from_us + 9 * core::us_per_day;
  const auto is_here = [&](AccountId account) {
    return account != nobody<AccountId> && story.accounts[account.index()].bank == Bank::steppe &&
           story.accounts[account.index()].held;
  };
  const auto holder = [&](AccountId account) {
    return account == nobody<AccountId>
               ? std::string()
               : fold_to_ascii(story.accounts[account.index()].holder_native);
  };
  for (std::uint32_t i = 0; i < story.transfers.size(); ++i) {
    const Transfer& transfer = story.transfers[i];
    if (!is_here(transfer.payer) && !is_here(transfer.payee)) continue;
    if (transfer.time_us >= gap_from_us && transfer.time_us < gap_to_us) continue;
    const core::CivilTime local = clock.at(transfer.time_us);
    sheet.cell(dotted_date(local) + " " + clock_time(local))
        .cell(holder(transfer.payer))
        .cell(number_of(story, transfer.payer))
        .cell(holder(transfer.payee))
        .cell(number_of(story, transfer.payee))
        .cell(write_sum(transfer.amount_minor, 2, {',', " "}))
        .cell(currency_code(transfer.currency))
        .cell(purpose_of(transfer, Language::russian));
    count_leg(legs, i, sheet.end_row({0, ""}));
  }
  CB_TRY(Written written, finish_file(story,
                                      {"steppe_kredit_vypiska.csv", "Steppe Kredit AO",
                                       "Financial intelligence unit", "KZ", "B", "TLP:RED",
                                       "Mutual legal assistance 17-25", "windows-1251", 92},
                                      sheet));
  written.legs = std::move(legs);
  written.gap_from_us = gap_from_us;
  written.gap_to_us = gap_to_us;
  return written;
}

core::Result<Written> write_hangang(const Story& story) {
  Sheet sheet(fault_stream(story, Bank::hangang), ',', {0, 0});
  const LocalClock clock(story.plan, "Asia/Seoul");
  std::vector<std::uint8_t> legs(story.transfers.size());
  sheet.line("계좌번호,거래일시,적요,상대예금주,상대계좌번호,출금액(원),입금액(원),잔액(원)");
  std::vector<Posting> postings = make_postings(story, Bank::hangang);
  sort_by_account(postings);
  const auto dashed = [](std::string_view number) {
    if (number.size() != 12) return std::string(number);
    return fmt::format("{}-{}-{}", number.substr(0, 3), number.substr(3, 3), number.substr(6));
  };
  for (const Posting& posting : postings) {
    const Transfer& transfer = story.transfers[posting.transfer];
    const core::CivilTime local = clock.at(transfer.time_us);
    const std::string sum = write_sum(transfer.amount_minor, 0, {'.', ","});
    const bool cash = posting.other == nobody<AccountId>;
    sheet.cell(dashed(number_of(story, posting.own)))
        .cell(fmt::format("{:04}.{:02}.{:02} {}", local.year, local.month, local.day,
                          clock_time(local)))
        .cell(purpose_of(transfer, Language::korean))
        .cell(cash ? "" : story.accounts[posting.other.index()].holder_native)
        .cell(dashed(number_of(story, posting.other)))
        .cell(posting.is_credit ? "0" : sum)
        .cell(posting.is_credit ? sum : "0")
        .cell(write_sum(posting.balance_minor, 0, {'.', ","}));
    count_leg(legs, posting.transfer, sheet.end_row({1, ""}));
  }
  CB_TRY(Written written,
         finish_file(story,
                     {"hangang_bank_georae.csv", "Hangang Bank", "Police, cyber bureau", "KR", "A",
                      "TLP:GREEN", "Mutual legal assistance 21-25", "EUC-KR", 47},
                     sheet));
  written.legs = std::move(legs);
  return written;
}

core::Result<Written> write_processor(const Story& story) {
  Sheet sheet(fault_stream(story, Bank::processor), ',', {0, 0});
  std::vector<std::uint8_t> legs(story.transfers.size());
  const auto is_here = [&](AccountId account) {
    return account != nobody<AccountId> &&
           story.accounts[account.index()].bank == Bank::processor &&
           story.accounts[account.index()].held;
  };
  for (std::uint32_t i = 0; i < story.transfers.size(); ++i) {
    const Transfer& transfer = story.transfers[i];
    if (!is_here(transfer.payer) && !is_here(transfer.payee)) continue;
    const Account& payer = story.accounts[transfer.payer.index()];
    const Account& payee = story.accounts[transfer.payee.index()];
    sheet.json_row(fmt::format(
        R"({{"id":"pay_{:08}","created":"{}","type":"{}","amount":"{}","currency":"{}",)"
        R"("payer":{{"name":"{}","iban":"{}"}},"payee":{{"name":"{}","iban":"{}"}},"status":"settled"}})",
        7'000'000 + i, core::format_rfc3339(transfer.time_us),
        transfer.reason == Reason::payout ? "payout" : "payment",
        write_sum(transfer.amount_minor, 2, {'.', ""}), currency_code(transfer.currency),
        payer.holder, payer.number, payee.holder, payee.number));
    count_leg(legs, i, true);
  }
  CB_TRY(Written written, finish_file(story,
                                      {"payline_export.jsonl", "Payline Processing OU",
                                       "Financial intelligence unit", "EE", "B", "TLP:AMBER",
                                       "FIU request 2025/91", "UTF-8", 40},
                                      sheet));
  written.legs = std::move(legs);
  return written;
}

}  // namespace cuibono::simulation
