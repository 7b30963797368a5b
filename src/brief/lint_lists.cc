// The words that the lint looks for: data, by kind and language.
#include "brief/lint_words.h"

namespace cuibono::brief {

const std::vector<WordList>& word_lists() {
  using enum WordKind;
  static const std::vector<WordList> lists = {
      {harmless, "en",
       "criminal code;criminal law;criminal court;criminal courts;criminal proceedings;criminal "
       "procedure;criminal investigation;criminal investigations;criminal justice;criminal police;"
       "criminal police office;no proof;not proof;not proven;proof of payment;proof of address;"
       "proof of identity;not confirmed;could be confirmed;to be confirmed;cannot be confirmed;"
       "can be confirmed;is confirmed by nothing;remote access;no guilty plea;not guilty;"
       "leaders of the team of investigators;alleged offences;clan name"},
      {confidence, "en",
       "high confidence;moderate confidence;medium confidence;low confidence;confident;"
       "confidence is high;confidence is moderate;confidence is low;confidence;confidently"},
      {confidence, "de", "hohe sicherheit;hohes vertrauen;konfidenz*"},
      {confidence, "ru", "степень уверенности;уверенност*"},
      {confidence, "uk", "ступінь впевненості;впевненіст*;певність"},
      {confidence, "es", "confianza alta;alta confianza;confianza baja;confianza moderada"},
      {hedge, "en", "may;might;could be;could have;possibly;perhaps;maybe;conceivably"},
      {hedge, "de", "könnte*;möglicherweise;vielleicht"},
      {hedge, "ru", "возможно;может быть;мог бы;могла бы;могли бы"},
      {hedge, "uk", "можливо;може бути;міг би;могла б;могли б"},
      {hedge, "es", "podría*;tal vez;quizá;quizás;posiblemente"},
      {link, "en",
       "linked to;linked with;links to;connected to;connected with;connection to;connections to;"
       "connection with;associated with;association with;tied to;ties to;related to;affiliated "
       "with;involved with;involved in;in league with"},
      {link, "de", "in verbindung mit;verbunden mit;verbindungen zu;verwickelt in"},
      {link, "ru", "связан с;связана с;связаны с;связано с;причастен к;причастна к;причастны к"},
      {link, "uk", "пов'язаний з;пов'язана з;пов'язані з;причетний до;причетна до;причетні до"},
      {link, "es", "vinculado a;vinculada a;vinculado con;relacionado con;relacionada con"},
      {relation, "en",
       "paid;pays;pay;payment;payments;transfer;transfers;transferred;employ*;called;calls;call;"
       "owns;owned;owner;owners;co owned;co owner;co owners;married;marriage;named by;named in;"
       "sent;received;shares;shared;director*;subscriber*;registered;holder;holders;brother;"
       "sister;parent*;child;address"},
      {relation, "de", "zahlte;zahlung*;überwies*;rief;anruf*;inhaber*;angestellt*;verheiratet"},
      {relation, "ru", "заплатил*;платеж*;перевел*;звонил*;звонок;владелец;женат;замужем;работал*"},
      {relation, "uk", "заплатив;заплатила;платіж*;переказ*;дзвонив;дзвонила;власник*;працює*"},
      {relation, "es", "pagó;pago*;transfer*;llamó;llamada*;dueño;titular;empleado*;casad*"},
      {group, "en",
       "cartel*;mafia*;mob;mobsters;gang;gangs;gangster*;syndicate*;clan;clans;crime family;"
       "organised crime group;organized crime group;organised crime;organized crime;crime ring;"
       "fraud ring;criminal organisation*;criminal organization*;criminal group*;criminal "
       "network*;triad;triads;yakuza"},
      {group, "de", "kartell*;bande;banden;mafia;clan;clans;syndikat*;verbrecherring"},
      {group, "ru", "картел*;мафи*;банда;банды;банде;банду;бандой;группировк*;синдикат*;клан*;опг"},
      {group, "uk", "картел*;мафі*;банда;банди;банді;банду;бандою;угрупован*;синдикат*;клан*"},
      {group, "es", "cártel*;banda;bandas;mafia*;pandilla*;clan;clanes"},
      {leader, "en",
       "leader;leaders;ringleader*;boss;bosses;mastermind*;kingpin*;godfather;in charge of;at the "
       "head of;head of the group;head of the organisation;head of the organization;head of the "
       "gang;head of the network;head of the ring;head of the scheme;head of the operation;heads "
       "the;leads the;led the;runs the group;runs the gang;runs the network;runs the scheme;ran "
       "the scheme;orchestrat*;chief of the group;brains behind;gives the orders;gave the orders"},
      {leader, "de",
       "anführer*;drahtzieher*;boss;rädelsführer*;kopf der;hintermann;hintermänner;"
       "haupttäter*"},
      {leader, "ru", "лидер*;главар*;босс*;организатор*;возглавля*;верховод*"},
      {leader, "uk", "лідер*;ватажок;ватажк*;бос;боса;організатор*;очолю*;верховод*"},
      {leader, "es", "líder*;jefe;jefes;jefa;cabecilla*;capo;cerebro de"},
      {accusation, "en",
       "fraudster*;scammer*;criminal*;launder*;guilty;stole;stolen by;thief;thieves;culprit*;"
       "crook;crooks;swindl*;con man;conman;conmen;con artist*;perpetrator*;offender*;accomplice*;"
       "conspirator*;co conspirator*;embezzl*;racketeer*;extort*;defraud*;illegal*;illicit*;"
       "complicit;culpable"},
      {accusation, "de",
       "betrüger*;täter*;verbrecher*;geldwäscher*;schuldig*;dieb;diebe;stahl;gestohlen;komplize*;"
       "kriminelle*;kriminell;mittäter*"},
      {accusation, "ru",
       "мошенник*;мошенниц*;преступник*;виновен;виновна;виновны;украл*;похитил*;вор;воры;отмывал*;"
       "отмывает;отмывают;соучастник*;сообщник*;аферист*"},
      {accusation, "uk",
       "шахра*;злочинець;злочинц*;винен;винна;винні;вкрав;вкрала;вкрали;викрав;викрала;крадій*;"
       "відмивав*;відмиває;співучасник*;спільник*;аферист*"},
      {accusation, "es",
       "estafador*;delincuente*;culpable*;ladrón;ladrones;ladrona;robó;robaron;blanqueador*;"
       "cómplice*;timador*;blanqueó"},
      {saying, "en",
       "states;stated;says;said;alleges;alleged;claims;claimed;writes;wrote;reports;reported;"
       "asserts;asserted;accuses;accused;charges;charged;testified;declares;declared;describes;"
       "described;is described in the list as;passes on the allegation;found;convicted;indicted;"
       "denies;denied"},
      {saying, "de", "erklärt*;sagt*;behauptet*;schreibt;wirft vor;stellte fest;verurteilte"},
      {saying, "ru", "утвержда*;заяв*;сообща*;сообщил*;пишет;обвиня*;обвинил*;признал*"},
      {saying, "uk", "стверджу*;заяв*;повідом*;пише;обвинувач*;звинувач*;визнав*"},
      {saying, "es", "afirma*;declara*;dice;dijo;acusa*;informa*;sostiene"},
      {according, "en", "according to;in the words of"},
      {according, "de", "laut;zufolge;nach angaben"},
      {according, "ru", "по данным;по словам;согласно;по версии"},
      {according, "uk", "за даними;за словами;згідно;за версією"},
      {according, "es", "según;de acuerdo con"},
      {confirmed, "en", "confirmed;corroborated;verified beyond;established as fact"},
      {confirmed, "de", "bestätigt;erwiesen"},
      {confirmed, "ru", "подтвержден*;подтверждён*;доказано"},
      {confirmed, "uk", "підтверджен*;доведено"},
      {confirmed, "es", "confirmad*;probado"},
      {overstatement, "en",
       "prove;proves;proved;proven;proof;clearly;obviously;undoubtedly;certainly;evidently;"
       "definitely;beyond doubt;beyond any doubt;without doubt;without any doubt;no doubt;"
       "unquestionably;undeniably;of course;conclusively"},
      {overstatement, "de", "beweist;bewiesen;offensichtlich;eindeutig;zweifellos;zweifelsfrei"},
      {overstatement, "ru", "доказывает;очевидно;несомненно;безусловно;явно"},
      {overstatement, "uk", "доводить;очевидно;безсумнівно;безперечно;явно"},
      {overstatement, "es", "demuestra;claramente;obviamente;indudablemente;sin duda"},
      {odds, "en", "chance;chances;probability;odds;likelihood;one in"},
      {odds, "de", "wahrscheinlichkeit;chance"},
      {odds, "ru", "вероятность;шанс*"},
      {odds, "uk", "ймовірність;імовірність;шанс*"},
      {odds, "es", "probabilidad;posibilidad"},
      {innocence, "en",
       "innocent;innocence;someone else;somebody else;anyone else;another person;a coincidence;"
       "coincidence;by accident;not the caller;not the holder;not the user;is the holder;is the "
       "caller;is the user;of guilt"},
      {innocence, "de", "unschuldig*;unschuld;jemand anders;zufall"},
      {innocence, "ru", "невинов*;кто то другой;совпадение;совпадения"},
      {innocence, "uk", "невинн*;хтось інший;збіг;збігу"},
      {innocence, "es", "inocente*;inocencia;otra persona;coincidencia"},
      {reason, "en",
       "because;since;based on;rests on;rest on;stands on;stand on;due to;given that;follows from;"
       "on the basis of;for the reason;as the;as its;as it;as they;as only;as no;as two;as all"},
      {reason, "de", "weil;denn;da die;da der;da das;beruht auf;aufgrund"},
      {reason, "ru", "потому что;так как;поскольку;основан*"},
      {reason, "uk", "тому що;бо;оскільки;ґрунту*"},
      {reason, "es", "porque;ya que;puesto que;se basa en"},
  };
  return lists;
}

const std::vector<LikelihoodTerm>& likelihood_terms() {
  static const std::vector<LikelihoodTerm> terms = {
      {"almost no chance", -1, -1, false, 1, 5, 1},
      {"remote chance", 0, 5, false, 1, 5, 2},
      {"remote possibility", 0, 5, false, 1, 5, 2},
      {"very unlikely", -1, -1, false, 5, 20, 1},
      {"highly improbable", -1, -1, false, 5, 20, 2},
      {"highly unlikely", 10, 20, false, -1, -1, 0},
      {"unlikely", 25, 35, false, 20, 45, 1},
      {"improbable", -1, -1, false, 20, 45, 2},
      {"realistic possibility", 40, 50, true, -1, -1, 0},
      {"roughly even chance", -1, -1, false, 45, 55, 1},
      {"roughly even odds", -1, -1, false, 45, 55, 2},
      {"likely", 55, 75, false, 55, 80, 1},
      {"probable", 55, 75, false, 55, 80, 2},
      {"probably", 55, 75, false, 55, 80, 2},
      {"very likely", -1, -1, false, 80, 95, 1},
      {"highly likely", 80, 90, false, -1, -1, 0},
      {"highly probable", -1, -1, false, 80, 95, 2},
      {"very probable", -1, -1, false, 80, 95, 2},
      {"almost certain", 95, 100, false, 95, 99, 1},
      {"almost certainly", 95, 100, false, 95, 99, 1},
      {"nearly certain", -1, -1, false, 95, 99, 2},
      {"nearly certainly", -1, -1, false, 95, 99, 2},
      // Other languages: the word that the yardstick has in its own.
      {"sehr wahrscheinlich", 80, 90, false, 80, 95, 1},
      {"unwahrscheinlich", 25, 35, false, 20, 45, 1},
      {"wahrscheinlich", 55, 75, false, 55, 80, 1},
      {"nahezu sicher", 95, 100, false, 95, 99, 1},
      {"весьма вероятно", 80, 90, false, 80, 95, 1},
      {"маловероятно", 25, 35, false, 20, 45, 1},
      {"вероятно", 55, 75, false, 55, 80, 1},
      {"скорее всего", 55, 75, false, 55, 80, 1},
      {"почти наверняка", 95, 100, false, 95, 99, 1},
      {"дуже ймовірно", 80, 90, false, 80, 95, 1},
      {"малоймовірно", 25, 35, false, 20, 45, 1},
      {"ймовірно", 55, 75, false, 55, 80, 1},
      {"імовірно", 55, 75, false, 55, 80, 1},
      {"майже напевно", 95, 100, false, 95, 99, 1},
      {"muy probable", 80, 90, false, 80, 95, 1},
      {"poco probable", 25, 35, false, 20, 45, 1},
      {"probablemente", 55, 75, false, 55, 80, 1},
      {"casi seguro", 95, 100, false, 95, 99, 1},
  };
  return terms;
}

}  // namespace cuibono::brief
