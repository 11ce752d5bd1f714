// What every page draws: areas filled and outlined in the hue of their class, accidents as discs, one by one.

export const HUES = { confirmed: "#c5321e", suspected: "#e08a00", declared: "#7a4fa3", cleared: "#2f7d4f" };
export const FILL_OPACITY = 0.5;
export const ACCIDENT = { hue: "#333333", radius: 4 };
/** The filter of zones: this status only. Of accidents: these days, `from` included, `to` not. */
export const ONLY = "confirmed";
export const DAYS = { from: "2015-01-01", to: "2020-01-01" };

export const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
export const STATUSES = Object.keys(HUES);
export const dayNumber = (date) => Date.parse(date) / 86_400_000;

/** A promise kept after `count` frames. */
export async function frames(count) {
    for (let left = count; left > 0; left -= 1) await new Promise(requestAnimationFrame);
}

/** The element that the map fills. */
export function host() {
    const element = document.createElement("div");
    element.id = "map";
    element.style.cssText = "position:absolute;inset:0;background:#f3f1ec";
    document.body.style.margin = "0";
    document.body.append(element);
    return element;
}

export async function fetchJson(url) {
    const answer = await fetch(url);
    return answer.json();
}
