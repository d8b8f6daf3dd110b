// Sealed fields (docs/bundle-format.md), and opening them with a field key.

const SEALED_FORMAT = bytesOf('ledger.sealed.v1');

/** True for four non-empty parts of visible ASCII (no quotation mark, no backslash), the last a decimal of at most nine digits. */
function isKeyName(piece) {
    let slashes = 0, part = piece.start;
    for (let at = piece.start; at < piece.end; at++) {
        const byte = piece.bytes[at];
        if (byte < 0x21 || byte > 0x7e || byte === 0x22 || byte === 0x5c || (byte === 0x2f && at === part)) {
            return false;
        }
        if (byte === 0x2f) {
            slashes++;
            part = at + 1;
        }
    }
    return piece.length <= 256 && slashes === 3 && piece.end - part <= 9 && decimalOf(piece.bytes, part, piece.end) !== null;
}

/** A sealed field, read from a reader that has read the name of its first member. */
class SealedField {
    constructor(reader, start, pointer) {
        this.start = start;
        this.pointer = pointer;
        this.takeValue(reader);
        demand(reader.is(SEALED_FORMAT));
        this.key = this.take(reader, NAME_OF.key);
        demand(isKeyName(this.key));
        this.takeBytes(reader, NAME_OF.salt, 32);
        this.nonce = this.takeBytes(reader, NAME_OF.nonce, 12);
        this.commitment = this.takeBytes(reader, NAME_OF.commitment, 32);
        const text = this.take(reader, NAME_OF.ciphertext);
        this.ciphertext = base64Of(text.bytes, text.start, text.end);
        demand(this.ciphertext !== null && this.ciphertext.length > 16 && this.ciphertext.length % 64 === 16);
        reader.close(0x7d);
        this.end = reader.at;
    }

    takeValue(reader) {
        demand(!reader.isEscaped);
        reader.take(0x3a);
        reader.string();
    }

    take(reader, name) {
        reader.take(0x2c);
        reader.string();
        demand(reader.is(name));
        this.takeValue(reader);
        return reader.piece();
    }

    takeBytes(reader, name, length) {
        const text = this.take(reader, name), bytes = base64Of(text.bytes, text.start, text.end);
        demand(bytes !== null && bytes.length === length);
        return bytes;
    }
}

// Why an opening did not open a field.
const WRONG_KEY = 1, NOT_AUTHENTIC = 2;

/** Opens sealed fields; what it works with is kept from one to the next. */
class FieldOpener {
    constructor() {
        this.expander = new Expander();
        this.cipher = new AesGcm();
        this.derived = new Uint8Array(32);
        this.context = new Uint8Array(8 * EVENT_MAX);
        this.plain = new Uint8Array(EVENT_MAX);
    }

    /** The value's UTF-8 (valid until the next call), or why there is none. */
    open(event, field, origin, key) {
        this.expander.setKey(key);
        this.expander.expand(COMMITMENT_BLOCK, this.derived);
        if (!sameHash(this.derived, field.commitment)) {
            return WRONG_KEY;
        }
        this.expander.expand(CIPHER_BLOCK, this.derived);
        this.cipher.setKey(this.derived);
        const length = this.writeContext(event, field, origin);
        return this.cipher.open(field.nonce, this.context, length, field.ciphertext, this.plain) ? this.unpad(field.ciphertext.length - 16) : NOT_AUTHENTIC;
    }

    /** The one place the field belongs to: each part with its length in front. */
    writeContext(event, field, origin) {
        let at = 0;
        const put = (bytes, start, end) => {
            const length = end - start;
            for (let byte = 3; byte >= 0; byte--) {
                this.context[at++] = length >>> 8 * byte;
            }
            for (let from = start; from < end; from++) {
                this.context[at++] = bytes[from];
            }
        };
        put(SEALED_FORMAT, 0, SEALED_FORMAT.length);
        put(origin, 0, origin.length);
        for (const part of [event.stream, event.source, event.id]) {
            put(part.bytes, part.start, part.end);
        }
        put(field.pointer, 0, field.pointer.length);
        put(field.key.bytes, field.key.start, field.key.end);
        return at;
    }

    /** Exactly the padding the format asks for: no whole block too many, and nothing hidden in it. */
    unpad(length) {
        const plain = this.plain, valueLength = wordAt(plain, 0), end = 4 + valueLength;
        if (valueLength < 0 || end > length || length - end >= 64) {
            return NOT_AUTHENTIC;
        }
        for (let at = end; at < length; at++) {
            if (plain[at] !== 0) {
                return NOT_AUTHENTIC;
            }
        }
        return isUtf8(plain, 4, end) ? plain.subarray(4, end) : NOT_AUTHENTIC;
    }
}
