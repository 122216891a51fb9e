#!/usr/bin/env python3
"""Verifies an exported Akwaba journal, from docs/journal-format.md alone.

This is the second verifier: Python 3 and its standard library only, no code in common with the
program that wrote the journal. It reads the file once, names every break it finds, and compares the
journal with checkpoints kept elsewhere (on the printed monthly report, at the hub).

    verify_journal.py [--key NODE=HEX]... [--checkpoint NOTE]... FILE...

A line per finding: kind, frame, stream (scope/node/incarnation), sequence number.
Exit code 0: intact; 1: something is wrong; 2: cannot be read, or asked wrongly.
"""

import argparse
import base64
import hashlib
import io
import re
import struct
import sys
from array import array
from functools import lru_cache
from uuid import UUID

MAGIC = b"akwaba journal 1\n"
ENTRY_BYTES_MAX = 1 << 20
FRAME_BYTES_MAX = ENTRY_BYTES_MAX + 1024
FINDINGS_MAX = 10_000


# --- BLAKE3 (hash mode only) ---

IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
ORDER = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
STEPS = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
         (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))
CHUNK_START, CHUNK_END, PARENT, ROOT = 1, 2, 4, 8


def compress(cv, words, counter, size, flags, one=1, mask=0xFFFFFFFF):
    """The compression function. With `one` and `mask` spread over many lanes of 64 bits, the same
    arithmetic runs for as many messages at once, as long as they agree on the other arguments."""
    fixed = IV[:4] + (counter & 0xFFFFFFFF, counter >> 32, size, flags)
    v = list(cv) + [one * word for word in fixed]
    m = list(words)
    for turn in range(7):
        for step, (a, b, c, d) in enumerate(STEPS):
            va, vb, vc, vd = v[a], v[b], v[c], v[d]
            va = (va + vb + m[2 * step]) & mask
            vd ^= va
            vd = (vd >> 16 | vd << 16) & mask
            vc = (vc + vd) & mask
            vb ^= vc
            vb = (vb >> 12 | vb << 20) & mask
            va = (va + vb + m[2 * step + 1]) & mask
            vd ^= va
            vd = (vd >> 8 | vd << 24) & mask
            vc = (vc + vd) & mask
            vb ^= vc
            vb = (vb >> 7 | vb << 25) & mask
            v[a], v[b], v[c], v[d] = va, vb, vc, vd
        if turn < 6:
            m = [m[at] for at in ORDER]
    return [v[i] ^ v[i + 8] for i in range(8)]


