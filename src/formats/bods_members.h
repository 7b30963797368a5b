#pragma once
// The members of statements of the Beneficial Ownership Data Standard, one line each.
#include <array>
#include <cstdint>
#include <string_view>

namespace cuibono::formats {

enum class BodsMust : std::uint8_t {
  text,
  truth,
  object,
  list,
  date,          // YYYY-MM-DD
  date_or_time,  // or with a time and zone
  short_date,    // YYYY, YYYY-MM or YYYY-MM-DD
  address,       // of the web: a scheme and no blanks
  percent,       // a number from 0 to 100
  version,       // "0.4"
  party          // an id, or an object that says why there is none
};
enum class BodsIs : std::uint8_t { optional, needed };

/// A member of a statement: its path, "names[]/fullName" being one of each element of names.
struct BodsRule {
  std::string_view path;
  BodsMust must = BodsMust::text;
  BodsIs is = BodsIs::optional;
  std::string_view words = {};                   ///< "|a|b|": one of these
  std::size_t shortest = 0, longest = SIZE_MAX;  ///< of a text
};

inline constexpr std::string_view bods_reasons =
    "|noBeneficialOwners|subjectUnableToConfirmOrIdentifyBeneficialOwner|"
    "interestedPartyHasNotProvidedInformation|subjectExemptFromDisclosure|"
    "interestedPartyExemptFromDisclosure|unknown|informationUnknownToPublisher|";

inline constexpr auto bods_statement_rules = std::to_array<BodsRule>({
    {"statementId", BodsMust::text, BodsIs::needed, {}, 32, 64},
    {"statementDate", BodsMust::date_or_time, BodsIs::needed},
    {"declarationSubject", BodsMust::text, BodsIs::needed},
    {"declaration"},
    {"recordId", BodsMust::text, BodsIs::needed},
    {"recordType", BodsMust::text, BodsIs::needed, "|entity|person|relationship|"},
    {"recordStatus", BodsMust::text, BodsIs::optional, "|new|updated|closed|"},
    {"recordDetails", BodsMust::object, BodsIs::needed},
    {"annotations", BodsMust::list},
    {"annotations[]", BodsMust::object},
    {"annotations[]/statementPointerTarget", BodsMust::text, BodsIs::needed},
    {"annotations[]/motivation", BodsMust::text, BodsIs::needed,
     "|commenting|correcting|identifying|linking|transformation|"},
    {"annotations[]/description"},
    {"annotations[]/transformedContent"},
    {"annotations[]/url", BodsMust::address},
    {"annotations[]/creationDate", BodsMust::date_or_time},
    {"annotations[]/createdBy", BodsMust::object},
    {"annotations[]/createdBy/name"},
    {"annotations[]/createdBy/uri", BodsMust::address},
    {"publicationDetails", BodsMust::object},
    {"publicationDetails/publicationDate", BodsMust::date_or_time, BodsIs::needed},
    {"publicationDetails/bodsVersion", BodsMust::version, BodsIs::needed},
    {"publicationDetails/license", BodsMust::address},
    {"publicationDetails/publisher", BodsMust::object, BodsIs::needed},
    {"publicationDetails/publisher/name"},
    {"publicationDetails/publisher/url", BodsMust::address},
    {"source", BodsMust::object},
    {"source/type", BodsMust::list},
    {"source/type[]", BodsMust::text, BodsIs::optional,
     "|selfDeclaration|officialRegister|thirdParty|primaryResearch|verified|"},
    {"source/description"},
    {"source/url", BodsMust::address},
    {"source/retrievedAt", BodsMust::date_or_time},
    {"source/assertedBy", BodsMust::list},
    {"source/assertedBy[]", BodsMust::object},
    {"source/assertedBy[]/name"},
    {"source/assertedBy[]/uri", BodsMust::address},
});

inline constexpr auto bods_party_rules = std::to_array<BodsRule>({
    {"isComponent", BodsMust::truth, BodsIs::needed},
    {"identifiers", BodsMust::list},
    {"identifiers[]", BodsMust::object},
    {"identifiers[]/id"},
    {"identifiers[]/scheme"},
    {"identifiers[]/schemeName"},
    {"identifiers[]/uri", BodsMust::address},
    {"addresses", BodsMust::list},
    {"addresses[]", BodsMust::object},
    {"addresses[]/address"},
    {"addresses[]/postCode"},
    {"addresses[]/country", BodsMust::object},
    {"addresses[]/country/name", BodsMust::text, BodsIs::needed},
    {"addresses[]/country/code", BodsMust::text, BodsIs::optional, {}, 2, 2},
});

inline constexpr auto bods_entity_rules = std::to_array<BodsRule>({
    {"entityType", BodsMust::object, BodsIs::needed},
    {"entityType/type", BodsMust::text, BodsIs::needed,
     "|registeredEntity|legalEntity|arrangement|anonymousEntity|unknownEntity|state|stateBody|"},
    {"entityType/subtype", BodsMust::text, BodsIs::optional,
     "|governmentDepartment|stateAgency|other|trust|nomination|"},
    {"entityType/details"},
    {"unspecifiedEntityDetails", BodsMust::object},
    {"unspecifiedEntityDetails/reason", BodsMust::text, BodsIs::needed, bods_reasons},
    {"unspecifiedEntityDetails/description"},
    {"name"},
    {"alternateNames", BodsMust::list},
    {"alternateNames[]"},
    {"jurisdiction", BodsMust::object},
    {"jurisdiction/name", BodsMust::text, BodsIs::needed},
    {"jurisdiction/code", BodsMust::text, BodsIs::optional, {}, 2, 6},
    {"foundingDate", BodsMust::date},
    {"dissolutionDate", BodsMust::date},
    {"addresses[]/type", BodsMust::text, BodsIs::optional, "|registered|business|alternative|"},
    {"uri", BodsMust::address},
    {"publicListing", BodsMust::object},
    {"publicListing/hasPublicListing", BodsMust::truth, BodsIs::needed},
    {"publicListing/companyFilingsURLs", BodsMust::list},
    {"publicListing/companyFilingsURLs[]", BodsMust::address},
    {"publicListing/securitiesListings", BodsMust::list},
    {"publicListing/securitiesListings[]", BodsMust::object},
    {"publicListing/securitiesListings[]/marketIdentifierCode"},
    {"publicListing/securitiesListings[]/operatingMarketIdentifierCode"},
    {"publicListing/securitiesListings[]/stockExchangeJurisdiction",
     BodsMust::text,
     BodsIs::needed,
     {},
     2,
     6},
    {"publicListing/securitiesListings[]/stockExchangeName", BodsMust::text, BodsIs::needed},
    {"publicListing/securitiesListings[]/security", BodsMust::object, BodsIs::needed},
    {"publicListing/securitiesListings[]/security/idScheme", BodsMust::text, BodsIs::optional,
     "|isin|figi|cusip|cins|"},
    {"publicListing/securitiesListings[]/security/id"},
    {"publicListing/securitiesListings[]/security/ticker", BodsMust::text, BodsIs::needed},
    {"formedByStatute", BodsMust::object},
    {"formedByStatute/name"},
    {"formedByStatute/date", BodsMust::date},
});

inline constexpr auto bods_person_rules = std::to_array<BodsRule>({
    {"personType", BodsMust::text, BodsIs::needed, "|anonymousPerson|unknownPerson|knownPerson|"},
    {"unspecifiedPersonDetails", BodsMust::object},
    {"unspecifiedPersonDetails/reason", BodsMust::text, BodsIs::needed, bods_reasons},
    {"unspecifiedPersonDetails/description"},
    {"names", BodsMust::list},
    {"names[]", BodsMust::object},
    {"names[]/type", BodsMust::text, BodsIs::optional,
     "|legal|translation|transliteration|former|alternative|birth|"},
    {"names[]/fullName", BodsMust::text, BodsIs::needed},
    {"names[]/familyName"},
    {"names[]/givenName"},
    {"names[]/patronymicName"},
    {"nationalities", BodsMust::list},
    {"nationalities[]", BodsMust::object},
    {"nationalities[]/name", BodsMust::text, BodsIs::needed},
    {"nationalities[]/code", BodsMust::text, BodsIs::optional, {}, 2, 2},
    {"placeOfBirth", BodsMust::object},
    {"placeOfBirth/type", BodsMust::text, BodsIs::optional, "|placeOfBirth|"},
    {"placeOfBirth/address"},
    {"placeOfBirth/country", BodsMust::object},
    {"placeOfBirth/country/name", BodsMust::text, BodsIs::needed},
    {"birthDate", BodsMust::short_date},
    {"deathDate", BodsMust::short_date},
    {"taxResidencies", BodsMust::list},
    {"taxResidencies[]", BodsMust::object},
    {"taxResidencies[]/name", BodsMust::text, BodsIs::needed},
    {"taxResidencies[]/code", BodsMust::text, BodsIs::optional, {}, 2, 2},
    {"addresses[]/type", BodsMust::text, BodsIs::optional, "|residence|service|alternative|"},
    {"politicalExposure", BodsMust::object},
    {"politicalExposure/status", BodsMust::text, BodsIs::needed, "|isPep|isNotPep|unknown|"},
    {"politicalExposure/details", BodsMust::list},
    {"politicalExposure/details[]", BodsMust::object},
    {"politicalExposure/details[]/reason"},
    {"politicalExposure/details[]/missingInfoReason"},
    {"politicalExposure/details[]/jurisdiction", BodsMust::object},
    {"politicalExposure/details[]/jurisdiction/name", BodsMust::text, BodsIs::needed},
    {"politicalExposure/details[]/startDate", BodsMust::date},
    {"politicalExposure/details[]/endDate", BodsMust::date},
    {"politicalExposure/details[]/source", BodsMust::object},
});

inline constexpr auto bods_relationship_rules = std::to_array<BodsRule>({
    {"isComponent", BodsMust::truth, BodsIs::needed},
    {"componentRecords", BodsMust::list},
    {"componentRecords[]"},
    {"subject", BodsMust::party, BodsIs::needed},
    {"subject/reason", BodsMust::text, BodsIs::needed, bods_reasons},
    {"interestedParty", BodsMust::party, BodsIs::needed},
    {"interestedParty/reason", BodsMust::text, BodsIs::needed, bods_reasons},
    {"interests", BodsMust::list},
    {"interests[]", BodsMust::object},
    {"interests[]/type", BodsMust::text, BodsIs::optional,
     "|shareholding|votingRights|appointmentOfBoard|otherInfluenceOrControl|seniorManagingOfficial|"
     "settlor|trustee|protector|beneficiaryOfLegalArrangement|rightsToSurplusAssetsOnDissolution|"
     "rightsToProfitOrIncome|rightsGrantedByContract|conditionalRightsGrantedByContract|"
     "controlViaCompanyRulesOrArticles|controlByLegalFramework|boardMember|boardChair|"
     "unknownInterest|unpublishedInterest|enjoymentAndUseOfAssets|"
     "rightToProfitOrIncomeFromAssets|nominee|nominator|"},
    {"interests[]/directOrIndirect", BodsMust::text, BodsIs::optional, "|direct|indirect|unknown|"},
    {"interests[]/beneficialOwnershipOrControl", BodsMust::truth},
    {"interests[]/details"},
    {"interests[]/share", BodsMust::object},
    {"interests[]/share/exact", BodsMust::percent},
    {"interests[]/share/maximum", BodsMust::percent},
    {"interests[]/share/minimum", BodsMust::percent},
    {"interests[]/share/exclusiveMinimum", BodsMust::percent},
    {"interests[]/share/exclusiveMaximum", BodsMust::percent},
    {"interests[]/startDate", BodsMust::date},
    {"interests[]/endDate", BodsMust::date},
});

inline constexpr auto bods_old_rules = std::to_array<BodsRule>({
    {"statementID", BodsMust::text, BodsIs::needed, {}, 32, 64},
    {"statementType", BodsMust::text, BodsIs::needed,
     "|personStatement|entityStatement|ownershipOrControlStatement|"},
    {"statementDate", BodsMust::date_or_time},
    {"isComponent", BodsMust::truth},
    {"names", BodsMust::list},
    {"names[]", BodsMust::object},
    {"names[]/fullName"},
    {"birthDate", BodsMust::short_date},
    {"identifiers", BodsMust::list},
    {"identifiers[]", BodsMust::object},
    {"addresses", BodsMust::list},
    {"addresses[]", BodsMust::object},
    {"interests", BodsMust::list},
    {"interests[]", BodsMust::object},
    {"interests[]/share", BodsMust::object},
    {"interests[]/share/exact", BodsMust::percent},
    {"interests[]/share/maximum", BodsMust::percent},
    {"interests[]/share/minimum", BodsMust::percent},
});
inline constexpr auto bods_old_tie_rules = std::to_array<BodsRule>({
    {"subject", BodsMust::object, BodsIs::needed},
    {"subject/describedByEntityStatement"},
    {"interestedParty", BodsMust::object, BodsIs::needed},
    {"interestedParty/describedByEntityStatement"},
    {"interestedParty/describedByPersonStatement"},
});

}  // namespace cuibono::formats
