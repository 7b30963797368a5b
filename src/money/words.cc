#include "money/words.h"

#include <algorithm>
#include <array>
#include <string>

namespace cuibono::money {
namespace {

struct Word {
  std::string_view text;  ///< in lower case
  std::uint8_t mark = 0;
  bool whole = false;  ///< no letter or digit beside it
};

constexpr Word vocabulary[] = {
    {"atm", mark_cash, true},
    {"cash", mark_cash, true},
    {"cash-out", mark_cash, true},
    {"cash_out", mark_cash, true},
    {"cash-in", mark_cash, true},
    {"cash_in", mark_cash, true},
    {"geldautomat", mark_cash, false},
    {"barabhebung", mark_cash, false},
    {"barauszahlung", mark_cash, false},
    {"bareinzahlung", mark_cash, false},
    {"bargeld", mark_cash, false},
    {"bankomat", mark_cash, false},
    {"bancomat", mark_cash, false},
    {"cajero", mark_cash, false},
    {"efectivo", mark_cash, true},
    {"contanti", mark_cash, true},
    {"especes", mark_cash, true},
    {"espèces", mark_cash, false},
    {"grynieji", mark_cash, false},
    {"grynuju", mark_cash, false},
    {"grynųjų", mark_cash, false},
    {"наличн", mark_cash, false},
    {"банкомат", mark_cash, false},
    {"현금", mark_cash, false},
    {"uid", mark_exchange, true},
    {"crypto", mark_exchange, false},
    {"krypto", mark_exchange, false},
    {"bitcoin", mark_exchange, false},
    {"btc", mark_exchange, true},
    {"usdt", mark_exchange, true},
    {"крипто", mark_exchange, false},
    {"биткоин", mark_exchange, false},
    {"거래소", mark_exchange, false},
    {"가상자산", mark_exchange, false},
    {"비트코인", mark_exchange, false},
    {"purchase", mark_purchase, true},
    {"pos", mark_purchase, true},
    {"card payment", mark_purchase, false},
    {"einkauf", mark_purchase, false},
    {"kartenzahlung", mark_purchase, false},
    {"покупк", mark_purchase, false},
    {"구매", mark_purchase, false},
    {"salary", mark_salary, true},
    {"wage", mark_salary, true},
    {"wages", mark_salary, true},
    {"payroll", mark_salary, true},
    {"lohn", mark_salary, true},
    {"gehalt", mark_salary, true},
    {"lohn/gehalt", mark_salary, true},
    {"зарплат", mark_salary, false},
    {"заработн", mark_salary, false},
    {"급여", mark_salary, false},
    {"월급", mark_salary, false},
    {"atlyginim", mark_salary, false},
    {"salaire", mark_salary, true},
    {"nomina", mark_salary, true},
    {"rent", mark_rent, true},
    {"miete", mark_rent, true},
    {"аренд", mark_rent, false},
    {"월세", mark_rent, false},
    {"nuoma", mark_rent, true},
    {"loyer", mark_rent, true},
    {"loan", mark_loan, true},
    {"darlehen", mark_loan, false},
    {"заём", mark_loan, false},
    {"займ", mark_loan, false},
    {"대여금", mark_loan, false},
};

/// Words by their first byte, so that each byte of a text asks only for those that may begin there.
struct Index {
  std::array<std::vector<Word>, 256> by_first;
  Index() {
    for (const Word& word : vocabulary)
      by_first[static_cast<unsigned char>(word.text[0])].push_back(word);
  }
};

/// Lower case of ASCII and of the Russian letters, byte for byte: nothing changes its length.
void fold(std::string_view text, std::string& out) {
  out.assign(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (byte >= 'A' && byte <= 'Z') out[i] = static_cast<char>(byte + 32);
    if (byte != 0xD0 || i + 1 == out.size()) continue;
    const auto next = static_cast<unsigned char>(out[i + 1]);
    if (next >= 0x90 && next <= 0x9F) {  // А to П
      out[i + 1] = static_cast<char>(next + 0x20);
    } else if (next >= 0xA0 && next <= 0xAF) {  // Р to Я
      out[i] = static_cast<char>(0xD1);
      out[i + 1] = static_cast<char>(next - 0x20);
    } else if (next == 0x81) {  // Ё
      out[i] = static_cast<char>(0xD1);
      out[i + 1] = static_cast<char>(0x91);
    }
    ++i;
  }
}

bool is_letter_or_digit(const std::string& text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

std::uint8_t marks_of_folded(const std::string& text) {
  static const Index index;
  std::uint8_t marks = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const Word& word : index.by_first[static_cast<unsigned char>(text[i])]) {
      if (text.compare(i, word.text.size(), word.text) != 0) continue;
      const bool beside = (i > 0 && is_letter_or_digit(text, i - 1)) ||
                          is_letter_or_digit(text, i + word.text.size());
      if (word.whole && beside) continue;
      marks |= word.mark;
    }
  }
  // Words that only begin like cash: a group's pool, a shop's discount, a forecast.
  const auto says = [&](const char* words) { return text.find(words) != std::string::npos; };
  if ((marks & mark_cash) != 0 && (says("pool") || says("cash back") || says("cash flow")))
    marks = static_cast<std::uint8_t>(marks & ~mark_cash);
  return marks;
}

constexpr std::size_t texts_per_block = 16'384;

}  // namespace

std::uint8_t marks_of(std::string_view text) {
  std::string folded;
  fold(text, folded);
  return marks_of_folded(folded);
}

std::uint8_t marks_of_channel(std::string_view text) {
  const std::uint8_t marks = marks_of(text);
  // Channels that name the way a payment was made say nothing about rent or wages.
  return static_cast<std::uint8_t>(marks & (mark_cash | mark_exchange | mark_purchase));
}

core::Result<std::vector<std::uint8_t>> mark_transfers(const core::RunContext& context,
                                                       const evidence::Evidence& evidence) {
  const auto& transfers = evidence.transfers;
  std::vector<std::uint8_t> asked(evidence.texts.size(), 0), of_text(evidence.texts.size(), 0);
  for (const auto text : transfers.reference) asked[text.index()] |= 1U;
  for (const auto text : transfers.channel) asked[text.index()] |= 2U;
  CB_TRY_STATUS(core::parallel_blocks(context, of_text.size(), texts_per_block,
                                      [&](const core::Block& block) {
                                        std::string folded;
                                        for (std::size_t i = block.begin; i < block.end; ++i) {
                                          if (asked[i] == 0) continue;
                                          fold(evidence.texts[i], folded);
                                          of_text[i] = marks_of_folded(folded);
                                        }
                                        return core::Status{};
                                      }));
  std::vector<std::uint8_t> marks(transfers.size());
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::uint8_t channel =
        of_text[transfers.channel[i].index()] & (mark_cash | mark_exchange | mark_purchase);
    marks[i] = of_text[transfers.reference[i].index()] | channel;
  }
  return marks;
}

}  // namespace cuibono::money
