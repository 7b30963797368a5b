// The one place that knows GMime: a message of bytes becomes texts and parts.
#include "formats/mail_message.h"

#include <gmime/gmime.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>

#include "formats/text_letters.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t head_lines_max = 20'000, head_bytes_max = 4U << 20;
constexpr std::size_t text_bytes_max = 512U << 10;
constexpr std::size_t most_decoded = 256U
                                     << 20;  // room for four times as much is counted in 31 bits
constexpr int depth_max = 64;

struct ObjectDeleter {
  void operator()(void* object) const noexcept { g_object_unref(object); }
};
struct TextDeleter {
  void operator()(void* text) const noexcept { g_free(text); }
};
struct OptionsDeleter {
  void operator()(GMimeParserOptions* options) const noexcept {
    g_mime_parser_options_free(options);
  }
};
template <class T>
using Object = std::unique_ptr<T, ObjectDeleter>;
using Text = std::unique_ptr<char, TextDeleter>;
using Options = std::unique_ptr<GMimeParserOptions, OptionsDeleter>;

void start_library() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

/// Text of the library as UTF-8, whatever it made of the bytes.
std::string text_of(const char* text) {
  if (text == nullptr) return {};
  const std::string_view bytes = text;
  return core::is_utf8(bytes) ? std::string(bytes) : FileLetters(bytes).to_utf8(bytes);
}

std::string header_of(GMimeObject* object, const char* name) {
  return std::string(core::trim(text_of(g_mime_object_get_header(object, name))));
}

void add_fault(std::string& fault, std::string_view what) {
  if (fault.find(what) != std::string::npos) return;
  if (!fault.empty()) fault += "; ";
  fault += what;
}

void take_warning(gint64 offset, GMimeParserWarning warning, const gchar* item, gpointer fault) {
  static_cast<void>(offset);
  static_cast<void>(item);
  auto& text = *static_cast<std::string*>(fault);
  switch (warning) {
    case GMIME_WARN_TRUNCATED_MESSAGE:
      return add_fault(text, "it breaks off before its last part ends");
    case GMIME_WARN_MALFORMED_MULTIPART:
    case GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY:
      return add_fault(text, "it has parts that cannot be told apart");
    case GMIME_CRIT_NESTING_OVERFLOW:
      return add_fault(text, "its parts nest too deep, as attacks do");
    case GMIME_CRIT_CONFLICTING_HEADER:
      return add_fault(text, "a field of its head stands there twice and differs");
    default:
      return;
  }
}

/// "Name <address>", members of groups one by one.
void append_addresses(InternetAddressList* list, int depth, std::string& out) {
  const int count = list == nullptr ? 0 : internet_address_list_length(list);
  for (int i = 0; i < count; ++i) {
    InternetAddress* one = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(one)) {
      if (depth < depth_max)
        append_addresses(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)), depth + 1,
                         out);
      continue;
    }
    const std::string name = text_of(internet_address_get_name(one));
    const std::string address =
        text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)));
    if (!out.empty()) out += "; ";
    out += name.empty() ? address : name + " <" + address + ">";
  }
}

std::string addresses_of(InternetAddressList* list) {
  std::string out;
  append_addresses(list, 0, out);
  return out;
}

std::string date_of(GMimeMessage* message) {
  GDateTime* date = g_mime_message_get_date(message);  // borrowed
  if (date == nullptr) return {};
  const Text text(g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%z"));
  return text_of(text.get());
}

std::string bytes_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Object<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  if (array == nullptr || array->data == nullptr) return {};
  return {reinterpret_cast<const char*>(array->data), array->len};
}

