// Elements. Whatever comes from a bundle becomes a text node, in an isolate of its own: never markup, never an attribute that acts.

function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (key === 'on') for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
        else if (value === true) made.setAttribute(key, '');
        else if (value !== false && value !== null) made.setAttribute(key, value);
    }
    made.append(...children.filter(child => child !== null));
    return made;
}

/** Text from a bundle, isolated; characters that hide or turn text round are shown by their numbers. */
function value(text, kind = null) {
    return element('bdi', {class: kind}, ...pieces(String(text), true));
}

function code(text) {
    return value(text, 'code');
}

function pieces(text, keepLines = false) {
    const made = [];
    let plain = '';
    for (const character of text) {
        if (HIDDEN.test(character) && !(keepLines && character === '\n')) {
            if (plain) made.push(plain);
            made.push(element('span', {class: 'control'}, codePoint(character)));
            plain = '';
        } else plain += character;
    }
    if (plain) made.push(plain);
    return made;
}

/** Words with nodes in the places of their values. */
function sentence(key, values = {}) {
    const made = document.createDocumentFragment();
    for (const piece of template(key).split(/(\{\w+\})/)) {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1];
        const given = name === undefined ? piece : values[name];
        made.append(given instanceof Node || name === undefined ? given : value(given));
    }
    return made;
}

function heading(key) {
    return element('h2', {}, words(key));
}

function facts(rows) {
    return element('dl', {class: 'facts'}, ...rows.filter(row => row !== null).flatMap(([key, shown]) => [element('dt', {}, words(key)), element('dd', {}, shown)]));
}

function button(key, act, attributes = {}) {
    return element('button', {type: 'button', ...attributes, on: {click: act}}, words(key));
}

function show(id, ...children) {
    const place = document.getElementById(id);
    place.replaceChildren(...children.filter(child => child !== null));
    return place;
}

function hide(id, hidden) {
    document.getElementById(id).hidden = hidden;
}
