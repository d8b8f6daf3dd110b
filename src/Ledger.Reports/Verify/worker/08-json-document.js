// Whole JSON documents, for the small files: their members are few, and each is looked at.

/** An object's members, in their order. */
class JsonMembers {
    constructor() {
        this.names = [];
        this.values = [];
    }

    /** The values, where the object has exactly these members in this order; else Malformed. */
    exactly(...names) {
        if (names.length !== this.names.length || names.some((name, n) => name !== this.names[n])) {
            malformed('The members are others.');
        }
        return this.values;
    }
}

/** A whole document as JsonMembers, arrays, strings, true, false, null, and Pieces for numbers. */
function readJson(bytes, start, end) {
    const reader = new JsonReader(bytes, start, end), value = readJsonValue(reader);
    reader.done();
    return value;
}

function readJsonValue(reader) {
    const byte = reader.peek();
    if (byte === 0x7b) {
        return readJsonMembers(reader);
    }
    if (byte === 0x5b) {
        const items = [];
        reader.open(0x5b);
        if (!reader.isEmpty(0x5d)) {
            do {
                items.push(readJsonValue(reader));
            } while (reader.goesOn(0x5d));
        }
        return items;
    }
    if (byte === 0x22) {
        reader.string();
        return reader.text();
    }
    return byte === 0x2d || (byte >= 0x30 && byte <= 0x39) ? reader.number() : reader.literal();
}

function readJsonMembers(reader) {
    const members = new JsonMembers();
    reader.open(0x7b);
    if (!reader.isEmpty(0x7d)) {
        do {
            reader.string();
            members.names.push(reader.text());
            reader.take(0x3a);
            members.values.push(readJsonValue(reader));
        } while (reader.goesOn(0x7d));
    }
    return members;
}

function demandText(value) {
    demand(typeof value === 'string');
    return value;
}

function textOrNull(value) {
    demand(value === null || typeof value === 'string');
    return value;
}

/** What a function reads, or null where it is malformed. */
function readOrNull(read) {
    try {
        return read();
    } catch (error) {
        if (error instanceof Malformed) {
            return null;
        }
        throw error;
    }
}
