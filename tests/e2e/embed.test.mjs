// The element <hazard-map> in somebody else's page: another origin, strict policies on both sides.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { AT, AWAY, EMPTY_MAP, PLACE, ask, assertView, inFrame, openHost, ready } from "./embedder.mjs";
import { mapTest } from "./harness.mjs";
import { siteAddress } from "./server.mjs";

const map = await siteAddress([]);

mapTest("the element says in its attributes what the map shows", AWAY, async (page) => {
    await openHost(
        page,
        `<hazard-map ${AT} lang="az" theme="dark" from="2021-01-01" to="2022-01-01" layers="contaminated,incidents" panel="closed" height="420"></hazard-map>`,
    );
    await ready(page);
    assertView(await ask(page, "getView"), PLACE);
    const visible = (await ask(page, "layers")).filter(({ visible }) => visible).map(({ id }) => id);
    assert.deepEqual(visible.sort(), ["contaminated", "incidents"]);
    const titled = () =>
        document.querySelector("hazard-map").shadowRoot.querySelector("iframe").title.startsWith("Qarabağ");
    await page.until("the frame bears the map's title", titled);
    const frame = await page.run(() => {
        const frame = document.querySelector("hazard-map").shadowRoot.querySelector("iframe");
        const { title, loading, referrerPolicy, allow, clientHeight } = frame;
        return { title, loading, referrerPolicy, allow, clientHeight, sandbox: [...frame.sandbox] };
    });
    assert.equal(frame.title, "Qarabağ və Şərqi Zəngəzur: nümayiş xəritəsi");
    assert.deepEqual(
        [frame.loading, frame.referrerPolicy, frame.allow, frame.clientHeight],
        ["lazy", "strict-origin-when-cross-origin", "fullscreen; clipboard-write", 420],
    );
    assert.ok(!frame.sandbox.some((word) => word.includes("top-navigation")), "the frame cannot lead the page away");
    await inFrame(page, async () => {
        const shown = await page.run(() => ({
            lang: document.documentElement.lang,
            theme: document.documentElement.dataset.theme,
            hash: location.hash,
            panel: document.querySelector(".bar-panel").ariaExpanded,
        }));
        assert.deepEqual([shown.lang, shown.theme, shown.panel], ["az", "dark", "false"]);
        const asked = new URLSearchParams(shown.hash.slice(1));
        assert.deepEqual([asked.get("from"), asked.get("to")], ["2021-01-01", "2022-01-01"]);
        assert.deepEqual(asked.get("hide").split(",").sort(), ["cleared", "declared", "settlements"]);
        assert.match(await page.text(".status-line"), /Gizlədilib/, "what is left out is said");
    });
});

mapTest(
    "a changed attribute moves, dates, translates and colours the map without opening it anew",
    AWAY,
    async (page) => {
        await openHost(page, `<hazard-map ${AT} lang="en"></hazard-map>`);
        await ready(page);
        const before = await page.run(
            () => (window.frameBefore = document.querySelector("hazard-map").shadowRoot.firstChild) && true,
        );
        assert.ok(before);
        await page.run(() => {
            const element = document.querySelector("hazard-map");
            Object.assign(element, {
                lng: 46.9,
                lat: 39.8,
                zoom: 10.5,
                from: "2022-01-01",
                theme: "dark",
                lang: "az",
                height: "300",
            });
        });
        assert.deepEqual(
            await page.run(() => {
                const { lng, zoom, from } = document.querySelector("hazard-map");
                return [lng, zoom, from, document.querySelector("hazard-map").getAttribute("lat")];
            }),
            [46.9, 10.5, "2022-01-01", "39.8"],
        );
        await ask(page, "settled");
        assertView(await ask(page, "getView"), { lng: 46.9, lat: 39.8, zoom: 10.5 });
        await inFrame(page, async () => {
            await page.until("the frame follows", () => {
                const { lang, dataset } = document.documentElement;
                return lang === "az" && dataset.theme === "dark" && /from=2022-01-01/.test(location.hash);
            });
        });
        const [same, height] = await page.run(() => {
            const frame = document.querySelector("hazard-map").shadowRoot.firstChild;
            return [frame === window.frameBefore, frame.clientHeight];
        });
        assert.deepEqual([same, height], [true, 300]);
    },
);

