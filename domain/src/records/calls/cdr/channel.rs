//! Which telephone a line of the exchange belongs to, and what its name says about the call.

use super::Direction;

/// The telephone of a channel: `PJSIP/101-0000002a` and `Local/101@from-queue-00000004;1` are `101`.
/// A text that is no channel, such as the name of an agent, is itself.
pub fn peer(channel: &str) -> &str {
    let Some((_, rest)) = channel.split_once('/') else { return channel };
    let rest = match rest.split_once('@') {
        Some((device, _)) => device,
        None => rest.rsplit_once('-').map_or(rest, |(device, _)| device),
    };
    rest.rsplit_once('/').map_or(rest, |(_, device)| device)
}

/// The name that both halves of an internal relay share; nothing for a real telephone line.
pub fn relay(channel: &str) -> Option<&str> {
    channel.starts_with("Local/").then(|| channel.split_once(';').map_or(channel, |(both, _)| both))
}

/// The direction, if context and channels leave no doubt.
pub fn direction(context: &str, from: &str, to: &str, channel: &str, dst_channel: &str) -> Option<Direction> {
    const INBOUND: [&str; 8] = [
        "from-trunk",
        "from-pstn",
        "from-outside",
        "from-dahdi",
        "from-zaptel",
        "from-analog",
        "inbound",
        "incoming",
    ];
    const OUTBOUND: [&str; 4] = ["outrt-", "outbound", "outgoing", "macro-dialout-trunk"];
    if INBOUND.iter().any(|name| begins(context, name)) {
        return Some(Direction::Inbound);
    }
    if OUTBOUND.iter().any(|name| begins(context, name)) {
        return Some(Direction::Outbound);
    }
    // A trunk may have a number for a name, so the telephone must also have called under its own number.
    let inside =
        is_extension(from) && is_extension(to) && peer(channel) == from && is_extension(peer(dst_channel));
    inside.then_some(Direction::Internal)
}

fn begins(context: &str, name: &str) -> bool {
    context.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

fn is_extension(text: &str) -> bool {
    (2..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}
