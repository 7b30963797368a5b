#include "evidence/phone_country.h"

#include <algorithm>
#include <array>

#include "core/core.h"

namespace cuibono::evidence {
namespace {

/// Calling code and country; with +1 and +7 the first digits of the national number.
constexpr std::string_view assigned =
    "1US 1204CA 1226CA 1236CA 1242BS 1246BB 1249CA 1250CA 1257CA 1263CA 1264AI 1268AG 1284VG "
    "1289CA 1306CA 1340VI 1343CA 1345KY 1354CA 1365CA 1367CA 1368CA 1382CA 1403CA 1416CA "
    "1418CA 1428CA 1431CA 1437CA 1438CA 1441BM 1450CA 1468CA 1473GD 1474CA 1506CA 1514CA "
    "1519CA 1548CA 1579CA 1581CA 1584CA 1587CA 1600CA 1604CA 1613CA 1622CA 1639CA 1647CA "
    "1649TC 1658JM 1664MS 1670MP 1671GU 1672CA 1683CA 1684AS 1705CA 1709CA 1721SX 1742CA "
    "1753CA 1758LC 1767DM 1778CA 1780CA 1782CA 1784VC 1787PR 1807CA 1809DO 1819CA 1825CA "
    "1829DO 1849DO 1867CA 1868TT 1869KN 1873CA 1876JM 1879CA 1902CA 1905CA 1939PR 1942CA 20EG "
    "211SS 212MA 213DZ 216TN 218LY 220GM 221SN 222MR 223ML 224GN 225CI 226BF 227NE 228TG "
    "229BJ 230MU 231LR 232SL 233GH 234NG 235TD 236CF 237CM 238CV 239ST 240GQ 241GA 242CG "
    "243CD 244AO 245GW 246IO 247SH 248SC 249SD 250RW 251ET 252SO 253DJ 254KE 255TZ 256UG "
    "257BI 258MZ 260ZM 261MG 262RE 263ZW 264NA 265MW 266LS 267BW 268SZ 269KM 27ZA 290SH 291ER "
    "297AW 298FO 299GL 30GR 31NL 32BE 33FR 34ES 350GI 351PT 352LU 353IE 354IS 355AL 356MT "
    "357CY 358FI 359BG 36HU 370LT 371LV 372EE 373MD 374AM 375BY 376AD 377MC 378SM 380UA 381RS "
    "382ME 383XK 385HR 386SI 387BA 389MK 39IT 40RO 41CH 420CZ 421SK 423LI 43AT 44GB 45DK 46SE "
    "47NO 48PL 49DE 500FK 501BZ 502GT 503SV 504HN 505NI 506CR 507PA 508PM 509HT 51PE 52MX "
    "53CU 54AR 55BR 56CL 57CO 58VE 590GP 591BO 592GY 593EC 594GF 595PY 596MQ 597SR 598UY "
    "599CW 60MY 61AU 62ID 63PH 64NZ 65SG 66TH 670TL 672NF 673BN 674NR 675PG 676TO 677SB 678VU "
    "679FJ 680PW 681WF 682CK 683NU 685WS 686KI 687NC 688TV 689PF 690TK 691FM 692MH 7RU 76KZ "
    "77KZ 81JP 82KR 84VN 850KP 852HK 853MO 855KH 856LA 86CN 880BD 886TW 90TR 91IN 92PK 93AF "
    "94LK 95MM 960MV 961LB 962JO 963SY 964IQ 965KW 966SA 967YE 968OM 970PS 971AE 972IL 973BH "
    "974QA 975BT 976MN 977NP 98IR 992TJ 993TM 994AZ 995GE 996KG 998UZ ";

constexpr std::size_t digits_max = 4;
constexpr std::size_t codes_max = 10'000;

/// [code] its country; codes do not begin with 0, so that a code is its value.
struct Codes {
  std::array<std::string_view, codes_max> country{};
};

Codes make_codes() {
  Codes codes;
  for (const auto word : core::split(assigned, ' ')) {
    if (word.size() < 3) continue;
    const auto code = core::parse_int64(word.substr(0, word.size() - 2));
    codes.country[static_cast<std::size_t>(code.value_or(0))] = word.substr(word.size() - 2);
  }
  return codes;
}

/// Value of the first digits of a number.
std::size_t value_of(std::string_view digits) {
  constexpr std::size_t ten = 10;
  std::size_t value = 0;
  for (const char digit : digits) value = value * ten + static_cast<std::size_t>(digit - '0');
  return value;
}

/// Numbers of North America that belong to a service and to no place: 500, 700, 800, 833, 900 …
bool is_without_place(std::string_view digits) {
  if (digits.size() < 4 || digits[0] != '1') return false;
  const std::string_view area = digits.substr(1, 3);
  const bool same = area[1] == area[2];
  return (area[0] == '5' && (same || area[1] == '2')) || (area[0] == '8' && same) ||
         area == "700" || area == "710" || area == "900";
}

}  // namespace

std::optional<std::string> find_phone_country(std::string_view selector, bool simulated) {
  constexpr std::string_view start = "tel:+", fictional = "999";
  if (!selector.starts_with(start)) return std::nullopt;
  std::string_view digits = selector.substr(start.size());
  if (digits.starts_with(fictional)) {
    if (!simulated) return std::nullopt;
    digits.remove_prefix(fictional.size());
  }
  if (is_without_place(digits)) return std::nullopt;
  static const Codes codes = make_codes();
  const std::string_view begin = digits.substr(0, digits_max);
  const bool all_digits =
      std::all_of(begin.begin(), begin.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!all_digits || begin.starts_with('0')) return std::nullopt;
  for (std::size_t length = begin.size(); length > 0; --length) {
    const std::string_view country = codes.country[value_of(begin.substr(0, length))];
    if (!country.empty()) return std::string(country);
  }
  return std::nullopt;
}

}  // namespace cuibono::evidence
