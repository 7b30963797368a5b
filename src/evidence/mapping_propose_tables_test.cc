// Proposals on files as banks, operators and exchanges of many countries write them. All people,
// numbers and accounts are invented.
#include <gtest/gtest.h>

#include "evidence/propose_samples.h"

namespace cuibono::evidence {
namespace {

TEST(ProposeCalls, FilesOfOperators) {
  EXPECT_EQ(
      complaints(
          {"A, B and cells, English",
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
            {"First Cell ID", Field::caller_cell}}}),
      "");
  EXPECT_EQ(complaints({"one line, in and out, German",
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
                         {"Dauer", Field::duration_s}}}),
            "");
  EXPECT_EQ(complaints({"Ukrainian",
                        "UA",
                        ItemKind::calls,
                        "Номер А;Номер Б;Дата та час;Тривалість, сек;Тип дзвінка\n"
                        "+999380100001;+999380100002;2025-02-01 08:00:00;65;вихідний\n"
                        "+999380100001;+999380100003;2025-02-13 09:00:00;15;вхідний\n",
                        {{"Номер А", Field::caller},
                         {"Номер Б", Field::callee},
                         {"Дата та час", Field::time},
                         {"Тривалість, сек", Field::duration_s}}}),
            "");
  EXPECT_EQ(complaints({"Korean",
                        "KR",
                        ItemKind::calls,
                        "발신번호,착신번호,통화시작일시,통화시간(초),기지국\n"
                        "+9998200001,+9998200002,2025-02-01 08:00:00,65,서울-17\n"
                        "+9998200001,+9998200003,2025-02-13 09:00:00,15,서울-18\n",
                        {{"발신번호", Field::caller},
                         {"착신번호", Field::callee},
                         {"통화시작일시", Field::time},
                         {"통화시간(초)", Field::duration_s},
                         {"기지국", Field::caller_cell}}}),
            "");
  EXPECT_EQ(complaints({"Spanish",
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
                         {"Celda", Field::caller_cell}}}),
            "");
  EXPECT_EQ(complaints({"Polish",
                        "PL",
                        ItemKind::calls,
                        "Numer dzwoniącego;Numer wybierany;Data i godzina;Czas trwania\n"
                        "+99948100001;+99948100002;2025-02-13 08:00:00;65\n"
                        "+99948100001;+99948100003;2025-02-14 09:00:00;15\n",
                        {{"Numer dzwoniącego", Field::caller},
                         {"Numer wybierany", Field::callee},
                         {"Data i godzina", Field::time},
                         {"Czas trwania", Field::duration_s}}}),
            "");
  EXPECT_EQ(complaints({"a switch, epoch seconds",
                        "",
                        ItemKind::calls,
                        "src,dst,start,billsec,disposition\n"
                        "99937100001,99937100002,1738400000,61,ANSWERED\n"
                        "99937100003,99937100002,1738500000,0,NO ANSWER\n",
                        {{"src", Field::caller},
                         {"dst", Field::callee},
                         {"start", Field::time},
                         {"billsec", Field::duration_s},
                         {"disposition", Field::answered}}}),
            "");
}

