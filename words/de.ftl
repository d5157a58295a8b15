# Die Wörter der Oberfläche auf Deutsch. Schlüssel und Argumente wie in en.ftl; der Bau prüft es.

## ui/burning

the-pictures-bytes-did-not-arrive = die Bytes des Bildes sind nicht angekommen
the-browser-cannot-show-it = der Browser kann es nicht anzeigen

## ui/download

the-space-that-the-browser-gives-to = der Speicherplatz, den der Browser dieser Seite gibt, ist aufgebraucht
the-browser-gave-no-reason = der Browser hat keinen Grund genannt

## ui/effects

the-files-bytes-did-not-arrive = die Bytes der Datei sind nicht angekommen
name-could-not-be-saved-what = { $name } konnte nicht gesichert werden: { $what }
check-the-browsers-settings-for-downloads-then = Prüfen Sie die Download-Einstellungen des Browsers und versuchen Sie es dann erneut
its-bytes-did-not-arrive = die Bytes sind nicht angekommen

## ui/keep

it-has-no-indexeddb = der Browser hat kein IndexedDB
the-browser-did-not-say-what-is = der Browser hat nicht mitgeteilt, was zu dieser Datei auf diesem Gerät aufbewahrt ist
if-you-redacted-it-before-reload-the = Wenn Sie darin schon geschwärzt haben, laden Sie die Seite neu, bevor Sie weiterlesen; sonst fahren Sie fort
the-browser-does-not-let-the-page = der Browser lässt nicht zu, dass die Seite Entscheidungen auf diesem Gerät aufbewahrt: { $error }
go-on-and-use-save-decisions-before = Fahren Sie fort und nutzen Sie „Entscheidungen sichern“, bevor Sie die Seite verlassen
decisions-could-not-be-kept-on-this = Entscheidungen konnten auf diesem Gerät nicht aufbewahrt werden: { $error }
nothing-is-lost-while-the-page-is = Solange die Seite geöffnet ist, geht nichts verloren: Nutzen Sie „Entscheidungen sichern“ und schaffen Sie dann Speicherplatz
what-is-kept-on-this-device-for = was zu dieser Datei auf diesem Gerät aufbewahrt ist, kann nicht gelesen werden und bleibt unverändert
use-save-decisions-forget-clears-what-cannot = Nutzen Sie „Entscheidungen sichern“; „Vergessen“ löscht, was nicht gelesen werden kann

## ui/listing

n-messages = { $n ->
    [one] { $n } Nachricht
   *[other] { $n } Nachrichten
}
looking = Suche läuft…
messages-behind-the-number = Nachrichten hinter der Zahl
show-more-messages = Weitere Nachrichten zeigen
message-record = Nachricht { $record }
withheld = {" "}(zurückgehalten)

## ui/offline

there-is-no-window = es gibt kein Fenster
the-page-was-opened-over-plain-http = die Seite wurde über einfaches http geöffnet, und Browser bewahren Seiten nur über https und von diesem Rechner selbst auf
this-browser-keeps-no-pages-or-not = dieser Browser bewahrt keine Seiten auf, oder nicht in einem privaten Fenster
the-browser-did-not-keep-it-error = der Browser hat sie nicht aufbewahrt: { $error }
the-browser-ended-it-without-saying-why = der Browser gab auf und sagte nicht, warum
what-keeps-the-page-gave-no-answer = der Teil des Browsers, der die Seite aufbewahrt, gab keine Antwort

## ui/sealing

this-browser-has-no-source-of-random = dieser Browser hat keine Quelle für Zufallsbytes
use-a-current-browser-or-the-command = Nutzen Sie einen aktuellen Browser oder das Befehlszeilenprogramm

## ui/signing

no-key-could-be-made-error = es konnte kein Schlüssel erzeugt werden: { $error }
the-key-could-not-be-thrown-away = der Schlüssel konnte nicht verworfen werden: { $error }
the-browser-could-not-sign-error = der Browser konnte nicht signieren: { $error }
the-packages-bytes-did-not-arrive = die Bytes des Pakets sind nicht angekommen
the-package-could-not-be-written-there = das Paket konnte dort nicht geschrieben werden: { $what }
it-has-no-keys-of-its-own = der Browser hat hier keine eigenen Schlüssel
the-key-is-not-there-any-more = der Schlüssel ist nicht mehr da
its-signature-is-not-of-64-bytes = seine Signatur ist nicht 64 Bytes lang
name-could-not-be-read-error = { $name } konnte nicht gelesen werden: { $error }

## ui/where_from

n-more-bytes-are-not-shown = { $n ->
    [one] { $n } weiteres Byte wird nicht gezeigt.
   *[other] { $n } weitere Bytes werden nicht gezeigt.
}
where-it-comes-from = Woher sie stammt
as-it-stands-in-the-export-whatever = Wie es im Export steht, gleich was zurückgehalten wird. Nichts davon kommt in ein Paket.
spelled-out = Ausgeschrieben
the-message-with-invisible-characters-spelled-out = Die Nachricht mit ausgeschriebenen unsichtbaren Zeichen
bytes = Bytes
the-bytes-of-the-message = Die Bytes der Nachricht
message = Nachricht
file = Datei
byte-start-to-end-byte-len = { $byte-start } bis { $end } ({ $byte-len })
encoding = Kodierung
time-as-written = Zeitangabe
read-as = Gelesen als
in-the-stated-zone = In der angegebenen Zeitzone
its-clock-showed-this-time-twice-which = ihre Uhr zeigte diese Zeit zweimal; welche von beiden gilt, ist nicht bekannt
its-clock-never-showed-this-time-which = ihre Uhr zeigte diese Zeit nie, was gegen die Zeitzone spricht
order-of-the-date = Reihenfolge im Datum
kind-because = Art, weil
how-sure = Wie sicher
names-the-file = Nennt die Datei
marked = Markiert
utf-16-little-end-first-shown-as = UTF-16, niederwertiges Byte zuerst; gezeigt als UTF-8
utf-16-big-end-first-shown-as = UTF-16, höherwertiges Byte zuerst; gezeigt als UTF-8
low-only-the-structure-speaks-for-it = gering: nur der Aufbau spricht dafür
medium-the-words-do-and-a-person = mittel: der Wortlaut spricht dafür, doch den kann auch eine Person tippen
high-structure-and-words-agree = hoch: Aufbau und Wortlaut stimmen überein
an-entry-has-the-same-name-byte = ein Eintrag hat denselben Namen, Byte für Byte
an-entry-has-the-same-name-composed = ein Eintrag hat denselben Namen, gleich zusammengesetzt
an-entry-has-the-same-name-but = ein Eintrag hat denselben Namen bis auf Groß- und Kleinschreibung oder unsichtbare Zeichen
an-entry-in-a-folder-has-that = ein Eintrag in einem Ordner hat diesen Namen
no-entry-has-that-name = kein Eintrag hat diesen Namen
byte-byte = [Byte { $byte }]

## ui/witness

witness-js-is-missing = witness.js fehlt
network-witness = Netzzeuge
tries-every-way-out-of-this-page = Versucht die Wege aus dieser Seite hinaus, die ein Skript nehmen könnte, von der Seite und von einem Hintergrundprogramm aus, und zeigt, welche davon die eigene Richtlinie der Seite blockiert hat. Die Adresse, die versucht wird, gehört niemandem (threadseal.invalid); drei Wege führen zum eigenen Server der Seite, der ebenfalls blockiert wird, sobald alles geladen ist.
a-policy-cannot-block-going-to-another = Keine Richtlinie kann den Wechsel zu einer anderen Seite blockieren, und keine WebRTC aus einem leeren Rahmen heraus: In Browsern, die es haben, ist dieser Weg offen. Das Programm tut beides nicht, und kein Code macht eine Adresse aus dem, was in einem Export steht; die Tests bei seinem Build prüfen das. Der Zeuge gehört zu diesem Programm selbst: Wer ihm nicht traut, überwacht das Netz von außen.
try-every-way-out = Jeden Weg hinaus versuchen
witness = Zeuge
trying = Versuch läuft…
it-could-not-be-tried-what-reload = Der Versuch war nicht möglich: { $what }. Laden Sie die Seite neu und versuchen Sie es erneut.
try-again = Erneut versuchen
blocked-all-n-tried-attempts = Blockiert: alle { $n-tried } Versuche
not-blocked-n-blocked-of-n-tried = Nicht blockiert: { $n-blocked } von { $n-tried } Versuchen
way-out = Weg hinaus
from-the-page = Von der Seite
from-a-worker = Von einem Hintergrundprogramm
not-there = nicht vorhanden
not-blocked = NICHT BLOCKIERT
with-a-case-open-this-can-be = Bei geöffnetem Fall kann dies darin festgehalten werden.
recorded-packages-built-from-now-on-say = Festgehalten: Pakete, die ab jetzt gebaut werden, nennen es
record-in-the-case = Im Fall festhalten
every-file-of-the-page-was-compared = Jede Datei der Seite wurde mit der Liste dieses Builds verglichen und wird in diesem Browser aufbewahrt.
the-page-is-one-file-compare-its = Die Seite ist eine einzige Datei: Vergleichen Sie ihren SHA-256 mit dem, der Ihnen genannt wurde.
the-files-of-the-page-were-not = Die Dateien der Seite wurden nicht mit der Liste dieses Builds verglichen.
build = Build
this-pages-own-files = Die eigenen Dateien dieser Seite
build-2 = Build{" "}
the-number-is-the-sha-256-of = {" "}Die Zahl ist der SHA-256 von build.txt neben der Seite, worin der SHA-256 jeder Datei steht; jeder kann dieselben Dateien noch einmal bauen.
remove-the-pages-files-from-this-browser = Dateien der Seite aus diesem Browser entfernen

## ui/worker_handle

the-part-of-the-page-that-reads = der Programmteil, der Dateien liest, läuft nicht
reload-the-page-and-open-the-files = Laden Sie die Seite neu und öffnen Sie die Dateien noch einmal
it-ended-without-saying-why = er endete ohne Angabe eines Grundes

## ui/worker_program

url-answered-with-status = { $url } antwortete mit { $status }

## ui/casework

code = Code
as-it-stands-in-a-copied-message = Wie er in einer kopierten Nachricht steht: TS-128-7QK4M-2XD90. Gilt in jeder Kopie des Exports.
look-up = Nachschlagen
citation = Fundstelle
that-is-no-code-of-a-message = Das ist kein Code einer Nachricht.
message-record-of = Nachricht { $record } aus{" "}
code-the-message-stands-there-with-the = { $code }: Die Nachricht steht dort mit demselben Inhalt.
code-the-same-content-stands-elsewhere-not = { $code }: Derselbe Inhalt steht anderswo, nicht als Nachricht { $number }.
code-no-open-export-holds-this-content = { $code }: Kein geöffneter Export enthält diesen Inhalt. Nachricht { $number } ist vorhanden, aber ihr Inhalt weicht ab.
code-nothing-that-is-open-holds-this = { $code }: Nichts, was geöffnet ist, enthält diesen Inhalt oder so viele Nachrichten.
tags-of-message-record = Schlagwörter der Nachricht { $record }
note = Notiz
exhibit = Beweisstück
one-person = Eine Person
save-case = Fall sichern
passphrase = Passphrase
look-up-a-citation = Fundstelle nachschlagen
for-those-who-work-on-the-case = Für alle, die an dem Fall arbeiten. Kommt nie in ein Paket.
add-note = Notiz hinzufügen
label = Bezeichnung
as-it-is-called-in-the-proceedings = Wie es im Verfahren heißt: zum Beispiel AP/1.
what-it-shows = Was es zeigt
add-exhibit = Beweisstück hinzufügen
participants-who-are-one-person-as-you = Teilnehmer, die nach Ihrer Einschätzung eine Person sind. Keine Nachricht wird dadurch geändert.
participants = Teilnehmer
name-of-the-person = Name der Person
grounds = Begründung
why-they-are-one-person-the-same = Warum sie eine Person sind: zum Beispiel dieselbe Nummer.
they-are-one-person = Sie sind eine Person
one-file-with-every-decision-tag-and = Eine Datei mit allen Entscheidungen, Schlagwörtern und Notizen und mit den Namen der Exporte. Sie enthält keine Nachricht.
passphrase-again = Passphrase wiederholen
at-least-shortest-passphrase-characters-nobody-can = Mindestens { $shortest-passphrase } Zeichen. Ohne sie kann niemand die Datei öffnen: Sie wird nirgends aufbewahrt.
save-without-a-passphrase = Ohne Passphrase sichern
save-encrypted = Verschlüsselt sichern
is-encrypted = {" "}ist verschlüsselt.
open = Öffnen
n-differences = { $n ->
    [one] { $n } Abweichung
   *[other] { $n } Abweichungen
}
people-decided-otherwise-about-the-same-thing = Über dieselbe Sache wurde verschieden entschieden. Die spätere Entscheidung gilt, bis eine zurückgenommen wird.
differences = Abweichungen
withdraw-what-by-decided = Zurücknehmen, was { $by } entschieden hat
withdraw = Zurücknehmen
n-exports = { $n ->
    [one] { $n } Export
   *[other] { $n } Exporte
}
waiting-for-exports = Wartet auf { $exports }
the-case-is-about-these-files-open = Der Fall betrifft diese Dateien. Öffnen Sie sie: Die Entscheidungen dazu warten darauf.
threads = Chats:{" "}
do-not-wait-for-name = Nicht auf { $name } warten
do-not-wait-for-it = Nicht darauf warten
your-name = Ihr Name
asked-once-and-stands-in-every-decision = Wird einmal gefragt und steht in jeder Entscheidung. Bleibt das Feld leer, steht dort „{ $no-name }“.
cancel = Abbrechen
exhibits = Beweisstücke
tagged-messages = Nachrichten mit Schlagwort
bookmarks = Lesezeichen
notes = Notizen
nothing-is-marked-yet-focus-a-message = Noch ist nichts markiert. Wählen Sie eine Nachricht an und drücken Sie 1 bis 9 oder t für ein Schlagwort, b für ein Lesezeichen, Umschalt+N für eine Notiz, e für ein Beweisstück.
list = Liste{" "}
messages-that-are-listed = Aufgelistete Nachrichten
all-marked-messages = alle markierten Nachrichten
tagged-name-n-messages = mit Schlagwort { $name } ({ $n-messages })
the-first-drawn-are-listed-choose-a = Die ersten { $drawn } sind aufgelistet. Wählen Sie oben ein Schlagwort, um andere zu sehen.
up = Nach oben
down = Nach unten
tag = Schlagwort{" "}
in-an-export-that-is-not-open = In einem Export, der nicht geöffnet ist
messages-record-to-record2 = Nachrichten { $record } bis { $record2 }
go-to-message-record-of-title = Zu Nachricht { $record } aus { $title } gehen
save-the-case-without-a-passphrase-or = Sichern Sie den Fall ohne Passphrase oder nutzen Sie einen aktuellen Browser
marks-of-this-message = Markierungen dieser Nachricht
bookmark = Lesezeichen
exhibit-2 = Beweisstück{" "}
note-2 = Notiz:{" "}
case-file = Falldatei
open-case = Fall öffnen
deriving-the-key-from-the-passphrase-and = Schlüssel wird aus der Passphrase abgeleitet, Datei wird verschlüsselt…
writing-the-case-file = Falldatei wird geschrieben…
deriving-the-key-from-the-passphrase-and-opening = Schlüssel wird aus der Passphrase abgeleitet, Datei wird geöffnet…
reading-the-case-file = Falldatei wird gelesen…
tags = Schlagwörter
change-this-tag = Dieses Schlagwort ändern
new-tag = Neues Schlagwort
name = Name
colour = Farbe
key = Taste
a-digit-from-1-to-9-or = Eine Ziffer von 1 bis 9 oder ein Kleinbuchstabe. Auf einer Nachricht gedrückt, vergibt oder entfernt die Taste das Schlagwort.
change-tag = Schlagwort ändern
make-tag-and-put-it-on = Schlagwort anlegen und vergeben
change-tag-name = Schlagwort { $name } ändern
change = Ändern

## ui/compliance

