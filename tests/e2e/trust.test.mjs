// Whose map it is: what its publisher did not publish is refused from an address, and marked wherever it is shown.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after } from "node:test";
import { AWAY, ask, inFrame, openHost, ready, sized } from "./embedder.mjs";
import { EMPTY, PHONE, mapTest } from "./harness.mjs";
import { collection, file, zone } from "./made.mjs";
import { openTab } from "./panel.mjs";
import { makeFile, siteAddress } from "./server.mjs";

const HERE = [46.7, 39.5];
const DATA = collection([zone("F-1", HERE, 0.01)]);
const PUBLISHER = { en: "Mine Action Centre", az: "Minalardan Təmizləmə Mərkəzi" };
const VIEW = { lng: HERE[0], lat: HERE[1], zoom: 12 };
const MARK = /^Contains data not published by Mine Action Centre: “.+”\.$/;

/** A server of strangers: data, a map, and ways that lead elsewhere. */
function strangers(leadsTo = null) {
    const server = createServer((request, answer) => {
        const headers = { "Access-Control-Allow-Origin": "*" };
        const path = new URL(request.url, "http://x").pathname;
        if (leadsTo && path.startsWith("/to/"))
            return answer.writeHead(302, { ...headers, Location: leadsTo + path.slice(3) }).end();
        const content = {
            "/zones.geojson": DATA,
            "/map.json": {
                title: "A stranger's map",
                publisher: "Mine Action Centre",
                view: VIEW,
                layers: [{ id: "theirs", role: "contaminated", url: "zones.geojson" }],
            },
        }[path];
        if (!content) return answer.writeHead(404, headers).end();
        answer.writeHead(200, { ...headers, "Content-Type": "application/json" }).end(JSON.stringify(content));
    });
    after(() => {
        server.closeAllConnections();
        server.close();
    });
    return new Promise((resolve) => {
        server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`));
    });
}

const elsewhere = await strangers();
const leading = await strangers(elsewhere);

const published = (more = {}) => ({
    title: "The centre's map",
    publisher: PUBLISHER,
    publisher_url: "https://centre.example/",
    view: VIEW,
    layers: [{ id: "ours", role: "contaminated", url: "ours.geojson", as_of: "2026-11-01" }],
    ...more,
});
makeFile("ours.geojson", collection([zone("O-1", [46.9, 39.5], 0.01)]));
const theirs = makeFile("theirs.geojson", DATA);
const ours = `?map=${makeFile("ours.json", published())}`;
const trusting = makeFile("trusting.json", published({ allowed_origins: [elsewhere] }));
const careful = makeFile("careful.json", published({ allowed_origins: [leading] }));

const mark = (page) => page.run(() => document.querySelector(".foreign-mark")?.innerText ?? null);
const trouble = (page, pattern) =>
    page.until(
        `the page says ${pattern}`,
        (source) => {
            const said = document.querySelector(".map-trouble")?.innerText ?? "";
            return new RegExp(source).test(said) && said;
        },
        pattern.source,
    );

mapTest("the map says whose it is, and where they are found", { query: ours }, async (page) => {
    await page.settled();
    assert.equal(await page.text(".publisher"), "Published by Mine Action Centre");
    await page.click(".credits summary");
    const link = await page.run(() => {
        const { href, rel, target, innerText } = document.querySelector(".credits a");
        return { href, rel, target, innerText };
    });
    assert.deepEqual(link, {
        href: "https://centre.example/",
        rel: "noopener noreferrer",
        target: "_blank",
        innerText: "Published by Mine Action Centre",
    });
    assert.equal(await mark(page), null);
    await page.call("setLanguage", "az");
    await page.until("it is said in the other language", () =>
        /Dərc edən: Minalardan/.test(document.querySelector(".publisher").innerText),
    );
});

mapTest(
    "a file from a foreign origin in the address is refused in words and never asked for",
    { query: `${ours}&data=${encodeURIComponent(`${elsewhere}/zones.geojson`)}&data=data:text/plain,x` },
    async (page) => {
        const said = await trouble(page, /“zones\.geojson” from http.*download it and open the file yourself/);
        assert.ok(said.includes(elsewhere), said);
        await page.settled();
        assert.deepEqual(
            (await page.call("layers")).map(({ id }) => id),
            ["ours"],
        );
        assert.match(await page.text(".status-line"), /2 sources could not be loaded/);
        const { verdict, caveats } = await page.call("assess", { lng: HERE[0], lat: HERE[1] }, { radius_m: 500 });
        assert.equal(verdict, "cannot_answer");
        assert.equal(caveats[0].code, "layer_failed");
        assert.equal(await mark(page), null);
    },
);

mapTest(
    "a map from a foreign origin is refused in words, and the site's own is shown",
    { query: `?map=${encodeURIComponent(`${elsewhere}/map.json`)}`, own: published({ layers: [] }) },
    async (page) => {
        await trouble(page, /map from http.*which this site does not allow/);
        assert.equal(await page.text("h1"), "The centre's map");
        assert.deepEqual(await page.call("layers"), []);
    },
);

mapTest(
    "what the manifest allows is loaded from the address, and marked",
    {
        query: `?map=${trusting}&data=${encodeURIComponent(`${elsewhere}/zones.geojson`)}`,
        allow: [elsewhere, leading],
    },
    async (page) => {
        await page.settled();
        assert.equal((await page.call("layers")).length, 2);
        assert.match(await mark(page), MARK);
    },
);

mapTest(
    "an allowed address that leads to another origin is refused",
    {
        query: `?map=${careful}&data=${encodeURIComponent(`${leading}/to/zones.geojson`)}`,
        allow: [elsewhere, leading],
    },
    async (page) => {
        await page.settled();
        assert.match(await page.text(".status-line"), /1 source could not be loaded/);
        await openTab(page, "data");
        await page.until("the panel says where it leads", () =>
            /its address leads to http:\S+, which this map does not allow/.test(
                document.getElementById("panel-body").innerText,
            ),
        );
    },
);

mapTest(
    "a map that the site allows says all the time that it is not the site's",
    {
        query: `?map=${encodeURIComponent(`${elsewhere}/map.json`)}`,
        own: { allowed_origins: [elsewhere] },
        allow: [elsewhere],
    },
    async (page) => {
        await page.settled();
        assert.equal(await page.text("h1"), "A stranger's map");
        assert.match(await mark(page), /^This map comes from http\S+\. It is not published by the owner of this site\.$/);
        assert.match(await page.text(".publisher"), /^According to http\S+: published by Mine Action Centre$/);
        const answer = await page.call("assess", { lng: HERE[0], lat: HERE[1] }, { radius_m: 500 });
        assert.equal(answer.verdict, "inside_confirmed");
        assert.deepEqual(answer.caveats[0], { code: "not_published", layer: "theirs" });
    },
);

mapTest(
    "what is added is marked on the map, in answers, exports, the print and the link, until it is removed",
    { query: `${ours}&data=${theirs}` },
    async (page) => {
        await page.settled();
        assert.match(await mark(page), MARK);
        await page.run(() => document.querySelectorAll("#panel-body input[type=checkbox]").forEach((box) => box.click()));
        await page.call("setFilter", { status: ["cleared"] });
        assert.match(await mark(page), MARK, "switching layers off takes no mark away");

        const answer = await page.call("assess", { lng: HERE[0], lat: HERE[1] }, { radius_m: 500 });
        assert.equal(answer.verdict, "inside_confirmed", "and no verdict is milder");
        assert.deepEqual(answer.caveats[0], { code: "not_published", layer: "theirs" });
        assert.deepEqual(
            answer.layers.map(({ id, published }) => [id, published]),
            [
                ["ours", true],
                ["theirs", false],
            ],
        );
        const [row] = await page.call("assessMany", [{ id: 1, lng: HERE[0], lat: HERE[1] }], { radius_m: 500 });
        assert.ok(row.caveats.includes("not_published"));

        await openTab(page, "check");
        await page.type("[aria-describedby=check-hint]", "39.5, 46.7\n");
        await page.until("the answer says it first", () =>
            /^Contains data not published by Mine Action Centre: “theirs/.test(
                document.querySelector(".answer-caveats li")?.innerText ?? "",
            ),
        );
        await page.prefer({ print: true });
        assert.equal(
            await page.run(() => document.querySelector(".foreign-mark").checkVisibility()),
            true,
            "on paper",
        );
        await page.prefer({});

        await page.run(() => document.querySelector(".bar-settings [aria-haspopup=dialog]").click());
        await page.find("dialog.share[open]");
        assert.match(await page.text(".share-mark"), /loads data that is not published with this map/);
        await page.run(() => document.querySelector("dialog.share").close());

        await page.call("unload", "theirs");
        await page.until("nothing is marked any more", () => !document.querySelector(".foreign-mark"));
    },
);

/** Keeps what is offered as a file and what is written into pictures. */
const keepFiles = () => {
    window.files = [];
    window.drawn = [];
    const offer = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        window.files.push(blob);
        return offer.call(URL, blob);
    };
    const write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
        window.drawn.push(text);
        return write.call(this, text, ...place);
    };
};

async function offered(page, selector) {
    const before = await page.run(() => window.files.length);
    await page.click(selector);
    await page.until("a file is offered", (before) => window.files.length > before, before);
    return page.run(() => window.files.at(-1).text());
}

mapTest(
    "files of many places, of what was set aside, and the picture carry the mark",
    { query: ours, before: keepFiles },
    async (page) => {
        const broken = { type: "Feature", properties: { id: "N" }, geometry: null };
        await page.load(file("mine.geojson", collection([zone("F-1", HERE, 0.01), broken])), { role: "contaminated" });
        await openTab(page, "data");
        for (const button of await page.driver.findElements({ css: ".report-downloads button, #panel-body .buttons button" })) {
            if (!/CSV|GeoJSON/.test(await button.getText())) continue;
            const before = await page.run(() => window.files.length);
            await button.click();
            await page.until("a file is offered", (before) => window.files.length > before, before);
        }
        const setAside = await page.run(() => Promise.all(window.files.map((blob) => blob.text())));
        assert.equal(setAside.length, 2);
        for (const text of setAside) assert.match(text, /Made of data that the publisher of the map does not stand behind/);

        await openTab(page, "check");
        await page.click(".many-mode button:last-child");
        await page.drop([file("places.csv", "id,name,lat,lng\n1,Here,39.5,46.7\n")]);
        await page.until("it is answered", () => document.getElementById("many-csv"));
        const csv = await offered(page, "#many-csv");
        const geojson = await offered(page, "#many-geojson");
        const marked = /not published by Mine Action Centre: “mine\.geojson”/;
        for (const line of csv.split("\r\n").slice(1).filter(Boolean)) assert.match(line, marked);
        assert.match(JSON.parse(geojson).warning, marked);

        await page.run(() => document.querySelector(".bar-settings [aria-haspopup=dialog]").click());
        await page.find("dialog.share[open]");
        await page.run(() => {
            window.drawn.length = 0;
            [...document.querySelectorAll(".share button")].find(({ innerText }) => /picture/.test(innerText)).click();
        });
        const drawn = await page.until("the picture is drawn", () => {
            const text = window.drawn.join(" ");
            return /Picture of/.test(text) && text;
        });
        assert.match(drawn, /Published by Mine Action Centre/);
        assert.match(drawn, /Contains data not published by Mine Action Centre: “mine/);
    },
);

for (const [width, height] of [
    [240, 240],
    [240, 480],
    [320, 568],
]) {
    mapTest(`the mark and the publisher are seen in ${width} × ${height}, whatever the page around does`, AWAY, async (page) => {
        const map = await siteAddress([]);
        await openHost(
            page,
            `<hazard-map src="${ours.slice(5)}" panel="none" timeline="0" layers="none" theme="dark"></hazard-map>`,
        );
        await sized(page, width, height);
        await ready(page);
        assert.equal(await ask(page, "link").then((link) => link.startsWith(map)), true);
        await ask(page, "load", [new URL(theirs, map).href]);
        await ask(page, "setTheme", ["light"]);
        await inFrame(page, async () => {
            const hidden = await page.run(() =>
                [".foreign-mark", ".publisher", ".as-of", ".warning p", ".credits summary"].filter((selector) => {
                    const element = document.querySelector(selector);
                    if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
                    const { left, top, right, bottom } = element.getBoundingClientRect();
                    const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
                    const covered = !element.contains(middle) && !middle?.contains(element);
                    return covered || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight || bottom - top < 8;
                }),
            );
            assert.deepEqual(hidden, []);
            assert.match(await mark(page), MARK);
            const map = await page.run(() => document.getElementById("map-host").getBoundingClientRect().height);
            assert.ok(map >= 48, `the map has ${map} pixels`);
        });
    });
}

mapTest(
    "where nobody is named as publisher, the mark has words without a name",
    { query: EMPTY, size: PHONE },
    async (page) => {
        await page.load({ ...file("x.geojson", DATA), name: `\u202E${"x".repeat(3_000)}.geojson` }, { role: "contaminated" });
        const said = await mark(page);
        assert.match(said, /^Contains data not published by the publisher of this map: “x+…”\.$/);
        assert.equal(await page.run(() => document.querySelector(".publisher")), null);
    },
);
