// Steers the map itself; runs in its page, before its own program.

const ONLY = "confirmed";
const DAYS = { from: "2015-01-01", to: "2020-01-01" };

/** The same 1280 × 800 pixels of map as everybody; panel, bars and timeline stay in the page. */
const SAME_SIZE = "#map-host { position: fixed !important; inset: 0 !important; width: 1280px; height: 800px; z-index: 0; }";

let kind;

window.peer = {
    async open() {
        const style = new CSSStyleSheet();
        style.replaceSync(SAME_SIZE);
        document.adoptedStyleSheets.push(style);
        while (!window.hazardMap) await new Promise((resolve) => setTimeout(resolve, 1));
        await hazardMap.ready;
    },
    /** Waits for the ground, which the others do not have. */
    settle: () => hazardMap.settled(),
    async load(url, facts) {
        kind = facts.kind;
        const report = await hazardMap.load(url, { role: kind });
        if (report.drawn !== facts.rows) throw new Error(`${report.drawn} of ${facts.rows} rows are drawn`);
        await hazardMap.settled();
    },
    /** Accidents are drawn as clusters, unless the address says otherwise: no place of one of them must show anything. */
    clusters: () => kind === "incidents" && !location.hash.includes("group=0"),
    look: (view) => hazardMap.setView(view),
    filter(on) {
        if (kind === "zones") hazardMap.setFilter(on ? { status: [ONLY] } : {});
        else hazardMap.setTime(on ? DAYS : null);
    },
    pick(x, y) {
        return new Promise((resolve) => {
            const off = [];
            off.push(hazardMap.on("select", (row) => {
                off.forEach((stop) => stop());
                resolve(row?.row ?? null);
            }));
            const at = {
                clientX: x, clientY: y, bubbles: true, pointerId: 77, pointerType: "mouse", button: 0, isPrimary: true,
            };
            const host = document.getElementById("map-host");
            host.dispatchEvent(new PointerEvent("pointerdown", at));
            host.dispatchEvent(new PointerEvent("pointerup", at));
            setTimeout(() => resolve(null), 2_000);
        });
    },
};
