//! The words of a route: what it is for, what it takes, and what it gives back.

use std::borrow::Cow;

use domain::records::Collection;
use utoipa::ToSchema;
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::{Ref, RefOr, Schema};

use crate::intake::{Results, Taken};

/// Beside the method, the address and the policy, everything that a program must know.
pub struct Doc {
    pub summary: &'static str,
    pub tag: &'static str,
    /// The kind of record that the address names.
    pub collection: Option<&'static Collection>,
    pub takes: Option<Shape>,
    /// It takes bytes of one of these kinds.
    pub takes_bytes: &'static [&'static str],
    /// What may be asked in the address, and what each is for.
    pub asks: &'static [(&'static str, &'static str)],
    pub gives: Gives,
    /// It can be sent again under the name that the program gave it.
    pub once: bool,
}

/// What a route gives back when all is well.
#[derive(Clone, Copy)]
pub enum Gives {
    /// 200 with one page of a list.
    Page(&'static Collection),
    /// 200 with one record and its version.
    Record(&'static Collection),
    /// 200
    Says(Shape),
    /// 200 with what has a version and is no record of a list.
    Versioned(Shape),
    /// 201 and where it is found.
    Makes(Shape),
    /// What became of one record, or of each of a list.
    Intake(Shape, Shape),
    /// 204
    Done,
    /// 200 with lines of text.
    Text,
    /// 200 with a sound, or 206 with a stretch of it.
    Sound,
    /// 200 with a file.
    File,
    /// 200 with the document itself.
    Itself,
}

/// A type as the document names it; described only when the document is written, which a released program never does.
#[derive(Clone, Copy)]
pub struct Shape {
    name: fn() -> Cow<'static, str>,
    schemas: fn() -> Vec<(String, RefOr<Schema>)>,
}

impl Shape {
    pub const fn of<T: ToSchema>() -> Self {
        if cfg!(debug_assertions) {
            Self { name: T::name, schemas: described::<T> }
        } else {
            Self { name: || Cow::Borrowed(""), schemas: Vec::new }
        }
    }

    /// The type, and every other that it is made of.
    pub fn schemas(self) -> Vec<(String, RefOr<Schema>)> {
        let mut schemas = (self.schemas)();
        for (_, schema) in &mut schemas {
            close(schema);
        }
        schemas
    }

    pub fn reference(self) -> Ref {
        Ref::from_schema_name((self.name)())
    }
}

fn described<T: ToSchema>() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    schemas
}

/// Says of the kinds of an enum what utoipa says of structs only: there is no other field.
fn close(schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::OneOf(one_of)) = schema else { return };
    for item in &mut one_of.items {
        if let RefOr::T(Schema::Object(object)) = item {
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
}

impl Doc {
    const fn new(summary: &'static str, tag: &'static str, gives: Gives) -> Self {
        Self { summary, tag, collection: None, takes: None, takes_bytes: &[], asks: &[], gives, once: false }
    }

    pub const fn of_itself(summary: &'static str) -> Self {
        Self::new(summary, "openapi", Gives::Itself)
    }

    pub const fn says<T: ToSchema>(summary: &'static str, tag: &'static str) -> Self {
        Self::new(summary, tag, Gives::Says(Shape::of::<T>()))
    }

    pub const fn text(summary: &'static str, tag: &'static str) -> Self {
        Self::new(summary, tag, Gives::Text)
    }

    pub const fn versioned<T: ToSchema>(summary: &'static str, tag: &'static str) -> Self {
        Self::new(summary, tag, Gives::Versioned(Shape::of::<T>()))
    }

    pub const fn page(summary: &'static str, collection: &'static Collection) -> Self {
        Self::new(summary, collection.name, Gives::Page(collection)).of(collection)
    }

    pub const fn record(summary: &'static str, collection: &'static Collection) -> Self {
        Self::new(summary, collection.name, Gives::Record(collection)).of(collection)
    }

    pub const fn makes<T: ToSchema>(summary: &'static str, collection: &'static Collection) -> Self {
        Self::new(summary, collection.name, Gives::Makes(Shape::of::<T>())).of(collection)
    }

    pub const fn done(summary: &'static str, collection: &'static Collection) -> Self {
        Self::new(summary, collection.name, Gives::Done).of(collection)
    }

    /// One `T`, or a list of up to a thousand.
    pub const fn intake<T: ToSchema>(summary: &'static str, collection: &'static Collection) -> Self {
        let gives = Gives::Intake(Shape::of::<Taken>(), Shape::of::<Results>());
        Self::new(summary, collection.name, gives).of(collection).takes::<T>().once()
    }

    /// The address names a record of this kind.
    pub const fn of(mut self, collection: &'static Collection) -> Self {
        self.collection = Some(collection);
        self
    }

    /// 201 for what is no record of a list.
    pub const fn made<T: ToSchema>(summary: &'static str, tag: &'static str) -> Self {
        Self::new(summary, tag, Gives::Makes(Shape::of::<T>()))
    }

    /// 204 for what is no record of a list.
    pub const fn finished(summary: &'static str, tag: &'static str) -> Self {
        Self::new(summary, tag, Gives::Done)
    }

    /// What may be asked in the address.
    pub const fn asks(mut self, asks: &'static [(&'static str, &'static str)]) -> Self {
        self.asks = asks;
        self
    }

    pub const fn gives_sound(summary: &'static str, tag: &'static str) -> Self {
        Self::new(summary, tag, Gives::Sound)
    }

    pub const fn gives_file(summary: &'static str, tag: &'static str) -> Self {
        Self::new(summary, tag, Gives::File)
    }

    pub const fn takes_file(mut self) -> Self {
        self.takes_bytes = &["application/octet-stream", "application/pdf", "image/*", "text/*"];
        self
    }

    pub const fn takes_sound(mut self) -> Self {
        self.takes_bytes = &["audio/wav", "audio/mpeg", "audio/ogg", "audio/mp4", "application/octet-stream"];
        self
    }

    pub const fn takes_text(mut self) -> Self {
        self.takes_bytes = &["text/plain", "text/vtt", "application/x-subrip"];
        self
    }

    pub const fn takes_csv(mut self) -> Self {
        self.takes_bytes = &["text/csv"];
        self
    }

    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    pub const fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(Shape::of::<T>());
        self
    }

    /// Every schema that the words refer to.
    pub fn schemas(&self) -> Vec<(String, RefOr<Schema>)> {
        let given = match self.gives {
            Gives::Says(shape) | Gives::Versioned(shape) | Gives::Makes(shape) => vec![shape],
            Gives::Intake(one, many) => vec![one, many],
            Gives::Page(_)
            | Gives::Record(_)
            | Gives::Done
            | Gives::Text
            | Gives::Sound
            | Gives::File
            | Gives::Itself => Vec::new(),
        };
        given.into_iter().chain(self.takes).flat_map(Shape::schemas).collect()
    }
}