n-months = { $n ->
    [one] { $n } Monat
   *[other] { $n } Monate
}
exports-of-one-thread = Exporte eines Chats
what-could-not-be-checked = Was nicht geprüft werden konnte
source = Quelle
from-and-to = Von und bis
messages-lines-of-whatsapps-own = Nachrichten, Systemzeilen
files-named-here-absent-left-out-named = Dateien: genannt, hier, fehlend, weggelassen, nirgends genannt
bytes-that-belong-to-no-message = Bytes, die zu keiner Nachricht gehören
the-beginning-is-here = Der Anfang ist hier
ends-near-a-cap = Endet nahe einer Obergrenze
deleted-edited-view-once = Gelöscht, bearbeitet, Einmalansicht
headers = Kopfzeilen
handed-in-by = Vorgelegt von
no-time-could-be-read = keine Zeit lesbar
from-to-to = { $from } bis { $to }
who-handed-in-title = Wer { $title } vorgelegt hat
not-said = nicht angegeben
messages-by-month-months-silent-without-any = Nachrichten nach Monat: { $months }; { $silent } ohne Nachrichten
first-to-last = , { $first } bis { $last }
and = {" "}und{" "}
from-one-phone = , von einem Telefon
from-two-phones = , von zwei Telefonen
both-in-both-only-a-only-in = : { $both } in beiden, { $only-a } nur im ersten, { $only-b } nur im zweiten, { $changed } geändert
the-second-clock-is-ahead-by-or = ; die zweite Uhr geht { $or } Minuten vor
show-the-differences = Unterschiede zeigen
not-here = nicht hier
how = Wie
first = Erste
second = Zweiter
in-both = in beiden
only-in-the-first = nur im ersten
only-in-the-second = nur im zweiten
edited-in-one = in einem bearbeitet
deleted-in-one = in einem gelöscht
media-left-out-of-one = Medien in einem weggelassen
other-words = anderer Wortlaut
finding-number = Befund { $number }
finding-number-severity-confidence = Befund { $number } · { $severity } · { $confidence }
with-joined = {" "}· mit { $joined }
clause-id-title = Klausel { $id }: { $title }.{" "}
about-no-single-message = Betrifft keine einzelne Nachricht.
go-to-message-record = Zu Nachricht { $record } gehen
outcome = Ergebnis
a-second-person-agrees = Zweite Person stimmt zu…
settle-the-other-channel = Anderen Kanal klären…
other-channel-settled = Anderer Kanal: { $settled }
claim = Übernehmen
release = Freigeben
not-relevant = Nicht relevant…
false-positive = Fehlalarm…
confirm = Bestätigen…
escalate = Eskalieren…
park = Zurückstellen…
resolve = Erledigen…
reopen = Wieder öffnen
what-fired-it = Was ihn ausgelöst hat
what-was-decided = Was entschieden wurde
carried-over-from-an-earlier-export-of = Aus einem früheren Export des Chats übernommen.
agreed-by = {" "}· Zustimmung von{" "}
a-second-person-agrees-2 = Zweite Person stimmt zu
settle-the-other-channel-2 = Anderen Kanal klären
show-names = Namen zeigen
not-relevant-2 = Nicht relevant
false-positive-2 = Fehlalarm
confirm-2 = Bestätigen
escalate-2 = Eskalieren
park-2 = Zurückstellen
resolve-2 = Erledigen
finding-number-id = Befund { $number }: { $id }{" "}
to-whom = An wen
look-again-on = Wiedervorlage am
resolved-on = Erledigt am
where-the-evidence-of-it-is = Wo der Beleg dafür ist
the-same-for-all-n-alike-that = Dasselbe für alle { $n-alike }, die mit dieser Regel und „{ $term }“ noch zu bearbeiten sind
what-was-done = Was getan wurde
choose = Wählen…
clause = Klausel
why = Warum
outcome-row-by-moved-by = Ergebnis: { $row }, von { $moved-by }.
name-of-the-second-person = Name der zweiten Person
somebody-else-than-who-gave-the-outcome = Eine andere Person als die, die das Ergebnis festgelegt hat.
agree = Zustimmen
what-settles-it = Was ihn klärt
where-the-capture-of-that-channel-is = Wo die Sicherung dieses Kanals liegt oder was die Erklärung besagt.
signed-by = Unterschrieben von
who-signed-the-explanation-left-empty-for = Wer die Erklärung unterschrieben hat; bei einem Beleg leer lassen.
settle = Klären
that-names-were-shown-is-recorded-with = Dass Namen gezeigt wurden, wird festgehalten, samt der Angabe, wer sie verlangt hat und warum.
why-the-names-are-needed = Warum die Namen gebraucht werden
n-mentions = { $n ->
    [one] { $n } Erwähnung
   *[other] { $n } Erwähnungen
}
open-mentions = Offene Erwähnungen
n-open-of-mentions-open = { $mentions }, davon { $n-open } offen
about = Betrifft
mention = Erwähnung
settled-by = Geklärt durch
no-other-channel-is-mentioned = Kein anderer Kanal wird erwähnt.
ledger-more-are-in-ledger-csv-of = { $ledger } weitere stehen in ledger.csv des Berichts.
parts-of-compliance = Bereiche der Compliance
looking-at-everything-that-is-open = Alles, was geöffnet ist, wird durchgesehen…
asking-about-compliance = Compliance wird abgefragt
loading = Wird geladen…
people = Personen
who = Wer
known = Bekannt
side = Seite
numbers = Nummern
messages = Nachrichten
first-and-last = Erste und letzte
speaks-in = Schreibt in
people-more-are-in-people-csv-of = { $people } weitere stehen in people.csv des Berichts.
may-be-name-why = vielleicht { $name }: { $why }
as- = {" "}als{" "}
who-is-name-in-title = Wer { $name } in { $title } ist
this-is = Das ist…
as-the-roster-says = wie im Verzeichnis
who-speaks-and-may-what-breaks-the = Wer schreibt und schreiben darf, was gegen die Richtlinie verstößt und ob die Aufzeichnung vollständig ist. Alles wird auf diesem Gerät ermittelt; kein Befund ist ein Urteil.
ask-again = Erneut abfragen
ask = Abfragen
choose-a-policy-first = Wählen Sie zuerst eine Richtlinie.
roster-who-may-speak = Verzeichnis: wer schreiben darf
open-roster = Verzeichnis öffnen
none-everybody-who-writes-is-unknown = Keines: Alle, die schreiben, sind unbekannt.
do-not-use-it = Nicht verwenden
save-roster = Verzeichnis sichern
csv-with-person-id-full-name-side = CSV mit mindestens person_id, full_name, side und authorised oder Kontaktkarten.
edit-the-roster = Verzeichnis bearbeiten
roster-as-text = Verzeichnis als Text
policy-what-is-allowed = Richtlinie: was erlaubt ist
open-policy = Richtlinie öffnen
ready-made-policy = Fertige Richtlinie
or-start-from-a-ready-made-one = oder mit einer fertigen beginnen…
none-yet = Noch keine.
save-policy = Richtlinie sichern
edit-the-policy = Richtlinie bearbeiten
policy-as-text = Richtlinie als Text
every-rule-carries-a-text-it-must = Jede Regel enthält einen Text, den sie finden muss, und einen, den sie nicht finden darf; beide werden beim Abfragen geprüft, und eine Datei, deren Beispiele scheitern, wird mit Angabe der Stelle abgewiesen.
period = Zeitraum
from = Von
left-empty-everything = Leer gelassen: alles.
what-is-odd-in-the-roster = Was im Verzeichnis auffällt
contact-cards-in-the-exports = Kontaktkarten in den Exporten
from-evidence-candidates-never-taken-into-the = Aus Beweismitteln: Kandidaten, die nie von selbst ins Verzeichnis übernommen werden.
thread = Chat
or-day = oder Tag
who-could-read-it = Wer sie lesen konnte
who-could-read = Wer lesen konnte:{" "}
message-record-2 = Nachricht { $record }
of-at = {" "}von { $at }
and-possibly-others-the-beginning-of-the = und möglicherweise andere: Der Anfang des Chats ist nicht hier
members-over-messages = Mitglieder über { $messages }
before-the-start = vor Beginn
to = {" "}bis{" "}
the-end = Ende
messages-from-to-to-sureness = Nachrichten { $from } bis { $to } { $sureness }
print-report = Bericht drucken
save-report-as-json-and-csv = Bericht als JSON und CSV sichern
compliance-report = Compliance-Bericht
period-from-to-period-to = { $period-from } bis { $period-to }
policy = Richtlinie
sha-256-of-the-policy = SHA-256 der Richtlinie
people-in-the-roster = Personen im Verzeichnis
custodians = Besitzer der Geräte
program = Programm
none-named = keine genannt
handed-in = vorgelegt
nothing-handed-in-or-not-said = nichts vorgelegt oder nicht angegeben
what = Was
findings = Befunde
to-work = Zu bearbeiten
confirmed = Bestätigt
code-text-more-than-are-listed = { $code }: { $text } mehr als aufgelistet
n-5-other-channels = 5 Andere Kanäle
none-is-mentioned = Keiner wird erwähnt.
n-6-words-of-the-rules = 6 Wörter der Regeln
rule = Regel
term = Begriff
hits = Treffer
cleared = Ausgeräumt
advice = Empfehlung
none-was-drawn = Es wurde keine gezogen.
characters-nonce = Zeichen: { $nonce }
seed = ; Startwert{" "}
n-8-what-could-not-be-checked-and = 8 Was nicht geprüft werden konnte und was ein Export nicht zeigt
legal-hold-hold-who = Löschsperre: { $hold }, { $who }
n-findings = { $n ->
    [one] { $n } Befund
   *[other] { $n } Befunde
}
show = Zeigen
all = Alle
severity = Schwere
person = Person
hide-names = Namen verbergen
findings-to-work = Zu bearbeitende Befunde
n-to-do-of-findings-to-work = { $findings }, davon { $n-to-do } zu bearbeiten
findings-of-the-policy = Befunde der Richtlinie
nothing-here-choose-all-to-see-what = Hier ist nichts. Wählen Sie „Alle“, um zu sehen, was bearbeitet wurde.
j-and-k-or-arrows-move-g = j und k oder die Pfeiltasten wechseln den Befund, g geht zur Nachricht; y bestätigt, x nicht relevant, f Fehlalarm, e eskaliert, p stellt zurück, v erledigt, o öffnet wieder, c übernimmt, u gibt frei; s zweite Person stimmt zu, l klärt einen anderen Kanal; Strg+Z macht rückgängig.
second-person = , zweite Person
previous-page = Vorige Seite
last-last2-of-n-listed = { $last }–{ $last2 } von { $n-listed }
next-page = Nächste Seite
characters-for-the-draw = Zeichen für die Ziehung
draw = Ziehen
at-least-eight-that-nobody-could-have = Mindestens acht, die niemand vorher hätte wählen können, etwa eine Schlagzeile von heute. Mit ihnen, den Exporten, der Richtlinie und dem Zeitraum zieht jeder dieselben Nachrichten. Beschwerden und Geheimnisse werden vollständig gelesen und gehören nicht dazu.
seed-2 = Startwert{" "}
rows-drawn-of-size-n-read-read = { $rows } von { $size } gezogen, { $n-read } gelesen
not-read-yet = noch nicht gelesen
in-order = in Ordnung
breaks-the-policy = verstößt gegen die Richtlinie
five-before-and-five-after = Fünf davor und fünf danach
in-order-2 = In Ordnung
breaks-the-policy-2 = Verstößt gegen die Richtlinie

## ui/feed

goes-out-without-a-part-codes = geht ohne einen Teil hinaus · { $codes }
messages-of-title-scrolls = Nachrichten aus { $title }, scrollbar
n-messages-not-shown = { $n ->
    [one] { $n } Nachricht nicht gezeigt
   *[other] { $n } Nachrichten nicht gezeigt
}

## ui/findings

findings-shown = Gezeigte Befunde
where- = Wo
show-more-findings = Weitere Befunde zeigen
show-2 = Zeigen{" "}
least-severity-shown = Geringste gezeigte Schwere
warnings-and-serious-ones = Warnungen und schwerwiegende
serious-ones = schwerwiegende

## ui/gallery

files-links-and-places = Dateien, Links und Orte
n-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
gallery = Galerie
shown = Angezeigt
place-of-n-shown-kind = { $place } von { $n-shown }: { $kind }
not-shown-here-it-can-be-saved = Wird hier nicht gezeigt; kann gesichert werden.
previous = Zurück
next = Weiter
go-to-message = Zur Nachricht gehen
redact-attachment = Anhang schwärzen
copy = Kopieren
save = Sichern
words = Wortlaut
withheld-2 = Zurückgehalten
type-by-content = Typ nach Inhalt
size = Größe
time-in-the-name = Zeit im Namen
against-the-message = Verglichen mit der Nachricht
not-recognised = nicht erkannt
this-file = diese Datei
not-computed-yet = noch nicht berechnet
the-messages-own-time-could-not-be = die Zeit der Nachricht selbst konnte nicht gelesen werden
the-same-day = derselbe Tag
the-same-minute = dieselbe Minute
the-message-is-apart-later = die Nachricht ist { $apart } später
the-message-is-apart-earlier = die Nachricht ist { $apart } früher
n-things = { $n ->
    [one] { $n } Eintrag
   *[other] { $n } Einträge
}
pictures = Bilder
video = Video
sound = Ton
documents = Dokumente
links = Links
places = Orte
not-there-2 = Nicht vorhanden
picture = Bild
document = Dokument
link = Link
place = Ort
file-that-is-not-there = Datei, die nicht vorhanden ist
gallery-tools = Werkzeuge der Galerie
show-as-the-recipient-will-see-it = So zeigen, wie der Empfänger es sieht
nothing-of-this-kind-is-in-these = Nichts dieser Art ist in diesen Chats.
the-first-text-shown-choose-a-thread = , die ersten { $text } werden gezeigt: wählen Sie einen Chat oder eine Art, um die anderen zu sehen
looking-for-more-percent = , weitere werden gesucht ({ $percent } %)
thread-2 = Chat{" "}
all-threads = Alle Chats
kind = Art{" "}
kind-2 = Art
all-kinds-one = Alle Arten ({ $one })
kind-being-read = { $kind }, wird gelesen
unknown-type = unbekannter Typ
withheld-codes = Zurückgehalten · { $codes }
view-once-never-exported = Einmalansicht: wird nie exportiert
left-out-by-whatsapp = Von WhatsApp ausgelassen
not-in-this-export = Nicht in diesem Export
withheld-codes-2 = zurückgehalten: { $codes }
speed = Geschwindigkeit
drawing-the-wave-form = Wellenform wird gezeichnet …
wave-form = Wellenform
too-long-for-a-wave-form-it = Zu lang für eine Wellenform; abspielen geht.
this-browser-cannot-decode-the-sound-for = Dieser Browser kann den Ton für eine Wellenform nicht dekodieren.
the-sound-is-empty = Der Ton ist leer.
the-sound-is-silent = Der Ton ist stumm.

## ui/message

not-in-this-export-2 = Nicht in diesem Export:{" "}
attachment-withheld-codes = Anhang zurückgehalten · { $codes }
goes-out-as-it-is-metadata-included = wird unverändert herausgegeben, samt Metadaten
save-attachment-name = Anhang { $name } sichern
contact-card = Kontaktkarte
video-name = Video { $name }
sound-name = Ton { $name }
picture-name-show-larger = Bild { $name }, größer zeigen
picture-name = Bild { $name }
this-message = Diese Nachricht
several-messages-are-selected-select-within-one = Mehrere Nachrichten sind ausgewählt. Wählen Sie innerhalb einer Nachricht aus, um einen Teil davon zu schwärzen.
more = Mehr
more-for-this-message = Mehr zu dieser Nachricht
mute-a-part = Einen Teil stummschalten
black-out-a-part = Einen Teil abdecken
why-found-or-why-not = Warum gefunden oder warum nicht
redact-selection = Auswahl schwärzen
redact-message = Nachricht schwärzen
select-words = Wörter auswählen
show-redaction-number = Schwärzung { $number } zeigen
hand-over-as-it-is = Unverändert herausgeben
tag-2 = Schlagwort
begin-a-passage = Abschnitt beginnen
copy-with-citation = Mit Fundstelle kopieren
n-characters-are = { $n ->
    [one] { $n } Zeichen ist
   *[other] { $n } Zeichen sind
}
show-more-of-this-message-are-left = Mehr von dieser Nachricht zeigen: { $are } hier ausgelassen
who-stamp-message-record-withheld-marks = { $who }, { $stamp }, Nachricht { $record }{ $withheld }{ $marks }
tagged-name = , Schlagwort { $name }
exhibit-label = , Beweisstück { $label }
with-a-note = , mit Notiz
day-month-assumed = Tag/Monat angenommen
year-inferred = Jahr erschlossen
time-unresolved = Zeit ungeklärt
start-uncertain = Anfang unsicher
holds-a-line-that-looks-like-a = enthält eine Zeile, die wie eine Nachricht aussieht
holds-bytes-that-are-not-text = enthält Bytes, die kein Text sind
this-time-came-twice = diese Zeit gab es zweimal
no-such-time-in-the-stated-zone = diese Zeit gibt es in der angegebenen Zeitzone nicht
content-not-exported-by-whatsapp = Inhalt von WhatsApp nicht exportiert
before-the-first-message = vor der ersten Nachricht
starts-with-whatsapps-mark-its-words-are = beginnt mit dem Zeichen von WhatsApp; der Wortlaut ist nicht bekannt
a-line-without-a-sender-its-words = eine Zeile ohne Absender; der Wortlaut ist nicht bekannt
withheld-codes-3 = Zurückgehalten: { $codes }

## ui/open

reading = Liest
sorting-out-the-messages-of = Ordnet die Nachrichten von
these-are-its-first-messages-as-written = Dies sind die ersten Nachrichten, wie geschrieben. Datumsangaben, Dateien und alles, was sich damit tun lässt, kommen, wenn der ganze Text gelesen ist.
n-redactions = { $n ->
    [one] { $n } Schwärzung
   *[other] { $n } Schwärzungen
}
kept-on-this-device = Auf diesem Gerät aufbewahrt
decisions-never-the-exports-themselves-open-the = Entscheidungen, nie die Exporte selbst. Öffnen Sie dieselbe Datei wieder, um weiterzuarbeiten.
forget-what-is-kept-for-name = Vergessen, was für { $name } aufbewahrt ist
forget = Vergessen
read-redact-and-package-whatsapp-exports = WhatsApp-Exporte lesen, schwärzen und als Paket herausgeben
threadseal-opens-what-export-chat-wrote-in = Threadseal öffnet, was „Chat exportieren“ geschrieben hat, allein in diesem Browser, nimmt Ihre Schwärzungen auf und schreibt ein Paket mit Hashwerten, das jeder prüfen kann.
open-exports = Exporte öffnen
one-zip-or-many-a-bare-txt = Ein Zip oder viele, eine einzelne .txt-Datei oder lose Dateien. Oder legen Sie sie oder einen Ordner irgendwo auf dieser Seite ab.
opening-name = { $name } wird geöffnet …
try-the-sample = Beispiel ausprobieren
open-decisions = Entscheidungen öffnen
verify-a-package = Paket prüfen
what-it-promises = Was zugesichert ist
nothing-is-uploaded-the-pages-own-policy = Nichts wird hochgeladen. Die Richtlinie der Seite selbst verbietet es, und sie arbeitet ohne Netz.
every-message-stays-in-the-order-of = Jede Nachricht bleibt in der Reihenfolge des Exports, mit ihrer Zeit wie geschrieben.
a-package-holds-nothing-that-you-withheld = Ein Paket enthält nichts, was Sie zurückgehalten haben; die fertigen Bytes werden danach durchsucht, bevor Sie es sichern können.
anyone-can-check-a-package-with-sha256sum = Jeder kann ein Paket prüfen: mit sha256sum, bagit.py oder der Prüfung auf dieser Seite.
what-it-cannot-show = Was sich nicht zeigen lässt
who-sent-a-message-names-are-labels = Wer eine Nachricht gesendet hat. Namen sind Bezeichnungen aus dem Telefon, auf dem der Export entstand.
whether-the-export-was-changed-before-it = Ob der Export verändert wurde, bevor er hierherkam: Er ist eine Textdatei, die jeder bearbeiten kann.
in-which-time-zone-the-times-are = In welcher Zeitzone die Zeiten stehen. Ein Export sagt es nicht.

