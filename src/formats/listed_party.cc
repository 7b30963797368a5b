#include "formats/listed_party.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <map>

#include "formats/xml_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view mark = " | ";  // between several values in one cell
constexpr std::array<std::string_view, 1> table_names{"listed"};

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : std::string(mark)) + one;
  return out;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Names of countries in lists that differ from those of ICU.
constexpr auto other_names = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"burma", "MM"},
     {"myanmar", "MM"},
     {"korea, north", "KP"},
     {"korea, south", "KR"},
     {"democratic people's republic of korea", "KP"},
     {"republic of korea", "KR"},
     {"congo, democratic republic of the", "CD"},
     {"democratic republic of the congo", "CD"},
     {"congo, republic of the", "CG"},
     {"congo", "CG"},
     {"iran (islamic republic of)", "IR"},
     {"syrian arab republic", "SY"},
     {"russian federation", "RU"},
     {"united states of america", "US"},
     {"united kingdom of great britain and northern ireland", "GB"},
     {"venezuela (bolivarian republic of)", "VE"},
     {"united republic of tanzania", "TZ"},
     {"the gambia", "GM"},
     {"turkey", "TR"},
     {"türkiye", "TR"},
     {"hong kong", "HK"},
     {"macau", "MO"},
     {"czech republic", "CZ"},
     {"viet nam", "VN"},
     {"cote d'ivoire", "CI"},
     {"cote d ivoire", "CI"},
     {"bosnia and herzegovina", "BA"},
     {"state of palestine", "PS"},
     {"palestinian", "PS"},
     {"west bank", "PS"},
     {"libyan arab jamahiriya", "LY"},
     {"republic of moldova", "MD"},
     {"trinidad and tobago", "TT"},
     {"antigua and barbuda", "AG"},
     {"saint kitts and nevis", "KN"},
     {"st. kitts and nevis", "KN"}});

std::map<std::string, std::string, std::less<>> make_countries() {
  std::map<std::string, std::string, std::less<>> countries;
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
    std::array<UChar, 200> wide{};
    std::array<char, 600> text{};
    UErrorCode status = U_ZERO_ERROR;
    const std::string locale = std::string("und_") + *code;
    const std::int32_t size = uloc_getDisplayCountry(locale.c_str(), "en", wide.data(),
                                                     static_cast<std::int32_t>(wide.size()), &status);
    std::int32_t used = 0;
    u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &used, wide.data(), size, &status);
    if (U_FAILURE(status)) continue;
    countries.emplace(
        core::ascii_lower(std::string_view(text.data(), static_cast<std::size_t>(used))), *code);
  }
  for (const auto& [name, code] : other_names) countries.emplace(name, code);
  return countries;
}

using Rule = CellRule<ListedParty>;
using P = const ListedParty&;
const auto rules = std::to_array<Rule>({
    {"entry", "record_id", "the list's own number of the entry", [](P p) { return p.id; }},
    {"name", "name", "the name under which it is listed", [](P p) { return p.name; }},
    {"aliases", "aliases", "all other names, in all scripts", [](P p) { return joined(p.aliases); },
     {}, mark},
    {"kind", "ignored", "person, entity, vessel …", [](P p) { return p.type; }},
    {"birth date", "birth_date", "the first that the list states",
     [](P p) { return p.births.empty() ? std::string() : p.births[0]; }},
    {"country", "country", "nationality, citizenship, or country of the first address",
     [](P p) { return p.countries.empty() ? std::string() : p.countries[0]; }},
    {"addresses", "address", "all addresses", [](P p) { return joined(p.addresses); }, {}, mark},
    {"document numbers", "document_number", "documents with the country that issued them",
     [](P p) { return joined(p.document_numbers); }, {}, mark, "document"},
    {"chain addresses", "account", "digital currency addresses",
     [](P p) { return joined(p.chain_addresses); }, {}, mark, "chain"},
    {"telephones", "phone", "telephone numbers", [](P p) { return joined(p.phones); }, {}, mark, "tel"},
    {"e-mail addresses", "email", "e-mail addresses", [](P p) { return joined(p.emails); }, {}, mark,
     "email"},
    {"websites", "domain", "websites", [](P p) { return joined(p.domains); }, {}, mark, "domain"},
    {"role", "role", "title, designation, function", [](P p) { return joined(p.roles); }},
    {"listed by", "listed_by", "the list and its programmes",
     [](P p) {
       std::string text = p.list;
       if (!p.programmes.empty()) text += ": " + joined(p.programmes);
       return text;
     }},
    {"listed on", "time", "when the entry came onto the list", [](P p) { return p.listed_on; },
     "YYYY-MM-DD['T'hh:mm[:ss[.f]]][Z]"},
    {"note", "note", "remarks of the list", [](P p) { return joined(p.notes); }},
    {"weak aliases", "ignored",
     "names that the list itself calls too common to go by: they would name innocents",
     [](P p) { return joined(p.weak_aliases); }},
    {"birth dates", "ignored", "all of them", [](P p) { return joined(p.births); }},
    {"birth places", "ignored", "all of them", [](P p) { return joined(p.birth_places); }},
    {"countries", "ignored", "all of them", [](P p) { return joined(p.countries); }},
    {"documents", "ignored", "documents and numbers in words", [](P p) { return joined(p.documents); }},
    {"gender", "ignored", "as the list states it", [](P p) { return p.gender; }},
    {"related entries", "ignored", "entries that the list relates to it",
     [](P p) { return joined(p.related); }},
});

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// An address by the ticker of its chain, said in front where other chains write theirs alike.
std::string chain_address(std::string_view ticker, std::string_view address) {
  static constexpr auto alike = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"LTC", "ltc"}, {"BCH", "bch"}, {"BTG", "btg"}, {"DASH", "dash"}, {"ZEC", "zec"}});
  for (const auto& [word, scheme] : alike)
    if (ticker == word && !contains(address, ":")) return std::string(scheme) + ":" + std::string(address);
  return std::string(address);
}

}  // namespace

