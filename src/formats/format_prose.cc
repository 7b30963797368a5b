// Running text: letters, press releases, statements. The last to be asked, and sure of little.
#include <algorithm>

#include "formats/document_rows.h"
#include "formats/format_list.h"
#include "formats/prose_look.h"
#include "formats/running_text.h"
#include "formats/text_encoding.h"
#include "formats/text_lines.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t sample_bytes = 64U << 10, encoding_sample_bytes = 1U << 20;

/// The beginning as UTF-8, whole lines; empty where it spells no text.
std::string beginning(std::string_view bytes, Encoding encoding) {
  std::string text = decode_text(bytes.substr(0, sample_bytes), encoding);
  const auto end = text.find_last_of("\r\n");
  if (bytes.size() > sample_bytes && end != std::string::npos) text.resize(end);
  return text;
}

std::optional<EncodingGuess> find_prose(std::string_view bytes) {
  EncodingGuess guess = sniff_encoding(bytes.substr(0, encoding_sample_bytes));
  if (guess.encoding == Encoding::binary) return std::nullopt;
  const std::string text = beginning(bytes, guess.encoding);
  if (text.find('\0') != std::string::npos || !is_prose(text)) return std::nullopt;
  return guess;
}

bool recognises(std::string_view bytes) { return find_prose(bytes).has_value(); }

core::Error no_prose() {
  return {core::ErrorCode::bad_input, "the file does not begin with running text", "",
          "remove its mapping to have its format found anew"};
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  static_cast<void>(context);
  const auto guess = find_prose(bytes);
  if (!guess) return no_prose();
  Table table = document_table({});
  table.kind_reason = "sentences, and no marks that part cells. " + guess->reason;
  return std::vector<Table>{std::move(table)};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  static_cast<void>(table);
  const auto guess = find_prose(bytes);
  if (!guess) return no_prose();
  std::string text;
  constexpr std::size_t block_bytes = 1U << 20;
  for (Decoder decoder(bytes, guess->encoding); !decoder.done();) {
    CB_TRY_STATUS(core::check_cancelled(context));
    decoder.append_block(text, block_bytes);
  }
  LineRules rules;
  rules.has_wrapped_lines = has_wrapped_lines(text);
  rules.has_headings = true;
  DocumentWriter writer(on_row, bytes.size(), {});
  // Places of the text are those of the file only in encodings where letters are as long.
  std::size_t in_text = 0, in_file = mark_length(bytes, guess->encoding);
  const auto place_of = [&](std::size_t to) {
    in_file += raw_length(std::string_view(text).substr(in_text, to - in_text), guess->encoding);
    in_text = to;
    return in_file;
  };
  for (const LineParagraph& paragraph : paragraphs_of_lines(text, rules)) {
    DocumentRow row;
    row.kind = paragraph.kind;
    row.text = paragraph.text;
    row.offset = place_of(paragraph.from);
    row.bytes = place_of(paragraph.to) - row.offset;
    CB_TRY_STATUS(writer.write(row));
  }
  return {};
}

}  // namespace

const FileFormat prose_format{
    .name = "prose",
    .title = "running text",
    .gives =
        "a row a paragraph, heading or item of a list, with its place in the file; only where "
        "there "
        "are sentences and nothing speaks of a table",
    .standard = "none; plain text and Markdown, in any encoding that tables are read in",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
