//! Writes the sample map of Orsalia, an invented film country of 300 people, firms, films, places and
//! festivals: `cargo run --example generate_sample -- 1 > sample-data/film-country.json`. One seed, one map.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

// ---------------------------------------------------------------------------------------------
// Chance

/// SplitMix64: small, fast, and the same on every machine.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound - 1`; 0 where `bound` is 0.
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    fn between(&mut self, low: u32, high: u32) -> u32 {
        let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low + u32::try_from(self.below(span)).unwrap_or(0)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            let other = self.below(end + 1);
            items.swap(end, other);
        }
    }
}

// ---------------------------------------------------------------------------------------------
// Words

#[rustfmt::skip]
const TOWNS: [&str; 22] = [
    "Tarsk", "Velmouth", "Oskerry", "Lindava", "Morrowick", "Saint Ebber", "Kolmaris", "Brindlay",
    "Ustrand", "Peldora", "Hevring", "Quarrant", "Isselmoor", "Tolvane", "Grendal", "Marisk",
    "Ardelay", "Nimmeren", "Cobrecht", "Yarrowin", "Zelby", "Fennaway",
];

#[rustfmt::skip]
const STUDIOS: [&str; 10] = [
    "Ninth Lantern", "Cartwright & Moth", "Studio Ambrelle", "Iron Heron Films", "Orsal State Film",
    "Brothers Quill", "Velmouth Picture Works", "Tin Cathedral", "Marisk Light Company",
    "Salt Road Films",
];

#[rustfmt::skip]
const DISTRIBUTORS: [&str; 6] = [
    "Wide Meadow Releasing", "Hobb & Sorrel", "Northern Reels", "Parasol Distribution",
    "Sixpenny Releasing", "Orsal Film Exchange",
];
#[rustfmt::skip]
const LENDERS: [&str; 5] = [
    "Bank of Kolmaris", "Tollgate Credit", "Fund for Orsal Cinema", "Hevring Savings Bank",
    "Pellam Brothers",
];
#[rustfmt::skip]
const BROADCASTERS: [&str; 4] = [
    "Channel Ostra", "Radio Lindava", "Orsal Television", "Kite Network",
];
const EFFECTS: [&str; 4] = ["Glass Anvil", "Moonbox Effects", "Seventh Shadow", "Pixel & Plaster"];
const MUSIC: [&str; 3] = ["Harrow Lane Music", "Copperbird Records", "The Tarsk Sinfonietta"];
const RENTALS: [&str; 3] = ["Lockjaw Cameras", "Bright Crane Hire", "Oskerry Sound Stages"];
#[rustfmt::skip]
const CINEMAS: [&str; 4] = [
    "Alhambrel Cinemas", "Roxane Houses", "Corso Picture Halls", "Velvet Row",
];
const COSTUME: [&str; 2] = ["Needle & Crown", "The Wardrobe of Zelby"];
const LAWYERS: [&str; 2] = ["Ostler, Finch & Dray", "Vandrake Chambers"];
const PUBLISHERS: [&str; 3] = ["Blue Inkwell Press", "Gannet House", "Morrowick Editions"];

#[rustfmt::skip]
const FIRST_NAMES: [&str; 72] = [
    "Anselka", "Bertil", "Corvin", "Dunja", "Emeric", "Fenna", "Gaspard", "Hedvika", "Ilario",
    "Jorunn", "Kasimir", "Ludmira", "Matthis", "Nerea", "Orsolya", "Pelle", "Quillon", "Rosalba",
    "Sander", "Tindra", "Ulrik", "Valeska", "Wystan", "Xanthe", "Yorick", "Zoë", "Åsmund",
    "Beatrix", "Cosmo", "Delphine", "Evander", "Florian", "Greta", "Hollis", "Imre", "Jadwiga",
    "Kirsten", "Leopold", "Marisol", "Nikander", "Ottilie", "Perpetua", "Ragnvald", "Silvain",
    "Thessaly", "Urania", "Vesna", "Willem", "Ysolde", "Zbynek", "Amadou", "Bohdana", "Ciril",
    "Dalila", "Elif", "Farouk", "Gwenael", "Hanako", "Iphigenia", "Jago", "Kamila", "Lysander",
    "Małka", "Noor", "Oriel", "Petronel", "Roderick", "Sunniva", "Tomasz", "Ødger", "Verity",
    "Zahra",
];
#[rustfmt::skip]
const SURNAME_STARTS: [&str; 44] = [
    "Abend", "Barr", "Cald", "Drax", "Eskil", "Farr", "Gold", "Hartl", "Ives", "Jarn", "Kessel",
    "Lom", "Mar", "Nord", "Ost", "Pell", "Quarr", "Rask", "Selv", "Tarn", "Ull", "Vand", "Wex",
    "Yar", "Zell", "Brack", "Cors", "Dun", "Fenn", "Gris", "Holl", "Kor", "Lind", "Mont", "Orl",
    "Penn", "Riv", "Stroh", "Thorn", "Vell", "Whit", "Zor", "Am", "Böll",
];
#[rustfmt::skip]
const SURNAME_ENDS: [&str; 30] = [
    "qvist", "ovar", "ell", "inger", "aris", "monde", "wick", "esku", "ardi", "holt", "ine",
    "ander", "owska", "enko", "ley", "oux", "ström", "amani", "etto", "by", "ault", "ikian", "ov",
    "ester", "mere", "isch", "alba", "orn", "uzzi", "hagen",
];

#[rustfmt::skip]
const ADJECTIVES: [&str; 26] = [
    "Borrowed", "Quiet", "Amber", "Second", "Crooked", "Sleepless", "Paper", "Hollow", "Patient",
    "Salted", "Invisible", "Last but One", "Reluctant", "Northern", "Velvet", "Unlucky", "Painted",
    "Drowned", "Honest", "Wandering", "Ordinary", "Copper", "Silent", "Left-Handed", "Unfinished",
    "Frozen",
];
#[rustfmt::skip]
const NOUNS: [&str; 44] = [
    "Ferryman", "Orchard", "Lighthouse", "Piano", "Beekeeper", "Staircase", "Harvest", "Letter",
    "Tailor", "Bridge", "Winter", "Kitchen", "Tram", "Apricot", "Astronomer", "Clockmaker",
    "Umbrella", "Understudy", "Swimmer", "Ladder", "Chess Player", "Carousel", "Glacier", "Notary",
    "Trumpet", "Mushroom", "Switchboard", "Cartographer", "Wedding", "Barber", "Avalanche",
    "Postcard", "Sparrow", "Metronome", "Inspector", "Mirror", "Parliament", "Elevator",
    "Ghostwriter", "Peninsula", "Locksmith", "Tightrope", "Almanac", "Snowplough",
];
#[rustfmt::skip]
const COUNTS: [&str; 8] = [
    "Three", "Four", "Five", "Seven", "Nine", "Eleven", "Thirty", "A Hundred",
];

#[rustfmt::skip]
const PARTS: [&str; 24] = [
    "a ferry pilot", "a retired judge", "a night nurse", "a piano tuner", "a village priest",
    "a smuggler", "a mountain guide", "a widow with three farms", "a forger of stamps",
    "a lighthouse keeper", "a bankrupt baker", "a tram driver", "a spy without orders",
    "a schoolteacher", "a wedding singer", "a clerk who cannot lie", "a cavalry officer",
    "a thief of bicycles", "a botanist", "a ghost", "a boxer at the end of a career",
    "a radio announcer", "a queen in exile", "a locksmith",
];
#[rustfmt::skip]
const GENRES: [&str; 14] = [
    "comedy", "thriller", "family drama", "historical film", "ghost story", "romance", "road film",
    "satire", "musical", "crime film", "western", "children's film", "war film", "chamber piece",
];
#[rustfmt::skip]
const PRIZES: [&str; 8] = [
    "grand prize", "prize of the jury", "audience prize", "critics' prize", "prize for photography",
    "prize for the best script", "prize for the best music", "silver ticket",
];
#[rustfmt::skip]
const PAPERS: [&str; 9] = [
    "The Orsal Film Weekly", "Lantern", "Tarsk Evening Post", "The Reel Gazette",
    "Kolmaris Courier", "Screen & Ledger", "The Lindava Mercury", "Orsal Press Service",
    "Front Row",
];
#[rustfmt::skip]
const REPORTERS: [&str; 14] = [
    "Agda Brun", "Tobit Salloway", "Inge Marchetta", "Ruben Koss", "Lene Abruzzo", "Casper Wadlow",
    "Miriam Toller", "Oskar Dembry", "Philippa Sund", "Janko Rell", "Edda Corrie",
    "Basil Nakamatsu", "Ottoline Frey", "Danilo Peck",
];
#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
];

