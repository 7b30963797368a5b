#pragma once
// Invented people for tests and benches of matching: names of syllables, towns that are none, +999 numbers, example domains.
// Some live together and have one family name, address and phone; some occur twice, with the mistakes people make.
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/core.h"
#include "entities/match_table.h"

namespace cuibono::entities {

struct PersonRow {
  std::string given, family, birth, town, street, phone, email, number;
};

struct InventedPeople {
  std::vector<PersonRow> rows;
  std::vector<std::uint32_t> person_of;  ///< [rows]
};

struct PeopleOptions {
  std::uint32_t records = 1000;
  std::uint32_t duplicate_percent = 20;  ///< of the records are of a person who occurred already
  std::uint32_t household_percent = 30;  ///< of the persons live with the one before
  std::uint64_t seed = 1;
};

namespace worlds {

inline std::string syllables(std::uint64_t number, std::size_t count) {
  constexpr const char* all[] = {"ba",  "lo",  "mi",  "ker", "tan", "su",  "ro",  "ve",
                                 "dan", "nor", "pe",  "li",  "gar", "so",  "ham", "ti",
                                 "wen", "jo",  "fra", "ul",  "zi",  "che", "ost", "ma"};
  std::string out;
  for (std::size_t i = 0; i < count; ++i, number /= 24) out += all[number % 24];
  out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

/// A number below `bound`, small ones oftener, as names are.
inline std::uint64_t uneven(core::CounterRandom& random, std::uint64_t bound) {
  const double u = random.unit();
  return static_cast<std::uint64_t>(static_cast<double>(bound) * u * u);
}

inline void misspell(core::CounterRandom& random, std::string& text) {
  if (text.size() < 2) return;
  const std::size_t at = random.below(text.size());
  const char letter = static_cast<char>('a' + random.below(26));
  switch (random.below(4)) {
    case 0:
      text[at] = letter;
      break;
    case 1:
      text.erase(at, 1);
      break;
    case 2:
      text.insert(at, 1, letter);
      break;
    default:
      if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
  }
}

inline std::string two_digits(std::uint64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

inline std::string day_of_birth(core::CounterRandom& random) {
  std::string day = std::to_string(1940 + random.below(66));
  day += "-" + two_digits(1 + random.below(12));
  return day + "-" + two_digits(1 + random.below(28));
}

/// The same person, written down by somebody else.
inline PersonRow written_again(core::CounterRandom& random, PersonRow row) {
  if (random.chance(0.15)) misspell(random, row.given);
  if (random.chance(0.05)) row.given = row.given.substr(0, 1);
  if (random.chance(0.15)) misspell(random, row.family);
  if (random.chance(0.05)) std::swap(row.given, row.family);
  if (random.chance(0.10)) {
    const std::size_t at = 2 + random.below(8);
    if (row.birth[at] != '-') row.birth[at] = static_cast<char>('0' + random.below(10));
  }
  if (random.chance(0.10)) misspell(random, row.town);
  if (random.chance(0.20)) misspell(random, row.street);
  if (random.chance(0.10)) misspell(random, row.email);
  if (random.chance(0.05)) row.phone.back() = static_cast<char>('0' + random.below(10));
  for (std::string* field :
       {&row.given, &row.birth, &row.town, &row.street, &row.phone, &row.email, &row.number}) {
    if (random.chance(0.15)) field->clear();
  }
  return row;
}

}  // namespace worlds

/// In  options. Out  rows in an order that tells nothing. The number of names grows with the root of the people.
inline InventedPeople make_people(const PeopleOptions& options) {
  using namespace worlds;
  core::CounterRandom random(options.seed, 71);
  const std::uint64_t people =
      options.records - std::uint64_t{options.records} * options.duplicate_percent / 100;
  const auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(people)));
  const std::uint64_t givens = 40 + root * 2, families = 60 + root * 8, towns = 20 + root;
  InventedPeople out;
  out.rows.reserve(options.records);
  for (std::uint64_t p = 0; p < people; ++p) {
    PersonRow row;
    row.given = syllables(uneven(random, givens) + 24, 2 + p % 2);
    row.birth = day_of_birth(random);
    if (p > 0 && random.below(100) < options.household_percent) {
      const PersonRow& other = out.rows.back();
      row.family = other.family;
      row.town = other.town;
      row.street = other.street;
      row.phone = other.phone;
    } else {
      row.family = syllables(uneven(random, families) + 600, 3);
      row.town = syllables(uneven(random, towns) + 99, 2) + "ville";
      row.street = syllables(random.below(200 + root * 4), 3) + " street " +
                   std::to_string(1 + random.below(150));
      row.phone = "+999" + std::to_string(10'000'000 + random.below(90'000'000));
    }
    row.email = core::ascii_lower(row.given + "." + row.family) +
                std::to_string(random.below(100)) + "@mail" + std::to_string(random.below(9)) +
                ".example";
    row.number = "xx:" + std::to_string(100'000'000 + random.below(900'000'000));
    if (random.chance(0.4)) row.number.clear();
    if (random.chance(0.3)) row.email.clear();
    out.rows.push_back(std::move(row));
    out.person_of.push_back(static_cast<std::uint32_t>(p));
  }
  while (out.rows.size() < options.records) {
    const std::uint64_t p = random.below(people);
    out.rows.push_back(written_again(random, out.rows[p]));
    out.person_of.push_back(static_cast<std::uint32_t>(p));
  }
  for (std::size_t i = out.rows.size(); i > 1; --i) {
    const std::size_t j = random.below(i);
    std::swap(out.rows[i - 1], out.rows[j]);
    std::swap(out.person_of[i - 1], out.person_of[j]);
  }
  return out;
}

/// The table of rows; a record's key is that of its number here unless keys are given.
inline MatchTable table_of(const std::vector<PersonRow>& rows,
                           std::vector<std::uint64_t> keys = {}) {
  MatchTable table;
  table.records = static_cast<std::uint32_t>(rows.size());
  const auto add = [&](const char* name, MatchKind kind, std::string PersonRow::* field) {
    MatchColumn& column = table.columns.emplace_back(name, kind);
    for (std::uint32_t r = 0; r < table.records; ++r) column.add(r, rows[r].*field);
  };
  add("given name", MatchKind::given_name, &PersonRow::given);
  add("family name", MatchKind::family_name, &PersonRow::family);
  add("date of birth", MatchKind::date, &PersonRow::birth);
  add("town", MatchKind::place, &PersonRow::town);
  add("street", MatchKind::place, &PersonRow::street);
  add("phone", MatchKind::phone, &PersonRow::phone);
  add("e-mail", MatchKind::email, &PersonRow::email);
  add("national number", MatchKind::document, &PersonRow::number);
  table.keys = std::move(keys);
  for (std::uint32_t r = static_cast<std::uint32_t>(table.keys.size()); r < table.records; ++r)
    table.keys.push_back(core::mix64(r + 1));
  static_cast<void>(table.finish().has_value());
  return table;
}

}  // namespace cuibono::entities