## ui/package

the-seal-is-signed-at-once-by = Das Siegel wird gleich mit dem Schlüssel dieses Browsers unterschrieben: { $fingerprint }.
the-seal-is-not-signed-there-is = Das Siegel wird nicht unterschrieben: Hier ist kein Schlüssel.
the-seal-is-made-without-a-signature = Das Siegel entsteht ohne Unterschrift; unterschreiben Sie später ein Paket darunter
where-the-exports-come-from = Woher die Exporte kommen
who-exported-the-chat-on-what = Wer den Chat exportiert hat, womit und wie: die ersten Zeilen einer Beweismittelkette. Ein Export sagt es nicht, und niemand prüft es. Was Sie schreiben, steht im Verwahrungsprotokoll und in den Entwürfen der Bescheinigungen jedes Pakets.
recorded-by = Festgehalten von { $by }.
not-recorded = Nicht festgehalten.
intake-of = Eingang von { $name }
exported-or-handed-over-by = Exportiert oder übergeben von
device-make-model-number = Gerät: Marke, Modell, Nummer
version-of-whatsapp = Version von WhatsApp
how-it-was-exported-and-came-here = Wie es exportiert wurde und hierher kam
record = Festhalten
leave-all-empty-to-take-it-back = Lassen Sie alles leer, um es zurückzunehmen.
with-a-review-set = Mit einem Datensatz zur Durchsicht
rsmf-2-0-for-each-day-in = RSMF 2.0 mit einem Dokument je Tag, eine Ladedatei mit Texten und Tabellen der Nachrichten. Es ist dasselbe zurückgehalten. Jeder Chat hat eigene Nummern, nach seinem Platz unter allem, was geöffnet ist; so bleiben sie, wenn ein anderes Paket weniger Chats enthält; ein Empfänger kann daran sehen, dass hier mehr geöffnet ist.
a-review-set-needs-a-zone-first = Der Datensatz zur Durchsicht braucht eine Zeitzone und das, womit seine Nummern beginnen
how-an-export-came-here = Wie ein Export hierher kam
withheld-there-open-now = Dort zurückgehalten, jetzt offen: { $field } der Nachricht { $record }{" "}
stands-open-there = Steht dort offen:{" "}
open-there-n-and-open-now-m = Stellen, an denen etwas steht, das jetzt zurückgehalten wird: { $there }; was es zurückhält und dieses Paket zeigt: { $now }.
gives-nothing-away = verrät nichts.
disclosure-number = Herausgabe { $number }
i-have-looked-at-each-of-these-and = Ich habe jede dieser Stellen angesehen, und das Paket darf trotzdem hinaus
what-earlier-packages-give-away = Was frühere Pakete verraten
looking-at-earlier-packages = Frühere Pakete werden durchgesehen
open-earlier-packages = Frühere Pakete öffnen
whoever-holds-two-packages-reads-in-one = Wer zwei Pakete hat, liest in einem, was das andere zurückhält. Öffnen Sie, was früher herausgegeben wurde: Es wird nach dem durchsucht, was jetzt zurückgehalten wird, und Nachricht für Nachricht verglichen.
earlier-packages-of-this-case = Frühere Pakete dieses Falls
times-are-given-less-exactly = Zeiten sind ungenauer angegeben
a-message-is-withheld-head-and-all = eine Nachricht ist samt Kopf zurückgehalten
what-an-exported-chat-can-and-cannot = Was ein exportierter Chat zeigen kann und was nicht
these-lines-stand-in-the-readme-of = Diese Zeilen stehen in der README jedes Pakets.
build-the-package = Bauen
build-package = Paket bauen
what-stands-in-the-way = Was im Weg steht
attachments-that-no-redaction-withholds = Anhänge, die keine Schwärzung zurückhält
cleaned-copies-without-metadata-recommended = Bereinigt: Kopien ohne Metadaten (empfohlen)
pixels-and-sound-stay-as-they-are = Pixel und Ton bleiben, wie sie sind; wo, wann und womit sie entstanden sind, Kommentare und Vorschaubilder bleiben zurück. Wovon sich keine sichere Kopie machen lässt, bleibt ebenfalls zurück, und das Paket weist darauf hin.
as-they-are-metadata-included = Unverändert, samt Metadaten
byte-for-byte-a-picture-may-hold = Byte für Byte. Ein Bild kann enthalten, wo und wann es aufgenommen wurde, und Gesichter zeigen.
none-goes-out-the-package-says-so = Keiner wird herausgegeben. Das Paket weist an jeder Stelle darauf hin.
threads-2 = Chats
scope = Umfang
everything-in-these-threads = Alles in diesen Chats
the-filter-limits-what-the-page-shows = Der Filter begrenzt nur, was die Seite zeigt, sonst nichts.
only-what-the-filter-shows-said = Nur was der Filter zeigt: { $said }
every-other-message-of-these-threads-is = Jede andere Nachricht dieser Chats wird als außerhalb des Umfangs (IRR) zurückgehalten: Ihre Stelle, ihre Zeit und ihr Absender bleiben, ihr Wortlaut und ihre Dateien nicht. Das Paket zählt sie gesondert. Man nennt das auch umgekehrte Schwärzung. Es ist eine einzige Entscheidung: Sie steht in der Liste der Schwärzungen und kann zurückgenommen werden.
as-decided-before-before = Wie zuvor entschieden: { $before }
what-came-into-these-threads-since-then = Was seither in diese Chats kam, zum Beispiel durch einen weiteren Export, gehört zum Umfang.
who-decided-in-the-logs-that-go = Wer entschieden hat, in den Protokollen, die herausgegeben werden
reviewer-no-names = „reviewer“, keine Namen
for-whom = Für wen (darf leer bleiben; steht nie im Paket)
pseudonyms-are-numbered-for-each-recipient = Pseudonyme werden für jeden Empfänger eigens nummeriert: Dieselbe Person ist vielleicht für den einen Person 2 und für den anderen Person 5, damit zwei Empfänger nicht vergleichen können. Es steht nur in Ihrem Protokoll.
pseudonyms-keep-their-numbers = Pseudonyme behalten ihre Nummern: { $were } in früheren Paketen dieses Falls vergeben. Wer neu ist, bekommt die nächsten.
n-numbers-were = { $n ->
    [one] { $n } Nummer wurde
   *[other] { $n } Nummern wurden
}
initials = Anfangsbuchstaben
names-as-given = Namen wie angegeben
redactions-by-reason = Schwärzungen nach Grund
none-yet-all-that-the-filter-shows = Noch keine: Alles, was der Filter zeigt, wird herausgegeben.
none-everything-in-these-threads-goes-out = Keine: Alles in diesen Chats wird herausgegeben.
resume = Fortsetzen
gates = Schranken
in-the-way = im Weg
to-look-at = anzusehen
checked-when-built = beim Bauen geprüft
by-hand = von Hand
gates-text = Schranken: { $text }
these-attachments-stay-behind = Diese Anhänge bleiben zurück
no-safe-copy-can-be-made-of = Von ihnen lässt sich keine sichere Kopie machen; das Paket weist an jeder Stelle darauf hin. Muss einer mit allem, was er enthält, herausgegeben werden, gehen Sie zu seiner Nachricht, drücken Sie „Unverändert herausgeben“ und bauen Sie noch einmal.
there-are-more-the-redaction-log-in = Es gibt weitere; das Schwärzungsprotokoll im Paket führt alle auf.
decisions-changed-after-the-package-was-built = Nach dem Bauen des Pakets haben sich Entscheidungen geändert, deshalb wurde es verworfen. Bauen Sie es noch einmal.
a-package-to-hand-over = Ein Paket zur Herausgabe
build-package-writes-one-zip-each-thread = „Paket bauen“ schreibt ein Zip: jeden Chat als Seiten, die kein Programm brauchen, als reinen Text und als Datensätze; die Anhänge; ein Protokoll, was zurückgehalten ist und warum; und Listen von Hashwerten, die jeder prüfen kann.
before-you-can-save-it-the-finished = Bevor Sie es sichern können, werden die fertigen Bytes wieder geöffnet, geprüft und nach allem durchsucht, was zurückgehalten ist.
building-the-package = Paket wird gebaut
proof-against-the-seal = Nachweis gegen das Siegel
none = Keiner
the-package-stands-for-itself = Das Paket steht für sich.
whole-messages-and-time-and-sender-of = Ganze Nachrichten sowie Zeit und Absender derer mit Schwärzungen
gives-away-how-many-messages-there-are = Verrät, wie viele Nachrichten es gibt und bei welchen davon etwas zurückgehalten ist.
every-word-that-is-shown = Jedes Wort, das gezeigt wird
gives-away-as-well-about-how-long = Verrät außerdem, wie lang jede Lücke ungefähr ist: die Zahl der Stücke von bis zu acht Zeichen. Schwärzungen wachsen bis an die Ränder dieser Stücke.
disclosure-number-under-n-seals = { $n-seals ->
    [one] Herausgabe { $number } unter diesem Siegel
   *[other] Herausgabe { $number } unter diesen Siegeln
}
the-number-stands-in-the-package-so = Die Nummer steht im Paket; der Empfänger erfährt also, dass vorher andere herausgegangen sein können. Sie ist vergeben, sobald das Paket gesichert wird; ein Paket, das gebaut und nie gesichert wird, verbraucht keine.
save-the-sealed-package-first-it-stands = Sichern Sie zuerst das versiegelte Paket: Es steht im Bereich „Paket“. Ohne es ließe sich kein späteres Paket unter demselben Siegel nachweisen.
n-forms = { $n ->
    [one] { $n } Form
   *[other] { $n } Formen
}
n-places = { $n ->
    [one] { $n } Stelle
   *[other] { $n } Stellen
}
this-package-must-not-go-out = Dieses Paket darf nicht herausgegeben werden
the-package-is-built = Das Paket ist gebaut
something-that-is-withheld-stands-where-it = Etwas Zurückgehaltenes steht dort, wo es das Haus verlassen würde, oder eine Prüfung ist fehlgeschlagen. Nichts wurde gesichert. Schwärzen Sie, was hier genannt ist, und bauen Sie dann noch einmal. Wo ein Anhang es enthält: Gehen Sie zu seiner Nachricht und drücken Sie „Anhang schwärzen“, oder bauen Sie mit zurückgehaltenen Anhängen.
a-redaction = eine Schwärzung
redaction-number = Schwärzung { $number }
form-in = { $form }, in{" "}
what-number-withholds-form-in = Was { $number } zurückhält, { $form }, in{" "}
as-it-is = unverändert
as-form = als { $form }
these-withheld-values-still-stand-in-visible = Diese zurückgehaltenen Werte stehen noch in sichtbarem Text
the-same-words-stand-in-messages-that = Dieselben Wörter stehen in Nachrichten, die Sie nicht geschwärzt haben. Gehen Sie zu jeder Stelle; schwärzen Sie dort und bauen Sie noch einmal, oder bestätigen Sie, dass sie bleiben darf.
i-have-looked-at-each-of-these = Ich habe jede dieser Stellen angesehen
save-package = Paket sichern
save-to = Sichern unter …
save-its-sha-256 = SHA-256 dazu sichern
the-package = das Paket
disclosure = Herausgabe
write-the-sha-256-down-or-send = Schreiben Sie den SHA-256 auf oder senden Sie ihn auf einem anderen Weg als das Paket: So kann der Empfänger prüfen, ob die Datei die ist, die Sie gesendet haben.
search-for-withheld-values = Suche nach zurückgehaltenen Werten
forms-searched-for-in-n-bytes-of = { $forms } gesucht in { $n-bytes } des fertigen Pakets, gepackte Datenströme eingeschlossen: { $places } außerhalb des sichtbaren Texts, { $visible } darin.
too-short-or-too-common-to-be = Zu kurz oder zu häufig für eine Suche, also kann nur das Auge prüfen:
redaction-number-2 = Schwärzung { $number }
inside-files-that-go-out-this-cannot = In Dateien, die herausgegeben werden, lässt sich danach nicht suchen, also kann nur das Auge prüfen:
n-records = { $n ->
    [one] { $n } Datensatz
   *[other] { $n } Datensätze
}
seal = Siegel
a-seal-fixes-every-message-and-every = Ein Siegel hält jede Nachricht und jede Datei dessen, was geöffnet ist, in einem kurzen Code fest, seiner Nummer. Mit einem Paket mit Nachweis kann jeder prüfen, dass das Gezeigte Zeichen für Zeichen im versiegelten Export steht. Wenn Sie ein versiegeltes Paket geöffnet haben, wird sein Siegel neu berechnet und übernommen.
seal-what-is-open = Versiegeln, was geöffnet ist
sealing = Wird versiegelt
the-seal-of-the-sealed-package-was = Das Siegel des versiegelten Pakets wurde neu berechnet und ergibt dieselbe Nummer.
seal-numbers = Siegelnummern
write-the-whole-seal-number-down-or = Schreiben Sie die ganze Siegelnummer mit den beiden Zahlen am Ende auf oder senden Sie sie jetzt der anderen Seite: Jedes Paket mit Nachweis kann später damit verglichen werden. Ohne die Zahlen fiele ein gekürzter Chat nicht auf.
packages-that-left-under-this-seal = Pakete, die unter diesem Siegel herausgegangen sind
disclosure-number-saved-by-on = Herausgabe { $number }, gesichert von { $by } am { $on }, SHA-256{" "}
save-the-sealed-package-and-keep-it = Sichern Sie das versiegelte Paket und bewahren Sie es auf. Es enthält die Exporte, Ihre Entscheidungen und das Geheimnis: Wer es hat, kann herausfinden, was zurückgehalten ist, und ohne es lässt sich kein späteres Paket unter demselben Siegel nachweisen. Geben Sie es nie heraus.
save-sealed-package = Versiegeltes Paket sichern
packages-can-be-proven-under-this-seal = Unter diesem Siegel lassen sich jetzt Pakete nachweisen: „Paket bauen“ fragt, wie.
not-saved-yet-packages-with-a-proof = Noch nicht gesichert. Pakete mit Nachweis lassen sich bauen, sobald es gesichert ist.
the-sealed-package = das versiegelte Paket
copy-the-seal-number-of-title = Siegelnummer kopieren: { $title }
seal-number-of-title = Siegelnummer von { $title }
over-records = {" "}über { $records }
second-person-2 = Zweite Person
name-looked-at-drawn-of-this-package = { $name } hat { $drawn } dieses Pakets angesehen.
a-second-person-looks-at-it = Eine zweite Person sieht es sich an
somebody-who-decided-none-of-this-looks = Jemand, der nichts davon entschieden hat, sieht sich { $drawn } so an, wie der Empfänger sie sieht, dazu, was ringsum steht. Gezogen wurde anhand des Hashwerts des Pakets. Es wird als Entscheidung dieser Person festgehalten; das Paket bleibt, wie es ist.
drawn-redactions = Gezogene Stellen
drawn-first-to-last-of-all = { $first } bis { $last } von { $all }
redaction-number-kind-codes = Schwärzung { $number } · { $kind } · { $codes }{" "}
look-at-message-record = Nachricht { $record } ansehen
i-looked-at-each-of-these = Ich habe jede davon angesehen

## ui/part

