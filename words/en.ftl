# The words of the interface in English. The build makes a function of each key and compares the languages.

## ui/burning

the-pictures-bytes-did-not-arrive = the picture's bytes did not arrive
the-browser-cannot-show-it = the browser cannot show it

## ui/download

the-space-that-the-browser-gives-to = the space that the browser gives to this page is used up
the-browser-gave-no-reason = the browser gave no reason

## ui/effects

the-files-bytes-did-not-arrive = the file's bytes did not arrive
name-could-not-be-saved-what = { $name } could not be saved: { $what }
check-the-browsers-settings-for-downloads-then = Check the browser's settings for downloads, then try again
its-bytes-did-not-arrive = its bytes did not arrive

## ui/keep

it-has-no-indexeddb = it has no IndexedDB
the-browser-did-not-say-what-is = the browser did not say what is kept on this device for this file
if-you-redacted-it-before-reload-the = If you redacted it before, reload the page before you read on; else go on
the-browser-does-not-let-the-page = the browser does not let the page keep decisions on this device: { $error }
go-on-and-use-save-decisions-before = Go on, and use "Save decisions" before you leave the page
decisions-could-not-be-kept-on-this = decisions could not be kept on this device: { $error }
nothing-is-lost-while-the-page-is = Nothing is lost while the page is open: use "Save decisions", then free some space
what-is-kept-on-this-device-for = what is kept on this device for this file cannot be read, and is left as it is
use-save-decisions-forget-clears-what-cannot = Use "Save decisions"; "Forget" clears what cannot be read

## ui/listing

n-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
looking = Looking…
messages-behind-the-number = Messages behind the number
show-more-messages = Show more messages
message-record = Message { $record }
withheld = {" "}(withheld)

## ui/offline

there-is-no-window = there is no window
the-page-was-opened-over-plain-http = the page was opened over plain http, and browsers keep pages only over https and from this machine itself
this-browser-keeps-no-pages-or-not = this browser keeps no pages, or not in a private window
the-browser-did-not-keep-it-error = the browser did not keep it: { $error }
the-browser-ended-it-without-saying-why = the browser gave up and did not say why
what-keeps-the-page-gave-no-answer = the part of the browser that keeps the page gave no answer

## ui/sealing

this-browser-has-no-source-of-random = this browser has no source of random bytes
use-a-current-browser-or-the-command = Use a current browser, or the command line program

## ui/signing

no-key-could-be-made-error = no key could be made: { $error }
the-key-could-not-be-thrown-away = the key could not be thrown away: { $error }
the-browser-could-not-sign-error = the browser could not sign: { $error }
the-packages-bytes-did-not-arrive = the package's bytes did not arrive
the-package-could-not-be-written-there = the package could not be written there: { $what }
it-has-no-keys-of-its-own = it has no keys of its own here
the-key-is-not-there-any-more = the key is not there any more
its-signature-is-not-of-64-bytes = its signature is not of 64 bytes
name-could-not-be-read-error = { $name } could not be read: { $error }

## ui/where_from

n-more-bytes-are-not-shown = { $n ->
    [one] { $n } more byte is not shown.
   *[other] { $n } more bytes are not shown.
}
where-it-comes-from = Where it comes from
as-it-stands-in-the-export-whatever = As it stands in the export, whatever is withheld. Nothing of this goes into a package.
spelled-out = Spelled out
the-message-with-invisible-characters-spelled-out = The message with invisible characters spelled out
bytes = Bytes
the-bytes-of-the-message = The bytes of the message
message = Message
file = File
byte-start-to-end-byte-len = { $byte-start } to { $end } ({ $byte-len })
encoding = Encoding
time-as-written = Time as written
read-as = Read as
in-the-stated-zone = In the stated zone
its-clock-showed-this-time-twice-which = its clock showed this time twice; which of the two is not known
its-clock-never-showed-this-time-which = its clock never showed this time, which speaks against the zone
order-of-the-date = Order of the date
kind-because = Kind, because
how-sure = How sure
names-the-file = Names the file
marked = Marked
utf-16-little-end-first-shown-as = UTF-16, little end first; shown as UTF-8
utf-16-big-end-first-shown-as = UTF-16, big end first; shown as UTF-8
low-only-the-structure-speaks-for-it = low: only the structure speaks for it
medium-the-words-do-and-a-person = medium: the words do, and a person can type them, too
high-structure-and-words-agree = high: structure and words agree
an-entry-has-the-same-name-byte = an entry has the same name, byte for byte
an-entry-has-the-same-name-composed = an entry has the same name, composed alike
an-entry-has-the-same-name-but = an entry has the same name but for case or invisible marks
an-entry-in-a-folder-has-that = an entry in a folder has that name
no-entry-has-that-name = no entry has that name
byte-byte = [byte { $byte }]

## ui/witness

witness-js-is-missing = witness.js is missing
network-witness = Network witness
tries-every-way-out-of-this-page = Tries the ways out of this page that a script could take, from the page and from a worker, and shows which of them the page's own policy blocked. The address that is tried belongs to nobody (threadseal.invalid); three ways go to the page's own host, which is forbidden, too, once everything is loaded.
a-policy-cannot-block-going-to-another = No policy can block going to another page, or WebRTC out of an empty frame: in browsers that have it, that way is open. The program does neither, and no code makes an address of what stands in an export; the tests of its build look for that. The witness is this program's own: who does not trust it watches the network from outside.
try-every-way-out = Try every way out
witness = Witness
trying = Trying…
it-could-not-be-tried-what-reload = It could not be tried: { $what }. Reload the page and try again.
try-again = Try again
blocked-all-n-tried-attempts = Blocked: all { $n-tried } attempts
not-blocked-n-blocked-of-n-tried = Not blocked: { $n-blocked } of { $n-tried } attempts
way-out = Way out
from-the-page = From the page
from-a-worker = From a worker
not-there = not there
not-blocked = NOT BLOCKED
with-a-case-open-this-can-be = With a case open, this can be recorded in it.
recorded-packages-built-from-now-on-say = Recorded: packages built from now on say so
record-in-the-case = Record in the case
every-file-of-the-page-was-compared = Every file of the page was compared with the list of this build and is kept in this browser.
the-page-is-one-file-compare-its = The page is one file: compare its SHA-256 with the one that you were told.
the-files-of-the-page-were-not = The files of the page were not compared with the list of this build.
build = Build
this-pages-own-files = This page's own files
build-2 = Build{" "}
the-number-is-the-sha-256-of = {" "}The number is the SHA-256 of build.txt beside the page, which lists the SHA-256 of every file; anyone can build the same files again.
remove-the-pages-files-from-this-browser = Remove the page's files from this browser

## ui/worker_handle

the-part-of-the-page-that-reads = the part of the page that reads files is not running
reload-the-page-and-open-the-files = Reload the page and open the files again
it-ended-without-saying-why = it ended without saying why

## ui/worker_program

url-answered-with-status = { $url } answered with { $status }

## ui/casework

code = Code
as-it-stands-in-a-copied-message = As it stands in a copied message: TS-128-7QK4M-2XD90. Works in any copy of the export.
look-up = Look up
citation = Citation
that-is-no-code-of-a-message = That is no code of a message.
message-record-of = Message { $record } of{" "}
code-the-message-stands-there-with-the = { $code }: the message stands there with the same content.
code-the-same-content-stands-elsewhere-not = { $code }: the same content stands elsewhere, not as message { $number }.
code-no-open-export-holds-this-content = { $code }: no open export holds this content. Message { $number } is there, but its content differs.
code-nothing-that-is-open-holds-this = { $code }: nothing that is open holds this content, nor so many messages.
tags-of-message-record = Tags of message { $record }
note = Note
exhibit = Exhibit
one-person = One person
save-case = Save case
passphrase = Passphrase
look-up-a-citation = Look up a citation
for-those-who-work-on-the-case = For those who work on the case. It never goes into a package.
add-note = Add note
label = Label
as-it-is-called-in-the-proceedings = As it is called in the proceedings: AP/1, for example.
what-it-shows = What it shows
add-exhibit = Add exhibit
participants-who-are-one-person-as-you = Participants who are one person, as you see it. No message is changed by it.
participants = Participants
name-of-the-person = Name of the person
grounds = Grounds
why-they-are-one-person-the-same = Why they are one person: the same number, for example.
they-are-one-person = They are one person
one-file-with-every-decision-tag-and = One file with every decision, tag and note, and with the names of the exports. It holds no message.
passphrase-again = Passphrase again
at-least-shortest-passphrase-characters-nobody-can = At least { $shortest-passphrase } characters. Nobody can open the file without it: it is kept nowhere.
save-without-a-passphrase = Save without a passphrase
save-encrypted = Save encrypted
is-encrypted = {" "}is encrypted.
open = Open
n-differences = { $n ->
    [one] { $n } difference
   *[other] { $n } differences
}
people-decided-otherwise-about-the-same-thing = People decided otherwise about the same thing. The later decision counts until one is withdrawn.
differences = Differences
withdraw-what-by-decided = Withdraw what { $by } decided
withdraw = Withdraw
n-exports = { $n ->
    [one] { $n } export
   *[other] { $n } exports
}
waiting-for-exports = Waiting for { $exports }
the-case-is-about-these-files-open = The case is about these files. Open them: their decisions wait for them.
threads = Threads:{" "}
do-not-wait-for-name = Do not wait for { $name }
do-not-wait-for-it = Do not wait for it
your-name = Your name
asked-once-and-stands-in-every-decision = Asked once, and stands in every decision. Left empty, decisions say “{ $no-name }”.
cancel = Cancel
exhibits = Exhibits
tagged-messages = Tagged messages
bookmarks = Bookmarks
notes = Notes
nothing-is-marked-yet-focus-a-message = Nothing is marked yet. Focus a message and press 1 to 9 or t for a tag, b for a bookmark, Shift+N for a note, e for an exhibit.
list = List{" "}
messages-that-are-listed = Messages that are listed
all-marked-messages = all marked messages
tagged-name-n-messages = tagged { $name } ({ $n-messages })
the-first-drawn-are-listed-choose-a = The first { $drawn } are listed. Choose a tag above to see others.
up = Up
down = Down
tag = Tag{" "}
in-an-export-that-is-not-open = In an export that is not open
messages-record-to-record2 = Messages { $record } to { $record2 }
go-to-message-record-of-title = Go to message { $record } of { $title }
save-the-case-without-a-passphrase-or = Save the case without a passphrase, or use a current browser
marks-of-this-message = Marks of this message
bookmark = Bookmark
exhibit-2 = Exhibit{" "}
note-2 = Note:{" "}
case-file = Case file
open-case = Open case
deriving-the-key-from-the-passphrase-and = Deriving the key from the passphrase and encrypting…
writing-the-case-file = Writing the case file…
deriving-the-key-from-the-passphrase-and-opening = Deriving the key from the passphrase and opening…
reading-the-case-file = Reading the case file…
tags = Tags
change-this-tag = Change this tag
new-tag = New tag
name = Name
colour = Colour
key = Key
a-digit-from-1-to-9-or = A digit from 1 to 9, or a small letter. Pressed on a message, it puts the tag on or takes it off.
change-tag = Change tag
make-tag-and-put-it-on = Make tag and put it on
change-tag-name = Change tag { $name }
change = Change

## ui/compliance

