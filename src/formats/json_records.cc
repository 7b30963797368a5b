// JSON read from front to end with a stack of open brackets; only records become trees.
#include "formats/json_records.h"

#include <simdjson.h>

#include <algorithm>

#include "formats/json_token.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t depth_max = 512;
constexpr std::uint64_t record_bytes_max = 16U << 20;
constexpr std::size_t record_values_max = 1U << 20;
constexpr std::size_t head_texts_max = 64, head_bytes_max = 4096;
constexpr std::uint64_t values_between_looks = 1U << 16;

class JsonReader {
 public:
  JsonReader(const core::RunContext& context, std::string_view bytes, const JsonRecordRules& rules,
             const OnJsonRecord& on_record)
      : context_(context), bytes_(bytes), rules_(rules), on_record_(on_record) {
    is_utf8_ = simdjson::validate_utf8(bytes.data(), bytes.size());
    if (bytes.starts_with("\xEF\xBB\xBF")) position_ = 3;
    is_by_lines_ = is_json_by_lines(bytes.substr(position_));
  }

  core::Result<JsonEnd> read() {
    while (true) {
      fault_.clear();
      CB_TRY_STATUS(step());
      if (is_over_) break;
      if (fault_.empty()) continue;
      if (!is_by_lines_) return broken();
      CB_TRY_STATUS(skip_line());
    }
    if (open_.empty()) return JsonEnd{};
    fault_ = "the file ends within a value";
    return broken();
  }

 private:
  enum class Expects : std::uint8_t { value, first_value, key, first_key, colon, comma };
  struct Open {
    bool is_object = false, is_head = false;
    Expects expects = Expects::first_value;
    std::uint32_t node = JsonTree::none;
    std::size_t path_bytes = 0;  ///< of the path of what is inside
    std::uint64_t offset = 0;
  };

  /// Reads one token.
  core::Status step() {
    if (!skip_blanks()) return {};
    if (position_ >= bytes_.size()) {
      is_over_ = true;
      return {};
    }
    const char c = bytes_[position_];
    if (open_.empty()) return read_value();
    Open& open = open_.back();
    if (c == (open.is_object ? '}' : ']') &&
        (open.expects == Expects::comma || open.expects == Expects::first_value ||
         open.expects == Expects::first_key))
      return close();
    switch (open.expects) {
      case Expects::comma:
        if (c != ',') return fail("a comma is missing");
        ++position_;
        open.expects = open.is_object ? Expects::key : Expects::value;
        return {};
      case Expects::colon:
        if (c != ':') return fail("a colon is missing");
        ++position_;
        open.expects = Expects::value;
        return {};
      case Expects::key:
      case Expects::first_key:
        return read_key();
      default:
        return read_value();
    }
  }

  core::Status fail(std::string_view why) {
    fault_ = why;
    return {};
  }

