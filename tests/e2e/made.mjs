// Small maps made for one test each, and a large one made for patience.

/** A zone: a square of `half` degrees to each side of a place. */
export function zone(id, [lng, lat], half, properties = {}) {
    const [west, south, east, north] = [lng - half, lat - half, lng + half, lat + half];
    const ring = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
    ];
    return {
        type: "Feature",
        properties: { id, status: "confirmed", ...properties },
        geometry: { type: "Polygon", coordinates: [ring] },
    };
}

/** An accident at a place. */
export function accident(id, lngLat, properties = {}) {
    return {
        type: "Feature",
        properties: { id, killed: 0, injured: 1, ...properties },
        geometry: { type: "Point", coordinates: lngLat },
    };
}

export function collection(features) {
    return { type: "FeatureCollection", features };
}

/** A file for page.drop and page.load. */
export function file(name, content) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    return { name, type: name.endsWith(".csv") ? "text/csv" : "application/geo+json", text };
}

/**
 * Makes a GeoJSON file of about so many megabytes inside the page, where it need not be carried to, as
 * `window.largeFile`: zones of many corners in rows around 46.7, 39.5. Gives the number of its features.
 */
export function makeLargeFile(page, megabytes) {
    return page.run((megabytes) => {
        const parts = ['{"type":"FeatureCollection","features":['];
        let bytes = 0;
        let count = 0;
        while (bytes < megabytes * 1e6) {
            const [lng, lat] = [46 + (count % 200) * 0.008, 39 + Math.floor(count / 200) * 0.008];
            const ring = [];
            for (let corner = 0; corner <= 60; corner += 1) {
                const angle = ((corner % 60) * Math.PI) / 30;
                const radius = 0.003 * (1 + 0.2 * ((corner % 60) % 2));
                ring.push([+(lng + radius * Math.cos(angle)).toFixed(6), +(lat + radius * Math.sin(angle)).toFixed(6)]);
            }
            const properties = {
                id: `L-${count}`,
                status: count % 2 ? "suspected" : "confirmed",
                name: `Area ${count}`,
            };
            const feature = JSON.stringify({
                type: "Feature",
                properties,
                geometry: { type: "Polygon", coordinates: [ring] },
            });
            parts.push((count ? ",\n" : "\n") + feature);
            bytes += feature.length + 2;
            count += 1;
        }
        parts.push("\n]}");
        window.largeFile = new File(parts, "large.geojson", { type: "application/geo+json" });
        return count;
    }, megabytes);
}