/// Bytes of a charset by its name; nothing where the name is not known.
std::optional<std::string> decode_charset(std::string_view bytes, std::string_view charset) {
  std::string name = core::ascii_lower(charset);
  if (name == "iso-8859-1" || name == "latin1")
    name = "windows-1252";  // what is sent under that name
  if (name.empty() || name == "utf-8" || name == "us-ascii" || bytes.size() > most_decoded)
    return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  std::string text(bytes.size() * 4 + 16, '\0');
  const std::int32_t length =
      ucnv_convert("UTF-8", name.c_str(), text.data(), static_cast<std::int32_t>(text.size()),
                   bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  if (U_FAILURE(status) != 0 || length < 0) return std::nullopt;
  text.resize(static_cast<std::size_t>(length));
  return text;
}

/// Not by the library, which leaves out the bytes of a charset that it does not know.
std::string text_of_part(GMimeTextPart* part) {
  const std::string bytes = bytes_of(GMIME_PART(part));
  const char* charset = g_mime_text_part_get_charset(part);
  auto text = decode_charset(bytes, charset == nullptr ? std::string_view() : charset);
  if (!text) text = FileLetters(bytes).to_utf8(bytes);
  std::erase(*text, '\r');
  return *std::move(text);
}

/// A name without the parts of a path, so that it is a name wherever it goes.
std::string name_of(GMimeObject* object, std::string_view otherwise) {
  std::string name;
  if (GMIME_IS_PART(object)) name = text_of(g_mime_part_get_filename(GMIME_PART(object)));
  if (GMIME_IS_MESSAGE_PART(object))
    name = text_of(g_mime_object_get_content_disposition_parameter(object, "filename"));
  if (name.empty()) name = otherwise;
  std::replace(name.begin(), name.end(), '/', '_');
  std::replace(name.begin(), name.end(), '\\', '_');
  return name;
}

struct Walk {
  MailMessage* mail = nullptr;
  const std::function<core::Status(const MailPart&)>* on_part = nullptr;
  std::string plain, html;
  std::size_t parts = 0;
};

core::Status hand_over(Walk& walk, GMimeObject* object, std::string_view otherwise,
                       const std::function<std::string()>& bytes) {
  ++walk.mail->attachments;
  if (!*walk.on_part) return {};
  MailPart part;
  part.path = std::to_string(walk.parts) + "/" + name_of(object, otherwise);
  part.bytes = bytes();
  return (*walk.on_part)(part);
}

bool is_attached(GMimeObject* object) {
  const char* disposition = g_mime_object_get_disposition(object);
  return (disposition != nullptr && core::ascii_lower(disposition) == "attachment") ||
         g_mime_part_get_filename(GMIME_PART(object)) != nullptr;
}

core::Status take_leaf(Walk& walk, GMimeObject* object) {
  ++walk.parts;
  if (GMIME_IS_MESSAGE_PART(object)) {
    GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (inner == nullptr) return {};
    return hand_over(walk, object, "message.eml", [&] {
      const Text text(g_mime_object_to_string(GMIME_OBJECT(inner), nullptr));
      return text == nullptr ? std::string() : std::string(text.get());
    });
  }
  if (!GMIME_IS_PART(object)) return {};
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (GMIME_IS_TEXT_PART(object) && !is_attached(object)) {
    const bool is_html = g_mime_content_type_is_type(type, "text", "html") != 0;
    const bool is_plain = g_mime_content_type_is_type(type, "text", "plain") != 0;
    if (is_html || is_plain) {
      std::string& text = is_html ? walk.html : walk.plain;
      if (!text.empty()) text += '\n';
      const std::string part = text_of_part(GMIME_TEXT_PART(object));
      text += is_html ? words_of_html(part) : part;
      return {};
    }
  }
  const std::string kind = text_of(g_mime_content_type_get_media_subtype(type));
  return hand_over(walk, object, "part." + (kind.empty() ? std::string("bin") : kind),
                   [&] { return bytes_of(GMIME_PART(object)); });
}

core::Status walk_parts(Walk& walk, GMimeObject* object, int depth) {
  if (object == nullptr) return {};
  if (depth > depth_max) {
    add_fault(walk.mail->fault, "parts that nest deeper than 64 levels are not taken out");
    return {};
  }
  if (!GMIME_IS_MULTIPART(object)) return take_leaf(walk, object);
  const int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
  for (int i = 0; i < count; ++i)
    CB_TRY_STATUS(
        walk_parts(walk, g_mime_multipart_get_part(GMIME_MULTIPART(object), i), depth + 1));
  return {};
}

/// Where the head ends, and how much of it is read: a head of a million lines is an attack.
struct Head {
  std::size_t read = 0, end = 0;
};
Head find_head(std::string_view bytes) {
  Head head;
  std::size_t lines = 0;
  while (head.end < bytes.size()) {
    const TextLine line = line_at(bytes, head.end);
    if (line.text.empty()) break;
    head.end = line.next;
    if (++lines <= head_lines_max && head.end <= head_bytes_max) head.read = head.end;
  }
  return head;
}

std::string cut_text(std::string text, std::string& fault) {
  std::erase(text, '\0');
  if (text.size() <= text_bytes_max) return std::string(core::trim(text));
  add_fault(fault, "its text is cut after 512 KiB");
  return std::string(core::cut_utf8(text, text_bytes_max));
}

void take_received(GMimeObject* message, std::string& out) {
  constexpr int fields_most = 200;
  GMimeHeaderList* headers = g_mime_object_get_header_list(message);
  const int count = g_mime_header_list_get_count(headers);
  for (int i = 0, taken = 0; i < count && taken < fields_most; ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(headers, i);
    const char* name = g_mime_header_get_name(header);
    if (name == nullptr || core::ascii_lower(name) != "received") continue;
    ++taken;
    if (!out.empty()) out += " | ";
    out += core::trim(text_of(g_mime_header_get_value(header)));
  }
  std::replace(out.begin(), out.end(), '\n', ' ');
}

void take_head(GMimeMessage* message, MailMessage& mail) {
  GMimeObject* object = GMIME_OBJECT(message);
  mail.date = date_of(message);
  mail.written_date = header_of(object, "Date");
  mail.from = addresses_of(g_mime_message_get_from(message));
  if (mail.from.empty()) mail.from = header_of(object, "From");
  mail.to = addresses_of(g_mime_message_get_to(message));
  mail.cc = addresses_of(g_mime_message_get_cc(message));
  mail.bcc = addresses_of(g_mime_message_get_bcc(message));
  mail.reply_to = addresses_of(g_mime_message_get_reply_to(message));
  mail.subject = text_of(g_mime_message_get_subject(message));
  mail.message_id = text_of(g_mime_message_get_message_id(message));
  mail.in_reply_to = header_of(object, "In-Reply-To");
  mail.references = header_of(object, "References");
  mail.mailer = header_of(object, "X-Mailer");
  if (mail.mailer.empty()) mail.mailer = header_of(object, "User-Agent");
  take_received(object, mail.received);
}

}  // namespace

