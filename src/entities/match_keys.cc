#include <algorithm>

#include "entities/match_candidates.h"
#include "entities/match_text.h"

namespace cuibono::entities {
namespace {

constexpr std::size_t keys_max = 64;

[[nodiscard]] std::uint64_t hash_of(std::string_view text) noexcept {
  return core::hash64(text, 7);
}

void add_value_keys(const MatchColumn& column, std::uint32_t value, KeyForm form,
                    std::vector<std::uint64_t>& out) {
  const std::string_view text = column.folded(value);
  const auto each_word = [&](const auto& take) {
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (end > 0) take(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  };
  switch (form) {
    case KeyForm::whole:
      out.push_back(hash_of(text));
      break;
    case KeyForm::words:
      each_word([&](std::string_view w) { out.push_back(hash_of(w)); });
      break;
    case KeyForm::sounds:
    case KeyForm::sound_pairs:
      each_word([&](std::string_view w) {
        if (w.size() > 1) out.push_back(hash_of(sound_key(w)));
      });
      break;
    case KeyForm::starts:
      each_word([&](std::string_view w) {
        if (w.size() > 1) out.push_back(hash_of(w.substr(0, 3)));
      });
      break;
    case KeyForm::longest: {
      std::string_view longest;
      each_word([&](std::string_view w) {
        const bool is_number = w.front() >= '0' && w.front() <= '9';
        if (!is_number && w.size() > longest.size()) longest = w;
      });
      out.push_back(hash_of(longest.empty() ? std::string(text) : sound_key(longest, 8)));
      break;
    }
    case KeyForm::year_month:
      if (column.date(value).month != 0 && column.date(value).has_century)
        out.push_back(static_cast<std::uint64_t>(column.date(value).year) * 100 +
                      column.date(value).month);
      break;
    case KeyForm::year:
      if (column.date(value).has_century && column.date(value).year != 0)
        out.push_back(static_cast<std::uint64_t>(column.date(value).year));
      break;
    case KeyForm::month_day:
      if (column.date(value).day != 0)
        out.push_back(std::uint64_t{column.date(value).month} * 100 + column.date(value).day);
      break;
    case KeyForm::first_half:
    case KeyForm::last_half: {
      const std::string_view number = text.substr(text.find(':') + 1);  // without its country
      const std::size_t half = number.size() / 2;
      out.push_back(
          hash_of(form == KeyForm::first_half ? number.substr(0, half) : number.substr(half)));
      break;
    }
    case KeyForm::last_seven:
      if (text.size() >= 7) out.push_back(hash_of(text.substr(text.size() - 7)));
      break;
    case KeyForm::before_at:
      if (text.find('@') != std::string_view::npos && text.find('@') >= 3)
        out.push_back(hash_of(text.substr(0, text.find('@'))));
      break;
  }
}

void sort_unique(std::vector<std::uint64_t>& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

/// The keys of one part, each once.
void add_part_keys(const MatchTable& table, const KeyPart& part, std::uint32_t record,
                   std::vector<std::uint64_t>& out) {
  for (const std::size_t c : part.columns) {
    for (const std::uint32_t value : table.columns[c].of(record))
      add_value_keys(table.columns[c], value, part.form, out);
  }
  sort_unique(out);
  if (part.form != KeyForm::sound_pairs) return;
  std::vector<std::uint64_t> pairs;
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (std::size_t j = i + 1; j < out.size(); ++j)
      pairs.push_back(core::mix64(out[i] * 3 + out[j]));
  }
  out = std::move(pairs);
  sort_unique(out);
}

}  // namespace

void add_keys(const MatchTable& table, const KeyFamily& family, std::uint32_t record,
              std::vector<std::uint64_t>& out) {
  thread_local std::vector<std::uint64_t> part, product;
  out.assign(1, 0x9E3779B97F4A7C15ULL);
  for (const KeyPart& one : family.parts) {
    part.clear();
    product.clear();
    add_part_keys(table, one, record, part);
    for (const std::uint64_t before : out) {
      for (const std::uint64_t key : part) product.push_back(core::mix64(before * 31 + key));
    }
    out.swap(product);
    if (out.empty()) return;
  }
  sort_unique(out);
  if (out.size() > keys_max) out.resize(keys_max);
}

}  // namespace cuibono::entities
