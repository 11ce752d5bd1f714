// What assistive technology is told of the page.

import assert from "node:assert/strict";

const CONTROLS = new Set([
    "button",
    "checkbox",
    "radio",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "listbox",
    "option",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "tabpanel",
    "menuitem",
    "application",
    "dialog",
    "progressbar",
    "Date",
    "DisclosureTriangle",
    "PopUpButton",
    "img",
    "image",
]);

/** What assistive technology is told of: role, name and properties of every node that is not ignored. */
export async function accessibilityTree(page) {
    const { nodes } = await page.driver.sendAndGetDevToolsCommand("Accessibility.getFullAXTree", {});
    return nodes
        .filter((node) => !node.ignored)
        .map(({ role, name, properties = [] }) => ({
            role: role?.value,
            name: name?.value ?? "",
            ...Object.fromEntries(properties.map(({ name, value }) => [name, value.value])),
        }));
}

/** Every control has a name, no id stands twice, what is referred to exists. */
export async function checkControls(page, where) {
    const tree = await accessibilityTree(page);
    const controls = tree.filter(({ role }) => CONTROLS.has(role));
    assert.ok(controls.length > 10, `${where}: ${controls.length} controls`);
    assert.deepEqual(
        controls.filter(({ name }) => name.trim() === ""),
        [],
        `${where}: controls without a name`,
    );
    const found = await page.run(() => {
        const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
        const names = ["aria-labelledby", "aria-describedby", "aria-controls"];
        const references = [...document.querySelectorAll(names.map((name) => `[${name}]`).join())]
            .filter((element) => element.checkVisibility())
            .flatMap((element) => names.flatMap((name) => element.getAttribute(name)?.split(" ") ?? []));
        return {
            twice: ids.filter((id, at) => ids.indexOf(id) !== at),
            missing: references.filter((id) => id && !document.getElementById(id)),
            positive: document.querySelectorAll("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").length,
            headings: document.querySelectorAll("h1").length - document.querySelectorAll(".start-failed h1").length,
        };
    });
    assert.deepEqual(found, { twice: [], missing: [], positive: 0, headings: 1 }, where);
}

/** An answer is told as it comes, under the name of its place, with what limits it. */
export async function assertHeard(page, place, said) {
    const heard = await page.run(() => {
        const answer = document.querySelector(".answer-verdict").closest("[aria-live]");
        return { live: answer.ariaLive, text: answer.innerText, headings: answer.querySelectorAll("h2, h3").length };
    });
    assert.equal(heard.live, "polite");
    assert.ok(heard.text.includes(said) && heard.text.includes("What to do"), heard.text);
    assert.ok(heard.headings > 4, `${heard.headings} headings`);
    const tree = await accessibilityTree(page);
    assert.ok(tree.some(({ role, name }) => role === "article" && name.includes(place)), "the answer is called by its place");
}
