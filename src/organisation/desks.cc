// Desks. A number becomes a candidate by a report that names it, by a handset that it shares with
// such a number, or by standing in the same cell in the same hours and calling victims before they
// pay. Weights are fixed and few; they rank, they are no probabilities (docs/organisation.md).
#include "organisation/desks.h"

#include <algorithm>
#include <map>
#include <set>

#include "organisation/lists.h"
#include "organisation/signs.h"

namespace cuibono::organisation {
namespace {

using calls::Profile;

constexpr int shift_overlap_least = 60;
constexpr std::uint64_t few_callees = 5;

class Growth {
 public:
  explicit Growth(const OrganisationInput& input) : input_(input), callees_(input) {
    const auto& profiles = input.profiles.profiles;
    for (std::uint32_t p = 0; p < profiles.size(); ++p) {
      for (const auto& handset : profiles[p].handsets) by_handset_[handset.imei].push_back(p);
      if (!profiles[p].cells.empty()) by_cell_[profiles[p].cells[0].cell].push_back(p);
    }
    for (const auto& report : input.evidence.reports) {
      if (input.entities.find(report.victim) == nullptr) continue;
      const auto victim = input.entities.of_selector[report.victim.index()];
      for (const auto number : report.numbers) {
        if (number != evidence::no_selector) victims_naming_[number].insert(victim);
      }
    }
  }

  void seed() {
    const auto& profiles = input_.profiles.profiles;
    for (std::uint32_t p = 0; p < profiles.size(); ++p) {
      const Profile& profile = profiles[p];
      if (profile.reports_naming == 0 || is_victims_own(profile)) continue;
      Candidate candidate{p, 0, true, false, {}, {}};
      const auto naming = profile.reports_naming;
      candidate.score = weight_report + (naming > 1 ? weight_second_report : 0);
      candidate.reasons_for.push_back(reason(std::to_string(naming) +
                                                 (naming == 1 ? " report names" : " reports name") +
                                                 " this number as one that called the victim",
                                             candidate.score, profile.report_records));
      add_own_records(profile, candidate);
      candidates_.emplace(p, std::move(candidate));
    }
  }

  /// Handsets first, since a shared handset is the strongest tie; repeated while it adds numbers. True
  /// when it added any.
  bool grow_by_handset() {
    bool added = false;
    for (bool grown = true; grown;) {
      grown = false;
      std::vector<std::pair<std::uint32_t, std::uint32_t>>
          found;  // new number, the one it shares with
      for (const auto& [p, candidate] : candidates_) {
        if (candidate.contradicted) continue;
        for (const auto& handset : input_.profiles.profiles[p].handsets) {
          for (const auto other : by_handset_[handset.imei]) {
            if (!candidates_.contains(other) && !is_victims_own(input_.profiles.profiles[other])) {
              found.emplace_back(other, p);
            }
          }
        }
      }
      std::sort(found.begin(), found.end());
      for (const auto& [number, from] : found) {
        if (candidates_.contains(number)) continue;
        const Profile& profile = input_.profiles.profiles[number];
        Candidate candidate{number, weight_handset, true, false, {}, {}};
        candidate.reasons_for.push_back(reason("was used in a handset that also carried " +
                                                   text_of(from) + ", which stands in this list",
                                               weight_handset,
                                               call_records(input_, profile.number, 5)));
        add_own_records(profile, candidate);
        if (profile.victims_called == 0 && !calls_like_an_office(profile)) {
          candidate.contradicted = true;
          candidate.reasons_against.push_back(
              reason("its call records show no call to a victim and no work of an office: the "
                     "handset may have changed hands",
                     0, call_records(input_, profile.number, 5)));
        }
        candidates_.emplace(number, std::move(candidate));
        grown = added = true;
      }
    }
    return added;
  }

