// Inflate (RFC 1951), strict: the browser's own reads on where a stream has ended, or does not say where. It writes straight into the
// buffer its reader reads from, and stops where that is full.

const INFLATE_WINDOW = 32768;
const INFLATE_PIECE = 1 << 20;

// A block's header is shorter than this, and so is a symbol with all its bits.
const INFLATE_AHEAD = 1024;
const LENGTH_MAX = 258;

const LENGTH_BASE = new Uint16Array([3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]);
const LENGTH_BITS = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]);
const DISTANCE_BASE = new Uint16Array([
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
]);
const DISTANCE_BITS = new Uint8Array([0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]);
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A code of Huffman: for every value of the next bits the symbol and its length, (symbol << 4 | length), 0 where there is none. */
class PrefixCode {
    constructor(lengths, mayBeIncomplete) {
        const counts = new Uint16Array(16), next = new Uint16Array(16);
        for (const length of lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        let longest = 0, left = 1;
        for (let length = 1; length <= 15; length++) {
            left = 2 * left - counts[length];
            if (left < 0) {
                throw new Unreadable('A code is too full.');
            }
            longest = counts[length] > 0 ? length : longest;
            next[length] = next[length - 1] + counts[length - 1] << 1;
        }
        if (left > 0 && !(mayBeIncomplete && longest <= 1)) {
            throw new Unreadable('A code is incomplete.');
        }
        this.bits = Math.max(1, longest);
        this.table = new Uint16Array(1 << this.bits);
        lengths.forEach((length, symbol) => this.fill(length, symbol, next));
    }

    fill(length, symbol, next) {
        if (length === 0) {
            return;
        }
        let reversed = 0;
        for (let code = next[length]++, n = 0; n < length; n++, code >>= 1) {
            reversed = reversed << 1 | code & 1;
        }
        for (let at = reversed; at < this.table.length; at += 1 << length) {
            this.table[at] = symbol << 4 | length;
        }
    }
}

const FIXED_SYMBOLS = new PrefixCode(Array.from({ length: 288 }, (_, n) => n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8), false);
const FIXED_DISTANCES = new PrefixCode(Array.from({ length: 32 }, () => 5), false);

class Inflater {
    /** Reads the packed bytes, length of them, through a function of place and length. */
    constructor(readPacked, length) {
        this.readPacked = readPacked;
        this.left = length;
        this.read = 0;
        // Behind the last byte stand zeros, so that no symbol has to look where its bytes end; whether it did is asked afterwards.
        this.input = new Uint8Array(Math.min(length, INFLATE_PIECE) + INFLATE_AHEAD + 8);
        this.at = 0;
        this.end = 0;
        this.bits = 0;
        this.bitCount = 0;
        this.state = 'head';
        this.isLast = false;
        this.stored = 0;
        this.pendingLength = 0;
        this.produced = 0;
    }

    /** True when the stream has ended; it then has ended in its last byte. */
    get hasEnded() {
        return this.state === 'ended';
    }

    /** Writes behind the output's end up to the limit, and returns the new end. */
    inflate(output, end, limit) {
        const from = end;
        while (this.state !== 'ended' && limit - end >= LENGTH_MAX) {
            this.refill();
            if (this.state === 'head') {
                this.readHead();
            } else if (this.state === 'stored') {
                end = this.copyStored(output, end, limit);
            } else {
                end = this.decode(output, end, limit, this.produced + (end - from));
            }
            if (this.left === 0 && this.at - (this.bitCount >> 3) > this.end) {
                throw new Unreadable('The stream has no end.');
            }
        }
        this.produced += end - from;
        if (this.state === 'ended' && (this.left > 0 || this.at - (this.bitCount >> 3) !== this.end)) {
            throw new Unreadable('Bytes stand behind the stream.');
        }
        return end;
    }

    refill() {
        if (this.left === 0 || this.end - this.at >= INFLATE_AHEAD) {
            return;
        }
        this.input.copyWithin(0, this.at, this.end);
        this.end -= this.at;
        this.at = 0;
        const length = Math.min(this.left, INFLATE_PIECE);
        this.input.set(this.readPacked(this.read, length), this.end);
        this.end += length;
        this.read += length;
        this.left -= length;
        this.input.fill(0, this.end);
    }

    take(count) {
        while (this.bitCount < count) {
            this.bits |= this.input[this.at++] << this.bitCount;
            this.bitCount += 8;
        }
        const value = this.bits & (1 << count) - 1;
        this.bits >>>= count;
        this.bitCount -= count;
        return value;
    }

    readHead() {
        if (this.isLast) {
            this.state = 'ended';
            return;
        }
        this.isLast = this.take(1) === 1;
        const type = this.take(2);
        if (type === 0) {
            this.readStoredHead();
        } else if (type === 1) {
            [this.symbols, this.distances, this.state] = [FIXED_SYMBOLS, FIXED_DISTANCES, 'codes'];
        } else if (type === 2) {
            this.readCodes();
        } else {
            throw new Unreadable('A block is of no type.');
        }
    }

