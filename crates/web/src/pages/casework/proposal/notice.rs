//! The note of a new version on its page: read, acknowledged, and for who directs, who has not read it.

use akwaba_domain::casework::manual::Published;
use akwaba_domain::casework::{Edition, Hands, Proposal, notice};
use akwaba_domain::policy::act;
use akwaba_domain::scope;
use akwaba_journal::id::ActorId;
use akwaba_store::projections::casework::edition;
use akwaba_store::projections::centre::account;
use akwaba_store::{Tx, append, entity};

use super::super::manual::version_path;
use super::super::shared::{allow, centre, hands};
use super::named;
use super::show::changes;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, ctx};
use crate::problem::Problem;
use crate::show;

/// What the page of a version says of its note.
pub(in crate::pages::casework) struct NoteView {
    /// The note.
    pub(in crate::pages::casework) words: String,
    /// What changed from the version before, in words.
    pub(in crate::pages::casework) changes: Vec<String>,
    /// Where to say that it was read, for who has still to.
    pub(in crate::pages::casework) unread: Option<String>,
    /// When the reader has read it.
    pub(in crate::pages::casework) read: String,
    /// Who has read it and who has not, for who directs.
    pub(in crate::pages::casework) readers: Option<Readers>,
}

/// Who has read a note, and who has not.
pub(in crate::pages::casework) struct Readers {
    pub(in crate::pages::casework) title: String,
    pub(in crate::pages::casework) read: Vec<String>,
    pub(in crate::pages::casework) waiting: Vec<String>,
}

impl NoteView {
    /// The note of a version, if it came with one.
    pub(in crate::pages::casework) fn of(
        exchange: &Exchange<'_, '_>,
        f: &Frame,
        known: &Edition,
        published: &Published,
    ) -> Result<Option<Self>, Problem> {
        let Some(words) = &published.note else {
            return Ok(None);
        };
        let centre = centre(exchange);
        let me = exchange.actor()?.account;
        let directs = allow::<act::ManualPublish>(exchange).is_ok();
        let concerned = notice::concerns(known, &hands(exchange)?);
        exchange.read(|tx| {
            let here = scope::manual(centre);
            let about = notice::entity(centre, &published.named);
            let readers = notice::readers(&entity::load(tx, here, about)?);
            let mine = readers.iter().find(|(who, _)| *who == me);
            let unread = concerned && mine.is_none();
            Ok(Some(Self {
                words: words.as_str().to_owned(),
                changes: since_base(tx, known, published)?,
                unread: unread.then(|| format!("{}/lu", version_path(&published.named))),
                read: mine.map_or_else(String::new, |(_, at)| {
                    let when = show::moment_of_micros(f.lang, *at);
                    f.t1("proposal-note-read-at", "when", when)
                }),
                readers: if directs {
                    Some(who_read(tx, f, known, published, &readers)?)
                } else {
                    None
                },
            }))
        })
    }
}

/// What changed from the version from which the proposal started.
fn since_base(
    tx: &mut dyn Tx,
    known: &Edition,
    published: &Published,
) -> Result<Vec<String>, Problem> {
    let Some(id) = published.proposal else {
        return Ok(Vec::new());
    };
    let state = entity::load(tx, scope::manual(published.centre), id)?;
    let Some(proposal) = Proposal::of(id, &state) else {
        return Ok(Vec::new());
    };
    let base = edition(tx, published.centre, &proposal.base)?;
    Ok(base.map_or_else(Vec::new, |base| changes(&base.procedure, &known.procedure)))
}

fn who_read(
    tx: &mut dyn Tx,
    f: &Frame,
    known: &Edition,
    published: &Published,
    readers: &[(ActorId, i64)],
) -> Result<Readers, Problem> {
    let centre = published.centre;
    let staff = Staff::of(tx, centre, readers.iter().map(|(who, _)| *who))?;
    let read = readers.iter().map(|(who, at)| {
        let args = [
            ("who", staff.name(*who).into()),
            ("when", show::moment_of_micros(f.lang, *at).into()),
        ];
        f.tn("proposal-note-reader", args)
    });
    let mut waiting = Vec::new();
    for one in account::all(tx, centre)? {
        let seen = readers.iter().any(|(who, _)| *who == one.id);
        let hands = Hands::of(&one.actor(), centre);
        if !seen && notice::concerns(known, &hands) {
            waiting.push(one.name.as_str().to_owned());
        }
    }
    let args = [
        ("read", readers.len().into()),
        ("all", (readers.len() + waiting.len()).into()),
    ];
    Ok(Readers {
        title: f.tn("proposal-note-readers", args),
        read: read.collect(),
        waiting,
    })
}

/// Says that the reader has read the note.
pub(super) fn acknowledge(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualRead>(exchange)?;
    let (centre, named) = (centre(exchange), named(exchange)?);
    let (now, hands) = (exchange.call.now, hands(exchange)?);
    exchange.write(|tx, writing| {
        let about = akwaba_domain::casework::manual::entity(centre, &named);
        let here = scope::manual(centre);
        let state = entity::load(tx, here, about)?;
        let published = akwaba_domain::casework::manual::read(&state);
        let known = edition(tx, centre, &named)?;
        let noted = published.is_some_and(|published| published.note.is_some());
        if !noted || !known.is_some_and(|known| notice::concerns(&known, &hands)) {
            return Err(Problem::NotFound);
        }
        let state = entity::load(tx, here, notice::entity(centre, &named))?;
        let drafts = notice::acknowledge(&ctx(now, writing), &allowed, &named, &state);
        append(tx, writing, drafts)?;
        Ok(())
    })?;
    exchange.done(&version_path(&named), Flash::good("proposal-said-read"))
}
