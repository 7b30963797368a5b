// The files of a world against its truth: read back by other means than they were written with.
#include "simulation/files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "evidence/evidence.h"
#include "simulation/read_back.h"

namespace cuibono::simulation {
namespace {

using Json = nlohmann::json;

const std::string calls_a = "telefonie_nordfunk_verbindungsdaten.csv",
                  calls_b = "operator_lanmobile_zvonki.csv",
                  baltic = "baltic_harbour_bank_statements.csv", rhine = "rheinlicht_umsaetze.csv",
                  steppe = "steppe_kredit_vypiska.csv", hangang = "hangang_bank_georae.csv",
                  processor = "payline_export.jsonl";

std::string without(std::string_view text, std::string_view marks) {
  std::string kept;
  for (const char c : text) {
    if (marks.find(c) == std::string_view::npos) kept += c;
  }
  return kept;
}

std::vector<Json> read_lines(const std::string& text) {
  std::vector<Json> lines;
  for (const auto line : core::split(text, '\n')) {
    if (!line.empty()) lines.push_back(Json::parse(line));
  }
  return lines;
}

struct FileTruth {
  std::uint64_t rows = 0, broken = 0, duplicated = 0;
};
FileTruth truth_of(const ReadWorld& world, const std::string& name) {
  for (const auto& file : world.truth["files"]) {
    if (file["name"] == name) return {file["rows"], file["broken"], file["duplicated"]};
  }
  return {};
}

TEST(Files, EachIsInTheEncodingThatItClaims) {
  const ReadWorld& read = small_world();
  std::set<std::string> encodings;
  for (const auto& file : read.truth["files"]) {
    EXPECT_TRUE(read.texts.contains(file["name"].get<std::string>())) << file["name"];
    encodings.insert(file["encoding"].get<std::string>());
  }
  EXPECT_EQ(encodings, (std::set<std::string>{"EUC-KR", "ISO-8859-1", "UTF-16LE", "UTF-8",
                                              "UTF-8 BOM", "windows-1251", "windows-1252"}));
}

TEST(Files, TheIntakeSeesEveryRow) {
  const ReadWorld& read = small_world();
  core::RunContext context;
  for (const WorldFile& file : read.world.files) {
    const evidence::Sniffed sniffed = evidence::sniff(file.bytes);
    std::uint64_t seen = 0;
    const auto count =
        evidence::read_rows(context, {file.bytes, sniffed.dialect, sniffed.header},
                            [&](const evidence::Row&, evidence::RowFault) -> core::Status {
                              ++seen;
                              return {};
                            });
    ASSERT_TRUE(count.has_value()) << file.name;
    EXPECT_EQ(seen, truth_of(read, file.name).rows) << file.name;
  }
}

TEST(Files, Law2EveryNumberIsFictional) {
  const ReadWorld& read = small_world();
  for (const auto& [name, delimiter] : {std::pair{calls_a, ';'}, std::pair{calls_b, ';'}}) {
    const std::size_t first = name == calls_a ? 1 : 0;
    const Table table = read.table(name, delimiter);
    for (std::size_t row = 1; row < table.size(); ++row) {
      if (table[row].size() < first + 2) continue;  // a broken one
      for (std::size_t cell = first; cell < first + 2; ++cell) {
        const std::string digits = without(table[row][cell], "+ -()");
        EXPECT_TRUE(digits.starts_with("999") || digits.starts_with("00999")) << digits;
      }
    }
  }
  // Anything that looks like a selector of the truth, too.
  const std::string& truth = read.world.truth_json;
  for (std::size_t at = truth.find("\"tel:"); at != std::string::npos;
       at = truth.find("\"tel:", at + 1)) {
    EXPECT_EQ(truth.substr(at, 9), "\"tel:+999");
  }
  for (std::size_t at = truth.find("\"iban:"); at != std::string::npos;
       at = truth.find("\"iban:", at + 1)) {
    const std::string number = truth.substr(at + 6, truth.find('"', at + 6) - at - 6);
    EXPECT_TRUE(is_fictional_iban(number)) << number;
  }
  for (const char* name : {"fraud_desk_reports.csv", "denuncias_unidad_delitos.csv"}) {
    const Table table = read.table(name, name[0] == 'f' ? ',' : ';');
    for (std::size_t row = 1; row < table.size(); ++row) {
      if (table[row].size() < 15) continue;
      const std::string phone = without(table[row][4], "+ -()");
      EXPECT_TRUE(phone.starts_with("999") || phone.starts_with("00999")) << table[row][4];
      EXPECT_NE(table[row][5].find("@example."), std::string::npos);
      for (const std::size_t account : {std::size_t{9}, std::size_t{10}}) {
        const std::string number = without(table[row][account], " ");
        if (!number.empty()) {
          EXPECT_TRUE(is_fictional_iban(number)) << number;
        }
      }
    }
  }
}

TEST(Files, Law2EveryIbanOfEveryStatementPasses) {
  const ReadWorld& read = small_world();
  std::set<std::string> countries;
  const auto check = [&](std::string_view written) {
    const std::string number = without(written, " ");
    if (number.empty()) return;
    EXPECT_TRUE(is_fictional_iban(number)) << number;
    EXPECT_TRUE(evidence::is_iban(number)) << number;
    countries.insert(number.substr(0, 2));
  };
  const Table of_baltic = read.table(baltic, ','), of_rhine = read.table(rhine, ';'),
              of_steppe = read.table(steppe, ';');
  for (std::size_t row = 1; row < of_baltic.size(); ++row) {
    check(of_baltic[row][0]);
    check(of_baltic[row][5]);
  }
  for (std::size_t row = 3; row < of_rhine.size(); ++row) {
    check(of_rhine[row][0]);
    if (of_rhine[row].size() > 4) check(of_rhine[row][4]);
  }
  for (std::size_t row = 1; row < of_steppe.size(); ++row) {
    check(of_steppe[row][2]);
    check(of_steppe[row][4]);
  }
  for (const Json& line : read_lines(read.texts.at(processor))) {
    check(line["payer"]["iban"].get<std::string>());
    check(line["payee"]["iban"].get<std::string>());
  }
  EXPECT_GE(countries.size(), 10U);
}

TEST(Files, Law2ChainAddressesBelongToAnInventedScheme) {
  const ReadWorld& read = small_world();
  const Table table = read.table("btctest_transfers.csv", ',');
  ASSERT_GT(table.size(), 100U);
  for (std::size_t row = 1; row < table.size(); ++row) {
    for (const std::size_t cell : {std::size_t{3}, std::size_t{4}}) {
      const std::string& address = table[row][cell];
      ASSERT_TRUE(address.starts_with("btctest:btctest1q")) << address;
      EXPECT_TRUE(evidence::is_bech32(address.substr(8))) << address;
    }
    EXPECT_EQ(table[row][0].size(), 64U);
  }
}

TEST(Files, BrokenAndDuplicatedRowsAreAsCounted) {
  const ReadWorld& read = small_world();
  const Table table = read.table(calls_a, ';');
  const FileTruth truth = truth_of(read, calls_a);
  std::uint64_t broken = 0, duplicated = 0;
  for (std::size_t row = 1; row < table.size(); ++row) {
    if (table[row].size() < 12 || table[row][3] == "31.02.2025") ++broken;
    if (row > 1 && table[row] == table[row - 1]) ++duplicated;
  }
  EXPECT_EQ(table.size() - 1, truth.rows);
  EXPECT_EQ(broken, truth.broken);
  EXPECT_EQ(duplicated, truth.duplicated);
  EXPECT_GT(broken, truth.rows / 1000);
  EXPECT_LT(broken, truth.rows / 200);
  EXPECT_GT(truth.duplicated, 0U);
}

/// Which payments each file tells of: how often each (payer, payee, amount).
using Payment = std::array<std::string, 3>;
using Tellings = std::map<Payment, std::map<std::string, std::uint64_t>>;

void tell(Tellings& tellings, const std::string& teller, const std::string& payer,
          const std::string& payee, const std::string& amount) {
  ++tellings[{without(payer, " -"), without(payee, " -"), amount}][teller];
}

TEST(Files, LegPairsAreThePaymentsThatTwoStatementsTell) {
  const ReadWorld& read = small_world();
  Tellings tellings;
  const Table of_baltic = read.table(baltic, ',');
  for (std::size_t row = 1; row < of_baltic.size(); ++row) {
    const auto& cells = of_baltic[row];
    if (cells == of_baltic[row - 1]) continue;  // a duplicate
    const bool paid = !cells[6].empty();
    tell(tellings, paid ? "baltic paid" : "baltic got", paid ? cells[0] : cells[5],
         paid ? cells[5] : cells[0], paid ? cells[6] : cells[7]);
  }
  const Table of_rhine = read.table(rhine, ';');
  for (std::size_t row = 3; row < of_rhine.size(); ++row) {
    const auto& cells = of_rhine[row];
    if (cells.size() < 9 || cells[1] == "31.04.2025") continue;
    std::string amount = without(cells[6], ".-");
    std::replace(amount.begin(), amount.end(), ',', '.');
    const bool paid = cells[6][0] == '-';
    tell(tellings, paid ? "rhine paid" : "rhine got", paid ? cells[0] : cells[4],
         paid ? cells[4] : cells[0], amount);
  }
  const Table of_steppe = read.table(steppe, ';');
  for (std::size_t row = 1; row < of_steppe.size(); ++row) {
    const auto& cells = of_steppe[row];
    std::string amount = without(cells[5], " ");
    std::replace(amount.begin(), amount.end(), ',', '.');
    tell(tellings, "steppe", cells[2], cells[4], amount);
  }
  const Table of_hangang = read.table(hangang, ',');
  for (std::size_t row = 1; row < of_hangang.size(); ++row) {
    const auto& cells = of_hangang[row];
    const bool paid = cells[5] != "0";
    tell(tellings, paid ? "hangang paid" : "hangang got", paid ? cells[0] : cells[4],
         paid ? cells[4] : cells[0], without(paid ? cells[5] : cells[6], ","));
  }
  for (const Json& line : read_lines(read.texts.at(processor))) {
    tell(tellings, "processor", line["payer"]["iban"], line["payee"]["iban"], line["amount"]);
  }
  std::uint64_t pairs = 0;
  for (const auto& [payment, by_teller] : tellings) {
    ASSERT_LE(by_teller.size(), 2U) << payment[0] << " " << payment[1];
    if (by_teller.size() == 2) {
      pairs += std::min(by_teller.begin()->second, by_teller.rbegin()->second);
    }
  }
  EXPECT_EQ(pairs, read.truth["leg_pairs"].get<std::uint64_t>());
  EXPECT_GT(pairs, 500U);
}

TEST(Files, BalancesAddUpAndAreNeverOverdrawn) {
  const ReadWorld& read = small_world();
  const auto minor = [](const std::string& text) {
    const auto parsed = core::parse_decimal(text, {}, 2);
    EXPECT_FALSE(parsed.fault.has_value()) << text;
    return parsed.scaled;
  };
  const Table table = read.table(baltic, ',');
  std::map<std::string, std::int64_t> balance;
  for (std::size_t row = 1; row < table.size(); ++row) {
    const auto& cells = table[row];
    if (cells == table[row - 1]) continue;
    const std::int64_t after_minor = minor(cells[9]);
    EXPECT_GE(after_minor, 0);
    const std::int64_t moved_minor = cells[6].empty() ? minor(cells[7]) : -minor(cells[6]);
    const auto before = balance.find(cells[0]);
    if (before != balance.end()) {
      EXPECT_EQ(before->second + moved_minor, after_minor) << row;
    }
    balance[cells[0]] = after_minor;
  }
  EXPECT_GT(balance.size(), 50U);
}

TEST(Files, AStatementHasAGapOfNineDays) {
  const ReadWorld& read = small_world();
  std::vector<std::string> days;
  const Table table = read.table(steppe, ';');
  for (std::size_t row = 1; row < table.size(); ++row) {
    const std::string& date = table[row][0];
    days.push_back(date.substr(6, 4) + "-" + date.substr(3, 2) + "-" + date.substr(0, 2) +
                   "T00:00:00Z");
  }
  std::int64_t longest_us = 0;
  for (std::size_t i = 1; i < days.size(); ++i) {
    longest_us = std::max(longest_us, core::parse_rfc3339(days[i])->time_us -
                                          core::parse_rfc3339(days[i - 1])->time_us);
  }
  EXPECT_GE(longest_us, 9 * core::us_per_day);
  EXPECT_LE(longest_us, 12 * core::us_per_day);
}

TEST(Files, ReportsAreThoseOfTheTruth) {
  const ReadWorld& read = small_world();
  std::set<std::string> told, written;
  for (const auto& victim : read.truth["victims"]) {
    for (const auto& report : victim["reports"])
      told.insert(report["report_id"].get<std::string>());
  }
  const Table of_gb = read.table("fraud_desk_reports.csv", ',');
  const Table of_es = read.table("denuncias_unidad_delitos.csv", ';');
  for (std::size_t row = 1; row < of_gb.size(); ++row) written.insert(of_gb[row][0]);
  for (std::size_t row = 1; row < of_es.size(); ++row) written.insert(of_es[row][0]);
  for (const Json& line : read_lines(read.texts.at("cyber_reports_kr.jsonl"))) {
    written.insert(line["report_id"].get<std::string>());
  }
  EXPECT_EQ(told, written);
}

/// A victim's payment is preceded by a call from a desk within two days, nearly always.
TEST(Files, CallsComeBeforePayments) {
  const ReadWorld& read = small_world();
  std::set<std::string> desks;
  for (const auto& number : read.truth["desk_numbers"]) {
    desks.insert(number.get<std::string>().substr(5));
  }
  std::map<std::string, std::vector<std::int64_t>> calls;  // by callee
  const auto zone_a = *core::find_zone("Europe/Berlin"),
             zone_b = *core::find_zone("Europe/Vilnius");
  const auto number = [](const std::string& text, std::size_t at, std::size_t size) {
    return static_cast<int>(core::parse_int64(std::string_view(text).substr(at, size)).value_or(0));
  };
  const auto note = [&](std::string caller, std::string callee, const std::string& date,
                        const std::string& clock, core::ZoneId zone) {
    if (caller.starts_with("00")) caller.erase(0, 2);
    if (callee.starts_with("00")) callee.erase(0, 2);
    if (!desks.contains(caller)) return;
    core::CivilTime civil;
    civil.year = number(date, 6, 4);
    civil.month = static_cast<std::uint8_t>(number(date, 3, 2));
    civil.day = static_cast<std::uint8_t>(number(date, 0, 2));
    civil.hour = static_cast<std::uint8_t>(number(clock, 0, 2));
    civil.minute = static_cast<std::uint8_t>(number(clock, 3, 2));
    if (core::is_valid(civil)) calls[callee].push_back(core::to_utc(civil, zone).time_us);
  };
  const Table of_a = read.table(calls_a, ';'), of_b = read.table(calls_b, ';');
  for (std::size_t row = 1; row < of_a.size(); ++row) {
    if (of_a[row].size() < 12) continue;
    note(of_a[row][1], of_a[row][2], of_a[row][3], of_a[row][4], zone_a);
  }
  for (std::size_t row = 1; row < of_b.size(); ++row) {
    note(of_b[row][0], of_b[row][1], of_b[row][2], of_b[row][2].substr(11), zone_b);
  }
  std::size_t payments = 0, preceded = 0;
  for (const auto& victim : read.truth["victims"]) {
    const auto& rung = calls[victim["phones"][0].get<std::string>().substr(5)];
    for (const auto& payment : victim["payments"]) {
      ++payments;
      const std::int64_t paid_us = core::parse_rfc3339(payment["time"].get<std::string>())->time_us;
      preceded += std::any_of(rung.begin(), rung.end(), [&](std::int64_t call_us) {
        return call_us < paid_us && call_us > paid_us - 2 * core::us_per_day;
      });
    }
  }
  EXPECT_GT(payments, 100U);
  EXPECT_GE(preceded * 100, payments * 97);
}

}  // namespace
}  // namespace cuibono::simulation
