// Somebody else's site: pages of another origin, under a policy as strict as the map's, with maps in frames.

import { createServer } from "node:http";
import { after } from "node:test";
import { until } from "selenium-webdriver";

import { assertClose } from "./harness.mjs";
import { siteAddress } from "./server.mjs";

/** Where the maps of these tests look, and the attributes that say so. */
export const PLACE = { lng: 46.75, lat: 39.6, zoom: 9 };
export const AT = `lng="${PLACE.lng}" lat="${PLACE.lat}" zoom="${PLACE.zoom}"`;
/** A map without layers. */
export const EMPTY_MAP = `src="fixtures/maps/empty.json"`;
/** The harness opens the map itself first; tests of other sites leave it at once. */
export const AWAY = { query: "?map=fixtures/maps/empty.json" };

export function assertView(view, expected) {
    for (const key of ["lng", "lat", "zoom"]) assertClose(view[key], expected[key], 1e-3, key);
}

const servers = [];
after(() => servers.forEach((server) => server.close()));

/**
 * Serves pages on a port of their own; gives the origin.
 * @param {Record<string, string>} files content by path; what ends in .js is a script, all else a page
 * @param {object} options policy: the Content-Security-Policy of every answer
 */
export function otherSite(files, { policy } = {}) {
    const server = createServer((request, answer) => {
        const path = new URL(request.url, "http://x").pathname;
        const content = files[path];
        if (content === undefined) return answer.writeHead(404).end();
        const type = path.endsWith(".js") ? "text/javascript" : "text/html";
        const headers = {
            "Content-Type": `${type}; charset=utf-8`,
            ...(policy && { "Content-Security-Policy": policy }),
        };
        answer.writeHead(200, headers).end(content);
    });
    servers.push(server);
    return new Promise((resolve) => {
        server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`));
    });
}

/** What a page needs to hold maps of this address, and no more. */
function strictPolicy(map, frames) {
    const { origin } = new URL(map);
    return `default-src 'none'; script-src 'self' ${origin}; frame-src ${[origin, ...frames].join(" ")}; style-src 'self'`;
}

/** A page that loads embed.js, with `body` as its content. */
function hostPage(map, body) {
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A partner</title>
        <script type="module" src="${map}embed.js"></script>
        <body><h1>A partner's page</h1>${body}</body></html>`;
}

/**
 * Opens a page of another site that holds `body`.
 * @param {object} options frames: origins besides the map's whose pages it may hold
 */
export async function openHost(page, body, { frames = [] } = {}) {
    const map = await siteAddress([]);
    const origin = await otherSite({ "/": hostPage(map, body) }, { policy: strictPolicy(map, frames) });
    page.welcome(origin, ...frames);
    await page.driver.get(`${origin}/`);
}

/** Calls a method of the first <hazard-map>, or of the one that `selector` finds; a refusal becomes an Error. */
export async function ask(page, method, given = [], selector = "hazard-map") {
    const answer = await page.run(
        async (selector, method, given) => {
            try {
                return { value: await document.querySelector(selector)[method](...given) };
            } catch (why) {
                return { refusal: { code: why?.code ?? null, message: String(why?.message ?? why) } };
            }
        },
        selector,
        method,
        given,
    );
    if (answer.refusal) throw Object.assign(new Error(answer.refusal.message), answer.refusal);
    return answer.value;
}

/** Waits until a map takes commands and has painted. */
export async function ready(page, selector = "hazard-map") {
    await page.until("the element is defined", () => Boolean(customElements.get("hazard-map")));
    await page.run(async (selector) => document.querySelector(selector).ready, selector);
    await ask(page, "settled", [], selector);
}

/** Gives the element a size in CSS pixels. */
export function sized(page, width, height) {
    return page.run(
        (width, height) => {
            const host = document.querySelector("hazard-map");
            host.setAttribute("height", String(height));
            host.style.width = `${width}px`;
        },
        width,
        height,
    );
}

/** Runs `body` with everything that a page does pointed at what is inside the frame. */
export async function inFrame(page, body, selector = "hazard-map") {
    const frame = await page.run((selector) => {
        const holder = document.querySelector(selector);
        return holder.shadowRoot?.querySelector("iframe") ?? holder;
    }, selector);
    await page.driver.wait(until.ableToSwitchToFrame(frame), 10_000);
    try {
        return await body();
    } finally {
        await page.driver.switchTo().defaultContent();
    }
}
