// Statements that do not add up, and statements that are missing.
#include "formats/swift_balances.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "formats/swift_statement.h"
#include "formats/swift_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t told_in_full = 8;
constexpr int decimals_kept = 4;

/// Ten thousandths of the unit; nothing where they do not hold it.
std::optional<std::int64_t> parse_exact(std::string_view amount) {
  const auto comma = amount.find(',');
  if (comma == std::string_view::npos || amount.size() - comma - 1 > decimals_kept)
    return std::nullopt;
  std::string digits(amount.substr(0, comma));
  digits += amount.substr(comma + 1);
  digits.append(decimals_kept - (amount.size() - comma - 1), '0');
  return core::parse_int64(digits);
}

std::string written(std::int64_t exact) {
  const bool is_minus = exact < 0;
  std::string digits = std::to_string(is_minus ? -exact : exact);
  if (digits.size() <= decimals_kept) digits.insert(0, decimals_kept + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals_kept, ".");
  while (digits.ends_with("00") && digits[digits.size() - 3] != '.') digits.pop_back();
  if (digits.ends_with('0') && digits[digits.size() - 4] == '.') digits.pop_back();
  return (is_minus ? "-" : "") + digits;
}

/// One page of a statement, from its opening to its closing balance.
struct Page {
  std::string account, statement, currency, closing_date;
  std::optional<std::int64_t> opening, closing;
  std::int64_t lines = 0;
  std::size_t unread = 0;  // lines that cannot be read
  bool has_closing = false, is_exact = true;
  std::uint64_t number = 0, page = 0;
};

void add_exact(Page& page, std::string_view sign, std::string_view amount) {
  const auto exact = parse_exact(amount);
  if (!exact || __builtin_add_overflow(page.lines, sign == "C" ? *exact : -*exact, &page.lines))
    page.is_exact = false;
}

std::optional<std::int64_t> signed_balance(const SwiftBalance& balance) {
  const auto exact = parse_exact(balance.amount);
  if (!exact) return std::nullopt;
  return balance.mark == "D" ? -*exact : *exact;
}

class Checker {
 public:
  void take(const SwiftPiece& piece);
  [[nodiscard]] std::string tell();

 private:
  void close();
  void check_sum(const Page& page);
  void check_order(std::vector<const Page*>& pages);
  void say(std::string sentence);
  static std::string name_of(const Page& page) {
    return "statement " + page.statement + " of account " + page.account;
  }

  std::optional<Page> open_;
  std::vector<Page> pages_;
  std::vector<std::string> told_;
  std::size_t untold_ = 0;
};

void Checker::take(const SwiftPiece& piece) {
  if (piece.kind != SwiftPiece::Kind::field || piece.tag == "20") {
    close();
    if (piece.kind == SwiftPiece::Kind::field) open_.emplace();
    return;
  }
  if (!open_) return;
  const auto lines = swift_lines(piece.text);
  const std::string_view first = lines.empty() ? std::string_view() : core::trim(lines.front());
  if (piece.tag == "25" || piece.tag == "25P") open_->account = first;
  if (piece.tag == "28C" || piece.tag == "28") open_->statement = first;
  if (piece.tag == "61") {
    const StatementLine line = parse_statement_line(piece.text);
    const auto sign = effective_sign(line.mark);
    if (line.fault.empty()) {
      add_exact(*open_, sign, line.amount);
    } else if (!line.mark.starts_with('E')) {
      ++open_->unread;
    }
  }
  const bool is_opening = piece.tag == "60F" || piece.tag == "60M";
  if (!is_opening && piece.tag != "62F" && piece.tag != "62M") return;
  const SwiftBalance balance = parse_balance(piece.text);
  if (!balance.is_whole) return;
  (is_opening ? open_->opening : open_->closing) = signed_balance(balance);
  open_->currency = balance.currency;
  if (is_opening) return;
  open_->has_closing = true;
  // The day in an order that goes over the turn of the century, as the years of these dates do.
  open_->closing_date = (balance.date >= "69" ? "19" : "20") + balance.date;
}

void Checker::close() {
  if (open_ && open_->has_closing) pages_.push_back(std::move(*open_));
  open_.reset();
}

void Checker::say(std::string sentence) {
  if (told_.size() < told_in_full) {
    told_.push_back(std::move(sentence));
  } else {
    ++untold_;
  }
}

void Checker::check_sum(const Page& page) {
  if (page.unread > 0)
    return say(name_of(page) + " was not added up: " + std::to_string(page.unread) +
               " of its lines cannot be read");
  std::int64_t sum = 0, apart = 0;
  if (!page.opening || !page.closing || !page.is_exact ||
      __builtin_add_overflow(*page.opening, page.lines, &sum) ||
      __builtin_sub_overflow(*page.closing, sum, &apart))
    return say(name_of(page) +
               " was not added up: it has no opening balance or amounts that are "
               "too fine or too large");
  if (apart == 0) return;
  say("In " + name_of(page) + " the opening balance and the lines make " + written(sum) + " " +
      page.currency + ", but the closing balance is " + written(*page.closing) + ": " +
      written(apart) + " are not explained");
}

/// Pages of one account in their order: numbers go up by one, or begin again with 1.
void Checker::check_order(std::vector<const Page*>& pages) {
  std::sort(pages.begin(), pages.end(), [](const Page* a, const Page* b) {
    return std::tie(a->closing_date, a->number, a->page, a) <
           std::tie(b->closing_date, b->number, b->page, b);  // else as in the file
  });
  for (std::size_t i = 1; i < pages.size(); ++i) {
    const Page &before = *pages[i - 1], &after = *pages[i];
    const bool is_gap = before.number > 0 && after.number > before.number + 1;
    if (is_gap) {
      const std::uint64_t first = before.number + 1, last = after.number - 1;
      say((first == last
               ? "Statement " + std::to_string(first) + " is"
               : "Statements " + std::to_string(first) + " to " + std::to_string(last) + " are") +
          " missing, of account " + after.account);
    } else if (after.number == before.number && before.page > 0 && after.page > before.page + 1) {
      say("Pages are missing between " + before.statement + " and " + after.statement +
          " of account " + after.account);
    } else if (before.closing && after.opening && *before.closing != *after.opening) {
      say(name_of(after) + " opens with " + written(*after.opening) + " " + after.currency +
          ", but the one before it (" + before.statement + ") closes with " +
          written(*before.closing));
    }
  }
}

std::string Checker::tell() {
  close();
  std::map<std::pair<std::string, std::string>, std::vector<const Page*>> by_account;
  for (Page& page : pages_) {
    const auto parts = core::split(page.statement, '/');
    page.number = core::parse_uint64(core::trim(parts[0])).value_or(0);
    page.page = parts.size() > 1 ? core::parse_uint64(core::trim(parts[1])).value_or(0) : 0;
    by_account[{page.account, page.currency}].push_back(&page);
    check_sum(page);
  }
  for (auto& [account, pages] : by_account) check_order(pages);
  if (untold_ > 0) told_.push_back(std::to_string(untold_) + " more of this kind");
  std::string text = core::join(told_, ". ");
  return text.empty() ? text : text + ".";
}

}  // namespace

core::Result<std::string> check_swift_balances(const core::RunContext& context,
                                               std::string_view bytes) {
  SwiftReader reader(bytes);
  Checker checker;
  for (auto piece = reader.next(); piece; piece = reader.next()) {
    CB_TRY_STATUS(core::check_cancelled(context));
    checker.take(*piece);
  }
  return FileLetters(bytes).to_utf8(checker.tell());
}

}  // namespace cuibono::formats
