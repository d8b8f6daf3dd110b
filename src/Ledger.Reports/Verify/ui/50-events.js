// The events, a page at a time: the checking worker holds them, and hands over only what is shown.

const PAGE_SIZES = [25, 100, 500];
const DAY_MS = 86_400_000;

// What the checker says of a line, as the fault it stands for; a line it did not come to is only not proved.
const STATE_FAULTS = {malformed: 'malformed', changed: 'event-changed', added: 'event-added', doubled: 'event-doubled', swapped: 'events-swapped'};

// What the list is narrowed to, as the value of its option: nothing, what has a fault, or a type behind its mark.
const ALL = '', FAULTY = 'faulty', OF_TYPE = 'type:';

const listing = {from: 0, size: PAGE_SIZES[0], only: ALL, counts: null, items: [], total: 0, focus: null, faults: new Map()};

/** Begins anew for a verdict, with what has a fault where anything has. */
function listEvents(verdict) {
    Object.assign(listing, {from: 0, counts: null, items: [], total: verdict.lines});
    listing.faults = new Map(verdict.faults.filter(fault => fault.index !== null).map(fault => [fault.index, fault.code]));
    listing.only = listing.faults.size > 0 ? FAULTY : ALL;
    if (listing.total === 0) return showEvents();
    askPage();
    return ask({type: 'types'});
}

function askPage() {
    const {from, size: count, only} = listing;
    const of = only.startsWith(OF_TYPE) ? only.slice(OF_TYPE.length) : null;
    ask({type: 'events', from, count, of, at: only === FAULTY ? [...listing.faults.keys()] : null, only});
}

function onTypes(message) {
    listing.counts = message.counts;
    showEvents();
}

function onEvents(message) {
    if (message.from !== listing.from || message.only !== listing.only) return;   // the page was turned meanwhile
    // An event that is missing has a fault and no line.
    if (listing.only === FAULTY && message.total === 0) return turn({only: ALL, from: 0}, null);
    listing.items = message.items;
    listing.total = message.total;
    return showEvents();
}

function showEvents() {
    if (state.verdict.lines === 0) return show('events', heading('events'), element('p', {}, words('events.none')));
    const warning = state.verdict.outcome === 'refused' ? element('p', {class: 'event-fault'}, words('events.refused')) : null;
    const list = element('ol', {class: 'events'}, ...listing.items.map(row));
    show('events', heading('events'), warning, element('p', {class: 'quiet'}, words('moscow-time')), element('div', {class: 'bar'}, filter(), sizes(), pager('top')), list, listing.items.length > 5 ? pager('bottom') : null);
    return focusAgain();
}

/** Whoever turns the page by keyboard stays where they were; a button that is off at the end hands over to the page's beginning. */
function focusAgain() {
    if (listing.focus === null) return;
    const before = byId(listing.focus);
    listing.focus = null;
    if (before && !before.disabled) before.focus();
    else byId('events').focus();
}

function filter() {
    const fixed = [element('option', {value: ALL}, words('events.all', {count: number(state.verdict.lines)}))];
    if (listing.faults.size > 0) fixed.push(element('option', {value: FAULTY, selected: listing.only === FAULTY}, words('events.faulty')));
    const kinds = Object.entries(listing.counts ?? {}).map(([type, count]) => [type, words('events.of-type', {name: optionName(type), count: number(count)})]);
    kinds.sort((one, other) => one[1].localeCompare(other[1], language));
    const options = kinds.map(([type, name]) => element('option', {value: OF_TYPE + type, selected: OF_TYPE + type === listing.only}, name));
    const select = element('select', {id: 'filter', on: {change: event => turn({only: event.target.value, from: 0}, 'filter')}}, ...fixed, ...options);
    return element('label', {for: 'filter'}, words('events.filter'), select);
}

function optionName(type) {
    return knows(`event.${kindOf(type)}`) ? kindName(type) : type;
}

function sizes() {
    const options = PAGE_SIZES.map(count => element('option', {value: count, selected: count === listing.size}, number(count)));
    return element('label', {for: 'page-size'}, words('events.size'),
        element('select', {id: 'page-size', on: {change: event => turn({size: Number(event.target.value), from: 0}, 'page-size')}}, ...options));
}

function pager(where) {
    const {from, size: step, total} = listing;
    const last = Math.max(0, Math.floor((total - 1) / step) * step);
    const range = words('events.range', {from: number(Math.min(from + 1, total)), to: number(Math.min(from + step, total)), count: number(total)});
    const to = (key, place, off) => button(`events.${key}`, () => turn({from: place}, `${where}-${key}`), {id: `${where}-${key}`, disabled: off});
    return element('div', {class: 'bar', role: 'group', 'aria-label': words('events.pages')},
        to('first', 0, from === 0), to('previous', Math.max(0, from - step), from === 0), element('span', {class: 'range', role: 'status'}, range),
        to('next', from + step, from + step >= total), to('last', last, from >= last));
}

function turn(change, focus) {
    Object.assign(listing, change, {focus});
    askPage();
}

function row(item) {
    const fault = listing.faults.get(item.index) ?? (STATE_FAULTS[item.state] ?? null);
    const place = element('strong', {}, sentence('events.index', {index: item.index ?? '?'}));
    const faultLine = fault ? element('p', {class: 'event-fault'}, faultWords(fault)) : null;
    if (item.state === 'not-kept') return element('li', {}, place, element('p', {}, words('events.not-kept')));
    if (!isEvent(item.event)) return element('li', {class: 'bad'}, place, faultLine, element('p', {}, words('events.unread')), stored(item));
    return element('li', {class: fault ? 'bad' : null, 'data-index': item.index},
        element('div', {class: 'event-head'}, place, element('time', {}, value(moment(item.event.time))), element('h3', {}, kindName(item.event.type))),
        faultLine, element('p', {}, eventSentence(item)), details(item));
}

/** Enough of an event to be told in words; the lines of a bundle that was refused may be anything. */
function isEvent(event) {
    return event !== null && typeof event === 'object' && typeof event.type === 'string' && event.data !== null && typeof event.data === 'object';
}

function details(item) {
    const {event} = item;
    const late = Date.parse(event.recordedtime) - Date.parse(event.time) > DAY_MS;
    const about = event.subject && event.subject !== state.verdict.scope?.person ? element('span', {}, sentence('events.subject', {person: token(event.subject)}), ' · ') : null;
    const line = element('p', {class: 'quiet'}, about, sentence(late ? 'events.late' : 'events.recorded', {time: value(moment(event.recordedtime))}), ' · ', sentence('events.actor', {actor: event.actor}));
    const made = element('div', {}, line);
    const opened = Object.entries(item.values ?? {});
    const closed = element('details', {}, element('summary', {}, words('events.details')));
    closed.addEventListener('toggle', () => {
        if (!closed.open || closed.children.length > 1) return;   // built once, when it is first asked for
        if (opened.length > 0) closed.append(element('h4', {}, words('events.fields')), element('dl', {class: 'facts'},
            ...opened.flatMap(([pointer, text]) => [element('dt', {}, code(pointer)), element('dd', {}, value(text, 'opened'))])));
        closed.append(element('h4', {}, words('events.stored')), stored(item));
    });
    made.append(closed);
    return made;
}

/** The stored bytes as text; what would hide or turn it round is shown by number. */
function stored(item) {
    return element('pre', {class: 'stored'}, ...pieces(item.text ?? ''));
}
