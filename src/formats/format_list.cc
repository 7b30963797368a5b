// The list of formats: one line each. docs/formats.md is made from it.
#include "formats/format_list.h"

#include <algorithm>
#include <array>

namespace cuibono::formats {
namespace {

constexpr auto formats = std::to_array<const FileFormat*>({
    &records_format,      &records_parquet_format,
    &parquet_format,      &xlsx_format,
    &ods_format,          &xls_format,
    &docx_format,         &archive_format,
    &mt940_format,        &mt103_format,
    &tagpack_format,      &camt_format,
    &pacs_format,         &pain_format,
    &ofx_format,          &sdn_format,
    &sdn_advanced_format, &un_list_format,
    &eu_list_format,      &goaml_format,
    &ftm_format,          &senzing_format,
    &bods_format,         &stix_format,
    &misp_format,         &gleif_format,
    &ivms_format,         &ftmmap_format,
    &case_format,         &mail_format,
    &asterisk_format,     &pdf_format,
    &html_format,         &fixed_format,
    &prose_format,
});

}  // namespace

std::span<const FileFormat* const> file_formats() { return formats; }

const FileFormat* recognise_format(std::string_view bytes) {
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const FileFormat* one) { return one->recognises(bytes); });
  return found == formats.end() ? nullptr : *found;
}

const FileFormat* find_file_format(std::string_view name) {
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const FileFormat* one) { return one->name == name; });
  return found == formats.end() ? nullptr : *found;
}

std::string formats_table() {
  std::string table =
      "| name | what it is | what becomes of it | follows | read by |\n|---|---|---|---|---|\n";
  for (const FileFormat* one : formats) {
    for (const std::string_view cell :
         {one->name, one->title, one->gives, one->standard, one->library}) {
      table += "| ";
      table += cell;
      table += ' ';
    }
    table += "|\n";
  }
  return table;
}

}  // namespace cuibono::formats
