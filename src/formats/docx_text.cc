#include "formats/docx_text.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace cuibono::formats {
namespace {

std::string_view attribute(const XmlStart& start, std::string_view name) {
  for (const auto& [key, value] : start.attributes)
    if (key == name) return value;
  return {};
}

/// What an element is to us.
enum class Part : std::uint8_t {
  other,
  paragraph,
  text,
  properties,  ///< of a paragraph
  left_out,
  row,
  cell,
};

class PartReader {
 public:
  explicit PartReader(const DocxPart& part) : part_(part) {}

  core::Status open(const XmlStart& start) {
    CB_TRY(const Part part, open_part(start));
    stack_.push_back(part);
    if (part == Part::left_out) ++left_out_;
    return {};
  }

  void text(std::string_view piece) {
    const bool is_text = !stack_.empty() && stack_.back() == Part::text;
    if (is_text && left_out_ == 0 && !paragraphs_.empty()) paragraphs_.back().words.add(piece);
  }

  core::Status close() {
    const Part part = stack_.back();
    stack_.pop_back();
    if (part == Part::left_out) --left_out_;
    if (left_out_ > 0) return {};
    if (part == Part::paragraph) return end_paragraph();
    if (part == Part::row) return end_row(false);
    return {};
  }

 private:
  struct Paragraph {
    RunningText words;
    std::string_view kind = kind_paragraph;
  };

  core::Result<Part> open_part(const XmlStart& start) {
    const std::string_view name = start.name;
    if (left_out_ > 0) return Part::other;
    if (name == "del" || name == "moveFrom" || name == "Fallback" || name == "instrText")
      return Part::left_out;
    const bool is_separator = (name == "footnote" || name == "endnote") &&
                              attribute(start, "type").find("eparator") != std::string_view::npos;
    if (is_separator) return Part::left_out;
    if (name == "p") {
      paragraphs_.emplace_back();
      return Part::paragraph;
    }
    if (name == "tbl") {
      CB_TRY_STATUS(end_row(true));
      return Part::other;
    }
    if (name == "tr") return Part::row;
    if (name == "tc") {
      cells_.emplace_back();
      return Part::cell;
    }
    return paragraphs_.empty() ? Part::other : open_in_paragraph(start);
  }

  Part open_in_paragraph(const XmlStart& start) {
    const std::string_view name = start.name;
    Paragraph& paragraph = paragraphs_.back();
    if (name == "t") return Part::text;
    if (name == "tab" || name == "br" || name == "cr") paragraph.words.gap();
    if (name == "noBreakHyphen") paragraph.words.add("-");
    const bool is_property = !stack_.empty() && stack_.back() == Part::properties;
    if (name == "pPr") return Part::properties;
    if (is_property && name == "numPr" && paragraph.kind == kind_paragraph)
      paragraph.kind = kind_item;
    if (is_property && name == "outlineLvl" && attribute(start, "val") != "9")
      paragraph.kind = kind_heading;
    if (is_property && name == "pStyle") {
      const auto style = part_.styles.find(attribute(start, "val"));
      if (style != part_.styles.end()) paragraph.kind = style->second;
    }
    return Part::other;
  }

  core::Status end_paragraph() {
    Paragraph paragraph = std::move(paragraphs_.back());
    paragraphs_.pop_back();
    if (paragraph.words.empty()) return {};
    DocumentRow row;
    row.kind = part_.is_note ? kind_note : paragraph.kind;
    row.text = paragraph.words.take();
    if (cells_.empty()) return part_.writer.write(row);
    cells_.back().push_back(std::move(row));
    return {};
  }

  /// has_more: a table begins within a cell, so that the table around it is there for the looks.
  core::Status end_row(bool has_more) {
    const std::vector<std::vector<DocumentRow>> cells = std::exchange(cells_, {});
    std::size_t filled = 0;
    bool has_several = has_more;
    for (const auto& cell : cells) {
      filled += cell.empty() ? 0U : 1U;
      has_several |= cell.size() > 1;
    }
    if (has_several || filled <= 1) {
      for (const auto& cell : cells)
        for (const DocumentRow& paragraph : cell) CB_TRY_STATUS(part_.writer.write(paragraph));
      return {};
    }
    DocumentRow row;
    row.kind = part_.is_note ? kind_note : kind_cell;
    for (const auto& cell : cells) {
      if (&cell != &cells.front()) row.text += " | ";
      if (!cell.empty()) row.text += cell.front().text;
    }
    row.text = one_line_of(row.text);
    return part_.writer.write(row);
  }

  const DocxPart& part_;
  std::vector<Part> stack_;
  std::vector<Paragraph> paragraphs_;            ///< that are open: a text box lies in one
  std::vector<std::vector<DocumentRow>> cells_;  ///< of the row of a table that is open
  std::size_t left_out_ = 0;
};

}  // namespace

std::string_view docx_kind_of(std::string_view style_name) {
  const std::string name = core::ascii_lower(style_name);
  if (name == "title") return kind_title;
  if (name == "subtitle" || name.starts_with("heading ")) return kind_heading;
  if (name.starts_with("list ")) return kind_item;
  if (name == "quote" || name == "intense quote") return kind_quotation;
  return {};
}

core::Result<XmlEnd> read_docx_part(const core::RunContext& context, std::string_view xml,
                                    const DocxPart& part) {
  PartReader reader(part);
  return read_xml(context, xml,
                  {[&](const XmlStart& start) { return reader.open(start); },
                   [&](std::string_view piece) -> core::Status {
                     reader.text(piece);
                     return {};
                   },
                   [&](std::uint64_t) { return reader.close(); }});
}

}  // namespace cuibono::formats
