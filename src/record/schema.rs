//! The form of a kind's fields, compiled once from its struct: what the walk goes along, what editors complete from.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::head::Head;
use super::kind::{HeadRule, Kind};
use super::value::Format;

/// The form of one value.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A table, by its place in [`Schema::tables`].
    Table(usize),
    /// A list.
    List(Box<Shape>),
    /// A table whose keys are free, or words of a list of the vocabulary.
    Map(Box<Shape>, Option<String>),
    /// Text.
    Text(Format),
    /// A whole number from the first to the last.
    Integer(i64, i64),
    /// True or false.
    Boolean,
    /// One of a few words, each with what it means.
    Choice(Vec<(String, String)>),
    /// A reference to a record of a kind.
    Link(Kind),
    /// A word of a list of the vocabulary.
    Term(String),
    /// Anything: an author's own.
    Free,
}

/// One field of a table.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its key.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether a single value may stand for a list of one.
    pub single: bool,
    /// Its form.
    pub shape: Shape,
}

/// A table's form.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is called in messages.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// Its fields in the order of the struct.
    pub fields: Vec<Field>,
    /// Of these fields, exactly one must be there; none of them need where the list is empty.
    pub one_of: Vec<String>,
    /// A field that makes sense only beside another: the first needs the second.
    pub needs: Vec<(String, String)>,
}

impl Table {
    /// The field with this key, if there is one.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The form of a kind's fields.
#[derive(Debug)]
pub struct Schema {
    /// Which kind.
    pub kind: Kind,
    /// All tables; the first is the record itself, with its head.
    pub tables: Vec<Table>,
    /// Keys that belong to the head.
    pub head: Vec<String>,
    /// The JSON Schema for editors.
    pub json: Value,
}

impl Schema {
    /// The form of `T`'s fields, with the head that its kind has.
    pub fn of<T: JsonSchema>(kind: Kind) -> Schema {
        let mut root = json_schema_of::<T>();
        let mut head = Vec::new();
        if kind.head() != HeadRule::None {
            let head_root = json_schema_of::<Head>();
            head = merge_head(&mut root, head_root, kind.head());
        }
        let mut compiler = Compiler { definitions: definitions(&root), tables: Vec::new(), names: Vec::new() };
        compiler.table(kind.name(), &root);
        Schema { kind, tables: compiler.tables, head, json: for_editors(root, kind) }
    }

    /// The record's own table.
    pub fn root(&self) -> &Table {
        &self.tables[0]
    }
}

fn json_schema_of<T: JsonSchema>() -> Value {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value()
}

fn definitions(root: &Value) -> Map<String, Value> {
    root.get("definitions").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Puts the head's fields before the kind's own, and returns their keys.
fn merge_head(root: &mut Value, head: Value, rule: HeadRule) -> Vec<String> {
    let head_fields = head.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let keys: Vec<String> = head_fields.keys().cloned().collect();
    let Some(object) = root.as_object_mut() else { return keys };
    let own = object.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    // The extra table stays last, where authors expect it.
    let (first, last): (Vec<_>, Vec<_>) =
        head_fields.into_iter().partition(|(key, _)| matches!(key.as_str(), "name" | "short_name" | "summary"));
    let fields: Map<String, Value> = first.into_iter().chain(own).chain(last).collect();
    object.insert("properties".to_owned(), Value::Object(fields));
    let mut all = definitions(&head);
    all.extend(object.get("definitions").and_then(Value::as_object).cloned().unwrap_or_default());
    object.insert("definitions".to_owned(), Value::Object(all));
    if rule == HeadRule::Named {
        let required = object.entry("required").or_insert_with(|| json!([]));
        if let Some(list) = required.as_array_mut() {
            list.insert(0, json!("name"));
        }
    }
    keys
}

struct Compiler {
    definitions: Map<String, Value>,
    tables: Vec<Table>,
    names: Vec<String>,
}

impl Compiler {
    /// Compiles a table and returns its number.
    fn table(&mut self, name: &str, schema: &Value) -> usize {
        let number = self.tables.len();
        self.names.push(name.to_owned());
        let texts = |key: &str| -> Vec<String> {
            let list = schema.get(key).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let needs = schema.get("x-needs").and_then(Value::as_object).into_iter().flatten();
        let needs = needs.filter_map(|(key, other)| Some((key.clone(), other.as_str()?.to_owned()))).collect();
        self.tables.push(Table {
            name: words(name),
            doc: text_of(schema, "description"),
            fields: Vec::new(),
            one_of: texts("x-one-of"),
            needs,
        });
        let required = texts("required");
        let properties = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        for (key, property) in &properties {
            let shape = self.shape(property);
            let field = Field {
                name: key.clone(),
                doc: text_of(property, "description"),
                required: required.contains(key),
                single: property.get("x-single").is_some(),
                shape,
            };
            self.tables[number].fields.push(field);
        }
        number
    }

    fn shape(&mut self, schema: &Value) -> Shape {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.named(reference.trim_start_matches("#/definitions/"));
        }
        for key in ["anyOf", "allOf"] {
            if let Some(options) = schema.get(key).and_then(Value::as_array) {
                let option = options.iter().find(|option| option.get("type").and_then(Value::as_str) != Some("null"));
                return option.map_or(Shape::Free, |option| self.shape(option));
            }
        }
        if let Some(choices) = choices(schema) {
            return Shape::Choice(choices);
        }
        if let Some(kind) = schema.get("x-link").and_then(Value::as_str).and_then(Kind::named) {
            return Shape::Link(kind);
        }
        if let Some(key) = schema.get("x-term").and_then(Value::as_str) {
            return Shape::Term(key.to_owned());
        }
        let format = Format::named(&text_of(schema, "format"));
        match type_of(schema) {
            Some("string") => Shape::Text(format),
            Some("integer") => integer(schema),
            Some("boolean") => Shape::Boolean,
            Some("array") => {
                let inner = schema.get("items").map_or(Shape::Free, |schema| self.shape(schema));
                Shape::List(Box::new(inner))
            }
            Some("object") if schema.get("x-free").is_some() => Shape::Free,
            Some("object") if schema.get("properties").is_some() => Shape::Table(self.table("table", schema)),
            Some("object") => {
                let inner = schema.get("additionalProperties").map_or(Shape::Free, |schema| self.shape(schema));
                Shape::Map(Box::new(inner), schema.get("x-keys").and_then(Value::as_str).map(str::to_owned))
            }
            _ if format == Format::Scalar => Shape::Text(format),
            _ => Shape::Free,
        }
    }

    fn named(&mut self, name: &str) -> Shape {
        if let Some(number) = self.names.iter().position(|known| known == name) {
            return Shape::Table(number);
        }
        let Some(schema) = self.definitions.get(name).cloned() else { return Shape::Free };
        if schema.get("properties").is_some() {
            return Shape::Table(self.table(name, &schema));
        }
        self.shape(&schema)
    }
}

fn text_of(schema: &Value, key: &str) -> String {
    schema.get(key).and_then(Value::as_str).unwrap_or("").to_owned()
}

/// The type, where an optional one may also be null, which TOML does not know.
fn type_of(schema: &Value) -> Option<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => Some(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        _ => None,
    }
}

fn choices(schema: &Value) -> Option<Vec<(String, String)>> {
    if schema.get("format").is_some() {
        return None;
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().filter_map(|word| Some((word.as_str()?.to_owned(), String::new()))).collect());
    }
    let options = schema.get("oneOf").and_then(Value::as_array)?;
    let mut choices = Vec::new();
    for option in options {
        match option.get("const").and_then(Value::as_str) {
            Some(word) => choices.push((word.to_owned(), text_of(option, "description"))),
            None => choices.extend(self::choices(option)?),
        }
    }
    Some(choices)
}