/// Sentences that carry no fact; an article has one now and then, as articles do.
#[rustfmt::skip]
const ASIDES: [&str; 24] = [
    "The queue went twice round the block.",
    "Nobody at the bar afterwards agreed about the ending.",
    "It rained, as it always does on such evenings.", "The applause was longer than the speeches.",
    "The trade press had guessed most of it.",
    "Asked about the next project, everyone smiled and nobody spoke.",
    "The popcorn ran out before the second reel.", "Accountants, too, are said to have wept.",
    "The rest will be seen on the screen.", "None of this was in the press notes.",
    "Old hands in the trade have heard such promises before.", "A spokeswoman asked for patience.",
    "The projector broke once and was cheered.", "Half of the town claims to have been an extra.",
    "Figures in this business are best read twice.", "There was cake.",
    "The lawyers were not in the room, but they were in every sentence.",
    "Nobody would say what happens in the last scene.", "The weather held until the final day.",
    "Critics are divided, which the publicity office calls a result.",
    "The announcement took four minutes.", "The poster alone has been redrawn five times.",
    "Some of it will surprise the accountants.", "Those present describe the mood as cautious.",
];

// ---------------------------------------------------------------------------------------------
// Sentences and what they claim

#[derive(Clone, Copy)]
enum Time {
    Unknown,
    Day,
    Month,
    Year,
    NextYear,
    /// A year some time before the article.
    Earlier,
    /// From that year on.
    Since,
    /// From that year until a later one, both before the article.
    Past,
    /// From the article's year until one after it.
    Ahead,
}

/// One claim of a sentence. The letters are the places that the sentence names in braces: lower case for
/// an entity, upper case for words such as a date or an amount.
#[derive(Clone, Copy)]
struct Claim {
    subject: char,
    relation: &'static str,
    object: Option<char>,
    value: &'static str,
    time: Time,
    status: &'static str,
    mutual: bool,
}

const fn tie(subject: char, relation: &'static str, object: char) -> Claim {
    Claim { subject, relation, object: Some(object), value: "", time: Time::Unknown, status: "reported", mutual: false }
}

const fn note(subject: char, relation: &'static str, value: &'static str) -> Claim {
    Claim { subject, relation, object: None, value, time: Time::Unknown, status: "reported", mutual: false }
}

impl Claim {
    const fn at(mut self, time: Time) -> Self {
        self.time = time;
        self
    }

    const fn of(mut self, value: &'static str) -> Self {
        self.value = value;
        self
    }

    const fn status(mut self, status: &'static str) -> Self {
        self.status = status;
        self
    }

    const fn mutual(mut self) -> Self {
        self.mutual = true;
        self
    }
}

/// A sentence and its claims.
type Sentence = (&'static str, &'static [Claim]);

#[rustfmt::skip]
const OPENINGS: [Sentence; 10] = [
    ("{f}, which {d} directed for {s}, opened in {t} on {D}.",
        &[tie('d', "directed", 'f'), tie('d', "directed for", 's').at(Time::Year), tie('f', "opened in", 't').at(Time::Day)]),
    ("{s} produced {f}, and {d} directed it; the film was first shown in {t} on {D}.",
        &[tie('s', "produced", 'f'), tie('d', "directed", 'f'), tie('f', "was first shown in", 't').at(Time::Day)]),
    ("A full house in {t} saw {f} on {D}, a {G} that {d} directed and {s} produced.",
        &[tie('d', "directed", 'f'), tie('s', "produced", 'f').at(Time::Year)]),
    ("{d} wrote and directed {f}, which {s} produced and which opened in {t} on {D}.",
        &[tie('d', "wrote", 'f'), tie('d', "directed", 'f'), tie('s', "produced", 'f'), tie('f', "opened in", 't').at(Time::Day)]),
    ("{f} is the new film from {s}, a {G}; {d} directed it in {W} weeks.",
        &[tie('f', "is the new film from", 's').at(Time::Year), tie('d', "directed", 'f').at(Time::Year)]),
    ("After {W} months of cutting, {f} opened in {t} on {D}; {d} directed it and will not watch it again.",
        &[tie('f', "opened in", 't').at(Time::Day), tie('d', "directed", 'f')]),
    ("{d} returned to {s} with {f}, a {G} that {d} directed and that was made in {t}.",
        &[tie('d', "returned to", 's').at(Time::Year), tie('d', "directed", 'f'), tie('f', "was made in", 't')]),
    ("{f}, the {G} that {s} produced this year, was made in {t}; {d} directed a cast of {W}.",
        &[tie('s', "produced", 'f').at(Time::Year), tie('f', "was made in", 't'), tie('d', "directed", 'f')]),
    ("On {D} {f}, the {G} that {d} directed for {s}, was first shown in {t}.",
        &[tie('d', "directed", 'f'), tie('d', "directed for", 's').at(Time::Year), tie('f', "was first shown in", 't').at(Time::Day)]),
    ("{s} has a {G} in the cinemas again: {d} directed {f}, and {p} produced it.",
        &[tie('d', "directed", 'f'), tie('p', "produced", 'f').at(Time::Year)]),
];

#[rustfmt::skip]
const CASTS: [Sentence; 10] = [
    ("{a} plays the lead in {f}, and {b} appears in it as {Q}.",
        &[tie('a', "plays the lead in", 'f'), tie('b', "appears in", 'f').of("{Q}")]),
    ("{a} plays in {f} as {R}, and {b} as {Q}.",
        &[tie('a', "plays in", 'f').of("{R}"), tie('b', "plays in", 'f').of("{Q}")]),
    ("{a} stars in {f} as {R}; {b} appears in it too, and so does {c}.",
        &[tie('a', "stars in", 'f').of("{R}"), tie('b', "appears in", 'f'), tie('c', "appears in", 'f')]),
    ("It is {a} who carries {f}: few have played {R} with so little effort.",
        &[tie('a', "carries", 'f').of("{R}")]),
    ("{a} shares the screen with {b} for all of {f}: {a} plays in it as {R}, {b} as {Q}.",
        &[tie('a', "shares the screen with", 'b').at(Time::Year).mutual(), tie('a', "plays in", 'f').of("{R}"), tie('b', "plays in", 'f').of("{Q}")]),
    ("{a} plays the lead in {f}, and so took a part written for {b}.",
        &[tie('a', "plays the lead in", 'f'), tie('a', "took a part written for", 'b').at(Time::Year)]),
    ("{b} plays in {f} as {Q}; {a}, who plays the lead in it, had better look out.",
        &[tie('b', "plays in", 'f').of("{Q}"), tie('a', "plays the lead in", 'f')]),
    ("{a} stars in {f} as {R}, and for the first time stars beside {b}.",
        &[tie('a', "stars in", 'f').of("{R}"), tie('a', "stars beside", 'b').at(Time::Year).mutual()]),
    ("{a} appears in {f} with {b} and {c}, all three of them children of one mother.",
        &[tie('a', "appears in", 'f'), tie('b', "appears in", 'f'), tie('c', "appears in", 'f')]),
    ("{c} was cast first, but it is {a} who plays the lead in {f}.",
        &[tie('a', "plays the lead in", 'f')]),
];

