// One life of the map's side of an embedding (src/web/bridge.js), with a hostile page around it and a map that starts
// late or never and answers badly. Laws, after every message:
//
// - nothing is thrown, and no promise is refused unheard;
// - only the named methods are called, in the order of the calls, with exactly the arguments that were given;
// - a message that is not of the window around, or not of its first origin, does nothing;
// - answers go to the window around and to its origin;
// - a call is answered once: by its result, or by a refusal in words; only a flood's refusals are dropped, when 64 were
//   told within a second;
// - at most 64 calls wait;
// - what was answered is forgotten.

import assert from "node:assert/strict";
import { openBridge } from "../../src/web/bridge.js";
import { METHODS, SOURCE, VERSION } from "../../src/web/envelope.js";
import { Random, damage, odd } from "./damaged.mjs";
import { FakePage, aliveAfterCollection, postbox, turn } from "./fake_page.mjs";

const AROUND = "https://around.example";
const OTHERS = ["https://elsewhere.example", "http://around.example", "https://around.example:444", "null", "", "file://"];
const SEARCHES = [`?parent=${AROUND}`, "", "", "?parent=javascript:1", "?parent=null", "?parent="];
const CALLABLE = [...METHODS, "link"];
const MOST_WAITING = 64;
const MOST_REFUSALS = 64;
const MOST_ARGUMENTS = 8;
const LONGEST_ID = 64;
const SECOND_MS = 1000;
/** Longer than any answer of this map takes. */
const LONG_MS = 200_000;
/** Collecting garbage takes longer than all else. */
const WORLDS_PER_COLLECTION = 8;
/** Codes of refusals by the bridge, which the map of this test never uses. */
const OF_THE_BRIDGE = ["unknown_version", "unknown_type", "unknown_method", "bad_argument", "not_started", "too_many"];

/** What a map answers, well or badly. */
const ANSWERS = [
    () => null,
    () => ({ lng: 1, lat: 2 }),
    (random) => odd(random),
    async () => [1, 2],
    () => {
        throw { code: "load_failed", message: "the file is not to be had" };
    },
    (random) => {
        throw odd(random);
    },
    async (random) => {
        throw random.pick([Symbol("odd"), () => {}, Object.create(null), { code: () => {} }, new Error("odd")]);
    },
    () => () => {},
    async () => ({ symbol: Symbol("odd") }),
    () => new WeakMap(),
    (random, page) => page.after(random.below(90_000)).then(() => "late"),
    (random, page) => page.after(random.below(90_000)).then(() => Promise.reject(odd(random))),
    () => new Promise(() => {}),
];

const isUsable = (id) => typeof id === "number" || (typeof id === "string" && id.length <= LONGEST_ID);

function canBeCloned(value) {
    try {
        structuredClone(value);
        return true;
    } catch {
        return false;
    }
}

export class BridgeWorld {
    sent = 0;
    last = null;
    #seed;
    #random;
    #page;
    #around = postbox((message, origin) => this.#posted.push({ message, origin }));
    /** The origin that is heard and answered. */
    #origin = null;
    /** Messages per pause: in a flood the bridge hardly has its turns. */
    #haste;
    #started = false;
    #failed = false;
    /** Calls that were taken and are not answered: {id, method, given, kept?, refused?}. */
    #waiting = [];
    /** Of those, the ones that the map was not asked yet. */
    #toBeAsked = [];
    /** Ids that the bridge must refuse at once. */
    #toBeRefused = [];
    /** When it refused. */
    #refusedAt = [];
    #posted = [];
    #broken = [];
    #answers = ANSWERS;
    #isWatching = true;

