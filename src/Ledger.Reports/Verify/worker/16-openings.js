// openings.json, read beside the events; each field that has an opening is opened.

const OPENING_LINE_MAX = 2 * EVENT_MAX;
const OPENING_NAMES = ['index', 'pointer', 'key'].map(bytesOf);
const LIST_START = bytesOf('['), LIST_END = bytesOf(']');

/** One line without its comma: the field key of the sealed field at a pointer of the event at an index. */
function readOpening(bytes, start, end) {
    const reader = new JsonReader(bytes, start, end);
    const member = name => {
        reader.string();
        demand(reader.is(name));
        reader.take(0x3a);
    };
    reader.open(0x7b);
    member(OPENING_NAMES[0]);
    const digits = reader.number(), index = decimalOf(digits.bytes, digits.start, digits.end);
    reader.take(0x2c);
    member(OPENING_NAMES[1]);
    reader.string();
    const pointer = reader.piece();
    reader.take(0x2c);
    member(OPENING_NAMES[2]);
    reader.string();
    const text = reader.piece(), key = base64Of(text.bytes, text.start, text.end);
    reader.close(0x7d);
    reader.done();
    demand(index !== null && key !== null && key.length === 32);
    // The buffer moves on before the opening is used.
    return { index, pointer: pointer.bytes.slice(pointer.start, pointer.end), key };
}

/** The field keys that were used, so that a field can be opened again when somebody looks at it. */
class KeptKeys {
    constructor() {
        this.keys = new Uint8Array(32 * 1024);
        this.fields = new NumberList(Uint16Array);
    }

    get length() {
        return this.fields.length;
    }

    add(field, key) {
        if (32 * this.length === this.keys.length) {
            const keys = new Uint8Array(2 * this.keys.length);
            keys.set(this.keys);
            this.keys = keys;
        }
        this.keys.set(key, 32 * this.length);
        this.fields.push(field);
    }

    key(at) {
        return this.keys.subarray(32 * at, 32 * at + 32);
    }
}

class OpeningCheck {
    constructor(content, scope, findings, kept) {
        this.lines = new LineReader(content, OPENING_LINE_MAX);
        this.scope = scope;
        this.findings = findings;
        this.kept = kept;
        this.keys = new KeptKeys();
        this.opener = new FieldOpener();
        this.opened = 0;
        this.unopened = 0;
        this.following = null;
        // A comma behind a line promises another one; the opening bracket does, unless the list is empty.
        this.hasStarted = this.promised = this.hasEnded = false;
        this.advance();
        if (this.following !== null && !scope.opened) {
            findings.fault('opening-foreign', OPENINGS);
        }
    }

    /** The values' UTF-8 of an event's sealed fields in their order, null where a field stays sealed. */
    open(index, event, line) {
        this.skipBefore(index);
        const sealed = event.sealed;
        if (sealed.length === 0 && this.following?.index != index) {
            return [];
        }
        const firstKey = this.keys.length;
        const values = sealed.map((field, at) => {
            const opening = this.following;
            if (opening === null || opening.index != index || !samePointer(opening.pointer, field.pointer)) {
                return null;
            }
            const value = this.openField(index, event, field, opening.key);
            if (value !== null) {
                this.keys.add(at, opening.key);
            }
            this.advance();
            return value;
        });
        const opened = values.filter(value => value !== null).length;
        this.kept.markOpened(line, firstKey, opened);
        this.opened += opened;
        this.unopened += values.length - opened;
        this.skipBefore(next(index));
        return values;
    }

    /** Whatever is left belongs to no event. */
    end() {
        while (this.following !== null) {
            this.foreign();
        }
    }

    openField(index, event, field, key) {
        const value = this.opener.open(event, field, this.scope.originAt(index), key);
        if (value === WRONG_KEY || value === NOT_AUTHENTIC) {
            this.findings.fault(value === WRONG_KEY ? 'opening-wrong' : 'field-not-authentic', OPENINGS, index);
            return null;
        }
        return value.slice();
    }

    skipBefore(index) {
        while (this.following !== null && this.following.index < index) {
            this.foreign();
        }
    }

    foreign() {
        this.findings.fault('opening-foreign', OPENINGS, this.following.index);
        this.advance();
    }

    /** Reads the next line; on anything that is not in the format says so once and reads no further. */
    advance() {
        this.following = null;
        if (this.hasEnded) {
            return;
        }
        if (!this.hasStarted) {
            this.hasStarted = true;
            if (this.lines.next() !== LINE || !this.lines.is(LIST_START) || this.lines.next() !== LINE) {
                this.malformed();
                return;
            }
            this.promised = !this.lines.is(LIST_END);
        } else if (this.lines.next() !== LINE) {
            this.malformed();
            return;
        }
        this.take();
    }

    take() {
        const { bytes, start, end } = this.lines;
        if (this.lines.is(LIST_END)) {
            this.hasEnded = true;
            if (this.promised || this.lines.next() !== END) {
                this.malformed();
            }
            return;
        }
        if (!this.promised) {
            this.malformed();
            return;
        }
        this.promised = end > start && bytes[end - 1] === 0x2c;
        this.following = readOrNull(() => readOpening(bytes, start, this.promised ? end - 1 : end));
        if (this.following === null) {
            this.malformed();
        }
    }

    malformed() {
        this.hasEnded = true;
        this.following = null;
        this.findings.fault('malformed', OPENINGS);
    }
}

function samePointer(left, right) {
    return left.length === right.length && sameBytes(left, 0, right, 0, left.length);
}
