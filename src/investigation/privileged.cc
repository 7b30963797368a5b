#include "investigation/privileged.h"

#include <algorithm>
#include <set>

namespace cuibono::investigation {
namespace {

constexpr std::size_t digits_least = 7, digits_most = 15, digits_compared = 9;

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

bool is_spelling(char c) { return std::string_view(" -.()/").find(c) != std::string_view::npos; }

bool is_end_of_call(evidence::Field field) {
  using evidence::Field;
  return field == Field::caller || field == Field::callee || field == Field::displayed_number ||
         field == Field::diverted_from;
}

}  // namespace

core::Result<std::string> privileged_selector(std::string_view written) {
  std::string_view text = core::trim(written);
  if (text.starts_with("tel:")) text.remove_prefix(4);
  const std::string digits = digits_of(text);
  const bool plain = text.starts_with("+") && std::all_of(text.begin() + 1, text.end(), [](char c) {
                       return (c >= '0' && c <= '9') || is_spelling(c);
                     });
  if (!plain || digits.size() < digits_least || digits.size() > digits_most) {
    return core::Error{core::ErrorCode::bad_input,
                       "privileged.contacts has \"" + std::string(written) +
                           "\", which is no international phone number",
                       "case.toml",
                       "write it with a plus and the country, as in \"+999 37 123 456\""};
  }
  return "tel:+" + digits;
}

void close_privileged(const std::vector<std::string>& privileged, TakenIn& taken) {
  if (privileged.empty()) return;
  const std::set<std::string, std::less<>> listed(privileged.begin(), privileged.end());
  std::set<std::string> met;
  std::uint64_t closed = 0;
  for (std::uint32_t rank = 0; rank < taken.batches.size(); ++rank) {
    const auto& batch = taken.batches[rank];
    if (batch.kind != evidence::ItemKind::calls) continue;
    std::vector<bool> closes(batch.ordinals.size(), false);
    for (const auto& column : batch.columns) {
      if (!is_end_of_call(column.field)) continue;
      std::vector<bool> is_listed(column.values.size(), false);
      for (std::size_t v = 0; v < column.values.size(); ++v) {
        for (const auto form : core::split(column.values[v], '\n')) {
          if (!listed.contains(form)) continue;
          is_listed[v] = true;
          met.insert(std::string(form));
        }
      }
      for (std::size_t row = 0; row < column.codes.size(); ++row) {
        if (column.codes[row] < is_listed.size() && is_listed[column.codes[row]])
          closes[row] = true;
      }
    }
    for (std::size_t row = 0; row < closes.size(); ++row) {
      if (!closes[row]) continue;
      const evidence::RecordRef record(rank, batch.ordinals[row]);
      closed += static_cast<std::uint64_t>(taken.mask.contains(record));
      taken.mask.exclude(record);
    }
  }
  for (auto& mapping : taken.mappings) {
    for (auto& column : mapping.columns) {
      if (holds_privileged(privileged, column.reason))
        column.reason = "its values are not repeated here: a privileged contact is among them";
    }
  }
  taken.mask_notes.push_back(
      {"privileged", "calls",
       std::to_string(closed) + " rows of calls with " + std::to_string(met.size()) + " of " +
           std::to_string(listed.size()) +
           " contacts that the case lists as privileged are closed: nothing here stands on them"});
}

bool holds_privileged(const std::vector<std::string>& privileged, std::string_view row) {
  // Runs of digits with the usual signs between them; letters and other separators end a number.
  std::vector<std::string> numbers;
  std::string digits;
  const auto end_number = [&] {
    if (digits.size() >= digits_least) numbers.push_back(digits);
    digits.clear();
  };
  for (const char c : row) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (!is_spelling(c))
      end_number();
  }
  end_number();
  return std::any_of(privileged.begin(), privileged.end(), [&](const std::string& one) {
    const std::string full = digits_of(one);
    const std::string tail = full.substr(full.size() - std::min(full.size(), digits_compared));
    return std::any_of(numbers.begin(), numbers.end(), [&](const std::string& number) {
      return number.find(tail) != std::string::npos;
    });
  });
}

}  // namespace cuibono::investigation
