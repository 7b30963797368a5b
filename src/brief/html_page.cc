// brief.html: one file, no network, no script. Details open in the browser; on paper they are open.
#include "brief/figures.h"
#include "brief/html_parts.h"

namespace cuibono::brief {
namespace {

std::string marking_of(const Exporter& e) {
  const std::string marking = e.privacy.scrub(e.input.facts.marking);
  const bool missing = e.input.facts.simulated && marking.find("SIMULATED") == std::string::npos;
  return missing ? "SIMULATED – " + marking : marking;
}

/// What no reader sees, and what turns the letters after it round.
bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// A text as a string of CSS: letters that could end it are written as numbers.
std::string css_string(std::string_view text) {
  std::string out = "\"";
  const auto points = core::decode_utf8(text);
  for (const char32_t point : points.value_or(U"")) {
    const char32_t c = is_invisible(point) ? U'\u2423' : point;
    const bool plain = c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                       (c >= 'a' && c <= 'z') || c > 0xA0;
    if (plain) {
      core::append_utf8(out, c);
      continue;
    }
    constexpr std::string_view hex = "0123456789abcdef";
    out += '\\';
    for (int shift = 20; shift >= 0; shift -= 4) out += hex[(c >> shift) & 0xFU];
    out += ' ';
  }
  return out + "\"";
}

/// On paper: the marking above and below, the case and the page number.
std::string page_margins(const Exporter& e) {
  const auto& facts = e.input.facts;
  const std::string font = "font:600 8pt Arial,sans-serif;";
  const std::string marking = css_string(marking_of(e));
  return "@page{@top-center{" + font + "content:" + marking + "}@bottom-left{" + font +
         "content:" + css_string(e.privacy.scrub(facts.id) + " · " + facts.engine) +
         "}@bottom-center{" + font + "content:" + marking + "}@bottom-right{" + font +
         "content:\"page \" counter(page) \" of \" counter(pages)}}\n";
}

}  // namespace

std::string export_html(const Exporter& e) {
  const auto& facts = e.input.facts;
  const std::string title = e.privacy.scrub(facts.title);
  const std::string marking = core::escape_html(marking_of(e));
  std::string out =
      "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta name=viewport "
      "content=\"width=device-width,initial-scale=1\">\n"
      "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<meta name=referrer content=no-referrer>\n<title>" +
      core::escape_html(title) + " – brief</title>\n<style>" + html_style() + figure_style() +
      page_margins(e) + "</style>\n</head>\n<body>\n";
  if (!marking.empty()) {
    out += "<div class=marking>" + marking + "</div>\n";
  }
  out += "<header class=top>\n<h1>" + html_text(title) + "</h1>\n<p class=facts>Case " +
         html_text(e.privacy.scrub(facts.id)) + " · made by " + core::escape_html(facts.engine) +
         " · seed " + std::to_string(facts.seed) +
         (e.privacy.hides() ? " · victims under pseudonyms" : " · victims named in clear") +
         " · times in UTC</p>\n";
  if (!facts.mask_words.empty() || !facts.mask_notes.empty()) {
    out += facts.mask_words.empty() ? "<div class=mask><b>Left out, or not done:</b>"
                                    : "<div class=mask><b>Only a part of the evidence:</b> " +
                                          html_text(e.privacy.scrub(facts.mask_words)) + ".";
    for (const auto& note : facts.mask_notes)
      out += "<br>" + html_text(e.privacy.scrub(note.where)) + ": " +
             html_text(e.privacy.scrub(note.text));
    out += "</div>\n";
  }
  out += "</header>\n<main>\n<nav aria-label=Sections>";
  const std::string money = html_money_table(e), sites = html_sites_table(e),
                    leads = html_leads_table(e), figures = figures_html(e);
  for (const char* section : {"summary", "matters", "next", "against", "gaps", "sources"}) {
    const bool any = std::any_of(e.draft.sentences.begin(), e.draft.sentences.end(),
                                 [&](const auto& s) { return s.section == section; });
    if (any) out += std::string("<a href=#") + section + ">" + section_title(section) + "</a> ";
  }
  if (!figures.empty()) out += "<a href=#figures>Figures</a> ";
  if (!money.empty()) out += "<a href=#money>Money</a> ";
  if (!sites.empty()) out += "<a href=#desks>Numbers</a> ";
  if (!leads.empty()) out += "<a href=#leads>Next steps</a> ";
  out +=
      "<a href=#intake>What was taken in</a></nav>\n<p class=soft>These are leads, not verdicts. "
      "What a record "
      "says, what somebody states and what this engine infers are kept apart; every sentence opens "
      "to what it stands on.</p>\n";
  std::size_t number = 0;
  for (const char* section : {"summary", "matters", "next", "against", "gaps", "sources"}) {
    std::string sentences;
    for (const auto& sentence : e.draft.sentences) {
      if (sentence.section == section) sentences += html_sentence(e, sentence, ++number);
    }
    const bool summary = std::string_view(section) == "summary";
    if (!sentences.empty())
      out += std::string("<section id=") + section + (summary ? " class=summary" : "") + "><h2>" +
             section_title(section) + "</h2>\n<ol class=sentences>\n" + sentences +
             "</ol></section>\n";
    // What belongs to a section stands there also where the section says nothing.
    if (std::string_view(section) == "matters")
      out += figures + money + html_accounts_table(e) + sites;
    if (std::string_view(section) == "next") out += leads;
    if (std::string_view(section) == "against") out += html_aside_table(e);
  }
  out += html_intake(e) + html_annex(e);
  out += "</main>\n<footer class=end>";
  if (!marking.empty()) out += "<div class=marking>" + marking + "</div>";
  return out + "</footer>\n</body>\n</html>\n";
}

}  // namespace cuibono::brief
