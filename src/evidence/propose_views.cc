// What the headers and cells of a file say, column by column, and what columns say of each other.
#include <algorithm>
#include <set>
#include <utility>

#include "evidence/fold.h"
#include "evidence/propose_parts.h"
#include "evidence/propose_sample.h"

namespace cuibono::evidence {
namespace {

bool has(const HeaderReading& reading, Concept sense) {
  return reading.concepts.test(static_cast<std::size_t>(sense));
}

/// "From Bank, Account, To Bank, Account": a column of an end takes the side of the one before it.
void inherit_sides(std::vector<ColumnView>& views) {
  const auto stem = [](const ColumnView& view) {
    std::string text = view.reading.folded;
    while (!text.empty() && (text.back() == ' ' || (text.back() >= '0' && text.back() <= '9')))
      text.pop_back();
    return text;
  };
  const auto sided = [](const ColumnView& view) {
    return has(view.reading, Concept::side_a) || has(view.reading, Concept::side_b);
  };
  for (std::size_t i = 1; i < views.size(); ++i) {
    const bool an_end = has(views[i].reading, Concept::account) ||
                        has(views[i].reading, Concept::name) ||
                        has(views[i].reading, Concept::number);
    if (!an_end || sided(views[i]) || !sided(views[i - 1])) continue;
    const bool twice = std::count_if(views.begin(), views.end(),
                                     [&](const ColumnView& other) {
                                       return !sided(other) && stem(other) == stem(views[i]);
                                     }) > 1 ||
                       (i >= 2 && stem(views[i]) == stem(views[i - 2]));
    if (!twice || !has(views[i - 1].reading, Concept::bank)) continue;
    const Concept side =
        has(views[i - 1].reading, Concept::side_a) ? Concept::side_a : Concept::side_b;
    views[i].reading.concepts.set(static_cast<std::size_t>(side));
  }
}

/// Words that make the two ends of a pair: "Konto von" and "Konto an", "с карты" and "на карту".
bool are_opposite(std::string_view from, std::string_view to) {
  static const std::set<std::pair<std::string, std::string>> pairs = {{"from", "to"},
                                                                      {"src", "dst"},
                                                                      {"source", "target"},
                                                                      {"source", "destination"},
                                                                      {"von", "an"},
                                                                      {"von", "nach"},
                                                                      {"von", "zu"},
                                                                      {"vom", "zum"},
                                                                      {"de", "para"},
                                                                      {"de", "a"},
                                                                      {"desde", "hasta"},
                                                                      {"origen", "destino"},
                                                                      {"de", "vers"},
                                                                      {"du", "au"},
                                                                      {"origem", "destino"},
                                                                      {"da", "a"},
                                                                      {"dal", "al"},
                                                                      {"van", "naar"},
                                                                      {"van", "aan"},
                                                                      {"fran", "till"},
                                                                      {"fra", "til"},
                                                                      {"z", "na"},
                                                                      {"od", "do"},
                                                                      {"od", "komu"},
                                                                      {"is", "i"},
                                                                      {"no", "uz"},
                                                                      {"de la", "catre"},
                                                                      {"din", "in"},
                                                                      {"από", "προς"},
                                                                      {"απο", "προς"},
                                                                      {"απο", "σε"},
                                                                      {"от", "до"},
                                                                      {"от", "к"},
                                                                      {"от", "кому"},
                                                                      {"с", "на"},
                                                                      {"со", "на"},
                                                                      {"з", "на"},
                                                                      {"від", "до"},
                                                                      {"вiд", "до"},
                                                                      {"са", "на"},
                                                                      {"sa", "na"},
                                                                      {"s", "na"},
                                                                      {"מ", "אל"},
                                                                      {"من", "الى"},
                                                                      {"из", "в"},
                                                                      {"a", "b"},
                                                                      {"а", "б"},
                                                                      {"а", "в"}};
  return pairs.contains({std::string(from), std::string(to)});
}

/// Two headers that differ in one such word are the sides of one thing.
void pair_sides(std::vector<ColumnView>& views) {
  const auto sidable = [](const ColumnView& view) {
    for (const Concept sense : {Concept::account, Concept::number, Concept::phone, Concept::name,
                                Concept::wallet, Concept::address, Concept::id, Concept::bank,
                                Concept::cell, Concept::imei, Concept::imsi, Concept::country}) {
      if (has(view.reading, sense)) return true;
    }
    return false;
  };
  const auto words = [](const ColumnView& view) { return core::split(view.reading.folded, ' '); };
  for (auto& from : views) {
    if (!sidable(from)) continue;
    for (auto& to : views) {
      const auto a = words(from), b = words(to);
      if (&from == &to || a.size() != b.size() || a.size() < 2) continue;
      std::size_t different = 0, at = 0;
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] == b[i]) continue;
        ++different;
        at = i;
      }
      if (different != 1 || !are_opposite(a[at], b[at])) continue;
      from.reading.concepts.set(static_cast<std::size_t>(Concept::side_a));
      from.reading.concepts.reset(static_cast<std::size_t>(Concept::side_b));
      to.reading.concepts.set(static_cast<std::size_t>(Concept::side_b));
      to.reading.concepts.reset(static_cast<std::size_t>(Concept::side_a));
    }
  }
}

