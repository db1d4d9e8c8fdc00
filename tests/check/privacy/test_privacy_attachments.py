"""Published documents: hidden places are read, what can't be read is said, nothing hangs."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter

from generator.check.privacy.attachments import examine

TODAY = dt.date(2026, 1, 1)
ID, MASKED = "340702199001011239", "340***********1239"
PHONES = ("13812341234", "13912341234")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def look(root, name):
    """Return what is found in one file: (rule, place) pairs, and what was not checked."""
    ((_, found),) = examine(root, [name], TODAY)
    return [(hit.rule, piece.place) for hit, piece in found.hits], found.unread


def docx(path, body, **parts):
    """Write a Word document of the given body XML and other parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", xml)
        for name, content in parts.items():
            package.writestr(name, content)


def paragraph(*runs):
    """Return a paragraph of several runs."""
    return f"<w:p>{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def pdf(path, *pages):
    """Write a PDF with a line of text a page; an empty text leaves a picture only."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 300)
        _draw(writer, page, text)
    writer.write(path)


def _draw(writer, page, text):
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    drawn = f"BT /F1 12 Tf 10 200 Td ({text}) Tj ET" if text else "0 0 m 9 9 l S " * 20
    stream.set_data(drawn.encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(stream)


def test_workbooks_are_read_with_everything_hidden(tmp_path):
    """Hidden sheets, rows and columns, comments and numbers stored as numbers are looked at."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "公示"
    sheet.append(["姓名", "银行账号", "电话"])
    sheet.append(["张某", "6222021234567890128", 13812341234])
    sheet.append(["李某", "无", 13912341234])
    sheet["D3"] = ID
    sheet["E9"] = f"身份证{ID[:6]} {ID[6:14]} {ID[14:]}"
    sheet["A9"].comment = Comment(f"原号 {ID}", "某")
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[9].hidden = True
    hidden = book.create_sheet("底稿")
    hidden["A1"] = ID
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    hits, unread = look(tmp_path, "a.xlsx")
    assert set(hits) == {
        ("privacy-card", "工作表“公示”B2"),
        ("privacy-phones", "工作表“公示”C2"),
        ("privacy-phones", "工作表“公示”C3"),
        ("privacy-id", "工作表“公示”D3（隐藏的列）"),
        ("privacy-id", "工作表“公示”E9（隐藏的行）"),
        ("privacy-id", "工作表“底稿”（隐藏的工作表）A1"),
        ("privacy-id", "批注、图形或者透视表里（xl/comments/comment1.xml）"),
    }
    assert unread == []


def test_documents_are_read_with_tables_notes_and_deleted_words(tmp_path):
    """A number broken over runs, in a cell, a header, or deleted under revision is found."""
    head = paragraph("银行卡号")
    cell = paragraph("6222021234567890128")
    table = "".join(
        f"<w:tr><w:tc>{paragraph('姓名')}</w:tc><w:tc>{text}</w:tc></w:tr>" for text in (head, cell)
    )
    deleted = f"<w:p><w:del><w:r><w:delText>{ID}</w:delText></w:r></w:del></w:p>"
    docx(
        tmp_path / "a.docx",
        paragraph("身份证", ID[:9], ID[9:]) + f"<w:tbl>{table}</w:tbl>" + deleted,
        **{"word/header1.xml": f'<w:hdr xmlns:w="{WORD}">{paragraph(ID)}</w:hdr>'},
    )
    hits, unread = look(tmp_path, "a.docx")
    assert hits == [
        ("privacy-id", "正文第 1 段"),
        ("privacy-card", "正文第 1 个表第 2 行第 2 列"),
        ("privacy-id", "正文第 6 段（修订里删去的文字）"),
        ("privacy-id", "页眉第 1 段"),
    ]
    assert unread == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_are_read_in_every_usual_encoding(tmp_path, encoding):
    """What Excel and Notepad save here is read; the column's head is its context."""
    text = f"姓名,银行卡号,号码\n张某,6222021234567890128,{ID}\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    (tmp_path / "a.txt").write_bytes(f"第一行\n{ID}".encode(encoding))
    assert look(tmp_path, "a.csv")[0] == [
        ("privacy-card", "第 2 行第 2 列"),
        ("privacy-id", "第 2 行第 3 列"),
    ]
    assert look(tmp_path, "a.txt") == ([("privacy-id", "第 2 行")], [])


