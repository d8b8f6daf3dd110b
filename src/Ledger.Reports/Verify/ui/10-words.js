'use strict';

// The words of the page in both languages, and the one place that knows which is shown.

const WORDS = JSON.parse(document.getElementById('words').textContent);
const LANGUAGES = ['ru', 'en'];

let language = (navigator.language || '').toLowerCase().startsWith('ru') ? 'ru' : 'en';

function knows(key) {
    return Object.hasOwn(WORDS, key);
}

function template(key) {
    if (!knows(key)) throw new Error(`no words for ${key}`);
    return WORDS[key][language];
}

/** The words as one string, for titles, labels and options; values go in as they are. */
function words(key, values = {}) {
    return template(key).replace(/\{(\w+)\}/g, (_, name) => shownControls(String(values[name])));
}

function number(value) {
    return value.toLocaleString(language);
}

const MOMENTS = {};

function momentFormat() {
    return MOMENTS[language] ??= new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
        timeZone: 'Europe/Moscow', year: 'numeric', month: language === 'ru' ? '2-digit' : 'short', day: '2-digit',
        hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    });
}

/** A moment by Moscow's clock; what is none stands as it is. */
function moment(text) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? String(text) : momentFormat().format(at);
}

/** A day has no clock: only its spelling changes. */
function day(text) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    return parts && language === 'ru' ? `${parts[3]}.${parts[2]}.${parts[1]}` : String(text);
}

function size(bytes) {
    if (bytes < 1024) return words('size.bytes', {count: number(bytes)});
    const [key, unit] = bytes < 1024 * 1024 ? ['size.kib', 1024] : ['size.mib', 1024 * 1024];
    return words(key, {count: number(Math.round(bytes / unit * 10) / 10)});
}

// What cannot be seen but changes what is seen: controls, bidirectional marks, zero width, tags, and halves of pairs.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/u;
const HIDDEN_ALL = new RegExp(HIDDEN.source, 'gu');

function codePoint(character) {
    return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Hidden characters by their numbers, for places that can hold text alone. */
function shownControls(text) {
    return text.replace(HIDDEN_ALL, character => `[${codePoint(character)}]`);
}