  /// Offices that work through the list of the numbers here. True when it added any.
  bool grow_by_list() {
    const CalledList list(input_, callees_, members());
    const ListRule rule = make_list_rule(input_, list);
    const auto& profiles = input_.profiles.profiles;
    bool added = false;
    for (std::uint32_t p = 0; p < profiles.size(); ++p) {
      const auto found = candidates_.find(p);
      const bool handset_only = found != candidates_.end() && found->second.contradicted &&
                                profiles[p].reports_naming == 0;
      if (found != candidates_.end() && !handset_only) continue;
      if (is_victims_own(profiles[p]) || profiles[p].calls_out < 2 * profiles[p].calls_in) continue;
      if (!handset_only && !calls_like_an_office(profiles[p])) continue;
      const auto overlap = list.overlap(p);
      if (!rule.holds(overlap)) continue;
      added = true;
      if (handset_only) {
        found->second.contradicted = false;
        add_list(p, overlap, list, found->second);
        continue;
      }
      Candidate candidate{p, 0, true, false, {}, {}};
      add_list(p, overlap, list, candidate);
      add_own_records(profiles[p], candidate);
      candidates_.emplace(p, std::move(candidate));
    }
    return added;
  }

  /// Same main cell, same hours as at least two candidates, and calls to victims beyond chance.
  void grow_by_cell() {
    std::vector<Candidate> fresh;
    for (const auto& [cell, members] : by_cell_) {
      std::vector<std::uint32_t> known;
      for (const auto p : members) {
        const auto found = candidates_.find(p);
        if (found != candidates_.end() && !found->second.contradicted) known.push_back(p);
      }
      if (known.size() < 2) continue;
      for (const auto p : members) {
        const Profile& profile = input_.profiles.profiles[p];
        if (candidates_.contains(p) || is_victims_own(profile)) continue;
        std::size_t fitting = 0;
        for (const auto other : known) {
          if (calls::shared_hours_percent(profile, input_.profiles.profiles[other]).value_or(0) >=
              shift_overlap_least)
            ++fitting;
        }
        const bool to_victims = profile.victims_called >= 2 && exceeds_chance(profile);
        if (fitting < 2 || !to_victims || !calls_like_an_office(profile)) continue;
        Candidate candidate{p, weight_cell, true, false, {}, {}};
        candidate.reasons_for.push_back(
            reason("works from cell " + input_.evidence.cells[cell.index()] +
                       " in the same hours as " + std::to_string(fitting) + " numbers of this list",
                   weight_cell, call_records(input_, profile.number, 5)));
        add_own_records(profile, candidate);
        fresh.push_back(std::move(candidate));
      }
    }
    for (auto& candidate : fresh) candidates_.emplace(candidate.profile, std::move(candidate));
  }

  [[nodiscard]] std::vector<Candidate> finish() && {
    std::vector<Candidate> out;
    const CalledList list(input_, callees_, members());
    const ListRule rule = make_list_rule(input_, list);
    for (auto& [p, candidate] : candidates_) {
      if (!candidate.contradicted && !by_list_.contains(p)) {
        const auto overlap = list.overlap(p);
        if (rule.holds(overlap)) add_list(p, overlap, list, candidate);
      }
    }
    for (auto& [p, candidate] : candidates_) {
      add_company(p, candidate);
      candidate.score = std::clamp(candidate.score, 0, 100);
      out.push_back(std::move(candidate));
    }
    return out;
  }

 private:
  /// Numbers here that nothing contradicts: their calls make the list.
  [[nodiscard]] std::vector<std::uint32_t> members() const {
    std::vector<std::uint32_t> out;
    for (const auto& [p, candidate] : candidates_) {
      if (!candidate.contradicted) out.push_back(p);
    }
    return out;
  }
  void add_list(std::uint32_t p, const CalledList::Overlap& overlap, const CalledList& list,
                Candidate& candidate) {
    by_list_.insert(p);
    candidate.score += weight_list;
    candidate.reasons_for.push_back(reason(std::to_string(overlap.shared) + " of the " +
                                               std::to_string(overlap.callees) +
                                               " numbers it called are called by other numbers of "
                                               "this list too, as where offices work "
                                               "through one list",
                                           weight_list, list.shared_calls(p, 5)));
  }

