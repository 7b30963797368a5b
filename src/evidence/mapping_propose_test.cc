// Proposals on reports, registers and lists; what is doubtful, and what is asked. All people, numbers
// and accounts are invented.
#include <gtest/gtest.h>

#include "evidence/propose_samples.h"

namespace cuibono::evidence {
namespace {

TEST(ProposeReports, ListsOfVictims) {
  EXPECT_EQ(
      complaints(
          {"English",
           "GB",
           ItemKind::reports,
           "Crime reference,Date reported,Victim name,Country,Telephone,Email,Payment "
           "date,Amount,Currency,"
           "Paid to account,Platform,Numbers that called,Statement\n"
           "NF25-1,02/03/2025,Ana "
           "Example,GB,+99944100001,ana@example.org,13/02/2025,\"1,500.00\",EUR,"
           "LT489999023272673972,LumoTrade,+99937100001; +99937100002,They rang me every day and I "
           "paid what they said\n"
           "NF25-2,15/03/2025,Ben Example,GB,+99944100002,ben@example.org,14/02/2025,250.00,EUR,"
           "LT489999023272673972,LumoTrade,+99937100001,I saw an advert and they asked me for "
           "small "
           "payments\n",
           {{"Crime reference", Field::report_id},
            {"Date reported", Field::received_time},
            {"Victim name", Field::victim_name},
            {"Country", Field::victim_country},
            {"Telephone", Field::victim_phone},
            {"Email", Field::victim_email},
            {"Payment date", Field::payment_time},
            {"Amount", Field::payment_amount},
            {"Currency", Field::payment_currency},
            {"Paid to account", Field::payment_to},
            {"Platform", Field::platform},
            {"Numbers that called", Field::numbers},
            {"Statement", Field::narrative}}}),
      "");
  EXPECT_EQ(
      complaints(
          {"German",
           "DE",
           ItemKind::reports,
           "Aktenzeichen;Anzeigedatum;Geschädigter;Land;Telefon;Tatplattform;Zahlungsdatum;Betrag "
           "(EUR);"
           "Empfängerkonto;Anrufernummer;Sachverhalt\n"
           "AZ-1;13.02.2025;Uwe "
           "Beispiel;DE;+99949100001;LumoTrade;01.02.2025;1.500,00;LT489999023272673972;"
           "+99937100001;Er wurde angerufen und zahlte mehrfach auf ein fremdes Konto\n"
           "AZ-2;14.02.2025;Ute "
           "Beispiel;DE;+99949100002;LumoTrade;03.02.2025;250,00;LT489999023272673972;"
           "+99937100002;Sie sah eine Anzeige und zahlte danach jeden Tag etwas ein\n",
           {{"Aktenzeichen", Field::report_id},
            {"Anzeigedatum", Field::received_time},
            {"Geschädigter", Field::victim_name},
            {"Telefon", Field::victim_phone},
            {"Zahlungsdatum", Field::payment_time},
            {"Betrag (EUR)", Field::payment_amount},
            {"Empfängerkonto", Field::payment_to},
            {"Anrufernummer", Field::numbers},
            {"Sachverhalt", Field::narrative}}}),
      "");
  EXPECT_EQ(
      complaints(
          {"Korean JSON Lines",
           "KR",
           ItemKind::reports,
           R"({"신고번호":"K-1","접수일":"2025-02-13","피해자":{"성명":"홍길동","연락처":"+9998200001"},"피해금액":"1500000","통화":"KRW","입금계좌":"618-633-016887","플랫폼":"ApexCoin","피해내용":"매일 전화가 와서 투자를 권유했고 여러 번 송금했습니다"})"
           "\n"
           R"({"신고번호":"K-2","접수일":"2025-02-14","피해자":{"성명":"김철수","연락처":"+9998200002"},"피해금액":"250000","통화":"KRW","입금계좌":"618-633-016887","플랫폼":"ApexCoin","피해내용":"광고를 보고 연락했더니 세금을 먼저 내라고 했습니다"})"
           "\n",
           {{"신고번호", Field::report_id},
            {"접수일", Field::received_time},
            {"피해자.성명", Field::victim_name},
            {"피해자.연락처", Field::victim_phone},
            {"피해금액", Field::payment_amount},
            {"입금계좌", Field::payment_to},
            {"플랫폼", Field::platform},
            {"피해내용", Field::narrative}}}),
      "");
}

TEST(ProposeLists, RegistersAndWatchLists) {
  EXPECT_EQ(
      complaints(
          {"subscribers",
           "LT",
           ItemKind::subscribers,
           "MSISDN,IMSI,Subscriber,Date of birth,Address,Activated,Deactivated\n"
           "+99937100001,299999000000001,Ana Example,1980-02-13,Example street 1,2024-02-13,\n"
           "+99937100002,299999000000002,Ben Example,1981-02-14,Example street "
           "2,2024-03-14,2025-01-01\n",
           {{"MSISDN", Field::phone},
            {"IMSI", Field::imsi},
            {"Subscriber", Field::name},
            {"Date of birth", Field::birth_date},
            {"Address", Field::address},
            {"Activated", Field::valid_from},
            {"Deactivated", Field::valid_to}}}),
      "");
  EXPECT_EQ(complaints({"Russian watch list",
                        "KZ",
                        ItemKind::watchlist,
                        "ФИО\tПсевдонимы\tДата рождения\tГражданство\tОснование\tОрган\n"
                        "Иванов Пример Примерович\tVanya; Ivan P.\t13.02.1980\tKZ\tпо данным "
                        "службы А\tСлужба А\n"
                        "Петров Образец Образцович\tPetya\t14.03.1981\tRU\tрозыск\tСлужба Б\n",
                        {{"ФИО", Field::name},
                         {"Псевдонимы", Field::aliases},
                         {"Дата рождения", Field::birth_date},
                         {"Гражданство", Field::country},
                         {"Орган", Field::listed_by}}}),
            "");
}

TEST(Propose, SaysWhatItDoesNotKnow) {
  const Mapping mapping = propose(
      "source,destination,measure,timestamp,label\n56,440,98,2022-08-01 01:53:13,0\n"
      "1569,850,107,2022-08-02 15:59:21,1\n1786,897,431,2022-08-05 04:54:05,1\n");
  EXPECT_EQ(mapping.columns[2].field, Field::unknown);
  EXPECT_EQ(mapping.columns[4].field, Field::ignored);
  EXPECT_NE(mapping.columns[4].reason.find("never evidence"), std::string::npos);
  bool asked = false;
  for (const auto& question : mapping.questions)
    asked = asked || question.find("\"measure\"") != std::string::npos;
  EXPECT_TRUE(asked);
}

TEST(Propose, StepsAreDoubtfulAndNoCalendar) {
  const Mapping mapping = propose(
      "sourceNodeId,targetNodeId,value,time\n280,15349,147.8,1\n249,9015,104.06,1\n"
      "166,9955,183.77,2\n");
  ASSERT_EQ(mapping.kind, ItemKind::transfers);
  EXPECT_EQ(mapping.columns[3].form.time_pattern, "step");
  EXPECT_TRUE(mapping.columns[3].doubtful);
  EXPECT_TRUE(mapping.currency.empty());
  bool asked = false;
  for (const auto& question : mapping.questions)
    asked = asked || question.find("In which currency") != std::string::npos;
  EXPECT_TRUE(asked);
}

TEST(Propose, DayAndMonthThatCouldBeSwappedAreDoubtful) {
  const Mapping mapping = propose(
      "From,To,Date,Amount\nAA-10001,AA-10002,02/03/2025,10.00\n"
      "AA-10001,AA-10003,04/05/2025,11.50\n");
  const auto& date = mapping.columns[2];
  EXPECT_EQ(date.form.time_pattern, "DD/MM/YYYY");
  EXPECT_TRUE(date.doubtful);
  const Mapping settled = propose(
      "From,To,Date,Amount\nAA-10001,AA-10002,02/03/2025,10.00\n"
      "AA-10001,AA-10003,04/25/2025,11.50\n");
  EXPECT_EQ(settled.columns[2].form.time_pattern, "MM/DD/YYYY");
  EXPECT_FALSE(settled.columns[2].doubtful);
}

TEST(Propose, AccountAboveTheTable) {
  const Mapping mapping = propose(
      "Kontoauszug;;;\nKonto: DE27 9991 0000 1026 6509 75;;;\nWährung: EUR;;;\n"
      "Buchungstag;Gegenkonto;Verwendungszweck;Betrag\n"
      "13.02.2025;DE96999100009060639716;Miete;-650,00\n14.02.2025;DE78999100005298560903;Lohn;2."
      "100,00\n"
      "15.02.2025;DE96999100009060639716;Strom;-65,10\n",
      "DE");
  EXPECT_EQ(mapping.kind, ItemKind::transfers);
  EXPECT_EQ(mapping.own_account, "DE27 9991 0000 1026 6509 75");
  EXPECT_EQ(mapping.currency, "EUR");
  EXPECT_TRUE(mapping.columns[3].form.is_signed);
}

TEST(Propose, NoHeaderAndNoTable) {
  const Mapping calls = propose(
      "+99937100001;+99937100002;2025-02-13 10:00:00;61\n+99937100003;+99937100002;2025-02-14 "
      "10:00:00;5\n"
      "+99937100001;+99937100004;2025-02-15 10:00:00;17\n");
  EXPECT_EQ(calls.kind, ItemKind::calls) << calls.kind_reason;
  EXPECT_EQ(calls.columns[0].field, Field::caller);
  EXPECT_EQ(calls.columns[1].field, Field::callee);
  EXPECT_TRUE(calls.columns[0].doubtful);
  EXPECT_EQ(propose("").kind, ItemKind::other);
  EXPECT_FALSE(propose("").questions.empty());
  const std::string binary("\x7F\x45LF\0\1\2\3\4\5\xFF\xFE\xFD\0\0\0\1\2", 18);
  EXPECT_EQ(propose(binary).dialect.format, Format::binary);
  EXPECT_FALSE(propose(binary).questions.empty());
}

TEST(Propose, Law1SameBytesSameMapping) {
  const std::string text =
      "Дата;Счет плательщика;Счет "
      "получателя;Сумма\n13.02.2025;KZ849929681025473749;KZ149929062991485008;15 000,50\n";
  EXPECT_EQ(mapping_to_yaml(propose(text, "KZ")), mapping_to_yaml(propose(text, "KZ")));
}

}  // namespace
}  // namespace cuibono::evidence
