// events.csv, rebuilt from events and openings and compared byte for byte.

const CSV_HEADER = bytesOf('\ufeffindex,time,recordedtime,type,subject,stream,sequence,actor,source,id,data\r\n');
const SEALED_TEXT = bytesOf('[sealed]');
const FORMULA_STARTS = [0x3d, 0x2b, 0x2d, 0x40, 0x09, 0x0d];
const SHORT_ESCAPES = { 0x22: 0x22, 0x5c: 0x5c, 0x08: 0x62, 0x09: 0x74, 0x0a: 0x6e, 0x0c: 0x66, 0x0d: 0x72 };
const HEX_DIGITS = bytesOf('0123456789abcdef');

// An opened value is six times as long where it is all control characters, and a cell twice where it is all quotation marks.
const DATA_ROOM = 8 * EVENT_MAX, ROW_ROOM = 20 * EVENT_MAX;

class CsvCheck {
    constructor(content, findings) {
        this.content = content;
        this.findings = findings;
        this.differs = false;
        this.row = new Uint8Array(ROW_ROOM);
        this.data = new Uint8Array(DATA_ROOM);
        this.length = 0;
    }

    header() {
        this.expect(CSV_HEADER, CSV_HEADER.length, null);
    }

    checkRow(index, event, values) {
        if (this.differs) {
            return;
        }
        this.length = 0;
        this.textCell(String(index));
        this.pieceCell(event.timeText);
        this.pieceCell(event.recordedTimeText);
        this.pieceCell(event.type);
        if (event.subject === null) {
            this.row[this.length++] = 0x2c;
        } else {
            this.pieceCell(event.subject);
        }
        this.pieceCell(event.stream);
        this.textCell(String(event.sequence));
        this.pieceCell(event.actor);
        this.pieceCell(event.source);
        this.pieceCell(event.id);
        this.cell(this.data, 0, this.fillData(event, values));
        this.row[this.length++] = 0x0d;
        this.row[this.length++] = 0x0a;
        this.expect(this.row, this.length, index);
    }

    /** After an event that could not be read no row can be told from another; the file's hash still is. */
    giveUp() {
        this.differs = true;
    }

    end() {
        const content = this.content;
        if (!this.differs && (content.start < content.end || content.more())) {
            this.tell(null);
        }
    }

    pieceCell(piece) {
        this.cell(piece.bytes, piece.start, piece.end);
        this.row[this.length++] = 0x2c;
    }

    textCell(digits) {
        for (let n = 0; n < digits.length; n++) {
            this.row[this.length++] = digits.charCodeAt(n);
        }
        this.row[this.length++] = 0x2c;
    }

    cell(bytes, start, end) {
        const row = this.row;
        let isQuoted = false;
        for (let at = start; at < end && !isQuoted; at++) {
            const byte = bytes[at];
            isQuoted = byte === 0x2c || byte === 0x22 || byte === 0x0d || byte === 0x0a;
        }
        let length = this.length;
        if (isQuoted) {
            row[length++] = 0x22;
        }
        if (end > start && FORMULA_STARTS.includes(bytes[start])) {
            row[length++] = 0x27;
        }
        for (let at = start; at < end; at++) {
            const byte = bytes[at];
            row[length++] = byte;
            if (byte === 0x22) {
                row[length++] = 0x22;
            }
        }
        if (isQuoted) {
            row[length++] = 0x22;
        }
        this.length = length;
    }

    /** The data with each sealed field replaced by its value, and its length. */
    fillData(event, values) {
        const { data, sealed } = event, bytes = event.bytes;
        let at = data.start, length = 0;
        sealed.forEach((field, n) => {
            this.data.set(bytes.subarray(at, field.start), length);
            length = writeJsonString(values[n] ?? SEALED_TEXT, this.data, length + field.start - at);
            at = field.end;
        });
        this.data.set(bytes.subarray(at, data.end), length);
        return length + data.end - at;
    }

    expect(row, length, index) {
        const content = this.content;
        for (let at = 0; at < length;) {
            if (content.start === content.end && !content.more()) {
                this.tell(index);
                return;
            }
            const count = Math.min(length - at, content.end - content.start);
            if (!sameBytes(content.bytes, content.start, row, at, count)) {
                this.tell(index);
                return;
            }
            content.start += count;
            at += count;
        }
    }

    /** Only the first difference is told: one lost byte shifts all that follows. */
    tell(index) {
        this.differs = true;
        this.findings.fault('csv-differs', CSV, index);
    }
}

/** A string as RFC 8785, 3.2.2.2 writes it; returns where it ends. */
function writeJsonString(value, output, at) {
    output[at++] = 0x22;
    for (let n = 0; n < value.length; n++) {
        const byte = value[n];
        if (byte >= 0x20 && byte !== 0x22 && byte !== 0x5c) {
            output[at++] = byte;
            continue;
        }
        output[at++] = 0x5c;
        if (SHORT_ESCAPES[byte] !== undefined) {
            output[at++] = SHORT_ESCAPES[byte];
            continue;
        }
        output[at++] = 0x75;
        output[at++] = 0x30;
        output[at++] = 0x30;
        output[at++] = HEX_DIGITS[byte >> 4];
        output[at++] = HEX_DIGITS[byte & 15];
    }
    output[at++] = 0x22;
    return at;
}
