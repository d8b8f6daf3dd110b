// SHA-256 (FIPS 180-4) and what is built on it: leaves and nodes of the tree (RFC 6962), HKDF-Expand (RFC 5869). In plain script because
// the browser's own is asynchronous, and half a million small hashes would mostly wait.

const SHA_CONSTANTS = new Int32Array(64);
const SHA_START = new Int32Array(8);
(() => {
    // The first 32 bits of the fractional parts of the cube roots, and square roots, of the first primes.
    const fraction = root => (root - Math.floor(root)) * 4294967296 | 0;
    for (let candidate = 2, found = 0; found < 64; candidate++) {
        let prime = true;
        for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
            prime &&= candidate % divisor !== 0;
        }
        if (prime) {
            SHA_CONSTANTS[found] = fraction(Math.cbrt(candidate));
            if (found < 8) {
                SHA_START[found] = fraction(Math.sqrt(candidate));
            }
            found++;
        }
    }
})();

const shaWords = new Int32Array(64);
const shaTail = new Uint8Array(128);
const shaTailView = new DataView(shaTail.buffer);
const shaState = new Int32Array(8);

/** Takes whole blocks of 64 bytes into the state. */
function shaBlocks(state, bytes, at, end) {
    const w = shaWords, k = SHA_CONSTANTS;
    for (; at < end; at += 64) {
        for (let t = 0, from = at; t < 16; t++, from += 4) {
            w[t] = bytes[from] << 24 | bytes[from + 1] << 16 | bytes[from + 2] << 8 | bytes[from + 3];
        }
        for (let t = 16; t < 64; t++) {
            const x = w[t - 15], y = w[t - 2];
            w[t] = w[t - 16] + w[t - 7]
                + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
                + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10) | 0;
        }
        let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (let t = 0; t < 64; t++) {
            const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (g ^ e & (f ^ g)) + k[t] + w[t] | 0;
            const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ c & (a ^ b)) | 0;
            h = g;
            g = f;
            f = e;
            e = d + one | 0;
            d = c;
            c = b;
            b = a;
            a = one + two | 0;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}

/** Takes the last bytes, fewer than a block, of a message of this length (FIPS 180-4, 5.1.1), and writes the hash. */
function shaFinish(state, bytes, start, end, length, hash) {
    const rest = end - start, padded = rest < 56 ? 64 : 128;
    shaTail.fill(0);
    for (let at = 0; at < rest; at++) {
        shaTail[at] = bytes[start + at];
    }
    shaTail[rest] = 0x80;
    shaTailView.setUint32(padded - 8, Math.floor(length / 0x20000000));
    shaTailView.setUint32(padded - 4, length << 3 >>> 0);
    shaBlocks(state, shaTail, 0, padded);
    shaWrite(state, hash);
}

function shaWrite(state, hash) {
    for (let n = 0; n < 8; n++) {
        const word = state[n];
        hash[4 * n] = word >>> 24;
        hash[4 * n + 1] = word >>> 16;
        hash[4 * n + 2] = word >>> 8;
        hash[4 * n + 3] = word;
    }
}

/** The hash of a long message that comes in pieces. */
class Sha256 {
    constructor() {
        this.state = SHA_START.slice();
        this.block = new Uint8Array(64);
        this.length = 0;
    }

    append(bytes, start, end) {
        const held = this.length % 64;
        this.length += end - start;
        if (held > 0) {
            const taken = Math.min(64 - held, end - start);
            this.block.set(bytes.subarray(start, start + taken), held);
            start += taken;
            if (held + taken < 64) {
                return;
            }
            shaBlocks(this.state, this.block, 0, 64);
        }
        const whole = start + (end - start) - (end - start) % 64;
        shaBlocks(this.state, bytes, start, whole);
        this.block.set(bytes.subarray(whole, end));
    }

    /** The hash of all that came; nothing may come after. */
    finish() {
        const hash = new Uint8Array(32);
        shaFinish(this.state, this.block, 0, this.length % 64, this.length, hash);
        return hash;
    }
}

function sha256(bytes) {
    const hash = new Sha256();
    hash.append(bytes, 0, bytes.length);
    return hash.finish();
}

const prefixedBlock = new Uint8Array(65);

/** SHA-256(0x00 || entry), into the hash given (RFC 6962, 2.1). */
function leafHash(bytes, start, end, hash) {
    const first = Math.min(63, end - start), block = prefixedBlock;
    block[0] = 0;
    for (let at = 0; at < first; at++) {
        block[at + 1] = bytes[start + at];
    }
    shaState.set(SHA_START);
    if (first < 63) {
        shaFinish(shaState, block, 0, first + 1, first + 1, hash);
        return;
    }
    shaBlocks(shaState, block, 0, 64);
    const from = start + 63, whole = from + (end - from) - (end - from) % 64;
    shaBlocks(shaState, bytes, from, whole);
    shaFinish(shaState, bytes, whole, end, end - start + 1, hash);
}

/** SHA-256(0x01 || left || right), over the left one. */
function nodeHash(left, right) {
    const block = prefixedBlock;
    block[0] = 1;
    block.set(left, 1);
    block.set(right, 33);
    shaState.set(SHA_START);
    shaBlocks(shaState, block, 0, 64);
    shaFinish(shaState, block, 64, 65, 65, left);
}

const EMPTY_ROOT = sha256(NO_BYTES);

/** The block that HKDF-Expand's only round hashes behind the key: the label, 0x01, and the padding of a message one block longer. */
function expandBlock(label) {
    const block = new Uint8Array(64), text = bytesOf(label);
    block.set(text);
    block[text.length] = 1;
    block[text.length + 1] = 0x80;
    new DataView(block.buffer).setUint32(60, (64 + text.length + 1) * 8);
    return block;
}

const COMMITMENT_BLOCK = expandBlock('ledger.sealed.v1 commitment');
const CIPHER_BLOCK = expandBlock('ledger.sealed.v1 aes-256-gcm');

/** HKDF-Expand with one 32-byte key, for both labels: what both share is computed once. */
class Expander {
    constructor() {
        this.inner = new Int32Array(8);
        this.outer = new Int32Array(8);
        this.state = new Int32Array(8);
        this.block = new Uint8Array(64);
        this.message = new Uint8Array(64);
        this.message[32] = 0x80;
        new DataView(this.message.buffer).setUint32(60, (64 + 32) * 8);
    }

    setKey(key) {
        this.pad(key, 0x36, this.inner);
        this.pad(key, 0x5c, this.outer);
    }

    expand(block, output) {
        this.state.set(this.inner);
        shaBlocks(this.state, block, 0, 64);
        shaWrite(this.state, this.message);
        this.state.set(this.outer);
        shaBlocks(this.state, this.message, 0, 64);
        shaWrite(this.state, output);
    }

    pad(key, byte, state) {
        for (let at = 0; at < 64; at++) {
            this.block[at] = at < 32 ? key[at] ^ byte : byte;
        }
        state.set(SHA_START);
        shaBlocks(state, this.block, 0, 64);
    }
}
