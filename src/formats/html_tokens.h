#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace cuibono::formats {

enum class HtmlMark : std::uint8_t { text, open, close, end };

/// A tag, or text between tags. Comments and declarations are passed over.
struct HtmlToken {
  HtmlMark mark = HtmlMark::end;
  std::string name;             ///< of a tag, in small letters
  std::string_view attributes;  ///< of a tag that opens: what stands behind its name
  std::string_view text;        ///< as it stands in the file; of a raw element what it holds
  std::size_t from = 0, to = 0;
};

/// The tokens of a page, one after the other.
///
/// Out     elements whose content is no text of the page (script, style, template, nav …) and <title> come
///         whole, as one token that opens, with what they hold; where such an element is never closed, as a
///         tag like others.
/// Cost    time O(bytes) in all.
class HtmlTokens {
 public:
  explicit HtmlTokens(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] HtmlToken next();

 private:
  [[nodiscard]] std::size_t pass_comment(std::size_t at) const;
  [[nodiscard]] std::size_t end_of_tag(std::size_t at) const;
  void take_whole(HtmlToken& token);
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::set<std::string, std::less<>> never_closed_;  ///< from here on
};

/// The value of an attribute, entities as they stand; empty where there is none.
[[nodiscard]] std::string_view find_attribute(std::string_view attributes, std::string_view name);

}  // namespace cuibono::formats
