// Running text: paragraphs, the documents that they are of, and the selectors that they name.
#include <algorithm>

#include "evidence/events_parts.h"
#include "evidence/mentions.h"

namespace cuibono::evidence {
namespace {

/// Texts and pages of a view, as they stand in its columns.
struct Columns {
  explicit Columns(const ItemView& view)
      : text(view.batch->find(Field::text)),
        title(view.batch->find(Field::title)),
        kind(view.batch->find(Field::text_kind)),
        page(view.batch->find(Field::page)) {}
  [[nodiscard]] static std::string_view at(const BatchColumn* column, std::uint32_t row) {
    const bool is_there = column != nullptr && !column->codes.empty();
    if (!is_there || column->codes[row] == no_value) return {};
    return column->values[column->codes[row]];
  }
  const BatchColumn *text, *title, *kind, *page;
};

void add_paragraph(ParagraphDraft draft, const SelectorContext& context, DocumentDrafts& out) {
  if (draft.text.empty()) return;
  const auto place = static_cast<std::uint32_t>(out.paragraphs.size());
  for (FoundMention& found : find_mentions(draft.text, context)) {
    out.mentions.push_back({no_selector, place, found.from, found.to});
    out.mentioned.push_back(std::move(found.form));
  }
  out.paragraphs.push_back(std::move(draft));
}

/// Rows that are paragraphs: the item is one document.
void draft_rows(const ItemView& view, const Columns& columns, const SelectorContext& context,
                DocumentDrafts& out) {
  DocumentDraft document;
  document.rank = view.rank;
  for (const auto row : view.alive) {
    document.rows.push_back(row);
    ParagraphDraft draft;
    draft.text = Columns::at(columns.text, row);
    draft.kind =
        find_paragraph_kind(Columns::at(columns.kind, row)).value_or(ParagraphKind::paragraph);
    const bool has_page = columns.page != nullptr && !columns.page->numbers.empty() &&
                          columns.page->numbers[row] > 0 &&
                          columns.page->numbers[row] <= UINT32_MAX;
    if (has_page) draft.page = static_cast<std::uint32_t>(columns.page->numbers[row]);
    draft.record = view.ref(row);
    draft.to = count_points(draft.text);
    add_paragraph(std::move(draft), context, out);
  }
  document.paragraphs = static_cast<std::uint32_t>(out.paragraphs.size());
  if (!document.rows.empty()) out.documents.push_back(std::move(document));
}

/// Rows that are texts of their own: mails, articles.
void draft_texts(const ItemView& view, const Columns& columns, const SelectorContext& context,
                 DocumentDrafts& out) {
  for (const auto row : view.alive) {
    ParagraphDraft draft;
    draft.record = view.ref(row);
    draft.kind = ParagraphKind::title;
    draft.text = Columns::at(columns.title, row);
    draft.to = count_points(draft.text);
    add_paragraph(draft, context, out);
    const std::string_view text = Columns::at(columns.text, row);
    const formats::LineRules rules{formats::has_wrapped_lines(text), true, false};
    std::size_t counted = 0;
    std::uint32_t points = 0;
    const auto points_to = [&](std::size_t to) {
      points += count_points(text.substr(counted, to - counted));
      counted = to;
      return points;
    };
    for (formats::LineParagraph& one : formats::paragraphs_of_lines(text, rules)) {
      draft.text = std::move(one.text);
      draft.kind = find_paragraph_kind(one.kind).value_or(ParagraphKind::paragraph);
      draft.from = points_to(one.from);
      draft.to = points_to(one.to);
      add_paragraph(draft, context, out);
    }
    const auto end = static_cast<std::uint32_t>(out.paragraphs.size());
    out.documents.push_back({view.rank, {row}, end});
  }
}

DocumentDrafts draft_view(const ItemView& view, bool simulated) {
  DocumentDrafts out;
  const Columns columns(view);
  const bool has_text = columns.text != nullptr || columns.title != nullptr;
  if (view.batch->kind != ItemKind::document || !has_text) return out;
  const SelectorContext context{"", view.source_system, simulated};
  if (columns.kind != nullptr) {
    draft_rows(view, columns, context, out);
  } else {
    draft_texts(view, columns, context, out);
  }
  return out;
}

void append(DocumentDrafts part, DocumentDrafts& out) {
  const auto shift = static_cast<std::uint32_t>(out.paragraphs.size());
  for (DocumentDraft& one : part.documents) {
    one.paragraphs += shift;
    out.documents.push_back(std::move(one));
  }
  for (Mention one : part.mentions) {
    one.paragraph += shift;
    out.mentions.push_back(one);
  }
  std::move(part.paragraphs.begin(), part.paragraphs.end(), std::back_inserter(out.paragraphs));
  std::move(part.mentioned.begin(), part.mentioned.end(), std::back_inserter(out.mentioned));
}

}  // namespace

std::string_view paragraph_kind_name(ParagraphKind kind) noexcept {
  constexpr std::array<std::string_view, paragraph_kinds> names = {
      "paragraph", "title", "heading", "item", "cell", "note", "quotation"};
  return names[static_cast<std::size_t>(kind)];
}

std::optional<ParagraphKind> find_paragraph_kind(std::string_view name) noexcept {
  for (std::size_t i = 0; i < paragraph_kinds; ++i) {
    const auto kind = static_cast<ParagraphKind>(i);
    if (paragraph_kind_name(kind) == name) return kind;
  }
  return std::nullopt;
}

core::Result<DocumentDrafts> draft_documents(const core::RunContext& context,
                                             std::span<const ItemView> views, bool simulated) {
  std::vector<DocumentDrafts> parts(views.size());
  CB_TRY_STATUS(core::parallel_blocks(
      context, views.size(), 1, [&](const core::Block& block) -> core::Status {
        parts[block.begin] = draft_view(views[block.begin], simulated);
        return {};
      }));
  DocumentDrafts out;
  for (DocumentDrafts& part : parts) append(std::move(part), out);
  return out;
}

void place_documents(const DocumentDrafts& drafts, std::span<const ItemView> views,
                     const Tables& tables, Evidence& evidence) {
  for (const ParagraphDraft& draft : drafts.paragraphs)
    evidence.paragraphs.push_back(
        {tables.text(draft.text), draft.page, draft.kind, draft.record, draft.from, draft.to});
  for (std::size_t i = 0; i < drafts.mentions.size(); ++i) {
    Mention mention = drafts.mentions[i];
    mention.selector = tables.selector(drafts.mentioned[i].text);
    evidence.mentions.push_back(mention);
  }
  std::uint32_t begin = 0;
  for (const DocumentDraft& draft : drafts.documents) {
    const ItemView& view = views[draft.rank];
    const TextColumn title = tables.texts(view, Field::title),
                     author = tables.texts(view, Field::author);
    NumberColumn time = Tables::numbers(view, Field::time);
    if (!time.exists()) time = Tables::numbers(view, Field::date);
    Document document;
    document.item_rank = draft.rank;
    for (const auto row : draft.rows) {  // the first that says it
      if (document.title == TextId{}) document.title = title.at(row);
      if (document.author == TextId{}) document.author = author.at(row);
      if (!document.said_us && time.at(row) != no_number) {
        document.said_us = time.at(row);
        document.precision = time.precision(row);
      }
    }
    document.paragraph_begin = std::exchange(begin, draft.paragraphs);
    document.paragraph_end = draft.paragraphs;
    for (std::uint32_t p = document.paragraph_begin; p < document.paragraph_end; ++p) {
      const Paragraph& paragraph = evidence.paragraphs[p];
      if (document.title == TextId{} && paragraph.kind == ParagraphKind::title)
        document.title = paragraph.text;
    }
    evidence.documents.push_back(document);
  }
}

}  // namespace cuibono::evidence
