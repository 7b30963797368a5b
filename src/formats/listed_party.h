#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/cell_rules.h"
#include "formats/xml_records.h"

namespace cuibono::formats {

/// One person, firm or ship of a list of sanctions, whichever list it is.
struct ListedParty {
  std::string id, type, name, listed_on, gender, list;
  std::vector<std::string> aliases;       ///< in all scripts
  std::vector<std::string> weak_aliases;  ///< which the list itself calls too common to go by
  std::vector<std::string> births, birth_places, countries, addresses, roles, programmes;
  std::vector<std::string> documents;         ///< in words
  std::vector<std::string> document_numbers;  ///< as selectors: "doc:IR:A123"
  std::vector<std::string> chain_addresses, emails, phones, domains, notes, related;

  /// The first strong name is the name, further ones are aliases; each once.
  void add_name(std::string_view text, bool is_weak);
  /// A number or fact by the list's own word for it: "Digital Currency Address - XBT", "Email Address", "Passport".
  void add_fact(std::string_view kind, std::string_view value, std::string_view country);
  void add_document(std::string_view kind, std::string_view number, std::string_view country,
                    std::string_view more);
};

/// Each text once, none that is empty.
void add_once(std::vector<std::string>& list, std::string_view text);
/// Parts that are there, with a mark between.
[[nodiscard]] std::string join_parts(std::initializer_list<std::string_view> parts,
                                     std::string_view mark);
/// "IR" of "Iran"; the name itself where none is known.
[[nodiscard]] std::string country_code(std::string_view name);
/// "21 Sep 1979" as "1979-09-21", "Sep 1979" as "1979-09"; otherwise as written.
[[nodiscard]] std::string iso_day(std::string_view text);

/// A list of sanctions as a format: which elements are its entries, and what each says.
struct ListRules {
  XmlRecordRules records;
  std::function<ListedParty(const XmlNode& entry)> read;
};
[[nodiscard]] core::Result<std::vector<Table>> find_listed(const core::RunContext& context,
                                                           std::string_view bytes,
                                                           const XmlRecordRules& records);
[[nodiscard]] core::Status read_listed(const core::RunContext& context, std::string_view bytes,
                                       const ListRules& rules, const OnRow& on_row);

/// Both as a FileFormat asks for them, of a list whose entries stand by themselves.
template <const ListRules& (*rules)()>
core::Result<std::vector<Table>> find_listed_tables(const core::RunContext& context,
                                                    std::string_view bytes) {
  return find_listed(context, bytes, rules().records);
}
template <const ListRules& (*rules)()>
core::Status read_listed_rows(const core::RunContext& context, std::string_view bytes,
                              const Table& /*table*/, const OnRow& on_row) {
  return read_listed(context, bytes, rules(), on_row);
}

}  // namespace cuibono::formats