n-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
exports-of-one-thread = Exports of one thread
what-could-not-be-checked = What could not be checked
source = Source
from-and-to = From and to
messages-lines-of-whatsapps-own = Messages, lines of WhatsApp's own
files-named-here-absent-left-out-named = Files named, here, absent, left out, named by none
bytes-that-belong-to-no-message = Bytes that belong to no message
the-beginning-is-here = The beginning is here
ends-near-a-cap = Ends near a cap
deleted-edited-view-once = Deleted, edited, view once
headers = Headers
handed-in-by = Handed in by
no-time-could-be-read = no time could be read
from-to-to = { $from } to { $to }
who-handed-in-title = Who handed in { $title }
not-said = not said
messages-by-month-months-silent-without-any = Messages by month: { $months }; { $silent } without any
first-to-last = , { $first } to { $last }
and = {" "}and{" "}
from-one-phone = , from one phone
from-two-phones = , from two phones
both-in-both-only-a-only-in = : { $both } in both, { $only-a } only in the first, { $only-b } only in the second, { $changed } changed
the-second-clock-is-ahead-by-or = ; the second clock is ahead by { $or } minutes
show-the-differences = Show the differences
not-here = not here
how = How
first = First
second = Second
in-both = in both
only-in-the-first = only in the first
only-in-the-second = only in the second
edited-in-one = edited in one
deleted-in-one = deleted in one
media-left-out-of-one = media left out of one
other-words = other words
finding-number = Finding { $number }
finding-number-severity-confidence = Finding { $number } · { $severity } · { $confidence }
with-joined = {" "}· with { $joined }
clause-id-title = Clause { $id }: { $title }.{" "}
about-no-single-message = About no single message.
go-to-message-record = Go to message { $record }
outcome = Outcome
a-second-person-agrees = A second person agrees…
settle-the-other-channel = Settle the other channel…
other-channel-settled = Other channel: { $settled }
claim = Claim
release = Release
not-relevant = Not relevant…
false-positive = False positive…
confirm = Confirm…
escalate = Escalate…
park = Park…
resolve = Resolve…
reopen = Reopen
what-fired-it = What fired it
what-was-decided = What was decided
carried-over-from-an-earlier-export-of = Carried over from an earlier export of the thread.
agreed-by = {" "}· agreed by{" "}
a-second-person-agrees-2 = A second person agrees
settle-the-other-channel-2 = Settle the other channel
show-names = Show names
not-relevant-2 = Not relevant
false-positive-2 = False positive
confirm-2 = Confirm
escalate-2 = Escalate
park-2 = Park
resolve-2 = Resolve
finding-number-id = Finding { $number }: { $id }{" "}
to-whom = To whom
look-again-on = Look again on
resolved-on = Resolved on
where-the-evidence-of-it-is = Where the evidence of it is
the-same-for-all-n-alike-that = The same for all { $n-alike } that are still to be worked with this rule and “{ $term }”
what-was-done = What was done
choose = Choose…
clause = Clause
why = Why
outcome-row-by-moved-by = Outcome: { $row }, by { $moved-by }.
name-of-the-second-person = Name of the second person
somebody-else-than-who-gave-the-outcome = Somebody else than who gave the outcome.
agree = Agree
what-settles-it = What settles it
where-the-capture-of-that-channel-is = Where the capture of that channel is, or what the explanation says.
signed-by = Signed by
who-signed-the-explanation-left-empty-for = Who signed the explanation; left empty for evidence.
settle = Settle
that-names-were-shown-is-recorded-with = That names were shown is recorded, with who asked and why.
why-the-names-are-needed = Why the names are needed
n-mentions = { $n ->
    [one] { $n } mention
   *[other] { $n } mentions
}
open-mentions = Open mentions
n-open-of-mentions-open = { $n-open } of { $mentions } open
about = About
mention = Mention
settled-by = Settled by
no-other-channel-is-mentioned = No other channel is mentioned.
ledger-more-are-in-ledger-csv-of = { $ledger } more are in ledger.csv of the report.
parts-of-compliance = Parts of compliance
looking-at-everything-that-is-open = Looking at everything that is open…
asking-about-compliance = Asking about compliance
loading = Loading…
people = People
who = Who
known = Known
side = Side
numbers = Numbers
messages = Messages
first-and-last = First and last
speaks-in = Speaks in
people-more-are-in-people-csv-of = { $people } more are in people.csv of the report.
may-be-name-why = may be { $name }: { $why }
as- = {" "}as{" "}
who-is-name-in-title = Who is { $name } in { $title }
this-is = This is…
as-the-roster-says = as the roster says
who-speaks-and-may-what-breaks-the = Who speaks and may, what breaks the policy, and whether the record is complete. Everything is worked out on this device; nothing that is found is a verdict.
ask-again = Ask again
ask = Ask
choose-a-policy-first = Choose a policy first.
roster-who-may-speak = Roster: who may speak
open-roster = Open roster
none-everybody-who-writes-is-unknown = None: everybody who writes is unknown.
do-not-use-it = Do not use it
save-roster = Save roster
csv-with-person-id-full-name-side = CSV with person_id, full_name, side and authorised at least, or contact cards.
edit-the-roster = Edit the roster
roster-as-text = Roster as text
policy-what-is-allowed = Policy: what is allowed
open-policy = Open policy
ready-made-policy = Ready-made policy
or-start-from-a-ready-made-one = or start from a ready-made one…
none-yet = None yet.
save-policy = Save policy
edit-the-policy = Edit the policy
policy-as-text = Policy as text
every-rule-carries-a-text-it-must = Every rule carries a text it must find and one it must not; both are tried when you ask, and a file whose examples fail is refused with the place.
period = Period
from = From
left-empty-everything = Left empty: everything.
what-is-odd-in-the-roster = What is odd in the roster
contact-cards-in-the-exports = Contact cards in the exports
from-evidence-candidates-never-taken-into-the = From evidence: candidates, never taken into the roster by themselves.
thread = Thread
or-day = or day
who-could-read-it = Who could read it
who-could-read = Who could read{" "}
message-record-2 = message { $record }
of-at = {" "}of { $at }
and-possibly-others-the-beginning-of-the = and possibly others: the beginning of the thread is not here
members-over-messages = Members over { $messages }
before-the-start = before the start
to = {" "}to{" "}
the-end = the end
messages-from-to-to-sureness = messages { $from } to { $to } { $sureness }
print-report = Print report
save-report-as-json-and-csv = Save report as JSON and CSV
compliance-report = Compliance report
period-from-to-period-to = { $period-from } to { $period-to }
policy = Policy
sha-256-of-the-policy = SHA-256 of the policy
people-in-the-roster = People in the roster
custodians = Custodians
program = Program
none-named = none named
handed-in = handed in
nothing-handed-in-or-not-said = nothing handed in, or not said
what = What
findings = Findings
to-work = To work
confirmed = Confirmed
code-text-more-than-are-listed = { $code }: { $text } more than are listed
n-5-other-channels = 5 Other channels
none-is-mentioned = None is mentioned.
n-6-words-of-the-rules = 6 Words of the rules
rule = Rule
term = Term
hits = Hits
cleared = Cleared
advice = Advice
none-was-drawn = None was drawn.
characters-nonce = Characters: { $nonce }
seed = ; seed{" "}
n-8-what-could-not-be-checked-and = 8 What could not be checked, and what an export does not show
legal-hold-hold-who = Legal hold: { $hold }, { $who }
n-findings = { $n ->
    [one] { $n } finding
   *[other] { $n } findings
}
show = Show
all = All
severity = Severity
person = Person
hide-names = Hide names
findings-to-work = Findings to work
n-to-do-of-findings-to-work = { $n-to-do } of { $findings } to work
findings-of-the-policy = Findings of the policy
nothing-here-choose-all-to-see-what = Nothing here. Choose “All” to see what was worked.
j-and-k-or-arrows-move-g = j and k or arrows move, g goes to the message; y confirms, x not relevant, f false positive, e escalates, p parks, v resolves, o reopens, c claims, u releases; s a second person agrees, l settles another channel; Ctrl+Z takes back.
second-person = , second person
previous-page = Previous page
last-last2-of-n-listed = { $last }–{ $last2 } of { $n-listed }
next-page = Next page
characters-for-the-draw = Characters for the draw
draw = Draw
at-least-eight-that-nobody-could-have = At least eight that nobody could have chosen beforehand, such as a headline of today. With them, the exports, the policy and the period, anybody draws the same messages. Complaints and secrets are read in full and are no part of it.
seed-2 = Seed{" "}
rows-drawn-of-size-n-read-read = { $rows } drawn of { $size }, { $n-read } read
not-read-yet = not read yet
in-order = in order
breaks-the-policy = breaks the policy
five-before-and-five-after = Five before and five after
in-order-2 = In order
breaks-the-policy-2 = Breaks the policy

## ui/feed

goes-out-without-a-part-codes = goes out without a part · { $codes }
messages-of-title-scrolls = Messages of { $title }, scrolls
n-messages-not-shown = { $n ->
    [one] { $n } message not shown
   *[other] { $n } messages not shown
}

## ui/findings

findings-shown = Findings shown
where- = Where
show-more-findings = Show more findings
show-2 = Show{" "}
least-severity-shown = Least severity shown
warnings-and-serious-ones = warnings and serious ones
serious-ones = serious ones

## ui/gallery

files-links-and-places = Files, links and places
n-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
gallery = Gallery
shown = Shown
place-of-n-shown-kind = { $place } of { $n-shown }: { $kind }
not-shown-here-it-can-be-saved = Not shown here; it can be saved.
previous = Previous
next = Next
go-to-message = Go to message
redact-attachment = Redact attachment
copy = Copy
save = Save
words = Words
withheld-2 = Withheld
type-by-content = Type by content
size = Size
time-in-the-name = Time in the name
against-the-message = Against the message
not-recognised = not recognised
this-file = this file
not-computed-yet = not computed yet
the-messages-own-time-could-not-be = the message's own time could not be read
the-same-day = the same day
the-same-minute = the same minute
the-message-is-apart-later = the message is { $apart } later
the-message-is-apart-earlier = the message is { $apart } earlier
n-things = { $n ->
    [one] { $n } thing
   *[other] { $n } things
}
pictures = Pictures
video = Video
sound = Sound
documents = Documents
links = Links
places = Places
not-there-2 = Not there
picture = Picture
document = Document
link = Link
place = Place
file-that-is-not-there = File that is not there
gallery-tools = Gallery tools
show-as-the-recipient-will-see-it = Show as the recipient will see it
nothing-of-this-kind-is-in-these = Nothing of this kind is in these threads.
the-first-text-shown-choose-a-thread = , the first { $text } shown: choose a thread or a kind to see the others
looking-for-more-percent = , looking for more ({ $percent } %)
thread-2 = Thread{" "}
all-threads = All threads
kind = Kind{" "}
kind-2 = Kind
all-kinds-one = All kinds ({ $one })
kind-being-read = { $kind }, being read
unknown-type = unknown type
withheld-codes = Withheld · { $codes }
view-once-never-exported = View once: never exported
left-out-by-whatsapp = Left out by WhatsApp
not-in-this-export = Not in this export
withheld-codes-2 = withheld: { $codes }
speed = Speed
drawing-the-wave-form = Drawing the wave form…
wave-form = Wave form
too-long-for-a-wave-form-it = Too long for a wave form; it can be played.
this-browser-cannot-decode-the-sound-for = This browser cannot decode the sound for a wave form.
the-sound-is-empty = The sound is empty.
the-sound-is-silent = The sound is silent.

## ui/message

not-in-this-export-2 = Not in this export:{" "}
attachment-withheld-codes = Attachment withheld · { $codes }
goes-out-as-it-is-metadata-included = goes out as it is, metadata included
save-attachment-name = Save attachment { $name }
contact-card = Contact card
video-name = Video { $name }
sound-name = Sound { $name }
picture-name-show-larger = Picture { $name }, show larger
picture-name = Picture { $name }
this-message = This message
several-messages-are-selected-select-within-one = Several messages are selected. Select within one message to redact a part of it.
more = More
more-for-this-message = More for this message
mute-a-part = Mute a part
black-out-a-part = Black out a part
why-found-or-why-not = Why found, or why not
redact-selection = Redact selection
redact-message = Redact message
select-words = Select words
show-redaction-number = Show redaction { $number }
hand-over-as-it-is = Hand over as it is
tag-2 = Tag
begin-a-passage = Begin a passage
copy-with-citation = Copy with citation
n-characters-are = { $n ->
    [one] { $n } character is
   *[other] { $n } characters are
}
show-more-of-this-message-are-left = Show more of this message: { $are } left out here
who-stamp-message-record-withheld-marks = { $who }, { $stamp }, message { $record }{ $withheld }{ $marks }
tagged-name = , tagged { $name }
exhibit-label = , exhibit { $label }
with-a-note = , with a note
day-month-assumed = day/month assumed
year-inferred = year inferred
time-unresolved = time unresolved
start-uncertain = start uncertain
holds-a-line-that-looks-like-a = holds a line that looks like a message
holds-bytes-that-are-not-text = holds bytes that are not text
this-time-came-twice = this time came twice
no-such-time-in-the-stated-zone = no such time in the stated zone
content-not-exported-by-whatsapp = content not exported by WhatsApp
before-the-first-message = before the first message
starts-with-whatsapps-mark-its-words-are = starts with WhatsApp's mark; its words are not known
a-line-without-a-sender-its-words = a line without a sender; its words are not known
withheld-codes-3 = Withheld: { $codes }

## ui/open

reading = Reading
sorting-out-the-messages-of = Sorting out the messages of
these-are-its-first-messages-as-written = These are its first messages, as written. Dates, files and everything that can be done with them come when the whole text is read.
n-redactions = { $n ->
    [one] { $n } redaction
   *[other] { $n } redactions
}
kept-on-this-device = Kept on this device
decisions-never-the-exports-themselves-open-the = Decisions, never the exports themselves. Open the same file again to go on.
forget-what-is-kept-for-name = Forget what is kept for { $name }
forget = Forget
read-redact-and-package-whatsapp-exports = Read, redact and package WhatsApp exports
threadseal-opens-what-export-chat-wrote-in = Threadseal opens what “Export chat” wrote, in this browser alone, takes your redactions, and writes a package with digests that anyone can check.
open-exports = Open exports
one-zip-or-many-a-bare-txt = One zip or many, a bare .txt, or loose files. Or drop them, or a folder, anywhere on this page.
opening-name = Opening { $name }…
try-the-sample = Try the sample
open-decisions = Open decisions
verify-a-package = Verify a package
what-it-promises = What it promises
nothing-is-uploaded-the-pages-own-policy = Nothing is uploaded. The page's own policy forbids it, and it works without a network.
every-message-stays-in-the-order-of = Every message stays in the order of the export, with its time as written.
a-package-holds-nothing-that-you-withheld = A package holds nothing that you withheld; its finished bytes are searched for it before you can save.
anyone-can-check-a-package-with-sha256sum = Anyone can check a package with sha256sum, bagit.py, or the Verify screen here.
what-it-cannot-show = What it cannot show
who-sent-a-message-names-are-labels = Who sent a message. Names are labels from the phone that made the export.
whether-the-export-was-changed-before-it = Whether the export was changed before it came here: it is a text file that anyone can edit.
in-which-time-zone-the-times-are = In which time zone the times are. An export does not say.

