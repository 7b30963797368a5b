#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format.h"

namespace cuibono::formats {

/// A message as people write one to another (RFC 5322), all texts as UTF-8.
struct MailMessage {
  std::string date;                         ///< "2025-01-03T09:00:00+0200"; empty: none that exists
  std::string written_date;                 ///< as it stands in the head
  std::string from, to, cc, bcc, reply_to;  ///< "Name <address>", with "; " between several
  std::string subject, message_id, in_reply_to, references;
  std::string text;       ///< the parts in plain text; where there are none, the words of the HTML
  std::string html_text;  ///< the words of the HTML, where there is plain text as well
  std::string received;   ///< the fields Received, the last station first, " | " between
  std::string mailer;
  std::size_t attachments = 0;
  std::string fault;  ///< what is wrong with it; empty: nothing
};

/// A part of a message that is no text of it.
struct MailPart {
  std::string
      path;  ///< "2/invoice.csv": its place in the message and its name, as the sender called it
  std::string bytes;
  std::string fault;
};

/// Reads one message, and hands over its attachments.
///
/// In      bytes of one message. on_part: null where attachments are only to be counted.
/// Out     what could be read; parts that nest deeper than 64 levels, heads beyond 20,000 lines or 4 MiB and
///         texts beyond 512 KiB are cut, and `fault` says so. A part that is a message comes as its bytes.
/// Cost    time O(bytes); memory a few times the message.
/// Errors  whatever on_part returns.
/// Source  RFC 5322, 2045 to 2047, 2231, 3676; read by GMime.
[[nodiscard]] core::Result<MailMessage> read_mail(
    std::string_view bytes, const std::function<core::Status(const MailPart&)>& on_part);

/// The words of a page in HTML: without marks, styles and scripts, with its entities resolved.
[[nodiscard]] std::string words_of_html(std::string_view html);

}  // namespace cuibono::formats
