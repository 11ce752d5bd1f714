// What stands in the panel, as a person reads it.

/** Opens a tab of the panel: "layers", "check", "filters", "records", "data" or "figures". */
export async function openTab(page, tab) {
    await page.click(`#tab-${tab}`);
    await page.until(
        `the tab ${tab} is open`,
        (tab) => {
            return document.getElementById(`tab-${tab}`).getAttribute("aria-selected") === "true";
        },
        tab,
    );
}

/** Waits until the Data tab has an account of a file, and reads it: {Read: 3, Drawn: 2, "Set aside": 1, text}. */
export function accountOf(page, name) {
    return page.until(
        `the Data tab has an account of ${name}`,
        (name) => {
            const source = [...document.querySelectorAll("#panel-body li")].find(
                (item) => item.querySelector("h2")?.innerText === name,
            );
            const sums = [...(source?.querySelectorAll("dl div") ?? [])];
            if (sums.length === 0) return null;
            const read = (line) => [
                line.querySelector("dt").innerText,
                Number(line.querySelector("dd").innerText.replace(/\D/g, "")),
            ];
            return { ...Object.fromEntries(sums.map(read)), text: source.innerText };
        },
        name,
    );
}

/** Waits until the panel says something, and gives its text. */
export function panelSays(page, pattern) {
    return page.until(
        `the panel says ${pattern}`,
        (source) => {
            const text = document.getElementById("panel").innerText;
            return new RegExp(source, "i").test(text) && text;
        },
        pattern.source,
    );
}