/// A key that repeats two other columns, "bank:account": the account by itself joins other files.
void drop_composed_keys(std::vector<ColumnView>& views, const SampledRows& sample) {
  constexpr std::size_t rows_most = 50;
  const std::size_t rows = std::min(sample.rows, std::uint64_t{rows_most});
  if (rows < 2) return;
  for (auto& whole : views) {
    if (!has(whole.reading, Concept::account) || whole.look.codes < 900) continue;
    for (const auto& part : views) {
      if (&part == &whole || !has(part.reading, Concept::account)) continue;
      bool ends = true;
      for (std::size_t row = 0; row < rows && ends; ++row) {
        const std::string_view cell = sample.columns[whole.column][row];
        const std::string_view end = sample.columns[part.column][row];
        ends = !end.empty() && cell.size() > end.size() + 1 && cell.ends_with(end) &&
               std::string_view(":/-_|").find(cell[cell.size() - end.size() - 1]) !=
                   std::string_view::npos;
      }
      if (!ends) continue;
      whole.reading.concepts.reset();
      whole.composed_of = part.header;
    }
  }
}

/// "BTC" or "EUR" above sums: an amount of that currency.
void read_currency_headers(std::vector<ColumnView>& views) {
  constexpr std::uint32_t nearly_all = 900;
  for (auto& view : views) {
    HeaderReading& reading = view.reading;
    std::string_view name = core::trim(view.header);
    while (!name.empty() && std::string_view("$€£ ").find(name.back()) != name.npos)
      name.remove_suffix(1);
    const bool is_code = name.size() >= 3 && name.size() <= 5 && core::find_asset(name) &&
                         std::all_of(name.begin(), name.end(), [](char c) {
                           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                         });
    const bool is_sum = view.look.numbers >= nearly_all && view.look.padded == 0;
    if (!is_code || !is_sum) continue;
    reading.concepts.reset();
    reading.concepts.set(static_cast<std::size_t>(Concept::amount));
    reading.currency = core::get_asset(*core::find_asset(name)).code;
    reading.words_known = reading.words;
    reading.words_guessed = 0;
  }
}