draw-boxes-with-the-mouse-by-keyboard = Zeichnen Sie Kästen mit der Maus. Mit der Tastatur: einen Kasten hinzufügen, mit Tab zu ihm gehen, mit den Pfeiltasten verschieben, mit Umschalt und Pfeiltasten die Größe ändern, mit Alt um einzelne Pixel, mit Entf wegnehmen. Was unter einem Kasten liegt, wird in der Kopie, die herausgegeben wird, zerstört.
the-picture = Das Bild
boxes = Kästen
add-a-box = Kasten hinzufügen
number-of-boxes = Zahl der Kästen
no-box-yet = Noch kein Kasten
new-n-withheld-already = { $new }; { $n } schon zurückgehalten
box-index-width-by-height-pixels-x = Kasten { $index }: { $width } mal { $height } Pixel, { $x } von links, { $y } von oben
give-a-reason = Grund angeben
drag-over-the-wave-form-or-play = Ziehen Sie über die Wellenform, oder spielen Sie ab und drücken Sie [ am Anfang der Stille und ] an ihrem Ende. { $margin-ms } Millisekunden davor und danach werden ebenfalls stumm; wählen Sie etwas mehr als das Wort.
qr-codes-are-looked-for = QR-Codes werden gesucht …
qr-codes-cannot-be-looked-for = QR-Codes können nicht gesucht werden: { $why }
no-qr-code-was-found = Kein QR-Code gefunden
n-qr-codes-were-found = { $n ->
    [one] { $n } QR-Code gefunden
   *[other] { $n } QR-Codes gefunden
}
put-boxes-over-them = Kästen darüberlegen
leave-them = So lassen
pictures-are-being-compared = Bilder, die hinausgehen, werden angesehen: ob eines einen QR-Code zeigt oder einem mit geschwärzten Stellen gleicht. Warten Sie damit, bevor Sie speichern.
looking-at-pictures = Bilder werden angesehen
do-not-look-at-pictures = Bilder nicht ansehen
pictures-could-not-be-compared = Bilder, die hinausgehen, konnten nicht mit denen verglichen werden, die Kästen haben: { $why }
look-at-these-pictures = Sehen Sie sich diese Bilder an
they-go-out-as-they-are = Sie gehen hinaus. Eines, das zeigt, was anderswo unter einem Kasten liegt, oder ein Code, der etwas verrät, sollte auch einen Kasten haben oder zurückbleiben.
looks-like-with-boxes = { $name } sieht aus wie { $boxed }, in dem Kästen schwarz sind.
shows-a-qr-code = { $name } zeigt einen QR-Code.
what-a-reader-can-still-find = Was ein Leser noch finden kann
the-detectors-read-the-finished-package = Die Detektoren lesen das fertige Paket: jede Nachricht, jeden Namen, Visitenkarten, Texte, Notizen. Was Sie abgelehnt haben, bleibt weg. Nichts hier hält das Paket auf; sehen Sie nach, ob es gelesen werden soll.
detectors-did-not-run-over-the-package = sie haben dieses Paket nicht gelesen: siehe darunter
n-files-not-looked-at = { $n ->
    [one] { $n } Datei nicht durchgesehen
   *[other] { $n } Dateien nicht durchgesehen
}
the-program-with-the-detectors-is-not-there = Der Teil des Programms mit den Detektoren fehlt: Laden Sie die Seite neu, damit das Paket durchgesehen werden kann.
no-country-was-looked-for = Nach Nummern und Kennzeichen einzelner Länder wurde nicht gesucht: Für die Vorschläge war keines gewählt, und kein Name eines Teilnehmers ist eine Nummer, die eines verrät.
countries-looked-for = Gesucht wurde nach Nummern und Kennzeichen dieser Länder: { $countries }
it-could-not-be-read = wurde nicht durchgesehen: konnte nicht gelesen werden
too-large-to-be-looked-at = wurde nicht durchgesehen: zu groß
more-terms-than-can-be-searched-for = Nichts wurde gesucht: Die Liste hält mehr Begriffe, als gesucht werden können
n-pseudonyms-not-judged = { $n ->
    [one] Die Uhrzeiten von { $n } Pseudonym wurden nicht verglichen: zu wenige Nachrichten, oder niemand daneben.
   *[other] Die Uhrzeiten von { $n } Pseudonymen wurden nicht verglichen: zu wenige Nachrichten, oder niemand daneben.
}
running-the-detectors-over-the-package = Die Detektoren lesen das Paket
run-the-detectors-over-the-package = Das Paket von den Detektoren lesen lassen
the-package-could-not-be-looked-at = Das Paket konnte nicht durchgesehen werden: { $why }
n-messages-are-looked-at = { $n ->
    [one] { $n } Nachricht wurde durchgesehen.
   *[other] { $n } Nachrichten wurden durchgesehen.
}
n-rejected-left-out = { $n ->
    [one] { $n } Stelle, die Sie abgelehnt haben, bleibt weg.
   *[other] { $n } Stellen, die Sie abgelehnt haben, bleiben weg.
}
nothing-new-was-found = nichts wurde gefunden, worüber niemand entschieden hat
kind-n-times = { $kind } × { $times }
kind-n-times-in-m-values = { $values ->
    [one] { $kind } × { $times }, { $values } Wert
   *[other] { $kind } × { $times }, { $values } Werte
}
and-n-more-values = { $n ->
    [one] und { $n } weiterer Wert
   *[other] und { $n } weitere Werte
}
n-pseudonyms-told-by-hours = { $n ->
    [one] { $n } Pseudonym ist an seinen Uhrzeiten zu erkennen
   *[other] { $n } Pseudonyme sind an ihren Uhrzeiten zu erkennen
}
no-pseudonym-is-told-by-its-hours = { $n ->
    [one] Die Uhrzeiten von { $n } Pseudonym wurden mit denen der anderen verglichen: Es ist an ihnen nicht zu erkennen.
   *[other] Die Uhrzeiten von { $n } Pseudonymen wurden mit denen der anderen verglichen: Keines ist an ihnen zu erkennen.
}
who-knows-when-somebody-writes = Wer weiß, wann jemand schreibt, kann ein solches Pseudonym daran erkennen. Tage mit gerader Zahl wurden mit den anderen verglichen. Gröbere Zeiten (auf den Tag) verbergen es.
its-hours-agree-by-own-and-nearest = die Uhrzeiten stimmen mit sich selbst zu { $own } % überein, mit denen der nächsten von { $voices } zu { $nearest } % ({ $messages })
n-voices = { $n ->
    [one] { $n } anderen Stimme
   *[other] { $n } anderen Stimmen
}
as-it-is-2 = Unverändert
begins-here = Beginnt hier
to-2 = Bis
ends-here = Endet hier
hear-it-as-it-will-be = Anhören, wie es sein wird
as-it-will-be = Wie es sein wird
name-in-seconds = { $name }, in Sekunden
muted-from-from-to-until = Stumm von { $from } bis { $until }
nothing-chosen-yet = Noch nichts gewählt
stretch = Strecke

## ui/parts

close = Schließen
copy-the-sha-256-of-of = SHA-256 kopieren: { $of }

## ui/people

n-names = { $n ->
    [one] { $n } Name
   *[other] { $n } Namen
}
everybody = Alle
name-holds = Name enthält
people-listed = Aufgeführte Personen
voices-that-are-called-alike-stand-on = Stimmen gleichen Namens stehen in einer Zeile, über alle Chats hinweg. Ob es eine einzige Person ist, ist nicht bekannt, solange niemand es so entschieden hat.
show-more-people = Mehr Personen zeigen
one-person-2 = {" "}(eine Person)
and-n-more-more-list-all-at = und { $n-more } mehr: alle an der Seite auflisten
n-threads-are = { $n ->
    [one] { $n } Chat ist
   *[other] { $n } Chats sind
}
names-as-the-phone-that-made-the = Namen, wie sie das Telefon zeigt, auf dem der Export entstand. Sie sind Bezeichnungen, keine Identitäten.
as-the-recipient-will-see-it-names = Wie der Empfänger es sieht: Namen und Titel stehen hier so, wie ein Paket sie zeigen würde.
thread-by-thread = Chat für Chat
are-not-drawn-here-sort-and-filter = { $are } hier nicht dargestellt: Sortieren und filtern Sie die Liste der Chats, um andere zu sehen.
in- = {" "}in{" "}
looks-like = {" "}sieht aus wie{" "}
they-are-written-with-other-characters-differs = : Sie sind mit anderen Zeichen geschrieben ({ $differs })
names-that-look-alike = Namen, die gleich aussehen
participant = Teilnehmer
my-side = Meine Seite
pseudonym = Pseudonym
my-side-2 = Meine Seite ✓
my-side-label-name-take-it-back = Meine Seite ✓: { $label-name }, zurücknehmen
this-is-my-side = Das ist meine Seite
this-is-my-side-label-name = Das ist meine Seite: { $label-name }
pseudonymised = Pseudonymisiert
pseudonymise-spell-out = { $spell-out } pseudonymisieren
pseudonymise = Pseudonymisieren
persons = Personen
participants-are-one-person = Teilnehmer sind eine Person …
withdraw-person-name = Person { $name } zurücknehmen
somebody-in-an-export-that-is-not = jemand in einem Export, der nicht geöffnet ist

## ui/print

n-more-characters-are-not-printed = { $n ->
    [one] { $n } weiteres Zeichen ist nicht gedruckt
   *[other] { $n } weitere Zeichen sind nicht gedruckt
}
nothing-is-being-printed = Es wird nichts gedruckt.
print = Drucken
collecting-messages = Nachrichten werden gesammelt
ended-nothing-is-shown = Beendet; nichts wird gezeigt.
collect-again = Noch einmal sammeln
a-decision-was-made-meanwhile = Inzwischen wurde eine Entscheidung getroffen.
print-or-save-as-pdf = Drucken oder als PDF sichern
print-view = Druckansicht
back = Zurück
this-prints-what-is-withheld-marked-to = Dies druckt auch das Zurückgehaltene, gekennzeichnet. Um zu drucken, was herausgegeben wird, gehen Sie zurück und wählen Sie zuerst „So zeigen, wie der Empfänger es sieht“.
a-long-thread-is-printed-in-parts = Ein langer Chat wird in Teilen gedruckt: einer für jeden Monat, mit höchstens 5.000 Nachrichten.
part = Teil{" "}
part-2 = Teil
part-chosen-of-parts = Teil { $chosen } von { $parts }:{" "}
messages-to-print = Nachrichten zum Drucken
from-a-whatsapp-chat-export-a-text = Aus einem WhatsApp-Chat-Export, einer Textdatei, die jeder vor der Herausgabe bearbeiten kann. Zeiten wie dort geschrieben, ohne Zeitzone.
attachment = Anhang:{" "}
not-in-this-export-3 = {" "}(nicht in diesem Export)
withheld-codes-4 = {" "}(zurückgehalten · { $codes })

## ui/read

n-findings-about-this-file = { $n ->
    [one] { $n } Befund zu dieser Datei
   *[other] { $n } Befunde zu dieser Datei
}
last = Letzte
times = Zeiten
as-written-no-time-zone = wie geschrieben; keine Zeitzone
format = Format
attachments = Anhänge
named-named-present-present = { $named } genannt, { $present } vorhanden
unreferenced-in-the-export-that-no-message = ; { $unreferenced } im Export, von keiner Nachricht genannt
about-this-thread = Über diesen Chat
redactions = Schwärzungen
opening = Wird geöffnet …
choose-a-thread = Wählen Sie einen Chat.
from-message-shape-on-messages-that-start = Ab Nachricht { $shape }, { $messages } mit dem Anfang{" "}
dates-are-read-as = Datumsangaben werden gelesen als{" "}
chosen-by-by-at-at-the-text = Gewählt von { $by } am { $at }. Der Text selbst zeigt { $order } ({ $shape }):
show-message-record = Nachricht { $record } zeigen
read-the-dates-otherwise = Datumsangaben anders lesen
stamps-stay-as-they-are-written-who = Zeitangaben bleiben, wie sie geschrieben sind. Wer gewählt hat und was der Text selbst zeigt, steht in jedem Paket.
read-dates-so = Datumsangaben so lesen
read-as-the-text-shows = Lesen, wie der Text es zeigt
by-states-that-the-phones-clock-stood = { $by } gibt an, dass die Uhr des Telefons auf { $zone } stand. Niemand hat es geprüft.
the-export-names-no-time-zone = Der Export nennt keine Zeitzone.
state-the-phones-time-zone = Zeitzone des Telefons angeben
time-zone = Zeitzone
n-01-00-or-europe-berlin = +01:00 oder Europe/Berlin
a-claim-kept-beside-the-times-and = Eine Angabe, die neben den Zeiten festgehalten wird und in jedem Paket steht. Keine Zeit wird dadurch geändert; Nachrichten, deren Zeit es dort zweimal oder nie gab, werden auf dieser Seite gekennzeichnet. Lassen Sie das Feld leer, um sie zurückzunehmen.
state-it = Angeben
left-empty-decisions-say-no-name = Bleibt das Feld leer, steht in Entscheidungen „{ $no-name }“.
search-messages = Nachrichten durchsuchen
previous-hit = Voriger Treffer
next-hit = Nächster Treffer
filters = Filter
what-can-i-type = Was kann ich eingeben?
n-files-in-it = { $n ->
    [one] { $n } Datei darin
   *[other] { $n } Dateien darin
}
the-file = Die Datei
computing-digests-of-name = Hashwerte von { $name } werden berechnet
cancel-computing-digests = Berechnen der Hashwerte abbrechen
cancelled-a-package-needs-it = Abgebrochen. Ein Paket braucht ihn.
could-not-be-computed-open-the-file = Konnte nicht berechnet werden. Öffnen Sie die Datei noch einmal.
sha-256-of-in = SHA-256 von { $in- }
and-more-more-the-command-line-program = und { $more } mehr; das Kommandozeilenprogramm führt alle auf
search-results = Suchergebnisse
thread-tools = Werkzeuge des Chats
message-2 = Nachricht Nr.
go-to-this-message = Zu dieser Nachricht gehen
go = Los
go-to-date = Zum Datum gehen
go-to-this-date = Zu diesem Datum gehen
show-invisible-characters = Unsichtbare Zeichen zeigen
redaction = Schwärzung
redact-everywhere = Überall schwärzen
undo = Rückgängig
redo = Wiederholen

## ui/redact

what-of-it-is-withheld = Was zurückgehalten wird
times-of-a-chat-less-exactly = Zeiten eines Chats, nur bis
message-with-its-head = Nachricht samt Kopf
n-redactions-can-be-taken-over = { $n ->
    [one] { $n } Schwärzung kann übernommen werden
   *[other] { $n } Schwärzungen können übernommen werden
}
take-over-from-another-export = Aus einem anderen Export übernehmen
where-another-open-export-holds-the-same = Wo ein anderer geöffneter Export dieselben Nachrichten enthält, kann das im einen Zurückgehaltene auch im anderen zurückgehalten werden. Nachrichten werden nach ihrem Wortlaut verglichen; sehen Sie jede an, bevor Sie sie ankreuzen.
take-over-redactions = { $redactions } übernehmen
comparing = Wird verglichen …
no-two-open-exports-share-enough-messages = Keine zwei geöffneten Exporte haben genug Nachrichten gemeinsam, um dieselbe Unterhaltung zu sein.
n-more-more-after-these = ; { $n-more } mehr danach
for-places-nothing-was-found-there-that = . Für { $places } wurde dort nichts gefunden, was mit Sicherheit dasselbe ist: Sehen Sie selbst nach
what-can-be-taken-over = Was übernommen werden kann
all-of-them = Alle
show-more = Mehr zeigen
place-as-was-ground = { $place }, wie { $was }: { $ground }.{" "}
show-place = { $place } zeigen
show-it = Zeigen
part-of-a-message = Teil einer Nachricht
suggestions = Vorschläge
attachment-2 = Anhang
part-of-a-sound = Teil einer Tonaufnahme
part-of-a-picture = Teil eines Bildes
message-number-of-title = Nachricht { $number } aus { $title }
message-number-hold-shift-and-press-an = Nachricht { $number }. Halten Sie Umschalt gedrückt und drücken Sie eine Pfeiltaste, um auszuwählen, mit Strg für ganze Wörter.
the-message-goes-on-press-show-more = Die Nachricht geht weiter: Drücken Sie zuerst „Mehr von dieser Nachricht zeigen“, um dort auszuwählen.
text-of-message-number = Text von Nachricht { $number }
nothing-is-selected-yet = Noch nichts ausgewählt.
n-hits = { $n ->
    [one] { $n } Treffer
   *[other] { $n } Treffer
}
find = Suchen
any-case-invisible-marks-ignored-in-messages = Groß- und Kleinschreibung gleich, unsichtbare Zeichen werden übergangen; in Nachrichten, Namen, Titeln und Dateinamen. Der Suchbegriff selbst bleibt im Entscheidungsprotokoll auf diesem Gerät, nie kommt er in ein Paket.
what-stays = Was stehen bleibt
what-stays-can-be-read-by-everybody = Was stehen bleibt, kann jeder lesen, an jeder Stelle. Dateinamen werden ganz zurückgehalten.
nothing = Nichts
the-last-n-letters-and-digits = Die letzten { $n } Buchstaben und Ziffern
where-the-link-leads-to-without-the = Wohin der Link führt, ohne den Pfad
searching = Suche läuft…
n-kept-to-be-withheld = , davon { $n-kept } zurückzuhalten
the-first-listed-are-listed-all-are = ; die ersten { $listed } sind aufgeführt, alle werden zurückgehalten
name-of-a-participant-in-every-message = Name eines Teilnehmers, in jeder Nachricht
title-of-a-thread = Titel eines Chats
name-of-a-file = Name einer Datei
show-more-hits = Weitere Treffer zeigen
save-decisions = Entscheidungen sichern
nothing-is-withheld-focus-a-message-and = Nichts ist zurückgehalten. Gehen Sie zu einer Nachricht und drücken Sie „Nachricht schwärzen“, oder wählen Sie Text darin aus, mit dem Zeiger oder mit „Wörter auswählen“.
withdraw-redaction-number = Schwärzung { $number } zurücknehmen
in-a-file-that-is-not-open = In einer Datei, die nicht geöffnet ist
go-to-redaction-number-message-record = Zu Schwärzung { $number } gehen, Nachricht { $record }
everywhere = Überall
everywhere-but-its-end = Überall bis auf das Ende
link-behind-its-host = Link hinter dem Hostnamen
outside-the-scope = Außerhalb des Umfangs
redact = Schwärzen
stands-in-every-decision-from-now-on = Steht ab jetzt in jeder Entscheidung. Frühere Entscheidungen behalten den Namen, den sie haben.
use-this-name = Diesen Namen verwenden
add-another-reason = Weiteren Grund hinzufügen
optional-but-needed-with-oth-it-goes = Freiwillig, bei OTH aber nötig. Steht im Protokoll, das herausgegeben wird: Wiederholen Sie nicht, was zurückgehalten wird.
apply = Anwenden
reason = Grund
reason-index = Grund { $index }
choose-a-reason = Grund wählen
reasons = Gründe
list-of-reasons = Liste der Gründe
open-reason-list = Liste der Gründe öffnen
save-reason-list = Liste der Gründe sichern
what-they-mean = Was sie bedeuten
suggestion = Vorschlag
could-also-be-row = könnte auch sein: { $row }
stamp-message-record = { $stamp } · Nachricht { $record } ·{" "}
title-of-a-thread-accepting-withholds-it = Titel eines Chats: Wird der Vorschlag angenommen, ist der Titel überall zurückgehalten
name-of-a-participant-accepting-withholds-it = Name eines Teilnehmers: Wird der Vorschlag angenommen, ist der Name überall zurückgehalten ·{" "}
name-of-a-file-accepting-withholds-it = Name einer Datei: Wird der Vorschlag angenommen, ist der Name überall zurückgehalten
reason-for-this-kind = Grund für diese Art:{" "}
asked-for-when-you-accept = wird beim Annehmen erfragt
accept = Annehmen
reject = Ablehnen
accept-all-of-this-value = Alle mit diesem Text annehmen
shift-a = Umschalt+A
reject-all-of-this-value = Alle mit diesem Text ablehnen
shift-x = Umschalt+X
accept-all-of-this-kind-over-a = Alle dieser Art ab einem Punktwert annehmen…
accept-suggestion = Vorschlag annehmen
accept-all-of-this-kind = Alle dieser Art annehmen
reason-for-this-kind-2 = Grund für diese Art
kind-withheld-where-it-stands-the-reason = { $kind }: wird dort zurückgehalten, wo es steht. Der Grund wird für diese Art einmal erfragt und von da an verwendet.
kind-withheld-wherever-the-same-text-stands = { $kind }: wird überall zurückgehalten, wo derselbe Text steht. Der Grund wird für diese Art einmal erfragt und von da an verwendet.
kind-every-suggestion-in-a-message-with = { $kind }: jeder noch nicht entschiedene Vorschlag in einer Nachricht mit mindestens diesem Punktwert. Einmal „Rückgängig“ nimmt alle zurück.
kind-used-for-what-is-accepted-from = { $kind }: gilt für alles, was ab jetzt angenommen wird. Was schon zurückgehalten ist, behält seinen Grund.
least-score = Kleinster Punktwert
none-of-this-kind = Keine dieser Art.
j-and-k-or-arrows-move-a = j und k oder die Pfeiltasten bewegen, a nimmt an, x lehnt ab, A und X tun dies für alle mit demselben Text, n geht zum nächsten offenen Vorschlag, Strg+Z nimmt zurück.
n-suggestions = { $n ->
    [one] { $n } Vorschlag
   *[other] { $n } Vorschläge
}
suggest-what-may-have-to-be-withheld = Vorschlagen, was zurückzuhalten sein könnte
show-suggestions = Vorschläge zeigen
looks-for-telephone-numbers-names-accounts-identifiers = Sucht Telefonnummern, Namen, Konten, Kennungen und Geheimnisse. Sie entscheiden über jeden Fund; von selbst wird nichts zurückgehalten.
n-decided-of-suggestions-decided = { $n-decided } von { $suggestions } entschieden
suggestions-decided = Entschiedene Vorschläge
back-to-messages = Zurück zu den Nachrichten
gives-the-memory-back-that-they-take = Gibt den Speicher frei, den sie belegen. Was entschieden ist, bleibt.
close-suggestions = Vorschläge schließen
looking-for-suggestions = Vorschläge werden gesucht
nothing-was-found-names-in-running-text = Nichts gefunden. Namen im Fließtext, die weder zu einem Teilnehmer noch zu einem Kontakt gehören, werden nicht gesucht; Bilder, Ton und Dokumente werden nicht durchsucht.
what-is-looked-for-found = Gesucht wird: { $found }
kinds = Arten
countries = Länder
as-participants-call = Wie die Nummern der Teilnehmer
two-letters-each-such-as-gb-us = Je zwei Buchstaben, etwa GB, US. Nationale Nummern und Kennungen werden nur für diese Länder gesucht. Leer: die Länder, aus denen die Nummern der Teilnehmer stammen.
open-term-list = Begriffsliste öffnen
your-own-terms-one-a-line-as = Eigene Begriffe: je Zeile einer in der Form kind,term,yes,no; yes ist ein Text, in dem er gefunden werden muss, no einer, in dem er nicht gefunden werden darf.
look-for-suggestions = Vorschläge suchen
look-again = Erneut suchen
all-kinds = alle Arten
no-countrys-identifiers = , Kennungen keines Landes
identifiers-of-found = , Kennungen aus { $found }
families-countries-score-least-and-up = { $families }{ $countries }, Punktwert ab { $least }
to-decide = Zu entscheiden
order = Reihenfolge
surest-first = Sicherste zuerst
as-they-stand = Wie sie stehen
everything-in-the-list-that-is-not = Alles in der Liste, was noch nicht entschieden ist. Strg+Z nimmt es zurück.
reject-all-that-are-left = Alle übrigen ablehnen
score-from = Punktwert ab

