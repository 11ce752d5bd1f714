// A partner's and a publisher's colours: worn where they can be read, refused in words where not. No theme takes the
// warning, the sources or the age of the data away.

import assert from "node:assert/strict";
import { AWAY, inFrame, openHost, ready, sized } from "./embedder.mjs";
import { mapTest } from "./harness.mjs";
import { collection, zone } from "./made.mjs";
import { makeFile } from "./server.mjs";

const HERE = [46.7, 39.5];
makeFile("here.geojson", collection([zone("A", HERE, 0.01)]));

const manifest = (name, more) =>
    `?map=${makeFile(`${name}.json`, {
        title: "Themed",
        view: { lng: HERE[0], lat: HERE[1], zoom: 12 },
        layers: [{ id: "here", role: "contaminated", url: "here.geojson", as_of: "2026-11-01", source: "The centre" }],
        ...more,
    })}`;

/** Values of custom properties as the page has them. */
const tokens = (page, ...names) =>
    page.run((names) => {
        const style = getComputedStyle(document.documentElement);
        return names.map((name) => style.getPropertyValue(name).trim().toLowerCase());
    }, names);

const worn = (page, name, value) =>
    page.until(
        `${name} is ${value}`,
        (name, value) => getComputedStyle(document.documentElement).getPropertyValue(name).trim().toLowerCase() === value,
        name,
        value,
    );

const warned = async (page, pattern) =>
    (await page.console()).some(({ level, text }) => level === "WARNING" && pattern.test(text));

mapTest(
    "a publisher's theme is worn in light and dark",
    {
        query: manifest("worn", {
            theme: {
                light: { accent: "#00695c", surface: "#ffffff", text: "rgb(16, 32, 39)" },
                dark: { accent: "#80cbc4" },
                radius_px: 8,
                font: "serif",
            },
        }),
    },
    async (page) => {
        await worn(page, "--accent", "#00695c");
        assert.deepEqual(await tokens(page, "--paper", "--ink", "--radius", "--accent-ink"), [
            "#ffffff",
            "#102027",
            "8px",
            "#ffffff",
        ]);
        assert.match((await tokens(page, "--font"))[0], /georgia/);
        await page.call("setTheme", "dark");
        await worn(page, "--accent", "#80cbc4");
        assert.deepEqual(await tokens(page, "--paper", "--accent-ink"), ["#1f2329", "#000000"]);
    },
);

mapTest(
    "colours that cannot be read are refused in words, and the built-in ones stay",
    {
        query: `${manifest("unreadable", {
            palette: { light: { confirmed: "#f2efe9", cleared: "#c5321e", suspected: "#d87a00" } },
            theme: { light: { text: "#fdf0d8", surface: "#1b1d20" } },
        })}&accent=%23fbfaf7&font=url(x)`,
    },
    async (page) => {
        await worn(page, "--status-suspected", "#d87a00");
        assert.deepEqual(await tokens(page, "--ink", "--paper", "--accent", "--status-confirmed", "--status-cleared"), [
            "#1b1d20",
            "#fbfaf7",
            "#1d4f91",
            "#c5321e",
            "#2f8fbe",
        ]);
        for (const said of [
            /palette\.light\.confirmed: #F2EFE9 is not used. Its contrast with ground is 1\.\d+:1/,
            /palette\.light\.cleared: #C5321E is not used. Some eyes cannot tell it from/,
            /theme\.light\.text: #FDF0D8 is not used/,
            /theme\.light\.surface: #1B1D20 is not used/,
            /theme\.light\.accent: #FBFAF7 is not used/,
            /font=url\(x\) is not used/,
        ])
            assert.ok(await warned(page, said), `${said}`);
        assert.match(await page.text(".toast"), /is not used/);
    },
);

mapTest("attributes of the element choose colours, and a change is worn", AWAY, async (page) => {
    await openHost(
        page,
        `<hazard-map src="${manifest("plain", {}).slice(5)}" accent="#00695c" accent-dark="#80cbc4" radius="6" theme="light"></hazard-map>`,
    );
    await ready(page);
    await inFrame(page, () => worn(page, "--accent", "#00695c"));
    await page.run(() => document.querySelector("hazard-map").setAttribute("accent", "#8e24aa"));
    await ready(page);
    await inFrame(page, async () => {
        await worn(page, "--accent", "#8e24aa");
        assert.deepEqual(await tokens(page, "--radius"), ["6px"]);
    });
});

for (const [width, height] of [
    [240, 240],
    [390, 844],
]) {
    mapTest(`no theme hides what warns in ${width} × ${height}`, AWAY, async (page) => {
        const colours = "fdf0d8,fbfaf7,ffffff,000000,9b1c0c".split(",");
        for (const colour of colours) {
            const hostile = ["accent", "surface", "text", "accent-dark", "surface-dark", "text-dark"]
                .map((name) => `${name}="#${colour}"`)
                .join(" ");
            await openHost(
                page,
                `<hazard-map src="${manifest("hostile", {}).slice(5)}" panel="none" timeline="0" radius="16" font="humanist" ${hostile}></hazard-map>`,
            );
            await sized(page, width, height);
            await ready(page);
            await inFrame(page, async () => {
                // Once the look can change, it has been judged.
                await page.run(() => window.dispatchEvent(new Event("pointerdown")));
                await page.until("it was judged", () =>
                    performance.getEntriesByType("resource").some(({ name }) => /later/.test(name)),
                );
                await page.settled();
                const unreadable = await page.run(() => {
                    const light = (text) => {
                        const [r, g, b] = text.match(/[\d.]+/g).map((channel) => {
                            const value = Number(channel) / 255;
                            return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
                        });
                        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                    };
                    const groundOf = (element) => {
                        for (let at = element; at; at = at.parentElement) {
                            const { backgroundColor } = getComputedStyle(at);
                            if (/^rgb\(/.test(backgroundColor)) return backgroundColor;
                        }
                        return "rgb(255, 255, 255)";
                    };
                    return [".warning p", ".warning-button", ".as-of", ".bar-title h1", ".credits summary"].filter((selector) => {
                        const element = document.querySelector(selector);
                        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
                        const [one, other] = [getComputedStyle(element).color, groundOf(element)].map(light);
                        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5;
                    });
                });
                assert.deepEqual(unreadable, [], colour);
            });
        }
    });
}