#[rustfmt::skip]
const CREWS: [Sentence; 11] = [
    ("{m} composed the music for {f}.", &[tie('m', "composed the music for", 'f')]),
    ("{w} wrote {f}, and {k} photographed it.", &[tie('w', "wrote", 'f'), tie('k', "photographed", 'f')]),
    ("{k} photographed {f} before sunrise; almost all of it was photographed in {t}.",
        &[tie('k', "photographed", 'f'), tie('f', "was photographed in", 't')]),
    ("{w} wrote {f} in {W} weeks, in a rented room above a bakery.", &[tie('w', "wrote", 'f').at(Time::Year)]),
    ("The music is by {m}, who composed the music for {f} at short notice.",
        &[tie('m', "composed the music for", 'f').at(Time::Year)]),
    ("{v} made the effects for {f}, and {m} composed the music for it.",
        &[tie('v', "made the effects for", 'f'), tie('m', "composed the music for", 'f')]),
    ("{q} dressed the cast of {f}.", &[tie('q', "dressed the cast of", 'f')]),
    ("{w} wrote {f}; {y} published the novel behind it.",
        &[tie('w', "wrote", 'f'), tie('y', "published the novel behind", 'f')]),
    ("{r} supplied the cameras for {f}, which {k} photographed.",
        &[tie('r', "supplied the cameras for", 'f'), tie('k', "photographed", 'f')]),
    ("{m} composed the music for {f}; {i} recorded the music for the film in two nights.",
        &[tie('m', "composed the music for", 'f'), tie('i', "recorded the music for", 'f')]),
    ("{p} produced {f} and, by all accounts, slept on the set.", &[tie('p', "produced", 'f')]),
];

#[rustfmt::skip]
const MONEY: [Sentence; 11] = [
    ("{z} helped finance {f} with {B} million florins.",
        &[tie('z', "helped finance", 'f').of("{B} million florins")]),
    ("{f} cost {A} million florins, and {z} helped finance it.",
        &[note('f', "cost", "{A} million florins"), tie('z', "helped finance", 'f')]),
    ("{x} distributes {f} at home and abroad.", &[tie('x', "distributes", 'f').at(Time::Year)]),
    ("{x} bought the foreign rights to {f} for {B} million florins.",
        &[tie('x', "bought the foreign rights to", 'f').of("{B} million florins").at(Time::Year)]),
    ("{u} sold tickets for {f} at every door: {C},000 in the first month.",
        &[tie('u', "sold tickets for", 'f').of("{C},000 in the first month").at(Time::Year)]),
    ("{n} bought {f} for {B} million florins, to show it on television.",
        &[tie('n', "bought", 'f').of("{B} million florins").at(Time::Year)]),
    ("{f} cost {s} {A} million florins, a fifth more than planned.",
        &[tie('f', "cost", 's').of("{A} million florins")]),
    ("{z} lent {s} {A} million florins for the film.",
        &[tie('z', "lent", 's').of("{A} million florins").at(Time::Year)]),
    ("{u} showed {f} in all of its houses in the same week.", &[tie('u', "showed", 'f').at(Time::Month)]),
    ("{n} shared the cost of {f}, {A} million florins, as it often shares costs with {s}.",
        &[tie('n', "shared the cost of", 'f').of("{A} million florins"), tie('n', "shares costs with", 's').at(Time::Year).mutual()]),
    ("{x}, which distributes most films from {s}, distributes {f} as well.",
        &[tie('x', "distributes", 'f'), tie('x', "distributes most films from", 's').at(Time::Year)]),
];

#[rustfmt::skip]
const RUMOURS: [Sentence; 4] = [
    ("Two people on the set allege that {d} quarrelled with {p}.",
        &[tie('d', "quarrelled with", 'p').at(Time::Year).status("alleged").mutual()]),
    ("It is alleged that {z} holds the rights to {f} as a pledge.",
        &[tie('z', "holds the rights to", 'f').status("alleged")]),
    ("{s} denies that it never paid {v} for its work.",
        &[tie('s', "never paid", 'v').at(Time::Year).status("denied")]),
    ("According to one member of the crew, whom {s} contradicts, {b} directed the last week of {f}.",
        &[tie('b', "directed the last week of", 'f').status("alleged")]),
];

#[rustfmt::skip]
const PLANS: [Sentence; 6] = [
    ("{s} plans to make {f} in {N}; the {G} is to be made in {t}.",
        &[tie('s', "plans to make", 'f').at(Time::NextYear).status("planned"), tie('f', "is to be made in", 't').at(Time::NextYear).status("planned")]),
    ("{d} is to direct {f}, which {s} announced on {D}.",
        &[tie('d', "is to direct", 'f').status("planned"), tie('s', "announced", 'f').at(Time::Day)]),
    ("{s} announced {f} on {D}; {d} is to direct it from a script that {w} wrote.",
        &[tie('s', "announced", 'f').at(Time::Day), tie('d', "is to direct", 'f').status("planned"), tie('w', "wrote", 'f')]),
    ("{d} will direct {f}, which will be made in {t} in {N}, provided that {s} finds the money.",
        &[tie('d', "will direct", 'f').at(Time::NextYear).status("planned"), tie('f', "will be made in", 't').at(Time::NextYear).status("planned")]),
    ("On {D} {s} announced {f}, which {p} is to produce for {A} million florins.",
        &[tie('s', "announced", 'f').at(Time::Day), tie('p', "is to produce", 'f').of("{A} million florins").status("planned")]),
    ("{w} wrote {f} years ago, and {s} plans to make it at last.",
        &[tie('w', "wrote", 'f'), tie('s', "plans to make", 'f').status("planned")]),
];

#[rustfmt::skip]
const PLAN_CASTS: [Sentence; 5] = [
    ("{a} is to play the lead in {f}.", &[tie('a', "is to play the lead in", 'f').status("planned")]),
    ("{a} is to appear in {f}, and so is {b}.",
        &[tie('a', "is to appear in", 'f').status("planned"), tie('b', "is to appear in", 'f').status("planned")]),
    ("{a}, it is alleged, refused {f}, and {b} is to play the lead in it.",
        &[tie('a', "refused", 'f').status("alleged"), tie('b', "is to play the lead in", 'f').status("planned")]),
    ("{m} will compose the music for {f}, and {a} will play in it as {R}.",
        &[tie('m', "will compose the music for", 'f').status("planned"), tie('a', "will play in", 'f').of("{R}").status("planned")]),
    ("{k} is to photograph {f}, and {a} is to appear in it.",
        &[tie('k', "is to photograph", 'f').status("planned"), tie('a', "is to appear in", 'f').status("planned")]),
];

#[rustfmt::skip]
const PLAN_MONEY: [Sentence; 5] = [
    ("{z} is to finance a third of {f}.", &[tie('z', "is to finance a third of", 'f').status("planned")]),
    ("{x} will distribute {f} from {N}.",
        &[tie('x', "will distribute", 'f').at(Time::NextYear).status("planned")]),
    ("{v} is to make the effects for {f}.", &[tie('v', "is to make the effects for", 'f').status("planned")]),
    ("{n} plans to show {f} in six parts in {N}.",
        &[tie('n', "plans to show", 'f').at(Time::NextYear).status("planned")]),
    ("{s} expects to pay for {f} with {A} million florins of its own.",
        &[tie('s', "expects to pay for", 'f').of("{A} million florins").status("planned")]),
];

#[rustfmt::skip]
const SLATES: [Sentence; 8] = [
    ("{d} directed for {s} again, and {f} is the result.",
        &[tie('d', "directed", 'f'), tie('d', "directed for", 's').at(Time::Year)]),
    ("{s} produced {f}, and {a} plays in it as {R}.",
        &[tie('s', "produced", 'f').at(Time::Year), tie('a', "plays in", 'f').of("{R}")]),
    ("{f} is a {G} that {d} directed and {w} wrote.", &[tie('d', "directed", 'f'), tie('w', "wrote", 'f')]),
    ("{d} directed {f}, which was made in {t}; {a} plays the lead in it.",
        &[tie('d', "directed", 'f').at(Time::Year), tie('f', "was made in", 't'), tie('a', "plays the lead in", 'f')]),
    ("{p} produced {f}, which {d} directed from a script that {w} wrote.",
        &[tie('p', "produced", 'f'), tie('d', "directed", 'f'), tie('w', "wrote", 'f')]),
    ("{k} photographed {f}, the {G} of the house; {a} appears in it, and so does {b}.",
        &[tie('k', "photographed", 'f'), tie('a', "appears in", 'f'), tie('b', "appears in", 'f')]),
    ("With {f}, which {d} directed and {s} produced, the studio paid for everything else.",
        &[tie('d', "directed", 'f'), tie('s', "produced", 'f')]),
    ("{s} produced {f} cheaply, {d} directed it in {W} weeks, and {m} composed the music for it.",
        &[tie('s', "produced", 'f').at(Time::Year), tie('d', "directed", 'f'), tie('m', "composed the music for", 'f')]),
];

