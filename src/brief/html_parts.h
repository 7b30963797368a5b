#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brief/export_parts.h"

namespace cuibono::brief {

[[nodiscard]] const char* html_style() noexcept;
[[nodiscard]] std::string html_text(std::string_view text);  ///< escaped, in <bdi>
/// The grounds of all sentences once more, for paper: nothing opens there.
[[nodiscard]] std::string html_annex(const Exporter& e);
[[nodiscard]] std::string html_sentence(const Exporter& e, const Sentence& sentence,
                                        std::size_t number);
/// "EUR 1 234.50".
[[nodiscard]] std::string money_text(core::Int128 minor, core::AssetId asset);
/// One table of the page, cell by cell; every text is escaped. A head that begins with "#" is of numbers.
class TableWriter {
 public:
  TableWriter(const std::string& caption, const std::vector<std::string>& heads,
              const std::string& style = {});
  void begin() { out_ += "<tr>"; }
  void begin_sum() { out_ += "<tr class=sum>"; }
  void end() { out_ += "</tr>\n"; }
  void text(const std::string& value);
  void id(const std::string& value);
  void number(const std::string& value);
  /// A number that leads to the sentence which opens to its records.
  void opened(const std::string& value, const std::optional<std::size_t>& sentence);
  [[nodiscard]] std::string finish(std::size_t shown, std::size_t total);

 private:
  std::string out_;
};

/// The typed content of one record, pseudonymised; empty where it is part of no event.
[[nodiscard]] std::string describe_record(const Exporter& e, evidence::RecordRef record);
[[nodiscard]] std::string html_money_table(const Exporter& e);
[[nodiscard]] std::string html_stops(const Exporter& e);
[[nodiscard]] std::string html_accounts_table(const Exporter& e);
[[nodiscard]] std::string html_sites_table(const Exporter& e);
[[nodiscard]] std::string html_leads_table(const Exporter& e);
[[nodiscard]] std::string html_intake(const Exporter& e);
[[nodiscard]] std::string html_aside_table(const Exporter& e);

}  // namespace cuibono::brief
