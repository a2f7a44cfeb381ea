//! Typed positions in a [`FactBase`](super::FactBase), so that a fact is never looked up as an entity.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the record at `index`; readers refuse more records than fit.
            #[must_use]
            pub fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Where the record stands in its list.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// An article, by its place in [`FactBase::articles`](super::FactBase::articles).
    ArticleId
);
id!(
    /// An entity, by its place in [`FactBase::entities`](super::FactBase::entities).
    EntityId
);
id!(
    /// A fact, by its place in [`FactBase::facts`](super::FactBase::facts).
    FactId
);
id!(
    /// A kind of entity, by its place in [`FactBase::kinds`](super::FactBase::kinds).
    KindId
);
id!(
    /// A relation's wording, by its place in [`FactBase::relations`](super::FactBase::relations).
    RelationId
);
