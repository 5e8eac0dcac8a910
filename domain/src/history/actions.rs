//! The kinds of things that happen, each with its name for programs and its words for people.

macro_rules! actions {
    ($($name:ident = $text:literal, $topic:literal, $words:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action { $($name),* }

        impl Action {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name in the API and in filters: `account.locked`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// Which list on an open page this concerns.
            pub const fn topic(self) -> &'static str {
                match self { $(Self::$name => $topic),* }
            }

            /// The words between who did it and what it was done to.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words),* }
            }

            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

actions! {
    OrganizationCreated = "organization.created", "organization", "created the organization";
    OrganizationConfigured = "organization.configured", "settings", "changed the settings";
    OperatorAdded = "operator.added", "operators", "added the operator";
    OperatorEdited = "operator.edited", "operators", "changed the operator";
    OperatorDisabled = "operator.disabled", "operators", "disabled the operator";
    OperatorEnabled = "operator.enabled", "operators", "enabled the operator";
    OperatorDeleted = "operator.deleted", "operators", "deleted the operator";
    RoleAdded = "role.added", "roles", "made the role";
    RoleEdited = "role.edited", "roles", "changed the role";
    RoleDeleted = "role.deleted", "roles", "deleted the role";
    SignedIn = "session.started", "sessions", "signed in";
    AccountEntered = "session.account_entered", "sessions", "went on in";
    SignedOut = "session.ended", "sessions", "signed out";
    SessionsEnded = "sessions.ended", "sessions", "ended sessions of";
    PasswordSet = "password.set", "users", "set the password of";
    PasswordResetStarted = "password.reset_started", "users", "had a new password chosen by";
    SecondFactorAdded = "second_factor.added", "users", "set up a second factor of";
    SecondFactorRemoved = "second_factor.removed", "users", "removed the second factor of";
    SecondFactorShown = "second_factor.shown", "sessions", "showed the second factor of";
    RecoveryCodesMade = "recovery_codes.made", "users", "made new recovery codes of";
    RecoveryCodeUsed = "recovery_code.used", "users", "used a recovery code of";
    PasskeyAdded = "passkey.added", "users", "added a passkey of";
    PasskeyRenamed = "passkey.renamed", "users", "renamed a passkey of";
    PasskeyRemoved = "passkey.removed", "users", "removed a passkey of";
    PasskeyDoubted = "passkey.doubted", "users", "refused what may be the copy of a passkey of";
    LoginAsStarted = "login_as.started", "sessions", "logged in as";
    LoginAsEnded = "login_as.ended", "sessions", "left the portal of";
    SecureLinkMade = "secure_link.made", "accounts", "made a secure login link of";
    SecureLinkRevoked = "secure_link.revoked", "accounts", "revoked the secure login link of";
    SecureLinkUsed = "secure_link.used", "accounts", "opened the portal of";
    AccountCreated = "account.created", "accounts", "created the account";
    AccountsBrought = "accounts.brought", "jobs", "brought the file of accounts";
    AccountDeleted = "account.deleted", "accounts", "deleted the account";
    AccountEdited = "account.edited", "accounts", "changed the account";
    BusinessPageEdited = "business_page.edited", "accounts", "changed the business page of";
    AccountLocked = "account.locked", "accounts", "locked the account";
    AccountUnlocked = "account.unlocked", "accounts", "unlocked the account";
    AccountTagged = "account.tagged", "accounts", "changed the tags of";
    AccountNoted = "account.noted", "accounts", "changed the note of";
    AccountAssigned = "account.assigned", "accounts", "changed the operators of";
    AccountSecured = "account.secured", "accounts", "marked as Secure";
    AccountUnsecured = "account.unsecured", "accounts", "took the Secure mark off";
    SecureRead = "secure.read", "secure", "read the";
    EmergencyAsked = "emergency.asked", "secure", "asked for emergency access to";
    EmergencyApproved = "emergency.approved", "secure", "approved emergency access to";
    EmergencyRefused = "emergency.refused", "secure", "refused emergency access to";
    EmergencyWithdrawn = "emergency.withdrawn", "secure", "took back the request for emergency access to";
    EmergencyEnded = "emergency.ended", "secure", "ended emergency access to";
    PlanChanged = "account.plan_changed", "accounts", "changed the plan of";
    PlanMade = "plan.made", "settings", "made the plan";
    PlanEdited = "plan.edited", "settings", "changed the plan";
    PlanDeleted = "plan.deleted", "settings", "deleted the plan";
    StepMade = "onboarding_step.made", "settings", "made the onboarding step";
    StepEdited = "onboarding_step.edited", "settings", "changed the onboarding step";
    StepDeleted = "onboarding_step.deleted", "settings", "deleted the onboarding step";
    StepDone = "onboarding_step.done", "accounts", "completed the onboarding step";
    StepOpened = "onboarding_step.opened", "accounts", "took back the onboarding step";
    TemplateSet = "account.template_set", "accounts", "made a template of";
    SettingsPushed = "template.settings_pushed", "accounts", "gave settings on from the template";
    SettingsTakenBack = "template.settings_taken_back", "accounts", "took settings back that came from the template";
    TemplateUnset = "account.template_unset", "accounts", "made an account again of the template";
    SetupCompleted = "account.setup_completed", "accounts", "completed the setup of";
    SetupReopened = "account.setup_reopened", "accounts", "took back into setup";
    NumberAdded = "account.number_added", "accounts", "added a number to";
    NumberRemoved = "account.number_removed", "accounts", "removed a number from";
    UserAdded = "user.added", "users", "added the portal user";
    UserEdited = "user.edited", "users", "changed the portal user";
    PhoneEntered = "user.phone_entered", "users", "entered a telephone number of";
    TextMessagesUsedUp = "text_messages.used_up", "outbox", "sent the last text message of the day to";
    UserVerified = "user.verified", "users", "verified an address of";
    UserDisabled = "user.disabled", "users", "disabled the portal user";
    UserEnabled = "user.enabled", "users", "enabled the portal user";
    UserDeleted = "user.deleted", "users", "deleted the portal user";
    InvitationAsked = "invitation.asked", "users", "invited";
    InvitationSent = "invitation.sent", "users", "sent the invitation to";
    InvitationWithdrawn = "invitation.withdrawn", "users", "withdrew the invitation of";
    InvitationAccepted = "invitation.accepted", "users", "accepted the invitation of";
    LettersChosen = "profile.letters_chosen", "users", "chose the letters of";
    ProfileEdited = "profile.edited", "users", "changed the profile of";
    ContactAdded = "contact.added", "contacts", "added the contact";
    ContactEdited = "contact.edited", "contacts", "changed the contact";
    ContactCodeSent = "contact.code_sent", "contacts", "sent a code to the contact";
    ContactVerified = "contact.verified", "contacts", "verified how to reach the contact";
    ContactDeleted = "contact.deleted", "contacts", "deleted the contact";
    ContactMerged = "contact.merged", "contacts", "merged a double into the contact";
    CallTaken = "call.taken", "calls", "took in a call";
    CallsTaken = "calls.taken", "calls", "took in calls";
    RecordingAdded = "recording.added", "calls", "kept the recording of";
    RecordingAsked = "recording.asked", "calls", "asked for the recording of";
    RecordingNotFetched = "recording.not_fetched", "calls", "could not fetch the recording of";
    RecordingHeard = "recording.heard", "recordings", "listened to the recording of";
    RecordingDownloaded = "recording.downloaded", "recordings", "downloaded the recording of";
    RecordingDeleted = "recording.deleted", "calls", "deleted the recording of";
    RecordingsExpired = "recordings.expired", "calls", "deleted recordings that were kept long enough:";
    TranscriptWritten = "transcript.written", "calls", "wrote the transcript of";
    TranscriptRead = "transcript.read", "recordings", "read the transcript of";
    TranscriptDeleted = "transcript.deleted", "calls", "deleted the transcript of";
    MessageWritten = "message.written", "messages", "wrote the message";
    MessagesTaken = "messages.taken", "messages", "took in messages";
    MessageMarked = "message.marked", "messages", "marked the message";
    MessageDispatched = "message.dispatched", "messages", "sent somebody the message";
    MessageAcknowledged = "message.acknowledged", "messages", "acknowledged the message";
    MessageReplied = "message.replied", "messages", "replied to the message";
    MessageUnanswered = "message.unanswered", "messages", "found nobody to acknowledge the message";
    DeliveryPlanned = "delivery.planned", "accounts", "changed the delivery plan of";
    StatusSet = "status.set", "statuses", "set the status of";
    StatusEnded = "status.ended", "statuses", "ended the status of";
    TaskAdded = "task.added", "tasks", "added the task";
    SupportAsked = "support.asked", "tasks", "asked support";
    TaskEdited = "task.edited", "tasks", "changed the task";
    TaskMarked = "task.marked", "tasks", "marked the task";
    TaskStepMarked = "task.step_marked", "tasks", "marked a step of the task";
    TaskCommented = "task.commented", "tasks", "commented on the task";
    TaskDeleted = "task.deleted", "tasks", "deleted the task";
    ResourceAdded = "resource.added", "resources", "added the resource";
    ResourceEdited = "resource.edited", "resources", "changed the resource";
    ResourceRead = "resource.read", "resources", "read the resource";
    ResourceAttached = "resource.attached", "resources", "attached a file to the resource";
    ResourceDetached = "resource.detached", "resources", "removed a file of the resource";
    ResourceDeleted = "resource.deleted", "resources", "deleted the resource";
    ProposalMade = "proposal.made", "resources", "made a proposal about the resource";
    ProposalChanged = "proposal.changed", "resources", "changed the proposal about the resource";
    ProposalWithdrawn = "proposal.withdrawn", "resources", "withdrew the proposal about the resource";
    ProposalApproved = "proposal.approved", "resources", "approved the proposal about the resource";
    ProposalRefused = "proposal.refused", "resources", "refused the proposal about the resource";
    ProposalReturned = "proposal.returned", "resources", "asked for another decision about the resource";
    ProposalScheduled = "proposal.scheduled", "resources", "set a time for a change of the resource";
    SiteLearned = "site.learned", "accounts", "saw a new website of";
    SiteDecided = "site.decided", "accounts", "decided about a website of";
    SiteForgotten = "site.forgotten", "accounts", "took a website off";
    AnnouncementWritten = "announcement.written", "announcements", "wrote the announcement";
    AnnouncementSent = "announcement.sent", "announcements", "sent the announcement";
    AnnouncementCancelled = "announcement.cancelled", "announcements", "cancelled the announcement";
    AnnouncementsRefused = "announcements.refused", "announcements", "ended the announcements of";
    ViewSaved = "view.saved", "views", "saved the view";
    ViewDeleted = "view.deleted", "views", "deleted the view";
    StatusAcknowledged = "status.acknowledged", "statuses", "acknowledged the status of";
    ScheduleAdded = "schedule.added", "schedules", "made the on-call schedule";
    ScheduleEdited = "schedule.edited", "schedules", "changed the on-call schedule";
    ScheduleDeleted = "schedule.deleted", "schedules", "deleted the on-call schedule";
    OverrideAdded = "override.added", "schedules", "put somebody else on call in";
    OverrideEnded = "override.ended", "schedules", "took back who was put on call in";
    TurnOffered = "turn.offered", "schedules", "offered a turn on call in";
    TurnAsked = "turn.asked", "schedules", "asked somebody to take a turn on call in";
    TurnHandedOver = "turn.handed_over", "schedules", "handed a turn on call over in";
    TurnRefused = "turn.refused", "schedules", "refused a turn on call in";
    TurnWithdrawn = "turn.withdrawn", "schedules", "withdrew a turn on call in";
    CalendarLinkMade = "calendar_link.made", "calendar_links", "made a calendar link to";
    CalendarLinkRevoked = "calendar_link.revoked", "calendar_links", "took back a calendar link to";
    HoldSet = "legal_hold.set", "accounts", "put a legal hold on";
    HoldLifted = "legal_hold.lifted", "accounts", "lifted the legal hold on";
    HistoryRemoved = "history.removed", "history", "removed from the history";
    RepliesOpened = "sms_replies.opened", "settings", "made an address for replies by text message";
    RepliesShut = "sms_replies.shut", "settings", "shut the address for replies by text message";
    WebhookMade = "webhook.made", "webhooks", "made the webhook";
    WebhookEdited = "webhook.edited", "webhooks", "changed the webhook";
    WebhookDeleted = "webhook.deleted", "webhooks", "deleted the webhook";
    WebhookEnabled = "webhook.enabled", "webhooks", "enabled the webhook";
    WebhookDisabled = "webhook.disabled", "webhooks", "disabled the webhook";
    WebhookReplayed = "webhook.replayed", "webhooks", "sent again to the webhook";
    RecordsExported = "records.exported", "exports", "exported";
    JobAsked = "job.asked", "jobs", "asked for work on many records:";
    JobEnded = "job.ended", "jobs", "ended work on many records:";
    KeyCreated = "key.created", "keys", "made the API key";
    TestLetterSent = "letter.test_sent", "outbox", "sent a test letter to";
    LetterTextChanged = "letter.text_changed", "settings", "changed the text of";
    LetterRetried = "letter.retried", "outbox", "sent again";
    OutboxReleased = "outbox.released", "outbox", "released the outbox";
    LetterDropped = "letter.dropped", "outbox", "did not send";
    LetterFailed = "letter.failed", "outbox", "could not send";
    KeyRevoked = "key.revoked", "keys", "revoked the API key";
}
