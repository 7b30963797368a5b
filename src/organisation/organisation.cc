#include "organisation/organisation.h"

#include <algorithm>
#include <map>
#include <set>

#include "organisation/days.h"
#include "organisation/desks.h"
#include "organisation/groups.h"
#include "organisation/size.h"

namespace cuibono::organisation {
namespace {

constexpr int strong_score = 75, moderate_score = 50;

const claims::LookAlike desk_look_alike{
    "a support line, a telemarketer, a bank or a private person whose number was displayed falsely "
    "can look the same",
    "the subscriber record of the number and the call records of the victims' own operators"};

std::string band_of(const Candidate& candidate) {
  if (candidate.contradicted || !candidate.linked) return "set_aside";
  if (candidate.score >= strong_score) return "strong";
  return candidate.score >= moderate_score ? "moderate" : "weak";
}

std::vector<evidence::RecordRef> records_of(const Candidate& candidate) {
  std::vector<evidence::RecordRef> records;
  for (const auto* side : {&candidate.reasons_for, &candidate.reasons_against}) {
    for (const auto& reason : *side) {
      records.insert(records.end(), reason.records.begin(), reason.records.end());
    }
  }
  return records;
}

Actor make_actor(const OrganisationInput& input, const Candidate& candidate) {
  const auto number = input.profiles.profiles[candidate.profile].number;
  Actor actor;
  actor.id = short_id("A-", input.evidence.selectors.text(number));
  actor.selectors = {number};
  if (const auto* entity = input.entities.find(number)) actor.names = entity->names;
  actor.score_percent = static_cast<std::uint8_t>(candidate.score);
  actor.band = band_of(candidate);
  actor.reasons_for = candidate.reasons_for;
  actor.reasons_against = candidate.reasons_against;
  return actor;
}

claims::Finding desk_finding(const OrganisationInput& input, const Candidate& candidate) {
  const auto& profile = input.profiles.profiles[candidate.profile];
  const std::string number = input.evidence.selectors.text(profile.number);
  const bool aside = band_of(candidate) == "set_aside";
  claims::Quantity quantity;
  quantity.value = candidate.score;
  quantity.unit = "score_percent";
  claims::Finding finding(aside ? claims::FindingKind::look_alike : claims::FindingKind::desk,
                          number, {number}, "", quantity,
                          "desks(reports, handsets, cells and shifts)", candidate.reasons_for,
                          desk_look_alike);
  finding.reasons_against = candidate.reasons_against;
  finding.band = band_of(candidate);
  claims::set_records(finding, records_of(candidate));
  return finding;
}

claims::Finding site_finding(const OrganisationInput& input, const Site& site,
                             const std::map<evidence::SelectorId, const Candidate*>& by_number) {
  std::vector<std::string> numbers;
  std::vector<evidence::RecordRef> records;
  for (const auto number : site.numbers) {
    numbers.push_back(input.evidence.selectors.text(number));
    const auto part = records_of(*by_number.at(number));
    records.insert(records.end(), part.begin(), part.end());
  }
  std::vector<std::string> cells;
  for (const auto cell : site.cells) cells.push_back(input.evidence.cells[cell.index()]);
  claims::Quantity quantity;
  quantity.value = static_cast<core::Int128>(site.numbers.size());
  quantity.unit = "numbers";
  const std::string count = std::to_string(site.numbers.size());
  claims::Reason reason{
      cells.empty()
          ? count +
                " desk numbers share handsets or work through one list; no cell of theirs is "
                "known, so that they need not be in one place"
          : count + " desk numbers work from " + core::join(cells, ", ") +
                ", share handsets with those that do, or work through their list",
      100,
      {}};
  claims::Finding finding(
      claims::FindingKind::site, site.id, numbers, "", quantity,
      "sites(main cell, shared handset, shared list)", {std::move(reason)},
      {"one radio cell serves many buildings: numbers in one cell need not work together",
       "the premises' lease, access logs or the operator's cell map"});
  claims::set_records(finding, std::move(records));
  finding.reasons_for[0].records = finding.records;
  return finding;
}

void add_victims(const OrganisationInput& input, std::vector<Actor>& actors) {
  for (const auto& entity : input.entities.entities) {
    if (!entity.is_victim) continue;
    Actor actor;
    actor.id = short_id("A-", input.evidence.selectors.text(entity.selectors[0]));
    actor.selectors = entity.selectors;
    actor.names = entity.names;
    actor.band = "set_aside";
    actor.is_victim = true;
    claims::Reason reason{"is named as the victim of a report", 0, entity.records};
    if (reason.records.size() > claims::finding_records_max)
      reason.records.resize(claims::finding_records_max);
    actor.reasons_against.push_back(std::move(reason));
    actors.push_back(std::move(actor));
  }
}

}  // namespace

core::Result<Organisation> find_organisation(const core::RunContext& context,
                                             const OrganisationInput& input) {
  CB_TRY_STATUS(core::check_cancelled(context));
  Organisation out;
  const std::vector<Candidate> candidates = find_candidates(input);
  const std::vector<Candidate> look_alikes = find_look_alikes(input, candidates);
  std::vector<Candidate> desks;
  for (const auto& candidate : candidates) {
    CB_CHECK(candidate.linked, "a desk without a chain of records to a report");
    if (band_of(candidate) != "set_aside") desks.push_back(candidate);
  }
  out.sites = find_sites(input, desks);

  std::map<evidence::SelectorId, std::uint32_t> site_of;
  for (std::uint32_t s = 0; s < out.sites.size(); ++s) {
    for (const auto number : out.sites[s].numbers) site_of[number] = s;
  }
  std::map<evidence::SelectorId, const Candidate*> by_number;
  for (const auto* list : {&candidates, &look_alikes}) {
    for (const auto& candidate : *list) {
      Actor actor = make_actor(input, candidate);
      const auto found = site_of.find(actor.selectors[0]);
      if (found != site_of.end()) actor.site = found->second;
      by_number[actor.selectors[0]] = &candidate;
      out.findings.push_back(desk_finding(input, candidate));
      out.actors.push_back(std::move(actor));
    }
  }
  for (const auto& site : out.sites) out.findings.push_back(site_finding(input, site, by_number));
  std::set<evidence::SelectorId> told;
  for (const auto& [number, candidate] : by_number) told.insert(number);
  for (auto& finding : group_findings(input, told)) out.findings.push_back(std::move(finding));
  add_victims(input, out.actors);
  std::vector<evidence::SelectorId> numbers;
  for (const auto& desk : desks) numbers.push_back(input.profiles.profiles[desk.profile].number);
  // The days hang on actors and groups alone; each writes what is its own.
  std::uint64_t unlinked = 0;
  std::vector<claims::Finding> successions;
  constexpr std::size_t questions = 3;
  CB_TRY_STATUS(core::parallel_blocks(context, questions, 1,
                                      [&](const core::Block& question) -> core::Status {
                                        if (question.begin == 0) {
                                          CB_TRY(out.days, count_days(context, input, out));
                                        } else if (question.begin == 1) {
                                          out.staff = find_staff(input, numbers);
                                        } else {
                                          for (auto& site : out.sites)
                                            site.staff = find_staff(input, site.numbers);
                                          successions = succession_findings(input, desks, unlinked);
                                        }
                                        return {};
                                      }));
  for (auto& finding : successions) out.findings.push_back(std::move(finding));
  for (auto& finding : staff_findings(input, out)) out.findings.push_back(std::move(finding));
  if (unlinked > 0) {
    out.problems.push_back({"successions_unlinked", "calls",
                            std::to_string(unlinked) +
                                " changes of number, card or handset touch no number of a desk and "
                                "are not listed"});
  }
  std::sort(out.actors.begin(), out.actors.end(),
            [](const Actor& a, const Actor& b) { return a.id < b.id; });
  CB_TRY_STATUS(claims::sort_findings(out.findings));
  return out;
}

}  // namespace cuibono::organisation