void add_once(std::vector<std::string>& list, std::string_view text) {
  text = core::trim(text);
  if (text.empty() || std::find(list.begin(), list.end(), text) != list.end()) return;
  list.emplace_back(text);
}

std::string join_parts(std::initializer_list<std::string_view> parts, std::string_view between) {
  std::string out;
  for (const auto part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += between;
    out += part;
  }
  return out;
}

std::string country_code(std::string_view name) {
  static const auto countries = make_countries();
  name = core::trim(name);
  const auto found = countries.find(core::ascii_lower(name));
  return found == countries.end() ? std::string(name) : found->second;
}

std::string iso_day(std::string_view text) {
  static constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                           "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string as_written(core::trim(text));
  std::vector<std::string_view> parts;
  for (const auto part : core::split(as_written, ' '))
    if (!part.empty()) parts.push_back(part);
  if (parts.size() < 2 || parts.size() > 3) return as_written;
  const std::string_view year = parts.back(), month = parts[parts.size() - 2];
  const auto found = std::find(months.begin(), months.end(), core::ascii_lower(month));
  if (found == months.end() || year.size() != 4 || !core::parse_uint64(year)) return as_written;
  const auto two = [](std::uint64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  std::string out = std::string(year) + "-" + two(static_cast<std::uint64_t>(found - months.begin()) + 1);
  if (parts.size() == 2) return out;
  const auto day = core::parse_uint64(parts[0]);
  return day && *day >= 1 && *day <= 31 ? out + "-" + two(*day) : as_written;
}

void ListedParty::add_name(std::string_view text, bool is_weak) {
  text = core::trim(text);
  if (text.empty() || text == name) return;
  if (is_weak) {
    add_once(weak_aliases, text);
  } else if (name.empty()) {
    name = text;
  } else {
    add_once(aliases, text);
  }
}

void ListedParty::add_document(std::string_view kind, std::string_view number,
                               std::string_view country, std::string_view more) {
  number = core::trim(number);
  if (number.empty()) return;
  std::string words = join_parts({kind, number}, " ");
  if (!core::trim(country).empty()) words += " (" + std::string(core::trim(country)) + ")";
  if (!more.empty()) words += ", " + std::string(more);
  add_once(documents, words);
  std::string compact;
  for (const char c : number) {
    if (c >= 'a' && c <= 'z') compact += static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) compact += c;
  }
  const std::string code = country_code(country);
  constexpr std::size_t shortest = 4;
  if (compact.size() < shortest || !has_digit(compact)) return;
  // Without its country a number is one of its list alone, whatever country the list comes from.
  add_once(document_numbers,
           code.size() == 2 ? "doc:" + code + ":" + compact : list + " " + compact);
}

void ListedParty::add_fact(std::string_view kind, std::string_view value, std::string_view country) {
  value = core::trim(value);
  constexpr std::string_view digital = "Digital Currency Address";
  if (kind.starts_with(digital)) {
    const auto dash = kind.rfind("- ");
    add_once(chain_addresses,
             chain_address(dash == std::string_view::npos ? "" : kind.substr(dash + 2), value));
  } else if (contains(kind, "Email") || contains(kind, "EMAIL")) {
    add_once(emails, value);
  } else if (contains(kind, "Website") || contains(kind, "WEB")) {
    add_once(domains, value);
  } else if (contains(kind, "Phone") || contains(kind, "PHONE")) {
    add_once(phones, value);
  } else if (kind == "Gender") {
    gender = value;
  } else if (kind == "Title") {
    add_once(roles, value);
  } else if (contains(kind, "anctions") || !has_digit(value)) {
    add_once(notes, join_parts({kind, value}, " "));
  } else {
    add_document(kind, value, country, {});
  }
}

core::Result<std::vector<Table>> find_listed(const core::RunContext& context, std::string_view bytes,
                                             const XmlRecordRules& records) {
  const auto look = [](const XmlNode&, bool) -> std::size_t { return 0; };
  return find_xml_tables(context, bytes, records, table_names, look, [](std::string_view name) {
    Table table;
    table.name = name;
    table.kind = "watchlist";
    table.columns = columns_of<ListedParty>(rules);
    return table;
  });
}

core::Status read_listed(const core::RunContext& context, std::string_view bytes,
                         const ListRules& list, const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  const auto write = [&](const XmlNode& record, bool is_whole) -> core::Result<bool> {
    CB_TRY_STATUS(writer.write<ListedParty>(rules, list.read(record), record.offset(),
                                            record.bytes(), !is_whole));
    return true;
  };
  return read_xml_table(context, bytes, list.records, writer, rules.size(), write);
}

}  // namespace cuibono::formats
