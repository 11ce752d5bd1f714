//! How real files spell the keys of the canonical fields.
//!
//! Spellings are folded and without separators; the first of a list is the likeliest. A shapefile cuts keys at ten
//! characters, so a key of exactly ten also stands for whatever longer spelling it begins.

use super::meaning::Meaning;
use crate::hazard::{Field, RowKind};
use crate::ingest::value::spelling::folded_key;

/// The greatest length of a key in a shapefile's table.
const SHAPEFILE_KEY: usize = 10;

/// In which layers a spelling has this meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum In {
    Any,
    Zones,
    Incidents,
    Settlements,
    /// Zones and incidents.
    Hazards,
}

impl In {
    fn covers(self, kind: Option<RowKind>) -> bool {
        match (self, kind) {
            (Self::Any, _) | (_, None) => true,
            (Self::Zones, Some(kind)) => kind == RowKind::Zone,
            (Self::Incidents, Some(kind)) => kind == RowKind::Incident,
            (Self::Settlements, Some(kind)) => kind == RowKind::Settlement,
            (Self::Hazards, Some(kind)) => matches!(kind, RowKind::Zone | RowKind::Incident),
        }
    }
}

const fn field(field: Field) -> Meaning {
    Meaning::Field(field)
}

const KEYS: &[(Meaning, In, &str)] = &[
    (
        Meaning::RowKind,
        In::Any,
        "typearea tipoevento eventtype tipodeevento featuretype recordtype objecttype layer layername hazard category \
         type tipo vrsta",
    ),
    (
        field(Field::Id),
        In::Any,
        "id hazardid hacode haid haguid hazardcode localid incidentid accidentid accidentcode imsmaid uid uuid globalid \
         code kod codigo idevento minefieldid chaid shaid recordid featureid osmid objectid gid ogcfid fid",
    ),
    (
        field(Field::Status),
        In::Zones,
        "status hazardclass hazardclassification hazardcla hazardstatus statusha hastatus hatype classification class \
         landclass landstatus areastatus zonestatus minestatus estado estadoarea statut klasifikacija veziyyet статус \
         typearea areatype tipoarea zonetype hazard type tipo category",
    ),
    (
        field(Field::WorkStatus),
        In::Zones,
        "workstatus statusha closureha closure hastatus taskstatus progress progressstatus state estado status isstatusu \
         avancement",
    ),
    (
        field(Field::HazardTypes),
        In::Zones,
        "hazardtypes hazardtype hazardtyp hazardty eominetype eoerw eoied eotype eotypes eominetypes minetype erwtype \
         contaminationtype contaminant contamination device devices devicetype munition munitiontype ordnance \
         ordnancetype weapontype tipoartefacto tipodemina artefacto vrstamina typedengin minanovu tehlukenovu типмин \
         type tipo",
    ),
    (
        field(Field::Evidence),
        In::Zones,
        "evidence evidencetype typeofevidence evidencia preuve dokaz subut",
    ),
    (
        field(Field::Reliability),
        In::Zones,
        "reliability recordreliability reliabilityclass confidence quality confiabilidad fiabilidad fiabilite pouzdanost \
         etibarliliq надежность",
    ),
    (
        field(Field::ReliabilityPercent),
        In::Zones,
        "reliabilitypercent reliabilitypct reliabilityperc accuracypercent mapaccuracypercent reliability",
    ),
    (
        field(Field::SurveyDate),
        In::Zones,
        "surveydate dateofsurvey surveyed surveyedon ntsdate tsdate surveycompleted datesurvey fechaestudio \
         fechadeestudio datumizvidjanja tedqiqattarixi датаобследования",
    ),
    (
        field(Field::StatusDate),
        In::Zones,
        "statusdate statuschanged statuschangedate statuscha dateofstatus reportdate datereported reporteddate \
         lastupdate lastupdated updated modified dateofrecord recorddate fechaestado statustarixi date fecha datum tarix \
         дата",
    ),
    (
        field(Field::ClearedDate),
        In::Zones,
        "cleareddate clearancedate clearedon dateofclearance datecleared completiondate completiondat handoverdate \
         enddate dateend fechadespeje fechadeentrega datumciscenja temizlenmetarixi датаочистки",
    ),
    (
        field(Field::ClearanceDepthM),
        In::Zones,
        "clearancedepthm clearancedepth depth depthm depthcm clearancedepthcm profundidad dubina derinlik profondeur \
         глубина",
    ),
    (
        field(Field::AreaM2),
        In::Zones,
        "aream2 areasqm areasize hazardarea hazardare areaofhazard areadespejada clearedarea areacleared sizem2 sizesqm \
         areaha areahectares areasqkm areakm2 hectares area superficie povrsina sahe площадь size polygonarea shapearea",
    ),
    (
        field(Field::PositionalAccuracyM),
        In::Zones,
        "positionalaccuracym positionalaccuracy positionaccuracy gpsaccuracy accuracym uncertaintym horizontalaccuracy \
         accuracy",
    ),
    (
        field(Field::DevicesFound),
        In::Zones,
        "devicesfound devicesdestroyed minesfound itemsfound eofound eodestroyed",
    ),
    (
        field(Field::Operator),
        In::Zones,
        "operator organisation organization org orgname agency implementer implementingpartner operador organizacion \
         organizacija qurum icraciqurum оператор организация",
    ),
    (
        field(Field::Date),
        In::Incidents,
        "date incidentdate dateofincident accidentdate dateofaccident dateaccident dateincident eventdate dateofevent \
         occurreddate fecha fechaevento fechadelevento datum datumnesrece datumincidenta tarix hadisetarixi дата \
         датапроисшествия datetime dateoccurred",
    ),
    (
        Meaning::Year,
        In::Incidents,
        "ano year yr accidentyear incidentyear annee godina il год",
    ),
    (
        Meaning::Month,
        In::Incidents,
        "mes month mois mjesec mesec ay месяц",
    ),
    (
        Meaning::DayOfMonth,
        In::Incidents,
        "dia day jour dan gun день",
    ),
    (
        field(Field::Killed),
        In::Incidents,
        "killed numkilled numberkilled noofkilled nkilled totalkilled dead deaths fatalities fatal muertos fallecidos \
         tues morts poginuli brojpoginulih helakolan helakolanlar погибло погибшие",
    ),
    (
        field(Field::Injured),
        In::Incidents,
        "injured injure injuries numinjured numberinjured noofinjured ninjured totalinjured wounded heridos blesses \
         ranjeni povrijedjeni brojranjenih yaralanan yaralananlar ранено раненые",
    ),
    (
        field(Field::OutcomeUnknown),
        In::Incidents,
        "outcomeunknown unknownoutcome",
    ),
    (
        Meaning::Casualties,
        In::Incidents,
        "casualties victims victim numvictims totalvictims totalcasualties numcasualties numberofvictims victimas \
         totalvictimas victimes zrtve zerercekenler пострадавшие",
    ),
    (
        Meaning::VictimOutcome,
        In::Incidents,
        "viconsequence consequence outcome victimstatus viinjury severity victim injury estadovictima consecuencia \
         netice killedinjured condicionvictima",
    ),
    (
        Meaning::VictimAge,
        In::Incidents,
        "viage age victimage agegroup edad rangoedad grupoetario starost dob yas возраст",
    ),
    (
        Meaning::VictimSex,
        In::Incidents,
        "visex vigender sex gender victimsex victimgender sexo genero sexe spol pol cins пол",
    ),
    (
        Meaning::VictimPerson,
        In::Incidents,
        "viperson victimtype vicategory vioccupation civilmilitary civilianmilitary condicion victimcategory \
         personstatus vistatus",
    ),
    (
        field(Field::Children),
        In::Incidents,
        "children numchildren childvictims minors menores djeca usaqlar дети",
    ),
    (
        field(Field::Men),
        In::Incidents,
        "men hombres muskarci kisiler мужчины",
    ),
    (
        field(Field::Women),
        In::Incidents,
        "women mujeres zene qadinlar женщины",
    ),
    (
        field(Field::Boys),
        In::Incidents,
        "boys ninos djecaci oglanlar",
    ),
    (
        field(Field::Girls),
        In::Incidents,
        "girls ninas djevojcice qizlar",
    ),
    (
        field(Field::Civilian),
        In::Incidents,
        "civilian civilians civil civiles civili mulki mulkisexsler гражданские",
    ),
    (
        field(Field::Military),
        In::Incidents,
        "military soldiers militar militares fuerzapublica vojska vojnici herbci herbciler военные",
    ),
    (
        field(Field::Deminer),
        In::Incidents,
        "deminer deminers desminadores demineri minatemizleyen саперы",
    ),
    (
        field(Field::StatusUnknown),
        In::Incidents,
        "statusunknown unknownstatus",
    ),
    (
        field(Field::Device),
        In::Incidents,
        "device devices devicetype explosivedevice minetype erwtype eominetype eoerw eoied hazardtype eotype cause \
         causeofaccident typeofdevice munition ordnance weapon artefacto tipoartefacto tipodeartefacto vrstasredstva \
         qurgu qurgununnovu устройство type",
    ),
    (
        field(Field::Activity),
        In::Incidents,
        "activity activityattime activityattimeofincident activityattimeofaccident viactivity victimactivity actividad \
         activite aktivnost mesguliyyet деятельность",
    ),
    (
        field(Field::Kind),
        In::Incidents,
        "kind accidenttype incidenttype typeofaccident typeofincident tipoaccidente",
    ),
    (
        field(Field::LocationPrecision),
        In::Incidents,
        "locationprecision locationaccuracy geoprecision precision accuracy coordinatequality",
    ),
    (
        field(Field::Narrative),
        In::Incidents,
        "narrative description summary details descripcion opis tesvir описание remarks comments notes",
    ),
    (
        field(Field::Population),
        In::Settlements,
        "population pop poblacion stanovnistvo ehali население pop2009 pop2019 popest",
    ),
    (
        field(Field::ReturnStatus),
        In::Settlements,
        "returnstatus return resettlement resettlementstatus qayidis status",
    ),
    (
        field(Field::ReturnedOn),
        In::Settlements,
        "returnedon returndate dateofreturn qayidistarixi",
    ),
    (
        field(Field::Residents),
        In::Settlements,
        "residents currentresidents currentpopulation sakinler жители",
    ),
    (
        field(Field::AltNames),
        In::Settlements,
        "altnames altname alternatenames alternativenames othernames oldname oldnames formername nameru nameaz nameen \
         namehy namelocal asciiname",
    ),
    (
        field(Field::Name),
        In::Any,
        "name hazardname haname minefieldname areaname title nombre nom naziv ad adi название shapename nameenglish \
         settlementname placename admname",
    ),
    (
        field(Field::Admin1),
        In::Any,
        "admin1 admin1name admin1nam adm1 adm1en adm1name name1 departamento province governorate region oblast entity \
         entitet kanton canton state wilaya gouvernorat vilayet область statename governora",
    ),
    (
        field(Field::Admin2),
        In::Any,
        "admin2 admin2name admin2nam adm2 adm2en adm2name name2 municipio municipality district opcina opstina county \
         rayon raion район commune subdistrict subdistric munipality",
    ),
    (
        field(Field::Settlement),
        In::Hazards,
        "settlement village villagename town city community locality place placename vereda centropoblado naselje mjesto \
         kend yasayismenteqesi село admin3name nearesttown nearestvillage",
    ),
    (
        field(Field::Source),
        In::Any,
        "source datasource informationsource sourceofinformation fuente izvor menbe источник originator",
    ),
    (
        field(Field::Notes),
        In::Any,
        "notes note remarks comments comment description observaciones napomena qeyd qeydler примечание",
    ),
];

