export async function computing() {
    return { lines: [] };
}
