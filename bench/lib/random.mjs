// Seeded randomness: Chris Doty-Humphrey's sfc32 (PractRand), seeded by Sebastiano Vigna's splitmix64.

const MASK = (1n << 64n) - 1n;

/** A function that gives numbers from 0 up to 1, always the same ones for a seed. */
export function random(seed) {
    let state = BigInt(seed);
    const word = () => {
        state = (state + 0x9e3779b97f4a7c15n) & MASK;
        let bits = state;
        bits = ((bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
        bits = ((bits ^ (bits >> 27n)) * 0x94d049bb133111ebn) & MASK;
        return Number((bits ^ (bits >> 31n)) & 0xffffffffn) | 0;
    };
    let [a, b, c, counter] = [word(), word(), word(), 1];
    return () => {
        const sum = (((a + b) | 0) + counter) | 0;
        counter = (counter + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = ((c << 21) | (c >>> 11)) + sum | 0;
        return (sum >>> 0) / 4_294_967_296;
    };
}
