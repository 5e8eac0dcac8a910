//! One journey, two engines.

/// Makes of each `async fn name(stage: Stage) { … }` two tests, `name::sqlite` and `name::postgres`. The crate
/// that uses it needs `tokio` with its macros.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($stage:ident: Stage) $body:block)*) => {$(
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $(#[$meta])*
            async fn journey($stage: $crate::Stage) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                if let Some(stage) = $crate::Stage::open($crate::Engine::Sqlite).await {
                    journey(stage).await;
                }
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(stage) = $crate::Stage::open($crate::Engine::Postgres).await {
                    journey(stage).await;
                }
            }
        }
    )*};
}
