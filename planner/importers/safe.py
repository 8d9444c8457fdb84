"""Looking at a file before any parser does: its size, its real type, its archive.

The limits are those of reliability.md, "Foreign workbooks".
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO

from planner.basics.errors import UserError, system_reason
from planner.basics.text import N_
from planner.importers.source import SIZE_LIMIT

_PARTS = 2000
_PART_SIZE = 200 * 2**20
_WHOLE_SIZE = 300 * 2**20
_RATIO = 200
_CHUNK = 2**20
_AES = 99
"""Method of a part that is encrypted with AES (WinZip's AE-1 and AE-2)."""
_XML = (".xml", ".rels", ".vml")
_DECLARATIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, OSError,
    NotImplementedError,
)  # fmt: skip
"""What zipfile says of an archive that is damaged, or that asks for more than it knows."""
_NAMES = {".csv", ".txt", ".tsv", ".xlsx", ".xls"}


def read_bytes(path: Path) -> bytes:
    """The content of a regular file of 1 byte to 50 MB. Raises UserError for anything else."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UserError(N_("{file} is no file. Nothing was imported."), file=path.name)
        if found.st_size > SIZE_LIMIT:
            raise UserError(
                N_("{file} is larger than 50 MB. Nothing was imported; export a shorter period."),
                file=path.name,
            )
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(
            N_("{file} can't be read ({reason}). Nothing was imported."),
            file=path.name,
            reason=system_reason(error),
        ) from None
    if not raw:
        raise UserError(N_("{file} is empty. Nothing was imported."), file=path.name)
    return raw


def is_archive(raw: bytes) -> bool:
    """Whether the content is a zip archive (a workbook is one too)."""
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(raw: bytes) -> bool:
    """Whether a zip archive is an Excel workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _BROKEN:
        return False


def check_archive(raw: bytes, name: str) -> None:
    """Raises UserError when the archive is damaged, too large unpacked, or not what it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_directory(archive, name)
            for part in archive.infolist():
                _check_part(archive, part, name)
    except _BROKEN:
        raise _damaged(name) from None


def unpacked(raw: bytes, name: str, password: str) -> tuple[bytes, str]:
    """The one statement inside a zip archive and its name.

    Raises UserError when there is none or several, or the password is missing or wrong.
    """
    try:
        # Archives of Chinese platforms name their parts in GBK without saying so.
        with zipfile.ZipFile(io.BytesIO(raw), metadata_encoding="gb18030") as archive:
            _check_directory(archive, name, may_be_encrypted=True)
            part = _statement(archive, name)
            return _decrypted(archive, part, name, password), Path(part.filename).name
    except _BROKEN:
        raise _damaged(name) from None


def _statement(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    found = [
        part
        for part in archive.infolist()
        if Path(part.filename).suffix.lower() in _NAMES and "汇总" not in part.filename
    ]
    if len(found) != 1:
        raise UserError(
            N_(
                "{file} holds {count} statements; unpack it and import the one you need. "
                "Nothing was imported."
            ),
            file=name,
            count=len(found),
        )
    return found[0]


def _decrypted(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, password: str) -> bytes:
    is_encrypted = part.flag_bits & 1
    if is_encrypted and not password:
        raise UserError(
            N_(
                "{file} is protected by a password; it came with the message that announced the "
                "file. Give it and try again. Nothing was imported."
            ),
            file=name,
        )
    try:
        with _opened(archive, part, password.encode() if is_encrypted else None) as file:
            content = file.read(SIZE_LIMIT + 1)
    except NotImplementedError:
        raise UserError(
            N_(
                "{file} is locked in a way that can't be opened here. Unpack it with its password "
                "and import the file inside. Nothing was imported."
            ),
            file=name,
        ) from None
    except (RuntimeError, zipfile.BadZipFile, zlib.error):  # its answer to a wrong password
        if not is_encrypted:
            raise _damaged(name) from None
        raise UserError(
            N_("The password does not open {file}. Nothing was imported."), file=name
        ) from None
    if len(content) > SIZE_LIMIT:
        raise _too_large(name)
    return content


def _opened(archive: zipfile.ZipFile, part: zipfile.ZipInfo, password: bytes | None) -> IO[bytes]:
    """The content of a part; the classic encryption is Python's own, AES (method 99) is not."""
    if part.compress_type != _AES:
        return archive.open(part, pwd=password)
    import pyzipper

    assert archive.fp is not None
    locked = pyzipper.AESZipFile(archive.fp)
    same = next(one for one in locked.infolist() if one.header_offset == part.header_offset)
    content: IO[bytes] = locked.open(same, pwd=password)
    return content


def _check_directory(
    archive: zipfile.ZipFile, name: str, *, may_be_encrypted: bool = False
) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _WHOLE_SIZE:
        raise _too_large(name)
    if len(set(names)) != len(names) or any(_is_unsafe(part) for part in names):
        raise _damaged(name)
    for part in parts:
        if part.flag_bits & 1 and not may_be_encrypted:
            raise UserError(
                N_("{file} is protected by a password. Save it without one. Nothing was imported."),
                file=name,
            )
        is_dense = part.file_size > _CHUNK and part.file_size > _RATIO * part.compress_size
        if part.file_size > _PART_SIZE or is_dense:
            raise _too_large(name)


def _is_unsafe(part: str) -> bool:
    return part.startswith("/") or ".." in part or ":" in part or "\\" in part


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Unpack a part to nowhere: sizes in the directory may lie, declarations may hide in it."""
    is_xml = part.filename.lower().endswith(_XML)
    size, tail = 0, b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > _PART_SIZE:
                raise _too_large(name)
            # UTF-16 parts (Power Query writes them) are searched without their zero bytes.
            if is_xml and _DECLARATIONS.search((tail + chunk).replace(b"\0", b"")):
                raise _damaged(name)
            tail = chunk[-32:]


def _damaged(name: str) -> UserError:
    return UserError(
        N_("{file} is damaged or not what it claims to be. Nothing was imported."), file=name
    )


def _too_large(name: str) -> UserError:
    return UserError(
        N_("{file} is far larger unpacked than a statement can be. Nothing was imported."),
        file=name,
    )
