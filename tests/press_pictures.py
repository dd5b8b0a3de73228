"""Pictures as press offices send them, with what they say of themselves."""

import io
import struct

from PIL import ExifTags, Image


def press_picture(
    description="", artist="", rights="", orientation=1, position=False, size=(90, 60)
):
    """A JPEG with EXIF as cameras and programs write it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Kamera 3000"
    exif[ExifTags.Base.Orientation] = orientation
    for tag, text in (
        (ExifTags.Base.ImageDescription, description),
        (ExifTags.Base.Artist, artist),
        (ExifTags.Base.Copyright, rights),
    ):
        if text:
            exif[tag] = text.encode()
    if position:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 24.0, 0.0)
    return _jpeg(size, exif=exif.tobytes(), comment=b"geheim")


def iptc(caption="", creator="", credit="", charset="utf-8"):
    """A JPEG with an IPTC block, as agencies write it."""
    records = b""
    for number, text in ((120, caption), (80, creator), (110, credit)):
        if text:
            value = text.encode(charset)
            records += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(value)) + value
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records
    segment = b"Photoshop 3.0\0" + block + b"\0" * (len(records) % 2)
    return _with_segment(0xED, segment)


def xmp(description="", creator="", credit="", source=""):
    """A JPEG with an XMP packet."""
    kind = f"http://cv.iptc.org/newscodes/digitalsourcetype/{source}"
    about = f'photoshop:Credit="{credit}" Iptc4xmpExt:DigitalSourceType="{kind}"'
    caption = f'<rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt>'
    packet = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description {about}>
      <dc:description>{caption}</dc:description>
      <dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
      </rdf:Description></rdf:RDF></x:xmpmeta>"""
    return _with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode())


def _jpeg(size=(90, 60), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", **options)
    return out.getvalue()


def _with_segment(marker, content):
    plain = _jpeg()
    return (
        plain[:2]
        + bytes([0xFF, marker])
        + struct.pack(">H", len(content) + 2)
        + content
        + plain[2:]
    )
