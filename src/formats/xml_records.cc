// Elements lie in one stack, in the order in which they began: what ends and is not kept is taken off its top.
// An attribute is an element too, named "@name", so that one kind of path finds both.
#include "formats/xml_records.h"

#include <algorithm>

namespace cuibono::formats {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;
constexpr std::size_t beginning = 64U << 10;

struct Piece {
  std::uint32_t at = 0, size = 0;
};

struct Element {
  Piece name, space, text;
  std::uint32_t parent = none, first = none, last = none, before = none, next = none;
  std::uint64_t offset = 0, end = 0;
};

bool is_blank(std::string_view text) { return core::trim(text).empty(); }

}  // namespace

class XmlTree {
 public:
  [[nodiscard]] std::string_view view(Piece piece) const {
    return std::string_view(letters_).substr(piece.at, piece.size);
  }
  [[nodiscard]] const Element& at(std::uint32_t place) const { return elements_[place]; }
  [[nodiscard]] std::uint32_t open() const { return open_; }
  [[nodiscard]] std::size_t size() const { return elements_.size(); }
  [[nodiscard]] std::size_t letters() const { return letters_.size(); }
  [[nodiscard]] bool is_beyond(const XmlRecordRules& rules) const {
    return elements_.size() > rules.elements_max || letters_.size() > rules.text_max;
  }

  void begin(const XmlStart& start) {
    if (open_ != none && is_blank(view(elements_[open_].text))) elements_[open_].text.size = 0;
    const std::uint32_t parent = open_;
    open_ = add(parent, start.name);
    elements_[open_].space = same_space(parent, start.space);
    elements_[open_].offset = start.offset;
    for (const auto& [name, value] : start.attributes) {
      const std::uint32_t place = add(open_, "@" + std::string(name));
      elements_[place].text = keep(value);
    }
  }

  /// Text after a child is an element without a name, so that none is lost.
  void add_text(std::string_view text) {
    if (open_ == none) return;
    const std::uint32_t last = elements_[open_].last;
    const bool is_leaf = last == none || view(elements_[last].name).starts_with('@');
    if (!is_leaf && is_blank(text)) return;
    std::uint32_t place = open_;
    if (!is_leaf) place = elements_[last].name.size == 0 ? last : add(open_, {});
    Piece& piece = elements_[place].text;
    if (piece.size == 0) piece.at = static_cast<std::uint32_t>(letters_.size());
    letters_ += text;
    piece.size += static_cast<std::uint32_t>(text.size());
  }

  void close(std::uint64_t end) {
    elements_[open_].end = end;
    open_ = elements_[open_].parent;
  }

  /// Takes an element that has ended off the stack; it is the last child of its parent.
  void drop_last_child() {
    Element& parent = elements_[open_];
    const std::uint32_t place = parent.last;
    letters_.resize(elements_[place].name.at);
    const std::uint32_t before = elements_[place].before;
    (before == none ? parent.first : elements_[before].next) = none;
    parent.last = before;
    elements_.resize(place);
  }

 private:
  std::uint32_t add(std::uint32_t parent, std::string_view name) {
    const auto place = static_cast<std::uint32_t>(elements_.size());
    Element element;
    element.parent = parent;
    element.name = keep(name);
    elements_.push_back(element);
    if (parent != none) {
      Element& above = elements_[parent];
      elements_[place].before = above.last;
      (above.first == none ? above.first : elements_[above.last].next) = place;
      above.last = place;
    }
    return place;
  }
  Piece keep(std::string_view text) {
    const Piece piece{static_cast<std::uint32_t>(letters_.size()),
                      static_cast<std::uint32_t>(text.size())};
    letters_ += text;
    return piece;
  }
  Piece same_space(std::uint32_t parent, std::string_view space) {
    if (parent != none && view(elements_[parent].space) == space) return elements_[parent].space;
    return keep(space);
  }

  std::vector<Element> elements_;
  std::string letters_;
  std::uint32_t open_ = none;
};

// ---- a node

