#pragma once
// For tests: small files as banks, operators and people write them, and how they are written.
#include <string>
#include <vector>

#include "evidence/rows.h"
#include "evidence/rows_worlds.h"

namespace cuibono::evidence {

struct RowsSample {
  std::string name, bytes;
  Dialect dialect;
  std::vector<std::string> header;
};

namespace samples {

inline const std::string german_bank =
    "Kontoauszug;;;\r\n"
    "Zeitraum;01.02.2025 - 28.02.2025;;\r\n"
    "\r\n"
    "Buchungstag;Empfänger;Verwendungszweck;Betrag (EUR)\r\n"
    "03.02.2025;Jörg Müller;Miete Februar;-1.250,00\r\n"
    "04.02.2025;Bäckerei Süß;Brötchen;-7,40\r\n"
    "05.02.2025;Größe GmbH;\"Lohn; Januar\";2.310,55\r\n"
    "06.02.2025;Käthe Weiß;Darlehen;-500,00\r\n";
inline const std::string russian_calls =
    "Дата\tНомер А\tНомер Б\tДлительность\n"
    "03.02.2025 10:15:00\t99955500001\t99955500002\t65\n"
    "03.02.2025 10:17:12\t99955500002\t99955500003\t0\n"
    "03.02.2025 11:01:45\t99955500001\t99955500004\t312\n"
    "Итого записей: три\n";
inline const std::string korean_bank =
    "거래일자,출금계좌,입금계좌,금액,적요\r\n"
    "2025-02-03,999-01-000001,999-01-000002,1500000,월세\r\n"
    "2025-02-04,999-01-000002,999-01-000003,30000,생활비\r\n"
    "2025-02-05,999-01-000003,999-01-000001,45000,\"책, 공책\"\r\n";
inline const std::string reports =
    "report|victim|platform|amount\n"
    "R1|Noor Óskarsdóttir|coin-example|1200.50\n"
    "R2|Имя Неизвестно|coin-example|80.00\n"
    "R3|田中 太郎|другой сайт|15.25\n";
inline const std::string french =
    "Date,Libellé,Montant €\n"
    "03/02/2025,Café d’été,\"12,50\"\n"
    "04/02/2025,Œuvre d’art,\"1 200,00\"\n"
    "05/02/2025,Prêt à Zoé,\"300,00\"\n";
inline const std::string headless =
    "2025-02-03,99955500001,99955500002,17\n"
    "2025-02-04,99955500002,99955500003,240\n"
    "2025-02-05,99955500001,99955500004,3\n";
inline const std::string told =
    "sep=;\r\nname;amount\r\nAda, Lovelace;1,50\r\nTuring, Alan;2,75\r\n";
inline const std::string single_quotes =
    "'id','name','city'\n'7','O Neil','Ys'\n'8','D, Ed','Ys'\n'9','Eve','Avalon'\n";
inline const std::string addresses =
    "btctest:aaa111\nbtctest:bbb222\nbtctest:ccc333\nbtctest:ddd444\n";
inline const std::string notes =  // no sentence ends: it is no prose
    "accounts that were named, looked at\n"
    "none of them opened here; two asked for last spring, and in June, and in July;\n"
    "the papers sent back without a word\n"
    "and nobody at the counter again\n"
    "with kind regards\n";
inline const std::string json_lines =
    "{\"id\":1,\"from\":{\"tel\":\"+999555001\"},\"tags\":[\"a\",\"b\"]}\n"
    "{\"id\":2,\"from\":{\"tel\":\"+999555002\"},\"note\":\"ümlaut\"}\n"
    "\n"
    "{\"id\":3,\"from\":null}\n";
inline const std::string json_array =
    "[\n  {\n    \"id\": 1,\n    \"v\": [1, 2]\n  },\n  {\n    \"id\": 2,\n    \"v\": []\n  }\n]\n";

}  // namespace samples

inline std::vector<RowsSample> rows_samples() {
  using namespace samples;
  using enum Encoding;
  const auto csv = [](Encoding encoding, char delimiter, std::uint64_t header_row,
                      char quote = '"') {
    return Dialect{Format::csv, encoding, delimiter, quote, header_row};
  };
  const auto plain = [](Format format, Encoding encoding = utf8) {
    return Dialect{format, encoding, ',', '"', 0};
  };
  const std::vector<std::string> german{"Buchungstag", "Empfänger", "Verwendungszweck",
                                        "Betrag (EUR)"},
      russian{"Дата", "Номер А", "Номер Б", "Длительность"},
      korean{"거래일자", "출금계좌", "입금계좌", "금액", "적요"},
      reported{"report", "victim", "platform", "amount"}, paths{"id", "from.tel", "tags", "note"};
  const std::string nuls("\x00\x01\x02\x00\x03\x00\x00\x07 table \x00\x00\x00\x01", 20);
  return {
      {"bank_latin1", encode(german_bank, latin1), csv(latin1, ';', 4), german},
      {"bank_utf8", german_bank, csv(utf8, ';', 4), german},
      {"bank_utf16le", encode(german_bank, utf16le, true), csv(utf16le, ';', 4), german},
      {"calls_1251", encode(russian_calls, windows1251), csv(windows1251, '\t', 1), russian},
      {"calls_utf16be", encode(russian_calls, utf16be), csv(utf16be, '\t', 1), russian},
      {"calls_utf16le", encode(russian_calls, utf16le), csv(utf16le, '\t', 1), russian},
      {"bank_euckr", encode(korean_bank, euckr), csv(euckr, ',', 1), korean},
      {"bank_korean_utf8", encode(korean_bank, utf8, true), csv(utf8, ',', 1), korean},
      {"reports_mark", encode(reports, utf8, true), csv(utf8, '|', 1), reported},
      {"reports_cr",
       "report|victim|amount\rR1|Ada|3.00\rR2|Bo|4.00\r",
       csv(utf8, '|', 1),
       {"report", "victim", "amount"}},
      {"french_1252",
       encode(french, windows1252),
       csv(windows1252, ',', 1),
       {"Date", "Libellé", "Montant €"}},
      {"headless", headless, csv(utf8, ',', 0), {"", "", "", ""}},
      {"told", told, csv(utf8, ';', 2), {"name", "amount"}},
      {"single_quotes", single_quotes, csv(utf8, ',', 1, '\''), {"id", "name", "city"}},
      {"addresses", addresses, csv(utf8, ',', 0), {""}},
      {"address_list", "address\n" + addresses, csv(utf8, ',', 1), {"address"}},
      {"links",
       "https://pay.example/a\nhttp://coin.example/b\nhttps://pay.example/c\n",
       csv(utf8, ',', 0),
       {""}},
      {"told_nothing",
       "sep=\r\nname,amount\r\nAda,3.00\r\nAlan,4.50\r\n",
       csv(utf8, ',', 2),
       {"name", "amount"}},
      {"notes", notes, plain(Format::text), {""}},
      {"marks", "<page><body>\n<td>a,b</td>\n<td>c,d</td>\n", plain(Format::text), {""}},
      {"json_lines", json_lines, plain(Format::jsonl), paths},
      {"json_lines_utf16", encode(json_lines, utf16le, true), plain(Format::jsonl, utf16le), paths},
      {"json_array", json_array, plain(Format::jsonl), {"id", "v"}},
      {"json_sequence",
       "\x1E{\"a\":1}\n\x1E{\"a\":2,\n\"b\":3}\n",
       plain(Format::jsonl),
       {"a", "b"}},
      {"picture", "\x89PNG\r\n\x1A\n", plain(Format::binary, binary), {}},
      {"archive", "PK\x03\x04zip", plain(Format::container, binary), {}},
      {"nuls", nuls, plain(Format::binary, binary), {}},
      {"empty", "", plain(Format::empty), {}},
      {"blank", " \r\n\t\n ", plain(Format::empty), {}},
  };
}

}  // namespace cuibono::evidence
