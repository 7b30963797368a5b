#include "brief/figure_parts.h"

#include <algorithm>
#include <map>

#include "brief/figures.h"
#include "brief/html_parts.h"

namespace cuibono::brief {

std::string tenths_text(Tenths length) {
  const std::string sign = length < 0 ? "-" : "";
  const Tenths size = length < 0 ? -length : length;
  const std::string whole = sign + std::to_string(size / px);
  return size % px == 0 ? whole : whole + "." + std::to_string(size % px);
}

std::uint64_t root_of(std::uint64_t number) noexcept {
  std::uint64_t root = 0;
  for (std::uint64_t bit = 1ULL << 31; bit > 0; bit >>= 1) {
    const std::uint64_t larger = root | bit;
    if (larger <= number / larger) root = larger;
  }
  return root;
}

Tenths width_of(std::string_view label) {
  constexpr Tenths letter = 62;
  Tenths width = 0;
  for (const char c : label) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues) width += letter;
  }
  return width;
}

void Drawing::text(const char* style, Tenths x, Tenths y, std::string_view words) {
  body_ += std::string("<text class=\"") + style + "\" x=\"" + tenths_text(x) + "\" y=\"" +
           tenths_text(y) + "\">" + core::escape_html(words) + "</text>";
}

void Drawing::rect(const char* style, const Box& box) {
  body_ += std::string("<rect class=\"") + style + "\" x=\"" + tenths_text(box.left) + "\" y=\"" +
           tenths_text(box.top) + "\" width=\"" + tenths_text(box.right - box.left) +
           "\" height=\"" + tenths_text(box.bottom - box.top) + "\"></rect>";
}

void Drawing::circle(const char* style, Tenths x, Tenths y, Tenths radius) {
  body_ += std::string("<circle class=\"") + style + "\" cx=\"" + tenths_text(x) + "\" cy=\"" +
           tenths_text(y) + "\" r=\"" + tenths_text(radius) + "\"></circle>";
}

void Drawing::line(const char* style, Tenths x1, Tenths y1, Tenths x2, Tenths y2) {
  body_ += std::string("<path class=\"") + style + "\" d=\"M" + tenths_text(x1) + " " +
           tenths_text(y1) + "L" + tenths_text(x2) + " " + tenths_text(y2) + "\"></path>";
}

std::string Drawing::finish(std::string_view title, std::string_view description) const {
  return std::string("<svg class=") + (narrow_ ? "narrow" : "broad") + " viewBox=\"0 0 " +
         tenths_text(width_) + " " + tenths_text(height_) + "\" role=img><title>" +
         core::escape_html(title) + "</title><desc>" + core::escape_html(description) + "</desc>" +
         body_ + "</svg>\n";
}

std::string figure_html(const Exporter& e, const Figure& figure, const Drawing& wide,
                        const Drawing& narrow) {
  std::string out = "<figure id=" + figure.id + ">\n<h3>" + core::escape_html(figure.heading) +
                    "</h3>\n" + wide.finish(figure.title, figure.description) +
                    narrow.finish(figure.title, figure.description) + "<figcaption>";
  if (e.input.facts.simulated) out += "<b>SIMULATED.</b> ";
  for (const auto& caption : figure.captions)
    out += (&caption == figure.captions.data() ? "" : " ") + core::escape_html(caption);
  return out + "</figcaption>\n</figure>\n<div class=twin>" + figure.table + "</div>\n";
}

std::string figure_left_out(std::string_view why) {
  return "<p class=soft>" + core::escape_html(why) + "</p>\n";
}

std::string rows_and_files(const Exporter& e, std::span<const evidence::RecordRef> records) {
  constexpr std::size_t files_shown = 12;
  std::map<std::uint32_t, std::uint64_t> rows_of;
  for (const auto record : records) ++rows_of[record.item_rank()];
  std::vector<std::pair<std::uint64_t, std::uint32_t>> files;
  for (const auto& [rank, rows] : rows_of) files.emplace_back(rows, rank);
  std::stable_sort(files.begin(), files.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> shown;
  for (const auto& [rows, rank] : files) {
    if (shown.size() == files_shown) break;
    std::string label = e.privacy.scrub(e.input.evidence.items[rank].label);
    if (files.size() > 1) label += " (" + core::group_digits(rows) + ")";
    shown.push_back(std::move(label));
  }
  std::string out = counted(records.size(), "row", "rows") + " of " + core::join(shown, ", ");
  if (files.size() > files_shown)
    out += " and " + counted(files.size() - files_shown, "more file", "more files");
  return out;
}

std::string counted(std::uint64_t number, const char* one, const char* many) {
  return core::group_digits(number) + " " + (number == 1 ? one : many);
}

// Paper first: dark and light, full and empty say what colour would; colour carries nothing.
const char* figure_style() noexcept {
  return R"css(
figure{margin:1.4rem 0 .6rem}
figure h3{margin:.2rem 0 .5rem}
figcaption{font:.84rem/1.5 "Helvetica Neue",Arial,"Noto Sans",sans-serif;color:var(--soft);margin:.4rem 0 0}
svg.broad,svg.narrow{width:100%}
svg.narrow{display:none}
svg.store{position:absolute}
svg .name{font-weight:600}
svg .quiet{fill:var(--soft);font-size:11px}
svg .mid{text-anchor:middle}
svg .end{text-anchor:end}
svg .halo{stroke:var(--paper);stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
svg .full{fill:var(--ink)}
svg .empty{fill:var(--line);stroke:var(--ink);stroke-width:.8}
svg .ribbon{fill:var(--soft);fill-opacity:.28;stroke:var(--soft);stroke-opacity:.5;stroke-width:.5}
svg .rule{fill:none;stroke:var(--line);stroke-width:1}
svg .base{fill:none;stroke:var(--ink);stroke-width:1}
svg .frame{fill:none;stroke:var(--line);stroke-width:1}
svg .dot{fill:var(--line);fill-opacity:.85;stroke:var(--ink);stroke-width:1.2}
.twin .wide{max-height:22rem;overflow:auto}
.twin tr.sum td{border-top:1.5px solid var(--ink);font-weight:600}
@media (max-width:34rem){svg.broad{display:none}svg.narrow{display:block}}
@media print{svg.broad{display:block}svg.narrow{display:none}figure{break-inside:avoid}.twin .wide{max-height:none;overflow:visible}}
)css";
}

std::string figures_html(const Exporter& e) {
  // The order of reading: where the money went, when it happened, whom it met.
  const std::string figures = money_figure(e) + timeline_figure(e) + victim_map_figure(e);
  if (figures.empty()) return {};
  return "<section id=figures><h2>Figures</h2>\n" + figures + "</section>\n";
}

}  // namespace cuibono::brief
