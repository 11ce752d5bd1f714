// A page without a browser, for the modules that take window messages apart: clock, windows, elements and frames that do
// what those modules use, note what is done to them, and break no rule of the real ones that matters here. Messages are
// cloned as browsers clone them; so are answers, and what cannot be cloned throws.

import v8 from "node:v8";
import vm from "node:vm";

v8.setFlagsFromString("--expose-gc");
const collectGarbage = vm.runInNewContext("gc");

/** What a module sees as the global names of its page; `leave` gives Node its own back. */
export class FakePage {
    /** What was thrown out of a listener or a timer. */
    thrown = [];
    now = 0;
    #timers = new Map();
    #lastTimer = 0;
    #listeners = new Map();
    #own = {};

    constructor(globals) {
        const names = {
            addEventListener: (type, listener) => this.#of(type).add(listener),
            removeEventListener: (type, listener) => this.#of(type).delete(listener),
            setTimeout: (work, delay = 0) => {
                this.#timers.set(++this.#lastTimer, { work, at: this.now + delay });
                return this.#lastTimer;
            },
            clearTimeout: (timer) => this.#timers.delete(timer),
            console: { ...console, warn: () => {} },
            ...globals,
        };
        for (const [name, value] of Object.entries(names)) {
            this.#own[name] = Object.getOwnPropertyDescriptor(globalThis, name);
            Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
        }
    }

    leave() {
        for (const [name, own] of Object.entries(this.#own)) {
            if (own) Object.defineProperty(globalThis, name, own);
            else delete globalThis[name];
        }
    }

    #of(type) {
        if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
        return this.#listeners.get(type);
    }

    get timers() {
        return this.#timers.size;
    }

    get listeners() {
        return this.#of("message").size;
    }

    /** A promise that is kept when so much time has passed. */
    after(milliseconds) {
        return new Promise((done) => setTimeout(done, milliseconds));
    }

    /** Tells the listeners of the window, as an event of its own turn. */
    tell(type, event) {
        for (const listener of [...this.#of(type)]) this.#try(() => listener(event));
    }

    /** Lets time pass; timers run in their order, each in its own turn. */
    async pass(milliseconds) {
        const until = this.now + milliseconds;
        for (;;) {
            let next = null;
            for (const [timer, { at }] of this.#timers) {
                if (at <= until && (next === null || at < this.#timers.get(next).at)) next = timer;
            }
            if (next === null) break;
            const { work, at } = this.#timers.get(next);
            this.#timers.delete(next);
            this.now = Math.max(this.now, at);
            this.#try(work);
            await turn();
        }
        this.now = until;
    }

    #try(work) {
        try {
            work();
        } catch (error) {
            this.thrown.push(error);
        }
    }
}

/** Everything that waits for a promise that is settled has run. */
export const turn = () => new Promise((done) => setImmediate(done));

/** The engine itself may hold what it touched last for a few turns. */
const COLLECTIONS = 10;

/** How many of what `references` (WeakRef) name is still held by somebody. */
export async function aliveAfterCollection(references) {
    let alive = references.length;
    for (let round = 0; alive > 0 && round < COLLECTIONS; round += 1) {
        await turn();
        collectGarbage();
        alive = references.filter((reference) => reference.deref() !== undefined).length;
    }
    return alive;
}

/** A window that messages are posted to; each is given to `note` as it was posted, and must be one that can be cloned. */
export function postbox(note) {
    return {
        postMessage(message, origin) {
            structuredClone(message);
            note(message, origin);
        },
    };
}

/** Just so much of an element that a custom element and its frame need. */
export class FakeElement extends EventTarget {
    #attributes = new Map();
    style = {};
    title = "";
    lang = "";
    contentWindow = null;

    attachShadow() {
        return { adoptedStyleSheets: [], replaceChildren() {} };
    }

    getAttribute(name) {
        return this.#attributes.get(name) ?? null;
    }

    setAttribute(name, value) {
        const before = this.getAttribute(name);
        this.#attributes.set(name, String(value));
        this.attributeChangedCallback?.(name, before, String(value));
    }

    removeAttribute(name) {
        const before = this.getAttribute(name);
        this.#attributes.delete(name);
        this.attributeChangedCallback?.(name, before, null);
    }
}
