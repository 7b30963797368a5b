#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cuibono::formats {

/// A tag of OFX with the text behind it, up to the next tag. OFX 1 is SGML: a value has no closing tag; OFX 2 is
/// XML: it has one. Both are read as the same pieces.
struct OfxPiece {
  std::string_view name;  ///< as written; empty behind the last tag
  std::string_view text;  ///< with its character references, in the encoding of the file
  std::uint64_t offset = 0;
  std::uint64_t end = 0;  ///< behind the tag's ">"
  bool is_end_tag = false;
};

/// Reads tags one after the other. A "<" that begins no tag is text; comments, declarations and processing
/// instructions are passed over: entities are never declared here.
class OfxReader {
 public:
  explicit OfxReader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::optional<OfxPiece> next();

 private:
  [[nodiscard]] bool read_tag(std::size_t at, OfxPiece& piece) const;
  [[nodiscard]] std::size_t skip_mark(std::size_t at) const;
  std::string_view bytes_;  // borrows from the file
  std::size_t at_ = 0;
};

/// Whether a file is OFX: its head, or its first tag.
[[nodiscard]] bool begins_ofx(std::string_view bytes);

/// How the texts of a file are written: what its head states; where a text is UTF-8 already, it is taken so.
class OfxEncoding {
 public:
  explicit OfxEncoding(std::string_view bytes);
  /// A text with its character references and marked sections resolved, trimmed.
  [[nodiscard]] std::string decode(std::string_view text) const;
  [[nodiscard]] const std::string& name() const noexcept { return name_; }  ///< as ICU knows it

 private:
  std::string name_;
};

/// A file in UTF-16 made UTF-8; nothing where it is none.
[[nodiscard]] std::optional<std::string> ofx_from_utf16(std::string_view bytes);

/// "20250203120000.000[-5:EST]" as "2025-02-03T12:00:00.000-05:00"; a day alone, or its midnight without a zone, as a
/// day. As written where it is no such time.
[[nodiscard]] std::string ofx_time(std::string_view text);
/// "+1234,50" as "1234.50"; as written where it has more than one mark.
[[nodiscard]] std::string ofx_amount(std::string_view text);

}  // namespace cuibono::formats