#[rustfmt::skip]
const SLATE_LEADS: [Sentence; 5] = [
    ("{o}, who is head of {s}, looked back in {Y} with some relief.", &[tie('o', "is head of", 's').at(Time::Year)]),
    ("{s}, which has its stages in {h}, counted its films in {Y}.", &[tie('s', "has its stages in", 'h')]),
    ("{x} distributes films of {s}, and by {Y} it had a shelf full of them.",
        &[tie('x', "distributes films of", 's').at(Time::Year)]),
    ("{o} is head of {s} and does not like lists; here is one all the same.",
        &[tie('o', "is head of", 's').at(Time::Year)]),
    ("{z} lent {s} {A} million florins in {Y}, on the strength of films such as these.",
        &[tie('z', "lent", 's').of("{A} million florins").at(Time::Year)]),
];

#[rustfmt::skip]
const FESTIVAL_LEADS: [Sentence; 4] = [
    ("{e} is held in {t}; this year it opened with {f} on {D}.",
        &[tie('e', "is held in", 't'), tie('e', "opened with", 'f').at(Time::Day)]),
    ("{e}, which is held in {t}, ended on {D}.", &[tie('e', "is held in", 't')]),
    ("{f} opened {e} on {D}, and {e} drew the whole of {t}.",
        &[tie('f', "opened", 'e').at(Time::Day), tie('e', "drew the whole of", 't').at(Time::Year)]),
    ("{e} fills {t} for one week a year, and this time it opened with {f}.",
        &[tie('e', "fills", 't'), tie('e', "opened with", 'f').at(Time::Month)]),
];

#[rustfmt::skip]
const FESTIVAL_LINES: [Sentence; 9] = [
    ("{f} won a prize of {e}, the {P}.", &[tie('f', "won a prize of", 'e').of("the {P}").at(Time::Year)]),
    ("{d} won the prize for direction at {e} and was honoured for {f}.",
        &[tie('d', "won the prize for direction at", 'e').at(Time::Year), tie('d', "was honoured for", 'f').at(Time::Year)]),
    ("{a} sat on the jury of {e} with {k}.",
        &[tie('a', "sat on the jury of", 'e').at(Time::Year), tie('k', "sat on the jury of", 'e').at(Time::Year)]),
    ("{e} showed {f} out of competition.", &[tie('e', "showed", 'f').at(Time::Year)]),
    ("{s} sent a film to {e} again, and {e} showed {f} to a warm house.",
        &[tie('s', "sent a film to", 'e').at(Time::Year), tie('e', "showed", 'f').at(Time::Year)]),
    ("{a}, who won the actors' prize of {e}, was honoured for {f} in particular.",
        &[tie('a', "won the actors' prize of", 'e').at(Time::Year), tie('a', "was honoured for", 'f').at(Time::Year)]),
    ("{n} sponsors {e} and showed the prize-giving live.", &[tie('n', "sponsors", 'e').at(Time::Year)]),
    ("{x} bought {f} on the second evening of {e}.", &[tie('x', "bought", 'f').at(Time::Year)]),
    ("{m} played at {e}, to a film without words.", &[tie('m', "played at", 'e').at(Time::Year)]),
];

#[rustfmt::skip]
const BUSINESS: [Sentence; 15] = [
    ("{s} bought a stake in {x} on {D}: {J} per cent, for {A} million florins.",
        &[tie('s', "bought a stake in", 'x').of("{J} per cent, for {A} million florins").at(Time::Day)]),
    ("{o} became head of {s} in {M}.", &[tie('o', "became head of", 's').at(Time::Month)]),
    ("{o}, who founded {s}, is a partner of {p} and keeps a quarter of the shares.",
        &[tie('o', "founded", 's'), tie('o', "is a partner of", 'p').mutual()]),
    ("{z} lent {s} {A} million florins until {U}.",
        &[tie('z', "lent", 's').of("{A} million florins").at(Time::Ahead)]),
    ("{s} rents its cameras from {r}.", &[tie('s', "rents its cameras from", 'r').at(Time::Year)]),
    ("{s} plans to merge with {j} in {N}.",
        &[tie('s', "plans to merge with", 'j').at(Time::NextYear).status("planned").mutual()]),
    ("{n} owns a share of {s}, {J} per cent.", &[tie('n', "owns a share of", 's').of("{J} per cent").at(Time::Year)]),
    ("{s} has worked with {v} since {E}.", &[tie('s', "has worked with", 'v').at(Time::Since).mutual()]),
    ("{u} signed a contract with {x} in {h} on {D}.",
        &[tie('u', "signed a contract with", 'x').at(Time::Day).mutual()]),
    ("{l} advises {s} in the matter.", &[tie('l', "advises", 's').at(Time::Year)]),
    ("{s} moved its stages to {h} in {M}.", &[tie('s', "moved its stages to", 'h').at(Time::Month)]),
    ("{i} records the music of {s}, and has done so since {E}.",
        &[tie('i', "records the music of", 's').at(Time::Since)]),
    ("People close to {z} allege that {x} owes money to {s}, {B} million florins of it.",
        &[tie('x', "owes money to", 's').of("{B} million florins").status("alleged")]),
    ("{p}, who worked for {s} from {E} until {L}, works for {j} now.",
        &[tie('p', "worked for", 's').status("ended").at(Time::Past), tie('p', "works for", 'j').at(Time::Year)]),
    ("{y} sold rights to {s}, for {W} novels at once.",
        &[tie('y', "sold rights to", 's').of("{W} novels").at(Time::Year)]),
];

#[rustfmt::skip]
const PROFILES: [Sentence; 12] = [
    ("{a} was born in {t} and has worked for {s} since {E}.",
        &[tie('a', "was born in", 't'), tie('a', "has worked for", 's').at(Time::Since)]),
    ("{a} worked for {s} from {E} until {L}, and then worked for {j}.",
        &[tie('a', "worked for", 's').at(Time::Past).status("ended"), tie('a', "worked for", 'j')]),
    ("{a} learned the trade from {b}.", &[tie('a', "learned the trade from", 'b')]),
    ("{a} studied in {t}, at the same desk as {c}.", &[tie('a', "studied in", 't'), tie('c', "studied in", 't')]),
    ("{a} is married to {b}, and films are never discussed at home.", &[tie('a', "is married to", 'b').mutual()]),
    ("{a} met {d} in {E}, on the platform of the night train to {t}.",
        &[tie('a', "met", 'd').at(Time::Earlier).mutual()]),
    ("{a} keeps a house in {t}.", &[tie('a', "keeps a house in", 't')]),
    ("{a} sat on the jury of {e} in {E}.", &[tie('a', "sat on the jury of", 'e').at(Time::Earlier)]),
    ("{a} plans to found a school in {t} in {N}.",
        &[tie('a', "plans to found a school in", 't').at(Time::NextYear).status("planned")]),
    ("{a} admires {f} above every other film.", &[tie('a', "admires", 'f')]),
    ("{a} is the cousin of {c}.", &[tie('a', "is the cousin of", 'c').mutual()]),
    ("{n} gave a programme to {a} in {E}, and half of the country listened.",
        &[tie('n', "gave a programme to", 'a').at(Time::Earlier)]),
];

#[rustfmt::skip]
const DISPUTES: [Sentence; 8] = [
    ("{w}, who wrote {f}, alleges that {s} never paid for it.",
        &[tie('w', "wrote", 'f'), tie('s', "never paid", 'w').status("alleged")]),
    ("{s} denies that it owes money to {w}.", &[tie('s', "owes money to", 'w').status("denied")]),
    ("{l} acts for {s}.", &[tie('l', "acts for", 's').at(Time::Year)]),
    ("{f} is disputed in {t}, where {s} sued {x} on {D}.",
        &[tie('s', "sued", 'x').at(Time::Day), tie('f', "is disputed in", 't').at(Time::Year)]),
    ("{x} denies that it hid money from {s}.", &[tie('x', "hid money from", 's').status("denied")]),
    ("{d} accused {p}, who is alleged to have recut {f} without asking.",
        &[tie('p', "recut", 'f').status("alleged"), tie('d', "accused", 'p').at(Time::Year)]),
    ("{p} denies having recut {f} at all.", &[tie('p', "recut", 'f').status("denied")]),
    ("{b} testified about {o} in {t}, and alleged that {o} ran {s} from a hotel room.",
        &[tie('o', "ran", 's').status("alleged"), tie('b', "testified about", 'o').at(Time::Year)]),
];

