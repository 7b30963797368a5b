// Orders of customers to their banks: credit transfers (pain.001), direct debits (pain.008), and what the bank
// answers (pain.002). An order is no payment: whether it was carried out, a statement says.
#include <array>

#include "formats/format_list.h"
#include "formats/iso20022.h"
#include "formats/iso_payment.h"
#include "formats/xml_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 3> table_names{"orders to pay", "orders to collect",
                                                      "statuses"};
enum : std::size_t { to_pay, to_collect, statuses };

const XmlRecordRules& record_rules() {
  static const XmlRecordRules rules{
      {"PmtInf/CdtTrfTxInf", "PmtInf/DrctDbtTxInf", "CstmrPmtStsRpt/OrgnlPmtInfAndSts",
       "CstmrPmtStsRpt/OrgnlGrpInfAndSts"},
      {"GrpHdr", "PmtInf/PmtInfId", "PmtInf/ReqdExctnDt", "PmtInf/ReqdColltnDt", "PmtInf/Dbtr",
       "PmtInf/DbtrAcct", "PmtInf/DbtrAgt", "PmtInf/UltmtDbtr", "PmtInf/Cdtr", "PmtInf/CdtrAcct",
       "PmtInf/CdtrAgt", "PmtInf/UltmtCdtr", "CstmrPmtStsRpt/OrgnlGrpInfAndSts"}};
  return rules;
}

bool recognises(std::string_view bytes) {
  return begins_iso_message(bytes, {"CstmrCdtTrfInitn", "CstmrDrctDbtInitn", "CstmrPmtStsRpt",
                                    "pain.001.001.02", "pain.008.001.01"});
}

std::size_t table_of(const XmlNode& record) {
  if (record.name() == "CdtTrfTxInf") return to_pay;
  return record.name() == "DrctDbtTxInf" ? to_collect : statuses;
}

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = "other";
  const bool is_status = name == table_names[statuses];
  table.columns = is_status ? columns_of<IsoStatus>(iso_status_rules())
                            : columns_of<IsoPayment>(iso_payment_rules());
  table.kind_reason =
      is_status
          ? "what a bank answers to orders; no payments"
          : "orders to a bank, not payments: whether they were carried out, a statement of the "
            "account says, where their money is counted";
  return table;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  const auto look = [](const XmlNode& record, bool /*is_whole*/) {
    return is_iso_row(record) ? table_of(record) : table_names.size();
  };
  return find_xml_tables(context, bytes, record_rules(), table_names, look, make_table);
}

/// A batch is a row where it has a status, or lists nothing; each of its payments is one.
core::Status write_statuses(RowWriter& writer, const XmlNode& record, bool is_whole) {
  std::vector<XmlNode> nodes;
  const bool is_batch = record.name() == "OrgnlPmtInfAndSts";
  if (is_batch) record.each("TxInfAndSts", [&](XmlNode one) { nodes.push_back(one); });
  if (!is_batch || nodes.empty() || !record.text("PmtInfSts").empty())
    nodes.insert(nodes.begin(), record);
  for (const XmlNode& node : nodes) {
    const bool is_last = &node == &nodes.back();
    CB_TRY_STATUS(writer.write<IsoStatus>(iso_status_rules(), read_iso_status(node), node.offset(),
                                          node.bytes(), !is_whole && is_last));
  }
  return {};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  const auto write = [&](const XmlNode& record, bool is_whole) -> core::Result<bool> {
    if (!is_iso_row(record) || table_names[table_of(record)] != table.name) return false;
    if (table_of(record) == statuses) {
      CB_TRY_STATUS(write_statuses(writer, record, is_whole));
    } else {
      CB_TRY_STATUS(write_iso_payment(writer, record, is_whole));
    }
    return true;
  };
  return read_xml_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

}  // namespace

const FileFormat pain_format{
    "pain",
    "ISO 20022 orders to a bank (pain.001, pain.002, pain.008)",
    "a row for each payment ordered, named but not counted as money, and the bank's answers",
    "ISO 20022 pain.001, pain.002, pain.008, all versions",
    "Expat",
    recognises,
    find_tables,
    read_rows,
    nullptr,
};

}  // namespace cuibono::formats