std::string_view XmlNode::name() const {
  return tree_ == nullptr ? std::string_view() : tree_->view(tree_->at(place_).name);
}
std::string_view XmlNode::space() const {
  return tree_ == nullptr ? std::string_view() : tree_->view(tree_->at(place_).space);
}
std::string_view XmlNode::text() const {
  return tree_ == nullptr ? std::string_view() : core::trim(tree_->view(tree_->at(place_).text));
}
std::uint64_t XmlNode::offset() const { return tree_ == nullptr ? 0 : tree_->at(place_).offset; }
std::uint64_t XmlNode::bytes() const {
  if (tree_ == nullptr) return 0;
  const Element& element = tree_->at(place_);
  return element.end > element.offset ? element.end - element.offset : 0;
}

XmlNode XmlNode::parent() const {
  if (tree_ == nullptr || tree_->at(place_).parent == none) return {};
  return {tree_, tree_->at(place_).parent};
}

XmlNode XmlNode::ancestor(std::string_view name) const {
  XmlNode node = parent();
  while (node.is_there() && node.name() != name) node = node.parent();
  return node;
}

namespace {

/// Calls `take` for each element of the path until it says that it is enough.
template <class Take>
bool walk(const XmlTree* tree, std::uint32_t place, std::string_view path, const Take& take) {
  const auto mark = path.find('/');
  const std::string_view name = path.substr(0, mark);
  for (std::uint32_t child = tree->at(place).first; child != none; child = tree->at(child).next) {
    if (tree->view(tree->at(child).name) != name) continue;
    const bool enough = mark == std::string_view::npos
                            ? take(child)
                            : walk(tree, child, path.substr(mark + 1), take);
    if (enough) return true;
  }
  return false;
}

}  // namespace

XmlNode XmlNode::find(std::string_view path) const {
  XmlNode found;
  if (tree_ == nullptr) return found;
  walk(tree_, place_, path, [&](std::uint32_t place) {
    found = XmlNode(tree_, place);
    return true;
  });
  return found;
}

std::string_view XmlNode::first(std::string_view paths) const {
  std::string_view found;
  while (tree_ != nullptr && found.empty() && !paths.empty()) {
    const auto mark = paths.find('|');
    walk(tree_, place_, paths.substr(0, mark), [&](std::uint32_t place) {
      found = XmlNode(tree_, place).text();
      return !found.empty();
    });
    paths = mark == std::string_view::npos ? std::string_view() : paths.substr(mark + 1);
  }
  return found;
}

void XmlNode::each(std::string_view path, const std::function<void(XmlNode)>& take) const {
  if (tree_ == nullptr) return;
  walk(tree_, place_, path, [&](std::uint32_t place) {
    take(XmlNode(tree_, place));
    return false;
  });
}

std::string XmlNode::all(std::string_view path, std::string_view mark) const {
  std::string out;
  each(path, [&](XmlNode node) {
    const std::string_view text = node.text();
    if (text.empty()) return;
    if (!out.empty()) out += mark;
    out += text;
  });
  return out;
}

void XmlNode::each_child(const std::function<void(XmlNode)>& take) const {
  if (tree_ == nullptr) return;
  for (std::uint32_t child = tree_->at(place_).first; child != none;
       child = tree_->at(child).next) {
    if (!tree_->view(tree_->at(child).name).starts_with('@')) take(XmlNode(tree_, child));
  }
}

// ---- records

XmlRecords::XmlRecords(XmlRecordRules rules, OnXmlRecord on_record)
    : rules_(std::move(rules)),
      on_record_(std::move(on_record)),
      tree_(std::make_unique<XmlTree>()) {}
XmlRecords::~XmlRecords() = default;

bool XmlRecords::names(const std::vector<std::string_view>& list, const XmlStart& start) const {
  return std::any_of(list.begin(), list.end(), [&](std::string_view rule) {
    const auto mark = rule.find('/');
    if (mark == std::string_view::npos) return rule == start.name;
    if (rule.substr(mark + 1) != start.name) return false;
    return tree_->open() != none &&
           rule.substr(0, mark) == tree_->view(tree_->at(tree_->open()).name);
  });
}

bool XmlRecords::is_record(const XmlStart& start) const { return names(rules_.records, start); }
bool XmlRecords::is_kept(const XmlStart& start) const { return names(rules_.kept, start); }

