#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "evidence/event.h"

namespace cuibono::evidence {

/// Which way something goes, seen from the own line or account.
enum class FlowWord : std::uint8_t { out, in };

/// Words of closed lists as files of many countries write them: "MOC", "исходящий", "발신" are out,
/// "Haben", "CRDT", "+" are in. Case, accents and punctuation do not matter; nothing is guessed
/// from a part of a word.
///
/// Use     by the mapping to know such a column, and by the reader of records to read it: what the
///         one knows the other reads.
/// Out     nothing for a word that is not in the list.
/// Cost    one look-up; ask once for each distinct value.
[[nodiscard]] std::optional<FlowWord> find_direction_word(std::string_view text);
[[nodiscard]] std::optional<FlowWord> find_sign_word(std::string_view text);  ///< debit is out
/// Takes a word of debit or credit off the end of an amount: "1,234.50 CR". The rest is the amount.
[[nodiscard]] std::optional<FlowWord> take_flow_word(std::string_view& text);
[[nodiscard]] std::optional<bool> find_boolean_word(std::string_view text);
[[nodiscard]] std::optional<Answered> find_answered_word(std::string_view text);
[[nodiscard]] std::optional<CallKind> find_call_kind_word(std::string_view text);
/// Words of a bank's own list of operations: all that are neither fee nor interest … are payments
/// to the reader of records; found here are the known ones alone.
[[nodiscard]] std::optional<TransferKind> find_transfer_kind_word(std::string_view text);

}  // namespace cuibono::evidence
