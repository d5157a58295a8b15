// The network witness: tries every way out of the page and out of a worker, at a person's wish, and
// tells which of them the page's policy blocked. Loaded with the page; does nothing until it is asked.
//
// The address that it tries is under ".invalid", which belongs to nobody and never will; and a file of
// the page's own host that is not there. Going to another page cannot be tried without leaving this one.
(function () {
    'use strict';

    // Runs in the page and, as text, in a worker. Resolves to words such as "fetch blocked".
    async function attempts(target, own, alone) {
        const host = target.replace(/^https?:/, '').replace(/\/$/, '');
        const seen = [];
        const hear = event => {
            const blocked = event.blockedURI;
            if (blocked.replace(/^(https?|wss?):/, '').startsWith(host) || own && blocked.startsWith(own)) {
                seen.push(event.effectiveDirective);
            }
        };
        // Thrown by a way that there is not.
        const none = new Error('absent');
        (alone ? self : document).addEventListener('securitypolicyviolation', hear);
        const soon = ms => new Promise(done => setTimeout(done, ms));
        const settled = work => Promise.race(
            [work.then(() => 'out', error => error === none ? 'absent' : ''), soon(1000)]);
        const ownAt = name => {
            if (!own) throw none;
            return `${own}threadseal-witness-${name}`;
        };
        const at = name => `${target}${name}`;
        const events = (thing, good, bad) => new Promise((done, fail) => {
            thing[good] = done;
            thing[bad] = fail;
        });
        // Seen by nobody, but drawn: some things are loaded only when they are.
        const put = (name, set) => {
            const element = document.createElement(name);
            const done = events(element, 'onload', 'onerror');
            set(element);
            element.className = 'only-read';
            document.body.append(element);
            return done.finally(() => element.remove());
        };
        const both = {
            'fetch': () => fetch(at('fetch'), { mode: 'no-cors', cache: 'no-store' }),
            'fetch-post': () => fetch(at('fetch-post'), { mode: 'no-cors', method: 'POST', body: '1' }),
            'xhr': () => {
                const request = new XMLHttpRequest();
                const done = events(request, 'onload', 'onerror');
                request.open('GET', at('xhr'));
                request.send();
                return done;
            },
            'websocket': () => events(new WebSocket(at('websocket').replace(/^http/, 'ws')), 'onopen', 'onerror'),
            'event-source': () => {
                const source = new EventSource(at('event-source'));
                return events(source, 'onopen', 'onerror').finally(() => source.close());
            },
            'web-transport': () => new WebTransport(at('web-transport').replace(/^http:/, 'https:')).ready,
            'own-fetch': () => fetch(ownAt('fetch'), { cache: 'no-store' }),
            // From another host no browser starts one, policy or not.
            'own-worker': () => {
                if (typeof Worker !== 'function') throw none;
                const worker = new Worker(ownAt('worker.js'));
                // A host that knows no such file says so in an error that is no policy's.
                return events(worker, 'onmessage', 'onerror').finally(() => worker.terminate());
            },
        };
        const gathered = async Connection => {
            if (typeof Connection !== 'function') throw none;
            const connection = new Connection({ iceServers: [{ urls: `stun:${host.slice(2)}` }] });
            connection.createDataChannel('witness');
            await connection.setLocalDescription(await connection.createOffer());
            connection.close();
        };
        const inWorker = {
            'script': () => importScripts(at('script.js')),
        };
        const inPage = () => ({
            'script': () => put('script', element => { element.src = at('script.js'); }),
            'style': () => put('link', element => { element.rel = 'stylesheet'; element.href = at('style.css'); }),
            'image': () => put('img', element => { element.src = at('image.png'); }),
            'media': () => {
                const element = new Audio();
                const done = events(element, 'onloadedmetadata', 'onerror');
                element.src = at('media.mp3');
                return done;
            },
            'font': () => new FontFace('witness', `url(${at('font.woff2')})`).load(),
            'frame': () => put('iframe', element => { element.src = at('frame'); }),
            'object': () => put('object', element => { element.data = at('object'); }),
            'beacon': () => navigator.sendBeacon(at('beacon'), '1') ? soon(300) : Promise.reject(),
            'prefetch': () => put('link', element => {
                if (!element.relList.supports('prefetch')) throw none;
                element.rel = 'prefetch';
                element.href = at('prefetch');
            }),
            'form': () => {
                const form = document.createElement('form');
                form.action = at('form');
                form.method = 'post';
                form.target = 'threadseal-witness';
                document.body.append(form);
                form.submit();
                form.remove();
                return soon(300).then(() => Promise.reject());
            },
            'own-image': () => put('img', element => { element.src = ownAt('image.png'); }),
            'webrtc': () => gathered(self.RTCPeerConnection),
            // A frame without an address asks for nothing, so that no policy is asked about it, and has
            // what was taken away from the page.
            'webrtc-frame': () => {
                const frame = document.createElement('iframe');
                frame.className = 'only-read';
                document.body.append(frame);
                return gathered(frame.contentWindow.RTCPeerConnection).finally(() => frame.remove());
            },
        });
        const there = {
            'websocket': 'WebSocket', 'event-source': 'EventSource', 'web-transport': 'WebTransport',
            'font': 'FontFace',
        };
        // Chromium tells a page that a beacon was taken on when the policy throws it away.
        const quiet = ['beacon', 'prefetch', 'object', 'frame'];
        const told = [];
        const ways = Object.entries(Object.assign({}, both, alone ? inWorker : inPage()));
        for (const [way, attempt] of ways) {
            if (there[way] && typeof self[there[way]] !== 'function') {
                told.push(`${way} absent`);
                continue;
            }
            seen.length = 0;
            // Some ways refuse at once.
            const done = await settled((async () => attempt())());
            if (done === 'absent') {
                told.push(`${way} absent`);
                continue;
            }
            // What the policy says about it may come a moment later.
            for (let turn = 0; turn < 30 && !seen.length; turn += 1) await soon(20);
            // Open is what got through, and what the policy had nothing to say about.
            told.push(`${way} ${seen.length && (done !== 'out' || quiet.includes(way)) ? 'blocked' : 'open'}`);
        }
        (alone ? self : document).removeEventListener('securitypolicyviolation', hear);
        return told;
    }

    function fromWorker(target, own) {
        const said = JSON.stringify([target, own, true]);
        const text = `(${attempts})(...${said}).then(told => postMessage(told));`;
        const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
        const worker = new Worker(address);
        return new Promise((done, fail) => {
            worker.onmessage = event => done(event.data);
            worker.onerror = () => fail(new Error('the worker of the witness did not start'));
            setTimeout(() => fail(new Error('the worker of the witness did not answer')), 30000);
        }).finally(() => {
            worker.terminate();
            URL.revokeObjectURL(address);
        });
    }

    window.threadsealWitness = async () => {
        const scheme = location.protocol === 'http:' ? 'http:' : 'https:';
        const target = `${scheme}//threadseal.invalid/`;
        // A page from a disk has no host.
        const own = location.protocol === 'file:' ? '' : new URL('./', location.href).href;
        return { page: await attempts(target, own, false), worker: await fromWorker(target, own) };
    };
})();
