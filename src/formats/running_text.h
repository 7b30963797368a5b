#pragma once
#include <string>
#include <string_view>

namespace cuibono::formats {

/// The text of one paragraph while it grows: any white space and any control character becomes one blank.
///
/// In      pieces of UTF-8; what is none becomes U+FFFD. Soft hyphens and marks without a width are left out.
/// Cost    time O(bytes).
class RunningText {
 public:
  void add(std::string_view piece);
  /// A blank before what comes next, where there is something before it.
  void gap() { has_gap_ = true; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  /// What was added since the last time, without blanks at its ends.
  [[nodiscard]] std::string take();

 private:
  std::string text_;
  bool has_gap_ = false;
};

/// The same of one text.
[[nodiscard]] std::string one_line_of(std::string_view text);

}  // namespace cuibono::formats
