// Keys, signed notes and checkpoints (C2SP signed-note, tlog-checkpoint; docs/bundle-format.md, "Keys, notes and checkpoints").

const SPKI_PREFIX = new Uint8Array([
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
    0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
]);
const P256_FIELD = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const P256_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const NOTE_MAX = 1 << 20, SIGNATURES_MAX = 100, NAME_MAX = 256;
const ECDSA_TYPE = 2, SPKI_LENGTH = 91, KEY_ID_LENGTH = 4;

// What a note says about one key.
const VERIFIED = 0, NOT_SIGNED = 1, SIGNATURE_WRONG = 2;

function bigOf(bytes) {
    return BigInt('0x' + (hexOf(bytes) || '0'));
}

/** Names are not empty and hold no white space, no plus and no control character. */
function isNoteName(name) {
    return name.length > 0 && !/[\p{Z}\p{Cc}+]/u.test(name) && bytesOf(name).length <= NAME_MAX;
}

/** The public key that verifies a log's notes. */
class VerifierKey {
    constructor(text, name, spki) {
        const digest = sha256(spki);
        this.text = text;
        this.name = name;
        this.spki = spki;
        this.id = digest.subarray(0, KEY_ID_LENGTH);
        this.fingerprint = hexOf(digest);
        this.imported = null;
    }

    /** Reads name+id+base64(0x02 || SPKI), or returns null: a wrong id, another type or curve, or base64 that is not canonical is refused. */
    static read(text) {
        const first = text.indexOf('+'), second = text.indexOf('+', first + 1);
        if (first < 0 || second < 0 || !isNoteName(text.slice(0, first))) {
            return null;
        }
        const bytes = base64OfText(text.slice(second + 1));
        if (bytes === null || bytes[0] !== ECDSA_TYPE || !isP256(bytes.subarray(1))) {
            return null;
        }
        const key = new VerifierKey(text, text.slice(0, first), bytes.slice(1));
        return hexOf(key.id) === text.slice(first + 1, second) ? key : null;
    }

    async verifies(text, signature) {
        const plain = plainSignature(signature);
        if (plain === null) {
            return false;
        }
        this.imported ??= await crypto.subtle.importKey('spki', this.spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
        return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, this.imported, plain, text);
    }
}

/** The DER of an uncompressed point of the curve, in its one spelling. */
function isP256(spki) {
    if (spki.length !== SPKI_LENGTH || !sameBytes(spki, 0, SPKI_PREFIX, 0, SPKI_PREFIX.length)) {
        return false;
    }
    const x = bigOf(spki.subarray(27, 59)), y = bigOf(spki.subarray(59));
    return x < P256_FIELD && y < P256_FIELD && (y * y - x * x * x + 3n * x - P256_B) % P256_FIELD === 0n;
}

/** SEQUENCE { r, s } in strict DER as the two numbers of 32 bytes the browser wants; null for anything else. */
function plainSignature(der) {
    if (der.length < 2 || der[0] !== 0x30 || der[1] !== der.length - 2 || der[1] > 0x7f) {
        return null;
    }
    const plain = new Uint8Array(64);
    let at = 2;
    for (let number = 0; number < 2; number++) {
        const length = der[at + 1], value = der.subarray(at + 2, at + 2 + length);
        if (der[at] !== 0x02 || !(length > 0) || value.length !== length || (value[0] & 0x80) !== 0
            || (length > 1 && value[0] === 0 && (value[1] & 0x80) === 0)) {
            return null;
        }
        const exact = bigOf(value);
        if (exact === 0n || exact >= P256_ORDER) {
            return null;
        }
        const digits = value[0] === 0 ? value.subarray(1) : value;
        plain.set(digits, 32 * (number + 1) - digits.length);
        at += 2 + length;
    }
    return at === der.length ? plain : null;
}

/** Text and signature lines. Lines of unknown keys must be well formed, and are ignored. */
class SignedNote {
    constructor(text, signatures) {
        this.text = text;
        this.signatures = signatures;
    }

