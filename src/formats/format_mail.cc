// Mails: one message (EML) or a box of them (MBOX); their attachments are members.
#include <algorithm>
#include <array>

#include "formats/cell_rules.h"
#include "formats/format_list.h"
#include "formats/mail_message.h"
#include "formats/text_letters.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t head_looked_at = 64U << 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "From x@example.org Fri Jan  3 09:00:00 2025": the line before each message of a box.
bool is_box_line(std::string_view line) {
  if (!line.starts_with("From ") || line.size() > 500) return false;
  constexpr auto months =
      std::to_array<std::string_view>({" Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ",
                                       " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec "});
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 >= line.size()) return false;
  const bool has_time = is_digit(line[colon - 1]) && is_digit(line[colon + 1]);
  return has_time && std::any_of(months.begin(), months.end(), [&](std::string_view month) {
           return line.find(month) != std::string_view::npos;
         });
}

/// The name of a field of a head, small; empty: the line is none.
std::string field_name(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 76) return {};
  const std::string_view name = line.substr(0, colon);
  const bool is_name =
      std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F; });
  return is_name ? core::ascii_lower(name) : std::string();
}

/// A head that says who wrote, and when or by which way it came.
bool is_head(std::string_view bytes) {
  constexpr auto known = std::to_array<std::string_view>(
      {"from", "to", "cc", "date", "subject", "message-id", "received", "mime-version",
       "content-type", "return-path", "delivered-to", "reply-to", "sender", "references",
       "in-reply-to", "dkim-signature", "x-mailer", "content-transfer-encoding"});
  std::size_t count = 0;
  bool has_writer = false, has_time = false, is_first = true;
  for (std::size_t at = 0; at < bytes.size();) {
    const TextLine line = line_at(bytes, at);
    at = line.next;
    if (line.text.empty()) break;
    if (line.text[0] == ' ' || line.text[0] == '\t') {
      if (is_first) return false;
      continue;
    }
    is_first = false;
    const bool may_be_cut = at >= bytes.size();
    const std::string name = field_name(line.text);
    if (name.empty()) return may_be_cut && count >= 3 && has_writer && has_time;
    count += std::find(known.begin(), known.end(), name) != known.end() ? 1U : 0U;
    has_writer |= name == "from";
    has_time |= name == "date" || name == "message-id" || name == "received";
  }
  return count >= 3 && has_writer && has_time;
}

bool is_box(std::string_view bytes) {
  const TextLine first = line_at(bytes.substr(0, head_looked_at), 0);
  return is_box_line(first.text) && is_head(bytes.substr(first.next, head_looked_at));
}

bool recognises(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return is_box(bytes) || is_head(bytes.substr(0, head_looked_at));
}

/// A message in the file: from its first field to before the next line "From ".
struct Place {
  std::size_t offset = 0, bytes = 0;
};

/// The next message of a box, from a line "From " on; of a single message the whole.
Place next_message(std::string_view bytes, std::size_t from, bool is_in_box) {
  if (!is_in_box) return {from, bytes.size() - from};
  std::size_t at = line_at(bytes, from).next;
  const std::size_t begin = at;
  bool is_after_blank = false;
  while (at < bytes.size()) {
    // Only lines that begin with an F need to be looked at; the others are passed quickly.
    const TextLine line = line_at(bytes, at);
    if (is_after_blank && is_box_line(line.text)) break;
    is_after_blank = line.text.empty();
    at = line.next;
  }
  return {begin, at - begin};
}

core::Status read_messages(const core::RunContext& context, std::string_view bytes,
                           const std::function<core::Status(Place, std::uint64_t)>& on_message) {
  const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const bool is_in_box = is_box(bytes.substr(mark));
  std::uint64_t number = 0;
  for (std::size_t at = mark; at < bytes.size();) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const Place place = next_message(bytes, at, is_in_box);
    CB_TRY_STATUS(on_message(place, ++number));
    at = place.offset + place.bytes;
  }
  return {};
}

std::string number_text(std::size_t number) { return std::to_string(number); }

