// Handing the view on: the link, the code for a page, the picture.

import assert from "node:assert/strict";
import { ask, openHost, ready } from "./embedder.mjs";
import { PHONE, assertClose, mapTest } from "./harness.mjs";
import { Key } from "./page.mjs";

const VIEW = "#map=10.5/39.7/46.9&status=confirmed,suspected";

async function openShare(page) {
    await page.settled();
    await page.run(() => document.querySelector(".bar-settings [aria-haspopup=dialog]").click());
    await page.find("dialog.share[open]");
}

const code = (page) => page.run(() => document.getElementById("share-code").value);

mapTest("the link is the address, and the code follows the choices", { hash: VIEW }, async (page) => {
    await openShare(page);
    const [link, address] = await page.run(() => [document.getElementById("share-link").value, location.href]);
    assert.equal(link, address);
    const element = await code(page);
    assert.match(
        element,
        /^<script type="module" src="http[^"]+\/embed\.js"><\/script>\n<hazard-map lang="en" height="560" fragment="map=10\.5\/39\.7\/46\.9&amp;status=confirmed,suspected">/,
    );
    const boxes = await page.driver.findElements({ css: ".share-choice input" });
    const [asElement, panel, timeline, height] = boxes;
    await panel.click();
    await timeline.click();
    await height.sendKeys(Key.chord(Key.CONTROL, "a"), "100", Key.TAB);
    const smaller = await code(page);
    assert.match(smaller, / panel="none" timeline="0" height="240" /);
    await asElement.click();
    assert.match(await code(page), /^<iframe src="http[^"]+\?embed=1&amp;lang=en&amp;panel=none&amp;timeline=0#map=/);
});

mapTest("link and code are copied, or the dialog says that they are not", {}, async (page) => {
    await openShare(page);
    for (const part of [0, 1]) {
        await page.run((part) => {
            const buttons = [...document.querySelectorAll(".share .share-part .button")];
            buttons.filter(({ innerText }) => innerText.startsWith("Copy"))[part].click();
        }, part);
        await page.until(
            "it says what happened",
            (part) =>
                /Copied|did not allow copying/.test(document.querySelectorAll(".share [role=status]")[part].innerText),
            part,
        );
    }
});

mapTest("the code opens the same view in another site", { hash: VIEW }, async (page) => {
    await openShare(page);
    const [, body] = (await code(page)).split("</script>");
    await openHost(page, body);
    await ready(page);
    const view = await ask(page, "getView");
    for (const [key, value] of Object.entries({ lng: 46.9, lat: 39.7, zoom: 10.5 }))
        assertClose(view[key], value, 1e-3, key);
    assert.deepEqual((await ask(page, "getFilter")).status, ["confirmed", "suspected"]);
});

for (const [name, options] of [
    ["a wide screen", {}],
    ["a phone in the dark", { size: PHONE, dark: true }],
]) {
    mapTest(
        `the picture of ${name} has title, age, warning, legend, scale, sources and what is left out`,
        {
            ...options,
            hash: "#map=9.5/39.7/46.9&status=confirmed,suspected,declared",
            before: () => {
                const make = URL.createObjectURL;
                URL.createObjectURL = (blob) => make.call(URL, (window.made = blob));
                const write = CanvasRenderingContext2D.prototype.fillText;
                window.written = [];
                CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
                    if (!this.canvas.isConnected) window.written.push(text);
                    return write.call(this, text, ...at);
                };
            },
        },
        async (page) => {
            await openShare(page);
            const map = await page.mapBox();
            await page.run(() => {
                window.written.length = 0;
                [...document.querySelectorAll(".share button")].find(({ innerText }) => /picture/.test(innerText)).click();
            });
            await page.until("the picture is made", () => window.made);
            assert.equal(await page.run(() => document.querySelector("dialog.share").open), false);
            const picture = await page.run(async () => {
                const bitmap = await createImageBitmap(window.made);
                const canvas = document.createElement("canvas");
                canvas.width = bitmap.width;
                canvas.height = bitmap.height;
                const context = canvas.getContext("2d");
                context.drawImage(bitmap, 0, 0);
                const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
                const colours = new Set(new Uint32Array(data.buffer));
                return { type: window.made.type, width: bitmap.width, height: bitmap.height, colours: colours.size };
            });
            const { scale = 1 } = options.size ?? {};
            assert.equal(picture.type, "image/png");
            assert.equal(picture.width, Math.ceil(map.width * scale));
            assert.ok(picture.height > (map.height + 150) * scale, `${picture.height}`);
            assert.ok(picture.colours > 100, `${picture.colours} colours: the map is in it`);
            const said = (await page.run(() => window.written)).join(" ");
            for (const part of [
                "Karabakh and East Zangezur: demonstration",
                "2025",
                "No recorded hazard is not evidence of safety.",
                "Confirmed hazardous",
                "Suspected hazardous",
                "Accidents: killed",
                "km",
                "Invented for the demonstration",
                "Boundaries and names do not imply endorsement.",
                "Demonstration: invented zones",
                "Hidden: ",
                "Picture of",
            ])
                assert.ok(said.includes(part), `${part} in ${said}`);
        },
    );
}

mapTest(
    "the link is a QR code that can be kept as a file",
    {
        hash: VIEW,
        before: () => {
            window.kept = [];
            const offer = URL.createObjectURL;
            URL.createObjectURL = (blob) => {
                window.kept.push(blob);
                return offer.call(URL, blob);
            };
        },
    },
    async (page) => {
        await openShare(page);
        const drawn = await page.run(() => {
            const svg = document.querySelector(".qr");
            const { width, height } = svg.getBoundingClientRect();
            return {
                role: svg.getAttribute("role"),
                label: svg.getAttribute("aria-label"),
                box: svg.getAttribute("viewBox"),
                path: svg.querySelector("path").getAttribute("d"),
                width,
                height,
            };
        });
        assert.deepEqual([drawn.role, drawn.label], ["img", "QR code that opens this view"]);
        assert.ok(drawn.width >= 120 && drawn.width === drawn.height, `${drawn.width} × ${drawn.height}`);
        const side = Number(drawn.box.split(" ")[2]);
        // Four light squares around a version, which has 17 and four for each.
        assert.equal((side - 8 - 17) % 4, 0);
        for (const name of ["SVG", "PNG"]) {
            const before = await page.run(() => window.kept.length);
            await page.run((name) => {
                [...document.querySelectorAll(".share-qr button")].find(({ innerText }) => innerText.endsWith(name)).click();
            }, name);
            await page.until("a file is offered", (before) => window.kept.length > before, before);
        }
        const files = await page.run(async () => {
            const [svg, png] = window.kept;
            const { width, height } = await createImageBitmap(png);
            return { svg: await svg.text(), type: png.type, width, height };
        });
        assert.ok(files.svg.includes(drawn.path) && files.svg.includes(`viewBox="${drawn.box}"`));
        assert.deepEqual([files.type, files.width, files.height], ["image/png", 12 * side, 12 * side]);
    },
);

mapTest(
    "a link that is too long for a QR code says so in words",
    { query: `?note=${"x".repeat(1_000)}`, hash: VIEW },
    async (page) => {
        await openShare(page);
        assert.match(await page.text("dialog.share"), /too long for a QR code/);
        assert.equal(await page.run(() => document.querySelector(".qr")), null);
    },
);
