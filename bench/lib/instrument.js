// Runs in every page before its own scripts: knows when frames end, what is painted then, and which tasks were long.
//
// A WebGL canvas can be read only in the frame that painted it. So requestAnimationFrame is replaced by one that calls
// all who wait and then, in the same task, whoever watches for the end of the frame. Nobody watches while loading and
// panning are timed.

(() => {
    const nextFrame = window.requestAnimationFrame.bind(window);
    const [WIDTH, HEIGHT] = [1280, 800];
    /** Every third pixel across and down is compared. */
    const STRIDE = 3;
    /** Of the places looked at: a label or another zone of the ground's own hue may hide one. */
    const ENOUGH = 0.98;
    /** Channels that differ by more are another colour. */
    const TOLERANCE = 12;

    // Frames

    let waiting = new Map();
    let calling = new Map();
    let number = 0;
    let requested = false;
    let watcher = null;
    let painted = false;

    function request() {
        if (requested) return;
        requested = true;
        nextFrame((now) => {
            requested = false;
            calling = waiting;
            waiting = new Map();
            for (const callback of calling.values()) {
                try {
                    callback(now);
                } catch (error) {
                    reportError(error);
                }
            }
            calling.clear();
            watcher?.(now);
        });
    }
    window.requestAnimationFrame = (callback) => {
        number += 1;
        waiting.set(number, callback);
        request();
        return number;
    };
    window.cancelAnimationFrame = (id) => {
        waiting.delete(id);
        calling.delete(id);
    };
    const frame = () => new Promise(window.requestAnimationFrame);
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

    // Canvases

    const contexts = new Map();
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
        const context = getContext.call(this, kind, ...options);
        if (context) contexts.set(this, context);
        return context;
    };
    const onMap = () => [...contexts].filter(([canvas]) => canvas.isConnected && canvas.closest("#map, #map-host"));
    const isGl = (context) => context instanceof WebGL2RenderingContext || context instanceof WebGLRenderingContext;

    /** Notices, while somebody watches, that something is drawn by WebGL. */
    const draws = ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced", "clear"];
    const kinds = [WebGL2RenderingContext, WebGLRenderingContext];
    const functions = kinds.flatMap(({ prototype }) => draws
        .filter((name) => prototype[name])
        .map((name) => ({ prototype, name, original: prototype[name] })));
    function watch(then) {
        watcher = then;
        for (const { prototype, name, original } of functions) {
            prototype[name] = then
                ? function (...words) {
                    painted = true;
                    return original.apply(this, words);
                }
                : original;
        }
    }

    const paper = document.createElement("canvas");
    [paper.width, paper.height] = [WIDTH, HEIGHT];
    const pen = getContext.call(paper, "2d", { willReadFrequently: true });

    /** What the canvases of the map show, as RGBA bytes; waits until all of it is drawn. */
    function snapshot() {
        pen.fillStyle = "#ffffff";
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (const [canvas] of onMap()) {
            const { left, top, width, height } = canvas.getBoundingClientRect();
            if (width && height) pen.drawImage(canvas, left, top, width, height);
        }
        return pen.getImageData(0, 0, WIDTH, HEIGHT).data;
    }

    /** Waits until the graphics process has drawn all that it was told. */
    function drain() {
        for (const [canvas, context] of onMap()) {
            if (isGl(context)) {
                const framebuffer = context.getParameter(context.FRAMEBUFFER_BINDING);
                context.bindFramebuffer(context.FRAMEBUFFER, null);
                context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
                context.bindFramebuffer(context.FRAMEBUFFER, framebuffer);
            } else {
                pen.drawImage(canvas, 0, 0, 1, 1);
                pen.getImageData(0, 0, 1, 1);
            }
        }
    }

    const differs = (one, other, at) => Math.abs(one[at] - other[at]) > TOLERANCE
        || Math.abs(one[at + 1] - other[at + 1]) > TOLERANCE || Math.abs(one[at + 2] - other[at + 2]) > TOLERANCE;

    /** How many of the compared pixels differ. */
    function difference(one, other) {
        let found = 0;
        for (let y = 0; y < HEIGHT; y += STRIDE) {
            for (let x = 0; x < WIDTH; x += STRIDE) found += differs(one, other, 4 * (y * WIDTH + x)) ? 1 : 0;
        }
        return found;
    }

    // Views

    let view = null;
    const worldY = (lat) => 0.5 - Math.atanh(Math.sin((lat * Math.PI) / 180)) / (2 * Math.PI);
    const screen = ([lng, lat]) => {
        const scale = 512 * 2 ** view.zoom;
        return [
            ((lng - view.lng) / 360) * scale + WIDTH / 2,
            (worldY(lat) - worldY(view.lat)) * scale + HEIGHT / 2,
        ].map(Math.round);
    };
    const inside = ([x, y]) => x >= 2 && y >= 2 && x < WIDTH - 2 && y < HEIGHT - 2;

    function look(next) {
        view = next;
        peer.look(next);
    }

    /** Whether a square about a place shows anything else than `before`. */
    function marked(now, before, [x, y], reach) {
        for (let row = y - reach; row <= y + reach; row += 1) {
            for (let column = x - reach; column <= x + reach; column += 1) {
                if (inside([column, row]) && differs(now, before, 4 * (row * WIDTH + column))) return true;
            }
        }
        return false;
    }

    /** Has the view painted once more and gives what is seen. */
    async function repainted() {
        let seen = null;
        const gl = onMap().some(([, context]) => isGl(context));
        watch(() => {
            if (painted || !gl) seen = snapshot();
            painted = false;
        });
        const from = view;
        for (let tries = 0; tries < 20; tries += 1) {
            look({ ...from, lng: from.lng + (tries % 2 ? 0 : 1e-7) });
            await frame();
            await frame();
            if (seen) break;
        }
        watch(null);
        look(from);
        await frame();
        return seen ?? snapshot();
    }

    // Long tasks

    const tasks = [];
    new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration]);
    }).observe({ type: "longtask", buffered: true });

    /** The longest task that began between two times; 0 where none took 50 ms. */
    async function longest(from, to) {
        await sleep(100);
        return tasks.filter(([start]) => start >= from && start < to).reduce((most, [, ms]) => Math.max(most, ms), 0);
    }

    // What is measured

    let background = null;
    let dataset = null;

    window.bench = {
        /** Milliseconds from the start of navigation to an empty map that takes commands. */
        async open() {
            while (!window.peer) await sleep(1);
            await peer.open();
            await frame();
            return performance.now();
        },

        /** Looks at the whole extent of the data that is going to come. */
        async prepare(whole, facts) {
            dataset = facts;
            look(whole);
            await peer.settle?.();
            await sleep(300);
            background = await repainted();
            await sleep(200);
        },

        /** Milliseconds until all is drawn, by the clock and by what is seen. */
        async load(url) {
            const start = performance.now();
            await peer.load(url, dataset);
            const told = performance.now();
            // In a task of its own, that begins later: waiting for the graphics process is no task of the library.
            await sleep(1);
            drain();
            let done = performance.now();
            const task = await longest(start, told);
            let seen = await this.seen();
            while (seen < ENOUGH && performance.now() - told < 20_000) {
                await sleep(100);
                seen = await this.seen();
                done = performance.now();
            }
            return { load: done - start, task, seen };
        },

        /** The share of the probes that show something. */
        async seen() {
            const now = await repainted();
            if (peer.clusters?.()) return difference(now, background) > 500 ? 1 : 0;
            const probes = dataset.probes.map(({ at }) => screen(at)).filter(inside);
            return probes.filter((at) => marked(now, background, at, 1)).length / probes.length;
        },

        /** Milliseconds from the load to the first frame that shows any of the data. */
        async first(url) {
            const gl = onMap().some(([, context]) => isGl(context));
            let start = 0;
            const found = new Promise((resolve) => {
                watch(() => {
                    if (start && (painted || !gl) && difference(snapshot(), background) > 20) resolve(performance.now());
                    painted = false;
                    request();
                });
            });
            request();
            start = performance.now();
            const loaded = peer.load(url, dataset);
            loaded.catch(() => {});
            const seen = await found;
            watch(null);
            return seen - start;
        },

        /** The share of lone zones that leave any mark. */
        async marks() {
            const now = await repainted();
            const places = dataset.places.map(({ at, reach }) => [screen(at), reach]);
            const scale = (512 * 2 ** view.zoom) / 360;
            const lone = places.filter(([[x, y]], own) => inside([x, y])
                && places.every(([[left, top]], other) => other === own || Math.hypot(left - x, top - y) > 16));
            const seen = lone.filter(([at, reach]) => marked(now, background, at, 1 + Math.ceil(1.3 * reach * scale)));
            return { lone: lone.length, marked: seen.length };
        },

        look: async (next) => {
            look(next);
            await sleep(300);
            await repainted();
        },

        /** Intervals between frames in milliseconds while the map moves by 8 pixels a frame, there and back. */
        async pan(count, limit) {
            const from = view;
            const step = (8 * 360) / (512 * 2 ** from.zoom);
            const times = [];
            const start = performance.now();
            for (let at = 0; at <= count; at += 1) {
                const turn = at % 60;
                look({ ...from, lng: from.lng + step * (turn < 30 ? turn : 60 - turn) });
                await frame();
                times.push(performance.now());
                if (at > 3 && performance.now() - start > limit) break;
            }
            await sleep(0);
            const task = await longest(start, performance.now());
            drain();
            look(from);
            const intervals = times.slice(1).map((time, at) => time - times[at]);
            return { intervals, frames: times.length, task };
        },

        /** Milliseconds from each change of the filter to the frame after the one that shows its whole effect. */
        async filter(times, limit) {
            const gl = onMap().some(([, context]) => isGl(context));
            let seen = await repainted();
            let changed = () => {};
            watch((now) => {
                if (painted || !gl) {
                    seen = snapshot();
                    changed(now);
                }
                painted = false;
            });
            const rest = async () => {
                await peer.rest?.();
                for (let quiet = 0; quiet < 10;) {
                    const before = seen;
                    for (let count = 0; count < 6; count += 1) await frame();
                    quiet = difference(before, seen) === 0 ? quiet + 1 : 0;
                }
                return seen;
            };
            const both = [];
            for (const on of [false, true]) {
                peer.filter(on);
                both[Number(on)] = await rest();
            }
            const apart = difference(...both);
            if (apart < 50) throw new Error("the filter changes nothing that is seen");
            const latencies = [];
            const begun = performance.now();
            for (let at = 0; at < times && performance.now() - begun < limit; at += 1) {
                const on = at % 2 === 1;
                const start = performance.now();
                const done = new Promise((resolve) => {
                    changed = () => {
                        if (difference(seen, both[Number(on)]) < 0.05 * apart) resolve();
                    };
                });
                peer.filter(on);
                request();
                const again = setInterval(request, 4);
                await done;
                await frame();
                latencies.push(performance.now() - start);
                clearInterval(again);
                changed = () => {};
                await rest();
            }
            watch(null);
            // Once more without anybody watching, for the tasks alone.
            const unseen = performance.now();
            for (const on of [true, false]) {
                peer.filter(on);
                await sleep(300);
            }
            const task = await longest(unseen, performance.now());
            return { latencies, task };
        },

        /** Milliseconds from a click to the row's name, on places where there is one. */
        async pick(times) {
            const places = dataset.probes.map(({ at }) => screen(at)).filter(inside).slice(0, times);
            const found = [];
            for (const [x, y] of places) {
                const start = performance.now();
                const id = await peer.pick(x, y);
                if (id !== null) found.push(performance.now() - start);
                await sleep(50);
            }
            return { asked: places.length, found };
        },
    };
})();