## ui/search

filters-can-be-set-when-the-query = Filter lassen sich setzen, sobald die Suchanfrage verstanden wird.
edited = Bearbeitet
deleted = Gelöscht
redacted = Geschwärzt
file-missing = Datei fehlt
tagged = Mit Schlagwort
bookmarked = Mit Lesezeichen
with-a-note-2 = Mit Notiz
number = Zahl
from-anyone = Von allen
from-day = Vom Tag
to-day = bis zum Tag
any-kind = Jede Art
file-type = Dateityp
with-or-without-files = Mit oder ohne Dateien
any-tag-or-none = Mit oder ohne Schlagwort
tagged-name-2 = Schlagwort { $name }
rent-march = miete märz
both-words-anywhere-in-the-message-in = beide Wörter, irgendwo in der Nachricht, groß oder klein; José wird mit jose gefunden, ٤ mit 4
march-rent = "märz miete"
these-words-side-by-side = diese Wörter nebeneinander
rent-or-deposit = miete OR kaution
one-of-them-or-binds-tighter-than = eines davon; OR bindet stärker als ein Leerzeichen
rent-deposit = miete -kaution
the-first-without-the-second = das erste ohne das zweite
rent-due-or-invoice = (miete fällig) OR rechnung
parentheses-group = Klammern fassen zusammen
rent-near-5-march = miete near/5 märz
at-most-five-words-apart-in-either = höchstens fünf Wörter auseinander, in beliebiger Reihenfolge
a-pattern-d-w-s-b-a = ein Muster: . \d \w \s \b ^ $ [a-z] ( | ) ? * + {"{"}2,5{"}"}
from-ada-from-ada-poe = from:ada from:"Ada Poe"
a-part-of-the-senders-name = ein Teil des Absendernamens
a-part-of-the-threads-title = ein Teil des Chattitels
on-a-day-on-2024-03-in = an einem Tag; on:2024-03 in einem Monat, on:2024 in einem Jahr
from-day-to-day-either-end-may = von Tag bis Tag; Anfang oder Ende darf fehlen
earlier-than-march-2024 = vor März 2024
later-than-march-2024 = nach März 2024
text-media-attachment-omitted-view-once-deleted = text, media, attachment, omitted, view-once, deleted, call, location, contact, poll, event, system, null, preamble
attachment-link-number = attachment, link, number
image-video-audio-voice-sticker-card-document = image, video, audio, voice, sticker, card, document, nach dem Inhalt der Datei
anything-of-it-is-withheld = etwas davon ist zurückgehalten
it-says-that-it-was-edited = sie gibt an, dass sie bearbeitet wurde
it-says-that-it-was-deleted = sie gibt an, dass sie gelöscht wurde
its-file-is-not-in-the-export = ihre Datei ist nicht im Export
tag-payment-tag-to-be-checked = tag:zahlung tag:"zu prüfen"
somebody-put-the-tag-of-this-name = jemand hat ihr das Schlagwort dieses Namens gegeben
any-tag-is-bookmarked-is-noted-is = irgendein Schlagwort; is:bookmarked, is:noted, is:exhibit: was der Bereich „Fall“ aufführt
the-query-language = Die Suchsprache
words-are-looked-for-in-messages-not = Wörter werden in Nachrichten gesucht, nicht in Namen oder Zeitangaben, und auch innerhalb längerer Wörter. Tage sind die des Chats, so wie seine Datumsangaben gelesen werden. Ein Wort, das mit - beginnt oder einen Doppelpunkt enthält, wird gesucht, wenn es in Anführungszeichen steht.
n-threads = { $n ->
    [one] { $n } Chat
   *[other] { $n } Chats
}
close-the-list-of-hits = Trefferliste schließen
nothing-is-found = Nichts gefunden.
hits-in-messages-of-threads = { $hits } in { $messages } aus { $threads }
so-far-percent = {" "}bisher ({ $percent } %)
hits-by-thread = Treffer nach Chat
pages-of-the-list-of-hits = Seiten der Trefferliste
earlier = Früher
later = Später
messages-with-hits = Nachrichten mit Treffern
search-options = Suchoptionen
list-hits = Treffer auflisten
save-this-search = Diese Suche sichern
saved-searches = Gesicherte Suchen
search-in = Suchen in
in-all-threads = In allen Chats
in-this-thread = In diesem Chat
show-only-what-is-found = Nur Gefundenes zeigen
what-is-shown = Was gezeigt wird
clear = Leeren
one-search-on-each-line = Eine Suche je Zeile
paste-terms-open-a-file-of-them = Fügen Sie Begriffe ein, öffnen Sie eine Datei mit Begriffen oder sichern Sie Suchen aus dem Suchfeld; Zeilen, die mit # beginnen, werden übergangen. Die Liste wird mit dem Fall aufbewahrt, wie Schlagwörter und Notizen: auf diesem Gerät, sofern die Sitzung nicht privat ist, und in der Datei von „Fall sichern“.
count = Zählen
save-the-list = Liste sichern
counting = Wird gezählt
open-a-list = Liste öffnen
counts = Anzahlen
search = Suche
by-thread = Nach Chat
hits-of-query-in-all-threads = { $hits } für { $query }, in allen Chats
message-number-fits-the-query = Nachricht { $number } passt zur Suchanfrage.
message-number-does-not-fit-the-query = Nachricht { $number } passt nicht zur Suchanfrage.
parts-of-the-query = Teile der Suchanfrage
fits = {" "}passt:{" "}
does-not-fit = {" "}passt nicht:{" "}

## ui/shell

raise-the-limit-and-open = Grenze anheben und öffnen
dismiss = Ausblenden
network = Netzwerk
newer-version = Neuere Version
a-newer-version-is-here = Eine neuere Version liegt bereit ·{" "}
use-it-now = Jetzt verwenden
a-newer-version-is-here-it-is = Eine neuere Version liegt bereit: Sie wird verwendet, sobald alle Tabs dieser Seite geschlossen wurden
not-kept-on-this-device-see-the = Nicht auf diesem Gerät aufbewahrt: siehe Meldung
nothing-is-kept-on-this-device = Auf diesem Gerät wird nichts aufbewahrt
decisions-will-be-kept-on-this-device = Entscheidungen werden auf diesem Gerät aufbewahrt
decisions-with-their-terms-tags-and-notes = Entscheidungen mit ihren Begriffen, Schlagwörter und Notizen, Ihr Name und die Namen von Dateien. Nie eine Nachricht oder eine Datei.
your-name-2 = Ihr Name:{" "}
change-your-name = Namen ändern
nothing-is-written-to-this-device = Auf dieses Gerät wird nichts geschrieben
private-session = Private Sitzung
case = Fall
keyboard-shortcuts = Tastenkürzel
single-keys-act-as-shortcuts = Einzelne Tasten wirken als Tastenkürzel
j-page-down = j, Bild ab
next-message = Nächste Nachricht
k-page-up = k, Bild auf
previous-message = Vorige Nachricht
home-end = Pos1, Ende
first-and-last-message = Erste und letzte Nachricht
areas = Bereiche
sort-and-filter = Sortieren und filtern
threads-listed = Aufgeführte Chats
sort-and-filter-threads = Chats sortieren und filtern
messages-at-least = Nachrichten, mindestens
show-all = Alle zeigen
sort-by = Sortieren nach
all-threads-2 = Alle { $threads }
first-and-more-more = { $first } und { $more } weitere
the-sample = das Beispiel
export-source = Export { $source }
and-n-more-more = {" "}und { $n-more } weitere
back-to-the-start = Zurück zum Start
back-to-the-case = Zurück zum Fall
colours = Farben
colours-system = Farben: System
colours-light = Farben: hell
colours-dark = Farben: dunkel

## ui/timeline

hours-of-the-week = Stunden der Woche
hours-of-the-week-arrow-keys-go = Stunden der Woche. Die Pfeiltasten gehen von einer Stunde zur nächsten, Eingabe öffnet ihre Nachrichten.
name-hour-00-to-hour-59 = { $name }, { $hour }:00 bis { $hour }:59
messages-of-time = Nachrichten: { $time }
exact-numbers-by-hour-of-the-week = Genaue Zahlen nach Stunde der Woche
hour = Stunde
time-text-show-them = { $time }: { $text }, anzeigen
counting-2 = Wird gezählt…
each-stands-at-the-time-it-says = Jede Nachricht steht bei der Zeit, die sie selbst angibt, nach der Uhr des Telefons, das den Export erstellt hat; die Reihenfolge der Datei bleibt unverändert. Drücken Sie auf eine Markierung oder eine Zahl, um die Nachrichten dahinter zu sehen.
these-counts-are-of-the-whole-export = Diese Zahlen betreffen den ganzen Export und sind für alle bestimmt, die am Fall arbeiten. Ein Paket enthält sie nicht.
to-be-kept-in-mind = Zu beachten
n-messages-without-a-time = { $n ->
    [one] { $n } Nachricht ohne lesbare Zeit steht auf keiner Marke
   *[other] { $n } Nachrichten ohne lesbare Zeit stehen auf keiner Marke
}
n-messages-earlier-than-the-one-before = { $n ->
    [one] { $n } Nachricht ist früher als die vor ihr in der Datei
   *[other] { $n } Nachrichten sind früher als die vor ihnen in der Datei
}
n-messages-on-an-assumed-day = { $n ->
    [one] { $n } Nachricht steht an einem nur angenommenen Tag: Tag und Monat könnten vertauscht sein
   *[other] { $n } Nachrichten stehen an nur angenommenen Tagen: Tag und Monat könnten vertauscht sein
}
who-said-how-much = Wer wie viel gesagt hat
table-of-who-said-how-much = Tabelle, wer wie viel gesagt hat
notes-by-whatsapp = Systemzeilen von WhatsApp
title-text-show-them = { $title }: { $text }, anzeigen
which-message-of-name-written-go-there = Nachricht von { $name } ({ $which }): { $written }, dorthin gehen
no-time = keine Zeit
left-out-by-whatsapp-2 = von WhatsApp weggelassen
silences-of-a-day-or-more = Pausen von einem Tag oder länger
disappearing-messages = Selbstlöschende Nachrichten
none-2 = Keine.
the-n-told-longest-of-n-silences = Die { $n-told } längsten von { $n-silences }.
seconds-from-from-hour-to-to-hour = { $seconds }, von { $from-hour } bis { $to-hour }:{" "}
last-before = letzte davor
first-after = erste danach
a-time-that-could-not-be-read = (Zeit nicht lesbar)
no-note-says-that-they-were-on = Keine Systemzeile sagt, dass sie eingeschaltet waren.
on-from-on-hour = Aktiv ab { $on-hour }{" "}
turned-on = eingeschaltet
to-off-hour = {" "}bis { $off-hour }{" "}
turned-off = ausgeschaltet
to-the-end-of-the-export = {" "}bis zum Ende des Exports
read-from-whatsapps-own-notes-in-english = Aus den Systemzeilen von WhatsApp gelesen, in englischen und deutschen Exporten. Was vor dem Export verschwunden ist, steht nicht darin.
what-message-record = { $what }, Nachricht { $record }
n-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
n-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
no-message-of-this-thread-has-a = Keine Nachricht dieses Chats hat eine lesbare Zeit.
messages-over-time = Nachrichten im Zeitverlauf
messages-over-time-arrow-keys-go-from = Nachrichten im Zeitverlauf. Die Pfeiltasten gehen von einer Zeit zur nächsten, Eingabe öffnet ihre Nachrichten.
n-hits-with-a-hit = , { $n-hits } mit Treffer
n-assumed-on-an-assumed-day = , { $n-assumed } an einem angenommenen Tag
one-bar-is-length-the-highest-is = Je Balken: { $length }; der höchste: { $messages }.
of-them-on-an-assumed-day = davon an einem angenommenen Tag
silence-of-a-day-or-more = Pause von einem Tag oder länger
disappearing-messages-on = selbstlöschende Nachrichten eingeschaltet
search-hit-messages = Suchtreffer ({ $messages })
n-unresolved-more-without-a-time = ; { $n-unresolved } weitere ohne Zeit
exact-numbers-over-time = Genaue Zahlen im Zeitverlauf
time = Zeit
on-an-assumed-day = An einem angenommenen Tag
with-a-hit = Mit Treffer
time-number-show-them = { $time }: { $number }, anzeigen

## ui/verify