  /// True when the number's own records are many, victims who name it stand in the call records, and
  /// it called none of them. What is not in the records proves nothing.
  [[nodiscard]] bool reaches_nobody_who_names(const Profile& profile) const {
    const auto found = victims_naming_.find(profile.number);
    if (found == victims_naming_.end() || profile.calls_out < office_calls_least) return false;
    const auto& rows = input_.network.out;
    for (auto e = rows.begin[profile.number.index()]; e < rows.begin[profile.number.index() + 1];
         ++e) {
      if (rows.event[e].layer != network::Layer::call) continue;
      if (found->second.contains(input_.entities.of_selector[rows.neighbour[e]])) return false;
    }
    return std::any_of(found->second.begin(), found->second.end(), [&](const auto victim) {
      const auto& selectors = input_.entities.entities[victim.index()].selectors;
      return std::any_of(selectors.begin(), selectors.end(), [&](const auto selector) {
        const auto p = input_.profiles.of_selector[selector.index()];
        return p != calls::no_profile &&
               input_.profiles.profiles[p].calls_out + input_.profiles.profiles[p].calls_in > 0;
      });
    });
  }
  [[nodiscard]] bool is_aside(std::uint32_t p) const {
    const auto found = candidates_.find(p);
    return found == candidates_.end() || found->second.contradicted;
  }
  [[nodiscard]] const std::string& text_of(std::uint32_t p) const {
    return input_.evidence.selectors.text(input_.profiles.profiles[p].number);
  }
  [[nodiscard]] bool is_victims_own(const Profile& profile) const {
    const auto* entity = input_.entities.find(profile.number);
    return entity != nullptr && entity->is_victim;
  }

  /// What the number's own call records say, for and against.
  void add_own_records(const Profile& profile, Candidate& candidate) const {
    const auto records = call_records(input_, profile.number, 5);
    if (profile.calls_out == 0) {
      // A misheard digit makes one such report; that two victims name one number is no slip.
      if (profile.reports_naming < 2) candidate.contradicted = true;
      candidate.reasons_against.push_back(
          reason("no outgoing call of this number is in the records: nothing but the report speaks "
                 "for it, and a displayed number can be forged",
                 0, profile.report_records));
      return;
    }
    if (exceeds_chance(profile)) {
      candidate.score += weight_lag;
      candidate.reasons_for.push_back(reason(std::to_string(profile.calls_before_payment) +
                                                 " of its calls reach victims shortly before they "
                                                 "pay, more than twice what chance gives",
                                             weight_lag, records));
    }
    if (calls_like_an_office(profile)) {
      candidate.score += weight_office;
      candidate.reasons_for.push_back(
          reason(std::to_string(profile.calls_out) + " calls to " +
                     std::to_string(profile.callees) + " numbers, of which " +
                     std::to_string(profile.callees_who_called_back) + " ever called back",
                 weight_office, records));
    }
    if (reaches_nobody_who_names(profile) && !exceeds_chance(profile)) {
      candidate.contradicted = true;
      candidate.reasons_against.push_back(
          reason("of its " + std::to_string(profile.calls_out) +
                     " calls none reaches a victim who names it, though their numbers stand in the "
                     "call records: it may have been displayed falsely",
                 0, profile.report_records));
    }
    if (profile.victims_called == 0) {
      if (profile.reports_naming > 0) candidate.contradicted = true;
      candidate.reasons_against.push_back(
          reason(profile.reports_naming > 0
                     ? "its call records show no call to any victim who reported: the number may "
                       "have been displayed falsely"
                     : "its call records show no call to any victim who reported",
                 0, records));
    }
    if (reciprocity_percent(profile) > reciprocity_percent_most && profile.callees >= few_callees) {
      candidate.reasons_against.push_back(
          reason(std::to_string(profile.callees_who_called_back) + " of " +
                     std::to_string(profile.callees) +
                     " numbers it called have called it too, as among acquaintances or customers",
                 0, records));
      // A relative calls one victim at all hours, so also before a payment.
      const bool before_payments = exceeds_chance(profile) && profile.victims_called >= 2;
      if (!before_payments && profile.calls_out >= office_calls_least)
        candidate.contradicted = true;
    }
  }

