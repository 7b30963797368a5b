// Cases of variants: their text, and the bytes in which their tables came.
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "core/core.h"
#include "evidence/mapping_variants.h"

namespace cuibono::evidence {
namespace {

std::vector<std::string> bars(std::string_view text) {
  std::vector<std::string> out;
  for (const auto part : core::split(text, '|')) out.emplace_back(core::trim(part));
  return out;
}

std::string encode(const std::string& text, const std::string& encoding, std::string& fault) {
  const bool marked = encoding == "utf-8-bom";
  if (encoding == "utf-8" || marked) return (marked ? "\xEF\xBB\xBF" : "") + text;
  UErrorCode status = U_ZERO_ERROR;
  std::string name = encoding;
  if (encoding == "latin1") name = "iso-8859-1";
  UConverter* converter = ucnv_open(name.c_str(), &status);
  if (U_FAILURE(status) != 0) {
    fault = "no encoding " + encoding;
    return text;
  }
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
  if (encoding.starts_with("utf-16")) wide.insert(0, static_cast<UChar>(0xFEFF));
  std::string out(static_cast<std::size_t>(wide.length()) * 4 + 16, '\0');
  const auto bytes =
      ucnv_fromUChars(converter, out.data(), static_cast<std::int32_t>(out.size()),
                      wide.getBuffer(), wide.length(), &status);
  ucnv_close(converter);
  if (U_FAILURE(status) != 0) fault = "cannot be written in " + encoding;
  out.resize(static_cast<std::size_t>(std::max<std::int32_t>(0, bytes)));
  return out;
}

/// Parts of a line that two blanks and more divide.
std::vector<std::string> wide_parts(std::string_view line) {
  std::vector<std::string> parts;
  while (!(line = core::trim(line)).empty()) {
    const auto end = line.find("  ");
    parts.emplace_back(core::trim(line.substr(0, end)));
    line = end == std::string_view::npos ? std::string_view() : line.substr(end);
  }
  return parts;
}

void read_form(std::string_view text, VariantColumn& column) {
  std::string times;
  for (const auto word : core::split(text, ' ')) {
    if (word.empty()) continue;
    bool known = false;
    for (const std::string_view key : {"decimal", "group", "unit", "split", "zone"}) {
      if (!word.starts_with(key) || word.size() <= key.size() || word[key.size()] != '=') continue;
      std::string value(word.substr(key.size() + 1));
      if (value.size() > 1 && value.ends_with(",")) value.pop_back();  // "decimal=., signed"
      column.form[std::string(key)] = value;
      known = true;
    }
    if (word == "signed" || word == "signed,") {
      column.is_signed = true;
      known = true;
    }
    if (!known) times += (times.empty() ? "" : " ") + std::string(word);
  }
  if (!times.empty()) column.times = bars(times);
}

VariantColumn read_column(std::string_view line, std::string& fault) {
  VariantColumn column;
  const auto parts = wide_parts(line);
  if (parts.size() < 2) {
    fault = "a column without a field: " + std::string(line);
    return column;
  }
  column.name = parts[0];
  column.fields = bars(parts[1]);
  std::string form;
  for (std::size_t i = 2; i < parts.size(); ++i) form += parts[i] + " ";
  read_form(form, column);
  return column;
}

}  // namespace

Variant read_variant(const std::string& name, const std::string& text, std::string& fault) {
  Variant variant;
  variant.name = name;
  std::string section;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    const std::string_view bare = core::trim(line);
    if (bare.starts_with("#") && section.empty()) continue;
    if (line == "table") {
      variant.table = text.substr(at);
      break;
    }
    if (line == "columns" || line == "first" || line == "doubt-allowed") {
      section = bare;
    } else if (line.starts_with("records ")) {
      section = "records";
      variant.records =
          static_cast<std::uint64_t>(core::parse_int64(core::trim(line.substr(8))).value_or(0));
    } else if (bare.empty()) {
      continue;
    } else if (section == "columns") {
      variant.columns.push_back(read_column(line, fault));
    } else if (section == "first") {
      const auto blank = bare.find(' ');
      variant.first.emplace_back(
          bare.substr(0, blank),
          blank == std::string_view::npos ? "" : core::trim(bare.substr(blank)));
    } else if (section == "doubt-allowed") {
      const auto ask = bare.rfind(" ask");
      if (ask != std::string_view::npos) variant.asks.emplace_back(core::trim(bare.substr(0, ask)));
    } else if (const auto colon = bare.find(':'); colon != std::string_view::npos) {
      const std::string_view value = core::trim(bare.substr(colon + 1));
      variant.keys[std::string(bare.substr(0, colon))] = value == "-" ? "" : std::string(value);
    }
  }
  variant.bytes = encode(variant.table, variant.keys["encoding"], fault);
  return variant;
}

}  // namespace cuibono::evidence
