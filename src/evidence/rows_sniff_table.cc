#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "core/core.h"
#include "evidence/rows_sniff.h"
#include "evidence/rows_sniff_shape.h"
#include "evidence/rows_split.h"

// How a table is recognised: each candidate delimiter splits the first rows; the right one gives
// the same number of cells again and again, and a first full row of words. Where several do, the
// rarer mark wins, because commas and colons also stand inside amounts and times.
namespace cuibono::evidence {
namespace {

constexpr std::array<char, 6> delimiters{'\t', ';', '|', '^', ',', ':'};  // the rarer first
constexpr std::size_t rows_max = 400;
constexpr double consistent = 0.6;  // least share of rows with the same number of cells
constexpr double as_good = 0.1;     // shares nearer than this are told apart by the rarer mark

// Words that name columns, in the languages of such files; they settle tables of nothing but words.
constexpr std::array<std::string_view, 66> header_words{
    "id",     "name",     "names",    "from",   "to",       "date",        "time",     "datetime",
    "amount", "currency", "account",  "number", "phone",    "email",       "address",  "country",
    "city",   "type",     "status",   "source", "target",   "label",       "code",     "title",
    "caller", "callee",   "duration", "sender", "receiver", "payer",       "payee",    "alias",
    "note",   "notes",    "text",     "value",  "domain",   "description", "category", "item",
    "konto",  "betrag",   "datum",    "nummer", "dauer",    "zeit",        "nom",      "fecha",
    "nombre", "numero",   "дата",     "время",  "номер",    "имя",         "фио",      "сумма",
    "счет",   "счёт",     "адрес",    "이름",   "번호",     "날짜",        "금액",     "계좌",
    "data",   "suma"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<Cells> split_sample(std::string_view text, char delimiter, char quote) {
  RowSplitter splitter(delimiter, quote);
  splitter.set_text(text, true);
  std::vector<Cells> rows;
  while (rows.size() < rows_max && splitter.next() == RowSplitter::Outcome::row)
    rows.emplace_back(splitter.cells().begin(), splitter.cells().end());
  return rows;
}

bool is_blank_row(const Cells& row) { return std::all_of(row.begin(), row.end(), is_blank); }

std::size_t filled_cells(const Cells& row) {
  return static_cast<std::size_t>(std::count_if(
      row.begin(), row.end(), [](const std::string& cell) { return !is_blank(cell); }));
}

/// Words with few gaps, most of them different: "From Bank, Account, To Bank, Account" names twice.
bool reads_as_header(const Cells& row) {
  std::set<std::string> seen;
  std::size_t again = 0;
  for (const std::string& cell : row) {
    const Shape shape = shape_of(cell);
    if (shape == Shape::blank) continue;
    if (shape != Shape::word) return false;
    again += seen.insert(core::ascii_lower(core::trim(cell))).second ? 0U : 1U;
  }
  return seen.size() * 5 >= row.size() * 3 && again * 3 <= row.size();
}

struct Candidate {
  char delimiter = ',';
  std::vector<Cells> rows;
  std::size_t columns = 1;
  std::size_t first_row = 0;  // the first with that many cells, most of them filled
  double share = 0;           // of the rows from there on that have as many cells
  bool has_header = false;
  std::size_t cells = 0, strays = 0;  // cells that hold a quote: another mark parts the cells
};

// A row may have blank cells too many: spreadsheets write such tails.
bool has_columns(const Cells& row, std::size_t columns) {
  if (row.size() < columns) return false;
  return std::all_of(row.begin() + static_cast<std::ptrdiff_t>(columns), row.end(), is_blank);
}

Candidate judge_delimiter(std::string_view text, char delimiter, char quote) {
  Candidate candidate;
  candidate.delimiter = delimiter;
  candidate.rows = split_sample(text, delimiter, quote);
  std::map<std::size_t, std::size_t> cells_by_columns;
  for (const Cells& row : candidate.rows)
    if (row.size() > 1 && !is_blank_row(row)) cells_by_columns[row.size()] += row.size();
  std::size_t most = 0;
  for (const auto& [columns, cells] : cells_by_columns) {
    if (cells < most) continue;
    most = cells;
    candidate.columns = columns;
  }
  if (most == 0) return candidate;
  const auto begins = [&](const Cells& row) {
    return has_columns(row, candidate.columns) && filled_cells(row) * 5 >= candidate.columns * 3;
  };
  const auto first = std::find_if(candidate.rows.begin(), candidate.rows.end(), begins);
  if (first == candidate.rows.end()) return candidate;
  candidate.first_row = static_cast<std::size_t>(first - candidate.rows.begin());
  candidate.has_header = reads_as_header(*first);
  std::size_t fitting = 0, filled = 0;
  for (auto row = first; row != candidate.rows.end(); ++row) {
    if (is_blank_row(*row)) continue;
    filled += 1;
    fitting += has_columns(*row, candidate.columns) ? 1U : 0U;
    for (const std::string& cell : *row) {
      candidate.cells += 1;
      candidate.strays += cell.find('"') != std::string::npos ? 1U : 0U;
    }
  }
  candidate.share = static_cast<double>(fitting) / static_cast<double>(filled);
  return candidate;
}

// Better: a header of words, then clearly more rows of one length; else the order of `delimiters`.
bool is_better(const Candidate& a, const Candidate& b) {
  constexpr std::size_t far = 4;
  if (a.strays * b.cells * far < b.strays * a.cells) return true;
  if (b.strays * a.cells * far < a.strays * b.cells) return false;
  if (a.has_header != b.has_header) return a.has_header;
  return a.share > b.share + as_good;
}

/// "btctest:…", "https://…": a colon behind the same word in every line belongs to the values.
bool is_scheme(const Candidate& candidate) {
  const Cells& top = candidate.rows[candidate.first_row];
  if (top.size() > 1 && top[1].starts_with("//")) return true;
  for (std::size_t r = candidate.first_row + 1; r < candidate.rows.size(); ++r) {
    const Cells& row = candidate.rows[r];
    if (!is_blank_row(row) && row[0] != top[0]) return false;
  }
  return true;
}

std::optional<Candidate> find_table(std::string_view text, char quote) {
  std::optional<Candidate> best;
  for (const char delimiter : delimiters) {
    Candidate candidate = judge_delimiter(text, delimiter, quote);
    const bool is_colon = delimiter == ':';
    if (candidate.columns < 2 || candidate.share < consistent || (is_colon && best)) continue;
    if (is_colon && is_scheme(candidate)) continue;
    if (!best || is_better(candidate, *best)) best = std::move(candidate);
  }
  return best;
}

bool knows_word(std::string_view cell) {
  std::string word;
  const std::string lower = core::ascii_lower(core::trim(cell));
  const auto is_known = [&word] {
    return std::find(header_words.begin(), header_words.end(), word) != header_words.end();
  };
  for (const char c : lower) {
    if (is_letter(c)) {
      word.push_back(c);
    } else {
      if (is_known()) return true;
      word.clear();
    }
  }
  return is_known();
}

/// Whether the row of words on top is a header and not the first of many rows of words.
bool names_columns(const Candidate& table, std::string& reason) {
  const Cells& top = table.rows[table.first_row];
  if (!table.has_header) {
    reason = "The first full row holds numbers, dates or codes, so the file has no header row.";
    return false;
  }
  std::size_t rows = 0;
  std::vector<std::size_t> unlike(top.size(), 0);
  bool is_repeated = false;
  for (std::size_t r = table.first_row + 1; r < table.rows.size(); ++r) {
    const Cells& row = table.rows[r];
    if (row.size() < top.size() || is_blank_row(row)) continue;
    if (row == top) continue;  // a header line written again
    rows += 1;
    for (std::size_t i = 0; i < top.size(); ++i) {
      const Shape shape = shape_of(row[i]);
      unlike[i] += shape != Shape::word && shape != Shape::blank ? 1U : 0U;
      is_repeated |= !is_blank(top[i]) && row[i] == top[i];
    }
  }
  for (std::size_t i = 0; i < top.size(); ++i) {
    if (rows == 0 || unlike[i] * 2 <= rows || is_blank(top[i])) continue;
    reason = "The row \"" + std::string(core::cut_utf8(top[i], 40)) +
             "\" … names columns: what stands below is of another shape.";
    return true;
  }
  if (std::any_of(top.begin(), top.end(), knows_word)) {
    reason = "The first full row holds words that name columns.";
    return true;
  }
  if (is_repeated || top.size() == 1) {
    reason = "The first row reads like the rows below it, so it is taken as data.";
    return false;
  }
  reason = "The first full row holds words that do not come again: it is taken as the header.";
  return true;
}

/// A header among the first rows that was not seen to be one.
void find_header_words(Candidate& table) {
  constexpr std::size_t rows_most = 12;
  if (table.has_header) return;
  for (std::size_t r = 0; r < std::min(rows_most, table.rows.size()); ++r) {
    if (!has_columns(table.rows[r], table.columns) || !is_made_of_header_words(table.rows[r]))
      continue;
    table.first_row = r;
    table.has_header = true;
    return;
  }
}

bool uses_single_quotes(const Candidate& table) {
  std::size_t quoted = 0, filled = 0;
  for (const Cells& row : table.rows) {
    for (const std::string& cell : row) {
      const std::string_view text = core::trim(cell);
      filled += text.empty() ? 0U : 1U;
      quoted += text.size() >= 2 && text.front() == '\'' && text.back() == '\'' ? 1U : 0U;
    }
  }
  return quoted * 3 > filled;
}

/// One value a line, or prose? Values have no spaces in them, or hardly any.
bool is_list(const std::vector<Cells>& rows) {
  std::size_t lines = 0, short_ones = 0, marked_up = 0;
  for (const Cells& row : rows) {
    if (is_blank_row(row)) continue;
    std::string line;
    for (const std::string& cell : row) line += cell + ",";
    const std::string_view text = core::trim(std::string_view(line).substr(0, line.size() - 1));
    const auto spaces = std::count(text.begin(), text.end(), ' ');
    lines += 1;
    short_ones += spaces <= 2 && text.size() <= 200 ? 1U : 0U;
    marked_up += text.front() == '<' || (text.front() == ':' && text.size() > 2) ? 1U : 0U;
  }
  return lines > 0 && short_ones * 10 >= lines * 8 && marked_up * 4 < lines;
}

/// A mark that a first line "sep=;" may name: neither part of a character, nor of a word or number.
bool may_part_cells(char c) {
  return c == '\t' || c == ' ' ||
         (c > ' ' && c < 0x7F && !is_letter(c) && !is_digit(c) && c != '"' && c != '\'');
}

std::string name_of(char delimiter) {
  if (delimiter == '\t') return "tab";
  return std::string("\"") + delimiter + "\"";
}

}  // namespace

TableGuess sniff_table(std::string_view text) {
  TableGuess guess;
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  const bool is_marked_up = begin != std::string_view::npos && text[begin] == '<';
  // Spreadsheets may say themselves, in a first line "sep=;".
  const bool is_told = text.substr(0, 4) == "sep=" && text.size() > 5 && may_part_cells(text[4]);
  std::optional<Candidate> table;
  if (is_told) {
    table = judge_delimiter(text, text[4], '"');
    guess.reasons.push_back("The first line says that " + name_of(text[4]) + " parts the cells.");
  } else if (!is_marked_up) {
    table = find_table(text, '"');
  }
  if (!table) {
    Candidate list;
    list.rows = split_sample(text, '\n', '\0');
    for (Cells& row : list.rows) row.resize(1);
    if (is_marked_up || !is_list(list.rows)) {
      guess.format = Format::text;
      guess.header.assign(1, "");
      guess.reasons.push_back(
          "No mark parts the lines into the same number of cells: it is a text.");
      return guess;
    }
    const auto first = std::find_if_not(list.rows.begin(), list.rows.end(), is_blank_row);
    list.first_row = static_cast<std::size_t>(first - list.rows.begin());
    list.has_header = first != list.rows.end() && reads_as_header(*first);
    guess.reasons.push_back("Each line holds one value.");
    table = std::move(list);
    table->delimiter = ',';
  } else if (!is_told) {
    guess.reasons.push_back("The mark " + name_of(table->delimiter) + " parts " +
                            std::to_string(static_cast<int>(table->share * 100)) +
                            " % of the rows looked at into " + std::to_string(table->columns) +
                            " cells.");
    if (uses_single_quotes(*table)) {
      guess.quote = '\'';
      table = judge_delimiter(text, table->delimiter, guess.quote);
    }
  }
  guess.delimiter = table->delimiter;
  find_header_words(*table);
  std::string reason;
  if (table->first_row < table->rows.size() && names_columns(*table, reason)) {
    guess.header_row = table->first_row + 1;
    guess.header = table->rows[table->first_row];
    for (std::string& name : guess.header) name = std::string(core::trim(name));
    std::size_t row = table->first_row;
    if (join_header_rows(table->rows, row, guess.header)) {
      guess.header_row = row + 1;
      guess.reasons.push_back("The header takes two rows: the first names groups.");
    }
  } else {
    guess.header.assign(table->columns, "");
  }
  guess.reasons.push_back(std::move(reason));
  return guess;
}

}  // namespace cuibono::evidence
