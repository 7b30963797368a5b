#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/cell_rules.h"
#include "formats/xml_records.h"

namespace cuibono::formats {

/// The report that a transaction or activity stands in.
struct GoamlReport {
  explicit GoamlReport(const XmlNode& report);
  XmlNode node;
  std::string key;  ///< "goaml-101-str-2026-0042": of who reports and the report's reference
  std::string currency;
};

/// A person, a firm or an account's holder, once for each place in which a report names them: namesakes stay apart,
/// documents and telephones bring the same person together later.
struct GoamlPerson {
  std::string id;     ///< of this place in this report
  std::string role;   ///< "from", "to, signatory", "conductor" …
  std::string where;  ///< transaction number; empty: of an activity
  std::string account;
  XmlNode node;  ///< t_person, t_entity or an account
  XmlNode place;
  bool is_entity = false;
};

/// All who are named in a transaction or an activity, in the order of the document.
/// Cost    time O(elements of the record).
[[nodiscard]] std::vector<GoamlPerson> find_goaml_people(const XmlNode& record,
                                                         const GoamlReport& report);
[[nodiscard]] std::span<const CellRule<GoamlPerson>> goaml_people_rules();

/// One end of a transaction.
struct GoamlEnd {
  std::string id;  ///< what its money is counted under: account, virtual address, else this end alone
  std::string name, account, institution, country, funds, foreign_amount, foreign_currency, rate;
  std::string conductor, is_suspected;
};
/// In      side: "from" or "to".
[[nodiscard]] GoamlEnd read_goaml_end(const XmlNode& transaction, std::string_view side,
                                      const GoamlReport& report);

[[nodiscard]] std::string goaml_person_name(const XmlNode& person);
/// What the money of an account is counted under: IBAN, else the number with its country or bank.
[[nodiscard]] std::string goaml_account_id(const XmlNode& account);
[[nodiscard]] std::string goaml_address(const XmlNode& address);

}  // namespace cuibono::formats