## ui/package

the-seal-is-signed-at-once-by = The seal is signed when it is made, with this browser's key { $fingerprint }.
the-seal-is-not-signed-there-is = The seal is not signed: there is no key here.
the-seal-is-made-without-a-signature = The seal is made without a signature; sign a package under it later
where-the-exports-come-from = Where the exports come from
who-exported-the-chat-on-what = Who exported the chat, on what and how: the first lines of a chain of custody. An export does not say it, and nobody checks it. What you write stands in the custody log and in the drafts of certificates of every package.
recorded-by = Recorded by { $by }.
not-recorded = Not recorded.
intake-of = Intake of { $name }
exported-or-handed-over-by = Exported or handed over by
device-make-model-number = Device: make, model, number
version-of-whatsapp = Version of WhatsApp
how-it-was-exported-and-came-here = How it was exported and came here
record = Record
leave-all-empty-to-take-it-back = Leave all empty to take it back.
with-a-review-set = With a review set
rsmf-2-0-for-each-day-in = RSMF 2.0 with a document for each day, a load file with texts, and tables of messages. The same things are withheld. Each thread has numbers of its own, by its place among all that is open, so they stay when another package holds fewer threads; a recipient can see from them that more is open here.
a-review-set-needs-a-zone-first = A review set needs a zone, and what its numbers begin with
how-an-export-came-here = How an export came here
withheld-there-open-now = Withheld there, open now: the { $field } of message { $record }{" "}
stands-open-there = Stands open there:{" "}
open-there-n-and-open-now-m = places where something stands that is withheld now: { $there }; what it withholds and this package shows: { $now }.
gives-nothing-away = gives nothing away.
disclosure-number = disclosure { $number }
i-have-looked-at-each-of-these-and = I have looked at each of these, and the package may go out all the same
what-earlier-packages-give-away = What earlier packages give away
looking-at-earlier-packages = Looking at earlier packages
open-earlier-packages = Open earlier packages
whoever-holds-two-packages-reads-in-one = Whoever holds two packages reads in one what the other withholds. Open what was handed over before: it is searched for what is withheld now, and compared message by message.
earlier-packages-of-this-case = Earlier packages of this case
times-are-given-less-exactly = times are given less exactly
a-message-is-withheld-head-and-all = a message is withheld, head and all
what-an-exported-chat-can-and-cannot = What an exported chat can and cannot show
these-lines-stand-in-the-readme-of = These lines stand in the README of every package.
build-the-package = Build
build-package = Build package
what-stands-in-the-way = What stands in the way
attachments-that-no-redaction-withholds = Attachments that no redaction withholds
cleaned-copies-without-metadata-recommended = Cleaned: copies without metadata (recommended)
pixels-and-sound-stay-as-they-are = Pixels and sound stay as they are; where, when and with what they were made, comments and previews stay behind. What no safe copy can be made of stays behind, too, and the package says so.
as-they-are-metadata-included = As they are, metadata included
byte-for-byte-a-picture-may-hold = Byte for byte. A picture may hold where and when it was taken, and faces.
none-goes-out-the-package-says-so = None goes out. The package says so at each place.
threads-2 = Threads
scope = Scope
everything-in-these-threads = Everything in these threads
the-filter-limits-what-the-page-shows = The filter limits what the page shows and nothing else.
only-what-the-filter-shows-said = Only what the filter shows: { $said }
every-other-message-of-these-threads-is = Every other message of these threads is withheld as outside the scope (IRR): its place, time and sender stay, its words and files do not. The package counts them apart. This is also called inverse redaction. It is one decision: it stands in the list of redactions and can be withdrawn.
as-decided-before-before = As decided before: { $before }
what-came-into-these-threads-since-then = What came into these threads since then, another export for example, is inside.
who-decided-in-the-logs-that-go = Who decided, in the logs that go out
reviewer-no-names = “reviewer”, no names
for-whom = For whom (may stay empty; never goes into the package)
pseudonyms-are-numbered-for-each-recipient = Pseudonyms are numbered for each recipient apart: the same person may be Person 2 for one and Person 5 for another, so that two recipients cannot compare. It stands in your log alone.
pseudonyms-keep-their-numbers = Pseudonyms keep their numbers: { $were } given in earlier packages of this case. Whoever is new gets the next ones.
n-numbers-were = { $n ->
    [one] { $n } number was
   *[other] { $n } numbers were
}
initials = Initials
names-as-given = Names as given
redactions-by-reason = Redactions by reason
none-yet-all-that-the-filter-shows = None yet: all that the filter shows goes out.
none-everything-in-these-threads-goes-out = None: everything in these threads goes out.
resume = Resume
gates = Gates
in-the-way = in the way
to-look-at = to look at
checked-when-built = checked when built
by-hand = by hand
gates-text = Gates: { $text }
these-attachments-stay-behind = These attachments stay behind
no-safe-copy-can-be-made-of = No safe copy can be made of them; the package says so at each place. Where one must go out with everything in it, go to its message, press “Hand over as it is” and build again.
there-are-more-the-redaction-log-in = There are more; the redaction log in the package lists all of them.
decisions-changed-after-the-package-was-built = Decisions changed after the package was built, so it was thrown away. Build it again.
a-package-to-hand-over = A package to hand over
build-package-writes-one-zip-each-thread = “Build package” writes one zip: each thread as pages that need no program, as plain text and as records; the attachments; a log of what is withheld and why; and lists of digests that anyone can check.
before-you-can-save-it-the-finished = Before you can save it, the finished bytes are opened again, checked, and searched for everything that is withheld.
building-the-package = Building the package
proof-against-the-seal = Proof against the seal
none = None
the-package-stands-for-itself = The package stands for itself.
whole-messages-and-time-and-sender-of = Whole messages, and time and sender of those with redactions
gives-away-how-many-messages-there-are = Gives away how many messages there are and which of them something is withheld of.
every-word-that-is-shown = Every word that is shown
gives-away-as-well-about-how-long = Gives away as well about how long each gap is: the number of pieces of up to eight characters. Redactions grow to the edges of these pieces.
disclosure-number-under-n-seals = { $n-seals ->
    [one] Disclosure { $number } under this seal
   *[other] Disclosure { $number } under these seals
}
the-number-stands-in-the-package-so = The number stands in the package, so its recipient learns that others may have left before. It is used up when the package is saved; a package that is built and never saved uses up none.
save-the-sealed-package-first-it-stands = Save the sealed package first: it stands in the area “Package”. Without it no later package could be proven under the same seal.
n-forms = { $n ->
    [one] { $n } form
   *[other] { $n } forms
}
n-places = { $n ->
    [one] { $n } place
   *[other] { $n } places
}
this-package-must-not-go-out = This package must not go out
the-package-is-built = The package is built
something-that-is-withheld-stands-where-it = Something that is withheld stands where it would leave the building, or a check failed. Nothing was saved. Redact what is named here, then build again. Where an attachment holds it: go to its message and press “Redact attachment”, or build with attachments withheld.
a-redaction = a redaction
redaction-number = redaction { $number }
form-in = { $form }, in{" "}
what-number-withholds-form-in = What { $number } withholds, { $form }, in{" "}
as-it-is = as it is
as-form = as { $form }
these-withheld-values-still-stand-in-visible = These withheld values still stand in visible text
the-same-words-stand-in-messages-that = The same words stand in messages that you did not redact. Go to each place; redact it there and build again, or confirm that it may stay.
i-have-looked-at-each-of-these = I have looked at each of these places
save-package = Save package
save-to = Save to…
save-its-sha-256 = Save its SHA-256
the-package = the package
disclosure = Disclosure
write-the-sha-256-down-or-send = Write the SHA-256 down, or send it another way than the package: it lets the recipient check that the file is the one you sent.
search-for-withheld-values = Search for withheld values
forms-searched-for-in-n-bytes-of = { $forms } searched for in { $n-bytes } of the finished package, packed streams included: { $places } outside visible text, { $visible } in it.
too-short-or-too-common-to-be = Too short or too common to be searched for, so only the eye can check:
redaction-number-2 = Redaction { $number }
inside-files-that-go-out-this-cannot = Inside files that go out, this cannot be searched, so only the eye can check:
n-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
seal = Seal
a-seal-fixes-every-message-and-every = A seal fixes every message and every file of what is open in one short code, its number. A package with a proof lets anybody check that what it shows stands in the sealed export, character for character. If you opened a sealed package, its seal is computed anew and taken up.
seal-what-is-open = Seal what is open
sealing = Sealing
the-seal-of-the-sealed-package-was = The seal of the sealed package was computed anew and comes to the same number.
seal-numbers = Seal numbers
write-the-whole-seal-number-down-or = Write the whole seal number down, with the two counts at its end, or send it to the other side now: every package with a proof can be compared with it later. Without the counts a cut chat would not be noticed.
packages-that-left-under-this-seal = Packages that left under this seal
disclosure-number-saved-by-on = Disclosure { $number }, saved by { $by } on { $on }, SHA-256{" "}
save-the-sealed-package-and-keep-it = Save the sealed package and keep it. It holds the exports, your decisions and the secret: whoever has it can find out what is withheld, and without it no later package can be proven under the same seal. Never hand it over.
save-sealed-package = Save sealed package
packages-can-be-proven-under-this-seal = Packages can be proven under this seal now: “Build package” asks how.
not-saved-yet-packages-with-a-proof = Not saved yet. Packages with a proof can be built once it is saved.
the-sealed-package = the sealed package
copy-the-seal-number-of-title = Copy the seal number of { $title }
seal-number-of-title = Seal number of { $title }
over-records = {" "}over { $records }
second-person-2 = Second person
name-looked-at-drawn-of-this-package = { $name } looked at { $drawn } of this package.
a-second-person-looks-at-it = A second person looks at it
somebody-who-decided-none-of-this-looks = Somebody who decided none of this looks at { $drawn } as the recipient will see them, and at what stands around them. They were drawn by the digest of the package. It is recorded as a decision of theirs; the package stays as it is.
drawn-redactions = Drawn places
drawn-first-to-last-of-all = { $first } to { $last } of { $all }
redaction-number-kind-codes = Redaction { $number } · { $kind } · { $codes }{" "}
look-at-message-record = Look at message { $record }
i-looked-at-each-of-these = I looked at each of these

## ui/part

