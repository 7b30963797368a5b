// Proposals on files as banks, operators, exchanges and the police of many countries write them. All
// people, numbers and accounts are invented.
#include <gtest/gtest.h>

#include <map>

#include "evidence/mapping.h"
#include "evidence/records.h"

namespace cuibono::evidence {
namespace {

struct Sample {
  std::string name;          ///< of the maker's habit
  std::string jurisdiction;  ///< as stated at add
  ItemKind kind;
  std::string text;
  std::map<std::string, Field> fields;  ///< by header; "#3" is the third column
};

Mapping propose(const std::string& text, const std::string& jurisdiction = {},
                const std::string& name = "file.csv") {
  Item item;
  item.name = name;
  item.jurisdiction = jurisdiction;
  item.sha256 = core::sha256(text);
  return propose_mapping(item, text, {"", true});
}

void check(const Sample& sample) {
  SCOPED_TRACE(sample.name);
  const Mapping mapping = propose(sample.text, sample.jurisdiction);
  EXPECT_EQ(item_kind_name(mapping.kind), item_kind_name(sample.kind)) << mapping.kind_reason;
  std::map<std::string, const ColumnMapping*> columns;
  for (const auto& column : mapping.columns) {
    columns.emplace(column.header, &column);
    columns.emplace("#" + std::to_string(column.column + 1), &column);
  }
  for (const auto& [header, field] : sample.fields) {
    const auto found = columns.find(header);
    ASSERT_NE(found, columns.end()) << header;
    EXPECT_EQ(field_name(found->second->field), field_name(field))
        << header << ": " << found->second->reason;
  }
  // Whatever is proposed can be read back and applied.
  const std::string yaml = mapping_to_yaml(mapping);
  const auto again = mapping_from_yaml(yaml, "mapping");
  ASSERT_TRUE(again.has_value()) << again.error().what;
  EXPECT_EQ(mapping_to_yaml(*again), yaml);
  Item item;
  item.name = sample.name;
  const auto batch =
      read_records(core::RunContext{}, {&item, sample.text, &mapping, "source", true});
  ASSERT_TRUE(batch.has_value()) << batch.error().what;
  EXPECT_GT(batch->account.records, 0U);
  EXPECT_EQ(batch->account.quarantined, 0U)
      << (batch->quarantined.empty() ? "" : batch->quarantined[0].text);
}

TEST(ProposeCalls, FilesOfOperators) {
  check({"A, B and cells, English",
         "LV",
         ItemKind::calls,
         "A-Number,B-Number,Call Date,Call Time,Duration (sec),Call Type,IMEI,IMSI,First Cell ID,"
         "Last Cell ID\n"
         "+99937100001,+99937100002,02/03/"
         "2025,10:11:12,61,MOC,359999000000018,299999000000001,LAC1-17,LAC1-18\n"
         "+99937100003,+99937100002,15/03/"
         "2025,10:15:12,5,MOC,359999000000026,299999000000002,LAC1-19,LAC1-19\n"
         "+99937100001,+99937100004,16/03/"
         "2025,23:59:59,300,MOC,359999000000018,299999000000001,LAC1-17,LAC1-20\n",
         {{"A-Number", Field::caller},
          {"B-Number", Field::callee},
          {"Call Date", Field::date},
          {"Call Time", Field::time_of_day},
          {"Duration (sec)", Field::duration_s},
          {"IMEI", Field::caller_imei},
          {"IMSI", Field::caller_imsi},
          {"First Cell ID", Field::caller_cell}}});
  check({"one line, in and out, German",
         "DE",
         ItemKind::calls,
         "Rufnummer;Gegenstelle;Richtung;Beginn;Dauer\n"
         "+99949100001;+99949100002;ausgehend;01.02.2025 08:00:00;00:01:05\n"
         "+99949100001;+99949100003;eingehend;01.02.2025 09:00:00;00:00:15\n"
         "+99949100001;+99949100004;ausgehend;13.02.2025 10:30:00;01:00:00\n",
         {{"Rufnummer", Field::subject_number},
          {"Gegenstelle", Field::other_number},
          {"Richtung", Field::direction},
          {"Beginn", Field::time},
          {"Dauer", Field::duration_s}}});
  check({"Ukrainian",
         "UA",
         ItemKind::calls,
         "Номер А;Номер Б;Дата та час;Тривалість, сек;Тип дзвінка\n"
         "+999380100001;+999380100002;2025-02-01 08:00:00;65;вихідний\n"
         "+999380100001;+999380100003;2025-02-13 09:00:00;15;вхідний\n",
         {{"Номер А", Field::caller},
          {"Номер Б", Field::callee},
          {"Дата та час", Field::time},
          {"Тривалість, сек", Field::duration_s}}});
  check({"Korean",
         "KR",
         ItemKind::calls,
         "발신번호,착신번호,통화시작일시,통화시간(초),기지국\n"
         "+9998200001,+9998200002,2025-02-01 08:00:00,65,서울-17\n"
         "+9998200001,+9998200003,2025-02-13 09:00:00,15,서울-18\n",
         {{"발신번호", Field::caller},
          {"착신번호", Field::callee},
          {"통화시작일시", Field::time},
          {"통화시간(초)", Field::duration_s},
          {"기지국", Field::caller_cell}}});
  check({"Spanish",
         "ES",
         ItemKind::calls,
         "Número origen;Número destino;Fecha;Hora;Duración (s);Celda\n"
         "+99934100001;+99934100002;13/02/2025;08:00:00;65;C-1\n"
         "+99934100001;+99934100003;14/02/2025;09:00:00;15;C-2\n",
         {{"Número origen", Field::caller},
          {"Número destino", Field::callee},
          {"Fecha", Field::date},
          {"Hora", Field::time_of_day},
          {"Duración (s)", Field::duration_s},
          {"Celda", Field::caller_cell}}});
  check({"Polish",
         "PL",
         ItemKind::calls,
         "Numer dzwoniącego;Numer wybierany;Data i godzina;Czas trwania\n"
         "+99948100001;+99948100002;2025-02-13 08:00:00;65\n"
         "+99948100001;+99948100003;2025-02-14 09:00:00;15\n",
         {{"Numer dzwoniącego", Field::caller},
          {"Numer wybierany", Field::callee},
          {"Data i godzina", Field::time},
          {"Czas trwania", Field::duration_s}}});
  check({"a switch, epoch seconds",
         "",
         ItemKind::calls,
         "src,dst,start,billsec,disposition\n"
         "99937100001,99937100002,1738400000,61,ANSWERED\n"
         "99937100003,99937100002,1738500000,0,NO ANSWER\n",
         {{"src", Field::caller},
          {"dst", Field::callee},
          {"start", Field::time},
          {"billsec", Field::duration_s},
          {"disposition", Field::answered}}});
}

TEST(ProposeTransfers, StatementsOfBanks) {
  check(
      {"German savings bank",
       "DE",
       ItemKind::transfers,
       "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";"
       "\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer/IBAN\";\"BIC (SWIFT-Code)\";"
       "\"Betrag\";\"Waehrung\";\"Info\"\n"
       "\"DE27999100001026650975\";\"13.02.25\";\"13.02.25\";\"FOLGELASTSCHRIFT\";\"Miete "
       "Februar\";"
       "\"Hausverwaltung "
       "Muster\";\"DE96999100009060639716\";\"ZZZZDE00XXX\";\"-650,00\";\"EUR\";\"Umsatz "
       "gebucht\"\n"
       "\"DE27999100001026650975\";\"14.02.25\";\"14.02.25\";\"GUTSCHRIFT\";\"Lohn\";"
       "\"Beispiel GmbH\";\"DE78999100005298560903\";\"ZZZZDE00XXX\";\"2.100,00\";\"EUR\";\"Umsatz "
       "gebucht\"\n",
       {{"Auftragskonto", Field::own_account},
        {"Buchungstag", Field::date},
        {"Valutadatum", Field::value_time},
        {"Verwendungszweck", Field::reference},
        {"Beguenstigter/Zahlungspflichtiger", Field::other_name},
        {"Kontonummer/IBAN", Field::other_account},
        {"Betrag", Field::amount},
        {"Waehrung", Field::currency}}});
  check({"Lithuanian bank, D/K",
         "LT",
         ItemKind::transfers,
         "Sąskaitos Nr.,Data,Gavėjas,Paaiškinimai,Suma,Valiuta,D/K,Įrašo Nr.\n"
         "LT489999023272673972,2025-02-13,Jonas Pavyzdys,Už prekes,10.50,EUR,D,1\n"
         "LT489999023272673972,2025-02-14,Ona Pavyzdė,Skolos grąžinimas,250.00,EUR,K,2\n"
         "LT489999023272673972,2025-02-15,Ona Pavyzdė,Nuoma,99.00,EUR,D,3\n",
         {{"Sąskaitos Nr.", Field::own_account},
          {"Data", Field::date},
          {"Gavėjas", Field::other_name},
          {"Paaiškinimai", Field::reference},
          {"Suma", Field::amount},
          {"Valiuta", Field::currency},
          {"D/K", Field::sign}}});
  check({"Russian, payer and payee",
         "KZ",
         ItemKind::transfers,
         "Дата;Счет плательщика;Плательщик;Счет получателя;Получатель;Сумма;Валюта;Назначение\n"
         "13.02.2025 10:00:00;KZ849929681025473749;ТОО Пример;KZ149929062991485008;ТОО Образец;1 "
         "250 000,00;KZT;за услуги\n"
         "14.02.2025 11:00:00;KZ849929681025473749;ТОО Пример;KZ149929062991485008;ТОО Образец;15 "
         "000,50;KZT;за товар\n",
         {{"Дата", Field::time},
          {"Счет плательщика", Field::payer},
          {"Плательщик", Field::payer_name},
          {"Счет получателя", Field::payee},
          {"Получатель", Field::payee_name},
          {"Сумма", Field::amount},
          {"Валюта", Field::currency},
          {"Назначение", Field::reference}}});
  check({"Polish",
         "PL",
         ItemKind::transfers,
         "Data operacji;Data waluty;Rachunek nadawcy;Rachunek odbiorcy;Tytuł;Kwota;Waluta;Saldo\n"
         "2025-02-13;2025-02-13;PL10999900000000000000000001;PL80999900000000000000000002;Faktura "
         "1;1 250,00;PLN;5 000,00\n"
         "2025-02-14;2025-02-15;PL10999900000000000000000001;PL80999900000000000000000002;Faktura "
         "2;99,99;PLN;4 900,01\n",
         {{"Data operacji", Field::date},
          {"Data waluty", Field::value_time},
          {"Rachunek nadawcy", Field::payer},
          {"Rachunek odbiorcy", Field::payee},
          {"Tytuł", Field::reference},
          {"Kwota", Field::amount},
          {"Waluta", Field::currency},
          {"Saldo", Field::balance_after}}});
  check({"Spanish, cargo and abono",
         "ES",
         ItemKind::transfers,
         "Extracto de cuenta;;;;\nCuenta: ES5099995000123456789012;;;;\n"
         "Fecha;Concepto;Cargo;Abono;Saldo\n"
         "13/02/2025;Transferencia a favor de Ana Ejemplo;100,00;;900,00\n"
         "14/02/2025;Nómina;;1.500,00;2.400,00\n",
         {{"Fecha", Field::date},
          {"Concepto", Field::reference},
          {"Cargo", Field::debit},
          {"Abono", Field::credit},
          {"Saldo", Field::balance_after}}});
  check({"a payment app",
         "LT",
         ItemKind::transfers,
         "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
         "TRANSFER,Current,2025-02-13 10:00:00,2025-02-13 10:00:05,To Ana "
         "Example,-100.00,0.00,EUR,COMPLETED,900.00\n"
         "TOPUP,Current,2025-02-14 11:00:00,2025-02-14 11:00:07,Payment from B. "
         "Example,50.00,0.00,EUR,COMPLETED,950.00\n",
         {{"Description", Field::reference},
          {"Amount", Field::amount},
          {"Fee", Field::fee},
          {"Currency", Field::currency},
          {"Balance", Field::balance_after}}});
  check({"a simulator with steps",
         "",
         ItemKind::transfers,
         "step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,nameDest,oldbalanceDest,"
         "newbalanceDest,isFraud\n"
         "1,PAYMENT,9839.64,C1231006815,170136.0,160296.36,M1979787155,0.0,0.0,0\n"
         "1,TRANSFER,181.00,C1305486145,181.0,0.0,C553264065,0.0,0.0,1\n"
         "2,CASH_OUT,181.00,C840083671,181.0,0.0,C38997010,21182.0,0.0,1\n",
         {{"step", Field::time},
          {"amount", Field::amount},
          {"nameOrig", Field::payer},
          {"nameDest", Field::payee},
          {"isFraud", Field::ignored}}});
  check(
      {"from bank, account, to bank, account",
       "",
       ItemKind::transfers,
       "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,"
       "Payment Currency,Payment Format,Is Laundering\n"
       "2022/09/01 00:20,010,8000EBD30,010,8000EBD31,3697.34,US Dollar,3697.34,US "
       "Dollar,Reinvestment,0\n"
       "2022/09/01 00:21,03208,8000F4580,001,8000F5340,0.01,US Dollar,0.01,US Dollar,Cheque,1\n",
       {{"Timestamp", Field::time},
        {"#3", Field::payer},
        {"#5", Field::payee},
        {"Amount Received", Field::received_amount},
        {"Receiving Currency", Field::received_currency},
        {"Amount Paid", Field::amount},
        {"Payment Currency", Field::currency},
        {"Is Laundering", Field::ignored}}});
}

TEST(ProposeChain, Explorers) {
  check(
      {"explorer export",
       "",
       ItemKind::chain,
       "Txhash,Blockno,UnixTimestamp,DateTime (UTC),From,To,Value(ETH)\n"
       "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060,46147,1438918233,2015-"
       "08-07 03:30:33,"
       "0xde709f2102306220921060314715629080e2fb77,0x52908400098527886e0f7030069857d2e4169ee7,1.5\n"
       "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22061,46148,1438918243,2015-"
       "08-07 03:30:43,"
       "0xde709f2102306220921060314715629080e2fb77,0x52908400098527886e0f7030069857d2e4169ee7,0."
       "25\n",
       {{"Txhash", Field::transaction_hash},
        {"Blockno", Field::block},
        {"From", Field::from_address},
        {"To", Field::to_address},
        {"Value(ETH)", Field::amount}}});
}

TEST(ProposeReports, ListsOfVictims) {
  check(
      {"English",
       "GB",
       ItemKind::reports,
       "Crime reference,Date reported,Victim name,Country,Telephone,Email,Payment "
       "date,Amount,Currency,"
       "Paid to account,Platform,Numbers that called,Statement\n"
       "NF25-1,02/03/2025,Ana Example,GB,+99944100001,ana@example.org,13/02/2025,\"1,500.00\",EUR,"
       "LT489999023272673972,LumoTrade,+99937100001; +99937100002,They rang me every day and I "
       "paid what they said\n"
       "NF25-2,15/03/2025,Ben Example,GB,+99944100002,ben@example.org,14/02/2025,250.00,EUR,"
       "LT489999023272673972,LumoTrade,+99937100001,I saw an advert and they asked me for small "
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
        {"Statement", Field::narrative}}});
  check({"German",
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
          {"Sachverhalt", Field::narrative}}});
  check(
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
        {"피해내용", Field::narrative}}});
}

TEST(ProposeLists, RegistersAndWatchLists) {
  check({"subscribers",
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
          {"Deactivated", Field::valid_to}}});
  check({"Russian watch list",
         "KZ",
         ItemKind::watchlist,
         "ФИО\tПсевдонимы\tДата рождения\tГражданство\tОснование\tОрган\n"
         "Иванов Пример Примерович\tVanya; Ivan P.\t13.02.1980\tKZ\tпо данным службы А\tСлужба А\n"
         "Петров Образец Образцович\tPetya\t14.03.1981\tRU\tрозыск\tСлужба Б\n",
         {{"ФИО", Field::name},
          {"Псевдонимы", Field::aliases},
          {"Дата рождения", Field::birth_date},
          {"Гражданство", Field::country},
          {"Орган", Field::listed_by}}});
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
