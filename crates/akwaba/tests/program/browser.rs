//! A browser reduced to what tests of the program need: cookies, form tokens, one request at a time.

use std::io::{Read, Write};
use std::net::TcpStream;

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header, by its name in small letters.
    pub fn header(&self, wanted: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value)
    }

    fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.head.lines().filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("set-cookie").then_some(value)
        });
        lines.filter_map(|value| value.split(';').next()?.split_once('='))
    }
}

/// One browser.
pub struct Browser {
    host: String,
    cookies: Vec<(String, String)>,
    token: String,
    /// The connection that stays open between requests, for one that keeps it.
    kept: Option<TcpStream>,
    keeps: bool,
}

impl Browser {
    /// A browser at the address of a centre.
    pub fn at(address: &str) -> Self {
        let host = address.trim_start_matches("http://").to_owned();
        Self {
            host,
            cookies: Vec::new(),
            token: String::new(),
            kept: None,
            keeps: false,
        }
    }

    /// From now on the connection stays open between requests, as a real browser has it.
    pub fn keeps_its_connection(&mut self) {
        self.keeps = true;
    }

    fn cookies(&self) -> String {
        let cookies = self.cookies.iter();
        let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
        cookies.collect::<Vec<_>>().join("; ")
    }

    fn ask(&mut self, method: &str, path: &str, fragment: bool, body: &str) -> Answer {
        let extra = if fragment { "X-Fragment: 1\r\n" } else { "" };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: {}\r\n{extra}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
             Connection: {}\r\n\r\n{body}",
            self.cookies(),
            body.len(),
            if self.keeps { "keep-alive" } else { "close" },
            host = self.host,
        );
        let mut stream = self.kept.take().unwrap_or_else(|| self.connect());
        stream.write_all(request.as_bytes()).unwrap();
        self.read(stream)
    }

    fn connect(&self) -> TcpStream {
        let port = self.host.rsplit(':').next().unwrap();
        TcpStream::connect(format!("127.0.0.1:{port}")).unwrap()
    }

    /// Reads an answer to its end, and keeps what a browser keeps of it.
    fn read(&mut self, mut stream: TcpStream) -> Answer {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut one = [0];
            stream.read_exact(&mut one).unwrap();
            head.extend(one);
        }
        let head = String::from_utf8_lossy(head.trim_ascii_end()).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut answer = Answer {
            status,
            head,
            body: Vec::new(),
        };
        let length = answer.header("content-length").map(str::parse);
        match length {
            Some(length) if self.keeps => {
                answer.body = vec![0; length.unwrap()];
                stream.read_exact(&mut answer.body).unwrap();
            }
            _ => drop(stream.read_to_end(&mut answer.body).unwrap()),
        }
        if self.keeps && answer.header("connection") != Some("close") {
            self.kept = Some(stream);
        }
        for (name, value) in answer.cookies() {
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        if let Some(token) = answer.text().split("name=\"jeton\" value=\"").nth(1) {
            self.token = token.split('"').next().unwrap().to_owned();
        }
        answer
    }

    /// Sends a file of so many bytes, its size announced or told piece by piece.
    pub fn upload(&mut self, path: &str, size: usize, announced: bool) -> Answer {
        let length = match announced {
            true => format!("Content-Length: {size}"),
            false => "Transfer-Encoding: chunked".to_owned(),
        };
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: {}\r\nContent-Type: multipart/form-data; boundary=x\r\n{length}\r\n\
             Connection: close\r\n\r\n",
            self.cookies(),
            host = self.host,
        );
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let piece = vec![b'0'; 64 * 1024];
        for _ in 0..size / piece.len() {
            if !announced {
                stream.write_all(b"10000\r\n").unwrap();
            }
            stream.write_all(&piece).unwrap();
            if !announced {
                stream.write_all(b"\r\n").unwrap();
            }
        }
        if !announced {
            stream.write_all(b"0\r\n\r\n").unwrap();
        }
        self.read(stream)
    }

    /// Reads a page.
    pub fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, false, "")
    }

    /// Reads a part of a page, as the script does.
    pub fn get_fragment(&mut self, path: &str) -> Answer {
        self.ask("GET", path, true, "")
    }

    /// Sends a form with the token of the last page read.
    pub fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = format!("jeton={}", self.token);
        for (name, value) in fields {
            let value: String = value
                .bytes()
                .map(|byte| {
                    if byte.is_ascii_alphanumeric() {
                        char::from(byte).to_string()
                    } else {
                        format!("%{byte:02X}")
                    }
                })
                .collect();
            body.push_str(&format!("&{name}={value}"));
        }
        self.ask("POST", path, false, &body)
    }

    /// Signs in, and reads a first page.
    pub fn sign_in(&mut self, login: &str, passphrase: &str) {
        self.get("/connexion");
        let answer = self.send(
            "/connexion",
            &[("login", login), ("passphrase", passphrase)],
        );
        assert_eq!(answer.status, 303, "{}", answer.text());
        let page = self.get("/mon-compte");
        assert_eq!(page.status, 200, "{}", page.text());
    }
}
