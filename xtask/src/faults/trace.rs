//! Reads what strace wrote of one run: every change to a file, with its bytes, and every
//! acknowledgement, in their order.
//!
//! Expects `-f -y -xx`: all texts and paths are then hexadecimal, and nothing in them can be mistaken
//! for strace's own punctuation.

use std::path::PathBuf;

/// The calls that must be traced.
pub const TRACED: &str = "openat,write,writev,pwrite64,ftruncate,lseek,fsync,fdatasync,\
    rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,copy_file_range,sendfile,fallocate";

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A file is opened: made where there is none, emptied where that was asked.
    Open {
        path: PathBuf,
        fd: u64,
        creates: bool,
        truncates: bool,
        appends: bool,
    },
    /// Bytes at a place; without one, where the descriptor stands.
    Write {
        path: PathBuf,
        fd: u64,
        at: Option<u64>,
        bytes: Vec<u8>,
    },
    /// The descriptor moves.
    Seek { fd: u64, to: u64 },
    /// A file gets another length.
    Truncate { path: PathBuf, length: u64 },
    /// A file or a folder is brought to the disk.
    Sync { path: PathBuf },
    /// A name moves.
    Rename { from: PathBuf, to: PathBuf },
    /// A file gets one more name.
    Link { from: PathBuf, to: PathBuf },
    /// A name goes.
    Unlink { path: PathBuf },
    /// A folder is made.
    Folder { path: PathBuf },
    /// Standard output says so.
    Said(Vec<u8>),
    /// A call that this reader does not know how to replay.
    Unknown(String),
}

/// Every change of a trace. Calls that failed change nothing.
pub fn read(trace: &str) -> Vec<Step> {
    trace.lines().filter_map(step).collect()
}

fn step(line: &str) -> Option<Step> {
    let (_, call) = line.split_once(' ')?;
    let (name, rest) = call.trim_start().split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let result: i64 = leading_number(result)?;
    if result < 0 {
        return None;
    }
    let arguments = arguments.trim_end().strip_suffix(')')?;
    let parts: Vec<&str> = arguments.split(", ").collect();
    let part = |at: usize| parts.get(at).copied().unwrap_or_default();
    let step = match name {
        "openat" => Step::Open {
            path: path(part(1)),
            fd: result.unsigned_abs(),
            creates: part(2).contains("O_CREAT"),
            truncates: part(2).contains("O_TRUNC"),
            appends: part(2).contains("O_APPEND"),
        },
        "write" | "writev" | "pwrite64" => {
            let (fd, path) = descriptor(part(0));
            let bytes = quoted(arguments);
            if fd == 1 {
                return Some(Step::Said(bytes));
            }
            let at = (name == "pwrite64")
                .then(|| leading_number(part(3)))
                .flatten();
            Step::Write {
                path,
                fd,
                at: at.map(i64::unsigned_abs),
                bytes,
            }
        }
        "lseek" => Step::Seek {
            fd: descriptor(part(0)).0,
            to: result.unsigned_abs(),
        },
        "ftruncate" => Step::Truncate {
            path: descriptor(part(0)).1,
            length: leading_number(part(1))?.unsigned_abs(),
        },
        "fsync" | "fdatasync" => Step::Sync {
            path: descriptor(part(0)).1,
        },
        "rename" => Step::Rename {
            from: path(part(0)),
            to: path(part(1)),
        },
        "renameat" | "renameat2" => Step::Rename {
            from: path(part(1)),
            to: path(part(3)),
        },
        "link" => Step::Link {
            from: path(part(0)),
            to: path(part(1)),
        },
        "linkat" => Step::Link {
            from: path(part(1)),
            to: path(part(3)),
        },
        "unlink" => Step::Unlink {
            path: path(part(0)),
        },
        "unlinkat" => Step::Unlink {
            path: path(part(1)),
        },
        "mkdir" => Step::Folder {
            path: path(part(0)),
        },
        "mkdirat" => Step::Folder {
            path: path(part(1)),
        },
        other => Step::Unknown(other.to_owned()),
    };
    Some(step)
}

/// `5<\x2f…>`: the number and the path.
fn descriptor(text: &str) -> (u64, PathBuf) {
    let (number, rest) = text.split_once('<').unwrap_or((text, ""));
    let hex = rest.split('>').next().unwrap_or_default();
    let number = number.parse().unwrap_or(u64::MAX);
    (
        number,
        PathBuf::from(String::from_utf8_lossy(&bytes(hex)).into_owned()),
    )
}

fn path(text: &str) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&quoted(text)).into_owned())
}

/// All the quoted texts, one after the other.
fn quoted(text: &str) -> Vec<u8> {
    text.split('"').skip(1).step_by(2).flat_map(bytes).collect()
}

/// `\x41\x42` as bytes.
fn bytes(hex: &str) -> Vec<u8> {
    hex.split("\\x")
        .filter_map(|digits| u8::from_str_radix(digits.get(..2)?, 16).ok())
        .collect()
}

fn leading_number(text: &str) -> Option<i64> {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_digit() || (*at == 0 && *c == '-')))
        .map_or(text.len(), |(at, _)| at);
    text.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_are_read_with_their_place_and_bytes() {
        let trace = "7 pwrite64(4<\\x2f\\x61>, \"\\x41\\x42\", 2, 10) = 2\n\
            7 write(5<\\x2f\\x62>, \"\\x43\", 1) = 1\n7 write(1<\\x70>, \"\\x61\\x0a\", 2) = 2\n";
        let expected = [
            Step::Write {
                path: "/a".into(),
                fd: 4,
                at: Some(10),
                bytes: b"AB".to_vec(),
            },
            Step::Write {
                path: "/b".into(),
                fd: 5,
                at: None,
                bytes: b"C".to_vec(),
            },
            Step::Said(b"a\n".to_vec()),
        ];
        assert_eq!(read(trace), expected);
    }

    #[test]
    fn what_failed_changed_nothing() {
        assert_eq!(
            read("7 unlink(\"\\x2f\\x61\") = -1 ENOENT (No such file or directory)\n"),
            []
        );
    }

    #[test]
    fn an_opened_file_is_read_with_what_was_asked() {
        let trace = "7 openat(AT_FDCWD<\\x2f>, \"\\x2f\\x61\", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 3<\\x2f\\x61>\n";
        let expected = Step::Open {
            path: "/a".into(),
            fd: 3,
            creates: true,
            truncates: false,
            appends: false,
        };
        assert_eq!(read(trace), [expected]);
    }
}
