// The second half of a program: what its start does without. The build puts this at the head of the script of each
// program (see xtask/src/divide): `wasm` is the first half's exports, IN_PAGE whether it is the page's.
//
// A page fetches it a moment after the map has opened, or when somebody does something before. Whatever needs it
// sooner than it is there waits for it. Such a request does not reach the service worker in every browser, so a map
// that is kept for times without a network takes the bytes before it starts, or when it has just been kept. So does one
// whose address chooses more than a view: it will need them at once.

const laterAddress = "LATER";

/** Puts the second half beside the first; once. */
function attachLater(module) {
    if (wasm.arrived.value !== 0) return;
    new WebAssembly.Instance(module, { first: wasm });
    wasm.arrived.value = 1;
    // Afterwards: what asked for the second half may be in the middle of something.
    queueMicrotask(() => globalThis.dispatchEvent(new Event("hazard-map-whole")));
}

/** The bytes of the second half, where the browser keeps them. */
let keptLater;

async function takeKept() {
    try {
        const kept = await caches.match(laterAddress, { ignoreVary: true });
        keptLater = await kept?.arrayBuffer();
    } catch {
        // Storage is blocked in some frames: nothing is kept there.
    }
}

/** Reads the style sheet of what only the second half shows. */
function styleLater() {
    if (IN_PAGE) document.querySelector("link[data-later]").disabled = false;
}

/** The bytes from the host; nothing where they do not come: they are asked for again when they are needed. */
async function fetched(priority) {
    try {
        const answer = await fetch(laterAddress, { priority });
        return answer.ok ? await answer.arrayBuffer() : undefined;
    } catch {
        return undefined;
    }
}

/** Waited for before the program starts. It takes the bytes along where the page's address asks for what they do. */
const tookKept = takeKept().then(async () => {
    if (!IN_PAGE) return;
    const asksForMore = /[?&](data|panel)=/.test(location.search) || !/^(#map=[^&]*)?$/.test(location.hash);
    if (!asksForMore) return;
    styleLater();
    keptLater ??= await fetched("high");
});
new BroadcastChannel("hazard-map-kept").onmessage = takeKept;

/** Called by the first half when it needs the second at once. */
function bringLater() {
    styleLater();
    if (keptLater) {
        attachLater(new WebAssembly.Module(keptLater));
        return;
    }
    const request = new XMLHttpRequest();
    request.open("GET", laterAddress, false);
    // A page may not ask for bytes and wait: there each letter is one.
    if (IN_PAGE) request.overrideMimeType("text/plain; charset=x-user-defined");
    else request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`the rest of the program: HTTP ${request.status}`);
    const { response } = request;
    const bytes = new Uint8Array(IN_PAGE ? response.length : response);
    if (IN_PAGE) for (let place = 0; place < bytes.length; place += 1) bytes[place] = response.charCodeAt(place);
    attachLater(new WebAssembly.Module(bytes));
}

let fetching = false;

async function fetchLater() {
    styleLater();
    if (fetching || wasm.arrived.value !== 0) return;
    fetching = true;
    const bytes = keptLater ?? (await fetched("low"));
    if (bytes) attachLater(await WebAssembly.compile(bytes));
    fetching = false;
}

for (const sign of IN_PAGE ? ["hazard-map-open", "pointerdown", "keydown", "focusin", "dragenter"] : ["hazard-map-open"]) {
    globalThis.addEventListener(sign, fetchLater, { once: true, capture: true, passive: true });
}
