#pragma once
#include <span>
#include <string>
#include <string_view>

#include "formats/cell_rules.h"
#include "formats/xml_records.h"

namespace cuibono::formats {

/// One end of a payment message: who pays, who is paid.
struct IsoEnd {
  std::string
      id;  ///< what its money is counted under: account, else BIC, else the name and the payment
  std::string name, account, bank, country, address, person_id, birth_date, ultimate;
};

/// A payment as messages between customers and banks (pain) and between banks (pacs) write it.
struct IsoPayment {
  std::string message, message_id, made, batch_id;
  std::string time, accepted;  ///< day of settlement, or for which it was ordered
  std::string amount, currency, instructed_amount, instructed_currency, exchange_rate, charges;
  IsoEnd payer, payee;
  std::string end_to_end, instruction, transaction, uetr, mandate;
  std::string text, purpose, kind, reason, original_message, underlying;
};

/// Of CdtTrfTxInf, DrctDbtTxInf or TxInf of a return, with what its batch and its message say for it.
///
/// Out     a return is paid by the creditor of the first payment to its debtor. An end without account is
///         counted under its name and this payment alone, so that namesakes stay apart.
[[nodiscard]] IsoPayment read_iso_payment(const XmlNode& transaction);

/// A status of a payment, a batch or a message that was sent before.
struct IsoStatus {
  std::string message, message_id, made, level, status, reason;
  std::string original_message, original_batch, end_to_end, transaction, uetr;
  std::string amount, currency, payer_name, payer_account, payee_name, payee_account;
};
/// Of TxInfAndSts, OrgnlPmtInfAndSts or OrgnlGrpInfAndSts.
[[nodiscard]] IsoStatus read_iso_status(const XmlNode& status);

/// Whether a record says something of its own: a message status that lists its payments does not.
[[nodiscard]] bool is_iso_row(const XmlNode& record);
/// The row of a payment. Errors  whatever the writer returns.
[[nodiscard]] core::Status write_iso_payment(RowWriter& writer, const XmlNode& record,
                                             bool is_whole);

/// Their columns, fields named.
[[nodiscard]] std::span<const CellRule<IsoPayment>> iso_payment_rules();
[[nodiscard]] std::span<const CellRule<IsoStatus>> iso_status_rules();

}  // namespace cuibono::formats
