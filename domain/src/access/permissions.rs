//! Everything that may be done here, each with its name and what it means to a person.

/// A thing that may be done. Each permission is a type, so that a proof of one is no proof of another.
pub trait Permission: Send + Sync + 'static {
    const KEY: Key;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $means:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(usize)]
        pub enum Key { $($name),* }

        $(
            #[doc = $means]
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl Permission for $name {
                const KEY: Key = Key::$name;
            }
        )*

        impl Key {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name in roles, in the API and in the printed tables.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// What it means, for the person who gives it.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $means),* }
            }

            /// Whether it only lets somebody look.
            pub fn only_looks(self) -> bool {
                self.name().ends_with(".view") || matches!(self, Self::RecordingsListen)
            }

            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

permissions! {
    AccountsView = "accounts.view", "See client accounts";
    AccountsCreate = "accounts.create", "Create client accounts";
    AccountsEdit = "accounts.edit", "Change a client account and its numbers";
    AccountsLock = "accounts.lock", "Lock and unlock client accounts";
    AccountsLoginAs = "accounts.login_as", "Log in as a client";
    BusinessPageWrite = "business_page.write", "Write the public page of a business";
    BusinessPagePublish = "business_page.publish", "Switch the public page of a business on and off";
    UsersView = "users.view", "See portal users";
    UsersManage = "users.manage", "Add, change, disable and delete portal users";
    ContactsView = "contacts.view", "See contacts";
    ContactsEdit = "contacts.edit", "Add, change and delete contacts";
    CallsView = "calls.view", "See calls";
    CallsCreate = "calls.create", "Take calls in";
    RecordingsListen = "recordings.listen", "Listen to recordings of calls, and read their transcripts";
    RecordingsDownload = "recordings.download", "Download recordings of calls";
    RecordingsManage = "recordings.manage", "Bring recordings of calls and their transcripts in, and delete them";
    MessagesView = "messages.view", "See messages";
    MessagesCreate = "messages.create", "Write messages to clients";
    MessagesMark = "messages.mark", "Mark messages as read or done";
    MessagesDeliver = "messages.deliver", "Decide to whom messages are sent, and how";
    StatusView = "status.view", "See the status of an account";
    StatusSet = "status.set", "Set and end the status of an account";
    StatusAcknowledge = "status.acknowledge", "Acknowledge the status of an account";
    OnCallView = "on_call.view", "See who is on call, and when";
    OnCallEdit = "on_call.edit", "Change on-call schedules";
    OnCallSwap = "on_call.swap", "Give away, take and swap turns on call";
    OnboardingTick = "onboarding.tick", "Tick the steps of the onboarding";
    TasksView = "tasks.view", "See tasks";
    TasksEdit = "tasks.edit", "Create, change and delete tasks";
    TasksComplete = "tasks.complete", "Complete tasks and comment on them";
    HelpAsk = "help.ask", "Contact Support: write to the operators";
    ResourcesView = "resources.view", "See resources: what operators need to know";
    ResourcesEdit = "resources.edit", "Write, change and delete resources";
    AnnouncementsView = "announcements.view", "See announcements to the account's contacts";
    AnnouncementsSend = "announcements.send", "Write to the account's contacts";
    HistoryView = "history.view", "See the history";
    SupportView = "support.view", "See who of the provider came in, and what was done";
    KeysManage = "keys.manage", "Make and revoke API keys";
    OperatorsManage = "operators.manage", "Add, change, disable and delete operators";
    RolesManage = "roles.manage", "Make and change roles";
    OutboxView = "outbox.view", "See which letters were sent, and which were not";
    OutboxManage = "outbox.manage", "Send letters again, drop them, and release the outbox";
    SettingsEdit = "settings.edit", "Change the settings of the organization";
}