/// A meaning that the name of a key suggests, with its rank: smaller is likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Suggestion {
    pub meaning: Meaning,
    pub rank: usize,
}

/// What a key may mean in a layer of this kind, by its name alone; of any kind where that is not known yet.
pub(super) fn suggestions(key: &str, kind: Option<RowKind>) -> Vec<Suggestion> {
    let folded = folded_key(key);
    let cut = key.chars().count() == SHAPEFILE_KEY;
    let rank_of = |spellings: &str| {
        let exact = spellings.split(' ').position(|spelling| spelling == folded);
        let begun = || {
            spellings
                .split(' ')
                .position(|spelling| cut && spelling.starts_with(&folded))
        };
        exact.or_else(begun)
    };
    KEYS.iter()
        .filter(|(_, layers, _)| layers.covers(kind))
        .filter_map(|(meaning, _, spellings)| {
            rank_of(spellings).map(|rank| Suggestion {
                meaning: *meaning,
                rank,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(key: &str, kind: RowKind, expected: Meaning) -> bool {
        suggestions(key, Some(kind))
            .iter()
            .any(|suggestion| suggestion.meaning == expected)
    }

    #[test]
    fn keys_seen_in_the_wild_are_known() {
        for (key, kind, slug) in [
            ("Hazard_ID", RowKind::Zone, "id"),
            ("ha_code", RowKind::Zone, "id"),
            ("OBJECTID", RowKind::Zone, "id"),
            ("localid", RowKind::Zone, "id"),
            ("Hazard_Cla", RowKind::Zone, "status"),
            ("status_ha", RowKind::Zone, "status"),
            ("status_ha", RowKind::Zone, "work_status"),
            ("closure_ha", RowKind::Zone, "work_status"),
            ("Hazard_Typ", RowKind::Zone, "hazard_types"),
            ("eo_mine_type", RowKind::Zone, "hazard_types"),
            ("eo_erw", RowKind::Zone, "hazard_types"),
            ("eo_ied", RowKind::Zone, "hazard_types"),
            ("MINE_TYPE", RowKind::Incident, "device"),
            ("ERW_TYPE", RowKind::Incident, "device"),
            ("DEVICES", RowKind::Incident, "device"),
            ("Status_Cha", RowKind::Zone, "status_date"),
            ("survey_date", RowKind::Zone, "survey_date"),
            ("DATE", RowKind::Incident, "date"),
            ("Incident_D", RowKind::Incident, "date"),
            ("AÑO", RowKind::Incident, "year"),
            ("ano", RowKind::Incident, "year"),
            ("KILLED", RowKind::Incident, "killed"),
            ("INJURE", RowKind::Incident, "injured"),
            ("VICTIM", RowKind::Incident, "casualties"),
            ("vi_consequence", RowKind::Incident, "victim_outcome"),
            ("DEPARTAMENTO", RowKind::Incident, "admin1"),
            ("MUNICIPIO", RowKind::Incident, "admin2"),
            ("Province", RowKind::Zone, "admin1"),
            ("governorate", RowKind::Zone, "admin1"),
            ("admin1Name", RowKind::Zone, "admin1"),
            ("areadespejada", RowKind::Zone, "area_m2"),
            ("typeArea", RowKind::Zone, "row_kind"),
            ("TIPO_EVENTO", RowKind::Incident, "row_kind"),
        ] {
            let meaning = Meaning::from_slug(slug).unwrap();
            assert!(means(key, kind, meaning), "{key} as {slug}");
        }
    }

    #[test]
    fn only_a_key_of_ten_characters_may_be_cut() {
        assert!(means(
            "Clearance_",
            RowKind::Zone,
            Meaning::Field(Field::ClearedDate)
        ));
        assert!(!means(
            "Clear",
            RowKind::Zone,
            Meaning::Field(Field::ClearedDate)
        ));
    }

    #[test]
    fn spellings_are_folded_as_the_keys_are() {
        for (meaning, _, spellings) in KEYS {
            for spelling in spellings.split(' ') {
                assert!(
                    spelling == folded_key(spelling),
                    "{spelling} of {}",
                    meaning.slug()
                );
            }
        }
    }
}
