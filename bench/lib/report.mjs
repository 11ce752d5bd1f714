// The measures as tables in Markdown, each figure of the map also as a ratio to the best of the others.

import { HAZARD, median } from "./measure.mjs";

const NAMES = {
    [HAZARD]: "**Hazard Map**", maplibre: "MapLibre", deck: "deck.gl", "openlayers-webgl": "OpenLayers WebGL",
    "openlayers-canvas": "OpenLayers canvas", leaflet: "Leaflet canvas", "raw-gl": "raw-gl (floor)",
};

/** Columns of the big table: heading, value of a row, what is to be reached as a ratio to the best peer. */
const COLUMNS = [
    ["load ms", (row) => row.load, { zones: 0.75, incidents: 0.35 }],
    ["longest task ms", (row) => row.task],
    ["MB", (row) => row.memory?.now, { zones: 0.6, incidents: 0.6 }],
    ["peak MB", (row) => row.memory?.most],
    ["pan ms", (row) => row.pan?.interval, { zones: 0.25, incidents: 0.25 }],
    ["CPU of the page a frame ms", (row) => row.pan?.page],
    ["CPU of graphics a frame ms", (row) => row.pan?.graphics],
    ["filter ms", (row) => row.filter && median(row.filter.latencies), { zones: 0.25, incidents: 0.25 }],
    ["task of the filter ms", (row) => row.filter?.task],
    ["pan close by ms", (row) => row.close?.interval],
    ["pick ms", (row) => row.pick && median(row.pick.found)],
];
/** Small data: pan and filter as fast as the best is enough. */
const SMALL = 10_000;

const written = (number) => {
    if (number === null || number === undefined || Number.isNaN(number)) return "–";
    return number < 10 ? String(Math.round(number * 10) / 10) : Math.round(number).toLocaleString("en");
};

/** The median of a column over the rounds. */
const value = (rows, column) => {
    const numbers = rows.map(column).filter((number) => typeof number === "number");
    return median(numbers);
};

export function report({ machine, sizes, measures }) {
    const parts = [
        "# Results",
        "",
        "Written by `cargo xtask bench`; [README.md](README.md) says what each column is. Lower is better everywhere.",
        "",
        `${machine.date}, revision ${machine.commit}. ${machine.processor}, no graphics card: WebGL is drawn by Mesa on`,
        `the processor. ${machine.browser.replace(/ built.*/, "")}, headless, 1280 × 800, files from the loopback`,
        "interface. Medians of rounds in which all libraries take turns, each in a fresh browser.",
        `${Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`).join(", ")}.`,
    ];
    for (const [name, found] of Object.entries(measures)) {
        parts.push("", ...(name === "computing" ? computed(found) : table(name, found)));
    }
    parts.push("", ...weights(sizes, measures), "");
    return parts.join("\n");
}

function table(name, found) {
    const peers = Object.keys(found);
    const rivals = peers.filter((peer) => peer !== HAZARD && peer !== "raw-gl");
    const rounds = found[HAZARD].length;
    const lines = [
        `## ${name}, ${rounds === 1 ? "one round" : `${rounds} rounds`}`,
        "",
        `| | ${COLUMNS.map(([heading]) => heading).join(" | ")} |`,
        `|---|${COLUMNS.map(() => "---:|").join("")}`,
    ];
    for (const peer of peers) {
        const cells = COLUMNS.map(([, column]) => written(value(found[peer], column)));
        lines.push(`| ${NAMES[peer]} | ${cells.join(" | ")} |`);
    }
    const ratios = COLUMNS.map(([, column]) => {
        const numbers = rivals.map((peer) => value(found[peer], column)).filter((number) => number !== null);
        return value(found[HAZARD], column) / Math.min(...numbers);
    });
    const shown = ratios.map((ratio) => (Number.isFinite(ratio) ? ratio.toFixed(2) : "–"));
    lines.push(`| ratio to the best peer | ${shown.join(" | ")} |`);
    lines.push(...remarks(name, found, rivals, ratios));
    return lines;
}

/** What no cell says: who broke, how soon the first data is seen, who loses zones, and where the map is behind. */
function remarks(name, found, rivals, ratios) {
    const [kind, rows] = [name.split("-")[0], Number(name.match(/\d+/)) * (name.endsWith("m") ? 1e6 : 1e3)];
    const lines = [""];
    for (const [peer, all] of Object.entries(found)) {
        const trouble = all.find((row) => row.trouble)?.trouble;
        if (trouble) lines.push(`- ${NAMES[peer]} did not finish: ${trouble}.`);
    }
    const first = value(found[HAZARD], (row) => row.first);
    const loads = rivals.map((peer) => value(found[peer], (row) => row.load)).filter((number) => number !== null);
    if (first !== null && loads.length) {
        const ratio = (first / Math.min(...loads)).toFixed(2);
        lines.push(`- First data seen on Hazard Map after ${written(first)} ms, ${ratio} of the best complete load.`);
    }
    const own = (peer) => value(found[peer], (row) => row.memory?.own);
    const others = rivals.map(own).filter((number) => number !== null);
    if (own(HAZARD) !== null && others.length) {
        const [least, ratio] = [Math.min(...others), own(HAZARD) / Math.min(...others)];
        lines.push(
            `- Without the pages of the browser's own files, which all its processes share, Hazard Map takes ${written(own(HAZARD))} MB`,
            `  and the best peer ${written(least)}: ${ratio.toFixed(2)}.`,
        );
    }
    const marks = Object.entries(found)
        .map(([peer, all]) => [peer, all.find((row) => row.marks)?.marks])
        .filter(([, counted]) => counted);
    if (marks.length) {
        const shares = marks.map(([peer, { lone, marked }]) => `${NAMES[peer]} ${((100 * marked) / lone).toFixed(1)}%`);
        lines.push(`- Of ${marks[0][1].lone} lone zones, these leave a mark at the overview: ${shares.join(", ")}.`);
    }
    const close = value(found[HAZARD], (row) => row.idle?.page);
    if (close !== null) lines.push(`- At rest, Hazard Map's page takes ${written(close)} ms of processor time a second.`);
    const behind = COLUMNS.flatMap(([heading, , goals], at) => {
        const goal = rows <= SMALL && /pan|filter/.test(heading) ? 1 : (goals?.[kind] ?? 1);
        return ratios[at] > goal && Number.isFinite(ratios[at])
            ? [`${heading} ${ratios[at].toFixed(2)} (${ratios[at] > 1 ? "slower or larger than the best" : `goal ${goal}`})`]
            : [];
    });
    lines.push(behind.length ? `- **Behind:** ${behind.join("; ")}.` : "- Nowhere behind its goals.");
    return lines;
}

function weights(sizes, measures) {
    const lines = ["## Code, and the empty map", "", "| | brotli KB to open | and later | empty map ms |", "|---|---:|---:|---:|"];
    for (const [peer, { opening, all }] of Object.entries(sizes).sort(([, a], [, b]) => b.opening - a.opening)) {
        const rows = Object.values(measures).flatMap((found) => found[peer] ?? []);
        const open = value(rows, (row) => row.open);
        const later = all > opening ? written((all - opening) / 1000) : "";
        lines.push(`| ${NAMES[peer]} | ${written(opening / 1000)} | ${later} | ${written(open)} |`);
    }
    return lines;
}

function computed({ lines }) {
    return ["## Pure computing", "", ...lines];
}
