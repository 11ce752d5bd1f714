// Questions about one place and about many, as a person asks them in the Check tab.

import assert from "node:assert/strict";
import { Key } from "./page.mjs";
import { openTab } from "./panel.mjs";

/** Writes into the tab's field, asks, and waits for the answer's first sentence. */
export async function ask(page, text) {
    await openTab(page, "check");
    await page.type(".check-ask input", text);
    await page.press(Key.ENTER);
    return verdict(page);
}

export function verdict(page) {
    return page.until("the answer has a verdict", () => document.querySelector(".answer-verdict")?.innerText ?? null);
}

/**
 * Finds a town by the search on top, then asks about it in the Check tab and goes to the button that prints: all of it
 * by keyboard, from the top of the page. Gives the answer's first sentence.
 */
export async function askByKeyboard(page, town) {
    await tabTo(page, "the search", () => document.activeElement.role === "combobox");
    await page.press(...town);
    await page.until("the town is offered", () => document.activeElement.ariaExpanded === "true");
    await page.press(Key.ENTER);
    await page.until("the map goes there", () => Number(location.hash.match(/map=([\d.]+)/)?.[1]) >= 12);
    await tabTo(page, "the tabs", () => document.activeElement.role === "tab");
    await page.press(Key.HOME, Key.ARROW_RIGHT);
    assert.equal(await page.focused(), "tab-check");
    await tabTo(page, "the field", () => document.activeElement.matches(".check-ask input"));
    await page.press(...town, Key.ENTER);
    const said = await verdict(page);
    await tabTo(page, "the button that prints", () => document.activeElement.matches(".answer-buttons button"), true);
    return said;
}

/** Presses Tab, or Shift and Tab, until the keyboard is where a function inside the page says. */
async function tabTo(page, what, isThere, back = false) {
    for (let presses = 0; presses < 80; presses += 1) {
        if (await page.run(isThere)) return;
        const actions = page.driver.actions();
        await (back ? actions.keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT) : actions.sendKeys(Key.TAB)).perform();
    }
    assert.fail(`Tab never came to ${what}`);
}

/** How many pages of paper the page takes. */
export async function printedPages(page) {
    const { data } = await page.driver.sendAndGetDevToolsCommand("Page.printToPDF", {
        paperWidth: 8.27,
        paperHeight: 11.69,
        preferCSSPageSize: true,
    });
    const pdf = Buffer.from(data, "base64").toString("latin1");
    return Number(pdf.match(/\/Type\s*\/Pages\b[^>]*\/Count\s+(\d+)/)?.[1] ?? pdf.match(/\/Count\s+(\d+)/)[1]);
}

/** Opens the mode for many places; everything that is offered as a file is kept in `window.files`. */
export async function openMany(page) {
    await page.run(() => {
        window.files = [];
        const offer = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
            window.files.push(blob);
            return offer.call(URL, blob);
        };
    });
    await openTab(page, "check");
    await page.click(".many-mode button:last-child");
}

/** Waits for the table of many places; gives the number of rows that it shows. */
export function answered(page) {
    return page.until("the table is there", () => {
        const busy = document.querySelector(".many-outcome")?.getAttribute("aria-busy");
        return busy === "false" && document.querySelectorAll(".many-row").length;
    });
}

/** Presses a button that offers a file, and gives the file's text. */
export async function taken(page, button) {
    const before = await page.run(() => window.files.length);
    await page.click(button);
    await page.until("a file is offered", (before) => window.files.length > before, before);
    return page.run(() => window.files.at(-1).text());
}

/** The lengths that stand with the hazards of a route, in metres, from the first to the last. */
export async function waysAlong(page) {
    const texts = await page.texts(".answer-along .answer-way-there");
    return texts.map((text) => {
        const [, number, unit] = text.match(/([\d.,]+)\s(k?m)/);
        return Number(number.replace(",", "")) * (unit === "km" ? 1000 : 1);
    });
}
