#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// One name and one text of an audit entry.
struct AuditField {
  std::string name, text;
};

/// One line of audit.jsonl as read back.
struct AuditLine {
  std::uint64_t number = 0;
  std::string hash;   ///< hex
  std::string entry;  ///< the JSON object that was hashed, byte for byte
};

/// Appends to audit.jsonl: who did what, when, hash-chained. For many lines see AuditChain.
///
/// Out     a line {"hash":H,"entry":{"seq":n,"at":…,"by":…,"op":…,…}} with
///         H(n) = SHA-256(H(n-1) ‖ entry), H(0) = 32 zero bytes.
/// Errors  integrity: the chain is broken already; resources: cannot write.
/// Check   ORACLES E09.
[[nodiscard]] core::Status append_audit(const Case& the_case, std::string_view operation,
                                        const std::vector<AuditField>& fields);

/// Reads the chain and checks it. Errors  integrity: names the first line that does not fit.
[[nodiscard]] core::Result<std::vector<AuditLine>> read_audit(const Case& the_case);

/// The audit while many lines are appended by one who holds the lock of the case: the chain is read and
/// checked once, at the beginning.
///
/// Cost    read: the whole audit; append: one line, written and synced.
/// Errors  read: those of read_audit; append: resources.
class AuditChain {
 public:
  [[nodiscard]] static core::Result<AuditChain> read(const Case& the_case);
  [[nodiscard]] const std::vector<AuditLine>& lines() const noexcept { return lines_; }
  /// In      as append_audit. Law 1: what many of these write is what as many of those would.
  [[nodiscard]] core::Status append(std::string_view operation,
                                    const std::vector<AuditField>& fields);

 private:
  std::string path_;
  std::vector<AuditLine> lines_;
};

/// Now, and who asks, as a line of the audit has them.
[[nodiscard]] std::string audit_now();
[[nodiscard]] std::string audit_user();

/// The next hash of a chain.
[[nodiscard]] core::Sha256 chain_hash(const core::Sha256& previous, std::string_view entry);

}  // namespace cuibono::investigation
