// One pass over the bytes: where a word begins, each kind of selector is tried, the narrow before the wide.
#include "evidence/mentions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace cuibono::evidence {
namespace {

constexpr std::string_view country_domains =
    " ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt "
    "bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg "
    "er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gt gu gw gy hk hm hn "
    "hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc "
    "li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na "
    "nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru "
    "rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm "
    "tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw ";
constexpr std::string_view general_domains =
    " com org net info biz name pro edu gov mil int mobi asia tel jobs app dev online site website "
    "xyz top shop store club live life world today news media email support services solutions "
    "agency company group team work digital tech technology systems network cloud host space page "
    "link click fun vip icu bid win loan money cash finance financial fund funds capital invest "
    "investments exchange markets market trade trading broker forex credit bank insurance tax "
    "accountants legal law attorney estate properties holdings ventures partners consulting "
    "global international center academy education expert blog wiki example test ";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }
bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
/// Part of a word: also every letter beyond ASCII.
bool is_word(char c) { return is_alnum(c) || c == '_' || static_cast<unsigned char>(c) >= 0xC3; }

bool is_listed(std::string_view list, std::string_view word) {
  return list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

/// A selector and how many bytes of the text it takes.
struct Taken {
  NormalForm form;
  std::size_t bytes = 0;
};

/// Length of a mark that parts groups of digits; 0: it is none.
std::size_t gap_length(std::string_view text, bool is_phone) {
  if (text.empty()) return 0;
  if (text[0] == ' ') return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  if (!is_phone) return 0;
  if (std::string_view("-.()/").find(text[0]) != std::string_view::npos) return 1;
  return text.starts_with("\xE2\x80\x91") || text.starts_with("\xE2\x80\x93") ? 3 : 0;
}

/// Groups of digits, or of letters and digits, with marks between: where each group ends, at most so many signs.
std::vector<std::size_t> group_ends(std::string_view text, std::size_t at, std::size_t signs_most,
                                    bool is_phone) {
  constexpr std::size_t gaps_most = 3;  // ") - "
  std::vector<std::size_t> ends;
  std::size_t signs = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    while (at < text.size() && (is_phone ? is_digit(text[at]) : is_alnum(text[at]))) ++at;
    signs += at - begin;
    if (at == begin || signs > signs_most) break;
    const bool is_in_word = at < text.size() && is_word(text[at]);
    if (!is_in_word) ends.push_back(at);
    std::size_t gaps = 0;
    for (std::size_t length = 1; length > 0 && gaps < (is_phone ? gaps_most : 1); ++gaps) {
      length = gap_length(text.substr(at), is_phone);
      at += length;
    }
  }
  return ends;
}

std::optional<Taken> take_phone(std::string_view text, const SelectorContext& context) {
  const bool has_plus = text[0] == '+';
  const std::size_t first = has_plus ? 1 : 2;
  if (!has_plus && !text.starts_with("00")) return std::nullopt;
  std::size_t at = first;
  while (at < text.size() && (text[at] == ' ' || text[at] == '(')) ++at;
  if (at - first > 2 || at >= text.size() || !is_digit(text[at]) || text[at] == '0')
    return std::nullopt;
  constexpr std::size_t digits_most = 15, digits_least = 7;
  const auto ends = group_ends(text, at, digits_most, true);
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    const std::string_view written = text.substr(0, *end);
    if (std::count_if(written.begin(), written.end(), is_digit) <
        static_cast<std::ptrdiff_t>(digits_least))
      break;
    NormalForm form = normalise_phone(written, context);
    if (form.kind == SelectorKind::tel && form.validity == Validity::valid)
      return Taken{std::move(form), *end};
  }
  return std::nullopt;
}

std::optional<Taken> take_iban(std::string_view text, const SelectorContext& context) {
  constexpr std::size_t shortest = 15, longest = 34;
  if (text.size() < shortest || !is_alpha(text[0]) || !is_alpha(text[1]) || !is_digit(text[2]) ||
      !is_digit(text[3]))
    return std::nullopt;
  const auto ends = group_ends(text, 0, longest, false);
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    std::string compact;
    for (const char c : text.substr(0, *end))
      if (is_alnum(c)) compact += c;
    if (compact.size() < shortest || !is_iban(compact)) continue;
    return Taken{normalise_account(compact, context), *end};
  }
  return std::nullopt;
}

std::size_t word_length(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_alnum) -
                                  text.begin());
}

std::optional<Taken> take_address(std::string_view text, const SelectorContext& context) {
  constexpr std::size_t shortest = 26, longest = 100, scheme_longest = 12;
  std::size_t length = word_length(text);
  const bool may_have_scheme = length <= scheme_longest && length < text.size() &&
                               text[length] == ':' && length > 0 && !is_digit(text[0]);
  std::size_t address = length;
  if (may_have_scheme) {
    address = word_length(text.substr(length + 1));
    length += 1 + address;
  }
  if (address < shortest || address > longest) return std::nullopt;
  if (length < text.size() && is_word(text[length])) return std::nullopt;
  NormalForm form = normalise_chain_address(text.substr(0, length), context);
  const bool is_chain = form.kind == SelectorKind::btc || form.kind == SelectorKind::eth ||
                        form.kind == SelectorKind::chain;
  if (!is_chain || form.validity != Validity::valid) return std::nullopt;
  return Taken{std::move(form), length};
}