fn integer(schema: &Value) -> Shape {
    match schema.get("format").and_then(Value::as_str) {
        Some("uint32") => within(schema, 0, i64::from(u32::MAX)),
        Some("uint64") => within(schema, 0, i64::MAX),
        _ => within(schema, i64::MIN, i64::MAX),
    }
}

/// The numbers that a type holds, as far as its field lets them be.
fn within(schema: &Value, least: i64, most: i64) -> Shape {
    let said = |name: &str| schema.get(name).and_then(Value::as_i64);
    Shape::Integer(said("minimum").unwrap_or(least).max(least), said("maximum").unwrap_or(most).min(most))
}

/// `DecisionType` as `decision type`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.trim_end_matches('_').chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words.replace(['-', '_'], " ")
}

/// The schema as editors know it: without null, which TOML lacks, and without our own notes.
fn for_editors(mut root: Value, kind: Kind) -> Value {
    tidy(&mut root);
    if let Some(object) = root.as_object_mut() {
        object.insert("title".to_owned(), json!(kind.label()));
        let with_schema = object.get_mut("properties").and_then(Value::as_object_mut);
        if let Some(properties) = with_schema {
            properties.insert("$schema".to_owned(), json!({ "type": "string" }));
        }
    }
    root
}

fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Array(names)) = object.get("type") {
                let names: Vec<Value> = names.iter().filter(|name| name.as_str() != Some("null")).cloned().collect();
                if let [name] = &names[..] {
                    object.insert("type".to_owned(), name.clone());
                }
            }
            if let Some(Value::Array(options)) = object.remove("anyOf") {
                let options: Vec<Value> =
                    options.into_iter().filter(|option| option.get("type").and_then(Value::as_str) != Some("null")).collect();
                match <[Value; 1]>::try_from(options) {
                    Ok([Value::Object(only)]) if only.contains_key("$ref") => {
                        // Draft 7 ignores what stands beside a reference, so the description goes around it.
                        object.insert("allOf".to_owned(), json!([Value::Object(only)]));
                    }
                    Ok([Value::Object(only)]) => object.extend(only),
                    Ok([other]) => drop(object.insert("anyOf".to_owned(), json!([other]))),
                    Err(options) => drop(object.insert("anyOf".to_owned(), Value::Array(options))),
                }
            }
            if object.get("format").and_then(Value::as_str) == Some("scalar") {
                object.remove("type");
            }
            if object.get("format").and_then(Value::as_str) == Some("partial-date") {
                object.insert("pattern".to_owned(), json!("^[0-9]{4}(-[0-9]{2}){0,2}$"));
            }
            if object.remove("x-single").is_some() {
                let list = Value::Object(object.clone());
                let single = object.get("items").cloned().unwrap_or_else(|| json!({}));
                let description = object.get("description").cloned().unwrap_or_default();
                *object = Map::new();
                object.insert("description".to_owned(), description);
                object.insert("anyOf".to_owned(), json!([single, list]));
            }
            for key in ["x-needs", "x-keys", "x-free", "x-one-of"] {
                object.remove(key);
            }
            object.values_mut().for_each(tidy);
        }
        Value::Array(values) => values.iter_mut().for_each(tidy),
        _ => {}
    }
}
