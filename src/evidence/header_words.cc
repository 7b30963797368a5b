// Words of headers, by what they speak of, in the languages of such files. Plain data: a new
// language is a few words more in each row.
#include "evidence/header_concepts.h"

namespace cuibono::evidence {

const std::vector<ConceptWords>& concept_words() {
  static const std::vector<ConceptWords> list{
      {Concept::side_a,
       "from|source|src|sender|sending|send|orig|origin|originator|originating|payer|payor|debtor|"
       "ordering|remitter|remitting|caller|calling|a|mo|dialling|initiator|spender|nameorig|"
       "absender|auftraggeber|zahlungspflichtige*|zahler|anrufer|anrufende*|rufende*|schuldner|"
       "отправител*|плательщик*|вызывающ*|звонящ*|инициатор*|источник*|откуда|а|со счета|"
       "відправник*|платник*|викликаюч*|джерел*|звідки|"
       "remitente|ordenante|origen|emisor|pagador|llamante|llamador|deudor|"
       "expediteur|emetteur|donneur|payeur|appelant|debiteur|origine|"
       "nadawca|nadawcy|zleceniodawc*|dzwoniac*|platnik*|"
       "moketoj*|siuntej*|skambinanci*|skambintoj*|"
       "odesilatel*|platce|volajici*|plateci*|"
       "gonderen*|arayan*|odeyen*|kaynak|"
       "mittente|ordinante|chiamante|pagante|"
       "afzender|opdrachtgever|beller|betaler|"
       "remetente|chamador|originador|expeditor|platitor|apelant|ordonator|"
       "подател*|наредител*|платец|викащ*|обаждащ*|გამგზავნ*|გადამხდელ*|השולח|שולח|משלם|מתקשר|"
       "المرسل|المتصل|الدافع|من|"
       "付款|转出|主叫|汇款人|发送|来源|보내|보낸|송금인|발신|출금계좌|출금은행|의뢰인|"
       "送金元|支払人|発信|依頼人|sutitaj*|maksatoj*|maksja*|feladó|kuldo|hivo"},
      {Concept::side_b,
       "to|dst|dest|destination|target|receiver|receiving|recipient|beneficiary|payee|creditor|"
       "callee|"
       "called|b|dialled|dialed|mt|paid to|namedest|terminating|"
       "empfanger*|empfaenger*|begunstigte*|beguenstigte*|angerufene*|gerufene*|glaubiger*|ziel*|"
       "zahlungsempfanger*|zahlungsempfaenger*|"
       "получател*|вызываем*|бенефициар*|куда|б|кому|на счет|получено кем|"
       "одержувач*|отримувач*|викликан*|бенефіціар*|куди|"
       "destinatario*|beneficiario*|destino|llamado|receptor|acreedor|"
       "destinataire|beneficiaire|appele|crediteur|destination|"
       "odbiorca|odbiorcy|beneficjent*|wybrany|wybierany|"
       "gavej*|skambinamas*|"
       "prijemce|prijemc*|volany|volane*|"
       "alici*|aranan*|hedef|lehtar|"
       "destinatari*|chiamato|"
       "ontvanger|begunstigde|gebelde|"
       "destinatarul*|beneficiar*|favorecido|recebedor|apelat|"
       "получателя|наредено|викан*|მიმღებ*|הנמען|נמען|מוטב|מקבל|"
       "المستلم|المستفيد|المتصل به|إلى|"
       "收款|转入|被叫|收款人|接收|目标|받는|받은|수취|수취인|착신|수신|입금계좌|입금은행|"
       "送金先|受取人|着信|sanemej*|saaja|kedvezmenyezett|hivott|primatelj*"},
      {Concept::own,
       "own|subscriber|subject|my|our|auftragskonto|eigen*|eigenes|teilnehmer*|anschluss*|"
       "абонент*|владелец линии|свой|абонента|propio|titular de la linea|abonado*|abonne*|"
       "abonent*|swoj*|savo|vlastni|abone|abbonato|abonnee|assinante|абонат*|აბონენტ*|מנוי|"
       "المشترك|用户|本方|가입자|본인|加入者|自己|target number|monitored*|intercepted*"},
      {Concept::other,
       "counterparty|counter party|other|opposite|correspondent|partner|contra|contact|peer|"
       "third party|remote party|far end|other party|bparty|"
       "gegen*|gegenkonto|gegenpartei|gegenstelle|partner*|"
       "контрагент*|корреспондент*|собеседник*|вторая сторона|друг*|кореспондент*|"
       "contrapart*|contraparte|otro|corresponsal|contrepartie|correspondant|autre|"
       "kontrahent*|drugiej strony|kita salis|kitos puses|protistran*|protiuc*|"
       "karsi taraf*|karsi|controparte|altro|tegenrekening|tegenpartij|tegen*|"
       "contraparte|outro|contrapartid*|насрещ*|контраагент*|მეორე მხარ*|צד שני|الطرف الآخر|"
       "对方|对手|상대|거래처|相手|partneri*|darijuma partner*|ugyfel"},
      {Concept::victim,
       "victim|complainant|reporter|injured|reporting person|claimant|aggrieved|"
       "opfer*|geschadigte*|geschaedigte*|anzeigeerstatter*|anzeigende*|"
       "потерпевш*|заявител*|пострадавш*|жертв*|потерпіл*|заявник*|"
       "victima*|denunciante*|perjudicad*|afectad*|plaignant*|victime|declarant|"
       "pokrzywdzon*|ofiara|ofiary|zglaszajac*|nukentejusi*|nukentejes*|pareiskej*|"
       "poskozen*|oznamovatel*|magdur*|sikayetci|vittima|denunciante|querelante|"
       "slachtoffer*|melder|aangever|vitima*|lesado|victima|reclamant|пострадал*|жалбоподател*|"
       "დაზარალებულ*|נפגע|מתלונן|الضحية|المشتكي|受害|报案人|피해자|신고자|신고인|被害者|申告者|"
       "cietusais|cietusa"},
      {Concept::payment,
       "payment|transfer|txn|transaction|tx|paid|pay|deposit|"
       "zahlung*|uberweisung*|ueberweisung*|umsatz|"
       "платеж*|перевод*|операци*|транзакц*|оплат*|платіж*|переказ*|операці*|"
       "pago*|transferencia*|operacion*|paiement*|virement*|"
       "platnosc*|przelew*|transakcj*|operacj*|mokejim*|pavedim*|operacij*|"
       "platba|platby|platb*|prevod*|transakc*|odeme*|islem*|havale|pagamento|bonifico|operazione|"
       "betaling*|overboeking*|boeking*|transfer*|plata|platii|плащан*|превод*|გადახდ*|גადარიცხვ*|"
       "תשלום|העברה|الدفع|التحويل|交易|支付|转账|거래|송금|이체|결제|입금|取引|支払|振込|payments"},
      {Concept::call,
       "call|cdr|calls|that called|who called|that "
       "rang|anruf*|gesprach*|verbindung*|вызов*|звон*|разговор*|соединени*|виклик*|"
       "дзвін*|розмов*|llamad*|llamaron|llamo|llamaban|called "
       "me|appel*|polaczen*|rozmow*|skambuc*|pokalbi*|hovor*|arama*|gorusme*|"
       "chiamat*|gesprek*|oproep*|chamad*|apel*|повикван*|обаждан*|ზარ*|שיחה|المكالمة|通话|呼叫|"
       "통화|호|通話|zvan*|hivas*"},
      {Concept::number,
       "number|no|num|nr|nbr|nummer|*nummer|номер*|номера|#|numero|n|nº|cislo|numer*|numeris|"
       "numara*|nomor|numar|numărul|რიცხვი|ნომერ*|מספר|رقم|号|号码|编号|번호|番号|numurs|number|"
       "szam*"},
      {Concept::phone,
       "phone|telephone|tel|mobile|msisdn|cellphone|cell phone|phonenumber|telno|fone|"
       "telefon*|rufnummer*|*rufnummer|handynummer|mobil*|fernsprech*|"
       "телефон*|мобильн*|мобільн*|telefono|telephone|portable|movil|"
       "telefonas|telefono nr|gsm|cep|cellulare|telefoon*|telemovel|celular|ტელეფონ*|טלפון|נייד|"
       "الهاتف|هاتف|الجوال|电话|手机|전화|휴대폰|연락처|電話|携帯|talrunis|telefonszam"},
      {Concept::account,
       "account|acct|acc|accountnumber|iban|*iban|acctid|accountid|accid|node|nodeid|vpan|card|pan|"
       "konto|kontonummer|auftragskonto|kontonr|*konto|konto*|*kontonummer|kto|"
       "счет*|счёт*|рахун*|карт*|реквизит*|"
       "cuenta*|compte*|rachun*|rachunek|saskait*|ucet|uctu|ucet*|hesap*|conto|coordinate|"
       "rekening*|conta|cont|contul*|сметк*|ანგარიშ*|חשבון|الحساب|حساب|账号|账户|帐号|帐户|卡号|"
       "계좌|예금|口座|konts|konta|szamla*|racun*"},
      {Concept::name,
       "name|names|fullname|surname|lastname|firstname|first name|last name|nom|prenom|nombre*|"
       "apellid*|full name|*name|naam|navn|namn|"
       "имя|имени|фио|ф и о|фамили*|наименовани*|название|назва|найменування|піб|прізвищ*|"
       "nazwa|nazwisko|imie|imię|vardas|pavarde|pavadinimas|jmeno|prijmeni|nazev|ad|adi|soyad*|"
       "isim|"
       "unvan*|nome|cognome|denominazione|razao social|nume|denumire*|име|имена|фамилия|სახელ*|"
       "שם|الاسم|اسم|姓名|名称|户名|이름|성명|성함|예금주|명의|氏名|名義|名前|vards|nev"},
      {Concept::cell,
       "cell|tower|cellid|cell id|cgi|ecgi|lac|bts|enodeb|antenna|mast|site|base station|cellsite|"
       "funkzell*|zelle|mast|sendemast|antenne|"
       "базов* станци*|соты|сота|базовая|бс|вышк*|базов*|celda|antena|torre|cellule|relais|"
       "stacja|nadajnik|bazin*|bokst*|bunk*|vysilac*|stanice|baz istasyon*|baz|cella|ponte|"
       "zendmast|erb|клетк*|ანძ*|אנטנה|البرج|الخلية|基站|小区|기지국|셀|基地局|first cell"},
      {Concept::imei, "imei|imeisv|*imei|имеи|handset|geratenummer|gerat*|devicesn|단말|기기|串号"},
      {Concept::imsi, "imsi|*imsi|имси|sim|simcard|iccid|sim karte|유심|sim卡"},
      {Concept::address,
       "address|addr|adresse|anschrift|strasse|адрес*|адреса|direccion|domicilio|adres|adresas|"
       "adresa|indirizzo|morada|endereco|მისამართ*|כתובת|العنوان|地址|주소|住所|adrese|cim"},
      {Concept::wallet,
       "wallet|coin address|btc|txin|txout|кошел*|гаманец|cartera|monedero|portefeuille|portfel|"
       "pinigin*|penezenk*|cuzdan|portafoglio|carteira|portofel|портфейл|საფულე|ארנק|المحفظة|钱包|"
       "지갑|ウォレット"},
      {Concept::email,
       "email|e mail|mail|emailaddress|почта|электронн*|пошт*|correo|courriel|el pastas|pastas|"
       "eposta|e posta|posta elettronica|имейл|ელფოსტ*|דואל|אימייל|البريد|邮箱|邮件|이메일|"
       "전자우편|メール"},
      {Concept::country,
       "country|nationality|citizenship|land|staat|herkunftsland|nationalitat|staatsangehor*|"
       "страна|страны|гражданств*|країна|громадянств*|pais|nacionalidad|pays|nationalite|kraj|"
       "obywatelstwo|salis|pilietyb*|zeme|stat|ulke|uyruk*|paese|nazionalita|cittadinanza|"
       "nationaliteit|tara|cetatenie|държава|гражданство|ქვეყან*|ארץ|מדינה|البلد|الدولة|الجنسية|"
       "国家|国籍|국가|국적|valsts|orszag"},
      {Concept::bank,
       "bank|operator|carrier|provider|network "
       "operator|оператор*|operador|operateur|betreiber*|bic|swift|branch|blz|bankleitzahl|sort "
       "code|routing|institution|filiale|банк*|бик|"
       "отделени*|филиал*|мфо|banco|sucursal|banque|guichet|oddzial|bankas|banka|kod banku|sube|"
       "filiale|agencia|банка|ბანკ*|בנק|סניף|البنك|银行|支行|은행|지점|거래점|취급점|銀行|支店"},
      {Concept::company,
       "company|org|firm|organisation|organization|employer|business|legal "
       "entity|unternehmen|firma|"
       "gesellschaft|компани*|организаци*|фирм*|юр лицо|предприяти*|компані*|організаці*|empresa|"
       "sociedad|razon social|societe|entreprise|raison sociale|spolka|imone|bendrove|spolecnost|"
       "sirket|azienda|societa|bedrijf|companie|дружество|კომპანი*|חברה|الشركة|公司|企业|회사|법인|"
       "기업|会社|法人|uznemums"},
      {Concept::holder,
       "holder|owner|customer|client|registered to|subscriber name|titular|inhaber*|*inhaber|"
       "kunde*|eigentumer*|halter|владел*|клиент*|держател*|власник*|клієнт*|titulaire|"
       "proprietaire|"
       "cliente|wlasciciel*|posiadacz*|klient*|savinink*|majitel*|vlastnik*|drzitel*|sahib*|"
       "musteri*|"
       "titolare|intestatario|houder|klant|proprietario|titularul|титуляр*|собственик*|მფლობელ*|"
       "בעלים|לקוח|صاحب|العميل|持有人|客户|소유자|명의자|고객|名義人|顧客|ipasnieks"},
      {Concept::alias,
       "alias|aliases|aka|a k a|also known as|nickname|nick|other names|alias name*|known as|"
       "aliasname*|spitzname*|rufname|псевдоним*|прозвищ*|кличк*|другие имена|также известен*|"
       "псевдонім*|прізвиськ*|apodo*|alias conocid*|otros nombres|surnom*|pseudonim*|przydom*|"
       "slapyvard*|pravard*|prezdivk*|takma ad*|soprannom*|bijnaam|apelido|alcunha|porecla|прякор*|"
       "მეტსახელ*|כינוי|اللقب|الاسم المستعار|别名|绰号|化名|별명|가명|이명|別名|通称|iesauk*"},
      {Concept::birth,
       "birth|dob|born|birthday|birthdate|geburt*|geboren*|рожден*|народжен*|nacimiento|nacid*|"
       "naissance|urodz*|gimim*|gimę|narozen*|dogum*|nascita|nato|geboorte*|nascimento|nastere*|"
       "роден*|ражда*|დაბადებ*|לידה|الميلاد|出生|생년|생일|출생|生年|dzimsan*|szulet*"},
      {Concept::document,
       "passport|document|id card|identity|national id|nid|personal code|tax id|vat|ssn|pesel|cui|"
       "cnp|dni|nie|nif|reisepass*|ausweis*|personalausweis|steuernummer|паспорт*|документ*|инн|"
       "удостоверени*|иин|снилс|посвідч*|ідентиф*|pasaporte|documento|passeport|piece|paszport|"
       "dowod|dowodu|pasas|asmens kodas|pas|rodne cislo|obcansk*|pasaport|kimlik*|tc no|passaporto|"
       "codice "
       "fiscale|paspoort|bsn|cpf|pasaport*|егн|паспорт|პასპორტ*|פירადი|דרכון|תעודה|جواز|الهوية|"
       "护照|证件|身份证|여권|주민|旅券|personas kods"},
      {Concept::role,
       "role|position|function|job|title|funktion|rolle|роль|должност*|позиц*|роль|посад*|rol|"
       "cargo|fonction|poste|stanowisko|pareigos|funkce|gorev|ruolo|carica|functie|funcao|роля|"
       "длъжност|როლ*|תפקיד|الدور|المنصب|角色|职务|역할|직책|役割|役職"},
      {Concept::domain,
       "domain|url|website|web|site url|host|hostname|internet address|webseite|домен*|сайт*|"
       "dominio|sitio|domaine|domena|strona|svetain*|sitesi|alan adi|sito|domeniu|домейн|დომენ*|"
       "דומיין|אתר|النطاق|الموقع|域名|网址|网站|도메인|사이트|홈페이지|ドメイン"},
      {Concept::platform,
       "platform|broker|brand|trading platform|investment platform|scheme name|product|app|"
       "plattform*|anlageplattform|marke|платформ*|брокер*|бренд*|площадк*|plataforma|plateforme|"
       "platform*|platforma|platformos|piattaforma|платформа|პლატფორმ*|פלטפורמה|المنصة|平台|플랫폼|"
       "투자처|プラットフォーム"},
      {Concept::date,
       "date|day|dated|datum|tag|*datum|*tag|buchungstag|buchungsdatum|дата|дата*|день|даты|дня|"
       "fecha*|fec|dia|jour|data|dnia|diena|den|dne|tarih*|gun|giorno|dag|zi|ziua|თარიღ*|תאריך|יום|"
       "التاريخ|تاريخ|اليوم|日期|날짜|일자|거래일|년월일|日付|取引日|年月日|datums|datums*|kelt|"
       "kuupaev"},
      {Concept::time,
       "time|timestamp|datetime|when|at|ts|created|started|starttime|calltime|unixtimestamp|epoch|"
       "zeitpunkt|zeitstempel|zeit|datum uhrzeit|beginn|"
       "время|времени|дата и время|момент|час|часу|дата час|fecha y hora|fechahora|horodatage|"
       "data i godzina|czas|laikas|data ir laikas|data laikas|cas|datum a cas|zaman|tarih saat|"
       "data e ora|orario|momento|data hora|data si ora|време|დრო|זמן|الوقت|وقت|"
       "时间|일시|시각|시간|日時|時刻|laiks|ido|idopont|started "
       "date|step|steps|tick|"
       "tstep|block time|blocktime|block timestamp"},
      {Concept::clock,
       "uhrzeit|clock|hour|hours|hh|hhmm|hora|heure|godzina|godz|valanda|hodina|saat|ora|tijd|"
       "tijdstip|годин*|час|საათ*|שעה|الساعة|时刻|시분|時分"},
      {Concept::start,
       "start|begin|beginning|start of|starts|first|beginn|anfang|начал*|початк*|inicio|comienzo|"
       "debut|poczatk*|rozpocz*|pradz*|zacat*|baslang*|baslama|inizio|aanvang|începere|inceput|"
       "начало|დაწყებ*|התחלה|البداية|بداية|开始|起始|시작|개시|開始|sakum*"},
      {Concept::end,
       "completed "
       "date|end|finish|ended|stop|ende|last|окончан*|конец|завершен*|закінч*|кінець|fin|final|"
       "koniec|"
       "zakoncz*|pabaig*|konec|ukonc*|bitis|fine|einde|termino|fim|sfarsit|край|დასრულ*|סיום|"
       "النهاية|结束|终止|종료|終了|beig*"},
      {Concept::value,
       "value date|valuta*|valuta|wertstellung*|valuedate|валютирован*|дата валют*|fecha valor|"
       "date de valeur|data waluty|data zaksiegowania|valiutavimo|valuta datum|valor tarihi|"
       "data valuta|valutadatum|data valor|data valutei|вальор|기산일|起息日|起算日"},
      {Concept::received,
       "received|reported|report date|date of report|notified|submitted|registered|lodged|filed|"
       "eingang*|eingegangen|gemeldet|anzeigedatum|meldedatum|erstattet|"
       "получен*|поступил*|зарегистр*|обращени*|подан*|отриман*|надійшл*|recibid*|presentad*|"
       "denuncia|recu|depot|plainte|zgloszen*|przyj*|gauta|pateik*|prijat*|podan*|oznamen*|"
       "alindi|basvuru|ricevut*|presentat*|ontvangen|aangifte|recebid*|participad*|primit*|"
       "depuner*|получено|подаден*|მიღებ*|התקבל|استلام|البلاغ|收到|报案|接收日|접수|신고|受信日|"
       "受付|"
       "申告"},
      {Concept::duration,
       "duration|dur|length|seconds|secs|sec|talktime|talk time|billsec|call length|elapsed|"
       "dauer*|*dauer|gesprachsdauer|длительност*|продолжительност*|тривал*|duracion|duree|"
       "czas trwania|trwania|trukme|delka|trvani|doba|sure|suresi|durata|duur|duracao|"
       "продължителност*|ხანგრძლივ*|משך|المدة|مدة|时长|通话时长|통화시간|사용시간|지속|通話時間|"
       "ilgums|idotartam|call duration"},
      {Concept::amount,
       "amount|amt|sum|value|total|quantity|qty|volume|money|txnamount|transactionamount|"
       "betrag|*betrag|summe|umsatz|wert|"
       "сумма*|сумм*|сума*|объем|importe|monto|cantidad|valor|montant|somme|valeur|"
       "kwota|kwot*|wartosc|suma|castka|castk*|obnos|tutar*|meblag|miktar|importo|ammontare|somma|"
       "bedrag|quantia|montante|valor|suma|сума|стойност|თანხ*|סכום|المبلغ|مبلغ|金额|数额|"
       "금액|거래금액|金額|summa|osszeg|iznos"},
      {Concept::currency,
       "currency|ccy|cur|curr|currencycode|iso currency|wahrung*|waehrung*|валют*|divisa|moneda|"
       "devise|monnaie|waluta|waluty|valiuta|mena|meny|doviz|para birimi|valuta|munt|moeda|"
       "valuta|ვალუტ*|מטבע|العملة|货币|币种|통화코드|통화종류|화폐|通貨|deviza|asset|coin|token|"
       "symbol|"
       "ticker"},
      {Concept::debit,
       "debit|debits|withdrawal|withdrawals|paid out|money out|outflow|out|dr|soll|lastschrift|"
       "belastung*|ausgang|дебет*|расход*|списан*|видат*|cargo|cargos|cargo*|debito*|debe|adeudo|"
       "retiro|"
       "debit*|sortie|obciazen*|wydatk*|debet*|islaid*|vydej|vyber|ma dati|borc*|cikan|cikis|gider|"
       "dare|addebit*|uscit*|af|saida|levantamento|debitari|разход*|თავისუფ*|დებეტ*|חובה|حسب|مدين|"
       "سحب|借方|支出|取款|출금|지급|찾으신|お支払|支払金額|出金|引出|value out"},
      {Concept::credit,
       "credit|credits|deposit amount|deposits|paid in|money in|inflow|in|cr|haben|gutschrift|"
       "eingang|кредит*|приход*|зачислен*|поступлен*|надходж*|abono*|credito*|haber|ingreso|"
       "credit*|entree|uznan*|wplyw*|kredit*|pajam*|prijem|vklad|dal|alacak*|giren|giris|gelir|"
       "avere|accredit*|entrat*|bij|entrada|deposito|incasari|приход|კრედიტ*|זכות|دائن|إيداع|"
       "贷方|收入|存款|입금|맡기신|お預|入金|預入|value in"},
      {Concept::balance,
       "balance|bal|running balance|saldo|kontostand|*saldo|остат*|баланс*|сальдо|залиш*|solde|"
       "likut*|zustatek|zustat*|bakiye|sold|салдо|наличност|ნაშთ*|יתרה|الرصيد|رصيد|余额|잔액|잔고|"
       "残高|差引残高|atlikums|egyenleg|newbalance*"},
      {Concept::sign,
       "d c|c d|dc|cd|cdtdbtind|dr cr|cr dr|debit credit|credit debit|db cr|sign|indicator|soll "
       "haben|s h|sh|дт кт|дебет кредит|приход расход|дк|debe haber|cargo abono|debit credit|wn "
       "ma|d k|dk|md d|borc alacak|dare avere|af bij|ба|借贷|입출금구분|입출구분|借貸|plus minus"},
      {Concept::fee,
       "fee|fees|charge|commission|gas fee|txnfee|gebuhr*|gebuehr*|entgelt|комисси*|комісі*|"
       "comision*|commission*|frais|prowizj*|oplat*|komisin*|mokest*|poplat*|komisyon|masraf|"
       "commissioni|kosten|provisie|taxa|такс*|საკომისიო|עמלה|العمولة|手续费|수수료|手数料"},
      {Concept::limit,
       "limit|overdraft|credit line|kreditlinie|лимит*|овердрафт*|ліміт*|límite|"
       "limite|limitas|debit limit|한도|额度|限度"},
      {Concept::opening,
       "opening balance|initial balance|init balance|start balance|starting balance|old balance|"
       "oldbalance*|balance before|anfangssaldo|saldo inicial|solde initial|входящий остаток|"
       "начальный остаток|начальный баланс|saldo poczatkowe|pradinis likutis|pocatecni zustatek|"
       "기초잔액|期初余额|opening"},
      {Concept::id,
       "id|ident|identifier|uuid|guid|key|code|codes|kennung|kennzeichen|код|идентификатор*|"
       "ідентиф*|codigo|identificador|identifiant|identyfikator|kod|kodas|identifikator|kimlik no|"
       "codice|cod|идентификатор|კოდ*|מזהה|المعرف|标识|아이디|고유번호|id番号"},
      {Concept::row,
       "lfd nr|lfdnr|lfd|laufende nummer|row|rownum|row number|line|line no|serial|serial no|sr|"
       "s no|sl no|index|idx|seq no|п п|№ п п|no п п|nn|n n|lp|l p|eil nr|por c|poradi|sira "
       "no|sira|"
       "순번|연번|번호순|序号|行号|連番|项番"},
      {Concept::sequence,
       "sequence|seq|order no|entry no|sequenz|порядок|последовательност*|"
       "secuencia|kolejnosc|일련번호|순서"},
      {Concept::hash,
       "hash|txhash|txid|tx hash|tx id|transaction hash|transactionhash|хеш*|хэш*|哈希|해시|"
       "ハッシュ"},
      {Concept::block, "block|blockno|block number|block height|height|блок|区块|블록|ブロック"},
      {Concept::reference,
       "reference|ref|purpose|description|descr|details|memo|particulars|remittance|message|"
       "narration|payment details|remarks|subject line|"
       "verwendungszweck|zweck|betreff|vorgang|"
       "назначени*|описани*|детал*|основани*|призначен*|опис*|concepto|descripcion|detalle|glosa|"
       "libelle|motif|objet|tytul*|opis*|szczegol*|paskirt*|paaiskin*|aprasym*|popis*|zprava*|ucel*"
       "|"
       "aciklama*|konu|causale|descrizione|omschrijving|mededeling*|descricao|historico|descriere*|"
       "detalii|explicatii|основание|пояснение|დანიშნულ*|תיאור|אסמכתא|البيان|الوصف|التفاصيل|摘要|"
       "备注|"
       "用途|附言|적요|내용|비고|메모|거래내용|摘要欄|内容|備考|maksajuma merkis|kozlemeny"},
      {Concept::narrative,
       "narrative|statement|story|account of events|what happened|summary|complaint text|free text|"
       "sachverhalt|schilderung|aussage|обстоятельств*|показани*|объяснени*|текст|фабула|"
       "обставин*|пояснен*|relato|hechos|declaracion|narracion|recit|faits|declaration|"
       "zeznani*|okolicznosc*|aplinkyb*|paaiskinimas|vypoved|skutkov*|ifade|beyan|dichiarazione|"
       "fatti|"
       "verklaring|relaas|declaracao|factos|declaratie|показания|ჩვენებ*|עדות|הצהרה|الإفادة|"
       "الوقائع|"
       "陈述|经过|案情|진술|피해내용|피해경위|경위|供述|事情"},
      {Concept::note,
       "note|notes|comment|comments|remark|annotation|information|info|basis|reason|grounds|"
       "bemerkung*|anmerkung*|hinweis*|notiz*|grund|примечани*|комментари*|заметк*|сведени*|причин*"
       "|"
       "информаци*|примітк*|коментар*|відомост*|nota|notas|observacion*|comentario*|motivo|"
       "remarque|uwagi|komentar*|pastab*|poznamk*|notlar|note|osservazioni|opmerking*|observac*|"
       "observatii|бележк*|შენიშვნ*|הערות|הערה|ملاحظات|说明|备考|참고|비고란|事由|piezim*"},
      {Concept::kind,
       "type|kind|class of|service|operation|tran type|txntype|action|event type|format|"
       "art|typ|*art|vorgangsart|buchungstext|buchungsart|umsatzart|dienst|"
       "тип*|вид*|услуг*|сервис|tipo|clase|servicio|genre|nature|"
       "rodzaj*|uslug*|tipas|rusis|paslaug*|druh*|sluzb*|tur|turu|islem "
       "turu|hizmet|soort|mutatiesoort|"
       "servico|tipul|serviciu|вид|тип|услуга|ტიპ*|סוג|النوع|نوع|الخدمة|类型|种类|业务|구분|종류|"
       "유형|"
       "거래종류|種類|区分|veids|tipus"},
      {Concept::channel,
       "channel|method|means|payment method|payment format|instrument|terminal|kanal|weg|"
       "канал*|способ*|спосіб|canal|medio|metodo|kanal*|sposob|budas|zpusob|yontem|canale|modo|"
       "metoda|начин|არხ*|אמצעי|القناة|渠道|方式|채널|수단|방법|チャネル|手段"},
      {Concept::status,
       "status|state|result|disposition|outcome|answered|answer|release cause|cause|cause code|"
       "completed|zustand|ergebnis|статус*|состояни*|результат*|відповід*|estado|resultado|"
       "etat|resultat|stan|wynik|busena|rezultatas|stav|vysledek|durum|sonuc|stato|esito|situacao|"
       "stare|rezultat|статус|резултат|სტატუს*|סטטוס|الحالة|状态|结果|상태|결과|応答|状態"},
      {Concept::direction,
       "direction|dir|in out|inout|incoming outgoing|call direction|mo mt|call type|richtung*|"
       "направлени*|напрям*|входящий исходящий|direccion de llamada|sentido|sens|kierunek|kryptis|"
       "smer|yon|direzione|verso|richting|sentido|directie|посока|მიმართულ*|כיוון|الاتجاه|方向|"
       "呼叫类型|발착신|송수신|수발신|통화구분|発着|virziens|irany"},
      {Concept::displayed,
       "displayed|presented|cli|clid|caller id|callerid|shown|spoofed|display|angezeigt*|"
       "отображаем*|показан*|відображ*|mostrado|affiche|wyswietl*|rodom*|zobrazen*|gorunen|"
       "visualizzat*|getoond*|exibid*|afisat*|표시|显示|表示"},
      {Concept::diverted,
       "diverted|forwarded|redirected|redirecting|forwarding|transferred from|original called|"
       "weitergeleitet*|umgeleitet*|переадрес*|переадрес*|desviad*|transfere|przekierowan*|"
       "peradres*|"
       "presmerovan*|yonlendir*|deviat*|doorgeschakeld*|redirectionat*|пренасоч*|착신전환|转移|"
       "転送"},
      {Concept::reverses,
       "reverses|reversal of|original transaction|original reference|storno|"
       "сторно|исходная операция|reversa|annule|storno*"},
      {Concept::asset, "is asset|asset flag|purchase of asset"},
      {Concept::report,
       "report|case|crime reference|complaint|ticket|incident|reference number of report|"
       "anzeige*|vorgangsnummer|aktenzeichen|заявлени*|дело|кусп|ерд*|справ*|заява|"
       "denuncia|expediente|atestado|plainte|dossier|zgloszeni*|sprawa|pareiskim*|skund*|"
       "oznameni|pripad|spis|sikayet|ihbar|dosya|denuncia|segnalazione|aangifte|melding|"
       "queixa|plangere|sesizare|жалба|сигнал|საჩივ*|תלונה|البلاغ|الشكوى|报案号|案件|신고번호|"
       "접수번호|사건|申告番号|事件"},
      {Concept::listed,
       "listed by|source agency|listing authority|authority|agency|issued by|source|program|"
       "listende*|behorde|quelle|орган*|ведомств*|источник сведений|инициатор розыска|кем внесен*|"
       "autoridad|organismo|fuente|autorite|organ|institucij*|saltinis|urad|zdroj|kurum|kaynagi|"
       "autorita|fonte|instantie|bron|autoridade|autoritate|sursa|орган|източник|რაშუალება|רשות|"
       "الجهة|المصدر|机关|来源机构|기관|출처|機関"},
      {Concept::answer,
       "is fraud|isfraud|fraud|is flagged fraud|isflaggedfraud|flagged|is laundering|islaundering|"
       "laundering|is sar|issar|sar|label|labels|is suspicious|suspicious|alert|alert id|alertid|"
       "alert key|is alert|is scam|scam|ground truth|truth|target label|is mule|ismule|prediction|"
       "predicted|score|risk score|fraud step|fraudstep|anomaly|outlier|is outlier|is abnormal|"
       "model id|modelid|scheme id|pattern id|pattern family|original pattern name|"
       "escalated to case investigation|мошенн* признак|признак мошенничества|betrug|es fraude|"
       "是否欺诈|사기여부"},
      {Concept::zone,
       "timezone|time zone|tz|utc offset|gmt offset|zeitzone|часов* пояс|часовий пояс|zona horaria|"
       "fuseau|strefa|laiko juosta|casove pasmo|saat dilimi|fuso|tijdzone|fus orar|часова зона|"
       "时区|시간대|タイムゾーン"},
      {Concept::activated,
       "activated|activation|valid from|active from|since|opened|issued|start date|subscribed|"
       "registration date|appointed|aktivier*|freischalt*|gultig ab|gueltig ab|seit|eroffnet|"
       "активац*|подключ*|действует с|дата подключения|активац*|підключ*|alta|activacion|valido "
       "desde|"
       "mise en service|activation|aktywac*|wazny od|aktyvav*|galioja nuo|aktivac*|platnost od|"
       "aktivasyon|attivazione|geldig van|ativacao|activare|активир*|გააქტიურ*|הפעלה|التفعيل|激活|"
       "开通|생효|개통|가입일|개설일|開通|契約日"},
      {Concept::deactivated,
       "deactivated|deactivation|valid to|valid until|active to|closed|terminated|expires|expiry|"
       "end date|deaktivier*|abgeschalt*|gekundigt|gultig bis|gueltig bis|отключ*|деактивац*|"
       "действует по|закрыт*|відключ*|baja|desactivacion|valido hasta|resiliation|desactivation|"
       "dezaktyw*|wazny do|isjung*|galioja iki|deaktivac*|platnost do|iptal|disattivazione|"
       "geldig "
       "tot|desativacao|dezactivare|деактивир*|გაუქმ*|ביטול|الإلغاء|注销|停用|해지|폐쇄|만료|"
       "解約"},
  };
  return list;
}

}  // namespace cuibono::evidence
