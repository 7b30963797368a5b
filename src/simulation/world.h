#pragma once
// The world itself, before anybody writes it down: who there is, and what they did.
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "simulation/names.h"
#include "simulation/simulation.h"

namespace cuibono::simulation {

struct PhoneTag;
struct HandsetTag;
struct PlaceTag;
struct AccountTag;
struct WalletTag;
struct PersonTag;
struct VictimTag;
using PhoneId = core::Id<PhoneTag>;      ///< position in Story::phones
using HandsetId = core::Id<HandsetTag>;  ///< position in Story::handsets
using PlaceId = core::Id<PlaceTag>;
using AccountId = core::Id<AccountTag>;
using WalletId = core::Id<WalletTag>;
using PersonId = core::Id<PersonTag>;
using VictimId = core::Id<VictimTag>;
template <class Id>
inline constexpr Id nobody{
    0xFFFFFFFFU};  ///< the world's "none": never written to a file as a number

/// How large everything is.
struct Plan {
  std::uint64_t seed = 1;
  double scale = 0.05;
  std::int64_t start_us = 0;  ///< a Monday, 00:00 UTC
  int days = 0;               ///< of call and bank records
  int desks_per_site = 0, victims = 0, leads_per_site = 0, people = 0, centre_lines = 0;
  int mules_first = 0, mules_second = 0, mules_third = 0, collectors = 0, shells = 0;
  int merchants = 0, employers = 0, fronts = 0, drug_cells = 0;
  Evasion evasion;
  double evidence_share = 1;
  [[nodiscard]] std::int64_t end_us() const { return start_us + days * core::us_per_day; }
};
[[nodiscard]] Plan make_plan(const WorldRequest& request);

enum class Operator : std::uint8_t { none, a, b };
/// A number and its SIM. Two numbers may share a SIM (a changed number on the old card).
struct Phone {
  std::uint64_t digits = 0;
  std::uint64_t sim = 0;
  Operator network = Operator::none;
  PersonId subscriber = nobody<PersonId>;  ///< as the operator has it; may be a straw man
  bool held = true;                        ///< its operator was asked for its calls
};

/// A part of the city, covered by one cell of each operator.
struct Place {
  std::string cell_a, cell_b;
};
/// The first places are the sites', three for each; people live in the others.
inline constexpr std::size_t places_of_sites = 9;

enum class Bank : std::uint8_t { baltic, rhine, steppe, hangang, processor, elsewhere };
inline constexpr std::size_t banks_with_files = 5;
enum class Currency : std::uint8_t { eur, gbp, krw, kzt };
[[nodiscard]] std::string_view currency_code(Currency currency) noexcept;
/// Digits after the point.
[[nodiscard]] unsigned currency_digits(Currency currency) noexcept;

struct Account {
  std::string number;  ///< IBAN, or a national number
  std::string country;
  bool is_iban = true;
  Bank bank = Bank::elsewhere;
  bool held = false;  ///< its statement is in the evidence
  Currency currency = Currency::eur;
  std::string holder;         ///< Latin letters
  std::string holder_native;  ///< as a bank of the same script has it
  std::int64_t opening_minor = 0;
  /// "iban:…" or "acct:CC:…".
  [[nodiscard]] std::string selector() const;
};

struct Person {
  PersonName name;
  std::string country;
  PhoneId phone = nobody<PhoneId>;
  HandsetId handset = nobody<HandsetId>;
  PlaceId home{}, work{};
  PlaceId later_work = nobody<PlaceId>;  ///< after the sites were split
  AccountId account = nobody<AccountId>;
  bool is_background = false;  ///< calls and pays as people do
  bool is_staff = false;       ///< wages come from the organisation
};

/// When a number was in use, in days from the start.
struct NumberSpan {
  PhoneId phone{};
  HandsetId handset{};
  int from_day = 0, to_day = 0;  ///< half open
};

enum class StaffRole : std::uint8_t {
  opener,
  retention,
  lead,
  it,
  finance,
  herder,
  lieutenant,
  leader
};
[[nodiscard]] std::string_view staff_role_name(StaffRole role) noexcept;

/// Working hours in minutes of the local day of the city.
struct Shift {
  int from_minute = 0, to_minute = 0;
};

struct Staff {
  StaffRole role = StaffRole::opener;
  int site = -1;  ///< of Story::sites, or -1 for those who sit nowhere
  PersonId person{};
  Shift shift;
  int from_day = 0, to_day = 0;
  std::size_t half = 0;             ///< of its site, once that is split
  std::vector<NumberSpan> numbers;  ///< work numbers in the order of their use
  [[nodiscard]] bool is_desk() const {
    return role == StaffRole::opener || role == StaffRole::retention;
  }
  [[nodiscard]] const NumberSpan* span_on(int day) const;
};

struct Site {
  std::string id, brand;  ///< brand: the platform that it sells
  std::vector<std::string> countries;
  double share_a = 0.5;  ///< of its numbers with operator A
  std::vector<PlaceId> places;
  std::array<std::vector<PlaceId>, 2> halves;  ///< where it is after the split
  std::vector<HandsetId> handsets;
  std::vector<std::uint32_t> staff;  ///< positions in Story::staff
  std::vector<PhoneId> leads;        ///< bought list of numbers to ring
};

/// An honest firm that rings many people.
struct HonestCentre {
  std::string kind;  ///< "support", "telemarketing", "bank"
  std::string name;
  std::vector<NumberSpan> lines;
  std::vector<PhoneId> customers;  ///< whom it rings, or who ring it
  PlaceId place{};
  Shift shift;
};

struct Call {
  std::int64_t time_us = 0;
  PhoneId caller{}, callee{};
  HandsetId caller_handset = nobody<HandsetId>;
  PlaceId caller_place = nobody<PlaceId>, callee_place = nobody<PlaceId>;
  std::uint32_t duration_s = 0;
  bool answered = true;
};

/// Why money moved; the texts of the statements follow from it.
enum class Reason : std::uint8_t {
  investment,
  card_deposit,
  pass_on,
  invoice,
  exchange_deposit,
  salary,
  rent,
  purchase,
  friends,
  loan,
  loan_back,
  cash_out,
  cash_in,
  payout,
  property,
  pool_sweep,
  fee,
};

struct Transfer {
  std::int64_t time_us = 0;
  AccountId payer = nobody<AccountId>, payee = nobody<AccountId>;  ///< nobody: cash
  std::int64_t amount_minor = 0;
  Currency currency = Currency::eur;
  Reason reason = Reason::purchase;
  VictimId victim = nobody<VictimId>;  ///< of a victim's payment to the organisation
  std::uint32_t reference = 0;
};

struct ChainTransfer {
  std::int64_t time_us = 0;
  WalletId from{}, to{};
  std::int64_t amount_minor = 0, fee_minor = 0;  ///< of 10^-8
};

struct VictimCall {
  std::int64_t time_us = 0;
  std::uint32_t staff = 0;
  int day = 0;  ///< of the city
  std::uint32_t duration_s = 0;
  bool answered = true;
  bool called_back = false;  ///< the victim rang the desk
};
struct VictimPayment {
  std::int64_t time_us = 0;
  std::int64_t amount_minor = 0;
  Currency currency = Currency::eur;
  bool by_processor = false;
  AccountId to{};
  std::uint32_t transfer = 0;  ///< position in Story::transfers
};
struct VictimReport {
  std::string agency, report_id;
};
struct Victim {
  std::string country;
  PersonName name;
  PhoneId phone{};
  AccountId account{};
  int site = 0;
  std::string email;
  std::vector<VictimCall> calls;
  std::vector<VictimPayment> payments;
  std::vector<VictimReport> reports;  ///< filled when the files are written
};

struct Mule {
  AccountId account{};
  PersonId person{};
  int layer = 1;
  int herder = 0;
  int from_day = 0, to_day = 0;
};

/// Everything that is true.
struct Story {
  Plan plan;
  core::ZoneId zone;  ///< of the city
  /// The day on which the sites break in two, and its first moment.
  std::optional<int> split_day;
  std::int64_t split_us = INT64_MAX;
  std::vector<Phone> phones;
  std::vector<std::string> handsets;  ///< IMEI
  std::vector<Place> places;
  std::vector<Account> accounts;
  std::vector<std::string> wallets;
  std::vector<Person> people;
  std::vector<Site> sites;
  std::vector<Staff> staff;
  std::vector<HonestCentre> centres;
  std::vector<Victim> victims;
  std::vector<Mule> mules;
  std::vector<AccountId> collectors, shells, exchanges, payroll, beneficiary, merchants, employers,
      fronts, landlords, processor_platforms, pool, wholesalers, distant_employers;
  std::vector<AccountId> processor_merchants;  ///< beside `merchants`: where the processor keeps it
  AccountId processor_float = nobody<AccountId>;
  std::uint32_t leader = 0;  ///< positions in staff
  std::vector<std::uint32_t> lieutenants, herders, finance;
  std::vector<PhoneId> businesses;                ///< taxi, pizza: numbers that everybody rings
  std::vector<std::vector<PersonId>> drug_cells;  ///< first the head
  std::vector<WalletId> wallets_of_group, wallets_of_supplier, wallets_of_exchange;
  std::vector<Call> calls;                                    ///< by time
  std::vector<Transfer> transfers;                            ///< by time
  std::vector<ChainTransfer> chain;                           ///< by time
  std::map<std::string, std::uint64_t, std::less<>> serials;  ///< given out, by kind and country
};

// New things with identifiers that nobody else has.
[[nodiscard]] PhoneId add_phone(Story& story, std::string_view country, Operator network);
[[nodiscard]] HandsetId add_handset(Story& story);
struct AccountSpec {
  std::string_view country;
  Bank bank = Bank::elsewhere;
  bool held = false;
  Currency currency = Currency::eur;
  std::string holder, holder_native;
};
[[nodiscard]] AccountId add_account(Story& story, const AccountSpec& spec);
[[nodiscard]] WalletId add_wallet(Story& story);

// The steps of the making, in this order. Each draws from streams of its own.
void make_city(Story& story);          // places, people of the background, businesses
void make_sites(Story& story);         // sites, staff, desks, lists of numbers to ring
void make_command(Story& story);       // leader, lieutenants, herders, finance, drug cells
void make_firms(Story& story);         // merchants, employers, fronts, landlords, the processor
void make_laundry(Story& story);       // mules, collectors, shells, exchanges, wallets
void make_victims(Story& story);       // victims, the calls they get, the payments they decide on
void make_centres(Story& story);       // the honest firms that ring many people
void make_deeper_mules(Story& story);  // evasion: layers beyond the third
void change_numbers(Story& story);     // evasion: every desk, again and again
void split_sites(Story& story);        // evasion: two places each, from half-way on
void move_scam_money(Story& story);    // payments through mules to where they end
void move_honest_money(Story& story);  // salaries, rent, shops, friends, pools
void move_chain_money(Story& story);   // from the exchanges on
/// Calls of desks, people, centres and command.
[[nodiscard]] core::Status make_calls(const core::RunContext& context, Story& story);
/// The calls that command: few and short at the top, many below.
void make_command_calls(Story& story);
/// Fills in the handset and the places of every call.
[[nodiscard]] core::Status locate_calls(const core::RunContext& context, Story& story);
/// Sorts what happened and opens accounts so that none is overdrawn.
void settle(Story& story);
/// Leaves out of the evidence what does not reach the case.
void hold_back(Story& story);
/// All of it.
/// Errors  cancelled; resources: the time zone of the city is not known.
[[nodiscard]] core::Result<Story> make_story(const core::RunContext& context,
                                             const WorldRequest& request);

/// Where chance decides what reaches the case: a draw for each unit of each kind, whatever the
/// share, so that a smaller share is part of a larger one.
enum class Handed : std::uint8_t { account, phone, report };
[[nodiscard]] double draw_handed(const Story& story, Handed kind, std::uint64_t unit) noexcept;

/// The number from which a victim was rung, or that the victim rang.
[[nodiscard]] const NumberSpan* find_span(const Story& story, const VictimCall& call);

/// Local minute of a day of the story to UTC; day 0 is the first.
[[nodiscard]] std::int64_t local_moment_us(const Story& story, int day, int minute);
[[nodiscard]] bool is_working_day(const Story& story, int day) noexcept;

}  // namespace cuibono::simulation
