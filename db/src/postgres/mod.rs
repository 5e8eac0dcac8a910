//! The server engine, for organizations that one machine cannot hold.

mod tls;

use std::error::Error as StdError;

use deadpool_postgres::{Manager, ManagerConfig, Object, RecyclingMethod};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Config, Connection, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::dialect::postgres_parameters;
use crate::tx::Reading;
use crate::{Error, Result, Row, Value};

/// Connections for reading and for writing, each.
const CONNECTIONS: usize = 16;
/// Statements in flight at once when many rows are written.
const PIPELINE: usize = 64;

#[derive(Clone)]
pub struct Pool {
    config: Config,
    tls: MakeRustlsConnect,
    readers: deadpool_postgres::Pool,
    writers: deadpool_postgres::Pool,
}

/// The server's side of a connection, encrypted or not.
pub type Line = Connection<Socket, <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream>;

/// A transaction; dropped without a commit it is undone before the connection is used again.
pub struct Writer {
    connection: Option<Object>,
}

fn pool(config: &Config, tls: &MakeRustlsConnect, size: usize) -> Result<deadpool_postgres::Pool> {
    let manager = Manager::from_config(
        config.clone(),
        tls.clone(),
        ManagerConfig { recycling_method: RecyclingMethod::Fast },
    );
    deadpool_postgres::Pool::builder(manager)
        .max_size(size)
        .build()
        .map_err(|error| Error::Other(error.to_string()))
}

impl Pool {
    pub async fn open(url: &str) -> Result<Self> {
        let mut config: Config =
            url.parse().map_err(|error| Error::Unavailable(format!("the address is not usable: {error}")))?;
        config.connect_timeout(std::time::Duration::from_secs(5));
        config.application_name("portico");
        let tls = tls::connector(&mut config)?;
        let mut reading = config.clone();
        let options = config.get_options().unwrap_or_default();
        reading.options(format!("{options} -c default_transaction_read_only=on"));
        let readers = pool(&reading, &tls, CONNECTIONS)?;
        let opened = Self { readers, writers: pool(&config, &tls, CONNECTIONS)?, config, tls };
        drop(opened.readers.get().await?);
        Ok(opened)
    }

    /// A connection of its own, for hearing of changes: what is said on it, and what comes in.
    pub async fn connect(&self) -> Result<(Client, Line)> {
        Ok(self.config.connect(self.tls.clone()).await?)
    }

    pub async fn read(&self) -> Result<Object> {
        Ok(self.readers.get().await?)
    }

    pub async fn write(&self) -> Result<Writer> {
        let connection = self.writers.get().await?;
        connection.batch_execute("BEGIN").await?;
        Ok(Writer { connection: Some(connection) })
    }

    pub async fn weak_durability(&self) -> Result<Vec<String>> {
        let connection = self.read().await?;
        let mut weak = Vec::new();
        for name in ["fsync", "synchronous_commit", "full_page_writes"] {
            let value: String = connection.query_one(&format!("SHOW {name}"), &[]).await?.try_get(0)?;
            if value == "off" {
                weak.push(format!("{name} = {value}"));
            }
        }
        Ok(weak)
    }
}

impl Writer {
    pub fn connection(&self) -> Result<&Object> {
        self.connection.as_ref().ok_or(Error::ReadOnly)
    }

    pub async fn commit(mut self) -> Result<()> {
        if let Some(connection) = &self.connection {
            connection.batch_execute("COMMIT").await?;
        }
        drop(self.connection.take());
        Ok(())
    }

    pub async fn roll_back(mut self) -> Result<()> {
        if let Some(connection) = &self.connection {
            connection.batch_execute("ROLLBACK").await?;
        }
        drop(self.connection.take());
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            drop(Object::take(connection));
            return;
        };
        runtime.spawn(async move {
            if connection.batch_execute("ROLLBACK").await.is_err() {
                drop(Object::take(connection));
            }
        });
    }
}

pub async fn each(connection: &Object, sql: &str, params: &[Value<'_>], read: Reading<'_>) -> Result<()> {
    let statement = connection.prepare_cached(&postgres_parameters(sql)).await?;
    let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
    let rows = connection.query(&statement, &params).await?;
    rows.iter().try_for_each(|row| read(&Row::Postgres(row)))
}

pub async fn execute(connection: &Object, sql: &str, params: &[Value<'_>]) -> Result<u64> {
    let statement = connection.prepare_cached(&postgres_parameters(sql)).await?;
    let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|value| value as _).collect();
    Ok(connection.execute(&statement, &params).await?)
}

/// Sends the statements without waiting for each answer; the counts come back in order.
pub async fn execute_many(connection: &Object, sql: &str, rows: &[Vec<Value<'_>>]) -> Result<Vec<u64>> {
    let statement = connection.prepare_cached(&postgres_parameters(sql)).await?;
    let mut counts = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(PIPELINE) {
        let mut sent = Vec::with_capacity(chunk.len());
        for params in chunk {
            sent.push(execute_one(connection, &statement, params));
        }
        counts.extend(futures_util::future::try_join_all(sent).await?);
    }
    Ok(counts)
}

async fn execute_one(
    connection: &Object,
    statement: &tokio_postgres::Statement,
    params: &[Value<'_>],
) -> Result<u64> {
    Ok(connection.execute_raw(statement, params).await?)
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(n) if *kind == Type::INT4 => i32::try_from(*n)?.to_sql(kind, out),
            Value::Int(n) => n.to_sql(kind, out),
            Value::Text(text) => text.as_ref().to_sql(kind, out),
            Value::Bytes(bytes) => bytes.as_ref().to_sql(kind, out),
            Value::Uuid(id) => id.as_bytes().as_slice().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// The 16 bytes of a `uuid` column.
pub struct Id(pub [u8; 16]);

impl<'a> FromSql<'a> for Id {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(raw.try_into()?))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::UUID
    }
}

/// Anything, looked at only to see whether it is there.
struct Anything;

impl<'a> FromSql<'a> for Anything {
    fn from_sql(_: &Type, _: &'a [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

pub fn is_null(row: &tokio_postgres::Row, index: usize) -> Result<bool> {
    Ok(row.try_get::<_, Option<Anything>>(index)?.is_none())
}

pub fn value(row: &tokio_postgres::Row, index: usize) -> Result<Value<'static>> {
    if is_null(row, index)? {
        return Ok(Value::Null);
    }
    let kind = row.columns().get(index).map(tokio_postgres::Column::type_);
    Ok(match kind {
        Some(&Type::INT8) => Value::Int(row.try_get(index)?),
        Some(&Type::INT4) => Value::Int(i64::from(row.try_get::<_, i32>(index)?)),
        Some(&Type::UUID) => Value::Uuid(uuid::Uuid::from_bytes(row.try_get::<_, Id>(index)?.0)),
        Some(&Type::BYTEA) => Value::from(row.try_get::<_, &[u8]>(index)?).into_owned(),
        _ => Value::from(row.try_get::<_, String>(index)?),
    })
}
