//! Words and their stems, as far as English needs it to find "financed" in "financing".

use std::ops::Range;

/// A word of a folded text.
pub(in crate::facts) struct Word {
    pub(in crate::facts) range: Range<usize>,
    pub(in crate::facts) stem: String,
    /// A word that says little by itself: "is", "of", "the".
    pub(in crate::facts) is_filler: bool,
}

/// The words of a folded text.
pub(in crate::facts) fn words(folded: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = folded.char_indices().chain([(folded.len(), ' ')]);
    for (at, c) in ends {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = &folded[from..at];
                words.push(Word { range: from..at, stem: stem(word), is_filler: FILLERS.contains(&word) });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Words that say little by themselves.
const FILLERS: [&str; 53] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "being", "by", "did", "do", "does", "for", "from", "had", "has",
    "have", "he", "her", "his", "in", "into", "is", "it", "its", "of", "on", "or", "s", "she", "so", "than", "that",
    "the", "their", "them", "then", "they", "this", "through", "to", "up", "upon", "was", "were", "which", "who",
    "will", "with", "would", "over", "about",
];

/// Verbs whose forms, or nouns, share too little.
const IRREGULAR: [(&str, &[&str]); 60] = [
    ("acquire", &["acquisition", "acquisitions"]),
    ("become", &["became"]),
    ("begin", &["began", "begun", "beginning"]),
    ("break", &["broke", "broken"]),
    ("bear", &["bore", "born", "borne"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("buy", &["bought"]),
    ("catch", &["caught"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("decide", &["decision", "decisions"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("fall", &["fell", "fallen"]),
    ("fight", &["fought"]),
    ("flee", &["fled"]),
    ("fly", &["flew", "flown"]),
    ("forbid", &["forbade", "forbidden"]),
    ("get", &["got", "gotten"]),
    ("go", &["went", "gone"]),
    ("give", &["gave", "given"]),
    ("grow", &["grew", "grown"]),
    ("hold", &["held"]),
    ("know", &["knew", "known"]),
    ("lay", &["laid"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lend", &["lent"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("marry", &["marriage", "marriages"]),
    ("meet", &["met"]),
    ("oversee", &["oversaw", "overseen"]),
    ("overtake", &["overtook", "overtaken"]),
    ("pay", &["paid", "payment", "payments"]),
    ("produce", &["production", "productions"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("say", &["said"]),
    ("see", &["saw", "seen"]),
    ("seek", &["sought"]),
    ("sell", &["sold", "sale", "sales"]),
    ("send", &["sent"]),
    ("shoot", &["shot"]),
    ("sing", &["sang", "sung"]),
    ("sink", &["sank", "sunk"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("steal", &["stole", "stolen"]),
    ("strike", &["struck", "stricken"]),
    ("swear", &["swore", "sworn"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("think", &["thought"]),
    ("undertake", &["undertook", "undertaken"]),
    ("wear", &["wore", "worn"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("win", &["won"]),
    ("write", &["wrote", "written"]),
];

/// What the forms of a word have in common; equal stems need not be words.
pub(super) fn stem(word: &str) -> String {
    let regular = IRREGULAR.iter().find(|(_, forms)| forms.contains(&word));
    let word = regular.map_or(word, |(base, _)| base);
    if !word.is_ascii() {
        return word.to_owned();
    }
    let mut stem = word;
    let front = stem.strip_suffix("ies").or_else(|| stem.strip_suffix("ied"));
    if let Some(front) = front.filter(|front| front.len() > 1) {
        return format!("{front}y");
    }
    if stem.len() > 3 && !["ss", "us", "is"].iter().any(|end| stem.ends_with(end)) {
        stem = stem.strip_suffix('s').unwrap_or(stem);
    }
    for (suffix, least) in [("ing", 3), ("ed", 3), ("er", 4), ("or", 4)] {
        if let Some(front) = stem.strip_suffix(suffix) {
            let enough = front.len() == least - 1 && front.contains(is_vowel);
            if front.len() >= least || enough {
                stem = front;
            }
            break;
        }
    }
    // Nouns of verbs: appointment, election.
    for (suffix, least) in [("ment", 4), ("ion", 5)] {
        stem = stem.strip_suffix(suffix).filter(|front| front.len() >= least).unwrap_or(stem);
    }
    if stem.len() > 2 {
        stem = stem.strip_suffix('e').unwrap_or(stem);
    }
    let mut last_two = stem.chars().rev().take(2);
    if let (Some(last), Some(before)) = (last_two.next(), last_two.next())
        && last == before
        && !is_vowel(last)
    {
        stem = &stem[..stem.len() - 1];
    }
    stem.to_owned()
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_word_share_a_stem() {
        for forms in [
            &["finance", "financed", "financing", "finances", "financer"][..],
            &["fund", "funded", "funds", "funding", "funder"],
            &["plan", "planned", "planning", "plans", "planner"],
            &["sell", "selling", "sells", "sold", "seller"],
            &["marry", "married", "marries", "marrying"],
            &["own", "owned", "owns", "owning", "owner"],
            &["direct", "directed", "director", "directs"],
            &["meet", "met", "meeting", "meets"],
            &["invest", "invested", "investing", "investor", "investors"],
            &["bribe", "bribed", "bribing"],
            &["use", "used", "uses"],
            &["sanction", "sanctioned", "sanctions"],
            &["appoint", "appointed", "appointment", "appoints"],
            &["donate", "donated", "donation", "donations"],
            &["acquire", "acquired", "acquisition"],
            &["steal", "stole", "stolen", "stealing"],
            &["marry", "marriage", "married"],
            &["press", "pressed", "presses", "pressing"],
        ] {
            let stems: Vec<_> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{forms:?}: {stems:?}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for (a, b) in [
            ("sing", "sand"),
            ("red", "ring"),
            ("chairman", "chair"),
            ("bed", "being"),
            ("station", "state"),
            ("moment", "mom"),
            ("comment", "come"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }
}