/// An area of cells, or the address of one, beside a cell: "LAC" and "CI". The smaller place counts.
void drop_areas(std::vector<ColumnView>& views) {
  const auto is_area = [](const ColumnView& view) {
    if (has(view.reading, Concept::address)) return true;
    const auto words = core::split(view.reading.folded, ' ');
    return !words.empty() && std::all_of(words.begin(), words.end(), [](std::string_view word) {
      return word == "lac" || word == "tac" || word == "基站lac" || word == "first" ||
             word == "last" || word == "area" || word == "location";
    });
  };
  const auto is_cell = [&](const ColumnView& view) {
    return has(view.reading, Concept::cell) && !has(view.reading, Concept::address) &&
           !view.look.blank() && view.look.codes >= 900 && !is_area(view);
  };
  if (std::none_of(views.begin(), views.end(), is_cell)) return;
  for (auto& view : views) {
    if (!is_area(view) || !has(view.reading, Concept::cell)) continue;
    const bool located = has(view.reading, Concept::address);
    view.reading.concepts.reset();
    view.reading.concepts.set(
        static_cast<std::size_t>(located ? Concept::address : Concept::aside));
  }
}

/// "1.234" alone may be thousands; another column of sums of the same file may tell.
void share_decimals(std::vector<ColumnView>& views) {
  for (auto& doubtful : views) {
    if (!doubtful.look.decimals_doubtful) continue;
    for (const auto& sure : views) {
      const bool sums = has(sure.reading, Concept::amount) || has(sure.reading, Concept::balance) ||
                        has(sure.reading, Concept::debit) || has(sure.reading, Concept::credit);
      const bool tells = sums && !sure.look.decimals_doubtful && sure.look.numbers >= 900 &&
                         sure.look.decimals_max > 0 && sure.look.decimals.group != 0;
      if (!tells || sure.look.decimals.point != doubtful.look.decimals.point) continue;
      doubtful.look.decimals = sure.look.decimals;
      doubtful.look.decimals_doubtful = false;
      break;
    }
  }
}

/// "Label", "Alert", "Fraud" may be the answer of another analysis, or a name and a sum: the cells tell.
void drop_false_answers(std::vector<ColumnView>& views) {
  constexpr std::uint32_t half = 500;
  constexpr auto bit = static_cast<std::size_t>(Concept::answer);
  for (auto& view : views) {
    if (!view.reading.concepts.test(bit)) continue;
    const bool is_sum = has(view.reading, Concept::amount) && view.look.decimals_max > 0;
    const bool is_told = has(view.reading, Concept::narrative) ||
                         has(view.reading, Concept::date) || has(view.reading, Concept::account) ||
                         has(view.reading, Concept::name);
    const bool is_label = view.reading.folded == "label" || view.reading.folded == "labels";
    const bool is_named = is_label && view.look.booleans < half && view.look.numbers < half &&
                          (view.look.names >= half || view.look.prose >= half);
    // Each row has another one: the name of an entry, and no answer.
    const bool is_key = view.look.codes >= 900 && view.look.numbers < half &&
                        view.look.distinct == view.look.filled && view.look.filled >= 3 &&
                        (has(view.reading, Concept::id) || view.reading.folded.ends_with(" id"));
    if (!is_sum && !is_told && !is_named && !is_key) continue;
    view.reading.concepts.reset(bit);
    if (is_named) view.reading.concepts.set(static_cast<std::size_t>(Concept::note));
    if (is_key) view.reading.concepts.set(static_cast<std::size_t>(Concept::id));
  }
}

}  // namespace

std::vector<ColumnView> make_views(const Sniffed& sniffed, const SampledRows& sample,
                                   std::string_view region) {
  std::vector<ColumnView> views(sniffed.header.size());
  const std::string language = find_language(sniffed.header, region);
  for (std::size_t i = 0; i < views.size(); ++i) {
    views[i].column = static_cast<std::uint32_t>(i);
    views[i].header = sniffed.header[i];
    views[i].reading = read_header(sniffed.header[i], language);
    views[i].look = look_at_column(sample.columns[i], region);
  }
  // Second columns of the same side come first in their own right: a copy, so that a run of
  // inherited sides does not feed itself.
  inherit_sides(views);
  pair_sides(views);
  drop_composed_keys(views, sample);
  drop_false_answers(views);
  drop_areas(views);
  read_currency_headers(views);
  share_decimals(views);
  return views;
}

}  // namespace cuibono::evidence
