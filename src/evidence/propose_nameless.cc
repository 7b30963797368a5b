// A table without a header: what its columns are is told by their cells and by what they say of each
// other, such as a balance that moves by the amounts beside it. All of it is asked about.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "evidence/propose_parts.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint32_t nearly_all = 900, most = 700, half = 500;
/// Weights of fields that cells alone tell: all below the bound from which a column is sure.
constexpr int by_relation = 76, by_shape = 70, by_order = 60;

class Nameless {
 public:
  Nameless(const std::vector<ColumnView>& views, const SampledRows& sample)
      : views_(views), sample_(sample), taken_(views.size(), false) {}

  [[nodiscard]] KindProposal propose(ItemKind kind) {
    proposal_ = {kind, std::vector<Assigned>(views_.size()), 0};
    std::fill(taken_.begin(), taken_.end(), false);
    set_aside_counts();
    if (kind == ItemKind::calls) take_calls();
    if (kind == ItemKind::transfers) take_transfers();
    if (kind == ItemKind::chain) take_chain();
    if (kind == ItemKind::reports) take_reports();
    proposal_.score = 0;
    for (const auto& column : proposal_.columns)
      proposal_.score += column.field == Field::unknown ? 0 : column.confidence;
    return std::move(proposal_);
  }

  /// The kind that its cells show; other where they show none.
  [[nodiscard]] ItemKind kind() const {
    std::size_t phones = 0, accounts = 0, sums = 0, dates = 0, clocks = 0, hashes = 0,
                chain_ends = 0, currencies = 0, prose = 0, numbers = 0, devices = 0;
    for (const auto& view : views_) {
      const ColumnLook& look = view.look;
      phones += is_phone(look) ? 1U : 0U;
      accounts += look.ibans >= most ? 1U : 0U;
      sums += is_sum(look) ? 1U : 0U;
      dates += is_dated(look) ? 1U : 0U;
      clocks += look.time.permille >= nearly_all && look.time.has_clock ? 1U : 0U;
      hashes += look.hashes >= most ? 1U : 0U;
      chain_ends += look.addresses >= most ? 1U : 0U;
      currencies += is_currency(look) ? 1U : 0U;
      prose += look.prose >= half ? 1U : 0U;
      numbers += is_length(look) || look.durations >= nearly_all ? 1U : 0U;
      devices += look.imeis >= nearly_all || look.imsis >= nearly_all ? 1U : 0U;
    }
    if (dates == 0) return ItemKind::other;
    if (chain_ends > 0 && hashes > 0) return ItemKind::chain;
    const bool money = accounts > 0 || currencies > 0;
    if ((money && (sums > 0 || numbers > 0)) || (sums > 0 && phones == 0))
      return ItemKind::transfers;
    if (prose > 0 && !money) return ItemKind::reports;
    if (clocks > 0 && ((phones >= 2 && !money) || (phones == 1 && (numbers + devices > 0))))
      return ItemKind::calls;
    return ItemKind::other;
  }

 private:
  static bool is_dated(const ColumnLook& look) {
    return look.time.permille >= nearly_all && look.time.has_date;
  }
  static bool is_phone(const ColumnLook& look) {
    constexpr std::uint32_t shortest = 9;
    const bool other = is_dated(look) || look.imeis >= nearly_all || look.imsis >= nearly_all ||
                       look.ibans >= half || (look.numbers >= nearly_all && look.decimals_max > 0);
    return look.phones >= most && look.longest >= shortest && !other;
  }
  static bool is_currency(const ColumnLook& look) {
    return look.currencies >= nearly_all && look.numbers < half && look.distinct <= 12;
  }
  static bool is_sum(const ColumnLook& look) {
    return look.numbers >= nearly_all && !is_dated(look) && look.ibans < half &&
           (look.decimals_max > 0 || look.negative > 0 || look.decimals.group != 0);
  }
  static bool is_length(const ColumnLook& look) {
    constexpr std::int64_t day_s = 86'400;
    return look.integers >= nearly_all && look.least >= 0 && look.most <= day_s &&
           look.distinct > 1 && !look.counts_up;
  }
  static bool is_account(const ColumnLook& look) {
    constexpr std::uint32_t shortest = 8;
    if (look.ibans >= most) return true;
    return look.accounts >= most && look.longest >= shortest && !is_dated(look) &&
           look.phones_international < half && look.decimals_max == 0 && look.negative == 0;
  }
  static bool is_constant(const ColumnLook& look) { return look.distinct == 1; }

