// The lines of events.jsonl: with their leaf hashes, and kept for whoever looks at them afterwards.

const CHUNK_LENGTH = 4 << 20;

// Beyond this much text the rest is verified, and not kept.
const KEPT_MAX = 640 << 20;

// What is known of a line.
const STATES = ['unknown', 'ok', 'malformed', 'changed', 'added', 'doubled', 'swapped'];
const UNKNOWN_LINE = 0, OK_LINE = 1, MALFORMED_LINE = 2, CHANGED_LINE = 3, ADDED_LINE = 4, DOUBLED_LINE = 5, SWAPPED_LINE = 6;

/** A list of numbers that grows. */
class NumberList {
    constructor(kind) {
        this.kind = kind;
        this.values = new kind(1024);
        this.length = 0;
    }

    push(value) {
        if (this.length === this.values.length) {
            const values = new this.kind(2 * this.length);
            values.set(this.values);
            this.values = values;
        }
        this.values[this.length++] = value;
    }
}

/** The bytes of all lines, or of as many as are kept, with what was found of each. */
class KeptLines {
    constructor() {
        this.chunks = [];
        this.keptBytes = 0;
        this.chunk = NO_BYTES;
        this.used = 0;
        this.chunkOf = new NumberList(Int32Array);
        this.startOf = new NumberList(Int32Array);
        this.endOf = new NumberList(Int32Array);
        this.stateOf = new NumberList(Uint8Array);
        this.indexOf = new NumberList(Float64Array);
        // Where the keys of its opened fields begin among those kept, and how many they are.
        this.keysOf = new NumberList(Int32Array);
        this.openedOf = new NumberList(Uint16Array);
    }

    get length() {
        return this.chunkOf.length;
    }

    /** Copies a line, and returns it; the line's number is the length before. */
    add(bytes, start, end) {
        const length = end - start;
        if (this.chunk.length - this.used < length) {
            this.chunk = new Uint8Array(CHUNK_LENGTH);
            this.used = 0;
            if (this.keptBytes < KEPT_MAX) {
                this.chunks.push(this.chunk);
                this.keptBytes += CHUNK_LENGTH;
            }
        }
        const at = this.used, isKept = this.chunks[this.chunks.length - 1] === this.chunk;
        this.chunk.set(bytes.subarray(start, end), at);
        this.used += length;
        this.chunkOf.push(isKept ? this.chunks.length - 1 : -1);
        this.startOf.push(at);
        this.endOf.push(at + length);
        this.stateOf.push(UNKNOWN_LINE);
        this.indexOf.push(NaN);
        this.keysOf.push(0);
        this.openedOf.push(0);
        return new Piece(this.chunk, at, at + length);
    }

    mark(line, state, index) {
        this.stateOf.values[line] = state;
        this.indexOf.values[line] = index === null ? NaN : Number(index);
    }

    /** Takes note of the keys by which fields of a line were opened. */
    markOpened(line, firstKey, count) {
        this.keysOf.values[line] = firstKey;
        this.openedOf.values[line] = count;
    }

    /** A line's bytes; null where they were not kept. */
    piece(line) {
        const chunk = this.chunkOf.values[line];
        return chunk < 0 ? null : new Piece(this.chunks[chunk], this.startOf.values[line], this.endOf.values[line]);
    }
}

/** The lines as they are read, one ahead of the one that is looked at. */
class EventSource {
    constructor(content, findings) {
        this.lines = new LineReader(content, EVENT_MAX);
        this.findings = findings;
        this.kept = new KeptLines();
        this.current = { piece: null, hash: new Uint8Array(32) };
        this.following = { piece: null, hash: new Uint8Array(32) };
        // Lines looked at so far; the current one's number is one less.
        this.count = 0;
        this.fill(this.following);
        this.advance();
    }

    get hasCurrent() {
        return this.current.piece !== null;
    }

    get line() {
        return this.current.piece;
    }

    get leafHash() {
        return this.current.hash;
    }

    /** True when the line after this one has that leaf hash. */
    aheadIs(hash) {
        return this.following.piece !== null && sameHash(hash, this.following.hash);
    }

