// What peers take for computing alone: crossfilter2 over accidents, turf for the planner's question.

import crossfilter from "crossfilter2";
import { planner } from "./planner.js";
import { dayNumber, fetchJson } from "./task.js";

const WINDOW_DAYS = 1_826;

/** The windows that a hand drags over the years, day by day, or jumps to. */
function windows(count, step) {
    const [from, days] = [dayNumber("1991-01-01"), 12_780 - WINDOW_DAYS];
    return Array.from({ length: count }, (_, at) => from + ((at * step) % days)).map((first) => [first, first + WINDOW_DAYS]);
}

function timed(ranges, apply) {
    return ranges.map((range) => {
        const start = performance.now();
        apply(range);
        return performance.now() - start;
    });
}

window.computing = {
    windows,
    planner,

    /** Six dimensions, each counted; the window of time moves. */
    async crossfilter(url, count) {
        const rows = (await fetchJson(url)).features.map(({ properties }) => ({
            ...properties, day: dayNumber(properties.date), month: properties.date.slice(0, 7),
        }));
        const start = performance.now();
        const filter = crossfilter(rows);
        const days = filter.dimension((row) => row.day);
        const groups = ["killed", "injured", "device", "activity", "admin1"].map((field) => {
            return filter.dimension((row) => row[field]).group().reduceCount();
        });
        groups.push(filter.dimension((row) => row.month).group().reduceCount());
        const build = performance.now() - start;
        const apply = (range) => {
            days.filterRange(range);
            groups.forEach((group) => group.all());
        };
        apply(windows(1, 1)[0]);
        return { build, drag: timed(windows(count, 1), apply), jump: timed(windows(count, 3_001), apply) };
    },
};
