#pragma once
#include <string>

#include "brief/export_parts.h"

namespace cuibono::brief {

[[nodiscard]] const char* html_style() noexcept;
[[nodiscard]] std::string html_text(std::string_view text);  ///< escaped, in <bdi>
/// The grounds of all sentences once more, for paper: nothing opens there.
[[nodiscard]] std::string html_annex(const Exporter& e);
[[nodiscard]] std::string html_sentence(const Exporter& e, const Sentence& sentence,
                                        std::size_t number);
/// The typed content of one record, pseudonymised; empty where it is part of no event.
[[nodiscard]] std::string describe_record(const Exporter& e, evidence::RecordRef record);
[[nodiscard]] std::string html_money_table(const Exporter& e);
[[nodiscard]] std::string html_stops(const Exporter& e);
[[nodiscard]] std::string html_accounts_table(const Exporter& e);
[[nodiscard]] std::string html_sites_table(const Exporter& e);
[[nodiscard]] std::string html_leads_table(const Exporter& e);
[[nodiscard]] std::string html_intake_table(const Exporter& e);
[[nodiscard]] std::string html_aside_table(const Exporter& e);

}  // namespace cuibono::brief
