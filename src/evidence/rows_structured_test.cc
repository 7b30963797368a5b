// Rows that a reader of src/formats hands over, judged as those of a text are.
#include "evidence/rows_structured.h"

#include <gtest/gtest.h>

#include "evidence/mapping.h"
#include "evidence/records.h"

namespace cuibono::evidence {
namespace {

constexpr std::string_view people =
    R"({"DATA_SOURCE":"L","RECORD_ID":"1","FEATURES":[{"NAME_FULL":"Ana Test"},{"PHONE_NUMBER":"+999555010"},{"PHONE_NUMBER":"+999555011"}]}
{"DATA_SOURCE":"L","RECORD_ID":"2","FEATURES":[{"NAME_FULL":"Bo"},{"NAME_FULL":"Bo","NAME_FULL":"Cy"}]}
{"DATA_SOURCE":"L","RECORD_ID":"3","FEATURES":[{"NAME_FULL":"Лев"}]}
{"RECORD_ID":"4"}
{"DATA_SOURCE":"L","RECORD_ID":"5","FEATURES":[{"NAME_FULL":"Dee"}]}
{"DATA_SOURCE":"L","RECORD_ID":"6","FEATURES":[{"NAME)";

Item item_of(std::string_view bytes) {
  Item item;
  item.sha256 = core::sha256(bytes);
  item.name = "people.jsonl";
  item.source = "Office";
  return item;
}

TEST(RowsStructured, ARefusedRowIsSetAsideWithTheSentenceOfItsReader) {
  const Item item = item_of(people);
  const Mapping mapping = propose_mapping(item, people, {"", true});
  EXPECT_EQ(mapping.kind, ItemKind::persons);
  ASSERT_EQ(mapping.dialect.reader, "senzing");
  const auto batch = read_records({}, {&item, people, &mapping, source_system_of(item), true});
  ASSERT_TRUE(batch.has_value()) << batch.error().what;
  EXPECT_EQ(batch->account.rows, 6U);
  EXPECT_EQ(batch->account.records, 3U);
  std::string told;
  for (const auto& row : batch->quarantined)
    told += std::to_string(row.ordinal) + " " + row.kind + ": " + row.text + "\n";
  EXPECT_EQ(told,
            "2 refused: the key \"NAME_FULL\" stands there twice\n"
            "4 refused: the record has no DATA_SOURCE, so it is no record of this format\n"
            "6 damaged: the file is damaged or cut here; what follows cannot be read\n");
  const BatchColumn* phones = batch->find(Field::phone);
  ASSERT_NE(phones, nullptr);
  ASSERT_EQ(phones->values.size(), 1U);
  for (const std::string_view number : {"tel:+999555010", "tel:+999555011"})  // two in one cell
    EXPECT_NE(phones->values[0].find(number), std::string::npos) << phones->values[0];
}

TEST(RowsStructured, ARowIsShownAsItStandsInItsFile) {
  const Item item = item_of(people);
  const Mapping mapping = propose_mapping(item, people, {"", true});
  const auto row = find_structured_row(people, mapping.dialect, 5);
  ASSERT_TRUE(row.has_value());
  EXPECT_EQ(*row, R"({"DATA_SOURCE":"L","RECORD_ID":"5","FEATURES":[{"NAME_FULL":"Dee"}]})");
}

TEST(RowsStructured, PlainJsonStaysWithItsOwnReader) {
  constexpr std::string_view plain =
      "{\"schema\":\"Person\",\"name\":\"Ana\"}\n{\"schema\":\"Person\",\"name\":\"Bo\"}\n";
  const auto sniffed = sniff(plain, "");
  EXPECT_EQ(sniffed.dialect.format, Format::jsonl);
  EXPECT_EQ(sniffed.header, (std::vector<std::string>{"schema", "name"}));
}

}  // namespace
}  // namespace cuibono::evidence
