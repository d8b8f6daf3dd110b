// A recorded event read from its stored bytes (docs/bundle-format.md, "Events as a verifier reads them").

const SEQUENCE_MAX = 2 ** 53;
const NAME_OF = Object.fromEntries(
    ['specversion', '1.0', 'id', 'source', 'type', 'subject', 'time', 'recordedtime', 'stream', 'sequence', 'actor', 'publishedhash', 'data',
        'sealed', 'key', 'salt', 'nonce', 'commitment', 'ciphertext', 'recipient', 'manifest', 'inquiry', 'previousOrigin', 'known', 'events']
        .map(name => [name, bytesOf(name)]));
const KEPT_TEXTS = ['recipient', 'manifest', 'inquiry', 'previousOrigin'];

/** The envelope's attributes as pieces, where the data lies, and every sealed field in the order of the bytes. */
class StoredEvent {
    /** Reads an event, or returns null where it is not in the format. */
    static read(bytes, start, end) {
        return end - start > EVENT_MAX ? null : readOrNull(() => new StoredEvent(bytes, start, end));
    }

    constructor(bytes, start, end) {
        const reader = this.reader = new JsonReader(bytes, start, end);
        reader.open(0x7b);
        this.name();
        this.expect(NAME_OF.specversion);
        demand(reader.is(NAME_OF['1.0']));
        this.next();
        this.bytes = bytes;
        this.id = this.takeText(NAME_OF.id);
        this.source = this.takeText(NAME_OF.source);
        this.type = this.takeText(NAME_OF.type);
        this.subject = reader.is(NAME_OF.subject) ? this.takeText(NAME_OF.subject) : null;
        this.timeText = this.takeTime(NAME_OF.time);
        this.time = this.lastTime;
        this.recordedTimeText = this.takeTime(NAME_OF.recordedtime);
        this.recordedTime = this.lastTime;
        this.stream = this.takeText(NAME_OF.stream);
        this.sequence = this.takeSequence();
        this.actor = this.takeText(NAME_OF.actor);
        if (reader.is(NAME_OF.publishedhash)) {
            this.takeText(NAME_OF.publishedhash);
        }
        demand(reader.is(NAME_OF.data));
        reader.take(0x3a);
        this.data = new EventData(reader);
        reader.close(0x7d);
        reader.done();
        this.reader = null;
    }

    get sealed() {
        return this.data.sealed;
    }

    /** True when the type is this stem, which ends in ".v", and a decimal. */
    isVersionOf(stem) {
        return this.type.startsWith(stem) && decimalOf(this.type.bytes, this.type.start + stem.length, this.type.end) !== null;
    }

    name() {
        this.reader.string();
    }

    /** Moves from a value to the next attribute's name, which must be there: data comes last. */
    next() {
        this.reader.take(0x2c);
        this.name();
    }

    expect(name) {
        demand(this.reader.is(name));
        this.reader.take(0x3a);
        this.reader.string();
    }

    takeText(name) {
        this.expect(name);
        const piece = this.reader.piece();
        this.next();
        return piece;
    }

    takeTime(name) {
        this.expect(name);
        const piece = this.reader.piece();
        this.lastTime = this.reader.isEscaped ? null : readTime(piece.bytes, piece.start, piece.end);
        demand(this.lastTime !== null);
        this.next();
        return piece;
    }

    takeSequence() {
        demand(this.reader.is(NAME_OF.sequence));
        this.reader.take(0x3a);
        const digits = this.reader.number();
        const sequence = decimalOf(digits.bytes, digits.start, digits.end);
        demand(sequence !== null && sequence <= SEQUENCE_MAX);
        this.next();
        return Number(sequence);
    }
}

/** The data object: what of it scopes and exports are compared with, and its sealed fields with their JSON Pointers (RFC 6901). */
class EventData {
    constructor(reader) {
        this.reader = reader;
        this.sealed = [];
        this.recipient = this.manifest = this.inquiry = this.previousOrigin = null;
        this.known = this.events = null;
        this.path = [NAME_OF.data];
        reader.peek();
        this.start = reader.at;
        this.object();
        this.end = reader.at;
        this.reader = this.path = null;
    }

    object() {
        const reader = this.reader, names = [];
        reader.peek();
        const start = reader.at;
        reader.open(0x7b);
        if (reader.isEmpty(0x7d)) {
            return;
        }
        reader.string();
        if (reader.is(NAME_OF.sealed)) {
            this.sealed.push(new SealedField(reader, start, this.pointer()));
            return;
        }
        let known = null;
        while (true) {
            // An escaped name may equal one that is spelt otherwise; and sealed is the first member of what is sealed.
            demand(!reader.isEscaped && !reader.is(NAME_OF.sealed));
            const name = reader.piece();
            known = this.demandNew(name, names, known);
            reader.take(0x3a);
            this.value(name);
            if (!reader.goesOn(0x7d)) {
                return;
            }
            reader.string();
        }
    }

    /** Few names are compared with each other, many are looked up. */
    demandNew(name, names, known) {
        if (names.length < 32) {
            demand(!names.some(other => other.length === name.length && sameBytes(other.bytes, other.start, name.bytes, name.start, name.length)));
        } else {
            known ??= new Set(names.map(other => other.text()));
            demand(!known.has(name.text()));
            known.add(name.text());
        }
        names.push(name);
        return known;
    }

    value(name) {
        const reader = this.reader, byte = reader.peek();
        if (byte === 0x7b || byte === 0x5b) {
            this.path.push(name);
            this.container(byte);
            this.path.pop();
        } else if (byte === 0x22) {
            reader.string();
            const piece = reader.piece();
            if (this.path.length === 1) {
                this.keep(name, piece);
            }
        } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
            const number = reader.number();
            if (this.path.length === 1) {
                this.known = name.equals(NAME_OF.known) ? knownOf(number.bytes, number.start, number.end) : this.known;
                this.events = name.equals(NAME_OF.events) ? decimalOf(number.bytes, number.start, number.end) : this.events;
            }
        } else {
            reader.literal();
        }
    }

    keep(name, piece) {
        for (const kept of KEPT_TEXTS) {
            if (name.equals(NAME_OF[kept])) {
                this[kept] = piece;
            }
        }
    }

    container(byte) {
        const reader = this.reader;
        if (byte === 0x7b) {
            this.object();
            return;
        }
        reader.open(0x5b);
        if (reader.isEmpty(0x5d)) {
            return;
        }
        let at = 0;
        do {
            this.value(at++);
        } while (reader.goesOn(0x5d));
    }

    pointer() {
        return bytesOf(this.path.map(part => '/' + partOf(part)).join(''));
    }
}

function partOf(part) {
    const text = part instanceof Piece ? part.text() : part instanceof Uint8Array ? strictUtf8.decode(part) : String(part);
    return text.replaceAll('~', '~0').replaceAll('/', '~1');
}
