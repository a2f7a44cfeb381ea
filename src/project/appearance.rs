//! How the reader wants the map drawn, as a saved map tells it: kinds by their words, sizes and confidence.

use std::collections::BTreeMap;

use super::ProjectError;
use super::convert::Names;
use super::json::{Fields, Node, Unknown};
use super::print::{Object, string};
use crate::facts::FactBase;
use crate::graph::{Appearance, Icon, KindWish, MarkShape, NUM_KIND_COLORS, SizeBy, WidthBy};

/// An [`Appearance`] in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedAppearance {
    /// By the words of kinds.
    pub kinds: BTreeMap<String, NamedKindWish>,
    /// What the size of a mark says.
    pub size: SizeBy,
    /// What the width of a line says.
    pub width: WidthBy,
    /// Whether ties of little confidence are paler.
    pub confidence: bool,
    /// What this version does not know.
    unknown: Unknown,
}

/// A [`KindWish`] as the file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedKindWish {
    /// What is wanted.
    pub wish: KindWish,
    /// What this version does not know.
    unknown: Unknown,
}

impl NamedAppearance {
    pub(super) fn new(base: &FactBase, appearance: &Appearance) -> Self {
        let Appearance { kinds, size, width, confidence } = appearance;
        let named = |(kind, wish): (&crate::facts::KindId, &KindWish)| {
            let word = base.kinds.get(kind.index())?.to_string();
            Some((word, NamedKindWish { wish: *wish, unknown: Unknown::default() }))
        };
        Self {
            kinds: kinds.iter().filter_map(named).collect(),
            size: size.clone(),
            width: *width,
            confidence: *confidence,
            unknown: Unknown::default(),
        }
    }

    /// Keeps what is said of kinds that these facts do not have, and fields of a later version.
    pub(super) fn carry_over(&mut self, names: &Names<'_>, kept: &Self) {
        for (word, wish) in &kept.kinds {
            match self.kinds.get_mut(word) {
                Some(ours) => ours.unknown = wish.unknown.clone(),
                None if !names.kinds.contains_key(&**word) || !wish.unknown.0.is_empty() => {
                    let wish = if names.kinds.contains_key(&**word) { KindWish::default() } else { wish.wish };
                    let unknown = kept.kinds[word].unknown.clone();
                    self.kinds.insert(word.clone(), NamedKindWish { wish, unknown });
                }
                None => {}
            }
        }
        self.unknown = kept.unknown.clone();
    }

    pub(super) fn resolve(&self, names: &Names<'_>) -> Appearance {
        let kinds = self.kinds.iter().filter(|(_, wish)| wish.wish != KindWish::default());
        Appearance {
            kinds: kinds.filter_map(|(word, wish)| Some((*names.kinds.get(&**word)?, wish.wish))).collect(),
            size: self.size.clone(),
            width: self.width,
            confidence: self.confidence,
        }
    }
}

/// Takes how the map is drawn out of the fields of a document.
pub(super) fn parse(fields: &mut Fields<'_>) -> Result<NamedAppearance, ProjectError> {
    let mut appearance = NamedAppearance::default();
    let Some(node) = fields.take("appearance")? else {
        return Ok(appearance);
    };
    let mut fields = node.fields()?;
    if let Some(kinds) = fields.take("kinds")? {
        for (word, node) in kinds.fields()?.entries {
            appearance.kinds.insert(word, wish(&node)?);
        }
    }
    let attribute = fields.take("size_attribute")?.map(|name| name.string()).transpose()?;
    if let Some(node) = fields.take("size")? {
        match (&*node.string()?, attribute) {
            ("ties", _) => {}
            ("facts", _) => appearance.size = SizeBy::Facts,
            ("between", _) => appearance.size = SizeBy::Between,
            ("equal", _) => appearance.size = SizeBy::Equal,
            ("attribute", Some(name)) => appearance.size = SizeBy::Attribute(name.into()),
            // A word of a later version is no fault.
            _ => fields.entries.push(("size".to_owned(), node)),
        }
    }
    if let Some(node) = fields.take("width")? {
        match &*node.string()? {
            "facts" => {}
            "sources" => appearance.width = WidthBy::Sources,
            _ => fields.entries.push(("width".to_owned(), node)),
        }
    }
    if let Some(confidence) = fields.take("confidence")? {
        appearance.confidence = confidence.bool()?;
    }
    appearance.unknown = fields.unknown();
    Ok(appearance)
}

/// Words of a later version stay among the unknown parts.
fn wish(node: &Node<'_>) -> Result<NamedKindWish, ProjectError> {
    let mut fields = node.fields()?;
    let mut wish = KindWish::default();
    if let Some(node) = fields.take("color")? {
        let color: u8 = node.whole()?;
        if color < NUM_KIND_COLORS {
            wish.color = Some(color);
        } else {
            fields.entries.push(("color".to_owned(), node));
        }
    }
    if let Some(node) = fields.take("shape")? {
        wish.shape = MarkShape::from_word(&node.string()?);
        if wish.shape.is_none() {
            fields.entries.push(("shape".to_owned(), node));
        }
    }
    if let Some(node) = fields.take("icon")? {
        wish.icon = Icon::from_word(&node.string()?);
        if wish.icon.is_none() {
            fields.entries.push(("icon".to_owned(), node));
        }
    }
    Ok(NamedKindWish { wish, unknown: fields.unknown() })
}

/// Puts how the map is drawn into a document; nothing where it is as it comes.
pub(super) fn put(object: &mut Object, appearance: &NamedAppearance) {
    if *appearance == NamedAppearance::default() {
        return;
    }
    let NamedAppearance { kinds, size, width, confidence, unknown } = appearance;
    let mut fields = Object::default();
    if !kinds.is_empty() {
        let mut all = Object::default();
        for (word, NamedKindWish { wish: KindWish { shape, color, icon }, unknown }) in kinds {
            let mut one = Object::default();
            if let Some(color) = color {
                one.put("color", color.to_string());
            }
            if let Some(shape) = shape {
                one.put("shape", string(shape.word()));
            }
            if let Some(icon) = icon {
                one.put("icon", string(icon.word()));
            }
            one.put_unknown(unknown);
            all.put(word, one.in_one_line());
        }
        fields.put("kinds", all.in_lines(2));
    }
    match size {
        SizeBy::Ties => {}
        SizeBy::Facts => fields.put("size", string("facts")),
        SizeBy::Between => fields.put("size", string("between")),
        SizeBy::Equal => fields.put("size", string("equal")),
        SizeBy::Attribute(name) => {
            fields.put("size", string("attribute"));
            fields.put("size_attribute", string(name));
        }
    }
    if *width == WidthBy::Sources {
        fields.put("width", string("sources"));
    }
    if *confidence {
        fields.put("confidence", confidence.to_string());
    }
    fields.put_unknown(unknown);
    object.put("appearance", fields.in_lines(1));
}
