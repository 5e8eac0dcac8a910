//! Rows by the thousand, alike and yet each another one, for the programs that fill a database for the bench.

use db::{Tx, Value};

/// Rows of one table, with a value for each column.
pub async fn fill(tx: &mut Tx, table: &str, columns: &str, rows: &[Vec<Value<'_>>]) -> Result<(), db::Error> {
    let places: Vec<String> = (1..=columns.split(',').count()).map(|place| format!("?{place}")).collect();
    let sql = format!("INSERT INTO {table} ({columns}) VALUES ({})", places.join(", "));
    tx.execute_many(&sql, rows).await?;
    Ok(())
}

pub fn one_of<'a>(list: &[&'a str], dice: u64) -> &'a str {
    let index = usize::try_from(dice & 0xffff).unwrap_or(0) % list.len();
    list.get(index).copied().unwrap_or_default()
}

/// A number that looks thrown, the same for the same index (`SplitMix64`).
pub const fn scrambled(index: u64) -> u64 {
    let mut z = index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