  /// Handsets and cells that it shares with other candidates strengthen a number that a report
  /// named.
  void add_company(std::uint32_t p, Candidate& candidate) {
    const Profile& profile = input_.profiles.profiles[p];
    if (profile.reports_naming == 0 || candidate.contradicted) return;
    std::set<std::uint32_t> by_handset, by_cell;
    for (const auto& handset : profile.handsets) {
      for (const auto other : by_handset_[handset.imei]) {
        if (other != p && !is_aside(other)) by_handset.insert(other);
      }
    }
    if (!profile.cells.empty()) {
      for (const auto other : by_cell_[profile.cells[0].cell]) {
        if (other != p && !is_aside(other)) by_cell.insert(other);
      }
    }
    const auto records = call_records(input_, profile.number, 5);
    if (!by_handset.empty()) {
      candidate.score += weight_handset;
      candidate.reasons_for.push_back(reason("shares a handset with " +
                                                 std::to_string(by_handset.size()) +
                                                 " other numbers of this list",
                                             weight_handset, records));
    }
    if (by_cell.size() >= 2) {
      candidate.score += weight_cell;
      candidate.reasons_for.push_back(reason("shares its main cell with " +
                                                 std::to_string(by_cell.size()) +
                                                 " other numbers of this list",
                                             weight_cell, records));
    }
  }

  const OrganisationInput& input_;
  Callees callees_;
  std::map<std::uint32_t, Candidate> candidates_;
  std::map<evidence::SelectorId, std::vector<std::uint32_t>> by_handset_;
  std::map<evidence::CellId, std::vector<std::uint32_t>> by_cell_;
  std::map<evidence::SelectorId, std::set<entities::EntityId>> victims_naming_;
  std::set<std::uint32_t> by_list_;  // have that reason
};

}  // namespace

std::vector<evidence::RecordRef> call_records(const OrganisationInput& input,
                                              evidence::SelectorId number, std::size_t most) {
  std::vector<evidence::RecordRef> records;
  for (const auto* rows : {&input.network.out, &input.network.in}) {
    if (!records.empty()) break;
    for (auto e = rows->begin[number.index()];
         e < rows->begin[number.index() + 1] && records.size() < most; ++e) {
      if (rows->event[e].layer != network::Layer::call) continue;
      for (const auto record : input.evidence.calls.legs.of(rows->event[e].event))
        records.push_back(record);
    }
  }
  return records;
}

std::string short_id(const char* prefix, const std::string& selector) {
  return prefix + core::sha256(selector).hex().substr(0, 12);
}

std::vector<Candidate> find_candidates(const OrganisationInput& input) {
  Growth growth(input);
  growth.seed();
  growth.grow_by_handset();
  growth.grow_by_cell();
  constexpr int rounds_most = 4;
  for (int round = 0; round < rounds_most && growth.grow_by_list(); ++round)
    growth.grow_by_handset();
  return std::move(growth).finish();
}

std::vector<Candidate> find_look_alikes(const OrganisationInput& input,
                                        const std::vector<Candidate>& desks) {
  std::set<std::uint32_t> taken;
  for (const auto& desk : desks) taken.insert(desk.profile);
  std::vector<Candidate> out;
  const auto& profiles = input.profiles.profiles;
  for (std::uint32_t p = 0; p < profiles.size(); ++p) {
    const Profile& profile = profiles[p];
    const auto* entity = input.entities.find(profile.number);
    const bool victim = entity != nullptr && entity->is_victim;
    constexpr std::uint64_t callees_least = 30;
    if (taken.contains(p) || victim || profile.callees < callees_least ||
        profile.reports_naming > 0)
      continue;
    if (profile.calls_out < 2 * profile.calls_in || profile.victims_called == 0) continue;
    Candidate candidate{p, 0, false, false, {}, {}};
    const auto records = call_records(input, profile.number, 5);
    candidate.reasons_for.push_back(
        reason("calls many numbers (" + std::to_string(profile.callees) + "), among them " +
                   std::to_string(profile.victims_called) + " of victims who reported",
               0, records));
    candidate.reasons_against.push_back(reason(
        "no report names it and it shares no handset with a number that one names", 0, records));
    if (!exceeds_chance(profile)) {
      candidate.reasons_against.push_back(reason(
          "its calls to victims come before payments no more often than chance gives", 0, records));
    }
    out.push_back(std::move(candidate));
  }
  return out;
}

}  // namespace cuibono::organisation