def test_pdf_text_is_read_and_pages_without_text_are_named(tmp_path):
    """A page that is a picture is not called clean; an empty page is."""
    pdf(tmp_path / "a.pdf", f"No {ID}", "", "nothing here")
    assert look(tmp_path, "a.pdf") == (
        [("privacy-id", "第 1 页")],
        ["第 2 页没有能读出的文字（多半是扫描的图）"],
    )
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.write(tmp_path / "b.pdf")
    assert look(tmp_path, "b.pdf") == ([], [])


def test_one_broken_pdf_does_not_hide_the_others(tmp_path):
    """Files are read together, yet each has its own result."""
    pdf(tmp_path / "a.pdf", ID)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n" + b"\0" * 900)
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "a.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "c.pdf")
    found = dict(examine(tmp_path, ["a.pdf", "b.pdf", "c.pdf"], TODAY))
    assert [hit.masked for hit, _ in found["a.pdf"].hits] == [MASKED]
    assert found["b.pdf"].unread == ["文件已损坏，或者太复杂"]
    assert found["c.pdf"].unread == ["有密码"]


def test_reader_that_fails_is_narrowed_down_to_its_file(tmp_path, monkeypatch):
    """When the process dies over one file, the others of its batch are read all the same."""
    from generator.check.privacy import pdfs

    worker = tmp_path / "worker.py"
    worker.write_text(
        "import sys\nfor path in sys.argv[1:]:\n"
        "    if 'bad' in path: sys.exit(3)\n"
        '    print(\'{"pages": ["x"], "blind": [], "reason": ""}\')\n'
    )
    monkeypatch.setattr(pdfs, "_WORKER", worker)
    paths = [tmp_path / name for name in ("a.pdf", "bad.pdf", "c.pdf")]
    found = {path.name: texts for path, texts in pdfs.read_pdfs(paths)}
    assert found["a.pdf"] == found["c.pdf"]
    assert "停下" in found["bad.pdf"][0].reason


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600),  # what Office writes with a password
        ("a.docx", b""),
        ("a.csv", b"\xff\xff\x00\x81"),
        ("a.txt", b"\0\1\2"),
        ("a.pdf", b"no pdf"),
        ("a.wps", b"?"),
        ("missing.csv", None),
    ],
)
def test_what_cannot_be_read_is_never_clean(tmp_path, name, content):
    """Broken, locked, foreign and missing files are all said to be unchecked."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    hits, unread = look(tmp_path, name)
    assert hits == []
    assert len(unread) == 1


def test_doctype_and_entities_are_refused(tmp_path):
    """No entity is expanded, however harmless it looks."""
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>',
        )
    assert look(tmp_path, "a.docx") == ([], ["含有不应有的文档类型声明"])


def test_bombs_are_given_up(tmp_path):
    """A small file that unpacks to gigabytes is left after 32 MB."""
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        body = b"<w:document xmlns:w='x'>" + b" " * 60_000_000
        package.writestr("word/document.xml", body)
    assert look(tmp_path, "a.docx") == ([], ["解压以后太大"])
    with zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<d>" + b"<c/>" * 2_100_000 + b"</d>")
    assert look(tmp_path, "b.docx") == ([], ["内容太多"])
    (tmp_path / "c.csv").write_text("a\n" * 1_100_000)
    assert look(tmp_path, "c.csv") == ([], ["文件太大"])


def test_embedded_files_and_large_pictures_are_told(tmp_path):
    """What stands inside a document and can't be read makes it unchecked."""
    docx(
        tmp_path / "a.docx",
        paragraph("正文"),
        **{
            "word/embeddings/a.bin": b"x",
            "word/media/scan.jpg": bytes(60_000),
            "word/media/s.png": b"x",
        },
    )
    assert look(tmp_path, "a.docx") == (
        [],
        ["里面嵌有 1 个文件，没有打开", "有 1 张图片，图上的文字读不出"],
    )


def test_file_s_own_name_is_looked_at(tmp_path):
    """A number in the name would stand in the address of the page."""
    (tmp_path / f"{ID}.txt").write_text("x")
    assert look(tmp_path, f"{ID}.txt") == ([("privacy-id", "文件名")], [])
