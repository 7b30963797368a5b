// Times of a block of rows: read from text as RowTyper reads them, or taken over where the file keeps them as
// numbers and the pattern of their column reads the text of each as just that time.
#include <algorithm>

#include "evidence/records_block.h"
#include "evidence/time_pattern_parts.h"

namespace cuibono::evidence {
namespace {

using Form = CellColumn::Form;

class BlockTimes : public BlockField {
 public:
  BlockTimes(std::vector<MappedField> fields, TimesOf of)
      : BlockField(std::move(fields)), of_(std::move(of)), read_(fields_.size()) {}
  [[nodiscard]] bool takes(const MappedField& field,
                           const formats::ColumnValues& values) const override {
    const TimeSource& source = *of_.sources[place_of(field)];
    if (values.form == Form::day) return reads_stamps(source.letters(), {false, false, false});
    return values.form == Form::time &&
           reads_stamps(source.letters(), {true, values.units_a_second > 1, values.is_utc});
  }
  void read(const CellBlock& block) override {
    marks_.assign(block.rows, 0);
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      Read& read = read_[f];
      read.times_us.assign(block.rows, no_number);
      read.precision.assign(block.rows, core::Precision::second);
      read.offset_min.assign(block.rows, core::no_offset);
      const CellColumn& cells = fields_[f].cells(block);
      if (cells.values.form == Form::day)
        read_days(cells, read);
      else if (cells.values.form == Form::time)
        read_instants(cells, *of_.sources[f], read);
      else
        read_texts(cells, *of_.sources[f], read);
      const Field field = fields_[f].field;
      if (field != Field::time && field != Field::date && field != Field::value_time) continue;
      for (std::size_t row = 0; row < block.rows; ++row)
        if (read.times_us[row] != no_number) marks_[row] |= has_time;
    }
  }
  void keep(const CellBlock& /*block*/, RowSpan rows) override {
    const std::size_t count = rows.to - rows.from;
    for (std::size_t f = 0; f < fields_.size(); ++f) {
      const Read& read = read_[f];
      targets_[f]->add_times(std::span(read.times_us).subspan(rows.from, count),
                             std::span(read.precision).subspan(rows.from, count),
                             std::span(read.offset_min).subspan(rows.from, count));
      const Field field = fields_[f].field;
      if (field != Field::time && field != Field::date && field != Field::payment_time) continue;
      RowTally& tally = *of_.tally;
      for (std::size_t row = rows.from; row < rows.to; ++row) {
        const std::int64_t time_us = read.times_us[row];
        if (time_us == no_number) continue;
        tally.first_us = std::min(tally.first_us.value_or(time_us), time_us);
        tally.last_us = std::max(tally.last_us.value_or(time_us), time_us);
        tally.coarsest = std::max(tally.coarsest, read.precision[row]);
      }
    }
  }

 private:
  struct Read {
    std::vector<std::int64_t> times_us;  ///< [rows]
    std::vector<core::Precision> precision;
    std::vector<std::int16_t> offset_min;
    void set(std::size_t row, const TimeSource::Instant& instant) {
      times_us[row] = instant.time_us;
      precision[row] = instant.precision;
      offset_min[row] = instant.offset_min;
    }
  };
  [[nodiscard]] std::size_t place_of(const MappedField& field) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(), [&](const MappedField& other) {
      return other.field == field.field;
    });
    return static_cast<std::size_t>(found - fields_.begin());
  }
  void read_texts(const CellColumn& cells, const TimeSource& source, Read& read) {
    std::string_view last;  // rows that follow each other often say the same
    TimeSource::Instant instant;
    bool is_known = false;
    for (std::size_t row = 0; row < marks_.size(); ++row) {
      const std::string_view text = cells.text(row);
      if (is_known && text == last) {
        read.set(row, instant);
        continue;
      }
      if (is_absent(text)) continue;
      const auto reading = source.read(text);
      auto fit = core::LocalFit::exact;
      if (reading) instant = source.find_instant(*reading, {}, fit);
      is_known = reading && fit == core::LocalFit::exact;
      last = text;
      if (is_known)
        read.set(row, instant);
      else
        marks_[row] |= CellColumn::is_odd;
    }
  }
  /// The days that a calendar of four digits has.
  static constexpr std::int64_t day_least = -719'162, day_most = 2'932'896;
  void read_days(const CellColumn& cells, Read& read) {
    for (std::size_t row = 0; row < marks_.size(); ++row) {
      const std::int64_t day = cells.values.numbers[row];
      if (!cells.values.has(row)) continue;
      if (day < day_least || day > day_most) {
        marks_[row] |= CellColumn::is_odd;
        continue;
      }
      read.set(row, {day * core::us_per_day, core::Precision::day, core::no_offset});
    }
  }
  void read_instants(const CellColumn& cells, TimeSource& source, Read& read) {
    const std::int64_t units = cells.values.units_a_second;
    const auto precision = units > 1 ? core::Precision::microsecond : core::Precision::second;
    const std::int64_t least = day_least * core::us_per_day / core::us_per_second,
                       most = (day_most + 1) * core::us_per_day / core::us_per_second - 1;
    for (std::size_t row = 0; row < marks_.size(); ++row) {
      if (!cells.values.has(row)) continue;
      const std::int64_t number = cells.values.numbers[row];
      std::int64_t second = number / units, rest = number % units;
      if (rest < 0) --second, rest += units;
      if (second < least || second > most) {
        marks_[row] |= CellColumn::is_odd;
        continue;
      }
      const std::int64_t micro = units <= core::us_per_second
                                     ? rest * (core::us_per_second / units)
                                     : rest / (units / core::us_per_second);  // cut, as text is
      const std::int64_t stated_us = second * core::us_per_second + micro;
      if (cells.values.is_utc) {
        read.set(row, {stated_us, precision, 0});
        continue;
      }
      const core::UtcInstant utc = source.find_utc(stated_us);
      if (utc.fit != core::LocalFit::exact) {
        marks_[row] |= CellColumn::is_odd;
        continue;
      }
      const auto ahead_min = (stated_us - utc.time_us) / core::us_per_minute;
      read.set(row, {utc.time_us, precision, static_cast<std::int16_t>(ahead_min)});
    }
  }
  TimesOf of_;
  std::vector<Read> read_;  ///< [fields]
};

}  // namespace

std::unique_ptr<BlockField> make_block_times(std::vector<MappedField> fields, TimesOf of) {
  return std::make_unique<BlockTimes>(std::move(fields), std::move(of));
}

}  // namespace cuibono::evidence
