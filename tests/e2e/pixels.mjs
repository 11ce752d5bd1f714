// Looking at screenshots: a reader for the PNGs that the browser makes, and comparisons of what they show.

import { inflateSync } from "node:zlib";

/**
 * Reads a PNG of 8 bits per channel without interlacing, as browsers write screenshots.
 * @returns {{width: number, height: number, at: (x: number, y: number) => [number, number, number]}}
 */
export function decodePng(png) {
    const width = png.readUInt32BE(16);
    const height = png.readUInt32BE(20);
    const channels = { 2: 3, 6: 4 }[png[25]];
    if (png[24] !== 8 || !channels || png[28] !== 0) throw new Error("a kind of PNG that screenshots never are");
    const parts = [];
    for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
        if (png.toString("latin1", at + 4, at + 8) === "IDAT")
            parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
    const packed = inflateSync(Buffer.concat(parts));
    const stride = width * channels;
    const pixels = Buffer.alloc(stride * height);
    for (let y = 0; y < height; y += 1) {
        const row = y * stride;
        const undo = FILTERS[packed[y * (stride + 1)]];
        packed.copy(pixels, row, y * (stride + 1) + 1, (y + 1) * (stride + 1));
        undo(pixels, row, row + stride, channels, y > 0 ? stride : 0);
    }
    const at = (x, y) => {
        const place = Math.floor(y) * stride + Math.floor(x) * channels;
        return [pixels[place], pixels[place + 1], pixels[place + 2]];
    };
    return { width, height, at };
}

/** Undoes the filter of one row: `far` is how far back the pixel to the left is, `up` the row above; 0 where there is none. */
const FILTERS = [
    () => {},
    (pixels, start, end, far) => {
        for (let at = start + far; at < end; at += 1) pixels[at] += pixels[at - far];
    },
    (pixels, start, end, far, up) => {
        for (let at = start; up && at < end; at += 1) pixels[at] += pixels[at - up];
    },
    (pixels, start, end, far, up) => {
        for (let at = start; at < end; at += 1) {
            const left = at - start >= far ? pixels[at - far] : 0;
            pixels[at] += (left + (up ? pixels[at - up] : 0)) >> 1;
        }
    },
    (pixels, start, end, far, up) => {
        for (let at = start; at < end; at += 1) {
            const hasLeft = at - start >= far;
            const left = hasLeft ? pixels[at - far] : 0;
            pixels[at] += paeth(left, up ? pixels[at - up] : 0, hasLeft && up ? pixels[at - up - far] : 0);
        }
    },
];

function paeth(left, above, corner) {
    const guess = left + above - corner;
    const toLeft = Math.abs(guess - left);
    const toAbove = Math.abs(guess - above);
    const toCorner = Math.abs(guess - corner);
    if (toLeft <= toAbove && toLeft <= toCorner) return left;
    return toAbove <= toCorner ? above : corner;
}

/** The largest difference of any channel of two colours. */
export function colourDistance([red, green, blue], [otherRed, otherGreen, otherBlue]) {
    return Math.max(Math.abs(red - otherRed), Math.abs(green - otherGreen), Math.abs(blue - otherBlue));
}

/** The share of pixels of a box, 0 to 1, whose colours differ by more than `tolerance` between two pictures. */
export function shareChanged(before, after, box, tolerance = 24) {
    return shareOf(box, (x, y) => colourDistance(before.at(x, y), after.at(x, y)) > tolerance);
}

/** The share of pixels of a box, 0 to 1, for which something holds. */
export function shareOf({ x, y, width, height }, holds) {
    let count = 0;
    let all = 0;
    for (let row = Math.ceil(y); row < Math.floor(y + height); row += 1) {
        for (let column = Math.ceil(x); column < Math.floor(x + width); column += 1) {
            all += 1;
            if (holds(column, row)) count += 1;
        }
    }
    return count / all;
}
