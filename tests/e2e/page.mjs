// One open map: what a person or an embedding page can do with it, and what they can see of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { By, Key, Origin, logging } from "selenium-webdriver";

import { placeOf, spotOf } from "./mercator.mjs";

export { Key };

/** How often a condition is looked at. */
const POLL_MS = 40;

export class Page {
    #allowed;
    #patience;
    #expected = [];
    #console = [];
    #requests = [];

    constructor(driver, address, { allow, patience }) {
        this.driver = driver;
        /** The map's address without query and fragment. */
        this.address = address;
        this.#allowed = [new URL(address).origin, ...allow];
        this.#patience = patience;
    }

    // ---- opening

    /** Opens the map anew at a query and a fragment, and waits until it takes commands. */
    async go({ query = "", hash = "", ready = true } = {}) {
        // A change of the fragment alone would not load the page again.
        await this.driver.get("about:blank");
        await this.driver.get(this.address + query + hash);
        if (ready) await this.ready();
    }

    async reload() {
        await this.driver.navigate().refresh();
        await this.ready();
    }

    async ready() {
        await this.until("window.hazardMap exists", () => Boolean(window.hazardMap));
        await this.run(() => window.hazardMap.ready);
    }

    /** Runs a function in every page opened from now on, before the page's own scripts. */
    beforeLoad(inside) {
        return this.#devtools("Page.addScriptToEvaluateOnNewDocument", { source: `(${inside})()` });
    }

    // ---- talking to the map

    /** Runs a function inside the page with JSON arguments; a promise is awaited. */
    run(inside, ...values) {
        return this.driver.executeScript(`return (${inside})(...arguments)`, ...values);
    }

    /** Calls a method of window.hazardMap; a refusal becomes an Error with the refusal's `code`. */
    async call(method, ...values) {
        const answer = await this.run(
            async (method, values) => {
                try {
                    return { value: await window.hazardMap[method](...values) };
                } catch (refusal) {
                    return { refusal: { code: refusal?.code ?? null, message: String(refusal?.message ?? refusal) } };
                }
            },
            method,
            values,
        );
        if (answer.refusal) throw Object.assign(new Error(answer.refusal.message), answer.refusal);
        return answer.value;
    }

    /** Loads a file through window.hazardMap.load: its load report, or an Error with the refusal's `code`. */
    async load(file, options = {}) {
        const answer = await this.run(
            async ({ name, type, base64 }, options) => {
                const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
                try {
                    return { value: await window.hazardMap.load(new File([bytes], name, { type }), options) };
                } catch (refusal) {
                    return { refusal: { code: refusal?.code ?? null, message: String(refusal?.message ?? refusal) } };
                }
            },
            await parcel(file),
            options,
        );
        if (answer.refusal) throw Object.assign(new Error(answer.refusal.message), answer.refusal);
        return answer.value;
    }

    /** Waits until all that was asked is loaded and painted. */
    settled() {
        return this.call("settled");
    }