  void set_aside_counts() {
    for (std::size_t i = 0; i < views_.size(); ++i)
      if (views_[i].look.blank() || views_[i].look.counts_up) taken_[i] = true;
  }
  void take(std::size_t column, Field field, int confidence) {
    if (taken_[column] || used(field)) return;
    taken_[column] = true;
    proposal_.columns[column] = {field, confidence, 0, 2, {}};
  }
  [[nodiscard]] bool used(Field field) const {
    return std::any_of(proposal_.columns.begin(), proposal_.columns.end(),
                       [&](const Assigned& column) { return column.field == field; });
  }
  /// Columns not taken yet that pass a test, in their order.
  template <class Test>
  [[nodiscard]] std::vector<std::size_t> free_columns(Test test) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < views_.size(); ++i)
      if (!taken_[i] && test(views_[i].look)) found.push_back(i);
    return found;
  }

  void take_times(Field second) {
    const auto dated = free_columns(is_dated);
    for (const std::size_t i : dated) {
      const bool first = !used(Field::time) && !used(Field::date);
      const Field field = views_[i].look.time.has_clock ? Field::time : Field::date;
      take(i, first ? field : second, first ? by_shape : by_order);
    }
    const auto clocks = free_columns([](const ColumnLook& look) {
      return look.time.permille >= nearly_all && look.time.has_clock && !look.time.has_date &&
             look.durations < nearly_all;
    });
    if (!clocks.empty() && !used(Field::time)) take(clocks[0], Field::time_of_day, by_shape);
    const auto lengths =
        free_columns([](const ColumnLook& look) { return look.durations >= nearly_all; });
    if (!lengths.empty() && !used(Field::time) && used(Field::date))
      take(lengths[0], Field::time_of_day, by_order);
  }

  [[nodiscard]] std::vector<std::optional<std::int64_t>> values_of(std::size_t column) const {
    constexpr std::size_t rows_most = 400;
    const std::uint8_t exponent = 4;
    std::vector<std::optional<std::int64_t>> values;
    for (const auto& cell : sample_.columns[column]) {
      if (values.size() >= rows_most) break;
      const auto parsed = core::parse_decimal(cell, views_[column].look.decimals, exponent);
      values.push_back(parsed.fault ? std::nullopt : std::optional(parsed.scaled));
    }
    return values;
  }

  /// Row by row the balance moves by the amount, whichever way the rows run.
  [[nodiscard]] bool moves_by(std::size_t balance, std::size_t amount) const {
    const auto sums = values_of(amount), states = values_of(balance);
    std::size_t pairs = 0, down = 0, up = 0;
    for (std::size_t i = 1; i < states.size(); ++i) {
      if (!states[i] || !states[i - 1] || !sums[i] || !sums[i - 1]) continue;
      ++pairs;
      const std::int64_t step = std::llabs(*states[i] - *states[i - 1]);
      down += step == std::llabs(*sums[i]) ? 1U : 0U;
      up += step == std::llabs(*sums[i - 1]) ? 1U : 0U;
    }
    constexpr std::size_t least = 3;
    return pairs >= least && std::max(down, up) * 10 >= pairs * 7;
  }

  /// Of each row one of the two has a value, the other none or nought.
  [[nodiscard]] bool exclude_each_other(std::size_t a, std::size_t b) const {
    const auto one = values_of(a), two = values_of(b);
    std::size_t either = 0, both = 0, only_a = 0, only_b = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
      const bool in_a = one[i] && *one[i] != 0, in_b = two[i] && *two[i] != 0;
      either += in_a || in_b ? 1U : 0U;
      both += in_a && in_b ? 1U : 0U;
      only_a += in_a && !in_b ? 1U : 0U;
      only_b += in_b && !in_a ? 1U : 0U;
    }
    return either >= 3 && both == 0 && only_a > 0 && only_b > 0;
  }

  void take_sums() {
    auto sums = free_columns(is_sum);
    if (sums.empty()) {
      sums = free_columns([](const ColumnLook& look) {
        return look.integers >= nearly_all && look.distinct > 2 && !is_dated(look) &&
               !is_account(look);
      });
    }
    for (std::size_t a = 0; a + 1 < sums.size(); ++a) {
      if (!exclude_each_other(sums[a], sums[a + 1])) continue;
      take(sums[a], Field::debit, by_order);
      take(sums[a + 1], Field::credit, by_order);
      if (a + 2 < sums.size()) take(sums[a + 2], Field::balance_after, by_order);
      return;
    }
    auto whole = free_columns([](const ColumnLook& look) {
      return look.numbers >= nearly_all && !is_dated(look) && look.ibans < half;
    });
    for (const std::size_t amount : sums) {
      for (const std::size_t balance : whole) {
        if (amount == balance || !moves_by(balance, amount)) continue;
        take(amount, Field::amount, by_relation);
        take(balance, Field::balance_after, by_relation);
        return;
      }
    }
    if (!sums.empty()) take(sums[0], Field::amount, sums.size() == 1 ? by_shape : by_order);
  }

  void take_accounts() {
    auto accounts = free_columns(is_account);
    const bool ibans = std::any_of(accounts.begin(), accounts.end(),
                                   [&](std::size_t i) { return views_[i].look.ibans >= most; });
    if (accounts.size() > 2 && ibans) {
      std::erase_if(accounts, [&](std::size_t i) { return views_[i].look.ibans < most; });
    }
    if (accounts.empty()) return;
    const std::size_t a = accounts[0];
    if (accounts.size() == 1) {
      take(a, is_constant(views_[a].look) ? Field::own_account : Field::other_account, by_shape);
      return;
    }
    const std::size_t b = accounts[1];
    const bool first = is_constant(views_[a].look), second = is_constant(views_[b].look);
    if (first != second) {
      take(first ? a : b, Field::own_account, by_shape);
      take(first ? b : a, Field::other_account, by_shape);
    } else {
      take(a, Field::payer, by_order);
      take(b, Field::payee, by_order);
    }
  }

  /// Texts: names, then the longest and most varied as purpose.
  void take_texts() {
    const bool ends = used(Field::payer) && used(Field::payee);
    const auto plain = [](const ColumnLook& look) {
      return look.names >= half && look.prose < half && look.longest <= 60;
    };
    auto names = free_columns(plain);
    std::erase_if(names, [&](std::size_t i) { return shouts_kinds(i); });
    if (ends && names.size() >= 2) {
      take(names[0], Field::payer_name, by_order);
      take(names[1], Field::payee_name, by_order);
    } else if (!names.empty() && !ends) {
      take(names[0], Field::other_name, by_order);
    }
    auto texts = free_columns([](const ColumnLook& look) { return look.words >= half; });
    std::stable_sort(texts.begin(), texts.end(), [&](std::size_t a, std::size_t b) {
      return views_[a].look.distinct > views_[b].look.distinct;
    });
    static constexpr Field fields[] = {Field::reference, Field::note, Field::text};
    for (std::size_t i = 0; i < texts.size() && i < 3; ++i) {
      const ColumnLook& look = views_[texts[i]].look;
      const bool kinds = i > 0 && (look.transfer_kinds >= half || shouts_kinds(texts[i]));
      take(texts[i], kinds ? Field::transfer_kind : fields[i], by_order);
    }
    const auto keys = free_columns([](const ColumnLook& look) {
      return look.codes >= nearly_all && look.distinct * 10 >= look.filled * 9;
    });
    if (!keys.empty()) take(keys[0], Field::record_id, by_order);
  }
  /// Few texts, all in capitals that come again and again: kinds of an entry.
  [[nodiscard]] bool shouts_kinds(std::size_t i) const {
    const ColumnLook& look = views_[i].look;
    return look.transfer_kinds >= half || (look.distinct * 2 <= look.filled && look.distinct <= 5 &&
                                           look.examples.size() > 1 && look.names < nearly_all);
  }

  void take_signs(Field field, std::uint32_t ColumnLook::* share) {
    const auto signs = free_columns([&](const ColumnLook& look) {
      return look.*share >= nearly_all && look.distinct == 2 && look.integers < half;
    });
    if (!signs.empty()) take(signs[0], field, by_shape);
  }

  void take_transfers() {
    const auto currencies = free_columns(is_currency);
    if (!currencies.empty()) take(currencies[0], Field::currency, by_shape);
    take_times(Field::value_time);
    take_signs(Field::sign, &ColumnLook::signs);
    take_sums();
    take_accounts();
    take_texts();
  }

  void take_calls() {
    take_times(Field::end_time);
    const auto by = [&](std::uint32_t ColumnLook::* share, Field field, std::uint64_t few) {
      const auto found = free_columns([&](const ColumnLook& look) {
        return look.*share >= nearly_all && look.distinct <= few;
      });
      if (!found.empty()) take(found[0], field, by_shape);
    };
    constexpr std::uint64_t any = 1U << 20;
    by(&ColumnLook::imeis, Field::caller_imei, any);
    by(&ColumnLook::imsis, Field::caller_imsi, any);
    by(&ColumnLook::call_kinds, Field::call_kind, 8);
    by(&ColumnLook::directions, Field::direction, 8);
    by(&ColumnLook::durations, Field::duration_s, any);
    const auto phones = free_columns(is_phone);
    const bool way = used(Field::direction);
    if (phones.size() == 1) take(phones[0], Field::other_number, by_order);
    if (phones.size() >= 2) {
      const bool first = is_constant(views_[phones[0]].look);
      const bool second = is_constant(views_[phones[1]].look);
      const bool own = way && first != second;
      take(phones[0],
           own && first ? Field::subject_number
           : own        ? Field::other_number
                        : Field::caller,
           by_order);
      take(phones[1],
           own && second ? Field::subject_number
           : own         ? Field::other_number
                         : Field::callee,
           by_order);
    }
    const auto lengths = free_columns(is_length);
    if (!lengths.empty()) take(lengths[0], Field::duration_s, by_order);
    by(&ColumnLook::answers, Field::answered, 6);
    const auto cells = free_columns([](const ColumnLook& look) {
      return look.codes >= nearly_all && look.integers < half && look.longest <= 30;
    });
    if (!cells.empty()) take(cells[0], Field::caller_cell, by_order);
  }

  void take_chain() {
    take_times(Field::value_time);
    const auto hashes = free_columns([](const ColumnLook& look) { return look.hashes >= most; });
    if (!hashes.empty()) take(hashes[0], Field::transaction_hash, by_shape);
    const auto ends = free_columns([](const ColumnLook& look) { return look.addresses >= most; });
    if (ends.size() == 1) take(ends[0], Field::to_address, by_order);
    if (ends.size() >= 2) {
      take(ends[0], Field::from_address, by_order);
      take(ends[1], Field::to_address, by_order);
    }
    const auto currencies = free_columns(is_currency);
    if (!currencies.empty()) take(currencies[0], Field::currency, by_shape);
    const auto sums = free_columns(is_sum);
    if (!sums.empty()) take(sums[0], Field::amount, by_order);
  }

  void take_reports() {
    const auto keys = free_columns([](const ColumnLook& look) {
      return look.codes >= nearly_all && look.distinct * 10 >= look.filled * 9 && !is_dated(look) &&
             !is_phone(look) && look.emails < half;
    });
    if (!keys.empty()) take(keys[0], Field::report_id, by_order);
    const auto dated = free_columns(is_dated);
    if (!dated.empty()) take(dated[0], Field::received_time, by_order);
    const auto texts = free_columns([](const ColumnLook& look) { return look.prose >= half; });
    if (!texts.empty()) take(texts[0], Field::narrative, by_shape);
    const auto names =
        free_columns([](const ColumnLook& look) { return look.names >= nearly_all; });
    if (!names.empty()) take(names[0], Field::victim_name, by_order);
    const auto mails = free_columns([](const ColumnLook& look) { return look.emails >= most; });
    if (!mails.empty()) take(mails[0], Field::victim_email, by_order);
    const auto phones = free_columns(is_phone);
    if (!phones.empty())
      take(phones.back(), phones.size() > 1 ? Field::victim_phone : Field::numbers, by_order);
    if (phones.size() > 1) take(phones[0], Field::numbers, by_order);
    const auto sums = free_columns(is_sum);
    if (!sums.empty()) take(sums[0], Field::payment_amount, by_order);
    const auto accounts = free_columns(is_account);
    if (!accounts.empty()) take(accounts[0], Field::payment_to, by_order);
  }

  const std::vector<ColumnView>& views_;
  const SampledRows& sample_;
  std::vector<bool> taken_;
  KindProposal proposal_;
};

}  // namespace

bool are_nameless(const std::vector<ColumnView>& views) {
  return views.size() > 1 && std::all_of(views.begin(), views.end(), [](const ColumnView& view) {
           return view.header.empty();
         });
}

KindProposal propose_nameless(const std::vector<ColumnView>& views, const SampledRows& sample,
                              std::optional<ItemKind> kind) {
  Nameless nameless(views, sample);
  const ItemKind shown = kind.value_or(nameless.kind());
  return nameless.propose(shown);
}

}  // namespace cuibono::evidence