    readStoredHead() {
        // What is left of the byte is skipped; whole bytes that were taken already are given back.
        this.at -= this.bitCount >> 3;
        this.bits = this.bitCount = 0;
        const length = this.take(16);
        if ((length ^ this.take(16)) !== 0xffff) {
            throw new Unreadable('The lengths of a stored block differ.');
        }
        [this.stored, this.state] = [length, 'stored'];
    }

    copyStored(output, end, limit) {
        const length = Math.min(this.stored, limit - end, this.end - this.at);
        output.set(this.input.subarray(this.at, this.at + length), end);
        this.at += length;
        this.stored -= length;
        if (this.stored === 0) {
            this.state = 'head';
        } else if (length === 0) {
            throw new Unreadable('A stored block is cut short.');
        }
        return end + length;
    }

    readCodes() {
        const symbols = this.take(5) + 257, distances = this.take(5) + 1, codes = this.take(4) + 4;
        if (symbols > 286 || distances > 30) {
            throw new Unreadable('A block has too many symbols.');
        }
        const codeLengths = new Uint8Array(19);
        for (let n = 0; n < codes; n++) {
            codeLengths[CODE_ORDER[n]] = this.take(3);
        }
        const lengths = this.readLengths(new PrefixCode(codeLengths, false), symbols + distances);
        if (lengths[256] === 0) {
            throw new Unreadable('A block has no end.');
        }
        this.symbols = new PrefixCode(lengths.subarray(0, symbols), true);
        this.distances = new PrefixCode(lengths.subarray(symbols), true);
        this.state = 'codes';
    }

    readLengths(code, count) {
        const lengths = new Uint8Array(count);
        for (let n = 0; n < count;) {
            const symbol = this.symbol(code);
            if (symbol < 16) {
                lengths[n++] = symbol;
                continue;
            }
            const repeated = symbol === 16 ? lengths[n - 1] : 0;
            const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
            if (n + times > count || (symbol === 16 && n === 0)) {
                throw new Unreadable('A length is repeated beyond the end.');
            }
            lengths.fill(repeated, n, n + times);
            n += times;
        }
        return lengths;
    }

    symbol(code) {
        while (this.bitCount < code.bits) {
            this.bits |= this.input[this.at++] << this.bitCount;
            this.bitCount += 8;
        }
        const entry = code.table[this.bits & code.table.length - 1];
        if (entry === 0) {
            throw new Unreadable('The bits are no symbol.');
        }
        this.bits >>>= entry & 15;
        this.bitCount -= entry & 15;
        return entry >> 4;
    }

    /** Decodes until the block ends, the output is full or the input must be filled up. */
    decode(output, end, limit, produced) {
        const input = this.input, symbols = this.symbols.table, symbolMask = symbols.length - 1;
        const distances = this.distances.table, distanceMask = distances.length - 1;
        const full = limit - LENGTH_MAX, inputEnd = this.left > 0 ? this.end - INFLATE_AHEAD / 2 : this.end + 8, started = end;
        let at = this.at, bits = this.bits, bitCount = this.bitCount;
        while (end <= full && at < inputEnd) {
            // Four bytes hold the longest symbol of 15 bits with its 5 more, and again the longest distance but for its last bits.
            while (bitCount < 24) {
                bits |= input[at++] << bitCount;
                bitCount += 8;
            }
            let entry = symbols[bits & symbolMask];
            bits >>>= entry & 15;
            bitCount -= entry & 15;
            let symbol = entry >> 4;
            if (symbol < 256 && entry !== 0) {
                output[end++] = symbol;
                continue;
            }
            if (symbol === 256) {
                this.state = 'head';
                break;
            }
            if (entry === 0 || symbol > 285) {
                throw new Unreadable('The bits are no symbol.');
            }
            symbol -= 257;
            const length = LENGTH_BASE[symbol] + (bits & (1 << LENGTH_BITS[symbol]) - 1);
            bits >>>= LENGTH_BITS[symbol];
            bitCount -= LENGTH_BITS[symbol];
            while (bitCount < 15) {
                bits |= input[at++] << bitCount;
                bitCount += 8;
            }
            entry = distances[bits & distanceMask];
            bits >>>= entry & 15;
            bitCount -= entry & 15;
            symbol = entry >> 4;
            if (entry === 0 || symbol > 29) {
                throw new Unreadable('The bits are no distance.');
            }
            while (bitCount < 13) {
                bits |= input[at++] << bitCount;
                bitCount += 8;
            }
            const distance = DISTANCE_BASE[symbol] + (bits & (1 << DISTANCE_BITS[symbol]) - 1);
            bits >>>= DISTANCE_BITS[symbol];
            bitCount -= DISTANCE_BITS[symbol];
            if (distance > produced + (end - started)) {
                throw new Unreadable('A distance reaches before the first byte.');
            }
            for (let copied = end + length, from = end - distance; end < copied;) {
                output[end++] = output[from++];
            }
        }
        this.at = at;
        this.bits = bits;
        this.bitCount = bitCount;
        return end;
    }
}
