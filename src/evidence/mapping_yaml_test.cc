#include <gtest/gtest.h>

#include "evidence/mapping.h"

namespace cuibono::evidence {
namespace {

TEST(MappingNames, EveryFieldHasOneNameThatFindsIt) {
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Field::confidence); ++i) {
    const auto field = static_cast<Field>(i);
    EXPECT_EQ(find_field(field_name(field)), field) << i;
  }
  EXPECT_EQ(field_name(Field::caller_cell), "caller_cell");
  EXPECT_EQ(field_name(Field::record_id), "record_id");
  EXPECT_FALSE(find_field("Payer").has_value());
  EXPECT_FALSE(find_field("").has_value());
}

/// A text of characters that are hard for YAML, for people or for terminals.
std::string odd_text(core::CounterRandom& random) {
  static const std::vector<std::string> parts{"a",
                                              " ",
                                              "\"",
                                              "\\",
                                              "\n",
                                              "\r\n",
                                              "\t",
                                              "#",
                                              ": ",
                                              "- ",
                                              "'",
                                              "{",
                                              "]",
                                              "&x",
                                              "*x",
                                              "!",
                                              "%",
                                              "|",
                                              ">",
                                              "@",
                                              "`",
                                              "null",
                                              "~",
                                              "true",
                                              "\xC2\xA0",
                                              "\xEF\xBB\xBF",
                                              "\xE2\x80\xAE",
                                              "Счёт",
                                              "계좌",
                                              "حساب",
                                              "日付",
                                              "\xC2\x85",
                                              "\x7F",
                                              "\xF0\x9F\x92\xB6",
                                              std::string(1, '\0'),
                                              "\x01",
                                              "\x1B[0m",
                                              "\xE2\x80\xA8",
                                              "---",
                                              "...",
                                              "\x04",
                                              "1",
                                              "0x1F"};
  std::string text;
  const std::uint64_t count = random.below(8);
  for (std::uint64_t i = 0; i < count; ++i) text += parts[random.below(parts.size())];
  return text;
}

ColumnForm random_form(core::CounterRandom& random) {
  ColumnForm form;
  if (random.chance(0.5)) form.decimals.point = ',';
  if (random.chance(0.3)) form.decimals.group = ' ';
  form.decimals.parenthesis_minus = random.chance(0.8);
  form.decimals.trailing_minus = random.chance(0.8);
  form.has_flow_words = random.chance(0.2);
  form.decimals_max = static_cast<std::uint8_t>(random.below(19));
  form.time_pattern = odd_text(random);
  form.zone = odd_text(random);
  form.selector = odd_text(random);
  form.split = odd_text(random);
  form.is_signed = random.chance(0.5);
  form.unit = odd_text(random);
  return form;
}

Mapping random_mapping(std::uint64_t seed) {
  core::CounterRandom random(seed, 1);
  Mapping mapping;
  mapping.kind = static_cast<ItemKind>(random.below(item_kinds));
  mapping.kind_confidence_percent = static_cast<std::uint8_t>(random.below(101));
  mapping.kind_reason = odd_text(random);
  mapping.accepted = random.chance(0.5);
  mapping.dialect.format = static_cast<Format>(random.below(5));
  mapping.dialect.encoding = static_cast<Encoding>(random.below(8));
  mapping.dialect.delimiter = "\t,;| :"[random.below(6)];
  mapping.dialect.quote = "\"'\0"[random.below(3)];
  mapping.dialect.header_row = random.below(3);
  const std::uint64_t columns = random.below(6);
  for (std::uint64_t i = 0; i < columns; ++i) {
    ColumnMapping column;
    column.column = static_cast<std::uint32_t>(i * 3);
    column.header = odd_text(random);
    column.field =
        static_cast<Field>(random.below(static_cast<std::uint64_t>(Field::confidence) + 1));
    column.confidence_percent = static_cast<std::uint8_t>(random.below(101));
    column.doubtful = random.chance(0.5);
    column.reason = odd_text(random);
    if (random.chance(0.7)) column.form = random_form(random);
    mapping.columns.push_back(column);
  }
  mapping.currency = odd_text(random);
  mapping.region = odd_text(random);
  mapping.zone = odd_text(random);
  mapping.own_account = odd_text(random);
  mapping.own_number = odd_text(random);
  const std::uint64_t questions = random.below(4);
  for (std::uint64_t i = 0; i < questions; ++i) mapping.questions.push_back(odd_text(random));
  mapping.fingerprint = odd_text(random);
  return mapping;
}

TEST(MappingYaml, Law1ReadOfWriteIsTheSameMapping) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Mapping mapping = random_mapping(seed);
    const std::string yaml = mapping_to_yaml(mapping);
    const auto read = mapping_from_yaml(yaml, "E0001.yml");
    ASSERT_TRUE(read.has_value()) << "seed " << seed << ": " << read.error().what << " "
                                  << read.error().where << "\n"
                                  << yaml;
    ASSERT_TRUE(*read == mapping) << "seed " << seed << "\n" << yaml << mapping_to_yaml(*read);
    ASSERT_EQ(mapping_to_yaml(*read), yaml);
  }
}

