// An event in plain words. A sentence of words/events.json has places: {path}, {path|form}; what stands in [ ] is left out where one of its places is empty.

const PLACE = /\{([\w.]+)(?:\|(\w+))?\}/;
const TOKEN = /^s-[0-9a-z]{16,}$/;
const NORM = /^(\d+)-FZ[ -](?:art\. )?(\d+(?:\.\d+)?)(?:[-(](\d+(?:\.\d+)?)\)?)?(?:[-(](\d+(?:\.\d+)?)\)?)?$/;
const TOKEN_SHOWN = 10;

function kindOf(type) {
    return /^ledger\.([a-z0-9.-]+)\.v1$/.exec(type)?.[1] ?? null;
}

/** The name of the event's type, or that it is unknown. */
function kindName(type) {
    const key = `event.${kindOf(type)}`;
    return knows(key) ? words(key) : words('event.unknown');
}

function eventSentence(item) {
    const {type, data} = item.event;
    if (isSealed(data)) return sealedField(item, '/data', 'field.all-sealed');
    const key = `event.${kindOf(type)}.text`;
    if (!knows(key)) return sentence('event.unknown.text', {type: code(type)});
    const made = document.createDocumentFragment();
    for (const part of template(key).split(/(\[[^\]]*\])/)) {
        const optional = part.startsWith('[');
        const text = optional ? part.slice(1, -1) : part;
        if (!optional || filled(item, text)) made.append(...places(item, text));
    }
    return made;
}

function filled(item, text) {
    return [...text.matchAll(new RegExp(PLACE, 'g'))].every(([, path]) => found(item, path).length > 0);
}

function places(item, text) {
    return text.split(/(\{[^}]*\})/).filter(piece => piece !== '').map(piece => {
        const place = PLACE.exec(piece);
        return place ? formed(item, found(item, place[1]), place[2] ?? null) : piece;
    });
}

/** What 152-FZ 14(3) demands of a request, it demands of a person's own: not of the regulator's, nor of a court's. */
function applies(data, path) {
    return path !== 'admissible' || typeof data?.from !== 'string' || data.from === 'person' || data.from === 'representative';
}

/** What a path leads to: [{pointer, value}], through every item of a list on the way. */
function found(item, path) {
    if (!applies(item.event.data, path)) return [];
    let at = [{pointer: '/data', value: item.event.data}];
    for (const name of path.split('.')) {
        at = at.flatMap(step => step.value !== null && typeof step.value === 'object' && !isSealed(step.value) && Object.hasOwn(step.value, name)
            ? spread({pointer: `${step.pointer}/${name}`, value: step.value[name]}) : []);
    }
    return at;
}

function spread(step) {
    return Array.isArray(step.value) ? step.value.map((each, index) => ({pointer: `${step.pointer}/${index}`, value: each})) : [step];
}

function isSealed(given) {
    return given !== null && typeof given === 'object' && !Array.isArray(given) && Object.hasOwn(given, 'sealed');
}

function formed(item, values, form) {
    if (form === 'count') return value(number(values.length));
    if (values.length === 0) return absent(form);
    const made = document.createDocumentFragment();
    const distinct = values.filter((each, index) => typeof each.value === 'object' || values.findIndex(other => other.value === each.value) === index);
    distinct.forEach((each, index) => made.append(index === 0 ? '' : words('value.separator'), oneValue(item, each, form)));
    return made;
}

function absent(form) {
    if (form === 'all' || form === 'caseAll') return words('value.all');
    return words(knows(`${form}.absent`) ? `${form}.absent` : 'value.none');
}

function oneValue(item, {pointer, value: given}, form) {
    if (isSealed(given)) return sealedField(item, pointer, 'field.sealed');
    if (form === 'moment') return value(moment(given));
    if (form === 'date') return value(day(given));
    if (form === 'yesno') return words(given === true ? 'value.yes' : 'value.no');
    if (form === 'duties') return sentence('value.due', {rule: value(given?.rule ?? ''), due: value(moment(given?.due ?? ''))});
    const group = form === 'caseAll' ? 'case' : form;
    if (group !== null && knows(`${group}.${given}`)) return words(`${group}.${given}`);
    return form === 'norm' && typeof given === 'string' ? value(norm(given)) : scalar(given);
}

/** 152-FZ-20-4 as people cite it; what is written in another way stands as it is. */
function norm(text) {
    const parts = NORM.exec(text);
    if (!parts) return text;
    const [, law, article, part, point] = parts;
    if (language !== 'ru') return `${law}-FZ ${article}${part ? `(${part})` : ''}${point ? `(${point})` : ''}`;
    return `${point ? `п.\u00A0${point} ` : ''}${part ? `ч.\u00A0${part} ` : ''}ст.\u00A0${article}\u00A0${law}-ФЗ`;
}

function scalar(given) {
    if (typeof given === 'number') return value(given);
    if (typeof given === 'string') return TOKEN.test(given) ? token(given) : value(given);
    return value(JSON.stringify(given), 'code');
}

/** A token is long and says nothing by itself: its beginning tells it from others, the whole stands in the title. */
function token(text) {
    const short = code(text.length > TOKEN_SHOWN + 1 ? `${text.slice(0, TOKEN_SHOWN)}…` : text);
    short.title = text;
    return short;
}

function sealedField(item, pointer, key) {
    const opened = item.values && Object.hasOwn(item.values, pointer);
    if (!opened) return element('span', {class: 'sealed'}, words(key));
    const made = value(item.values[pointer], 'opened');
    made.title = words('field.opened');
    return made;
}
