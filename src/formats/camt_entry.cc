#include "formats/camt_entry.h"

#include <algorithm>
#include <array>
#include <optional>

#include "formats/iso20022.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view amount_paths[] = {"Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt",
                                             "AmtDtls/AnncdPstngAmt/Amt", "AmtDtls/InstdAmt/Amt"};

/// A detail and the batch that it stands in.
struct Detail {
  XmlNode node;
  std::size_t batch = 0;
};

struct Details {
  std::vector<CamtBatch> batches;
  std::vector<Detail> list;
};

/// The amount of a detail: in the entry's currency where one is stated in it.
XmlNode amount_of(const XmlNode& details, std::string_view currency) {
  XmlNode first;
  for (const std::string_view path : amount_paths) {
    const XmlNode amount = details.find(path);
    if (amount.text().empty()) continue;
    if (amount.text("@Ccy") == currency) return amount;
    if (!first.is_there()) first = amount;
  }
  return first.is_there() ? first : details.find("Btch/TtlAmt");
}

/// An amount in units of 1/100,000, the finest of the standard; nothing for what is no such number.
std::optional<core::Int128> units_of(std::string_view text) {
  constexpr std::uint8_t finest = 5;
  const auto parsed = core::parse_decimal(text, {}, finest);
  if (parsed.fault) return std::nullopt;
  return parsed.scaled;
}

CamtCheck check_sum(const std::vector<CamtPayment>& payments, const CamtEntry& entry) {
  const auto whole = units_of(entry.amount);
  if (!whole) return CamtCheck::none;
  core::Int128 sum = 0;
  for (const auto& one : payments) {
    const auto part = units_of(one.amount);
    if (!part || one.currency != entry.currency) return CamtCheck::differs;
    sum += one.sign == entry.sign ? *part : -*part;
  }
  if (sum == *whole) return CamtCheck::equal;
  return sum > *whole ? CamtCheck::exceeds : CamtCheck::differs;
}

CamtBatch batch_of(const XmlNode& group) {
  const XmlNode node = group.find("Btch");
  CamtBatch batch;
  batch.payments_id = node.text("PmtInfId");
  batch.message_id = node.text("MsgId");
  batch.sign = node.text("CdtDbtInd");
  batch.stated = core::parse_uint64(node.text("NbOfTxs")).value_or(1);
  return batch;
}

Details details_of(const XmlNode& entry) {
  Details details;
  std::size_t groups = 0;
  entry.each("NtryDtls", [&](XmlNode) { ++groups; });
  entry.each("NtryDtls", [&](XmlNode group) {
    const std::size_t before = details.list.size();
    const std::size_t batch = details.batches.size();
    details.batches.push_back(batch_of(group));
    group.each("TxDtls", [&](XmlNode one) { details.list.push_back({one, batch}); });
    const bool lists_none = details.list.size() == before && groups > 1;
    if (lists_none && group.find("Btch").is_there()) details.list.push_back({group, batch});
  });
  return details;
}

CamtPayment whole_entry(const CamtEntry& entry) {
  CamtPayment payment;
  payment.place = entry.node;
  payment.amount = entry.amount;
  payment.currency = entry.currency;
  payment.sign = entry.sign;
  return payment;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<CamtPayment> as_whole(const CamtEntry& entry, const Details& details, CamtCheck check) {
  std::vector<CamtPayment> payments{whole_entry(entry)};
  if (details.batches.size() == 1) payments[0].batch = details.batches[0];
  payments[0].check = check;
  return payments;
}

}  // namespace

std::string_view check_word(CamtCheck check) noexcept {
  static constexpr std::array<std::string_view, 5> words{"", "equal", "differs", "exceeds",
                                                         "undivided"};
  return words[static_cast<std::size_t>(check)];
}

CamtEntry::CamtEntry(const XmlNode& entry) : node(entry) {
  const XmlNode sum = entry.find("Amt");
  amount = sum.text();
  currency = sum.text("@Ccy");
  sign = entry.text("CdtDbtInd");
  status = entry.first("Sts/Cd|Sts/Prtry|Sts");
  reversal = entry.text("RvslInd");
  booking_date = day_or_time(entry.find("BookgDt"));
  value_date = day_or_time(entry.find("ValDt"));
  reference = entry.text("NtryRef");
  bank_reference = entry.text("AcctSvcrRef");
  subfamily = entry.text("BkTxCd/Domn/Fmly/SubFmlyCd");
  transaction_code = formats::transaction_code(entry);
  more = entry.text("AddtlNtryInf");
  instructed_amount = entry.text("AmtDtls/InstdAmt/Amt");
  instructed_currency = entry.text("AmtDtls/InstdAmt/Amt/@Ccy");
  exchange_rate = entry.first(exchange_rate_paths);
  charges = formats::charges(entry);
}

