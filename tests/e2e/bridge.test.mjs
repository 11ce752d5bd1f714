// Messages between a map in a frame and the page around: who is heard, who is answered, and how much.

import assert from "node:assert/strict";
import { AT, AWAY, EMPTY_MAP, inFrame, openHost, otherSite, ready } from "./embedder.mjs";
import { mapTest } from "./harness.mjs";
import { siteAddress } from "./server.mjs";

const map = await siteAddress([]);

mapTest("only the window around is heard, and only from its first origin", AWAY, async (page) => {
    // The frame says whom it belongs to; the page around has another origin.
    await openHost(
        page,
        `<iframe id="wrong" src="${map}?map=fixtures/maps/empty.json&parent=https://elsewhere.example" width="600" height="400"></iframe>
        <iframe id="right" src="${map}?map=fixtures/maps/empty.json" width="600" height="400"></iframe>`,
    );
    const opened = () => Boolean(window.hazardMap);
    for (const id of ["#wrong", "#right"]) await inFrame(page, () => page.until("it is open", opened), id);
    const answers = await page.run(async () => {
        const heard = [];
        addEventListener("message", ({ data, source }) => {
            const from = [...document.querySelectorAll("iframe")].find((frame) => frame.contentWindow === source);
            heard.push([from.id, data.type, data.id]);
        });
        const call = (id) => ({ source: "hazard-map", v: 1, id, type: "call", payload: { method: "getView" } });
        const [wrong, right] = document.querySelectorAll("iframe");
        wrong.contentWindow.postMessage(call(1), "*");
        // What is no envelope is left alone.
        for (const noise of [null, 7, "hazard-map", { source: "other" }, { ...call(2), source: "react-devtools" }])
            right.contentWindow.postMessage(noise, "*");
        right.contentWindow.postMessage(call(3), "*");
        while (!heard.some(([, type]) => type === "result")) await new Promise((done) => setTimeout(done, 20));
        return heard;
    });
    const told = answers.filter(([, type]) => type === "event");
    assert.ok(told.length > 0 && told.every(([from]) => from === "right"), JSON.stringify(told));
    assert.deepEqual(
        answers.filter(([, type]) => type !== "event"),
        [["right", "result", 3]],
    );

    // A frame inside the map's own page, or beside it, is not the window around.
    const strangers = await inFrame(
        page,
        () =>
            page.run(async () => {
                const heard = [];
                addEventListener("message", ({ data }) => heard.push(data));
                window.postMessage(
                    { source: "hazard-map", v: 1, id: 9, type: "call", payload: { method: "getView" } },
                    "*",
                );
                await window.hazardMap.settled();
                return heard.filter(({ type }) => type !== "call");
            }),
        "#right",
    );
    assert.deepEqual(strangers, []);
});

mapTest("the element hears its own frame only, and only the map in it", AWAY, async (page) => {
    const lie = { source: "hazard-map", v: 1, id: null, type: "event", payload: { name: "view", detail: "a lie" } };
    const liar = await otherSite({
        "/": `<!doctype html><script src="/liar.js"></script>`,
        "/liar.js": `parent.postMessage(${JSON.stringify(lie)}, "*"); parent.postMessage("told", "*");`,
    });
    await openHost(page, `<hazard-map ${EMPTY_MAP} ${AT}></hazard-map>`, { frames: [liar] });
    await ready(page);
    const heard = await page.run(
        async (lie, liar) => {
            const element = document.querySelector("hazard-map");
            const heard = [];
            element.addEventListener("view", ({ detail }) => heard.push(detail));
            const next = (told) =>
                new Promise((done) => addEventListener("message", ({ data }) => told(data) && done()));
            const [own, foreign] = [next((data) => data?.payload?.detail === "a lie"), next((data) => data === "told")];
            // From the page's own window, then from another site in the element's own frame.
            window.postMessage(lie, "*");
            await own;
            element.shadowRoot.querySelector("iframe").src = liar;
            await foreign;
            return heard;
        },
        lie,
        liar,
    );
    // The view that the map opened with may be told meanwhile: an object.
    assert.deepEqual(heard.filter((detail) => typeof detail !== "object"), []);
});

mapTest("envelopes that make no sense are refused in words, and a flood is bounded", AWAY, async (page) => {
    await openHost(
        page,
        `<iframe id="map" src="${map}?map=fixtures/maps/empty.json" width="600" height="400"></iframe>`,
    );
    await inFrame(page, () => page.until("it is open", () => Boolean(window.hazardMap)), "#map");
    const said = await page.run(async () => {
        const frame = document.querySelector("#map").contentWindow;
        const answers = new Map();
        addEventListener("message", ({ data }) => data.id !== null && answers.set(data.id, data));
        const send = (envelope) => frame.postMessage({ source: "hazard-map", v: 1, type: "call", ...envelope }, "*");
        const answered = async (id) => {
            while (!answers.has(id)) await new Promise((done) => setTimeout(done, 10));
            return answers.get(id);
        };
        send({ id: "version", v: 2 });
        send({ id: "type", type: "shout" });
        send({ id: "method", payload: { method: "constructor" } });
        send({ id: "proto", payload: { method: "__proto__" } });
        send({ id: "object", payload: { method: { toString: 1 } } });
        send({ id: "none" });
        send({ id: "list", payload: { method: "getView", arguments: "all" } });
        send({
            id: "deep",
            payload: { method: "setFilter", arguments: [JSON.parse("[".repeat(500) + "]".repeat(500))] },
        });
        send({ id: "long", payload: { method: "fitTo", arguments: ["x".repeat(10_000_000)] } });
        const codes = {};
        for (const id of ["version", "type", "method", "proto", "object", "none", "list", "deep", "long"])
            codes[id] = (await answered(id)).payload.code;
        // More than can wait, then one more once they are through.
        await new Promise((done) => setTimeout(done, 1100));
        for (let id = 0; id < 20_000; id += 1) send({ id, payload: { method: "getView" } });
        await answered(0);
        let last;
        for (let id = 1_000_000; last?.type !== "result"; id += 1) {
            await new Promise((done) => setTimeout(done, 100));
            send({ id, payload: { method: "getView" } });
            await new Promise((done) => setTimeout(done, 200));
            last = answers.get(id);
        }
        const flood = [...answers.values()].filter(({ id }) => typeof id === "number" && id < 1_000_000);
        const refused = flood.filter(({ type }) => type === "refusal");
        return {
            codes,
            refusals: new Set(refused.map(({ payload }) => payload.code)).size,
            first: refused[0].payload,
            answered: flood.length,
        };
    });
    assert.deepEqual(said.codes, {
        version: "unknown_version",
        type: "unknown_type",
        method: "unknown_method",
        proto: "unknown_method",
        object: "unknown_method",
        none: "unknown_method",
        list: "bad_argument",
        deep: "bad_argument",
        long: "unknown_layer",
    });
    assert.equal(said.first.code, "too_many");
    assert.match(said.first.message, /64 calls are waiting/);
    assert.equal(said.refusals, 1);
    assert.ok(said.answered < 5_000, `${said.answered} of 20,000 messages were answered`);
});
