//! Closed lists other than status and hazard type: words of many countries to one value each.
//!
//! Every reader takes a recorded text and answers `None` where it cannot tell; only whole texts are compared.

use super::spelling::folded;
use crate::hazard::{
    Evidence, IncidentKind, LocationPrecision, Reliability, ReturnStatus, WorkStatus,
};

/// What became of a casualty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Killed,
    Injured,
}

/// Who a casualty was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    Civilian,
    Military,
    Deminer,
}

/// The sex of a casualty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    Male,
    Female,
}

/// Under 18 or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeGroup {
    Child,
    Adult,
}

/// Values with their spellings, folded and separated by `|`.
type Spellings<T> = [(T, &'static str)];

fn named<T: Copy>(spellings: &Spellings<T>, text: &str) -> Option<T> {
    let folded = folded(text);
    spellings
        .iter()
        .find(|(_, known)| known.split('|').any(|spelling| spelling == folded))
        .map(|(value, _)| *value)
}

/// How far work has come.
#[must_use]
pub fn work_status(text: &str) -> Option<WorkStatus> {
    const SPELLINGS: &Spellings<WorkStatus> = &[
        (
            WorkStatus::Open,
            "open|opened|active|not started|planned|pending|new|reported|abierto|abierta|ouvert|otvoreno|aciq|открыт|открыто",
        ),
        (
            WorkStatus::InProgress,
            "in progress|worked on|ongoing|on going|under clearance|under survey|started|suspended|work in progress|en curso|\
         en proceso|en cours|u toku|is gedir|davam edir|в работе|выполняется",
        ),
        (
            WorkStatus::Closed,
            "closed|completed|complete|finished|done|cerrado|cerrada|finalizado|finalizada|ferme|termine|zatvoreno|zavrseno|\
         baglanib|bitib|закрыт|закрыто|завершено",
        ),
        (
            WorkStatus::HandedOver,
            "handed over|handover|handed over to community|entregado|entregada|remis|predato|tehvil verilib|передано",
        ),
    ];
    WorkStatus::from_slug(text.trim()).or_else(|| named(SPELLINGS, text))
}

/// On what a zone rests.
#[must_use]
pub fn evidence(text: &str) -> Option<Evidence> {
    const SPELLINGS: &Spellings<Evidence> = &[
        (
            Evidence::Direct,
            "direct|direct evidence|directa|evidencia directa|directe|direktan|direktni|birbasa|прямое|прямые",
        ),
        (
            Evidence::Indirect,
            "indirect|indirect evidence|indirecta|evidencia indirecta|indirecte|indirektan|indirektni|dolayi|косвенное|\
         косвенные",
        ),
        (
            Evidence::None,
            "none|no evidence|ninguna|sin evidencia|aucune|nema dokaza|yoxdur|нет",
        ),
    ];
    Evidence::from_slug(text.trim()).or_else(|| named(SPELLINGS, text))
}

/// How far a record is to be trusted; percentages are numbers, read elsewhere.
#[must_use]
pub fn reliability(text: &str) -> Option<Reliability> {
    const SPELLINGS: &Spellings<Reliability> = &[
        (
            Reliability::High,
            "high|high reliability|reliable|good|alta|alto|elevee|visoka|pouzdan|yuksek|etibarli|высокая",
        ),
        (
            Reliability::Low,
            "low|low reliability|unreliable|not reliable|poor|bad|baja|bajo|faible|niska|nepouzdan|asagi|etibarsiz|низкая",
        ),
    ];
    Reliability::from_slug(text.trim()).or_else(|| named(SPELLINGS, text))
}

/// What kind of accident it was.
#[must_use]
pub fn incident_kind(text: &str) -> Option<IncidentKind> {
    const SPELLINGS: &Spellings<IncidentKind> = &[
        (
            IncidentKind::MineErw,
            "mine erw|mine accident|mine incident|mine|erw|uxo|erw accident|uxo accident|accident|civilian accident|\
         accidente|accidente por map|accidente por muse|minska nesreca|mina hadisesi|mina partlayisi|incidents|incident",
        ),
        (
            IncidentKind::Demining,
            "demining|demining accident|demining incident|clearance accident|eod accident|accidente de desminado|\
         deminerska nesreca|minatemizleme",
        ),
    ];
    IncidentKind::from_slug(text.trim()).or_else(|| named(SPELLINGS, text))
}

/// How well the place of an accident is known.
#[must_use]
pub fn location_precision(text: &str) -> Option<LocationPrecision> {
    const SPELLINGS: &Spellings<LocationPrecision> = &[
        (
            LocationPrecision::Exact,
            "exact|gps|precise|exacta|exacto|coordinates|tacna|deqiq|точно",
        ),
        (
            LocationPrecision::OneKilometre,
            "1km|1 km|within 1 km|approximate|approx|aproximada|texmini",
        ),
        (
            LocationPrecision::Settlement,
            "settlement|village|town|populated place|vereda|naselje|kend|yasayis menteqesi|село",
        ),
        (
            LocationPrecision::District,
            "district|municipality|admin2|municipio|opcina|rayon|район",
        ),
    ];
    LocationPrecision::from_slug(text.trim()).or_else(|| named(SPELLINGS, text))
}

/// How far the return to a settlement has come.
#[must_use]
pub fn return_status(text: &str) -> Option<ReturnStatus> {
    const SPELLINGS: &Spellings<ReturnStatus> = &[
        (
            ReturnStatus::NotReturned,
            "not returned|no return|abandoned|uninhabited|qayidis olmayib|qayitmayib|не возвращены",
        ),
        (
            ReturnStatus::Planned,
            "planned|return planned|planlasdirilir|запланировано",
        ),
        (
            ReturnStatus::Returned,
            "returned|resettled|inhabited|qayidib|qayidis olub|kocurulub|возвращены",
        ),
    ];
    ReturnStatus::from_slug(text.trim()).or_else(|| named(SPELLINGS, text))
}

/// The slug of a known activity; other activities keep the text of the record.
#[must_use]
pub fn activity(text: &str) -> Option<&'static str> {
    const SPELLINGS: &Spellings<&str> = &[
        (
            "farming",
            "farming|agriculture|agricultural work|ploughing|harvesting|agricultura|poljoprivreda|ekincilik|kend teserrufati|\
         сельхозработы|сельское хозяйство",
        ),
        (
            "herding",
            "herding|grazing|tending animals|shepherding|livestock|pastoreo|ganaderia|cuvanje stoke|mal qara otarmaq|\
         mal otarma|выпас скота",
        ),
        (
            "gathering",
            "gathering|collecting wood|wood collection|firewood|collecting food|collecting water|collecting food wood water|\
         recoleccion|sakupljanje drva|odun yigmaq|сбор дров",
        ),
        (
            "travelling",
            "travelling|traveling|travel|walking|driving|passing|desplazamiento|transitando|kretanje|yolda olmaq|hereket|\
         передвижение",
        ),
        (
            "playing",
            "playing|play|recreation|jugando|juego|igra|oynamaq|игра",
        ),
        (
            "tampering",
            "tampering|handling|playing with device|manipulating|manipulacion|manipulando|rukovanje|qurguya toxunmaq",
        ),
        (
            "scrap",
            "scrap|scrap metal|collecting scrap|collecting scrap metal|chatarra|staro zeljezo|metal yigmaq|сбор металлолома",
        ),
        (
            "hunting_fishing",
            "hunting|fishing|hunting fishing|caza|pesca|lov|ribolov|ov|baliqciliq|охота|рыбалка",
        ),
        (
            "construction",
            "construction|building|road work|reconstruction|construccion|gradnja|tikinti|yol tikintisi|строительство",
        ),
        (
            "household",
            "household|household work|domestic|tareas domesticas|ev isleri",
        ),
        (
            "demining",
            "demining|clearance|survey|desminado|erradicacion|deminiranje|minatemizleme|разминирование",
        ),
        (
            "military",
            "military|military duty|military operation|patrol|patrolling|actividades militares|vojna aktivnost|herbi xidmet|\
         военная служба",
        ),
        (
            "returning",
            "returning|returning home|visiting home|return|retorno|povratak|eve qayitmaq|evine bas cekmek",
        ),
        (
            "bystander",
            "bystander|standing|passing by|standing nearby|espectador|prolaznik",
        ),
        ("other", "other|otro|otra|ostalo|drugo|diger|другое"),
    ];
    named(SPELLINGS, text)
}

/// Yes or no.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    const SPELLINGS: &Spellings<bool> = &[
        (true, "yes|y|true|t|1|x|si|oui|da|he|beli|var|да|present"),
        (
            false,
            "no|n|false|f|0|non|ne|xeyr|yox|yoxdur|нет|none|absent",
        ),
    ];
    named(SPELLINGS, text)
}