using Rule = CellRule<MailMessage>;
constexpr std::string_view unused = "understood; no step uses it yet";
const auto rules = std::to_array<Rule>({
    {"date", "time", "Date: when the sender's program says that it was written, with its zone",
     [](const MailMessage& mail) { return mail.date; }, "YYYY-MM-DD'T'hh:mm:ssZ"},
    {"from", "author", "From: who is said to have written it",
     [](const MailMessage& mail) { return mail.from; }},
    {"to", "ignored", "To", [](const MailMessage& mail) { return mail.to; }},
    {"cc", "ignored", "Cc", [](const MailMessage& mail) { return mail.cc; }},
    {"bcc", "ignored", "Bcc", [](const MailMessage& mail) { return mail.bcc; }},
    {"reply to", "ignored", "Reply-To", [](const MailMessage& mail) { return mail.reply_to; }},
    {"subject", "title", "Subject", [](const MailMessage& mail) { return mail.subject; }},
    {"text", "text", "the parts in plain text; where there are none, the words of the HTML",
     [](const MailMessage& mail) { return mail.text; }},
    {"text of html", "ignored", "the words of the HTML beside plain text",
     [](const MailMessage& mail) { return mail.html_text; }},
    {"attachments", "ignored", "how many; each is an item of its own",
     [](const MailMessage& mail) { return number_text(mail.attachments); }},
    {"message id", "record_id", "Message-ID",
     [](const MailMessage& mail) { return mail.message_id; }},
    {"in reply to", "ignored", "In-Reply-To",
     [](const MailMessage& mail) { return mail.in_reply_to; }},
    {"references", "ignored", "References",
     [](const MailMessage& mail) { return mail.references; }},
    {"received", "ignored", "Received: the stations on its way, the last first",
     [](const MailMessage& mail) { return mail.received; }},
    {"mailer", "ignored", unused, [](const MailMessage& mail) { return mail.mailer; }},
    {"date as written", "ignored", "Date",
     [](const MailMessage& mail) { return mail.written_date; }},
    {"fault", "ignored", "what is wrong with the message",
     [](const MailMessage& mail) { return mail.fault; }},
});

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  static_cast<void>(context);
  if (!recognises(bytes))
    return core::Error{core::ErrorCode::bad_input, "the file does not begin as a mail does", "",
                       "ask its sender for the message with its head"};
  Table table;
  table.kind = "document";
  table.columns = columns_of<MailMessage>(rules);
  return std::vector<Table>{table};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  static_cast<void>(table);
  RowWriter writer(on_row, bytes.size());
  return read_messages(context, bytes, [&](Place place, std::uint64_t) -> core::Status {
    CB_TRY(const MailMessage mail, read_mail(bytes.substr(place.offset, place.bytes), {}));
    return writer.write<MailMessage>(rules, mail, place.offset, place.bytes);
  });
}

core::Status unpack(const core::RunContext& context, std::string_view bytes,
                    const UnpackLimits& limits, const OnMember& on_member) {
  const bool is_in_box = is_box(bytes);
  std::uint64_t members = 0, unpacked = 0;
  return read_messages(context, bytes, [&](Place place, std::uint64_t number) -> core::Status {
    const auto take = [&](const MailPart& part) -> core::Status {
      if (++members > limits.members_max)
        return core::Error{
            core::ErrorCode::bad_input,
            "the mails hold more than " + std::to_string(limits.members_max) + " attachments", "",
            "divide the box and add its pieces"};
      Member member;
      member.path = is_in_box ? "message-" + std::to_string(number) + "/" + part.path : part.path;
      unpacked += part.bytes.size();
      const bool is_too_large =
          part.bytes.size() > limits.member_bytes_max || unpacked > limits.total_bytes_max;
      if (is_too_large) {
        member.fault = "larger than the limits of unpacking";
      } else {
        member.bytes = part.bytes;
      }
      return on_member(member);
    };
    CB_TRY(const MailMessage mail, read_mail(bytes.substr(place.offset, place.bytes), take));
    if (mail.fault.empty()) return {};
    Member broken;  // so that what could not be taken out is asked about
    broken.path = is_in_box ? "message-" + std::to_string(number) : "message";
    broken.fault = mail.fault;
    return on_member(broken);
  });
}

}  // namespace

const FileFormat mail_format{
    .name = "mail",
    .title = "mail (EML) or a box of mails (MBOX)",
    .gives =
        "a row a message, with its text; each attachment, and each message within one, is an item "
        "of its "
        "own, with its own hash",
    .standard = "RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 4155",
    .library = "GMime",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
    .unpack = unpack,
};

}  // namespace cuibono::formats
