// GraphSense TagPacks: who is said to stand behind addresses of chains. YAML, read as a stream of events.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <optional>
#include <streambuf>

#include "formats/format_list.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t keys_max = 200;  ///< distinct keys of a file; real ones have about twenty
constexpr std::string_view fault_column = "Fault";

/// Bytes as a stream that can be ended early: nothing else stops the parser.
class Source : public std::streambuf {
 public:
  explicit Source(std::string_view bytes) {
    char* begin = const_cast<char*>(bytes.data());  // only read from
    setg(begin, begin, begin + bytes.size());
  }
  void stop() { setg(eback(), egptr(), egptr()); }
};

struct Entry {
  std::string key, value;
};
using Entries = std::vector<Entry>;

const Entry* find_entry(const Entries& entries, std::string_view key) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

/// One element of "tags".
struct Tag {
  Entries entries;
  std::string fault;
  std::uint64_t offset = 0;
};

/// Turns events into the entries of the head and tags. Values with an inner structure become one text.
class PackHandler : public YAML::EventHandler {
 public:
  /// Called for each tag with the offset where the next thing begins.
  std::function<void(const Tag&, std::uint64_t end)> on_tag;

  Entries head;
  std::string refusal;  ///< why nothing more should be read; empty: go on
  bool has_tags = false, includes_files = false, is_in_tag = false;

  void finish(std::uint64_t end) { hand_over(end); }
  [[nodiscard]] const std::optional<Tag>& waiting() const { return tag_; }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    refuse("line " + std::to_string(mark.line + 1) +
           " uses an alias of YAML, which is not followed");
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    OnScalar(mark, "", anchor, "");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                const std::string& value) override {
    if (tag == "!include") includes_files = true;
    begin_node(mark, value, Shape::scalar);
    end_node();
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                       YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {
    if (depth_ == 1 && !expects_key_ && key_ == "tags") {
      if (has_tags) refuse("the key \"tags\" stands there twice");
      has_tags = is_in_tags_ = true;
    }
    begin_node(mark, "", Shape::sequence);
    open();
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    begin_node(mark, "", Shape::map);
    open();
  }
  void OnMapEnd() override { close(); }

 private:
  enum class Shape : std::uint8_t { scalar, sequence, map };

  // Depth of the node that begins: 0 the document, 1 keys and values of the head, 2 the tags, 3 keys and
  // values of a tag. What lies deeper than a value is text of that value.
  void begin_node(const YAML::Mark& mark, const std::string& text, Shape shape) {
    const bool is_map = shape == Shape::map;
    const bool is_place_of_key = depth_ == 1 || (is_in_tag && depth_ == 3);
    if (is_place_of_key && expects_key_ && shape != Shape::scalar)
      refuse("line " + std::to_string(mark.line + 1) + " has a key that is no word");
    const auto offset = static_cast<std::uint64_t>(std::max(mark.pos, 0));
    if (depth_ == 0 && !is_map) refuse("the document is no mapping");
    if (depth_ == 1) {
      if (expects_key_) hand_over(offset);
      take(text, head, nullptr);
    } else if (is_in_tags_ && depth_ == 2) {
      hand_over(offset);
      tag_ = Tag{{}, is_map ? "" : "this tag is no mapping: " + text, offset};
      is_in_tag = is_map;
      expects_key_ = true;
    } else if (is_in_tags_ && depth_ == 3 && is_in_tag) {
      take(text, tag_->entries, &tag_->fault);
    } else if (depth_ > 1) {
      append(text);
    }
  }
  void end_node() {
    const std::size_t level = is_in_tag ? 3 : 1;
    if (depth_ == level && !is_just_key_) expects_key_ = true;
    is_just_key_ = false;
  }
  void open() {
    ++depth_;
    is_just_key_ = false;
    if (depth_ == 1) expects_key_ = true;
  }
  void close() {
    --depth_;
    if (is_in_tag && depth_ == 2) is_in_tag = false;
    if (is_in_tags_ && depth_ == 1) is_in_tags_ = false;
    end_node();
  }
  /// A key, or the value of the key before it.
  void take(const std::string& text, Entries& entries, std::string* fault) {
    if (expects_key_) {
      key_ = text;
      expects_key_ = false;
      is_just_key_ = true;
      return;
    }
    value_ = nullptr;
    if (is_in_tags_ && depth_ == 1) return;
    if (find_entry(entries, key_) != nullptr) {
      const std::string twice = "\"" + key_ + "\" stands there twice";
      if (fault == nullptr) return refuse("the key " + twice);
      *fault += fault->empty() ? twice : "; " + twice;
      return;
    }
    if (entries.size() >= keys_max) return refuse("it has more than 200 keys");
    entries.push_back({key_, text});
    value_ = &entries.back().value;
  }
  void append(const std::string& text) {
    if (value_ == nullptr || text.empty()) return;
    if (!value_->empty()) *value_ += "; ";
    *value_ += text;
  }
  void hand_over(std::uint64_t end) {
    if (!tag_) return;
    const Tag tag = *std::exchange(tag_, std::nullopt);
    value_ = nullptr;
    if (on_tag) on_tag(tag, end);
  }
  void refuse(std::string why) {
    if (refusal.empty()) refusal = std::move(why);
  }

  std::size_t depth_ = 0;
  bool is_in_tags_ = false, expects_key_ = true, is_just_key_ = false;
  std::string key_;
  std::string* value_ = nullptr;  // borrows from the entries that are being filled
  std::optional<Tag> tag_;
};

