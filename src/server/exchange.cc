#include "server/exchange.h"

#include <algorithm>
#include <array>

namespace cuibono::server {
namespace {

struct Phrase {
  unsigned status;
  std::string_view text;
};

constexpr std::array phrases = {
    Phrase{200, "OK"},
    Phrase{204, "No Content"},
    Phrase{304, "Not Modified"},
    Phrase{400, "Bad Request"},
    Phrase{401, "Unauthorized"},
    Phrase{403, "Forbidden"},
    Phrase{404, "Not Found"},
    Phrase{405, "Method Not Allowed"},
    Phrase{408, "Request Timeout"},
    Phrase{409, "Conflict"},
    Phrase{413, "Content Too Large"},
    Phrase{415, "Unsupported Media Type"},
    Phrase{431, "Request Header Fields Too Large"},
    Phrase{500, "Internal Server Error"},
    Phrase{503, "Service Unavailable"},
};

std::string_view phrase_of(unsigned status) {
  const auto found = std::find_if(phrases.begin(), phrases.end(),
                                  [&](const Phrase& one) { return one.status == status; });
  return found == phrases.end() ? std::string_view("Answer") : found->text;
}

// The page is whole in itself: whatever it asks of another place is a mistake or an attack.
constexpr std::string_view every_answer =
    "Content-Security-Policy: default-src 'self'; img-src 'self' data:; style-src 'self'; "
    "script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cross-Origin-Embedder-Policy: require-corp\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=(), usb=(), payment=(), "
    "browsing-topics=()\r\n";

void put(std::string& head, std::string_view name, std::string_view text) {
  if (text.empty() || text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
    return;
  head.append(name).append(": ").append(text).append("\r\n");
}

}  // namespace

std::string answer_head(const HttpAnswer& answer, bool keeps_alive) {
  std::string head;
  head.reserve(every_answer.size() + 512);
  head.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ");
  head.append(phrase_of(answer.status)).append("\r\n");
  const bool has_content = answer.status != 204 && answer.status != 304;
  if (has_content) put(head, "Content-Type", answer.content_type);
  if (has_content && !answer.is_event_stream)
    put(head, "Content-Length", std::to_string(answer.bytes().size()));
  put(head, "Cache-Control", answer.cache);
  put(head, "ETag", answer.etag);
  for (const auto& header : answer.headers) put(head, header.name, header.text);
  if (!keeps_alive) put(head, "Connection", "close");
  head.append(every_answer).append("\r\n");
  return head;
}

}  // namespace cuibono::server
