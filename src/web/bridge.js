// The map's side of an embedding: what the page around asks by messages goes to window.hazardMap, what the map tells
// goes back.
//
// Messages are envelopes {source: "hazard-map", v: 1, id, type, payload}. The page around sends
// {type: "call", payload: {method, arguments}} and gets {type: "result", payload: value} or
// {type: "refusal", payload: {code, message}} under the same id; {type: "event", payload: {name, detail}} comes by itself.
//
// Who may command: the window around the map, and nobody else. Its origin comes from ?parent= or from its first
// envelope, and from then on the map hears and answers that origin only. Answers never go to "*". A page without an
// origin of its own (a sandboxed one, a file) cannot be answered so, and is not heard.

import { EVENTS, METHODS, SOURCE, VERSION } from "./envelope.js";

/** Calls that are under way or wait for their turn; more are refused. */
const MOST_WAITING = 64;
/** Refusals that are told within a second; more are dropped, so that a flood is not answered with another. */
const MOST_REFUSALS = 64;
const SECOND_MS = 1000;
const LONGEST_ID = 64;
/** No method takes so many; a list may claim to have milliards. */
const MOST_ARGUMENTS = 8;

/** The origin that `text` is, if it is one of the web. */
function originOf(text) {
    try {
        const { origin, protocol } = new URL(text);
        return /^https?:$/.test(protocol) ? origin : null;
    } catch {
        return null;
    }
}

const isId = (id) => typeof id === "number" || (typeof id === "string" && id.length <= LONGEST_ID);

/** What a call was refused with, as a code and a text that can be sent. */
function worded(refusal) {
    const { code, message } = refusal ?? {};
    return {
        code: typeof code === "string" && code ? code : "failed",
        message: typeof message === "string" && message ? message : "the map could not answer",
    };
}

/**
 * Opens the way to the page around.
 * @param {object} own methods besides those of window.hazardMap
 */
export function openBridge(own) {
    const around = window.parent;
    let origin = originOf(new URLSearchParams(location.search).get("parent"));
    let failed = false;
    let opened = false;
    let title;
    let serving = false;
    let underWay = 0;
    const queue = [];
    let refusals = 0;
    const warned = new Set();

    const post = (id, type, payload) => around.postMessage({ source: SOURCE, v: VERSION, id, type, payload }, origin);
    const tell = (name, detail) => origin && post(null, "event", { name, detail });

    function warnOnce(text) {
        if (!warned.has(text)) console.warn(`Hazard Map: ${text}`);
        warned.add(text);
    }

    function refuse(id, code, message) {
        if (refusals === 0) setTimeout(() => (refusals = 0), SECOND_MS);
        refusals += 1;
        if (refusals > MOST_REFUSALS) warnOnce("the page around sends more calls than can be refused one by one");
        else post(id, "refusal", { code, message });
    }

    /** Tells once that the map takes commands; needs the map and somebody to tell. */
    function open() {
        if (opened || !origin || !window.hazardMap) return;
        opened = true;
        for (const name of EVENTS) window.hazardMap.on(name, (detail) => tell(name, detail));
        tell("ready", null);
        // The manifest brings the map's own title, and another language another one.
        new MutationObserver(tellTitle).observe(document.head, { subtree: true, childList: true, characterData: true });
        tellTitle();
        serve();
    }

    function tellTitle() {
        if (document.title !== title) tell("title", { title: (title = document.title) });
    }

    /** Takes one call; the next waits for another turn of the event loop, so that the reader's input comes between. */
    function serve() {
        if (serving || !opened || queue.length === 0) return;
        serving = true;
        underWay += 1;
        run(queue.shift()).finally(() => (underWay -= 1));
        setTimeout(() => {
            serving = false;
            serve();
        });
    }

    async function run({ id, method, given }) {
        try {
            post(id, "result", await (own[method] ?? window.hazardMap[method])(...given));
        } catch (refusal) {
            post(id, "refusal", worded(refusal));
        }
    }

    function hear({ v, id, type, payload }) {
        if (!isId(id)) return;
        if (v !== VERSION) return refuse(id, "unknown_version", `this map understands envelopes of version ${VERSION}`);
        if (type !== "call") return refuse(id, "unknown_type", 'this map understands envelopes of type "call"');
        const { method, arguments: given = [] } = payload ?? {};
        if (typeof method !== "string" || (!METHODS.includes(method) && !Object.hasOwn(own, method))) {
            return refuse(
                id,
                "unknown_method",
                `the methods of the map are ${[...METHODS, ...Object.keys(own)].join(", ")}`,
            );
        }
        if (!Array.isArray(given) || given.length > MOST_ARGUMENTS) {
            return refuse(id, "bad_argument", `arguments must be a list of at most ${MOST_ARGUMENTS}`);
        }
        if (failed) return refuse(id, "not_started", "the map could not start in this browser");
        if (queue.length + underWay >= MOST_WAITING) {
            return refuse(id, "too_many", `${MOST_WAITING} calls are waiting already; wait for their answers`);
        }
        queue.push({ id, method, given });
        serve();
    }

    addEventListener("message", (event) => {
        const envelope = event.data;
        if (event.source !== around || envelope?.source !== SOURCE) return;
        origin ??= originOf(event.origin);
        if (event.origin !== origin)
            return warnOnce(`a page of ${event.origin} is not heard; this map answers ${origin}`);
        open();
        hear(envelope);
    });
    addEventListener("hazard-map-started", open);
    addEventListener("hazard-map-failed", () => {
        failed = true;
        for (const { id } of queue.splice(0)) refuse(id, "not_started", "the map could not start in this browser");
        tell("error", { code: "not_started", message: "the map could not start in this browser" });
    });
    open();
}
