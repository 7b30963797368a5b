#pragma once
#include <string>
#include <string_view>

namespace cuibono::formats {

/// What a field 86 tells of the line before it.
struct LineDetails {
  std::string code;           ///< three digits: the business transaction code
  std::string booking;        ///< ?00, /TRTP/
  std::string note;           ///< the purpose of the payment, or the whole as free text
  std::string end_to_end;     ///< EREF: the reference that goes with a payment from end to end
  std::string customer;       ///< KREF: the reference of the customer
  std::string other_bank;     ///< ?30, /BIC/
  std::string other_account;  ///< ?31, else ?38, /IBAN/
  std::string other_name;     ///< ?32 and ?33, /NAME/
  std::string rest;           ///< other parts, as "?34 914", "MREF+ M-1", "/CSID/ NL…"
};

/// Reads a field 86: parts "?00" to "?63" with any of the marks ? ~ < > ^, with the words of SEPA in them
/// ("EREF+", "SVWZ+"); words between slashes, as Dutch and other banks write; or free text.
///
/// Out     bytes as received. A word that says nothing ("NOTPROVIDED") stays in `rest`.
/// Source  Deutsche Kreditwirtschaft, Anlage 3 zum DFÜ-Abkommen, chapter 8 (MT940), field 86. Betaalvereniging
///         Nederland, formats of MT940 structured, field 86: /EREF/ /REMI/ /NAME/ …
[[nodiscard]] LineDetails parse_line_details(std::string_view text);

}  // namespace cuibono::formats