    constructor(seed) {
        this.#seed = seed;
        this.#random = new Random(seed);
        this.#haste = this.#random.pick([1, 3, 3, 100]);
        const search = this.#random.pick(SEARCHES);
        if (search.endsWith(AROUND)) this.#origin = AROUND;
        this.#page = new FakePage({
            window: { parent: this.#around },
            location: { search },
            document: { title: "A map", head: {} },
            MutationObserver: class {
                observe() {}
            },
        });
        if (this.#random.oneIn(4)) this.#startMap();
        openBridge({ link: (...given) => this.#asked("link", given) });
    }

    leave() {
        this.#page.leave();
    }

    async run() {
        const isLate = this.#seed % WORLDS_PER_COLLECTION === 0;
        for (let count = 20 + this.#random.below(400); count > 0; count -= 1) {
            if (!isLate && this.#random.oneIn(60) && this.#startMap()) this.#page.tell("hazard-map-started", {});
            if (!isLate && this.#random.oneIn(400)) this.#failMap();
            this.#send();
            this.#check();
            if (this.#random.oneIn(this.#haste)) await this.#page.pass(this.#random.pick([0, 0, 1, 10, 500, SECOND_MS]));
            await turn();
            this.#check();
        }
        if (isLate) return this.#checkForgetting();
        if (this.#startMap()) this.#page.tell("hazard-map-started", {});
        await this.#page.pass(LONG_MS);
        this.#check();
        if (this.#origin) assert.equal(this.#toBeAsked.length, 0, "every call that was taken was made");
        for (const call of this.#waiting) assert.ok(!("kept" in call || "refused" in call), "what the map answers is told");
        assert.equal(this.#page.timers, 0, "no timer is left");
    }

    /** Whether the map starts now; one that failed never does. */
    #startMap() {
        if (this.#started || this.#failed) return false;
        this.#started = true;
        const never = (name) => () => this.#broken.push(new Error(`${name} was called`));
        window.hazardMap = { ready: never("ready"), destroy: never("destroy"), on: () => {} };
        for (const method of METHODS) window.hazardMap[method] = (...given) => this.#asked(method, given);
        return true;
    }

    #failMap() {
        if (this.#started || this.#failed) return;
        this.#failed = true;
        this.#toBeRefused.push(...this.#toBeAsked.map(({ id }) => id));
        [this.#waiting, this.#toBeAsked] = [[], []];
        this.#page.tell("hazard-map-failed", {});
        this.#check();
    }

    /** The map's own part: what is asked must be the next call. */
    #asked(method, given) {
        if (!this.#isWatching) return this.#random.pick(this.#answers)(this.#random, this.#page);
        const call = this.#toBeAsked.shift();
        const isThat = call?.method === method && call.given.length === given.length;
        if (!isThat || !given.every((value, index) => Object.is(value, call.given[index]))) {
            this.#broken.push(new Error(`${method} was called with something else, out of turn, or unasked`));
        }
        const told = call ?? {};
        let answer;
        try {
            answer = this.#random.pick(this.#answers)(this.#random, this.#page);
        } catch (thrown) {
            told.refused = thrown;
            throw thrown;
        }
        Promise.resolve(answer).then((value) => (told.kept = value), (thrown) => (told.refused = thrown));
        return answer;
    }

    #send() {
        const random = this.#random;
        this.sent += 1;
        const id = random.pick([this.sent, `call ${this.sent}`, this.sent % 7, "x".repeat(LONGEST_ID), NaN]);
        const given = random.some(2, () => (random.oneIn(2) ? random.below(9) : odd(random)));
        if (random.oneIn(200)) given.length = random.pick([MOST_ARGUMENTS, MOST_ARGUMENTS + 1, 1_000_000, 4_294_967_295]);
        const payload = { method: random.pick(CALLABLE), arguments: given };
        const data = structuredClone(damage(random, { source: SOURCE, v: VERSION, id, type: "call", payload }));
        const stranger = postbox(() => this.#broken.push(new Error("a stranger was answered")));
        const source = random.oneIn(12) ? random.pick([null, window, stranger]) : this.#around;
        const origin = random.oneIn(12) ? random.pick(OTHERS) : AROUND;
        this.last = { data, origin, own: source === this.#around };
        if (this.#isHeard(data, source, origin) && isUsable(data.id)) this.#expect(data);
        this.#page.tell("message", { data, source, origin });
    }

    /** Whether a message is one of the page around; the first one binds the map to its origin. */
    #isHeard(data, source, origin) {
        if (source !== this.#around || data?.source !== SOURCE) return false;
        if (/^https?:/.test(origin)) this.#origin ??= origin;
        return origin === this.#origin;
    }

    /** By the documented form a message is a call that is taken, or refused at once. */
    #expect({ v, id, type, payload }) {
        const method = payload?.method;
        const given = payload?.arguments === undefined ? [] : payload.arguments;
        const isCall = v === VERSION && type === "call" && CALLABLE.includes(method);
        const isGiven = Array.isArray(given) && given.length <= MOST_ARGUMENTS;
        if (isCall && isGiven && !this.#failed && this.#waiting.length < MOST_WAITING) {
            const call = { id, method, given };
            this.#waiting.push(call);
            this.#toBeAsked.push(call);
        } else {
            this.#toBeRefused.push(id);
        }
    }

    /** Compares what was posted since the last look with what had to be. */
    #check() {
        if (this.#page.thrown.length > 0) throw this.#page.thrown[0];
        for (const { message, origin } of this.#posted.splice(0)) {
            assert.ok(this.#origin && origin === this.#origin, `posted to ${origin}`);
            assert.deepEqual([message.source, message.v], [SOURCE, VERSION]);
            if (message.type === "event") assert.equal(message.id, null);
            else this.#checkAnswer(message);
        }
        if (this.#broken.length > 0) throw this.#broken[0];
        this.#refusedAt = this.#refusedAt.filter((at) => at > this.#page.now - SECOND_MS);
        assert.ok(this.#refusedAt.length <= 2 * MOST_REFUSALS, "refusals of a flood are bounded");
        const mayDrop = this.#refusedAt.length >= MOST_REFUSALS;
        assert.ok(this.#toBeRefused.length === 0 || mayDrop, "a call that cannot be made is refused");
        this.#toBeRefused = [];
    }

    #checkAnswer({ id, type, payload }) {
        if (type === "refusal") {
            const words = [payload.code, payload.message];
            assert.ok(words.every((text) => typeof text === "string" && text !== ""), "a refusal is in words");
        }
        if (type === "refusal" && OF_THE_BRIDGE.includes(payload.code)) {
            const index = this.#toBeRefused.findIndex((refused) => Object.is(refused, id));
            assert.notEqual(index, -1, `${payload.code} without a cause`);
            this.#toBeRefused.splice(index, 1);
            this.#refusedAt.push(this.#page.now);
            return;
        }
        const isKept = (call) => type === "result" && "kept" in call && Object.is(call.kept, payload);
        const isRefused = (call) => type === "refusal" && ("refused" in call || !canBeCloned(call.kept));
        const index = this.#waiting.findIndex((call) => Object.is(call.id, id) && (isKept(call) || isRefused(call)));
        assert.notEqual(index, -1, `a ${type} that nobody waits for`);
        this.#waiting.splice(index, 1);
    }

    async #checkForgetting() {
        this.#answers = [() => null, (random, page) => page.after(10).then(() => Promise.reject(null))];
        this.#isWatching = false;
        const sent = this.#sendForgettable();
        if (this.#random.oneIn(2) && this.#startMap()) this.#page.tell("hazard-map-started", {});
        else if (!this.#started) this.#page.tell("hazard-map-failed", {});
        await this.#page.pass(LONG_MS);
        sent.push(...this.#sendForgettable());
        await this.#page.pass(LONG_MS);
        assert.equal(await aliveAfterCollection(sent), 0, "what was answered is forgotten");
    }

    #sendForgettable() {
        return Array.from({ length: 30 }, (_, id) => {
            const argument = { id };
            const payload = { method: id % 3 ? "getView" : "none", arguments: [argument] };
            const data = { source: SOURCE, v: VERSION, id, type: "call", payload };
            this.#page.tell("message", { data, source: this.#around, origin: this.#origin ?? AROUND });
            return new WeakRef(argument);
        });
    }
}
