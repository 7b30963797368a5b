#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "brief/export_parts.h"

namespace cuibono::brief {

/// A length or place in a drawing: tenths of a pixel, so that no floating point is ever printed.
using Tenths = std::int64_t;
inline constexpr Tenths px = 10;

/// "12", "12.5", "-0.5".
[[nodiscard]] std::string tenths_text(Tenths length);
/// The whole root, rounded down.
[[nodiscard]] std::uint64_t root_of(std::uint64_t number) noexcept;
/// About how wide a label is in the font of the drawings.
[[nodiscard]] Tenths width_of(std::string_view label);

struct Box {
  Tenths left = 0, top = 0, right = 0, bottom = 0;
  [[nodiscard]] bool meets(const Box& other) const noexcept {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  [[nodiscard]] bool holds(const Box& other) const noexcept {
    return left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom;
  }
};

/// One drawing, element by element. Classes name the style (figure_style).
class Drawing {
 public:
  /// `narrow`: the one for a phone, else for a desk and for paper.
  Drawing(Tenths width, Tenths height, bool narrow)
      : width_(width), height_(height), narrow_(narrow) {}

  void text(const char* style, Tenths x, Tenths y, std::string_view words);
  void rect(const char* style, const Box& box);
  void circle(const char* style, Tenths x, Tenths y, Tenths radius);
  void line(const char* style, Tenths x1, Tenths y1, Tenths x2, Tenths y2);
  void raw(std::string_view svg) { body_ += svg; }  ///< of ours, never of the evidence

  [[nodiscard]] Tenths width() const noexcept { return width_; }
  [[nodiscard]] Tenths height() const noexcept { return height_; }
  [[nodiscard]] bool narrow() const noexcept { return narrow_; }
  [[nodiscard]] std::string finish(std::string_view title, std::string_view description) const;

 private:
  Tenths width_, height_;
  bool narrow_;
  std::string body_;
};

/// A figure as a reader gets it: heading, the drawing twice (desk and phone), caption, table.
struct Figure {
  std::string id, heading;
  std::string title, description;     ///< for who cannot see it
  std::vector<std::string> captions;  ///< sentences of ours and scrubbed text; escaped here
  std::string table;                  ///< HTML
};
[[nodiscard]] std::string figure_html(const Exporter& e, const Figure& figure, const Drawing& wide,
                                      const Drawing& narrow);
/// The sentence that stands where a figure would.
[[nodiscard]] std::string figure_left_out(std::string_view why);

/// "1 234 rows of E0001, E0003": what a series stands on.
[[nodiscard]] std::string rows_and_files(const Exporter& e,
                                         std::span<const evidence::RecordRef> records);
/// "1 call", "1 234 calls".
[[nodiscard]] std::string counted(std::uint64_t number, const char* one, const char* many);

}  // namespace cuibono::brief