draw-boxes-with-the-mouse-by-keyboard = Draw boxes with the mouse. By keyboard: add a box, go to it with Tab, move it with the arrow keys, size it with Shift and arrow keys, by single pixels with Alt, take it away with Delete. What is under a box is destroyed in the copy that goes out.
the-picture = The picture
boxes = Boxes
add-a-box = Add a box
number-of-boxes = Number of boxes
no-box-yet = No box yet
new-n-withheld-already = { $new }; { $n } withheld already
box-index-width-by-height-pixels-x = Box { $index }: { $width } by { $height } pixels, { $x } from the left, { $y } from the top
give-a-reason = Give a reason
drag-over-the-wave-form-or-play = Drag over the wave form, or play and press [ where the silence begins and ] where it ends. { $margin-ms } milliseconds before and after fall silent as well; choose a little more than the word.
qr-codes-are-looked-for = QR codes are looked for …
qr-codes-cannot-be-looked-for = QR codes cannot be looked for: { $why }
no-qr-code-was-found = No QR code was found
n-qr-codes-were-found = { $n ->
    [one] { $n } QR code was found
   *[other] { $n } QR codes were found
}
put-boxes-over-them = Put boxes over them
leave-them = Leave them
pictures-are-being-compared = Pictures that go out are being looked at: whether one shows a QR code, or looks like one of which boxes are black. Wait for it before you save.
looking-at-pictures = Looking at pictures
do-not-look-at-pictures = Do not look at pictures
pictures-could-not-be-compared = Pictures that go out could not be compared with those that have boxes: { $why }
look-at-these-pictures = Look at these pictures
they-go-out-as-they-are = They go out. One that shows what is under a box elsewhere, or a code that tells something, should have a box, too, or stay behind.
looks-like-with-boxes = { $name } looks like { $boxed }, of which boxes are black.
shows-a-qr-code = { $name } shows a QR code.
what-a-reader-can-still-find = What a reader can still find
the-detectors-read-the-finished-package = The detectors read the finished package: every message, every name, contact cards, texts, notes. What you rejected is left out. Nothing here stops the package; look whether it is meant to be read.
detectors-did-not-run-over-the-package = they did not run over this package: see under it
n-files-not-looked-at = { $n ->
    [one] { $n } file not looked at
   *[other] { $n } files not looked at
}
the-program-with-the-detectors-is-not-there = The part of the program with the detectors is not there: reload the page to have the package looked at.
no-country-was-looked-for = Numbers and identifiers of no single country were looked for: none was chosen for the suggestions, and no name of a participant is a number that tells one.
countries-looked-for = Numbers and identifiers of these countries were looked for: { $countries }
it-could-not-be-read = was not looked at: it could not be read
too-large-to-be-looked-at = was not looked at: it is too large
more-terms-than-can-be-searched-for = Nothing was looked for: the list holds more terms than can be searched for
n-pseudonyms-not-judged = { $n ->
    [one] The hours of { $n } pseudonym were not compared: too few messages, or nobody beside it.
   *[other] The hours of { $n } pseudonyms were not compared: too few messages, or nobody beside them.
}
running-the-detectors-over-the-package = Running the detectors over the package
run-the-detectors-over-the-package = Run the detectors over the package
the-package-could-not-be-looked-at = The package could not be looked at: { $why }
n-messages-are-looked-at = { $n ->
    [one] { $n } message was looked at.
   *[other] { $n } messages were looked at.
}
n-rejected-left-out = { $n ->
    [one] { $n } place that you rejected is left out.
   *[other] { $n } places that you rejected are left out.
}
nothing-new-was-found = nothing was found that nobody decided about
kind-n-times = { $kind } × { $times }
kind-n-times-in-m-values = { $values ->
    [one] { $kind } × { $times }, { $values } value
   *[other] { $kind } × { $times }, { $values } values
}
and-n-more-values = { $n ->
    [one] and { $n } more value
   *[other] and { $n } more values
}
n-pseudonyms-told-by-hours = { $n ->
    [one] { $n } pseudonym can be told by its hours
   *[other] { $n } pseudonyms can be told by their hours
}
no-pseudonym-is-told-by-its-hours = { $n ->
    [one] The hours of { $n } pseudonym were compared with those of the others: it cannot be told by them.
   *[other] The hours of { $n } pseudonyms were compared with those of the others: none can be told by them.
}
who-knows-when-somebody-writes = Whoever knows when somebody writes can know such a pseudonym by it. Days with an even number were compared with the others. Coarser times (to the day) hide it.
its-hours-agree-by-own-and-nearest = its hours agree with themselves by { $own } %, with the nearest of { $voices } by { $nearest } % ({ $messages })
n-voices = { $n ->
    [one] { $n } other voice
   *[other] { $n } other voices
}
as-it-is-2 = As it is
begins-here = Begins here
to-2 = To
ends-here = Ends here
hear-it-as-it-will-be = Hear it as it will be
as-it-will-be = As it will be
name-in-seconds = { $name }, in seconds
muted-from-from-to-until = Muted from { $from } to { $until }
nothing-chosen-yet = Nothing chosen yet
stretch = Stretch

## ui/parts

close = Close
copy-the-sha-256-of-of = Copy the SHA-256 of { $of }

## ui/people

n-names = { $n ->
    [one] { $n } name
   *[other] { $n } names
}
everybody = Everybody
name-holds = Name holds
people-listed = People listed
voices-that-are-called-alike-stand-on = Voices that are called alike stand on one line, over all threads. Whether they are one person is not known unless somebody decided so.
show-more-people = Show more people
one-person-2 = {" "}(one person)
and-n-more-more-list-all-at = and { $n-more } more: list all at the side
n-threads-are = { $n ->
    [one] { $n } thread is
   *[other] { $n } threads are
}
names-as-the-phone-that-made-the = Names as the phone that made the export shows them. They are labels, not identities.
as-the-recipient-will-see-it-names = As the recipient will see it: names and titles stand here as a package would show them.
thread-by-thread = Thread by thread
are-not-drawn-here-sort-and-filter = { $are } not drawn here: sort and filter the list of threads to see others.
in- = {" "}in{" "}
looks-like = {" "}looks like{" "}
they-are-written-with-other-characters-differs = : they are written with other characters ({ $differs })
names-that-look-alike = Names that look alike
participant = Participant
my-side = My side
pseudonym = Pseudonym
my-side-2 = My side ✓
my-side-label-name-take-it-back = My side ✓: { $label-name }, take it back
this-is-my-side = This is my side
this-is-my-side-label-name = This is my side: { $label-name }
pseudonymised = Pseudonymised
pseudonymise-spell-out = Pseudonymise { $spell-out }
pseudonymise = Pseudonymise
persons = Persons
participants-are-one-person = Participants are one person…
withdraw-person-name = Withdraw person { $name }
somebody-in-an-export-that-is-not = somebody in an export that is not open

## ui/print

n-more-characters-are-not-printed = { $n ->
    [one] { $n } more character is not printed
   *[other] { $n } more characters are not printed
}
nothing-is-being-printed = Nothing is being printed.
print = Print
collecting-messages = Collecting messages
ended-nothing-is-shown = Ended; nothing is shown.
collect-again = Collect again
a-decision-was-made-meanwhile = A decision was made meanwhile.
print-or-save-as-pdf = Print or save as PDF
print-view = Print view
back = Back
this-prints-what-is-withheld-marked-to = This prints what is withheld, marked. To print what goes out, go back and choose “Show as the recipient will see it” first.
a-long-thread-is-printed-in-parts = A long thread is printed in parts: one for each month, of at most 5,000 messages.
part = Part{" "}
part-2 = Part
part-chosen-of-parts = Part { $chosen } of { $parts }:{" "}
messages-to-print = Messages to print
from-a-whatsapp-chat-export-a-text = From a WhatsApp chat export, a text file that anyone can edit before it is handed over. Times are as written there, without a time zone.
attachment = Attachment:{" "}
not-in-this-export-3 = {" "}(not in this export)
withheld-codes-4 = {" "}(withheld · { $codes })

## ui/read

n-findings-about-this-file = { $n ->
    [one] { $n } finding about this file
   *[other] { $n } findings about this file
}
last = Last
times = Times
as-written-no-time-zone = as written; no time zone
format = Format
attachments = Attachments
named-named-present-present = { $named } named, { $present } present
unreferenced-in-the-export-that-no-message = ; { $unreferenced } in the export that no message names
about-this-thread = About this thread
redactions = Redactions
opening = Opening…
choose-a-thread = Choose a thread.
from-message-shape-on-messages-that-start = From message { $shape } on, { $messages } that start like{" "}
dates-are-read-as = Dates are read as{" "}
chosen-by-by-at-at-the-text = Chosen by { $by } at { $at }. The text itself shows { $order } ({ $shape }):
show-message-record = Show message { $record }
read-the-dates-otherwise = Read the dates otherwise
stamps-stay-as-they-are-written-who = Stamps stay as they are written. Who chose, and what the text itself shows, is said in every package.
read-dates-so = Read dates so
read-as-the-text-shows = Read as the text shows
by-states-that-the-phones-clock-stood = { $by } states that the phone's clock stood at { $zone }. Nobody checked it.
the-export-names-no-time-zone = The export names no time zone.
state-the-phones-time-zone = State the phone's time zone
time-zone = Time zone
n-01-00-or-europe-berlin = +01:00 or Europe/Berlin
a-claim-kept-beside-the-times-and = A claim, kept beside the times and said in every package. No time is changed by it; messages whose time came twice there, or never, are marked on this page. Leave it empty to take it back.
state-it = State it
left-empty-decisions-say-no-name = Left empty, decisions say “{ $no-name }”.
search-messages = Search messages
previous-hit = Previous hit
next-hit = Next hit
filters = Filters
what-can-i-type = What can I type?
n-files-in-it = { $n ->
    [one] { $n } file in it
   *[other] { $n } files in it
}
the-file = The file
computing-digests-of-name = Computing digests of { $name }
cancel-computing-digests = Cancel computing digests
cancelled-a-package-needs-it = Cancelled. A package needs it.
could-not-be-computed-open-the-file = Could not be computed. Open the file again.
sha-256-of-in = SHA-256 of { $in- }
and-more-more-the-command-line-program = and { $more } more; the command line program lists all of them
search-results = Search results
thread-tools = Thread tools
message-2 = Message #
go-to-this-message = Go to this message
go = Go
go-to-date = Go to date
go-to-this-date = Go to this date
show-invisible-characters = Show invisible characters
redaction = Redaction
redact-everywhere = Redact everywhere
undo = Undo
redo = Redo

## ui/redact

what-of-it-is-withheld = What is withheld
times-of-a-chat-less-exactly = Times of a chat, only to the
message-with-its-head = Message with its head
n-redactions-can-be-taken-over = { $n ->
    [one] { $n } redaction can be taken over
   *[other] { $n } redactions can be taken over
}
take-over-from-another-export = Take over from another export
where-another-open-export-holds-the-same = Where another open export holds the same messages, what is withheld in one can be withheld in the other. Messages are compared by their words; look at each before you tick it.
take-over-redactions = Take over { $redactions }
comparing = Comparing…
no-two-open-exports-share-enough-messages = No two open exports share enough messages to be the same conversation.
n-more-more-after-these = ; { $n-more } more after these
for-places-nothing-was-found-there-that = . For { $places } nothing was found there that is the same for certain: look for yourself
what-can-be-taken-over = What can be taken over
all-of-them = All of them
show-more = Show more
place-as-was-ground = { $place }, as { $was }: { $ground }.{" "}
show-place = Show { $place }
show-it = Show it
part-of-a-message = Part of a message
suggestions = Suggestions
attachment-2 = Attachment
part-of-a-sound = Part of a sound
part-of-a-picture = Part of a picture
message-number-of-title = message { $number } of { $title }
message-number-hold-shift-and-press-an = Message { $number }. Hold Shift and press an arrow key to select, with Ctrl for whole words.
the-message-goes-on-press-show-more = The message goes on: press “Show more of this message” first to select there.
text-of-message-number = Text of message { $number }
nothing-is-selected-yet = Nothing is selected yet.
n-hits = { $n ->
    [one] { $n } hit
   *[other] { $n } hits
}
find = Find
any-case-invisible-marks-ignored-in-messages = Any case, invisible marks ignored; in messages, names, titles and file names. The term itself is kept in the decision log on this device, never in a package.
what-stays = What stays
what-stays-can-be-read-by-everybody = What stays can be read by everybody, at every place. Names of files go whole.
nothing = Nothing
the-last-n-letters-and-digits = The last { $n } letters and digits
where-the-link-leads-to-without-the = Where the link leads to, without the path
searching = Searching…
n-kept-to-be-withheld = , { $n-kept } to be withheld
the-first-listed-are-listed-all-are = ; the first { $listed } are listed, all are withheld
name-of-a-participant-in-every-message = Name of a participant, in every message
title-of-a-thread = Title of a thread
name-of-a-file = Name of a file
show-more-hits = Show more hits
save-decisions = Save decisions
nothing-is-withheld-focus-a-message-and = Nothing is withheld. Focus a message and press “Redact message”, or select text in it, with a pointer or with “Select words”.
withdraw-redaction-number = Withdraw redaction { $number }
in-a-file-that-is-not-open = In a file that is not open
go-to-redaction-number-message-record = Go to redaction { $number }, message { $record }
everywhere = Everywhere
everywhere-but-its-end = Everywhere but its end
link-behind-its-host = Link behind its host
outside-the-scope = Outside the scope
redact = Redact
stands-in-every-decision-from-now-on = Stands in every decision from now on. Decisions made before keep the name they have.
use-this-name = Use this name
add-another-reason = Add another reason
optional-but-needed-with-oth-it-goes = Optional, but needed with OTH. It goes into the log that is handed over: do not repeat what is withheld.
apply = Apply
reason = Reason
reason-index = Reason { $index }
choose-a-reason = Choose a reason
reasons = Reasons
list-of-reasons = List of reasons
open-reason-list = Open reason list
save-reason-list = Save reason list
what-they-mean = What they mean
suggestion = Suggestion
could-also-be-row = could also be: { $row }
stamp-message-record = { $stamp } · message { $record } ·{" "}
title-of-a-thread-accepting-withholds-it = Title of a thread: accepting withholds it everywhere
name-of-a-participant-accepting-withholds-it = Name of a participant: accepting withholds it everywhere ·{" "}
name-of-a-file-accepting-withholds-it = Name of a file: accepting withholds it everywhere
reason-for-this-kind = Reason for this kind:{" "}
asked-for-when-you-accept = asked for when you accept
accept = Accept
reject = Reject
accept-all-of-this-value = Accept all of this value
shift-a = Shift+A
reject-all-of-this-value = Reject all of this value
shift-x = Shift+X
accept-all-of-this-kind-over-a = Accept all of this kind over a score…
accept-suggestion = Accept suggestion
accept-all-of-this-kind = Accept all of this kind
reason-for-this-kind-2 = Reason for this kind
kind-withheld-where-it-stands-the-reason = { $kind }: withheld where it stands. The reason is asked once for this kind and used from then on.
kind-withheld-wherever-the-same-text-stands = { $kind }: withheld wherever the same text stands. The reason is asked once for this kind and used from then on.
kind-every-suggestion-in-a-message-with = { $kind }: every suggestion in a message with at least this score that is not decided yet. One undo takes all of them back.
kind-used-for-what-is-accepted-from = { $kind }: used for what is accepted from now on. What is withheld already keeps its reason.
least-score = Least score
none-of-this-kind = None of this kind.
j-and-k-or-arrows-move-a = j and k or arrows move, a accepts, x rejects, A and X do so for all with the same text, n goes to the next to decide, Ctrl+Z takes back.
n-suggestions = { $n ->
    [one] { $n } suggestion
   *[other] { $n } suggestions
}
suggest-what-may-have-to-be-withheld = Suggest what may have to be withheld
show-suggestions = Show suggestions
looks-for-telephone-numbers-names-accounts-identifiers = Looks for telephone numbers, names, accounts, identifiers and secrets. You decide about each; nothing is withheld by itself.
n-decided-of-suggestions-decided = { $n-decided } of { $suggestions } decided
suggestions-decided = Suggestions decided
back-to-messages = Back to messages
gives-the-memory-back-that-they-take = Gives the memory back that they take. What was decided stays.
close-suggestions = Close suggestions
looking-for-suggestions = Looking for suggestions
nothing-was-found-names-in-running-text = Nothing was found. Names in running text that are no participant's and no contact's are not looked for, and pictures, sound and documents are not looked into.
what-is-looked-for-found = What is looked for: { $found }
kinds = Kinds
countries = Countries
as-participants-call = As participants call
two-letters-each-such-as-gb-us = Two letters each, such as GB, US. National numbers and identifiers are looked for in these alone. Left empty: where the participants' numbers are from.
open-term-list = Open term list
your-own-terms-one-a-line-as = Your own terms: one a line as kind,term,yes,no, where yes is a text in which it must be found and no one in which it must not.
look-for-suggestions = Look for suggestions
look-again = Look again
all-kinds = all kinds
no-countrys-identifiers = , no country's identifiers
identifiers-of-found = , identifiers of { $found }
families-countries-score-least-and-up = { $families }{ $countries }, score { $least } and up
to-decide = To decide
order = Order
surest-first = Surest first
as-they-stand = As they stand
everything-in-the-list-that-is-not = Everything in the list that is not decided yet. Ctrl+Z takes it back.
reject-all-that-are-left = Reject all that are left
score-from = Score from

