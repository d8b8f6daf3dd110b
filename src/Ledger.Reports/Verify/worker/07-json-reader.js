// JSON (RFC 8259) read strictly from bytes: valid UTF-8, no half of a surrogate pair, nothing deeper than 64 levels. Malformed is thrown
// for anything else.

const DEPTH_MAX = 64;

const HEX_VALUES = new Int8Array(128).fill(-1);
'0123456789abcdef'.split('').forEach((c, n) => { HEX_VALUES[c.charCodeAt(0)] = HEX_VALUES[c.toUpperCase().charCodeAt(0)] = n; });

const ESCAPED = { 0x22: '"', 0x5c: '\\', 0x2f: '/', 0x62: '\b', 0x66: '\f', 0x6e: '\n', 0x72: '\r', 0x74: '\t' };

function malformed(why) {
    throw new Malformed(why);
}

function demand(holds) {
    if (!holds) {
        malformed('A value is none of the format.');
    }
}

class JsonReader {
    constructor(bytes, start, end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.depth = 0;
        // The string last read, between its quotation marks.
        this.textStart = 0;
        this.textEnd = 0;
        this.isEscaped = false;
    }

    /** The next byte that is no white space, or -1 at the end. */
    peek() {
        const bytes = this.bytes;
        while (this.at < this.end) {
            const byte = bytes[this.at];
            if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
                return byte;
            }
            this.at++;
        }
        return -1;
    }

    take(byte) {
        if (this.peek() !== byte) {
            malformed('Another token is due.');
        }
        this.at++;
    }

    open(byte) {
        this.take(byte);
        if (++this.depth > DEPTH_MAX) {
            malformed('It nests too deep.');
        }
    }

    close(byte) {
        this.take(byte);
        this.depth--;
    }

    /** Reads past a comma, or a closing bracket. True when it was the comma. */
    goesOn(closing) {
        if (this.peek() === 0x2c) {
            this.at++;
            return true;
        }
        this.close(closing);
        return false;
    }

    /** True where the object or array that was opened last ends at once; it then is closed. */
    isEmpty(closing) {
        if (this.peek() !== closing) {
            return false;
        }
        this.close(closing);
        return true;
    }

    done() {
        if (this.peek() !== -1) {
            malformed('Something stands behind the value.');
        }
    }

    /** Reads a string's bounds; its escapes and its UTF-8 are then known to be right but for halves of surrogate pairs. */
    string() {
        this.take(0x22);
        const bytes = this.bytes, end = this.end, start = this.at;
        let at = start, isPlain = true;
        this.isEscaped = false;
        for (; ; at++) {
            if (at >= end) {
                malformed('A string has no end.');
            }
            const byte = bytes[at];
            if (byte === 0x22) {
                break;
            }
            if (byte < 0x20) {
                malformed('A control character stands in a string.');
            }
            if (byte === 0x5c) {
                this.isEscaped = true;
                at = this.skipEscape(at + 1);
            } else if (byte > 0x7f) {
                isPlain = false;
            }
        }
        if (!isPlain && !isUtf8(bytes, start, at)) {
            malformed('A string is not UTF-8.');
        }
        this.textStart = start;
        this.textEnd = at;
        this.at = at + 1;
    }

    skipEscape(at) {
        if (at < this.end && this.bytes[at] !== 0x75 && ESCAPED[this.bytes[at]] !== undefined) {
            return at;
        }
        this.unit(at - 1);
        return at + 4;
    }

    /** The value of the four digits of an escape that begins at this place. */
    unit(at) {
        let value = 0;
        for (let n = 2; n < 6; n++) {
            const digit = at + n < this.end ? HEX_VALUES[this.bytes[at + n]] ?? -1 : -1;
            value = digit < 0 ? -1 : value << 4 | digit;
            if (value < 0) {
                break;
            }
        }
        if (value < 0 || this.bytes[at + 1] !== 0x75) {
            malformed('An escape is none.');
        }
        return value;
    }

    /** The string last read, as text. */
    text() {
        if (!this.isEscaped) {
            return strictUtf8.decode(this.bytes.subarray(this.textStart, this.textEnd));
        }
        let text = '', plain = this.textStart;
        for (let at = this.textStart; at < this.textEnd;) {
            if (this.bytes[at] !== 0x5c) {
                at++;
                continue;
            }
            text += strictUtf8.decode(this.bytes.subarray(plain, at));
            if (this.bytes[at + 1] !== 0x75) {
                text += ESCAPED[this.bytes[at + 1]];
                at += 2;
            } else {
                const unit = this.unit(at);
                text += String.fromCharCode(unit);
                at += 6;
                if (unit >= 0xd800 && unit <= 0xdfff) {
                    text += this.otherHalf(unit, at);
                    at += 6;
                }
            }
            plain = at;
        }
        return text + strictUtf8.decode(this.bytes.subarray(plain, this.textEnd));
    }

    otherHalf(unit, at) {
        const other = unit < 0xdc00 && at + 6 <= this.textEnd && this.bytes[at] === 0x5c && this.bytes[at + 1] === 0x75 ? this.unit(at) : 0;
        if (other < 0xdc00 || other > 0xdfff) {
            malformed('A string holds half a surrogate pair.');
        }
        return String.fromCharCode(other);
    }

    /** The string last read, as bytes. */
    piece() {
        return this.isEscaped ? Piece.of(this.text()) : new Piece(this.bytes, this.textStart, this.textEnd);
    }

    /** True when the string last read is this text, given as bytes. */
    is(text) {
        return this.isEscaped
            ? this.piece().equals(text)
            : this.textEnd - this.textStart === text.length && sameBytes(this.bytes, this.textStart, text, 0, text.length);
    }

    /** A number's bytes, as they are spelt. */
    number() {
        this.peek();
        const start = this.at;
        if (this.bytes[this.at] === 0x2d) {
            this.at++;
        }
        if (this.at < this.end && this.bytes[this.at] === 0x30) {
            this.at++;
        } else {
            this.digits();
        }
        if (this.at < this.end && this.bytes[this.at] === 0x2e) {
            this.at++;
            this.digits();
        }
        if (this.at < this.end && (this.bytes[this.at] | 0x20) === 0x65) {
            this.at++;
            if (this.at < this.end && (this.bytes[this.at] === 0x2b || this.bytes[this.at] === 0x2d)) {
                this.at++;
            }
            this.digits();
        }
        return new Piece(this.bytes, start, this.at);
    }

    digits() {
        const start = this.at;
        while (this.at < this.end && this.bytes[this.at] >= 0x30 && this.bytes[this.at] <= 0x39) {
            this.at++;
        }
        if (this.at === start) {
            malformed('A number has no digit.');
        }
    }

    /** Reads true, false or null. */
    literal() {
        for (const [word, value] of JSON_LITERALS) {
            if (this.end - this.at >= word.length && sameBytes(this.bytes, this.at, word, 0, word.length)) {
                this.at += word.length;
                return value;
            }
        }
        return malformed('This is no value.');
    }
}

const JSON_LITERALS = [[bytesOf('true'), true], [bytesOf('false'), false], [bytesOf('null'), null]];