mapTest("commands go in, answers, refusals and events come out", AWAY, async (page) => {
    await openHost(page, `<hazard-map ${AT}></hazard-map>`);
    await ready(page);
    await page.run(() => {
        window.heard = [];
        for (const name of ["view", "select", "load", "error"])
            document
                .querySelector("hazard-map")
                .addEventListener(name, ({ detail }) => window.heard.push([name, detail]));
    });
    await ask(page, "setView", [{ lng: 47, lat: 39.5, zoom: 11 }]);
    // The one that the map opened with may be told, too.
    const asked = () => window.heard.find(([name, view]) => name === "view" && view.lng > 46.9)?.[1];
    const view = await page.until("the view is told", asked);
    assertView(view, { lng: 47, lat: 39.5, zoom: 11 });

    const answer = await ask(page, "assess", [{ lng: 47.028, lat: 39.399 }, { radius_m: 1000 }]);
    assert.equal(typeof answer.verdict, "string");
    await assert.rejects(ask(page, "fitTo", ["no such layer"]), { code: "unknown_layer" });
    await assert.rejects(ask(page, "setView", [{ lng: "far" }]), { code: "bad_argument" });

    const report = await page.run(() => {
        const text = JSON.stringify({
            type: "FeatureCollection",
            features: [
                {
                    type: "Feature",
                    properties: { id: "P", status: "confirmed" },
                    geometry: {
                        type: "Polygon",
                        coordinates: [
                            [
                                [47, 39],
                                [47.1, 39],
                                [47.1, 39.1],
                                [47, 39],
                            ],
                        ],
                    },
                },
            ],
        });
        return document.querySelector("hazard-map").load(new File([text], "own.geojson"), { role: "contaminated" });
    });
    assert.deepEqual([report.read, report.drawn], [1, 1]);
    assert.ok(await page.run(() => window.heard.some(([name, detail]) => name === "load" && detail.id === "own")));
    assert.match(await ask(page, "link"), new RegExp(`^${map}#map=\\d`));
});

mapTest("a map without storage opens and works", AWAY, async (page) => {
    await page.beforeLoad(() => {
        for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
            Object.defineProperty(window, name, {
                get() {
                    throw new DOMException("blocked", "SecurityError");
                },
            });
        }
    });
    await openHost(page, `<hazard-map ${AT}></hazard-map>`);
    await ready(page);
    assert.ok((await ask(page, "layers")).length > 0);
    await inFrame(page, async () => {
        assert.equal(
            await page.run(() => {
                try {
                    return Boolean(localStorage);
                } catch {
                    return "blocked";
                }
            }),
            "blocked",
        );
        await page.click(".bar-languages button:not([aria-pressed=true])");
        await page.until("it speaks the other language", () => document.documentElement.lang === "az");
    });
});

mapTest(
    "three maps on one page load when they come near, and give their graphics memory back out of sight",
    AWAY,
    async (page) => {
        const far = `<p class="far">${"<br>".repeat(400)}</p>`;
        await openHost(
            page,
            [
                `<hazard-map id="a" ${AT} height="400"></hazard-map>`,
                `<hazard-map id="b" ${EMPTY_MAP} height="400"></hazard-map>`,
                `<hazard-map id="c" ${EMPTY_MAP} height="400"></hazard-map>`,
            ].join(far),
        );
        await ready(page, "#a");
        const isLoaded = () =>
            page.run(
                () =>
                    performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "iframe")
                        .length,
            );
        assert.equal(await isLoaded(), 1, "the others wait");
        const lost = () => document.querySelector("canvas").getContext("webgl2").isContextLost();
        await inFrame(page, async () => assert.equal(await page.run(lost), false), "#a");
        await page.run(() => document.querySelector("#c").scrollIntoView());
        await ready(page, "#c");
        await inFrame(page, () => page.until("the first map gives its context back", lost), "#a");
        await page.run(() => document.querySelector("#a").scrollIntoView());
        await inFrame(
            page,
            () =>
                page.until(
                    "it has it again",
                    () => !document.querySelector("canvas").getContext("webgl2").isContextLost(),
                ),
            "#a",
        );
        await ask(page, "settled", [], "#a");
        await page.run(() => document.querySelector("#b").scrollIntoView());
        await ready(page, "#b");
    },
);

mapTest("an address that is none of the web is refused in words, and can be mended", AWAY, async (page) => {
    await openHost(page, "<p>nothing yet</p>");
    await page.until("the element is defined", () => Boolean(customElements.get("hazard-map")));
    const refused = await page.run(async () => {
        const element = document.createElement("hazard-map");
        const heard = new Promise((done) =>
            element.addEventListener("error", ({ detail }) => done(detail), { once: true }),
        );
        element.setAttribute("map", "javascript:alert(1)");
        document.body.append(element);
        return [
            await heard,
            element.shadowRoot.querySelector("iframe") === null,
            await element.getView().catch(({ code }) => code),
        ];
    });
    assert.equal(refused[0].code, "bad_address");
    assert.deepEqual(refused.slice(1), [true, "bad_address"]);
    await page.run(
        (map) => Object.assign(document.querySelector("hazard-map"), { map, src: "fixtures/maps/empty.json" }),
        map,
    );
    await page.until("the frame is there", () =>
        document.querySelector("hazard-map").shadowRoot.querySelector("iframe"),
    );
    await ready(page);
    const waiting = await page.run(async () => {
        const element = document.querySelector("hazard-map");
        const asked = element.settled().catch(({ code }) => code);
        await Promise.resolve();
        element.remove();
        return asked;
    });
    assert.ok(["removed", null].includes(waiting), String(waiting));
});

mapTest("embed.js stays small", AWAY, async (page) => {
    const text = await page.run(async () => (await fetch("embed.js")).text());
    assert.ok(gzipSync(text, { level: 9 }).length < 6_000, `${gzipSync(text, { level: 9 }).length} bytes`);
    assert.doesNotMatch(text, /\bimport\s*[({"']/, "it needs no other file");
});
