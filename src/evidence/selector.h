#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::evidence {

/// What sort of address of a person or thing a selector is. The order is the order of output.
enum class SelectorKind : std::uint8_t {
  tel,
  iban,
  acct,
  card,
  btc,
  eth,
  chain,
  imei,
  imsi,
  mailto,
  dns,
  doc,
  local,
};

/// How far the written form passed the checks of its kind.
enum class Validity : std::uint8_t {
  valid,      ///< a checksum or numbering plan confirms it
  plausible,  ///< the shape fits, nothing confirms it
  invalid,    ///< the shape or the checksum contradicts; kept as written, as a local id
};

/// A selector as "scheme:value" in normal form, and how that came about.
struct NormalForm {
  SelectorKind kind = SelectorKind::local;
  Validity validity = Validity::plausible;
  std::string text;    ///< "tel:+99955512345", "iban:DE89…", "local:vast2008.tel:200"
  std::string reason;  ///< why it is not valid; empty otherwise
};

/// What is known about a column when its values are read.
struct SelectorContext {
  std::string region;         ///< ISO 3166 alpha-2 for numbers in national form; empty: unknown
  std::string source_system;  ///< for local ids: "<source>"; never empty
  bool simulated = false;     ///< +999 numbers, btctest: … are valid only in a simulated case
};

/// Normal forms. Each takes the text as written; what cannot be read becomes
/// `local:<source>.<kind>:<text>` with Validity::invalid (or plausible where the column holds local ids).
///
/// Laws    1 idempotent: the normal form of a normal form is itself.
///         2 spaces, hyphens, brackets and case that carry no meaning do not matter; Base58 case does.
/// Out     an address of a chain has the scheme of its chain, known by the version of Base58Check, the
///         prefix of Bech32, or CashAddr: btc (kind btc); tron, ltc, doge, dash, bch, btg, zec (kind chain).
///         One version of two chains goes to the chain that is written before it ("bch:1…"), else to
///         the better known: 1… and 3… are btc, D… is doge. Any other chain is invalid.
/// Source  E.164 by libphonenumber; ISO 13616 and ISO 7064 mod 97-10; Base58Check; BIP-173 and BIP-350;
///         CashAddr; EIP-55 (Keccak-256); ISO/IEC 7812 (Luhn); 3GPP TS 23.003 (IMEI, IMSI).
/// Check   selector_test.cc with published vectors.
[[nodiscard]] NormalForm normalise_phone(std::string_view text, const SelectorContext& context);
[[nodiscard]] NormalForm normalise_account(std::string_view text, const SelectorContext& context);
[[nodiscard]] NormalForm normalise_card(std::string_view text, const SelectorContext& context);
[[nodiscard]] NormalForm normalise_chain_address(std::string_view text,
                                                 const SelectorContext& context);
[[nodiscard]] NormalForm normalise_imei(std::string_view text, const SelectorContext& context);
[[nodiscard]] NormalForm normalise_imsi(std::string_view text, const SelectorContext& context);
[[nodiscard]] NormalForm normalise_email(std::string_view text, const SelectorContext& context);
[[nodiscard]] NormalForm normalise_domain(std::string_view text, const SelectorContext& context);
[[nodiscard]] NormalForm normalise_document_number(std::string_view text,
                                                   const SelectorContext& context);
/// `what` is the kind of thing in its source: "tel", "acct", "person", "report", "cell".
[[nodiscard]] NormalForm local_selector(std::string_view what, std::string_view id,
                                        const SelectorContext& context);

// The bare checks, for the mapping of columns by content.
[[nodiscard]] bool is_iban(std::string_view text) noexcept;  ///< shape and mod 97
[[nodiscard]] bool passes_luhn(std::string_view digits) noexcept;
[[nodiscard]] bool is_base58check(
    std::string_view text) noexcept;                           ///< a hash of 20 bytes, any version
[[nodiscard]] bool is_bech32(std::string_view text) noexcept;  ///< BIP-173 or BIP-350, any hrp
[[nodiscard]] bool is_eth_address(
    std::string_view text) noexcept;  ///< shape; EIP-55 when mixed case
[[nodiscard]] bool looks_like_phone(
    std::string_view text) noexcept;  ///< shape only: + or 7–15 digits

struct SelectorTag;
/// Position in the SelectorTable, which is sorted by text: an order that no mask disturbs.
using SelectorId = core::Id<SelectorTag, std::uint32_t>;
/// "No selector": the record does not say. Kept out of every table and graph.
inline constexpr SelectorId no_selector{0xFFFFFFFFU};

/// All selectors that live in a run, sorted by text.
class SelectorTable {
 public:
  SelectorTable() = default;
  /// In  texts sorted and distinct, with kinds and validity beside.
  SelectorTable(std::vector<std::string> texts, std::vector<SelectorKind> kinds,
                std::vector<Validity> validity);
  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }
  [[nodiscard]] const std::string& text(SelectorId id) const { return texts_[id.index()]; }
  [[nodiscard]] SelectorKind kind(SelectorId id) const { return kinds_[id.index()]; }
  [[nodiscard]] Validity validity(SelectorId id) const { return validity_[id.index()]; }
  [[nodiscard]] std::optional<SelectorId> find(std::string_view text) const noexcept;

 private:
  std::vector<std::string> texts_;
  std::vector<SelectorKind> kinds_;
  std::vector<Validity> validity_;
};

}  // namespace cuibono::evidence