## ui/search

filters-can-be-set-when-the-query = Filters can be set when the query is understood.
edited = Edited
deleted = Deleted
redacted = Redacted
file-missing = File missing
tagged = Tagged
bookmarked = Bookmarked
with-a-note-2 = With a note
number = Number
from-anyone = From anyone
from-day = From day
to-day = to day
any-kind = Any kind
file-type = File type
with-or-without-files = With or without files
any-tag-or-none = Any tag or none
tagged-name-2 = tagged { $name }
rent-march = rent march
both-words-anywhere-in-the-message-in = both words, anywhere in the message, in any case; José is found by jose, ٤ by 4
march-rent = "march rent"
these-words-side-by-side = these words side by side
rent-or-deposit = rent OR deposit
one-of-them-or-binds-tighter-than = one of them; OR binds tighter than a space
rent-deposit = rent -deposit
the-first-without-the-second = the first without the second
rent-due-or-invoice = (rent due) OR invoice
parentheses-group = parentheses group
rent-near-5-march = rent near/5 march
at-most-five-words-apart-in-either = at most five words apart, in either order
a-pattern-d-w-s-b-a = a pattern: . \d \w \s \b ^ $ [a-z] ( | ) ? * + {"{"}2,5{"}"}
from-ada-from-ada-poe = from:ada from:"Ada Poe"
a-part-of-the-senders-name = a part of the sender's name
a-part-of-the-threads-title = a part of the thread's title
on-a-day-on-2024-03-in = on a day; on:2024-03 in a month, on:2024 in a year
from-day-to-day-either-end-may = from day to day; either end may be left out
earlier-than-march-2024 = earlier than March 2024
later-than-march-2024 = later than March 2024
text-media-attachment-omitted-view-once-deleted = text, media, attachment, omitted, view-once, deleted, call, location, contact, poll, event, system, null, preamble
attachment-link-number = attachment, link, number
image-video-audio-voice-sticker-card-document = image, video, audio, voice, sticker, card, document, by the file's content
anything-of-it-is-withheld = anything of it is withheld
it-says-that-it-was-edited = it says that it was edited
it-says-that-it-was-deleted = it says that it was deleted
its-file-is-not-in-the-export = its file is not in the export
tag-payment-tag-to-be-checked = tag:payment tag:"to be checked"
somebody-put-the-tag-of-this-name = somebody put the tag of this name on it
any-tag-is-bookmarked-is-noted-is = any tag; is:bookmarked, is:noted, is:exhibit: what the area Case lists
the-query-language = The query language
words-are-looked-for-in-messages-not = Words are looked for in messages, not in names or stamps, and inside longer words, too. Days are those of the thread, as its dates are read. A word that begins with - or holds a colon is looked for when it stands in quotation marks.
n-threads = { $n ->
    [one] { $n } thread
   *[other] { $n } threads
}
close-the-list-of-hits = Close the list of hits
nothing-is-found = Nothing is found.
hits-in-messages-of-threads = { $hits } in { $messages } of { $threads }
so-far-percent = {" "}so far ({ $percent } %)
hits-by-thread = Hits by thread
pages-of-the-list-of-hits = Pages of the list of hits
earlier = Earlier
later = Later
messages-with-hits = Messages with hits
search-options = Search options
list-hits = List hits
save-this-search = Save this search
saved-searches = Saved searches
search-in = Search in
in-all-threads = In all threads
in-this-thread = In this thread
show-only-what-is-found = Show only what is found
what-is-shown = What is shown
clear = Clear
one-search-on-each-line = One search on each line
paste-terms-open-a-file-of-them = Paste terms, open a file of them, or save searches from the search box; lines that begin with # are left out. The list is kept with the case, as tags and notes are: on this device unless the session is private, and in the file of “Save case”.
count = Count
save-the-list = Save the list
counting = Counting
open-a-list = Open a list
counts = Counts
search = Search
by-thread = By thread
hits-of-query-in-all-threads = { $hits } of { $query }, in all threads
message-number-fits-the-query = Message { $number } fits the query.
message-number-does-not-fit-the-query = Message { $number } does not fit the query.
parts-of-the-query = Parts of the query
fits = {" "}fits:{" "}
does-not-fit = {" "}does not fit:{" "}

## ui/shell

raise-the-limit-and-open = Raise the limit and open
dismiss = Dismiss
network = Network
newer-version = Newer version
a-newer-version-is-here = A newer version is here ·{" "}
use-it-now = Use it now
a-newer-version-is-here-it-is = A newer version is here: it is used after every tab of this page was closed
not-kept-on-this-device-see-the = Not kept on this device: see the alert
nothing-is-kept-on-this-device = Nothing is kept on this device
decisions-will-be-kept-on-this-device = Decisions will be kept on this device
decisions-with-their-terms-tags-and-notes = Decisions with their terms, tags and notes, your name and the names of files. Never a message or a file.
your-name-2 = Your name:{" "}
change-your-name = Change your name
nothing-is-written-to-this-device = Nothing is written to this device
private-session = Private session
case = Case
keyboard-shortcuts = Keyboard shortcuts
single-keys-act-as-shortcuts = Single keys act as shortcuts
j-page-down = j, Page Down
next-message = Next message
k-page-up = k, Page Up
previous-message = Previous message
home-end = Home, End
first-and-last-message = First and last message
areas = Areas
sort-and-filter = Sort and filter
threads-listed = Threads listed
sort-and-filter-threads = Sort and filter threads
messages-at-least = Messages, at least
show-all = Show all
sort-by = Sort by
all-threads-2 = All { $threads }
first-and-more-more = { $first } and { $more } more
the-sample = the sample
export-source = Export { $source }
and-n-more-more = {" "}and { $n-more } more
back-to-the-start = Back to the start
back-to-the-case = Back to the case
colours = Colours
colours-system = Colours: system
colours-light = Colours: light
colours-dark = Colours: dark

## ui/timeline

hours-of-the-week = Hours of the week
hours-of-the-week-arrow-keys-go = Hours of the week. Arrow keys go from one hour to the next, Enter opens its messages.
name-hour-00-to-hour-59 = { $name }, { $hour }:00 to { $hour }:59
messages-of-time = Messages of { $time }
exact-numbers-by-hour-of-the-week = Exact numbers by hour of the week
hour = Hour
time-text-show-them = { $time }: { $text }, show them
counting-2 = Counting…
each-stands-at-the-time-it-says = Each stands at the time it says itself, on the clock of the phone that made the export; the order of the file is not changed. Press a mark or a number to see the messages behind it.
these-counts-are-of-the-whole-export = These counts are of the whole export, for whoever works on the case. A package does not hold them.
to-be-kept-in-mind = To be kept in mind
n-messages-without-a-time = { $n ->
    [one] { $n } message without a time that could be read stands on no mark
   *[other] { $n } messages without a time that could be read stand on no mark
}
n-messages-earlier-than-the-one-before = { $n ->
    [one] { $n } message is earlier than the one before it in the file
   *[other] { $n } messages are earlier than the one before them in the file
}
n-messages-on-an-assumed-day = { $n ->
    [one] { $n } message stands on a day that is only assumed: day and month could be swapped
   *[other] { $n } messages stand on days that are only assumed: day and month could be swapped
}
who-said-how-much = Who said how much
table-of-who-said-how-much = Table of who said how much
notes-by-whatsapp = Notes by WhatsApp
title-text-show-them = { $title }: { $text }, show them
which-message-of-name-written-go-there = { $which } message of { $name }: { $written }, go there
no-time = no time
left-out-by-whatsapp-2 = left out by WhatsApp
silences-of-a-day-or-more = Silences of a day or more
disappearing-messages = Disappearing messages
none-2 = None.
the-n-told-longest-of-n-silences = The { $n-told } longest of { $n-silences }.
seconds-from-from-hour-to-to-hour = { $seconds }, from { $from-hour } to { $to-hour }:{" "}
last-before = last before
first-after = first after
a-time-that-could-not-be-read = a time that could not be read
no-note-says-that-they-were-on = No note says that they were on.
on-from-on-hour = On from { $on-hour }{" "}
turned-on = turned on
to-off-hour = {" "}to { $off-hour }{" "}
turned-off = turned off
to-the-end-of-the-export = {" "}to the end of the export
read-from-whatsapps-own-notes-in-english = Read from WhatsApp’s own notes, in English and German exports. What disappeared before the export was made is not in it.
what-message-record = { $what }, message { $record }
n-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
n-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
no-message-of-this-thread-has-a = No message of this thread has a time that could be read.
messages-over-time = Messages over time
messages-over-time-arrow-keys-go-from = Messages over time. Arrow keys go from one time to the next, Enter opens its messages.
n-hits-with-a-hit = , { $n-hits } with a hit
n-assumed-on-an-assumed-day = , { $n-assumed } on an assumed day
one-bar-is-length-the-highest-is = One bar is { $length }; the highest is { $messages }.
of-them-on-an-assumed-day = of them on an assumed day
silence-of-a-day-or-more = silence of a day or more
disappearing-messages-on = disappearing messages on
search-hit-messages = search hit ({ $messages })
n-unresolved-more-without-a-time = ; { $n-unresolved } more without a time
exact-numbers-over-time = Exact numbers over time
time = Time
on-an-assumed-day = On an assumed day
with-a-hit = With a hit
time-number-show-them = { $time }: { $number }, show them

## ui/verify

