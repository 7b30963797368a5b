// Word documents (DOCX): paragraphs in the order of the text, then its notes, comments, heads and feet.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "formats/archive_members.h"
#include "formats/docx_text.h"
#include "formats/format_list.h"
#include "formats/xml_stream.h"

namespace cuibono::formats {
namespace {

constexpr std::uint64_t member_max = 128U << 20;
constexpr std::string_view text_path = "word/document.xml";

bool recognises(std::string_view bytes) { return zip_names(bytes, text_path); }

core::Error no_document(std::string what) {
  return {core::ErrorCode::bad_input, std::move(what), "",
          "save it again without a password, or as PDF"};
}

std::string_view attribute(const XmlStart& start, std::string_view name) {
  for (const auto& [key, value] : start.attributes)
    if (key == name) return value;
  return {};
}

/// Text of each element of a small member, by its name: of docProps/core.xml.
DocumentFacts read_facts(const core::RunContext& context, std::string_view bytes) {
  constexpr std::uint64_t core_max = 1U << 20;
  DocumentFacts facts;
  const auto xml = read_zip_member(bytes, "docProps/core.xml", core_max);
  if (!xml) return facts;
  std::string name, text;
  static_cast<void>(read_xml(context, *xml,
                             {[&](const XmlStart& start) -> core::Status {
                                name = start.name;
                                text.clear();
                                return {};
                              },
                              [&](std::string_view piece) -> core::Status {
                                text += piece;
                                return {};
                              },
                              [&](std::uint64_t) -> core::Status {
                                if (name == "title") facts.title = one_line_of(text);
                                if (name == "creator") facts.author = one_line_of(text);
                                if (name == "created") facts.created = written_time(text);
                                name.clear();
                                return {};
                              }}));
  return facts;
}

/// What styles of this document are, by their id.
DocxStyles read_styles(const core::RunContext& context, std::string_view bytes) {
  constexpr std::uint64_t styles_max = 16U << 20;
  DocxStyles styles;
  const auto xml = read_zip_member(bytes, "word/styles.xml", styles_max);
  if (!xml) return styles;
  std::string id;
  static_cast<void>(read_xml(context, *xml,
                             {[&](const XmlStart& start) -> core::Status {
                                if (start.name == "style") id = attribute(start, "styleId");
                                if (start.name == "name" && !id.empty())
                                  if (const auto kind = docx_kind_of(attribute(start, "val"));
                                      !kind.empty())
                                    styles.insert_or_assign(id, kind);
                                return {};
                              },
                              [](std::string_view) -> core::Status { return {}; },
                              [](std::uint64_t) -> core::Status { return {}; }}));
  return styles;
}

/// Notes and comments behind the text, and what stands above and below its pages: each once.
std::vector<std::string> parts_of(std::string_view bytes) {
  std::vector<std::string> parts{std::string(text_path)};
  for (const std::string_view name : {"footnotes", "endnotes", "comments"})
    parts.push_back("word/" + std::string(name) + ".xml");
  constexpr int most = 9;
  for (const std::string_view name : {"header", "footer"})
    for (int i = 1; i <= most; ++i)
      parts.push_back("word/" + std::string(name) + std::to_string(i) + ".xml");
  std::erase_if(parts, [&](const std::string& part) { return !zip_names(bytes, part); });
  return parts;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  CB_TRY_STATUS(core::check_cancelled(context));
  if (!read_zip_member(bytes, text_path, member_max))
    return no_document("the document lacks its text, or it is encrypted, damaged or too large");
  std::size_t rows = 0;
  CB_TRY_STATUS(docx_format.read_rows(context, bytes, {}, [&](const Row&) -> core::Status {
    ++rows;
    return {};
  }));
  return std::vector<Table>{document_table(
      rows > 0
          ? ""
          : "The document holds no text: are its pages pictures? Can its sender recognise their "
            "text, or write it out?")};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  static_cast<void>(table);
  const DocxStyles styles = read_styles(context, bytes);
  DocumentWriter writer(on_row, bytes.size(), read_facts(context, bytes));
  for (const std::string& part : parts_of(bytes)) {
    const auto xml = read_zip_member(bytes, part, member_max);
    if (!xml && part == text_path)
      return no_document("the document lacks its text, or it is encrypted, damaged or too large");
    if (!xml) return writer.write_broken(bytes.size());
    const bool is_note = part != text_path;
    CB_TRY(const XmlEnd end, read_docx_part(context, *xml, {styles, is_note, writer}));
    if (!end.is_whole && writer.rows() == 0)
      return no_document("the text of the document is broken: " + end.fault);
    if (!end.is_whole) return writer.write_broken(bytes.size());
  }
  return {};
}

}  // namespace

const FileFormat docx_format{
    .name = "docx",
    .title = "Word document (DOCX)",
    .gives =
        "a row a paragraph, heading, item of a list, row of a table, note or comment, with title, "
        "author and date as its properties state them; deleted text is left out",
    .standard = "ECMA-376 (Office Open XML), strict and transitional",
    .library = "libarchive and Expat",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
