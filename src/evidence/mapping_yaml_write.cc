// A mapping as a page that a person can read and edit. The reader is in mapping_yaml.cc.
#include <fmt/format.h>

#include <string>

#include "evidence/mapping.h"

namespace cuibono::evidence {
namespace {

constexpr std::string_view head =
    R"(# How the columns of this file are understood.
#
# To accept it as it stands, set  accepted: true  and run again.
# To change it, edit  kind  or a column's  field  and run again; a person's word always wins.
# The words for fields and the letters for times are listed in docs/mapping.md. Two of them:
#   ignored   understood, and not used as evidence      unknown   not understood, and asked about
# doubtful: true marks what a person should look at. confidence is a weight of reasons out of 100,
# not a probability. Nothing in this file changes the evidence itself.
)";

/// Characters that are not seen, or that change how others are seen, are written as escapes: a
/// header is written by whoever made the file.
bool needs_escape(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x61C ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFFF) ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  const auto code_points = core::decode_utf8(text);
  if (!code_points.has_value()) return "\"\xEF\xBF\xBD\"";
  for (const char32_t c : *code_points) {
    if (c == U'"' || c == U'\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == U'\t') {
      out += "\\t";
    } else if (c == U'\n') {
      out += "\\n";
    } else if (needs_escape(c)) {
      const auto number = static_cast<std::uint32_t>(c);
      out += number <= 0xFFFF ? fmt::format("\\u{:04X}", number) : fmt::format("\\U{:08X}", number);
    } else {
      core::append_utf8(out, c);
    }
  }
  return out + "\"";
}

std::string char_in_quotes(char c) {
  return c == 0 ? std::string("\"\"") : in_quotes(std::string_view(&c, 1));
}

void add_form(std::string& out, const ColumnMapping& column) {
  const ColumnForm& form = column.form;
  const ColumnForm plain;
  std::string lines;
  const auto add = [&](std::string_view key, const std::string& value) {
    lines += fmt::format("      {}: {}\n", key, value);
  };
  const bool decimal = form.decimals.point != plain.decimals.point || form.decimals.group != 0 ||
                       form.decimals_max != 0;
  if (decimal) {
    add("point", char_in_quotes(form.decimals.point));
    add("group", char_in_quotes(form.decimals.group));
    add("decimals", fmt::format("{}", form.decimals_max));
  }
  if (!form.decimals.parenthesis_minus) add("parenthesis_minus", "false");
  if (!form.decimals.trailing_minus) add("trailing_minus", "false");
  if (form.is_signed) add("signed", "true");
  if (form.has_flow_words) add("flow_words", "true");
  if (!form.time_pattern.empty()) add("time", in_quotes(form.time_pattern));
  if (!form.zone.empty()) add("zone", in_quotes(form.zone));
  if (!form.unit.empty()) add("unit", in_quotes(form.unit));
  if (!form.selector.empty()) add("selector", in_quotes(form.selector));
  if (!form.split.empty()) add("split", in_quotes(form.split));
  if (!lines.empty()) out += "    form:\n" + lines;
}

void add_column(std::string& out, const ColumnMapping& column) {
  out += fmt::format(
      "  - column: {}\n    header: {}\n    field: {}\n    confidence: {}\n    doubtful: {}\n"
      "    reason: {}\n",
      column.column + std::uint64_t{1}, in_quotes(column.header), field_name(column.field),
      column.confidence_percent, column.doubtful, in_quotes(column.reason));
  add_form(out, column);
}

}  // namespace

std::string mapping_to_yaml(const Mapping& mapping) {
  std::string out(head);
  out += fmt::format(
      "schema: {}\naccepted: {}\n\n"
      "kind: {}\nkind_confidence: {}\nkind_reason: {}\n\n",
      Mapping::schema, mapping.accepted, item_kind_name(mapping.kind),
      mapping.kind_confidence_percent, in_quotes(mapping.kind_reason));
  out += "# What a person should settle.\nquestions:";
  out += mapping.questions.empty() ? " []\n" : "\n";
  for (const auto& question : mapping.questions) out += "  - " + in_quotes(question) + "\n";
  out += fmt::format(
      "\n# Of the whole file, where no column says it: ISO 4217 currency, ISO 3166 country of\n"
      "# national phone and account numbers, time zone of local times (\"Europe/Vilnius\"), the\n"
      "# account of a statement or the line of a call list that names its own above the table.\n"
      "currency: {}\nregion: {}\nzone: {}\nown_account: {}\nown_number: {}\n\n",
      in_quotes(mapping.currency), in_quotes(mapping.region), in_quotes(mapping.zone),
      in_quotes(mapping.own_account), in_quotes(mapping.own_number));
  const Dialect& dialect = mapping.dialect;
  out += fmt::format(
      "# How its rows are written. header_row 0: there is none.\n"
      "file:\n  format: {}\n  encoding: {}\n  delimiter: {}\n  quote: {}\n  header_row: {}\n",
      format_name(dialect.format), encoding_name(dialect.encoding),
      char_in_quotes(dialect.delimiter), char_in_quotes(dialect.quote), dialect.header_row);
  if (!dialect.reader.empty())
    out += fmt::format("  reader: {}\n  table: {}\n", in_quotes(dialect.reader),
                       in_quotes(dialect.table));
  out += "\n";
  out += "# Column 1 is the first.\ncolumns:";
  out += mapping.columns.empty() ? " []\n" : "\n";
  for (const auto& column : mapping.columns) add_column(out, column);
  out += "\n# Known by this again: the next file with the same header.\nfingerprint: " +
         in_quotes(mapping.fingerprint) + "\n";
  return out;
}

}  // namespace cuibono::evidence
