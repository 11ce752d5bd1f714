// A fresh Chromium, steered over a pipe by the DevTools protocol; and what its processes cost, by /proc.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-dev-shm-usage", "--disable-quic", "--disable-sync", "--disable-extensions", "--mute-audio",
    // Drawn by Mesa on the processor: several times faster than the browser's own software renderer.
    "--ignore-gpu-blocklist", "--use-angle=gl-egl",
    "--remote-debugging-pipe", "--window-size=1280,800", "about:blank",
];
const TICK_MS = 10;
/** A started browser is at rest when all its processes took less processor time than this within a `REST_MS`. */
const MOST_AT_REST_MS = 20;
const REST_MS = 300;
/** By then it is taken as it is. */
const MOST_RESTS = 40;

export class Browser {
    static async start() {
        const browser = new Browser();
        await browser.attach();
        await browser.rest();
        return browser;
    }

    constructor() {
        this.folder = mkdtempSync(join(tmpdir(), "hazard-map-bench-"));
        this.process = spawn(
            process.env.HAZARD_MAP_BROWSER ?? "/usr/bin/chromium",
            [...ARGUMENTS.slice(0, -1), `--user-data-dir=${this.folder}`, ARGUMENTS.at(-1)],
            { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true },
        );
        this.number = 0;
        this.asked = new Map();
        this.listeners = new Map();
        /** Kept with a reason when page or browser dies. */
        this.death = new Promise((_, reject) => {
            this.die = (reason) => reject(new Error(reason));
        });
        this.death.catch(() => {});
        this.process.on("exit", () => this.die("the browser ended"));
        this.process.on("error", (error) => this.die(`the browser did not start: ${error.message}`));
        let said = Buffer.alloc(0);
        this.process.stdio[4].on("data", (bytes) => {
            said = Buffer.concat([said, bytes]);
            for (let end = said.indexOf(0); end >= 0; end = said.indexOf(0)) {
                this.hear(JSON.parse(said.subarray(0, end).toString()));
                said = said.subarray(end + 1);
            }
        });
        // A pipe to a browser that is gone: its death is told already.
        this.process.stdio[3].on("error", () => {});
    }

    hear({ id, method, params, result, error }) {
        if (id) {
            const { resolve, reject } = this.asked.get(id);
            this.asked.delete(id);
            if (error) reject(new Error(error.message));
            else resolve(result);
        } else {
            if (method === "Inspector.targetCrashed" || method === "Target.targetCrashed") this.die("the page crashed");
            this.listeners.get(method)?.(params);
        }
    }

    on(method, listener) {
        this.listeners.set(method, listener);
    }

    send(method, params = {}, session = this.session) {
        this.number += 1;
        const id = this.number;
        const answer = new Promise((resolve, reject) => this.asked.set(id, { resolve, reject }));
        this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId: session ?? undefined })}\0`);
        return Promise.race([answer, this.death]);
    }

    async attach() {
        const { targetInfos } = await this.send("Target.getTargets");
        const page = targetInfos.find(({ type }) => type === "page");
        const { sessionId } = await this.send("Target.attachToTarget", { targetId: page.targetId, flatten: true });
        this.session = sessionId;
        await this.send("Inspector.enable");
        await this.send("Page.enable");
        await this.send("Runtime.enable");
        await this.send("Emulation.setDeviceMetricsOverride", { width: 1280, height: 800, deviceScaleFactor: 1, mobile: false });
        this.errors = [];
        this.on("Runtime.exceptionThrown", ({ exceptionDetails: { text, exception } }) => {
            this.errors.push(exception?.description ?? text);
        });
    }

    /** Waits until the browser is done with its own start: it loads pages of its own beside the first that is asked for. */
    async rest() {
        let before = await this.total();
        for (let count = 0; count < MOST_RESTS; count += 1) {
            await new Promise((resolve) => setTimeout(resolve, REST_MS));
            const now = await this.total();
            if (now - before < MOST_AT_REST_MS) return;
            before = now;
        }
    }

    /** Milliseconds of processor time that all processes of the browser have taken. */
    async total() {
        const { processInfo } = await this.send("SystemInfo.getProcessInfo", {}, null);
        return processInfo.reduce((sum, { id }) => sum + processor(id).all, 0);
    }

    /** Opens an address with scripts that run before the page's own. */
    async open(address, scripts) {
        for (const source of scripts) await this.send("Page.addScriptToEvaluateOnNewDocument", { source });
        await this.send("Page.navigate", { url: address });
    }

    /** Seconds of processor time that the page's scripts have taken on its main thread. */
    async scripts() {
        if (!this.countsScripts) {
            await this.send("Performance.enable", { timeDomain: "threadTicks" });
            this.countsScripts = true;
        }
        const { metrics } = await this.send("Performance.getMetrics");
        return metrics.find(({ name }) => name === "ScriptDuration").value;
    }

    /**
     * What an expression of the page comes to.
     *
     * Rejects where it throws, where the page dies, and after `limit` milliseconds.
     */
    async evaluate(expression, limit = 120_000) {
        let timer;
        const late = new Promise((_, reject) => {
            timer = setTimeout(() => reject(new Error(`not within ${limit / 1000} s`)), limit);
        });
        try {
            const question = { expression, awaitPromise: true, returnByValue: true };
            const { result, exceptionDetails } = await Promise.race([this.send("Runtime.evaluate", question), late]);
            if (exceptionDetails) {
                const { text, exception } = exceptionDetails;
                throw new Error(exception?.description ?? JSON.stringify(exception?.value) ?? text);
            }
            return result.value;
        } finally {
            clearTimeout(timer);
        }
    }

    /** The processes of page and graphics: of several renderers, the largest is the page's. */
    async processes() {
        const { processInfo } = await this.send("SystemInfo.getProcessInfo", {}, null);
        const ids = (type) => processInfo.filter((known) => known.type === type).map(({ id }) => id);
        const page = ids("renderer").sort((a, b) => memory(b).now - memory(a).now)[0];
        return { page, graphics: ids("GPU")[0] };
    }

    async stop() {
        try {
            process.kill(-this.process.pid, "SIGKILL");
        } catch (error) {
            if (error.code !== "ESRCH") throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
}

/** Resident megabytes of a process: now, at most so far, and those that are not pages of the browser's own files. */
export function memory(pid) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const megabytes = (name) => (Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? 0) * 1024) / 1e6;
    return { now: megabytes("VmRSS"), most: megabytes("VmHWM"), own: megabytes("RssAnon") + megabytes("RssShmem") };
}

/** Milliseconds of processor time that a process and its main thread have taken. */
export function processor(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    const main = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ")[0];
    return { all: (Number(fields[11]) + Number(fields[12])) * TICK_MS, main: Number(main) / 1e6 };
}
