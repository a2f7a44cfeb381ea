//! The English names of the Wikidata properties that sets of marked articles use.

/// Property and wording, in the order of their numbers.
const PROPERTIES: [(u16, &str); 97] = [
    (6, "head of government"),
    (17, "country"),
    (19, "place of birth"),
    (20, "place of death"),
    (22, "father"),
    (25, "mother"),
    (26, "spouse"),
    (27, "country of citizenship"),
    (30, "continent"),
    (31, "instance of"),
    (35, "head of state"),
    (36, "capital"),
    (37, "official language"),
    (39, "position held"),
    (40, "child"),
    (50, "author"),
    (54, "member of sports team"),
    (57, "director"),
    (58, "screenwriter"),
    (69, "educated at"),
    (86, "composer"),
    (102, "member of political party"),
    (108, "employer"),
    (112, "founded by"),
    (118, "league"),
    (123, "publisher"),
    (127, "owned by"),
    (131, "located in the administrative territorial entity"),
    (136, "genre"),
    (137, "operator"),
    (140, "religion"),
    (150, "contains administrative territorial entity"),
    (155, "follows"),
    (156, "followed by"),
    (159, "headquarters location"),
    (161, "cast member"),
    (162, "producer"),
    (166, "award received"),
    (170, "creator"),
    (171, "parent taxon"),
    (172, "ethnic group"),
    (175, "performer"),
    (176, "manufacturer"),
    (178, "developer"),
    (179, "series"),
    (190, "sister city"),
    (194, "legislative body"),
    (205, "basin country"),
    (206, "located in or next to body of water"),
    (241, "military branch"),
    (264, "record label"),
    (272, "production company"),
    (276, "location"),
    (279, "subclass of"),
    (355, "subsidiary"),
    (361, "part of"),
    (364, "original language of work"),
    (400, "platform"),
    (403, "mouth of the watercourse"),
    (449, "original network"),
    (463, "member of"),
    (488, "chairperson"),
    (495, "country of origin"),
    (527, "has part"),
    (551, "residence"),
    (569, "date of birth"),
    (570, "date of death"),
    (571, "inception"),
    (576, "dissolved, abolished or demolished"),
    (577, "publication date"),
    (580, "start time"),
    (582, "end time"),
    (585, "point in time"),
    (607, "conflict"),
    (674, "characters"),
    (676, "lyrics by"),
    (706, "located on terrain feature"),
    (710, "participant"),
    (737, "influenced by"),
    (740, "location of formation"),
    (749, "parent organization"),
    (800, "notable work"),
    (807, "separated from"),
    (840, "narrative location"),
    (937, "work location"),
    (1001, "applies to jurisdiction"),
    (1056, "product or material produced"),
    (1198, "unemployment rate"),
    (1336, "territory claimed by"),
    (1344, "participant of"),
    (1365, "replaces"),
    (1366, "replaced by"),
    (1376, "capital of"),
    (1412, "languages spoken, written or signed"),
    (1441, "present in work"),
    (1829, "official residence"),
    (3373, "sibling"),
];

/// The wording of a property such as `P26`; a property without one is its own wording.
pub(super) fn wording(property: &str) -> &str {
    let number = property.strip_prefix('P').and_then(|digits| digits.parse::<u16>().ok());
    let place = number.and_then(|number| PROPERTIES.binary_search_by_key(&number, |(number, _)| *number).ok());
    place.map_or(property, |place| PROPERTIES[place].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_properties_stand_in_order() {
        assert!(PROPERTIES.is_sorted_by(|(first, _), (second, _)| first < second));
        for (property, expected) in [("P6", "head of government"), ("P3373", "sibling"), ("P9999", "P9999"), ("x", "x")]
        {
            assert_eq!(wording(property), expected);
        }
    }
}