compare-with-another-package = Compare with another package
choose-a-later-package-of-the-same = Choose a later package of the same chats: what became visible, what became hidden, and what changed although nothing is withheld in either.
open-later-package = Open later package
comparing-2 = Comparing
only-valid-packages-are-compared = Only valid packages are compared.
no-difference-in-n-records-messages = No difference in { $n-records } messages.
differences-in-n-records-messages = { $differences } in { $n-records } messages.
comparison = Comparison
later-package = {" "}Later package:{" "}
the-same-seal = the same seal
another-seal = another seal
thread-thread-both-are-proven-under-seal = Thread { $thread }: both are proven, under { $seal }
the-checked-package-is-disclosure-number = The package that was checked is disclosure { $number } under its seal
thread-later-is-thread-checked = Thread { $later } of the later package is thread { $checked } of the checked one
the-later-package-is-disclosure-number = The later package is disclosure { $number } under its seal
disclosure-number-under-its-seal = { $number }, under its seal
before = Before
after = After
the-first-n-listed-are-listed = The first { $n-listed } are listed.
record-of-thread-thread = { $record } of thread { $thread }
one-message-as-an-exhibit = One message as an exhibit
a-small-file-with-one-message-the = A small file with one message, the messages around it, and what leads from each of them to the seal. It is checked here like a package.
message-number = Message number
messages-before-and-after = Messages before and after
save-exhibit = Save exhibit
reads-every-byte-of-a-package-in = Reads every byte of a package in this browser and checks it against its own lists. Nothing is uploaded.
open-package = Open package
checking-the-package = Checking the package
verification = Verification
signatures-and-time-stamps = Signatures and time stamps
not-signed-nothing-here-says-who-made = Not signed: nothing here says who made this package.
something-in-it = something in it
the-whole-package = the whole package
the-seal-of-a-thread = the seal of a thread
good-name-signed-what = Good: { $name } signed { $what }.
good-by-a-key-that-you-did = Good, by a key that you did not name: it signed { $what }. Compare the fingerprint with its owner’s.
not-checked-here-a-key-of-the = Not checked here: a key of the kind { $key-kind }. Check it with ssh-keygen.
an-authority-without-a-name = an authority without a name
its-certificate-leads-to-one-that-you = Its certificate leads to one that you gave.
you-gave-no-certificate-that-it-leads = You gave no certificate that it leads to.
its-signature-was-not-checked-here-use = Its signature was not checked here: use openssl ts -verify.
the-request-it-answers-is-not-here = {" "}The request it answers is not here to compare with.
at-time-by-the-clock-of-by = At { $time }, by the clock of { $by }, { $what } existed. { $trust }{ $nonce }
compare-with-what-you-were-told = Compare with what you were told
take-these-from-their-owners-by-another = Take these from their owners by another way than the package: whoever changes a package can put another key into it, too.
seal-number = Seal number
keys-you-know-a-line-each-as = Keys you know, a line each as in allowed_signers
certificates-of-time-stamping-authorities-you-trust = Certificates of time stamping authorities you trust, as PEM
check-again = Check again
open-allowed-signers = Open allowed signers
open-certificates = Open certificates
sign-this-package = Sign this package
sign-it-or-have-its-time-stamped = Sign it, or have its time stamped
signatures-and-time-stamps-stand-beside-what = Signatures and time stamps stand beside what the package lists, so no other file of it changes; the zip and its SHA-256 become others.
save-time-request = Save time request
add-files = Add files
a-time-request-holds-a-digest-and = A time request holds a digest and nothing else of the package. Send it to a time stamping authority yourself, then add it together with the answer (.tsr). A signature made with ssh-keygen -Y sign -n evidence@threadseal is added the same way.
make-a-key = Make a key
this-browser-keeps-the-key-and-lets = This browser keeps the key and lets nobody read it, this page included. It goes when the browser’s data for this page are cleared.
this-browser-keeps-no-keys-for-this = This browser keeps no keys for this page, so this one is there until the page is left, and no longer.
your-key = Your key
name-of-its-owner = Name of its owner
others-know-the-key-by-this-line = Others know the key by this line. Give it to them by another way than the package:
line-for-allowed-signers = Line for allowed_signers
sign = Sign
copy-the-line = Copy the line
forget-this-key = Forget this key
signing = Signing…
adding-to-the-package = Adding to the package
nothing-was-added-add-what-was-made = Nothing was added. Add what was made for this very package.
save-signed-package = Save signed package
the-package-as-it-is-now = the package as it is now
checks = Checks
check = Check
result = Result
review-set = Review set
for-review-platforms = For review platforms
rsmf-2-0-with-a-document-for = RSMF 2.0 with a document for each day, a load file with texts, and tables of messages, made of this package and nothing else: the same things are withheld. An export does not say its zone; the one you name stands in every document as your choice.
zone-of-the-stamps = Zone of the stamps
numbers-begin-with = Numbers begin with
first-number = First number
write-review-set = Write review set
each-day-as-a-graph-too = Each day as a graph of the CASE ontology, too (JSON-LD); a day of thousands of messages makes a large one
place-message = message { $record }
place-byte = byte { $at }
the-review-set-is-written = The review set is written.
save-review-set = Save review set
the-review-set = the review set

## app/arriving

opening-was-cancelled-nothing-of-it-was = opening was cancelled; nothing of it was kept

## app/blockers

n-suggestions-are = { $n ->
    [one] { $n } suggestion is
   *[other] { $n } suggestions are
}
is-still-being-computed-percent = is still being computed ({ $percent } %)
wait-until-it-is-done = Wait until it is done
was-cancelled = was cancelled
press-resume = Press "Resume"
could-not-be-computed = could not be computed
open-the-file-again = Open the file again
the-sha-256-of-name-what = The SHA-256 of { $name } { $what }
are-not-decided = { $are } not decided
accept-or-reject-each-under-suggestions-in = Accept or reject each under "Suggestions" in the area Redact; "Reject all that are left" settles the rest
redaction-index-has-no-proper-reason = Redaction { $index } has no proper reason
wrong-withdraw-it-and-redact-again = { $wrong }: withdraw it and redact again

## app/build_form

choose-what-happens-to-attachments = Choose what happens to attachments
choose-at-least-one-thread = Choose at least one thread
choose-whether-the-filter-limits-the-package = Choose whether the filter limits the package

## app/carrying

n-redactions-were = { $n ->
    [one] { $n } redaction was
   *[other] { $n } redactions were
}
n-messages-are-the-same = { $n ->
    [one] { $n } message is the same
   *[other] { $n } messages are the same
}
were-taken-over = { $were } taken over
one-undo-takes-all-of-them-back = One undo takes all of them back
the-only-message-with-these-words-in = the only message with these words in both
the-same-words-and-same-around-it = the same words, and { $same } around it
the-same-file-byte-for-byte = the same file, byte for byte
same-in-both = { $same } in both
found-at-places = found at { $places }

## app/everywhere

type-what-shall-be-withheld-in-find = Type what shall be withheld in "Find"
wait-until-the-hits-are-found = Wait until the hits are found
there-is-no-hit-to-withhold = There is no hit to withhold

## app/forgetting

what-this-device-keeps-about-the-exports = What this device keeps about the exports that are open is deleted: { $redactions }, and all other decisions about them.
they-stay-in-this-window-until-it = They stay in this window until it is closed. “Save decisions” writes them to a file.
the-next-decision-is-kept-again-with = The next decision is kept again, with all before it, unless “Private session” is on.
what-this-device-keeps-about-it-is = What this device keeps about it is deleted for good: { $redactions }, and all other decisions. The export itself is not touched.

## app/gates

the-readme-tells-how-many-redactions = README.txt in the package tells how many redactions there are by reason and by kind, what was checked, and what no program can check
n-earlier-packages-looked-at-see = { $n ->
    [one] { $n } package looked at; see under the finished package
   *[other] { $n } packages looked at; see under the finished package
}
n-earlier-packages-looked-at = { $n ->
    [one] { $n } package looked at
   *[other] { $n } packages looked at
}
under-the-finished-package-open-what-was = under the finished package: open what was handed over before, and it is searched for what is withheld now
n-messages-are = { $n ->
    [one] { $n } message is
   *[other] { $n } messages are
}
holds = Holds
look-at-it = Look at it
in-the-way-2 = In the way
checked-when-built-2 = Checked when built
by-hand-2 = By hand
every-redaction-has-a-reason-every-suggestion = Every redaction has a reason, every suggestion is decided
no-withheld-value-stands-anywhere-else = No withheld value stands anywhere else
each-place-in-visible-text-is-shown = each place in visible text is shown, and somebody must have looked before it can be saved
detectors-find-nothing-new-in-what-goes = Detectors find nothing new in what goes out
detectors-run-over-the-finished-package = they run over the finished package, and what they find that nobody rejected is listed under it by kind
not-more-is-withheld-than-must-be = Not more is withheld than must be
nothing-withheld-is-left-in-the-bytes = Nothing withheld is left in the bytes
every-file-and-every-packed-stream-is = every file and every packed stream is searched; a hit outside visible text stops it
the-package-verifies-elsewhere = The package verifies elsewhere
it-is-verified-here-as-a-stranger = it is verified here as a stranger would; let another machine do so, too
earlier-packages-of-the-case-do-not = Earlier packages of the case do not give it away
a-report-is-written = A report is written
suggestions-are-still-being-looked-for = suggestions are still being looked for
no-suggestions-were-asked-for = no suggestions were asked for
look-for-suggestions-once-more = since suggestions were looked for, something was opened or taken back: look for them once more
all-all-decided = { $all }, all decided
name-looked-at-it = { $name } looked at it
under-the-finished-package-redactions-drawn-by = under the finished package: redacted places drawn by chance, for somebody who decided none of this
n-whole-of-are-withheld-whole = { $n-whole } of { $are } withheld whole
apart-from-these-outside-outside-the-scope = ; apart from these, { $outside } outside the scope
share-threads-withheld-entirely = { $share }; { $threads } withheld entirely
share-by-reason = ; by reason: { $codes }

## app/going

no-message-of-this-thread-has-that = no message of this thread has that number
there-is-no-message-number-in-this = there is no message { $number } in this thread
give-a-number-from-1-to-n = Give a number from 1 to { $n-records }
this-thread-runs-from-at = This thread runs from { $at }
no-message-in-this-thread-is-dated = no message in this thread is dated { $date } or later
no-message-in-this-thread-is-dated-date-message = no message in this thread is dated { $date }; message { $number }, of { $day }, is the first after it

## app/hits

text-last-of-n-messages = { $text }–{ $last } of { $n-messages }

## app/kept

redactions-kept-for-brought-back = { $n ->
    [one] { $n } redaction kept on this device for { $name } brought back
   *[other] { $n } redactions kept on this device for { $name } brought back
}
redactions-that-were-kept-are-gone = { $n ->
    [one] { $n } redaction that was kept on this device for { $name } is gone
   *[other] { $n } redactions that were kept on this device for { $name } are gone
}
another-page-of-this-host-may-have = Another page of this host, or a fault of the browser, changed what was kept: compare the list of redactions with a file that "Save decisions" or "Save case" wrote before you build
the-decisions-kept-on-this-device-for = the decisions kept on this device for { $name } cannot be read: { $what }
they-are-left-as-they-are-open = They are left as they are; open a file that "Save decisions" wrote
name-is-not-the-file-that-the = { $name } is not the file that the decisions kept on this device are about: same size and end, other content
those-decisions-do-not-apply-here-and = Those decisions do not apply here and stay kept; open the original file to go on with them

## app/keys

next-hit-a-note-on-the-focused = Next hit; a note on the focused message when nothing is searched for
list-hits-then-arrow-keys-and-enter = List hits, then arrow keys and Enter
redact-the-focused-message = Redact the focused message
select-words-of-the-focused-message-to = Select words of the focused message to redact
n-1-to-9 = 1 to 9
put-the-tag-with-that-key-on = Put the tag with that key on the focused message, or take it off
tags-of-the-focused-message = Tags of the focused message
bookmark-the-focused-message = Bookmark the focused message
shift-n = Shift+N
a-note-on-the-focused-message = A note on the focused message
the-focused-message-becomes-an-exhibit = The focused message becomes an exhibit
a-passage-begins-at-the-focused-message = A passage begins at the focused message
copy-the-focused-message-with-a-citation = Copy the focused message with a citation; among suggestions, change the reason for a kind
next-and-previous-message-or-suggestion = Next and previous message, or suggestion
accept-a-suggestion-or-its-text-everywhere = Accept a suggestion, or its text everywhere
reject-a-suggestion-or-all-with-its = Reject a suggestion, or all with its text
ctrl-z = Ctrl+Z
undo-the-last-act = Undo the last act
ctrl-shift-z-ctrl-y = Ctrl+Shift+Z, Ctrl+Y
esc = Esc
close-a-dialog = Close a dialog
this-list = This list

## app/log_file

n-decisions = { $n ->
    [one] { $n } decision
   *[other] { $n } decisions
}
n-are = { $n ->
    [one] { $n } is
   *[other] { $n } are
}
name-could-not-be-read-what = { $name } could not be read: { $what }
check-that-the-file-is-still-where = Check that the file is still where it was, then open it again
wait-until-it-is-computed-resume-if = Wait until it is computed ("Resume" if it was cancelled), then save again
name-decisions-added-known-known-already = { $name }: { $decisions } added, { $known } known already
are-about-a-file-that-is-not = ; { $are } about a file that is not open
open-that-file-too-a-file-whose = Open that file too; a file whose SHA-256 is still being computed takes them up after that

## app/look_alike

a-here-b-there = { $a } here, { $b } there

## app/offline

what-was-kept-was-removed-reload-the = what was kept was removed; reload the page to have it kept again
a-newer-version-of-this-page-did = a newer version of this page did not arrive whole: { $what }
the-version-that-you-have-stays-and = The version that you have stays and works offline. If this is said again tomorrow, the host holds half an update or a changed file: tell whoever runs it
the-page-is-not-kept-for-use = the page is not kept for use offline: { $what }
go-on-if-this-page-was-given = Go on if this page was given to you by someone you trust: it works while it is open. If this is said again after a reload, the host holds half an update or a changed file: tell whoever runs it
loading-the-rest = Loading the rest…
keeping-the-page-for-use-offline = Keeping the page for use offline…
ready-offline-nothing-is-uploaded = Ready offline · nothing is uploaded
works-without-a-network-until-it-is = Works without a network until it is closed · nothing is uploaded
starting-again = Starting again…
reload-the-page = Reload the page
not-running = Not running