core::Status XmlRecords::start(const XmlStart& start) {
  ++depth_;
  if (record_depth_ == 0 && kept_depth_ == 0) {
    if (is_record(start)) record_depth_ = depth_;
    if (is_kept(start)) kept_depth_ = depth_;
    kept_from_ = tree_->letters();
  }
  tree_->begin(start);
  offset_ = start.offset;
  if (!tree_->is_beyond(rules_)) return {};
  return over_limit(start.offset);
}

core::Status XmlRecords::text(std::string_view text) {
  if (record_depth_ == 0 && kept_depth_ == 0) return {};
  tree_->add_text(text);
  const bool is_kept_too_long =
      kept_depth_ != 0 && tree_->letters() > kept_from_ + rules_.kept_text_max;
  if (!tree_->is_beyond(rules_) && !is_kept_too_long) return {};
  return over_limit(offset_);
}

core::Error XmlRecords::over_limit(std::uint64_t offset) {
  limit_ = XmlEnd{false, offset,
                  "one record is larger than " + std::to_string(rules_.elements_max) +
                      " elements or " + std::to_string(rules_.text_max) +
                      " bytes of text, or what stands above records than " +
                      std::to_string(rules_.kept_text_max)};
  return {core::ErrorCode::resources, limit_->fault, "at byte " + std::to_string(offset),
          "ask its sender for the file in parts"};
}

core::Status XmlRecords::end(std::uint64_t end) {
  const std::uint32_t place = tree_->open();
  tree_->close(end);
  const std::uint32_t depth = depth_--;
  const bool is_record = record_depth_ == depth;
  if (is_record) {
    record_depth_ = 0;
    CB_TRY_STATUS(on_record_(XmlNode(tree_.get(), place), true));
  }
  if (kept_depth_ == depth) {
    kept_depth_ = 0;
    return {};
  }
  const bool is_inside = record_depth_ != 0 || kept_depth_ != 0;
  if (!is_inside && depth > 1) tree_->drop_last_child();
  return {};
}

XmlEvents XmlRecords::events() {
  return {[this](const XmlStart& one) { return start(one); },
          [this](std::string_view one) { return text(one); },
          [this](std::uint64_t where) { return end(where); }};
}

XmlNode XmlRecords::root() const {
  return tree_->size() == 0 ? XmlNode() : XmlNode(tree_.get(), 0);
}

core::Result<bool> XmlRecords::hand_over_broken(std::uint64_t end) {
  if (record_depth_ == 0) return false;
  std::uint32_t place = tree_->open();
  while (depth_ > record_depth_) {
    tree_->close(end);
    place = tree_->open();
    --depth_;
  }
  tree_->close(end);
  --depth_;
  record_depth_ = 0;
  CB_TRY_STATUS(on_record_(XmlNode(tree_.get(), place), false));
  return true;
}

core::Result<XmlEnd> read_xml_records(const core::RunContext& context, std::string_view bytes,
                                      const XmlRecordRules& rules, const OnXmlRecord& on_record) {
  XmlRecords records(rules, on_record);
  auto read = read_xml(context, bytes, records.events());
  if (!read.has_value() && records.limit()) read = *records.limit();
  CB_TRY(XmlEnd end, std::move(read));
  if (!end.is_whole) CB_TRY_STATUS(records.hand_over_broken(end.offset));
  return end;
}

std::vector<XmlName> first_xml_names(std::string_view bytes, std::size_t names_max) {
  std::vector<XmlName> names;
  const std::string_view head = bytes.substr(0, beginning);
  const bool is_wide = head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff");
  if (!is_wide && !core::trim(head).starts_with('<')) return names;
  const XmlEvents events{
      [&](const XmlStart& start) -> core::Status {
        names.push_back({std::string(start.name), std::string(start.space), start.depth});
        if (names.size() < names_max) return {};
        return core::Error{core::ErrorCode::cancelled, "enough", "", ""};
      },
      [](std::string_view) -> core::Status { return {}; },
      [](std::uint64_t) -> core::Status { return {}; }};
  static_cast<void>(read_xml({}, head, events));
  return names;
}

}  // namespace cuibono::formats
