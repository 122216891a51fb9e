//! Accounts: the people who use Akwaba, and their rights.
//!
//! Invariant: rights come only from a request that somebody else granted, or from the founding
//! of the centre. Nobody changes their own.

use super::escrow::{self, OpenCall};
use super::reset::{self, ResetRequest};
use super::tutor::{self, TutorRequest, Tutoring};
use crate::actor::{Actor, Grant, Role};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act, compatible};
use crate::refusal::{Refusal, Refusals};
use crate::{personal, scope, text};
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId, EntityId, EntryId};
use akwaba_journal::state::{Source, State};
use minicbor::{Decode, Encode};

/// The journal's name for an account.
pub const KIND: &str = "account";

personal! {
    /// What someone types to sign in.
    LoginName;
    /// Name of a colleague as shown on pages and papers.
    StaffName;
}

/// A request that the rights of an account be these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightsRequest {
    /// Names the request.
    pub tag: Tag,
    /// Who asked, and when.
    pub asked: Source,
    /// The rights asked for: all of them, in place of the present ones.
    pub grants: Vec<Grant>,
}

/// What an account is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: ActorId,
    /// What is typed to sign in.
    pub login: LoginName,
    /// Name shown.
    pub name: StaffName,
    /// Rights in force.
    pub grants: Vec<Grant>,
    /// Suspended: may do nothing, keeps its history.
    pub suspended: bool,
    /// When it was last suspended or let work again, in microseconds since 1970.
    pub suspended_micros: Option<i64>,
    /// Requests about its rights that nobody has ruled on.
    pub pending: Vec<RightsRequest>,
    /// Requests for another passphrase that nobody has ruled on.
    pub resets: Vec<ResetRequest>,
    /// Requests of the custodians for its keys that nobody has ended.
    pub calls: Vec<OpenCall>,
    /// Its public keys, once its owner has chosen a passphrase. Whether they count is known to who can check
    /// the word given for them.
    pub keys: Option<PublishedKeys>,
    /// Who guides them, when they are an intern.
    pub tutor: Option<Tutoring>,
    /// Requests about their tutor that nobody has ruled on.
    pub tutors: Vec<TutorRequest>,
    /// The entry that last changed its rights: sessions begun under another one end.
    pub rights_entry: Option<EntryId>,
}

impl Account {
    /// Reads an account from its state.
    pub fn read(id: EntityId, state: &State) -> Option<Self> {
        state.exists().then(|| {
            let (grants, rights_entry) = rights(state);
            let suspended_by = state.live("suspended").last().map(|live| live.source);
            Self {
                id: id.into(),
                login: state.one("login").unwrap_or_default(),
                name: state.one("name").unwrap_or_default(),
                grants,
                // A conflict about suspension is read the safe way: suspended.
                suspended: state
                    .live("suspended")
                    .iter()
                    .any(|live| live.value.read().unwrap_or(true)),
                suspended_micros: suspended_by.map(|source| source.clock.micros),
                pending: pending(state),
                resets: reset::pending(state),
                calls: escrow::calls(state),
                keys: state.one("keys"),
                tutor: tutor::read(state),
                tutors: tutor::pending(state),
                rights_entry: rights_entry
                    .into_iter()
                    .chain(suspended_by)
                    .max()
                    .map(|source| source.entry),
            }
        })
    }

    /// Whether it was suspended since a moment, in microseconds since 1970: its owner may have kept what
    /// the key of the centre opens.
    pub fn left_since(&self, micros: i64) -> bool {
        self.suspended && self.suspended_micros.is_some_and(|left| left > micros)
    }

    /// The account as someone who acts.
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.id,
            grants: self.grants.clone(),
            suspended: self.suspended,
        }
    }
}

fn rights(state: &State) -> (Vec<Grant>, Option<Source>) {
    let granted = state
        .requests("rights")
        .into_iter()
        .filter_map(|(_, request)| {
            let ruling = request.ruling.as_ref().filter(|ruling| ruling.granted)?;
            Some((
                ruling.source,
                request.asked.value.read::<Vec<Grant>>().ok()?,
            ))
        });
    let founded = state.facts::<Vec<Grant>>("founded").into_iter();
    match granted.chain(founded).max_by_key(|(source, _)| *source) {
        Some((source, grants)) => (grants, Some(source)),
        None => (Vec::new(), None),
    }
}

fn pending(state: &State) -> Vec<RightsRequest> {
    let open = state
        .requests("rights")
        .into_iter()
        .filter(|(_, request)| request.ruling.is_none());
    open.filter_map(|(tag, request)| {
        Some(RightsRequest {
            tag,
            asked: request.asked.source,
            grants: request.asked.value.read().ok()?,
        })
    })
    .collect()
}

/// A new account as typed.
#[derive(Debug, Clone, Default)]
pub struct AccountForm {
    /// `login` in the form.
    pub login: String,
    /// `name`.
    pub name: String,
    /// `roles`: codes of [`Role`].
    pub roles: Vec<String>,
}

/// A new account, checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewAccount {
    /// What is typed to sign in: lower case, no space.
    pub login: LoginName,
    /// Name shown.
    pub name: StaffName,
    /// Roles asked for.
    pub roles: Vec<Role>,
}

impl AccountForm {
    /// Checks every field. `taken` tells whether a login name is in use.
    ///
    /// # Errors
    /// All the refusals, by field.
    pub fn parse(&self, taken: impl Fn(&str) -> bool) -> Result<NewAccount, Refusals> {
        let mut wrong = Refusals::new();
        let login = wrong.take(parse_login(&self.login));
        if taken(&login) {
            wrong.push(Refusal::at("login", "account-login-taken"));
        }
        let name = wrong.take(text::required("name", &self.name));
        let roles = wrong.take(parse_roles(&self.roles));
        wrong.or(NewAccount {
            login: LoginName::new(login),
            name: StaffName::new(name),
            roles,
        })
    }
}

