// The multiproof (docs/bundle-format.md, "The multiproof"), read once, and its leaves with a look ahead that is bounded.

const PROOF_HEAD = bytesOf('ledger.multiproof.v1'), PROOF_SIZE = bytesOf('size '), PROOF_LEAF = bytesOf('leaf '), PROOF_NODE = bytesOf('node ');
const PROOF_LINE_MAX = 128;

/** How many leaves ahead and back an event is looked for. */
const WINDOW = 64;

/** Beyond 2^53 places are BigInts, all of them then: a mere number cannot be added to one. */
function next(place) {
    return typeof place === 'bigint' ? place + 1n : place + 1;
}

/** The largest power of two smaller than a count of at least two (RFC 6962, 2.1). */
function splitOf(count) {
    let power = typeof count === 'bigint' ? 1n : 1;
    while (power + power < count) {
        power += power;
    }
    return power;
}

/** Yields the leaves in order and, when the proof ends well, the root they lead to. */
class Multiproof {
    constructor(content) {
        this.lines = new LineReader(content, PROOF_LINE_MAX);
        this.fault = false;
        this.root = null;
        this.size = 0;
        this.index = 0;
        this.leafHash = null;
        // What is still to be read, the leftmost on top: ranges, or null for the joining of the last two finished subtrees.
        this.work = [];
        // Subtrees read or joined so far, the rightmost on top; bare where no proven leaf lies below.
        this.done = [];
        this.fault = !this.readHead();
    }

    readHead() {
        if (this.lines.next() !== LINE || !this.lines.is(PROOF_HEAD) || this.lines.next() !== LINE || !this.startsWith(PROOF_SIZE)) {
            return false;
        }
        const size = decimalOf(this.lines.bytes, this.lines.start + PROOF_SIZE.length, this.lines.end);
        this.size = size ?? 0;
        this.isLarge = typeof size === 'bigint';
        if (this.size > 0) {
            this.work.push([this.isLarge ? 0n : 0, this.size]);
        }
        return size !== null;
    }

    startsWith(text) {
        return this.lines.length >= text.length && sameBytes(this.lines.bytes, this.lines.start, text, 0, text.length);
    }

    /** Reads on to the next leaf. False at the end, which is a good one if the root is there. */
    next() {
        while (!this.fault && this.root === null) {
            if (this.work.length === 0) {
                this.end();
                continue;
            }
            const range = this.work.pop();
            if (range === null) {
                this.join();
            } else if (this.lines.next() !== LINE) {
                this.fault = true;
            } else if (this.readInto(range)) {
                return true;
            }
        }
        return false;
    }

    /** Places the line in the range, which is split as far as the line asks. True when the line is a leaf. */
    readInto([lo, hi]) {
        const line = this.readLine();
        if (line === null || line.lo < lo || line.hi > hi) {
            this.fault = true;
            return false;
        }
        while (lo != line.lo || hi != line.hi) {
            const middle = hi - lo > 1 ? lo + splitOf(hi - lo) : hi;
            // Reading goes from left to right, so the line must begin the range and lie in its left half.
            if (lo != line.lo || line.hi > middle) {
                this.fault = true;
                return false;
            }
            this.work.push(null, [middle, hi]);
            hi = middle;
        }
        this.done.push({ hash: line.hash, isBare: !line.isLeaf });
        this.index = line.lo;
        this.leafHash = line.isLeaf ? line.hash.slice() : null;
        return line.isLeaf;
    }

    readLine() {
        const isLeaf = this.startsWith(PROOF_LEAF), lines = this.lines;
        if (!isLeaf && !this.startsWith(PROOF_NODE)) {
            return null;
        }
        this.at = lines.start + PROOF_LEAF.length;
        const lo = this.takeNumber();
        const hi = lo === null ? null : isLeaf ? lo < LONG_MAX ? next(lo) : null : this.takeNumber();
        const hash = hi === null ? null : base64Of(lines.bytes, this.at, lines.end);
        return hi !== null && hi > lo && hash !== null && hash.length === 32 ? { lo, hi, isLeaf, hash } : null;
    }

    takeNumber() {
        const bytes = this.lines.bytes, start = this.at;
        while (this.at < this.lines.end && bytes[this.at] !== 0x20) {
            this.at++;
        }
        if (this.at === this.lines.end) {
            return null;
        }
        const number = decimalOf(bytes, start, this.at++);
        return number !== null && this.isLarge ? BigInt(number) : number;
    }

    join() {
        const right = this.done.pop(), left = this.done[this.done.length - 1];
        if (left.isBare && right.isBare) {
            // One line would have done.
            this.fault = true;
            return;
        }
        nodeHash(left.hash, right.hash);
        left.isBare = false;
    }

    end() {
        if (this.lines.next() === END) {
            this.root = this.done.length > 0 ? this.done.pop().hash : EMPTY_ROOT;
        } else {
            this.fault = true;
        }
    }
}

/** The leaves of a bundle's proof. The export event's leaf, which must be the last, is taken out on the way. */
class LeafSource {
    constructor(content, exportHash, findings) {
        this.proof = new Multiproof(content);
        this.exportHash = exportHash;
        this.findings = findings;
        // Where the export event stands; null until its leaf was met.
        this.exportIndex = null;
        // The current leaf and those read ahead, in a ring.
        this.ring = new Array(WINDOW + 1);
        this.first = 0;
        this.count = 0;
        this.checkLast();
    }

    get hasCurrent() {
        return this.count > 0;
    }

    get index() {
        return this.at(0).index;
    }

    get hash() {
        return this.at(0).hash;
    }

    get isFaulty() {
        return this.proof.fault;
    }

    /** How many leaves ahead of the current one the hash stands; 0 where it is none of the next. */
    ahead(hash) {
        for (let ahead = 1; ahead <= WINDOW && this.has(ahead); ahead++) {
            if (sameHash(hash, this.at(ahead).hash)) {
                return ahead;
            }
        }
        return 0;
    }

    advance() {
        this.first = (this.first + 1) % this.ring.length;
        this.count--;
        this.checkLast();
    }

    at(ahead) {
        return this.ring[(this.first + ahead) % this.ring.length];
    }

    checkLast() {
        if (!this.has(0) || this.has(1) || this.exportIndex !== null || this.proof.fault) {
            return;
        }
        // The last leaf, and the export event was not met: this is where it should be, and it is not what the log holds here.
        this.findings.fault('export-not-proved', EXPORT, this.index);
        this.exportIndex = this.index;
        this.count = 0;
    }

    has(ahead) {
        while (this.count <= ahead && this.proof.next()) {
            if (this.exportIndex === null && sameHash(this.proof.leafHash, this.exportHash)) {
                this.exportIndex = this.proof.index;
            } else {
                this.ring[(this.first + this.count++) % this.ring.length] = { index: this.proof.index, hash: this.proof.leafHash };
            }
        }
        return this.count > ahead;
    }
}