  /// False: there is nothing to read here, because the line ends within its value.
  bool skip_blanks() {
    while (position_ < bytes_.size()) {
      const char c = bytes_[position_];
      const bool is_between_values = open_.empty() && c == '\x1E';
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && !is_between_values) return true;
      if (c == '\n' && is_by_lines_ && !open_.empty()) {
        fault_ = "the line ends within a value";
        return false;
      }
      ++position_;
    }
    return true;
  }

  core::Status read_key() {
    const JsonToken token = read_json_token(bytes_, position_);
    if (token.kind != JsonKind::text || !token.fault.empty())
      return at_fault(token, "a key is no text");
    if (is_in_record() && record_takes(token.end)) {
      key_ = text_of(token);
    } else {
      key_ = token.text;
    }
    position_ = token.end;
    open_.back().expects = Expects::colon;
    return {};
  }

  /// What is wrong with a token: one that never ends is a file that is cut.
  core::Status at_fault(const JsonToken& token, std::string_view otherwise) {
    if (token.is_cut && !is_by_lines_) {
      position_ = bytes_.size();
      return fail("the file ends within a value");
    }
    return fail(token.fault.empty() ? otherwise : token.fault);
  }

  core::Status read_value() {
    if (++values_ % values_between_looks == 0) CB_TRY_STATUS(core::check_cancelled(context_));
    const bool is_in_object = !open_.empty() && open_.back().is_object;
    const std::size_t path_before = path_.size();
    const std::string_view key = is_in_object ? key_ : std::string_view();
    if (!is_in_record() && is_in_object) {
      if (!path_.empty()) path_ += '/';
      path_ += key;
    }
    const char c = bytes_[position_];
    const bool is_list = c == '[';
    if (!is_in_record() && !is_list && is_place(rules_.records)) begin_record();
    CB_TRY_STATUS(c == '{' || is_list ? open(key, is_list, path_before) : read_scalar(key));
    if (!fault_.empty()) return {};
    return c == '{' || is_list ? core::Status{} : value_ended(path_before);
  }

  core::Status open(std::string_view key, bool is_list, std::size_t path_before) {
    if (open_.size() >= depth_max) return fail("brackets are nested more than 512 deep");
    Open open;
    open.is_object = !is_list;
    open.expects = is_list ? Expects::first_value : Expects::first_key;
    open.offset = position_;
    open.path_bytes = path_before;
    if (is_in_record()) {
      open.node = add_node({is_list ? JsonKind::list : JsonKind::object, key, {}});
    } else if (!is_list && is_place(rules_.heads)) {
      open.is_head = true;
      head_.clear();
      head_path_bytes_ = path_.size() + (path_.empty() ? 0 : 1);
      has_head_ = true;
    }
    open_.push_back(open);
    ++position_;
    return {};
  }

  core::Status read_scalar(std::string_view key) {
    const JsonToken token = read_json_token(bytes_, position_);
    if (!token.fault.empty() && !token.is_word) return at_fault(token, token.fault);
    if (token.is_word) note_fault(token.fault);
    if (is_in_record()) {
      const auto text = record_takes(token.end) ? text_of(token) : std::string_view();
      const auto node = add_node({token.kind, key, text});
      if (node != JsonTree::none) tree_.at(node).end = token.end;
    } else if (has_head_ && head_.size() < head_texts_max) {
      keep_in_head(token);
    }
    position_ = token.end;
    return {};
  }

  void keep_in_head(const JsonToken& token) {
    if (path_.size() <= head_path_bytes_ || token.text.empty()) return;
    std::string path = path_.substr(head_path_bytes_);
    if (std::count(path.begin(), path.end(), '/') > 1) return;
    std::string text = token.has_escapes ? unescape_json(token.text).text : std::string(token.text);
    if (!is_utf8_) {
      path = mend_utf8(path);
      text = mend_utf8(text);
    }
    head_.emplace_back(std::move(path), core::cut_utf8(text, head_bytes_max));
  }

  core::Status close() {
    const Open open = open_.back();
    open_.pop_back();
    ++position_;
    if (open.node != JsonTree::none) {
      tree_.at(open.node).end = position_;
      if (open.is_object) look_for_equal_keys(open.node);
    }
    if (open.is_head) {
      JsonRecord record;
      record.path = path_;
      record.is_head = true;
      record.offset = open.offset;
      record.bytes = position_ - open.offset;
      record.head = &head_;
      CB_TRY_STATUS(on_record_(record));
      has_head_ = false;
    }
    return value_ended(open.path_bytes);
  }

  core::Status value_ended(std::size_t path_before) {
    if (is_in_record() && open_.size() == record_depth_) CB_TRY_STATUS(hand_over(true));
    if (!is_in_record()) path_.resize(path_before);
    if (!open_.empty()) open_.back().expects = Expects::comma;
    return {};
  }

  void begin_record() {
    tree_.clear();
    record_fault_.clear();
    record_begin_ = position_;
    record_depth_ = open_.size();
    is_record_ = true;
  }

  core::Status hand_over(bool is_whole) {
    JsonRecord record;
    if (tree_.size() > 0) record.value = JsonNode(&tree_, 0);
    record.path = path_;
    record.offset = record_begin_;
    record.bytes = std::min<std::uint64_t>(position_, bytes_.size()) - record_begin_;
    record.is_whole = is_whole;
    record.is_in_list = record_depth_ > 0;
    record.fault = record_fault_;
    if (has_head_) record.head = &head_;
    is_record_ = false;
    return on_record_(record);
  }

  /// The rest of a line that is not JSON; its record goes with the fault.
  core::Status skip_line() {
    const bool is_last = bytes_.find('\n', position_) == std::string_view::npos;
    const std::string why = fault_;
    if (!is_record_) begin_record();
    if (!open_.empty()) record_begin_ = open_.front().offset;
    position_ = std::min(bytes_.find('\n', position_), bytes_.size());
    record_depth_ = 0;
    open_.clear();
    path_.clear();
    has_head_ = false;
    note_fault("the line is not JSON: " + why);
    CB_TRY_STATUS(hand_over(!is_last));
    if (is_last) is_over_ = true;
    return {};
  }

  core::Result<JsonEnd> broken() {
    const std::uint64_t place = std::min<std::uint64_t>(position_, bytes_.size());
    const std::string why = fault_;
    if (is_record_) {
      position_ = bytes_.size();
      note_fault(why);
      CB_TRY_STATUS(hand_over(false));
    }
    return JsonEnd{why, place};
  }

  [[nodiscard]] bool is_in_record() const noexcept { return is_record_; }
  [[nodiscard]] bool is_place(const std::vector<std::string_view>& places) const {
    return std::find(places.begin(), places.end(), path_) != places.end();
  }
  /// Whether the record may grow as far as this.
  bool record_takes(std::uint64_t end) {
    if (end - record_begin_ > record_bytes_max) {
      note_fault("the record is longer than 16 MiB");
    } else if (tree_.size() >= record_values_max) {
      note_fault("the record has more than a million values");
    } else {
      return true;
    }
    return false;
  }
  void note_fault(std::string_view why) {
    if (is_record_ && record_fault_.empty()) record_fault_ = why;
  }
  std::uint32_t add_node(JsonTree::Value value) {
    const bool is_root = tree_.size() == 0;
    if (!record_takes(position_)) return JsonTree::none;
    const std::uint32_t parent = is_root ? JsonTree::none : open_.back().node;
    if (!is_root && parent == JsonTree::none) return JsonTree::none;
    value.offset = position_;
    value.end = position_;
    return tree_.add(parent, value);
  }
  /// The characters of a token, which live as long as the record.
  std::string_view text_of(const JsonToken& token) {
    if (token.kind == JsonKind::null) return {};
    if (!token.has_escapes && is_utf8_) return token.text;
    JsonText plain = unescape_json(token.text);
    if (!plain.fault.empty()) note_fault(plain.fault);
    if (!is_utf8_ && !core::is_utf8(plain.text)) {
      plain.text = mend_utf8(plain.text);
      note_fault("the record has bytes that are not UTF-8");
    }
    return tree_.keep(std::move(plain.text));
  }
  void look_for_equal_keys(std::uint32_t object) {
    keys_.clear();
    for (auto child = tree_.at(object).first_child; child != JsonTree::none;
         child = tree_.at(child).next)
      keys_.push_back(tree_.at(child).key);
    std::sort(keys_.begin(), keys_.end());
    const auto twice = std::adjacent_find(keys_.begin(), keys_.end());
    if (twice == keys_.end()) return;
    note_fault("the key \"" + std::string(core::cut_utf8(*twice, 60)) + "\" stands there twice");
  }

  const core::RunContext& context_;
  std::string_view bytes_;
  const JsonRecordRules& rules_;   // borrows from the reading
  const OnJsonRecord& on_record_;  // borrows from the reading
  std::uint64_t position_ = 0, values_ = 0;
  bool is_utf8_ = true, is_by_lines_ = false, is_over_ = false;
  std::string fault_, path_;
  std::string_view key_;
  std::vector<Open> open_;
  JsonHead head_;
  bool has_head_ = false;
  std::size_t head_path_bytes_ = 0;
  JsonTree tree_;
  bool is_record_ = false;
  std::string record_fault_;
  std::uint64_t record_begin_ = 0;
  std::size_t record_depth_ = 0;
  std::vector<std::string_view> keys_;
};

}  // namespace

