// Until the program is there: says when this browser is too old for it, or why it does not start.
// Takes away the one way out that no policy blocks. Written so that an old browser can read it. Once the program has drawn the page, it does nothing.
(function () {
    'use strict';
    function say(words) {
        var place = document.getElementById('shell-status');
        if (place) {
            place.setAttribute('role', 'alert');
            place.textContent = words;
        }
    }
    function failed(what) {
        say('Threadseal could not start: ' + what + '. Reload the page. If it stays so, one of its files '
            + 'is missing or was changed on the way here: get it again from whoever gave it to you.');
    }
    // A page's policy cannot block this way out, so it is taken away before anything else runs.
    ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection', 'RTCDataChannel'].forEach(function (name) {
        if (name in window) {
            Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
        }
    });
    // A program of a few bytes with the instructions that ours needs.
    var vectors = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0,
        65, 0, 253, 15, 253, 98, 11];
    function isOld() {
        return typeof WebAssembly !== 'object' || !WebAssembly.validate(new Uint8Array(vectors))
            || typeof DecompressionStream !== 'function';
    }
    var old = isOld();
    function look() {
        if (old) {
            say('This browser is too old for Threadseal. Use a current Firefox, Chrome, Edge or Safari. '
                + 'Nothing was opened and nothing is lost.');
        }
    }
    document.addEventListener('DOMContentLoaded', look);
    window.addEventListener('error', function (event) {
        var from = event.target && (event.target.src || event.target.href);
        if (!old) failed(from ? from + ' cannot be used' : event.message || 'an unknown error');
    }, true);
    window.addEventListener('unhandledrejection', function (event) {
        if (!old) failed(event.reason && event.reason.message || String(event.reason));
    });
})();
