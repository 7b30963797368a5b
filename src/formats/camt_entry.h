#pragma once
#include <string>
#include <vector>

#include "formats/xml_records.h"

namespace cuibono::formats {

/// One row of a statement: an entry, or one of its transaction details.
struct CamtPayment {
  XmlNode entry;  ///< Ntry
  XmlNode
      details;  ///< TxDtls, or NtryDtls of a batch that lists none; none: the entry has no details
  XmlNode place;                       ///< what the row was made from
  std::string amount, currency, sign;  ///< "CRDT": to the own account; "DBIT"; empty: not said
  /// "equal" or "differs": the sum of the details against the entry's amount. "undivided": details without
  /// amounts. Empty: there is nothing to compare.
  std::string check;
};

/// Takes an entry apart.
///
/// Out     one payment for each transaction detail, with its own amount, or one for the entry. The entry's
///         amount stands in a row only where the entry is that row: never beside its details. An entry
///         with several details of which one states no amount is one row of the entry's amount, without
///         a counterparty: how the amount is divided cannot be known.
/// Laws    1 the amounts of the rows are those of the details, or that of the entry, as written.
/// Source  ISO 20022 camt.052, .053, .054, all versions.
[[nodiscard]] std::vector<CamtPayment> split_entry(const XmlNode& entry);

/// Whether the bank has booked it; another status ("PDNG", "INFO", "FUTR", a bank's own) is no booking.
[[nodiscard]] bool is_booked(const XmlNode& entry);
[[nodiscard]] std::string entry_status(const XmlNode& entry);

/// The other end of a payment. After a reversal or return, the parties are those of the first payment.
struct CamtCounterparty {
  std::string name, account, agent, country;
};
[[nodiscard]] CamtCounterparty find_counterparty(const CamtPayment& payment,
                                                 std::string_view own_account);

[[nodiscard]] bool is_reversal(const CamtPayment& payment);
/// "reversal", "return", "charge", "interest", or empty: what the codes of the standard say for certain.
[[nodiscard]] std::string entry_kind(const CamtPayment& payment);
[[nodiscard]] std::string transaction_code(const CamtPayment& payment);  ///< "PMNT-RCDT-ESCT"

}  // namespace cuibono::formats
