// What every end-to-end test needs: a server, a browser, and a page to talk to.
//
// A test is written as
//
//     mapTest("a sentence that must be true", { size: PHONE, query: "?lang=az" }, async (page) => { … });
//
// It gets a fresh tab with nothing stored; the tests of a file share a browser, because starting one takes longer than
// most tests. It fails on any uncaught error, console error or policy violation that it did not announce with
// page.expectErrors(…), and on any request to a foreign origin. A failed test leaves a picture and the console's lines
// in target/e2e/, and its browser is not used again. Nothing sleeps: page.until(…) waits for a condition.
//
// `cargo xtask test e2e` runs the tests. To run one file by hand after `cargo xtask build --quick`:
// `node --test tests/e2e/open.test.mjs`.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Builder, logging } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import { Page } from "./page.mjs";
import { siteAddress } from "./server.mjs";

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844, scale: 3, touch: true };

/** A narrow phone, as old ones are. */
export const SMALL_PHONE = { width: 320, height: 568, scale: 2, touch: true };
/** The address of a map without layers, for tests that bring their own. */
export const EMPTY = "?map=fixtures/maps/empty.json";

const PICTURES = fileURLToPath(new URL("../../target/e2e/", import.meta.url));
/** Long enough for software rendering on two busy cores. */
const PATIENCE_MS = 60_000;

/**
 * Declares one test on a freshly opened map.
 *
 * @param {string} name a sentence
 * @param {object} options
 *   size     viewport in CSS pixels: {width, height, scale?, touch?}; DESKTOP by default
 *   query    "?…" of the address
 *   hash     "#…" of the address
 *   dark     prefers a dark page
 *   reduced  prefers reduced motion
 *   slow     how many times slower the page's processor is
 *   webgl    false: a browser without WebGL
 *   fresh    true: a browser that has not drawn anything yet
 *   allow    foreign origins that the policy allows, such as a tile server's
 *   mounts   folders that are served below the map's address: {path: folder}
 *   own      the site's own manifest instead of the demonstration's
 *   ready    false: does not wait until the map takes commands
 *   before   a function that runs in the page before its own scripts
 * @param {(page: Page, t: import("node:test").TestContext) => Promise<void>} body
 */
export function mapTest(name, options, body) {
    test(name, { timeout: 4 * PATIENCE_MS }, async (t) => {
        const page = await openMap(options);
        let passed = false;
        try {
            await body(page, t);
            await page.assertUndisturbed();
            passed = true;
        } catch (error) {
            await keepEvidence(page, name);
            throw error;
        } finally {
            if (!passed) await dismiss(options);
        }
    });
}

/** Opens the map in a fresh tab, which lives until the next one is opened. Tests use `mapTest`. */
export async function openMap(options = {}) {
    const address = await siteAddress(options.allow ?? [], options);
    if (options.fresh) await dismiss(options);
    const driver = await browser(options);
    await freshTab(driver, new URL(address).origin);
    const page = new Page(driver, address, { allow: options.allow ?? [], patience: PATIENCE_MS });
    try {
        await page.resize(options.size ?? DESKTOP);
        await page.prefer({ dark: options.dark ?? false, reduced: options.reduced ?? false });
        await page.slowDown(options.slow ?? 1);
        if (options.before) await page.beforeLoad(options.before);
        await page.go(options);
    } catch (error) {
        await keepEvidence(page, "open");
        await dismiss(options);
        throw error;
    }
    return page;
}

/** The browsers of this file, by whether they have WebGL. */
const browsers = new Map();

function browser({ webgl = true }) {
    if (!browsers.has(webgl)) browsers.set(webgl, startBrowser(webgl));
    return browsers.get(webgl);
}

/** A browser that something went wrong in is not used again. */
async function dismiss({ webgl = true }) {
    const running = browsers.get(webgl);
    browsers.delete(webgl);
    await (await running)?.quit();
}

after(async () => {
    for (const running of browsers.values()) await (await running).quit();
});

/** Leaves the browser with one new tab; nothing of the tests before it is stored, set or still to be told. */
async function freshTab(driver, origin) {
    const before = await driver.getAllWindowHandles();
    await driver.switchTo().newWindow("tab");
    const fresh = await driver.getWindowHandle();
    for (const handle of before) {
        await driver.switchTo().window(handle);
        await driver.close();
    }
    await driver.switchTo().window(fresh);
    await driver.sendDevToolsCommand("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
    await driver.manage().logs().get(logging.Type.BROWSER);
    await driver.manage().logs().get(logging.Type.PERFORMANCE);
}

async function startBrowser(webgl) {
    const options = new chrome.Options();
    options.setChromeBinaryPath(process.env.HAZARD_MAP_BROWSER ?? "/usr/bin/chromium");
    options.addArguments(
        "--headless=new", "--no-sandbox", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-dev-shm-usage", "--disable-quic", "--disable-sync",
        // Drawn by Mesa on the processor: several times faster than the browser's own software renderer.
        ...(webgl ? ["--ignore-gpu-blocklist", "--use-angle=gl-egl"] : ["--disable-gpu", "--disable-3d-apis"]),
    );
    const wanted = new logging.Preferences();
    wanted.setLevel(logging.Type.BROWSER, logging.Level.ALL);
    wanted.setLevel(logging.Type.PERFORMANCE, logging.Level.ALL);
    options.setLoggingPrefs(wanted);
    const service = new chrome.ServiceBuilder(process.env.HAZARD_MAP_DRIVER ?? "/usr/bin/chromedriver");
    const driver = await new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
    await driver.manage().setTimeouts({ script: PATIENCE_MS, pageLoad: PATIENCE_MS });
    return driver;
}

async function keepEvidence(page, name) {
    const stem = PICTURES + name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
    await mkdir(PICTURES, { recursive: true });
    try {
        await writeFile(`${stem}.png`, await page.picture());
        await writeFile(`${stem}.log`, (await page.console()).map((entry) => `${entry.level} ${entry.text}\n`).join(""));
    } catch (error) {
        // The browser itself may be what broke; the test's own error matters more.
        console.error(`no evidence of "${name}" could be kept: ${error.message}`);
    }
}

/** Asserts that two numbers differ by at most `tolerance`. */
export function assertClose(actual, expected, tolerance, what = "value") {
    assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual} is not within ${tolerance} of ${expected}`);
}
