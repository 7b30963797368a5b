#include "simulation/files.h"

#include <fmt/format.h>

#include <algorithm>

#include "simulation/encode.h"

namespace cuibono::simulation {

void Sheet::line(std::string_view text) {
  text_ += text;
  text_ += '\n';
}

Sheet& Sheet::cell(std::string_view text) {
  if (used_ == cells_.size()) cells_.emplace_back();
  cells_[used_++] = text;
  return *this;
}

void Sheet::write_cells(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text_ += delimiter_;
    const std::string& cell = cells_[i];
    const bool quoted = cell.find(delimiter_) != std::string::npos ||
                        cell.find_first_of("\"\n") != std::string::npos;
    if (!quoted) {
      text_ += cell;
      continue;
    }
    text_ += '"';
    for (const char c : cell) {
      if (c == '"') text_ += '"';
      text_ += c;
    }
    text_ += '"';
  }
  text_ += '\n';
}

bool Sheet::end_row(const Break& fault) {
  constexpr std::uint64_t million = 1'000'000;
  const std::uint64_t draw = random_.below(million);
  const bool broken = draw < faults_.broken;
  const bool twice = !broken && draw < faults_.broken + faults_.duplicated;
  std::size_t count = used_;
  if (broken) {
    if (draw % 2 == 0) {
      cells_[fault.column] = fault.impossible;
    } else {
      count = used_ / 2;
    }
  }
  const std::size_t before = text_.size();
  write_cells(count);
  used_ = 0;
  ++rows_;
  if (broken) ++broken_;
  if (twice) {
    text_.append(text_, before, text_.size() - before);
    ++rows_;
    ++duplicated_;
  }
  return !broken;
}

void Sheet::json_row(std::string_view object) {
  line(object);
  ++rows_;
}

core::Result<Written> finish_file(const Story& story, const Statement& statement, Sheet& sheet) {
  Written written;
  WorldFile& file = written.file;
  file.name = statement.name;
  file.source = statement.source;
  file.custodian = statement.custodian;
  file.jurisdiction = statement.jurisdiction;
  file.reliability = statement.reliability;
  file.handling = statement.handling;
  file.legal_basis = statement.legal_basis;
  file.received = iso_date(
      core::from_utc_us(story.plan.end_us() + statement.received_after_days * core::us_per_day));
  written.encoding = statement.encoding;
  written.rows = sheet.rows();
  written.broken = sheet.broken();
  written.duplicated = sheet.duplicated();
  CB_TRY(file.bytes, encode_text(sheet.text(), statement.encoding));
  sheet.text() = std::string();
  return written;
}

LocalClock::LocalClock(const Plan& plan, std::string_view zone) {
  const auto id = core::find_zone(zone);
  CB_ASSERT(id.has_value());
  constexpr int days_around = 2, days_after = 100;  // reports come after the last call
  first_us_ = plan.start_us - days_around * core::us_per_day;
  const int hours = (plan.days + days_around + days_after) * 24;
  for (int hour = 0; hour < hours; ++hour) {
    const std::int64_t begin_us = first_us_ + hour * core::us_per_hour;
    offsets_us_.push_back(core::to_utc_us(core::to_local(begin_us, id.value_or(core::utc_zone))) -
                          begin_us);
  }
}

core::CivilTime LocalClock::at(std::int64_t time_us) const noexcept {
  const std::int64_t hour = (time_us - first_us_) / core::us_per_hour;
  const auto last = static_cast<std::int64_t>(offsets_us_.size()) - 1;
  const auto place = static_cast<std::size_t>(std::clamp<std::int64_t>(hour, 0, last));
  return core::from_utc_us(time_us + offsets_us_[place]);
}

std::string iso_date(const core::CivilTime& civil) {
  return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

std::string dotted_date(const core::CivilTime& civil) {
  return fmt::format("{:02}.{:02}.{:04}", civil.day, civil.month, civil.year);
}

std::string clock_time(const core::CivilTime& civil) {
  return fmt::format("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second);
}

std::string write_sum(std::int64_t amount_minor, unsigned digits, const SumStyle& style) {
  const bool negative = amount_minor < 0;
  const auto size = static_cast<std::uint64_t>(negative ? -amount_minor : amount_minor);
  std::uint64_t unit = 1;
  for (unsigned i = 0; i < digits; ++i) unit *= 10;
  const std::string whole = std::to_string(size / unit);
  std::string text = negative ? "-" : "";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) text += style.group;
    text += whole[i];
  }
  if (digits > 0) text += fmt::format("{}{:0{}}", style.point, size % unit, digits);
  return text;
}

std::string spaced(std::string_view number) {
  std::string text;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += ' ';
    text += number[i];
  }
  return text;
}

}  // namespace cuibono::simulation