/// A host name at the front: its labels, without a full stop at the end.
std::size_t host_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (is_alnum(text[at]) || text[at] == '-' || text[at] == '.')) ++at;
  while (at > 0 && (text[at - 1] == '.' || text[at - 1] == '-')) --at;
  return at < text.size() && is_word(text[at]) ? 0 : at;
}

/// The last label, where the host has at least two and none is empty.
std::string_view top_label(std::string_view host) {
  const auto dot = host.rfind('.');
  const bool is_host = dot != std::string_view::npos && dot > 0 && host[0] != '.' &&
                       host.find("..") == std::string_view::npos &&
                       host.find("-.") == std::string_view::npos &&
                       host.find(".-") == std::string_view::npos;
  if (!is_host) return {};
  const std::string_view top = host.substr(dot + 1);
  return top.size() >= 2 && std::all_of(top.begin(), top.end(), is_alpha) ? top
                                                                          : std::string_view();
}

std::optional<Taken> take_email(std::string_view text, const SelectorContext& context) {
  constexpr std::size_t local_longest = 64;
  std::size_t at = 0;
  while (at < text.size() && at <= local_longest &&
         (is_alnum(text[at]) || std::string_view("._%+-").find(text[at]) != std::string_view::npos))
    ++at;
  if (at == 0 || at >= text.size() || text[at] != '@' || text[at - 1] == '.') return std::nullopt;
  const std::size_t host = host_length(text.substr(at + 1));
  if (top_label(text.substr(at + 1, host)).empty()) return std::nullopt;
  NormalForm form = normalise_email(text.substr(0, at + 1 + host), context);
  if (form.kind != SelectorKind::mailto) return std::nullopt;
  return Taken{std::move(form), at + 1 + host};
}

std::optional<Taken> take_domain(std::string_view text, bool is_in_address,
                                 const SelectorContext& context) {
  const std::size_t length = host_length(text);
  const std::string_view host = text.substr(0, length), top = top_label(host);
  if (top.empty() || (length < text.size() && text[length] == '@')) return std::nullopt;
  const bool is_general = is_listed(general_domains, core::ascii_lower(top));
  if (!is_general && !is_listed(country_domains, core::ascii_lower(top))) return std::nullopt;
  // "arrested.In" is the end of a sentence; "12.am" and "e.g" are no hosts.
  const bool has_upper = std::any_of(host.begin(), host.end(), is_upper);
  const bool has_lower =
      std::any_of(host.begin(), host.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (std::any_of(top.begin(), top.end(), is_upper) && has_upper && has_lower) return std::nullopt;
  const std::string_view before = host.substr(0, host.size() - top.size() - 1);
  const bool has_path = length < text.size() && text[length] == '/';
  const std::string_view label = before.substr(before.rfind('.') + 1);
  const bool has_letter = std::any_of(label.begin(), label.end(), is_alpha);
  if (!is_in_address && !has_path && (!has_letter || label.size() < 2)) return std::nullopt;
  NormalForm form = normalise_domain(host, context);
  if (form.kind != SelectorKind::dns) return std::nullopt;
  return Taken{std::move(form), length};
}

}  // namespace

std::uint32_t count_points(std::string_view text) noexcept {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::vector<FoundMention> find_mentions(std::string_view text, const SelectorContext& context) {
  std::vector<FoundMention> found;
  std::size_t counted = 0;  // bytes whose code points are in `points`
  std::uint32_t points = 0;
  const auto points_to = [&](std::size_t to) {
    points += count_points(text.substr(counted, to - counted));
    counted = to;
    return points;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char before = at > 0 ? text[at - 1] : ' ';
    const std::string_view rest = text.substr(at);
    const bool begins = !is_word(before) && before != '+';
    const bool begins_name =
        begins && std::string_view(".-@%").find(before) == std::string_view::npos;
    std::optional<Taken> taken;
    if (begins && (rest[0] == '+' || rest[0] == '0')) taken = take_phone(rest, context);
    if (!taken && begins && is_alnum(rest[0])) {
      taken = take_iban(rest, context);
      if (!taken) taken = take_address(rest, context);
      if (!taken && begins_name) taken = take_email(rest, context);
      const bool is_in_address = text.substr(0, at).ends_with("://");
      if (!taken && begins_name) taken = take_domain(rest, is_in_address, context);
    }
    if (taken) {
      const std::uint32_t from = points_to(at);
      found.push_back({std::move(taken->form), from, points_to(at + taken->bytes)});
      at += taken->bytes;
    } else {
      at += std::max<std::size_t>(1, word_length(rest));
    }
  }
  return found;
}

}  // namespace cuibono::evidence