/// Reads the one document. What is returned: why it broke; empty where it is whole.
std::string parse(std::string_view bytes, PackHandler& handler, Source& source) {
  try {
    std::istream stream(&source);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(handler)) return "it is empty";
    if (!handler.refusal.empty()) return handler.refusal;
    PackHandler second;
    if (parser.HandleNextDocument(second) && !second.head.empty())
      handler.refusal = "it holds a second YAML document";
  } catch (const YAML::Exception& broken) {
    return "line " + std::to_string(broken.mark.line + 1) + ": " + broken.msg;
  }
  handler.finish(bytes.size());
  return {};
}

core::Error refused(const std::string& why) {
  return core::Error{core::ErrorCode::bad_input, "the TagPack cannot be read: " + why, "",
                     "write it out without aliases, as one document with a list of tags"};
}

struct KnownKey {
  std::string_view key, field, reason;
};
constexpr auto known_keys = std::to_array<KnownKey>({
    {"address", "account", "TagPack schema: the address that is tagged"},
    {"label", "name", "TagPack schema: what the address is called"},
    {"currency", "currency", "TagPack schema: the asset of the chain of the address"},
    {"creator", "listed_by", "TagPack schema: who made the TagPack"},
    {"category", "role", "TagPack schema: what kind of actor it is said to be"},
    {"confidence", "confidence", "TagPack schema: how sure its maker is"},
    {"description", "note", "TagPack schema: description"},
});

Table make_table(const std::vector<std::string>& keys, bool includes_files) {
  Table table;
  table.kind = "tags";
  if (includes_files) table.note = "it includes another file, which is not followed";
  for (const auto& key : keys) {
    Column column;
    column.name = key;
    const auto known = std::find_if(known_keys.begin(), known_keys.end(),
                                    [&](const KnownKey& one) { return one.key == key; });
    if (known != known_keys.end()) {
      column.field = known->field;
      column.reason = known->reason;
    }
    if (key == "address") column.selector = "chain";
    table.columns.push_back(std::move(column));
  }
  Column fault;
  fault.name = fault_column;
  table.columns.push_back(std::move(fault));
  return table;
}

std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  if (!core::is_utf8(bytes)) return refused("it is not UTF-8");
  const std::string_view text = without_mark(bytes);
  Source source(text);
  PackHandler handler;
  std::vector<std::string> tag_keys;
  std::uint64_t tags = 0;
  bool is_cancelled = false;
  handler.on_tag = [&](const Tag& tag, std::uint64_t /*end*/) {
    ++tags;
    for (const Entry& entry : tag.entries) {
      if (std::find(tag_keys.begin(), tag_keys.end(), entry.key) == tag_keys.end() &&
          tag_keys.size() <= keys_max)
        tag_keys.push_back(entry.key);
    }
    is_cancelled = is_cancelled || !core::check_cancelled(context).has_value();
    if (is_cancelled || !handler.refusal.empty()) source.stop();
  };
  const std::string fault = parse(text, handler, source);
  CB_TRY_STATUS(core::check_cancelled(context));
  if (handler.waiting() && tags == 0) handler.finish(text.size());
  if (!handler.refusal.empty()) return refused(handler.refusal);
  if (tag_keys.size() > keys_max) return refused("it has more than 200 keys");
  if (!handler.has_tags || (tags == 0 && !fault.empty()))
    return refused(fault.empty() ? "it has no list \"tags\"" : fault);
  for (const Entry& entry : handler.head)
    if (std::find(tag_keys.begin(), tag_keys.end(), entry.key) == tag_keys.end())
      tag_keys.push_back(entry.key);
  return std::vector<Table>{make_table(tag_keys, handler.includes_files)};
}