TEST(ProposeTransfers, StatementsOfBanks) {
  EXPECT_EQ(
      complaints(
          {"German savings bank",
           "DE",
           ItemKind::transfers,
           "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";"
           "\"Verwendungszweck\";"
           "\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer/IBAN\";\"BIC (SWIFT-Code)\";"
           "\"Betrag\";\"Waehrung\";\"Info\"\n"
           "\"DE27999100001026650975\";\"13.02.25\";\"13.02.25\";\"FOLGELASTSCHRIFT\";\"Miete "
           "Februar\";"
           "\"Hausverwaltung "
           "Muster\";\"DE96999100009060639716\";\"ZZZZDE00XXX\";\"-650,00\";\"EUR\";\"Umsatz "
           "gebucht\"\n"
           "\"DE27999100001026650975\";\"14.02.25\";\"14.02.25\";\"GUTSCHRIFT\";\"Lohn\";"
           "\"Beispiel "
           "GmbH\";\"DE78999100005298560903\";\"ZZZZDE00XXX\";\"2.100,00\";\"EUR\";\"Umsatz "
           "gebucht\"\n",
           {{"Auftragskonto", Field::own_account},
            {"Buchungstag", Field::date},
            {"Valutadatum", Field::value_time},
            {"Verwendungszweck", Field::reference},
            {"Beguenstigter/Zahlungspflichtiger", Field::other_name},
            {"Kontonummer/IBAN", Field::other_account},
            {"Betrag", Field::amount},
            {"Waehrung", Field::currency}}}),
      "");
  EXPECT_EQ(
      complaints({"Lithuanian bank, D/K",
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
                   {"D/K", Field::sign}}}),
      "");
  EXPECT_EQ(
      complaints(
          {"Russian, payer and payee",
           "KZ",
           ItemKind::transfers,
           "Дата;Счет плательщика;Плательщик;Счет получателя;Получатель;Сумма;Валюта;Назначение\n"
           "13.02.2025 10:00:00;KZ849929681025473749;ТОО Пример;KZ149929062991485008;ТОО Образец;1 "
           "250 000,00;KZT;за услуги\n"
           "14.02.2025 11:00:00;KZ849929681025473749;ТОО Пример;KZ149929062991485008;ТОО "
           "Образец;15 "
           "000,50;KZT;за товар\n",
           {{"Дата", Field::time},
            {"Счет плательщика", Field::payer},
            {"Плательщик", Field::payer_name},
            {"Счет получателя", Field::payee},
            {"Получатель", Field::payee_name},
            {"Сумма", Field::amount},
            {"Валюта", Field::currency},
            {"Назначение", Field::reference}}}),
      "");
  EXPECT_EQ(
      complaints(
          {"Polish",
           "PL",
           ItemKind::transfers,
           "Data operacji;Data waluty;Rachunek nadawcy;Rachunek odbiorcy;Tytuł;Kwota;Waluta;Saldo\n"
           "2025-02-13;2025-02-13;PL10999900000000000000000001;PL80999900000000000000000002;"
           "Faktura "
           "1;1 250,00;PLN;5 000,00\n"
           "2025-02-14;2025-02-15;PL10999900000000000000000001;PL80999900000000000000000002;"
           "Faktura "
           "2;99,99;PLN;4 900,01\n",
           {{"Data operacji", Field::date},
            {"Data waluty", Field::value_time},
            {"Rachunek nadawcy", Field::payer},
            {"Rachunek odbiorcy", Field::payee},
            {"Tytuł", Field::reference},
            {"Kwota", Field::amount},
            {"Waluta", Field::currency},
            {"Saldo", Field::balance_after}}}),
      "");
  EXPECT_EQ(complaints({"Spanish, cargo and abono",
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
                         {"Saldo", Field::balance_after}}}),
            "");
  EXPECT_EQ(complaints({"a payment app",
                        "LT",
                        ItemKind::transfers,
                        "Type,Product,Started Date,Completed "
                        "Date,Description,Amount,Fee,Currency,State,Balance\n"
                        "TRANSFER,Current,2025-02-13 10:00:00,2025-02-13 10:00:05,To Ana "
                        "Example,-100.00,0.00,EUR,COMPLETED,900.00\n"
                        "TOPUP,Current,2025-02-14 11:00:00,2025-02-14 11:00:07,Payment from B. "
                        "Example,50.00,0.00,EUR,COMPLETED,950.00\n",
                        {{"Description", Field::reference},
                         {"Amount", Field::amount},
                         {"Fee", Field::fee},
                         {"Currency", Field::currency},
                         {"Balance", Field::balance_after}}}),
            "");
  EXPECT_EQ(
      complaints({"a simulator with steps",
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
                   {"isFraud", Field::ignored}}}),
      "");
  EXPECT_EQ(complaints({"from bank, account, to bank, account",
                        "",
                        ItemKind::transfers,
                        "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving "
                        "Currency,Amount Paid,"
                        "Payment Currency,Payment Format,Is Laundering\n"
                        "2022/09/01 00:20,010,8000EBD30,010,8000EBD31,3697.34,US Dollar,3697.34,US "
                        "Dollar,Reinvestment,0\n"
                        "2022/09/01 00:21,03208,8000F4580,001,8000F5340,0.01,US Dollar,0.01,US "
                        "Dollar,Cheque,1\n",
                        {{"Timestamp", Field::time},
                         {"#3", Field::payer},
                         {"#5", Field::payee},
                         {"Amount Received", Field::received_amount},
                         {"Receiving Currency", Field::received_currency},
                         {"Amount Paid", Field::amount},
                         {"Payment Currency", Field::currency},
                         {"Is Laundering", Field::ignored}}}),
            "");
}

TEST(ProposeChain, Explorers) {
  EXPECT_EQ(complaints({"explorer export",
                        "",
                        ItemKind::chain,
                        "Txhash,Blockno,UnixTimestamp,DateTime (UTC),From,To,Value(ETH)\n"
                        "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060,46147,"
                        "1438918233,2015-"
                        "08-07 03:30:33,"
                        "0xde709f2102306220921060314715629080e2fb77,"
                        "0x52908400098527886e0f7030069857d2e4169ee7,1.5\n"
                        "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22061,46148,"
                        "1438918243,2015-"
                        "08-07 03:30:43,"
                        "0xde709f2102306220921060314715629080e2fb77,"
                        "0x52908400098527886e0f7030069857d2e4169ee7,0."
                        "25\n",
                        {{"Txhash", Field::transaction_hash},
                         {"Blockno", Field::block},
                         {"From", Field::from_address},
                         {"To", Field::to_address},
                         {"Value(ETH)", Field::amount}}}),
            "");
}

}  // namespace
}  // namespace cuibono::evidence
