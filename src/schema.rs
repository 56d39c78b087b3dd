//! JSON Schemas, draft 2020-12, made from the types that describe our files.

use schemars::{
    JsonSchema, Schema,
    generate::SchemaSettings,
    transform::{RecursiveTransform, Transform},
};

/// The schema of a file that the program reads.
pub(crate) fn of_read<T: JsonSchema>() -> Schema {
    made::<T>(SchemaSettings::draft2020_12())
}

/// The schema of what the program writes, where no key is ever left out.
pub(crate) fn of_written<T: JsonSchema>() -> Schema {
    made::<T>(SchemaSettings::draft2020_12().for_serialize())
}

fn made<T: JsonSchema>(settings: SchemaSettings) -> Schema {
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(unwrap_description).transform(&mut schema);
    schema
}

/// A description is a doc comment, broken into lines for whoever reads the source; an editor breaks
/// its own.
fn unwrap_description(schema: &mut Schema) {
    let description = schema.get("description").and_then(|text| text.as_str());
    if let Some(text) = description.map(|text| text.replace('\n', " ")) {
        schema.insert("description".to_owned(), text.into());
    }
}
