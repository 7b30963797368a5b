// How the values of a column are written, once its field is known.
#include "evidence/propose_parts.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

void settle_time(ColumnMapping& mapped, const ColumnView& view) {
  const ColumnLook& look = view.look;
  constexpr std::uint32_t nearly_all = 900;
  constexpr std::uint8_t by_header_alone = 62;
  if (!view.reading.zone.empty()) mapped.form.zone = view.reading.zone;
  if (look.time.permille >= nearly_all) {
    mapped.form.time_pattern = look.time.letters;
    if (!look.time.rival.empty()) {
      mapped.doubtful = true;
      mapped.confidence_percent = std::min<std::uint8_t>(mapped.confidence_percent, 70);
      mapped.reason += "; day and month could be the other way round (" + look.time.rival + ")";
    }
    return;
  }
  if (look.numbers >= nearly_all && look.are_spreadsheet_days) {
    mapped.form.time_pattern = "excel";
    mapped.reason += "; the numbers are days as spreadsheets count them";
  } else {
    mapped.form.time_pattern = "step";
    mapped.reason += "; whole numbers " + std::to_string(look.least) + " to " +
                     std::to_string(look.most) +
                     " are no dates: read as steps of unknown length, so order is kept and no "
                     "calendar is claimed";
  }
  mapped.doubtful = true;
  mapped.confidence_percent = std::min(mapped.confidence_percent, by_header_alone);
}

void settle_amount(ColumnMapping& mapped, const ColumnView& view) {
  const ColumnLook& look = view.look;
  mapped.form.decimals = look.decimals;
  mapped.form.decimals_max = look.decimals_max;
  if (look.has_flow_words) {
    mapped.form.has_flow_words = true;
    mapped.reason += "; a word behind each amount says debit or credit";
  }
  if (view.reading.is_hundredths) {
    mapped.doubtful = true;
    mapped.confidence_percent = std::min<std::uint8_t>(mapped.confidence_percent, 70);
    mapped.reason += "; its header speaks of hundredths of the currency";
  }
  if (look.decimals_doubtful) {
    mapped.doubtful = true;
    mapped.confidence_percent = std::min<std::uint8_t>(mapped.confidence_percent, 70);
    mapped.reason += std::string("; \"") + look.decimals.group +
                     "\" is read as the mark of thousands: no cell shows decimals";
  }
}

/// Whole numbers from nought on, too short for phone or account numbers: "phone 0", "account 17".
bool are_local_ids(const ColumnLook& look) {
  constexpr std::uint32_t nearly_all = 990;
  constexpr std::int64_t most = 99'999;
  return look.integers >= nearly_all && look.zeros > 0 && look.least == 0 && look.most <= most &&
         look.phones_international == 0;
}

}  // namespace

void settle_form(ColumnMapping& mapped, const ColumnView& view) {
  const ColumnLook& look = view.look;
  switch (type_of(mapped.field)) {
    case FieldType::time:
      if (!look.blank()) settle_time(mapped, view);
      if (mapped.form.time_pattern.empty()) mapped.form.time_pattern = "YYYY-MM-DD[ hh:mm[:ss]]";
      break;
    case FieldType::amount:
      settle_amount(mapped, view);
      break;
    case FieldType::number:
      if (mapped.field == Field::duration_s) {
        constexpr std::uint32_t most = 500;
        mapped.form.unit = look.durations >= most      ? "hh:mm:ss"
                           : view.reading.unit.empty() ? "s"
                                                       : view.reading.unit;
      }
      break;
    case FieldType::selector:
      mapped.form.split = look.split;
      if (are_local_ids(look)) {
        mapped.form.selector = "local";
        mapped.reason += "; they are ids of this source, and 0 is one of them";
      }
      break;
    case FieldType::text:
      if (mapped.field == Field::aliases) mapped.form.split = look.split.empty() ? ";" : look.split;
      break;
    case FieldType::none:
      break;
  }
}

}  // namespace cuibono::evidence