core::Result<MailMessage> read_mail(std::string_view bytes,
                                    const std::function<core::Status(const MailPart&)>& on_part) {
  start_library();
  MailMessage mail;
  std::string shortened;
  const Head head = find_head(bytes);
  if (head.read < head.end) {
    shortened.append(bytes.substr(0, head.read)).append(bytes.substr(head.end));
    bytes = shortened;
    add_fault(mail.fault, "its head is cut after 20,000 lines or 4 MiB");
  }
  const Options options(g_mime_parser_options_new());
  g_mime_parser_options_set_warning_callback(options.get(), take_warning, &mail.fault);
  const Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Object<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options.get()));
  if (message == nullptr) {
    add_fault(mail.fault, "it cannot be read as a message");
    return mail;
  }
  take_head(message.get(), mail);
  Walk walk{&mail, &on_part, {}, {}, 0};
  CB_TRY_STATUS(walk_parts(walk, g_mime_message_get_mime_part(message.get()), 0));
  const bool has_plain = !core::trim(walk.plain).empty();
  mail.text = cut_text(has_plain ? std::move(walk.plain) : walk.html, mail.fault);
  if (has_plain) mail.html_text = cut_text(std::move(walk.html), mail.fault);
  return mail;
}

}  // namespace cuibono::formats
