// RFC 3339 date-times as a bundle has them: capital T and Z, always an offset, no leap second, the years 1 to 9999 in UTC.

const DAY_SECONDS = 86400, YEAR_DAYS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const CALENDAR_DAYS = 3652059;

/** A moment as seconds from the beginning of the year 1, and ten millionths of one; null where the bytes are no time of the format. */
function readTime(bytes, start, end) {
    const length = end - start;
    if (length < 20 || bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d || bytes[start + 10] !== 0x54 || bytes[start + 13] !== 0x3a
        || bytes[start + 16] !== 0x3a) {
        return null;
    }
    const number = (from, digits) => digitsAt(bytes, start + from, digits);
    const year = number(0, 4), month = number(5, 2), day = number(8, 2), hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour < 0 || hour > 23 || minute < 0 || minute > 59
        || second < 0 || second > 59) {
        return null;
    }
    let at = start + 19, fraction = 0;
    if (bytes[at] === 0x2e) {
        let digits = 0;
        while (at + 1 + digits < end && bytes[at + 1 + digits] >= 0x30 && bytes[at + 1 + digits] <= 0x39) {
            digits++;
        }
        if (digits < 1 || digits > 7) {
            return null;
        }
        fraction = digitsAt(bytes, at + 1, digits) * 10 ** (7 - digits);
        at += 1 + digits;
    }
    const offset = offsetAt(bytes, at, end), before = year - 1;
    const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
        + YEAR_DAYS[month - 1] + (month > 2 && isLeap(year) ? 1 : 0) + day - 1;
    const seconds = days * DAY_SECONDS + hour * 3600 + minute * 60 + second - offset;
    // At both ends of the calendar an offset can lead out of it.
    return offset === null || seconds < 0 || seconds >= CALENDAR_DAYS * DAY_SECONDS ? null : { seconds, fraction };
}

function digitsAt(bytes, at, digits) {
    let value = 0;
    for (let n = 0; n < digits; n++) {
        const digit = bytes[at + n] - 0x30;
        if (!(digit >= 0 && digit <= 9)) {
            return -1;
        }
        value = 10 * value + digit;
    }
    return value;
}

function isLeap(year) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysOf(year, month) {
    return month === 2 ? isLeap(year) ? 29 : 28 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function offsetAt(bytes, at, end) {
    if (end - at === 1 && bytes[at] === 0x5a) {
        return 0;
    }
    if (end - at !== 6 || (bytes[at] !== 0x2b && bytes[at] !== 0x2d) || bytes[at + 3] !== 0x3a) {
        return null;
    }
    const hours = digitsAt(bytes, at + 1, 2), minutes = digitsAt(bytes, at + 4, 2);
    return hours < 0 || hours > 23 || minutes < 0 || minutes > 59 ? null : (bytes[at] === 0x2d ? -1 : 1) * (hours * 3600 + minutes * 60);
}

function isBefore(left, right) {
    return left.seconds < right.seconds || (left.seconds === right.seconds && left.fraction < right.fraction);
}

/** True when the second moment is more than a day after the first. */
function isMoreThanADayLater(first, second) {
    return isBefore({ seconds: first.seconds + DAY_SECONDS, fraction: first.fraction }, second);
}
