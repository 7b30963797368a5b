#include "evidence/value_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "evidence/fold.h"

namespace cuibono::evidence {
namespace {

/// Words of one sense, divided by '|'. Written here as a person would; compared folded.
template <class Sense>
struct Words {
  Sense sense;
  std::string_view words;
};

template <class Sense, std::size_t size>
std::map<std::string, Sense, std::less<>> make_list(const std::array<Words<Sense>, size>& table) {
  std::map<std::string, Sense, std::less<>> list;
  for (const auto& row : table) {
    for (const auto word : core::split(row.words, '|')) list.emplace(fold_words(word), row.sense);
  }
  return list;
}

template <class Sense>
std::optional<Sense> find_in(const std::map<std::string, Sense, std::less<>>& list,
                             std::string_view text) {
  if (text.size() > 80) return std::nullopt;
  const auto found = list.find(fold_words(text));
  if (found == list.end()) return std::nullopt;
  return found->second;
}

constexpr auto direction_table = std::to_array<Words<FlowWord>>({
    {FlowWord::out,
     "out|outgoing|outbound|call_out|smsout|sms out|sms_out|out call|out sms|voice out|a2p out|mo "
     "sms out|outcoming|o|mo|moc|mobile originated|mo call|mo voice|mosms|sms mo|"
     "mo sms|smsmo|sent|dialled|dialed|originating|orig|origination|outgoing call|call out|caller|"
     "a|placed|outgoing sms|"
     "ausgehend|abgehend|gehend|raus|gesendet|ausgang|"
     "исходящий|исходящая|исходящее|исходящие|исх|исход|исходящий вызов|исходящий звонок|"
     "исходящее смс|исходящее sms|исходящее сообщение|отправлено|"
     "вихідний|вихідна|вихідні|вих|вихідний дзвінок|вихідний виклик|вихідне смс|вихідне sms|"
     "saliente|salida|enviado|enviada|llamada saliente|sortant|sortante|émis|emis|émise|"
     "appel sortant|envoyé|wychodzące|wychodzący|wychodząca|wych|wyjściowe|połączenie wychodzące|"
     "išeinantis|išeinanti|išeinantys|išsiųsta|odchozí|odchozi|odch|"
     "giden|aranan|giden arama|giden çağrı|uscente|in uscita|uscita|inviato|uitgaand|uit|"
     "efetuada|realizada|originada|saída|saida|ieșire|iesire|efectuat|apel efectuat|trimis|inițiat|"
     "изходящ|изходящо|изходящи|изходящо повикване|გამავალი|יוצא|יוצאת|שיחה יוצאת|"
     "صادر|صادرة|مكالمة صادرة|صادره|发送|主叫|呼出|拨出|去电|发信|발신|발신통화|발신호|送信|発信|"
     "aradı|aramış|mesaj attı|mesaj gönderdi|arama yaptı|giden sms|sms émis|appel émis|sms "
     "envoyé|исх|вихід|"
     "sms saliente|sms enviado|chiamata uscente|sms inviato|chiamata in uscita|wysłane|sms "
     "wychodzący|"
     "utgånende|utgående samtal|lähtevä|lähtenyt|soitettu|väljuva|κλήση "
     "εξερχόμενη|εξερχομενη|εξ|gesprek uit|"
     "uitgaande|uitgaande oproep|izejošais|izejošā|odchozí hovor|originado|chamada efetuada|feita|"
     "שיחה יוצאת|יוצא סמס|مكالمة صادره|拨打|主叫通话|发短信|発信通話|발신문자|문자발신|음성발신|"
     "izejošs|izejoss|väljuv|kimenő|odlazni|odlazeći|εξερχόμενη|utgående|појдовен|појдовна|odhodni|"
     "izhodni|"
     "odchádzajúci|odchádzajúca|odchádzajúce|odch|išeinantis skambutis|siunčiamas|lähtevä "
     "puhelu|udgående|utg|kimenő hívás|kimeno|iziet|izejošs zvans|odlazni poziv|одлазни|излазни|"
     "одлазна|saída|efetuada|realizadas|uscenti|sortants|salientes|emitida|emitido|realizada|"
     "hecha|originante|gesendet|abg|weggehend|raus|izlazni|izlazna|nazvano|verstuurd|aan het "
     "bellen|uitgaand gesprek|呼出|去話|發話|撥出|主叫|主叫話|主|往|発|تماس خروجی|"
     "صادر|מחייג|שיחות יוצאות|გამავალი ზარი|बहिर्गामी|โทรออก|ส่ง|cuộc gọi đi|đi|"
     "panggilan keluar|keluar|"
     "dalëse|gedən|ելքային|خروجی|โทรออก|ขาออก|gọi đi|keluar|шығыс|आउटगोइंग"},
    {FlowWord::in,
     "in|incoming|inbound|call_in|smsin|sms in|sms_in|in call|in sms|voice in|i|mt|mtc|mobile "
     "terminated|mt call|mt voice|mtsms|sms mt|mt sms|smsmt|"
     "received|terminating|term|termination|incoming call|call in|callee|b|incoming sms|"
     "eingehend|ankommend|kommend|rein|empfangen|eingang|"
     "входящий|входящая|входящее|входящие|вх|вход|входящий вызов|входящий звонок|входящее смс|"
     "входящее sms|входящее сообщение|получено|"
     "вхідний|вхідна|вхідні|вхідний дзвінок|вхідний виклик|вхідне смс|вхідне sms|"
     "entrante|entrada|recibido|recibida|llamada entrante|entrant|reçu|recu|reçue|appel entrant|"
     "przychodzące|przychodzący|przychodząca|przych|wejściowe|połączenie przychodzące|"
     "įeinantis|įeinanti|įeinantys|gauta|příchozí|prichozi|přích|"
     "gelen|arayan|gelen arama|gelen çağrı|in entrata|in arrivo|ricevuto|inkomend|"
     "recebida|terminada|intrare|primit|apel primit|recepționat|"
     "входящо|входящи|входящо повикване|შემავალი|נכנס|נכנסת|שיחה נכנסת|"
     "وارد|واردة|مكالمة "
     "واردة|وارده|接收|被叫|呼入|接入|来电|收信|수신|착신|수신통화|착신호|受信|着信|"
     "aranmış|arandı|mesaj aldı|gelen sms|sms reçu|appel reçu|вхід|вх|sms entrante|sms recibido|"
     "chiamata entrante|sms ricevuto|chiamata in entrata|odebrane połączenie|odebrany|sms "
     "przychodzący|"
     "inkommande samtal|saapuva|saapunut|vastattu puhelu|sissetulnud|κλήση "
     "εισερχόμενη|εισερχομενη|εισ|"
     "inkomende|inkomende oproep|ienākošais|ienākošā|příchozí hovor|chamada recebida|"
     "שיחה נכנסת|接听|被叫通话|收短信|着信通話|수신문자|문자수신|음성수신|"
     "prichádzajúci|prichádzajúca|prichádzajúce|prich|gaunamas|saapuva puhelu|indgående|inng|"
     "bejövő hívás|bejovo|ienāk|ienākošs zvans|dolazni poziv|долазни|улазни|долазна|entradas|"
     "recebidas|entranti|entrants|entrantes|recibidas|ank|rein|ulazni|ulazna|ontvangen|inkomend "
     "gesprek|呼入|來話|受話|撥入|被叫|被叫話|被|来|着|تماس ورودی|وارد|מחויג|שיחות נכנסות|"
     "შემავალი ზარი|अंतर्गामी|โทรเข้า|รับ|cuộc gọi đến|đến|panggilan masuk|masuk|"
     "ienākošs|ienakoss|sissetulev|bejövő|dolazni|dolazeći|εισερχόμενη|inkommande|"
     "входящ|входящо|входящи|дојдовен|дојдовна|dohodni|vhodni|hyrëse|gələn|մուտքային|ورودی|โทรเข้า|"
     "ขาเข้า|รับสาย|"
     "gọi đến|masuk|кіріс|इनकमिंग"},
});

constexpr auto sign_table = std::to_array<Words<FlowWord>>({
    {FlowWord::out,
     "d|db|dr|deb|dbit|dt|debit|debet|debits|debited|withdrawal|withdraw|out|paid out|payment out|"
     "outgoing|outflow|expense|sent|"
     "soll|s|belastung|lastschrift|ausgang|abgang|дебет|дт|расход|списание|исходящий|исх|"
     "видаток|видатки|списання|cargo|débito|debito|adeudo|débit|sortie|"
     "obciążenie|wn|wydatek|debetas|debetinis|výdaj|vydaj|vyber|výběr|md|má dáti|odchozí|"
     "χ|χρ|χρεωση|borç|gider|çıkış|addebito|dare|uscita|af|debetboeking|retirada|saída|saida|plată|"
     "debitare|"
     "разход|тегления|დებეტი|გასავალი|חובה|חיוב|مدين|خصم|سحب|借|借方|支出|付|转出|출금|지급|"
     "支払い|お支払い|お引出し|払出|支払額|転出|提出|支|付出|"
     "お支払|支払|出金|引出|terhelés|t|rashod|debitor|χρέωση|出|breme|задолжување|debi|dalje|"
     "məxaric|برداشت|"
     "नामे|निकासी|ถอน|ถอนเงิน|nợ|ghi nợ|keluar|шығыс|ելք"},
    {FlowWord::in,
     "c|cr|crd|cred|crdt|ct|k|kt|credit|kredit|credits|credited|deposit|in|paid in|payment in|"
     "incoming|inflow|income|received|"
     "haben|h|gutschrift|eingang|zugang|кредит|кт|приход|зачисление|поступление|входящий|вх|"
     "надходження|зарахування|прихід|abono|haber|crédito|credito|crédit|entrée|"
     "uznanie|ma|wpływ|kreditas|kreditinis|příjem|prijem|vklad|dal|příchozí|"
     "π|πιστ|πιστωση|alacak|gelir|giriş|accredito|avere|entrata|bij|creditboeking|depósito|entrada|"
     "încasare|"
     "creditare|постъпление|приходи|კრედიტი|შემოსავალი|זכות|זיכוי|دائن|إيداع|贷|贷方|收入|收|转入|"
     "預り|お預かり|預かり|お預入れ|受取|存入|收入|入帳|"
     "입금|수입|お預り|入金|預入|jóváírás|j|prihod|πίστωση|进|進|dobro|одобрување|kredi|hyrje|"
     "mədaxil|واریز|जमा|"
     "ฝาก|ฝากเงิน|có|ghi có|masuk|setoran|кіріс|մուտք"},
});

constexpr auto boolean_table = std::to_array<Words<bool>>({
    {true,
     "true|yes|y|t|1|ja|j|да|д|так|sí|si|s|oui|o|tak|taip|ano|evet|sì|sim|da|კი|כן|نعم|是|예|はい"},
    {false, "false|no|n|f|0|nein|нет|ні|non|nie|ne|hayır|nee|não|nu|არა|לא|لا|否|아니오|いいえ"},
});

constexpr auto answered_table = std::to_array<Words<Answered>>({
    {Answered::yes,
     "answered|answer|yes|y|true|1|connected|completed|success|successful|ok|normal|normal "
     "clearing|"
     "normal call clearing|16|established|"
     "beantwortet|angenommen|erfolgreich|отвечен|принят|принятый|состоялся|успешный|успешно|"
     "відповів|прийнятий|успішний|contestada|atendida|respondida|décroché|répondu|abouti|odebrane|"
     "atsiliepta|přijato|spojeno|cevaplandı|yanıtlandı|risposta|risposto|beantwoord|preluat|"
     "răspuns|"
     "отговорено|ნაპასუხები|נענתה|نعم|تم الرد|接通|已接|응답|통화|応答"},
    {Answered::no,
     "no answer|noanswer|no_answer|unanswered|not "
     "answered|missed|busy|failed|fail|cancelled|canceled|"
     "cancel|rejected|declined|no|n|false|0|not "
     "connected|abandoned|congestion|unreachable|voicemail|"
     "nicht angenommen|besetzt|verpasst|неотвеченный|пропущенный|не отвечен|занято|нет "
     "ответа|отклонен|"
     "пропущений|зайнято|немає відповіді|perdida|no contestada|ocupado|manqué|occupé|nieodebrane|"
     "zajęte|neatsiliepta|praleistas|nepřijato|obsazeno|cevapsız|meşgul|persa|occupato|gemist|"
     "bezet|"
     "ocupat|nepreluat|пропуснато|заето|უპასუხო|לא נענתה|تفويت|لم "
     "يرد|مشغول|未接|未接通|忙|부재중|불응답|"
     "通話中|不在着信"},
});

constexpr auto call_kind_table = std::to_array<Words<CallKind>>({
    {CallKind::voice,
     "voice|call|voice call|phone call|tel|telephony|speech|v|moc|mtc|mo call|mt "
     "call|voz|voix|appel|"
     "gespräch|anruf|sprache|telefonat|голос|голосовой|голосовой вызов|звонок|вызов|дзвінок|виклик|"
     "голосовий|llamada|rozmowa|połączenie|połączenie głosowe|pokalbis|skambutis|hovor|arama|ses|"
     "sesli arama|chiamata|gesprek|oproep|chamada|apel|apel vocal|voce|повикване|разговор|ზარი|"
     "telefonie|telefonija|sprachtelefonie|sprachanruf|sprachverbindung|voix|appel vocal|chiamata "
     "voce|llamada de voz|chamada de "
     "voz|samtal|samtale|opkald|puhelu|kõne|volání|hlas|głos|głosowe|"
     "glas|govor|говор|глас|розмова|φωνή|ομιλία|เสียง|โทร|gọi|thoại|panggilan|suara|дауыс|səs|ձայն|"
     "ხმა|通話發話|語音|"
     "שיחה|مكالمة|اتصال|语音|通话|음성|음성통화|통화|音声|通話|zvans|hívás|poziv|κλήση"},
    {CallKind::message,
     "sms|mms|message|text|text message|short message|moms|sms mo|sms mt|mo sms|mt sms|smsmo|smsmt|"
     "kurznachricht|nachricht|сообщение|смс|повідомлення|mensaje|mensaje de texto|texto|wiadomość|"
     "wiadomość tekstowa|žinutė|zpráva|mesaj|kısa mesaj|messaggio|bericht|mensagem|mesaj text|"
     "съобщение|შეტყობინება|הודעה|رسالة|短信|彩信|문자|문자메시지|メール|メッセージ|sms message"},
    {CallKind::data,
     "data|gprs|internet|lte|4g|5g|packet data|data session|ip|web|daten|datenverbindung|интернет|"
     "данные|передача данных|дані|інтернет|datos|données|dane|transmisja "
     "danych|duomenys|internetas|"
     "veri|internet data|dati|dados|date "
     "mobile|данни|מידע|גלישה|بيانات|إنترنت|数据|流量|데이터|データ"},
});

constexpr auto transfer_kind_table = std::to_array<Words<TransferKind>>({
    {TransferKind::payment,
     "payment|transfer|wire|wire transfer|ach|sepa|sct|swift|instant|instant payment|card|card "
     "payment|"
     "cheque|check|cash out|cash in|cash-out|cash-in|cash|credit card|bitcoin|reinvestment|pos|"
     "standing order|direct debit|deposit|withdrawal|debit|credit|payroll|salary|purchase|"
     "überweisung|lastschrift|dauerauftrag|gutschrift|kartenzahlung|перевод|платеж|оплата|"
     "снятие наличных|переказ|платіж|transferencia|pago|virement|paiement|prélèvement|przelew|"
     "płatność kartą|pavedimas|mokėjimas|převod|platba|havale|eft|ödeme|fast|bonifico|pagamento|"
     "overboeking|betaling|transferência|pix|ted|doc|boleto|transfer bancar|plată|превод|плащане|"
     "გადარიცხვა|העברה|تحويل|دفع|转账|支付|汇款|이체|송금|결제|振込|支払|振替"},
    {TransferKind::fee,
     "fee|fees|charge|charges|commission|bank charge|service "
     "charge|gebühr|gebühren|entgelt|provision|"
     "комиссия|комісія|comisión|commission|frais|prowizja|opłata|komisinis|komisiniai|mokestis|"
     "poplatek|komisyon|masraf|commissione|kosten|provisie|tarifa|taxa|comision|такса|комисиона|"
     "საკომისიო|עמלה|عمولة|رسوم|手续费|수수료|手数料"},
    {TransferKind::interest,
     "interest|interests|interest "
     "paid|zinsen|zins|habenzinsen|sollzinsen|проценты|відсотки|interés|"
     "intereses|intérêts|odsetki|palūkanos|úrok|úroky|uroky|faiz|interessi|rente|juros|dobândă|"
     "лихва|"
     "პროცენტი|ריבית|فائدة|利息|이자|利子"},
    {TransferKind::reversal,
     "reversal|reversed|refund|chargeback|return|returned|storno|rückbuchung|rücklastschrift|"
     "erstattung|возврат|сторно|отмена|повернення|devolución|retroceso|annulation|remboursement|"
     "extourne|zwrot|grąžinimas|vratka|iade|iptal|rimborso|terugboeking|estorno|devolução|"
     "returnare|"
     "stornare|сторниране|დაბრუნება|החזר|استرداد|退款|冲正|환불|취소|返金|取消"},
    {TransferKind::fx,
     "fx|exchange|currency exchange|conversion|currency "
     "conversion|forex|devisen|umtausch|конвертация|"
     "обмен валюты|конвертація|cambio|cambio de divisas|change|wymiana|valiutos "
     "keitimas|směna|döviz|"
     "cambio valuta|wisselkoers|câmbio|schimb "
     "valutar|обмяна|კონვერტაცია|המרה|صرف|结汇|购汇|환전|両替"},
    {TransferKind::opening,
     "opening|opening balance|balance brought forward|brought forward|anfangssaldo|saldovortrag|"
     "входящий остаток|вхідний залишок|saldo inicial|solde initial|saldo początkowe|"
     "pradinis likutis|počáteční zůstatek|devir|saldo iniziale|beginsaldo|sold inițial|"
     "начално салдо|יתרת פתיחה|رصيد افتتاحي|期初余额|이월|繰越"},
});

}  // namespace

std::optional<FlowWord> find_direction_word(std::string_view text) {
  static const auto list = make_list(direction_table);
  if (const auto whole = find_in(list, text)) return whole;
  // "вих. SMS", "Voice MO": a direction beside what kind of call it is, in any order.
  constexpr std::size_t longest = 40;
  if (text.size() > longest) return std::nullopt;
  std::optional<FlowWord> way;
  const std::string folded = fold_words(text);
  for (const auto word : core::split(folded, ' ')) {
    constexpr std::size_t shortest = 2;  // "A", "B" alone may be anything
    const auto one = word.size() >= shortest ? find_in(list, word) : std::nullopt;
    if (!one && !find_call_kind_word(word)) return std::nullopt;
    if (one && way && *one != *way) return std::nullopt;
    if (one) way = one;
  }
  return way;
}

std::optional<FlowWord> find_sign_word(std::string_view text) {
  const std::string_view mark = core::trim(text);
  if (mark == "+") return FlowWord::in;
  if (mark == "-" || mark == "\xE2\x88\x92") return FlowWord::out;
  static const auto list = make_list(sign_table);
  return find_in(list, text);
}

std::optional<FlowWord> take_flow_word(std::string_view& text) {
  static constexpr std::string_view words[] = {"cr", "dr", "db", "c", "d", "h", "s", "k"};
  std::string_view rest = core::trim(text);
  if (rest.ends_with(".")) rest.remove_suffix(1);
  const auto last = rest.find_last_of("0123456789)");
  if (last == std::string_view::npos) return std::nullopt;
  const std::string_view word = core::trim(rest.substr(last + 1));
  const std::string lower = core::ascii_lower(word);
  if (std::find(std::begin(words), std::end(words), lower) == std::end(words)) return std::nullopt;
  text = core::trim(rest.substr(0, last + 1));
  return find_sign_word(lower);
}

std::optional<bool> find_boolean_word(std::string_view text) {
  static const auto list = make_list(boolean_table);
  return find_in(list, text);
}

std::optional<Answered> find_answered_word(std::string_view text) {
  static const auto list = make_list(answered_table);
  return find_in(list, text);
}

std::optional<CallKind> find_call_kind_word(std::string_view text) {
  static const auto list = make_list(call_kind_table);
  return find_in(list, text);
}

std::optional<TransferKind> find_transfer_kind_word(std::string_view text) {
  static const auto list = make_list(transfer_kind_table);
  return find_in(list, text);
}

}  // namespace cuibono::evidence
