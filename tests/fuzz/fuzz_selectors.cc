// libFuzzer asks: the bytes of a run as the number, account or address of somebody, in every kind of column.
#include <array>

#include "evidence/phone_country.h"
#include "fuzz_laws.h"

namespace cuibono::fuzz {
namespace {

using Normalise = evidence::NormalForm (*)(std::string_view, const evidence::SelectorContext&);
constexpr std::array<Normalise, 9> all{
    evidence::normalise_phone,          evidence::normalise_account,
    evidence::normalise_card,           evidence::normalise_chain_address,
    evidence::normalise_imei,           evidence::normalise_imsi,
    evidence::normalise_email,          evidence::normalise_domain,
    evidence::normalise_document_number};

void check_selector(std::string_view text) {
  // Cells are UTF-8 and without NUL where they come from a file (law of read_rows).
  if (!core::is_utf8(text) || text.find('\0') != std::string_view::npos) return;
  for (const std::string_view region : {"", "DE", "ZZ"}) {
    const evidence::SelectorContext context{std::string(region), "bank-a", true};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const evidence::NormalForm form = all[i](text, context);
      must(core::is_utf8(form.text), "a normal form is UTF-8", form.text);
      must(form.text.find(':') != std::string::npos, "a normal form has a scheme", form.text);
      const evidence::NormalForm again = all[i](form.text, context);
      must(again.text == form.text, "law 1: a normal form is its own",
           std::to_string(i) + " " + std::string(text) + " -> " + form.text + " -> " + again.text);
    }
  }
  static_cast<void>(evidence::is_bech32(text));
  static_cast<void>(evidence::is_base58check(text));
  static_cast<void>(evidence::is_eth_address(text));
  static_cast<void>(evidence::looks_like_phone(text));
  static_cast<void>(evidence::passes_luhn(text));
  static_cast<void>(evidence::is_iban(text));
}

}  // namespace
}  // namespace cuibono::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cuibono::fuzz::check_selector(cuibono::fuzz::bytes_of(data, size));
  return 0;
}
