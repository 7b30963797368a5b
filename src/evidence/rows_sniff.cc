#include "evidence/rows_sniff.h"

#include <algorithm>
#include <array>

#include "core/core.h"
#include "evidence/rows_json.h"
#include "evidence/rows_split.h"
#include "evidence/rows_structured.h"

namespace cuibono::evidence {
namespace {

constexpr std::size_t sample_bytes_max = 1U << 20;

// The last line of a sample may be cut in the middle: it is left out, if there is another.
std::string_view whole_lines(std::string_view text) {
  const std::size_t end = text.find_last_of("\r\n");
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

bool is_all_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
  });
}

}  // namespace

Sniffed sniff(std::string_view bytes, std::string_view table) {
  Sniffed sniffed;
  Dialect& dialect = sniffed.dialect;
  const auto decide = [&](Format format, std::string reason) {
    dialect.format = format;
    dialect.header_row = 0;
    sniffed.reasons.push_back(std::move(reason));
    return sniffed;
  };
  if (bytes.empty()) return decide(Format::empty, "The file holds no bytes.");
  if (const auto* known = formats::recognise_format(bytes))
    return sniff_structured(*known, bytes, table);
  const bool is_cut = bytes.size() > sample_bytes_max;
  const std::string_view sample = bytes.substr(0, sample_bytes_max);
  EncodingGuess guess = refine_encoding(sample, sniff_encoding(sample));
  dialect.encoding = guess.encoding;
  if (guess.encoding == Encoding::binary) return decide(Format::binary, std::move(guess.reason));
  sniffed.reasons.push_back(std::move(guess.reason));

  const std::string text = decode_text(sample, dialect.encoding);
  if (is_all_blank(text) && !is_cut)
    return decide(Format::empty, "The file holds nothing but white space.");
  if (auto paths = sniff_json(text, is_cut)) {
    sniffed.header = std::move(*paths);
    if (sniffed.header.size() > row_cells_max) {
      sniffed.reasons.push_back("It has " + std::to_string(sniffed.header.size()) +
                                " paths; the first " + std::to_string(row_cells_max) +
                                " are columns, the values of the others are counted.");
      sniffed.header.resize(row_cells_max);
    }
    return decide(Format::jsonl, "The text is JSON: each value or array element is a row.");
  }
  TableGuess guessed = sniff_table(is_cut ? whole_lines(text) : std::string_view(text));
  dialect.format = guessed.format;
  dialect.delimiter = guessed.delimiter;
  dialect.quote = guessed.quote;
  dialect.header_row = guessed.header_row;
  sniffed.header = std::move(guessed.header);
  std::move(guessed.reasons.begin(), guessed.reasons.end(), std::back_inserter(sniffed.reasons));
  return sniffed;
}

}  // namespace cuibono::evidence
