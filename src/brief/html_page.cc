// brief.html: one file, no network, no script. Details open in the browser; on paper they are open.
#include "brief/html_parts.h"

namespace cuibono::brief {

std::string export_html(const Exporter& e) {
  const auto& facts = e.input.facts;
  const std::string marking =
      core::escape_html(facts.simulated && facts.marking.find("SIMULATED") == std::string::npos
                            ? "SIMULATED – " + facts.marking
                            : facts.marking);
  std::string out =
      "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta name=viewport "
      "content=\"width=device-width,initial-scale=1\">\n"
      "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<meta name=referrer content=no-referrer>\n<title>" +
      core::escape_html(facts.title) + " – brief</title>\n<style>" + html_style() +
      "</style>\n</head>\n<body>\n";
  if (!marking.empty()) {
    out += "<div class=\"runner t\" aria-hidden=true>" + marking +
           "</div><div class=\"runner b\" aria-hidden=true>" + marking +
           "</div><div class=marking>" + marking + "</div>\n";
  }
  out += "<header class=top>\n<h1>" + html_text(facts.title) + "</h1>\n<p class=facts>Case " +
         html_text(facts.id) + " · made by " + core::escape_html(facts.engine) + " · seed " +
         std::to_string(facts.seed) +
         (e.privacy.hides() ? " · victims under pseudonyms" : " · victims named in clear") +
         " · times in UTC</p>\n";
  if (!facts.mask_words.empty()) {
    out +=
        "<div class=mask><b>Only a part of the evidence:</b> " + html_text(facts.mask_words) + ".";
    for (const auto& note : facts.mask_notes)
      out += "<br>" + html_text(note.where) + ": " + html_text(note.text);
    out += "</div>\n";
  }
  out += "</header>\n<main>\n<nav aria-label=Sections>";
  const std::string money = html_money_table(e), sites = html_sites_table(e),
                    leads = html_leads_table(e);
  for (const char* section : {"summary", "matters", "next", "against", "gaps", "sources"}) {
    const bool any = std::any_of(e.draft.sentences.begin(), e.draft.sentences.end(),
                                 [&](const auto& s) { return s.section == section; });
    if (any) out += std::string("<a href=#") + section + ">" + section_title(section) + "</a> ";
  }
  if (!money.empty()) out += "<a href=#money>Money</a> ";
  if (!sites.empty()) out += "<a href=#desks>Numbers</a> ";
  if (!leads.empty()) out += "<a href=#leads>Next steps</a> ";
  out +=
      "<a href=#intake>Files</a></nav>\n<p class=soft>These are leads, not verdicts. What a record "
      "says, what somebody states and what this engine infers are kept apart; every sentence opens "
      "to what it stands on.</p>\n";
  std::size_t number = 0;
  for (const char* section : {"summary", "matters", "next", "against", "gaps", "sources"}) {
    std::string sentences;
    for (const auto& sentence : e.draft.sentences) {
      if (sentence.section == section) sentences += html_sentence(e, sentence, ++number);
    }
    if (sentences.empty()) continue;
    const bool summary = std::string_view(section) == "summary";
    out += std::string("<section id=") + section + (summary ? " class=summary" : "") + "><h2>" +
           section_title(section) + "</h2>\n<ol class=sentences>\n" + sentences +
           "</ol></section>\n";
    if (std::string_view(section) == "matters") out += money + html_accounts_table(e) + sites;
    if (std::string_view(section) == "next") out += leads;
    if (std::string_view(section) == "against") out += html_aside_table(e);
  }
  if (out.find("id=money") == std::string::npos) out += money + html_accounts_table(e) + sites;
  out += html_intake_table(e);
  out += "</main>\n<footer class=end>";
  if (!marking.empty()) out += "<div class=marking>" + marking + "</div>";
  return out + "</footer>\n</body>\n</html>\n";
}

}  // namespace cuibono::brief
