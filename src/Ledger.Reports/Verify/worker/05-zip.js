// The zip (docs/bundle-format.md, "The zip"), read so strictly that every byte of it belongs to one of its files: otherwise another
// program could unpack other files from it than the ones verified here.

const END_LENGTH = 22, LARGE_END_LENGTH = 56, LOCATOR_LENGTH = 20, DIRECTORY_MAX = 1 << 14;
const DIRECTORY_HEAD = 46, LOCAL_HEAD = 30;
const ALL_ONES = 0xffffffff;

// General-purpose flags: compression level, sizes stand behind the data, the name is UTF-8.
const ZIP_FLAGS = 0x0806, DESCRIPTOR_FLAG = 0x0008;

/** Bytes of the file by place, in a worker without loading it whole. */
class ZipSource {
    constructor(blob, whole) {
        this.blob = blob;
        this.whole = whole;
        this.reader = whole === null ? new FileReaderSync() : null;
    }

    static async of(blob) {
        return new ZipSource(blob, typeof FileReaderSync === 'undefined' ? new Uint8Array(await blob.arrayBuffer()) : null);
    }

    get length() {
        return this.blob.size;
    }

    read(at, length) {
        if (at < 0 || length < 0 || at + length > this.length) {
            throw new Unreadable('The zip is cut short.');
        }
        return this.whole !== null
            ? this.whole.subarray(at, at + length)
            : new Uint8Array(this.reader.readAsArrayBuffer(this.blob.slice(at, at + length)));
    }

    view(at, length) {
        const bytes = this.read(at, length);
        return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
}

function u16(view, at) {
    return view.getUint16(at, true);
}

function u32(view, at) {
    return view.getUint32(at, true);
}

/** 64 bits, exactly; a BigInt where a number does not hold them. Negative ones are for the caller to refuse. */
function i64(view, at) {
    const exact = view.getBigInt64(at, true), number = Number(exact);
    return Number.isSafeInteger(number) ? number : exact;
}

function demandZip(holds) {
    if (!holds) {
        throw new Unreadable('The zip is not laid out as that of a bundle.');
    }
}

/** A file of the zip as the directory describes it. */
class ZipRecord {
    constructor(view, at) {
        demandZip(view.byteLength - at >= DIRECTORY_HEAD && u32(view, at) === 0x02014b50);
        const nameLength = u16(view, at + 28), extra = u16(view, at + 30), attributes = u32(view, at + 38);
        this.taken = DIRECTORY_HEAD + nameLength + extra;
        demandZip(u16(view, at + 32) === 0 && u16(view, at + 34) === 0 && view.byteLength - at >= this.taken);
        this.nameBytes = new Uint8Array(view.buffer, view.byteOffset + at + DIRECTORY_HEAD, nameLength).slice();
        this.name = lenientUtf8.decode(this.nameBytes);
        this.flags = u16(view, at + 8);
        this.method = u16(view, at + 10);
        this.crc = u32(view, at + 16);
        [this.length, this.packed, this.offset] =
            takeZip64(view, at + DIRECTORY_HEAD + nameLength, extra, [u32(view, at + 24), u32(view, at + 20), u32(view, at + 42)]);
        this.dataStart = 0;
        // Nothing that could make a program unpack anything but this content to this name.
        demandZip((this.flags & ~(ZIP_FLAGS | DESCRIPTOR_FLAG)) === 0 && this.packed >= 0 && this.length >= 0 && this.offset >= 0
            && (this.method === 8 || (this.method === 0 && this.packed == this.length))
            && (attributes & 0x10) === 0 && (attributes >>> 28 === 0 || attributes >>> 28 === 8));
    }

    get hasDescriptor() {
        return (this.flags & DESCRIPTOR_FLAG) !== 0;
    }

    /** Demands that local record, packed content and descriptor fill the place up to the next one. */
    fill(source, next) {
        const head = LOCAL_HEAD + this.nameBytes.length;
        demandZip(typeof this.packed === 'number' && next - this.offset >= head);
        const local = source.view(this.offset, head), extra = u16(local, 28);
        const name = new Uint8Array(local.buffer, local.byteOffset + LOCAL_HEAD, head - LOCAL_HEAD);
        demandZip(u32(local, 0) === 0x04034b50 && u16(local, 6) === this.flags && u16(local, 8) === this.method
            && u16(local, 26) === name.length && sameBytes(name, 0, this.nameBytes, 0, name.length));
        const [length, packed] = takeZip64(source.view(this.offset + head, extra), 0, extra, [u32(local, 22), u32(local, 18)]);
        demandZip(this.agrees(u32(local, 14), this.crc) && this.agrees(length, this.length) && this.agrees(packed, this.packed));
        this.dataStart = this.offset + head + extra;
        const behind = next - this.packed - this.dataStart;
        demandZip(this.hasDescriptor ? behind >= 12 && behind <= 24 && this.isDescriptor(source.view(next - behind, behind)) : behind === 0);
    }

