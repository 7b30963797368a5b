// Words that stand beside names, by meaning. Folded: small letters without marks.
#include <algorithm>
#include <array>

#include "core/core.h"
#include "entities/name_words.h"

namespace cuibono::entities {
namespace {

bool holds(std::string_view list, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = list.find(word); at != std::string_view::npos;
       at = list.find(word, at + 1)) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    const std::size_t end = at + word.size();
    if (begins && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

/// Forms of firms, those of one meaning in one country's spellings together; the first is their name.
constexpr std::array<std::string_view, 26> forms = {"ou osauhing",
                                                    "llc",
                                                    "ltd limited",
                                                    "inc incorporated corp corporation",
                                                    "gmbh",
                                                    "ag",
                                                    "sa",
                                                    "sarl",
                                                    "srl",
                                                    "spa",
                                                    "bv",
                                                    "nv",
                                                    "as",
                                                    "ab",
                                                    "oy",
                                                    "ооо тов оод еоод",
                                                    "зао оао ао пао ат тзов",
                                                    "sia",
                                                    "uab",
                                                    "kft",
                                                    "doo",
                                                    "sro",
                                                    "plc",
                                                    "주식회사 유한회사",
                                                    "有限公司 股份有限公司 株式会社",
                                                    "შპს"};

constexpr std::string_view named_after =
    "street road avenue lane square bridge school college university prize award foundation fund "
    "stadium airport "
    "museum hospital park memorial institute scholarship strasse str platz allee gasse weg brucke "
    "schule stiftung preis "
    "улица улице улицы улицу улицеи ул проспект проспекте проспекта площадь площади переулок "
    "переулке бульвар "
    "бульваре имени им імені ім школа школе школы премия премии фонд фонда вулиця вулиці вулицю "
    "вул площа "
    "площі проспекті "
    "rue boulevard place ecole prix fondation calle avenida plaza escuela fundacion premio via "
    "piazza scuola fondazione "
    "ulica ulicy ulice plac iela tanav gatve οδοσ οδου πλατεια רחוב شارع გამზირი ქუჩა ქუჩაზე փողոց "
    "փողոցում 거리 학교 재단 路 街";

constexpr std::string_view beside =
    "mr mrs ms miss sir dr prof professor president director minister judge officer inspector "
    "detective captain chief "
    "mister madam lord lady witness defendant suspect attorney prosecutor lawyer ceo cfo herr frau "
    "richter zeuge "
    "senor senora don dona monsieur madame господин господина госпожа гражданин гражданина пан "
    "пані "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august "
    "september october november december montag dienstag mittwoch donnerstag freitag samstag "
    "sonntag januar februar "
    "marz mai juni juli oktober dezember";

constexpr std::string_view articles =
    "the a an der die das dem den des ein eine einen einem einer eines im am zum vom la le les el "
    "los las il lo gli un "
    "una une uno o os ο η το";

struct Family {
  std::string_view syllable, spellings;
};
/// The spellings of Korean passports that are usual; the first is the sound.
constexpr std::array<Family, 26> families = {{
    {"김", "gim kim"},
    {"이", "i lee yi rhee"},
    {"박", "bak park pak"},
    {"최", "choe choi"},
    {"정", "jeong jung chung"},
    {"강", "gang kang"},
    {"조", "jo cho"},
    {"윤", "yun yoon"},
    {"장", "jang chang"},
    {"임", "im lim"},
    {"한", "han"},
    {"오", "o oh"},
    {"서", "seo suh"},
    {"신", "sin shin"},
    {"권", "gwon kwon"},
    {"황", "hwang"},
    {"안", "an ahn"},
    {"송", "song"},
    {"류", "ryu"},
    {"유", "yu yoo"},
    {"홍", "hong"},
    {"전", "jeon jun"},
    {"고", "go ko"},
    {"문", "mun moon"},
    {"양", "yang"},
    {"손", "son sohn"},
}};

}  // namespace

bool is_patronymic(std::string_view folded) {
  constexpr std::array<std::string_view, 20> endings = {
      "ович", "евич", "овича", "евича", "овичу", "евичу", "овичем", "евичем", "овна", "евна",
      "овны", "евны", "овне",  "евне",  "овну",  "евну",  "ovich",  "evich",  "ovna", "evna"};
  return std::any_of(endings.begin(), endings.end(),
                     [&](auto e) { return folded.ends_with(e) && folded.size() > e.size() + 1; });
}

std::string_view legal_form(std::string_view folded) {
  for (const auto form : forms) {
    if (holds(form, folded)) return form.substr(0, form.find(' '));
  }
  return {};
}

bool is_named_after(std::string_view folded) { return holds(named_after, folded); }
bool is_beside_names(std::string_view folded) { return holds(beside, folded); }
bool is_article(std::string_view folded) { return holds(articles, folded); }

std::vector<std::string_view> family_spellings(std::string_view syllable) {
  for (const auto& family : families) {
    if (family.syllable == syllable) return core::split(family.spellings, ' ');
  }
  return {};
}

std::vector<std::string_view> family_syllables(std::string_view latin) {
  std::vector<std::string_view> out;
  for (const auto& family : families) {
    if (holds(family.spellings, latin)) out.push_back(family.syllable);
  }
  return out;
}

}  // namespace cuibono::entities
