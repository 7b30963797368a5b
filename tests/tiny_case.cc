#include "tiny_case.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace cuibono::cross {
namespace {

constexpr std::uint64_t accounts = 24;

std::string two_digits(std::uint64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string amount_of(std::uint64_t i) {
  return std::to_string(20 + i * 7 % 900) + "." + two_digits(i * 13 % 100);
}

std::string moment_of(std::uint64_t i) {
  return "2025-02-" + two_digits(1 + i / 20 % 28) + " " + two_digits(8 + i % 12) + ":" +
         two_digits(i * 7 % 60) + ":00";
}

}  // namespace

std::string fictional_iban(std::uint64_t number) {
  std::string body = std::to_string(number);
  body = "99990" + std::string(11 - body.size(), '0') + body;
  std::uint64_t rest = 0;
  for (const char c : body + "212900")
    rest = (rest * 10 + static_cast<std::uint64_t>(c - '0')) % 97;
  return "LT" + two_digits(98 - rest) + body;
}

std::vector<std::string> bank_lines(std::size_t payments) {
  std::vector<std::string> lines{
      "Payer account,Payer name,Payee account,Payee name,Booked at,Amount,Currency,Description"};
  for (std::uint64_t i = 0; i < payments; ++i) {
    const std::uint64_t payer = i % accounts, payee = (i * 5 + 1 + i / accounts) % accounts;
    const std::uint64_t other = payee == payer ? (payee + 1) % accounts : payee;
    lines.push_back(fictional_iban(payer) + ",Person " + std::to_string(payer) + "," +
                    fictional_iban(other) + ",Person " + std::to_string(other) + "," +
                    moment_of(i) + "," + amount_of(i) + ",EUR,invoice " + std::to_string(i));
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

std::string bank_file(std::size_t payments) { return joined(bank_lines(payments)); }

std::string calls_file(std::size_t calls) {
  std::string text = "Caller,Called,Start,Duration (s)\n";
  for (std::uint64_t i = 0; i < calls; ++i) {
    char line[128];
    std::snprintf(line, sizeof line, "+99937000%05llu,+99982000%05llu,%s,%llu\n",
                  static_cast<unsigned long long>(10000 + i % 6),
                  static_cast<unsigned long long>(20000 + i * 31 % 997), moment_of(i).c_str(),
                  static_cast<unsigned long long>(i * 17 % 600));
    text += line;
  }
  return text;
}

std::string reports_file() {
  std::string text =
      "Report number,Date reported,Victim name,Victim phone,Payment date,Amount,Currency,"
      "Victim account,Paid to account,Numbers that called,Statement\n";
  const auto lines = bank_lines(3);
  for (std::uint64_t i = 0; i < 3; ++i) {
    const auto cells = core::split(lines[i + 1], ',');
    text += "R-" + std::to_string(100 + i) + ",2025-03-0" + std::to_string(1 + i) + ",Victim Nr" +
            std::to_string(i) + ",+9998200020000," + std::string(cells[4].substr(0, 10)) + "," +
            std::string(cells[5]) + ",EUR," + std::string(cells[0]) + "," + std::string(cells[2]) +
            ",+9993700010000,\"A friendly voice told me to pay.\"\n";
  }
  return text;
}

evidence::Item add_text(const std::string& case_folder, const std::string& name,
                        const std::string& text, const std::string& source) {
  const TempFolder incoming;
  write_text(incoming / name, text);
  auto the_case = investigation::open_case(case_folder);
  EXPECT_TRUE(the_case.has_value());
  investigation::AddRequest request;
  request.paths = {incoming / name};
  request.source = source;
  request.received = "2025-03-10";
  request.jurisdiction = "LT";
  const auto added = investigation::add_files(threads(1), *the_case, request);
  EXPECT_TRUE(added.has_value()) << added.error().what;
  return added->front().item;
}

void make_empty_case(const std::string& folder) {
  investigation::CaseSettings settings;
  settings.id = "tiny";
  settings.title = "A tiny case";
  settings.zone = "Europe/Vilnius";
  settings.simulated = true;  // its numbers are fictional
  ASSERT_TRUE(investigation::make_case(folder, settings).has_value());
}

void make_tiny_case(const std::string& folder) {
  make_empty_case(folder);
  add_text(folder, "bank.csv", bank_file(200), "Bank of Testing");
  add_text(folder, "calls.csv", calls_file(200), "Test Telecom");
  add_text(folder, "reports.csv", reports_file(), "Test Police");
}

}  // namespace cuibono::cross