compare-with-another-package = Mit anderem Paket vergleichen
choose-a-later-package-of-the-same = Wählen Sie ein späteres Paket derselben Chats: was sichtbar wurde, was verborgen wurde und was sich geändert hat, obwohl in keinem der beiden etwas zurückgehalten ist.
open-later-package = Späteres Paket öffnen
comparing-2 = Wird verglichen
only-valid-packages-are-compared = Nur gültige Pakete werden verglichen.
no-difference-in-n-records-messages = Kein Unterschied in { $n-records } Nachrichten.
differences-in-n-records-messages = { $differences } in { $n-records } Nachrichten.
comparison = Vergleich
later-package = {" "}Späteres Paket:{" "}
the-same-seal = demselben Siegel
another-seal = einem anderen Siegel
thread-thread-both-are-proven-under-seal = Chat { $thread }: beide sind nachgewiesen, unter { $seal }
the-checked-package-is-disclosure-number = Das geprüfte Paket ist Herausgabe { $number } unter seinem Siegel
thread-later-is-thread-checked = Chat { $later } des späteren Pakets ist Chat { $checked } des geprüften
the-later-package-is-disclosure-number = Das spätere Paket ist Herausgabe { $number } unter seinem Siegel
disclosure-number-under-its-seal = { $number }, unter seinem Siegel
before = Vorher
after = Nachher
the-first-n-listed-are-listed = Die ersten { $n-listed } sind aufgeführt.
record-of-thread-thread = { $record } aus Chat { $thread }
one-message-as-an-exhibit = Eine Nachricht als Beweisstück
a-small-file-with-one-message-the = Eine kleine Datei mit einer Nachricht, den Nachrichten davor und danach und dem, was von jeder zum Siegel führt. Sie wird hier geprüft wie ein Paket.
message-number = Nummer der Nachricht
messages-before-and-after = Nachrichten davor und danach
save-exhibit = Beweisstück sichern
reads-every-byte-of-a-package-in = Liest jedes Byte eines Pakets in diesem Browser und prüft es gegen die Listen des Pakets. Nichts wird hochgeladen.
open-package = Paket öffnen
checking-the-package = Paket wird geprüft
verification = Prüfung
signatures-and-time-stamps = Signaturen und Zeitstempel
not-signed-nothing-here-says-who-made = Nicht signiert: Nichts hier sagt, wer dieses Paket erstellt hat.
something-in-it = etwas darin
the-whole-package = das ganze Paket
the-seal-of-a-thread = das Siegel eines Chats
good-name-signed-what = Gut: { $name } hat { $what } signiert.
good-by-a-key-that-you-did = Gut, mit einem Schlüssel, den Sie nicht genannt haben: Er hat { $what } signiert. Vergleichen Sie den Fingerabdruck mit dem des Inhabers.
not-checked-here-a-key-of-the = Hier nicht geprüft: ein Schlüssel der Art { $key-kind }. Prüfen Sie ihn mit ssh-keygen.
an-authority-without-a-name = eine Stelle ohne Namen
its-certificate-leads-to-one-that-you = Das Zertifikat der Stelle führt zu einem, das Sie angegeben haben.
you-gave-no-certificate-that-it-leads = Sie haben kein Zertifikat angegeben, zu dem das der Stelle führt.
its-signature-was-not-checked-here-use = Die Signatur des Zeitstempels wurde hier nicht geprüft: Verwenden Sie openssl ts -verify.
the-request-it-answers-is-not-here = {" "}Die Anfrage, auf die er antwortet, liegt hier nicht zum Vergleich vor.
at-time-by-the-clock-of-by = Zum Zeitpunkt { $time } (Uhr: { $by }) gab es { $what } bereits. { $trust }{ $nonce }
compare-with-what-you-were-told = Mit dem vergleichen, was Ihnen mitgeteilt wurde
take-these-from-their-owners-by-another = Lassen Sie sich diese Angaben von den Inhabern auf einem anderen Weg als mit dem Paket geben: Wer ein Paket ändert, kann auch einen anderen Schlüssel hineinlegen.
seal-number = Siegelnummer
keys-you-know-a-line-each-as = Schlüssel, die Sie kennen, je eine Zeile wie in allowed_signers
certificates-of-time-stamping-authorities-you-trust = Zertifikate von Zeitstempelstellen, denen Sie vertrauen, als PEM
check-again = Erneut prüfen
open-allowed-signers = allowed_signers öffnen
open-certificates = Zertifikate öffnen
sign-this-package = Dieses Paket signieren
sign-it-or-have-its-time-stamped = Signieren oder mit Zeitstempel versehen lassen
signatures-and-time-stamps-stand-beside-what = Signaturen und Zeitstempel stehen neben dem, was das Paket auflistet; keine andere Datei darin ändert sich. Die Zip-Datei und ihr SHA-256 werden andere.
save-time-request = Zeitstempelanfrage sichern
add-files = Dateien hinzufügen
a-time-request-holds-a-digest-and = Eine Zeitstempelanfrage enthält einen Hashwert und sonst nichts aus dem Paket. Senden Sie sie selbst an eine Zeitstempelstelle und fügen Sie sie dann zusammen mit der Antwort (.tsr) hinzu. Eine Signatur mit ssh-keygen -Y sign -n evidence@threadseal wird ebenso hinzugefügt.
make-a-key = Schlüssel erzeugen
this-browser-keeps-the-key-and-lets = Dieser Browser bewahrt den Schlüssel auf und lässt ihn niemanden lesen, auch diese Seite nicht. Er ist weg, wenn die Browserdaten dieser Seite gelöscht werden.
this-browser-keeps-no-keys-for-this = Dieser Browser bewahrt für diese Seite keine Schlüssel auf; dieser besteht also nur, bis die Seite verlassen wird.
your-key = Ihr Schlüssel
name-of-its-owner = Name des Inhabers
others-know-the-key-by-this-line = An dieser Zeile erkennen andere den Schlüssel. Geben Sie sie auf einem anderen Weg weiter als mit dem Paket:
line-for-allowed-signers = Zeile für allowed_signers
sign = Signieren
copy-the-line = Zeile kopieren
forget-this-key = Diesen Schlüssel vergessen
signing = Wird signiert…
adding-to-the-package = Wird dem Paket hinzugefügt
nothing-was-added-add-what-was-made = Nichts wurde hinzugefügt. Fügen Sie hinzu, was für genau dieses Paket erstellt wurde.
save-signed-package = Signiertes Paket sichern
the-package-as-it-is-now = das Paket, wie es jetzt ist
checks = Prüfungen
check = Prüfung
result = Ergebnis
review-set = Datensatz zur Durchsicht
for-review-platforms = Für Durchsichtsplattformen
rsmf-2-0-with-a-document-for = RSMF 2.0 mit einem Dokument je Tag, eine Ladedatei mit Texten und Tabellen der Nachrichten, allein aus diesem Paket erstellt: Dasselbe ist zurückgehalten. Ein Export nennt seine Zeitzone nicht; die von Ihnen genannte steht in jedem Dokument als Ihre Wahl.
zone-of-the-stamps = Zeitzone der Zeitangaben
numbers-begin-with = Nummern beginnen mit
first-number = Erste Nummer
write-review-set = Datensatz zur Durchsicht schreiben
each-day-as-a-graph-too = Jeden Tag auch als Graph der CASE-Ontologie (JSON-LD); ein Tag mit Tausenden Nachrichten ergibt einen großen
place-message = Nachricht { $record }
place-byte = Byte { $at }
the-review-set-is-written = Der Datensatz zur Durchsicht ist geschrieben.
save-review-set = Datensatz zur Durchsicht sichern
the-review-set = der Datensatz zur Durchsicht

## app/arriving

opening-was-cancelled-nothing-of-it-was = Öffnen wurde abgebrochen; nichts davon wurde behalten

## app/blockers

n-suggestions-are = { $n ->
    [one] { $n } Vorschlag ist
   *[other] { $n } Vorschläge sind
}
is-still-being-computed-percent = wird noch berechnet ({ $percent } %)
wait-until-it-is-done = Warten Sie, bis das fertig ist
was-cancelled = wurde wegen Abbruchs nicht berechnet
press-resume = Drücken Sie „Fortsetzen“
could-not-be-computed = konnte nicht berechnet werden
open-the-file-again = Öffnen Sie die Datei erneut
the-sha-256-of-name-what = Der SHA-256 von { $name } { $what }
are-not-decided = { $are } nicht entschieden
accept-or-reject-each-under-suggestions-in = Nehmen Sie jeden unter „Vorschläge“ im Bereich „Schwärzen“ an oder lehnen Sie ihn ab; „Alle übrigen ablehnen“ erledigt den Rest
redaction-index-has-no-proper-reason = Schwärzung { $index } hat keinen gültigen Grund
wrong-withdraw-it-and-redact-again = { $wrong }: Nehmen Sie sie zurück und schwärzen Sie erneut

## app/build_form

choose-what-happens-to-attachments = Wählen Sie, was mit Anhängen geschieht
choose-at-least-one-thread = Wählen Sie mindestens einen Chat
choose-whether-the-filter-limits-the-package = Wählen Sie, ob der Filter das Paket begrenzt

## app/carrying

n-redactions-were = { $n ->
    [one] { $n } Schwärzung wurde
   *[other] { $n } Schwärzungen wurden
}
n-messages-are-the-same = { $n ->
    [one] { $n } gleiche Nachricht
   *[other] { $n } gleiche Nachrichten
}
were-taken-over = { $were } übernommen
one-undo-takes-all-of-them-back = Einmal „Rückgängig“ nimmt alle zurück
the-only-message-with-these-words-in = die einzige Nachricht mit diesen Wörtern in beiden
the-same-words-and-same-around-it = dieselben Wörter und { $same } ringsum
the-same-file-byte-for-byte = dieselbe Datei, Byte für Byte
same-in-both = { $same } in beiden
found-at-places = an { $places } gefunden

## app/everywhere

type-what-shall-be-withheld-in-find = Geben Sie unter „Suchen“ ein, was zurückgehalten werden soll
wait-until-the-hits-are-found = Warten Sie, bis die Treffer gefunden sind
there-is-no-hit-to-withhold = Es gibt keinen Treffer, der zurückzuhalten wäre

## app/forgetting

what-this-device-keeps-about-the-exports = Was dieses Gerät zu den geöffneten Exporten aufbewahrt, wird gelöscht: { $redactions } und alle anderen Entscheidungen dazu.
they-stay-in-this-window-until-it = In diesem Fenster bleiben sie, bis es geschlossen wird. „Entscheidungen sichern“ schreibt sie in eine Datei.
the-next-decision-is-kept-again-with = Die nächste Entscheidung wird mit allen früheren wieder aufbewahrt, außer „Private Sitzung“ ist eingeschaltet.
what-this-device-keeps-about-it-is = Was dieses Gerät dazu aufbewahrt, wird endgültig gelöscht: { $redactions } und alle anderen Entscheidungen. Der Export selbst bleibt unberührt.

## app/gates

the-readme-tells-how-many-redactions = README.txt im Paket nennt, wie viele Schwärzungen es nach Grund und nach Art gibt, was geprüft wurde und was kein Programm prüfen kann
n-earlier-packages-looked-at-see = { $n ->
    [one] { $n } Paket durchgesehen; siehe unter dem fertigen Paket
   *[other] { $n } Pakete durchgesehen; siehe unter dem fertigen Paket
}
n-earlier-packages-looked-at = { $n ->
    [one] { $n } Paket durchgesehen
   *[other] { $n } Pakete durchgesehen
}
under-the-finished-package-open-what-was = unter dem fertigen Paket: Öffnen Sie, was früher herausgegeben wurde, und es wird nach dem durchsucht, was jetzt zurückgehalten wird
n-messages-are = { $n ->
    [one] { $n } Nachricht ist
   *[other] { $n } Nachrichten sind
}
holds = Erfüllt
look-at-it = Ansehen
in-the-way-2 = Steht im Weg
checked-when-built-2 = Wird beim Bauen geprüft
by-hand-2 = Von Hand
every-redaction-has-a-reason-every-suggestion = Jede Schwärzung hat einen Grund, über jeden Vorschlag ist entschieden
no-withheld-value-stands-anywhere-else = Kein zurückgehaltener Wert steht noch anderswo
each-place-in-visible-text-is-shown = jede Stelle im sichtbaren Text wird gezeigt, und jemand muss sie angesehen haben, bevor gesichert werden kann
detectors-find-nothing-new-in-what-goes = Die Detektoren finden nichts Neues in dem, was hinausgeht
detectors-run-over-the-finished-package = sie lesen das fertige Paket; was sie finden und niemand abgelehnt hat, steht darunter nach Art
not-more-is-withheld-than-must-be = Es wird nicht mehr zurückgehalten als nötig
nothing-withheld-is-left-in-the-bytes = Nichts Zurückgehaltenes ist in den Bytes verblieben
every-file-and-every-packed-stream-is = jede Datei und jeder gepackte Datenstrom wird durchsucht; ein Treffer außerhalb des sichtbaren Textes hält den Vorgang an
the-package-verifies-elsewhere = Das Paket lässt sich anderswo prüfen
it-is-verified-here-as-a-stranger = es wird hier so geprüft, wie ein Fremder es täte; lassen Sie es auch auf einem anderen Rechner prüfen
earlier-packages-of-the-case-do-not = Frühere Pakete des Falls verraten es nicht
a-report-is-written = Ein Bericht wird geschrieben
suggestions-are-still-being-looked-for = Vorschläge werden noch gesucht
no-suggestions-were-asked-for = es wurden keine Vorschläge angefordert
look-for-suggestions-once-more = seit nach Vorschlägen gesucht wurde, kam etwas hinzu oder wurde etwas zurückgenommen: noch einmal danach suchen
all-all-decided = { $all }, über alles entschieden
name-looked-at-it = { $name } hat es angesehen
under-the-finished-package-redactions-drawn-by = unter dem fertigen Paket: zufällig gezogene geschwärzte Stellen, für jemanden, der nichts davon entschieden hat
n-whole-of-are-withheld-whole = { $n-whole } von { $are } ganz zurückgehalten
apart-from-these-outside-outside-the-scope = ; davon abgesehen: { $outside } außerhalb des Umfangs
share-threads-withheld-entirely = { $share }; { $threads } vollständig zurückgehalten
share-by-reason = ; nach Grund: { $codes }

## app/going

no-message-of-this-thread-has-that = keine Nachricht dieses Chats hat diese Nummer
there-is-no-message-number-in-this = in diesem Chat gibt es keine Nachricht { $number }
give-a-number-from-1-to-n = Geben Sie eine Nummer von 1 bis { $n-records } ein
this-thread-runs-from-at = Dieser Chat reicht von { $at }
no-message-in-this-thread-is-dated = keine Nachricht in diesem Chat ist vom { $date } oder später
no-message-in-this-thread-is-dated-date-message = keine Nachricht in diesem Chat ist vom { $date }; die erste danach ist Nachricht { $number } vom { $day }

## app/hits

text-last-of-n-messages = { $text }–{ $last } von { $n-messages }

## app/kept

redactions-kept-for-brought-back = { $n ->
    [one] { $n } auf diesem Gerät für { $name } aufbewahrte Schwärzung übernommen
   *[other] { $n } auf diesem Gerät für { $name } aufbewahrte Schwärzungen übernommen
}
redactions-that-were-kept-are-gone = { $n ->
    [one] { $n } Schwärzung, die auf diesem Gerät für { $name } aufbewahrt war, fehlt
   *[other] { $n } Schwärzungen, die auf diesem Gerät für { $name } aufbewahrt waren, fehlen
}
another-page-of-this-host-may-have = Eine andere Seite dieses Servers oder ein Fehler des Browsers hat das Aufbewahrte verändert: Vergleichen Sie die Liste der Schwärzungen mit einer Datei, die „Entscheidungen sichern“ oder „Fall sichern“ geschrieben hat, bevor Sie bauen
the-decisions-kept-on-this-device-for = die auf diesem Gerät für { $name } aufbewahrten Entscheidungen können nicht gelesen werden: { $what }
they-are-left-as-they-are-open = Sie bleiben unverändert; öffnen Sie eine Datei, die „Entscheidungen sichern“ geschrieben hat
name-is-not-the-file-that-the = { $name } ist nicht die Datei, zu der die auf diesem Gerät aufbewahrten Entscheidungen gehören: Größe und Ende gleich, Inhalt anders
those-decisions-do-not-apply-here-and = Jene Entscheidungen gelten hier nicht und bleiben aufbewahrt; öffnen Sie die ursprüngliche Datei, um mit ihnen weiterzuarbeiten

## app/keys

next-hit-a-note-on-the-focused = Nächster Treffer; wird nichts gesucht, eine Notiz zur angewählten Nachricht
list-hits-then-arrow-keys-and-enter = Treffer auflisten, dann Pfeiltasten und Eingabe
redact-the-focused-message = Angewählte Nachricht schwärzen
select-words-of-the-focused-message-to = Wörter der angewählten Nachricht zum Schwärzen auswählen
n-1-to-9 = 1 bis 9
put-the-tag-with-that-key-on = Der angewählten Nachricht das Schlagwort mit dieser Taste geben oder nehmen
tags-of-the-focused-message = Schlagwörter der angewählten Nachricht
bookmark-the-focused-message = Lesezeichen für die angewählte Nachricht
shift-n = Umschalt+N
a-note-on-the-focused-message = Notiz zur angewählten Nachricht
the-focused-message-becomes-an-exhibit = Die angewählte Nachricht wird zum Beweisstück
a-passage-begins-at-the-focused-message = Ein Abschnitt beginnt bei der angewählten Nachricht
copy-the-focused-message-with-a-citation = Angewählte Nachricht mit Fundstelle kopieren; bei den Vorschlägen: den Grund für eine Art ändern
next-and-previous-message-or-suggestion = Nächste und vorige Nachricht oder nächster und voriger Vorschlag
accept-a-suggestion-or-its-text-everywhere = Einen Vorschlag annehmen oder seinen Text überall
reject-a-suggestion-or-all-with-its = Einen Vorschlag ablehnen oder alle mit seinem Text
ctrl-z = Strg+Z
undo-the-last-act = Letzten Schritt rückgängig machen
ctrl-shift-z-ctrl-y = Strg+Umschalt+Z, Strg+Y
esc = Esc
close-a-dialog = Ein Dialogfenster schließen
this-list = Diese Liste

## app/log_file

n-decisions = { $n ->
    [one] { $n } Entscheidung
   *[other] { $n } Entscheidungen
}
n-are = { $n ->
    [one] { $n } betrifft
   *[other] { $n } betreffen
}
name-could-not-be-read-what = { $name } konnte nicht gelesen werden: { $what }
check-that-the-file-is-still-where = Prüfen Sie, ob die Datei noch an ihrem Ort ist, und öffnen Sie sie dann erneut
wait-until-it-is-computed-resume-if = Warten Sie, bis er berechnet ist („Fortsetzen“, falls abgebrochen wurde), und sichern Sie dann erneut
name-decisions-added-known-known-already = { $name }: { $decisions } hinzugefügt, { $known } bereits bekannt
are-about-a-file-that-is-not = ; { $are } eine Datei, die nicht geöffnet ist
open-that-file-too-a-file-whose = Öffnen Sie auch diese Datei; eine Datei, deren SHA-256 noch berechnet wird, übernimmt sie danach

## app/look_alike

a-here-b-there = { $a } hier, { $b } dort

## app/offline

what-was-kept-was-removed-reload-the = was aufbewahrt war, wurde entfernt; laden Sie die Seite neu, damit sie wieder aufbewahrt wird
a-newer-version-of-this-page-did = eine neuere Version dieser Seite kam nicht vollständig an: { $what }
the-version-that-you-have-stays-and = Ihre Version bleibt und funktioniert offline. Erscheint diese Meldung morgen wieder, liegt auf dem Server eine halbe Aktualisierung oder eine veränderte Datei: Sagen Sie es dem Betreiber
the-page-is-not-kept-for-use = die Seite wird nicht für die Nutzung offline aufbewahrt: { $what }
go-on-if-this-page-was-given = Machen Sie weiter, wenn Sie diese Seite von jemandem haben, dem Sie vertrauen: Sie funktioniert, solange sie offen ist. Erscheint diese Meldung nach dem Neuladen wieder, liegt auf dem Server eine halbe Aktualisierung oder eine veränderte Datei: Sagen Sie es dem Betreiber
loading-the-rest = Der Rest wird geladen…
keeping-the-page-for-use-offline = Die Seite wird für die Nutzung offline aufbewahrt…
ready-offline-nothing-is-uploaded = Offline bereit · nichts wird hochgeladen
works-without-a-network-until-it-is = Funktioniert ohne Netz, bis die Seite geschlossen wird · nichts wird hochgeladen
starting-again = Neustart…
reload-the-page = Laden Sie die Seite neu
not-running = Läuft nicht

