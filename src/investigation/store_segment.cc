// Segments of named columns: "CBCOLS1\n", then for each column
//   u64 name bytes, name, u64 type bytes, type, padding to 8, u64 data bytes, data, padding to 8
// all little-endian; a reader maps the file and finds every column aligned.
#include <bit>
#include <cstring>

#include "investigation/store.h"

namespace cuibono::investigation {
namespace {

static_assert(std::endian::native == std::endian::little, "segments are little-endian");

constexpr std::string_view magic = "CBCOLS1\n";
constexpr std::size_t alignment = 8;

std::string u64_bytes(std::uint64_t number) {
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

/// Walks over a segment; every step says whether the bytes were there.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  bool field(std::string_view& out) {
    std::uint64_t size = 0;
    if (bytes_.size() - at_ < sizeof size) return false;
    std::memcpy(&size, bytes_.data() + at_, sizeof size);
    at_ += sizeof size;
    if (bytes_.size() - at_ < size) return false;
    out = bytes_.substr(at_, static_cast<std::size_t>(size));
    at_ += static_cast<std::size_t>(size);
    return true;
  }
  bool skip_padding() {
    while (at_ % alignment != 0) {
      if (at_ == bytes_.size() || bytes_[at_] != '\0') return false;
      ++at_;
    }
    return true;
  }
  void skip(std::size_t count) { at_ += count; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

void SegmentWriter::put(std::string_view bytes) {
  if (!status_.has_value()) return;
  status_ = sink_(bytes);
  written_ += bytes.size();
}

void SegmentWriter::pad() {
  constexpr std::string_view noughts{"\0\0\0\0\0\0\0\0", alignment};
  if (written_ % alignment != 0) put(noughts.substr(written_ % alignment));
}

void SegmentWriter::add_bytes(std::string_view name, std::string_view type,
                              std::string_view bytes) {
  if (written_ == 0) put(magic);
  put(u64_bytes(name.size()) + std::string(name) + u64_bytes(type.size()) + std::string(type));
  pad();
  put(u64_bytes(bytes.size()));
  put(bytes);
  pad();
}

void SegmentWriter::add_texts(std::string_view name, const std::vector<std::string>& texts) {
  std::vector<std::uint64_t> ends;
  std::string joined;
  ends.reserve(texts.size());
  for (const auto& text : texts) {
    joined += text;
    ends.push_back(joined.size());
  }
  add(std::string(name) + ".end", "u64", ends);
  add_bytes(std::string(name) + ".bytes", "utf8", joined);
}

core::Status SegmentWriter::finish() && {
  if (written_ == 0) put(magic);
  return std::move(status_);
}

core::Result<std::vector<SegmentColumn>> read_segment(std::string_view segment) {
  const core::Error fault{core::ErrorCode::integrity, "this is not a segment of columns",
                          "derived/", "delete derived/ and run again"};
  if (!segment.starts_with(magic)) return fault;
  Cursor cursor(segment);
  cursor.skip(magic.size());
  std::vector<SegmentColumn> columns;
  while (!cursor.at_end()) {
    SegmentColumn column;
    const bool whole = cursor.field(column.name) && cursor.field(column.type) &&
                       cursor.skip_padding() && cursor.field(column.bytes) && cursor.skip_padding();
    if (!whole) return fault;
    columns.push_back(column);
  }
  return columns;
}

namespace {

/// One column of a table that is a list of structures.
template <class Out, class Row, class Get>
void add_column(SegmentWriter& writer, std::string_view name, std::string_view type,
                const std::vector<Row>& rows, const Get& get) {
  std::vector<Out> values;
  values.reserve(rows.size());
  for (const Row& row : rows) values.push_back(static_cast<Out>(get(row)));
  writer.add(name, type, values);
}

void add_documents(SegmentWriter& writer, const evidence::Evidence& evidence) {
  using evidence::Document, evidence::Mention, evidence::Paragraph;
  using u8 = std::uint8_t;
  using u32 = std::uint32_t;
  const auto& p = evidence.paragraphs;
  add_column<u32>(writer, "paragraph.text", "u32", p,
                  [](const Paragraph& x) { return x.text.value; });
  add_column<u32>(writer, "paragraph.page", "u32", p, [](const Paragraph& x) { return x.page; });
  add_column<u8>(writer, "paragraph.kind", "u8", p, [](const Paragraph& x) { return x.kind; });
  add_column<std::uint64_t>(writer, "paragraph.record", "u64", p,
                            [](const Paragraph& x) { return x.record.bits; });
  add_column<u32>(writer, "paragraph.from", "u32", p, [](const Paragraph& x) { return x.from; });
  add_column<u32>(writer, "paragraph.to", "u32", p, [](const Paragraph& x) { return x.to; });
  const auto& d = evidence.documents;
  add_column<u32>(writer, "document.item", "u32", d, [](const Document& x) { return x.item_rank; });
  add_column<u32>(writer, "document.title", "u32", d,
                  [](const Document& x) { return x.title.value; });
  add_column<u32>(writer, "document.author", "u32", d,
                  [](const Document& x) { return x.author.value; });
  add_column<std::int64_t>(writer, "document.said_us", "i64", d, [](const Document& x) {
    return x.said_us.value_or(evidence::no_number);
  });
  add_column<u8>(writer, "document.precision", "u8", d,
                 [](const Document& x) { return x.precision; });
  add_column<u32>(writer, "document.begin", "u32", d,
                  [](const Document& x) { return x.paragraph_begin; });
  add_column<u32>(writer, "document.end", "u32", d,
                  [](const Document& x) { return x.paragraph_end; });
  const auto& m = evidence.mentions;
  add_column<u32>(writer, "mention.selector", "u32", m,
                  [](const Mention& x) { return x.selector.value; });
  add_column<u32>(writer, "mention.paragraph", "u32", m,
                  [](const Mention& x) { return x.paragraph; });
  add_column<u32>(writer, "mention.from", "u32", m, [](const Mention& x) { return x.from; });
  add_column<u32>(writer, "mention.to", "u32", m, [](const Mention& x) { return x.to; });
}

}  // namespace

core::Status write_events_segment(const evidence::Evidence& evidence, const PieceSink& sink) {
  SegmentWriter writer(sink);
  const auto& t = evidence.transfers;
  writer.add("transfer.time_us", "i64", t.time_us);
  writer.add("transfer.value_time_us", "i64", t.value_time_us);
  writer.add("transfer.precision", "u8", t.precision);
  writer.add("transfer.value_precision", "u8", t.value_precision);
  writer.add("transfer.offset_min", "i16", t.offset_min);
  writer.add("transfer.seq", "i64", t.seq);
  writer.add("transfer.payer", "u32", t.payer);
  writer.add("transfer.payee", "u32", t.payee);
  writer.add("transfer.amount_minor", "i64", t.amount_minor);
  writer.add("transfer.asset", "u16", t.asset);
  writer.add("transfer.received_minor", "i64", t.received_minor);
  writer.add("transfer.received_asset", "u16", t.received_asset);
  writer.add("transfer.balance_after_minor", "i64", t.balance_after_minor);
  writer.add("transfer.payee_balance_after_minor", "i64", t.payee_balance_after_minor);
  writer.add("transfer.kind", "u8", t.kind);
  writer.add("transfer.reference", "u32", t.reference);
  writer.add("transfer.channel", "u32", t.channel);
  writer.add("transfer.reverses", "u32", t.reverses);
  writer.add("transfer.is_asset", "u8", t.is_asset);
  writer.add("transfer.is_reported_only", "u8", t.is_reported_only);
  writer.add("transfer.legs.begin", "u64", t.legs.begin);
  writer.add("transfer.legs.records", "u64", t.legs.records);
  const auto& c = evidence.calls;
  writer.add("call.time_us", "i64", c.time_us);
  writer.add("call.precision", "u8", c.precision);
  writer.add("call.offset_min", "i16", c.offset_min);
  writer.add("call.duration_s", "i32", c.duration_s);
  writer.add("call.caller", "u32", c.caller);
  writer.add("call.callee", "u32", c.callee);
  writer.add("call.displayed", "u32", c.displayed);
  writer.add("call.diverted_from", "u32", c.diverted_from);
  writer.add("call.caller_imei", "u32", c.caller_imei);
  writer.add("call.caller_imsi", "u32", c.caller_imsi);
  writer.add("call.callee_imei", "u32", c.callee_imei);
  writer.add("call.callee_imsi", "u32", c.callee_imsi);
  writer.add("call.caller_cell", "u32", c.caller_cell);
  writer.add("call.callee_cell", "u32", c.callee_cell);
  writer.add("call.kind", "u8", c.kind);
  writer.add("call.answered", "u8", c.answered);
  writer.add("call.legs.begin", "u64", c.legs.begin);
  writer.add("call.legs.records", "u64", c.legs.records);
  add_documents(writer, evidence);
  std::vector<std::string> selectors;
  selectors.reserve(evidence.selectors.size());
  for (std::size_t i = 0; i < evidence.selectors.size(); ++i) {
    selectors.push_back(evidence.selectors.text(evidence::SelectorId::of(i)));
  }
  writer.add_texts("selector", selectors);
  writer.add_texts("text", evidence.texts);
  writer.add_texts("cell", evidence.cells);
  return std::move(writer).finish();
}

}  // namespace cuibono::investigation