    /** Waits until a function inside the page returns something true, and returns that. */
    async until(what, inside, ...values) {
        let last;
        const wait = this.driver.wait(async () => (last = await this.run(inside, ...values)), this.#patience, undefined, POLL_MS);
        await wait.catch((error) => {
            throw new Error(`waited in vain until ${what}; the last answer was ${JSON.stringify(last)} (${error.message})`);
        });
        return last;
    }

    // ---- what a person does

    /** The one visible element that matches, once what it stands in is at rest; fails where none appears. */
    async find(selector) {
        await this.until(`${selector} is visible and stands still`, (selector) => {
            const moving = document
                .getAnimations()
                .filter((animation) => animation instanceof CSSTransition && animation.playState === "running")
                .map(({ effect }) => effect.target);
            return [...document.querySelectorAll(selector)].some(
                (element) => element.checkVisibility() && !moving.some((around) => around.contains(element)),
            );
        }, selector);
        for (const element of await this.driver.findElements(By.css(selector))) {
            if (await element.isDisplayed()) return element;
        }
        throw new Error(`${selector} vanished`);
    }

    async click(selector) {
        await (await this.find(selector)).click();
    }

    async type(selector, text) {
        await (await this.find(selector)).sendKeys(text);
    }

    /** Chooses an option of a select by its value. */
    async select(selector, value) {
        const select = await this.find(selector);
        await select.findElement(By.css(`option[value='${value}']`)).click();
    }

    /** Presses keys one after the other, wherever the focus is: page.press(Key.TAB, Key.ENTER). */
    press(...keys) {
        return this.driver.actions().sendKeys(...keys).perform();
    }

    /** Clicks a spot, in CSS pixels from the viewport's top left corner. */
    clickAt(x, y) {
        return this.driver.actions().move({ x, y, origin: Origin.VIEWPORT }).click().perform();
    }

    hoverAt(x, y) {
        return this.driver.actions().move({ x, y, origin: Origin.VIEWPORT }).perform();
    }

    /** Drags from one spot to another, with any modifier key held. */
    async drag(from, to, { key = null, steps = 8 } = {}) {
        let actions = this.driver.actions();
        if (key) actions = actions.keyDown(key);
        actions = actions.move({ ...from, duration: 0, origin: Origin.VIEWPORT }).press();
        for (let step = 1; step <= steps; step += 1) {
            const along = (a, b) => Math.round(a + ((b - a) * step) / steps);
            actions = actions.move({ x: along(from.x, to.x), y: along(from.y, to.y), duration: 16, origin: Origin.VIEWPORT });
        }
        actions = actions.release();
        if (key) actions = actions.keyUp(key);
        await actions.perform();
    }

    wheel(x, y, deltaY) {
        return this.driver.actions().scroll(x, y, 0, deltaY, Origin.VIEWPORT).perform();
    }

    /**
     * Drops files onto the page, as from the desktop.
     * @param {Array<string | {name: string, type?: string, text?: string, bytes?: Buffer}>} files paths or contents
     */
    async drop(files, selector = "#app") {
        const parcels = await Promise.all(files.map(parcel));
        await this.run(
            (parcels, selector) => {
                const transfer = new DataTransfer();
                for (const { name, type, base64 } of parcels) {
                    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
                    transfer.items.add(new File([bytes], name, { type }));
                }
                const target = document.querySelector(selector);
                const { left, top, width, height } = target.getBoundingClientRect();
                const place = { clientX: left + width / 2, clientY: top + height / 2 };
                for (const kind of ["dragenter", "dragover", "drop"]) {
                    const init = { bubbles: true, cancelable: true, composed: true, dataTransfer: transfer, ...place };
                    target.dispatchEvent(new DragEvent(kind, init));
                }
            },
            parcels,
            selector,
        );
    }

    /** Chooses files in a file input, which may be hidden behind a button. */
    async choose(selector, ...paths) {
        await (await this.driver.findElement(By.css(selector))).sendKeys(paths.join("\n"));
    }

    /** Puts fingers onto the screen, moves them together along their paths and lifts them, in equal steps. */
    async touch(paths, { steps = 6 } = {}) {
        const points = (step) =>
            paths.map(({ from, to }, id) => ({
                id,
                x: Math.round(from.x + ((to.x - from.x) * step) / Math.max(steps, 1)),
                y: Math.round(from.y + ((to.y - from.y) * step) / Math.max(steps, 1)),
            }));
        await this.#devtools("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: points(0) });
        for (let step = 1; step <= steps; step += 1) {
            await this.#devtools("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: points(step) });
        }
        await this.#devtools("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    }

    tap(at) {
        return this.touch([{ from: at, to: at }], { steps: 0 });
    }

    // ---- where things are

    /** The map on the page: {x, y, width, height} in CSS pixels. */
    mapBox() {
        return this.box("#map-host");
    }

    box(selector) {
        return this.run((selector) => document.querySelector(selector).getBoundingClientRect().toJSON(), selector);
    }

    /** Where a place is now, in CSS pixels from the viewport's top left corner. */
    async spot(lngLat) {
        return spotOf(lngLat, await this.call("getView"), await this.mapBox());
    }

    /** Which place is at a spot now: [lng, lat]. */
    async place(spot) {
        return placeOf(spot, await this.call("getView"), await this.mapBox());
    }

    /** Moves to a view and waits until it is painted. */
    async look(view) {
        await this.call("setView", view);
        await this.settled();
    }

    // ---- the browser around it

    resize({ width, height, scale = 1, touch = false }) {
        return Promise.all([
            this.#devtools("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: scale, mobile: touch }),
            this.#devtools("Emulation.setTouchEmulationEnabled", { enabled: touch }),
        ]);
    }

    prefer({ dark = false, reduced = false, print = false }) {
        return this.#devtools("Emulation.setEmulatedMedia", {
            media: print ? "print" : "",
            features: [
                { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
                { name: "prefers-reduced-motion", value: reduced ? "reduce" : "no-preference" },
            ],
        });
    }

    /** Makes the page's processor so many times slower. */
    slowDown(times) {
        return this.#devtools("Emulation.setCPUThrottlingRate", { rate: times });
    }

    #devtools(command, parameters) {
        return this.driver.sendDevToolsCommand(command, parameters);
    }