TEST(MappingYaml, NoCharacterThatHidesOrTurnsTextIsWrittenAsItIs) {
  Mapping mapping;
  mapping.columns.push_back({});
  mapping.columns[0].header = "amount\xE2\x80\xAE\x1B[31m\xE2\x80\x8B";
  const std::string yaml = mapping_to_yaml(mapping);
  EXPECT_EQ(yaml.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(yaml.find('\x1B'), std::string::npos);
  EXPECT_NE(yaml.find("\\u202E"), std::string::npos);
}

TEST(MappingYaml, AShortPageOfAPersonIsEnough) {
  const auto read = mapping_from_yaml(
      "schema: 1\nkind: transfers\ncurrency: EUR\ncolumns:\n  - {column: 1, field: payer}\n"
      "  - column: 3\n    field: amount\n    form: {point: \",\", signed: true}\n",
      "E0001.yml");
  ASSERT_TRUE(read.has_value()) << read.error().what;
  EXPECT_EQ(read->kind, ItemKind::transfers);
  ASSERT_EQ(read->columns.size(), 2U);
  EXPECT_EQ(read->columns[1].column, 2U);
  EXPECT_EQ(read->columns[1].field, Field::amount);
  EXPECT_EQ(read->columns[1].form.decimals.point, ',');
  EXPECT_TRUE(read->columns[1].form.is_signed);
}

struct Refusal {
  std::string yaml, where, what, help;
};

TEST(MappingYaml, RefusalsNameTheLineAndSayWhatToDo) {
  const std::vector<Refusal> refusals{
      {"schema: 1\nkind: transfers\ncolumns:\n  - column: 1\n    field: payr\n", "line 5",
       "'field' is 'payr'", "did you mean 'payer'?"},
      {"schema: 1\nkind: transfer\n", "line 2", "'kind' is 'transfer'", "'transfers'"},
      {"schema: 2\nkind: transfers\n", "line 1", "schema 2; this engine reads 1", "delete"},
      {"kind: transfers\n", "line 1", "which schema", "schema: 1"},
      {"schema: 1\ncolumns:\n  - field: payer\n", "line 3", "without its number", "column: 1"},
      {"schema: 1\ncolumns:\n  - column: 0\n", "line 3", "'column' is '0'", "from 1"},
      {"schema: 1\ncolumns:\n  - column: 4000000000\n", "line 3", "'column' is '4000000000'",
       "to 1048576"},
      {"schema: 1\ncolumns:\n  - column: 1\n  - column: 1\n", "line 4", "comes twice", "keep one"},
      {"schema: 1\ncolumns:\n  - column: 1\n    confidence: 101\n", "line 4", "'confidence'",
       "0 to 100"},
      {"schema: 1\naccepted: yes\n", "line 2", "'accepted' is 'yes'", "true or false"},
      {"schema: 1\naccpted: true\n", "line 2", "'accpted'", "did you mean 'accepted'?"},
      {"schema: 1\nzone: a\nzone: b\n", "line 3", "'zone' comes twice", "keep one"},
      {"schema: 1\nfile: {delimiter: ab}\n", "line 2", "'delimiter' is 'ab'", "one character"},
      {"schema: 1\nfile: {encoding: utf9}\n", "line 2", "'encoding'", "did you mean"},
      {"schema: 1\ncolumns: 5\n", "line 2", "not a list", ""},
      {"schema: 1\ncurrency: [EUR]\n", "line 2", "not one value", ""},
      {"schema: 1\ncolumns:\n  - column: 1\n     field: payer\n", "line 4", "not valid YAML",
       "mend that line"},
      {"schema: 1\nkind: {transfers\n", "line", "not valid YAML", "mend that line"},
      {"", "E0001.yml", "not a mapping", "proposed anew"},
      {"- 1\n", "line 1", "not a mapping", "proposed anew"},
  };
  for (const auto& refusal : refusals) {
    const auto read = mapping_from_yaml(refusal.yaml, "E0001.yml");
    ASSERT_FALSE(read.has_value()) << refusal.yaml;
    EXPECT_EQ(read.error().code, core::ErrorCode::bad_input);
    EXPECT_NE(read.error().where.find(refusal.where), std::string::npos)
        << refusal.yaml << read.error().where;
    EXPECT_NE(read.error().what.find(refusal.what), std::string::npos)
        << refusal.yaml << read.error().what;
    EXPECT_NE(read.error().help.find(refusal.help), std::string::npos)
        << refusal.yaml << read.error().help;
  }
}

TEST(MappingYaml, DamagedPagesAreRefusedOrReadNeverMore) {
  core::CounterRandom random(7, 2);
  for (int round = 0; round < 3000; ++round) {
    std::string yaml = mapping_to_yaml(random_mapping(random.below(50)));
    for (std::uint64_t hits = 1 + random.below(4); hits > 0; --hits) {
      const std::uint64_t at = random.below(yaml.size());
      switch (random.below(3)) {
        case 0:
          yaml[at] = static_cast<char>(random.below(256));
          break;
        case 1:
          yaml.erase(at, random.below(40));
          break;
        default:
          yaml.insert(at, yaml.substr(random.below(yaml.size()), random.below(40)));
      }
      if (yaml.empty()) break;
    }
    const auto read = mapping_from_yaml(yaml, "E0001.yml");
    if (!read.has_value()) {
      EXPECT_FALSE(read.error().what.empty());
    } else {
      EXPECT_TRUE(mapping_from_yaml(mapping_to_yaml(*read), "again").has_value());
    }
  }
}

TEST(MappingYaml, DeepNestingIsRefused) {
  const auto read =
      mapping_from_yaml("schema: 1\ncolumns: " + std::string(100000, '['), "deep.yml");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, core::ErrorCode::bad_input);
}

}  // namespace
}  // namespace cuibono::evidence