/// What is said of an entity that no other article came to name.
#[rustfmt::skip]
const BRIEFS: [(&str, Sentence); 11] = [
    ("person", ("{g} joined {s} in {M}.", &[tie('g', "joined", 's').at(Time::Month)])),
    ("person", ("{g} works with {d} again, after years of silence.", &[tie('g', "works with", 'd').at(Time::Year).mutual()])),
    ("person", ("{g} appears in {f} for less than a minute.", &[tie('g', "appears in", 'f')])),
    ("firm", ("{g} worked on {f}.", &[tie('g', "worked on", 'f').at(Time::Year)])),
    ("firm", ("{g} signed a contract with {s} on {D}.", &[tie('g', "signed a contract with", 's').at(Time::Day).mutual()])),
    ("film", ("{d} directed {g} for {s}.", &[tie('d', "directed", 'g')])),
    ("place", ("{s} filmed in {g}, where parts of {f} are set.", &[tie('s', "filmed in", 'g').at(Time::Year)])),
    ("place", ("{a} chose houses in {g} for a film without a name.", &[tie('a', "chose houses in", 'g').at(Time::Month)])),
    ("festival", ("{g} invited {d} as its guest of honour.", &[tie('g', "invited", 'd').at(Time::Year)])),
    ("festival", ("{g} showed {f} on its last evening.", &[tie('g', "showed", 'f').at(Time::Year)])),
    ("festival", ("{n} sponsors {g} this year.", &[tie('n', "sponsors", 'g').at(Time::Year)])),
];

// ---------------------------------------------------------------------------------------------
// The country

struct Entity {
    kind: &'static str,
    name: String,
    id: String,
    alias: Option<String>,
    description: String,
    year: Option<u32>,
}

struct Person {
    entity: usize,
    role: &'static str,
    studio: Option<usize>,
}

struct Studio {
    entity: usize,
    home: usize,
    head: usize,
}

struct Film {
    entity: usize,
    studio: usize,
    year: u32,
    planned: bool,
    slots: Slots,
}

struct World {
    entities: Vec<Entity>,
    names: BTreeSet<String>,
    ids: BTreeSet<String>,
    towns: Vec<usize>,
    festivals: Vec<usize>,
    firms: BTreeMap<&'static str, Vec<usize>>,
    people: Vec<Person>,
    studios: Vec<Studio>,
    films: Vec<Film>,
}

/// What the letters in a sentence stand for.
#[derive(Clone, Default)]
struct Slots {
    entities: BTreeMap<char, usize>,
    words: BTreeMap<char, String>,
    date: Date,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl Date {
    fn any(rng: &mut Rng, year: u32) -> Self {
        Self { year, month: rng.between(1, 12), day: rng.between(1, 24) }
    }

    fn month_name(self) -> &'static str {
        let index = usize::try_from(self.month.saturating_sub(1)).unwrap_or(0);
        MONTHS[index.min(11)]
    }

    fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        let plain = match c {
            'Å' | 'å' => 'a',
            'Ö' | 'ö' | 'Ø' | 'ø' => 'o',
            'ë' => 'e',
            'ł' => 'l',
            other => other.to_ascii_lowercase(),
        };
        if plain.is_ascii_alphanumeric() {
            out.push(plain);
        } else if plain != '\'' && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The plural of a noun of the list, good enough for a film title.
fn plural(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix('y') {
        format!("{stem}ies")
    } else if let Some(stem) = noun.strip_suffix("man") {
        format!("{stem}men")
    } else if noun.ends_with("ch") || noun.ends_with('s') {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

fn film_title(rng: &mut Rng) -> String {
    let noun = rng.pick(&NOUNS);
    let other = rng.pick(&NOUNS);
    let first = rng.pick(&FIRST_NAMES);
    let town = rng.pick(&TOWNS);
    let adjective = rng.pick(&ADJECTIVES);
    match rng.below(15) {
        0..=2 => format!("The {adjective} {noun}"),
        3 => format!("The {noun} of {town}"),
        4 => {
            let article = if noun.starts_with(['A', 'E', 'I', 'O', 'U']) { "An" } else { "A" };
            format!("{article} {noun} for {first}")
        }
        5 => format!("{} {}", rng.pick(&COUNTS), plural(noun)),
        6 => format!("{first} and the {noun}"),
        7 => format!("Winter in {town}"),
        8 => format!("Nobody Told the {noun}"),
        9 => format!("The Year of the {noun}"),
        10 => format!("Ask the {noun}"),
        11 => format!("Goodbye, {town}"),
        12 => format!("The {noun} and the {other}"),
        13 => format!("No {} in {town}", plural(noun)),
        _ => format!("Waiting for {first}"),
    }
}

impl World {
    fn add(&mut self, kind: &'static str, name: &str, description: &str) -> usize {
        let mut id = slug(name);
        while !self.ids.insert(id.clone()) {
            id = format!("{id}-{kind}");
        }
        self.names.insert(name.to_owned());
        let alias = match kind {
            "film" => name.strip_prefix("The ").map(str::to_owned),
            "firm" => name.split_once(" & ").map(|(first, _)| first.to_owned()),
            _ => None,
        };
        self.entities.push(Entity {
            kind,
            name: name.to_owned(),
            id,
            alias,
            description: description.to_owned(),
            year: None,
        });
        self.entities.len() - 1
    }

    /// A name that nobody has yet.
    fn fresh(&self, mut make: impl FnMut() -> String) -> String {
        loop {
            let name = make();
            if !self.names.contains(&name) {
                return name;
            }
        }
    }

    fn add_firms(&mut self) {
        let groups: [(&'static str, &str, &[&str]); 10] = [
            ("x", "Film distributor.", &DISTRIBUTORS),
            ("z", "Lender to the film trade.", &LENDERS),
            ("n", "Broadcaster.", &BROADCASTERS),
            ("v", "Maker of film effects.", &EFFECTS),
            ("i", "Music recording.", &MUSIC),
            ("r", "Hire of film equipment.", &RENTALS),
            ("u", "Cinemas.", &CINEMAS),
            ("q", "Costumes.", &COSTUME),
            ("l", "Law firm.", &LAWYERS),
            ("y", "Publisher.", &PUBLISHERS),
        ];
        for (letter, description, names) in groups {
            let made = names.iter().map(|name| self.add("firm", name, description)).collect();
            self.firms.insert(letter, made);
        }
    }

    fn add_person(&mut self, rng: &mut Rng, role: &'static str, studio: Option<usize>) -> usize {
        let name = self.fresh(|| {
            let first = rng.pick(&FIRST_NAMES);
            let start = rng.pick(&SURNAME_STARTS);
            let end = rng.pick(&SURNAME_ENDS);
            format!("{first} {start}{end}").replace("lll", "ll").replace("rrr", "rr")
        });
        let entity = self.add("person", &name, &format!("{role}."));
        self.people.push(Person { entity, role, studio });
        entity
    }

    fn add_studios(&mut self, rng: &mut Rng) {
        #[rustfmt::skip]
        const CREW: [&str; 9] = [
            "Film director", "Film director", "Screenwriter", "Film producer", "Actor", "Actor",
            "Actor", "Composer", "Camera operator",
        ];
        #[rustfmt::skip]
        const FREE: [&str; 20] = [
            "Actor", "Actor", "Actor", "Actor", "Actor", "Actor", "Actor", "Actor", "Film director",
            "Film director", "Film director", "Film director", "Screenwriter", "Screenwriter",
            "Screenwriter", "Composer", "Composer", "Composer", "Camera operator",
            "Camera operator",
        ];
        for (index, name) in STUDIOS.iter().enumerate() {
            let entity = self.add("firm", name, "Film studio.");
            let home = self.towns[index * 2 % self.towns.len()];
            let head = self.add_person(rng, "Head of a studio", Some(index));
            for role in CREW {
                self.add_person(rng, role, Some(index));
            }
            self.studios.push(Studio { entity, home, head });
        }
        for role in FREE {
            self.add_person(rng, role, None);
        }
    }

    fn add_festivals(&mut self) {
        const PATTERNS: [(&str, &str); 4] =
            [("", " Film Week"), ("Golden Oar of ", ""), ("Night Screen ", ""), ("", " Documentary Days")];
        for index in 0..12 {
            let town = self.towns[(index * 7 + 1) % self.towns.len()];
            let (before, after) = PATTERNS[index % PATTERNS.len()];
            let name = format!("{before}{}{after}", self.entities[town].name);
            let festival = self.add("festival", &name, "Film festival.");
            self.festivals.push(festival);
        }
    }

    /// Somebody of a role, most often from the studio's own people, and nobody who is taken already.
    fn someone(&self, rng: &mut Rng, role: &str, studio: usize, loyal: usize, taken: &[usize]) -> usize {
        let at_home = rng.chance(loyal);
        let fits = |person: &&Person, home: bool| {
            person.role == role
                && !taken.contains(&person.entity)
                && (!home || person.studio == Some(studio))
                && (home || person.studio.is_none() || is_neighbour(person, studio))
        };
        let mut found: Vec<usize> = self.people.iter().filter(|p| fits(p, at_home)).map(|p| p.entity).collect();
        if found.is_empty() {
            found = self.people.iter().filter(|p| fits(p, false)).map(|p| p.entity).collect();
        }
        rng.pick(&found)
    }

    fn firm(&self, rng: &mut Rng, letter: &str, studio: usize) -> usize {
        let Some(firms) = self.firms.get(letter) else {
            return self.studios[studio].entity;
        };
        if rng.chance(75) { firms[studio % firms.len()] } else { rng.pick(firms) }
    }

    /// The people, firms and places around one studio's film, under the letters the sentences use.
    fn around(&self, rng: &mut Rng, studio: usize) -> Slots {
        let mut slots = Slots::default();
        let mut taken = Vec::new();
        let roles = [
            ('d', "Film director", 80),
            ('w', "Screenwriter", 75),
            ('p', "Film producer", 92),
            ('a', "Actor", 62),
            ('b', "Actor", 55),
            ('c', "Actor", 50),
            ('m', "Composer", 70),
            ('k', "Camera operator", 72),
        ];
        for (letter, role, loyal) in roles {
            let person = self.someone(rng, role, studio, loyal, &taken);
            taken.push(person);
            slots.entities.insert(letter, person);
        }
        for (letter, key) in ["x", "z", "n", "v", "i", "r", "u", "q", "l", "y"].map(|key| (key.chars().next(), key)) {
            let firm = self.firm(rng, key, studio);
            slots.entities.extend(letter.map(|letter| (letter, firm)));
        }
        let own = &self.studios[studio];
        let town = if rng.chance(45) { own.home } else { rng.pick(&self.towns) };
        let next = (studio + 1 + rng.below(self.studios.len() - 1)) % self.studios.len();
        slots.entities.extend([('s', own.entity), ('h', own.home), ('o', own.head), ('t', town)]);
        slots.entities.insert('j', self.studios[next].entity);
        slots.entities.insert('e', self.festivals[(studio + rng.below(3)) % self.festivals.len()]);
        slots
    }

    fn add_films(&mut self, rng: &mut Rng) {
        for index in 0..100 {
            let studio = index % STUDIOS.len();
            let year = 1995 + u32::try_from(index * 30 / 100).unwrap_or(0);
            let planned = year >= 2023 || rng.chance(5);
            let title = self.fresh(|| film_title(rng));
            let entity = self.add("film", &title, if planned { "Planned film." } else { "Film." });
            self.entities[entity].year = (!planned).then_some(year);
            let mut slots = self.around(rng, studio);
            slots.entities.insert('f', entity);
            set_words(rng, &mut slots, Date { year, month: 1, day: 1 });
            self.films.push(Film { entity, studio, year, planned, slots });
        }
    }

    fn new(rng: &mut Rng) -> Self {
        let mut world = Self {
            entities: Vec::new(),
            names: BTreeSet::new(),
            ids: BTreeSet::new(),
            towns: Vec::new(),
            festivals: Vec::new(),
            firms: BTreeMap::new(),
            people: Vec::new(),
            studios: Vec::new(),
            films: Vec::new(),
        };
        for town in TOWNS {
            let entity = world.add("place", town, "Town in Orsalia.");
            world.towns.push(entity);
        }
        world.add_firms();
        world.add_studios(rng);
        world.add_festivals();
        world.add_films(rng);
        world
    }
}

/// A person of another studio who may be hired: its neighbour in the list, so that bridges are few.
fn is_neighbour(person: &Person, studio: usize) -> bool {
    person.studio == Some((studio + 1) % STUDIOS.len())
}

// ---------------------------------------------------------------------------------------------
// The articles

struct Line {
    text: String,
    claims: Vec<Made>,
}

struct Made {
    subject: usize,
    relation: &'static str,
    object: Option<usize>,
    value: Option<String>,
    dates: Vec<(&'static str, String)>,
    status: &'static str,
    confidence: Option<u32>,
    mutual: bool,
}

struct Article {
    title: String,
    published: Date,
    lines: Vec<Line>,
}

struct Desk<'w> {
    world: &'w World,
    articles: Vec<Article>,
    named: BTreeSet<usize>,
}

fn fill(world: &World, text: &str, slots: &Slots) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let mut chars = after.chars();
        let key = chars.next().unwrap_or('?');
        if let Some(&entity) = slots.entities.get(&key) {
            out.push_str(&world.entities[entity].name);
        } else if let Some(word) = slots.words.get(&key) {
            out.push_str(word);
        }
        rest = chars.as_str().strip_prefix('}').unwrap_or(chars.as_str());
    }
    out.push_str(rest);
    out
}

/// Dates, sums and parts for one article.
fn set_words(rng: &mut Rng, slots: &mut Slots, date: Date) {
    #[rustfmt::skip]
    const WEEKS: [&str; 8] = [
        "five", "six", "seven", "nine", "eleven", "twelve", "fourteen", "twenty",
    ];
    let large = rng.between(6, 90);
    let small = rng.between(1, 5);
    let tenths = rng.between(1, 9);
    let part = rng.below(PARTS.len());
    let other = (part + 1 + rng.below(PARTS.len() - 1)) % PARTS.len();
    let earlier = date.year - rng.between(4, 15);
    slots.date = date;
    slots.words.extend([
        ('D', format!("{} {} {}", date.day, date.month_name(), date.year)),
        ('M', format!("{} {}", date.month_name(), date.year)),
        ('Y', date.year.to_string()),
        ('N', (date.year + 1).to_string()),
        ('U', (date.year + rng.between(2, 6)).to_string()),
        ('E', earlier.to_string()),
        ('L', (earlier + rng.between(1, 3)).to_string()),
        ('A', large.to_string()),
        ('B', format!("{small}.{tenths}")),
        ('C', rng.between(18, 640).to_string()),
        ('J', rng.between(5, 60).to_string()),
        ('P', rng.pick(&PRIZES).to_owned()),
        ('W', rng.pick(&WEEKS).to_owned()),
    ]);
    // A film keeps its parts and its genre from one article to the next.
    let lasting = [('R', PARTS[part]), ('Q', PARTS[other]), ('G', rng.pick(&GENRES))];
    for (key, word) in lasting {
        slots.words.entry(key).or_insert_with(|| word.to_owned());
    }
}

fn dates_of(time: Time, slots: &Slots) -> Vec<(&'static str, String)> {
    let date = slots.date;
    let word = |key: char| slots.words.get(&key).cloned().unwrap_or_default();
    match time {
        Time::Unknown => Vec::new(),
        Time::Day => vec![("when", date.iso())],
        Time::Month => vec![("when", format!("{:04}-{:02}", date.year, date.month))],
        Time::Year => vec![("when", date.year.to_string())],
        Time::NextYear => vec![("when", (date.year + 1).to_string())],
        Time::Earlier => vec![("when", word('E'))],
        Time::Since => vec![("from", word('E'))],
        Time::Past => vec![("from", word('E')), ("until", word('L'))],
        Time::Ahead => vec![("from", date.year.to_string()), ("until", word('U'))],
    }
}

impl Desk<'_> {
    fn line(&mut self, rng: &mut Rng, sentence: Sentence, slots: &Slots) -> Line {
        let mut claims = Vec::new();
        for claim in sentence.1 {
            let Some(&subject) = slots.entities.get(&claim.subject) else {
                continue;
            };
            let object = claim.object.and_then(|key| slots.entities.get(&key).copied());
            self.named.insert(subject);
            self.named.extend(object);
            let confidence = match claim.status {
                "alleged" => rng.between(40, 72),
                "planned" => rng.between(60, 92),
                _ => rng.between(74, 99),
            };
            claims.push(Made {
                subject,
                relation: claim.relation,
                object,
                value: (!claim.value.is_empty()).then(|| fill(self.world, claim.value, slots)),
                dates: dates_of(claim.time, slots),
                status: claim.status,
                confidence: rng.chance(80).then_some(confidence),
                mutual: claim.mutual,
            });
        }
        let mut text = fill(self.world, sentence.0, slots);
        if let Some(first) = text.chars().next() {
            text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        Line { text, claims }
    }

    /// One line of each list, no sentence twice, and an aside now and then.
    fn publish(&mut self, rng: &mut Rng, title: &str, slots: &Slots, lists: &[&[Sentence]]) {
        let mut used: Vec<&str> = Vec::new();
        let mut lines = Vec::new();
        for list in lists {
            let fresh: Vec<Sentence> = list.iter().filter(|s| !used.contains(&s.0)).copied().collect();
            if fresh.is_empty() {
                continue;
            }
            let sentence = rng.pick(&fresh);
            used.push(sentence.0);
            lines.push(self.line(rng, sentence, slots));
        }
        let title = fill(self.world, title, slots);
        self.file(rng, title, slots.date, lines);
    }

    fn file(&mut self, rng: &mut Rng, title: String, date: Date, mut lines: Vec<Line>) {
        if lines.len() < 6 && rng.chance(55) {
            let place = 1 + rng.below(lines.len());
            lines.insert(place, Line { text: rng.pick(&ASIDES).to_owned(), claims: Vec::new() });
        }
        let published = Date { day: date.day + rng.between(0, 3), ..date };
        self.articles.push(Article { title, published, lines });
    }

    fn film_article(&mut self, rng: &mut Rng, film: &Film) {
        let mut slots = film.slots.clone();
        if film.planned {
            let date = Date::any(rng, film.year - u32::from(film.year > 1995 && film.year < 2024));
            set_words(rng, &mut slots, date);
            let title = rng.pick(&[
                "{s} announces {f}",
                "A plan called {f}",
                "{f} to be made at last",
                "{s} bets on a {G}",
                "{f}: what is known",
            ]);
            self.publish(rng, title, &slots, &[&PLANS, &PLAN_CASTS, &PLAN_MONEY]);
            return;
        }
        let date = Date::any(rng, film.year);
        set_words(rng, &mut slots, date);
        let title = rng.pick(&[
            "{f} opens in {t}",
            "First night for {f}",
            "{d} and the making of {f}",
            "{s} shows its {G}",
            "{f}: a {G} from {s}",
            "A part for {a}",
            "Why {f} took so long",
            "{t} goes to the pictures",
            "{f} finds its public",
            "{a} in {f}",
        ]);
        let lists: &[&[Sentence]] = match rng.below(10) {
            0..=1 => &[&OPENINGS, &CASTS, &CREWS, &MONEY],
            2 => &[&OPENINGS, &CREWS, &CASTS, &CREWS, &MONEY],
            3 => &[&OPENINGS, &CASTS, &MONEY, &RUMOURS],
            4 => &[&OPENINGS, &CASTS, &RUMOURS],
            5..=7 => &[&OPENINGS, &CASTS, &CREWS],
            _ => &[&OPENINGS, &MONEY, &CASTS],
        };
        self.publish(rng, title, &slots, lists);
    }

    fn slate_article(&mut self, rng: &mut Rng, films: &[&Film]) {
        let Some(last) = films.last() else { return };
        let mut slots = last.slots.clone();
        let date = Date { month: 12, ..Date::any(rng, last.year) };
        set_words(rng, &mut slots, date);
        let lead = rng.pick(&SLATE_LEADS);
        let mut lines = vec![self.line(rng, lead, &slots)];
        let mut order: Vec<Sentence> = SLATES.to_vec();
        rng.shuffle(&mut order);
        for (film, sentence) in films.iter().zip(order) {
            let mut own = film.slots.clone();
            set_words(rng, &mut own, Date { year: film.year, ..date });
            lines.push(self.line(rng, sentence, &own));
            if rng.chance(25) {
                let more = if rng.chance(50) { rng.pick(&CREWS) } else { rng.pick(&MONEY) };
                lines.push(self.line(rng, more, &own));
            }
        }
        let title =
            rng.pick(&["The year at {s}", "What {s} has made", "{s} counts its films", "From the stages of {h}"]);
        let title = fill(self.world, title, &slots);
        self.file(rng, title, date, lines);
    }

    fn festival_article(&mut self, rng: &mut Rng, festival: usize, year: u32) {
        let near: Vec<&Film> =
            self.world.films.iter().filter(|f| !f.planned && f.year <= year && f.year + 4 > year).collect();
        let place = self.world.festivals.iter().position(|f| *f == festival).unwrap_or(0);
        let town = self.world.towns[(place * 7 + 1) % self.world.towns.len()];
        let date = Date::any(rng, year);
        let mut lines = Vec::new();
        let mut title = String::new();
        let mut order: Vec<Sentence> = FESTIVAL_LINES.to_vec();
        rng.shuffle(&mut order);
        order.truncate(2 + rng.below(3));
        order.insert(0, rng.pick(&FESTIVAL_LEADS));
        for sentence in order {
            let mut slots = rng.pick(&near).slots.clone();
            slots.entities.extend([('e', festival), ('t', town)]);
            set_words(rng, &mut slots, date);
            if title.is_empty() {
                let form = rng.pick(&[
                    "{e}: a week in the dark",
                    "Prizes and rain at {e}",
                    "{t} and its festival",
                    "Who won at {e}",
                ]);
                title = fill(self.world, form, &slots);
            }
            lines.push(self.line(rng, sentence, &slots));
        }
        self.file(rng, title, date, lines);
    }

    /// A report about a studio (`BUSINESS`, `DISPUTES`) or about one person (`PROFILES`).
    fn report(&mut self, rng: &mut Rng, film: &Film, person: Option<usize>, list: &[Sentence], year: u32) {
        let mut slots = self.world.around(rng, film.studio);
        slots.entities.insert('f', film.entity);
        if let Some(person) = person {
            let before = slots.entities.insert('a', person);
            for key in ['b', 'c', 'd'] {
                if slots.entities.get(&key) == Some(&person) {
                    slots.entities.extend(before.map(|other| (key, other)));
                }
            }
        }
        let date = Date::any(rng, year);
        set_words(rng, &mut slots, date);
        let titles: &[&str] = if person.is_some() {
            &["{a}, a portrait", "A day with {a}", "The long way of {a}", "{a} keeps on working"]
        } else if list.len() == DISPUTES.len() {
            &["The case of {f}", "{s} before the judge", "Hard words about {f}"]
        } else {
            &[
                "Money moves at {s}",
                "{s} and its partners",
                "News from the trade",
                "{h}: who owns what",
                "{s} in new hands?",
            ]
        };
        let title = rng.pick(titles);
        let lists = [list; 5];
        let count = 3 + rng.below(2);
        self.publish(rng, title, &slots, &lists[..count]);
    }

    /// Short news that name whoever has not been named so far.
    fn briefs(&mut self, rng: &mut Rng) {
        let left: Vec<usize> = (0..self.world.entities.len()).filter(|e| !self.named.contains(e)).collect();
        for group in left.chunks(4) {
            let mut lines = Vec::new();
            let year = rng.between(1996, 2022);
            let date = Date::any(rng, year);
            for &entity in group {
                let kind = self.world.entities[entity].kind;
                let fitting: Vec<Sentence> = BRIEFS.iter().filter(|b| b.0 == kind).map(|b| b.1).collect();
                let film = &self.world.films[rng.below(self.world.films.len())];
                let own = self.world.people.iter().find(|p| p.entity == entity).and_then(|p| p.studio);
                let mut slots = self.world.around(rng, own.unwrap_or(film.studio));
                slots.entities.extend([('f', film.entity), ('g', entity)]);
                if let Some(made) = self.world.films.iter().find(|f| f.entity == entity) {
                    slots.entities.extend(made.slots.entities.iter().map(|(k, v)| (*k, *v)));
                }
                set_words(rng, &mut slots, date);
                let sentence = rng.pick(&fitting);
                lines.push(self.line(rng, sentence, &slots));
            }
            self.file(rng, "In brief".to_owned(), date, lines);
        }
    }
}

/// Every article of the country, in the order of their dates.
fn write_articles(rng: &mut Rng, world: &World) -> Vec<Article> {
    let mut desk = Desk { world, articles: Vec::new(), named: BTreeSet::new() };
    let mut slates: BTreeMap<(usize, u32), Vec<&Film>> = BTreeMap::new();
    for (index, film) in world.films.iter().enumerate() {
        if film.planned || (index + index / 10) % 8 < 3 {
            desk.film_article(rng, film);
            if index % 6 == 0 {
                desk.film_article(rng, film); // another paper, other words
            }
        } else {
            slates.entry((film.studio, film.year / 15)).or_default().push(film);
        }
    }
    for films in slates.values() {
        for group in films.chunks(4) {
            desk.slate_article(rng, group);
        }
    }
    for index in 0..12 {
        let year = 1998 + u32::try_from(index * 2).unwrap_or(0);
        desk.festival_article(rng, world.festivals[index % world.festivals.len()], year.min(2024));
    }
    for index in 0..12 {
        let film = &world.films[(index * 7) % world.films.len()];
        let year = rng.between(1996, 2024).max(film.year.min(2022));
        desk.report(rng, film, None, &BUSINESS, year);
    }
    let free: Vec<usize> = world.people.iter().filter(|p| p.studio.is_none()).map(|p| p.entity).collect();
    for index in 0..10 {
        let film = &world.films[(index * 13 + 4) % world.films.len()];
        let year = rng.between(1998, 2024);
        desk.report(rng, film, Some(free[index % free.len()]), &PROFILES, year);
    }
    for index in 0..5 {
        let film = &world.films[(index * 17 + 9) % 90];
        let year = (film.year + 1).min(2024);
        desk.report(rng, film, None, &DISPUTES, year);
    }
    desk.briefs(rng);
    let mut articles = desk.articles;
    articles.sort_by_key(|article| article.published);
    articles
}

// ---------------------------------------------------------------------------------------------
// The file

struct Fact {
    made: Made,
    evidence: Vec<String>,
}

/// What makes two claims the same fact: subject, relation, object, value and status.
type Key = (usize, &'static str, Option<usize>, Option<String>, &'static str);

/// One JSON field, written as it stands in the file.
fn field(key: &str, value: &Value) -> String {
    format!("\"{key}\": {value}")
}

fn text(value: &str) -> Value {
    Value::from(value)
}

/// A record of several fields, as many on a line as fit; a field that begins with a line break of its own
/// (a text, a list of evidence) starts a line.
fn record(fields: &[String]) -> String {
    const WIDTH: usize = 100;
    let one = format!("    {{{}}}", fields.join(", "));
    if one.chars().count() <= WIDTH && !fields.iter().any(|f| f.contains('\n')) {
        return one;
    }
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for (index, field) in fields.iter().enumerate() {
        let comma = if index + 1 < fields.len() { "," } else { "" };
        let part = format!("{field}{comma}");
        if !current.is_empty() && 6 + current.chars().count() + 1 + part.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(&part);
    }
    lines.push(current);
    let body: Vec<String> = lines.iter().map(|line| format!("      {line}")).collect();
    format!("    {{\n{}\n    }}", body.join("\n"))
}

fn entity_record(entity: &Entity) -> String {
    let mut fields =
        vec![field("id", &text(&entity.id)), field("kind", &text(entity.kind)), field("name", &text(&entity.name))];
    if let Some(alias) = &entity.alias {
        fields.push(format!("\"aliases\": [{}]", text(alias)));
    }
    fields.push(field("description", &text(&entity.description)));
    if let Some(year) = entity.year {
        fields.push(format!("\"attributes\": {{\"year\": {year}}}"));
    }
    record(&fields)
}

fn fact_record(world: &World, number: usize, fact: &Fact) -> String {
    let made = &fact.made;
    let mut fields = vec![
        field("id", &text(&format!("f{number}"))),
        field("subject", &text(&world.entities[made.subject].id)),
        field("relation", &text(made.relation)),
    ];
    fields.extend(made.object.map(|object| field("object", &text(&world.entities[object].id))));
    fields.extend(made.value.as_deref().map(|value| field("value", &text(value))));
    for (key, date) in &made.dates {
        fields.push(field(key, &text(date)));
    }
    if made.status != "reported" {
        fields.push(field("status", &text(made.status)));
    }
    if let Some(hundredths) = made.confidence {
        fields.push(field("confidence", &Value::from(f64::from(hundredths) / 100.0)));
    }
    if made.mutual {
        fields.push(field("directed", &Value::from(false)));
    }
    let evidence: Vec<String> = fact.evidence.iter().map(|line| format!("        {line}")).collect();
    fields.push(format!("\"evidence\": [\n{}\n      ]", evidence.join(",\n")));
    record(&fields)
}

/// Sets the article's text, in two paragraphs where it is long, and files its claims: a claim made before
/// gets one more piece of evidence instead of a second fact.
fn set_article(number: usize, lines: Vec<Line>, facts: &mut Vec<Fact>, known: &mut BTreeMap<Key, usize>) -> String {
    let mut body = String::new();
    let mut length = 0;
    let split = if lines.len() > 3 { 2 } else { usize::MAX };
    for (index, line) in lines.into_iter().enumerate() {
        if index > 0 {
            let gap = if index == split { "\n\n" } else { " " };
            body.push_str(gap);
            length += gap.len();
        }
        let end = length + line.text.chars().count();
        let excerpt = text(&line.text);
        let evidence =
            format!("{{\"article\": \"a{number}\", \"excerpt\": {excerpt}, \"start\": {length}, \"end\": {end}}}");
        for made in line.claims {
            let key = (made.subject, made.relation, made.object, made.value.clone(), made.status);
            if let Some(&at) = known.get(&key) {
                facts[at].evidence.push(evidence.clone());
            } else {
                known.insert(key, facts.len());
                facts.push(Fact { made, evidence: vec![evidence.clone()] });
            }
        }
        body.push_str(&line.text);
        length = end;
    }
    body
}

/// The whole sample as readable JSON; the same text for the same seed, on every machine.
pub(crate) fn generate(seed: u64) -> String {
    let mut rng = Rng(seed);
    let world = World::new(&mut rng);
    let mut facts = Vec::new();
    let mut known = BTreeMap::new();
    let mut articles = Vec::new();
    for (index, article) in write_articles(&mut rng, &world).into_iter().enumerate() {
        let number = index + 1;
        let body = set_article(number, article.lines, &mut facts, &mut known);
        let mut fields = vec![
            field("id", &text(&format!("a{number}"))),
            field("title", &text(&article.title)),
            field("publisher", &text(rng.pick(&PAPERS))),
        ];
        if rng.chance(70) {
            fields.push(format!("\"authors\": [{}]", text(rng.pick(&REPORTERS))));
        }
        fields.push(field("published", &text(&article.published.iso())));
        fields.push(field("language", &text("en")));
        fields.push(field("text", &text(&body)));
        articles.push(record(&fields));
    }
    let entities: Vec<String> = world.entities.iter().map(entity_record).collect();
    let facts: Vec<String> = facts.iter().enumerate().map(|(i, f)| fact_record(&world, i + 1, f)).collect();
    let head = [
        field("tieline", &Value::from(1)),
        field("title", &text("The film country")),
        field(
            "description",
            &text(
                "Thirty years of film-making in Orsalia, a country that does not exist. Everything in it is invented.",
            ),
        ),
        field("generated_by", &text(&format!("generate_sample, seed {seed}"))),
    ];
    format!(
        "{{\n  {},\n  \"articles\": [\n{}\n  ],\n  \"entities\": [\n{}\n  ],\n  \"facts\": [\n{}\n  ]\n}}\n",
        head.join(",\n  "),
        articles.join(",\n"),
        entities.join(",\n"),
        facts.join(",\n"),
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let seed = match std::env::args().nth(1) {
        Some(word) => word.parse().map_err(|error| format!("the seed must be a whole number: {error}"))?,
        None => 1,
    };
    std::io::stdout().lock().write_all(generate(seed).as_bytes())?;
    Ok(())
}