## app/packaging

the-package-is-saved = das Paket ist gesichert
free-some-space-or-choose-another-place = Schaffen Sie Platz oder wählen Sie einen anderen Ort; „Paket sichern“ geht weiterhin
another-window-just-changed-what-is-withheld = Ein anderes Fenster hat eben geändert, was zurückgehalten wird. Dessen Entscheidungen gelten jetzt auch hier: Sehen Sie sie an und bauen Sie dann
preparing = Wird vorbereitet
see-the-list-below-redact-what-is = Siehe die Liste unten; schwärzen Sie, was dort genannt ist, und bauen Sie dann erneut

## app/printing

all-messages = Alle Nachrichten
working-copy-shows-what-is-withheld-marked = ARBEITSKOPIE: zeigt, was zurückgehalten wird, mit Markierung
as-the-recipient-will-see-it = So, wie der Empfänger es sieht

## app/reasons

code-needs-a-note-that-says-what = { $code } braucht eine Notiz, die sagt, was gemeint ist

## app/redacting

nothing-to-redact-here = hier ist nichts zu schwärzen
switch-show-as-the-recipient-will-see = Schalten Sie „So zeigen, wie der Empfänger es sieht“ aus und wählen Sie dann eine Nachricht
code-is-not-a-reason-we-know = { $code } ist kein bekannter Grund

## app/scoping

the-filter-finds-no-message-in-the = Der Filter findet in den gewählten Chats keine Nachricht
the-filter-finds-nothing-in-threads-all = der Filter findet nichts in { $threads }: alle Nachrichten darin werden zurückgehalten
leave-these-threads-out-of-the-package = Lassen Sie diese Chats aus dem Paket weg, wenn niemand sehen muss, dass es sie gibt

## app/sealing

the-sealed-package-could-not-be-written = das versiegelte Paket konnte dort nicht geschrieben werden: { $what }
free-some-space-or-choose-another-place-save-sealed = Schaffen Sie Platz oder wählen Sie einen anderen Ort; „Versiegeltes Paket sichern“ geht weiterhin
what-is-open-cannot-be-sealed-yet = was geöffnet ist, kann noch nicht versiegelt werden: der SHA-256 von { $name } ist nicht bekannt
wait-until-it-is-computed-resume-if-it-was = Warten Sie, bis er berechnet ist („Fortsetzen“, falls abgebrochen wurde), und versiegeln Sie dann
what-is-open-was-sealed-before-this = was geöffnet ist, wurde versiegelt, bevor dieser Export hinzukam
seal-again-to-prove-a-package-that = Versiegeln Sie erneut, um ein Paket nachzuweisen, das beides zeigt
seal-again-nothing-was-proven-under-it = Versiegeln Sie erneut; unter diesem Siegel wurde noch nichts nachgewiesen
reload-the-page-and-open-the-sealed = Laden Sie die Seite neu und öffnen Sie das versiegelte Paket, um unter demselben Siegel weiterzuarbeiten
the-seal-went-with-the-part-of = das Siegel ging mit dem Programmteil verloren, der es hielt

## app/search_words

n-other-threads = { $n ->
    [one] { $n } anderem Chat
   *[other] { $n } anderen Chats
}
not-understood-error-help = Nicht verstanden: { $error }. { $help }.
hits-in-messages = { $hits } in { $messages }
at-at-of-records = , bei { $at } von { $records }
n-hits-more-in-threads = {" "}· { $n-hits } weitere in { $threads }
shown-only-of-messages-said = Gezeigt: { $only } von { $messages } · { $said }

## app/second

type-the-name-of-whoever-looked = Geben Sie den Namen der Person ein, die es angesehen hat
trim-decided-what-is-withheld-here-it = „{ $trim }“ hat hier mit entschieden, was zurückgehalten wird; es muss jemand anderes sein

## app/seen_names

thread-thread = Chat { $thread }

## app/sources

n-things-in-it-are-odd = { $n ->
    [one] { $n } Stelle darin ist auffällig
   *[other] { $n } Stellen darin sind auffällig
}
what-was-dropped-could-not-be-read = was hier abgelegt wurde, konnte nicht gelesen werden: { $what }
choose-the-files-with-open-exports-instead = Wählen Sie die Dateien stattdessen mit „Exporte öffnen“
name-is-open-but-odd-worst-place = { $name } ist geöffnet, aber { $odd }: { $worst } ({ $place })
read-findings-before-you-rely-on-it = Lesen Sie „Befunde“, bevor Sie sich darauf stützen
name-was-open-already-and-was-opened = { $name } war bereits geöffnet und wurde neu geöffnet

## app/state

read = Lesen
compliance = Compliance
timeline = Zeitleiste
package = Paket

## app/targets

times-of-the-chat-of-record-to-periods = Was in den Zeiten des ganzen Chats der Nachricht { $record } genau ist: Von jeder bleibt „period 1“, „period 2“ für jeden Tag, an dem etwas geschrieben wurde. Die Reihenfolge bleibt. Dateinamen, die einen Tag verraten, werden mit zurückgehalten.
times-of-the-chat-of-record-to-the-day = Was in den Zeiten des ganzen Chats der Nachricht { $record } genau ist: Von jeder bleibt der Tag. Die Reihenfolge bleibt. Dateinamen, die einen Tag verraten, werden mit zurückgehalten.
times-of-the-chat-of-record-to-the-hour = Was in den Zeiten des ganzen Chats der Nachricht { $record } genau ist: Von jeder bleiben Tag und Stunde. Die Reihenfolge bleibt. Dateinamen, die einen Tag verraten, werden mit zurückgehalten.
times-of-the-chat-of-record-to-the-minute = Was in den Zeiten des ganzen Chats der Nachricht { $record } genau ist: Von jeder bleiben Tag, Stunde und Minute. Die Reihenfolge bleibt. Dateinamen, die einen Tag verraten, werden mit zurückgehalten.
the-whole-of-message-record-with-its-head = Die ganze Nachricht { $record } mit der Datei, die sie nennt, ihrer Zeit und ihrem Absender. Ihre Nummer und der Grund bleiben, und das Paket führt die Lücke auf.
times-of-the-whole-chat-only-which-day = Zeiten des ganzen Chats: nur der wievielte Tag
times-of-the-whole-chat-only-the-day = Zeiten des ganzen Chats: nur der Tag
times-of-the-whole-chat-only-the-hour = Zeiten des ganzen Chats: nur die Stunde
times-of-the-whole-chat-no-seconds = Zeiten des ganzen Chats: keine Sekunden
the-message-with-time-and-sender-only = Die Nachricht mit Zeit und Absender; nur ihre Nummer bleibt
the-message-time-and-sender-stay = Die Nachricht; Zeit und Absender bleiben
the-sound-of-message-message-from-from = Der Ton von Nachricht { $message } von { $from-ms } bis { $until-ms }. Der Rest geht hinaus.
a-box-in-the-picture-of-message = Ein Kasten im Bild von Nachricht { $message }. Der Rest geht hinaus.
boxes-boxes-in-the-picture-of-message = { $boxes } Kästen im Bild von Nachricht { $message }. Der Rest geht hinaus.
the-whole-of-message-record-with-the = Die ganze Nachricht { $record } mit der Datei, die sie nennt. Zeit und Absender bleiben.
the-text-selected-in-message-record = Der in Nachricht { $record } ausgewählte Text.
the-file-that-message-record-names-and = Die Datei, die Nachricht { $record } nennt, und ihr Name überall.
name-as-a-sender-and-the-name = „{ $name }“ als Absender sowie der Name und seine Teile, wo immer sie stehen. Hinter jeder Markierung steht ein Pseudonym wie Person 1.

## app/terms

the-list-would-be-longer-than-text = Die Liste würde länger als { $text }. Öffnen Sie eine kürzere.
this-search-is-in-the-list-already = diese Suche steht bereits in der Liste
the-search-is-saved-with-the-case = die Suche wird mit dem Fall gesichert, unter „Gesicherte Suchen“
only-the-first-text-are-counted-n = Nur die ersten { $text } werden gezählt; ausgelassen: { $n-left-out }. Zählen Sie den Rest gesondert.

## app/threads

as-opened = Wie geöffnet
latest-message = Neueste Nachricht
earliest-message = Älteste Nachricht
most-messages = Meiste Nachrichten
n-listed-of-threads = { $n-listed } von { $threads }

## app/timeline

first-day-to-last-day = { $first-day } bis { $last-day }
first-day-begin-00-to-end-59 = { $first-day }, { $begin }:00 bis { $end }:59
monday = Montag
tuesday = Dienstag
wednesday = Mittwoch
thursday = Donnerstag
friday = Freitag
saturday = Samstag
sunday = Sonntag

## app/times

zone-is-not-a-zone-nothing-was = { $zone } ist keine Zeitzone: nichts wurde festgehalten
write-an-offset-such-as-01-00 = Schreiben Sie einen Abstand wie +01:00 oder einen Namen wie Europe/Berlin

## app/update

select-the-text-and-copy-it-by = Wählen Sie den Text aus und kopieren Sie ihn von Hand

## app/windows

n-decisions-made = { $n ->
    [one] { $n } dort getroffene Entscheidung
   *[other] { $n } dort getroffene Entscheidungen
}
name-is-open-in-another-window-too = { $name } ist auch in einem anderen Fenster offen: { $made } { $n ->
    [one] gilt
   *[other] gelten
} jetzt auch hier

## app/words

day-month-year = Tag, Monat, Jahr
month-day-year = Monat, Tag, Jahr
year-month-day = Jahr, Monat, Tag
dash-headers-as-android-writes-them = Kopfzeilen mit Strich, wie Android sie schreibt
bracket-headers-as-ios-writes-them = Kopfzeilen mit Klammern, wie iOS sie schreibt
headers-of-no-known-family = Kopfzeilen keiner bekannten Familie
thread-to-last = { $thread } bis { $last }

## app/making

the-part-that-makes-packages-broke = der Programmteil, der Pakete macht, ist abgestürzt: { $message }
it-is-started-anew-when-it-is-needed = Versuchen Sie es noch einmal: Er startet neu, sobald er gebraucht wird; keine Entscheidung ist verloren

## app/worker_life

the-page-is-of-version-text-but = die Seite hat die Version { $text }, ihr Hintergrundprogramm aber die Version { $build }: der Browser hat eine alte Kopie behalten
reload-the-page-with-shift-held-down = Laden Sie die Seite bei gedrückter Umschalttaste neu
the-part-of-the-program-that-reads = der Programmteil, der Dateien liest, läuft nicht: { $message }
save-your-decisions-then-reload-the-page = Sichern Sie Ihre Entscheidungen und laden Sie dann die Seite neu; ein aktueller Browser ist nötig
name-broke-the-part-of-the-program = { $name } hat den Programmteil, der Dateien liest, zum Absturz gebracht
the-part-of-the-program-that-reads-files-broke = der Programmteil, der Dateien liest, ist abgestürzt
it-was-started-again-and-what-was = Er wurde neu gestartet, und was geöffnet war, wird wieder geöffnet; keine Entscheidung ist verloren
it-was-started-again-other-files-can = Er wurde neu gestartet; andere Dateien können geöffnet werden
the-program-had-to-be-started-again = Das Programm musste zwischendurch neu gestartet werden; nichts wurde gesichert
build-it-again-no-decision-is-lost = Bauen Sie es erneut; keine Entscheidung ist verloren

## app/casework

give-the-exhibit-a-label = Geben Sie dem Beweisstück eine Bezeichnung
there-is-an-exhibit-label-already = Es gibt bereits ein Beweisstück „{ $label }“
n-exports-are-still = { $n ->
    [one] { $n } Export ist noch
   *[other] { $n } Exporte sind noch
}
a-passphrase-has-at-least-shortest-passphrase = Eine Passphrase hat mindestens { $shortest-passphrase } Zeichen: zum Beispiel vier Wörter
the-two-are-not-the-same = Die beiden stimmen nicht überein
encrypted-without-the-passphrase-nobody-can-read = verschlüsselt: ohne die Passphrase kann niemand sie lesen, auch Sie nicht
readable-by-whoever-has-it = lesbar für jeden, der sie hat
the-case-file-is-how = die Falldatei ist { $how }
keep-it-as-you-keep-the-exports = Verwahren Sie sie so wie die Exporte
type-the-passphrase = Geben Sie die Passphrase ein
the-passphrase-does-not-fit-type-it = Die Passphrase passt nicht. Geben Sie sie erneut ein
name-decisions-added-n-known-known-already = { $name }: { $decisions } hinzugefügt, { $n-known } bereits bekannt
still-to-be-opened-names-else = ; { $still } zu öffnen: { $names }{ $else- }
differences-between-the-people-who-decided = ; { $differences } zwischen den Personen, die entschieden haben
see-differences-in-the-area-case-both = Siehe „Abweichungen“ im Bereich „Fall“: beide Seiten sind aufgeführt, und bis dahin gilt die spätere
open-them-their-decisions-wait-for-them = Öffnen Sie sie: ihre Entscheidungen warten auf sie
copied-as-others-may-read-it-and = so kopiert, wie andere es lesen dürfen, und ohne Code: etwas davon wird zurückgehalten
a-code-would-let-others-find-out = Mit einem Code könnten andere herausfinden, was dort steht
whose-phone-made-the-export = Wessen Telefon den Export erstellt hat
one-tag-defined-in-two-ways = Ein Schlagwort, auf zwei Arten festgelegt
two-tags-with-one-key = Zwei Schlagwörter mit derselben Taste
a-participant-in-two-persons = Ein Teilnehmer in zwei Personen
two-exhibits-with-one-number = Zwei Beweisstücke mit derselben Nummer
the-order-of-day-and-month = Die Reihenfolge von Tag und Monat
the-zone-of-the-phones-clock = Die Zeitzone der Uhr des Telefons
withheld-by-one-shown-again-by-another = Von einer Person zurückgehalten, von einer anderen wieder gezeigt
no-key = keine Taste
key-key = Taste { $key }
shown-again = wieder gezeigt
a-message-is-withheld = eine Nachricht wird zurückgehalten
a-part-of-a-message-is-withheld = ein Teil einer Nachricht wird zurückgehalten
a-file-is-withheld = eine Datei wird zurückgehalten
a-part-of-a-sound-is-muted = ein Teil einer Tonaufnahme wird stummgeschaltet
a-part-of-a-picture-is-blacked = ein Teil eines Bildes wird abgedeckt
find-is-withheld = „{ $find }“ wird zurückgehalten
what-a-suggestion-found-is-withheld = was ein Vorschlag gefunden hat, wird zurückgehalten
messages-outside-the-scope-are-withheld = Nachrichten außerhalb des Umfangs werden zurückgehalten
suggestions-are-rejected = Vorschläge werden abgelehnt
a-file-goes-out-as-it-is = eine Datei geht unverändert hinaus
a-participant-is-pseudonymised = ein Teilnehmer wird pseudonymisiert
somebody-in-a-file-that-is-not = jemand in einer Datei, die nicht geöffnet ist
no-message-is-focused-that-could-be = keine Nachricht ist angewählt, die markiert werden könnte
name-put-on-message-record = „{ $name }“ zu Nachricht { $record } gesetzt
name-taken-off-message-record = „{ $name }“ von Nachricht { $record } entfernt
give-the-tag-a-name = Geben Sie dem Schlagwort einen Namen
there-is-a-tag-name-already = Es gibt bereits ein Schlagwort „{ $name }“
a-key-is-one-digit-from-1 = Eine Taste ist eine Ziffer von 1 bis 9 oder ein Kleinbuchstabe, den die Seite nicht selbst verwendet
tag-has-that-key = „{ $tag }“ hat diese Taste
a-passage-begins-at-message-record = ein Abschnitt beginnt bei Nachricht { $record }
go-to-its-last-message-then-press = Gehen Sie zu seiner letzten Nachricht und drücken Sie dann „Notiz“ oder „Beweisstück“
write-the-note = Schreiben Sie die Notiz
message-number-2 = Nachricht { $number }
messages-number-to-last = Nachrichten { $number } bis { $last }
tick-at-least-two-participants = Haken Sie mindestens zwei Teilnehmer an
give-the-person-a-name = Geben Sie der Person einen Namen
say-why-they-are-one-person = Sagen Sie, warum sie eine Person sind

## app/compliance

