// Cells of selector columns to normal forms.
#include <algorithm>

#include "evidence/events_tables.h"
#include "evidence/records_columns.h"

namespace cuibono::evidence {
namespace {

/// What the mapping calls the values of a column, where it does not say: by field.
std::string_view selector_kind_of(Field field) noexcept {
  switch (field) {
    case Field::caller:
    case Field::callee:
    case Field::displayed_number:
    case Field::diverted_from:
    case Field::subject_number:
    case Field::other_number:
    case Field::numbers:
    case Field::victim_phone:
    case Field::phone:
      return "tel";
    case Field::caller_imei:
    case Field::callee_imei:
    case Field::imei:
      return "imei";
    case Field::caller_imsi:
    case Field::callee_imsi:
    case Field::imsi:
      return "imsi";
    case Field::from_address:
    case Field::to_address:
      return "chain";
    case Field::victim_email:
    case Field::email:
      return "email";
    case Field::document_number:
      return "document";
    case Field::domain:
      return "domain";
    default:
      return "account";
  }
}

/// The kind of thing in a local id: phone 1 of a source is not account 1 of it.
std::string_view local_kind_of(Field field) noexcept {
  const std::string_view kind = selector_kind_of(field);
  if (kind == "tel") return "tel";
  if (kind == "account" || kind == "chain") return "acct";
  return kind;
}

std::string describe_constant(std::string_view constant, const ReadRequest& request) {
  if (!constant.empty()) return std::string(constant);
  return "statement-" + request.item->sha256.hex().substr(0, 8);
}

}  // namespace

SelectorSource::SelectorSource(const ColumnMapping& column, const Mapping& mapping,
                               const ReadRequest& request,
                               std::vector<std::shared_ptr<SelectorForms>>& shared) {
  std::string kind = column.form.selector.empty() ? std::string(selector_kind_of(column.field))
                                                  : column.form.selector;
  if (kind == "local") kind = "local " + std::string(local_kind_of(column.field));
  const auto found = std::find_if(shared.begin(), shared.end(), [&](const auto& forms) {
    return forms->is_of(kind, column.form.split);
  });
  if (found == shared.end()) {
    shared.push_back(std::make_shared<SelectorForms>(
        kind, column.form.split,
        SelectorContext{mapping.region, request.source_system, request.simulated}));
    forms_ = shared.back();
  } else {
    forms_ = *found;
  }
}

SelectorSource::SelectorSource(std::string_view constant, std::string_view kind,
                               const Mapping& mapping, const ReadRequest& request)
    : forms_(std::make_shared<SelectorForms>(
          std::string(kind), "",
          SelectorContext{mapping.region, request.source_system, request.simulated})) {
  const std::string text = describe_constant(constant, request);
  static_cast<void>(code(core::trim(text), TextTable::hash_of(core::trim(text))));
}

std::vector<const SelectorForms::Faults*> SelectorSource::take_faults() {
  std::vector<const SelectorForms::Faults*> faults;
  for (const std::uint32_t code : std::exchange(new_faults_, {}))
    faults.push_back(forms_->faults(code));
  return faults;
}

NormalForm SelectorForms::normalise(std::string_view text) const {
  if (kind_ == "tel") return normalise_phone(text, context_);
  if (kind_ == "card") return normalise_card(text, context_);
  if (kind_ == "chain") return normalise_chain_address(text, context_);
  if (kind_ == "imei") return normalise_imei(text, context_);
  if (kind_ == "imsi") return normalise_imsi(text, context_);
  if (kind_ == "email") return normalise_email(text, context_);
  if (kind_ == "domain") return normalise_domain(text, context_);
  if (kind_ == "document") return normalise_document_number(text, context_);
  if (kind_.starts_with("local "))
    return local_selector(std::string_view(kind_).substr(6), text, context_);
  return normalise_account(text, context_);
}

std::uint32_t SelectorForms::code(std::string_view text, std::uint64_t text_hash) {
  const TextTable::Numbered cell_number = cells_.number(text, text_hash);
  if (!cell_number.is_new) return codes_[cell_number.number];
  const bool says_nothing = is_absent(text) || (text == "0" && kind_ == "tel");
  codes_.push_back(says_nothing ? no_value : make_form(text, text_hash));
  return codes_.back();
}

/// "valid iban:…": a selector of exported records is in normal form already.
SelectorForms::Form SelectorForms::read_record(std::string_view text, Faults& faults) const {
  const auto blank = text.find(' ');
  const std::string_view check = text.substr(0, blank);
  const bool is_check = check == "valid" || check == "plausible" || check == "invalid";
  Form form;
  if (is_check && blank != std::string_view::npos) {
    form.validity = check == "valid"       ? Validity::valid
                    : check == "plausible" ? Validity::plausible
                                           : Validity::invalid;
    form.text = text.substr(blank + 1);
    form.kind = kind_of(form.text);
  } else {  // somebody wrote it by hand: kept as written
    form = {local_selector("acct", text, context_).text, SelectorKind::local, Validity::invalid};
  }
  if (form.validity == Validity::invalid) {
    faults.invalid = 1;
    faults.example =
        "\"" + std::string(core::cut_utf8(text, 60)) +
        (is_check ? "\" failed its checks before it was exported" : "\" is no exported selector");
  }
  return form;
}

std::uint32_t SelectorForms::make_form(std::string_view text, std::uint64_t text_hash) {
  Form form;
  Faults faults;
  faults.cell_hash = text_hash;
  std::vector<std::string_view> parts{text};
  if (!split_.empty()) {
    parts.clear();
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t end = rest.find(split_);
      const std::string_view part = core::trim(rest.substr(0, end));
      if (!is_absent(part)) parts.push_back(part);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + split_.size());
    }
  }
  if (kind_ == "record") {
    form = read_record(text, faults);
    parts.clear();
  }
  for (const auto part : parts) {
    NormalForm normal = normalise(part);
    if (normal.validity == Validity::invalid) {
      if (faults.invalid++ == 0)
        faults.example = "\"" + std::string(core::cut_utf8(part, 60)) + "\" " + normal.reason;
    }
    if (form.text.empty()) {
      form.kind = normal.kind;
      form.validity = normal.validity;
    } else {
      form.text += '\n';
      form.validity = std::max(form.validity, normal.validity);
    }
    form.text += normal.text;
  }
  if (form.text.empty()) return no_value;
  const auto code = static_cast<std::uint32_t>(forms_.size());
  forms_.push_back(std::move(form));
  is_faulty_.push_back(faults.invalid > 0);
  if (faults.invalid > 0) faults_.emplace(code, std::move(faults));
  return code;
}

}  // namespace cuibono::evidence