    mark(state, index) {
        this.kept.mark(this.count - 1, state, index);
    }

    advance() {
        [this.current, this.following] = [this.following, this.current];
        if (this.current.piece !== null) {
            this.count++;
            this.fill(this.following);
        }
    }

    fill(slot) {
        const found = this.lines.next();
        slot.piece = null;
        if (found === LINE) {
            slot.piece = this.kept.add(this.lines.bytes, this.lines.start, this.lines.end);
            leafHash(slot.piece.bytes, slot.piece.start, slot.piece.end, slot.hash);
        } else if (found !== END) {
            this.findings.fault('malformed', EVENTS);
        }
    }
}

/** The last leaves that were dealt with, to know an event again that comes a second time or behind its place. */
class PassedLeaves {
    constructor() {
        this.leaves = new Array(WINDOW);
        this.count = 0;
    }

    add(index, hash, isShown) {
        this.leaves[this.count++ % WINDOW] = { index, hash, isShown };
    }

    find(hash) {
        for (let back = 1; back <= Math.min(this.count, WINDOW); back++) {
            const leaf = this.leaves[(this.count - back) % WINDOW];
            if (sameHash(hash, leaf.hash)) {
                return leaf;
            }
        }
        return null;
    }
}

/** Says what became of events where the lines of the file and the leaves of the proof part. */
class EventOrder {
    constructor(findings, events, leaves) {
        this.findings = findings;
        this.events = events;
        this.leaves = leaves;
        this.passed = new PassedLeaves();
        // The index behind the last leaf that was dealt with.
        this.nextIndex = 0;
    }

    /** True when the line is what the proof has in its place. */
    get meet() {
        return this.events.hasCurrent && this.leaves.hasCurrent && sameHash(this.events.leafHash, this.leaves.hash);
    }

    /** Goes on behind a line and a leaf that meet. */
    advance() {
        this.events.advance();
        this.passLeaf(true);
    }

    /** The line is not what the log holds at the leaf's index; says why, and goes on where the two may meet again. */
    part() {
        const { events, leaves } = this;
        const ahead = events.hasCurrent && leaves.hasCurrent ? leaves.ahead(events.leafHash) : 0;
        if (!events.hasCurrent) {
            this.missing(1);
        } else if (ahead === 1 && events.aheadIs(leaves.hash)) {
            this.swapped();
        } else if (ahead > 0) {
            this.missing(ahead);
        } else {
            const passed = this.passed.find(events.leafHash);
            if (passed === null) {
                this.unknown();
                return;
            }
            this.fault(passed.isShown ? 'event-doubled' : 'events-swapped', passed.index);
            events.mark(passed.isShown ? DOUBLED_LINE : SWAPPED_LINE, passed.index);
            events.advance();
        }
    }

    swapped() {
        this.fault('events-swapped', this.leaves.index);
        for (let both = 0; both < 2; both++) {
            this.events.mark(SWAPPED_LINE, this.leaves.index);
            this.advance();
        }
    }

    missing(count) {
        for (; count > 0; count--) {
            this.fault('event-missing', this.leaves.index);
            this.passLeaf(false);
        }
    }

    /** The line is no leaf near by: it stands for the leaf that is due, or, where that one's own line follows, before it. */
    unknown() {
        const { events, leaves } = this, due = leaves.hasCurrent ? leaves.index : null;
        if (StoredEvent.read(events.line.bytes, events.line.start, events.line.end) === null) {
            this.fault('malformed', due);
        }
        if (due === null || events.aheadIs(leaves.hash)) {
            this.fault('event-added', due);
            events.mark(ADDED_LINE, null);
        } else {
            this.fault('event-changed', due);
            events.mark(CHANGED_LINE, due);
            this.passLeaf(false);
        }
        events.advance();
    }

    passLeaf(isShown) {
        this.passed.add(this.leaves.index, this.leaves.hash, isShown);
        this.nextIndex = next(this.leaves.index);
        this.leaves.advance();
    }

    fault(code, index) {
        this.findings.fault(code, EVENTS, index);
    }
}
