#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "formats/xml_records.h"

namespace cuibono::formats {

/// What an entry says beside its details, found once: an entry may have many thousands of details.
struct CamtEntry {
  explicit CamtEntry(const XmlNode& entry);
  XmlNode node;  ///< Ntry
  std::string amount, currency, sign, status, reversal, booking_date, value_date;
  std::string reference, bank_reference, subfamily, transaction_code, more;
  std::string instructed_amount, instructed_currency, exchange_rate, charges;
};

/// The batch that details belong to: each NtryDtls has its own.
struct CamtBatch {
  std::string payments_id, message_id, sign;
  std::uint64_t stated = 1;  ///< NbOfTxs
};

/// Whether details and entry agree.
enum class CamtCheck : std::uint8_t {
  none,       ///< there is nothing to compare
  equal,      ///< the details add up to the entry
  differs,    ///< they do not, or state other currencies: rows of the details
  exceeds,    ///< they add up to more than the bank booked: one row, of the entry
  undivided,  ///< one of them states no amount: one row, of the entry
};
[[nodiscard]] std::string_view check_word(CamtCheck check) noexcept;  ///< empty for `none`

/// One row of a statement: an entry, or one of its transaction details.
struct CamtPayment {
  XmlNode details;  ///< TxDtls, or NtryDtls of a batch that lists none; none: the entry has no details
  XmlNode place;    ///< what the row was made from
  std::string amount, currency, sign;  ///< "CRDT": to the own account; "DBIT"; empty: not said
  CamtBatch batch;
  CamtCheck check = CamtCheck::none;
};

/// Takes an entry apart.
///
/// Out     one payment for each transaction detail, with its own amount and its own batch, or one for the
///         entry. The entry's amount stands in a row only where the entry is that row: never beside its
///         details. An entry with several details of which one states no amount, or which add up to more
///         than it, is one row of the entry's amount, without a counterparty.
/// Laws    1 the amounts of the rows are those of the details, or that of the entry, as written.
///         2 in the entry's currency they never add up to more than the entry.
/// Cost    time O(elements of the entry).
/// Source  ISO 20022 camt.052, .053, .054, all versions.
[[nodiscard]] std::vector<CamtPayment> split_entry(const CamtEntry& entry);

/// Whether the bank has booked it; another status ("PDNG", "INFO", "FUTR", a bank's own) is no booking.
[[nodiscard]] bool is_booked(const XmlNode& entry);

/// The other end of a payment. After a reversal or return, the parties are those of the first payment.
struct CamtCounterparty {
  std::string name, account, agent, country;
};
[[nodiscard]] CamtCounterparty find_counterparty(const CamtEntry& entry, const CamtPayment& payment,
                                                 std::string_view own_account);

/// "reversal", "return", "charge", "interest", or empty: what the codes of the standard say for certain.
[[nodiscard]] std::string entry_kind(const CamtEntry& entry, const CamtPayment& payment);
/// "PMNT-RCDT-ESCT" of BkTxCd; empty: none.
[[nodiscard]] std::string transaction_code(const XmlNode& part);

}  // namespace cuibono::formats
