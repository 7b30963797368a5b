#include "formats/iso_payment.h"

#include <array>

#include "formats/iso20022.h"

namespace cuibono::formats {
namespace {

/// The first node that the path finds: of the payment, its batch, the header of its message.
struct Layers {
  XmlNode payment, batch, header;

  [[nodiscard]] std::string first(std::string_view paths) const {
    for (const XmlNode& node : {payment, batch, header}) {
      const std::string_view text = node.first(paths);
      if (!text.empty()) return std::string(text);
    }
    return {};
  }
  [[nodiscard]] XmlNode find(std::string_view path) const {
    for (const XmlNode& node : {payment, batch})
      if (const XmlNode found = node.find(path); found.is_there()) return found;
    return {};
  }
};

std::string address_of(const XmlNode& party) {
  std::string out;
  for (const std::string_view path : {"PstlAdr", "Pty/PstlAdr"}) {
    party.find(path).each_child([&](XmlNode line) {
      if (line.text().empty() || line.name() == "AdrTp") return;
      if (!out.empty()) out += ", ";
      out += line.text();
    });
  }
  return out;
}

std::string person_id_of(const XmlNode& party) {
  for (const std::string_view place : {"Id/", "Pty/Id/"}) {
    for (const std::string_view path :
         {"OrgId/LEI", "OrgId/AnyBIC", "OrgId/BICOrBEI", "OrgId/Othr/Id", "PrvtId/Othr/Id",
          "PrvtId/PsptNb", "PrvtId/IdntyCardNb", "PrvtId/TaxIdNb"}) {
      const std::string_view text = party.text(std::string(place) + std::string(path));
      if (!text.empty()) return std::string(text);
    }
  }
  return {};
}

/// Where the parts of an end stand: "Dbtr", "DbtrAcct" …, beneath a path or at once.
IsoEnd end_of(const Layers& layers, const std::string& path) {
  const XmlNode party = layers.find(path);
  IsoEnd end;
  end.name = party_name(party);
  end.account = account_id(layers.find(path + "Acct"));
  end.bank = agent_id(layers.find(path + "Agt"));
  end.country = party_country(party);
  end.address = address_of(party);
  end.person_id = person_id_of(party);
  end.birth_date =
      party.first("Id/PrvtId/DtAndPlcOfBirth/BirthDt|Pty/Id/PrvtId/DtAndPlcOfBirth/BirthDt");
  const auto mark = path.rfind('/');
  const std::string above = mark == std::string::npos ? "" : path.substr(0, mark + 1);
  const std::string last = mark == std::string::npos ? path : path.substr(mark + 1);
  end.ultimate = party_name(layers.find(above + "Ultmt" + last));
  if (end.account.empty())
    end.id = party.first("FinInstnId/BICFI|FinInstnId/BIC|Agt/FinInstnId/BICFI");
  return end;
}

bool says_nothing(const IsoEnd& end) { return end.name.empty() && end.account.empty(); }

void settle_id(IsoEnd& end, const IsoPayment& payment, const XmlNode& node) {
  if (!end.account.empty()) {
    end.id = end.account;
  } else if (end.id.empty() && !end.name.empty()) {
    std::string own = payment.transaction;
    if (own.empty()) own = payment.end_to_end;
    end.id = end.name + " (" + payment.message_id + " " + own + " " +
             std::to_string(node.offset()) + ")";
  }
}

void read_amounts(const Layers& layers, IsoPayment& payment) {
  for (const std::string_view path : {"RtrdIntrBkSttlmAmt", "IntrBkSttlmAmt", "Amt/InstdAmt",
                                      "Amt/EqvtAmt/Amt", "InstdAmt", "RtrdInstdAmt"}) {
    const XmlNode node = layers.payment.find(path);
    if (node.text().empty()) continue;
    payment.amount = node.text();
    payment.currency = node.text("@Ccy");
    break;
  }
  for (const std::string_view path : {"InstdAmt", "RtrdInstdAmt"}) {
    const XmlNode node = layers.payment.find(path);
    if (node.text().empty()) continue;
    payment.instructed_amount = node.text();
    payment.instructed_currency = node.text("@Ccy");
    break;
  }
}

void read_ends(const Layers& layers, bool is_return, IsoPayment& payment) {
  payment.payer = end_of(layers, "Dbtr");
  payment.payee = end_of(layers, "Cdtr");
  if (!is_return) return;
  payment.payer = end_of(layers, "RtrChain/Dbtr");
  payment.payee = end_of(layers, "RtrChain/Cdtr");
  if (says_nothing(payment.payer)) payment.payer = end_of(layers, "OrgnlTxRef/Cdtr");
  if (says_nothing(payment.payee)) payment.payee = end_of(layers, "OrgnlTxRef/Dbtr");
}

/// Of the customers whose payment a bank covers with its own.
std::string underlying_of(const XmlNode& payment) {
  const XmlNode below = payment.find("UndrlygCstmrCdtTrf");
  if (!below.is_there()) return {};
  const auto part = [&](std::string_view party, std::string_view account) {
    return party_name(below.find(party)) + " " + account_id(below.find(account));
  };
  return part("Dbtr", "DbtrAcct") + " > " + part("Cdtr", "CdtrAcct");
}

std::string reason_of(const XmlNode& node) {
  std::string reason;
  for (const std::string_view path : {"RtrRsnInf", "StsRsnInf"}) {
    node.each(path, [&](XmlNode one) {
      for (const std::string& text :
           {std::string(one.first("Rsn/Cd|Rsn/Prtry")), one.all("AddtlInf", " ")}) {
        if (text.empty()) continue;
        if (!reason.empty()) reason += ' ';
        reason += text;
      }
    });
  }
  return reason;
}

}  // namespace

IsoPayment read_iso_payment(const XmlNode& transaction) {
  XmlNode message = transaction.parent();
  XmlNode batch;
  if (message.name() == "PmtInf") {
    batch = message;
    message = message.parent();
  }
  const Layers layers{transaction, batch, message.find("GrpHdr")};
  const bool is_return = transaction.name() == "TxInf";
  IsoPayment payment;
  payment.message = message_name(transaction);
  payment.message_id = layers.header.text("MsgId");
  payment.made = layers.header.first("CreDtTm|CreDt");
  payment.batch_id = batch.text("PmtInfId");
  payment.accepted = transaction.text("AccptncDtTm");
  payment.time =
      layers.first("IntrBkSttlmDt|ReqdExctnDt/Dt|ReqdExctnDt/DtTm|ReqdExctnDt|ReqdColltnDt");
  for (const auto* other : {&payment.accepted, &payment.made})
    if (payment.time.empty()) payment.time = *other;
  read_amounts(layers, payment);
  payment.exchange_rate = transaction.first("XchgRate|XchgRateInf/XchgRate");
  payment.charges = charges(transaction);
  payment.end_to_end = transaction.first("PmtId/EndToEndId|OrgnlEndToEndId");
  payment.instruction = transaction.first("PmtId/InstrId|OrgnlInstrId");
  payment.transaction = transaction.first("PmtId/TxId|RtrId|OrgnlTxId");
  payment.uetr = transaction.first("PmtId/UETR|OrgnlUETR");
  payment.mandate = transaction.first("DrctDbtTx/MndtRltdInf/MndtId|MndtRltdInf/MndtId");
  payment.text = free_remittance(transaction);
  if (payment.text.empty()) payment.text = structured_remittance(transaction);
  if (payment.text.empty()) payment.text = free_remittance(transaction.find("OrgnlTxRef"));
  payment.purpose = transaction.first("Purp/Cd|Purp/Prtry|PmtTpInf/CtgyPurp/Cd");
  payment.kind = is_return ? "return" : "";
  payment.reason = reason_of(transaction);
  payment.original_message = transaction.text("OrgnlGrpInf/OrgnlMsgId");
  if (is_return && payment.original_message.empty())
    payment.original_message = message.text("OrgnlGrpInf/OrgnlMsgId");
  payment.underlying = underlying_of(transaction);
  read_ends(layers, is_return, payment);
  settle_id(payment.payer, payment, transaction);
  settle_id(payment.payee, payment, transaction);
  return payment;
}

IsoStatus read_iso_status(const XmlNode& node) {
  IsoStatus status;
  XmlNode message = node.parent();
  if (message.name() == "OrgnlPmtInfAndSts") {
    status.original_batch = message.text("OrgnlPmtInfId");
    message = message.parent();
  }
  const XmlNode header = message.find("GrpHdr");
  status.message = message_name(node);
  status.message_id = header.text("MsgId");
  status.made = header.first("CreDtTm|CreDt");
  status.level = node.name() == "TxInfAndSts"         ? "payment"
                 : node.name() == "OrgnlPmtInfAndSts" ? "batch"
                                                      : "message";
  status.status = node.first("TxSts|PmtInfSts|GrpSts");
  status.reason = reason_of(node);
  status.original_message = node.first("OrgnlMsgId|OrgnlGrpInf/OrgnlMsgId");
  if (status.original_message.empty())
    status.original_message = message.text("OrgnlGrpInfAndSts/OrgnlMsgId");
  if (status.level == "batch") status.original_batch = node.text("OrgnlPmtInfId");
  status.end_to_end = node.text("OrgnlEndToEndId");
  status.transaction = node.first("OrgnlTxId|OrgnlInstrId");
  status.uetr = node.text("OrgnlUETR");
  const XmlNode first = node.find("OrgnlTxRef");
  XmlNode amount = first.find("IntrBkSttlmAmt");
  if (!amount.is_there()) amount = first.find("Amt/InstdAmt");
  status.amount = amount.text();
  status.currency = amount.text("@Ccy");
  status.payer_name = party_name(first.find("Dbtr"));
  status.payer_account = account_id(first.find("DbtrAcct"));
  status.payee_name = party_name(first.find("Cdtr"));
  status.payee_account = account_id(first.find("CdtrAcct"));
  return status;
}

std::span<const CellRule<IsoPayment>> iso_payment_rules() {
  using P = const IsoPayment&;
  constexpr std::string_view unused = "understood; no step uses it";
  static const auto rules = std::to_array<CellRule<IsoPayment>>({
      {"time", "time",
       "IntrBkSttlmDt, ReqdExctnDt, ReqdColltnDt: day of settlement, or ordered for",
       [](P p) { return p.time; }, iso_time},
      {"payer",
       "payer",
       "DbtrAcct; without one the debtor's BIC, or name and payment",
       [](P p) { return p.payer.id; },
       {},
       {},
       "account"},
      {"payer name", "payer_name", "Dbtr", [](P p) { return p.payer.name; }},
      {"payee",
       "payee",
       "CdtrAcct; without one the creditor's BIC, or name and payment",
       [](P p) { return p.payee.id; },
       {},
       {},
       "account"},
      {"payee name", "payee_name", "Cdtr", [](P p) { return p.payee.name; }},
      {"amount", "amount", "IntrBkSttlmAmt; of an order InstdAmt", [](P p) { return p.amount; }},
      {"currency", "currency", "Ccy of that amount", [](P p) { return p.currency; }},
      {"end to end id", "reference", "EndToEndId", [](P p) { return p.end_to_end; }},
      {"kind", "transfer_kind", "a return goes back to who paid first", [](P p) { return p.kind; }},
      {"payment text", "ignored", "RmtInf", [](P p) { return p.text; }},
      {"transaction id", "ignored", unused, [](P p) { return p.transaction; }},
      {"instruction id", "ignored", unused, [](P p) { return p.instruction; }},
      {"uetr", "ignored", "UETR: one for all banks on the way", [](P p) { return p.uetr; }},
      {"batch id", "ignored", "PmtInfId", [](P p) { return p.batch_id; }},
      {"mandate", "ignored", unused, [](P p) { return p.mandate; }},
      {"purpose code", "ignored", unused, [](P p) { return p.purpose; }},
      {"accepted", "ignored", "AccptncDtTm", [](P p) { return p.accepted; }, iso_time},
      {"instructed amount", "ignored", "InstdAmt: as it was ordered, before exchange",
       [](P p) { return p.instructed_amount; }},
      {"instructed currency", "ignored", "Ccy of that amount",
       [](P p) { return p.instructed_currency; }},
      {"exchange rate", "ignored", unused, [](P p) { return p.exchange_rate; }},
      {"charges", "ignored", "ChrgsInf, with their currencies", [](P p) { return p.charges; }},
      {"payer bank", "ignored", "DbtrAgt", [](P p) { return p.payer.bank; }},
      {"payer country", "ignored", unused, [](P p) { return p.payer.country; }},
      {"payer address", "ignored", unused, [](P p) { return p.payer.address; }},
      {"payer number", "ignored", "Id: of a person or a firm",
       [](P p) { return p.payer.person_id; }},
      {"payer birth date", "ignored", unused, [](P p) { return p.payer.birth_date; }},
      {"ultimate debtor", "ignored", "for whom the debtor pays",
       [](P p) { return p.payer.ultimate; }},
      {"payee bank", "ignored", "CdtrAgt", [](P p) { return p.payee.bank; }},
      {"payee country", "ignored", unused, [](P p) { return p.payee.country; }},
      {"payee address", "ignored", unused, [](P p) { return p.payee.address; }},
      {"payee number", "ignored", "Id: of a person or a firm",
       [](P p) { return p.payee.person_id; }},
      {"payee birth date", "ignored", unused, [](P p) { return p.payee.birth_date; }},
      {"ultimate creditor", "ignored", "for whom the creditor receives",
       [](P p) { return p.payee.ultimate; }},
      {"reason", "ignored", "RtrRsnInf: why the money came back", [](P p) { return p.reason; }},
      {"original message", "ignored", "OrgnlMsgId", [](P p) { return p.original_message; }},
      {"underlying payment", "ignored", "UndrlygCstmrCdtTrf: the customers' payment that it covers",
       [](P p) { return p.underlying; }},
      {"message id", "ignored", "MsgId", [](P p) { return p.message_id; }},
      {"message made", "ignored", "CreDtTm", [](P p) { return p.made; }},
      {"message", "ignored", "the name of the message and its version",
       [](P p) { return p.message; }},
  });
  return rules;
}

std::span<const CellRule<IsoStatus>> iso_status_rules() {
  using S = const IsoStatus&;
  static const auto rules = std::to_array<CellRule<IsoStatus>>({
      {"status", "ignored", "TxSts, PmtInfSts, GrpSts: ACSC is settled, RJCT refused",
       [](S s) { return s.status; }},
      {"status of", "ignored", "payment, batch or message", [](S s) { return s.level; }},
      {"reason", "ignored", "StsRsnInf", [](S s) { return s.reason; }},
      {"end to end id", "reference", "OrgnlEndToEndId", [](S s) { return s.end_to_end; }},
      {"transaction id", "ignored", "OrgnlTxId", [](S s) { return s.transaction; }},
      {"uetr", "ignored", "OrgnlUETR", [](S s) { return s.uetr; }},
      {"original batch", "ignored", "OrgnlPmtInfId", [](S s) { return s.original_batch; }},
      {"original message", "ignored", "OrgnlMsgId", [](S s) { return s.original_message; }},
      {"amount", "ignored", "OrgnlTxRef: of the payment", [](S s) { return s.amount; }},
      {"currency", "ignored", "Ccy of that amount", [](S s) { return s.currency; }},
      {"payer name", "payer_name", "OrgnlTxRef/Dbtr", [](S s) { return s.payer_name; }},
      {"payer account", "payer", "OrgnlTxRef/DbtrAcct", [](S s) { return s.payer_account; }},
      {"payee name", "payee_name", "OrgnlTxRef/Cdtr", [](S s) { return s.payee_name; }},
      {"payee account", "payee", "OrgnlTxRef/CdtrAcct", [](S s) { return s.payee_account; }},
      {"message id", "ignored", "MsgId", [](S s) { return s.message_id; }},
      {"message made", "time", "CreDtTm", [](S s) { return s.made; }, iso_time},
      {"message", "ignored", "the name of the message and its version",
       [](S s) { return s.message; }},
  });
  return rules;
}

bool is_iso_row(const XmlNode& record) {
  return record.name() != "OrgnlGrpInfAndSts" || !record.text("GrpSts").empty();
}

core::Status write_iso_payment(RowWriter& writer, const XmlNode& record, bool is_whole) {
  return writer.write<IsoPayment>(iso_payment_rules(), read_iso_payment(record), record.offset(),
                                  record.bytes(), !is_whole);
}

}  // namespace cuibono::formats
