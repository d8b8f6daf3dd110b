// The page's life: a file is chosen, a worker checks it, the verdict is shown. A new check is a new worker, so nothing is left of the one before.

const KEY_FORM = /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/;
const WORKER_ADDRESS = URL.createObjectURL(new Blob([document.getElementById('worker').textContent], {type: 'text/javascript'}));

const state = {file: null, key: null, checkpoints: [], worker: null, verdict: null, checkedAt: null, error: null, stage: 'starting'};

function byId(id) {
    return document.getElementById(id);
}

function ask(message) {
    state.worker.postMessage(message);
}

function check() {
    stop();
    const key = byId('key').value.trim();
    if (key !== '' && !KEY_FORM.test(key)) return fail('key-unreadable');
    Object.assign(state, {key: key === '' ? null : key, verdict: null, error: null, stage: 'starting'});
    hide('error', true);
    hide('result', true);
    hide('working', false);
    show('files');
    hide('stale', true);
    byId('progress').removeAttribute('value');
    showStage();
    state.worker = new Worker(WORKER_ADDRESS);
    state.worker.onmessage = message => answers[message.data.type]?.(message.data);
    state.worker.onerror = event => {
        event.preventDefault();
        fail('failed');
    };
    return ask({type: 'verify', file: state.file, key: state.key, checkpoints: state.checkpoints.map(each => each.text)});
}

function stop() {
    state.worker?.terminate();
    state.worker = null;
    hide('working', true);
}

const answers = {
    progress({stage, done, total}) {
        const bar = byId('progress');
        if (total > 0) Object.assign(bar, {max: total, value: done});
        else bar.removeAttribute('value');
        if (state.stage === stage) return;
        state.stage = stage;
        showStage();
    },
    verdict({verdict}) {
        Object.assign(state, {verdict, checkedAt: new Date().toISOString()});
        hide('working', true);
        hide('result', false);
        listEvents(verdict);
        showResult();
        byId('verdict').focus();
    },
    events: onEvents,
    types: onTypes,
    file: ({name, bytes}) => saveFile(name, bytes),
    error: ({code: errorCode}) => fail(errorCode),
};

function extract(name) {
    ask({type: 'extract', name});
}

function fail(errorCode) {
    stop();
    state.error = knows(`error.${errorCode}`) ? errorCode : 'failed';
    hide('result', true);
    hide('error', false);
    show('error', words(`error.${state.error}`));
}

function showStage() {
    show('stage', words(knows(`stage.${state.stage}`) ? `stage.${state.stage}` : 'stage.starting'));
}

function showResult() {
    showVerdict(state.verdict);
    showAsked(state.verdict);
    showNotShown(state.verdict);
    showFiles(state.verdict);
}

function choose(file) {
    if (!file) return;
    state.file = file;
    byId('check').disabled = false;
    showInput();
    check();
}

function showInput() {
    show('chosen', state.file ? sentence('bundle.chosen', {name: state.file.name, size: size(state.file.size)}) : words('bundle.none'));
    show('checkpoints-count', state.checkpoints.length > 0 ? words('checkpoints.count', {count: number(state.checkpoints.length)}) : null);
}

/** What was found holds for the key it was found with. */
function stale() {
    hide('stale', state.verdict === null);
}

function speak(chosen) {
    language = chosen;
    document.documentElement.lang = chosen;
    document.title = words('title');
    for (const each of document.querySelectorAll('[data-words]')) each.textContent = words(each.dataset.words);
    for (const each of document.querySelectorAll('[data-label]')) each.setAttribute('aria-label', words(each.dataset.label));
    for (const each of document.querySelectorAll('[data-language]')) each.setAttribute('aria-pressed', String(each.dataset.language === chosen));
    showInput();
    showStage();
    if (state.error !== null) show('error', words(`error.${state.error}`));
    if (state.verdict === null) return;
    showResult();
    showEvents();
}

async function textOf(file) {
    try {
        return await file.text();
    } catch {
        fail('file-unreadable');
        return null;
    }
}

function listen() {
    const drop = byId('drop');
    byId('input').addEventListener('submit', event => {
        event.preventDefault();
        if (state.file) check();
    });
    byId('bundle').addEventListener('change', event => choose(event.target.files[0]));
    byId('key').addEventListener('input', stale);
    byId('key-file').addEventListener('change', async event => {
        const text = event.target.files[0] ? await textOf(event.target.files[0]) : null;
        if (text === null) return;
        byId('key').value = text.trim();
        stale();
    });
    byId('checkpoints').addEventListener('change', async event => {
        const texts = await Promise.all([...event.target.files].map(textOf));
        state.checkpoints = texts.filter(text => text !== null).map(text => ({text}));
        showInput();
        stale();
    });
    byId('stop').addEventListener('click', stop);
    for (const each of document.querySelectorAll('[data-language]')) each.addEventListener('click', () => speak(each.dataset.language));
    // A file dropped beside the field must not make the browser leave the page.
    for (const name of ['dragover', 'drop']) window.addEventListener(name, event => event.preventDefault());
    window.addEventListener('dragover', () => drop.classList.add('over'));
    window.addEventListener('dragleave', () => drop.classList.remove('over'));
    window.addEventListener('drop', event => {
        drop.classList.remove('over');
        choose(event.dataTransfer.files[0]);
    });
}

listen();
speak(language);
