// Keeps the files of one build of Threadseal, so that the page starts without a network.
//
// It asks for nothing but the files named in FILES, below its own folder, and hands out no byte
// whose digest is not in that list. A build that does not arrive whole is not kept: the one before
// stays. Nothing of a case comes near it.
'use strict';

// The digest of build.txt, and of everything that this script is made of.
const BUILD = '%BUILD%';
const KEPT = '%KEPT%';
const FILES = new Map(%FILES%);

const HOME = new URL('./', self.location.href);
// Hosts share origins: the folder is part of the name.
const OURS = `threadseal ${HOME.pathname} `;
const NAME = OURS + KEPT;

const digestOf = async bytes =>
    Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
        byte => byte.toString(16).padStart(2, '0')).join('');

const fits = async (name, bytes) => await digestOf(bytes) === FILES.get(name)[0];

// What is kept under that name, when it is what the list says.
async function kept(cache, name) {
    const found = await cache.match(new URL(name, HOME));
    const bytes = found && await found.arrayBuffer();
    return bytes && await fits(name, bytes) ? bytes : undefined;
}

// Some hosts send whoever asks for index.html on to the folder; some know no page of a folder.
const placesOf = name => name === 'index.html' ? ['./', name] : [name];

// The only request this script makes; undefined when nobody answered.
async function asked(place, cache) {
    try {
        const answer = await fetch(new URL(place, HOME),
            { cache, mode: 'same-origin', credentials: 'same-origin', redirect: 'error' });
        return { status: answer.status, bytes: answer.ok ? await answer.arrayBuffer() : undefined };
    } catch (error) {
        return undefined;
    }
}

// The right bytes, from wherever they come. A copy that the browser has is fine when it is the right one.
async function fresh(name) {
    let why = `${name} did not arrive`;
    for (const place of placesOf(name)) {
        for (const cache of ['default', 'reload']) {
            const answer = await asked(place, cache);
            if (!answer) continue;
            if (answer.bytes && await fits(name, answer.bytes)) return answer.bytes;
            why = answer.bytes ? `${name} is not the file that this build lists`
                : `${name} is missing: the host answered with ${answer.status}`;
        }
    }
    throw new Error(why);
}

function answerOf(name, bytes) {
    const headers = {
        'Content-Type': FILES.get(name)[1],
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
    };
    if (name === 'index.html') headers['Content-Security-Policy'] = "frame-ancestors 'none'";
    return new Response(bytes, { headers });
}

async function keep(cache, name) {
    if (await kept(cache, name)) return;
    const bytes = await fresh(name);
    await cache.put(new URL(name, HOME), answerOf(name, bytes));
}

// Every file, kept and compared.
async function keepAll() {
    const cache = await caches.open(NAME);
    const done = await Promise.allSettled(Array.from(FILES.keys(), name => keep(cache, name)));
    const failed = done.find(one => one.status === 'rejected');
    if (failed) throw failed.reason;
}

const wordsOf = error => error && error.message || String(error);

// The windows of this page; other pages of the same host are none of ours.
async function windows() {
    const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    return all.filter(one => one.url.startsWith(HOME.href));
}

// Whatever goes wrong is told: a page that hears nothing goes on waiting.
async function install() {
    try {
        await keepAll();
    } catch (error) {
        const failure = { threadseal: 'failed', what: wordsOf(error) };
        for (const one of await windows()) one.postMessage(failure);
        await caches.delete(NAME).catch(() => false);
        throw error;
    }
}

async function tidy() {
    for (const name of await caches.keys()) {
        if (name.startsWith(OURS) && name !== NAME) await caches.delete(name);
    }
}

// Looks at every file that is kept; what is missing or changed is fetched again.
async function held() {
    try {
        await keepAll();
        return { build: BUILD, what: '' };
    } catch (error) {
        return { build: BUILD, what: wordsOf(error) };
    }
}

async function answer(name) {
    // Without a store the host's own file does, when it is the right one.
    const cache = await caches.open(NAME).catch(() => undefined);
    let bytes = cache && await kept(cache, name);
    if (!bytes) {
        try {
            bytes = await fresh(name);
        } catch (error) {
            return refused(name);
        }
        if (cache) await cache.put(new URL(name, HOME), answerOf(name, bytes)).catch(() => undefined);
    }
    return answerOf(name, bytes);
}

function refused(name) {
    const text = `Threadseal cannot start: its file ${name} is missing here or was changed, and the host`
        + ' does not give the right one.\n\nNothing of a case is lost: decisions are kept apart from the'
        + ' program.\n\nTry again when the host can be reached. If it stays so, the host holds only half'
        + ' of an update: tell whoever runs it.\n';
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
    return new Response(text, { status: 503, statusText: 'Not the right file', headers });
}

// The file of the list that a request asks for.
function nameOf(request) {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== HOME.origin
        || !url.pathname.startsWith(HOME.pathname)) return undefined;
    const name = url.pathname.slice(HOME.pathname.length) || 'index.html';
    return FILES.has(name) ? name : undefined;
}

self.addEventListener('install', event => event.waitUntil(install()));
self.addEventListener('activate', event => event.waitUntil(tidy()));
self.addEventListener('fetch', event => {
    const name = nameOf(event.request);
    // What is not ours is left to the browser and the page's policy.
    if (name !== undefined) event.respondWith(answer(name));
});
self.addEventListener('message', event => {
    if (!event.source || !event.source.url.startsWith(HOME.href)) return;
    if (event.data === 'use') event.waitUntil(self.skipWaiting());
    if (event.data === 'held' && event.ports[0]) {
        event.waitUntil(held().then(told => event.ports[0].postMessage(told)));
    }
});
