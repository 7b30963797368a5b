#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "formats/xml_stream.h"

namespace cuibono::formats {

class XmlTree;

/// An element that is in memory, or none. Valid during the call that hands it over.
///
/// Paths are local names with "/" between, from this element down: "RltdPties/Dbtr/Nm"; an attribute is
/// "@Ccy". Where names repeat, all ways are tried in the order of the document.
class XmlNode {
 public:
  XmlNode() = default;
  XmlNode(const XmlTree* tree, std::uint32_t place) : tree_(tree), place_(place) {}

  [[nodiscard]] bool is_there() const noexcept { return tree_ != nullptr; }
  [[nodiscard]] std::string_view name() const;   ///< local
  [[nodiscard]] std::string_view space() const;  ///< its namespace
  [[nodiscard]] std::string_view text() const;   ///< its own text, trimmed; empty: none
  [[nodiscard]] XmlNode find(std::string_view path) const;
  [[nodiscard]] std::string_view text(std::string_view path) const { return find(path).text(); }
  /// The first of several paths that has a text; "a/b|c" writes two.
  [[nodiscard]] std::string_view first(std::string_view paths) const;
  /// Every text of the path, with a mark between.
  [[nodiscard]] std::string all(std::string_view path, std::string_view mark) const;
  void each(std::string_view path, const std::function<void(XmlNode)>& take) const;
  void each_child(const std::function<void(XmlNode)>& take) const;  ///< attributes are none
  [[nodiscard]] XmlNode parent() const;
  [[nodiscard]] XmlNode ancestor(std::string_view name) const;  ///< this one is none of its own
  [[nodiscard]] std::uint64_t offset() const;
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  const XmlTree* tree_ = nullptr;  // borrows from the reading of the document
  std::uint32_t place_ = 0;
};

/// What of a document is handed over, and what is kept beside it. A name may say its parent: "Stmt/Ntry".
struct XmlRecordRules {
  std::vector<std::string_view> records;  ///< elements that are handed over when they end
  std::vector<std::string_view> kept;     ///< elements that stay until their parent ends; records too
  std::size_t elements_max = 4'000'000;   ///< in memory at once; 64 bytes each
  std::size_t text_max = 256U << 20;      ///< bytes of text in memory at once
  std::size_t kept_text_max = 1U << 20;   ///< bytes of text of one kept element
};

/// is_whole: false for the record in which the document broke.
using OnXmlRecord = std::function<core::Status(const XmlNode& record, bool is_whole)>;

/// Makes small trees of the events of a document. Its ancestors stand above a record, each with those of
/// its children that are kept, as far as they came before it.
///
/// Cost    memory O(record + kept elements), at most what the rules allow.
/// Errors  resources: a record beyond the limits; limit() says which.  whatever on_record returns.
class XmlRecords {
 public:
  XmlRecords(XmlRecordRules rules, OnXmlRecord on_record);
  ~XmlRecords();
  XmlRecords(const XmlRecords&) = delete;
  XmlRecords& operator=(const XmlRecords&) = delete;

  [[nodiscard]] XmlEvents events();
  /// The root as far as it is kept, once the document has ended or broken; none: there was no element.
  [[nodiscard]] XmlNode root() const;
  /// Why the reading stopped, where a limit stopped it.
  [[nodiscard]] const std::optional<XmlEnd>& limit() const noexcept { return limit_; }
  /// Hands over the record that is open where the document broke. Out: whether there was one.
  [[nodiscard]] core::Result<bool> hand_over_broken(std::uint64_t end);

 private:
  core::Status start(const XmlStart& start);
  core::Status end(std::uint64_t end);
  core::Status text(std::string_view text);
  core::Error over_limit(std::uint64_t offset);
  [[nodiscard]] bool is_record(const XmlStart& start) const;
  [[nodiscard]] bool is_kept(const XmlStart& start) const;
  [[nodiscard]] bool names(const std::vector<std::string_view>& list, const XmlStart& start) const;

  XmlRecordRules rules_;
  OnXmlRecord on_record_;
  std::unique_ptr<XmlTree> tree_;
  std::uint32_t record_depth_ = 0, kept_depth_ = 0, depth_ = 0;  // 0: not inside one
  std::size_t kept_from_ = 0;  // letters in memory when it began
  std::uint64_t offset_ = 0;   // of the element begun last
  std::optional<XmlEnd> limit_;
};

/// Reads all records of a document. The place of the fault comes back as read_xml gives it, after the broken
/// record was handed over; a record beyond the limits ends the reading as a fault does.
[[nodiscard]] core::Result<XmlEnd> read_xml_records(const core::RunContext& context,
                                                    std::string_view bytes,
                                                    const XmlRecordRules& rules,
                                                    const OnXmlRecord& on_record);

/// The first elements of a document, in order; nothing where the bytes are no XML. For recognising.
struct XmlName {
  std::string name, space;
  std::uint32_t depth = 0;
};
[[nodiscard]] std::vector<XmlName> first_xml_names(std::string_view bytes, std::size_t names_max);

}  // namespace cuibono::formats