def chunk_value(data, number, flags):
    """The chaining value of one chunk of at most 1024 bytes."""
    cv = IV
    blocks = max(1, (len(data) + 63) // 64)
    for i in range(blocks):
        block = data[64 * i:64 * i + 64]
        words = struct.unpack("<16I", block.ljust(64, b"\0"))
        here = (CHUNK_START if i == 0 else 0) | (CHUNK_END | flags if i == blocks - 1 else 0)
        cv = compress(cv, words, number, len(block), here)
    return cv


def tree_value(data, number, flags):
    if len(data) <= 1024:
        return chunk_value(data, number, flags)
    left = 1 << (len(data) - 1).bit_length() - 1
    words = tree_value(data[:left], number, 0) + tree_value(data[left:], number + left // 1024, 0)
    return compress(IV, words, 0, 64, PARENT | flags)


_ahead = {}


def blake3(data):
    return _ahead.get(data) or blake3_now(data)


@lru_cache(maxsize=4096)
def blake3_now(data):
    return struct.pack("<8I", *tree_value(data, 0, ROOT))


def blake3_many(messages):
    """Hashes many messages side by side, for `blake3` to find ready."""
    by_size = {}
    for message in messages:
        if len(message) <= 1024:
            by_size.setdefault(len(message), []).append(message)
    for size, group in by_size.items():
        if len(group) >= 8 and sys.byteorder == "little":
            _ahead.update(zip(group, lanes(group, size)))


def lanes(group, size):
    count = len(group)
    one = int.from_bytes(b"\1\0\0\0\0\0\0\0" * count, "little")
    mask = one * 0xFFFFFFFF
    blocks = max(1, (size + 63) // 64)
    whole = array("I", b"".join(message.ljust(64 * blocks, b"\0") for message in group))
    cv = [one * word for word in IV]
    for i in range(blocks):
        columns = [array("Q", whole[16 * i + w::16 * blocks]) for w in range(16)]
        words = [int.from_bytes(column.tobytes(), "little") for column in columns]
        flags = (CHUNK_START if i == 0 else 0) | (CHUNK_END | ROOT if i == blocks - 1 else 0)
        cv = compress(cv, words, 0, min(64, size - 64 * i), flags, one, mask)
    columns = [memoryview(value.to_bytes(8 * count, "little")).cast("Q") for value in cv]
    return [struct.pack("<8I", *row) for row in zip(*columns)]


# --- Ed25519 verification, by the strict rule -------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * D * p[3] * q[3] % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


@lru_cache(maxsize=256)
def point(data):
    """The point of 32 bytes, or None when they are not a point in its one form."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def pack(p):
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def is_small(p):
    for _ in range(3):
        p = add(p, p)
    return p[0] % P == 0 and (p[1] - p[2]) % P == 0


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def good_key(public):
    """Whether these bytes may serve as a public key."""
    at = point(public) if len(public) == 32 else None
    return at is not None and not is_small(at)


@lru_cache(maxsize=4096)
def signed(public, message, signature):
    """Whether the owner of `public` (a good key) signed."""
    if len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    r_point = point(r)
    if s >= L or r_point is None or is_small(r_point):
        return False
    k = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L
    x, y, z, t = point(public)
    minus_a = (P - x, y, z, P - t)
    both = add(BASE, minus_a)
    sum_ = (0, 1, 1, 0)
    for bit in range(255, -1, -1):
        sum_ = add(sum_, sum_)
        which = (s >> bit & 1) | (k >> bit & 1) << 1
        if which:
            sum_ = add(sum_, (None, BASE, minus_a, both)[which])
    return pack(sum_) == r


# --- Deterministic CBOR -----------------------------------------------------------------------


class Bad(ValueError):
    """The bytes are not what they should be, or not in their one form."""


def item(data, at, depth=0):
    """The value that stands at a place, and the place after it. Numbers, byte strings, texts and
    arrays only, of definite length, every number in its shortest form."""
    first = data[at]
    at += 1
    major, value = first >> 5, first & 31
    if value >= 24:
        if value > 27:
            raise Bad
        least = (24, 1 << 8, 1 << 16, 1 << 32)[value - 24]
        end = at + (1 << value - 24)
        value = int.from_bytes(data[at:end], "big")
        if end > len(data) or value < least:
            raise Bad
        at = end
    if major == 0:
        return value, at
    if major == 2 or major == 3:
        end = at + value
        if end > len(data):
            raise Bad
        content = data[at:end]
        return (content if major == 2 else content.decode("utf-8")), end
    if major == 1:
        return -1 - value, at
    if major == 4 and depth < 6 and value <= len(data):
        items = []
        for _ in range(value):
            inner, at = item(data, at, depth + 1)
            items.append(inner)
        return items, at
    raise Bad


def read(data):
    """One value that fills `data`."""
    try:
        value, at = item(data, 0)
    except (IndexError, UnicodeDecodeError) as error:
        raise Bad from error
    if at != len(data):
        raise Bad
    return value


def need(condition):
    if not condition:
        raise Bad


def is_uint(value, bits):
    return type(value) is int and 0 <= value < 1 << bits


def is_bytes(value, size=None):
    return type(value) is bytes and (size is None or len(value) == size)


def is_list(value, size):
    return type(value) is list and len(value) == size


def stream_of(value):
    need(is_list(value, 3) and is_bytes(value[0], 16) and is_bytes(value[1], 16))
    need(is_uint(value[2], 32))
    return tuple(value)


class Entry:
    """The envelope of one entry; what its body says is no business of a verifier."""

    def __init__(self, data):
        need(len(data) <= ENTRY_BYTES_MAX)
        value = read(data)
        need(is_list(value, 9))
        place, self.seq, clock, self.id, actor, entity, kind, version, body = value
        self.stream = stream_of(place)
        need(is_uint(self.seq, 64) and is_list(clock, 2) and type(clock[0]) is int)
        need(-(1 << 63) <= clock[0] < 1 << 63 and is_uint(clock[1], 32))
        self.clock = tuple(clock)
        need(is_bytes(self.id, 16) and is_bytes(actor, 16) and is_bytes(entity, 16))
        need(type(kind) is str and is_uint(version, 16))
        need(is_list(body, 2) and type(body[1]) is list)
        form, parts = body
        if form == 0:
            need(is_list(parts, 1) and is_bytes(parts[0]))
        elif form == 1:
            need(is_list(parts, 3) and is_bytes(parts[0], 16))
            need(is_bytes(parts[1]) and is_bytes(parts[2]))
        else:
            need(form == 2 and is_list(parts, 3) and is_uint(parts[0], 32))
            need(is_bytes(parts[1]) and is_bytes(parts[2]))


def name_message(stream, seq):
    return b"akwaba id 1" + place_bytes(stream) + seq.to_bytes(8, "big")


def name_of(stream, seq, micros):
    """The id of the entry at this place: a UUID of version 7."""
    tail = bytearray(blake3(name_message(stream, seq))[:10])
    tail[0] = tail[0] & 0x0F | 0x70
    tail[2] = tail[2] & 0x3F | 0x80
    millis = max(micros, 0) // 1000 & (1 << 48) - 1
    return millis.to_bytes(6, "big") + bytes(tail)


def place_bytes(stream):
    return stream[0] + stream[1] + stream[2].to_bytes(4, "big")


def genesis(stream):
    return blake3(b"akwaba stream 1" + place_bytes(stream))


def link_message(before, data):
    return b"akwaba entry 1" + before + data


# --- The verifier -----------------------------------------------------------------------------


class Track:
    """What is remembered of one stream."""

    def __init__(self, stream):
        self.at, self.hash, self.clock = 0, genesis(stream), None
        self.heads, self.seen = {}, {}

    def head(self, seq, after):
        if seq in self.heads:
            return "double" if self.heads[seq] == after else "fork"
        self.heads[seq] = after
        return "head" if seq == self.at and after != self.hash else None

    def entry(self, entry, data, after):
        """What is wrong with the next entry, and whether the stream went on with it."""
        digest = hashlib.sha256(data).digest()[:16]
        if entry.seq in self.seen:
            same = self.seen[entry.seq] == digest
            return [("double" if same else "fork", entry.seq)], False
        self.seen[entry.seq] = digest
        if entry.seq <= self.at:
            return [("late", entry.seq)], False
        wrong = []
        if entry.seq > self.at + 1:
            wrong.append(("gap", self.at + 1))
        elif blake3(link_message(self.hash, data)) != after:
            wrong.append(("link", entry.seq))
        if self.clock is not None and entry.clock < self.clock:
            wrong.append(("clock", entry.seq))
        self.at, self.hash, self.clock = entry.seq, after, entry.clock
        if self.heads.get(entry.seq, after) != after:
            wrong.append(("head", entry.seq))
        return wrong, True


class Tracks(dict):
    def __missing__(self, stream):
        self[stream] = Track(stream)
        return self[stream]


class Verifier:
    def __init__(self, trusted, want_leaves):
        self.trusted, self.keys, self.tracks = trusted, {}, Tracks()
        self.last_key = self.last_head = self.last_stream = None
        self.frame, self.findings, self.more = 0, [], 0
        self.leaves = {} if want_leaves else None

    def find(self, kind, place=None):
        if len(self.findings) < FINDINGS_MAX:
            self.findings.append((kind, self.frame, place))
        else:
            self.more += 1

    def node_key(self, node):
        if node in self.trusted:
            return self.trusted[node] if good_key(self.trusted[node]) else None
        return self.keys.get(node, (None, None))[1]

    def key(self, node, public):
        if self.last_key is not None and node < self.last_key:
            self.find("order")
        self.last_key = node
        if node in self.keys:
            self.find("double" if self.keys[node][0] == public else "key")
            return
        good = self.trusted.get(node, public) == public and good_key(public)
        if not good:
            self.find("key")
        self.keys[node] = (public, public if good else None)

    def head(self, stream, seq, after, signature):
        place = (stream, seq)
        if self.last_head is not None and place < self.last_head:
            self.find("order", place)
        self.last_head = place
        public = self.node_key(stream[1])
        if public is None:
            self.find("key", place)
            return
        message = b"akwaba head 1" + place_bytes(stream) + seq.to_bytes(8, "big") + after
        if not signed(public, message, signature):
            self.find("signature", place)
            return
        wrong = self.tracks[stream].head(seq, after)
        if wrong:
            self.find(wrong, place)

    def entry(self, entry, data, after):
        if entry is None:
            self.find("entry")
            return
        stream = entry.stream
        if self.last_stream is not None and stream < self.last_stream:
            self.find("order", (stream, entry.seq))
        self.last_stream = stream
        if entry.id != name_of(stream, entry.seq, entry.clock[0]):
            self.find("name", (stream, entry.seq))
        wrong, goes_on = self.tracks[stream].entry(entry, data, after)
        for kind, seq in wrong:
            self.find(kind, (stream, seq))
        if goes_on and self.leaves is not None:
            leaf = (entry.clock, stream[0], entry.seq, after)
            self.leaves.setdefault(stream[1:], []).append(leaf)

    def finish(self):
        self.frame = 0
        for stream in sorted(self.tracks):
            track = self.tracks[stream]
            top = max(track.heads, default=0)
            if track.at < top:
                self.find("cut", (stream, track.at + 1))
            elif track.at > top:
                self.find("unsigned", (stream, top + 1))


# --- The file ---------------------------------------------------------------------------------


def frame_of(payload):
    """The kind of a frame and what it holds."""
    value = read(payload)
    need(is_list(value, 2) and type(value[1]) is list)
    kind, parts = value
    if kind == 0:
        need(is_list(parts, 2) and is_bytes(parts[0], 16) and is_bytes(parts[1]))
    elif kind == 1:
        need(is_list(parts, 1) and is_list(parts[0], 4))
        parts = parts[0]
        parts[0] = stream_of(parts[0])
        need(is_uint(parts[1], 64) and is_bytes(parts[2], 32) and is_bytes(parts[3]))
    elif kind == 2:
        need(is_list(parts, 2) and is_bytes(parts[0]) and is_bytes(parts[1], 32))
    else:
        need(kind == 3 and is_list(parts, 2) and is_list(parts[0], 3) and is_bytes(parts[1]))
        need(all(is_uint(count, 64) for count in parts[0]))
    return kind, parts


def frames(file, sha256):
    """Each frame as (kind, parts); ("frame", None) for a strange one; ("cut", None) for a broken
    end. `sha256` has taken in what stands before the frame when the frame is handed over."""
    while True:
        length = file.read(4)
        if not length:
            return
        size = int.from_bytes(length, "big")
        payload = file.read(size) if len(length) == 4 and size <= FRAME_BYTES_MAX else None
        if payload is None or len(payload) < size:
            yield "cut", None
            return
        try:
            yield frame_of(payload)
        except Bad:
            yield "frame", None
        sha256.update(length + payload)


def looked_ahead(some, batch=1024):
    """The same frames with their entries read, hashed many at a time."""
    waiting = []
    for kind, parts in some:
        if kind != 2:
            yield from ready(waiting)
            waiting = []
            yield kind, parts
            continue
        try:
            waiting.append((Entry(parts[0]), *parts))
        except Bad:
            waiting.append((None, *parts))
        if len(waiting) == batch:
            yield from ready(waiting)
            waiting = []
    yield from ready(waiting)


def ready(waiting):
    messages, before = [], {}
    for entry, data, after in waiting:
        if entry is not None:
            messages.append(name_message(entry.stream, entry.seq))
            if entry.stream in before:
                messages.append(link_message(before[entry.stream], data))
            before[entry.stream] = after
    _ahead.clear()
    blake3_many(messages)
    for entry in waiting:
        yield 2, entry


def verify(file, trusted, want_leaves=False):
    verifier = Verifier(trusted, want_leaves)
    if file.read(len(MAGIC)) != MAGIC:
        verifier.find("magic")
        verifier.finish()
        return verifier
    sha256 = hashlib.sha256(MAGIC)
    counts, stage, ended = [0, 0, 0], 0, False
    for kind, parts in looked_ahead(frames(file, sha256)):
        verifier.frame += 1
        if ended:
            verifier.find("end")
            break
        if kind == "cut":
            verifier.find("frame")
            verifier.find("cut")
            break
        if kind == "frame":
            verifier.find("frame")
        elif kind == 3:
            ended = True
            if parts[0] != counts or parts[1] != sha256.digest():
                verifier.find("end")
        else:
            counts[kind] += 1
            if kind < stage:
                verifier.find("order")
                continue
            stage = kind
            (verifier.key, verifier.head, verifier.entry)[kind](*parts)
    else:
        if not ended:
            verifier.frame += 1
            verifier.find("cut")
    verifier.finish()
    return verifier


# --- Checkpoints ------------------------------------------------------------------------------

ORIGIN = re.compile(r"akwaba/([^\s+]+)/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/(0|[1-9][0-9]*)")
NUMBER = re.compile(r"0|[1-9][0-9]*")


def decoded(text, size=None):
    value = base64.b64decode(text, validate=True)
    need(size in (None, len(value)) and base64.b64encode(value).decode() == text)
    return value


def merkle_root(leaves):
    """The root of RFC 6962 over these hashes."""
    level = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256().digest()
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2])
        odd = level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def compare(verifier, note):
    """The word for what is wrong between a journal and a signed checkpoint, or None."""
    try:
        text, _, signatures = note.rpartition("\n\n")
        text += "\n"
        origin, size, root, *heads = text.split("\n")[:-1]
        name = ORIGIN.fullmatch(origin)
        need(name and NUMBER.fullmatch(size) and signatures.endswith("\n"))
        size, root = int(size), decoded(root, 32)
        heads = [head_line(head) for head in heads]
        need(heads == sorted(set(heads)))
        lines = [line.split(" ") for line in signatures.split("\n")[:-1]]
        need(all(len(words) == 3 and words[0] == "—" for words in lines))
        lines = [(words[1], decoded(words[2])) for words in lines]
    except ValueError:
        return "form"
    node, incarnation = bytes.fromhex(name[2].replace("-", "")), int(name[3])
    public = verifier.node_key(node)
    if public is None:
        return "unknown"
    key_id = hashlib.sha256(origin.encode() + b"\n\1" + public).digest()[:4]
    own = [data[4:] for who, data in lines if who == origin and data[:4] == key_id]
    if not own:
        return "unknown"
    if not all(signed(public, text.encode(), signature) for signature in own):
        return "signature"
    leaves = sorted(verifier.leaves.get((node, incarnation), []))
    if len(leaves) < size:
        return "short"
    if merkle_root(leaf[3] for leaf in leaves[:size]) != root:
        return "root"
    known = {}
    for _, scope, seq, after in leaves[:size]:
        known[genesis((scope, node, incarnation)), seq] = after
    return None if all(known.get(head[:2]) == head[2] for head in heads) else "head"


def head_line(text):
    word, stream, seq, after = text.split(" ")
    need(word == "head" and NUMBER.fullmatch(seq))
    return decoded(stream, 32), int(seq), decoded(after, 32)


# --- Reports ----------------------------------------------------------------------------------


def line(finding):
    kind, frame, place = finding
    if place is None:
        return f"{kind} {frame} - -"
    (scope, node, incarnation), seq = place
    return f"{kind} {frame} {UUID(bytes=scope)}/{UUID(bytes=node)}/{incarnation} {seq}"


def report(verifier, notes):
    wrong = [line(finding) for finding in verifier.findings]
    if verifier.more:
        wrong.append(f"{verifier.more} more")
    words = [(compare(verifier, note), name) for name, note in notes]
    wrong += [f"checkpoint {word} {name}" for word, name in words if word]
    if wrong:
        print("\n".join(wrong))
        return False
    entries = sum(track.at for track in verifier.tracks.values())
    print(f"intact: {len(verifier.tracks)} streams, {entries} entries")
    return True


def trusted_key(text):
    node, _, public = text.partition("=")
    node, public = bytes.fromhex(node.replace("-", "")), bytes.fromhex(public)
    need(len(node) == 16 and len(public) == 32)
    return node, public


def batch():
    """For tests: many files on the standard input, each after its length; a dot ends each report."""
    while length := sys.stdin.buffer.read(4):
        file = io.BytesIO(sys.stdin.buffer.read(int.from_bytes(length, "big")))
        for finding in verify(file, {}).findings:
            print(line(finding))
        print(".")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--key", action="append", default=[], type=trusted_key, metavar="NODE=HEX",
                        help="a public key known from elsewhere")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="NOTE",
                        help="a signed checkpoint, in a file of its own")
    parser.add_argument("--batch", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.batch:
        return batch()
    if not asked.files:
        parser.error("no journal given")
    intact = True
    try:
        notes = []
        for name in asked.checkpoint:
            with open(name, encoding="utf-8", newline="", errors="replace") as file:
                notes.append((name, file.read()))
        for name in asked.files:
            with open(name, "rb") as file:
                verifier = verify(file, dict(asked.key), bool(notes))
            intact &= report(verifier, notes)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    return 0 if intact else 1


if __name__ == "__main__":
    sys.exit(main())
