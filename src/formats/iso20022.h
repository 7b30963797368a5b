#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "formats/xml_records.h"

namespace cuibono::formats {

/// Parts that many messages of ISO 20022 share: accounts, parties, banks, dates, remittance. Paths of all
/// versions are tried, so that no reader asks for the version.

/// Days and instants of the messages: a date, or a date and time, each with or without a zone.
inline constexpr std::string_view iso_time = "YYYY-MM-DD['T'hh:mm[:ss[.f]]][Z]";

/// Where a payment states its rate of exchange.
inline constexpr std::string_view exchange_rate_paths =
    "AmtDtls/TxAmt/CcyXchg/XchgRate|AmtDtls/InstdAmt/CcyXchg/XchgRate|"
    "AmtDtls/CntrValAmt/CcyXchg/XchgRate";

/// "camt.053.001.08" of the namespace of a message; without one, the name of its element.
[[nodiscard]] std::string message_name(const XmlNode& inside);
/// Whether a document's first elements name one of these messages ("BkToCstmrStmt"), of any version.
[[nodiscard]] bool begins_iso_message(std::string_view bytes,
                                      const std::vector<std::string_view>& messages);

[[nodiscard]] std::string account_id(
    const XmlNode& account);                                 ///< of "DbtrAcct": IBAN, or as written
[[nodiscard]] std::string party_name(const XmlNode& party);  ///< of "Dbtr", in all versions
[[nodiscard]] std::string party_country(const XmlNode& party);
[[nodiscard]] std::string agent_id(
    const XmlNode& agent);  ///< of "DbtrAgt": BIC, or clearing number
[[nodiscard]] std::string day_or_time(const XmlNode& date);
[[nodiscard]] std::string free_remittance(const XmlNode& payment);        ///< its lines, joined
[[nodiscard]] std::string structured_remittance(const XmlNode& payment);  ///< references, joined
/// "1.50 EUR; 2.00 EUR" of the elements "Chrgs", "ChrgsInf".
[[nodiscard]] std::string charges(const XmlNode& payment);

}  // namespace cuibono::formats
