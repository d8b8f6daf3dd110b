// The file `timestamps` (docs/bundle-format.md, "Timestamps"): read, but not checked. What a timestamp authority signed takes more than a
// browser offers; `ledger verify` and openssl check it.

const STAMPS_MAX = 64, TOKEN_MAX = 65536, CONSISTENCY_MAX = 63;

/** The number of stamps, or null where the file is not in its format. */
function countStamps(bytes) {
    return readOrNull(() => {
        const json = readJson(bytes, 0, bytes.length);
        demand(json instanceof JsonMembers);
        const [format, stamps] = json.exactly('format', 'stamps');
        demand(format === 'ledger.timestamps.v1' && Array.isArray(stamps) && stamps.length >= 1 && stamps.length <= STAMPS_MAX);
        let last = -1;
        for (const stamp of stamps) {
            const size = stampedSize(stamp);
            demand(size > last);
            last = size;
        }
        return stamps.length;
    });
}

function stampedSize(stamp) {
    demand(stamp instanceof JsonMembers);
    const [text, token, consistency] = stamp.exactly('checkpoint', 'token', 'consistency');
    const note = SignedNote.read(demandText(text)), checkpoint = note === null ? null : readCheckpoint(note.text);
    const der = base64OfText(demandText(token));
    demand(checkpoint !== null && der !== null && der.length > 0 && der.length <= TOKEN_MAX);
    demand(Array.isArray(consistency) && consistency.length <= CONSISTENCY_MAX);
    demand(consistency.every(hash => base64OfText(demandText(hash))?.length === 32));
    return checkpoint.size;
}
