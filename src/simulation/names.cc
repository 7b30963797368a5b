#include "simulation/names.h"

#include <array>
#include <span>
#include <vector>

namespace cuibono::simulation {
namespace {

using Words = std::vector<std::string_view>;

/// Letters are those that Windows-1252 can write, so that a western bank can print every name.
struct NamePool {
  std::string_view countries;
  Words given, family;
};

const std::vector<NamePool>& latin_pools() {
  static const std::vector<NamePool> pools = {
      {"DE AT CH LI",
       {"Anna", "Jürgen", "Karin", "Lukas", "Monika", "Stefan", "Ute", "Wolfgang", "Heike", "Björn",
        "Sabine", "Tobias"},
       {"Ahlgrün", "Bergstaller", "Dornhöfer", "Eckmüller", "Falkenrath", "Grünbach", "Hohlweg",
        "Kessebohm", "Lindwurm", "Mühlhäuser", "Oberwieser", "Rautenkranz", "Schönthal",
        "Weißpfennig"}},
      {"GB IE",
       {"Alice", "Brian", "Claire", "Duncan", "Eileen", "Gareth", "Harriet", "Nigel", "Orla",
        "Priya", "Rhys", "Sandra"},
       {"Ashcombe", "Brannigan", "Cotterell", "Dunmurry", "Ellingworth", "Fairhurst",
        "Gillingwater", "Haverstock", "O'Tarrant", "Penhallow", "Quillfeather", "Radcombe",
        "Thistlewood", "Wexcombe"}},
      {"FR BE",
       {"Amélie", "Bernard", "Chloé", "Didier", "Élise", "François", "Gaëlle", "Hervé", "Inès",
        "Jérôme", "Mathilde", "Yves"},
       {"Aubertin", "Beaucerf", "Charmoy", "Delaunoy", "Estrabaud", "Fontvieille", "Grandpré",
        "Hautecombe", "Larrivière", "Montclar", "Pérouges", "Rochebrune", "Valfleury", "Verdelot"}},
      {"NL",
       {"Anneke", "Bram", "Dirk", "Els", "Floor", "Gijs", "Hanneke", "Joost", "Maaike", "Sander",
        "Tjeerd", "Wilma"},
       {"Achterveld", "Boskamp", "van Dorrestein", "Eikelboom", "Groenhart", "van der Hoeven-Lint",
        "Kuipersma", "Lindeloof", "Molenwijk", "Oosterling", "Rietveen", "Sluiswachter", "Tolhuis",
        "Waterreus"}},
      {"SE NO DK FI",
       {"Astrid", "Bengt", "Carina", "Eero", "Frida", "Göran", "Håkon", "Ingrid", "Jørgen", "Kaisa",
        "Lars", "Päivi"},
       {"Almskog", "Björklinge", "Dalsäter", "Ekhaugen", "Fjällborg", "Grønvik", "Havnesund",
        "Isokallio", "Kjærvang", "Lindrotsen", "Myllyoja", "Nordahlen", "Sandås", "Österlöf"}},
      {"ES PT",
       {"Álvaro", "Beatriz", "Carmen", "Duarte", "Elena", "Fermín", "Gonçalo", "Inês", "Joaquín",
        "Lucía", "Núria", "Rosário"},
       {"Albarrán Soto", "Bustaleiro", "Campoverde", "Del Robledal", "Escalante Ríos", "Figueiral",
        "Guadamuz", "Hinojal", "Lourenço Prado", "Montealto", "Pedregosa", "Quintanar",
        "Salvatierra", "Valdoviño"}},
      {"IT GR",
       {"Alessia", "Bruno", "Chiara", "Dimitra", "Elio", "Fabrizia", "Giorgos", "Katerina", "Luca",
        "Niccolò", "Panagiotis", "Serena"},
       {"Altamura", "Bellaria", "Castelfranchi", "Donnafugata", "Kalligas", "Fontebuona",
        "Manolopetros", "Montefosco", "Papastergiadis", "Roccaspina", "Selvatici", "Tramontani",
        "Valtorta", "Xenarios"}},
      {"PL CZ LV LT EE",
       {"Agnieszka", "Bartosz", "Dagmara", "Ewa", "Filip", "Ieva", "Janek", "Katrina", "Lukas",
        "Marek", "Renata", "Tomas"},
       {"Balcerowiak", "Cerniauskis", "Dobroszek", "Grabowiecki", "Jurkalns", "Kalvaitis",
        "Lesniewicz", "Mazurkalns", "Novotnik", "Ozolbergs", "Petrauskonis", "Sokolnicki",
        "Vitkauskis", "Wierzbolek"}},
      {"CY",
       {"Andreas", "Despina", "Eleni", "Kyriakos", "Maria", "Nikos", "Sotiris", "Yianna"},
       {"Aristodemou", "Charalambidis", "Georgallas", "Kythreotis", "Loizides", "Panteliou"}},
  };
  return pools;
}

struct TwoScripts {
  std::string_view native, latin;
};

constexpr std::array cyrillic_given = {
    TwoScripts{"Алексей", "Aleksei"}, TwoScripts{"Виктор", "Viktor"},
    TwoScripts{"Марина", "Marina"},   TwoScripts{"Сергей", "Sergei"},
    TwoScripts{"Юлия", "Yuliya"},     TwoScripts{"Дмитрий", "Dmitrii"},
    TwoScripts{"Ольга", "Olga"},      TwoScripts{"Николай", "Nikolai"},
    TwoScripts{"Елена", "Elena"},     TwoScripts{"Тимур", "Timur"},
    TwoScripts{"Айгуль", "Aigul"},    TwoScripts{"Ерлан", "Erlan"},
};
constexpr std::array cyrillic_family = {
    TwoScripts{"Ветлугин", "Vetlugin"},        TwoScripts{"Горшечный", "Gorshechnyi"},
    TwoScripts{"Жаворонко", "Zhavoronko"},     TwoScripts{"Кременчак", "Kremenchak"},
    TwoScripts{"Лозовик", "Lozovik"},          TwoScripts{"Маршанец", "Marshanets"},
    TwoScripts{"Острожко", "Ostrozhko"},       TwoScripts{"Подлесник", "Podlesnik"},
    TwoScripts{"Рябушкевич", "Ryabushkevich"}, TwoScripts{"Сухаренко", "Sukharenko"},
    TwoScripts{"Тарханбай", "Tarkhanbai"},     TwoScripts{"Черемшак", "Cheremshak"},
    TwoScripts{"Шаповальчук", "Shapovalchuk"}, TwoScripts{"Юрковец", "Yurkovets"},
};
constexpr std::array hangul_given = {
    TwoScripts{"민준", "Minjun"},  TwoScripts{"서연", "Seoyeon"},  TwoScripts{"지훈", "Jihoon"},
    TwoScripts{"하은", "Haeun"},   TwoScripts{"도현", "Dohyun"},   TwoScripts{"수빈", "Subin"},
    TwoScripts{"영호", "Youngho"}, TwoScripts{"은정", "Eunjeong"}, TwoScripts{"성민", "Sungmin"},
    TwoScripts{"미라", "Mira"},    TwoScripts{"태윤", "Taeyoon"},  TwoScripts{"나래", "Narae"},
};
constexpr std::array hangul_family = {
    TwoScripts{"김", "Kim"},  TwoScripts{"이", "Lee"},  TwoScripts{"박", "Park"},
    TwoScripts{"최", "Choi"}, TwoScripts{"정", "Jung"}, TwoScripts{"강", "Kang"},
    TwoScripts{"조", "Cho"},  TwoScripts{"윤", "Yoon"}, TwoScripts{"장", "Jang"},
    TwoScripts{"임", "Lim"},  TwoScripts{"한", "Han"},  TwoScripts{"오", "Oh"},
};

PersonName draw_two_scripts(core::CounterRandom& random, std::span<const TwoScripts> given,
                            std::span<const TwoScripts> family) {
  const TwoScripts& first = given[random.below(given.size())];
  const TwoScripts& last = family[random.below(family.size())];
  return {std::string(first.latin), std::string(last.latin), std::string(first.native),
          std::string(last.native)};
}

const Words& firm_words(std::string_view kind) {
  static const Words merchant = {"Corner Bakery", "Green Grocer",  "City Pharmacy", "Book Nook",
                                 "Bike Workshop", "Home & Light",  "Fresh Market",  "Shoe Box",
                                 "Garden Centre", "Electro Point", "Coffee Stop",   "Pet Pantry"};
  static const Words employer = {"Harbour Logistics", "Northway Payroll Services",
                                 "Timber Mills",      "Clinic Group",
                                 "Municipal Works",   "Software House",
                                 "Food Plant",        "School Board"};
  static const Words front = {"Sparkle Car Wash", "Night Bar Amber", "Quick Nails",
                              "Phone Repair 24",  "Vape Corner",     "Kebab Station"};
  static const Words shell = {"Brightmoor Consulting",  "Oakline Trading",    "Silverfen Holdings",
                              "Meridian Gate Services", "Bluecrest Media",    "Fairhaven Partners",
                              "Stonebridge Assets",     "Larkfield Commerce", "Westmere Digital",
                              "Norfolk Lane Capital"};
  static const Words platform = {"LumoTrade",         "ApexCoin Desk", "NordVest FX",
                                 "TrustPeak Markets", "Qapital24",     "BrightYield"};
  static const Words landlord = {"Old Town Rentals", "Riverside Homes", "Linden Apartments"};
  if (kind == "employer") return employer;
  if (kind == "front") return front;
  if (kind == "shell") return shell;
  if (kind == "platform") return platform;
  if (kind == "landlord") return landlord;
  return merchant;
}

}  // namespace

std::string PersonName::native() const {
  if (native_family.empty()) return latin();
  const bool hangul = static_cast<unsigned char>(native_family[0]) >= 0xEA;
  return hangul ? native_family + native_given : native_family + " " + native_given;
}

PersonName draw_name(core::CounterRandom& random, std::string_view country) {
  if (country == "RU" || country == "KZ") {
    return draw_two_scripts(random, cyrillic_given, cyrillic_family);
  }
  if (country == "KR") return draw_two_scripts(random, hangul_given, hangul_family);
  const auto& pools = latin_pools();
  const NamePool* chosen = &pools.back();
  for (const NamePool& pool : pools) {
    if (pool.countries.find(country) != std::string_view::npos) {
      chosen = &pool;
      break;
    }
  }
  PersonName name;
  name.given = chosen->given[random.below(chosen->given.size())];
  name.family = chosen->family[random.below(chosen->family.size())];
  return name;
}

std::string draw_firm_name(core::CounterRandom& random, std::string_view kind,
                           std::string_view country) {
  static constexpr std::array<std::string_view, 5> endings = {"Ltd", "UAB", "GmbH", "LLP", "OU"};
  const Words& words = firm_words(kind);
  std::string name(words[random.below(words.size())]);
  if (kind == "platform") return name;
  const auto number = random.between(2, 98);
  std::string_view ending = endings[random.below(endings.size())];
  if (country == "DE") ending = "GmbH";
  if (country == "LT") ending = "UAB";
  if (country == "KR") return name + " " + std::to_string(number);
  return name + " " + std::to_string(number) + " " + std::string(ending);
}

std::string fold_to_ascii(std::string_view text) {
  static constexpr std::array folds = {
      TwoScripts{"ä", "ae"}, TwoScripts{"ö", "oe"}, TwoScripts{"ü", "ue"}, TwoScripts{"ß", "ss"},
      TwoScripts{"Ö", "Oe"}, TwoScripts{"é", "e"},  TwoScripts{"É", "E"},  TwoScripts{"è", "e"},
      TwoScripts{"ë", "e"},  TwoScripts{"ç", "c"},  TwoScripts{"ô", "o"},  TwoScripts{"í", "i"},
      TwoScripts{"Á", "A"},  TwoScripts{"á", "a"},  TwoScripts{"ñ", "n"},  TwoScripts{"ú", "u"},
      TwoScripts{"ò", "o"},  TwoScripts{"ó", "o"},  TwoScripts{"ê", "e"},  TwoScripts{"å", "aa"},
      TwoScripts{"ø", "oe"}, TwoScripts{"æ", "ae"},
  };
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool folded = false;
    for (const auto& [marked, plain] : folds) {
      if (text.substr(i).starts_with(marked)) {
        out += plain;
        i += marked.size();
        folded = true;
        break;
      }
    }
    if (!folded) out += text[i++];
  }
  return out;
}

}  // namespace cuibono::simulation