/// From the beginning of a tag to the last of its characters: the dash of the next one is not its own.
std::uint64_t tag_bytes(std::string_view text, std::uint64_t offset, std::uint64_t end) {
  constexpr std::string_view blanks = " \t\r\n,";
  const auto trimmed = [&](std::string_view of) {
    return of.substr(0, of.find_last_not_of(blanks) + 1);
  };
  std::string_view of = trimmed(text.substr(offset, end - offset));
  if (of.ends_with('-') && trimmed(of.substr(0, of.size() - 1)).size() + 1 < of.size())
    of = trimmed(of.substr(0, of.size() - 1));
  return of.size();
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  const std::string_view text = without_mark(bytes);
  const std::uint64_t mark_bytes = bytes.size() - text.size();
  PackHandler first;  // entries of the head may stand behind the tags
  Source all(text);
  static_cast<void>(parse(text, first, all));
  CB_TRY_STATUS(core::check_cancelled(context));

  PackHandler handler;
  Source source(text);
  core::Status status;
  std::uint64_t ordinal = 0;
  std::vector<std::string_view> cells(table.columns.size());
  const auto hand_over = [&](const Tag& tag, std::uint64_t end, bool is_damaged) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const Entry* own = find_entry(tag.entries, table.columns[c].name);
      if (own == nullptr) own = find_entry(first.head, table.columns[c].name);
      cells[c] = own == nullptr ? std::string_view() : std::string_view(own->value);
    }
    cells.back() = tag.fault;
    status = on_row(Row{++ordinal, mark_bytes + tag.offset, tag_bytes(text, tag.offset, end), cells,
                        is_damaged});
  };
  handler.on_tag = [&](const Tag& tag, std::uint64_t end) {
    if (!status.has_value()) return;
    status = core::check_cancelled(context);
    if (status.has_value()) hand_over(tag, end, false);
    if (!status.has_value()) source.stop();
  };
  const std::string fault = parse(text, handler, source);
  if (!status.has_value()) return status;
  if (fault.empty()) return {};
  Tag broken = handler.waiting() ? *handler.waiting() : Tag{{}, "", text.size()};
  broken.fault = fault;
  hand_over(broken, text.size(), true);
  return status;
}

bool has_line(std::string_view text, std::string_view beginning) {
  if (text.starts_with(beginning)) return true;
  const auto found = text.find("\n" + std::string(beginning));
  return found != std::string_view::npos;
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_bytes = 16'384;
  const std::string_view begin = without_mark(bytes).substr(0, looked_bytes);
  const std::string_view end = bytes.substr(bytes.size() - std::min(bytes.size(), looked_bytes));
  if (begin.find('\0') != std::string_view::npos) return false;
  const auto has_head = [&](std::string_view key) {
    return has_line(begin, key) || has_line(end, key);
  };
  if (!has_head("title:") && !has_head("creator:")) return false;
  const auto at = begin.starts_with("tags:") ? 0 : begin.find("\ntags:");
  if (at == std::string_view::npos) return false;
  std::string_view list = begin.substr(at + (begin[at] == '\n' ? 6 : 5));
  list.remove_prefix(std::min(list.find_first_not_of(" \t\r\n"), list.size()));
  return list.starts_with("- ") && (list.find("address:") != std::string_view::npos ||
                                    list.find("tx_hash:") != std::string_view::npos);
}

}  // namespace

const FileFormat tagpack_format{
    .name = "tagpack",
    .title = "GraphSense TagPack",
    .gives =
        "each tag as a row, completed by what the head says of all; aliases of YAML are refused",
    .standard = "GraphSense TagPack schema",
    .library = "yaml-cpp",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
