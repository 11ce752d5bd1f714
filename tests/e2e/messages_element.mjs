// One life of <hazard-map> (src/web/embed.js), with a hostile or broken map in its frame and strangers beside it. Laws,
// after every message:
//
// - nothing is thrown, and no promise is refused unheard;
// - a message that is not of the element's own frame and the map's origin, or answers nothing that was asked, does
//   nothing;
// - an answer, whatever it holds, settles its own call and no other; a call without one ends in a refusal in time;
// - only the events of the map become events of the page, with what they told; only a text becomes the frame's title;
// - calls go to the frame's window and to the map's origin, each under an id of its own;
// - what was answered is forgotten.

import assert from "node:assert/strict";
import { EVENTS, METHODS, SOURCE, VERSION } from "../../src/web/envelope.js";
import { Random, damage, odd } from "./damaged.mjs";
import { FakeElement, FakePage, aliveAfterCollection, postbox, turn } from "./fake_page.mjs";

const ORIGIN = "https://maps.example";
const MAP = `${ORIGIN}/of/a/region/`;
const STRANGERS = ["https://page.example", "http://maps.example", "https://maps.example:444", "null", ""];
const CALLABLE = [...METHODS, "link"];
const TOLD = ["ready", "title", ...EVENTS];
const LONG = ["load", "settled", "assessMany"];
const PATIENCE_MS = 60_000;
const LONG_PATIENCE_MS = 600_000;
/** Collecting garbage takes longer than all else. */
const WORLDS_PER_COLLECTION = 20;

globalThis.HTMLElement = FakeElement;
globalThis.CSSStyleSheet = class {
    replaceSync() {}
};
let HazardMap;
globalThis.customElements = { get: () => undefined, define: (_, element) => (HazardMap = element) };
await import("../../src/web/embed.js");

export class ElementWorld {
    sent = 0;
    last = null;
    #seed;
    #random;
    #page;
    #element;
    /** The frame that the element made last. */
    #frame = null;
    #isConnected = false;
    /** Whether the map takes commands: "no", "yes" or "never". */
    #opened = "no";
    /** Calls that are not settled: {method, given, id?, until?, settled?}. */
    #calls = [];
    /** Calls that must be settled by now, each with how: {call, kept?} or {call, why?} or {call, code?}. */
    #due = [];
    #toBeTold = [];
    #told = [];
    #lastId = 0;
    #broken = [];
    #isWatching = true;

