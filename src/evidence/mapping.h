#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "evidence/item.h"
#include "evidence/rows.h"

namespace cuibono::evidence {

/// What a column means. One word each, the same in YAML, JSON and code. No event uses yet: end_time,
/// payer_name, payee_name, own_name, other_name, company; they stay in the records.
enum class Field : std::uint8_t {
  unknown,
  ignored,  ///< not understood; understood and not evidence (answer columns, row numbers)
  // times
  time,
  date,
  time_of_day,
  value_time,
  end_time,
  received_time,
  valid_from,
  valid_to,
  time_zone,
  // calls
  caller,
  callee,
  displayed_number,
  diverted_from,
  duration_s,
  call_kind,
  answered,
  caller_cell,
  callee_cell,
  caller_imei,
  caller_imsi,
  callee_imei,
  callee_imsi,
  subject_number,
  other_number,
  direction,  ///< "own line, other party, in/out" layouts; caller_cell, caller_imei and caller_imsi
              ///< are there those of the own line, whoever called
  // transfers
  payer,
  payee,
  payer_name,
  payee_name,
  amount,
  received_amount,
  currency,
  received_currency,
  debit,
  credit,
  balance_after,
  own_account,
  other_account,
  own_name,
  other_name,
  sign,  ///< statement layouts
  reference,
  reverses,
  channel,
  transfer_kind,
  is_asset,
  sequence,
  // chain
  transaction_hash,
  block,
  from_address,
  to_address,
  fee,
  // reports
  report_id,
  victim_name,
  victim_id,
  victim_country,
  victim_phone,
  victim_email,
  victim_account,
  platform,
  numbers,
  narrative,
  payment_time,
  payment_amount,
  payment_currency,
  payment_from,
  payment_to,
  // people and things
  name,
  aliases,
  birth_date,
  country,
  address,
  document_number,
  phone,
  email,
  account,
  imei,
  imsi,
  company,
  role,
  listed_by,
  note,
  holder,
  limit,
  opening_balance,
  domain,
  // documents: title, author and time of the whole beside each of its paragraphs
  title,
  author,
  page,
  text_kind,  ///< a word of ParagraphKind; rows with it are paragraphs of one document
  // any
  record_id,
  text,
  confidence,  ///< of a tag, in the words of who made it
};
[[nodiscard]] std::string_view field_name(Field field) noexcept;
[[nodiscard]] std::optional<Field> find_field(std::string_view name) noexcept;

/// How the values of a column are written; only the parts that its field needs are set.
struct ColumnForm {
  core::DecimalStyle decimals;
  std::uint8_t decimals_max = 0;  ///< most digits after the point seen in the sample
  std::string time_pattern;  ///< letters of time_pattern.h: "YYYY-MM-DD hh:mm:ss", "DD.MM.YYYY",
                             ///< "epoch_s", "epoch_ms", "excel", "step"
  std::string zone;          ///< IANA name or offset; empty: the item's zone
  std::string
      selector;  ///< "tel", "account", "card", "chain", "imei", "imsi", "email", "domain", "document", "local"
  std::string split;       ///< a mark between several values in one cell; empty: one value
  bool is_signed = false;  ///< negative amounts are meant (a signed statement column)
  bool has_flow_words =
      false;         ///< "1.00 DR" is minus, "1.00 CR" plus; without it such cells are no amounts
  std::string unit;  ///< durations: "s", "min", "h", "ms"; "0:03:12" is read whatever it says
  bool operator==(const ColumnForm&) const = default;
};

/// A reason of a proposal without the cells that it quotes as examples: ("a", "b").
[[nodiscard]] std::string without_quoted_cells(std::string_view reason);

struct ColumnMapping {
  std::uint32_t column = 0;  ///< position in the file
  std::string header;        ///< as written
  Field field = Field::unknown;
  std::uint8_t confidence_percent = 0;  ///< 0..100, from the weight of reasons; not a probability
  bool doubtful = false;  ///< a person should look; a doubtful field below the threshold is unknown
  std::string reason;     ///< header, content, neighbours: in words
  ColumnForm form;
  bool operator==(const ColumnMapping&) const = default;
};

/// Which column means what. Authored or proposed; saved as mappings/<label>.yml.
struct Mapping {
  static constexpr int schema = 1;
  ItemKind kind = ItemKind::other;
  std::uint8_t kind_confidence_percent = 0;
  std::string kind_reason;
  bool accepted = false;  ///< a person has looked at it: its questions and doubts are settled
  Dialect dialect;
  std::vector<ColumnMapping> columns;
  std::string currency;  ///< for a file without a currency column; empty: not stated
  std::string region;    ///< ISO 3166 alpha-2 of national phone and account numbers; empty: unknown
  std::string zone;      ///< time zone of local times; empty: UTC is assumed and asked
  std::string own_account;  ///< of a statement that names its account above its table or in its
                            ///< name; empty: a column says it, or nothing does
  std::string own_number;   ///< of a call list of one line, in the same way
  std::vector<std::string> questions;  ///< what a person should settle
  std::string fingerprint;  ///< of the header, for a later use: to know the next file of one maker
  bool operator==(const Mapping&) const = default;
};

/// Below this a column stays unknown and is asked about; below `sure` it is used and marked doubtful.
inline constexpr std::uint8_t confidence_used_percent = 50, confidence_sure_percent = 80;

/// Takes back what a person has settled by accepting: questions, and doubts about columns.
void settle_accepted(Mapping& mapping);

/// Proposes a mapping from headers (in the languages of the case) and content, with reasons.
///
/// In      the item (its stated source, jurisdiction, kind), the file's bytes, the case's zone and
///         whether it is simulated. Looks at the first 2,000 data rows and 2,000 spread over the file.
/// Out     a function of the item's content and what was stated at `add`; of no other item.
///         Answer columns (is_fraud, label, alert …) are `ignored`: never evidence.
/// Laws    1 the same bytes and statements give the same mapping, byte for byte as YAML.
/// Errors  never for a strange file: kind other, everything unknown, with questions.
struct MappingContext {
  std::string case_zone;  ///< of case.toml; may be empty
  bool simulated = false;
};
[[nodiscard]] Mapping propose_mapping(const Item& item, std::string_view bytes,
                                      const MappingContext& context);

/// True where a person accepted a mapping for a file of the same format with the same header.
[[nodiscard]] bool is_same_header(const Mapping& known, const Mapping& proposed) noexcept;

/// What was accepted for one file, taken for another with the same header.
///
/// In      known: is_same_header; label of its item; what was proposed for the new file.
/// Out     kind, fields, forms, currency, region and zone of `known`; whose account or line it is stays
///         that of the new file. Where its cells contradict an accepted form (another order of dates,
///         another decimal mark) the proposal stays, doubtful, with a question.
[[nodiscard]] Mapping take_known(const Mapping& known, std::string_view label, Mapping proposed);

/// A page for people: reasons beside fields, a head that says how to accept and to edit.
/// Laws    1 read(write(m)) = m for texts of valid UTF-8 and distinct columns.
[[nodiscard]] std::string mapping_to_yaml(const Mapping& mapping);
/// Errors  bad_input: not YAML, unknown field name, schema of another version; `where` names the line.
[[nodiscard]] core::Result<Mapping> mapping_from_yaml(std::string_view yaml,
                                                      std::string_view where);

}  // namespace cuibono::evidence
