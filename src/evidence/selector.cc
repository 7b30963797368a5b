// Normal forms of everything but phone numbers, and the selector table.
#include "evidence/selector.h"

#include <algorithm>
#include <array>

#include "evidence/selector_parts.h"

namespace cuibono::evidence {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

NormalForm form(SelectorKind kind, Validity validity, std::string text) {
  return {kind, validity, std::move(text), {}};
}

/// Splits "btc:1Boat…" into scheme and rest; the scheme is empty where there is none.
std::string_view scheme_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 12) return {};
  const std::string_view scheme = text.substr(0, colon);
  for (const char c : scheme) {
    if ((c < 'a' || c > 'z') && !is_digit(c)) return {};
  }
  return scheme;
}

/// A normal form handed in again stays what it is: the prefix is taken off before the checks.
std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// A local id in normal form, whatever column it stands in.
std::optional<NormalForm> already_local(std::string_view text) {
  if (!text.starts_with("local:")) return std::nullopt;
  return form(SelectorKind::local, Validity::plausible, std::string(text));
}

/// One line of printable text without outer white space; inner runs become one space.
std::string one_line(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : core::trim(text)) {
    if (static_cast<unsigned char>(c) <= ' ') {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

/// Schemes of addresses as they stand in files and in normal forms.
bool is_chain_scheme(std::string_view scheme) {
  constexpr auto schemes = std::to_array<std::string_view>(
      {"btc", "eth", "tron", "ltc", "doge", "dash", "bch", "bitcoincash", "btg", "zec", "xvg"});
  return std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

char luhn_digit(const std::string& digits) {
  for (char c = '0'; c <= '9'; ++c) {
    if (passes_luhn(digits + c)) return c;
  }
  return '0';
}

}  // namespace

NormalForm local_selector(std::string_view what, std::string_view id,
                          const SelectorContext& context) {
  if (auto same = already_local(id)) return *same;
  return form(SelectorKind::local, Validity::plausible,
              "local:" + context.source_system + "." + std::string(what) + ":" + one_line(id));
}

NormalForm invalid_form(std::string_view what, std::string_view text,
                        const SelectorContext& context, std::string reason) {
  NormalForm normal = local_selector(what, text, context);
  normal.validity = Validity::invalid;
  normal.reason = std::move(reason);
  return normal;
}

NormalForm normalise_account(std::string_view text, const SelectorContext& context) {
  if (auto same = already_local(text)) return *same;
  if (text.starts_with("acct:"))
    return form(SelectorKind::acct, Validity::plausible, std::string(text));
  const std::string scheme(scheme_of(text));
  if (is_chain_scheme(scheme) || scheme.ends_with("test")) {
    return normalise_chain_address(text, context);
  }
  std::string_view written = core::trim(without_prefix(core::trim(text), "iban:"));
  if (core::starts_with_ascii_nocase(written, "IBAN")) written = core::trim(written.substr(4));
  if (is_iban(written))
    return form(SelectorKind::iban, Validity::valid, "iban:" + compact_upper(written));
  constexpr std::size_t address_shortest = 26;
  const auto address =
      written.size() < address_shortest ? std::nullopt : find_chain_address(written, scheme);
  if (is_eth_address(written) || (address && !address->scheme.empty())) {
    return normalise_chain_address(written, context);
  }
  const std::string compact = compact_upper(written);
  constexpr std::size_t shortest = 5, longest = 34;
  const bool iban_shape = compact.size() >= 15 && compact.size() <= longest &&
                          !is_digit(compact[0]) && !is_digit(compact[1]) && is_digit(compact[2]) &&
                          is_digit(compact[3]);
  if (iban_shape)
    return invalid_form("acct", compact, context, "has the shape of an IBAN but fails its checks");
  const bool plain = std::all_of(written.begin(), written.end(), [](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view(" -./_").find(c) != std::string_view::npos;
  });
  const bool number = std::any_of(compact.begin(), compact.end(), is_digit);
  if (!plain || !number || compact.size() > longest || context.region.empty() ||
      compact.size() < shortest) {
    return local_selector("acct", written, context);
  }
  return form(SelectorKind::acct, Validity::plausible, "acct:" + context.region + ":" + compact);
}

NormalForm normalise_card(std::string_view text, const SelectorContext& context) {
  if (auto same = already_local(text)) return *same;
  const std::string digits = digits_of(without_prefix(text, "card:"));
  if (digits.size() >= 12 && digits.size() <= 19 && passes_luhn(digits)) {
    return form(SelectorKind::card, Validity::valid, "card:" + digits);
  }
  return invalid_form("card", text, context,
                      "is no card number: length or check digit does not fit");
}

NormalForm normalise_chain_address(std::string_view text, const SelectorContext& context) {
  if (auto same = already_local(text)) return *same;
  std::string_view written = core::trim(text);
  const std::string scheme(scheme_of(written));
  if (scheme.size() > 4 && scheme.ends_with("test")) {
    const Validity validity = context.simulated ? Validity::valid : Validity::invalid;
    NormalForm normal = form(SelectorKind::chain, validity, std::string(written));
    if (!context.simulated) normal.reason = "an invented scheme outside a simulated case";
    return normal;
  }
  if (!scheme.empty()) written.remove_prefix(scheme.size() + 1);
  if (is_eth_address(written)) {
    return form(SelectorKind::eth, Validity::valid, "eth:" + core::ascii_lower(written));
  }
  if (const auto address = find_chain_address(written, scheme)) {
    if (address->scheme.empty()) {
      return invalid_form("address", written, context,
                          "is an address of a chain that this engine does not know");
    }
    return form(address->scheme == "btc" ? SelectorKind::btc : SelectorKind::chain, Validity::valid,
                address->scheme + ":" + address->text);
  }
  if (written.size() == 42 && (written.starts_with("0x") || written.starts_with("0X"))) {
    return invalid_form("address", written, context,
                        "has the shape of an Ethereum address but its EIP-55 checksum is wrong");
  }
  return invalid_form("address", written, context,
                      "is no address of a chain that this engine can check");
}

NormalForm normalise_imei(std::string_view text, const SelectorContext& context) {
  if (auto same = already_local(text)) return *same;
  std::string digits = digits_of(without_prefix(text, "imei:"));
  const bool was_zero_ended = digits.size() == 15 && digits.back() == '0' && !passes_luhn(digits);
  if (digits.size() == 16)
    digits.resize(14);  // IMEISV: two digits of software version instead of the check digit
  if (was_zero_ended) digits.pop_back();  // networks send a zero in place of the check digit
  if (digits.size() == 14) digits += luhn_digit(digits);
  if (digits.size() == 15 && passes_luhn(digits))
    return form(SelectorKind::imei, Validity::valid, "imei:" + digits);
  return invalid_form("imei", text, context, "is no IMEI: length or check digit does not fit");
}

NormalForm normalise_imsi(std::string_view text, const SelectorContext& context) {
  if (auto same = already_local(text)) return *same;
  const std::string digits = digits_of(without_prefix(text, "imsi:"));
  const std::string_view given = core::trim(without_prefix(text, "imsi:"));
  if ((digits.size() == 15 || digits.size() == 14) && all_digits(given) && digits[0] != '0') {
    return form(SelectorKind::imsi, Validity::plausible, "imsi:" + digits);
  }
  return invalid_form("imsi", text, context, "is no IMSI: it has not 14 or 15 digits");
}

NormalForm normalise_email(std::string_view text, const SelectorContext& context) {
  if (auto same = already_local(text)) return *same;
  std::string_view written = core::trim(text);
  if (core::starts_with_ascii_nocase(written, "mailto:")) written.remove_prefix(7);
  const auto at = written.rfind('@');
  const bool shape = at != std::string_view::npos && at > 0 && at + 1 < written.size() &&
                     written.find_first_of(" \t\r\n<>,;\"") == std::string_view::npos &&
                     written.find('.', at) != std::string_view::npos && written.back() != '.';
  if (!shape) return invalid_form("email", text, context, "is no e-mail address");
  return form(
      SelectorKind::mailto, Validity::plausible,
      "mailto:" + std::string(written.substr(0, at)) + core::ascii_lower(written.substr(at)));
}

NormalForm normalise_domain(std::string_view text, const SelectorContext& context) {
  if (auto same = already_local(text)) return *same;
  std::string_view written = core::trim(without_prefix(core::trim(text), "dns:"));
  if (const auto scheme = written.find("://"); scheme != std::string_view::npos)
    written.remove_prefix(scheme + 3);
  written = written.substr(0, written.find_first_of("/?#:"));
  while (written.ends_with(".")) written.remove_suffix(1);
  const bool shape = written.find('.') != std::string_view::npos && !written.starts_with(".") &&
                     written.find("..") == std::string_view::npos && written.size() <= 253 &&
                     written.find_first_of(" \t@,;<>\"'()") == std::string_view::npos;
  if (!shape) return invalid_form("domain", text, context, "is no domain name");
  return form(SelectorKind::dns, Validity::plausible, "dns:" + core::ascii_lower(written));
}

NormalForm normalise_document_number(std::string_view text, const SelectorContext& context) {
  if (auto same = already_local(text)) return *same;
  if (text.starts_with("doc:"))
    return form(SelectorKind::doc, Validity::plausible, std::string(text));
  const std::string compact = compact_upper(text);
  const bool number = std::any_of(compact.begin(), compact.end(), is_digit);
  if (compact.size() < 4 || !number) return local_selector("doc", text, context);
  if (context.region.empty()) return local_selector("doc", compact, context);
  return form(SelectorKind::doc, Validity::plausible, "doc:" + context.region + ":" + compact);
}

SelectorTable::SelectorTable(std::vector<std::string> texts, std::vector<SelectorKind> kinds,
                             std::vector<Validity> validity)
    : texts_(std::move(texts)), kinds_(std::move(kinds)), validity_(std::move(validity)) {
  CB_ASSERT(texts_.size() == kinds_.size() && texts_.size() == validity_.size());
  CB_ASSERT(std::is_sorted(texts_.begin(), texts_.end()));
}

std::optional<SelectorId> SelectorTable::find(std::string_view text) const noexcept {
  const auto found = std::lower_bound(texts_.begin(), texts_.end(), text);
  if (found == texts_.end() || *found != text) return std::nullopt;
  return SelectorId::of(found - texts_.begin());
}

}  // namespace cuibono::evidence
