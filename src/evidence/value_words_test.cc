#include "evidence/value_words.h"

#include <gtest/gtest.h>

#include "evidence/currency_words.h"
#include "evidence/fold.h"

namespace cuibono::evidence {
namespace {

TEST(Fold, LowerCaseWithoutAccentsWidthAndMarks) {
  EXPECT_EQ(fold_words("  Betrag (EUR) "), "betrag eur");
  EXPECT_EQ(fold_words("Überweisung"), "uberweisung");
  EXPECT_EQ(fold_words("Suma wpłat"), "suma wplat");
  EXPECT_EQ(fold_words("İŞLEM TUTARI"), "islem tutari");
  EXPECT_EQ(fold_words("ИСХОДЯЩИЙ"), "исходящии");
  EXPECT_EQ(fold_words("ＩＢＡＮ"), "iban");
  EXPECT_EQ(fold_words("입금 계좌"), "입금 계좌");
  EXPECT_EQ(fold_words("お支払い"), "お支払い");
  EXPECT_EQ(fold_words("حِساب"), "حساب");
  EXPECT_EQ(fold_words("---"), "");
  EXPECT_EQ(fold_words("\xFF\xFE x"), fold_words(fold_words("\xFF\xFE x")));
}

TEST(Fold, NamesOfProgramsComeApart) {
  EXPECT_EQ(fold_header("nameOrig"), "name orig");
  EXPECT_EQ(fold_header("TXN_AMOUNT_ORIG"), "txn amount orig");
  EXPECT_EQ(fold_header("callingIMEI"), "calling imei");
  EXPECT_EQ(fold_header("TXNAmount"), "txn amount");
  EXPECT_EQ(fold_header("Account.1"), "account 1");
  EXPECT_EQ(fold_header("phone2"), "phone 2");
  EXPECT_EQ(fold_header("sourceNodeId"), "source node id");
  EXPECT_EQ(fold_header("Kontonummer/IBAN"), "kontonummer iban");
}

TEST(Fold, Law1Idempotent) {
  for (const auto* text :
       {"Überweisung", "İŞLEM", "nameOrig", "Счёт №", "ガ行", "한국어 Ａ", "ß ﬁ ™"}) {
    const std::string once = fold_words(text);
    EXPECT_EQ(fold_words(once), once) << text;
  }
}

TEST(ValueWords, ADirectionBesideAKindOfCall) {
  EXPECT_EQ(find_direction_word("вих. SMS"), FlowWord::out);
  EXPECT_EQ(find_direction_word("Voice MT"), FlowWord::in);
  EXPECT_EQ(find_direction_word("odchádzajúci hovor"), FlowWord::out);
  for (const auto* word : {"SMS", "in out", "MO roaming", "call A", ""})
    EXPECT_EQ(find_direction_word(word), std::nullopt) << word;
}

TEST(ValueWords, CurrenciesOfCells) {
  const auto code = [](std::string_view cell) -> std::string {
    const auto asset = find_currency_of_cell(cell);
    return asset ? std::string(core::get_asset(*asset).code) : "none";
  };
  EXPECT_EQ(code("EUR"), "EUR");
  EXPECT_EQ(code("980"), "UAH");
  EXPECT_EQ(code("USDT-TRC20"), "USDT");
  EXPECT_EQ(code("USDT_TRX"), "USDT");
  EXPECT_EQ(code("USDT (ERC20)"), "USDT");
  EXPECT_EQ(code("ZEUR"), "EUR");
  EXPECT_EQ(code("XXBT"), "BTC");
  for (const auto* cell : {"999", "BTC / EUR", "BTC-EUR", "USDT-", "-TRC20", "", "98O"})
    EXPECT_EQ(code(cell), "none") << cell;
}

TEST(ValueWords, DirectionsOfManyCountries) {
  for (const auto* word :
       {"OUT", "Outgoing", "MOC", "исходящий", "Исх.", "вихідний", "Ausgehend", "발신", "giden",
        "saliente", "sortant", "wychodzące", "主叫", "יוצאת", "صادرة"})
    EXPECT_EQ(find_direction_word(word), FlowWord::out) << word;
  for (const auto* word : {"in", "Incoming", "MTC", "входящий", "Вх.", "вхідний", "eingehend",
                           "수신", "gelen", "entrante", "przychodzące", "被叫", "נכנסת", "واردة"})
    EXPECT_EQ(find_direction_word(word), FlowWord::in) << word;
  EXPECT_FALSE(find_direction_word("").has_value());
  EXPECT_FALSE(find_direction_word("outstanding").has_value());
}

TEST(ValueWords, SignsOfStatements) {
  for (const auto* word :
       {"D", "DBIT", "Soll", "-", "Расход", "VYDAJ", "VYBER", "Obciążenie", "출금", "Borç"})
    EXPECT_EQ(find_sign_word(word), FlowWord::out) << word;
  for (const auto* word :
       {"C", "CRDT", "Haben", "+", "Приход", "PRIJEM", "Uznanie", "입금", "Alacak"})
    EXPECT_EQ(find_sign_word(word), FlowWord::in) << word;
  EXPECT_FALSE(find_sign_word("x").has_value());
}

TEST(ValueWords, OtherLists) {
  EXPECT_EQ(find_answered_word("NO ANSWER"), Answered::no);
  EXPECT_EQ(find_answered_word("Отвечен"), Answered::yes);
  EXPECT_EQ(find_call_kind_word("SMS"), CallKind::message);
  EXPECT_EQ(find_call_kind_word("음성"), CallKind::voice);
  EXPECT_EQ(find_call_kind_word("GPRS"), CallKind::data);
  EXPECT_EQ(find_transfer_kind_word("Комиссия"), TransferKind::fee);
  EXPECT_EQ(find_transfer_kind_word("Storno"), TransferKind::reversal);
  EXPECT_EQ(find_boolean_word("True"), true);
  EXPECT_EQ(find_boolean_word("нет"), false);
}

}  // namespace
}  // namespace cuibono::evidence