fn parse_login(typed: &str) -> Result<String, Refusal> {
    let login = text::required("login", typed)?.to_lowercase();
    let plain = login
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    let length = login.chars().count();
    if plain && (3..=32).contains(&length) {
        Ok(login)
    } else {
        Err(Refusal::at("login", "account-login-form"))
    }
}

/// Reads role codes; refuses none at all, unknown ones, and those that nobody may hold together.
///
/// # Errors
/// At the field `roles`.
pub fn parse_roles(codes: &[String]) -> Result<Vec<Role>, Refusal> {
    let mut roles = Vec::new();
    for code in codes {
        let role = Role::from_code(code).ok_or_else(|| Refusal::at("roles", "choice-unknown"))?;
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    if roles.is_empty() {
        return Err(Refusal::at("roles", "account-role-missing"));
    }
    if compatible(&roles) {
        Ok(roles)
    } else {
        Err(Refusal::at("roles", "account-roles-apart"))
    }
}

/// The grants of these roles in one centre.
pub fn grants_in(centre: CentreId, roles: &[Role]) -> Vec<Grant> {
    let reach = crate::actor::Reach::of([centre]);
    roles
        .iter()
        .map(|role| Grant {
            role: *role,
            reach: reach.clone(),
        })
        .collect()
}

/// Opens an account without any right, and asks for its roles: a second person confirms.
pub fn open(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::AccountOpen>,
    new: &NewAccount,
) -> (ActorId, Drafts) {
    let id = ctx.fresh();
    let state = State::default();
    let act = Acting::on(&state)
        .set("login", &new.login)
        .set("name", &new.name)
        .ask("rights", &grants_in(allowed.centre(), &new.roles))
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft(allowed.centre(), id, act));
    (id.into(), drafts)
}

/// Asks that an account hold these roles and no other.
pub fn ask_rights(
    allowed: &Allowed<act::RightsAsk, ActorId>,
    state: &State,
    roles: &[Role],
    reason: &str,
) -> Drafts {
    let act = Acting::on(state)
        .ask("rights", &grants_in(allowed.centre(), roles))
        .done(Some(reason), None);
    one(allowed, *allowed.subject(), act)
}

/// Grants or refuses a request.
///
/// # Errors
/// When the request is unknown or somebody has already ruled on it.
pub fn confirm_rights(
    allowed: &Allowed<act::RightsConfirm, (ActorId, Tag)>,
    state: &State,
    granted: bool,
) -> Result<Drafts, Refusals> {
    let (account, tag) = *allowed.subject();
    still_asked(state, &tag, "rights")?;
    let act = Acting::on(state).rule(tag, granted, &()).done(None, None);
    Ok(one(allowed, account, act))
}

/// Suspends an account, or lets it work again.
pub fn suspend(
    allowed: &Allowed<act::AccountSuspend, ActorId>,
    state: &State,
    suspended: bool,
    reason: &str,
) -> Drafts {
    let act = Acting::on(state)
        .set("suspended", &suspended)
        .done(Some(reason), None);
    one(allowed, *allowed.subject(), act)
}

/// Refuses to rule on a request that is unknown, of another name, or ruled on already.
pub(super) fn still_asked(state: &State, tag: &Tag, name: &str) -> Result<(), Refusals> {
    let open = state
        .request(tag)
        .is_some_and(|request| request.name == name && request.ruling.is_none());
    if open {
        Ok(())
    } else {
        Err(Refusal::whole("account-request-closed").into())
    }
}

pub(super) fn one<A: crate::policy::Permit, S>(
    allowed: &Allowed<A, S>,
    account: ActorId,
    act: akwaba_journal::Act,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(draft(allowed.centre(), account.into(), act));
    }
    drafts
}

pub(super) fn draft(centre: CentreId, entity: EntityId, act: akwaba_journal::Act) -> Draft {
    Draft {
        scope: scope::office(centre),
        entity,
        kind: KIND,
        version: 1,
        act,
        secrecy: Secrecy::Keyed(entity),
    }
}

/// The public keys of an account, as published.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PublishedKeys {
    /// The half to which is sealed, then the half that verifies signatures.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub public: Vec<u8>,
    /// Signed by the owner: that they hold the private halves.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub proof: Vec<u8>,
    /// The word of the installation that saw the owner's passphrase.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub word: Vec<u8>,
}

/// Publishes one's own public keys, in place of former ones.
pub fn publish_keys(
    allowed: &Allowed<act::OwnAccount>,
    state: &State,
    keys: &PublishedKeys,
) -> Drafts {
    let act = Acting::on(state).set("keys", keys).done(None, None);
    one(allowed, allowed.actor(), act)
}

/// That a secret of an account changed. The secret itself is never in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum SecretChange {
    /// A new passphrase.
    #[n(0)]
    Passphrase,
    /// A second factor was added.
    #[n(1)]
    SecondFactorAdded,
    /// The second factor was removed.
    #[n(2)]
    SecondFactorRemoved,
    /// A recovery sheet was printed, and the former one serves no more.
    #[n(3)]
    SheetPrinted,
    /// A recovery sheet gave former keys back.
    #[n(4)]
    SheetUsed,
    /// The custodians gave the keys to who was to have them.
    #[n(5)]
    KeysTaken,
}

/// Notes that someone changed a secret of their own.
pub fn note_own_secret(allowed: &Allowed<act::OwnAccount>, change: SecretChange) -> Drafts {
    let state = State::default();
    let act = Acting::on(&state).fact("secrets", &change).done(None, None);
    one(allowed, allowed.actor(), act)
}