open-a-policy-or-pick-a-ready = Öffnen Sie eine Richtlinie oder wählen Sie eine fertige
reload-the-page-to-try-again-no = Laden Sie die Seite neu, um es noch einmal zu versuchen; keine Entscheidung ist verloren
the-page-is-of-version-build-but = die Seite hat die Version { $build }, der Teil, der Exporte untersucht, aber die Version { $build2 }
the-part-of-the-program-that-looks = der Programmteil, der Exporte untersucht, ist abgestürzt: { $message }
no-decision-is-lost-press-ask-again = Keine Entscheidung ist verloren; drücken Sie erneut „Abfragen“
question = Frage
review = Durchsicht
who-is-who = Wer ist wer
completeness = Vollständigkeit
who-could-read-2 = Wer lesen konnte
other-channels = Andere Kanäle
sample = Stichprobe
report = Bericht
high = Hoch
medium = Mittel
low = Niedrig
info = Hinweis
the-characters-for-the-draw-are-fewer = für die Ziehung sind es weniger als { $nonce-chars } Zeichen
type-at-least-eight-characters-that-nobody = Geben Sie mindestens acht Zeichen ein, die niemand vorher hätte wählen können
wait-until-they-are-there-then-ask = Warten Sie, bis sie da sind, fragen Sie dann ab und ziehen Sie erneut
a-finding-that-is-row-cannot-be = ein Befund mit dem Stand „{ $row }“ kann nicht den Stand „{ $to }“ bekommen
it-can-become-can = Möglich ist: { $can }
give-your-name-a-review-without-one = Geben Sie Ihren Namen an: eine Durchsicht ohne Namen zählt nicht
say-why = Sagen Sie, warum
say-when-it-shall-be-looked-at = Sagen Sie, wann es wieder angesehen werden soll
say-to-whom = Sagen Sie, an wen
say-what-was-done = Sagen Sie, was getan wurde
give-the-date-and-where-the-evidence = Geben Sie das Datum an und wo der Beleg dafür liegt
no-outcome-here-waits-for-a-second = kein Ergebnis wartet hier auf eine zweite Person
give-your-name-nobody-can-agree-without = Geben Sie Ihren Namen an: ohne Namen kann niemand zustimmen
that-is-who-gave-the-outcome-nobody = Von dieser Person stammt das Ergebnis: niemand kann sich selbst zustimmen
this-finding-names-no-other-channel = dieser Befund nennt keinen anderen Kanal
say-where-the-evidence-is-or-what = Sagen Sie, wo der Beleg liegt oder wie die Erklärung lautet
say-why-the-names-are-needed = Sagen Sie, warum die Namen nötig sind

## app/parts

reload-the-page-open-the-files-again = Laden Sie die Seite neu, öffnen Sie die Dateien erneut und bauen Sie erneut; keine Entscheidung ist verloren
withheld-whole-in-a-package-why = wird in einem Paket ganz zurückgehalten: { $why }
its-boxes-could-not-be-burnt-in = die Kästen konnten nicht ins Bild eingebrannt werden
the-part-of-the-program-that-burns = der Programmteil, der Kästen in Bilder einbrennt, ist abgestürzt: { $what }
no-decision-is-lost-try-again-or = Keine Entscheidung ist verloren; versuchen Sie es erneut oder halten Sie das ganze Bild zurück
no-part-of-this-file-can-be = von dieser Datei kann kein Teil zurückgehalten werden
voice-notes-in-opus-can-be-muted = Sprachnachrichten in Opus können teilweise stummgeschaltet, Bilder in JPEG, PNG und WebP teilweise abgedeckt werden; andere Dateien halten Sie ganz zurück
choose-where-the-silence-begins-and-where = Wählen Sie, wo die Stille beginnt und wo sie endet
draw-at-least-one-box = Zeichnen Sie mindestens einen Kasten

## app/queue

n-more-stand = { $n ->
    [one] { $n } weiterer steht
   *[other] { $n } weitere stehen
}
this-text-cannot-be-looked-for-elsewhere = dieser Text kann anderswo nicht gesucht werden
accept-it-where-it-stands-or-redact = Nehmen Sie ihn dort an, wo er steht, oder schwärzen Sie seine Nachricht
stand-in-titles-names-of-participants-or = { $stand } in Titeln, in Namen von Teilnehmern oder von Dateien: entscheiden Sie darüber einzeln, denn wer sie annimmt, hält sie überall zurück
the-part-of-the-program-that-makes = der Programmteil, der Vorschläge macht, konnte nicht geladen werden: { $what }
everything-else-works-reload-the-page-to = Alles andere funktioniert; laden Sie die Seite neu, um es noch einmal zu versuchen
the-page-is-of-version-build-but-the-part = die Seite hat die Version { $build }, der Teil, der Vorschläge macht, aber die Version { $build2 }: der Browser hat eine alte Kopie behalten
the-part-of-the-program-that-makes-suggestions-broke = der Programmteil, der Vorschläge macht, ist abgestürzt: { $message }
no-decision-is-lost-press-suggest-what = Keine Entscheidung ist verloren; drücken Sie „Vorschläge suchen“, um noch einmal zu suchen
all-kinds-2 = Alle Arten
rejected = Abgelehnt

## app/signing

type-the-numbers-of-the-thread-and = Geben Sie die Nummern des Chats und der Nachricht so ein, wie die Mitschrift sie zeigt
an-exhibit-needs-three-whole-numbers = ein Beweisstück braucht drei ganze Zahlen
type-a-zone-such-as-europe-london = Geben Sie eine Zeitzone wie Europe/London ein, womit die Nummern beginnen, und die erste Nummer
a-review-set-needs-a-zone-and = ein Datensatz zur Durchsicht braucht eine Zeitzone und Nummern
try-it-again-or-sign-with-threadseal = Versuchen Sie es erneut, oder signieren Sie mit „threadseal sign“ oder ssh-keygen und fügen Sie die Datei hier hinzu

## more words

order-proven = bewiesen
order-corroborated = bestätigt
order-assumed = angenommen
order-conflict = widersprüchlich
order-chosen = gewählt
n-bytes = { $n ->
    [one] { $n } Byte
   *[other] { $n } Bytes
}
edited-word = bearbeitet
messages-word = Nachrichten
attachments-word = Anhänge
deleted-word = gelöscht
unresolved-word = nicht bestimmt
yes = ja
no- = nein
n-missing = { $n ->
    [one] {", "}{ $n } fehlt
   *[other] {", "}{ $n } fehlen
}
nobody = niemand
accepted-word = angenommen
rejected-word = abgelehnt
blocked-word = gesperrt
still-open = offen
hold = erfüllt
copied = kopiert
none-word = keine
the-browser-did-not-let-the-page-write = der Browser ließ die Seite nicht in die Zwischenablage schreiben
the-package-was-not-finished = das Paket wurde nicht fertig
the-finished-package-went-with-the-part-of = das fertige Paket ging mit dem Programmteil verloren, der es gemacht hat
the-check-of-the-package-was-not-finished = die Prüfung des Pakets wurde nicht fertig
no-policy-is-chosen = keine Richtlinie ist gewählt
the-part-of-the-program-that-looks-into = der Programmteil, der die Exporte untersucht, ist nicht geladen
the-digests-of-the-exports-are-still-being = die Hashwerte der Exporte werden noch berechnet, und die Ziehung hängt von ihnen ab
the-part-of-the-program-that-burns-boxes = der Programmteil, der Kästen in Bilder einbrennt, ist nicht geladen
the-package-with-more-files-was-not-finished = das Paket mit weiteren Dateien wurde nicht fertig
the-decisions-cannot-be-saved-yet-the-sha = die Entscheidungen können noch nicht gesichert werden: der SHA-256 einer Datei, die sie betreffen, ist nicht bekannt
the-package-must-not-be-saved-the-check = das Paket darf nicht gesichert werden: die Prüfung der fertigen Bytes hat etwas gefunden
the-case-cannot-be-saved-yet-the-sha = der Fall kann noch nicht gesichert werden: der SHA-256 einer Datei, die er betrifft, ist nicht bekannt
it-takes-somebody-who-decided-none-of-what = Es braucht jemanden, der nichts von dem entschieden hat, was hier zurückgehalten wird
language = Sprache
n-boxes = { $n ->
    [one] { $n } Kasten
   *[other] { $n } Kästen
}
and-withheld = {", "}zurückgehalten
and-bookmarked = {", "}mit Lesezeichen
report-1-question = 1 Frage
report-2-collection = 2 Sammlung
report-3-people = 3 Personen
report-4-findings = 4 Befunde
report-7-sample = 7 Stichprobe
report-9-decisions = 9 Entscheidungen
and-more-of-them = {" "}und weitere
star-bookmark = ★ Lesezeichen
with-certainty-at-most = ; mit 95 % Sicherheit verstoßen höchstens { $whole }.{ $parts } % der Gruppe
or-between = {" "}oder{" "}
all-severities = alle
check-passed = ✓ bestanden
check-failed = ✕ nicht bestanden
until-day = bis

## compliance, added

comply-nothing-to-look-at = Dieser Befund wurde nicht zum Nachsehen gezogen
comply-say-why-it-is-wrong = Sagen Sie, warum das Ergebnis falsch ist
comply-names-are-hidden = Namen sind verborgen
comply-show-names-first = Zeigen Sie zuerst die Namen an; das wird mit dem Grund festgehalten
comply-look-again = Nachsehen …
comply-look-again-title = Nachsehen, was zusammen verschoben wurde
comply-drawn-from-a-move = Aus einer gemeinsamen Verschiebung gezogen: Ist dieses Ergebnis richtig?
comply-the-outcome-is-right = Das Ergebnis ist richtig
comply-the-outcome-is-wrong = Das Ergebnis ist falsch: Befund wieder öffnen
comply-level = Stufe { $level }
comply-due = fällig am { $day }
comply-overdue = überfällig seit { $day }
comply-tried-rules = Treffer je Regel
comply-tried-hint = Wird im Hintergrund gezählt, während Sie schreiben, über alles, was geöffnet ist.
comply-rule = Regel
comply-hits = Treffer
comply-rule-off = abgeschaltet
comply-trying = Treffer werden gezählt
comply-wrong-in-policy = Was an der Richtlinie falsch ist
comply-line-path = Zeile { $line }, { $path }: { $what }
comply-line = Zeile { $line }: { $what }
comply-go-to-line = Zu Zeile { $line }
comply-people-of-the-roster = Personen des Verzeichnisses
comply-add-a-person = Person hinzufügen
comply-begin-a-roster = Verzeichnis beginnen
comply-remove-row = Zeile { $number } entfernen
comply-remove = Entfernen
comply-cell = { $column }, Zeile { $number }
comply-undo-roster = Letzte Änderung zurücknehmen
comply-add-a-column = Spalte hinzufügen …
comply-roster-is-no-table = Der Text lässt sich nicht als Tabelle lesen: Korrigieren Sie ihn unten.
comply-rows-more = { $number } weitere Zeilen stehen im Text.
comply-take-card = In das Verzeichnis aufnehmen
comply-take-card-of = { $name } in das Verzeichnis aufnehmen
comply-put-into-sealed = In das versiegelte Paket legen
comply-put-into-sealed-hint = Seite, JSON, alle Tabellen, Kennzeichen, Richtlinie und Verzeichnis kommen in das Paket des Verwahrers, nie in eine Offenlegung.
comply-confirmed-findings = Bestätigt
comply-moved-together = Zusammen verschoben
comply-who-was-in = Wer dabei war
comply-who-was-in-others = Und womöglich andere: Der Anfang fehlt.
comply-from-the-beginning = dem Anfang
comply-to-the-end = zum Ende
comply-all-of-them = Alle anzeigen
comply-only-some = Nur ein Teil wird gezeigt
comply-a-prompt-never-a-verdict = Ein Befund ist ein Hinweis, nie ein Urteil. Dieser Bericht zitiert, was in Exporten steht: Er ist für die bestimmt, die sie lesen dürfen.
comply-everything-open = alles, was geöffnet ist
comply-from-on = ab { $from }
comply-up-to = bis { $to }
comply-n-overdue = { $n } überfällig
comply-n-waiting = { $n } mit ausstehender zweiter Person
comply-n-open = { $n } offen
comply-n-settled = { $n } geklärt
comply-share-confirmed = Anteil bestätigt
comply-n-silent-terms = { $n ->
    [one] { $n } Begriff funktioniert und traf nie.
   *[other] { $n } Begriffe funktionieren und trafen nie.
}
comply-never-found = { $rule }: „{ $term }“ wurde nie gefunden, auch in den eigenen Beispielen nicht: bitte prüfen.
comply-excluded = Ausgenommen: { $what } ({ $why }),{" "}
comply-n-hits-hidden = { $n ->
    [one] { $n } Treffer ausgeblendet
   *[other] { $n } Treffer ausgeblendet
}
comply-n-untested = { $n ->
    [one] { $n } Nachricht liegt außerhalb der Tage der Richtlinie und wurde nicht geprüft
   *[other] { $n } Nachrichten liegen außerhalb der Tage der Richtlinie und wurden nicht geprüft
}
comply-retention = { $n ->
    [one] Aufbewahrung: { $title }, { $n } Jahr, { $applies-to }
   *[other] Aufbewahrung: { $title }, { $n } Jahre, { $applies-to }
}
comply-no-decision-yet = Noch keine.
comply-exported-by = Exportiert von
comply-by-kind = Nach Art
comply-files = Dateien
comply-disappearing-on = Selbstlöschende Nachrichten an
comply-gone-or-changed = Weg oder geändert
comply-about-the-record = Befunde zur Aufzeichnung
comply-n-messages = { $n ->
    [one] { $n } Nachricht
   *[other] { $n } Nachrichten
}
comply-n-system = { $n ->
    [one] { $n } Zeile von WhatsApp selbst
   *[other] { $n } Zeilen von WhatsApp selbst
}
comply-n-named = { $n } genannt
comply-n-here = { $n } hier
comply-n-absent = { $n } fehlend
comply-n-left-out = { $n } weggelassen
comply-n-by-none = { $n } von keiner Nachricht genannt
comply-n-deleted = { $n } gelöscht
comply-n-edited = { $n } bearbeitet
comply-n-view-once = { $n } zur einmaligen Ansicht
comply-n-in-both = { $n } in beiden
comply-n-only-first = { $n } nur im ersten
comply-n-only-second = { $n } nur im zweiten
comply-n-changed = { $n } geändert
comply-changed-in-one = in einem geändert
comply-more-are-in = { $n } weitere stehen in { $table } des gespeicherten Berichts.
comply-moved-together-by = { $rule } „{ $term }“ nach „{ $to }“ durch { $by }
comply-n-drawn = { $n } gezogen
comply-n-looked-at = { $n } nachgesehen
comply-n-wrong = { $n } falsch
comply-n-read = { $n } gelesen
comply-n-breaking = { $n ->
    [one] { $n } verstößt gegen die Richtlinie
   *[other] { $n } verstoßen gegen die Richtlinie
}
comply-to-between = {" "}bis{" "}
comply-back-to-report = Zurück zum Bericht
comply-back-to-findings = Zurück zu den Befunden
comply-other-sender = anderer Absender
comply-other-time = andere Zeit
comply-other-file = andere Datei
comply-all-n-messages = { $n ->
    [one] Die gezählte Nachricht
   *[other] Alle { $n } gezählten Nachrichten
}
comply-first-of = Die ersten { $shown } von { $n } werden gezeigt.
comply-in-the-roster = im Verzeichnis
comply-drawn-all = alle gezogenen
comply-drawn-read = die gelesenen
comply-marked-overdue = überfällig
comply-marked-waiting = zweite Person steht aus
comply-marked-open = andere Kanäle, offen
comply-marked-settled = andere Kanäle, geklärt
comply-marked-drawn = zum Nachsehen gezogen
comply-marked-looked = noch einmal angesehen
comply-marked-wrong = beim zweiten Blick falsch
comply-any = alle
comply-categories = Was die Kategorien der Karten bedeuten
comply-categories-hint = Wer eine Kategorie hat, bekommt, was hier gewählt wird. Aus einem Namen wird nichts geraten.
comply-category-column = { $category }: { $column }
comply-n-people = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}

## the key of pseudonyms

key-of-pseudonyms = Schlüssel der Pseudonyme
save-key-of-pseudonyms = Schlüssel der Pseudonyme sichern
open-key-of-pseudonyms = Schlüssel der Pseudonyme öffnen
this-package-calls-people-by-pseudonyms = Dieses Paket nennt Personen bei Pseudonymen. Ihr Schlüssel sagt, wer wer ist: welche Bezeichnung für welche Namen und Nummern steht, in welchen Exporten und Chats.
losing-it-loses-the-way-back-never-hand-it = Ist der Schlüssel oder seine Passphrase verloren, gibt es keinen Weg zurück. Geben Sie ihn nie mit dem Paket heraus.
a-key-says-who-stands-behind-the-pseudonyms = Ein Schlüssel der Pseudonyme sagt, wer hinter den Bezeichnungen eines Pakets steht. Er ist eine eigene Datei für alle, die es wissen dürfen; ihn zu öffnen ist ein eigener Schritt, den das Protokoll des Falls nennt.
one-encrypted-file-that-says-who-is-who = Eine verschlüsselte Datei, die sagt, wer im fertigen Paket wer ist. Nichts davon steht im Paket; das Protokoll des Falls nennt sie mit ihrer SHA-256.
reading-the-key-of-pseudonyms = Schlüssel der Pseudonyme wird gelesen…
the-key-of-pseudonyms-is-saved = Der Schlüssel der Pseudonyme ist gesichert, verschlüsselt
use-another-browser-a-key-is-always-encrypted = Verwenden Sie einen anderen Browser: Ein Schlüssel der Pseudonyme ist immer verschlüsselt
the-log-of-the-case-will-say-that-it-was-read = Das Protokoll des Falls wird sagen, dass Sie ihn gelesen haben und wann.
no-case-is-open-whose-log-could-say-that = Hier ist kein Fall geöffnet, also sagt kein Protokoll, dass dieser Schlüssel gelesen wurde. Öffnen Sie zuerst den Fall, wenn eines das soll.
it-belongs-to-the-package-that-was-built-here = Er gehört zu dem Paket, das hier gebaut wurde
it-belongs-to-the-package-that-was-checked-here = Er gehört zu dem Paket, das hier geprüft wurde
it-belongs-to-another-package-than-the-one-here = Er gehört zu einem anderen Paket als dem hier, oder zu diesem, bevor etwas signiert oder hinzugefügt wurde
there-is-no-package-here-to-compare-it-with = Hier ist kein Paket, mit dem er verglichen werden könnte
belongs-to = Zu welchem Paket er gehört
sha-256-of-the-package = SHA-256 des Pakets
saved-at = Gesichert
names-and-numbers = Namen und Nummern
where-they-write = Wo sie schreiben
title-thread-number-of-the-package = { $title } (Chat { $number } des Pakets)
title-not-in-the-package = { $title } (nicht im Paket)
the-page-forgets-this-table-when-it-is-closed = Die Seite vergisst diese Tabelle, sobald sie geschlossen wird.