/// What became of a casualty.
#[must_use]
pub fn outcome(text: &str) -> Option<Outcome> {
    const SPELLINGS: &Spellings<Outcome> = &[
        (
            Outcome::Killed,
            "killed|dead|death|died|fatal|fatality|k|deceased|muerto|muerta|muerte|fallecido|fallecida|tue|mort|poginuo|\
         poginula|poginuli|smrt|helak olub|helak olmus|olub|oldu|погиб|погибла|погибший",
        ),
        (
            Outcome::Injured,
            "injured|injury|wounded|hurt|non fatal|survived|survivor|herido|herida|lesionado|blesse|blessee|ranjen|ranjena|\
         povrijeden|yaralanib|yaralanmis|yarali|ранен|ранена|раненый|disabled|amputation",
        ),
    ];
    named(SPELLINGS, text)
}

/// Who a casualty was.
#[must_use]
pub fn person(text: &str) -> Option<Person> {
    const SPELLINGS: &Spellings<Person> = &[
        (
            Person::Civilian,
            "civilian|civil|civ|civilians|civile|civil person|mulki|mulki sexs|гражданский|гражданское лицо|цивільний",
        ),
        (
            Person::Military,
            "military|soldier|security forces|security force|police|armed forces|mil|militar|fuerza publica|militaire|vojnik|\
         vojno lice|herbci|herbi qulluqcu|военный|военнослужащий|combatant",
        ),
        (
            Person::Deminer,
            "deminer|demining staff|eod|desminador|erradicador|demineur|deminer staff|minatemizleyen|сапер|сапёр",
        ),
    ];
    named(SPELLINGS, text)
}

