'use strict';

// The verifier of bundles (docs/bundle-format.md) for a browser: classic scripts, put behind each other in the order of their names.
// It follows Ledger.Proofs step by step, so that both name the same first cause. This file: texts, numbers and base64 as bytes.

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const utf8Encoder = new TextEncoder();

const NO_BYTES = new Uint8Array(0);
const LONG_MAX = 9223372036854775807n;

/** What cannot be read as a zip of a bundle; the verdict then is archive-unreadable. */
class Unreadable extends Error {}

/** What is not in its format; whoever reads names the file. */
class Malformed extends Error {}

/** Why there is no verdict at all, by a code of its own. */
class NoVerdict extends Error {
    constructor(code) {
        super(code);
        this.code = code;
    }
}

function bytesOf(text) {
    return utf8Encoder.encode(text);
}

/** A piece of an array, so that no text is decoded that nobody reads. */
class Piece {
    constructor(bytes, start, end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    static of(text) {
        const bytes = bytesOf(text);
        return new Piece(bytes, 0, bytes.length);
    }

    get length() {
        return this.end - this.start;
    }

    text() {
        return strictUtf8.decode(this.bytes.subarray(this.start, this.end));
    }

    equals(other) {
        return this.end - this.start === other.length && sameBytes(this.bytes, this.start, other, 0, other.length);
    }

    startsWith(other) {
        return this.end - this.start >= other.length && sameBytes(this.bytes, this.start, other, 0, other.length);
    }
}

function sameBytes(left, leftAt, right, rightAt, length) {
    for (let at = 0; at < length; at++) {
        if (left[leftAt + at] !== right[rightAt + at]) {
            return false;
        }
    }
    return true;
}

function sameHash(left, right) {
    return sameBytes(left, 0, right, 0, 32);
}

function hexOf(bytes) {
    let text = '';
    for (const byte of bytes) {
        text += (byte < 16 ? '0' : '') + byte.toString(16);
    }
    return text;
}

/**
 * A whole number in its one spelling: digits, no sign, no leading zero, at most 63 bits; else null. Beyond 2^53 it is a BigInt, which
 * compares with numbers by == and <.
 */
function decimalOf(bytes, start, end) {
    const length = end - start;
    if (length < 1 || length > 19 || (bytes[start] === 0x30 && length > 1)) {
        return null;
    }
    let number = 0;
    for (let at = start; at < end; at++) {
        const digit = bytes[at] - 0x30;
        if (digit < 0 || digit > 9) {
            return null;
        }
        number = number * 10 + digit;
    }
    if (length < 16) {
        return number;
    }
    const exact = BigInt(strictUtf8.decode(bytes.subarray(start, end)));
    return exact > LONG_MAX ? null : exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : exact;
}

/** An index in its one spelling, or -1 of an empty ledger; null for anything else. */
function knownOf(bytes, start, end) {
    return end - start === 2 && bytes[start] === 0x2d && bytes[start + 1] === 0x31 ? -1 : decimalOf(bytes, start, end);
}

const base64Values = new Int8Array(256).fill(-1);
'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').forEach((c, n) => { base64Values[c.charCodeAt(0)] = n; });

/** The bytes of base64 (RFC 4648, 4) in its one spelling: padded, no white space, unused bits zero; else null. */
function base64Of(text, start, end) {
    const length = end - start;
    if (length % 4 !== 0) {
        return null;
    }
    if (length === 0) {
        return NO_BYTES;
    }
    const padding = text[end - 1] !== 0x3d ? 0 : text[end - 2] === 0x3d ? 2 : 1;
    const bytes = new Uint8Array(length / 4 * 3 - padding);
    const full = padding === 0 ? end : end - 4;
    let written = 0;
    for (let at = start; at < full; at += 4) {
        const a = base64Values[text[at]], b = base64Values[text[at + 1]], c = base64Values[text[at + 2]], d = base64Values[text[at + 3]];
        if ((a | b | c | d) < 0) {
            return null;
        }
        bytes[written] = a << 2 | b >> 4;
        bytes[written + 1] = b << 4 | c >> 2;
        bytes[written + 2] = c << 6 | d;
        written += 3;
    }
    return padding === 0 || lastBase64(text, full, padding, bytes, written) ? bytes : null;
}

function lastBase64(text, at, padding, bytes, written) {
    const a = base64Values[text[at]], b = base64Values[text[at + 1]], c = padding === 2 ? 0 : base64Values[text[at + 2]];
    if ((a | b | c) < 0 || (padding === 2 ? b & 15 : c & 3) !== 0) {
        return false;
    }
    bytes[written] = a << 2 | b >> 4;
    if (padding === 1) {
        bytes[written + 1] = b << 4 | c >> 2;
    }
    return true;
}

function base64OfText(text) {
    const bytes = bytesOf(text);
    return base64Of(bytes, 0, bytes.length);
}

function toBase64(bytes) {
    return btoa(String.fromCharCode(...bytes));
}

/** True for UTF-8 as Unicode defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
function isUtf8(bytes, start, end) {
    for (let at = start; at < end;) {
        const first = bytes[at++];
        if (first < 0x80) {
            continue;
        }
        const more = first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0;
        if (more === 0 || end - at < more) {
            return false;
        }
        const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80, high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
        if (bytes[at] < low || bytes[at] > high) {
            return false;
        }
        for (let n = 1; n < more; n++) {
            if ((bytes[at + n] & 0xc0) !== 0x80) {
                return false;
            }
        }
        at += more;
    }
    return true;
}
