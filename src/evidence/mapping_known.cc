// A header seen before: what a person accepted for one file holds for the next of the same maker.
#include <algorithm>

#include "evidence/mapping.h"

namespace cuibono::evidence {
namespace {

bool same_headers(const Mapping& a, const Mapping& b) {
  return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    [](const ColumnMapping& x, const ColumnMapping& y) {
                      return x.column == y.column && x.header == y.header;
                    });
}

/// What the cells of the new file say against the form that was accepted; empty: nothing.
std::string objection(const ColumnMapping& known, const ColumnMapping& proposed) {
  if (proposed.field == Field::unknown || proposed.doubtful || known.field != proposed.field)
    return {};
  if (known.form.time_pattern != proposed.form.time_pattern)
    return "its times look like " + proposed.form.time_pattern + ", not " + known.form.time_pattern;
  const auto& then = known.form.decimals;
  const auto& now = proposed.form.decimals;
  if (then.point != now.point && proposed.form.decimals_max > 0 && known.form.decimals_max > 0)
    return std::string("its decimal mark looks like \"") + now.point + "\", not \"" + then.point +
           "\"";
  return {};
}

}  // namespace

bool is_same_header(const Mapping& known, const Mapping& proposed) noexcept {
  return known.accepted && !known.fingerprint.empty() &&
         known.fingerprint == proposed.fingerprint &&
         known.dialect.format == proposed.dialect.format &&
         known.dialect.reader == proposed.dialect.reader && same_headers(known, proposed);
}

Mapping take_known(const Mapping& known, std::string_view label, Mapping proposed) {
  const std::string as_there =
      "as accepted for " + std::string(label) + ", which has the same header";
  proposed.kind = known.kind;
  proposed.kind_confidence_percent = 100;
  proposed.kind_reason = as_there;
  std::vector<std::string> questions;
  for (std::size_t i = 0; i < proposed.columns.size(); ++i) {
    const ColumnMapping& then = known.columns[i];
    ColumnMapping& now = proposed.columns[i];
    const std::string against = objection(then, now);
    if (!against.empty()) {
      now.doubtful = true;
      now.reason += "; " + std::string(label) + " was accepted otherwise";
      questions.push_back("Column \"" + now.header + "\": " + against + " as accepted for " +
                          std::string(label) + ". Which is right?");
      continue;
    }
    now.field = then.field;
    now.form = then.form;
    now.confidence_percent = 100;
    now.doubtful = false;
    now.reason = as_there;
  }
  proposed.currency = known.currency;
  proposed.region = known.region;
  proposed.zone = known.zone;
  proposed.questions = std::move(questions);
  return proposed;
}

}  // namespace cuibono::evidence
