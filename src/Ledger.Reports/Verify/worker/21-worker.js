// What the page asks for, and what it is answered.

/**
 * Verifies a bundle. The key is the log's vkey as the reader knows it, or null; checkpoints are notes the reader holds. Progress is told as
 * (stage, done, total). Throws NoVerdict where there can be none; a bad bundle is a verdict.
 */
async function openBundle(blob, key, checkpoints, progress) {
    if (typeof crypto === 'undefined' || crypto.subtle === undefined) {
        throw new NoVerdict('no-webcrypto');
    }
    const trusted = key === null || key === undefined ? null : VerifierKey.read(key.trim());
    if (trusted === null && typeof key === 'string') {
        throw new NoVerdict('key-unreadable');
    }
    const verification = new Verification(trusted, progress);
    try {
        await verification.run(await ZipSource.of(blob), checkpoints);
    } catch (error) {
        if (!(error instanceof Unreadable)) {
            throw error;
        }
        verification.findings.unreadable();
    }
    return verification;
}

async function verifyBundle(blob, key, checkpoints, progress) {
    return (await openBundle(blob, key, checkpoints, progress)).verdict();
}

/** Events of a bundle by the number of their line, each with what was found of it and the values of its opened fields by pointer. */
function shownEvents(bundle, from, count) {
    const { events, openings, scope } = bundle, items = [];
    if (events === null) {
        return items;
    }
    const { kept } = events, opener = new FieldOpener();
    for (let line = Math.max(0, from); line < Math.min(from + count, kept.length); line++) {
        const index = kept.indexOf.values[line], piece = kept.piece(line);
        const item = { line, index: Number.isNaN(index) ? null : index, state: STATES[kept.stateOf.values[line]], event: null, text: null, values: {} };
        if (piece === null) {
            item.state = 'not-kept';
        } else {
            item.text = lenientUtf8.decode(piece.bytes.subarray(piece.start, piece.end));
            item.event = parsedOrNull(piece);
            item.values = openings === null ? {} : shownValues(kept, openings.keys, line, piece, scope.originAt(index), opener);
        }
        items.push(item);
    }
    return items;
}

/** What was opened before opens again; nothing of it was kept in the clear. */
function shownValues(kept, keys, line, piece, origin, opener) {
    const values = {}, count = kept.openedOf.values[line], event = count > 0 ? StoredEvent.read(piece.bytes, piece.start, piece.end) : null;
    for (let n = 0; n < count; n++) {
        const at = kept.keysOf.values[line] + n, field = event.sealed[keys.fields.values[at]];
        values[strictUtf8.decode(field.pointer)] = strictUtf8.decode(opener.open(event, field, origin, keys.key(at)));
    }
    return values;
}

function parsedOrNull(piece) {
    try {
        return JSON.parse(piece.text());
    } catch {
        return null;
    }
}

/** The numbers of the lines of each type, so that the page can narrow its list without holding the events; a line that is no event has none. */
function linesByType(bundle) {
    if (bundle.typed === undefined) {
        bundle.typed = new Map();
        for (let line = 0; line < (bundle.events?.kept.length ?? 0); line++) {
            const piece = bundle.events.kept.piece(line), type = piece === null ? null : parsedOrNull(piece)?.type;
            if (typeof type === 'string') {
                bundle.typed.set(type, bundle.typed.get(type) ?? []);
                bundle.typed.get(type).push(line);
            }
        }
    }
    return bundle.typed;
}

/** The numbers of the lines that have a fault: one of their own, or one of the event at their index. */
function faultyLines({ events }, indexes) {
    const at = new Set(indexes), lines = [];
    for (let line = 0; line < (events?.kept.length ?? 0); line++) {
        if (events.kept.stateOf.values[line] > OK_LINE || at.has(events.kept.indexOf.values[line])) {
            lines.push(line);
        }
    }
    return lines;
}

/** A page of the events on these lines. */
function shownOn(bundle, lines, from, count) {
    return { total: lines.length, items: lines.slice(from, from + count).flatMap(line => shownEvents(bundle, line, 1)) };
}

let openedBundle = null;

/** A page of all events, of those of one type, or of those with a fault. */
function listed(bundle, { from, count, of, at }) {
    return typeof of === 'string' ? shownOn(bundle, linesByType(bundle).get(of) ?? [], from, count)
        : Array.isArray(at) ? shownOn(bundle, faultyLines(bundle, at), from, count)
            : { total: bundle.events?.kept.length ?? 0, items: shownEvents(bundle, from, count) };
}

async function answer({ type, file, key, checkpoints, name, ...asked }) {
    if (type === 'verify') {
        openedBundle = null;
        openedBundle = await openBundle(file, key, checkpoints, (stage, done, total) => postMessage({ type: 'progress', stage, done, total }));
        postMessage({ type: 'verdict', verdict: openedBundle.verdict() });
    } else if (type === 'events' && openedBundle !== null) {
        postMessage({ type: 'events', from: asked.from, only: asked.only, ...listed(openedBundle, asked) });
    } else if (type === 'types' && openedBundle !== null) {
        postMessage({ type: 'types', counts: Object.fromEntries([...linesByType(openedBundle)].map(([name, lines]) => [name, lines.length])) });
    } else if (type === 'extract' && openedBundle !== null && openedBundle.archive?.entries.has(name)) {
        const bytes = openedBundle.archive.readWhole(name);
        postMessage({ type: 'file', name, bytes }, [bytes.buffer]);
    } else {
        postMessage({ type: 'error', code: 'unknown-request' });
    }
}

function errorCode(error) {
    return error instanceof NoVerdict ? error.code
        : error instanceof RangeError ? 'out-of-memory'
            : error?.name === 'NotReadableError' || error?.name === 'NotFoundError' ? 'file-unreadable'
                : 'failed';
}

if (typeof WorkerGlobalScope !== 'undefined') {
    onmessage = async message => {
        try {
            await answer(message.data);
        } catch (error) {
            postMessage({ type: 'error', code: errorCode(error) });
        }
    };
}
