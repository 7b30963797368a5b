#include "formats/iso20022.h"

#include <algorithm>

namespace cuibono::formats {

std::string message_name(const XmlNode& inside) {
  XmlNode top = inside;
  while (top.parent().is_there() && top.parent().name() != "Document") top = top.parent();
  const std::string_view space = inside.space();
  const auto mark = space.rfind(':');
  return std::string(mark == std::string_view::npos ? top.name() : space.substr(mark + 1));
}

bool begins_iso_message(std::string_view bytes, const std::vector<std::string_view>& messages) {
  constexpr std::size_t names_before = 200;  // of an envelope and a business header
  const auto names = first_xml_names(bytes, names_before);
  return std::any_of(names.begin(), names.end(), [&](const XmlName& name) {
    return std::any_of(messages.begin(), messages.end(), [&](std::string_view message) {
      if (!name.name.starts_with(message)) return false;
      const std::string_view rest = std::string_view(name.name).substr(message.size());
      return rest.empty() || rest.starts_with("V0");  // the first versions wrote theirs here
    });
  });
}

std::string account_id(const XmlNode& account) {
  return std::string(account.first("Id/IBAN|Id/Othr/Id|Id/BBAN|Id/PrtryAcct/Id|Id/UPIC|Prxy/Id"));
}

std::string party_name(const XmlNode& party) {
  return std::string(
      party.first("Nm|Pty/Nm|FinInstnId/Nm|Agt/FinInstnId/Nm|FinInstnId/BICFI|FinInstnId/BIC|"
                  "Agt/FinInstnId/BICFI"));
}

std::string party_country(const XmlNode& party) {
  return std::string(
      party.first("PstlAdr/Ctry|Pty/PstlAdr/Ctry|CtryOfRes|Pty/CtryOfRes|FinInstnId/PstlAdr/Ctry"));
}

std::string agent_id(const XmlNode& agent) {
  return std::string(
      agent.first("FinInstnId/BICFI|FinInstnId/BIC|FinInstnId/CmbndId/BIC|"
                  "FinInstnId/ClrSysMmbId/MmbId|FinInstnId/ClrSysMmbId/Id|FinInstnId/Othr/Id|"
                  "FinInstnId/PrtryId/Id|FinInstnId/Nm"));
}

std::string day_or_time(const XmlNode& date) {
  const std::string_view parts = date.first("Dt|DtTm");
  return std::string(parts.empty() ? date.text() : parts);
}

std::string free_remittance(const XmlNode& payment) { return payment.all("RmtInf/Ustrd", " "); }

std::string structured_remittance(const XmlNode& payment) {
  std::string out;
  payment.each("RmtInf/Strd", [&](XmlNode one) {
    const auto add = [&](std::string_view text) {
      if (text.empty()) return;
      if (!out.empty()) out += "; ";
      out += text;
    };
    add(one.first("CdtrRefInf/Ref|CdtrRefInf/CdtrRef"));
    one.each("RfrdDocInf", [&](XmlNode document) { add(document.first("Nb|RfrdDocNb")); });
    one.each("AddtlRmtInf", [&](XmlNode line) { add(line.text()); });
  });
  return out;
}

std::string charges(const XmlNode& payment) {
  std::string out;
  const auto add = [&](XmlNode amount) {
    if (amount.text().empty()) return;
    if (!out.empty()) out += "; ";
    out += std::string(amount.text()) + " " + std::string(amount.text("@Ccy"));
  };
  for (const std::string_view path : {"Chrgs/Rcrd/Amt", "Chrgs/Amt", "ChrgsInf/Amt"})
    payment.each(path, add);
  if (out.empty()) payment.each("Chrgs/TtlChrgsAndTaxAmt", add);
  return out;
}

}  // namespace cuibono::formats