    /** Reads a note of valid Unicode, or returns null where it is malformed in any line. */
    static read(note) {
        const separator = note.lastIndexOf('\n\n');
        if (note.length > NOTE_MAX || !note.endsWith('\n') || !isNoteText(note) || separator < 0 || separator + 2 === note.length) {
            return null;
        }
        const signatures = note.slice(separator + 2, -1).split('\n', SIGNATURES_MAX + 1).map(readSignatureLine);
        return signatures.length > SIGNATURES_MAX || signatures.includes(null) ? null : new SignedNote(note.slice(0, separator + 1), signatures);
    }

    /** Whether the key signed the text; every line of this key must be right. */
    async check(key) {
        const ours = this.signatures.filter(line => line.name === key.name && sameBytes(line.signature, 0, key.id, 0, KEY_ID_LENGTH));
        for (const line of ours) {
            if (!await key.verifies(bytesOf(this.text), line.signature.subarray(KEY_ID_LENGTH))) {
                return SIGNATURE_WRONG;
            }
        }
        return ours.length === 0 ? NOT_SIGNED : VERIFIED;
    }
}

/** No control character below U+0020 but the line feed, and no half of a surrogate pair. */
function isNoteText(text) {
    return !/[\u0000-\u0009\u000b-\u001f]|\p{Cs}/u.test(text);
}

function readSignatureLine(line) {
    const parts = line.split(' ');
    if (parts.length !== 3 || parts[0] !== '\u2014' || !isNoteName(parts[1])) {
        return null;
    }
    const signature = base64OfText(parts[2]);
    return signature !== null && signature.length > KEY_ID_LENGTH ? { name: parts[1], signature } : null;
}

/** Reads the text of a checkpoint note, or returns null. Lines behind the first three must not be empty, and are ignored. */
function readCheckpoint(text) {
    const lines = text.slice(0, -1).split('\n');
    if (lines.length < 3 || lines.includes('')) {
        return null;
    }
    const digits = bytesOf(lines[1]), size = decimalOf(digits, 0, digits.length), root = base64OfText(lines[2]);
    return size !== null && root !== null && root.length === 32 ? { origin: lines[0], size, root } : null;
}

/** Who signed the checkpoint, of which log it is, and whether it contradicts checkpoints the reader holds. */
class SignerCheck {
    constructor(findings, trusted) {
        this.findings = findings;
        this.trusted = trusted;
        this.own = null;
        this.key = null;
        this.checkpoint = null;
    }

    async run(keyFile, noteFile, origin) {
        this.own = keyFile !== null && keyFile.endsWith('\n') ? VerifierKey.read(keyFile.slice(0, -1)) : null;
        if (this.own === null) {
            this.findings.fault('malformed', KEY);
        } else if (this.trusted !== null && this.own.text !== this.trusted.text) {
            this.findings.fault('key-not-trusted', KEY);
        }
        this.key = this.trusted ?? this.own;
        const note = noteFile === null ? null : SignedNote.read(noteFile);
        this.checkpoint = note === null ? null : readCheckpoint(note.text);
        if (this.checkpoint === null) {
            this.findings.fault('malformed', CHECKPOINT);
            return;
        }
        if (this.checkpoint.origin !== origin) {
            this.findings.fault('other-log', SCOPE);
        }
        if (this.key !== null) {
            await this.checkSignature(note);
        }
    }

    async checkSignature(note) {
        if (this.key.name !== this.checkpoint.origin) {
            this.findings.fault('other-log', CHECKPOINT);
        }
        const signed = await note.check(this.key);
        if (signed !== VERIFIED) {
            this.findings.fault(signed === NOT_SIGNED ? 'checkpoint-not-signed' : 'signature-wrong', CHECKPOINT);
        }
    }

    /** Compares with a note the reader holds: same log, same size, another root is a fork. */
    async compare(other) {
        const ours = this.checkpoint;
        if (ours === null) {
            return;
        }
        const note = SignedNote.read(other), theirs = note === null ? null : readCheckpoint(note.text);
        const isSigned = note !== null && (this.trusted === null || await note.check(this.trusted) === VERIFIED);
        if (theirs === null || !isSigned || theirs.origin !== ours.origin || theirs.size != ours.size) {
            this.findings.note('other-checkpoint-not-compared', null);
        } else if (!sameHash(theirs.root, ours.root)) {
            this.findings.fault('log-forked', CHECKPOINT);
        }
    }
}