    /** Takes the graphics context away as a driver crash does; returns whether there was one. */
    loseContext() {
        return this.run(() => {
            for (const canvas of document.querySelectorAll("canvas")) {
                const loser = canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context");
                if (!loser) continue;
                window.restoreLostContext = () => loser.restoreContext();
                loser.loseContext();
                return true;
            }
            return false;
        });
    }

    restoreContext() {
        return this.run(() => window.restoreLostContext());
    }

    // ---- what can be seen

    /** The visible text of the first match, or of the whole page. */
    text(selector = "body") {
        return this.run((selector) => document.querySelector(selector)?.innerText ?? null, selector);
    }

    /** The visible texts of all matches. */
    texts(selector) {
        return this.run((selector) => [...document.querySelectorAll(selector)].map((element) => element.innerText), selector);
    }

    /** What has the keyboard: its id, else its label, else its text. */
    focused() {
        return this.run(() => {
            const { id, innerText, ariaLabel } = document.activeElement;
            return id || ariaLabel || innerText;
        });
    }

    /** The page as PNG bytes. */
    async picture() {
        return Buffer.from(await this.driver.takeScreenshot(), "base64");
    }

    /** Every line of the console so far: {level, text}. */
    async console() {
        for (const entry of await this.driver.manage().logs().get(logging.Type.BROWSER)) {
            this.#console.push({ level: entry.level.name, text: entry.message });
        }
        return this.#console;
    }

    /** The addresses of every request so far. */
    async requests() {
        for (const entry of await this.driver.manage().logs().get(logging.Type.PERFORMANCE)) {
            const { method, params } = JSON.parse(entry.message).message;
            if (method === "Network.requestWillBeSent") this.#requests.push(params.request.url);
        }
        return this.#requests;
    }

    /** Announces other sites that belong to the test. */
    welcome(...origins) {
        this.#allowed.push(...origins);
    }

    /** Announces console errors that belong to the test. */
    expectErrors(...patterns) {
        this.#expected.push(...patterns);
    }

    /** No uncaught error, no console error, no policy violation, no request to a foreign origin. */
    async assertUndisturbed() {
        const errors = (await this.console())
            .filter(({ level, text }) => level === "SEVERE" || /Content.Security.Policy/i.test(text))
            .map(({ text }) => text)
            .filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
        assert.deepEqual(errors, [], "the console shows errors");
        const foreign = (await this.requests())
            .filter((address) => /^(https?|wss?):/.test(address))
            .filter((address) => !this.#allowed.includes(new URL(address).origin));
        assert.deepEqual(foreign, [], "the page asked a foreign origin");
    }
}

async function parcel(file) {
    const { name, type = "", text, bytes } =
        typeof file === "string" ? { name: basename(file), bytes: await readFile(file) } : file;
    return { name, type, base64: Buffer.from(bytes ?? text, "utf8").toString("base64") };
}
