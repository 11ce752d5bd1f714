// What a hostile or broken page may send: values of every kind that structured cloning allows, and well-formed messages
// with parts lost, exchanged and replaced. Seeded, and free of Node and of the browser, so that both can use it.

/** Names that mean something to JavaScript, to the messages, or to the map. */
const NAMES = [
    "__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "toJSON", "then", "length", "0", "",
    "source", "v", "id", "type", "payload", "method", "arguments", "code", "message", "name", "detail", "title", "on",
    "lng", "lat", "zoom", "from", "to", "role", "fields", "radius_m", "signal", "type", "coordinates", "geometry",
];

/** Marsaglia's xorshift32. */
export class Random {
    #state;

    constructor(seed) {
        this.#state = Math.imul(seed + 1, 0x9e3779b1) ^ 0x5bd1e995 || 1;
        for (let turn = 0; turn < 4; turn += 1) this.below(2);
    }

    below(count) {
        this.#state ^= this.#state << 13;
        this.#state ^= this.#state >>> 17;
        this.#state ^= this.#state << 5;
        return (this.#state >>> 0) % count;
    }

    oneIn(count) {
        return this.below(count) === 0;
    }

    pick(list) {
        return list[this.below(list.length)];
    }

    some(most, make) {
        return Array.from({ length: this.below(most + 1) }, make);
    }
}

function cyclic() {
    const ring = { list: [] };
    ring.list.push(ring, ring.list);
    return ring;
}

function deep(levels) {
    let value = 1;
    for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { a: value };
    return value;
}

/** An object with own keys of any name, also those that an assignment would take for something else. */
function named(random, level) {
    const made = {};
    for (const name of random.some(4, () => random.pick(NAMES))) put(made, name, odd(random, level + 1));
    return made;
}

const SIMPLE = [
    undefined, null, true, false, 0, -0, 1, -1, 0.5, 1e300, 2 ** 53, NaN, Infinity, -Infinity, 0n, -(2n ** 70n),
    "", " ", "on", "error", "call", "result", "hazard-map", "light", "az", "2020-13-45", "NaN", "\u0000", "\ud800", "\u202e", "🗺",
    "x".repeat(64), "x".repeat(65), "x".repeat(5_000), "__proto__", "constructor", "javascript:alert(1)", "//[", "*",
];
const MADE = [
    () => new Date(0),
    () => new Date(NaN),
    () => /(a+)+$/g,
    () => new RangeError("odd"),
    () => new Map([["method", "getView"], [{}, 1]]),
    () => new Set([1, "code"]),
    () => new Uint8Array(7),
    () => new Float64Array([NaN, -0, Infinity]),
    () => new BigInt64Array(2),
    () => new DataView(new ArrayBuffer(3)),
    () => new ArrayBuffer(0),
    () => new Boolean(false),
    () => new Number(NaN),
    () => new String("getView"),
    () => cyclic(),
    () => deep(500),
    () => new Array(3),
    () => Object.assign([1, 2], { method: "getView" }),
    () => new Array(4_294_967_295),
    () => ({ toString: 1, valueOf: 1 }),
    () => ({ then: 1, code: NaN, message: {} }),
];

/** What takes long to send, and comes seldom. */
const HEAVY = [() => "x".repeat(10_000_000), () => new Array(200_000).fill(0), () => deep(1_000)];
const HEAVY_ONE_IN = 5_000;

/** A value that nobody expects. */
export function odd(random, level = 0) {
    if (random.oneIn(HEAVY_ONE_IN)) return random.pick(HEAVY)();
    const kind = random.below(8);
    if (kind < 4 || level > 3) return random.pick(SIMPLE);
    if (kind < 6) return random.pick(MADE)();
    if (kind === 6) return random.some(4, () => odd(random, level + 1));
    return named(random, level);
}

/** Every object of a message with the keys that lead on from it: what can be damaged. */
function places(value, found = []) {
    const isOpen = Array.isArray(value) || (typeof value === "object" && Object.prototype.toString.call(value) === "[object Object]");
    if (!isOpen || found.length > 40) return found;
    const keys = Array.isArray(value) ? [0, 1].filter((index) => index < value.length) : Object.keys(value);
    for (const key of keys) {
        found.push([value, key]);
        places(value[key], found);
    }
    return found;
}

/** Sets an own key of any name. */
function put(target, key, value) {
    if (Array.isArray(target) && key === "length") return;
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

/** A message with up to three damages; the message itself is used up. */
export function damage(random, message) {
    let whole = message;
    for (let times = random.below(4); times > 0; times -= 1) {
        if (random.oneIn(25)) whole = odd(random);
        const found = places(whole);
        if (found.length === 0) continue;
        const [target, key] = random.pick(found);
        const kind = random.below(5);
        if (kind === 0) {
            delete target[key];
        } else if (kind === 1) {
            const [other, name] = random.pick(found);
            const value = target[key];
            put(target, key, other[name]);
            put(other, name, value);
        } else if (kind === 2) {
            put(target, random.pick(NAMES), odd(random));
        } else {
            put(target, key, odd(random));
        }
    }
    return whole;
}
