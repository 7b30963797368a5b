#include "evidence/mapping.h"

#include <array>

namespace cuibono::evidence {
namespace {

/// In the order of `Field`.
constexpr auto field_names = std::to_array<std::string_view>({
    "unknown",
    "ignored",
    "time",
    "date",
    "time_of_day",
    "value_time",
    "end_time",
    "received_time",
    "valid_from",
    "valid_to",
    "time_zone",
    "caller",
    "callee",
    "displayed_number",
    "diverted_from",
    "duration_s",
    "call_kind",
    "answered",
    "caller_cell",
    "callee_cell",
    "caller_imei",
    "caller_imsi",
    "callee_imei",
    "callee_imsi",
    "subject_number",
    "other_number",
    "direction",
    "payer",
    "payee",
    "payer_name",
    "payee_name",
    "amount",
    "received_amount",
    "currency",
    "received_currency",
    "debit",
    "credit",
    "balance_after",
    "own_account",
    "other_account",
    "own_name",
    "other_name",
    "sign",
    "reference",
    "reverses",
    "channel",
    "transfer_kind",
    "is_asset",
    "sequence",
    "transaction_hash",
    "block",
    "from_address",
    "to_address",
    "fee",
    "report_id",
    "victim_name",
    "victim_id",
    "victim_country",
    "victim_phone",
    "victim_email",
    "victim_account",
    "platform",
    "numbers",
    "narrative",
    "payment_time",
    "payment_amount",
    "payment_currency",
    "payment_from",
    "payment_to",
    "name",
    "aliases",
    "birth_date",
    "country",
    "address",
    "document_number",
    "phone",
    "email",
    "account",
    "imei",
    "imsi",
    "company",
    "role",
    "listed_by",
    "note",
    "holder",
    "limit",
    "opening_balance",
    "domain",
    "title",
    "author",
    "page",
    "text_kind",
    "record_id",
    "text",
    "confidence",
});
static_assert(field_names.size() == static_cast<std::size_t>(Field::confidence) + 1);

}  // namespace

std::string_view field_name(Field field) noexcept {
  return field_names[static_cast<std::size_t>(field)];
}

std::optional<Field> find_field(std::string_view name) noexcept {
  for (std::size_t i = 0; i < field_names.size(); ++i) {
    if (field_names[i] == name) return static_cast<Field>(i);
  }
  return std::nullopt;
}

void settle_accepted(Mapping& mapping) {
  if (!mapping.accepted) return;
  mapping.questions.clear();
  for (auto& column : mapping.columns) column.doubtful = false;
}

std::string without_quoted_cells(std::string_view reason) {
  const auto begin = reason.find("(\""), end = reason.rfind("\")");
  if (begin == std::string_view::npos || end == std::string_view::npos || end <= begin)
    return std::string(reason);
  return std::string(reason.substr(0, begin)) + "(cells of victims' reports are not shown)" +
         std::string(reason.substr(end + 2));
}

}  // namespace cuibono::evidence
