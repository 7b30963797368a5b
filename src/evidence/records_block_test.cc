// Rows in blocks against rows one by one, on worlds small enough to read when they fail: the same cells once
// as a file of columns holds them, and once as the text that a CSV of the same table holds.
#include "evidence/records_block.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "evidence/records_take.h"
#include "evidence/records_worlds.h"

namespace cuibono::evidence {
namespace {

using Form = CellColumn::Form;

/// A column in both ways. Decimals have two digits behind the point.
struct Made {
  Form form = Form::text;
  std::vector<std::string> written;  ///< [rows] as text; empty: no value
  std::vector<std::uint8_t> is_valid;
  std::vector<std::int64_t> numbers;
  std::vector<core::Int128> decimals;
  std::vector<std::string> list;  ///< coded
  std::vector<std::int32_t> codes, offsets;
  std::string bytes;
  std::int64_t units_a_second = 1;
  bool is_utc = false;
  std::int32_t scale = 2;

  void add_none() {
    written.emplace_back();
    is_valid.push_back(0);
    numbers.push_back(7);  // not to be looked at
    decimals.push_back(7);
    codes.push_back(0);
  }
  void add(std::string text, std::int64_t number) {
    written.push_back(std::move(text));
    is_valid.push_back(1);
    numbers.push_back(number);
    decimals.push_back(number);
    codes.push_back(static_cast<std::int32_t>(number));
  }
  void add_text(std::string text) {
    const auto found = std::find(list.begin(), list.end(), text);
    const auto at = found - list.begin();
    if (found == list.end()) list.push_back(text);
    add(std::move(text), at);
  }
  [[nodiscard]] formats::ColumnValues values() {
    formats::ColumnValues values;
    values.form = form;
    values.rows = written.size();
    values.is_valid = is_valid.data();
    const auto& texts = form == Form::coded ? list : written;
    bytes.clear();
    offsets.assign(1, 0);
    for (const auto& text : texts) {
      bytes += text;
      offsets.push_back(static_cast<std::int32_t>(bytes.size()));
    }
    values.offsets = offsets.data();
    values.bytes = bytes.data();
    values.codes = codes.data();
    values.texts = list.size();
    values.numbers = numbers.data();
    values.units_a_second = units_a_second;
    values.is_utc = is_utc;
    values.decimals = decimals.data();
    values.scale = scale;
    return values;
  }
};

std::string two_digits_of(std::int64_t minor) {
  const std::int64_t size = minor < 0 ? -minor : minor;
  const std::string cents = std::to_string(100 + size % 100).substr(1);
  return (minor < 0 ? "-" : "") + std::to_string(size / 100) + "." + cents;
}

/// Instants as a file of columns writes them.
std::string stamp(std::int64_t time_us, std::size_t decimals, bool is_utc) {
  const core::CivilTime civil = core::from_utc_us(time_us);
  const auto digits = [](std::int64_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width - text.size(), '0') + text;
  };
  std::string text = digits(civil.year, 4) + "-" + digits(civil.month, 2) + "-" +
                     digits(civil.day, 2) + " " + digits(civil.hour, 2) + ":" +
                     digits(civil.minute, 2) + ":" + digits(civil.second, 2);
  if (decimals > 0) text += "." + (digits(civil.microsecond, 6) + "000").substr(0, decimals);
  return text + (is_utc ? "Z" : "");
}

struct World {
  Mapping mapping;
  std::vector<Made> columns;
  [[nodiscard]] std::size_t rows() const { return columns.front().written.size(); }
};

Made drawn_times(core::CounterRandom& random, std::size_t rows, std::string& pattern) {
  Made made;
  if (random.chance(0.2)) {
    made.form = random.chance(0.5) ? Form::day : Form::text;
    pattern = "YYYY-MM-DD";
    for (std::size_t row = 0; row < rows; ++row) {
      const auto day = static_cast<std::int64_t>(random.below(30'000)) - 3'000;
      if (random.chance(0.05))
        made.add_none();
      else
        made.add(stamp(day * core::us_per_day, 0, false).substr(0, 10), day);
    }
    return made;
  }
  constexpr std::int64_t units[] = {1, 1'000, 1'000'000, 1'000'000'000};
  constexpr std::size_t decimals[] = {0, 3, 6, 9};
  const std::size_t unit = random.below(4);
  made.form = random.chance(0.8) ? Form::time : Form::text;
  made.units_a_second = units[unit];
  made.is_utc = random.chance(0.3);
  pattern = std::string("YYYY-MM-DD hh:mm:ss") +
            (unit == 0            ? ""
             : random.chance(0.5) ? ".f"
                                  : "[.f]") +
            (made.is_utc ? "Z" : "");
  if (random.chance(0.1)) pattern = "YYYY-MM-DD hh:mm";  // reads none of them
  for (std::size_t row = 0; row < rows; ++row) {
    if (random.chance(0.05)) {
      made.add_none();
      continue;
    }
    // Hours around the change of clocks of 2025-03-30 and 2025-10-26, and anywhere from 1930 to 2090.
    const std::int64_t near = random.chance(0.5) ? 1'743'292'800 : 1'761'436'800;
    const std::int64_t second =
        random.chance(0.4) ? near + static_cast<std::int64_t>(random.below(18'000))
                           : static_cast<std::int64_t>(random.below(5'049'216'000)) - 1'262'304'000;
    const auto rest =
        static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(units[unit])));
    const std::int64_t micro = unit < 3 ? rest * (1'000'000 / units[unit]) : rest / 1'000;
    std::string text = stamp(second * core::us_per_second + micro, decimals[unit], made.is_utc);
    if (unit == 3) {  // nanoseconds are written in full
      const std::string nano = std::to_string(1'000'000'000 + rest).substr(1);
      text.replace(20, 9, nano);
    }
    made.add(std::move(text), second * units[unit] + rest);
  }
  return made;
}

Made drawn_amounts(core::CounterRandom& random, std::size_t rows) {
  Made made;
  constexpr Form forms[] = {Form::text, Form::coded, Form::decimal, Form::whole};
  made.form = forms[random.below(4)];
  for (std::size_t row = 0; row < rows; ++row) {
    const auto minor =
        static_cast<std::int64_t>(random.below(5'000)) - (random.chance(0.1) ? 4'000 : 0);
    if (random.chance(0.05))
      made.add_none();
    else if (made.form == Form::decimal)
      made.add(two_digits_of(minor), minor);
    else if (made.form == Form::whole)
      made.add(std::to_string(minor), minor);
    else
      made.add_text(random.chance(0.05)   ? "12,34,5x"
                    : random.chance(0.05) ? "-"
                                          : two_digits_of(minor));
  }
  return made;
}

Made drawn_texts(core::CounterRandom& random, std::size_t rows, std::vector<std::string> words) {
  Made made;
  made.form = random.chance(0.5) ? Form::coded : Form::text;
  for (std::size_t row = 0; row < rows; ++row) {
    if (random.chance(0.05))
      made.add_none();
    else
      made.add_text(random.chance(0.02) ? std::string("\xC3\x28 no text")
                                        : words[random.below(words.size())]);
  }
  return made;
}

World drawn_world(std::uint64_t seed) {
  core::CounterRandom random(seed, 77);
  const std::size_t rows = random.below(40);
  const std::vector<std::string> accounts{
      "LT601010012345678901", " A-1 ", "A-2", "LT999999", "-", "n/a", "Конто 7", "A-1"};
  World world;
  std::string pattern;
  std::vector<ColumnMapping> columns;
  const auto add = [&](Field field, Made made) -> ColumnMapping& {
    columns.push_back(
        map_column(field, std::string(field_name(field)) + std::to_string(columns.size())));
    world.columns.push_back(std::move(made));
    return columns.back();
  };
  const bool is_calls = random.chance(0.25);
  Made times = drawn_times(random, rows, pattern);
  add(random.chance(0.8) ? Field::time : Field::date, std::move(times)).form.time_pattern = pattern;
  if (is_calls) {
    const std::vector<std::string> phones{"+99937010000001", "+99937010000002", "unknown", "0",
                                          "12"};
    add(Field::caller, drawn_texts(random, rows, phones));
    add(Field::callee, drawn_texts(random, rows, phones));
    add(Field::duration_s, drawn_amounts(random, rows));
    add(Field::call_kind, drawn_texts(random, rows, {"sms", "voice"}));
  } else {
    add(Field::payer, drawn_texts(random, rows, accounts));
    add(Field::payee, drawn_texts(random, rows, accounts));
    ColumnMapping& amount = add(Field::amount, drawn_amounts(random, rows));
    amount.form.is_signed = random.chance(0.3);
    if (random.chance(0.1)) amount.form.decimals.point = ',';
    if (random.chance(0.6))
      add(Field::currency, drawn_texts(random, rows, {"EUR", "USD", "JPY", "XQX", ""}));
    if (random.chance(0.3)) add(Field::balance_after, drawn_amounts(random, rows));
    if (random.chance(0.3)) add(Field::fee, drawn_amounts(random, rows));
    if (random.chance(0.3)) add(Field::received_amount, drawn_amounts(random, rows));
    if (random.chance(0.2)) add(Field::received_currency, drawn_texts(random, rows, {"USD", "-"}));
    if (random.chance(0.3)) add(Field::sequence, drawn_amounts(random, rows));
  }
  if (random.chance(0.7))
    add(Field::reference, drawn_texts(random, rows, {"rent", "Total", " rent", "сума", ""}));
  if (random.chance(0.5)) add(Field::ignored, drawn_amounts(random, rows));
  if (random.chance(0.3)) {
    std::string second;
    Made more = drawn_times(random, rows, second);
    add(Field::value_time, std::move(more)).form.time_pattern = second;
  }
  world.mapping = make_mapping(is_calls             ? ItemKind::calls
                               : random.chance(0.8) ? ItemKind::transfers
                                                    : ItemKind::chain,
                               std::move(columns));
  world.mapping.zone = random.chance(0.7) ? "Europe/Vilnius" : "";
  return world;
}

/// What both ways need, and what a run makes of the rows in the end.
struct Taking {
  explicit Taking(const Mapping& mapping) : item(make_item("file", "")) {
    request = {&item, {}, &mapping, "bank", true};
  }
  std::string finish(RowTyper& typer, TakenRows& taken) {
    RecordBatch batch;
    batch.ordinals = std::move(taken.ordinals);
    batch.quarantined = std::move(taken.quarantined);
    typer.finish(batch);
    return write_batch(batch) + typer.misread();
  }
  Item item;
  ReadRequest request;
};

std::vector<std::string_view> row_of(const World& world, std::size_t row) {
  std::vector<std::string_view> cells;
  for (const Made& column : world.columns) cells.emplace_back(column.written[row]);
  return cells;
}

bool is_blank_row(const std::vector<std::string_view>& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](auto cell) { return core::trim(cell).empty(); });
}

std::string by_rows(const World& world) {
  Taking taking(world.mapping);
  RowTyper typer = std::move(*RowTyper::make(taking.request));
  TakenRows taken;
  for (std::size_t row = 0; row < world.rows(); ++row) {
    const auto cells = row_of(world, row);
    if (is_blank_row(cells)) continue;
    const bool is_clean = std::all_of(cells.begin(), cells.end(), formats::is_clean_text);
    type_row(world.mapping.kind, Row{row + 1, 0, cells},
             is_clean ? RowFault::none : RowFault::bad_encoding, typer, taken);
  }
  return taking.finish(typer, taken);
}

struct ByBlocks {
  std::string batch;
  std::size_t kept = 0, alone = 0;
};

ByBlocks by_blocks(World& world, unsigned threads) {
  Taking taking(world.mapping);
  RowTyper typer = std::move(*RowTyper::make(taking.request));
  const auto blocks = BlockTyper::make(typer);
  ByBlocks out;
  if (blocks == nullptr) {
    ADD_FAILURE() << "such a layout is read in blocks";
    return out;
  }
  core::RunContext context;
  context.threads = threads;
  CellBlock& block = blocks->block();
  block.columns.resize(world.columns.size());
  block.rows = world.rows();
  block.ordinals.resize(block.rows);
  std::iota(block.ordinals.begin(), block.ordinals.end(), 1);
  for (std::size_t c = 0; c < world.columns.size(); ++c) {
    Made& made = world.columns[c];
    auto values = made.values();
    if (!blocks->takes(c, values)) {  // as text then
      Made text = made;
      text.form = Form::text;
      made = text;
      values = made.values();
    }
    block.columns[c].look(values);
  }
  EXPECT_TRUE(blocks->read(context).has_value());
  TakenRows taken;
  for (std::size_t row = 0; row < block.rows;) {
    std::size_t end = row;
    while (end < block.rows && blocks->odd()[end] == 0) ++end;
    EXPECT_TRUE(blocks->keep(context, {row, end}).has_value());
    out.kept += end - row;
    for (; row < end; ++row) taken.ordinals.push_back(row + 1);
    if (row == block.rows) break;
    const auto cells = row_of(world, row);
    ++out.alone;
    ++row;
    if (is_blank_row(cells)) continue;
    const bool is_clean = std::all_of(cells.begin(), cells.end(), formats::is_clean_text);
    type_row(world.mapping.kind, Row{row, 0, cells},
             is_clean ? RowFault::none : RowFault::bad_encoding, typer, taken);
  }
  out.batch = taking.finish(typer, taken);
  return out;
}

TEST(RecordsBlock, Law1BlocksGiveTheBatchOfRowsOneByOne) {
  std::size_t kept = 0, alone = 0;
  for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
    World world = drawn_world(seed);
    const std::string rows = by_rows(world);
    for (const unsigned threads : {1U, 3U}) {
      const ByBlocks blocks = by_blocks(world, threads);
      ASSERT_EQ(blocks.batch, rows) << "seed " << seed << ", threads " << threads;
      kept += blocks.kept, alone += blocks.alone;
    }
  }
  EXPECT_GT(kept, 20'000U);  // neither way is idle
  EXPECT_GT(alone, 20'000U);
}

TEST(RecordsBlock, LayoutsWhoseEndsAreSettledRowByRowAreNotReadInBlocks) {
  for (const Mapping& mapping :
       {make_mapping(ItemKind::transfers,
                     {Field::time, Field::own_account, Field::debit, Field::credit}),
        make_mapping(ItemKind::calls, {Field::time, Field::subject_number, Field::other_number}),
        make_mapping(ItemKind::transfers,
                     {Field::date, Field::time_of_day, Field::payer, Field::amount}),
        make_mapping(ItemKind::reports, {Field::report_id, Field::payment_amount})}) {
    const Taking taking(mapping);
    RowTyper typer = std::move(*RowTyper::make(taking.request));
    EXPECT_EQ(BlockTyper::make(typer), nullptr);
  }
}

}  // namespace
}  // namespace cuibono::evidence
