// Starts the page: compiles the WebAssembly module while its script and the texts of one language load, and says so
// when it cannot. In a frame it also loads what a map does there: frame.js.
//
// A published map is kept for times without a network: see offline.js.
//
// The build writes the addresses of module and script into <link data-start="..."> elements, which also make the browser
// fetch them before this file runs, and those of the texts into <meta name="hazard-map-texts" content="en:… az:…">.

/** By then the first data are asked for, and the rest of the program does not get in their way. */
const REST_AFTER_MS = 2000;

const address = (part) => document.querySelector(`link[data-start="${part}"]`).href;

const query = new URLSearchParams(location.search);
const isFramed = window.parent !== window;
const asked = query.get("embed");
const standsInFrame = asked === null ? isFramed : !["0", "false"].includes(asked);
const embedded = {
    "data-frame": standsInFrame,
    "data-no-panel": query.get("panel") === "none",
    "data-no-timeline": query.get("timeline") === "0",
};
for (const [name, holds] of Object.entries(embedded)) document.documentElement.toggleAttribute(name, holds);
if (Object.values(embedded).includes(true)) document.querySelector("link[data-embedded]").disabled = false;
if (isFramed || standsInFrame) {
    const frame = document.querySelector("meta[name=hazard-map-frame]").content;
    import(new URL(frame, document.baseURI)).catch((error) => console.warn(`the frame's part of the map: ${error.message}`));
}

const texts = new Map(
    document
        .querySelector("meta[name=hazard-map-texts]")
        .content.split(" ")
        .map((entry) => entry.split(":")),
);

/** The languages the visitor reads, best first: asked for by the address, chosen before, set in the browser. */
function* wanted() {
    yield query.get("lang");
    try {
        yield localStorage.getItem("hazard-map.language");
    } catch {
        // Storage is blocked in some frames.
    }
    yield* navigator.languages;
}

function chosenLanguage() {
    for (const tag of wanted()) {
        const primary = tag?.trim().split(/[-_]/)[0].toLowerCase();
        if (texts.has(primary)) return primary;
    }
    return "en";
}

/** The texts of a language; English where they do not come, so that the map still opens. */
async function textsOf(language) {
    try {
        const answer = await fetch(texts.get(language));
        if (!answer.ok) throw new Error(`the texts: HTTP ${answer.status}`);
        return { language, file: await answer.text() };
    } catch (error) {
        if (language === "en") throw error;
        return textsOf("en");
    }
}

/** Keeps a published map for times without a network, once all of it is there. */
async function keepForOffline() {
    const keeper = document.querySelector("meta[name=hazard-map-offline]")?.content;
    // In somebody else's page nothing is stored.
    if (!keeper || isFramed || !navigator.serviceWorker) return;
    try {
        await window.hazardMap.settled();
        await navigator.serviceWorker.register(new URL(keeper, document.baseURI));
        await navigator.serviceWorker.ready;
        // Page and worker take what they would have to wait for: see later.js.
        new BroadcastChannel("hazard-map-kept").postMessage(null);
    } catch (error) {
        console.warn(`the map is not kept for times without a network: ${error.message}`);
    }
}

try {
    const first = textsOf(chosenLanguage());
    // Waited for below; a failure while the script still loads is no failure of its own.
    first.catch(() => {});
    // Compiled while script and texts come. Where that fails, the script says why: it tries again by itself.
    const wasm = address("wasm");
    const module = WebAssembly.compileStreaming(fetch(wasm)).catch(() => wasm);
    const { default: init } = await import(address("module"));
    globalThis.hazardMapTexts = await first;
    await init({ module_or_path: module });
    dispatchEvent(new Event("hazard-map-started"));
    // The rest of the program comes when nothing else is to be done: see later.js.
    setTimeout(() => {
        dispatchEvent(new Event("hazard-map-open"));
        keepForOffline();
    }, REST_AFTER_MS);
} catch (error) {
    document.getElementById("start-failed").hidden = false;
    dispatchEvent(new Event("hazard-map-failed"));
    throw error;
} finally {
    document.getElementById("skeleton").remove();
}
