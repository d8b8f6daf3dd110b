// scope.json and manifest.json (docs/bundle-format.md).

const SCOPE_MEMBERS = ['format', 'origin', 'person', 'inquiry', 'from', 'to', 'types', 'recipient', 'opened', 'known'];
const HASH_TEXT = /^[0-9a-f]{64}$/;

function bytesOrNull(text) {
    return text === null ? null : bytesOf(text);
}

/** What a bundle was asked for. What is null or empty asks for everything. */
class Scope {
    /** Reads the file, or returns null: exactly the ten members in their order, each of its kind, and `earlier` behind them or not. */
    static read(bytes) {
        return readOrNull(() => new Scope(readJson(bytes, 0, bytes.length)));
    }

    constructor(json) {
        demand(json instanceof JsonMembers);
        const isContinued = json.names.length > SCOPE_MEMBERS.length;
        const [format, origin, person, inquiry, from, to, types, recipient, opened, known, earlier] =
            json.exactly(...SCOPE_MEMBERS, ...(isContinued ? ['earlier'] : []));
        demand(format === 'ledger.scope.v1' && demandText(origin) !== '' && typeof opened === 'boolean' && Array.isArray(types));
        demand([person, inquiry, recipient, from, to].every(text => textOrNull(text) !== ''));
        demand(types.every(type => demandText(type) !== ''));
        this.origin = origin;
        this.person = person;
        this.inquiry = inquiry;
        this.from = from;
        this.to = to;
        this.types = types;
        this.recipient = recipient;
        this.opened = opened;
        this.fromTime = scopeTime(from);
        this.toTime = scopeTime(to);
        demand(known instanceof Piece);
        this.known = knownOf(known.bytes, known.start, known.end);
        demand(this.known !== null);
        this.earlier = isContinued ? readEarlier(earlier, this) : [];
        this.originBytes = bytesOf(origin);
        this.personBytes = bytesOrNull(person);
        this.inquiryStream = inquiry === null ? null : bytesOf(`q-${inquiry}`);
        this.typeBytes = types.map(type => [bytesOf(type), bytesOf(type + '.v')]);
        this.recipientBytes = bytesOrNull(recipient);
        this.evidenceKey = person === null ? null : bytesOf(`${person}/evidence/`);
    }

    /** True when a condition besides person and inquiry narrows the answer, so that a stream may have gaps in it. */
    get isFiltered() {
        return this.from !== null || this.to !== null || this.types.length > 0 || this.recipient !== null;
    }

    /** True when everything up to `known` was asked for. */
    get isWholeLedger() {
        return this.person === null && this.inquiry === null && !this.isFiltered;
    }

    /** The origin the fields of the event at an index are sealed under. */
    originAt(index) {
        for (const earlier of this.earlier) {
            if (index < earlier.before) {
                return earlier.originBytes;
            }
        }
        return this.originBytes;
    }

    /** Whether an event recorded up to `known` belongs to the answer. */
    includes(event) {
        if (this.isOfInquiry(event)) {
            return true;
        }
        return (this.inquiry === null || this.person !== null || this.isFiltered)
            && (this.person === null || event.stream.equals(this.personBytes))
            && (this.from === null || !isBefore(event.time, this.fromTime))
            && (this.to === null || isBefore(event.time, this.toTime))
            && (this.types.length === 0 || this.typeBytes.some(([type, versions]) => event.type.equals(type) || event.type.startsWith(versions)))
            && (this.recipient === null || (event.data.recipient !== null && event.data.recipient.equals(this.recipientBytes)));
    }

    isOfInquiry(event) {
        return this.inquiry !== null && event.stream.equals(this.inquiryStream)
            && (event.subject === null || this.person === null || event.subject.equals(this.personBytes));
    }

    /** As the verdict tells it. */
    toVerdict() {
        const { origin, person, inquiry, from, to, types, recipient, opened, known } = this;
        return {
            origin, person, inquiry, from, to, types, recipient, opened, known,
            earlier: this.earlier.map(({ before, origin: name }) => ({ before, origin: name })),
        };
    }
}

function scopeTime(text) {
    if (text === null) {
        return null;
    }
    const bytes = bytesOf(text), time = readTime(bytes, 0, bytes.length);
    demand(time !== null);
    return time;
}

/** Each ends after the one before it did, the last where an event is known; none is named twice, nor is any the present. */
function readEarlier(items, scope) {
    demand(Array.isArray(items) && items.length > 0);
    const names = new Set([scope.origin]);
    let last = 0;
    return items.map(item => {
        demand(item instanceof JsonMembers);
        const [digits, origin] = item.exactly('before', 'origin');
        demand(digits instanceof Piece && demandText(origin) !== '' && !names.has(origin));
        const before = decimalOf(digits.bytes, digits.start, digits.end);
        demand(before !== null && before > last && before <= scope.known);
        names.add(origin);
        last = before;
        return { before, origin, originBytes: bytesOf(origin) };
    });
}

/** Reads manifest.json, or returns null: exactly its four members in order, hashes in lowercase, no file twice. */
function readManifest(bytes) {
    return readOrNull(() => {
        const json = readJson(bytes, 0, bytes.length);
        demand(json instanceof JsonMembers);
        const [format, nonce, digits, files] = json.exactly('format', 'nonce', 'events', 'files');
        const random = base64OfText(demandText(nonce));
        demand(format === 'ledger.manifest.v1' && random !== null && random.length === 32 && digits instanceof Piece && files instanceof JsonMembers);
        const events = decimalOf(digits.bytes, digits.start, digits.end);
        demand(events !== null && files.values.every(hash => typeof hash === 'string' && HASH_TEXT.test(hash)));
        const hashes = new Map(files.names.map((name, n) => [name, files.values[n]]));
        demand(hashes.size === files.names.length);
        return { events, hashes };
    });
}
