// Keeps a published map for times without a network: the service worker of a folder made by `cargo xtask publish`,
// which fills in VERSION and FILES. start.js registers it, in published folders only.
//
// Every file that it keeps is named after its content, the configuration included: what a name stands for never
// changes, so no version of the map ever meets a file of another. Only the page itself has one name for all versions.
// It is asked from the network first, and what was kept of it is shown where no network answers in time; how old the
// data are is said in the map as always. A version is complete before it is used. Of the versions before it only the
// last one stays, for pages that are still open.
//
// Other origins, ranges, and whatever is not listed go to the network as if this were not here. A map published
// without keeping has an empty list: then whatever was kept is forgotten.

const version = "VERSION";
const files = "FILES".split(" ").filter(Boolean);
/** How long a network may take to answer before the kept page is shown. */
const PATIENCE_MS = 5000;

const page = registration.scope;
const prefix = `hazard-map ${page} `;
const name = prefix + version;
/** Of the ground only what the map shows at first is fetched ahead; what a reader looks at is kept besides. */
const ground = /\/basemap-[0-9a-f]+\/cells\//;
/** Data by name; hosts may send gzip files unpacked. */
const named = /\/data\/[^/]*-([0-9a-f]{16})\.(?![^/]*gz$)[^/]*$/;
const kept = new Set(files.map((file) => new URL(file, page).href));

/** The file of this name, in whatever version it is. */
function found(address) {
    return caches.match(address, { ignoreVary: true });
}

/** Whether a file of data has the content that its name tells; a damaged one must not be kept under it for ever. */
async function isMeant(address, answer) {
    const digits = named.exec(address)?.[1];
    if (!digits) return true;
    const sha256 = await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer());
    const head = [...new Uint8Array(sha256, 0, digits.length / 2)];
    return head.map((byte) => byte.toString(16).padStart(2, "0")).join("") === digits;
}

/** Fetches what is not there yet; an update brings only what has changed. */
async function install() {
    const cache = await caches.open(name);
    for (const address of kept) {
        const answer = (await found(address)) ?? (await fetch(address));
        if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
        if (!(await isMeant(address, answer))) throw new Error(`${address}: the file is not the one that was published`);
        await cache.put(address, answer);
    }
    const answer = await fetch(page, { cache: "no-cache" });
    if (!(await answer.clone().text()).includes(version)) throw new Error("the host has another version of the page");
    await cache.put(page, answer);
    await skipWaiting();
}

/** Forgets the versions before the last one, and takes over pages that were open before. */
async function activate() {
    const others = (await caches.keys()).filter((other) => other.startsWith(prefix) && other !== name);
    const gone = files.length ? others.slice(0, -1) : [...others, name];
    await Promise.all(gone.map((other) => caches.delete(other)));
    if (files.length) await clients.claim();
    else await registration.unregister();
}

/** The page from the network; the kept one where none answers in time, or only to say that it is out of order. */
async function freshPage(request) {
    const keptPage = async () => (await caches.open(name)).match(page);
    const network = fetch(request).then((answer) => (answer.status < 500 ? answer : keptPage().then((own) => own ?? answer)));
    const late = new Promise((done) => setTimeout(done, PATIENCE_MS)).then(keptPage);
    try {
        return (await Promise.race([network, late])) ?? (await network);
    } catch (error) {
        const own = await keptPage();
        if (!own) throw error;
        return own;
    }
}

/** A file of the ground, kept from now on. */
async function keepGround(request) {
    const known = await found(request.url);
    if (known) return known;
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(name)).put(request.url, answer.clone());
    return answer;
}

addEventListener("install", (event) => event.waitUntil(files.length ? install() : skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
    const { request } = event;
    if (!files.length || request.method !== "GET" || request.headers.has("range")) return;
    const address = request.url.split("#")[0];
    if (request.mode === "navigate") {
        const [place] = address.split("?");
        if (place === page || place === `${page}index.html`) event.respondWith(freshPage(request));
    } else if (kept.has(address)) {
        event.respondWith(found(address).then((answer) => answer ?? fetch(request)));
    } else if (address.startsWith(page) && ground.test(address)) {
        event.respondWith(keepGround(request));
    }
});
