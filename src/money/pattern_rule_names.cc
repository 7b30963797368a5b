// What each kernel takes from a rule file, and what it gives to the words of one.
#include <array>

#include "money/pattern_rule.h"

namespace cuibono::money {
namespace {

constexpr std::int64_t days_most = 3650, hours_most = 24 * 365, accounts_most = 1'000'000;

constexpr RuleParameter of_cycle[] = {{"window_days", 0, days_most},
                                      {"length_max", 2, 10},
                                      {"kept_permille_min", 0, 1000},
                                      {"steps_max", 1, 1'000'000'000}};
constexpr RuleParameter of_fan[] = {{"window_days", 0, days_most},
                                    {"counterparties_min", 1, accounts_most},
                                    {"counterparties_max", 1, accounts_most}};
constexpr RuleParameter of_gather[] = {
    {"gather_days", 0, days_most},       {"scatter_days", 0, days_most},
    {"payers_min", 1, accounts_most},    {"payees_min", 1, accounts_most},
    {"forwarded_permille_min", 0, 1000}, {"counterparties_max", 1, accounts_most}};
constexpr RuleParameter of_scatter[] = {{"leg_hours", 0, hours_most},
                                        {"span_days", 0, days_most},
                                        {"mids_min", 1, accounts_most},
                                        {"tolerance_permille", 0, 1000},
                                        {"payments_max", 1, accounts_most}};
constexpr RuleParameter of_bipartite[] = {
    {"window_hours", 1, hours_most},       {"payees_each_min", 1, accounts_most},
    {"payers_each_min", 1, accounts_most}, {"sources_min", 1, accounts_most},
    {"targets_min", 1, accounts_most},     {"filled_permille_min", 0, 1000},
    {"accounts_max", 2, accounts_most}};
constexpr RuleParameter of_stack[] = {
    {"window_hours", 1, hours_most},       {"payees_each_min", 1, accounts_most},
    {"payers_each_min", 1, accounts_most}, {"sources_min", 1, accounts_most},
    {"targets_min", 1, accounts_most},     {"filled_permille_min", 0, 1000},
    {"accounts_max", 2, accounts_most},    {"span_hours", 1, hours_most},
    {"mids_min", 1, accounts_most}};
constexpr RuleParameter of_passing[] = {{"window_days", 0, days_most},
                                        {"hold_hours", 0, hours_most},
                                        {"dwell_hours_max", 0, hours_most},
                                        {"receipts_min", 1, accounts_most},
                                        {"passed_permille_min", 1, 1000}};
constexpr RuleParameter of_structuring[] = {{"window_days", 0, days_most},
                                            {"band_permille", 1, 999},
                                            {"deposits_min", 2, accounts_most},
                                            {"history_min", 1, accounts_most},
                                            {"tail_billionths_max", 0, 1'000'000'000},
                                            {"price_accounts_min", 1, accounts_most},
                                            {"price_permille_max", 0, 1000}};
constexpr RuleParameter of_dormant[] = {{"gap_days", 1, days_most},
                                        {"window_days", 0, days_most},
                                        {"payments_min", 1, accounts_most},
                                        {"peer_permille", 0, 1000}};
constexpr RuleParameter of_funnel[] = {{"window_days", 0, days_most},
                                       {"out_days", 0, days_most},
                                       {"places_min", 1, 1000},
                                       {"elsewhere_permille_min", 0, 1000},
                                       {"forwarded_permille_min", 0, 1000}};
constexpr RuleParameter of_peel[] = {
    {"hop_hours", 0, hours_most}, {"hops_min", 1, accounts_most}, {"large_permille_min", 1, 1000}};
constexpr RuleParameter of_payroll[] = {{"payees_min", 1, accounts_most},
                                        {"paydays_min", 2, 1000},
                                        {"gap_days_min", 1, 366},
                                        {"gap_days_max", 1, 366},
                                        {"same_permille_min", 0, 1000}};
constexpr RuleParameter of_supplier[] = {{"payments_min", 2, accounts_most},
                                         {"span_days", 0, days_most},
                                         {"customers_min", 1, accounts_most}};

constexpr std::string_view cycle_numbers[] = {"cycles", "kept_permille", "span_us"};
constexpr std::string_view fan_numbers[] = {"payments", "largest_minor", "counterparties_ever"};
constexpr std::string_view gather_numbers[] = {"payers", "payees", "gathered_minor",
                                               "scattered_minor"};
constexpr std::string_view scatter_numbers[] = {"ways", "gathered_minor"};
constexpr std::string_view bipartite_numbers[] = {"sources", "targets", "pairs", "filled_permille"};
constexpr std::string_view stack_numbers[] = {"sources", "mids", "targets", "first_minor",
                                              "second_minor"};
constexpr std::string_view passing_numbers[] = {"received_minor", "passed_permille", "dwell_us",
                                                "payments"};
constexpr std::string_view structuring_numbers[] = {"threshold_minor",  "deposits",
                                                    "expected_in_band", "expected_deposits",
                                                    "tail_billionths",  "price_permille"};
constexpr std::string_view dormant_numbers[] = {"gap_us", "payments_before", "peer_payments",
                                                "received_minor"};
constexpr std::string_view funnel_numbers[] = {"deposited_minor", "elsewhere_minor",
                                               "elsewhere_permille"};
constexpr std::string_view peel_numbers[] = {"first_minor", "last_minor"};
constexpr std::string_view payroll_numbers[] = {"payees", "same_permille"};
constexpr std::string_view supplier_numbers[] = {"payers_ever", "customer_permille"};

struct KernelNames {
  std::span<const RuleParameter> parameters;
  std::span<const std::string_view> numbers;
};

/// In the order of PatternKind.
constexpr std::array<KernelNames, pattern_kinds> names = {{
    {of_cycle, cycle_numbers},
    {of_fan, fan_numbers},
    {of_fan, fan_numbers},
    {of_gather, gather_numbers},
    {of_scatter, scatter_numbers},
    {of_bipartite, bipartite_numbers},
    {of_stack, stack_numbers},
    {of_passing, passing_numbers},
    {of_passing, passing_numbers},
    {of_passing, passing_numbers},
    {of_passing, passing_numbers},
    {of_structuring, structuring_numbers},
    {of_dormant, dormant_numbers},
    {of_funnel, funnel_numbers},
    {of_peel, peel_numbers},
    {of_payroll, payroll_numbers},
    {of_supplier, supplier_numbers},
}};

}  // namespace

std::span<const RuleParameter> rule_parameters(PatternKind kernel) noexcept {
  return names[static_cast<std::size_t>(kernel)].parameters;
}

std::span<const std::string_view> rule_numbers(PatternKind kernel) noexcept {
  return names[static_cast<std::size_t>(kernel)].numbers;
}

}  // namespace cuibono::money
