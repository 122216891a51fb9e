//! What can be done, and which roles may do it.

use crate::actor::Role;

/// An action as a type, so that a permission for one cannot serve for another.
pub trait Permit {
    /// The action.
    const ACTION: Action;
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident: $($role:ident)|* ;)*) => {
        /// Everything that the policy knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[$doc])* $name,)* }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }

        /// The roles that may do an action, in a centre of their reach.
        fn roles(action: Action) -> &'static [Role] {
            match action { $(Action::$name => &[$(Role::$role,)*],)* }
        }

        /// One type per action.
        pub mod markers {
            $($(#[$doc])* #[derive(Debug, Clone, Copy)] pub enum $name {}
            impl super::Permit for $name { const ACTION: super::Action = super::Action::$name; })*
        }
        pub use markers::{CentreFound, GrievanceSay, LinkAnswer, TrailNote};
    };
}

actions! {
    /// See the queue and the visits of the day.
    QueueSee: Reception | SocialWorker | Director | Intern;
    /// Receive someone: a ticket, a visit.
    VisitReceive: Reception | SocialWorker | Director | Intern;
    /// Call, orient, end a visit.
    VisitHandle: Reception | SocialWorker | Director;
    /// Give an appointment.
    AppointmentMake: Reception | SocialWorker | Director;
    /// Print the register of a day.
    RegisterPrint: Reception | SocialWorker | Director;
    /// Sign the register of a day.
    RegisterSign: Director;
    /// Type in the paper register of past years.
    RegisterRetype: Reception | SocialWorker | Director;
    /// See the counts of the reception, without names.
    FiguresSee: Reception | SocialWorker | Director | RegionalSupervisor;
    /// Search for persons and households.
    PersonSearch: Reception | SocialWorker | Director;
    /// Open the record of a person.
    PersonSee: Reception | SocialWorker | Director;
    /// Register a person.
    PersonRegister: Reception | SocialWorker | Director;
    /// Change what is known of a person.
    PersonChange: Reception | SocialWorker | Director;
    /// Correct an identity that was validated.
    IdentityCorrect: SocialWorker | Director;
    /// Record or withdraw a consent.
    ConsentRecord: Reception | SocialWorker | Director;
    /// Decide that two records are one person, or undo it.
    PersonMerge: SocialWorker | Director;
    /// Open a household.
    HouseholdSee: Reception | SocialWorker | Director;
    /// Make or change a household.
    HouseholdChange: Reception | SocialWorker | Director;
    /// Open a group. Which of its members are named is for who may open their records.
    GroupSee: Reception | SocialWorker | Director;
    /// Make or change a group, say who belongs to it, and that it ended.
    GroupChange: SocialWorker | Director;
    /// See every change of a record, and the record as of a date.
    HistorySee: SocialWorker | Director;
    /// See who has read a record.
    ReadsSee: SocialWorker | Director | Auditor;
    /// Import persons and households from a file.
    RegistryImport: SocialWorker | Director;
    /// Take lists out of the centre.
    RegistryExport: Director;
    /// See what is to be done today: one's own, or the centre's for who directs it.
    AgendaSee: Reception | SocialWorker | Director | RegionalSupervisor;
    /// Open the file of a case. Who may of one whose procedure restricts it is the case's to say.
    CaseSee: SocialWorker | Director;
    /// Begin a case under a procedure.
    CaseOpen: SocialWorker | Director;
    /// Do a step of a case, where its role is theirs. Which page of a case that opens is the case's to say.
    StepDo: Reception | SocialWorker | Director | RegionalSupervisor;
    /// Leave a step undone, with a reason.
    StepDepart: SocialWorker | Director;
    /// See the approvals that are asked of one.
    VisasSee: SocialWorker | Director | RegionalSupervisor;
    /// Approve what somebody else submitted, or send it back.
    StepApprove: SocialWorker | Director | RegionalSupervisor;
    /// Give a case to another worker.
    CaseHandOver: SocialWorker | Director;
    /// Write a note on a case.
    CaseNote: SocialWorker | Director;
    /// See who follows how many cases, and give all of somebody's to a colleague in one act.
    CaseloadSee: Director;
    /// Move a case to another version of its procedure.
    CaseMove: Director;
    /// Close a case before its end.
    CaseClose: SocialWorker | Director;
    /// Take up a case again that was over.
    CaseReopen: SocialWorker | Director;
    /// Hand a case to another centre or service, by a note.
    CaseTransfer: SocialWorker | Director;
    /// Take over a case that another centre hands here, or refuse to.
    TransferAnswer: Director;
    /// Call a conference on a case, write its minutes, say what became of its decisions.
    CaseConfer: SocialWorker | Director;
    /// Tell the needs, the programmes, the goals and the capacities of a case.
    CaseFollow: SocialWorker | Director;
    /// See one's home visits day by day; for who directs, how many are out and where.
    HomeVisitsSee: SocialWorker | Director;
    /// Plan a home visit on a case, put it off, say what came of it.
    HomeVisitPlan: SocialWorker | Director;
    /// Open a case of one's own to one's intern, take it back, say what becomes of what they prepared.
    InternGuide: SocialWorker;
    /// See which cases one's tutor opened.
    InternCases: Intern;
    /// Open one's sealed files, with one's passphrase once more. Which they are, their keys say.
    ProtectedEnter: SocialWorker | Director | RegionalSupervisor;
    /// Begin a sealed file, in the protected space.
    ProtectedBegin: SocialWorker | Director;
    /// Count the sealed files that one follows, and sign out what of it may be told.
    ProtectedCount: SocialWorker | Director | RegionalSupervisor;
    /// See who the guardians of break-glass are.
    GuardiansSee: SocialWorker | Director | RegionalSupervisor | TechnicalAdmin | Auditor;
    /// Propose who they are.
    GuardiansPropose: Director;
    /// Confirm those whom somebody else proposed.
    GuardiansConfirm: Director | TechnicalAdmin | RegionalSupervisor;
    /// Ask that a sealed file be opened, for danger to life, or ask no more. Who can is who has a share of its key; who
    /// asks reads, so no role asks that opens no case.
    GlassAsk: SocialWorker | Director;
    /// Agree to what another guardian asks, with one's own share.
    GlassAgree: SocialWorker | Director | RegionalSupervisor;
    /// Close an opening before its time, as either of the two.
    GlassClose: SocialWorker | Director | RegionalSupervisor;
    /// See how a file that one holds was opened, and close the review of it.
    GlassHold: SocialWorker | Director | RegionalSupervisor;
    /// Propose to destroy a sealed file whose key one has and whose term has passed.
    SealedEndPropose: SocialWorker | Director | RegionalSupervisor;
    /// Agree to it, or say no, as another of those who have its key.
    SealedEndAgree: Director | RegionalSupervisor;
    /// Read complaints about the centre whose key one has, answer them, hand them on.
    GrievanceHold: Director | RegionalSupervisor;
    /// Write down what somebody says of how they were received, and take it back.
    SatisfactionTell: Reception | SocialWorker | Director;
    /// See what people say of how they were received, and the figures of a month.
    SatisfactionSee: SocialWorker | Director | RegionalSupervisor;
    /// See the cash book and the books of the store.
    AidSee: Reception | SocialWorker | Director;
    /// Write what came in and what was handed over.
    AidRecord: Reception | SocialWorker | Director;
    /// Count a box or the store, undo a wrong line, open the book of an article.
    AidCount: Director;
    /// See the group activities, who came counted, and their register.
    ActivitySee: Reception | SocialWorker | Director;
    /// Plan a group activity, write who came, name who agrees to it.
    ActivityRecord: SocialWorker | Director;
    /// Read the manual, its older versions too.
    ManualRead: Reception | SocialWorker | Director | RegionalSupervisor | Auditor | Intern;
    /// See how a procedure is followed: counts by step, of nobody.
    ConformitySee: Director | RegionalSupervisor | Auditor;
    /// Say something of a procedure, or of a proposed change.
    ManualComment: Reception | SocialWorker | Director | RegionalSupervisor | Intern;
    /// Propose a change to a procedure.
    ManualPropose: Reception | SocialWorker | Director | RegionalSupervisor;
    /// Give a ministry's visa on a proposed change, or send it back. Never on one's own.
    ProposalApprove: Director | RegionalSupervisor;
    /// Read the registers that cases fill. What of a restricted case stands there is the case's to say.
    RegistersSee: SocialWorker | Director;
    /// See which cases an indicator counts, beyond how many.
    IndicatorOpen: Director;
    /// See the figures of the monthly report, without what they count.
    ReportSee: Reception | SocialWorker | Director;
    /// Open the list behind a figure of the monthly report.
    ReportBehind: SocialWorker | Director;
    /// Comment, sign and correct the monthly report, and take it out of the centre.
    ReportSign: Director;
    /// See what the centres of one's region published of their reports, added up.
    ReportRegion: RegionalSupervisor;
    /// Publish or withdraw a version of a procedure in a centre.
    ManualPublish: Director;
    /// Look for a service in the directory, without what is confidential of it.
    DirectorySee: Reception | SocialWorker | Director | RegionalSupervisor | Intern;
    /// See where a service is whose address is confidential.
    DirectorySecret: SocialWorker | Director;
    /// Add a service, change it, verify it, close it.
    DirectoryChange: SocialWorker | Director;
    /// See the referrals of cases that one may open, and their slips.
    ReferralSee: SocialWorker | Director;
    /// Refer somebody to a service, recall it, remind the service, enter its answer.
    ReferralSend: SocialWorker | Director;
    /// Give an opinion on a referral made without consent, by another person.
    ReferralReview: Director;
    /// See how many referrals came back, by service: counts of nobody.
    ReferralFigures: SocialWorker | Director | RegionalSupervisor;
    /// See the photos and scans of what one may open.
    DocumentSee: Reception | SocialWorker | Director;
    /// Add a photo or a scan.
    DocumentAdd: Reception | SocialWorker | Director;
    /// Take one out, with its picture.
    DocumentWithdraw: SocialWorker | Director;
    /// See a summons or a certificate of visit, and print it again. Papers of a case go with the case.
    PaperSee: Reception | SocialWorker | Director;
    /// Issue a summons, or a certificate that somebody was received.
    PaperSummon: Reception | SocialWorker | Director;
    /// Issue the other papers that offices ask for; cancel one.
    PaperIssue: SocialWorker | Director;
    /// Issue a note de signalement: the director signs it.
    PaperReport: Director;
    /// Adopt a local layer on a procedure: it adds, and weakens nothing.
    LayerAdopt: Director;
    /// See the accounts and their roles.
    AccountsSee: Director | TechnicalAdmin | Auditor;
    /// Open an account.
    AccountOpen: Director | TechnicalAdmin;
    /// Ask that rights be changed.
    RightsAsk: Director | TechnicalAdmin;
    /// Confirm what another administrator asked.
    RightsConfirm: Director | TechnicalAdmin;
    /// Suspend an account.
    AccountSuspend: Director | TechnicalAdmin;
    /// Ask that someone who lost their passphrase get another.
    PassphraseReset: Director | TechnicalAdmin;
    /// Confirm that they get it, when another administrator asked.
    PassphraseConfirm: Director | TechnicalAdmin;
    /// See the trail: sign-ins, readings, refusals, by id.
    TrailSee: Director | Auditor;
    /// Verify and export the journal, print its checkpoint.
    JournalVerify: Director | TechnicalAdmin | Auditor;
    /// Make and check backups.
    BackupMake: Director | TechnicalAdmin;
    /// Change the master key of the centre, after somebody has left.
    KeyChange: Director | TechnicalAdmin;
    /// Propose who keeps shares of everybody's keys.
    EscrowPropose: Director | TechnicalAdmin;
    /// Confirm the custodians whom somebody else proposed.
    EscrowConfirm: Director | TechnicalAdmin | RegionalSupervisor;
    /// Ask the custodians for the keys of an account.
    EscrowAsk: Director | TechnicalAdmin;
    /// See the custodians and what is asked of them; as one of them, try one's shares and give one.
    EscrowGive: SocialWorker | Director | RegionalSupervisor | TechnicalAdmin | Auditor;
    /// Have the keys that the custodians give one, because somebody asked it and nobody opposed it.
    EscrowTake: SocialWorker | Director | RegionalSupervisor | TechnicalAdmin | Auditor;
    /// See how long each kind of file is kept, and the destructions: counts and numbers, no content.
    PrivacySee: SocialWorker | Director | TechnicalAdmin | Auditor;
    /// See the register of processing, the yearly report on data and the breaches: counts of nobody.
    PrivacyReport: Director | TechnicalAdmin | Auditor;
    /// Set how long a kind of file is kept.
    RetentionSet: Director;
    /// See which files have passed their term, one by one and by their numbers.
    RetentionSee: SocialWorker | Director;
    /// Keep a file from being destroyed, or let it go.
    RetentionKeep: SocialWorker | Director;
    /// Propose that files be destroyed.
    DestructionPropose: SocialWorker | Director;
    /// Confirm what somebody else proposed to destroy, or say no.
    DestructionConfirm: Director;
    /// Remove from the disk what remains of files whose keys are destroyed.
    DestructionClean: Director | TechnicalAdmin;
    /// Remove backups that are past their age.
    BackupRemove: Director | TechnicalAdmin;
    /// Write that a person asks to see, correct, stop or destroy what is kept of them.
    RequestReceive: Reception | SocialWorker | Director;
    /// Answer such a request, and hand over what the person may take away.
    RequestAnswer: SocialWorker | Director;
    /// Write a breach and what was done about it.
    BreachRecord: Director | TechnicalAdmin;
    /// Change the settings of the centre.
    SettingsChange: Director | TechnicalAdmin;
    /// One's own passphrase, second factor, language, sessions. Decided by whose account it is.
    OwnAccount: ;
    /// Found the centre: its first account. Given by `allow_founding` alone.
    CentreFound: ;
    /// Note a sign-in or a reading in the trail. Given by `allow_noting` alone.
    TrailNote: ;
    /// Read a case that one's tutor opened. Given by `allow_learning` alone.
    CaseLearn: ;
    /// Write notes on such a case and prepare its steps. Given by `allow_preparing` alone.
    CasePrepare: ;
    /// Read what a link shows of a referral, and answer it. Given by `allow_by_link` alone.
    LinkAnswer: ;
    /// Say a complaint about the centre. Given by `allow_by_anybody` alone.
    GrievanceSay: ;
}

impl Action {
    /// Whether it changes what an account may do.
    pub fn changes_rights(self) -> bool {
        matches!(
            self,
            Self::RightsAsk
                | Self::RightsConfirm
                | Self::AccountSuspend
                | Self::PassphraseReset
                | Self::PassphraseConfirm
        )
    }

    /// Whether it confirms what somebody else asked.
    pub fn confirms(self) -> bool {
        matches!(
            self,
            Self::RightsConfirm
                | Self::PassphraseConfirm
                | Self::StepApprove
                | Self::ProposalApprove
                | Self::ReferralReview
                | Self::EscrowConfirm
                | Self::GuardiansConfirm
                | Self::DestructionConfirm
        )
    }
}

/// Whether a role may do an action in its centres.
pub fn may(role: Role, action: Action) -> bool {
    roles(action).contains(&role)
}
