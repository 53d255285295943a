//! JSON Schemas of the JSON files, from the same types as the files.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::inventory::Inventory;
use super::json::{Opening, Whole};
use super::register::{REGISTERS, Register};
use crate::phrases::Phrases;

/// The form of one of the JSON files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Schema {
    /// A register.
    Register(Register),
    /// A collaborative with everything of it.
    Collaborative,
    /// The inventory.
    Inventory,
}

impl From<Register> for Schema {
    fn from(register: Register) -> Schema {
        Schema::Register(register)
    }
}

/// All of them.
pub(super) const SCHEMAS: &[Schema] = &{
    let mut schemas = [Schema::Collaborative; REGISTERS.len() + 2];
    let mut number = 0;
    while number < REGISTERS.len() {
        schemas[number] = Schema::Register(REGISTERS[number]);
        number += 1;
    }
    schemas[number + 1] = Schema::Inventory;
    schemas
};

impl Schema {
    /// Its name, in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Schema::Register(register) => register.name(),
            Schema::Collaborative => "collaborative",
            Schema::Inventory => "inventory",
        }
    }

    /// It as JSON.
    pub(super) fn bytes(self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(&self.form()).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    fn form(self) -> Value {
        let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        let mut form = object::<Opening>(&mut generator);
        match self {
            Schema::Register(register) => {
                let row = register.row_schema(&mut generator);
                add(
                    &mut form,
                    register.name(),
                    json!({ "description": register.about(Phrases::english()), "type": "array", "items": row }),
                );
            }
            Schema::Collaborative => extend(&mut form, object::<Whole>(&mut generator)),
            Schema::Inventory => extend(&mut form, object::<Inventory>(&mut generator)),
        }
        let title = match self {
            Schema::Register(register) => register.title(Phrases::english()),
            Schema::Collaborative => "A collaborative with everything of it".to_owned(),
            Schema::Inventory => "Every record with its address".to_owned(),
        };
        form.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
        form.insert("title".to_owned(), title.into());
        form.insert("$defs".to_owned(), Value::Object(generator.take_definitions(true)));
        Value::Object(form)
    }
}

/// The form of an object, with its properties at hand.
fn object<T: JsonSchema>(generator: &mut SchemaGenerator) -> Map<String, Value> {
    let mut form = T::json_schema(generator).to_value().as_object().cloned().unwrap_or_default();
    form.remove("description");
    form
}

fn add(form: &mut Map<String, Value>, key: &str, value: Value) {
    if let Some(Value::Object(properties)) = form.get_mut("properties") {
        properties.insert(key.to_owned(), value);
    }
    if let Some(Value::Array(required)) = form.get_mut("required") {
        required.push(key.into());
    }
}

fn extend(form: &mut Map<String, Value>, other: Map<String, Value>) {
    let Some(Value::Object(properties)) = other.get("properties") else { return };
    for (key, value) in properties {
        add(form, key, value.clone());
    }
}

/// What the fields of a register's rows hold, in words.
pub(super) struct Described {
    form: Value,
    row: String,
}

impl Described {
    /// Of a register.
    pub(super) fn of(register: Register) -> Described {
        Described { form: Schema::Register(register).form(), row: format!("/properties/{}/items", register.name()) }
    }

    /// What the field at a path of keys holds, such as `control/version`; `None` where there is no such field.
    pub(super) fn words(&self, path: &str) -> Option<String> {
        let definitions = self.form.get("$defs")?;
        let mut own = self.form.pointer(&self.row)?;
        let mut words = None;
        for key in path.split('/') {
            let field = resolved(own, definitions).get("properties")?.get(key)?;
            words = field.get("description").and_then(Value::as_str).map(str::to_owned).or(words);
            own = field;
        }
        words
    }
}

/// What a form stands for: behind a reference, in a list, or where it may be absent.
fn resolved<'f>(form: &'f Value, definitions: &'f Value) -> &'f Value {
    let named = form.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next());
    if let Some(definition) = named.and_then(|name| definitions.get(name)) {
        return resolved(definition, definitions);
    }
    if let Some(items) = form.get("items") {
        return resolved(items, definitions);
    }
    let parts = form.get("anyOf").and_then(Value::as_array);
    parts.and_then(|parts| parts.iter().find(|part| part.get("$ref").is_some())).map_or(form, |part| resolved(part, definitions))
}
