//! Forms with files (`multipart/form-data`).
//!
//! Reads from bytes already in memory and copies each part once. Nothing here writes a file or trusts a name.

use super::form::{FORM_BYTES_MAX, Form, FormError, Upload};

/// The most files in one form.
pub const FILES_MAX: usize = 4;
/// The longest head of one part, in bytes.
const PART_HEAD_BYTES_MAX: usize = 4 * 1024;
/// The longest boundary the standard allows, in bytes.
const BOUNDARY_BYTES_MAX: usize = 70;

/// Reads a multipart body, its boundary taken from the content type.
///
/// # Errors
/// When the boundary is missing, a part is malformed or cut, or a limit is passed.
pub fn parse(content_type: &str, body: &[u8]) -> Result<Form, FormError> {
    let boundary = boundary(content_type).ok_or(FormError::Malformed)?;
    let opening = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut rest = body
        .strip_prefix(opening.as_bytes())
        .ok_or(FormError::Malformed)?;
    let mut form = Form::default();
    let (mut text_bytes, mut files) = (0_usize, 0_usize);
    loop {
        if rest.starts_with(b"--") {
            return Ok(form);
        }
        rest = rest.strip_prefix(b"\r\n").ok_or(FormError::Malformed)?;
        let (head, after) = cut(rest, b"\r\n\r\n").ok_or(FormError::Malformed)?;
        if head.len() > PART_HEAD_BYTES_MAX {
            return Err(FormError::TooLarge);
        }
        let (bytes, next) = cut(after, between.as_bytes()).ok_or(FormError::Malformed)?;
        rest = next;
        let head = Head::parse(head)?;
        if let Some(name) = head.file_name {
            files += 1;
            if files > FILES_MAX {
                return Err(FormError::TooLarge);
            }
            form.push_file(Upload {
                field: head.field,
                name,
                bytes: bytes.to_vec(),
            });
        } else {
            text_bytes += bytes.len();
            if text_bytes > FORM_BYTES_MAX {
                return Err(FormError::TooLarge);
            }
            let text = std::str::from_utf8(bytes).map_err(|_| FormError::Malformed)?;
            form.push(head.field, text)?;
        }
    }
}

struct Head {
    field: String,
    file_name: Option<String>,
}

impl Head {
    fn parse(bytes: &[u8]) -> Result<Self, FormError> {
        let text = std::str::from_utf8(bytes).map_err(|_| FormError::Malformed)?;
        let line = text
            .split("\r\n")
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"))
            .map(|(_, value)| value)
            .ok_or(FormError::Malformed)?;
        let field = parameter(line, "name").ok_or(FormError::Malformed)?;
        Ok(Self {
            field,
            file_name: parameter(line, "filename"),
        })
    }
}

fn boundary(content_type: &str) -> Option<String> {
    let found = content_type
        .split(';')
        .skip(1)
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))
        .map(|(_, value)| value.trim().trim_matches('"').to_owned())?;
    ((1..=BOUNDARY_BYTES_MAX).contains(&found.len()) && found.is_ascii()).then_some(found)
}

/// The value of `name="…"` in a disposition; browsers write quotes and line ends inside it as %22, %0D, %0A.
fn parameter(line: &str, wanted: &str) -> Option<String> {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"')?;
        let name = before.rsplit([';', ' ']).next().unwrap_or("");
        if name.eq_ignore_ascii_case(wanted) {
            return Some(
                value
                    .replace("%22", "\"")
                    .replace("%0D", "\r")
                    .replace("%0A", "\n"),
            );
        }
        rest = next;
    }
    None
}

/// Splits at the first occurrence of `mark`, which belongs to neither side.
fn cut<'b>(bytes: &'b [u8], mark: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = find(bytes, mark)?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}

/// Looks for `mark` by its last byte's neighbours: the first byte of a boundary (CR) is rare enough in text and files.
fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    let first = *mark.first()?;
    let mut from = 0;
    while let Some(ahead) = bytes.get(from..) {
        let at = from + ahead.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(mark) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TYPE: &str = "multipart/form-data; boundary=xyz";

    fn body(file: &[u8]) -> Vec<u8> {
        let mut out =
            b"--xyz\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nmenages\r\n--xyz\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"liste %22A%22.csv\"\r\n\
            Content-Type: text/csv\r\n\r\n"
                .to_vec();
        out.extend_from_slice(file);
        out.extend_from_slice(b"\r\n--xyz--\r\n");
        out
    }

    #[test]
    fn a_form_with_a_file_gives_both() {
        let form = parse(TYPE, &body(b"a;b\r\n1;2")).unwrap();
        assert_eq!(form.get("kind"), "menages");
        let file = form.file("file").unwrap();
        assert_eq!(file.name, "liste \"A\".csv");
        assert_eq!(file.bytes, b"a;b\r\n1;2");
    }

    #[test]
    fn a_cut_body_is_refused_at_every_length() {
        let whole = body(b"12345");
        for length in 0..whole.len() - 4 {
            assert!(parse(TYPE, &whole[..length]).is_err(), "cut at {length}");
        }
    }

    #[test]
    fn a_missing_or_endless_boundary_is_refused() {
        assert_eq!(
            parse("multipart/form-data", b"").unwrap_err(),
            FormError::Malformed
        );
        let long = format!("multipart/form-data; boundary={}", "x".repeat(71));
        assert_eq!(parse(&long, b"").unwrap_err(), FormError::Malformed);
    }

    proptest! {
        #[test]
        fn any_file_comes_out_as_it_went_in(file in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assume!(find(&file, b"\r\n--xyz").is_none());
            let form = parse(TYPE, &body(&file)).unwrap();
            prop_assert_eq!(&form.file("file").unwrap().bytes, &file);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse(TYPE, &bytes);
        }
    }
}