## app/packaging

the-package-is-saved = the package is saved
free-some-space-or-choose-another-place = Free some space or choose another place; "Save package" still works
another-window-just-changed-what-is-withheld = Another window just changed what is withheld. Its decisions hold here now: look at them, then build
preparing = Preparing
see-the-list-below-redact-what-is = See the list below; redact what is named there, then build again

## app/printing

all-messages = All messages
working-copy-shows-what-is-withheld-marked = WORKING COPY: shows what is withheld, marked
as-the-recipient-will-see-it = As the recipient will see it

## app/reasons

code-needs-a-note-that-says-what = { $code } needs a note that says what

## app/redacting

nothing-to-redact-here = nothing to redact here
switch-show-as-the-recipient-will-see = Switch "Show as the recipient will see it" off, then choose a message
code-is-not-a-reason-we-know = { $code } is not a reason we know

## app/scoping

the-filter-finds-no-message-in-the = The filter finds no message in the chosen threads
the-filter-finds-nothing-in-threads-all = the filter finds nothing in { $threads }: all of their messages are withheld
leave-these-threads-out-of-the-package = Leave these threads out of the package if nobody needs to see that they are there

## app/sealing

the-sealed-package-could-not-be-written = the sealed package could not be written there: { $what }
free-some-space-or-choose-another-place-save-sealed = Free some space or choose another place; "Save sealed package" still works
what-is-open-cannot-be-sealed-yet = what is open cannot be sealed yet: the SHA-256 of { $name } is not known
wait-until-it-is-computed-resume-if-it-was = Wait until it is computed ("Resume" if it was cancelled), then seal
what-is-open-was-sealed-before-this = what is open was sealed before this export came
seal-again-to-prove-a-package-that = Seal again to prove a package that shows both
seal-again-nothing-was-proven-under-it = Seal again; nothing was proven under it yet
reload-the-page-and-open-the-sealed = Reload the page and open the sealed package to go on under the same seal
the-seal-went-with-the-part-of = the seal went with the part of the program that held it

## app/search_words

n-other-threads = { $n ->
    [one] { $n } other thread
   *[other] { $n } other threads
}
not-understood-error-help = Not understood: { $error }. { $help }.
hits-in-messages = { $hits } in { $messages }
at-at-of-records = , at { $at } of { $records }
n-hits-more-in-threads = {" "}· { $n-hits } more in { $threads }
shown-only-of-messages-said = Shown: { $only } of { $messages } · { $said }

## app/second

type-the-name-of-whoever-looked = Type the name of whoever looked
trim-decided-what-is-withheld-here-it = “{ $trim }” decided what is withheld here; it takes somebody else

## app/seen_names

thread-thread = Thread { $thread }

## app/sources

n-things-in-it-are-odd = { $n ->
    [one] { $n } thing in it is odd
   *[other] { $n } things in it are odd
}
what-was-dropped-could-not-be-read = what was dropped could not be read: { $what }
choose-the-files-with-open-exports-instead = Choose the files with "Open exports" instead
name-is-open-but-odd-worst-place = { $name } is open, but { $odd }: { $worst } ({ $place })
read-findings-before-you-rely-on-it = Read "Findings" before you rely on it
name-was-open-already-and-was-opened = { $name } was open already and was opened afresh

## app/state

read = Read
compliance = Compliance
timeline = Timeline
package = Package

## app/targets

times-of-the-chat-of-record-to-periods = What is exact in the times of the whole chat of message { $record }: of each stays “period 1”, “period 2” for each day on which something was written. The order of messages stays. Names of files that tell a day are withheld with it.
times-of-the-chat-of-record-to-the-day = What is exact in the times of the whole chat of message { $record }: of each stays the day. The order of messages stays. Names of files that tell a day are withheld with it.
times-of-the-chat-of-record-to-the-hour = What is exact in the times of the whole chat of message { $record }: of each stays day and hour. The order of messages stays. Names of files that tell a day are withheld with it.
times-of-the-chat-of-record-to-the-minute = What is exact in the times of the whole chat of message { $record }: of each stays day, hour and minute. The order of messages stays. Names of files that tell a day are withheld with it.
the-whole-of-message-record-with-its-head = The whole of message { $record }, with the file it names, its time and its sender. Its number and the reason stay, and the package lists the gap.
times-of-the-whole-chat-only-which-day = Times of the whole chat: only which day of it
times-of-the-whole-chat-only-the-day = Times of the whole chat: only the day
times-of-the-whole-chat-only-the-hour = Times of the whole chat: only the hour
times-of-the-whole-chat-no-seconds = Times of the whole chat: no seconds
the-message-with-time-and-sender-only = The message with time and sender; only its number stays
the-message-time-and-sender-stay = The message; time and sender stay
the-sound-of-message-message-from-from = The sound of message { $message } from { $from-ms } to { $until-ms }. The rest of it goes out.
a-box-in-the-picture-of-message = A box in the picture of message { $message }. The rest of it goes out.
boxes-boxes-in-the-picture-of-message = { $boxes } boxes in the picture of message { $message }. The rest of it goes out.
the-whole-of-message-record-with-the = The whole of message { $record }, with the file it names. Time and sender stay.
the-text-selected-in-message-record = The text selected in message { $record }.
the-file-that-message-record-names-and = The file that message { $record } names, and its name everywhere.
name-as-a-sender-and-the-name = “{ $name }” as a sender, and the name and its parts wherever they stand. A pseudonym such as Person 1 stands behind each mark.

## app/terms

the-list-would-be-longer-than-text = The list would be longer than { $text }. Open a shorter one.
this-search-is-in-the-list-already = this search is in the list already
the-search-is-saved-with-the-case = the search is saved with the case, under "Saved searches"
only-the-first-text-are-counted-n = Only the first { $text } are counted; { $n-left-out } are left out. Count the rest by themselves.

## app/threads

as-opened = As opened
latest-message = Latest message
earliest-message = Earliest message
most-messages = Most messages
n-listed-of-threads = { $n-listed } of { $threads }

## app/timeline

first-day-to-last-day = { $first-day } to { $last-day }
first-day-begin-00-to-end-59 = { $first-day }, { $begin }:00 to { $end }:59
monday = Monday
tuesday = Tuesday
wednesday = Wednesday
thursday = Thursday
friday = Friday
saturday = Saturday
sunday = Sunday

## app/times

zone-is-not-a-zone-nothing-was = { $zone } is not a zone: nothing was recorded
write-an-offset-such-as-01-00 = Write an offset such as +01:00, or a name such as Europe/Berlin

## app/update

select-the-text-and-copy-it-by = Select the text and copy it by hand

## app/windows

n-decisions-made = { $n ->
    [one] { $n } decision made
   *[other] { $n } decisions made
}
name-is-open-in-another-window-too = { $name } is open in another window, too: { $made } there now { $n ->
    [one] holds
   *[other] hold
} here

## app/words

day-month-year = day, month, year
month-day-year = month, day, year
year-month-day = year, month, day
dash-headers-as-android-writes-them = dash headers, as Android writes them
bracket-headers-as-ios-writes-them = bracket headers, as iOS writes them
headers-of-no-known-family = headers of no known family
thread-to-last = { $thread } to { $last }

## app/making

the-part-that-makes-packages-broke = the part of the program that makes packages broke: { $message }
it-is-started-anew-when-it-is-needed = Try again: it is started anew when it is needed; no decision is lost

## app/worker_life

the-page-is-of-version-text-but = the page is of version { $text } but its worker is of version { $build }: the browser kept an old copy
reload-the-page-with-shift-held-down = Reload the page with Shift held down
the-part-of-the-program-that-reads = the part of the program that reads files does not run: { $message }
save-your-decisions-then-reload-the-page = Save your decisions, then reload the page; a current browser is needed
name-broke-the-part-of-the-program = { $name } broke the part of the program that reads files
the-part-of-the-program-that-reads-files-broke = the part of the program that reads files broke
it-was-started-again-and-what-was = It was started again, and what was open is being opened again; no decision is lost
it-was-started-again-other-files-can = It was started again; other files can be opened
the-program-had-to-be-started-again = The program had to be started again meanwhile; nothing was saved
build-it-again-no-decision-is-lost = Build it again; no decision is lost

## app/casework

give-the-exhibit-a-label = Give the exhibit a label
there-is-an-exhibit-label-already = There is an exhibit “{ $label }” already
n-exports-are-still = { $n ->
    [one] { $n } export is still
   *[other] { $n } exports are still
}
a-passphrase-has-at-least-shortest-passphrase = A passphrase has at least { $shortest-passphrase } characters: four words, for example
the-two-are-not-the-same = The two are not the same
encrypted-without-the-passphrase-nobody-can-read = encrypted: without the passphrase nobody can read it, nor you
readable-by-whoever-has-it = readable by whoever has it
the-case-file-is-how = the case file is { $how }
keep-it-as-you-keep-the-exports = Keep it as you keep the exports
type-the-passphrase = Type the passphrase
the-passphrase-does-not-fit-type-it = The passphrase does not fit. Type it again
name-decisions-added-n-known-known-already = { $name }: { $decisions } added, { $n-known } known already
still-to-be-opened-names-else = ; { $still } to be opened: { $names }{ $else- }
differences-between-the-people-who-decided = ; { $differences } between the people who decided
see-differences-in-the-area-case-both = See "Differences" in the area "Case": both sides are listed, and the later one counts meanwhile
open-them-their-decisions-wait-for-them = Open them: their decisions wait for them
copied-as-others-may-read-it-and = copied as others may read it and without a code: something of it is withheld
a-code-would-let-others-find-out = A code would let others find out what stands there
whose-phone-made-the-export = Whose phone made the export
one-tag-defined-in-two-ways = One tag, defined in two ways
two-tags-with-one-key = Two tags with one key
a-participant-in-two-persons = A participant in two persons
two-exhibits-with-one-number = Two exhibits with one number
the-order-of-day-and-month = The order of day and month
the-zone-of-the-phones-clock = The zone of the phone's clock
withheld-by-one-shown-again-by-another = Withheld by one, shown again by another
no-key = no key
key-key = key { $key }
shown-again = shown again
a-message-is-withheld = a message is withheld
a-part-of-a-message-is-withheld = a part of a message is withheld
a-file-is-withheld = a file is withheld
a-part-of-a-sound-is-muted = a part of a sound is muted
a-part-of-a-picture-is-blacked = a part of a picture is blacked out
find-is-withheld = “{ $find }” is withheld
what-a-suggestion-found-is-withheld = what a suggestion found is withheld
messages-outside-the-scope-are-withheld = messages outside the scope are withheld
suggestions-are-rejected = suggestions are rejected
a-file-goes-out-as-it-is = a file goes out as it is
a-participant-is-pseudonymised = a participant is pseudonymised
somebody-in-a-file-that-is-not = somebody in a file that is not open
no-message-is-focused-that-could-be = no message is focused that could be marked
name-put-on-message-record = “{ $name }” put on message { $record }
name-taken-off-message-record = “{ $name }” taken off message { $record }
give-the-tag-a-name = Give the tag a name
there-is-a-tag-name-already = There is a tag “{ $name }” already
a-key-is-one-digit-from-1 = A key is one digit from 1 to 9, or one small letter that the page does not use itself
tag-has-that-key = “{ $tag }” has that key
a-passage-begins-at-message-record = a passage begins at message { $record }
go-to-its-last-message-then-press = Go to its last message, then press "Note" or "Exhibit"
write-the-note = Write the note
message-number-2 = Message { $number }
messages-number-to-last = Messages { $number } to { $last }
tick-at-least-two-participants = Tick at least two participants
give-the-person-a-name = Give the person a name
say-why-they-are-one-person = Say why they are one person

## app/compliance

open-a-policy-or-pick-a-ready = Open a policy, or pick a ready-made one
reload-the-page-to-try-again-no = Reload the page to try again; no decision is lost
the-page-is-of-version-build-but = the page is of version { $build } but the part that looks into exports is of version { $build2 }
the-part-of-the-program-that-looks = the part of the program that looks into exports broke: { $message }
no-decision-is-lost-press-ask-again = No decision is lost; press "Ask" again
question = Question
review = Review
who-is-who = Who is who
completeness = Completeness
who-could-read-2 = Who could read
other-channels = Other channels
sample = Sample
report = Report
high = High
medium = Medium
low = Low
info = Info
the-characters-for-the-draw-are-fewer = the characters for the draw are fewer than { $nonce-chars }
type-at-least-eight-characters-that-nobody = Type at least eight characters that nobody could have chosen beforehand
wait-until-they-are-there-then-ask = Wait until they are there, then ask and draw again
a-finding-that-is-row-cannot-be = a finding that is { $row } cannot be moved to { $to }
it-can-become-can = It can become: { $can }
give-your-name-a-review-without-one = Give your name: a review without one counts for nothing
say-why = Say why
say-when-it-shall-be-looked-at = Say when it shall be looked at again
say-to-whom = Say to whom
say-what-was-done = Say what was done
give-the-date-and-where-the-evidence = Give the date, and where the evidence of it is
no-outcome-here-waits-for-a-second = no outcome here waits for a second person
give-your-name-nobody-can-agree-without = Give your name: nobody can agree without one
that-is-who-gave-the-outcome-nobody = That is who gave the outcome: nobody can agree with themselves
this-finding-names-no-other-channel = this finding names no other channel
say-where-the-evidence-is-or-what = Say where the evidence is, or what the explanation says
say-why-the-names-are-needed = Say why the names are needed

