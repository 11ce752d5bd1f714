// <hazard-map>: a map in somebody else's page.
//
//     <script type="module" src="https://maps.example.org/embed.js"></script>
//     <hazard-map src="demo/map.json" lng="46.95" lat="39.72" zoom="8.4" lang="az"></hazard-map>
//
// The element holds a frame with the map and talks to it by messages; docs/embedding.md describes them. It hears only
// its own frame and only the origin of the map. Nothing of the page around is read.

import { EVENTS, METHODS, SOURCE, VERSION } from "./envelope.js";

/** What becomes an event of the element: nothing else that a frame tells does, such as a click. */
const TOLD = ["ready", "title", ...EVENTS];
/** Attributes that choose colours, corners and font. */
const LOOK = ["accent", "accent-dark", "surface", "surface-dark", "text", "text-dark", "radius", "font"];
/** Attributes that the query of the frame's address carries; a change opens the frame anew. */
const IN_ADDRESS = ["map", "src", "layers", "panel", "timeline", "fragment", ...LOOK];
const NUMBERS = ["lng", "lat", "zoom"];
const TEXTS = ["map", "src", "theme", "from", "to", "panel", "timeline", "height", "fragment"];
const ZOOM = 10;
/** How long a call may take, and those that wait for much data, in milliseconds. */
const PATIENCE_MS = 60_000;
const LONG_PATIENCE_MS = 600_000;
const LONG = ["load", "settled", "assessMany"];
const LENGTH = /^\d+(\.\d+)?(px|rem|em|vh|svh|dvh)?$/;

const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
    :host { display: block; }
    :host([hidden]) { display: none; }
    iframe { display: block; box-sizing: border-box; width: 100%; height: min(75vh, 40rem); min-height: 240px; border: 0; }