std::vector<CamtPayment> split_entry(const CamtEntry& entry) {
  const Details details = details_of(entry.node);
  if (details.list.empty()) return as_whole(entry, details, CamtCheck::none);
  const bool is_one = details.list.size() == 1 && details.batches[0].stated <= 1;
  if (is_one) {
    auto payments = as_whole(entry, details, CamtCheck::none);
    payments[0].details = details.list[0].node;
    payments[0].batch = details.batches[details.list[0].batch];
    return payments;
  }
  std::vector<CamtPayment> payments;
  for (const auto& [node, which] : details.list) {
    const XmlNode amount = amount_of(node, entry.currency);
    if (amount.text().empty()) return as_whole(entry, details, CamtCheck::undivided);
    const CamtBatch& batch = details.batches[which];
    CamtPayment payment;
    payment.details = payment.place = node;
    payment.amount = amount.text();
    payment.currency = amount.text("@Ccy");
    payment.sign = node.text("CdtDbtInd");
    if (payment.sign.empty()) payment.sign = batch.sign.empty() ? entry.sign : batch.sign;
    payment.batch = batch;
    payments.push_back(std::move(payment));
  }
  const CamtCheck check = check_sum(payments, entry);
  if (check == CamtCheck::exceeds) return as_whole(entry, details, check);
  for (auto& payment : payments) payment.check = check;
  return payments;
}

bool is_booked(const XmlNode& entry) {
  const std::string_view status = entry.first("Sts/Cd|Sts/Prtry|Sts");
  return status.empty() || status == "BOOK";
}

CamtCounterparty find_counterparty(const CamtEntry& entry, const CamtPayment& payment,
                                   std::string_view own_account) {
  const XmlNode parties = payment.details.find("RltdPties");
  const XmlNode agents = payment.details.find("RltdAgts");
  const auto end_of = [&](bool is_debtor) {
    const XmlNode party = parties.find(is_debtor ? "Dbtr" : "Cdtr");
    return CamtCounterparty{
        party_name(party), account_id(parties.find(is_debtor ? "DbtrAcct" : "CdtrAcct")),
        agent_id(agents.find(is_debtor ? "DbtrAgt" : "CdtrAgt")), party_country(party)};
  };
  const CamtCounterparty debtor = end_of(true), creditor = end_of(false);
  const auto is_own = [&](const CamtCounterparty& end) {
    return !end.account.empty() && end.account == own_account;
  };
  const auto says_nothing = [](const CamtCounterparty& end) {
    return end.name.empty() && end.account.empty();
  };
  if (is_own(debtor) != is_own(creditor)) return is_own(debtor) ? creditor : debtor;
  const std::string kind = entry_kind(entry, payment);
  const bool goes_back = kind == "reversal" || kind == "return";
  const bool is_debtor = (payment.sign == "CRDT") != goes_back;
  const CamtCounterparty& expected = is_debtor ? debtor : creditor;
  const CamtCounterparty& opposite = is_debtor ? creditor : debtor;
  // Of a payment that goes back, some banks name the party that pays now, and it alone.
  if (goes_back && says_nothing(expected)) return opposite;
  return expected;
}

std::string entry_kind(const CamtEntry& entry, const CamtPayment& payment) {
  std::string_view code = payment.details.text("BkTxCd/Domn/Fmly/SubFmlyCd");
  if (code.empty()) code = entry.subfamily;
  if (is_one_of(entry.reversal, {"true", "1"})) return "reversal";
  if (payment.details.find("RtrInf").is_there() || is_one_of(code, {"RRTN", "RPCR"}))
    return "return";
  if (is_one_of(code, {"CHRG", "COMM", "FEES"})) return "charge";
  if (code == "INTR") return "interest";
  return {};
}

std::string transaction_code(const XmlNode& part) {
  const XmlNode code = part.find("BkTxCd");
  if (!code.text("Domn/Cd").empty())
    return std::string(code.text("Domn/Cd")) + "-" + std::string(code.text("Domn/Fmly/Cd")) + "-" +
           std::string(code.text("Domn/Fmly/SubFmlyCd"));
  return std::string(code.text("Prtry/Cd"));
}

}  // namespace cuibono::formats
