//! The caveats that follow from the zones and accidents an answer rests on.

use super::accidents::Accidents;
use super::approach::Approach;
use super::caveat::Caveat;
use super::class::ZoneClass;
use super::zones::ZoneFound;
use crate::hazard::{HazardStatus, Reliability};
use crate::units::Metres;

/// What a reader has to know of the accidents that were counted, recorded by so many layers.
pub(super) fn accident_caveats(accidents: &Accidents, layers: usize, caveats: &mut Vec<Caveat>) {
    if accidents.rough > 0 {
        caveats.push(Caveat::RoughAccidents {
            accidents: accidents.rough,
        });
    }
    if layers > 1 && accidents.total.accidents > 0 {
        caveats.push(Caveat::SeveralAccidentLayers {
            layers: layers as u32,
        });
    }
}

/// What a reader has to know of the zones that are, or may be, within a distance.
pub(super) fn zone_caveats(
    zones: &[(ZoneFound, Approach)],
    reach: Metres,
    caveats: &mut Vec<Caveat>,
) {
    let count = |condition: &dyn Fn(&ZoneFound) -> bool| {
        let matching = zones
            .iter()
            .map(|(zone, _)| zone)
            .filter(|zone| zone.least_distance() <= reach && condition(zone));
        let worst = matching.clone().filter_map(|zone| zone.uncertainty);
        let uncertainty = worst.fold(Metres(0.0), |worst, metres| Metres(worst.0.max(metres.0)));
        (matching.count() as u32, uncertainty)
    };
    let is_hazard = |zone: &ZoneFound| zone.class.is_hazard();
    let is_inside = |zone: &ZoneFound| zone.distance.0 == 0.0;
    let may_be_inside =
        |zone: &ZoneFound| is_hazard(zone) && !is_inside(zone) && zone.least_distance().0 == 0.0;
    let (zones, uncertainty) = count(&may_be_inside);
    if zones > 0 {
        caveats.push(Caveat::MayBeInside { zones, uncertainty });
    }
    let (zones, uncertainty) = count(&|zone| is_hazard(zone) && zone.distance > reach);
    if zones > 0 {
        caveats.push(Caveat::NearByUncertainty { zones, uncertainty });
    }
    let (zones, _) =
        count(&|zone| zone.class == ZoneClass::Declared && zone.reliability == Reliability::Low);
    if zones > 0 {
        caveats.push(Caveat::LowReliability { zones });
    }
    let (zones, _) = count(&|zone| zone.status == HazardStatus::Unknown);
    if zones > 0 {
        caveats.push(Caveat::UnknownStatus { zones });
    }
    let (zones, _) = count(&|zone| is_hazard(zone) && !zone.has_extent);
    if zones > 0 {
        caveats.push(Caveat::NoExtent { zones });
    }
    let (hazards, _) = count(&|zone| is_hazard(zone) && is_inside(zone));
    let (zones, _) = count(&|zone| !is_hazard(zone) && is_inside(zone));
    if zones > 0 {
        caveats.push(Caveat::ReleasedLand { zones });
        if hazards > 0 {
            caveats.push(Caveat::HazardOnReleasedLand { zones });
        }
    }
}
