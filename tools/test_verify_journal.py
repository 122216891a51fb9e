"""Tests of what the second verifier stands on: its own hash and signature, by published vectors.

Whole journals, and every mutation of them, are put before it by the tests of `crates/journal`.
Python 3 and its standard library only.
"""

import ast
import io
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import verify_journal  # noqa: E402

SCRIPT = pathlib.Path(verify_journal.__file__)


def pattern(size):
    """The input of the published BLAKE3 vectors: 0, 1, … 250, 0, 1, …"""
    return bytes(at % 251 for at in range(size))


def kinds(verifier):
    """The kinds of what was found, in order."""
    return [finding[0] for finding in verifier.findings]


class Hash(unittest.TestCase):
    # Size of the input and first 32 bytes of the hash, of the published vectors.
    VECTORS = [
        (0, "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"),
        (1, "2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213"),
        (1023, "10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11"),
        (1024, "42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7"),
        (1025, "d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444"),
    ]

    def test_published_vectors_are_met(self):
        for size, expected in self.VECTORS:
            self.assertEqual(verify_journal.blake3(pattern(size)).hex(), expected, size)

    def test_many_at_once_are_as_one_by_one(self):
        messages = [pattern(size) for size in (0, 1, 64, 65, 1024, 1025, 4097)]
        verify_journal.blake3_many(messages)
        together = [verify_journal.blake3(message) for message in messages]
        self.assertEqual(together, [verify_journal.blake3_now(message) for message in messages])


class Signature(unittest.TestCase):
    # RFC 8032, section 7.1, tests 1 and 2.
    VECTORS = [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
            "25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b"
            "2eaeb4302aeeb00d291612bb0c00",
        ),
    ]

    def test_published_vectors_are_met(self):
        for public, message, signature in self.VECTORS:
            parts = [bytes.fromhex(part) for part in (public, message, signature)]
            self.assertTrue(verify_journal.signed(*parts))

    def test_a_changed_message_or_signature_is_refused(self):
        public, message, signature = (bytes.fromhex(part) for part in self.VECTORS[1])
        self.assertFalse(verify_journal.signed(public, message + b"!", signature))
        broken = bytes([signature[0] ^ 1]) + signature[1:]
        self.assertFalse(verify_journal.signed(public, message, broken))


class Script(unittest.TestCase):
    def test_it_uses_the_standard_library_alone(self):
        used = set()
        for node in ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used.update(name.name.split(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                used.add((node.module or "").split(".")[0])
        self.assertLessEqual(used, set(sys.stdlib_module_names))

    def test_what_is_no_journal_is_refused_with_its_own_exit_code(self):
        refused = subprocess.run(
            [sys.executable, str(SCRIPT), str(SCRIPT)], capture_output=True, text=True, check=False
        )
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn(refused.returncode, (1, 2))

    def test_a_journal_without_its_end_is_cut_and_another_file_is_none(self):
        begun = verify_journal.verify(io.BytesIO(verify_journal.MAGIC), {})
        other = verify_journal.verify(io.BytesIO(b"another file altogether"), {})
        self.assertEqual([kinds(begun), kinds(other)], [["cut"], ["magic"]])


if __name__ == "__main__":
    unittest.main()
