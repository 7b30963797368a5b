#pragma once
#include <string>

#include "brief/export_parts.h"

namespace cuibono::brief {

/// The figures of the brief in the order of reading, each with the same numbers as a table.
///
/// Out     a section of inline SVG without script and style from outside; empty where there is nothing to
///         draw. A figure that the case has no evidence for is one sentence that says so.
/// Laws    1 every number in a drawing is in the table below it.
///         2 text of the evidence is scrubbed and escaped.  3 the same result gives the same bytes.
[[nodiscard]] std::string figures_html(const Exporter& e);

/// Victims' money by hop, under FIFO.
[[nodiscard]] std::string money_figure(const Exporter& e);
/// Calls, payments, reports and reported payments over time (timeline_counts.h).
[[nodiscard]] std::string timeline_figure(const Exporter& e);
/// Victims by country (victim_countries.h) over the outlines of countries (world_outline.h).
[[nodiscard]] std::string victim_map_figure(const Exporter& e);

/// The style sheet of all figures.
[[nodiscard]] const char* figure_style() noexcept;

}  // namespace cuibono::brief
