// AES-256-GCM (FIPS 197, NIST SP 800-38D), opening only. The browser's own takes two promises a field; this takes microseconds. Timing
// tells nothing here: every key is shown in the bundle itself.

const aesBox = new Uint8Array(256);
const aesTables = [0, 1, 2, 3].map(() => new Int32Array(256));
(() => {
    const double = new Uint8Array(256);
    for (let n = 0; n < 256; n++) {
        double[n] = n << 1 ^ (n >> 7) * 0x11b;
    }
    // x runs through all bytes but nought as powers of 3, and inverse through their inverses.
    for (let x = 1, inverse = 1, n = 0; n < 255; n++) {
        const s = inverse ^ inverse << 1 ^ inverse << 2 ^ inverse << 3 ^ inverse << 4;
        aesBox[x] = s >> 8 ^ s & 255 ^ 0x63;
        x ^= double[x];
        // A division by 3.
        inverse ^= inverse << 1;
        inverse ^= inverse << 2;
        inverse ^= inverse << 4;
        inverse = inverse & 255 ^ (inverse & 0x80 ? 0x09 : 0);
    }
    aesBox[0] = 0x63;
    for (let n = 0; n < 256; n++) {
        const s = aesBox[n], word = double[s] << 24 | s << 16 | s << 8 | double[s] ^ s;
        for (let turn = 0; turn < 4; turn++) {
            aesTables[turn][n] = turn === 0 ? word : word >>> 8 * turn | word << 32 - 8 * turn;
        }
    }
})();

const GCM_REDUCTION = new Int32Array([
    0x0000, 0x1c20, 0x3840, 0x2460, 0x7080, 0x6ca0, 0x48c0, 0x54e0, 0xe100, 0xfd20, 0xd940, 0xc560, 0x9180, 0x8da0, 0xa9c0, 0xb5e0,
].map(value => value << 16));

class AesGcm {
    constructor() {
        this.schedule = new Int32Array(60);
        this.block = new Int32Array(4);
        this.counter = new Int32Array(4);
        // Multiples of the hash key by each polynomial of four bits, and the running hash.
        this.multiples = new Int32Array(64);
        this.hash = new Int32Array(4);
    }

    setKey(key) {
        const w = this.schedule, box = aesBox;
        for (let n = 0; n < 8; n++) {
            w[n] = wordAt(key, 4 * n);
        }
        let round = 1;
        for (let n = 8; n < 60; n++) {
            let t = w[n - 1];
            if (n % 8 === 0) {
                t = (box[t >>> 16 & 255] << 24 | box[t >>> 8 & 255] << 16 | box[t & 255] << 8 | box[t >>> 24]) ^ round << 24;
                round <<= 1;
            } else if (n % 8 === 4) {
                t = box[t >>> 24] << 24 | box[t >>> 16 & 255] << 16 | box[t >>> 8 & 255] << 8 | box[t & 255];
            }
            w[n] = w[n - 8] ^ t;
        }
        this.block.fill(0);
        this.encrypt(this.block);
        this.fillMultiples();
    }

    /** The plaintext into the output, or false: the tag, the last 16 bytes, is not that of these bytes, this nonce and this data. */
    open(nonce, data, dataLength, ciphertext, output) {
        const length = ciphertext.length - 16, y = this.hash, counter = this.counter, block = this.block;
        y.fill(0);
        this.digest(data, dataLength);
        this.digest(ciphertext, length);
        y[1] ^= dataLength << 3;
        y[3] ^= length << 3;
        this.multiply();
        for (let n = 0; n < 3; n++) {
            counter[n] = wordAt(nonce, 4 * n);
        }
        counter[3] = 1;
        block.set(counter);
        this.encrypt(block);
        for (let n = 0; n < 4; n++) {
            if ((block[n] ^ y[n]) !== wordAt(ciphertext, length + 4 * n)) {
                return false;
            }
        }
        for (let at = 0; at < length; at++) {
            if (at % 16 === 0) {
                counter[3]++;
                block.set(counter);
                this.encrypt(block);
            }
            output[at] = ciphertext[at] ^ block[at >> 2 & 3] >>> 24 - 8 * (at & 3);
        }
        return true;
    }

