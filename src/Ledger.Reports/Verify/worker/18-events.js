// Events, proof, openings and table side by side: each event must be the leaf the proof has for it, belong to the scope, and give its row.

const PROGRESS_STEP = 4096;
const CONTINUED_STEM = bytesOf('ledger.log.continued.v'), REGISTERED_STEM = bytesOf('ledger.subject.registered.v');
const FORGOTTEN_TYPE = bytesOf('ledger.person.forgotten.v1');
const PERSON_POINTER = bytesOf('/data/person');

/** Follows the stream of the person a bundle is about: no gap in it, and whom the token means. */
class PersonCheck {
    constructor(scope, findings) {
        this.scope = scope;
        this.findings = findings;
        this.due = 0;
        this.unopenedAt = null;
        this.isForgotten = false;
        this.isSeen = false;
        // The operator's id of the person, once it was opened.
        this.personId = null;
    }

    take(index, event, values) {
        const scope = this.scope;
        if (scope.person === null || !event.stream.equals(scope.personBytes)) {
            return;
        }
        // Where conditions narrow the answer the stream has gaps of its own; it still only ascends.
        if (scope.isFiltered ? event.sequence < this.due : event.sequence !== this.due) {
            this.findings.fault('sequence-gap', EVENTS, index);
        }
        this.due = event.sequence === SEQUENCE_MAX ? Infinity : event.sequence + 1;
        this.isSeen = true;
        this.isForgotten ||= event.type.equals(FORGOTTEN_TYPE);
        if (event.sequence === 0) {
            this.first(index, event, values);
        }
    }

    end() {
        const { scope, findings } = this;
        if (scope.person === null) {
            return;
        }
        if (this.unopenedAt !== null && scope.opened && !this.isForgotten) {
            findings.fault('person-not-opened', OPENINGS, this.unopenedAt);
        }
        if (this.isSeen && !scope.isFiltered) {
            findings.note('tail-not-proved', null);
        }
        if (this.personId === null) {
            findings.note('person-not-shown', null);
        }
        findings.note('second-token', null);
    }

    first(index, event, values) {
        const at = event.sealed.findIndex(field => samePointer(field.pointer, PERSON_POINTER));
        const isRegistration = event.subject !== null && event.subject.equals(this.scope.personBytes) && event.isVersionOf(REGISTERED_STEM);
        if (!isRegistration || at < 0 || !event.sealed[at].key.startsWith(this.scope.evidenceKey)) {
            this.findings.fault('person-not-named', EVENTS, index);
        } else if (values[at] !== null) {
            this.personId = strictUtf8.decode(values[at]);
        } else {
            this.unopenedAt = index;
        }
    }
}

class EventCheck {
    constructor({ scope, findings, events, leaves, openings, csv, progress }) {
        this.scope = scope;
        this.findings = findings;
        this.events = events;
        this.leaves = leaves;
        this.openings = openings;
        this.csv = csv;
        this.progress = progress;
        this.order = new EventOrder(findings, events, leaves);
        this.person = new PersonCheck(scope, findings);
        this.proved = 0;
        this.late = 0;
    }

    run() {
        const { scope, events, leaves, order } = this;
        this.csv.header();
        while (!leaves.isFaulty && (events.hasCurrent || leaves.hasCurrent)) {
            if (order.meet) {
                this.checkProved();
            } else {
                this.csv.giveUp();
                order.part();
            }
        }
        if (leaves.isFaulty) {
            // Without a proof nothing tells which event is which; the files' hashes still are compared.
            this.csv.giveUp();
            return;
        }
        this.openings.end();
        this.csv.end();
        this.person.end();
        if (scope.isWholeLedger && order.nextIndex != next(scope.known)) {
            this.findings.fault('sequence-gap', EVENTS, order.nextIndex);
        }
    }

    checkProved() {
        const index = this.leaves.index, line = this.events.line;
        if (++this.proved % PROGRESS_STEP === 0) {
            this.progress(this.proved);
        }
        this.checkPlace(index);
        const event = StoredEvent.read(line.bytes, line.start, line.end);
        this.events.mark(event === null ? MALFORMED_LINE : OK_LINE, index);
        if (event === null) {
            this.findings.fault('malformed', EVENTS, index);
            this.csv.giveUp();
        } else {
            this.checkContent(index, event);
        }
        this.order.advance();
    }

    checkPlace(index) {
        const { scope, findings, leaves, order } = this;
        if (leaves.exportIndex !== null && index > leaves.exportIndex) {
            findings.fault('event-after-export', EVENTS, index);
        } else if (index > scope.known) {
            findings.fault('event-beyond-known', EVENTS, index);
        }
        if (scope.isWholeLedger && index != order.nextIndex) {
            findings.fault('sequence-gap', EVENTS, order.nextIndex);
        }
    }

    /** The scope says where the log went on under another origin; the event that tells of it stands there, and nowhere else. */
    checkContinuation(index, event) {
        const ended = this.scope.earlier.find(earlier => earlier.before == index), isTold = event.isVersionOf(CONTINUED_STEM);
        const previous = event.data.previousOrigin;
        if (ended === undefined ? isTold && index > 0 : !isTold || previous === null || !previous.equals(bytesOf(ended.origin))) {
            this.findings.fault('other-log', SCOPE, index);
        }
    }

    checkContent(index, event) {
        if (index <= this.scope.known && !this.scope.includes(event)) {
            this.findings.fault('event-out-of-scope', EVENTS, index);
        }
        this.checkContinuation(index, event);
        if (isMoreThanADayLater(event.time, event.recordedTime)) {
            this.late++;
        }
        const values = this.openings.open(index, event, this.events.count - 1);
        this.person.take(index, event, values);
        this.csv.checkRow(index, event, values);
    }
}
