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
        if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
    const packed = inflateSync(Buffer.concat(parts));
    const stride = width * channels;
    const pixels = Buffer.alloc(stride * height);
    for (let y = 0; y < height; y += 1) {
        const filter = packed[y * (stride + 1)];
        const row = y * stride;
        for (let x = 0; x < stride; x += 1) {
            const left = x >= channels ? pixels[row + x - channels] : 0;
            const above = y > 0 ? pixels[row + x - stride] : 0;
            const corner = x >= channels && y > 0 ? pixels[row + x - stride - channels] : 0;
            const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
            pixels[row + x] = packed[y * (stride + 1) + 1 + x] + guess;
        }
    }
    const at = (x, y) => {
        const place = Math.floor(y) * stride + Math.floor(x) * channels;
        return [pixels[place], pixels[place + 1], pixels[place + 2]];
    };
    return { width, height, at };
}

function paeth(left, above, corner) {
    const guess = left + above - corner;
    const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value));
    if (toLeft <= toAbove && toLeft <= toCorner) return left;
    return toAbove <= toCorner ? above : corner;
}

/** The largest difference of any channel of two colours. */
export function colourDistance(first, second) {
    return Math.max(...first.map((value, channel) => Math.abs(value - second[channel])));
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