/// The sex of a casualty.
#[must_use]
pub fn sex(text: &str) -> Option<Sex> {
    const SPELLINGS: &Spellings<Sex> = &[
        (
            Sex::Male,
            "male|m|man|boy|masculino|hombre|masculin|homme|muski|musko|kisi|oglan|мужской|муж|м",
        ),
        (
            Sex::Female,
            "female|f|woman|girl|femenino|mujer|feminin|femme|zenski|zensko|qadin|qiz|женский|жен|ж",
        ),
    ];
    named(SPELLINGS, text)
}

/// Under 18 or not, from words; ages in years are numbers, read elsewhere.
#[must_use]
pub fn age_group(text: &str) -> Option<AgeGroup> {
    const SPELLINGS: &Spellings<AgeGroup> = &[
        (
            AgeGroup::Child,
            "child|children|boy|girl|minor|under 18|menor|menor de edad|menor de 18|nino|nina|enfant|dijete|usaq|azyasli|\
         ребенок",
        ),
        (
            AgeGroup::Adult,
            "adult|man|woman|over 18|mayor|mayor de edad|mayor de 18|adulto|adulte|odrasli|odrasla|yetkin|взрослый",
        ),
    ];
    named(SPELLINGS, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_countries_have_their_value() {
        assert_eq!(work_status("Worked on"), Some(WorkStatus::InProgress));
        assert_eq!(work_status("OPEN"), Some(WorkStatus::Open));
        assert_eq!(work_status("handed_over"), Some(WorkStatus::HandedOver));
        assert_eq!(evidence("Direct evidence"), Some(Evidence::Direct));
        assert_eq!(evidence("none"), Some(Evidence::None));
        assert_eq!(reliability("Aşağı"), Some(Reliability::Low));
        assert_eq!(
            incident_kind("Demining accident"),
            Some(IncidentKind::Demining)
        );
        assert_eq!(
            location_precision("within 1 km"),
            Some(LocationPrecision::OneKilometre)
        );
        assert_eq!(
            return_status("Not returned"),
            Some(ReturnStatus::NotReturned)
        );
        assert_eq!(activity("Grazing"), Some("herding"));
        assert_eq!(outcome("Muerto"), Some(Outcome::Killed));
        assert_eq!(outcome("Yaralanıb"), Some(Outcome::Injured));
        assert_eq!(person("Fuerza pública"), Some(Person::Military));
        assert_eq!(sex("Kişi"), Some(Sex::Male));
        assert_eq!(age_group("Menor de edad"), Some(AgeGroup::Child));
        assert_eq!(yes_or_no("Sí"), Some(true));
    }

    #[test]
    fn every_slug_reads_as_itself() {
        for value in WorkStatus::ALL {
            assert_eq!(work_status(value.slug()), Some(value));
        }
        for value in LocationPrecision::ALL {
            assert_eq!(location_precision(value.slug()), Some(value));
        }
        for slug in [
            "farming",
            "herding",
            "gathering",
            "travelling",
            "playing",
            "tampering",
            "scrap",
            "hunting_fishing",
            "construction",
            "household",
            "demining",
            "military",
            "returning",
            "bystander",
            "other",
        ] {
            assert_eq!(activity(slug), Some(slug));
            assert_eq!(activity(&slug.to_uppercase()), Some(slug));
        }
    }

    #[test]
    fn what_is_not_understood_is_none() {
        assert_eq!(work_status("open?maybe"), None);
        assert_eq!(evidence("strong"), None);
        assert_eq!(activity("juggling"), None);
        assert_eq!(outcome("not injured"), None);
        assert_eq!(yes_or_no("2"), None);
    }
}
