// Payments between banks: customers' credit transfers (pacs.008) and direct debits (pacs.003), banks' own
// payments (pacs.009), returns (pacs.004) and statuses (pacs.002). A bank's payment that covers a customer's
// moves the same money once more, so it stands apart.
#include <array>

#include "formats/format_list.h"
#include "formats/iso20022.h"
#include "formats/iso_payment.h"
#include "formats/xml_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 5> table_names{"payments", "returns", "cover payments",
                                                      "statuses", "returns without ends"};
enum : std::size_t { payments, returns, cover_payments, statuses, endless_returns };

const XmlRecordRules& record_rules() {
  static const XmlRecordRules rules{
      {"FIToFICstmrCdtTrf/CdtTrfTxInf", "FIToFICstmrDrctDbt/DrctDbtTxInf", "FICdtTrf/CdtTrfTxInf",
       "FinInstnCdtTrf/CdtTrfTxInf", "PmtRtr/TxInf", "FIToFIPmtStsRpt/TxInfAndSts",
       "FIToFIPmtStsRpt/OrgnlGrpInfAndSts"},
      {"GrpHdr", "PmtRtr/OrgnlGrpInf", "FIToFIPmtStsRpt/OrgnlGrpInfAndSts"}};
  return rules;
}

bool recognises(std::string_view bytes) {
  return begins_iso_message(bytes, {"FIToFICstmrCdtTrf", "FIToFICstmrDrctDbt", "FICdtTrf",
                                    "FinInstnCdtTrf", "PmtRtr", "FIToFIPmtStsRpt"});
}

std::size_t table_of(const XmlNode& record) {
  if (record.name() == "TxInf") {
    const IsoPayment returned = read_iso_payment(record);
    const bool names_nobody = returned.payer.id.empty() && returned.payee.id.empty();
    return names_nobody ? endless_returns : returns;
  }
  if (record.name() == "TxInfAndSts" || record.name() == "OrgnlGrpInfAndSts") return statuses;
  return record.find("UndrlygCstmrCdtTrf").is_there() ? cover_payments : payments;
}

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  const bool is_status = name == table_names[statuses];
  table.columns = is_status ? columns_of<IsoStatus>(iso_status_rules())
                            : columns_of<IsoPayment>(iso_payment_rules());
  table.kind =
      name == table_names[payments] || name == table_names[returns] ? "transfers" : "other";
  if (name == table_names[cover_payments])
    table.kind_reason =
        "payments of banks that cover a payment of customers, which is told in a message of its "
        "own: "
        "counted too, the same money would count twice";
  if (name == table_names[endless_returns])
    table.kind_reason =
        "returns that name neither who paid nor who was paid, only the payment that another "
        "message "
        "tells: no money is counted";
  if (is_status)
    table.kind_reason = "what became of payments that other messages tell; no payments";
  return table;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  const auto look = [](const XmlNode& record, bool /*is_whole*/) {
    return is_iso_row(record) ? table_of(record) : table_names.size();
  };
  return find_xml_tables(context, bytes, record_rules(), table_names, look, make_table);
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  const auto write = [&](const XmlNode& record, bool is_whole) -> core::Result<bool> {
    if (!is_iso_row(record) || table_names[table_of(record)] != table.name) return false;
    if (table_of(record) == statuses) {
      CB_TRY_STATUS(writer.write<IsoStatus>(iso_status_rules(), read_iso_status(record),
                                            record.offset(), record.bytes(), !is_whole));
    } else {
      CB_TRY_STATUS(write_iso_payment(writer, record, is_whole));
    }
    return true;
  };
  return read_xml_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

}  // namespace

const FileFormat pacs_format{
    "pacs",
    "ISO 20022 payments between banks (pacs.002, 003, 004, 008, 009)",
    "a row for each payment and each return with both ends; payments that cover another, returns "
    "that name no end, and statuses, as tables that count no money",
    "ISO 20022 pacs.002, pacs.003, pacs.004, pacs.008, pacs.009, all versions",
    "Expat",
    recognises,
    find_tables,
    read_rows,
    nullptr,
};

}  // namespace cuibono::formats
