//! Packs the description of the API, which is made of the routes' declarations by a test (`make generate`).

use std::path::PathBuf;

const DOCUMENT: &str = "../docs/generated/openapi.json";
/// As small as it gets; it is packed once.
const LEVEL: u8 = 10;

#[expect(clippy::disallowed_methods, reason = "cargo says by the environment where what is built goes")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo names no folder")?);
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&std::fs::read(DOCUMENT)?, LEVEL);
    Ok(std::fs::write(out.join("openapi.json.z"), packed)?)
}