## app/parts

reload-the-page-open-the-files-again = Reload the page, open the files again and build again; no decision is lost
withheld-whole-in-a-package-why = withheld whole in a package: { $why }
its-boxes-could-not-be-burnt-in = its boxes could not be burnt in
the-part-of-the-program-that-burns = the part of the program that burns boxes into pictures broke: { $what }
no-decision-is-lost-try-again-or = No decision is lost; try again, or withhold the whole picture
no-part-of-this-file-can-be = no part of this file can be withheld
voice-notes-in-opus-can-be-muted = Voice notes in Opus can be muted in part, JPEG, PNG and WebP pictures blacked out; of other files withhold the whole
choose-where-the-silence-begins-and-where = Choose where the silence begins and where it ends
draw-at-least-one-box = Draw at least one box

## app/queue

n-more-stand = { $n ->
    [one] { $n } more stands
   *[other] { $n } more stand
}
this-text-cannot-be-looked-for-elsewhere = this text cannot be looked for elsewhere
accept-it-where-it-stands-or-redact = Accept it where it stands, or redact its message
stand-in-titles-names-of-participants-or = { $stand } in titles, names of participants or of files: decide these one by one, since accepting them withholds them everywhere
the-part-of-the-program-that-makes = the part of the program that makes suggestions could not be loaded: { $what }
everything-else-works-reload-the-page-to = Everything else works; reload the page to try again
the-page-is-of-version-build-but-the-part = the page is of version { $build } but the part that makes suggestions is of version { $build2 }: the browser kept an old copy
the-part-of-the-program-that-makes-suggestions-broke = the part of the program that makes suggestions broke: { $message }
no-decision-is-lost-press-suggest-what = No decision is lost; press "Look for suggestions" to look again
all-kinds-2 = All kinds
rejected = Rejected

## app/signing

type-the-numbers-of-the-thread-and = Type the numbers of the thread and of the message as the transcript shows them
an-exhibit-needs-three-whole-numbers = an exhibit needs three whole numbers
type-a-zone-such-as-europe-london = Type a zone such as Europe/London, what numbers begin with, and the first number
a-review-set-needs-a-zone-and = a review set needs a zone and numbers
try-it-again-or-sign-with-threadseal = Try it again, or sign with "threadseal sign" or ssh-keygen and add the file here

## more words

order-proven = proven
order-corroborated = corroborated
order-assumed = assumed
order-conflict = conflict
order-chosen = chosen
n-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}
edited-word = edited
messages-word = messages
attachments-word = attachments
deleted-word = deleted
unresolved-word = unresolved
yes = yes
no- = no
n-missing = { $n ->
    [one] {", "}{ $n } missing
   *[other] {", "}{ $n } missing
}
nobody = nobody
accepted-word = accepted
rejected-word = rejected
blocked-word = blocked
still-open = open
hold = hold
copied = copied
none-word = none
the-browser-did-not-let-the-page-write = the browser did not let the page write to the clipboard
the-package-was-not-finished = the package was not finished
the-finished-package-went-with-the-part-of = the finished package went with the part of the program that made it
the-check-of-the-package-was-not-finished = the check of the package was not finished
no-policy-is-chosen = no policy is chosen
the-part-of-the-program-that-looks-into = the part of the program that looks into exports is not loaded
the-digests-of-the-exports-are-still-being = the digests of the exports are still being computed, and the draw depends on them
the-part-of-the-program-that-burns-boxes = the part of the program that burns boxes into pictures is not loaded
the-package-with-more-files-was-not-finished = the package with more files was not finished
the-decisions-cannot-be-saved-yet-the-sha = the decisions cannot be saved yet: the SHA-256 of a file that they are about is not known
the-package-must-not-be-saved-the-check = the package must not be saved: the check of the finished bytes found something
the-case-cannot-be-saved-yet-the-sha = the case cannot be saved yet: the SHA-256 of a file that it is about is not known
it-takes-somebody-who-decided-none-of-what = It takes somebody who decided none of what is withheld here
language = Language
n-boxes = { $n ->
    [one] { $n } box
   *[other] { $n } boxes
}
and-withheld = {", "}withheld
and-bookmarked = {", "}bookmarked
report-1-question = 1 Question
report-2-collection = 2 Collection
report-3-people = 3 People
report-4-findings = 4 Findings
report-7-sample = 7 Sample
report-9-decisions = 9 Decisions
and-more-of-them = {" "}and more
star-bookmark = ★ Bookmark
with-certainty-at-most = ; with 95 % certainty at most { $whole }.{ $parts } % of the group do
or-between = {" "}or{" "}
all-severities = all
check-passed = ✓ passed
check-failed = ✕ failed
until-day = to

## compliance, added

comply-nothing-to-look-at = this finding was not drawn for a look afterwards
comply-say-why-it-is-wrong = Say why the outcome is wrong
comply-names-are-hidden = names are hidden
comply-show-names-first = Show names first; that is recorded with the reason
comply-look-again = Look again…
comply-look-again-title = Look again at what was moved together
comply-drawn-from-a-move = Drawn from a move of several findings: is this outcome right?
comply-the-outcome-is-right = The outcome is right
comply-the-outcome-is-wrong = The outcome is wrong: open the finding again
comply-level = level { $level }
comply-due = due { $day }
comply-overdue = overdue since { $day }
comply-tried-rules = Hits of each rule
comply-tried-hint = Counted in the background while you write, over everything that is open.
comply-rule = Rule
comply-hits = Hits
comply-rule-off = switched off
comply-trying = Counting hits
comply-wrong-in-policy = What is wrong in the policy
comply-line-path = Line { $line }, { $path }: { $what }
comply-line = Line { $line }: { $what }
comply-go-to-line = Go to line { $line }
comply-people-of-the-roster = People of the roster
comply-add-a-person = Add a person
comply-begin-a-roster = Begin a roster
comply-remove-row = Remove row { $number }
comply-remove = Remove
comply-cell = { $column }, row { $number }
comply-undo-roster = Take back the last change
comply-add-a-column = Add a column…
comply-roster-is-no-table = The text cannot be read as a table: correct it below.
comply-rows-more = { $number } more rows are in the text.
comply-take-card = Take into the roster
comply-take-card-of = Take { $name } into the roster
comply-put-into-sealed = Put into the sealed package
comply-put-into-sealed-hint = The page, the JSON, all tables, the labels, the policy and the roster go into the custodian’s package, and never into a disclosure.
comply-confirmed-findings = Confirmed
comply-moved-together = Moved together
comply-who-was-in = Who was in
comply-who-was-in-others = And possibly others: the beginning is not here.
comply-from-the-beginning = the beginning
comply-to-the-end = the end
comply-all-of-them = Show all of them
comply-only-some = Only some are shown
comply-a-prompt-never-a-verdict = A finding is a prompt, never a verdict. This report quotes what exports say: it is for those who may read them.
comply-everything-open = everything that is open
comply-from-on = from { $from } on
comply-up-to = up to { $to }
comply-n-overdue = { $n } overdue
comply-n-waiting = { $n } waiting for a second person
comply-n-open = { $n } open
comply-n-settled = { $n } settled
comply-share-confirmed = Share confirmed
comply-n-silent-terms = { $n ->
    [one] { $n } term works and never hit.
   *[other] { $n } terms work and never hit.
}
comply-never-found = { $rule }: “{ $term }” was never found, and its own examples do not find it either: check it.
comply-excluded = Excluded: { $what } ({ $why }),{" "}
comply-n-hits-hidden = { $n ->
    [one] { $n } hit hidden
   *[other] { $n } hits hidden
}
comply-n-untested = { $n ->
    [one] { $n } message lies outside the days of the policy and was not tested
   *[other] { $n } messages lie outside the days of the policy and were not tested
}
comply-retention = { $n ->
    [one] Retention: { $title }, { $n } year, { $applies-to }
   *[other] Retention: { $title }, { $n } years, { $applies-to }
}
comply-no-decision-yet = None yet.
comply-exported-by = Exported by
comply-by-kind = By kind
comply-files = Files
comply-disappearing-on = Disappearing messages on
comply-gone-or-changed = Gone or changed
comply-about-the-record = Findings about the record
comply-n-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
comply-n-system = { $n ->
    [one] { $n } line of WhatsApp’s own
   *[other] { $n } lines of WhatsApp’s own
}
comply-n-named = { $n } named
comply-n-here = { $n } here
comply-n-absent = { $n } absent
comply-n-left-out = { $n } left out
comply-n-by-none = { $n } named by no message
comply-n-deleted = { $n } deleted
comply-n-edited = { $n } edited
comply-n-view-once = { $n } to be viewed once
comply-n-in-both = { $n } in both
comply-n-only-first = { $n } only in the first
comply-n-only-second = { $n } only in the second
comply-n-changed = { $n } changed
comply-changed-in-one = changed in one
comply-more-are-in = { $n } more are in { $table } of the saved report.
comply-moved-together-by = { $rule } “{ $term }” to “{ $to }” by { $by }
comply-n-drawn = { $n } drawn
comply-n-looked-at = { $n } looked at
comply-n-wrong = { $n } wrong
comply-n-read = { $n } read
comply-n-breaking = { $n ->
    [one] { $n } breaks the policy
   *[other] { $n } break the policy
}
comply-to-between = {" "}to{" "}
comply-back-to-report = Back to the report
comply-back-to-findings = Back to the findings
comply-other-sender = another sender
comply-other-time = another time
comply-other-file = another file
comply-all-n-messages = { $n ->
    [one] The message it counts
   *[other] All { $n } messages it counts
}
comply-first-of = The first { $shown } of { $n } are shown.
comply-in-the-roster = in the roster
comply-drawn-all = all that were drawn
comply-drawn-read = those that were read
comply-marked-overdue = overdue
comply-marked-waiting = waiting for a second person
comply-marked-open = other channels, open
comply-marked-settled = other channels, settled
comply-marked-drawn = drawn for a look
comply-marked-looked = looked at again
comply-marked-wrong = wrong at the second look
comply-any = all
comply-categories = What the categories of the cards say
comply-categories-hint = Everybody with a category gets what is chosen here. Nothing is guessed from a name.
comply-category-column = { $category }: { $column }
comply-n-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}

## the key of pseudonyms

key-of-pseudonyms = Key of pseudonyms
save-key-of-pseudonyms = Save key of pseudonyms
open-key-of-pseudonyms = Open key of pseudonyms
this-package-calls-people-by-pseudonyms = This package calls people by pseudonyms. Their key says who is who: which label stands for which names and numbers, in which exports and threads.
losing-it-loses-the-way-back-never-hand-it = Losing the key, or its passphrase, loses the way back. Never hand it over with the package.
a-key-says-who-stands-behind-the-pseudonyms = A key of pseudonyms says who stands behind the labels of a package. It is a file of its own, for those who may know; opening it is an act of its own, which the log of the case names.
one-encrypted-file-that-says-who-is-who = One encrypted file that says who is who in the finished package. Nothing of it is in the package; the log of the case names it by its SHA-256.
reading-the-key-of-pseudonyms = Reading the key of pseudonyms…
the-key-of-pseudonyms-is-saved = The key of pseudonyms is saved, encrypted
use-another-browser-a-key-is-always-encrypted = Use another browser: a key of pseudonyms is always encrypted
the-log-of-the-case-will-say-that-it-was-read = The log of the case will say that you read it, and when.
no-case-is-open-whose-log-could-say-that = No case is open here, so no log says that this key was read. Open the case first if one should.
it-belongs-to-the-package-that-was-built-here = It belongs to the package that was built here
it-belongs-to-the-package-that-was-checked-here = It belongs to the package that was checked here
it-belongs-to-another-package-than-the-one-here = It belongs to another package than the one here, or to this one before something was signed or added
there-is-no-package-here-to-compare-it-with = There is no package here to compare it with
belongs-to = Which package it belongs to
sha-256-of-the-package = SHA-256 of the package
saved-at = Saved
names-and-numbers = Names and numbers
where-they-write = Where they write
title-thread-number-of-the-package = { $title } (thread { $number } of the package)
title-not-in-the-package = { $title } (not in the package)
the-page-forgets-this-table-when-it-is-closed = The page forgets this table when it is closed.