std::string_view find_in_head(const JsonHead& head, std::string_view path) {
  const auto found =
      std::find_if(head.begin(), head.end(), [&](const auto& one) { return one.first == path; });
  return found == head.end() ? std::string_view() : std::string_view(found->second);
}

core::Result<JsonEnd> read_json_records(const core::RunContext& context, std::string_view bytes,
                                        const JsonRecordRules& rules,
                                        const OnJsonRecord& on_record) {
  return JsonReader(context, bytes, rules, on_record).read();
}

bool begins_json_with(std::string_view bytes, std::string_view text) {
  constexpr std::size_t looked_bytes = 64U << 10;
  std::string_view begin = bytes.substr(0, looked_bytes);
  if (begin.starts_with("\xEF\xBB\xBF")) begin.remove_prefix(3);
  const auto first = begin.find_first_not_of(" \t\r\n\x1E");
  if (first == std::string_view::npos || (begin[first] != '{' && begin[first] != '[')) return false;
  return begin.find(text, first) != std::string_view::npos;
}

bool first_json_records(std::string_view bytes, const JsonRecordRules& rules,
                        std::size_t records_max,
                        const std::function<bool(const JsonRecord&)>& is_so) {
  constexpr std::size_t looked_bytes = 1U << 20;
  std::size_t good = 0, looked_at = 0;
  const auto look = [&](const JsonRecord& record) -> core::Status {
    // A record that is cut off by the look itself says less than one that follows others; a line that is no
    // JSON says nothing.
    if (!record.is_whole && good > 0) return {};
    const bool is_good = is_so(record);
    if (!is_good && !record.fault.empty()) return {};
    good += is_good ? 1U : 0U;
    if (++looked_at < records_max) return {};
    return core::Error{core::ErrorCode::cancelled, "enough", "", ""};
  };
  static_cast<void>(read_json_records({}, bytes.substr(0, looked_bytes), rules, look));
  const std::size_t bad = looked_at - good;
  return good > 0 && bad * 4 <= looked_at;
}

}  // namespace cuibono::formats