    constructor(seed) {
        this.#seed = seed;
        this.#random = new Random(seed);
        this.#page = new FakePage({
            document: { baseURI: "https://page.example/", createElement: () => this.#makeFrame() },
            location: { origin: "https://page.example" },
        });
        this.#element = new HazardMap();
        this.#element.setAttribute("map", MAP);
        this.#element.dispatchEvent = (event) => this.#told.push(event);
        this.#connect();
    }

    leave() {
        this.#page.leave();
    }

    async run() {
        for (let count = 20 + this.#random.below(400); count > 0; count -= 1) {
            if (this.#random.oneIn(3)) this.#call();
            if (this.#random.oneIn(200)) await this.#interrupt();
            await turn();
            this.#check();
            this.#send();
            await turn();
            this.#check();
            if (this.#random.oneIn(20)) await this.#wait(this.#random.pick([1, 1000, PATIENCE_MS, LONG_PATIENCE_MS]));
        }
        if (this.#seed % WORLDS_PER_COLLECTION === 0) await this.#checkForgetting();
        if (this.#isConnected) this.#remove();
        this.#connect();
        this.#remove();
        await turn();
        this.#check();
        assert.equal(this.#calls.length, 0, "every call is settled when the map is gone");
        assert.equal(this.#page.timers, 0, "no timer is left");
        assert.equal(this.#page.listeners, 0, "nobody listens any more");
    }

    #makeFrame() {
        const frame = new FakeElement();
        frame.contentWindow = postbox((message, origin) => this.#posted(frame, message, origin));
        this.#frame = frame;
        return frame;
    }

    #connect() {
        this.#isConnected = true;
        this.#element.connectedCallback();
    }

    #remove() {
        this.#isConnected = false;
        this.#endAll("removed");
        this.#element.disconnectedCallback();
    }

    /** A page takes the map away, puts it back, or asks for another address. */
    async #interrupt() {
        if (!this.#isConnected) return this.#connect();
        if (this.#random.oneIn(2)) return this.#remove();
        this.#element.setAttribute("src", `${this.sent}.json`);
        await turn();
        // What was refused before the frame went stays so.
        const refused = this.#due.splice(0);
        this.#endAll("reopened");
        this.#due = this.#due.filter(({ call }) => !refused.some((due) => due.call === call)).concat(refused);
    }

    #endAll(code) {
        // What waits on a map that failed to open is refused with that.
        if (this.#opened !== "never") this.#due = this.#calls.map((call) => ({ call, code }));
        this.#opened = "no";
    }

    #call() {
        const random = this.#random;
        const method = random.pick(CALLABLE);
        const given = [...random.some(2, () => odd(random)), { call: this.#page.now, number: this.#calls.length }];
        const canBeSent = !random.oneIn(15);
        if (!canBeSent) given.push(random.pick([() => {}, Symbol("odd"), new WeakMap()]));
        const call = { method, given, canBeSent };
        this.#calls.push(call);
        this.#element[method](...given).then(
            (kept) => (call.settled = { kept }),
            (why) => (call.settled = { why }),
        );
        if (this.#opened === "never") this.#due.push({ call });
        if (this.#opened === "yes" && !canBeSent) this.#due.push({ call, code: "bad_argument" });
    }

    /** What the element sends to its frame. */
    #posted(frame, message, origin) {
        if (!this.#isWatching) {
            this.#lastId = message.id;
            return;
        }
        try {
            assert.ok(this.#opened === "yes" && this.#isConnected, "calls wait until the map takes them");
            assert.equal(frame, this.#frame);
            assert.equal(origin, ORIGIN);
            const { id, payload, ...rest } = message;
            assert.deepEqual(rest, { source: SOURCE, v: VERSION, type: "call" });
            assert.ok(id > this.#lastId, "an id of its own");
            this.#lastId = id;
            const call = this.#calls.find((call) => call.given.at(-1) === payload.arguments.at(-1));
            assert.ok(call && call.id === undefined && call.method === payload.method);
            assert.ok(call.given.length === payload.arguments.length);
            assert.ok(call.given.every((value, index) => Object.is(value, payload.arguments[index])));
            call.id = id;
            call.until = this.#page.now + (LONG.includes(call.method) ? LONG_PATIENCE_MS : PATIENCE_MS);
        } catch (error) {
            this.#broken.push(error);
        }
    }

    #envelope() {
        const random = this.#random;
        const envelope = (id, type, payload) => ({ source: SOURCE, v: VERSION, id, type, payload });
        const asked = this.#calls.filter(({ id }) => id !== undefined);
        const kind = random.below(10);
        if (kind < 5 && asked.length > 0) {
            const payload = random.oneIn(2) ? { code: "bad_argument", message: "no" } : odd(random);
            return envelope(random.pick(asked).id, random.pick(["result", "refusal"]), payload);
        }
        if (kind === 5) return envelope(random.pick([0, -1, NaN, "1", this.#lastId + 1, null]), "result", null);
        if (kind === 6) return envelope(null, "event", { name: "ready", detail: null });
        if (kind === 7) return envelope(null, "event", { name: "error", detail: { code: "not_started", message: "no" } });
        const detail = random.oneIn(2) ? { title: "A map" } : odd(random);
        return envelope(null, "event", { name: random.pick([...TOLD, "click", odd(random)]), detail });
    }

    #send() {
        const random = this.#random;
        this.sent += 1;
        const data = structuredClone(damage(random, this.#envelope()));
        const own = this.#frame.contentWindow;
        const source = random.oneIn(12) ? random.pick([null, globalThis, postbox(() => {})]) : own;
        const origin = random.oneIn(12) ? random.pick(STRANGERS) : ORIGIN;
        this.last = { data, origin, own: source === own, opened: this.#opened };
        const isHeard = this.#isConnected && source === own && origin === ORIGIN;
        if (isHeard && data?.source === SOURCE && data.v === VERSION) this.#expect(data);
        const title = this.#frame.title;
        this.#page.tell("message", { data, source, origin });
        const named = this.#toBeTold.find(({ type }) => type === "title")?.detail?.title;
        assert.equal(this.#frame.title, typeof named === "string" ? named : title);
    }

    #expect({ id, type, payload }) {
        const call = this.#calls.find((call) => call.id !== undefined && call.id === id);
        if (call && type === "result") this.#due.push({ call, kept: payload });
        if (call && type === "refusal") this.#due.push({ call, why: payload });
        if (type !== "event" || !TOLD.includes(payload?.name)) return;
        const { name, detail } = payload;
        this.#toBeTold.push({ type: name, detail });
        if (this.#opened !== "no") return;
        const waiting = this.#calls.filter(({ settled }) => !settled);
        if (name === "ready") {
            this.#opened = "yes";
            for (const call of waiting) if (!call.canBeSent) this.#due.push({ call, code: "bad_argument" });
        }
        if (name === "error" && detail?.code === "not_started") {
            this.#opened = "never";
            for (const call of waiting) this.#due.push({ call, why: detail });
        }
    }

    async #wait(milliseconds) {
        await this.#page.pass(milliseconds);
        for (const call of this.#calls) if (call.until <= this.#page.now) this.#due.push({ call, code: "timeout" });
        this.#check();
    }

    /** Compares what became of calls, and what was told, with what had to be. */
    #check() {
        if (this.#page.thrown.length > 0) throw this.#page.thrown[0];
        if (this.#broken.length > 0) throw this.#broken[0];
        for (const { call, code, ...how } of this.#due.splice(0)) {
            assert.ok(call.settled, `${call.method} is settled`);
            if (code) assert.equal(call.settled.why?.code, code);
            if (code) assert.equal(typeof call.settled.why.message, "string");
            if ("kept" in how) assert.ok("kept" in call.settled && Object.is(call.settled.kept, how.kept));
            if ("why" in how) assert.ok("why" in call.settled && Object.is(call.settled.why, how.why));
            call.isDone = true;
        }
        assert.ok(this.#calls.every(({ settled, isDone }) => Boolean(settled) === Boolean(isDone)), "no other call is settled");
        this.#calls = this.#calls.filter(({ isDone }) => !isDone);
        if (this.#opened === "yes") assert.ok(this.#calls.every(({ id }) => id !== undefined), "a map that is open is asked");
        const told = this.#told.splice(0);
        const meant = this.#toBeTold.splice(0);
        assert.deepEqual(told.map(({ type }) => type), meant.map(({ type }) => type));
        assert.ok(told.every(({ detail }, index) => Object.is(detail ?? null, meant[index].detail ?? null)));
    }

    async #checkForgetting() {
        if (!this.#isConnected) this.#connect();
        this.#remove();
        await turn();
        this.#check();
        this.#isWatching = false;
        this.#connect();
        const tell = (id, type, payload) => {
            const data = { source: SOURCE, v: VERSION, id, type, payload };
            this.#page.tell("message", { data, source: this.#frame.contentWindow, origin: ORIGIN });
        };
        tell(null, "event", { name: "ready", detail: null });
        await turn();
        for (let number = 0; number < 30; number += 1) this.#element.getView(number).then(() => {}, () => {});
        await turn();
        const answers = Array.from({ length: 30 }, (_, number) => {
            const payload = { number };
            tell(this.#lastId - number, number % 2 ? "result" : "refusal", payload);
            return new WeakRef(payload);
        });
        assert.equal(await aliveAfterCollection(answers), 0, "what was answered is forgotten");
        assert.equal(this.#page.timers, 0, "every call was answered");
        this.#told = [];
    }
}
