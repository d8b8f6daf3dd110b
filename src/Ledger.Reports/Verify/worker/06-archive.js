// The files of a bundle: which there are, and their content as it is expanded, with its SHA-256.

const SCOPE = 'scope.json', EVENTS = 'events.jsonl', OPENINGS = 'openings.json', CSV = 'events.csv', KEY = 'key', MANIFEST = 'manifest.json';
const EXPORT = 'export.json', PROOF = 'proof', CHECKPOINT = 'checkpoint', TIMESTAMPS = 'timestamps';
const REQUIRED_FILES = [SCOPE, EVENTS, OPENINGS, CSV, KEY, MANIFEST, EXPORT, PROOF, CHECKPOINT];
const OPERATORS_FILES = ['report.html', 'report.pdf', 'verify.html'];

// What the manifest cannot hash: itself, and what comes to be after it.
const OUTSIDE_MANIFEST = [MANIFEST, EXPORT, PROOF, CHECKPOINT, TIMESTAMPS];

// Deflate reaches about 1030 to 1; JSON lines of events stay far below this.
const EXPANSION_MAX = 250, EXPANSION_FREE = 1 << 20;

const SMALL_MAX = 1 << 20, TIMESTAMPS_MAX = 8 << 20, EVENT_MAX = 65535;

// Room for what was expanded before (a deflate stream refers to it), for the longest line, and for what is new.
const CONTENT_ROOM = 1 << 20, CONTENT_FRESH = 1 << 19;

/** The content of one file, expanded as far as it is asked for: the bytes from start to end, of which start is for the reader to move. */
class Content {
    constructor(source, record) {
        this.record = record;
        this.bytes = new Uint8Array(Math.min(CONTENT_ROOM, Number(record.length) + INFLATE_WINDOW));
        this.start = 0;
        this.end = 0;
        this.passed = 0;
        this.crc = -1;
        this.sha = new Sha256();
        this.hasEnded = false;
        const read = (at, length) => source.read(record.dataStart + at, length);
        this.inflater = record.method === 8 ? new Inflater(read, record.packed) : null;
        this.readStored = read;
    }

    /** Expands more behind the end. False where there is no more, and all that was there is what the directory says. */
    more() {
        if (this.hasEnded) {
            return false;
        }
        this.makeRoom();
        const from = this.end;
        while (this.end === from && !this.hasEnded) {
            this.end = this.inflater === null ? this.copy(from) : this.inflater.inflate(this.bytes, from, this.bytes.length);
            this.hasEnded = this.inflater === null ? this.end === from : this.end === from && this.inflater.hasEnded;
        }
        this.passed += this.end - from;
        this.crc = crc32(this.crc, this.bytes, from, this.end);
        this.sha.append(this.bytes, from, this.end);
        if (this.passed > this.record.length || (this.hasEnded && (this.passed !== this.record.length || ~this.crc >>> 0 !== this.record.crc))) {
            throw new Unreadable('A file of the zip is not what the directory says of it.');
        }
        return !this.hasEnded;
    }

    /** Reads what is left, and gives the hash of the whole as hex. */
    finish() {
        do {
            this.start = this.end;
        } while (this.more());
        return hexOf(this.sha.finish());
    }

    copy(from) {
        const length = Math.min(this.bytes.length - from, this.record.packed - this.passed);
        this.bytes.set(this.readStored(this.passed, length), from);
        return from + length;
    }

    makeRoom() {
        const kept = Math.max(0, Math.min(this.start, this.end - INFLATE_WINDOW));
        if (this.bytes.length - this.end < CONTENT_FRESH && kept > 0) {
            this.bytes.copyWithin(0, kept, this.end);
            this.start -= kept;
            this.end -= kept;
        }
    }
}

class Archive {
    constructor(source, records, findings) {
        this.source = source;
        this.entries = new Map();
        this.hashes = new Map();
        for (const record of records) {
            this.add(record, findings);
        }
        for (const name of REQUIRED_FILES) {
            if (!this.entries.has(name)) {
                findings.fault('file-missing', name);
            }
        }
    }

    get names() {
        return [...this.entries.keys()];
    }

    add(record, findings) {
        if (!REQUIRED_FILES.includes(record.name) && !OPERATORS_FILES.includes(record.name) && record.name !== TIMESTAMPS) {
            findings.fault('file-unknown', record.name);
        } else if (this.entries.has(record.name)) {
            findings.fault('file-doubled', record.name);
        } else {
            this.entries.set(record.name, record);
            if (record.length > EXPANSION_MAX * record.packed + EXPANSION_FREE) {
                findings.fault('file-too-large', record.name);
            }
        }
    }

    open(name) {
        return new Content(this.source, this.entries.get(name));
    }

    /** Reads what is left of a file, and keeps its hash. */
    done(name, content) {
        this.hashes.set(name, content.finish());
    }

    /** The whole of a small file; null, and a fault, where it is larger than its kind may be. */
    readSmall(name, lengthMax, findings) {
        if (this.entries.get(name).length > lengthMax) {
            findings.fault('file-too-large', name);
            return null;
        }
        return this.readWhole(name);
    }

    readWhole(name) {
        const content = this.open(name), whole = new Uint8Array(this.entries.get(name).length);
        let length = 0;
        while (content.more()) {
            whole.set(content.bytes.subarray(content.start, content.end), length);
            length += content.end - content.start;
            content.start = content.end;
        }
        this.hashes.set(name, hexOf(content.sha.finish()));
        return whole;
    }
}

/** What a line reader found: a line, the end, or bytes that are no line. */
const LINE = 0, END = 1, UNTERMINATED = 2, TOO_LONG = 3;

/** Reads lines that end in LF; the last one stands from start to end of the content's bytes until the next call. */
class LineReader {
    constructor(content, lineMax) {
        this.content = content;
        this.lineMax = lineMax;
        this.start = 0;
        this.end = 0;
    }

    next() {
        const content = this.content;
        let searched = 0;
        while (true) {
            const at = content.bytes.indexOf(10, content.start + searched);
            if (at >= 0 && at < content.end && at - content.start <= this.lineMax) {
                this.start = content.start;
                this.end = at;
                content.start = at + 1;
                return LINE;
            }
            searched = content.end - content.start;
            if (searched > this.lineMax) {
                return TOO_LONG;
            }
            if (!content.more()) {
                return searched === 0 ? END : UNTERMINATED;
            }
        }
    }

    get bytes() {
        return this.content.bytes;
    }

    get length() {
        return this.end - this.start;
    }

    is(text) {
        return this.length === text.length && sameBytes(this.bytes, this.start, text, 0, text.length);
    }
}
