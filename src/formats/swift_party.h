#pragma once
#include <string>
#include <string_view>

#include "formats/swift_tables.h"

namespace cuibono::formats {

/// A customer or a bank: fields 50a, 52a, 57a, 58a, 59a …
struct SwiftParty {
  std::string account, name, address, identifier;
  /// The identifier, else the name: by which a bank is known.
  [[nodiscard]] const std::string& word() const { return identifier.empty() ? name : identifier; }
};
[[nodiscard]] SwiftParty parse_swift_party(const SwiftPiece* piece);

/// A sum of money as fields 32A, 32B and 33B write it; parts are empty where one of them is not right.
struct SwiftSum {
  std::string date, currency, amount, fault;
};

/// The only field of a tag; one that comes twice says nothing certain.
[[nodiscard]] SwiftSum find_swift_sum(std::span<const SwiftPiece> fields, std::string_view tag,
                                      bool has_date, bool is_needed);

/// The first field whose tag begins so; nothing where there is none.
[[nodiscard]] const SwiftPiece* find_swift_field(std::span<const SwiftPiece> fields,
                                                 std::string_view tag_begins);
[[nodiscard]] std::string joined_swift_text(const SwiftPiece* piece);

/// Fields whose tags do not begin as one of these, as written.
[[nodiscard]] std::string other_swift_fields(std::span<const SwiftPiece> fields,
                                             std::span<const std::string_view> with_column);

/// "121:…" of block 3: the reference that goes with a payment from end to end.
[[nodiscard]] std::string find_swift_uetr(std::string_view envelope);

void add_swift_fault(std::string& faults, std::string_view fault);

/// What is wrong with the message as a whole; empty: nothing.
[[nodiscard]] std::string message_fault(const SwiftMessage& message);

}  // namespace cuibono::formats
