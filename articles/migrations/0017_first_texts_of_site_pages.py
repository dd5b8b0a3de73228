"""
The pages that the law wants are there from the first day, with gaps to fill in.

What is in square brackets is the newsroom's to write.
"""

from django.db import migrations

IMPRINT = """<h2>Angaben nach § 5 DDG</h2>
<p>[Name des Verlags]<br>[Straße und Hausnummer]<br>[Postleitzahl und Ort]</p>
<p>Vertreten durch: [Name]<br>E-Mail: [Adresse]<br>Telefon: [Nummer]</p>
<p>Registergericht: [Ort], [Nummer]<br>Umsatzsteuer-Identifikationsnummer: [Nummer]</p>
<h2>Verantwortlich für den Inhalt nach § 18 Abs. 2 MStV</h2>
<p>[Name und Anschrift]</p>"""
PRIVACY = """<p>Diese Seiten setzen bei Leserinnen und Lesern keine Cookies, binden nichts von fremden \
Servern ein und werten nicht aus, wer was liest.</p>
<h2>Verantwortlich</h2>
<p>[Name, Anschrift, E-Mail; Datenschutzbeauftragte]</p>
<h2>Beim Aufruf einer Seite</h2>
<p>Der Webserver erhält die IP-Adresse, die er zum Antworten braucht. [Was protokolliert und wann \
es gelöscht wird] Rechtsgrundlage ist Art. 6 Abs. 1 Buchst. f DSGVO.</p>
<h2>Ihre Rechte</h2>
<p>Sie können Auskunft, Berichtigung, Löschung und Einschränkung verlangen, der Verarbeitung \
widersprechen und sich bei einer Aufsichtsbehörde beschweren: [Behörde].</p>"""
PAGES = [
    ("impressum", "Impressum", IMPRINT),
    ("datenschutz", "Datenschutz", PRIVACY),
    ("ueber-uns", "Über uns", "<p>[Wer diese Nachrichten macht, für wen und nach welchen Regeln]</p>"),
    ("mediadaten", "Mediadaten", "<p>[Anzeigenformate, Preise, Kontakt]</p>"),
]


def write(apps, schema_editor):
    """Leave alone what is there."""
    page = apps.get_model("articles", "SitePage")
    for slug, title, body in PAGES:
        page.objects.get_or_create(slug=slug, defaults={"title": title, "body": body})


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_site_pages")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop, elidable=False)]