`);

const refusal = (code, message) => ({ code, message });

/** A promise with its ends in hand; that nobody waits for it is no error. */
function pending() {
    const parts = {};
    parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
    parts.promise.catch(() => {});
    return parts;
}

class HazardMap extends HTMLElement {
    static observedAttributes = [...TEXTS, ...NUMBERS, ...LOOK, "lang", "layers", "title"];

    #root = this.attachShadow({ mode: "open" });
    #frame = null;
    #origin = null;
    #opening = pending();
    #calls = new Map();
    #lastId = 0;
    #changed = new Set();
    #connected = false;
    #hear = (event) => this.#receive(event);

    static {
        for (const method of [...METHODS, "link"]) {
            this.prototype[method] = function (...given) {
                return this.#call(method, given);
            };
        }
        const reflect = (property, attribute, read, write) =>
            Object.defineProperty(this.prototype, property, {
                configurable: true,
                enumerable: true,
                get() {
                    return read(this.getAttribute(attribute));
                },
                set(value) {
                    if (value === null || value === undefined) this.removeAttribute(attribute);
                    else this.setAttribute(attribute, write(value));
                },
            });
        for (const name of TEXTS) reflect(name, name, (text) => text ?? "", String);
        for (const name of NUMBERS) reflect(name, name, (text) => (text ? Number(text) : null), String);
        // `layers` is a method of the map.
        reflect(
            "shownLayers",
            "layers",
            (text) => text?.split(",") ?? null,
            (ids) => [ids].flat().join(","),
        );
    }

    constructor() {
        super();
        this.#root.adoptedStyleSheets = [STYLE];
    }

    /** Kept when the map takes commands. A frame further down the page is loaded when a reader comes near. */
    get ready() {
        return this.#opening.promise;
    }

    /** Calls `listener` with what the map tells of such an event; gives a function that ends it. */
    on(type, listener) {
        const hear = ({ detail }) => listener(detail);
        this.addEventListener(type, hear);
        return () => this.removeEventListener(type, hear);
    }

    connectedCallback() {
        addEventListener("message", this.#hear);
        this.#connected = true;
        this.#open();
    }

    disconnectedCallback() {
        removeEventListener("message", this.#hear);
        this.#connected = false;
        this.#close("removed", "the map was taken out of the page");
    }

    attributeChangedCallback(name, before, now) {
        if (before === now || !this.#connected) return;
        if (this.#changed.size === 0) queueMicrotask(() => this.#follow());
        this.#changed.add(name);
    }

    /** Does what the changed attributes ask, all at once. */
    #follow() {
        const changed = (...names) => names.some((name) => this.#changed.has(name));
        const anew = changed(...IN_ADDRESS);
        const moved = changed(...NUMBERS);
        const dated = changed("from", "to");
        const [spoken, coloured] = [changed("lang"), changed("theme")];
        this.#changed.clear();
        if (!this.#connected) return;
        if (anew || !this.#frame) {
            this.#close("reopened", "the map was opened anew");
            this.#open();
            return;
        }
        this.#fit();
        const ask = (method, ...given) => this.#call(method, given).catch((why) => this.#tell("error", why));
        const view = this.#view();
        if (moved && view) ask("setView", view);
        if (dated) ask("setTime", this.from || this.to ? { from: this.from || null, to: this.to || null } : null);
        if (spoken && this.lang) ask("setLanguage", this.lang);
        if (coloured) ask("setTheme", this.theme || "system");
    }

    #view() {
        const { lng, lat, zoom } = this;
        const view = { lng, lat, zoom: zoom ?? ZOOM };
        return lng !== null && lat !== null && Object.values(view).every(Number.isFinite) ? view : null;
    }

    /** The address of the frame, or null where `map` is no address of the web. */
    #address() {
        let address;
        try {
            address = this.map ? new URL(this.map, document.baseURI) : new URL(".", import.meta.url);
        } catch {
            return null;
        }
        if (!/^https?:$/.test(address.protocol)) return null;
        const asked = { map: this.src, lang: this.lang, theme: this.theme, panel: this.panel, timeline: this.timeline };
        const query = { ...asked, layers: this.getAttribute("layers"), embed: "1" };
        for (const name of LOOK) query[name] = this.getAttribute(name)?.trim();
        if (location.origin !== "null") query.parent = location.origin;
        for (const [key, value] of Object.entries(query)) if (value) address.searchParams.set(key, value);
        const shown = [this.fragment.replace(/^#/, "")];
        const view = this.#view();
        if (view) shown.push(`map=${view.zoom}/${view.lat}/${view.lng}`);
        for (const key of ["from", "to"]) if (this[key]) shown.push(`${key}=${encodeURIComponent(this[key])}`);
        address.hash = shown.filter(Boolean).join("&");
        return address;
    }

    #fit() {
        const height = this.height.trim();
        this.#frame.style.height = LENGTH.test(height) ? height.replace(/^[\d.]+$/, "$&px") : "";
        if (this.title) this.#frame.title = this.title;
    }

    #open() {
        const address = this.#address();
        if (!address) {
            this.#fail(
                refusal("bad_address", 'the attribute "map" must be the address of a map, beginning with https://'),
            );
            return;
        }
        this.#origin = address.origin;
        const frame = document.createElement("iframe");
        this.#frame = frame;
        frame.title = this.title || "Hazard Map";
        frame.loading = "lazy";
        frame.referrerPolicy = "strict-origin-when-cross-origin";
        frame.allow = "fullscreen; clipboard-write";
        frame.setAttribute(
            "sandbox",
            "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals",
        );
        this.#fit();
        const opening = this.#opening;
        frame.addEventListener("load", () => {
            const late = () =>
                opening === this.#opening && this.#fail(refusal("no_answer", `no map answers at ${address.href}`));
            const timer = setTimeout(late, PATIENCE_MS);
            const heard = () => clearTimeout(timer);
            opening.promise.then(heard, heard);
        });
        frame.src = address.href;
        this.#root.replaceChildren(frame);
    }

    /** Refuses everything that waits, in words. */
    #fail(why) {
        this.#opening.reject(why);
        this.#tell("error", why);
    }

    #close(code, message) {
        const why = refusal(code, message);
        this.#opening.ended = why;
        this.#opening.reject(why);
        this.#opening = pending();
        for (const { reject } of this.#calls.values()) reject(why);
        this.#calls.clear();
        this.#frame = null;
        this.#root.replaceChildren();
    }

    async #call(method, given) {
        const opening = this.#opening;
        await opening.promise;
        // The frame may have gone while the call came here.
        if (opening.ended) throw opening.ended;
        const id = ++this.#lastId;
        const { promise, resolve, reject } = pending();
        const patience = LONG.includes(method) ? LONG_PATIENCE_MS : PATIENCE_MS;
        const timer = setTimeout(() => {
            this.#calls.delete(id);
            reject(refusal("timeout", `the map did not answer ${method} within ${patience / 1000} seconds`));
        }, patience);
        this.#calls.set(id, { resolve, reject });
        const payload = { method, arguments: given };
        try {
            this.#frame.contentWindow.postMessage(
                { source: SOURCE, v: VERSION, id, type: "call", payload },
                this.#origin,
            );
        } catch (error) {
            reject(refusal("bad_argument", String(error?.message ?? error)));
        }
        return promise.finally(() => {
            clearTimeout(timer);
            this.#calls.delete(id);
        });
    }

    #receive({ source, origin, data }) {
        const own = this.#frame && source === this.#frame.contentWindow && origin === this.#origin;
        if (!own || data?.source !== SOURCE || data.v !== VERSION) return;
        const { id, type, payload } = data;
        if (type === "event") this.#heard(payload?.name, payload?.detail);
        else if (type === "result") this.#calls.get(id)?.resolve(payload);
        else if (type === "refusal") this.#calls.get(id)?.reject(payload);
    }

    #heard(name, detail) {
        if (!TOLD.includes(name)) return;
        if (name === "ready") this.#opening.resolve();
        if (name === "title" && !this.title && typeof detail?.title === "string") this.#frame.title = detail.title;
        if (name === "error" && detail?.code === "not_started") this.#opening.reject(detail);
        this.#tell(name, detail);
    }

    #tell(name, detail) {
        this.dispatchEvent(new CustomEvent(name, { detail }));
    }
}

if (!customElements.get("hazard-map")) customElements.define("hazard-map", HazardMap);
