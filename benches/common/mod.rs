//! Invented data for the benchmarks, the same in every run.

/// West, south, east, north.
const REGION: [f64; 4] = [45.0, 38.5, 49.0, 41.5];

/// Sebastiano Vigna's splitmix64.
pub struct Random(pub u64);

impl Random {
    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Longitude and latitude somewhere in the region.
    pub fn position(&mut self) -> [f64; 2] {
        let [west, south, east, north] = REGION;
        let (across, up) = (self.share(), self.share());
        [west + across * (east - west), south + up * (north - south)]
    }
}
