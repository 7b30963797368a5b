// Tables whose rows are records of no kind: properties of things, alerts, templates.
#include <algorithm>
#include <set>

#include "evidence/propose_parts.h"

namespace cuibono::evidence {
namespace {

bool has_concept(const ColumnView& view, Concept sense) {
  return view.reading.concepts.test(static_cast<std::size_t>(sense));
}

/// Alerts of another analysis: a list of what it concluded. Accounts with a label beside are none.
bool is_list_of_answers(const std::vector<ColumnView>& views) {
  const auto alerts = std::count_if(views.begin(), views.end(), [](const ColumnView& view) {
    return has_concept(view, Concept::answer) && view.reading.folded.starts_with("alert");
  });
  return alerts >= 2;
}

/// A row states one property of a thing: its name stands in one column, its value in another.
bool is_list_of_properties(const std::vector<ColumnView>& views) {
  static const std::set<std::string, std::less<>> names = {
      "prop",      "property",  "attribute",  "attribute name", "property name", "field name",
      "field",     "predicate", "variable",   "merkmal",        "eigenschaft",   "attribut",
      "attributo", "atributo",  "propriete",  "propiedad",      "attribute key", "parameter",
      "атрибут",   "свойство",  "показатель", "属性",           "項目",          "항목"};
  static const std::set<std::string, std::less<>> values = {
      "value",          "val",          "wert",       "valeur", "valor",   "valore",
      "object",         "waarde",       "värde",      "arvo",   "wartosc", "hodnota",
      "значение",       "значення",     "值",         "値",     "값",      "attribute value",
      "property value", "string value", "field value"};
  bool named = false, valued = false;
  for (const auto& view : views) {
    const bool few = view.look.distinct * 2 <= view.look.filled || view.look.distinct <= 12;
    named = named || (names.contains(view.reading.folded) && few && view.look.numbers < 500);
    valued = valued || values.contains(view.reading.folded);
  }
  return named && valued;
}

/// A schema or a template: nested columns that say of what type a value would be, and hold none.
bool describes_a_form(const std::vector<ColumnView>& views) {
  static const std::set<std::string, std::less<>> words = {
      "type",     "description", "title",   "$ref",      "$id",     "$schema",        "enum",
      "required", "pattern",     "format",  "default",   "anyOf",   "oneOf",          "allOf",
      "minItems", "maxItems",    "minimum", "maxLength", "maximum", "misp-attribute", "ui-priority",
      "examples", "uniqueItems", "version", "const",     "items",   "sane_default",   "multiple"};
  std::size_t nested = 0, describing = 0;
  bool names_schema = false, is_schema = false;  // as JSON Schema begins; data name a schema, too
  for (const auto& view : views) {
    names_schema = names_schema || view.header == "$schema";
    is_schema = is_schema || view.header == "$id" || view.header.starts_with("properties.");
    const auto point = view.header.rfind('.');
    if (point == std::string::npos) continue;
    ++nested;
    describing += words.contains(view.header.substr(point + 1)) ? 1U : 0U;
  }
  constexpr std::size_t least = 6;
  if (names_schema && is_schema) return true;
  return describing >= least && describing * 3 >= nested * 2 && nested * 2 >= views.size();
}

}  // namespace

bool states_no_records(const std::vector<ColumnView>& views) {
  return is_list_of_properties(views) || is_list_of_answers(views) || describes_a_form(views);
}

}  // namespace cuibono::evidence