    /** What stands before the data must be the directory's, or nought where a descriptor follows. */
    agrees(local, directory) {
        return local == directory || (this.hasDescriptor && local === 0);
    }

    /** The three values in 32 or 64 bits, with the signature or without it. */
    isDescriptor(view) {
        const at = view.byteLength % 8 === 0 ? 4 : 0;
        if ((at === 4 && u32(view, 0) !== 0x08074b50) || u32(view, at) !== this.crc) {
            return false;
        }
        return view.byteLength - at === 12 ? u32(view, at + 4) === this.packed && u32(view, at + 8) === this.length
            : view.byteLength - at === 20 && i64(view, at + 4) == this.packed && i64(view, at + 12) == this.length;
    }
}

/** Replaces each size that is all ones by its 64 bits; the extra field holds these and nothing else. */
function takeZip64(view, start, extra, sizes) {
    let at = 4;
    const exact = sizes.map(size => {
        if (size !== ALL_ONES) {
            return size;
        }
        demandZip(extra >= at + 8);
        at += 8;
        return i64(view, start + at - 8);
    });
    demandZip(at === 4 ? extra === 0 : extra === at && u16(view, start) === 1 && u16(view, start + 2) === at - 4);
    return exact;
}

/** The zip's files in their order. */
function readZipLayout(source) {
    demandZip(source.length >= END_LENGTH);
    const end = source.view(source.length - END_LENGTH, END_LENGTH);
    // On one disk, the same number of files on it and in all, no comment.
    demandZip(u32(end, 0) === 0x06054b50 && u32(end, 4) === 0 && u16(end, 8) === u16(end, 10) && u16(end, 20) === 0);
    let length = u32(end, 12), start = u32(end, 16), directoryEnd = source.length - END_LENGTH;
    if (length === ALL_ONES || start === ALL_ONES) {
        directoryEnd -= LARGE_END_LENGTH + LOCATOR_LENGTH;
        demandZip(directoryEnd >= 0);
        const large = source.view(directoryEnd, LARGE_END_LENGTH + LOCATOR_LENGTH);
        demandLargeEnd(large, directoryEnd, u16(end, 8), length, start);
        [length, start] = [i64(large, 40), i64(large, 48)];
    }
    demandZip(length > 0 && length <= DIRECTORY_MAX && typeof start === 'number' && start >= 0 && start + length === directoryEnd);
    const directory = source.view(start, length), records = [];
    for (let at = 0; at < length; at += records[records.length - 1].taken) {
        records.push(new ZipRecord(directory, at));
    }
    demandZip(records.length === u16(end, 8));
    let at = 0;
    records.forEach((record, n) => {
        const next = n + 1 < records.length ? records[n + 1].offset : start;
        demandZip(record.offset === at && next <= start);
        record.fill(source, next);
        at = next;
    });
    return records;
}

/** Beyond 4 GB the end record refers to the two larger ones right before it, which must not say otherwise than it does. */
function demandLargeEnd(large, at, count, length, start) {
    const locator = LARGE_END_LENGTH;
    demandZip(u32(large, 0) === 0x06064b50 && i64(large, 4) === LARGE_END_LENGTH - 12 && i64(large, 16) === 0
        && i64(large, 24) === count && i64(large, 32) === count
        && (length === ALL_ONES || i64(large, 40) === length) && (start === ALL_ONES || i64(large, 48) === start)
        && u32(large, locator) === 0x07064b50 && u32(large, locator + 4) === 0 && i64(large, locator + 8) === at
        && u32(large, locator + 16) === 1);
}

const CRC_TABLES = (() => {
    const tables = Array.from({ length: 8 }, () => new Int32Array(256));
    for (let n = 0; n < 256; n++) {
        let value = n;
        for (let bit = 0; bit < 8; bit++) {
            value = value & 1 ? value >>> 1 ^ 0xedb88320 : value >>> 1;
        }
        tables[0][n] = value;
    }
    for (let table = 1; table < 8; table++) {
        for (let n = 0; n < 256; n++) {
            const before = tables[table - 1][n];
            tables[table][n] = before >>> 8 ^ tables[0][before & 255];
        }
    }
    return tables;
})();

/** Goes on with a CRC-32, eight bytes at a time; begins with, and gives, the inverted value. */
function crc32(crc, bytes, at, end) {
    const [t0, t1, t2, t3, t4, t5, t6, t7] = CRC_TABLES;
    for (; at + 8 <= end; at += 8) {
        const low = crc ^ (bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24);
        crc = t7[low & 255] ^ t6[low >>> 8 & 255] ^ t5[low >>> 16 & 255] ^ t4[low >>> 24]
            ^ t3[bytes[at + 4]] ^ t2[bytes[at + 5]] ^ t1[bytes[at + 6]] ^ t0[bytes[at + 7]];
    }
    for (; at < end; at++) {
        crc = crc >>> 8 ^ t0[(crc ^ bytes[at]) & 255];
    }
    return crc;
}
