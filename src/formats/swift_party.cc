// What messages of payments have in common: parties, sums, references.
#include "formats/swift_party.h"

#include <algorithm>

namespace cuibono::formats {
namespace {

/// "1/name", "2/street", "3/country and town", "4/…8/" of the options F.
void take_numbered_line(std::string_view line, SwiftParty& party) {
  std::string& part = line[0] == '1' ? party.name : party.address;
  if (!part.empty()) part += line[0] == '1' ? " " : ", ";
  part += core::trim(line.substr(2));
}

std::string in_marks(std::string_view text) {
  constexpr std::size_t shown_bytes = 60;
  return "\"" + std::string(core::cut_utf8(text, shown_bytes)) + "\"";
}

SwiftSum parse_sum(const SwiftPiece& piece, bool has_date) {
  const std::string text = joined_swift_text(&piece);
  const std::string_view rest = text;
  const std::size_t date_bytes = has_date ? 6 : 0;
  const auto fault = [&](std::string_view why) {
    return SwiftSum{
        "", "", "",
        "field " + std::string(piece.tag) + " " + in_marks(text) + ": " + std::string(why)};
  };
  if (rest.size() < date_bytes + 5) return fault("it is too short");
  const auto date = rest.substr(0, date_bytes);
  const auto currency = rest.substr(date_bytes, 3), amount = rest.substr(date_bytes + 3);
  if (has_date && !is_swift_date(date)) return fault("there is no such day");
  if (!is_currency_code(currency)) return fault("the currency is no code of three letters");
  if (!is_swift_amount(amount))
    return fault("the amount is not up to 15 characters with one decimal comma");
  return {std::string(date), std::string(currency), std::string(amount), ""};
}

}  // namespace

SwiftParty parse_swift_party(const SwiftPiece* piece) {
  SwiftParty party;
  if (piece == nullptr) return party;
  const char option = piece->tag.size() > 2 ? piece->tag[2] : ' ';
  const bool is_identifier = option == 'A' || option == 'C' || option == 'G';
  std::size_t number = 0;
  for (const std::string_view line : swift_lines(piece->text)) {
    const std::string_view text = core::trim(line);
    const bool is_first = number++ == 0;
    if (text.empty()) continue;
    if (is_first && text.starts_with('/')) {
      party.account = core::trim(text.substr(1));
    } else if (option == 'F' && text.size() > 2 && text[0] >= '1' && text[0] <= '8' &&
               text[1] == '/') {
      take_numbered_line(text, party);
    } else if ((option == 'F' && is_first) || is_identifier) {
      party.identifier = text;
    } else if (party.name.empty()) {
      party.name = text;
    } else {
      if (!party.address.empty()) party.address += ", ";
      party.address += text;
    }
  }
  return party;
}

SwiftSum find_swift_sum(std::span<const SwiftPiece> fields, std::string_view tag, bool has_date,
                        bool is_needed) {
  const auto is_it = [&](const SwiftPiece& field) { return field.tag == tag; };
  const auto count = std::count_if(fields.begin(), fields.end(), is_it);
  if (count > 1) return {"", "", "", "field " + std::string(tag) + " stands there twice"};
  if (count == 1) return parse_sum(*std::find_if(fields.begin(), fields.end(), is_it), has_date);
  return {"", "", "", is_needed ? "field " + std::string(tag) + " is missing" : ""};
}

const SwiftPiece* find_swift_field(std::span<const SwiftPiece> fields,
                                   std::string_view tag_begins) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const SwiftPiece& field) {
    return field.tag.starts_with(tag_begins);
  });
  return found == fields.end() ? nullptr : &*found;
}

std::string joined_swift_text(const SwiftPiece* piece) {
  return piece == nullptr ? std::string() : join_swift_lines(piece->text);
}

std::string other_swift_fields(std::span<const SwiftPiece> fields,
                               std::span<const std::string_view> with_column) {
  std::string out;
  for (const SwiftPiece& field : fields) {
    if (std::find(with_column.begin(), with_column.end(), field.tag) != with_column.end()) continue;
    if (!out.empty()) out += ' ';
    out += ":" + std::string(field.tag) + ":" + joined_swift_text(&field);
  }
  return out;
}

std::string find_swift_uetr(std::string_view envelope) {
  const auto from = envelope.find("{121:");
  const auto end = envelope.find('}', from == std::string_view::npos ? envelope.size() : from);
  if (from == std::string_view::npos || end == std::string_view::npos) return {};
  return std::string(envelope.substr(from + 5, end - from - 5));
}

void add_swift_fault(std::string& faults, std::string_view fault) {
  if (fault.empty()) return;
  if (!faults.empty()) faults += "; ";
  faults += fault;
}

std::string message_fault(const SwiftMessage& message) {
  std::string faults;
  if (!message.envelope.empty() && !message.is_ended)
    add_swift_fault(faults, "the message has no end");
  if (message.has_too_many) add_swift_fault(faults, "the message has more than 1,000 fields");
  return faults;
}

}  // namespace cuibono::formats
