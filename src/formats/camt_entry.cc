#include "formats/camt_entry.h"

#include <algorithm>
#include <optional>

#include "formats/iso20022.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view amount_paths[] = {"Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt",
                                             "AmtDtls/AnncdPstngAmt/Amt", "AmtDtls/InstdAmt/Amt"};

std::string sign_of(const XmlNode& part, std::string_view otherwise) {
  const std::string_view word = part.text("CdtDbtInd");
  return std::string(word.empty() ? otherwise : word);
}

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

std::string check_sum(const std::vector<CamtPayment>& payments, const XmlNode& entry) {
  const auto whole = units_of(entry.text("Amt"));
  if (!whole) return {};
  const std::string_view sign = entry.text("CdtDbtInd");
  core::Int128 sum = 0;
  for (const auto& one : payments) {
    const auto part = units_of(one.amount);
    if (!part || one.currency != entry.text("Amt/@Ccy")) return "differs";
    sum += one.sign == sign ? *part : -*part;
  }
  return sum == *whole ? "equal" : "differs";
}

std::vector<XmlNode> details_of(const XmlNode& entry) {
  std::vector<XmlNode> details;
  std::size_t groups = 0;
  entry.each("NtryDtls", [&](XmlNode) { ++groups; });
  entry.each("NtryDtls", [&](XmlNode group) {
    const std::size_t before = details.size();
    group.each("TxDtls", [&](XmlNode one) { details.push_back(one); });
    const bool is_batch = group.find("Btch").is_there();
    if (details.size() == before && groups > 1 && is_batch) details.push_back(group);
  });
  return details;
}

CamtPayment whole_entry(const XmlNode& entry) {
  CamtPayment payment;
  payment.entry = payment.place = entry;
  payment.amount = entry.text("Amt");
  payment.currency = entry.text("Amt/@Ccy");
  payment.sign = entry.text("CdtDbtInd");
  return payment;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view subfamily(const CamtPayment& payment) {
  const std::string_view own = payment.details.text("BkTxCd/Domn/Fmly/SubFmlyCd");
  return own.empty() ? payment.entry.text("BkTxCd/Domn/Fmly/SubFmlyCd") : own;
}

}  // namespace

std::vector<CamtPayment> split_entry(const XmlNode& entry) {
  std::vector<CamtPayment> payments;
  const std::vector<XmlNode> details = details_of(entry);
  const CamtPayment whole = whole_entry(entry);
  const auto stated = core::parse_uint64(entry.text("NtryDtls/Btch/NbOfTxs")).value_or(1);
  if (details.empty()) return {whole};
  if (details.size() == 1 && stated <= 1) {
    payments.push_back(whole);
    payments.back().details = details[0];
    return payments;
  }
  for (const XmlNode& one : details) {
    const XmlNode amount = amount_of(one, whole.currency);
    if (amount.text().empty()) {
      payments.assign(1, whole);
      payments[0].check = "undivided";
      return payments;
    }
    CamtPayment payment = whole;
    payment.details = payment.place = one;
    payment.amount = amount.text();
    payment.currency = amount.text("@Ccy");
    payment.sign = sign_of(one, sign_of(one.find("Btch"), whole.sign));
    payments.push_back(std::move(payment));
  }
  const std::string check = check_sum(payments, entry);
  for (auto& payment : payments) payment.check = check;
  return payments;
}

std::string entry_status(const XmlNode& entry) {
  return std::string(entry.first("Sts/Cd|Sts/Prtry|Sts"));
}

bool is_booked(const XmlNode& entry) {
  const std::string status = entry_status(entry);
  return status.empty() || status == "BOOK";
}

bool is_reversal(const CamtPayment& payment) {
  const std::string_view word = payment.entry.text("RvslInd");
  return word == "true" || word == "1";
}

CamtCounterparty find_counterparty(const CamtPayment& payment, std::string_view own_account) {
  CamtCounterparty other;
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
  const std::string kind = entry_kind(payment);
  const bool goes_back = kind == "reversal" || kind == "return";
  const bool is_debtor = (payment.sign == "CRDT") != goes_back;
  const CamtCounterparty& expected = is_debtor ? debtor : creditor;
  const CamtCounterparty& opposite = is_debtor ? creditor : debtor;
  // Of a payment that goes back, some banks name the party that pays now, and it alone.
  if (goes_back && says_nothing(expected)) return opposite;
  return expected;
}

std::string entry_kind(const CamtPayment& payment) {
  const std::string_view code = subfamily(payment);
  if (is_reversal(payment)) return "reversal";
  if (payment.details.find("RtrInf").is_there() || is_one_of(code, {"RRTN", "RPCR"}))
    return "return";
  if (is_one_of(code, {"CHRG", "COMM", "FEES"})) return "charge";
  if (code == "INTR") return "interest";
  return {};
}

std::string transaction_code(const CamtPayment& payment) {
  for (const XmlNode& part : {payment.details, payment.entry}) {
    const XmlNode code = part.find("BkTxCd");
    if (!code.text("Domn/Cd").empty())
      return std::string(code.text("Domn/Cd")) + "-" + std::string(code.text("Domn/Fmly/Cd")) +
             "-" + std::string(code.text("Domn/Fmly/SubFmlyCd"));
    if (!code.text("Prtry/Cd").empty()) return std::string(code.text("Prtry/Cd"));
  }
  return {};
}

}  // namespace cuibono::formats