    encrypt(block) {
        const w = this.schedule, box = aesBox, [t0, t1, t2, t3] = aesTables;
        let a = block[0] ^ w[0], b = block[1] ^ w[1], c = block[2] ^ w[2], d = block[3] ^ w[3];
        for (let at = 4; at < 56; at += 4) {
            const e = t0[a >>> 24] ^ t1[b >>> 16 & 255] ^ t2[c >>> 8 & 255] ^ t3[d & 255] ^ w[at];
            const f = t0[b >>> 24] ^ t1[c >>> 16 & 255] ^ t2[d >>> 8 & 255] ^ t3[a & 255] ^ w[at + 1];
            const g = t0[c >>> 24] ^ t1[d >>> 16 & 255] ^ t2[a >>> 8 & 255] ^ t3[b & 255] ^ w[at + 2];
            d = t0[d >>> 24] ^ t1[a >>> 16 & 255] ^ t2[b >>> 8 & 255] ^ t3[c & 255] ^ w[at + 3];
            a = e;
            b = f;
            c = g;
        }
        block[0] = (box[a >>> 24] << 24 | box[b >>> 16 & 255] << 16 | box[c >>> 8 & 255] << 8 | box[d & 255]) ^ w[56];
        block[1] = (box[b >>> 24] << 24 | box[c >>> 16 & 255] << 16 | box[d >>> 8 & 255] << 8 | box[a & 255]) ^ w[57];
        block[2] = (box[c >>> 24] << 24 | box[d >>> 16 & 255] << 16 | box[a >>> 8 & 255] << 8 | box[b & 255]) ^ w[58];
        block[3] = (box[d >>> 24] << 24 | box[a >>> 16 & 255] << 16 | box[b >>> 8 & 255] << 8 | box[c & 255]) ^ w[59];
    }

    fillMultiples() {
        const m = this.multiples, block = this.block;
        let a = block[0], b = block[1], c = block[2], d = block[3];
        m.fill(0);
        // The bits, the highest standing for 1, the next ones for that times x.
        for (let bit = 8; bit > 0; bit >>= 1) {
            m[4 * bit] = a;
            m[4 * bit + 1] = b;
            m[4 * bit + 2] = c;
            m[4 * bit + 3] = d;
            const carry = d & 1 ? 0xe1000000 : 0;
            d = d >>> 1 | c << 31;
            c = c >>> 1 | b << 31;
            b = b >>> 1 | a << 31;
            a = a >>> 1 ^ carry;
        }
        for (let bit = 2; bit <= 8; bit <<= 1) {
            for (let n = 1; n < bit; n++) {
                for (let word = 0; word < 4; word++) {
                    m[4 * (bit + n) + word] = m[4 * bit + word] ^ m[4 * n + word];
                }
            }
        }
    }

    /** Takes bytes into the hash, the last block filled up with zeros. */
    digest(bytes, length) {
        const y = this.hash;
        for (let at = 0; at < length; at += 16) {
            if (length - at >= 16) {
                y[0] ^= wordAt(bytes, at);
                y[1] ^= wordAt(bytes, at + 4);
                y[2] ^= wordAt(bytes, at + 8);
                y[3] ^= wordAt(bytes, at + 12);
            } else {
                for (let n = 0; n < length - at; n++) {
                    y[n >> 2] ^= bytes[at + n] << 24 - 8 * (n & 3);
                }
            }
            this.multiply();
        }
    }

    /** The running hash times the hash key, four bits at a time, the last first. */
    multiply() {
        const y = this.hash, m = this.multiples, reduction = GCM_REDUCTION;
        let a = 0, b = 0, c = 0, d = 0;
        for (let word = 3; word >= 0; word--) {
            for (let bits = y[word], n = 0; n < 8; n++, bits >>>= 4) {
                const carry = reduction[d & 15], at = (bits & 15) << 2;
                d = (d >>> 4 | c << 28) ^ m[at + 3];
                c = (c >>> 4 | b << 28) ^ m[at + 2];
                b = (b >>> 4 | a << 28) ^ m[at + 1];
                a = a >>> 4 ^ carry ^ m[at];
            }
        }
        y[0] = a;
        y[1] = b;
        y[2] = c;
        y[3] = d;
    }
}

function wordAt(bytes, at) {
    return bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
}
