//! TopoJSON: lines shared between shapes, so that a border is one line and not two.
//!
//! Source: M. Bostock, "The TopoJSON Format Specification".

use super::json::Json;

/// Longitude and latitude in degrees.
pub type LngLat = [f64; 2];

/// A TopoJSON file with its arcs unpacked.
pub struct Topology {
    json: Json,
    pub arcs: Vec<Vec<LngLat>>,
    /// Size of one step of the file's own rounding, in degrees of longitude and latitude.
    pub quantum: LngLat,
}

/// One geometry of an object: its polygons as rings of arc references.
pub struct Shape<'a> {
    pub id: Option<&'a str>,
    pub name: Option<&'a str>,
    /// Arc `i` forwards is `i`, backwards is `!i`.
    pub polygons: Vec<Vec<Vec<i64>>>,
}

impl Topology {
    /// Reads a quantised topology; `None` where the text is something else.
    pub fn read(text: &str) -> Option<Self> {
        let json = Json::read(text)?;
        let pair = |value: &Json| {
            Some([
                value.items().first()?.number()?,
                value.items().get(1)?.number()?,
            ])
        };
        let transform = json.get("transform")?;
        let (scale, translate) = (
            pair(transform.get("scale")?)?,
            pair(transform.get("translate")?)?,
        );
        let mut arcs = Vec::new();
        for arc in json.get("arcs")?.items() {
            let mut at = [0.0, 0.0];
            let mut points = Vec::with_capacity(arc.items().len());
            for delta in arc.items() {
                let delta = pair(delta)?;
                at = [at[0] + delta[0], at[1] + delta[1]];
                points.push([
                    at[0] * scale[0] + translate[0],
                    at[1] * scale[1] + translate[1],
                ]);
            }
            arcs.push(points);
        }
        Some(Self {
            json,
            arcs,
            quantum: scale,
        })
    }

    /// The polygons of an object.
    pub fn shapes(&self, object: &str) -> Vec<Shape<'_>> {
        let object = self
            .json
            .get("objects")
            .and_then(|objects| objects.get(object));
        let geometries = object.and_then(|object| object.get("geometries"));
        geometries
            .map_or(&[][..], Json::items)
            .iter()
            .map(read_shape)
            .collect()
    }

    /// The points of a ring; the last one is not the first again.
    pub fn ring(&self, references: &[i64]) -> Vec<LngLat> {
        let mut points = Vec::new();
        for reference in references {
            let arc = &self.arcs[arc_index(*reference)];
            if *reference >= 0 {
                points.extend_from_slice(&arc[..arc.len() - 1]);
            } else {
                points.extend(arc[1..].iter().rev());
            }
        }
        points
    }
}

/// The arc that a reference names, whichever way it runs.
pub fn arc_index(reference: i64) -> usize {
    (if reference < 0 { !reference } else { reference }) as usize
}

fn read_shape(geometry: &Json) -> Shape<'_> {
    let ring = |ring: &Json| {
        ring.items()
            .iter()
            .filter_map(Json::number)
            .map(|arc| arc as i64)
            .collect()
    };
    let polygon = |polygon: &Json| polygon.items().iter().map(ring).collect();
    let arcs = geometry.get("arcs");
    let polygons = match (geometry.get("type").and_then(Json::text), arcs) {
        (Some("Polygon"), Some(arcs)) => vec![polygon(arcs)],
        (Some("MultiPolygon"), Some(arcs)) => arcs.items().iter().map(polygon).collect(),
        _ => Vec::new(),
    };
    Shape {
        id: geometry.get("id").and_then(Json::text),
        name: geometry
            .get("properties")
            .and_then(|properties| properties.get("name"))
            .and_then(Json::text),
        polygons,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_arc_is_walked_both_ways() {
        let topology = Topology::read(
            r#"{"transform": {"scale": [0.5, 1], "translate": [10, 0]},
                "arcs": [[[0, 0], [2, 2]], [[2, 2], [-2, 0], [0, -2]]],
                "objects": {"o": {"geometries": [{"type": "Polygon", "id": "031", "arcs": [[0, 1]]},
                    {"type": "Polygon", "arcs": [[-2, -1]]}]}}}"#,
        )
        .unwrap();
        let shapes = topology.shapes("o");
        assert_eq!(shapes[0].id, Some("031"));
        assert_eq!(
            topology.ring(&shapes[0].polygons[0][0]),
            [[10.0, 0.0], [11.0, 2.0], [10.0, 2.0]]
        );
        assert_eq!(
            topology.ring(&shapes[1].polygons[0][0]),
            [[10.0, 0.0], [10.0, 2.0], [11.0, 2.0]]
        );
    }
}
