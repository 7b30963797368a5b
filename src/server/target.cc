#include "server/target.h"

#include "core/core.h"

namespace cuibono::server {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (!high || !low) return std::nullopt;
      c = static_cast<char>(*high * 16 + *low);
      i += 2;
    } else if (c == '+' && plus_is_blank) {
      c = ' ';
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return std::nullopt;
    out.push_back(c);
  }
  if (!core::decode_utf8(out)) return std::nullopt;
  return out;
}

/// Calls `take` with each piece between marks; stops where it says no.
template <class Take>
bool each_piece(std::string_view text, char mark, const Take& take) {
  while (true) {
    const auto end = text.find(mark);
    if (!take(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string_view raw_path(std::string_view target) noexcept {
  return target.substr(0, target.find_first_of("?#"));
}

std::optional<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/') || target.find('#') != std::string_view::npos) return std::nullopt;
  Target parsed;
  std::string_view path = raw_path(target);
  const std::string_view query =
      path.size() < target.size() ? target.substr(path.size() + 1) : std::string_view();
  path.remove_prefix(1);
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const bool is_path_fine =
      path.empty() || each_piece(path, '/', [&](std::string_view piece) {
        auto segment = decode(piece, false);
        if (!segment || segment->empty() || *segment == "." || *segment == "..") return false;
        parsed.path.push_back(std::move(*segment));
        return true;
      });
  if (!is_path_fine) return std::nullopt;
  const bool is_query_fine = query.empty() || each_piece(query, '&', [&](std::string_view piece) {
                               if (piece.empty()) return true;
                               const auto equals = piece.find('=');
                               auto name = decode(piece.substr(0, equals), true);
                               auto text = equals == std::string_view::npos
                                               ? std::optional<std::string>("")
                                               : decode(piece.substr(equals + 1), true);
                               if (!name || !text || name->empty()) return false;
                               parsed.query.push_back({std::move(*name), std::move(*text)});
                               return true;
                             });
  if (!is_query_fine) return std::nullopt;
  return parsed;
}

}  // namespace cuibono::server
