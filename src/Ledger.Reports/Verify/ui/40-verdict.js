// The verdict, its reasons, and what it does not show.

const SIGNS = {genuine: '✓', consistent: '?', refused: '✗'};
const FINGERPRINT_GROUP = 4;

function showVerdict(verdict) {
    const {outcome} = verdict;
    const sign = element('span', {class: 'sign', 'aria-hidden': 'true'}, SIGNS[outcome]);
    const box = element('div', {class: `verdict ${outcome}`, 'data-outcome': outcome},
        element('h2', {id: 'verdict-title'}, sign, element('span', {}, words(`verdict.${outcome}`))),
        element('p', {}, words(`verdict.${outcome}.lead`)));
    if (outcome === 'refused') box.append(...reasons(verdict));
    else box.append(element('p', {}, sentence('verdict.facts', {events: number(verdict.events), fields: number(verdict.fieldsOpened)})));
    box.append(element('p', {class: 'quiet'}, sentence('verdict.of', {name: state.file.name, size: size(state.file.size), time: clock(state.checkedAt)})));
    if (verdict.fingerprint) box.append(...fingerprint(verdict));
    show('verdict', box);
}

function reasons(verdict) {
    const list = element('ul', {class: 'reasons'}, ...verdict.faults.map(reason));
    return verdict.faultsLeftOut > 0 ? [list, element('p', {}, sentence('verdict.more', {count: number(verdict.faultsLeftOut)}))] : [list];
}

function reason(fault) {
    const place = fault.file ? [sentence('verdict.file', {file: code(fault.file)})] : [words('verdict.archive')];
    if (fault.index !== null) place.push(', ', sentence('verdict.event', {index: fault.index}));
    return element('li', {'data-code': fault.code}, element('strong', {}, ...place), `${faultWords(fault.code)} `, element('span', {class: 'quiet code'}, `[${shownControls(fault.code)}]`));
}

function faultWords(faultCode) {
    return words(knows(`fault.${faultCode}`) ? `fault.${faultCode}` : 'fault.unknown');
}

/** The whole fingerprint in groups that can be read out, and what to hold it against. */
function fingerprint(verdict) {
    const groups = verdict.fingerprint.match(new RegExp(`.{1,${FINGERPRINT_GROUP}}`, 'g'));
    const made = [element('h3', {}, words('fingerprint')), element('div', {class: 'fingerprint'}, ...groups.map(group => element('span', {}, group)))];
    const known = state.key !== null;
    made.push(element('p', {class: 'quiet'}, words(known ? 'fingerprint.yours' : 'fingerprint.compare')));
    if (!known && verdict.key) made.push(element('details', {}, element('summary', {}, words('fingerprint.bundles-key')), element('pre', {}, ...pieces(verdict.key))));
    return made;
}

function showAsked(verdict) {
    const {scope, exported, checkpoint} = verdict;
    if (!scope) return show('asked', heading('asked'), element('p', {}, words('asked.unreadable')));
    const everything = scope.person === null && scope.inquiry === null && scope.from === null && scope.to === null && scope.types.length === 0 && scope.recipient === null;
    return show('asked', heading('asked'), facts([
        ['asked.origin', code(scope.origin)],
        everything ? ['asked.what', words('asked.everything')] : null,
        scope.person === null ? null : ['asked.person', code(scope.person)],
        verdict.personId === null ? null : ['asked.person-id', sentence('asked.person-id.help', {id: value(verdict.personId, 'opened')})],
        scope.inquiry === null ? null : ['asked.inquiry', value(scope.inquiry)],
        scope.from === null ? null : ['asked.from', clock(scope.from)],
        scope.to === null ? null : ['asked.to', clock(scope.to)],
        scope.types.length === 0 ? null : ['asked.types', typeNames(scope.types)],
        scope.recipient === null ? null : ['asked.recipient', value(scope.recipient)],
        ['asked.opened', words(scope.opened ? 'asked.opened.yes' : 'asked.opened.no')],
        ['asked.known', scope.known < 0 ? words('asked.known.none') : sentence('asked.known.value', {index: scope.known})],
        scope.earlier?.length ? ['asked.earlier', listed(scope.earlier.map(had => sentence('asked.earlier.value', {origin: code(had.origin), before: had.before})))] : null,
        exported ? ['asked.exported', sentence('asked.exported.value', {actor: value(exported.actor), time: clock(exported.time), index: exported.index ?? '?'})] : null,
        checkpoint ? ['asked.checkpoint', sentence('asked.checkpoint.value', {size: number(checkpoint.size), root: code(checkpoint.root)})] : null,
    ]));
}

/** Types as a scope names them, with a version or without. */
function typeNames(types) {
    return listed(types.map(type => {
        const key = `event.${type.replace(/^ledger\./, '').replace(/\.v\d+$/, '')}`;
        return element('span', {}, knows(key) ? `${words(key)} ` : '', code(type));
    }));
}

function listed(items) {
    return element('ul', {class: 'plain'}, ...items.map(item => element('li', {}, item)));
}

function showNotShown(verdict) {
    if (verdict.outcome === 'refused') return show('not-shown');
    const items = verdict.notes.map(note => element('li', {'data-note': note.code}, noteWords(note)));
    return show('not-shown', heading('not-shown'), element('ul', {class: 'plain'}, ...items, element('li', {}, words('not-shown.always'))));
}

function noteWords(note) {
    const count = note.count === null || note.count === undefined ? null : value(number(note.count));
    const key = `note.${note.code}`;
    if (count !== null && knows(`${key}.count`)) return sentence(`${key}.count`, {count});
    return knows(key) ? sentence(key, {count}) : sentence('note.unknown', {code: code(note.code)});
}

const WORDS_OF_OPERATOR = ['report.html', 'report.pdf'];

// What is said of files that are not proved; of every other, that it was checked.
const REMARKS = {'report.html': 'files.operators-words', 'report.pdf': 'files.operators-words', 'verify.html': 'files.own-page', timestamps: 'files.stamps'};

function showFiles(verdict) {
    const refused = verdict.outcome === 'refused';
    const reports = verdict.files.filter(name => WORDS_OF_OPERATOR.includes(name));
    const all = verdict.files.length === 0 ? null : element('details', {class: 'box'}, element('summary', {}, words('files.all')), fileList(verdict.files, refused));
    const json = element('details', {class: 'box'}, element('summary', {}, words('verdict.json')), element('pre', {id: 'verdict-json'}, JSON.stringify(verdict, plainNumber, 1)));
    return show('files', heading('files'), refused ? element('p', {}, words('files.refused')) : null, reports.length > 0 ? fileList(reports, refused) : null, all, json,
        element('p', {}, button('print', () => window.print())));
}

function fileList(names, refused) {
    return element('ul', {class: 'plain'}, ...names.map(name => {
        const remark = REMARKS[name] ?? 'files.checked';
        const save = element('button', {type: 'button', on: {click: () => extract(name)}}, words('files.save', {name}));
        return element('li', {}, save, refused ? null : element('span', {class: 'quiet'}, words(remark)));
    }));
}

/** Indexes beyond 2^53 are no numbers that JSON could write. */
function plainNumber(_, given) {
    return typeof given === 'bigint' ? String(given) : given;
}

/** A moment that stands alone says by whose clock it is. */
function clock(text) {
    return sentence('moscow', {time: value(moment(text))});
}

/** Saved, never opened here: a report is the operator's own page, and shall not run beside this one. */
function saveFile(name, bytes) {
    const address = URL.createObjectURL(new Blob([bytes], {type: 'application/octet-stream'}));
    const link = element('a', {href: address, download: name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
